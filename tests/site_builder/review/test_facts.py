"""All facts of a revision, without checking it out: the same as of the folder, kept by blob."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from scoring.model import Corpus
from site_builder.cache import Store
from site_builder.git import Revisions
from site_builder.reading.repository import load
from site_builder.review.archive import Archive
from site_builder.review.facts import corpus_of
from site_builder.review.sides import Side, side_at
from tests.support import ROOT, GitRepository

UNITS, ITEM = "content/registry/units.yml", "content/items/2026/09/20260930-复写.md"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> GitRepository:
    """The demonstration office in a repository of its own."""
    repository = GitRepository(tmp_path_factory.mktemp("facts") / "office")
    shutil.copytree(ROOT / "content", repository.path / "content")
    repository.commit({})
    return repository


@pytest.fixture
def revisions(office: GitRepository) -> Iterator[Revisions]:
    found = Revisions.of(office.path)
    assert found is not None
    with found:
        yield found


def side(revisions: Revisions, name: str = "main") -> Side:
    commit = revisions.resolve(name)
    assert commit is not None
    return side_at(revisions, commit, "content")


def same(one: Corpus, other: Corpus) -> bool:
    """Whether two corpora have the same facts; reviews give no points."""
    names = [field.name for field in fields(Corpus) if field.name != "trails"]
    return all(getattr(one, name) == getattr(other, name) for name in names)


def test_the_facts_are_those_of_the_folder(
    office: GitRepository, revisions: Revisions, tmp_path: Path
) -> None:
    folder = load(office.path / "content").corpus
    assert len(folder.items) > 100
    store = Store(tmp_path / "cache")
    assert same(corpus_of(side(revisions), store), folder)
    assert same(corpus_of(side(revisions), store), folder)
    assert same(corpus_of(side(revisions), Store(None)), folder)


def test_kept_facts_are_not_taken_for_those_of_other_files_or_names(
    office: GitRepository, revisions: Revisions, tmp_path: Path
) -> None:
    store = Store(tmp_path / "cache")
    before = corpus_of(side(revisions), store)
    path = next(iter(before.items.values())).source.path
    text = (office.path / path).read_text(encoding="utf-8")
    units = (office.path / UNITS).read_text(encoding="utf-8")
    office.git("switch", "-q", "-c", "other")
    office.commit(
        {path: text.replace("title: ", "title: 改过的"), UNITS: f"{units}- {{name: 新}}\n"}
    )
    try:
        after = corpus_of(side(revisions, "other"), store)
        assert same(after, load(office.path / "content").corpus)
    finally:
        office.git("switch", "-q", "main")
    differing = [name for name, item in before.items.items() if after.items[name] != item]
    assert differing == [Path(path).stem]


def test_a_copy_is_found_by_kept_prints_as_by_fresh_ones(
    office: GitRepository, revisions: Revisions, tmp_path: Path
) -> None:
    now = side(revisions)
    path = max(
        (path for path in now.paths if path.startswith("content/items/")),
        key=lambda each: len(now.read(each).document.body),  # type: ignore[union-attr]
    )
    body = now.read(path).document.body  # type: ignore[union-attr]
    store = Store(tmp_path / "cache")
    for _ in range(2):
        found = Archive(now, store).near(body)
        assert found[0].item.id == Path(path).stem
        assert found[0].passage.percent == 100
    assert not [each for each in Archive(now, store).near(body, {Path(path).stem})
                if each.passage.percent > 90]  # fmt: skip
    office.git("switch", "-q", "-c", "copy")
    office.commit({ITEM: f"---\ntitle: 复写\nunit: 太原市局\ndate: 2026-09-30\n---\n\n{body}\n"})
    office.git("switch", "-q", "main")
    again = Archive(side(revisions, "copy"), store).near(body)
    assert {each.item.id for each in again[:2]} == {Path(path).stem, "20260930-复写"}
    for piece in (tmp_path / "cache" / "prints").iterdir():
        piece.write_bytes(piece.read_bytes()[:-3])
    assert Archive(side(revisions, "copy"), store).near(body) == again
