"""The portal: this month at a glance, and the same for a wall screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from scoring.assignments.board import Light, State
from scoring.findings import Severity
from site_builder import prose
from site_builder.pages import alerts, paths
from site_builder.pages.board import unsettled
from site_builder.pages.gists import digest
from site_builder.pages.glance import glance
from site_builder.pages.index import Views
from site_builder.pages.page import Page, Sheet
from site_builder.pages.writing import write

_NEWEST = 8
_SHOWN = 12
_DUE = 6


def family(views: Views) -> Iterator[Sheet]:
    """Yield the home page and the wall screen."""
    key = digest(views.marks.all, alerts.mark(views))
    yield Sheet(paths.HOME, key, partial(_home, views))
    yield Sheet(paths.SCREEN, key, partial(_screen, views))


def _home(views: Views) -> Page:
    intro = next((text.body for text in views.snapshot.texts if text.path == "index.md"), "")
    link = views.rewriter(paths.HOME, views.file(paths.HOME))
    pending = unsettled(views)
    asked = {"due": _pressing(pending)[:_DUE], "due_count": len(pending)}
    values = {"intro": prose.html(intro, link=link), **_values(views), **asked}
    return write(views, paths.HOME, "home", hide=("navigation", "toc"), **values)


def _pressing(pending: Sequence[State]) -> list[State]:
    """Return what has a red or yellow light: what is due soon, then what was due last."""
    own = [each for each in pending if each.light in (Light.RED, Light.YELLOW)]
    return sorted(own, key=lambda each: (each.due, each.assignment), reverse=True)


def _screen(views: Views) -> Page:
    return write(views, paths.SCREEN, "screen", hide=("navigation", "toc"), **_values(views))


def _values(views: Views) -> dict[str, object]:
    """Return what both pages show."""
    found = glance(views)
    severities = [finding.severity for finding in views.snapshot.findings]
    return {
        **found._asdict(),
        "alarms": alerts.alarms(views),
        "short": found.short[:_SHOWN],
        "short_more": max(0, len(found.short) - _SHOWN),
        "risers": found.risers[:5],
        "fallers": found.fallers[:5],
        "items": views.newest(_NEWEST),
        "endorsements": views.endorsements[:_NEWEST],
        "errors": severities.count(Severity.ERROR),
        "warnings": severities.count(Severity.WARNING),
        "month_list": paths.month(found.month) if found.now.sent else paths.ITEMS,
        "ranked": found.month in views.periods[found.month.kind],
    }
