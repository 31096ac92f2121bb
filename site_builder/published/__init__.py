"""复算: published result tables, recomputed by the real reader, engine and ranking.

The package carries, for each table, the figures as published (`T01.csv`), the facts behind them
(`T01-facts.csv`) and the inferred rulebook (`T01.md`). `content_of` makes a whole content folder
of the last two; `comparisons` reads, scores and ranks it and puts both tables side by side.
"""

from __future__ import annotations

from site_builder.published.recompute import comparisons, content_of
from site_builder.published.tables import TABLES, PublishedTable

__all__ = ["TABLES", "PublishedTable", "comparisons", "content_of"]
