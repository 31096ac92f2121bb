"""Writes tables to a folder: one pass over the rows serves every format."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any, Protocol, TextIO

from site_builder.exports import parquet
from site_builder.exports.columns import Row, S, Setting, Table
from site_builder.exports.manifest import MANIFEST, File, Listed, Manifest, as_json
from site_builder.exports.problems import ExportError
from site_builder.exports.scale import scale_of
from site_builder.exports.tables import SELECTIONS
from site_builder.snapshot import Snapshot


class _Writer(Protocol):
    def write(self, row: Row) -> None:
        """Add a row."""


class _Lines:
    """Writes rows as JSON Lines: one object a line, fields in the order of the table."""

    def __init__(self, file: TextIO, names: Sequence[str]) -> None:
        self._file = file
        self._names = names
        encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain)
        self._encode = encoder.encode

    def write(self, row: Row) -> None:
        """Add a row."""
        self._file.write(self._encode(dict(zip(self._names, row, strict=True))) + "\n")


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(value)


def export(snapshot: Snapshot, selection: str, folder: Path, formats: Sequence[str]) -> Manifest:
    """Write an office's tables into an empty folder; return the manifest, which lies there too."""
    office = snapshot.corpus.office.name
    if "/" in office:
        raise ExportError("单位名称里有“/”，无法导出；请改 registry/office.yml 里的 name。")
    return write(
        SELECTIONS[selection], snapshot, folder, formats,
        office=office, as_of=snapshot.as_of, commit=snapshot.commit,
    )  # fmt: skip


def write(
    tables: Sequence[Table[S, Any]],
    source: S,
    folder: Path,
    formats: Sequence[str],
    *,
    office: str,
    as_of: date,
    commit: str | None,
) -> Manifest:
    """Write tables and their manifest into an empty folder; raise `ExportError` if impossible."""
    if "parquet" in formats:
        parquet.require()
    setting = Setting(office, scale_of(tables, source))
    listed = tuple(_table(table, source, setting, folder, formats) for table in tables)
    manifest = Manifest(office, as_of, commit, setting.scale, listed)
    (folder / MANIFEST).write_text(as_json(manifest), encoding="utf-8", newline="\n")
    return manifest


def _table(
    table: Table[S, Any], source: S, setting: Setting, folder: Path, formats: Sequence[str]
) -> Listed:
    count = 0
    with ExitStack() as open_files:
        writers = [_writer(table, form, folder, open_files) for form in formats]
        for row in table.rows(source, setting):
            count += 1
            for writer in writers:
                writer.write(row)
    files = tuple(_file(folder / f"{table.name}.{form}", form) for form in formats)
    return Listed(table.name, table.title, count, table.fields, files)


def _writer(table: Table[S, Any], form: str, folder: Path, open_files: ExitStack) -> _Writer:
    path = folder / f"{table.name}.{form}"
    if form == "parquet":
        return open_files.enter_context(parquet.Writer(path, table.fields))
    file = open_files.enter_context(path.open("w", encoding="utf-8", newline="\n"))
    return _Lines(file, [field.name for field in table.fields])


def _file(path: Path, form: str) -> File:
    with path.open("rb") as file:
        return File(form, path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())
