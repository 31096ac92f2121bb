"""How the kinds of assignments differ: data of the office (`registry/assignments.yml`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from scoring.findings import Source
from scoring.vocabulary import AssignmentKind, Word


class AnsweredBy(Word):
    """答复形式: what counts as an answer."""

    ITEM = "item", "信息"
    NOTE = "note", "说明"


class KindRule(NamedTuple):
    """What an office lays down for one kind."""

    kind: AssignmentKind
    days: int
    """时限: working days from the day of issue, where no due day is written."""
    answers: frozenset[AnsweredBy] = frozenset(AnsweredBy)
    """答复形式: either of these will do."""
    issuers: frozenset[str] | None = None
    """下达职务: who may issue it; anybody of the registry when None."""
    clearing: bool = False
    """销号: done only once the issuer has cleared it."""
    source: Source | None = None
    """None for the program's own rules, which hold where the office says nothing."""

    @property
    def wanted(self) -> str:
        """Return what counts as an answer in words, e.g. 信息或说明."""
        return "或".join(form.label for form in AnsweredBy if form in self.answers)


_ITEM: Final = frozenset({AnsweredBy.ITEM})
DEFAULT_RULES: Final[Mapping[AssignmentKind, KindRule]] = {
    rule.kind: rule
    for rule in (
        KindRule(AssignmentKind.COMMISSION, 10, _ITEM),
        KindRule(AssignmentKind.TOPIC, 20, _ITEM),
        KindRule(AssignmentKind.TASK, 20),
        KindRule(AssignmentKind.SUPERVISION, 10, clearing=True),
        KindRule(AssignmentKind.RECTIFICATION, 20, clearing=True),
        KindRule(AssignmentKind.SUGGESTION, 7),
        KindRule(AssignmentKind.REQUEST, 7),
        KindRule(AssignmentKind.CHALLENGE, 60, clearing=True),
    )
}
"""Seed 001 asks that requests be answered within 7 days and that rectification be checked off."""
