"""`chunshui serve` in a process of its own: what is edited is seen, what is wrong is told."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from queue import Queue

import pytest

from site_builder.mkdocs_adapter import UNMENDED
from tests.support import run_chunshui

PATIENCE = 120


class Served:
    """A running preview: what it says, line by line, and its pages."""

    def __init__(self, office: Path, **environment: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = int(free.getsockname()[1])
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "site_builder", "serve", "--port", str(self.port)],
            cwd=office,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        self._lines: Queue[str] = Queue()
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()

    def _listen(self) -> None:
        assert self.process.stderr is not None
        with self.process.stderr as lines:
            for line in lines:
                self._lines.put(line.rstrip("\n"))

    def end(self, how: signal.Signals) -> int:
        """End the program; return its code."""
        self.process.send_signal(how)
        code = self.process.wait(PATIENCE)
        self._listener.join()
        return code

    def wait_until_it_answers(self) -> None:
        self.wait("预览")
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), PATIENCE).close()
            except ConnectionRefusedError:
                time.sleep(0.05)
            else:
                return

    def wait(self, words: str) -> None:
        """Wait until the program has said the words."""
        while words not in self._lines.get(timeout=PATIENCE):
            pass

    def page(self, address: str) -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", address)
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8")

    def changed(self, page: str) -> None:
        """Wait as the page's own script waits, until the browser is told to load it anew."""
        found = re.search(r"livereload\((\d+), (\d+)\)", page)
        assert found is not None
        assert int(self.page(f"/livereload/{found[1]}/{found[2]}")[1]) > int(found[1])


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
