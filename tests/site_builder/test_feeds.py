"""Open data as other programs read it."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from xml.etree import ElementTree as Xml

from site_builder.feeds import FeedEntry, atom, csv_text, json_rows, json_text

ATOM = "{http://www.w3.org/2005/Atom}"
ENTRY = FeedEntry(
    "20260912-挂牌",
    "<b>挂牌</b> & \x00",
    "items/2026/09/20260912-%E6%8C%82%E7%89%8C/",
    date(2026, 9, 12),
    ["太原市局"],
    ["机构改革"],
    "摘要",
)


def test_a_feed_is_xml_whose_words_are_as_written() -> None:
    feed = Xml.fromstring(atom("春水", "示例局", date(2026, 9, 20), [ENTRY]))  # noqa: S314
    assert feed.tag == f"{ATOM}feed"
    assert feed.findtext(f"{ATOM}updated") == "2026-09-20T00:00:00+08:00"
    entry = feed.find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}title") == "<b>挂牌</b> & "
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "太原市局"
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == ENTRY.link


def test_feed_identifiers_are_addresses_and_differ() -> None:
    other = ENTRY._replace(id="20260912/挂牌")
    text = atom("春水", "示例局", date(2026, 9, 20), [ENTRY, other])
    feed = Xml.fromstring(text)  # noqa: S314
    found = [each.text or "" for each in feed.iter(f"{ATOM}id")]
    assert len(set(found)) == 3
    assert all(each.startswith("urn:chunshui:") and each.isascii() for each in found)


def test_a_spreadsheet_reads_chinese_and_runs_no_formula() -> None:
    rows = [["=1+1", "-3.5", "+5"], ["@x", "-A1", "10/3"], ["甲,\n乙", '"', ""]]
    text = csv_text(["一", "二", "三"], rows)
    assert text.startswith("\ufeff一,二,三\r\n")
    read = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert read[1:] == [["'=1+1", "-3.5", "+5"], ["'@x", "'-A1", "10/3"], rows[2]]


def test_json_keeps_order_and_chinese() -> None:
    text = json_text({"b": "甲", "a": 1})
    assert "甲" in text
    assert list(json.loads(text)) == ["b", "a"]


def test_rows_of_json_stand_each_on_a_line_with_any_words_in_them() -> None:
    rows = [("甲\n乙", '"'), ("\u2028\\", ""), ("=1", "}")]
    made = json_rows({"table": "表"}, ["one", "class"], rows)
    keyed = [{"one": one, "class": two} for one, two in rows]
    assert json.loads(made) == {"table": "表", "rows": keyed}
    assert len(made.decode().split("\n")) == len(rows) + 5


def test_json_without_rows_is_json() -> None:
    assert json.loads(json_rows({"table": "表"}, ["one"], [])) == {"table": "表", "rows": []}
