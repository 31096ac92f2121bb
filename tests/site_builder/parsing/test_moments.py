"""Moments and digests: one way of writing each, everything else is a finding."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.parsing.fields import Field, Given, RecordType, Type
from site_builder.parsing.moments import Hex, Moment
from site_builder.parsing.nodes import parse
from site_builder.parsing.report import Report

OFFSETS = st.integers(-23 * 60 - 59, 23 * 60 + 59).map(lambda n: timezone(timedelta(minutes=n)))


def read(kind: Type, written: str) -> tuple[object, list[str]]:
    """The value and the findings' codes of `值: …`."""
    line = f"值: {written}"
    report = Report("a.yml", line)
    root = parse(line, "a.yml").root
    assert root is not None
    found = RecordType("r", "记录", (Field("值", None, kind, "", ""),), Given.all).read(
        root, "值", report
    )
    assert found is not None
    return found.get("值"), [finding.code for finding in report.findings]


@given(time=st.datetimes(timezones=OFFSETS).map(lambda time: time.replace(microsecond=0)))
def test_a_moment_is_read_as_it_was_written(time: datetime) -> None:
    found, codes = read(Moment(), time.isoformat())
    assert isinstance(found, datetime)
    assert (found.isoformat(), codes) == (time.isoformat(), [])


def test_z_is_utc() -> None:
    assert read(Moment(), "2026-09-12T01:30:00Z") == (datetime(2026, 9, 12, 1, 30, tzinfo=UTC), [])


@pytest.mark.parametrize(
    "written",
    [
        "2026-09-12", "2026-09-12T09:30:00", "2026-09-12 09:30:00+08:00",
        "2026-09-12T09:30+08:00", "2026-09-12T09:30:00.5+08:00", "2026-09-12T09:30:00+0800",
        "2026-09-12t09:30:00+08:00", "2026-02-29T09:30:00+08:00", "2026-09-12T24:00:00+08:00",
        "2026-09-12T09:30:60+08:00", "2026-09-12T09:30:00+24:00", "２０２６-09-12T09:30:00+08:00",
        "昨天", "2026-09-12T09:30:00+08:00\\n",
    ],
)  # fmt: skip
def test_nothing_else_is_a_moment(written: str) -> None:
    assert read(Moment(), f'"{written}"') == (None, ["V412"])


@pytest.mark.parametrize("kind", [Moment(), Hex(4)])
def test_a_list_is_neither(kind: Type) -> None:
    found, codes = read(kind, "[甲]")
    assert found is None
    assert len(codes) == 1 and codes[0].startswith("F")


@given(digits=st.text("0123456789abcdef", min_size=16, max_size=16))
def test_a_digest_is_its_digits_also_where_it_looks_like_a_number(digits: str) -> None:
    assert read(Hex(16), digits) == (digits, [])


@given(written=st.text("0123456789abcdefABCDEFgo ０", max_size=18))
def test_a_digest_has_its_length_and_no_other_sign(written: str) -> None:
    right = re.fullmatch("[0-9a-f]{16}", written) is not None
    found, codes = read(Hex(16), f'"{written}"')
    assert (found == written) is right
    assert (codes == []) is right


def test_schemas_say_the_same() -> None:
    assert Moment().schema({}) == {"type": "string", "format": "date-time"}
    pattern = Hex(16).schema({})["pattern"]
    assert re.search(pattern, "0" * 16)
    assert not re.search(pattern, "0" * 17)
    assert not re.search(pattern, "A" * 16)
