"""`chunshui serve` in a process of its own: what is edited is seen, what is wrong is told."""

from __future__ import annotations

import gc
import re
import signal
import socket
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from mkdocs.livereload import LiveReloadServer

from site_builder.cli import serve
from site_builder.mkdocs_adapter import UNMENDED
from tests.preview import Served
from tests.support import run_chunshui


@pytest.fixture
def office(tmp_path: Path) -> Path:
    assert run_chunshui("init", tmp_path / "office", cwd=tmp_path).returncode == 0
    return tmp_path / "office"


@pytest.fixture
def served(office: Path) -> Iterator[Served]:
    running = Served(office)
    yield running
    assert running.end(signal.SIGTERM) == 0


@pytest.mark.slow
def test_what_is_edited_is_seen_and_what_is_wrong_is_told(office: Path, served: Served) -> None:
    served.wait_until_it_answers()
    assert served.page("/nowhere/")[0] == 404
    _, home = served.page("/")
    item = next(office.glob("content/items/*/*/*.md"))
    address = f"/items/{item.parent.parent.name}/{item.parent.name}/"
    assert "改过的题目" not in served.page(address)[1]

    text = item.read_text(encoding="utf-8")
    item.write_text(re.sub(r"(?m)^title: .*", "title: 改过的题目", text), encoding="utf-8")
    served.changed(home)
    assert "改过的题目" in served.page(address)[1]

    item.write_text("没有开头", encoding="utf-8")
    served.wait(f"{item.name}:1:1")
    served.wait(UNMENDED)
    assert "改过的题目" in served.page(address)[1]

    item.write_text(text, encoding="utf-8")
    served.wait("写了")
    assert "改过的题目" not in served.page(address)[1]

    settings = office / "mkdocs.yml"
    named = re.sub(r"(?m)^site_name: .*", "site_name: 新站名", settings.read_text(encoding="utf-8"))
    settings.write_text(named, encoding="utf-8")
    served.wait("写了")
    assert "新站名" in served.page(address)[1]


def test_an_address_that_is_taken_is_refused_before_the_work(office: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run_chunshui("serve", "--port", port, cwd=office)
    assert done.returncode == 2
    assert f"127.0.0.1:{port}" in done.stderr


def test_the_folder_goes_when_the_program_is_ended(office: Path, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    running = Served(office, TMPDIR=str(temporary))
    running.wait_until_it_answers()
    assert list(temporary.iterdir()) != []
    assert running.end(signal.SIGINT) == 0
    assert list(temporary.iterdir()) == []


LARGE = ("Folders", "Ledger", "Marks", "Shelf", "Snapshot", "Views")


def test_mkdocs_has_what_open_pages_are_shown_by() -> None:
    """Its server has no public names for these; see `Server`."""
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, ".")
    server.server_close()
    with server._epoch_cond:
        seen = server._visible_epoch
        assert seen == server._wanted_epoch
    asked = {"PATH_INFO": f"/livereload/{seen - 1}/1", "HTTP_REFERER": ""}
    assert [*server.serve_request(asked, lambda *_: None)] == [b"%d" % seen]


class Nobody:
    """Looks at no page."""

    def pages(self) -> frozenset[str]:
        return frozenset()

    def show(self, pages: frozenset[str]) -> None:
        raise AssertionError(pages)


def test_what_belongs_to_an_earlier_edit_goes_without_the_collector(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve, "_PAUSE", 3600.0)
    item = next(office.glob("content/items/*/*/*.md"))
    text = item.read_text(encoding="utf-8")
    day = text.partition("\ndate: ")[2].partition("\n")[0]
    work = serve._Work(office, office / "mkdocs.yml", tmp_path / "site", pending=False)
    try:
        work.begin()
        counts = []
        for number in range(3):
            fact = f"{{publication: 本局简报, date: {day}, issue: 第{number}期}}"
            adopted = text.replace("\nkind:", f"\nadoptions: [{fact}]\nkind:")
            item.write_text(adopted, encoding="utf-8")
            work.refresh(Nobody())
            counts.append(_held())
        assert counts[1] == counts[0] == counts[2]
    finally:
        work._rest.cancel()
        gc.unfreeze()
        gc.enable()


def _held() -> Counter[str]:
    """Count what is large of an edit, wherever it is held."""
    gc.unfreeze()
    found = [each for each in gc.get_objects() if type(each).__name__ in LARGE]
    # What was closed may still be held, in circles, but holds nothing.
    return Counter(type(each).__name__ for each in found if getattr(each, "__dict__", True))
