"""Real content folders behind the published tables, for the real command."""

from __future__ import annotations

import csv
from pathlib import Path

from site_builder.published import PublishedTable, content_of
from tests.support import ROOT, GitRepository

TABLES = ROOT / "site_builder" / "published"


def published(table: str) -> list[dict[str, str]]:
    """The rows of a table as published."""
    with (TABLES / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def build_office(table: PublishedTable, folder: Path) -> Path:
    """Write the content folder of a table into a new Git repository; return the repository."""
    office = GitRepository(folder / table.id)
    office.commit({f"content/{path}": text for path, text in content_of(table).items()})
    return office.path
