"""What is recalled of a plan is what would be planned, and makes the same pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from scoring.sheaf import Sheaf
from site_builder import pages
from site_builder.cache import Store
from site_builder.cache.pieces import Pieces
from site_builder.pages.index import Views
from site_builder.pages.kept_plan import settled
from site_builder.pages.page import Batch, Planned, Sheet
from site_builder.snapshot import Pending, Snapshot


@pytest.fixture
def known(snapshot: Snapshot) -> Snapshot:
    """A snapshot of which somebody knows what stands for all files."""
    names = tuple(sorted(snapshot.corpus.items))
    sheaf = Sheaf("items", names, "files", "facts")
    return replace(snapshot, others="others", sheaves=(sheaf,), counted=(sheaf,))


def told(planned: Iterator[Planned] | tuple[Planned, ...]) -> list[tuple[str, str, str]]:
    """Return what a plan says without planning more."""
    return [
        (each.path, each.key, each.title) if isinstance(each, Sheet) else (each.name, each.key, "")
        for each in planned
    ]


def planned_by(snapshot: Snapshot, folder: Path) -> tuple[Planned, ...]:
    return pages.plan(Views(snapshot, Pieces(Store(folder))))


def test_what_is_recalled_is_what_would_be_planned(known: Snapshot, tmp_path: Path) -> None:
    first, again = planned_by(known, tmp_path), planned_by(known, tmp_path)
    assert told(again) == told(first) == told(pages.plan(Views(known)))
    every, plain = pages.every(again), pages.every(pages.plan(Views(known)))
    for one, other in zip(every, plain, strict=True):
        assert one.path == other.path
        assert one.make() == settled(one).make() == other.make()


def test_families_are_not_planned_while_nothing_that_they_show_changed(
    known: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def watched(module: str) -> Iterator[Planned]:
        asked.append(module)
        return iter(())

    planned_by(known, tmp_path)
    monkeypatch.setattr(
        "site_builder.pages.kept_plan.Family._planned",
        property(lambda self: tuple(watched(self.name))),
    )

    def planned(changed: Snapshot) -> set[str]:
        asked.clear()
        planned_by(changed, tmp_path)
        return {*asked}

    texts = {"items", "bulletins", "reviews", "opendata", "feed"}
    sheaf = known.sheaves[0]
    assert planned(known) == set()
    assert planned(replace(known, sheaves=(sheaf._replace(mark="other"),))) == texts
    assert planned(replace(known, commit="f" * 40)) == texts
    assert planned(replace(known, pending=Pending(known.as_of, ()))) == texts
    everything = {*pages.FAMILIES}
    assert planned(replace(known, sheaves=(sheaf._replace(facts="other"),))) == everything
    assert planned(replace(known, counted=(sheaf._replace(mark="other"),))) == everything
    assert planned(replace(known, others="more")) == everything
    assert planned(replace(known, findings=())) == everything
    assert planned(replace(known, counted=())) == everything


def test_batches_are_recalled_too(known: Snapshot, tmp_path: Path) -> None:
    planned_by(known, tmp_path)
    again = planned_by(known, tmp_path)
    batch = next(each for each in again if isinstance(each, Batch))
    assert list(batch.sheets())
