"""A ledger entry and a standing as plain values for JSON."""

from __future__ import annotations

from scoring.explain import sentence
from scoring.ledger import Entry
from scoring.model import Corpus
from scoring.points import rounded, text
from scoring.results import RankTable, Standing


def entry_row(entry: Entry, corpus: Corpus) -> dict[str, object]:
    """Return an entry with exact points as text and its Chinese sentence."""
    return {
        "date": entry.date.isoformat(),
        "unit": entry.unit,
        "person": entry.person,
        "points": text(entry.points),
        "section": entry.section.label,
        "clause": entry.rule.clause if entry.rule else None,
        "rulebook": entry.rulebook.number,
        "version": entry.rulebook.version,
        "fact": str(entry.fact),
        "item": entry.item,
        "span": entry.span.label,
        "reason": sentence(entry, corpus),
    }


def table_row(table: RankTable) -> dict[str, object]:
    """Return a ranking with its rows."""
    return {
        "score": table.key.score,
        "period": table.key.period.id,
        "ranked": table.key.ranked.label,
        "group": table.key.group,
        "rulebook": table.rulebook.number,
        "measure": table.rulebook.measure,
        "unfinished": table.unfinished,
        "rows": [standing_row(row) for row in table.rows],
    }


def standing_row(row: Standing) -> dict[str, object]:
    """Return one row; points are exact text, the rate a percentage with one decimal."""
    return {
        "rank": row.rank,
        "subject": row.subject,
        "tied": row.tied,
        "points": text(row.points),
        "carried": text(row.carried),
        "running": text(row.running),
        "previous_rank": row.previous_rank,
        "change": row.change,
        "sent": row.tally.sent,
        "adopted": row.tally.adopted,
        "adoptions": row.tally.adoptions,
        "rate": f"{rounded(row.tally.rate * 100, 1)}%",
        "endorsements": row.tally.endorsements,
        "praised": row.tally.praised,
        "converted": {name: text(value) for name, value in row.converted},
        "verdicts": list(row.verdicts),
        "quotas": [
            {
                "clause": state.quota.clause,
                "period": state.period.id,
                "required": text(state.required),
                "done": text(state.done),
                "missing": text(state.missing),
                "closed": state.closed,
                "days_left": state.days_left,
            }
            for state in row.quotas
        ],
    }
