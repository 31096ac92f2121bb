"""Calendars as other programs read them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from site_builder.agenda import DueDay, calendar

STAMP = date(2026, 11, 20)
DAY = DueDay("约稿-1/甲局", date(2026, 11, 25), "约稿《秋粮，收购；税费》", "情况：黄灯", "约稿")


def read(made: bytes) -> Any:
    """The calendar as icalendar, which says little of types, reads it."""
    return Calendar.from_ical(made)


def test_a_due_day_is_an_all_day_event_that_takes_no_time() -> None:
    found = read(calendar("太原市局 到期事项", "示例局", STAMP, [DAY]))
    assert str(found["x-wr-calname"]) == "太原市局 到期事项"
    (event,) = found.walk("VEVENT")
    assert event["dtstart"].dt == date(2026, 11, 25)
    assert event["dtend"].dt == date(2026, 11, 26)
    assert event["dtstamp"].dt == datetime(2026, 11, 20, tzinfo=UTC)
    assert str(event["summary"]) == DAY.title
    assert event["transp"] == "TRANSPARENT"
    assert event.walk("VALARM")[0]["trigger"].dt == timedelta(hours=-15)


def test_an_event_keeps_its_number_when_its_day_is_put_off() -> None:
    def number(day: DueDay, office: str = "示例局") -> str:
        (event,) = read(calendar("甲", office, STAMP, [day])).walk("VEVENT")
        return str(event["uid"])

    assert number(DAY) == number(DAY._replace(day=date(2026, 12, 1), title="改了"))
    others = number(DAY._replace(id="约稿-1/乙局")), number(DAY, "别的局")
    assert len({number(DAY), *others}) == 3


def test_long_chinese_lines_are_folded_between_characters() -> None:
    title = "外卖骑手、网约车司机等从业人员的税费服务" * 20
    made = calendar(title, "示例局", STAMP, [DAY._replace(title=title, text=title)])
    lines = made.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode("utf-8")
    (event,) = read(made).walk("VEVENT")
    assert str(event["summary"]) == str(event["description"]) == title


def test_where_nothing_is_due_there_is_a_calendar_all_the_same() -> None:
    found = read(calendar("甲局", "示例局", STAMP, []))
    assert found.walk("VEVENT") == []
    assert found.subcomponents


WORDS = st.text(
    st.characters(codec="utf-8") | st.sampled_from("\r\n\t\x00\x0b\x85\u2028;:,\\\"'"), max_size=90
)


@given(title=WORDS, text=WORDS, category=WORDS)
def test_no_word_adds_a_line_and_equal_values_give_equal_bytes(
    title: str, text: str, category: str
) -> None:
    day = DAY._replace(title=title, text=text, category=category)
    made = calendar(title, "示例局", STAMP, [day, DAY])
    assert made == calendar(title, "示例局", STAMP, [day, DAY])
    found = read(made)
    assert len(found.walk("VEVENT")) == 2
    assert all(len(each.walk("VALARM")) == 1 for each in found.walk("VEVENT"))
    assert not set(made.decode("utf-8")) & set("\x00\x0b\x85\u2028")
    told = str(found.walk("VEVENT")[0]["summary"])
    assert not title.isalnum() or told == title
