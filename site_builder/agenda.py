"""A calendar of days on which something is due (RFC 5545). Values in, bytes out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from icalendar import Timezone

_UNSEEN: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_END: Final = re.compile("\r\n|[\r\u2028\u2029]")
_MAKER: Final = "-//Chunshui//chunshui//ZH"
_MORNING_BEFORE: Final = timedelta(hours=-15)
"""From the midnight with which an all-day event begins: nine o'clock of the day before."""


class DueDay(NamedTuple):
    """One day on which something is due."""

    id: str
    """Stays the same while the matter is the same, also when its day is put off."""
    day: date
    title: str
    text: str
    category: str


def calendar(title: str, office: str, stamp: date, days: Sequence[DueDay]) -> bytes:
    """Return an iCalendar file of all-day events, in the order given.

    `stamp` is the day for which the file is made: equal values give equal bytes on any day.
    """
    from icalendar import Alarm, Calendar, Event, vText

    made = Calendar()
    made.add("prodid", _MAKER)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    for name in ("name", "x-wr-calname"):
        made.add(name, vText(_line(title)))
    made.add_component(_beijing())
    for each in days:
        event = Event()
        event.add("uid", _uid(office, each.id))
        event.add("dtstamp", datetime.combine(stamp, time(), UTC))
        event.add("dtstart", each.day)
        event.add("dtend", each.day + timedelta(days=1))
        event.add("summary", _line(each.title))
        event.add("description", _clean(each.text))
        event.add("categories", [_line(each.category)])
        event.add("transp", "TRANSPARENT")
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _line(each.title))
        alarm.add("trigger", _MORNING_BEFORE)
        event.add_component(alarm)
        made.add_component(event)
    return bytes(made.to_ical())


@cache
def _beijing() -> Timezone:
    """Return Beijing's time, which all share: one must hold something also where nothing is due."""
    from icalendar import Timezone, TimezoneStandard

    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", "Asia/Shanghai")
    standard.add("dtstart", datetime(1991, 9, 15, 1))  # noqa: DTZ001 - as the format asks for it
    standard.add("tzoffsetfrom", timedelta(hours=9))
    standard.add("tzoffsetto", timedelta(hours=8))
    zone.add_component(standard)
    return zone


def _uid(office: str, name: str) -> str:
    """Return an identifier that tells nothing and stays the same wherever the file is served."""
    told = f"{office}\x1f{name}".encode("utf-8", "surrogatepass")
    return f"{blake2b(told, digest_size=16).hexdigest()}@chunshui"


def _clean(words: str) -> str:
    """Return words without the control characters that no calendar may hold."""
    return _UNSEEN.sub("", _LINE_END.sub("\n", words))


def _line(words: str) -> str:
    return " ".join(_clean(words).split())
