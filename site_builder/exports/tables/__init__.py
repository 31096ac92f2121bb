"""Every table that an office exports, in the order of the manual."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from site_builder.exports.columns import Table
from site_builder.exports.tables.facts import FACTS
from site_builder.exports.tables.registry import REGISTRY
from site_builder.exports.tables.results import LEDGER, RANKINGS
from site_builder.snapshot import Snapshot

TABLES: tuple[Table[Snapshot, Any], ...] = (*FACTS, *REGISTRY, *LEDGER, *RANKINGS)

SELECTIONS: Mapping[str, tuple[Table[Snapshot, Any], ...]] = {
    "facts": (*FACTS, *REGISTRY),
    "ledger": LEDGER,
    "standings": RANKINGS,
    "all": TABLES,
}
"""What can be asked for, and the tables it holds."""
