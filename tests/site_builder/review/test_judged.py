"""What is reviewed, read by need: digests, and first texts as far as history holds them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from scoring.findings import Source
from scoring.model import Item
from scoring.review.record import Decision, Review, Trail
from site_builder.cache import Store
from site_builder.review.judged import Judged, first_texts
from site_builder.review.text import digest_of_file
from tests.scoring.review.review_office import moment
from tests.support import GitRepository

ITEM = "20261009-秋粮收购"
PATH = f"content/items/2026/10/{ITEM}.md"


def text(body: str) -> str:
    return f"---\ntitle: 秋粮收购\nauthor: 市局/writer\ndate: 2026-10-09\n---\n\n{body}\n"


class Office:
    """A repository with one item that was handed in twice."""

    def __init__(self, folder: Path) -> None:
        self.git = GitRepository(folder / "office")
        self.content = self.git.path / "content"
        self.store = Store(folder / "store")
        self.git.commit({PATH: text("初稿。")})
        self.first = self.blob()
        self.head = self.git.commit({PATH: text("定稿。")}, message="改稿")
        self.last = self.blob()

    def blob(self) -> str:
        return self.git.git("rev-parse", f"HEAD:{PATH}")

    def trails(self, first: str | None = None) -> dict[str, Trail]:
        reviews = tuple(
            Review(Source("x"), Decision.SUBMIT, "市局/writer", moment(hour), digit * 64, blob)
            for hour, digit, blob in ((0, "1", first or self.first), (1, "2", self.last))
        )
        return {ITEM: Trail(ITEM, Source("x"), reviews)}

    def found(self, first: str | None = None, store: Store | None = None) -> dict[str, str]:
        head = self.git.git("rev-parse", "HEAD")
        return dict(first_texts(self.content, self.trails(first), head, store or self.store))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_the_first_text_comes_from_history(office: Office) -> None:
    assert office.found() == {ITEM: "\n初稿。\n"}
    assert office.found() == {ITEM: "\n初稿。\n"}, "from the store"


def test_a_text_handed_in_once_or_unchanged_has_no_first(office: Office) -> None:
    trail = office.trails()[ITEM]
    once = replace(trail, reviews=trail.reviews[:1])
    same = replace(trail, reviews=(trail.reviews[0], trail.reviews[0]))
    for each in (once, same):
        assert first_texts(office.content, {ITEM: each}, office.head, office.store) == {}


def test_outside_git_nothing_is_known(office: Office, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere/content"
    elsewhere.mkdir(parents=True)
    assert first_texts(elsewhere, office.trails(), None, office.store) == {}
    assert first_texts(elsewhere, office.trails(), office.head, office.store) == {}


def test_a_text_that_history_does_not_hold_is_not_shown_although_it_lies_about(
    office: Office,
) -> None:
    office.git.git("checkout", "--quiet", "-b", "review/别的")
    office.git.commit({PATH: text("只在分支上的一稿。")})
    stray = office.blob()
    office.git.git("checkout", "--quiet", "main")
    assert office.git.git("cat-file", "-t", stray) == "blob"
    assert office.found(stray) == {}
    office.git.git("merge", "--quiet", "--no-ff", "--strategy=ours", "review/别的")
    assert office.found(stray) == {ITEM: "\n只在分支上的一稿。\n"}


def test_what_is_added_to_what_was_known_is_what_comes_from_nothing(
    office: Office, tmp_path: Path
) -> None:
    for number in range(3):
        office.git.commit({PATH: text(f"又一稿{number}。")})
        blob = office.blob()
        assert office.found(blob) == office.found(blob, Store(tmp_path / f"cold{number}"))
    gone = office.blob()
    office.git.git("reset", "--quiet", "--hard", "HEAD~2")
    assert office.found(gone) == {}, "no longer in the history"


def test_a_shallow_clone_shows_what_it_has(office: Office, tmp_path: Path) -> None:
    office.git.git(
        "clone", "--quiet", "--depth=1", f"file://{office.git.path}", str(tmp_path / "shallow")
    )
    content = tmp_path / "shallow/content"
    assert first_texts(content, office.trails(), office.head, office.store) == {}
    GitRepository(tmp_path / "shallow").git("fetch", "--quiet", "--unshallow")
    found = first_texts(content, office.trails(), office.head, office.store)
    assert dict(found) == {ITEM: "\n初稿。\n"}


def test_a_digest_is_of_the_file_whose_facts_were_read(office: Office) -> None:
    file = office.git.path / PATH
    data = file.read_bytes()
    item = Item(ITEM, Source(PATH), "秋粮收购", date(2026, 10, 9), ())
    judged = Judged(office.content, {ITEM: item}, {ITEM: sha256(data).hexdigest()})
    assert judged[ITEM] == digest_of_file(data)
    assert judged.get("没有这条") is None
    file.write_text(text("又改了。"), encoding="utf-8")
    with pytest.raises(OSError, match=ITEM):
        judged[ITEM]
