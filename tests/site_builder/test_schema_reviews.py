"""Review records and notices as files: values, the chain, the order of time, what is missing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.closing.facts import Notice
from scoring.findings import Finding
from scoring.review.chain import CHAIN, before
from scoring.review.record import Channel, Decision, ForgeReview, Paper, Trail
from site_builder.parsing.front_matter import read_markdown, read_yaml
from site_builder.parsing.report import Report
from site_builder.schema import KINDS
from site_builder.schema.closing import read_notice
from site_builder.schema.reviews import read_trail
from tests.site_builder.reading.test_repository import OFFICE

PLACE = "reviews/2026/09/20260912-新机构挂牌.yml"
RECORD = (OFFICE / PLACE).read_text(encoding="utf-8")


def read(text: str) -> tuple[Trail | None, list[Finding]]:
    report = Report(f"content/{PLACE}")
    document = read_yaml(text.encode("utf-8"), report, KINDS["reviews"].words)
    if document is None:
        return None, report.findings
    return read_trail(document, report), report.findings


def codes(text: str) -> list[str]:
    return [finding.code for finding in read(text)[1]]


def test_all_that_can_be_said_is_read() -> None:
    trail, findings = read(RECORD)
    assert findings == []
    assert trail is not None and trail.item == "20260912-新机构挂牌"
    first, back, again, passed, signed = trail.reviews
    assert [review.decision for review in trail.reviews] == [
        Decision.SUBMIT, Decision.RETURN, Decision.SUBMIT, Decision.PASS, Decision.PASS,
    ]  # fmt: skip
    assert first.units == ("晋中市局", "运城市局")
    assert (first.title, first.tier) == ("税务新机构挂牌成立情况报告", None)
    assert first.channel is Channel.GIT
    assert (back.reason, back.again) == ("数据没有出处: 请注明", ("办公室主任",))
    assert (first.text, again.text, again.blob) == ("1" * 64, "2" * 64, "2" * 40)
    url = "https://git.example.invalid/office/pulls/7#issuecomment-80"
    assert (passed.forge, passed.channel) == (ForgeReview("gitea", "80", url), Channel.FORGE)
    day = date(2026, 9, 13)
    assert signed.paper == Paper("签批〔2026〕118号", day, "晋中市局/xujing", "3" * 64)
    assert (signed.instead_of, signed.channel) == ("省局/hanwenbo", Channel.PAPER)
    assert signed.time.utcoffset() == timedelta(hours=8)


def entries() -> list[int]:
    return [number for number, line in enumerate(RECORD.split("\n"), 1) if line.startswith("- ")]


@given(data=st.data())
def test_no_line_above_an_entry_can_be_changed_unnoticed(data: st.DataObject) -> None:
    lines = RECORD.split("\n")
    last = entries()[-1]
    number = data.draw(st.integers(1, last - 1))
    if data.draw(st.booleans()):
        lines[number - 1] += "  # 注"
    else:
        lines.insert(number, "# 插入的一行")
    later = sum(start > number for start in entries())
    assert codes("\n".join(lines)).count("V404") == later


@given(starts=st.permutations(range(5)))
def test_entries_cannot_change_places(starts: list[int]) -> None:
    lines = RECORD.rstrip("\n").split("\n")
    edges = [start - 1 for start in entries()] + [len(lines)]
    parts = [lines[edges[number] : edges[number + 1]] for number in starts]
    text = "\n".join([lines[0], *(line for part in parts for line in part)])
    assert ("V404" in codes(text)) is (starts != sorted(starts))


def test_the_chain_is_over_lines_that_end_with_a_line_feed() -> None:
    assert before(["甲", "乙", "丙"], 3) == before(["甲", "乙"], 3) != before(["甲乙"], 2)
    assert len(before([], 1)) == CHAIN
    assert "V404" not in codes(RECORD.replace("\n", "\r\n"))


@pytest.mark.parametrize("key", ["decision", "person", "time", "text", "blob", "before"])
def test_what_every_entry_needs(key: str) -> None:
    head, _, rest = RECORD.partition("\n")
    entry = rest.split("\n- ")[0].removeprefix("- ").split("\n")
    kept = [line.strip() for line in entry if not line.strip().startswith(f"{key}:")]
    text = f"{head}\n- " + "\n  ".join(kept) + "\n"
    assert codes(text) == ["F123"]


def test_no_entries_are_a_trail_without_reviews() -> None:
    trail, findings = read("[]\n")
    assert trail is not None
    assert (trail.reviews, findings) == ((), [])


def notice(name: str, header: str) -> tuple[Notice | None, list[str]]:
    report = Report(f"content/notices/{name}.md")
    text = f"---\n{header}\n---\n\n通报。\n"
    document = read_markdown(text.encode("utf-8"), report, KINDS["notice"].words)
    assert document is not None
    return read_notice(document, report), [finding.code for finding in report.findings]


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("2026-09", date(2026, 9, 1), date(2026, 9, 30)),
        ("2026Q3", date(2026, 7, 1), date(2026, 9, 30)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_notice_closes_the_period_of_its_name(name: str, start: date, end: date) -> None:
    found, wrong = notice(name, "issued: 2026-10-12\nscore: 信息")
    assert wrong == []
    assert found is not None
    assert (found.period.start, found.period.end) == (start, end)
    assert (found.issued, found.score) == (date(2026, 10, 12), "信息")


@pytest.mark.parametrize(
    ("name", "header", "expected"),
    [
        ("2026Q5", "issued: 2026-10-12", ["V414"]),
        ("2026-13", "issued: 2026-10-12", ["V414"]),
        ("三季度", "score: 信息", ["V414"]),
        ("2026Q3", "印发: 2026-10-32", ["F125"]),
    ],
)
def test_what_is_no_notice(name: str, header: str, expected: list[str]) -> None:
    assert notice(name, header) == (None, expected)
