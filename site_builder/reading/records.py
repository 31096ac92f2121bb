"""What reading a file gave, in a form that can be kept and sent between processes.

A record holds as long as the file, the program and the words it was read with are the same, and
as long as every question that was asked about the rest of the folder has the same answer.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from numbers import Number
from typing import Final, Generic, NamedTuple, TypeVar

import msgspec

from scoring.findings import Finding
from scoring.model import Item, Judgement
from scoring.outline import Outline, of_item, of_trail
from scoring.review.record import Trail
from site_builder.parsing.references import Ref, Reference

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


class Sketch(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """A fact's outline as it is kept: days as numbers."""

    day: int
    last: int
    traits: int
    sources: tuple[str, ...]
    commission: str | None


class Record(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """One file as read."""

    path: str
    """Inside the content folder."""
    digest: str
    """SHA-256 of its bytes; empty where they could not be read."""
    fact: msgspec.Raw
    """The fact that it states, encoded; `null` where there is none."""
    sketch: Sketch | None
    """Of the fact."""
    links: bool
    """Whether its body may hold links."""
    findings: tuple[Finding, ...]
    questions: tuple[int, ...]
    """Places among the questions that were asked."""
    identity: Identity
    """Of the file when it was opened."""


class Fresh(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """Files just read, what they asked, each question once, and their references to nothing."""

    questions: tuple[Question, ...]
    records: tuple[Record, ...]
    references: tuple[Reference, ...]
    """In the order of reading."""


class Shelf(msgspec.Struct, Generic[V], array_like=True, frozen=True, gc=False):
    """Facts by the path and the content of their files."""

    facts: tuple[tuple[str, str, V | None], ...] = ()


class Form(NamedTuple, Generic[V]):
    """How what was read of one kind of file comes back from bytes."""

    shelf: Callable[[bytes], Shelf[V]]
    value: Callable[[bytes], V]
    outline: Callable[[V], Outline]


def sketched(outline: Outline) -> Sketch:
    """Return an outline in the form that is kept."""
    day, last, traits, sources, commission = outline
    return Sketch(day.toordinal(), last.toordinal(), traits, sources, commission)


def encoded(value: object) -> bytes:
    """Return records, or what is known of them, as bytes; equal values give equal bytes.

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
ITEMS: Final = Form(_decode(Shelf[Item]), _decode(Item), of_item)
TRAILS: Final = Form(_decode(Shelf[Trail]), _decode(Trail), of_trail)
FRESH: Final = msgspec.json.Decoder(Fresh).decode
"""What was read in another process comes back by it."""
