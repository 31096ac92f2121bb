"""Marks of reviews: what stands for the office's rules and for what was decided of an item."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Final

from scoring.review.record import Review, Trail

_END: Final = "\x1e"
_NEXT: Final = "\x1f"


def rules(value: object) -> str:
    """Return what stands for rules of the office, the same in every process."""
    return _told(value)


def trail(told: Trail) -> str:
    """Return what stands for all that a page can tell of a trail."""
    return f"{told.source.path}{_END}{_END.join(map(_review, told.reviews))}"


def _review(review: Review) -> str:
    """Return a decision; its signature and what came before it in the file are not shown."""
    paper, forge = review.paper, review.forge
    return _NEXT.join(
        (
            review.decision.value,
            review.person,
            review.time.isoformat(),
            f"{review.tier}{_NEXT}{review.instead_of}{_NEXT}{review.reason}{_NEXT}{review.title}",
            review.text,
            review.blob,
            *review.again,
            "units",
            *review.units,
            "" if paper is None else repr(paper),
            "" if forge is None else repr(forge),
        )
    )


def _told(value: object) -> str:
    """Return a value of the rules; `repr` would tell sets in an order of the process."""
    if isinstance(value, frozenset):
        return _told(tuple(sorted(map(str, value))))
    if is_dataclass(value) and not isinstance(value, type):
        return _told(tuple(getattr(value, each.name) for each in fields(value)))
    if isinstance(value, tuple):
        return f"({_NEXT.join(map(_told, value))})"
    return repr(value)
