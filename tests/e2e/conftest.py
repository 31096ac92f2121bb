"""A real browser on the real demonstration site, built once and served without a fixed port."""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, sync_playwright

from tests import chromium as finder
from tests.support import ROOT, run_chunshui

BROWSER_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(slots=True)
class PageLog:
    """What a page must not do: requests that left its own origin, and errors it reported."""

    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Site:
    """A built site: its address (with a closing slash) and its folder."""

    url: str
    folder: Path


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Keep the test's output free of a line for each request."""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Headless Chromium. `make test` names one, so there a missing browser is a failure."""
    path = finder.find()
    if path is None and finder.VARIABLE in os.environ:
        pytest.fail(f"{finder.VARIABLE} 指的浏览器不存在", pytrace=False)
    if path is None:
        pytest.skip(finder.ADVICE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=BROWSER_ARGUMENTS)
        yield browser
        browser.close()


def _build_once(shared: Path) -> Path:
    """Build the demonstration site into a folder that all workers of this run share."""
    folder = shared / "demo-site"
    with (shared / "demo-site.lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            built = run_chunshui("build", "--output", folder, cwd=ROOT)
            assert built.returncode == 0, built.stdout + built.stderr
    return folder


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """This repository's content as a site, served on a free port of 127.0.0.1."""
    base = tmp_path_factory.getbasetemp()
    folder = _build_once(base.parent if "PYTEST_XDIST_WORKER" in os.environ else base)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield Site(f"http://127.0.0.1:{server.server_address[1]}/", folder)
        server.shutdown()
        thread.join()


@pytest.fixture
def page_log() -> PageLog:
    """The log of `page`; a test that provokes an error on purpose clears it."""
    return PageLog()


@pytest.fixture
def page(chromium: Browser, demo_site: Site, page_log: PageLog) -> Iterator[Page]:
    """A fresh page on the site (`page.goto("")` is home) that must stay quiet and at home."""

    def on_request(request: Request) -> None:
        if not request.url.startswith((demo_site.url, "data:", "blob:", "about:")):
            page_log.outside.append(request.url)

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            page_log.errors.append(f"{message.text} ({message.location.get('url', '')})")

    def on_page_error(error: Error) -> None:
        page_log.errors.append(str(error))

    context = chromium.new_context(
        base_url=demo_site.url, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    context.on("request", on_request)
    context.on("console", on_console)
    opened = context.new_page()
    opened.on("pageerror", on_page_error)
    yield opened
    context.close()
    assert (page_log.outside, page_log.errors) == ([], [])
