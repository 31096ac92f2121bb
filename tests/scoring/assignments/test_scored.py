"""What extensions, claims and the forms of answers do to the ledger, and to the check."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from scoring.assignments.facts import Assignment
from scoring.assignments.kinds import DEFAULT_RULES, AnsweredBy, KindRule
from scoring.checks import check
from scoring.engine import score
from scoring.hindsight import until
from scoring.model import Corpus
from scoring.periods import parse_period
from scoring.points import normal
from scoring.rules import AssignmentRule
from scoring.vocabulary import AssignmentKind
from scoring.whatif import around
from tests.scoring.assignments.asked_office import (
    COUNTY,
    DISTRICT,
    answer,
    asked,
    claim,
    clearance,
    extension,
    item,
    office,
    on,
)  # fmt: skip
from tests.scoring.engine_office import place, rulebook

RULE = AssignmentRule(
    source=place(), clause="第十条", kinds=frozenset(AssignmentKind),
    on_time=normal(5), late=normal(-3), missing=normal(-10),
)  # fmt: skip


def charged(corpus: Corpus, day: str = "12-31") -> list[tuple[str, str, Any]]:
    entries = score(corpus, "信息", on(day)).entries
    return [(one.unit, one.date.isoformat()[5:], one.points) for one in entries]


def scored(*assignments: Assignment, **changes: Any) -> Corpus:
    return office(*assignments, rulebooks=(rulebook(assignments=(RULE,)),), **changes)


def test_an_extension_moves_the_day_by_which_a_unit_is_judged() -> None:
    later = (extension("9-25", "9-10", "甲局"),)
    given = (answer("甲局", "9-20"), answer("乙局", "9-20"))
    corpus = scored(asked("甲局", "乙局", extensions=later, answers=given))
    assert charged(corpus) == [("乙局", "09-11", -3), ("甲局", "09-20", 5)]
    missed = scored(asked("甲局", "乙局", extensions=later))
    assert charged(missed, "9-25") == [("乙局", "09-11", -10)]
    assert charged(missed, "9-26") == [("乙局", "09-11", -10), ("甲局", "09-25", -10)]


def test_an_answer_in_another_form_is_none() -> None:
    corpus = scored(asked(answers=(answer("甲局", "9-3", note="已电话说明"),)))
    assert charged(corpus) == [("甲局", "09-11", -10)]


def test_who_claims_owes_from_then_on() -> None:
    corpus = scored(asked("甲局", public=True, claims=(claim("甲局", "9-20"),)))
    assert charged(corpus, "9-19") == []
    assert charged(corpus, "9-20") == [("甲局", "09-11", -10)]
    assert until(corpus, on("9-19")).assignments["一"].units == ()


def test_clearing_gives_and_costs_nothing() -> None:
    given = asked(answers=(answer("甲局", "9-3"),), kind=AssignmentKind.RECTIFICATION)
    waiting = scored(given)
    cleared = scored(replace(given, cleared=(clearance("甲局", "12-1"),)))
    assert charged(waiting) == charged(cleared) == [("甲局", "09-03", 5)]


def test_trying_another_rulebook_keeps_late_items_that_answer() -> None:
    corpus = scored(asked(), items=(item("a", "12-20", "甲局", commission="一"),))
    period = parse_period("2026-09")
    assert period is not None
    assert charged(around(corpus, period)) == charged(corpus) == [("甲局", "09-11", -3)]


def codes(*assignments: Assignment, **changes: Any) -> list[str]:
    found = check(office(*assignments, **changes), on("12-31"))
    return [finding.code for finding in found]


@pytest.mark.parametrize(
    ("person", "issuer", "expected"),
    [
        ("省局/han", "省局/han", []),
        ("省局/han", "省局", []),
        ("乙局/wu", "省局", ["A605"]),
        ("甲局/li", "省局", ["A605"]),
        ("甲局/li", "甲局", ["A605"]),
        ("甲局/li", "甲局/li", []),
    ],
)
def test_who_may_clear(person: str, issuer: str, expected: list[str]) -> None:
    done = (answer("甲局", "9-3", item="a"),)
    sent = (item("a", "9-3", "甲局"),)
    cleared = (clearance("甲局", "9-5", person),)
    assert codes(asked(issuer=issuer, cleared=cleared, answers=done), items=sent) == expected


def ruled(**changes: Any) -> dict[AssignmentKind, KindRule]:
    kind = AssignmentKind.COMMISSION
    return {**DEFAULT_RULES, kind: DEFAULT_RULES[kind]._replace(**changes)}


def test_a_post_that_may_issue_may_clear() -> None:
    rules = ruled(issuers=frozenset({"信息员"}))
    cleared = (clearance("乙局", "9-5", "甲局/li"),)
    done = asked("乙局", issuer="甲局", answers=(answer("乙局", "9-3"),), cleared=cleared)
    assert codes(done, assignment_kinds=rules) == []
    assert codes(replace(done, issuer="省局"), assignment_kinds=rules) == ["A606"]


def test_items_answer_only_where_items_are_wanted() -> None:
    rules = ruled(answers=frozenset({AnsweredBy.NOTE}))
    sent = (item("a", "9-3", "甲局", commission="一"),)
    assert codes(asked(), items=sent, assignment_kinds=rules) == ["A607"]
    assert codes(asked(), items=sent) == []


def test_a_later_name_is_no_other_unit() -> None:
    answers = (answer(DISTRICT, "9-8"),)
    given = asked(COUNTY, answers=answers, extensions=(extension("9-20", "9-9", DISTRICT),))
    assert codes(given) == []
    assert codes(replace(given, units=("甲局",))) == ["C240", "A610"]


def test_an_extension_is_granted_before_the_time_is_up() -> None:
    first, second = extension("9-20", "9-11"), extension("9-30", "9-20")
    assert codes(asked(extensions=(second, first))) == []
    assert codes(asked(extensions=(second,))) == ["A603"]
    assert codes(asked(extensions=(extension("9-11", "9-5"),))) == ["A602"]
