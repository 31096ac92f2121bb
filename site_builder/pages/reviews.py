"""审核进度: what waits for whom, and each month of reviews in numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from scoring.periods import Period, PeriodKind, period_of
from scoring.review import figures as counted
from scoring.review.figures import Board, Figures, Handed, Light, Waiting
from scoring.review.record import Decision, Trail
from scoring.review.workflow import Tier, Workflow
from site_builder.pages import paths, review_marks
from site_builder.pages.gists import digest
from site_builder.pages.index import Views
from site_builder.pages.page import Page, Sheet
from site_builder.pages.writing import write


class Desk(NamedTuple):
    """All that waits for one person in one tier."""

    person: str
    instead_of: str | None
    tier: Tier
    rows: Sequence[Waiting]
    """Oldest first."""

    @property
    def late(self) -> int:
        """Return how many are overdue."""
        return sum(row.light is Light.RED for row in self.rows)


def family(views: Views) -> Iterator[Sheet]:
    """Yield the board, and the sheet of each month that is over."""
    workflow, trails = views.corpus.workflow, _trails(views)
    if workflow is None:
        yield Sheet(paths.REVIEWS, "", partial(write, views, paths.REVIEWS, "reviews_none"))
        return
    marks = {key: _mark(views, trail) for key, trail in trails.items()}
    months = {_month(*month): held for month, held in counted.months(trails.values()).items()}
    pending = views.snapshot.pending
    on = views.as_of if pending is None else pending.day
    over = {month: held for month, held in months.items() if month.end < on}
    published = (key for key in trails if key in views.folders.facts)
    key = digest(
        on.isoformat(),
        str(pending is None),
        views.folders.texts.marks(published),
        *map(repr, _texts(views)),
        *marks.values(),
    )
    yield Sheet(paths.REVIEWS, key, partial(_board, views, workflow, on, trails, over))
    for month, held in over.items():
        key = digest(*(marks[trail.item] for trail in held))
        yield Sheet(paths.reviews(month), key, partial(_of_month, views, workflow, month, held))


def _trails(views: Views) -> Mapping[str, Trail]:
    """Return all trails by item; of an item under review what its branch says."""
    pending = views.snapshot.pending
    found = dict(views.corpus.trails)
    if pending is not None:
        found |= {each.item.id: each.trail for each in pending.handed}
    return {key: found[key] for key in sorted(found)}


def _texts(views: Views) -> Iterator[tuple[str, str]]:
    """Yield the items under review with the digests of their texts."""
    pending = views.snapshot.pending
    for each in () if pending is None else pending.handed:
        yield each.item.id, each.text


def _mark(views: Views, trail: Trail) -> str:
    """Return what stands for a trail and its item."""
    item = views.corpus.items.get(trail.item)
    own = [] if item is None else views.marks.each([item])
    under = _under_review(views).get(trail.item)
    if under is not None:
        return digest(review_marks.trail(trail), repr(under.item), *own)
    return digest(views.marks.trails[trail.item], *own)


def _under_review(views: Views) -> Mapping[str, Handed]:
    pending = views.snapshot.pending
    return {} if pending is None else {each.item.id: each for each in pending.handed}


def _handed(views: Views, workflow: Workflow, trails: Iterable[Trail]) -> Iterator[Handed]:
    """Yield the items of trails: under review, published, or known by the record alone."""
    under = _under_review(views)
    for trail in trails:
        item = views.corpus.items.get(trail.item)
        if trail.item in under:
            yield under[trail.item]
        elif item is not None:
            sent = [r.text for r in trail.reviews if r.decision is Decision.SUBMIT]
            yield Handed(item, trail, sent[-1] if sent else "")
        elif (known := counted.known_by_trail(workflow, trail)) is not None:
            yield known


def _month(year: int, month: int) -> Period:
    return period_of(date(year, month, 1), PeriodKind.MONTH)


def _board(
    views: Views,
    workflow: Workflow,
    on: date,
    trails: Mapping[str, Trail],
    over: Mapping[Period, Sequence[Trail]],
) -> Page:
    board = _as_published(
        views,
        counted.board(workflow, views.corpus, _handed(views, workflow, trails.values()), on),
    )
    month = _month(on.year, on.month)
    return write(
        views,
        paths.REVIEWS,
        "reviews",
        hide=("toc",),
        workflow=workflow,
        on=on,
        pending=views.snapshot.pending,
        board=board,
        tiers=_by_tier(workflow, board),
        desks=_desks(workflow, board),
        lights=[(light, sum(row.light is light for row in board.waiting)) for light in Light],
        month=month,
        figures=_figures(views, workflow, month, trails.values()),
        over=over,
    )


def _as_published(views: Views, board: Board) -> Board:
    """Return what waits, without published items that were changed after they were handed in:
    nobody can pass those (`chunshui review verify` names them)."""
    judged = views.snapshot.judged
    rows = (
        row
        for row in board.waiting
        if not row.handed.published
        or judged.get(row.handed.item.id, row.handed.text) == row.handed.text
    )
    return board._replace(waiting=tuple(rows))


def _by_tier(workflow: Workflow, board: Board) -> list[tuple[Tier, list[Waiting]]]:
    """Return what waits by tier, the lowest first; tiers for which nothing waits are left out."""
    found = [(tier, [r for r in board.waiting if r.tier == tier]) for tier in workflow.tiers]
    return [(tier, rows) for tier, rows in found if rows]


def _desks(workflow: Workflow, board: Board) -> list[Desk]:
    """Return what waits by tier and person, in the order of the tiers."""
    held: dict[tuple[int, str, str | None], list[Waiting]] = {}
    for number, tier in enumerate(workflow.tiers):
        for row in board.waiting:
            for holder in row.holders if row.tier == tier else ():
                held.setdefault((number, holder.person, holder.instead_of), []).append(row)
    return [
        Desk(person, instead_of, workflow.tiers[number], rows)
        for (number, person, instead_of), rows in sorted(held.items(), key=_oldest)
    ]


def _oldest(
    desk: tuple[tuple[int, str, str | None], list[Waiting]],
) -> tuple[int, str, str, str]:
    (number, person, instead_of), rows = desk
    return number, rows[0].since.isoformat(), person, instead_of or ""


def _of_month(views: Views, workflow: Workflow, month: Period, trails: Sequence[Trail]) -> Page:
    figures = _figures(views, workflow, month, trails)
    return write(
        views, paths.reviews(month), "reviews_month", hide=("toc",), month=month, figures=figures
    )


def _figures(views: Views, workflow: Workflow, month: Period, trails: Iterable[Trail]) -> Figures:
    handed = _handed(views, workflow, trails)
    return counted.figures(workflow, views.corpus, handed, month.start, month.end)
