"""How long an edit takes to be seen: `python -m tests.benchmarks.serving OFFICE [--edits N]`.

Starts `chunshui serve` on a free port, opens an item in Chromium, changes the item's file, and
waits until the open page shows the change by itself. The office's file is put back afterwards.
Without Chromium the served page is asked for again and again instead.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote

from playwright.sync_api import sync_playwright

from tests.benchmarks.weight import FLAGS
from tests.chromium import find as chromium_path
from tests.support import ROOT

AIM = 1.5
_PATIENCE = 900.0
Shown = Callable[[str], None]
"""Waits until a page shows a text."""


@contextlib.contextmanager
def served(office: Path) -> Iterator[str]:
    """Run the real command and yield the address once it answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "site_builder", "serve", "--port", str(port)],
        cwd=office, env={**os.environ, "PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        end = time.monotonic() + _PATIENCE
        while not _text(address):
            if process.poll() is not None or time.monotonic() > end:
                raise SystemExit("预览没有开始")
            time.sleep(0.2)
        yield address
    finally:
        process.terminate()  # an interrupt is not heard by what was started in the background
        process.wait(60)


def _text(address: str) -> str:
    """Return what is served there, or nothing."""
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - our own server
            told: bytes = answer.read()
    except (URLError, OSError):
        return ""
    return told.decode()


@contextlib.contextmanager
def watching(address: str) -> Iterator[Shown]:
    """Yield what waits until the page there shows a text: in a browser, if there is one."""
    chromium = chromium_path()
    if chromium is None:
        yield lambda text: _ask(address, text)
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS.split())
        page = browser.new_page()
        page.goto(address)
        yield lambda text: page.get_by_text(text).wait_for(timeout=_PATIENCE * 1000)
        browser.close()


def _ask(address: str, text: str) -> None:
    end = time.monotonic() + _PATIENCE
    while text not in _text(address):
        if time.monotonic() > end:
            raise SystemExit(f"没有等到“{text}”")
        time.sleep(0.02)


def measure(office: Path, edits: int) -> list[float]:
    """Return the seconds from writing the file to seeing it, of every edit."""
    items = sorted((office / "content/items").glob("**/*.md"))
    path = items[len(items) // 2]
    before = path.read_bytes()
    page = path.relative_to(office / "content").with_suffix("").as_posix()
    seconds = []
    try:
        with served(office) as address, watching(f"{address}/{quote(page)}/") as shown:
            for number in range(edits):
                time.sleep(2)  # let the server come to rest, as a writer pauses
                text = f"预览第{number + 1}次改动"
                begun = time.perf_counter()
                path.write_bytes(before + f"\n{text}。\n".encode())
                shown(text)
                seconds.append(time.perf_counter() - begun)
    finally:
        path.write_bytes(before)
    return seconds


def told(seconds: list[float]) -> str:
    """Say what was measured."""
    every = "、".join(f"{each:.2f}" for each in seconds)
    return f"预览，改动到看见：中位 {statistics.median(seconds):.2f} s（{every}），目标 {AIM} s"


def main() -> None:
    """Measure the office named on the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("office", type=Path)
    parser.add_argument("--edits", type=int, default=5)
    options = parser.parse_args()
    print(told(measure(options.office.absolute(), options.edits)))


if __name__ == "__main__":
    main()
