"""An open page shows an edit first, by itself; all others follow, and a mistake changes none.

The preview is the real command, held at one place: when the open pages are shown it waits until
the test has looked round. So nothing here depends on how long anything takes.
"""

from __future__ import annotations

import re
import signal
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from site_builder.mkdocs_adapter import UNMENDED
from tests.preview import PATIENCE, Served
from tests.support import run_chunshui

HELD = """\
import sys, time
from site_builder.cli import main
from site_builder.mkdocs_adapter import Server

pages, show = Server.pages, Server.show

def polled(self):
    while not pages(self):  # the browser has the page, but may not have asked to be told yet
        time.sleep(0.01)
    return pages(self)

def held(self, shown):
    show(self, shown)
    print("shown", *shown, file=sys.stderr, flush=True)
    sys.stdin.readline()

Server.pages, Server.show = polled, held
main()
"""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A new office with its one item."""
    assert run_chunshui("init", tmp_path / "office", cwd=tmp_path).returncode == 0
    return tmp_path / "office"


@pytest.fixture
def served(office: Path, tmp_path: Path) -> Iterator[Served]:
    """A preview of it that waits for a line whenever it has shown the open pages."""
    (tmp_path / "temporary").mkdir()
    running = Served(office, "-c", HELD, TMPDIR=str(tmp_path / "temporary"))
    running.wait_until_it_answers()
    yield running
    assert running.end(signal.SIGTERM) == 0


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Page]:
    """A page of the browser that waits as long as the preview's own tests do."""
    context = chromium.new_context(locale="zh-CN")
    context.set_default_timeout(PATIENCE * 1000)
    yield context.new_page()
    context.close()


@pytest.mark.slow
def test_the_open_page_is_shown_first_and_the_others_follow(
    office: Path, served: Served, tab: Page, tmp_path: Path
) -> None:
    (item,) = office.glob("content/items/*/*/*.md")
    month = f"items/{item.parent.parent.name}/{item.parent.name}/"
    site = next((tmp_path / "temporary").glob("*/site"))
    begin = f"http://127.0.0.1:{served.port}/"
    tab.goto(f"{begin}{month}{quote(item.stem)}/")
    tab.evaluate("window.before = true")
    text = item.read_text(encoding="utf-8")
    edited = re.sub(r"(?m)^title: .*", "title: 改过的题目", text) + "\n新写的一段。\n"

    item.write_text(edited, encoding="utf-8")
    assert _told(served) == f"shown {month}{item.stem}/index.html"
    tab.get_by_text("新写的一段。").wait_for()
    assert tab.title().startswith("改过的题目")
    assert tab.evaluate("window.before") is None, "the page was loaded anew, not by the test"
    assert "改过的题目" not in (site / month / "index.html").read_text(encoding="utf-8")
    early = _asked(served, month)
    served.tell("")
    assert _told(served).startswith("写了")
    assert "改过的题目" in early(), "whoever asks early waits"
    assert "改过的题目" in (site / month / "index.html").read_text(encoding="utf-8")

    item.write_text("没有开头", encoding="utf-8")
    served.wait(UNMENDED)
    assert "新写的一段。" in _asked(served, f"{month}{quote(item.stem)}/")()
    assert "改过的题目" in _asked(served, month)()
    tab.get_by_text("新写的一段。").wait_for()


def _asked(served: Served, path: str) -> Callable[[], str]:
    """Ask for a page without the browser, which may be loading one anew; return what waits for it.
    """
    asking = HTTPConnection("127.0.0.1", served.port, timeout=PATIENCE)
    asking.request("GET", f"/{path}")
    return lambda: asking.getresponse().read().decode("utf-8")


def _told(served: Served) -> str:
    """Return what the preview says next of its work."""
    while not (line := served.said()).startswith(("shown", "写了")):
        pass
    return line
