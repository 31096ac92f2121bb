"""Areas: which kind of file is whose to change."""

from __future__ import annotations

from typing import Final

from scoring.review.workflow import Area
from site_builder.git import Change
from site_builder.review.settled import settled
from site_builder.review.sides import Side
from site_builder.schema import is_picture, kind_of

_REGISTRIES: Final = (
    "office", "units", "people", "publications", "leaders", "calendar", "words",
    "bulletin_styles", "notice_form",
)  # fmt: skip
_REGISTERED: Final = (
    "assignment", "faults", "judgements", "honours", "actions", "notice", "seal", "correction",
    "bulletin",
)  # fmt: skip
_AREAS: Final = {
    "item": Area.ITEM,
    "reviews": Area.REVIEWS,
    **dict.fromkeys(("rulebook", "alert_rules"), Area.RULEBOOK),
    **dict.fromkeys(("workflow", "assignment_kinds"), Area.WORKFLOW),
    "page": Area.PAGES,
    **dict.fromkeys(_REGISTRIES, Area.REGISTRY),
    **dict.fromkeys(_REGISTERED, Area.REGISTER),
}


def area_of(change: Change, side: Side) -> Area:
    """Return to which area a path belongs.

    A notice is issued by those who register, but to touch one that is out, its seal or a
    correction is a change of the rules. The content folder itself, replaced by a link, counts as
    content.
    """
    path = change.path
    if path == side.prefix:
        return Area.ITEM
    if not path.startswith(side.prefix + "/"):
        return Area.PROGRAM
    inside = side.inside(path)
    kind = kind_of(inside)
    if settled(change, inside, side.revisions):
        return Area.WORKFLOW
    if kind is not None:
        return _AREAS[kind.name]
    if is_picture(inside) and inside.startswith("about/"):
        return Area.PAGES
    return Area.REGISTER if inside.startswith("assignments/") else Area.ITEM
