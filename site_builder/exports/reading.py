"""Reads a table back from a file, by the same declaration that wrote it, trusting nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from site_builder.exports import parquet
from site_builder.exports.columns import UNSAFE, Field, Row, Table, Type, Value
from site_builder.exports.problems import ExportError

_LONGEST_LINE = 2**20
_LARGEST = 2**63
_NAMES = {
    Type.TEXT: "文字",
    Type.INTEGER: "64 位整数",
    Type.DAY: "2026-11-20 这样的日期",
    Type.FLAG: "true 或 false",
}


def rows(path: Path, table: Table[Any, Any], form: str) -> Iterator[Row]:
    """Yield a table's rows from a file of a format; raise `ExportError` at the first wrong one."""
    fields = table.fields
    if form == "parquet":
        for number, row in enumerate(parquet.rows(path, fields), 1):
            yield _checked(row, fields, f"{path.name} 第 {number} 行")
        return
    with path.open("rb") as file:
        number = 0
        while line := file.readline(_LONGEST_LINE + 1):
            number += 1
            yield _row(line, fields, f"{path.name} 第 {number} 行")


def _row(line: bytes, fields: Sequence[Field], where: str) -> Row:
    if len(line) > _LONGEST_LINE:
        raise ExportError(f"{where}太长。")
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ExportError(f"{where}不是 JSON。") from error
    if not isinstance(found, dict) or found.keys() != {field.name for field in fields}:
        raise ExportError(f"{where}的列与格式说明不符。")
    values = (_day(found[field.name]) if field.type is Type.DAY else found[field.name]
              for field in fields)  # fmt: skip
    return _checked(tuple(values), fields, where)


def _day(value: object) -> Any:
    """Return the date that a text writes; what is none stays as it is, to be refused."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value


def _checked(row: Row, fields: Sequence[Field], where: str) -> Row:
    for value, field in zip(row, fields, strict=True):
        if not _fits(value, field):
            raise ExportError(f"{where}的 {field.name} 应是{_wanted(field)}。")
    return row


def _fits(value: Value, field: Field) -> bool:
    if value is None:
        return field.nullable
    match field.type:
        case Type.TEXT:
            known = not field.words or value in field.words
            return isinstance(value, str) and known and not UNSAFE.search(value)
        case Type.INTEGER:
            return type(value) is int and -_LARGEST <= value < _LARGEST
        case Type.DAY:
            return isinstance(value, date)
        case _:
            return isinstance(value, bool)


def _wanted(field: Field) -> str:
    return "、".join(field.words) + "之一" if field.words else _NAMES[field.type]
