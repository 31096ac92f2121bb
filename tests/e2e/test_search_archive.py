"""Search over a generated archive: nothing missed, nothing wrong, whatever is typed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from site_builder.search import Document
from site_builder.search.folding import fold, grams
from tests.e2e import search_site

ITEMS = 300


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, list[Document]]:
    """The office's folder, its site and its items."""
    folder = tmp_path_factory.mktemp("archive")
    snapshot = search_site.office(folder / "office", ITEMS)
    (folder / "shell").mkdir()
    site = search_site.shell(folder / "shell")
    search_site.put(site, snapshot)
    return folder / "office", site, search_site.documents(snapshot)


@pytest.fixture(scope="module")
def page(chromium: Browser, archive: tuple[Path, Path, list[Document]]) -> Iterator[Page]:
    context = chromium.new_context()
    with search_site.counted(archive[1]) as (address, _):
        page = context.new_page()
        page.goto(address)
        yield page
        context.close()


def test_questions_of_every_kind_find_what_a_plain_look_finds(
    page: Page, archive: tuple[Path, Path, list[Document]]
) -> None:
    documents = archive[2]
    texts = search_site.texts_of(documents)
    questions = search_site.questions(documents)
    assert len(questions) >= 20
    assert len({question.kind for question in questions}) >= 7
    for kind, words in questions:
        answer = search_site.ask(page, words)
        there = search_site.scan(texts, words)
        assert there, (kind, words)
        assert sorted(answer.found) == sorted(there), (kind, words)
        assert (answer.total, answer.exact, answer.nearest) == (len(there), True, False)


def test_what_stands_in_an_items_file_finds_the_item(
    page: Page, archive: tuple[Path, Path, list[Document]]
) -> None:
    office, _, documents = archive
    addresses = {each.address.rstrip("/").rsplit("/", 1)[-1]: each.address for each in documents}
    for question in search_site.questions(documents):
        parts = question.words.split()
        holding = {
            addresses[file.stem]
            for file in (office / "content/items").rglob("*.md")
            if all(part in file.read_text(encoding="utf-8").split("---\n", 2)[2] for part in parts)
        }
        assert holding <= set(search_site.ask(page, question.words).found), question


def test_the_browser_folds_and_cuts_as_the_index_does(
    page: Page, archive: tuple[Path, Path, list[Document]]
) -> None:
    page.add_script_tag(path=search_site.INDEX_SCRIPT)
    texts = [document.text[:400] for document in archive[2][::10]]
    texts += [
        "〔２０２６〕12号 R&D ＡＢ“一”【二】{三}",
        "İstanbul ΑΣ 𠮷田 Ⅳ",
        "a，b",
        "，",
        "税",
        "3-5%",
    ]
    for text in texts:
        folded = fold(text)
        assert page.evaluate("text => fold(text)", text) == folded
        parts = [part for start in range(0, len(folded), 7) for part in folded[start:].split()[:1]]
        for part in {part[:length] for part in parts for length in (1, 2, 3, 5, 9)}:
            wanted = page.evaluate("part => gramsOf(part)", part)
            assert wanted, part
            assert set(wanted) <= grams(folded), part
