"""The words in which a table is declared: once, for JSON Lines, Parquet, the manual and reading.

A column turns a record into one or more physical fields. Only four physical types exist, because
every engine knows them: text, 64-bit integers, dates and booleans. There is no floating point:
points are their exact text beside a whole number of `1 / points_scale`, a share its exact text
beside numerator and denominator. A list is a table of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any, Generic, NamedTuple, TypeVar

from scoring.findings import Source
from scoring.points import Points
from scoring.points import fraction as exact
from scoring.points import text as written
from scoring.vocabulary import Word

UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What no text of an export holds: control characters, turned writing, half characters."""

Value = str | int | bool | date | None
Row = tuple[Value, ...]

R = TypeVar("R")
S = TypeVar("S")
Parent = TypeVar("Parent")
Child = TypeVar("Child")


class Type(Enum):
    """A physical type, by its name in the manifest."""

    TEXT = "text"
    INTEGER = "integer"
    DAY = "date"
    FLAG = "boolean"


class Field(NamedTuple):
    """One field of a file: what JSON Lines calls a key and Parquet a column."""

    name: str
    type: Type
    doc: str
    nullable: bool = False
    words: tuple[str, ...] = ()
    """The only texts that may stand here; none says any may."""


class Setting(NamedTuple):
    """What all rows of one export share."""

    office: str
    scale: int
    """`points_scale`: points × scale is a whole number for all points of the export."""


class Column(NamedTuple, Generic[R]):
    """Fields that belong together, and how a record fills them."""

    fields: tuple[Field, ...]
    values: Callable[[R, Setting], Row]
    points: Callable[[R], Points | None] | None = None
    """The points in it, so that a common scale can be found before the first row."""


class Table(NamedTuple, Generic[S, R]):
    """One table of an export, with all that anybody must know about it."""

    name: str
    title: str
    doc: str
    key: tuple[str, ...]
    """Fields that no two rows share."""
    columns: tuple[Column[R], ...]
    records: Callable[[S], Iterable[R]]
    """The records in a fixed order."""

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return the fields in their order in the files."""
        return tuple(field for column in self.columns for field in column.fields)

    def rows(self, source: S, setting: Setting) -> Iterator[Row]:
        """Yield the rows, each with a value for every field."""
        fillers = [column.values for column in self.columns]
        for record in self.records(source):
            row: list[Value] = []
            for fill in fillers:
                row += fill(record, setting)
            yield tuple(row)


class Part(NamedTuple, Generic[Parent, Child]):
    """An element of a list inside a record: the record, the element's place from 1, the element."""

    parent: Parent
    place: int
    value: Child


def parts(
    parents: Iterable[Parent], children: Callable[[Parent], Iterable[Child]]
) -> Iterator[Part[Parent, Child]]:
    """Yield every element of every parent's list."""
    for parent in parents:
        for place, child in enumerate(children(parent), 1):
            yield Part(parent, place, child)


def text(name: str, doc: str, of: Callable[[R], str]) -> Column[R]:
    """Return a column of text that is always there."""
    return Column((Field(name, Type.TEXT, doc),), lambda record, _: (of(record),))


def maybe(name: str, doc: str, of: Callable[[R], str | None]) -> Column[R]:
    """Return a column of text that may be absent."""
    return Column((Field(name, Type.TEXT, doc, nullable=True),), lambda record, _: (of(record),))


def word(
    name: str,
    doc: str,
    words: type[Word],
    of: Callable[[R], Word | None],
    *,
    nullable: bool = False,
) -> Column[R]:
    """Return a column of labels of a closed vocabulary."""

    def values(record: R, _: Setting) -> Row:
        said = of(record)
        return (None if said is None else said.label,)

    labels = tuple(each.label for each in words)
    return Column((Field(name, Type.TEXT, doc, nullable, labels),), values)


def integer(
    name: str, doc: str, of: Callable[[R], int | None], *, nullable: bool = False
) -> Column[R]:
    """Return a column of whole numbers."""
    return Column((Field(name, Type.INTEGER, doc, nullable),), lambda record, _: (of(record),))


def day(
    name: str, doc: str, of: Callable[[R], date | None], *, nullable: bool = False
) -> Column[R]:
    """Return a column of dates."""
    return Column((Field(name, Type.DAY, doc, nullable),), lambda record, _: (of(record),))


def flag(name: str, doc: str, of: Callable[[R], bool]) -> Column[R]:
    """Return a column of yes and no."""
    return Column((Field(name, Type.FLAG, doc),), lambda record, _: (of(record),))


def points(
    name: str, doc: str, of: Callable[[R], Points | None], *, nullable: bool = False
) -> Column[R]:
    """Return the exact text of points and, beside it, the same as whole units that add up."""
    fields = (
        Field(name, Type.TEXT, f"{doc}，准确写法，如 12、0.5、10/3", nullable),
        Field(units_of(name), Type.INTEGER, f"{doc} × `points_scale`，求和用", nullable),
    )

    def values(record: R, setting: Setting) -> Row:
        value = of(record)
        if value is None:
            return (None, None)
        return (written(value), units(value, setting.scale))

    return Column(fields, values, of)


def units_of(name: str) -> str:
    """Return the name of the field that holds a points column as whole units."""
    return f"{name}_units"


def units(value: Points, scale: int) -> int:
    """Return points as whole units; a scale that does not fit them is a bug of ours."""
    scaled = exact(value) * scale
    if scaled.denominator != 1:
        raise AssertionError(f"{value} is not whole in units of 1/{scale}")
    return scaled.numerator


def ratio(name: str, doc: str, of: Callable[[R], Fraction | None]) -> Column[R]:
    """Return a share that may be absent: its exact text, numerator and denominator."""
    fields = (
        Field(name, Type.TEXT, f"{doc}，准确写法，如 1/3", nullable=True),
        Field(f"{name}_numerator", Type.INTEGER, f"{doc}的分子", nullable=True),
        Field(f"{name}_denominator", Type.INTEGER, f"{doc}的分母", nullable=True),
    )

    def values(record: R, _: Setting) -> Row:
        value = of(record)
        if value is None:
            return (None, None, None)
        return (written(value), value.numerator, value.denominator)

    return Column(fields, values)


def written_at(of: Callable[[R], Source]) -> Column[R]:
    """Return where the fact stands in the office's repository."""
    fields = (
        Field("source_path", Type.TEXT, "登记在内容库的哪个文件"),
        Field("source_line", Type.INTEGER, "文件的第几行"),
    )

    def values(record: R, _: Setting) -> Row:
        source = of(record)
        return (source.path, source.line)

    return Column(fields, values)


OFFICE: Column[Any] = Column(
    (Field("office", Type.TEXT, "导出单位的名称，几个单位的表放在一起时区分用"),),
    lambda _, setting: (setting.office,),
)
SCALE: Column[Any] = Column(
    (Field("points_scale", Type.INTEGER, "分值单位：`…_units` ÷ `points_scale` 就是分"),),
    lambda _, setting: (setting.scale,),
)
