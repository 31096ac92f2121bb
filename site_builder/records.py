"""What reading a file gave, in a form that can be kept and sent between processes.

A record holds as long as the file, the program and the words it was read with are the same, and
as long as every question that was asked about the rest of the folder has the same answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from hashlib import blake2b
from numbers import Number
from typing import Final, Generic, NamedTuple, TypeVar

import msgspec

from scoring.findings import Finding
from scoring.model import Item, Judgement
from scoring.review.record import Trail
from site_builder.references import Ref, Reference

S = TypeVar("S")
V = TypeVar("V")


class Question(NamedTuple):
    """What reading a file asked about the rest of the folder, and the answer."""

    about: str
    """`KNOWN`: is it the name of something; `LISTED`: is it a name as a whole; `FILE`."""
    kinds: tuple[Ref, ...]
    name: str
    answer: bool


KNOWN: Final = "known"
LISTED: Final = "listed"
FILE: Final = "file"


class Identity(NamedTuple):
    """A file as the file system knows it; a file whose identity is the same was not written."""

    size: int
    modified: int
    changed: int
    """When content, name or rights last changed; no program can set it back."""
    number: int


class Record(msgspec.Struct, Generic[V], array_like=True, frozen=True, gc=False):
    """One file as read."""

    path: str
    """Inside the content folder."""
    digest: str
    """SHA-256 of its bytes; empty where they could not be read: then they are tried every time."""
    value: V | None
    """The fact that it states."""
    links: bool
    """Whether its body may hold links."""
    findings: tuple[Finding, ...]
    questions: tuple[int, ...]
    """Places among the shelf's questions."""


class Shelf(msgspec.Struct, Generic[V], array_like=True, frozen=True, gc=False):
    """Records that are kept together, and what they asked, each question once."""

    questions: tuple[Question, ...] = ()
    records: tuple[Record[V], ...] = ()
    mark: str = ""
    """Stands for the facts that the records state and for the bytes of their files."""


class Fresh(msgspec.Struct, Generic[V], array_like=True, frozen=True, gc=False):
    """A shelf just read, and the references to nothing in it, in the order of reading."""

    shelf: Shelf[V]
    identities: tuple[Identity, ...]
    """Of the records' files, in their order, when these were opened."""
    references: tuple[Reference, ...]


def joined(shelves: Iterable[tuple[Shelf[V], Iterable[Record[V]]]]) -> Shelf[V]:
    """Return one shelf with some of the records of several, by path."""
    places: dict[Question, int] = {}
    found: list[Record[V]] = []
    for shelf, records in shelves:
        moved = [-1] * len(shelf.questions)
        for record in records:
            for old in record.questions:
                if moved[old] < 0:
                    moved[old] = places.setdefault(shelf.questions[old], len(places))
            asked = tuple([moved[old] for old in record.questions])
            found.append(msgspec.structs.replace(record, questions=asked))
    found.sort(key=lambda record: record.path)
    return Shelf(tuple(places), tuple(found), _mark(found))


def _mark(records: Iterable[Record[V]]) -> str:
    """Return what stands for the facts and the files that records tell of.

    The facts are in it beside the files, since what a file says depends on the registries too.
    """
    stated = [(each.path, each.digest, each.value) for each in records if each.value is not None]
    return blake2b(_ENCODER.encode(stated), digest_size=16).hexdigest()


class Form(NamedTuple, Generic[V]):
    """How what was read of one kind of file comes back from bytes."""

    shelf: Callable[[bytes], Shelf[V]]
    fresh: Callable[[bytes], Fresh[V]]
    """What was read in another process."""


def encoded(value: Shelf[V] | Fresh[V]) -> bytes:
    """Return the value as bytes; equal values give equal bytes.

    They are JSON, since msgspec's MessagePack would take the offset from UTC away from moments.
    """
    return _ENCODER.encode(value)


def _written(value: object) -> str:
    """Return how the one kind of value is written that JSON has no form for: `2/3`."""
    if isinstance(value, Fraction):
        return str(value)
    raise TypeError(type(value))


def _number(kind: type, written: str) -> Fraction | Decimal:
    """Return a fraction, or points, which are a fraction only where no decimal can write them."""
    return Fraction(written) if kind is Fraction or "/" in written else Decimal(written)


def _decode(kind: type[S]) -> Callable[[bytes], S]:
    """Return what decodes a type that holds facts.

    msgspec cannot tell two kinds of number apart, so that points, `Decimal | Fraction`, must look
    to it like one type of our own, for which it calls `_number`.
    """
    told = Judgement.__annotations__
    written = told["points"]
    told["points"] = Number
    try:
        return msgspec.json.Decoder(kind, dec_hook=_number).decode
    finally:
        told["points"] = written


_ENCODER: Final = msgspec.json.Encoder(enc_hook=_written)
ITEMS: Final = Form(_decode(Shelf[Item]), _decode(Fresh[Item]))
TRAILS: Final = Form(_decode(Shelf[Trail]), _decode(Fresh[Trail]))
