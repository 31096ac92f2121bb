"""Items under review on their branches, for a site that is asked to show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from scoring.review.figures import Handed
from scoring.review.record import Trail
from site_builder.git import Revisions
from site_builder.review.desk import Matter
from site_builder.review.docket import Apart, Docket


class Gathered(NamedTuple):
    """What lies on the branches `review/…`."""

    handed: tuple[Handed, ...]
    """By item; with what had been decided by a day."""
    untold: tuple[str, ...]
    """Why others cannot be shown, in Chinese."""


def gather(root: Path, day: date) -> Gathered:
    """Return the items of an office's repository that are under review on a day, by the rules of
    the commit that is checked out; none outside Git."""
    revisions = Revisions.of(root)
    if revisions is None:
        return Gathered((), (f"{root} 不在 Git 仓库里，没有分支可读。",))
    with revisions:
        docket = Docket.of(revisions, "HEAD")
        found = [] if docket is None else [*_found(docket)]
    handed, untold = [], []
    for each in found:
        if isinstance(each, str):
            untold.append(each)
            continue
        reviews = tuple(review for review in each.trail.reviews if review.time.date() <= day)
        if reviews:
            handed.append(each._replace(trail=replace(each.trail, reviews=reviews)))
    return Gathered(tuple(handed), tuple(untold))


def _found(docket: Docket) -> Iterator[Handed | str]:
    """Yield the items that are not merged yet, or why one cannot be read."""
    for item in docket.items():
        try:
            tip = docket.tip(item)
        except Apart as apart:
            yield f"{item} 没有列出：分支 {'、'.join(apart.args)} 各有各的提交。"
            continue
        matter = None if tip.branch is None else docket.matter(item, tip)
        if isinstance(matter, Matter):
            if isinstance(matter.trail, Trail):
                yield Handed(matter.item, matter.trail, matter.text, published=False)
        elif matter is not None:
            yield f"{item} 没有列出：{matter}"
