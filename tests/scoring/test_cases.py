"""Every published rule set, case by case: real files, real reader, real ledger and standings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from scoring.checks import check
from scoring.engine import score
from scoring.findings import Source, has_errors
from scoring.honours import honours
from scoring.ledger import Ledger, counts_in
from scoring.model import Corpus
from scoring.period_rules import Award, Limit, PassMark, Quota, ScaleConversion
from scoring.points import Points, normal, text, total
from scoring.results import Honour, Ranked, RankTable, Standing
from scoring.rulebook import rules_of
from scoring.rulebook_checks import check_rulebooks
from scoring.rules import Credit
from scoring.standings import tables
from site_builder.parsing.scalars import exact
from site_builder.reading.repository import load
from tests.scoring.case_folder import Case, all_cases, write_content

ALL = all_cases()


class Outcome(NamedTuple):
    """What the program makes of a case."""

    corpus: Corpus
    ledger: Ledger
    tables: tuple[RankTable, ...]
    honours: tuple[Honour, ...]


def _number(written: str) -> Points:
    value = exact(written)
    assert value is not None, written
    return normal(value)


def _outcome(case: Case, folder: Path) -> Outcome:
    write_content(case, folder)
    loaded = load(folder)
    corpus = loaded.corpus
    found = (*loaded.findings, *check(corpus, case.as_of), *check_rulebooks(corpus))
    assert not has_errors(found), [str(finding) for finding in found]
    ledger = score(corpus, case.score, case.as_of)
    ranked = tables(corpus, ledger, case.as_of)
    in_period = tuple(t for t in ranked.values() if t.key.period == case.period)
    return Outcome(corpus, ledger, in_period, honours(corpus, ranked, case.as_of))


def _given(case: Case, ledger: Ledger) -> dict[str, dict[str, Points]]:
    """Sum the ledger of the period by subject and clause; a clause with only zeros stays."""
    sums: dict[str, dict[str, list[Points]]] = defaultdict(lambda: defaultdict(list))
    for entry in ledger.entries:
        if counts_in(entry, case.period):
            clause = entry.rule.clause if entry.rule else "无规则"
            sums[entry.person or entry.unit][clause].append(entry.points)
    return {
        subject: {clause: total(points) for clause, points in clauses.items()}
        for subject, clauses in sums.items()
    }


def _check_entries(case: Case, given: dict[str, dict[str, Points]]) -> None:
    expected = case.own["应记"] or {}
    people = any("/" in subject for subject in expected)
    for subject, clauses in given.items():
        if "/" not in subject or people or case.score == "任务":
            unstated = {
                clause: text(points)
                for clause, points in clauses.items()
                if points and clause not in expected.get(subject, {})
            }
            assert not unstated, f"{subject} 另有记分 {unstated}"
    for subject, clauses in expected.items():
        own = given.get(subject, {})
        for clause, points in clauses.items():
            if clause == "合计":
                assert text(total(own.values())) == text(_number(points)), (subject, "合计")
            else:
                assert clause in own, (subject, clause, own)
                assert text(own[clause]) == text(_number(points)), (subject, clause)


def _rows(outcome: Outcome) -> dict[str, Standing]:
    wanted = {Ranked.UNIT, Ranked.PERSON}
    return {row.subject: row for t in outcome.tables if t.key.ranked in wanted for row in t.rows}


def _check_standings(case: Case, rows: dict[str, Standing]) -> None:
    for subject, rank in case.own.get("名次", {}).items():
        assert rows[subject].rank == int(rank), (subject, rows[subject])
    for subject, numbers in case.own.get("累计", {}).items():
        row = rows[subject]
        found = {"本期": row.points, "上期累计": row.carried, "累计": row.running}
        assert {key: text(found[key]) for key in numbers} == numbers, subject
    for subject, scales in case.own.get("折算", {}).items():
        converted = {name: text(value) for name, value in rows[subject].converted}
        assert {name: converted[name] for name in scales} == scales, subject
    for subject, verdicts in case.own.get("结论", {}).items():
        assert list(rows[subject].verdicts) == verdicts, subject


def _check_quotas(case: Case, rows: dict[str, Standing]) -> None:
    for subject, clauses in case.own.get("定额", {}).items():
        states = {state.quota.clause: state for state in rows[subject].quotas}
        found = {
            clause: [text(state.done), text(state.required)] for clause, state in states.items()
        }
        assert {clause: found.get(clause) for clause in clauses} == clauses, subject
        if not clauses:
            assert not found, subject


def _check_honours(case: Case, outcome: Outcome) -> None:
    year = case.period.start.year
    for key, vetoed in (("表彰", False), ("不予表彰", True)):
        if key in case.own:
            found: dict[str, list[str]] = {}
            for honour in outcome.honours:
                if honour.year == year and (honour.vetoed is not None) == vetoed:
                    found.setdefault(honour.to, []).append(honour.name)
            assert found == case.own[key]


@pytest.mark.parametrize("case", ALL, ids=[f"{case.set}-{case.name}" for case in ALL])
def test_case(case: Case, tmp_path: Path) -> None:
    outcome = _outcome(case, tmp_path / "content")
    given = _given(case, outcome.ledger)
    if "应记" in case.own:
        _check_entries(case, given)
    for subject, points in case.own.get("合计", {}).items():
        assert text(total(given.get(subject, {}).values())) == points, subject
    rows = _rows(outcome)
    if not any(unit.lineage for unit in outcome.corpus.units.values()):
        for subject, row in rows.items():
            assert text(row.points) == text(total(given.get(subject, {}).values())), subject
    _check_standings(case, rows)
    _check_quotas(case, rows)
    _check_honours(case, outcome)


def test_every_case_is_a_sentence_said_once() -> None:
    names = [(case.set, case.name) for case in ALL]
    assert len(set(names)) == len(names)
    assert all(case.name.endswith("。") for case in ALL)
    assert all("应记" in case.own or "合计" in case.own for case in ALL)
    assert len(ALL) > 120


_EXPECTED_BY = {
    Award: ("name", ("表彰", "不予表彰")),
    PassMark: ("verdict", ("结论",)),
    ScaleConversion: ("name", ("折算",)),
    Quota: ("clause", ("定额",)),
}
"""Rules that may work without an entry: what names them in a case, and where."""

_WITHOUT_ENTRY = {("extra-credit", Credit), ("RB02", Limit)}
"""归属 writes another's entries; a cap that is just reached takes nothing."""


def _used(case: Case, outcome: Outcome) -> Iterator[Source]:
    """Yield the places of the rules that a case shows at work."""
    for entry in outcome.ledger.entries:
        if entry.rule is not None:
            yield entry.rule.source
    for book in outcome.corpus.rulebooks:
        for rule in rules_of(book):
            attribute, keys = _EXPECTED_BY.get(type(rule), ("clause", ()))
            said = {
                word for key in keys for words in case.own.get(key, {}).values() for word in words
            }
            if getattr(rule, attribute) in said or (case.set, type(rule)) in _WITHOUT_ENTRY:
                yield rule.source


def test_every_rule_of_every_set_is_at_work_in_some_case(tmp_path: Path) -> None:
    rules: dict[tuple[str, Source], str] = {}
    used: set[tuple[str, Source]] = set()
    for number, case in enumerate(ALL):
        outcome = _outcome(case, tmp_path / str(number) / "content")
        used |= {(case.set, source) for source in _used(case, outcome)}
        for book in outcome.corpus.rulebooks:
            rules |= {(case.set, rule.source): rule.clause for rule in rules_of(book)}
    assert not [(key, rules[key]) for key in sorted(set(rules) - used)]
