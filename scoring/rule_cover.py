"""Which facts a rule can meet, as boxes of sets: finds rules that never apply or that overlap.

A box is one set of possibilities per aspect (publication, kind, form …). What earlier rules leave
of a later one is found by subtracting boxes, never by enumerating their products.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import Final, NamedTuple

from scoring.conditions import Condition, Length, Value
from scoring.model import Corpus
from scoring.rulebook import Rulebook
from scoring.rules import EndorsementRule, Rule
from scoring.vocabulary import Level, Route

Box = tuple[frozenset[object], ...]
MAX_PIECES: Final = 4000
"""A rule torn into more pieces than this is taken to be of use."""


class Line(NamedTuple):
    """One rule of a section with what it can meet and what it gives."""

    rule: Rule
    box: Box
    given: Value | None
    value: object
    """What it gives and how that is divided: rules alike in this may overlap freely."""


def adoption_lines(corpus: Corpus, book: Rulebook) -> tuple[Line, ...]:
    """Return the 采用 rules as boxes over the registry's publications and the office's words."""
    levels = {name: paper.level for name, paper in corpus.publications.items()}
    shape = _Shape(corpus, [rule.when for rule in book.adoptions])

    def papers(when: Condition) -> frozenset[object]:
        return frozenset(
            name
            for name, level in levels.items()
            if (when.publications is None or name in when.publications)
            and (when.levels is None or level in when.levels)
        )

    return tuple(
        Line(
            rule,
            (papers(rule.when), *shape.printed(rule.when), *shape.item(rule.when, (True,))),
            rule.value,
            (rule.value, rule.joint),
        )
        for rule in book.adoptions
    )


def submission_lines(corpus: Corpus, book: Rulebook) -> tuple[Line, ...]:
    """Return the 报送 rules as boxes; an item may be written for no level in particular."""
    shape = _Shape(corpus, [rule.when for rule in book.submissions])
    every = (None, *Level)
    return tuple(
        Line(
            rule,
            (_among(rule.when.levels, every), *shape.item(rule.when, (True, False))),
            rule.value,
            rule.value,
        )
        for rule in book.submissions
    )


def forwarding_lines(corpus: Corpus, book: Rulebook) -> tuple[Line, ...]:
    """Return the 报上级 rules as boxes."""
    shape = _Shape(corpus, [rule.when for rule in book.forwardings])
    return tuple(
        Line(
            rule,
            (_among(rule.when.levels, tuple(Level)), *shape.item(rule.when, (True, False))),
            rule.value,
            rule.value,
        )
        for rule in book.forwardings
    )


def endorsement_lines(corpus: Corpus, book: Rulebook) -> tuple[Line, ...]:
    """Return the 批示 rules as boxes over the registry's leaders.

    Where an item was adopted is a set of levels; each such set is one possibility.
    """
    met = tuple(
        frozenset(some) for size in range(len(Level) + 1) for some in combinations(Level, size)
    )
    papers = (None, *corpus.publications)

    def leaders(rule: EndorsementRule) -> frozenset[object]:
        return frozenset(
            name
            for name, leader in corpus.leaders.items()
            if (rule.leaders is None or name in rule.leaders)
            and (rule.levels is None or leader.level in rule.levels)
            and (rule.ranks is None or leader.rank in rule.ranks)
        )

    def adopted(rule: EndorsementRule) -> frozenset[object]:
        wanted = rule.adopted_levels
        return frozenset(some for some in met if wanted is None or some & wanted)

    return tuple(
        Line(
            rule,
            (
                leaders(rule),
                _flag(rule.praise, (True, False)),
                _among(rule.publications, papers),
                adopted(rule),
            ),
            rule.value,
            (rule.value, rule.doubling, rule.joint),
        )
        for rule in book.endorsements
    )


LINES: Final[tuple[Callable[[Corpus, Rulebook], tuple[Line, ...]], ...]] = (
    adoption_lines,
    submission_lines,
    forwarding_lines,
    endorsement_lines,
)


class _Shape:
    """The possibilities of the aspects of an item, for the conditions of one section."""

    def __init__(self, corpus: Corpus, conditions: Sequence[Condition]) -> None:
        self.kinds = (None, *corpus.office.kinds)
        self.forms = (None, *corpus.office.forms)
        groups = {unit.group for unit in corpus.units.values()}
        self.groups = (None, *sorted(group for group in groups if group is not None))
        self.starts = _starts(when.length for when in conditions)

    def printed(self, when: Condition) -> tuple[frozenset[object], ...]:
        """Return the aspects that only an adoption has: form and route."""
        return (_among(when.forms, self.forms), _among(when.routes, (None, *Route)))

    def item(self, when: Condition, adopted: tuple[bool, ...]) -> tuple[frozenset[object], ...]:
        """Return the aspects of the item and its unit."""
        either = (True, False)
        return (
            _among(when.kinds, self.kinds),
            _among(when.groups, self.groups),
            _flag(when.commissioned, either),
            _flag(when.endorsed, either),
            _flag(when.adopted, adopted),
            _flag(when.signed, either),
            frozenset(start for start in self.starts if _within(start, when.length)),
        )


def _among(wanted: Iterable[object] | None, every: Sequence[object]) -> frozenset[object]:
    """Return the possibilities that meet a condition; a word of no registry is one as well."""
    return frozenset(every) if wanted is None else frozenset(wanted)


def _flag(wanted: bool | None, every: tuple[bool, ...]) -> frozenset[object]:
    return frozenset(each for each in every if wanted is None or each is wanted)


def _starts(lengths: Iterable[Length | None]) -> tuple[int, ...]:
    """Return the first number of each stretch of lengths that the conditions tell apart."""
    found = {0}
    for length in lengths:
        if length is not None:
            found.add(length.low or 0)
            found.add(0 if length.high is None else length.high + 1)
    return tuple(sorted(found))


def _within(start: int, length: Length | None) -> bool:
    if length is None:
        return True
    return (length.low or 0) <= start and (length.high is None or start <= length.high)


def empty(box: Box) -> bool:
    """Return whether nothing can meet a box."""
    return any(not side for side in box)


def contains(outer: Box, inner: Box) -> bool:
    """Return whether all that meets `inner` meets `outer`."""
    return all(small <= large for small, large in zip(inner, outer, strict=True))


def meet(one: Box, other: Box) -> bool:
    """Return whether something can meet both boxes."""
    return all(a & b for a, b in zip(one, other, strict=True))


def _without(box: Box, taken: Box) -> Iterator[Box]:
    """Yield disjoint boxes that make up `box` less `taken`."""
    if not meet(box, taken):
        yield box
        return
    kept: list[frozenset[object]] = []
    for index, side in enumerate(box):
        rest = side - taken[index]
        if rest:
            yield (*kept, rest, *box[index + 1 :])
        kept.append(side & taken[index])


def covering(line: Line, earlier: Sequence[Line]) -> tuple[Line, ...]:
    """Return the earlier rules that together leave nothing of a rule, or () where some is left."""
    pieces = [line.box]
    used: list[Line] = []
    for other in earlier:
        if not meet(line.box, other.box):
            continue
        used.append(other)
        pieces = [rest for piece in pieces for rest in _without(piece, other.box)]
        if not pieces:
            return tuple(used)
        if len(pieces) > MAX_PIECES:
            return ()
    return ()
