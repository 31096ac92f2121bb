"""能表达的规则: the 57 features of published rule sets, each with its syntax and its proof.

The list is the one drawn from the published rule sets; a proof is a case of `tests/cases`,
named by its folder and its sentence. The documentation prints this table.
"""

from __future__ import annotations

from typing import Final

from scoring.features.feature import Feature, Proof
from scoring.features.of_items import OF_ITEMS
from scoring.features.of_periods import OF_PERIODS
from scoring.features.of_results import OF_RESULTS

FEATURES: Final[tuple[Feature, ...]] = (*OF_ITEMS, *OF_PERIODS, *OF_RESULTS)

__all__ = ["FEATURES", "Feature", "Proof"]
