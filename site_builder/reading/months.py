"""What the files of one folder say: what is known of them at once, the facts when asked for.

The store holds three pieces of each month. The head is read always: which files there are, what
was wrong with them, what they asked about the rest of the folder, the outlines of their facts. The
bodies are the facts themselves, one after the other; they are read, and a fact made, when somebody
asks. The few facts that many ask for (`Trait`) have a body of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from hashlib import blake2b
from itertools import accumulate
from typing import Final, Generic, NamedTuple, TypeVar

import msgspec

from scoring.findings import Finding
from scoring.outline import Outline, Trait
from site_builder.parsing.references import Ref
from site_builder.reading.listing import Listing
from site_builder.reading.records import FILE, KNOWN, Fresh, Question, Sketch, encoded

V = TypeVar("V")
DIGEST: Final = 64
"""Characters of a file's digest."""
UNREAD: Final = " " * DIGEST
"""In place of the digest of a file that could not be read: it is tried every time."""


class Special(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """Of one of few facts, what most do not have."""

    place: int
    traits: int
    sources: tuple[str, ...]
    commission: str | None


class Head(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """What is known of a month's files without looking at the facts; a place is a file's."""

    names: tuple[str, ...]
    """Of the files, sorted."""
    digests: str
    """SHA-256 of each file's bytes."""
    silent: tuple[int, ...]
    """Places of files that state no fact."""
    dates: tuple[int, ...]
    lasts: tuple[int, ...]
    special: tuple[Special, ...]
    linking: tuple[int, ...]
    """Places of files whose bodies may hold links."""
    findings: tuple[tuple[int, tuple[Finding, ...]], ...]
    around: str
    """Stands for all names, beside those of items: as long as it is the same, so are the answers
    to the questions about them."""
    open: tuple[Question, ...]
    """Questions that are asked again every time."""
    settled: msgspec.Raw
    """Those about names: `tuple[Question, ...]`; their places come after those of the others."""
    asked: msgspec.Raw
    """Which questions each file asked: `tuple[tuple[int, ...], ...]`."""
    mark: str
    """Stands for the facts and for the bytes of their files."""
    fact_mark: str
    """Stands for the facts alone, without what follows from the texts (`scoring.sheaf.fact_of`)."""

    @property
    def whole(self) -> bool:
        """Return whether all files could be read."""
        return UNREAD not in self.digests

    def digest(self, place: int) -> str:
        """Return the digest of a file; `UNREAD` where it could not be read."""
        return self.digests[place * DIGEST : (place + 1) * DIGEST]


_QUESTIONS: Final = msgspec.json.Decoder(tuple[Question, ...]).decode
_ASKED: Final = msgspec.json.Decoder(tuple[tuple[int, ...], ...]).decode
_ENDS: Final = msgspec.json.Decoder(tuple[int, ...]).decode
head_of: Final = msgspec.json.Decoder(Head).decode
_NONE: Final = msgspec.Raw(b"[]")
_LENGTH: Final = re.compile(rb'"length":\d+,(?="adoptions":)')
"""字数 of an item's text in its fact as it is kept; a written text holds no quotes like these."""
EMPTY: Final = Head((), "", (), (), (), (), (), (), "", (), _NONE, _NONE, "", "")


def questions_of(head: Head) -> tuple[Question, ...]:
    """Return all questions by their places."""
    return (*head.open, *_QUESTIONS(head.settled))


def settled_of(head: Head) -> tuple[Question, ...]:
    """Return the questions about names, in the order of their places."""
    return _QUESTIONS(head.settled)


def asked_of(head: Head) -> tuple[tuple[int, ...], ...]:
    """Return the places of the questions that each file asked."""
    return _ASKED(head.asked)


class Body(Generic[V]):
    """Facts of a month as bytes by place; those that were asked for also as values."""

    def __init__(self, data: bytes, ends: Sequence[int]) -> None:
        """Take the facts of the files one after the other, and where each ends."""
        self.data = data
        self.ends = ends
        self.values: dict[int, V] = {}

    def part(self, place: int) -> bytes:
        """Return the bytes of a file's fact, none where it is not here."""
        begin = self.ends[place - 1] if place else 0
        return self.data[begin : self.ends[place]]


def body_of(data: bytes) -> Body[V]:
    """Return the body that was kept."""
    line, _, rest = data.partition(b"\n")
    return Body(rest, _ENDS(line))


def kept_body(body: Body[V]) -> bytes:
    """Return a body as bytes."""
    return b"".join((encoded(body.ends), b"\n", body.data))


class Bodies(NamedTuple, Generic[V]):
    """The facts of a month."""

    most: Body[V]
    few: Body[V]
    """Those that `asked_for` tells."""

    def part(self, place: int) -> bytes:
        """Return the bytes of a file's fact, none where it states none."""
        return self.most.part(place) or self.few.part(place)


def asked_for(traits: int) -> bool:
    """Return whether a fact with these traits is one that many ask for."""
    return traits & ~Trait.SOURCES.value != 0  # sources are told by the outline


class Row(NamedTuple):
    """One file's part of a month."""

    name: str
    digest: str
    fact: bytes
    """Empty where the file states none."""
    sketch: Sketch | None
    links: bool
    findings: tuple[Finding, ...]
    asked: tuple[int, ...]
    """Places among the questions of the month that is made."""


class Making(Generic[V]):
    """A month put together of files that were kept and others that were read now."""

    def __init__(self) -> None:
        """Begin with no file."""
        self._questions: dict[Question, int] = {}
        self._rows: list[Row] = []
        self._values: dict[str, V] = {}

    def keep(self, head: Head, bodies: Bodies[V], places: Iterable[int]) -> None:
        """Take files of the month as it was."""
        if not head.names:
            return
        questions, asked = questions_of(head), asked_of(head)
        special = {each.place: each for each in head.special}
        findings, linking, silent = dict(head.findings), {*head.linking}, {*head.silent}
        moved: dict[int, int] = {}
        for place in places:
            name, known = head.names[place], special.get(place)
            traits, sources, commission = (
                (0, (), None) if known is None else (known.traits, known.sources, known.commission)
            )
            days = head.dates[place], head.lasts[place]
            sketch = None if place in silent else Sketch(*days, traits, sources, commission)
            self._rows.append(
                Row(
                    name=name,
                    digest=head.digest(place),
                    fact=bodies.part(place),
                    sketch=sketch,
                    links=place in linking,
                    findings=findings.get(place, ()),
                    asked=self._moved(questions, asked[place], moved),
                )
            )
            for body in bodies:
                if place in body.values:
                    self._values[name] = body.values[place]

    def add(self, fresh: Fresh) -> None:
        """Take files that were read."""
        moved: dict[int, int] = {}
        for record in fresh.records:
            self._rows.append(
                Row(
                    name=record.path.rpartition("/")[2],
                    digest=record.digest or UNREAD,
                    fact=b"" if record.sketch is None else bytes(record.fact),
                    sketch=record.sketch,
                    links=record.links,
                    findings=record.findings,
                    asked=self._moved(fresh.questions, record.questions, moved),
                )
            )

    def _moved(
        self, questions: Sequence[Question], asked: Iterable[int], moved: dict[int, int]
    ) -> tuple[int, ...]:
        for old in asked:
            if old not in moved:
                moved[old] = self._questions.setdefault(questions[old], len(self._questions))
        return tuple([moved[old] for old in asked])

    def made(self, folder: str, around: str) -> tuple[Head, Bodies[V]]:
        """Return the month; `around` stands for the names that were known."""
        rows = sorted(self._rows, key=lambda row: row.name)
        few = [row.sketch is not None and asked_for(row.sketch.traits) for row in rows]
        bodies = Bodies(self._body(rows, [not one for one in few]), self._body(rows, few))
        asking = [*self._questions]
        order = sorted(range(len(asking)), key=lambda place: not _open(asking[place]))
        places = {old: new for new, old in enumerate(order)}
        several = [question for question in asking if _open(question)]
        head = Head(
            names=tuple([row.name for row in rows]),
            digests="".join([row.digest for row in rows]),
            silent=tuple([n for n, row in enumerate(rows) if row.sketch is None]),
            dates=tuple([0 if row.sketch is None else row.sketch.day for row in rows]),
            lasts=tuple([0 if row.sketch is None else row.sketch.last for row in rows]),
            special=tuple(_specials(rows)),
            linking=tuple([n for n, row in enumerate(rows) if row.links]),
            findings=tuple([(n, row.findings) for n, row in enumerate(rows) if row.findings]),
            around=around,
            open=tuple(several),
            settled=msgspec.Raw(encoded([each for each in asking if not _open(each)])),
            asked=msgspec.Raw(encoded([[places[old] for old in row.asked] for row in rows])),
            mark=_mark(folder, rows),
            fact_mark=_fact_mark(folder, rows),
        )
        return head, bodies

    def _body(self, rows: Sequence[Row], here: Sequence[bool]) -> Body[V]:
        """Return those of the facts that are `here`."""
        parts = [row.fact if own else b"" for row, own in zip(rows, here, strict=True)]
        body: Body[V] = Body(b"".join(parts), tuple(accumulate(map(len, parts))))
        values = self._values
        body.values = {
            n: values[row.name] for n, row in enumerate(rows) if here[n] and row.name in values
        }
        return body


def _open(question: Question) -> bool:
    """Return whether a question is about files or items, or its answer may never be kept."""
    if question.about == KNOWN and not question.answer:
        return True
    return question.about == FILE or Ref.ITEM in question.kinds


def _specials(rows: Iterable[Row]) -> Iterator[Special]:
    for place, row in enumerate(rows):
        sketch = row.sketch
        if sketch is not None and sketch.traits:
            yield Special(place, sketch.traits, sketch.sources, sketch.commission)


def _mark(folder: str, rows: Sequence[Row]) -> str:
    """Return what stands for the facts and for the files.

    The facts are in it beside the files, since what a file says depends on the registries too.
    """
    digest = blake2b(digest_size=16)
    digest.update(encoded((folder, [(row.name, row.digest) for row in rows if row.fact])))
    for row in rows:
        digest.update(row.fact)
    return digest.hexdigest()


def _fact_mark(folder: str, rows: Sequence[Row]) -> str:
    """Return what stands for the facts alone."""
    digest = blake2b(digest_size=16)
    digest.update(encoded((folder, [row.name for row in rows if row.fact])))
    for row in rows:
        digest.update(_LENGTH.sub(b"", row.fact, count=1))
    return digest.hexdigest()


class Month(Generic[V]):
    """The files of one kind in one folder, and their facts."""

    def __init__(
        self,
        listing: Listing,
        head: Head,
        bodies: Callable[[bool], Body[V]],
        decode: Callable[[bytes], V],
    ) -> None:
        """Take what is known, and where the facts (told whether the few or the others) and their
        values come from."""
        self.listing = listing
        self.head = head
        self._bodies = bodies
        self._decode = decode

    @cached_property
    def _most(self) -> Body[V]:
        return self._bodies(False)

    @cached_property
    def _few(self) -> Body[V]:
        return self._bodies(True)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Return the ids of the facts, sorted as the names of their files are."""
        silent = {*self.head.silent}
        stems = [name.rpartition(".")[0] or name for name in self.head.names]
        return tuple([stem for n, stem in enumerate(stems) if n not in silent])

    @cached_property
    def places(self) -> dict[str, int]:
        """Return the places of the facts by id."""
        silent = {*self.head.silent}
        return dict(
            zip(self.ids, (n for n in range(len(self.head.names)) if n not in silent), strict=True)
        )

    @cached_property
    def special(self) -> dict[int, Special]:
        """Return what few facts have, by place."""
        return {each.place: each for each in self.head.special}

    @property
    def first(self) -> int:
        """Return the earliest of the facts' own days; there must be facts."""
        return min(filter(None, self.head.dates))  # a file that states none has no day

    @cached_property
    def last(self) -> int:
        """Return the latest day that anything tells of."""
        return max(self.head.lasts, default=0)

    def value(self, key: str) -> V:
        """Return a fact."""
        place = self.places[key]
        special = self.special.get(place)
        body = self._few if special is not None and asked_for(special.traits) else self._most
        value = body.values.get(place)
        if value is None:
            value = body.values[place] = self._decode(body.part(place))
        return value

    def outline(self, key: str) -> Outline:
        """Return what is known of a fact."""
        place = self.places[key]
        day = date.fromordinal(self.head.dates[place])
        last = date.fromordinal(self.head.lasts[place])
        special = self.special.get(place)
        if special is None:
            return Outline(day, last)
        return Outline(day, last, special.traits, special.sources, special.commission)

    def name(self, key: str) -> str:
        """Return the name of a fact's file."""
        return self.head.names[self.places[key]]

    def digest(self, key: str) -> str:
        """Return the digest of a fact's file."""
        return self.head.digest(self.places[key])
