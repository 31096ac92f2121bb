"""Whether a change could matter for a closed period: a quick look, in doubt yes.

What was dated after the day up to which a notice counts is no part of it, and an item whose every
fact is later than its period gives nothing in it. So the requests of every day are told from those
after which a period must be counted again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from scoring.assignments.facts import Assignment
from scoring.model import Fault, Item, Judgement, Office, Person
from scoring.periods import Period
from site_builder.review.plain import bare, one_sided

COUNTED: Final = (
    "office", "units", "people", "publications", "leaders", "calendar", "assignment_kinds",
    "rulebook", "item", "assignment", "faults", "judgements",
)  # fmt: skip
"""Kinds of files from which the points and ranks of units follow."""
_FACTS: Final = ("adoptions", "forwardings", "endorsements", "faults", "judgements")
_DONE: Final = ("answers", "claims", "progress", "extensions", "cleared")
_WEEK: Final = timedelta(days=6)
"""How far a week that touches a period reaches beyond it."""


def matters(kind: str, before: Any, after: Any, period: Period, as_of: date) -> bool:
    """Return whether a change of a file, given what it says on both sides (None where it says
    nothing), may alter what a period had come to on a day."""
    if kind not in COUNTED:
        return False
    if kind == "item":
        return item_matters(before, after, period, as_of)
    if kind == "assignment":
        return _assignment(before, as_of) != _assignment(after, as_of)
    if kind in ("faults", "judgements"):
        return _list_matters(before or (), after or (), as_of)
    if kind in ("rulebook", "calendar", "assignment_kinds") or before is None or after is None:
        return True
    return bool(_registry(before) != _registry(after))


def item_matters(before: Item | None, after: Item | None, period: Period, as_of: date) -> bool:
    """Return whether a change of an item may alter what a period had come to on a day."""
    old, new = (_item(each, as_of) for each in (before, after))
    if old == new:
        return False
    sides = [each for each in (old, new) if each is not None]
    if any(each.commission is not None for each in sides):
        return True  # it answers what was due earlier
    if old is not None and (new is None or new.id != old.id):
        return True  # assignments, faults and judgements may speak of it
    return any(day <= period.end + _WEEK for each in sides for day in _days(each))


def _list_matters(before: Iterable[Any], after: Iterable[Any], as_of: date) -> bool:
    changed = one_sided(tuple(before), tuple(after))
    return any(fact.date <= as_of for fact in changed if isinstance(fact, Fault | Judgement))


def _registry(value: Any) -> Any:
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(_registry(each) for each in value)
    if isinstance(value, Person):
        return replace(
            bare(value), roles=(), records=(), reviews_for=None, accounts=(), emails=(), keys=(),
            employment=None,
        )  # fmt: skip
    if isinstance(value, Office):
        return replace(bare(value), name="", title="", as_of=None, demo=False)
    return bare(value)


def _item(item: Item | None, day: date) -> Item | None:
    """Return what of an item was there on a day and can give points."""
    if item is None or item.date > day:
        return None
    facts: dict[str, Any] = {
        name: tuple(fact for fact in getattr(item, name) if fact.date <= day) for name in _FACTS
    }
    endorsed = (
        replace(one, feedback=(), conversions=(), text=None) for one in facts["endorsements"]
    )
    facts["endorsements"] = tuple(endorsed)
    found: Item = bare(replace(item, outside_authors=(), sources=(), case=None, **facts))
    return found


def _days(item: Item) -> Iterator[date]:
    yield item.date
    for name in _FACTS:
        yield from (fact.date for fact in getattr(item, name))


def _assignment(assignment: Assignment | None, day: date) -> Assignment | None:
    if assignment is None or assignment.issued > day:
        return None
    done: dict[str, Any] = {
        name: tuple(each for each in getattr(assignment, name) if each.date <= day)
        for name in _DONE
    }
    found: Assignment = bare(replace(assignment, **done))
    return found
