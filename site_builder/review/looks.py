"""What was changed in an item since somebody last saw it, and since it was first handed in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from scoring.model import Corpus, Item
from scoring.review.record import Decision, Review
from site_builder.review.ownership import called
from site_builder.review.sides import Side
from site_builder.review.verdict import ItemVerdict
from site_builder.review.words import Kind, Piece, compared


class Draft(NamedTuple):
    """An item's words, as one of its texts has them."""

    item: Item
    body: str


class Look(NamedTuple):
    """A comparison of the text with an earlier one."""

    titles: tuple[str, ...]
    """Whose or which text it was."""
    title: tuple[Piece, ...]
    body: tuple[Piece, ...]
    fields: tuple[tuple[str, str, str], ...]
    """Of the other fields those that differ: name, before, after."""

    @property
    def empty(self) -> bool:
        """Return whether nothing differs."""
        pieces = (*self.title, *self.body)
        return not self.fields and all(piece.kind is Kind.SAME for piece in pieces)


def draft(side: Side, path: str, blob: str | None) -> Draft | None:
    """Return the text of an item's file that is, or was, a blob; None where there is none."""
    if blob is None:
        return None
    read = Side(side.revisions, side.prefix, {**side.paths, path: blob}, side).read(path)
    if read is None or read.document is None or not isinstance(read.value, Item):
        return None
    return Draft(read.value, read.document.body)


def looks(side: Side, item: ItemVerdict, published: str | None) -> tuple[Look, ...]:
    """Return the comparisons of an item's text with those that matter, each text once.

    First with what each of those who decide next last saw, then with what others last saw, with
    the text that is published (its blob), and with the first that was handed in.
    """
    change = item.change
    now = draft(side, change.path, side.paths.get(change.path))
    if now is None:
        return ()
    found: dict[str, list[str]] = {}
    for title, blob in _texts(side.corpus, item, published):
        found.setdefault(blob, []).append(title)
    made = []
    for blob, titles in found.items():
        before = draft(side, change.path, blob)
        look = None if before is None else _look(titles, before, now)
        if look is not None and not look.empty:
            made.append(look)
    return tuple(made)


def _texts(corpus: Corpus, item: ItemVerdict, published: str | None) -> Iterator[tuple[str, str]]:
    """Yield which texts to compare with: what each is called, and its blob."""
    last: dict[str, Review] = {}
    for review in item.reviews:
        if review.decision is not Decision.SUBMIT and review.decision is not Decision.WITHDRAW:
            last[review.person] = review
    turn = None if item.progress is None else item.progress.turn
    next_ones = {holder.person for holder in turn.holders} if turn is not None else set()
    for person in sorted(last, key=lambda each: (each not in next_ones, -_stamp(last[each].time))):
        review = last[person]
        said = f"{called(corpus, person)}上次看的一稿（{review.time:%Y-%m-%d %H:%M}，"
        yield f"{said}{review.tier or ''}{review.decision}）", review.blob
    if published is not None:
        yield "已发布的一稿", published
    yield from _first(item.reviews)


def _first(reviews: Iterable[Review]) -> Iterator[tuple[str, str]]:
    for review in reviews:
        if review.decision is Decision.SUBMIT:
            yield f"第一次报审的一稿（{review.time:%Y-%m-%d %H:%M}）", review.blob
            return


def _stamp(time: datetime) -> float:
    return time.timestamp()


def _look(titles: list[str], before: Draft, now: Draft) -> Look:
    return Look(
        titles=tuple(titles),
        title=compared(before.item.title, now.item.title),
        body=compared(before.body.strip(), now.body.strip()),
        fields=tuple(_differing(before.item, now.item)),
    )


def _differing(before: Item, now: Item) -> Iterator[tuple[str, str, str]]:
    for name, old, new in zip(_NAMES, _values(before), _values(now), strict=True):
        if old != new:
            yield name, old or "（没有写）", new or "（没有写）"


_NAMES = ("作者", "单位", "日期", "体裁", "层级", "标签", "来源", "约稿")


def _values(item: Item) -> tuple[str, ...]:
    return (
        "、".join((*item.authors, *item.outside_authors)),
        "、".join(
            f"{one.unit}{'' if one.share is None else f' {one.share}'}" for one in item.units
        ),
        item.date.isoformat(),
        item.kind or "",
        "" if item.level is None else item.level.label,
        "、".join(item.tags),
        "、".join(item.sources),
        item.commission or "",
    )
