"""Which path an item takes: the first whose every stated condition it meets."""

from __future__ import annotations

from scoring.model import Corpus, Item
from scoring.review.workflow import Path, Workflow


def path_of(workflow: Workflow, item: Item, corpus: Corpus) -> Path | None:
    """Return the first path that fits an item, None where none does."""
    return next((path for path in workflow.paths if _fits(path, item, corpus)), None)


def is_fast(workflow: Workflow, item: Item) -> bool:
    """Return whether an item may be published before all of its tiers have decided (先发后审)."""
    lane = workflow.fast_lane
    return lane is not None and not lane.tags.isdisjoint(item.tags)


def _fits(path: Path, item: Item, corpus: Corpus) -> bool:
    first = item.units[0].unit
    unit = corpus.units.get(first)
    return (
        (path.levels is None or item.level in path.levels)
        and (path.kinds is None or item.kind in path.kinds)
        and (path.tags is None or not path.tags.isdisjoint(item.tags))
        and (path.groups is None or (unit is not None and unit.group in path.groups))
        and (path.units is None or not path.units.isdisjoint(upwards(corpus, first)))
    )


def upwards(corpus: Corpus, unit: str) -> tuple[str, ...]:
    """Return a unit, its parent, and so on; a circle, a finding elsewhere, ends where it closes."""
    found: list[str] = []
    name: str | None = unit
    while name is not None and name not in found:
        found.append(name)
        known = corpus.units.get(name)
        name = None if known is None else known.parent
    return tuple(found)
