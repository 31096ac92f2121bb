"""R3xx: findings about rulebooks."""

from __future__ import annotations

from typing import Final

from scoring.findings import FindingKind

RULEBOOK: Final[tuple[FindingKind, ...]] = ()
