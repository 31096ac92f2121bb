"""Every table that an office exports, in the order of the manual."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from site_builder.exports.columns import Table
from site_builder.exports.tables.assignments import BOARD, OF_ASSIGNMENTS
from site_builder.exports.tables.bulletins import OF_BULLETINS
from site_builder.exports.tables.closing import OF_CLOSING
from site_builder.exports.tables.items import OF_ITEMS
from site_builder.exports.tables.outcomes import ALARMS, OUTCOMES
from site_builder.exports.tables.records import RECORDS
from site_builder.exports.tables.registry import REGISTRY
from site_builder.exports.tables.results import LEDGER, RANKINGS
from site_builder.exports.tables.reviews import OF_REVIEWS
from site_builder.snapshot import Snapshot

_FACTS = (
    *OF_ITEMS,
    *OF_ASSIGNMENTS,
    *RECORDS,
    *OUTCOMES,
    *OF_BULLETINS,
    *OF_CLOSING,
    *OF_REVIEWS,
    *REGISTRY,
)
TABLES: tuple[Table[Snapshot, Any], ...] = (*_FACTS, *LEDGER, *RANKINGS, *BOARD, *ALARMS)

SELECTIONS: Mapping[str, tuple[Table[Snapshot, Any], ...]] = {
    "facts": _FACTS,
    "ledger": LEDGER,
    "standings": RANKINGS,
    "all": TABLES,
}
"""What can be asked for, and the tables it holds."""
