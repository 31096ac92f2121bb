"""What other programs read: an Atom feed, CSV for spreadsheets, JSON. Text in, text out."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import starmap
from typing import NamedTuple
from urllib.parse import quote
from xml.etree import ElementTree as Xml

import msgspec

_ATOM = "http://www.w3.org/2005/Atom"
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_RISKY = frozenset("=+-@\t\r")
_SPECIAL = re.compile(r'"|\r|\n|,[-=+@\t]')
"""In a row: a cell that is quoted, or, after the first, that may be taken for a formula.

No blank place can match, so the search leaps from one of four signs to the next.
"""
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:/\d+)?")
_ONE_LINE = msgspec.json.Encoder()
_BEIJING_MIDNIGHT = "T00:00:00+08:00"


class FeedEntry(NamedTuple):
    """One entry of a feed."""

    id: str
    title: str
    link: str
    """Relative to the feed."""
    day: date
    """When it last changed."""
    authors: Sequence[str]
    tags: Sequence[str]
    summary: str


def atom(
    title: str,
    office: str,
    updated: date,
    entries: Sequence[FeedEntry],
    *,
    name: str = "feed",
    file: str = "feed.xml",
) -> str:
    """Return an Atom feed (RFC 4287); links are relative, so it serves from any address.

    `name` tells the office's feeds apart for ever, `file` is the feed's own name in its folder.
    """
    feed = Xml.Element("feed", {"xmlns": _ATOM, "xml:lang": "zh-CN"})
    _add(feed, "id", _urn(office, name))
    _add(feed, "title", title)
    _add(feed, "updated", f"{updated}{_BEIJING_MIDNIGHT}")
    _add(_add(feed, "author"), "name", office)
    _add(feed, "link", rel="self", href=file)
    _add(feed, "link", href="./")
    for each in entries:
        entry = _add(feed, "entry")
        _add(entry, "id", _urn(office, each.id))
        _add(entry, "title", each.title)
        _add(entry, "link", href=each.link)
        _add(entry, "updated", f"{each.day}{_BEIJING_MIDNIGHT}")
        for name in each.authors:
            _add(_add(entry, "author"), "name", name)
        for tag in each.tags:
            _add(entry, "category", term=tag)
        _add(entry, "summary", each.summary)
    Xml.indent(feed)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{Xml.tostring(feed, encoding="unicode")}\n'


def _add(
    parent: Xml.Element, name: str, words: str | None = None, **attributes: str
) -> Xml.Element:
    clean = {key: _NOT_IN_XML.sub("", value) for key, value in attributes.items()}
    child = Xml.SubElement(parent, name, clean)
    child.text = None if words is None else _NOT_IN_XML.sub("", words)
    return child


def _urn(office: str, name: str) -> str:
    """Return an identifier that stays the same wherever the site is served."""
    return f"urn:chunshui:{quote(office, safe='')}:{quote(name, safe='')}"


def csv_text(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table for spreadsheets: with a byte order mark, and no cell that is a formula."""
    return "".join(["\ufeff", _written(columns), *map(_told, rows)])


def _told(row: Sequence[str]) -> str:
    """Return a row of a table for spreadsheets; most are their cells with commas between.

    To see that takes a fifth of the time in which the writer puts a row together.
    """
    line = ",".join(row)
    plain = line and line.count(",") == len(row) - 1 and line[0] not in _RISKY
    if plain and _SPECIAL.search(line) is None:
        return f"{line}\r\n"
    return _written([f"'{v}" if v[:1] in _RISKY and not _NUMBER.fullmatch(v) else v for v in row])


def _written(cells: Sequence[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue()


def json_rows(
    head: Mapping[str, object], keys: Sequence[str], rows: Iterable[Sequence[str]]
) -> bytes:
    """Return JSON of a head and its rows, each row on a line of its own."""
    start = json_text(head).removesuffix("\n}\n").encode()
    lines = _ONE_LINE.encode_lines([*starmap(_row(*keys), rows)])
    return b'%b,\n "rows": [\n%b\n]}\n' % (start, lines[:-1].replace(b"\n", b",\n"))


@cache
def _row(*keys: str) -> type[msgspec.Struct]:
    """Return a row with these keys: as a mapping is written, but made in a fifth of the time."""
    return msgspec.defstruct("Row", keys)


def json_text(value: Mapping[str, object]) -> str:
    """Return JSON with Chinese as it is written, in the order given."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
