"""What is said about a text that everybody can read, as findings with line and column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Final

from scoring.catalogue import screening
from scoring.findings import Finding, FindingKind, Source
from scoring.wordlist import WordKind
from site_builder.parsing.front_matter import Document
from site_builder.parsing.references import replaced
from site_builder.parsing.report import Report
from site_builder.screening.numbers import NumberKind, numbers
from site_builder.screening.secrecy import markings
from site_builder.screening.wording import Wording

_SHOWN: Final = 20
"""Findings of one sort in one file; more would bury the others."""
_TITLE: Final = re.compile(r"^[ \t]*(?:title|标题)[ \t]*[:：]", re.MULTILINE)
_NUMBERS: Final[Mapping[NumberKind, FindingKind]] = {
    NumberKind.IDENTITY: screening.IDENTITY,
    NumberKind.MOBILE: screening.MOBILE,
    NumberKind.CARD: screening.CARD,
}
_WORDS: Final[Mapping[WordKind, FindingKind]] = {
    WordKind.SENSITIVE: screening.SENSITIVE,
    WordKind.OFFICIAL: screening.OFFICIAL,
    WordKind.FORMER: screening.FORMER,
}


def screen(document: Document, report: Report, day: date | None) -> None:
    """Report what must not stand in a document, in its header too; `day` is the text's own."""
    header = report.text[: len(report.text) - len(document.body)]
    for text, first, head in ((header, 1, False), (document.body, document.body_line, True)):
        report.findings += islice(_marked(text, report.path, first, head), _SHOWN)
        report.findings += islice(_numbered(text, report.path, first), _SHOWN)
    words = report.names.wording
    if not words.rules:
        return
    found = [*_titled(header, report.path, day, words)]
    found += _worded(document.body, report.path, document.body_line, day, words)
    report.findings += islice(found, _SHOWN)


def _marked(text: str, path: str, first: int, head: bool) -> Iterator[Finding]:
    for mark in markings(text, head=head):
        place = Source(path, first + mark.line, mark.column + 1)
        yield screening.MARKED.at(place, found=mark.found[:40])


def _numbered(text: str, path: str, first: int) -> Iterator[Finding]:
    for number in numbers(text):
        place = Source(path, first + number.line, number.column + 1)
        yield _NUMBERS[number.kind].at(place, masked=number.masked)


def _titled(header: str, path: str, day: date | None, words: Wording) -> Iterator[Finding]:
    """Yield the words in a title; of a header nothing else is prose."""
    match = _TITLE.search(header) if words.occur(header) else None
    if match is None:
        return
    number = header.count("\n", 0, match.start())
    line = header.split("\n")[number]
    yield from _worded(line, path, number + 1, day, words)


def _worded(
    text: str, path: str, first: int, day: date | None, words: Wording
) -> Iterator[Finding]:
    for rule, start in words.proposals(text, day):
        begin = text.rfind("\n", 0, start) + 1
        end = text.find("\n", start)
        line = text[begin : end if end >= 0 else None]
        column = start - begin + 1
        yield _WORDS[rule.kind].at(
            Source(path, first + text.count("\n", 0, start), column),
            mended=replaced(line, column, rule.wrong, rule.right),
            wrong=rule.wrong,
            right=rule.right,
        )
