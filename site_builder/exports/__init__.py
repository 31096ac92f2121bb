"""导出: an office's facts, ledger and standings as tables for other programs.

The contract on which a ministry with many provinces works: each table is declared once
(`columns.Table`), and that one declaration writes JSON Lines and Parquet, documents itself in the
manual and reads itself back.
"""

from __future__ import annotations

from importlib.resources import files

from site_builder.exports.manifest import MANIFEST, Manifest
from site_builder.exports.problems import ExportError
from site_builder.exports.tables import SELECTIONS, TABLES
from site_builder.exports.writing import export

__all__ = ["MANIFEST", "SELECTIONS", "TABLES", "ExportError", "Manifest", "export", "sql"]


def sql(name: str) -> str:
    """Return one of the queries that come with the program, e.g. `ranking`."""
    return (files(__package__) / f"{name}.sql").read_text(encoding="utf-8")
