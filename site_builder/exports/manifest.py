"""`manifest.json`: what an export holds, how to check it and what its fields mean.

A manifest read from elsewhere is hostile until proved otherwise: `parsed` accepts exactly the
shape that `as_json` writes. A file's name is not free text; it is the table's name and format.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from site_builder.exports.columns import UNSAFE, Field, Type
from site_builder.exports.problems import ExportError

MANIFEST = "manifest.json"
SCHEMA = 2
"""Rises whenever a table's fields change their meaning, name or order."""
FORMATS = ("jsonl", "parquet")
LARGEST_MANIFEST = 4 * 2**20
_PROGRAM = "chunshui"
_TABLE_NAME = re.compile(r"[a-z][a-z_]{0,63}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_COMMIT = re.compile(r"[0-9a-f]{40,64}")
_LARGEST_FILE = 2**40


class File(NamedTuple):
    """One file of a table: its format, size and digest."""

    format: str
    bytes: int
    sha256: str


class Listed(NamedTuple):
    """A table as a manifest lists it."""

    name: str
    title: str
    rows: int
    fields: tuple[Field, ...]
    files: tuple[File, ...]

    def file_name(self, file: File) -> str:
        """Return the plain name of one of its files, in the manifest's own folder."""
        return f"{self.name}.{file.format}"


class Manifest(NamedTuple):
    """What one export holds."""

    office: str
    as_of: date
    commit: str | None
    """The commit of the content, None outside Git."""
    points_scale: int
    tables: tuple[Listed, ...]

    def table(self, name: str) -> Listed | None:
        """Return a table by its name, None where the export has none."""
        return next((table for table in self.tables if table.name == name), None)


def as_json(manifest: Manifest) -> str:
    """Return the file's text; equal manifests give equal text."""
    document = {
        "program": _PROGRAM,
        "schema": SCHEMA,
        "office": manifest.office,
        "as_of": manifest.as_of.isoformat(),
        "commit": manifest.commit,
        "points_scale": manifest.points_scale,
        "tables": [_listed(table) for table in manifest.tables],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _listed(table: Listed) -> dict[str, object]:
    return {
        "name": table.name,
        "title": table.title,
        "rows": table.rows,
        "files": [
            {"format": file.format, "name": table.file_name(file), "bytes": file.bytes,
             "sha256": file.sha256}
            for file in table.files
        ],
        "fields": [
            {"name": field.name, "type": field.type.value, "nullable": field.nullable,
             "doc": field.doc}
            for field in table.fields
        ],
    }  # fmt: skip


def parsed(content: bytes) -> Manifest:
    """Return the manifest written in a file; raise `ExportError` for whatever is not one."""
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ExportError("清单不是 JSON 文件。") from error
    if not isinstance(document, dict) or document.get("program") != _PROGRAM:
        raise ExportError("这不是春水导出的清单（缺 program: chunshui）。")
    if document.get("schema") != SCHEMA:
        raise ExportError(
            f"清单的格式版本是 {_short(document.get('schema'))}，本程序读第 {SCHEMA} 版；"
            "请双方升级到同一版本后重新导出。"
        )
    office = _text(document, "office")
    if "/" in office:
        raise ExportError("单位名称（office）里不能有“/”。")
    commit = None if document.get("commit") is None else _match(document, "commit", _COMMIT)
    tables = tuple(map(_table, _list(document, "tables")))
    if len({table.name for table in tables}) != len(tables):
        raise ExportError("清单里同一张表列了两次。")
    return Manifest(
        office, _day(document, "as_of"), commit, _whole(document, "points_scale", 1), tables
    )


def _table(listed: object) -> Listed:
    entry = _object(listed, "tables")
    name = _match(entry, "name", _TABLE_NAME)
    table = Listed(
        name,
        _text(entry, "title"),
        _whole(entry, "rows"),
        tuple(map(_field, _list(entry, "fields"))),
        tuple(map(_file, _list(entry, "files"))),
    )
    for file, written in zip(table.files, _list(entry, "files"), strict=True):
        if written["name"] != table.file_name(file):
            raise ExportError(
                f"{name} 的文件名应是 {table.file_name(file)}，"
                f"清单写的是 {_short(written['name'])}。"
            )
    return table


def _file(listed: object) -> File:
    entry = _object(listed, "files")
    form = _text(entry, "format")
    _text(entry, "name")
    if form not in FORMATS:
        raise ExportError(f"不认识的文件格式：{_short(form)}。")
    return File(form, _whole(entry, "bytes", 0, _LARGEST_FILE), _match(entry, "sha256", _SHA256))


def _field(listed: object) -> Field:
    entry = _object(listed, "fields")
    known = {kind.value: kind for kind in Type}
    written, nullable = _text(entry, "type"), entry.get("nullable")
    if written not in known or not isinstance(nullable, bool):
        raise ExportError("清单里列的类型不对。")
    return Field(_text(entry, "name"), known[written], _text(entry, "doc"), nullable)


def _object(value: object, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ExportError(f"清单的 {where} 写得不对。")
    return value


def _list(entry: Mapping[str, Any], key: str) -> list[Any]:
    value = entry.get(key)
    if not isinstance(value, list):
        raise ExportError(f"清单缺 {key}，或不是列表。")
    return value


def _text(entry: Mapping[str, Any], key: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value or UNSAFE.search(value):
        raise ExportError(f"清单缺 {key}，或不是文字。")
    return value


def _match(entry: Mapping[str, Any], key: str, pattern: re.Pattern[str]) -> str:
    value = _text(entry, key)
    if not pattern.fullmatch(value):
        raise ExportError(f"清单的 {key} 写得不对：{_short(value)}。")
    return value


def _whole(entry: Mapping[str, Any], key: str, low: int = 0, high: int = 2**63 - 1) -> int:
    value = entry.get(key)
    if type(value) is not int or not low <= value <= high:
        raise ExportError(f"清单的 {key} 应是不小于 {low} 的整数。")
    return value


def _day(entry: Mapping[str, Any], key: str) -> date:
    try:
        return date.fromisoformat(_text(entry, key))
    except ValueError as error:
        raise ExportError(f"清单的 {key} 应是 2026-11-20 这样的日期。") from error


def _short(value: object) -> str:
    """Return foreign words cut to a length that a message can hold."""
    return repr(value)[:60]
