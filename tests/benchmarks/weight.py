"""Weigh pages of a built site: `python -m tests.benchmarks.weight SITE [--lighthouse FOLDER]`.

Serves the site on localhost with gzip (level 6, text only, as nginx is usually set) and opens the
home page, a ranking and an item in Chromium with an empty cache. Prints what every page makes the
browser fetch, its largest contentful paint (median of the runs, no throttling) and, where FOLDER
has the npm package `lighthouse`, the performance score for a phone on slow 4G (Lighthouse's
default) and for a desktop. Lighthouse slows the processor down itself, so its score falls on a
machine that has other work.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import json
import mimetypes
import statistics
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar, NamedTuple
from urllib.parse import quote, unquote

from playwright.sync_api import Browser, Response, sync_playwright

from tests.chromium import ADVICE
from tests.chromium import find as chromium_path

RUNS = 5
LIMIT, SCORE, PAINT = 200_000, 95, 1_000
_NAMED = 6
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
_ZIPPED = ("text/", "application/json", "application/javascript", "image/svg", "application/xml")
_PAINTED = """() => new Promise(done => {
  let latest = 0;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) latest = entry.startTime;
  }).observe({type: 'largest-contentful-paint', buffered: true});
  setTimeout(() => done(latest), 600);
})"""


class Fetched(NamedTuple):
    """One resource of a page: bytes on the wire with its headers."""

    path: str
    size: int


class Weighed(NamedTuple):
    """What one page costs a reader."""

    name: str
    path: str
    fetched: tuple[Fetched, ...]
    paint: float
    phone: float | None = None
    desktop: float | None = None

    @property
    def size(self) -> int:
        """All bytes on the wire."""
        return sum(each.size for each in self.fetched)


class _Handler(SimpleHTTPRequestHandler):
    """Static files over HTTP/1.1, text zipped once and kept."""

    protocol_version = "HTTP/1.1"
    zipped: ClassVar[dict[str, bytes]] = {}

    def do_GET(self) -> None:
        """Answer with the file, zipped where the browser takes it."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        data = path.read_bytes()
        self.send_response(200)
        if kind.startswith(_ZIPPED) and "gzip" in self.headers.get("Accept-Encoding", ""):
            data = self.zipped.setdefault(str(path), gzip.compress(data, 6, mtime=0))
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


@contextlib.contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a folder on a free port of this machine and yield its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def pages(site: Path) -> dict[str, str]:
    """Return the three kinds of page and the path of the heaviest of each."""
    found = {"首页": site / "index.html"}
    for name, folder in (("排名", "rankings"), ("信息", "items")):
        every = [
            each for each in site.glob(f"{folder}/**/index.html") if _is_leaf(each, site, folder)
        ]
        found[name] = max(every, key=lambda path: (path.stat().st_size, str(path)))
    return {
        name: quote(path.parent.relative_to(site).as_posix().removesuffix(".") + "/").lstrip("/")
        for name, path in found.items()
    }


def _is_leaf(path: Path, site: Path, folder: str) -> bool:
    """Whether it is a page of the kind itself, no list of such pages."""
    parts = path.parent.relative_to(site / folder).parts
    if folder == "items":
        return len(parts) == 3 and parts[2][:8].isdigit()
    return len(parts) == 1 and parts[0][:4].isdigit()


def weigh(browser: Browser, address: str, name: str, path: str) -> Weighed:
    """Open one page a few times, each with an empty cache."""
    opened = [_open(browser, address, path) for _ in range(RUNS)]
    fetched = tuple(sorted(opened[-1][1], key=lambda each: (-each.size, each.path)))
    return Weighed(name, path, fetched, statistics.median(paint for paint, _ in opened))


def _open(browser: Browser, address: str, path: str) -> tuple[float, list[Fetched]]:
    """Return the largest contentful paint in milliseconds and what was fetched."""
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    responses: list[Response] = []
    page.on("response", lambda response: responses.append(response))
    page.goto(f"{address}/{path}", wait_until="networkidle")
    paint = float(page.evaluate(_PAINTED))
    fetched = [_size(response, address) for response in responses]
    context.close()
    return paint, fetched


def _size(response: Response, address: str) -> Fetched:
    sizes = response.request.sizes()
    size = sizes["responseBodySize"] + sizes["responseHeadersSize"]
    return Fetched(unquote(response.url.removeprefix(address)), size)


class Judge(NamedTuple):
    """Lighthouse as installed in a folder, with the browser it drives."""

    folder: Path
    chromium: str
    times: int

    def score(self, url: str, *, desktop: bool) -> float:
        """Return the performance score of one page, 0 to 100: the median of its runs."""
        command = [
            "node", str(self.folder / "node_modules/lighthouse/cli/index.js"), url, "--quiet",
            "--output=json", "--only-categories=performance", f"--chrome-path={self.chromium}",
            f"--chrome-flags=--headless=new {FLAGS}",
        ]  # fmt: skip
        command += ["--preset=desktop"] if desktop else []
        scores: list[float] = []
        for _ in range(self.times):
            told = subprocess.run(command, capture_output=True, check=False)
            if told.returncode:
                raise SystemExit(told.stderr.decode()[-2000:])
            report = json.loads(told.stdout)
            scores.append(100 * report["categories"]["performance"]["score"])
        return statistics.median(scores)


def show(every: list[Weighed]) -> None:
    """Print the summary and each page's resources, and mark what misses an aim."""
    print(
        f"| 页面 | 传输 kB（目标 {LIMIT // 1000}） | 请求 | LCP ms（{PAINT}） "
        f"| Lighthouse 手机 / 桌面（{SCORE}） |\n|---|---:|---:|---:|---:|"
    )
    for each in every:
        scores = " / ".join(
            "—" if score is None else f"{score:.0f}" for score in (each.phone, each.desktop)
        )
        print(
            f"| {each.name} | {each.size / 1000:.1f} | {len(each.fetched)} "
            f"| {each.paint:.0f} | {scores} |"
        )
    for each in every:
        print(f"\n{each.name} /{unquote(each.path)}")
        for path, size in each.fetched[:_NAMED]:
            print(f"  {size / 1000:8.1f} kB  {path}")
        rest = each.fetched[_NAMED:]
        print(f"  {sum(size for _, size in rest) / 1000:8.1f} kB  其余 {len(rest)} 个")


def weighed(site: Path, folder: Path | None, times: int = 1) -> list[Weighed]:
    """Return what the pages of a built site cost; with Lighthouse's scores if it is in a folder."""
    chromium = chromium_path()
    if chromium is None:
        raise SystemExit(ADVICE)
    with served(site) as address:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS.split())
            every = [weigh(browser, address, *each) for each in pages(site).items()]
            browser.close()
        if folder is None:
            return every
        score = Judge(folder, chromium, times).score
        return [
            each._replace(
                phone=score(f"{address}/{each.path}", desktop=False),
                desktop=score(f"{address}/{each.path}", desktop=True),
            )
            for each in every
        ]


def main() -> None:
    """Weigh the pages of the site named on the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("site", type=Path)
    parser.add_argument("--lighthouse", type=Path, help="folder with node_modules/lighthouse")
    parser.add_argument("--times", type=int, default=1, help="runs of Lighthouse for each score")
    options = parser.parse_args()
    show(weighed(options.site, options.lighthouse, options.times))


if __name__ == "__main__":
    main()
