"""A generated office's search in a browser, and what a plain look at every text finds."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Final, NamedTuple
from urllib.parse import unquote

from playwright.sync_api import Page as BrowserPage

from site_builder import search
from site_builder.pages.folders import Folders
from site_builder.pipeline import compute, examine
from site_builder.search import Document
from site_builder.snapshot import Snapshot
from site_builder.theme import DIRECTORY
from site_builder.workers import shared
from tests.benchmarks.content import PER_YEAR, generate
from tests.e2e.probe import build_probe, write_search

INDEX_SCRIPT = DIRECTORY / "assets/chunshui/search-index.js"
"""What the worker knows of the index."""
_AS_OF = date(2026, 1, 1)

ASK = """async ([script, query, most]) => {
  const id = "#" + Math.random(), channel = new BroadcastChannel("chunshui" + id);
  const worker = new Worker(script + id), found = [], states = [];
  let next = () => null;
  const told = what => { states.push(what); next(); };
  channel.onmessage = event => { if (!event.data.further) told(event.data); };
  worker.onmessage = ({ data }) => { if (data.type !== 2) told(data); };
  const until = async wanted => {
    let at;
    while ((at = states.findIndex(wanted)) < 0) await new Promise(done => { next = done; });
    return states.splice(0, at + 1).pop();
  };
  worker.postMessage({ type: 0, data: { docs: [] } });
  await until(state => state.type === 1);
  const begin = performance.now();
  worker.postMessage({ type: 2, data: query });
  const first = await until(state => state.type === 3);
  const time = performance.now() - begin;
  found.push(...first.data.items.map(each => each[0].location));
  let state = await until(state => state.ticket);
  while (state.more && found.length < most) {
    channel.postMessage({ further: state.ticket });
    state = await until(told => told.items);
    found.push(...state.items.map(item => item.location));
  }
  worker.terminate();
  channel.close();
  return { found, time, total: state.total, exact: state.exact, nearest: state.nearest };
}"""
"""Asks the site's own worker; the time is that of the first ten."""

TYPE = """async words => {
  const query = document.querySelector("[data-md-component=search-query]");
  const list = document.querySelector(".md-search-result__list");
  const status = document.querySelector(".cs-search-count");
  const told = document.querySelector(".md-search-result__meta");
  query.value = words;
  const begin = performance.now();
  query.dispatchEvent(new KeyboardEvent("keyup"));
  while (!told.textContent.includes("没有找到") && (!list.children.length || status.hidden)) {
    await new Promise(requestAnimationFrame);
  }
  return performance.now() - begin;
}"""
"""Puts words into the open box as typing does; gives the milliseconds until results stand there."""


class Question(NamedTuple):
    """What somebody types, and what kind of words it is."""

    kind: str
    words: str


class Answer(NamedTuple):
    """What the worker found."""

    found: list[str]
    """Addresses of all results, in their order."""
    time: float
    """Milliseconds to the first ten."""
    total: int
    exact: bool
    nearest: bool


class Traffic:
    """What a server has sent since it was last asked."""

    def __init__(self) -> None:
        self.files = 0
        self.bytes = 0
        self.paths: list[str] = []
        """All that was ever fetched."""

    def taken(self) -> tuple[int, int]:
        """Return files and bytes, and begin again."""
        taken, self.files, self.bytes = (self.files, self.bytes), 0, 0
        return taken


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments: Any, traffic: Traffic, **options: Any) -> None:
        self._traffic = traffic
        super().__init__(*arguments, **options)

    def send_header(self, keyword: str, value: str) -> None:
        if keyword == "Content-Length" and "/search/" in self.path:
            self._traffic.files += 1
            self._traffic.paths.append(self.path.partition("/search/")[2])
            self._traffic.bytes += int(value)
        super().send_header(keyword, value)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser may go before it has read all; anything else is worth seeing."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def counted(folder: Path) -> Iterator[tuple[str, Traffic]]:
    """Serve a folder while the context lasts; gives its address and what is fetched of search."""
    traffic = Traffic()
    handler = partial(_Handler, traffic=traffic, directory=str(folder))
    with _Server(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/", traffic
        server.shutdown()
        thread.join()


def office(folder: Path, items: int, per_year: int = PER_YEAR) -> Snapshot:
    """Generate an office with so many items and return its snapshot."""
    generate(folder, items, per_year=per_year)
    return computed(folder)


def computed(folder: Path) -> Snapshot:
    """Return the snapshot of an office."""
    return compute(examine(folder / "content", today=_AS_OF, as_of=_AS_OF))


def documents(snapshot: Snapshot, workers: int = 1) -> list[Document]:
    """Return all items as search sees them."""
    sources = list(search.months(snapshot, Folders(snapshot, None)).values())
    read = shared(lambda source: [tuple(each) for each in source.documents()], sources, workers)
    return [Document._make(each) for found in read for each in found]


def shell(folder: Path) -> Path:
    """Build a site of one page in the demonstration's look, for a search to be put into."""
    return build_probe(folder, {"index": "# 首页\n\n请用上面的搜索框。\n"})


def put(site: Path, snapshot: Snapshot) -> None:
    """Put the search of all items into a site."""
    write_search(site, search.plan(None, search.months(snapshot, Folders(snapshot, None)), None))


def ask(page: BrowserPage, words: str, most: int = 10**9) -> Answer:
    """Ask the worker of the site that the page shows, for all results or at least so many."""
    script = page.evaluate("JSON.parse(document.getElementById('__config').textContent).search")
    address = page.evaluate("script => new URL(script, location).href", script).partition("#")[0]
    answer = page.evaluate(ASK, [address, words, most])
    return Answer([unquote(each) for each in answer.pop("found")], **answer)


def scan(texts: Mapping[str, str], words: str) -> set[str]:
    """Return the names of the texts in which every part of the words stands."""
    parts = words.lower().split()
    return {name for name, text in texts.items() if all(part in text for part in parts)}


def texts_of(found: Iterable[Document]) -> dict[str, str]:
    """Return what a plain look at every item sees, by address."""
    return {each.address: f"{each.title}\n{each.text}".lower() for each in found}


_KEYS: Final = {"单位": "units", "体裁": "kinds", "刊物": "publications", "案例": "tracks"}


class Plain:
    """A plain look at every item."""

    def __init__(self, found: Sequence[Document]) -> None:
        """Take all items as search sees them."""
        self.documents = {each.address: each for each in found}
        self._texts = texts_of(found)

    def scan(self, words: str) -> set[str]:
        """Return the items that hold every part of the words and every facet that they name."""
        typed = words.split()
        wanted = [part.split(":") for part in typed if part.partition(":")[0] in {*_KEYS, "年"}]
        there = scan(self._texts, " ".join(part for part in typed if ":" not in part))
        return {each for each in there if all(self._is(each, *facet) for facet in wanted)}

    def _is(self, address: str, key: str, word: str) -> bool:
        document = self.documents[address]
        if key == "年":
            return document.date.startswith(word)
        return word in getattr(document, _KEYS[key])


def narrowed(found: Sequence[Document], word: str) -> list[Question]:
    """Return questions that narrow a word by facets, of words of one year only and of nowhere."""
    years = sorted({each.date[:4] for each in found})
    units = Counter(unit for each in found for unit in each.units)
    unit = max(sorted(units), key=lambda name: units[name])
    used = next(each for each in found if each.publications and each.kinds)
    return [
        *(Question("缩小范围", f"{word} 单位:{unit} 年:{year}") for year in (years[-1], years[0])),
        Question("缩小范围", f"{word} 刊物:{used.publications[0]} 体裁:{used.kinds[0]}"),
        Question("缩小范围", f"单位:{unit}"),
        *(
            Question("一年才有", _only_in(found, year))
            for year in (years[0], years[len(years) // 2])
        ),
        Question("没有的词", "鼯鼠蜃气"),
    ]


def _only_in(found: Sequence[Document], year: str) -> str:
    """Return a title of a year that no item of another year has."""
    others = {each.title for each in found if each.date[:4] != year}
    own = (each.title for each in found if each.date[:4] == year)
    return next(title for title in own if title not in others and not re.search(r"[\s:]", title))


def questions(found: Sequence[Document]) -> list[Question]:
    """Return questions of every kind that these documents can answer, always the same ones."""
    whole = "\n".join(each.text for each in found)
    runs = re.findall(r"[\u4e00-\u9fff]{6,}", whole)

    def some(kind: str, pattern: str, number: int = 3, rare: bool = True) -> Iterator[Question]:
        known = Counter(re.findall(pattern, whole))
        ranked = sorted(known, key=lambda word: (known[word] if rare else -known[word], word))
        step = max(1, len(ranked) // number // 2)
        yield from (Question(kind, word) for word in ranked[::step][:number])

    pairs = Counter(run[at : at + 2] for run in runs[:20000] for at in range(len(run) - 1))
    common = [pair for pair, _ in sorted(pairs.items(), key=lambda each: (-each[1], each[0]))]
    seldom = sorted(pair for pair, number in pairs.items() if number == 1)
    return [
        *(Question("两字词", common[rank]) for rank in (0, 20, 200, 2000) if rank < len(common)),
        *(Question("罕见词", seldom[len(seldom) * part // 4]) for part in range(3)),
        *(Question("长词", runs[len(runs) * part // 4][:6]) for part in range(3)),
        *some("人名", r"(?<=　|、| )[\u4e00-\u9fff]{3}(?= \d{4}年\d+月\d+日报送)"),
        *some("数字", r"\d+\.\d+亿元|\d+\.\d+%"),
        *some("数字", r"\d{2,}户", 2),
        *some("文号", r"〔\d{4}〕\d+号|第\d+期", 3),
        *some("西文", r"[A-Za-z]{2,}[A-Za-z0-9&.-]*", 3),
        *some("混合", r"[A-Za-z]+[\u4e00-\u9fff]{2}|[\u4e00-\u9fff]{2}\d+[\u4e00-\u9fff]", 3),
        Question("两个词", f"{common[10]} {common[300 if len(common) > 300 else -1]}"),
    ]
