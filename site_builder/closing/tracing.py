"""Who changed a closed period: the main line gone through again, commit by commit.

Each correction ends a stretch: what changed in it must be what the correction says, in the files
that it lists. What changed after the last correction nobody has explained.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from scoring.closing.differences import (
    Differences,
    EntryDifference,
    RowDifference,
    corrected,
    differences,
    moved,
)
from scoring.closing.facts import Correction, Notice
from scoring.closing.recount import Counted
from site_builder.closing.history import History
from site_builder.git import Commit


class Altered(NamedTuple):
    """A commit that altered what a closed period came to."""

    commit: Commit
    paths: tuple[str, ...]
    """The files by which it may have done so, inside the content folder."""
    differences: Differences
    """Against what there was before it."""


class Stretch(NamedTuple):
    """What happened up to a correction, or to the end."""

    begin: Counted
    """What the period came to before it."""
    altered: tuple[Altered, ...]
    net: Differences
    """Between its beginning and its end."""
    corrections: tuple[Correction, ...]
    """Of this notice, which end it."""
    unexplained: str | None
    """Why no correction explains it, None where one does."""

    def by(self, one: EntryDifference | RowDifference) -> Altered | None:
        """Return the commit that last brought a difference about, None where nothing shows it."""
        for each in reversed(self.altered):
            if isinstance(one, RowDifference):
                if any((row.score, row.unit) == (one.score, one.unit)
                       for row in each.differences.rows):  # fmt: skip
                    return each
            elif any(_touches(found, one) for found in each.differences.entries):
                return each
        return self.altered[-1] if self.altered else None


class Traced(NamedTuple):
    """A closed period from its seal to now."""

    stretches: tuple[Stretch, ...]
    broken: tuple[Commit, ...]
    """Commits after which it could not be counted."""


def trace(
    history: History,
    notice: Notice,
    as_of: date,
    start: Counted,
    since: str,
    rewritten: Altered | None = None,
) -> Traced:
    """Return what happened to a closed period on the main line after a commit, oldest first;
    `rewritten` is what a history that was written anew had made of it by then."""
    stretches: list[Stretch] = []
    broken: list[Commit] = []
    altered: list[Altered] = []
    beside: list[Correction] = []
    begin = now = start
    if rewritten is not None:
        altered.append(rewritten)
        now = history.count(since, notice, as_of) or start
    for step in reversed(list(history.revisions.trunk(history.head, history.content, since=since))):
        paths = history.matter(step, notice, as_of)
        if paths:
            counted = history.count(step.commit.id, notice, as_of)
            if counted is None:
                broken.append(step.commit)
            elif counted != now:
                commit = history.maker(step, paths)
                altered.append(Altered(commit, paths, differences(now, counted)))
                now = counted
        added = tuple(history.corrections(step))
        beside += added
        own = tuple(one for one in added if one.notice == notice.id)
        if own:
            stretches.append(_stretch(altered, begin, now, own, beside))
            altered, beside, begin = [], [], now
    stretches.append(_stretch(altered, begin, now, (), beside))
    return Traced(tuple(stretches), tuple(broken))


def _stretch(
    altered: Iterable[Altered],
    begin: Counted,
    end: Counted,
    own: tuple[Correction, ...],
    beside: Iterable[Correction],
) -> Stretch:
    made, net = tuple(altered), differences(begin, end)
    allowing = beside if net.brought else own
    missing = {path for each in made for path in each.paths}
    missing -= {path for one in allowing for path in one.files}
    return Stretch(begin, made, net, own, next(_against(net, own, missing), None))


def _against(net: Differences, own: tuple[Correction, ...], missing: set[str]) -> Iterator[str]:
    """Yield why corrections do not explain what differs."""
    if moved(net.rows) != corrected(own):
        named = "、".join(one.id for one in own)
        yield f"更正 {named} 写的差额和算出来的不一样" if own else "没有更正"
    if net and missing:
        named = "、".join(sorted(missing)[:3])
        yield f"更正没有列出 {named}" if own else "没有更正"


def _touches(one: EntryDifference, other: EntryDifference) -> bool:
    lines = {other.before, other.after} - {None}
    return one.score == other.score and not lines.isdisjoint({one.before, one.after} - {None})
