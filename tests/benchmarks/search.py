"""Measure the search over an archive: `python -m tests.benchmarks.search [ITEMS] [--years N]`.

Generates an office with so many items in so many years and prints what indexing costs, cold and
after ten days of items changed; or takes an office that is there with its built site (`--office`,
`--site`). Then asks questions of every kind of the site's own worker in Chromium: how many items a
plain look at every text finds, recall, precision, time to the first ten results and what a browser
without a cache has fetched; and types some into the box of a desktop and of a phone.
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from site_builder import search
from site_builder.cache import Store
from site_builder.pages.folders import Folders
from site_builder.pages.page import Asset
from site_builder.search import Document
from site_builder.snapshot import Snapshot
from tests import chromium
from tests.e2e import search_site
from tests.e2e.conftest import BROWSER_ARGUMENTS
from tests.e2e.probe import write_search
from tests.e2e.search_site import Question, Traffic

WORKERS = 2
_MOST = 2_000
"""Results that are looked through to the last; of more, only so many, and recall is not told."""
_SAMPLE = 20_000
"""Items from which questions are drawn, spread over all years."""
_WIDTHS = (1440, 390)


def main() -> None:
    """Measure what the command line names."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("items", nargs="?", type=int, default=20_000)
    parser.add_argument("--years", type=int, default=1)
    parser.add_argument("--office", type=Path, help="an office that is there")
    parser.add_argument("--site", type=Path, help="its site, built with search")
    options = parser.parse_args()
    if (options.office is None) != (options.site is None):
        parser.error("--office and --site belong together")
    with tempfile.TemporaryDirectory() as name:
        if options.office is None:
            site, documents = _generated(Path(name), options.items, options.years)
        else:
            site = options.site
            documents = search_site.documents(search_site.computed(options.office), WORKERS)
        _report_answers(site, documents)


def _generated(folder: Path, items: int, years: int) -> tuple[Path, list[Document]]:
    snapshot = search_site.office(folder / "office", items, -(-items // years))
    (folder / "shell").mkdir()
    site = search_site.shell(folder / "shell")
    _report_indexing(snapshot, Store(folder / "store"), site)
    return site, search_site.documents(snapshot, WORKERS)


def _report_indexing(snapshot: Snapshot, store: Store, site: Path) -> None:
    months = search.months(snapshot, Folders(snapshot, None))
    for what in ("全部", "不变", "变一旬"):
        if what == "变一旬":
            last = max(months)
            months[last] = months[last]._replace(key="changed")
        began, worked = time.perf_counter(), sum(os.times()[:4])
        sheets = list(search.plan(store, months, None, WORKERS))
        took, worked = time.perf_counter() - began, sum(os.times()[:4]) - worked
        print(f"索引（{what}）：{took:.2f} 秒，处理器 {worked:.2f} 秒，{len(sheets)} 个文件")
    sizes = [len(made.content) for sheet in sheets if isinstance(made := sheet.make(), Asset)]
    peaks = [resource.getrusage(who).ru_maxrss for who in (0, -1)]
    print(f"共 {sum(sizes) / 1e6:.1f} MB，最大文件 {max(sizes) / 1e3:.0f} KB")
    print(f"内存峰值：主进程 {peaks[0] // 1024} MB，子进程 {peaks[1] // 1024} MB\n")
    write_search(site, sheets)


def _report_answers(site: Path, documents: Sequence[Document]) -> None:
    plain = search_site.Plain(documents)
    questions = search_site.questions(documents[:: max(1, len(documents) // _SAMPLE)])
    questions += search_site.narrowed(documents, questions[0].words)
    with search_site.counted(site) as (address, traffic), sync_playwright() as playwright:
        path = chromium.find()
        browser = playwright.chromium.launch(executable_path=path, args=BROWSER_ARGUMENTS)
        print(f"负载 {os.getloadavg()[0]:.1f}")
        print("| 种类 | 输入 | 逐篇查 | 查全 | 查准 | 首批毫秒 | 文件 | KB |")
        print("|---|---|---:|---:|---:|---:|---:|---:|")
        for question in questions:
            print(_asked(browser, address, traffic, plain, question), flush=True)
        print(f"\n负载 {os.getloadavg()[0]:.1f}\n| 屏幕宽 | 输入 | 敲下到看见 ms | KB |")
        print("|---:|---|---:|---:|")
        for line in _typed(browser, address, traffic, questions):
            print(line, flush=True)
        browser.close()


def _asked(
    browser: Browser, address: str, traffic: Traffic, plain: search_site.Plain, question: Question
) -> str:
    """Return the row of a question."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    traffic.taken()
    first = search_site.ask(page, question.words, most=10)
    files, size = traffic.taken()
    answer = search_site.ask(page, question.words, most=_MOST)
    context.close()
    found = {each for each in answer.found if each in plain.documents}
    there = plain.scan(question.words)
    right = len(there & found)
    whole = len(answer.found) < _MOST
    recall = f"{right / max(1, len(there)):.3f}" if whole and there else "—"
    precision = f"{right / len(found):.3f}" if found and not answer.nearest else "—"
    return (
        f"| {question.kind} | {question.words} | {len(there)} | {recall} | {precision} "
        f"| {first.time:.0f} | {files} | {size / 1e3:.0f} |"
    )


def _typed(
    browser: Browser, address: str, traffic: Traffic, questions: Sequence[Question]
) -> Iterator[str]:
    """Yield a row for the first question of each kind, typed into the box of each screen."""
    first: dict[str, str] = {}
    for kind, words in questions:
        first.setdefault(kind, words)
    for width in _WIDTHS:
        for words in first.values():
            context = browser.new_context(viewport={"width": width, "height": 844})
            page = context.new_page()
            page.goto(address)
            opener = "label.md-header__button[for=__search]"
            query = page.locator("[data-md-component=search-query]")
            (page.locator(opener) if width < 960 else query).click()
            page.locator(".cs-search").wait_for()
            traffic.taken()
            took = page.evaluate(search_site.TYPE, words)
            _, size = traffic.taken()
            page.wait_for_function(  # the box slides in from the side
                "width => document.documentElement.scrollWidth <= width", arg=width
            )
            context.close()
            yield f"| {width} | {words} | {took:.0f} | {size / 1e3:.0f} |"


if __name__ == "__main__":
    main()
