"""What search knows of items and of other pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from scoring.model import Item
from site_builder.pages import render
from site_builder.pages.folders import Folders
from site_builder.pages.page import Page
from site_builder.pipeline import compute, examine
from site_builder.search import Document, is_read, months, page_document
from site_builder.snapshot import Snapshot
from tests.support import ROOT


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    """The demonstration office's."""
    return compute(examine(ROOT / "content", today=date(2026, 11, 20), as_of=date(2026, 11, 20)))


@pytest.fixture(scope="module")
def pages(snapshot: Snapshot) -> tuple[Page, ...]:
    return render(snapshot)[0]


@pytest.fixture(scope="module")
def documents(snapshot: Snapshot) -> dict[str, Document]:
    sources = months(snapshot, Folders(snapshot, None))
    return {each.address: each for source in sources.values() for each in source.documents()}


def test_every_item_has_a_document_under_the_address_of_its_page(
    snapshot: Snapshot, pages: tuple[Page, ...], documents: dict[str, Document]
) -> None:
    assert len(documents) == len(snapshot.corpus.items)
    assert set(documents) <= {page.path.removesuffix("index.md") for page in pages}


def test_an_item_is_found_by_all_that_its_page_says(
    snapshot: Snapshot, documents: dict[str, Document]
) -> None:
    corpus = snapshot.corpus
    by_id = {item.id: item for item in corpus.items.values()}
    for document in documents.values():
        item = by_id[document.text.rsplit(" ", 1)[-1]]
        assert document.title == item.title
        assert document.date == item.date.isoformat()
        words = [
            *(share.unit for share in item.units),
            *(corpus.people[author].name for author in item.authors if author in corpus.people),
            *(f"《{use.publication}》{use.issue or ''}" for use in item.adoptions),
            *(note.leader for note in item.endorsements),
            *(" ".join(note.text.split()) for note in item.endorsements if note.text),
            *item.tags,
        ]
        assert [word for word in words if word not in document.text] == []
        assert document.units == tuple(share.unit for share in item.units)
        assert set(document.publications) == {use.publication for use in item.adoptions}


def test_a_thirds_key_changes_with_a_file_a_name_and_an_assignments_title(
    snapshot: Snapshot,
) -> None:
    def keys(changed: Snapshot) -> dict[str, str]:
        return {n: each.key for n, each in months(changed, Folders(changed, None)).items()}

    def third(item: Item) -> str:
        return f"{item.date:%Y-%m}-{min(item.date.day // 10, 2)}"

    def other(changed: Snapshot) -> set[str]:
        now = keys(changed)
        return {name for name in plain if now[name] != plain[name]}

    plain, corpus = keys(snapshot), snapshot.corpus
    items = [*corpus.items.values()]
    assert other(replace(snapshot)) == set()
    item = next(item for item in items if item.authors)
    digests = {**snapshot.digests, item.id: "0" * 64}
    assert other(replace(snapshot, digests=digests)) == {third(item)}
    author = item.authors[0]
    people = {**corpus.people, author: replace(corpus.people[author], name="另一人")}
    renamed = replace(snapshot, corpus=replace(corpus, people=people))
    assert other(renamed) == {third(each) for each in items if author in each.authors}
    asked = next(name for name in corpus.assignments if any(i.commission == name for i in items))
    given = {**corpus.assignments, asked: replace(corpus.assignments[asked], title="另一题")}
    retitled = replace(snapshot, corpus=replace(corpus, assignments=given))
    assert other(retitled) == {third(each) for each in items if each.commission == asked}


def test_items_lie_by_thirds_of_months_in_order_of_time(snapshot: Snapshot) -> None:
    sources = months(snapshot, Folders(snapshot, None))
    assert list(sources) == sorted(sources)
    for name, source in sources.items():
        days = [document.date for document in source.documents()]
        assert days == sorted(days)
        first, last = {"0": (1, 9), "1": (10, 19), "2": (20, 31)}[name[-1]]
        assert {day[:7] for day in days} == {name[:7]}
        assert all(first <= int(day[8:]) <= last for day in days)


def test_a_page_is_found_by_its_words_a_listing_by_what_is_not_listed() -> None:
    table = "<table><tbody><tr><td>甲县局</td></tr></tbody></table>"
    text = f"# 标题\n\n<p>一句话</p>\n\n## 小标题 {{: #facts }}\n\n{table}\n"
    whole = page_document(Page("guide/office/index.md", "标题", "说明", text))
    assert whole is not None
    assert whole.text == "说明 一句话 小标题 甲县局"
    listing = page_document(Page("rankings/2026-09/index.md", "标题", "一句话", text))
    assert listing is not None
    assert listing.text == "一句话 小标题"


@pytest.mark.parametrize(
    ("path", "read"),
    [
        ("items/2026/09/20260912-挂牌/index.md", False),
        ("items/2026/09/index.md", True),
        ("items/2026/09/list-2/index.md", True),
        ("index.md", True),
        ("data/facts.csv", False),
    ],
)
def test_items_are_known_better_than_by_their_pages(path: str, read: bool) -> None:
    assert is_read(path) is read


def test_the_demonstrations_pages_have_words_without_markup(pages: tuple[Page, ...]) -> None:
    found = [page_document(page) for page in pages]
    texts = [each for each in found if each is not None]
    assert len(texts) > 50
    for each in texts:
        assert each.title
        assert "\n" not in each.text
        assert "<p" not in each.text, each.path
        assert "{:" not in each.text
    guide = next(each for each in texts if each.path == "guide/writers/index.md")
    assert len(guide.text) > 500
