"""The portal: this month at a glance, and the same for a wall screen."""

from __future__ import annotations

from scoring.findings import Severity
from site_builder import prose
from site_builder.pages import paths
from site_builder.pages.family import Family
from site_builder.pages.glance import glance
from site_builder.pages.index import Views
from site_builder.pages.writing import write

_NEWEST = 8
_SHOWN = 12


def family(views: Views) -> Family:
    """Return the home page and the wall screen."""
    found = glance(views)
    severities = [finding.severity for finding in views.snapshot.findings]
    intro = next((text.body for text in views.snapshot.texts if text.path == "index.md"), "")
    values = {
        **found._asdict(),
        "short": found.short[:_SHOWN],
        "short_more": max(0, len(found.short) - _SHOWN),
        "risers": found.risers[:5],
        "fallers": found.fallers[:5],
        "items": [item for item in views.items if item.date <= views.as_of][:_NEWEST],
        "endorsements": [e for e in views.endorsements if e.fact.date <= views.as_of][:_NEWEST],
        "errors": severities.count(Severity.ERROR),
        "warnings": severities.count(Severity.WARNING),
        "month_list": paths.month(found.month) if found.now.sent else paths.ITEMS,
        "ranked": found.month in views.periods[found.month.kind],
    }
    return Family(
        pages=(
            write(
                views,
                paths.HOME,
                "home",
                hide=("navigation", "toc"),
                intro=prose.html(intro, link=views.rewriter(paths.HOME, views.file(paths.HOME))),
                **values,
            ),
            write(views, paths.SCREEN, "screen", hide=("navigation", "toc"), **values),
        )
    )
