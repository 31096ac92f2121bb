"""更正: what edits of the facts make of a closed period, before they are committed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from scoring.closing.differences import Differences, UnitKey, differences, moved
from scoring.closing.facts import Correction, Difference, Notice, Seal
from scoring.model import Corpus
from scoring.points import Points
from site_builder.cache import Store
from site_builder.closing.counting import Whole
from site_builder.closing.history import History
from site_builder.closing.papers import standing_of
from site_builder.closing.touching import matters
from site_builder.closing.tracing import trace
from site_builder.review.sides import Side
from site_builder.schema import kind_of


class Edited(NamedTuple):
    """What a closed period would come to with the edits."""

    net: Differences
    """Since its seal or its last correction."""
    paths: frozenset[str]
    """The files by which it differs, inside the content folder."""
    changed: tuple[Difference, ...]
    """What a correction has to say of each unit."""


def edited(
    history: History,
    work: Side,
    notice: Notice,
    seal: Seal,
    corrections: Iterable[Correction],
    store: Store,
) -> Edited | None:
    """Return what a working copy makes of a closed period, None where it cannot be counted."""
    start = history.count(seal.commit, notice, seal.as_of)
    after = Whole(work, store).count(notice, seal.as_of)
    if start is None or after is None:
        return None
    last = trace(history, notice, seal.as_of, start, seal.commit).stretches[-1]
    net = differences(last.begin, after)
    paths = {path for each in last.altered for path in each.paths}
    paths |= set(_mattering(history.side(history.head), work, notice, seal))
    stand = _standing(seal, [one for one in corrections if one.notice == notice.id])
    return Edited(net, frozenset(paths), standing_of(stand, moved(net.rows)))


def altered_too(
    history: History, work: Side, corpus: Corpus, notice: Notice, store: Store
) -> Iterator[Notice]:
    """Yield the other closed periods in which the edits change more than 累计, which follows."""
    before, after = Whole(history.side(history.head), store), Whole(work, store)
    for other in corpus.notices:
        seal = corpus.seals.get(other.id)
        if seal is None or other.id == notice.id:
            continue
        if any(_mattering(history.side(history.head), work, other, seal)):
            old, new = (each.count(other, seal.as_of) for each in (before, after))
            if old is None or new is None:
                continue
            found = differences(old, new)
            if found and not found.brought:
                yield other


def _mattering(before: Side, after: Side, notice: Notice, seal: Seal) -> Iterable[str]:
    """Yield the files that differ between two revisions and may alter a closed period."""
    for path in sorted({*before.paths, *after.paths}):
        begin = before.place("")
        if before.paths.get(path) == after.paths.get(path) or not path.startswith(begin):
            continue
        kind = kind_of(before.inside(path))
        old, new = (_value(side, path) for side in (before, after))
        if kind is not None and matters(kind.name, old, new, notice.period, seal.as_of):
            yield before.inside(path)


def _value(side: Side, path: str) -> object:
    read = side.read(path)
    return None if read is None else read.value


def _standing(seal: Seal, corrections: Iterable[Correction]) -> Mapping[UnitKey, Points]:
    """Return each unit's points as published and corrected."""
    found = {(score.score, row.unit): row.points for score in seal.scores for row in score.rows}
    for correction in corrections:
        for one in correction.differences:
            found[one.score, one.unit] = one.after
    return found
