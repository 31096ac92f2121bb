"""One item and one record from their bytes, wherever these come from."""

from __future__ import annotations

from typing import NamedTuple

from scoring.findings import Finding
from scoring.model import Item
from scoring.review.record import Trail
from site_builder.parsing.front_matter import read_markdown, read_yaml
from site_builder.parsing.references import Names, Reference
from site_builder.parsing.report import Report
from site_builder.review.text import text_digest
from site_builder.schema import KINDS
from site_builder.schema.item import read_item
from site_builder.schema.reviews import read_trail


class ItemFile(NamedTuple):
    """An item's file: the fact, the digest of its reviewed text, what is wrong with its header."""

    item: Item | None
    text: str | None
    findings: tuple[Finding, ...]


class RecordFile(NamedTuple):
    """A review record: its entries and what is wrong with how they are written."""

    trail: Trail | None
    findings: tuple[Finding, ...]
    references: tuple[Reference, ...]


def item_of(data: bytes, path: str, names: Names) -> ItemFile:
    """Return what an item's file says; its body is not looked at."""
    report = Report(path, names=names)
    document = read_markdown(data, report, KINDS["item"].words)
    if document is None:
        return ItemFile(None, None, tuple(report.findings))
    item = read_item(document, report)
    return ItemFile(item, text_digest(document), tuple(report.findings))


def record_of(data: bytes, path: str, names: Names) -> RecordFile:
    """Return what a review record says; whether the names in it exist is not looked up."""
    report = Report(path, names=names)
    document = read_yaml(data, report, KINDS["reviews"].words)
    trail = None if document is None else read_trail(document, report)
    return RecordFile(trail, tuple(report.findings), tuple(report.references))
