"""Records as text: what is written is read again, and nothing above it changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.findings import Finding, Source
from scoring.review.record import Decision, ForgeReview, Paper, Review, Trail
from site_builder.parsing.front_matter import read_yaml
from site_builder.parsing.report import Report
from site_builder.review.records import appended, one_line, placed, statement
from site_builder.schema import KINDS
from site_builder.schema.reviews import read_trail

NOWHERE = Source("reviews/2026/09/20260912-短名.yml")
BEIJING = timezone(timedelta(hours=8))


def parsed(record: str) -> tuple[Trail, list[Finding]]:
    report = Report(NOWHERE.path)
    document = read_yaml(record.encode("utf-8"), report, KINDS["reviews"].words)
    assert document is not None
    trail = read_trail(document, report)
    assert trail is not None
    return trail, report.findings


def review(**changes: object) -> Review:
    made = Review(
        NOWHERE, Decision.PASS, "省局办公室/hanwenbo",
        datetime(2026, 9, 12, 9, 30, tzinfo=BEIJING), "a" * 64, "b" * 40, tier="办公室主任",
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


_WORDS = st.text(min_size=1, max_size=30).filter(lambda text: one_line(text) != "")
_FOLDED = _WORDS.map(one_line)
_NAMES = (
    st.text("省局办公室 hanwenbo/（）“”：:#-'\"&*!|>%@`?{}", min_size=1, max_size=12)
    .map(one_line)
    .filter(bool)
)
_OFFSETS = st.integers(-11, 13).map(lambda hours: timezone(timedelta(hours=hours)))
_TIMES = st.builds(
    lambda seconds, zone: (
        datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    ).astimezone(zone),
    st.integers(0, 30_000_000),
    _OFFSETS,
)
_DIGITS = st.text("0123456789abcdef", min_size=64, max_size=64)
_PAPERS = st.builds(
    Paper, _FOLDED, st.dates(date(2020, 1, 1), date(2025, 12, 31)), _NAMES, st.none() | _DIGITS
)
_FORGES = st.builds(ForgeReview, st.sampled_from(["github", "gitea"]), _FOLDED, st.none() | _FOLDED)
_REVIEWS = st.builds(
    Review,
    source=st.just(NOWHERE),
    decision=st.sampled_from(Decision),
    person=_NAMES,
    time=_TIMES,
    text=_DIGITS,
    blob=_DIGITS.map(lambda digits: digits[:40]),
    tier=_NAMES,
    instead_of=st.none() | _NAMES,
    reason=_WORDS,
    again=st.lists(_NAMES, max_size=3, unique=True).map(tuple),
    paper=st.none() | _PAPERS,
    forge=st.none() | _FORGES,
    title=st.none() | _FOLDED,
    units=st.lists(_NAMES, max_size=3, unique=True).map(tuple),
    signature=st.none() | st.just("U1NIU0lHAAAA+/=="),
)


def _about(review: Review) -> Review:
    return replace(review, source=NOWHERE, before="")


def _in_order(reviews: list[Review]) -> list[Review]:
    return sorted(reviews, key=lambda each: each.time)


@settings(max_examples=60)
@given(st.lists(_REVIEWS, min_size=1, max_size=3).map(_in_order))
def test_what_is_written_is_read_again(reviews: list[Review]) -> None:
    record: str | None = None
    for each in reviews:
        longer = appended(record, each)
        assert longer.startswith(record or "")
        record = longer
    trail, findings = parsed(record or "")
    own = [found for found in findings if found.code not in ("V409",)]
    assert own == []
    expected = [replace(each, reason=one_line(each.reason or "")) for each in reviews]
    assert [_about(each) for each in trail.reviews] == [_about(each) for each in expected]


@settings(max_examples=60)
@given(_REVIEWS)
def test_a_statement_survives_writing_and_reading(made: Review) -> None:
    earlier = appended(None, review(time=datetime(2025, 1, 1, tzinfo=UTC)))
    made = placed(earlier, made)
    trail, _ = parsed(appended(earlier, made))
    assert statement("20260912-短名", trail.reviews[-1]) == statement("20260912-短名", made)
    assert statement("20260912-另一条", made) != statement("20260912-短名", made)
    signed = replace(made, signature="AAAA")
    assert statement("x", signed) == statement("x", made)


def test_an_entry_reads_well() -> None:
    again = ("办公室主任", "主要领导")
    made = review(decision=Decision.RETURN, reason="数据没有出处: 请\n注明 # “来源”", again=again)
    entry = appended(None, made).split("\n", 1)[1]
    assert entry == (
        "- decision: 退改\n"
        "  tier: 办公室主任\n"
        "  person: 省局办公室/hanwenbo\n"
        "  time: 2026-09-12T09:30:00+08:00\n"
        '  reason: "数据没有出处: 请 注明 # “来源”"\n'
        "  again: [办公室主任, 主要领导]\n"
        f"  text: {'a' * 64}\n"
        f"  blob: {'b' * 40}\n"
        f"  before: {placed(None, made).before}\n"
    )


def test_a_record_without_a_last_line_end_is_gone_on_with() -> None:
    record = appended(None, review()).rstrip("\n")
    trail, findings = parsed(appended(record, review()))
    assert (len(trail.reviews), findings) == (2, [])


def test_an_entry_that_was_changed_breaks_the_chain() -> None:
    record = appended(appended(None, review(reason="可以")), review())
    _, findings = parsed(record.replace("可以", "不行"))
    assert [found.code for found in findings] == ["V404"]
