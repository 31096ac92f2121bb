"""What a family planned last time: its paths and keys are the same while its mark is.

Nothing is asked again of the families that nothing concerns: of most, when only a text changed. The
sheets that are recalled can be made all the same: then the family is planned after all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Final, NamedTuple

import msgspec

from site_builder.pages.index import Views
from site_builder.pages.page import Asset, Batch, Page, Planned, Sheet


class _Row(NamedTuple):
    """A sheet, or a batch."""

    name: str
    """Of a sheet its path."""
    key: str
    title: str
    batch: bool


_READ: Final = msgspec.msgpack.Decoder(list[_Row]).decode
_ENCODE: Final = msgspec.msgpack.Encoder().encode


class Family:
    """A family of pages, planned when somebody must know more than what is recalled."""

    def __init__(self, name: str, views: Views, plan: Callable[[], Iterable[Planned]]) -> None:
        """Keep all; nothing is planned yet."""
        self.name = name
        self._views = views
        self._plan = plan

    def kept(self, mark: str) -> Sequence[Planned]:
        """Return what the family plans; the mark stands for all that this follows from."""
        recalled = self._views.folders.earlier.recalled
        rows = recalled(f"plan/{self.name}", mark, _READ, _ENCODE, self._rows)
        return [self._recalled(row) for row in rows]

    def sheet(self, path: str) -> Sheet:
        """Return a sheet as the family plans it."""
        return self._sheets[path]

    def _recalled(self, row: _Row) -> Planned:
        if row.batch:
            return Batch(row.name, row.key, partial(self._batch, row.name))
        return Sheet(row.name, row.key, Recalled(self, row.name), row.title)

    def _batch(self, name: str) -> Iterable[Sheet]:
        return self._batches[name].sheets()

    @cached_property
    def _planned(self) -> Sequence[Planned]:
        return tuple(self._plan())

    @cached_property
    def _sheets(self) -> Mapping[str, Sheet]:
        return {each.path: each for each in self._planned if isinstance(each, Sheet)}

    @cached_property
    def _batches(self) -> Mapping[str, Batch]:
        return {each.name: each for each in self._planned if isinstance(each, Batch)}

    def _rows(self) -> list[_Row]:
        return [
            _Row(each.path, each.key, each.title, batch=False)
            if isinstance(each, Sheet)
            else _Row(each.name, each.key, "", batch=True)
            for each in self._planned
        ]


@dataclass(frozen=True, slots=True)
class Recalled:
    """Makes a sheet that was recalled."""

    family: Family
    path: str

    def __call__(self) -> Page | Asset:
        """Return the page or file."""
        return self.family.sheet(self.path).make()


def settled(sheet: Sheet) -> Sheet:
    """Return a sheet that is to be made as its family plans it: once, before others share in."""
    make = sheet.make
    return make.family.sheet(make.path) if isinstance(make, Recalled) else sheet
