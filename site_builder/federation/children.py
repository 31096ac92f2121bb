"""Reads the exports of the children: every listed file is verified before a row is believed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from scoring.results import Ranked
from site_builder.exports import ExportError
from site_builder.exports.columns import Table, Value
from site_builder.exports.manifest import Manifest, parsed
from site_builder.exports.reading import rows
from site_builder.exports.tables.results import ENTRIES, PERIODS, STANDINGS, SUCCESSIONS
from site_builder.federation.places import Place
from site_builder.federation.proof import prove
from site_builder.federation.rows import Row, Span, rows_of, spans_of

_MOST_ROWS = 50_000_000
_READ: Mapping[str, Table[Any, Any]] = {
    table.name: table for table in (PERIODS, SUCCESSIONS, STANDINGS, ENTRIES)
}
_NEEDED = (PERIODS.name, SUCCESSIONS.name, STANDINGS.name)
"""The ledger itself is optional: not every child shows it to its parent."""


@dataclass(frozen=True, slots=True)
class Child:
    """One office's verified standings of units."""

    manifest: Manifest
    digest: str
    """SHA-256 of its manifest."""
    spans: Mapping[Span, bool]
    """Its periods, and whether each is unfinished."""
    rows: tuple[Row, ...]
    proved: bool
    """Whether its totals were held against its ledger."""


class Problem(NamedTuple):
    """Why one export cannot be used."""

    address: str
    message: str


def read_children(addresses: Sequence[str]) -> tuple[tuple[Child, ...], tuple[Problem, ...]]:
    """Return the verified exports in the given order, and every problem with the others."""
    children: list[Child] = []
    problems: list[Problem] = []
    for address in addresses:
        try:
            child = _read(Place.of(address))
            if any(other.manifest.office == child.manifest.office for other in children):
                raise ExportError(f"“{child.manifest.office}”的导出给了两次。")
            children.append(child)
        except ExportError as error:
            problems.append(Problem(address, str(error)))
    return tuple(children), tuple(problems)


def _read(place: Place) -> Child:
    content = place.manifest()
    manifest = parsed(content)
    missing = [name for name in _NEEDED if manifest.table(name) is None]
    if missing:
        raise ExportError(
            f"缺 {'、'.join(missing)} 表，请对方用 chunshui export standings 或 all 导出。"
        )
    with TemporaryDirectory(prefix="chunshui-") as folder:
        paths = _verified(place, manifest, Path(folder))
        found = {name: _rows(path, manifest) for name, path in paths.items()}
        spans = spans_of(found[PERIODS.name])
        units = (row for row in found[STANDINGS.name] if row["ranked"] == Ranked.UNIT.label)
        standings = tuple(rows_of(units, spans, manifest.points_scale))
        if (entries := found.get(ENTRIES.name)) is not None:
            heirs = found[SUCCESSIONS.name]
            prove(standings, spans, entries, heirs, manifest.points_scale)
    digest = hashlib.sha256(content).hexdigest()
    return Child(manifest, digest, spans, standings, proved=entries is not None)


def _verified(place: Place, manifest: Manifest, folder: Path) -> dict[str, Path]:
    """Verify every file of an export; return one for each of the tables that are read."""
    kept: dict[str, Path] = {}
    for listed in manifest.tables:
        for file in listed.files:
            name = listed.file_name(file)
            place.copy(name, file, folder / name)
            if listed.name in _READ and listed.name not in kept:
                kept[listed.name] = folder / name
            else:
                (folder / name).unlink()
        if listed.name in _READ and listed.name not in kept:
            raise ExportError(f"清单里 {listed.name} 没有文件。")
    return kept


def _rows(path: Path, manifest: Manifest) -> Iterator[Mapping[str, Value]]:
    """Yield a table's rows by field; raise `ExportError` where they are not what is listed."""
    table, listed = _READ[path.stem], manifest.table(path.stem)
    if listed is None or _shape(listed.fields) != _shape(table.fields):
        raise ExportError(f"{path.stem} 的列与本程序的格式说明不符。")
    if listed.rows > _MOST_ROWS:
        raise ExportError(f"{path.stem} 超过 {_MOST_ROWS} 行。")
    names = [field.name for field in table.fields]
    count = 0
    for values in rows(path, table, path.suffix.removeprefix(".")):
        count += 1
        if count > listed.rows:
            break
        row = dict(zip(names, values, strict=True))
        if row["office"] != manifest.office:
            raise ExportError(f"{path.name} 第 {count} 行的单位不是“{manifest.office}”。")
        yield row
    if count != listed.rows:
        raise ExportError(f"{path.name} 的行数与清单上的 {listed.rows} 行不符。")


def _shape(fields: Iterable[Any]) -> list[tuple[object, object]]:
    return [(field.name, field.type) for field in fields]
