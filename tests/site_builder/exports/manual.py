"""Write the SQL and the tables' fields into the guide's page on exports (`python -m` this)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from site_builder.exports import SELECTIONS, sql
from site_builder.exports.columns import Field, Table, Type
from site_builder.federation.tables import FEDERATED

PAGE = Path(__file__).parents[3] / "site_builder" / "guide" / "export.md"
_FIELDS = "## 各表的列\n"
_TYPES = {
    Type.TEXT: "文字",
    Type.INTEGER: "整数",
    Type.DAY: "日期",
    Type.FLAG: "是否",
}
_ORDER = ("facts", "ledger", "standings")


def page() -> str:
    """The whole page, with what the program itself says in its places."""
    written, _, _ = PAGE.read_text(encoding="utf-8").partition(_FIELDS)
    query = f"```sql\n{sql('ranking')}```"
    written = re.sub(r"```sql\n.*?```", lambda _: query, written, count=1, flags=re.DOTALL)
    return written + _FIELDS + _fields()


def _fields() -> str:
    types = "文字在 Parquet 里是 STRING，整数是 INT64，日期是 DATE，是否是 BOOLEAN"
    sections = [f"\n类型：{types}。“可空”的列可以是 `null`。\n"]
    for selection in _ORDER:
        sections.append(f"\n### {selection}\n")
        sections += [_table(table) for table in SELECTIONS[selection]]
    sections.append("\n### 只在 all 里\n")
    named = {table.name for selection in _ORDER for table in SELECTIONS[selection]}
    sections += [_table(table) for table in SELECTIONS["all"] if table.name not in named]
    sections.append("\n### 汇总\n")
    sections += [_table(table) for table in FEDERATED]
    return "".join(sections)


def _table(table: Table[Any, Any]) -> str:
    key = "、".join(f"`{name}`" for name in table.key)
    rows = "".join(map(_row, table.fields))
    return (
        f"\n#### {table.name} {table.title}\n\n{table.doc}主键：{key}。\n\n"
        f"| 列 | 类型 | 意思 |\n|---|---|---|\n{rows}"
    )


def _row(field: Field) -> str:
    words = f"（{'、'.join(field.words)}）" if field.words else ""
    kind = _TYPES[field.type] + ("，可空" if field.nullable else "")
    return f"| `{field.name}` | {kind} | {field.doc}{words} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
