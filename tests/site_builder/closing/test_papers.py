"""Seals and corrections as files: read again they say what was written."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from scoring.closing.entries import Line, digest
from scoring.closing.facts import Correction, Difference, Seal, SealedRow
from scoring.closing.recount import Count
from site_builder.closing.papers import correction_text, seal_text, standing_of
from site_builder.parsing.front_matter import read_markdown, read_yaml
from site_builder.parsing.references import Names, Ref
from site_builder.parsing.report import Report
from site_builder.schema import KINDS
from site_builder.schema.closing import read_correction, read_seal

DAY = date(2026, 10, 12)
LINE = Line("甲", "", "items/a.md", "采用", "第一条", "2026", "10", "2026-03-02", "周", "")
NAMES = ["晋中市局", "no", "甲 “乙”: {丙}", "123", "处室（二）", "a#b"]


def read(text: str, kind: str) -> object:
    """What the usual reader makes of a file; nothing may be wrong with it."""
    report = Report(f"content/x.{'yml' if kind == 'seal' else 'md'}")
    known = {name: name for name in NAMES}
    report.names = Names({Ref.UNIT: known, Ref.PERSON: known})
    data = text.encode("utf-8")
    if kind == "seal":
        document = read_yaml(data, report, KINDS["seal"].words)
        assert document is not None
        value: object = read_seal(document, report)
    else:
        document = read_markdown(data, report, KINDS["correction"].words)
        assert document is not None
        value = read_correction(document, report)
    assert report.findings == []
    return value


@pytest.mark.parametrize("name", NAMES)
def test_a_seal_read_again_says_what_was_sealed(name: str) -> None:
    rows = (
        SealedRow(name, name, 1, Decimal("12.5"), Fraction(10, 3)),
        SealedRow("晋中市局" if name != "晋中市局" else "no", None, None, Decimal(-1), Decimal(0)),
    )
    count = Count(name, (name,), (LINE,), rows)
    seal = read(seal_text(DAY, "a" * 40, "0.1.0", [count]), "seal")
    assert isinstance(seal, Seal)
    (score,) = seal.scores
    assert (seal.as_of, seal.commit, seal.program) == (DAY, "a" * 40, "0.1.0")
    assert (score.score, score.rulebooks, score.entries) == (name, (name,), 1)
    assert (score.digest, score.rows) == (digest((LINE,)), rows)


def test_the_same_values_give_the_same_bytes() -> None:
    texts = {seal_text(DAY, "a" * 40, "0.1.0", [Count("信息", ("2026",), (), ())]) for _ in "ab"}
    assert len(texts) == 1


@pytest.mark.parametrize("reason", ["核定有误", "“引号”: # 井号", "两行\n变一行"])
def test_a_correction_read_again_says_what_was_corrected(reason: str) -> None:
    changed = (Difference("信息", "晋中市局", Decimal(35), Fraction(10, 3)),)
    files = ["items/2026/09/20260918-夜游平遥.md", "registry/units.yml"]
    text = correction_text("2026Q3", DAY, reason, "晋中市局", files, changed)
    found = read(text, "correction")
    assert isinstance(found, Correction)
    assert (found.notice, found.date, found.files) == ("2026Q3", DAY, tuple(files))
    assert found.reason == " ".join(reason.split())
    assert found.differences == changed


def test_a_further_correction_goes_on_from_where_a_unit_stands() -> None:
    stand = {("信息", "甲"): Decimal(30)}
    by = {("信息", "甲"): Decimal(-5), ("信息", "新"): Decimal(2)}
    assert standing_of(stand, by) == (
        Difference("信息", "新", Decimal(0), Decimal(2)),
        Difference("信息", "甲", Decimal(30), Decimal(25)),
    )
