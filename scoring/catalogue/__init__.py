"""目录: every kind of finding once, by code; the manual's page of findings is made of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from scoring.catalogue.alerts import ALERTS
from scoring.catalogue.assignments import ASSIGNMENTS
from scoring.catalogue.bulletins import BULLETINS
from scoring.catalogue.closing import CLOSING
from scoring.catalogue.desk import DESK
from scoring.catalogue.facts import FACTS
from scoring.catalogue.files import FILES
from scoring.catalogue.forms import FORMS
from scoring.catalogue.gate import GATE
from scoring.catalogue.places import PLACES
from scoring.catalogue.registering import REGISTERING
from scoring.catalogue.reviews import REVIEWS
from scoring.catalogue.rulebook import RULEBOOK
from scoring.catalogue.screening import SCREENING
from scoring.catalogue.sealing import SEALING
from scoring.catalogue.spreadsheets import SPREADSHEETS
from scoring.findings import FindingKind

CATALOGUE: Final[tuple[FindingKind, ...]] = (
    *FILES, *PLACES, *FACTS, *RULEBOOK, *REVIEWS, *DESK, *FORMS, *GATE,
    *ASSIGNMENTS, *ALERTS, *BULLETINS, *CLOSING, *SEALING, *REGISTERING,
    *SCREENING, *SPREADSHEETS,
)  # fmt: skip
BY_CODE: Final[Mapping[str, FindingKind]] = {kind.code: kind for kind in CATALOGUE}
