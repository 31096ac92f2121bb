"""Measure the search over a generated archive: `python -m tests.benchmarks.search [ITEMS]`.

Prints what indexing costs, cold and after ten days of items changed, and for questions of every
kind, asked of the site's own worker in Chromium: how many items a plain look at every text finds,
recall, precision, time to the first ten results and what a browser without a cache has fetched.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from site_builder import search
from site_builder.cache import Store
from site_builder.pages.page import Asset
from site_builder.search import Document
from site_builder.snapshot import Snapshot
from tests import chromium
from tests.e2e import search_site
from tests.e2e.conftest import BROWSER_ARGUMENTS
from tests.e2e.probe import write_search

WORKERS = 2


def main(items: int) -> None:
    """Generate, index, ask, print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        snapshot = search_site.office(folder / "office", items)
        documents = search_site.documents(snapshot)
        store = Store(folder / "store")
        site = search_site.shell(_made(folder / "shell"))
        _report_indexing(snapshot, store, site)
        _report_answers(site, documents)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _report_indexing(snapshot: Snapshot, store: Store, site: Path) -> None:
    months = search.months(snapshot, lambda _: "")
    for what in ("全部", "不变", "变一旬"):
        if what == "变一旬":
            last = max(months)
            months[last] = months[last]._replace(key="changed")
        began, worked = time.perf_counter(), sum(os.times()[:4])
        sheets = list(search.plan(store, months, [], WORKERS))
        took, worked = time.perf_counter() - began, sum(os.times()[:4]) - worked
        print(f"索引（{what}）：{took:.2f} 秒，处理器 {worked:.2f} 秒，{len(sheets)} 个文件")
    sizes = [len(made.content) for sheet in sheets if isinstance(made := sheet.make(), Asset)]
    peaks = [resource.getrusage(who).ru_maxrss for who in (0, -1)]
    print(f"共 {sum(sizes) / 1e6:.1f} MB，最大文件 {max(sizes) / 1e3:.0f} KB")
    print(f"内存峰值：主进程 {peaks[0] // 1024} MB，子进程 {peaks[1] // 1024} MB\n")
    write_search(site, sheets)


def _report_answers(site: Path, documents: list[Document]) -> None:
    texts = search_site.texts_of(documents)
    print("| 种类 | 输入 | 逐篇查 | 查全 | 查准 | 首批毫秒 | 文件 | KB |")
    print("|---|---|---:|---:|---:|---:|---:|---:|")
    with search_site.counted(site) as (address, traffic), sync_playwright() as playwright:
        path = chromium.find()
        browser = playwright.chromium.launch(executable_path=path, args=BROWSER_ARGUMENTS)
        for kind, words in search_site.questions(documents):
            context = browser.new_context()
            page = context.new_page()
            page.goto(address)
            traffic.taken()
            first = search_site.ask(page, words, most=10)
            files, size = traffic.taken()
            found = set(search_site.ask(page, words).found)
            context.close()
            there = search_site.scan(texts, words)
            right = len(there & found)
            print(
                f"| {kind} | {words} | {len(there)} | {right / max(1, len(there)):.3f} "
                f"| {right / max(1, len(found)):.3f} | {first.time:.0f} "
                f"| {files} | {size / 1e3:.0f} |"
            )
        browser.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
