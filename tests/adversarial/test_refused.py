"""Attempts to get past the gate: each a real request, refused for exactly the reasons named."""

from __future__ import annotations

import pytest

from scoring.catalogue import BY_CODE
from scoring.findings import Severity
from site_builder.review.verdict import SUMMARY_LIMIT, State
from tests.adversarial.office import Office
from tests.adversarial.refusals import (  # noqa: F401 - each takes its stories in
    awards,
    closings,
    histories,
    items,
    paths,
    periods,
    records,
    registries,
)
from tests.adversarial.stories import REFUSED


def test_there_are_many() -> None:
    assert len(REFUSED) >= 40


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str, office: Office) -> None:
    verdict = REFUSED[name].act(office)
    errors = [each for each in verdict.findings if each.severity is Severity.ERROR]
    told = "\n".join(map(str, errors))
    assert {each.code for each in errors} == REFUSED[name].codes, told
    assert verdict.state is State.FAILURE
    assert verdict.summary.startswith("不能合并") and len(verdict.summary) <= SUMMARY_LIMIT
    for each in errors:
        assert any("一" <= character <= "鿿" for character in each.message)
        assert str(each).isprintable()


def test_every_refusal_of_the_gate_is_attempted() -> None:
    attempted = set().union(*(each.codes for each in REFUSED.values()))
    own = {
        code for code, kind in BY_CODE.items() if code[0] == "G" and kind.severity is Severity.ERROR
    }
    assert own - attempted == set()


def test_main_is_as_it_was(office: Office) -> None:
    assert office.run_git("rev-parse", "main").decode().strip() == office.main.head
