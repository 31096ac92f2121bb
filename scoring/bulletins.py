"""刊物的一期: one issue of the office's own bulletin as compiled (`bulletins/年/刊物-期号.md`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from scoring.findings import Source
from scoring.vocabulary import Word


class Printed(Word):
    """刊登方式: how much of an item is printed."""

    WHOLE = "whole", "全文"
    DIGEST = "digest", "摘要"


class BulletinItem(NamedTuple):
    """One item of an issue, in the order of printing."""

    source: Source
    item: str
    title: str | None = None
    """标题 as printed, where it was shortened."""
    printed: Printed = Printed.WHOLE
    digest: str | None = None
    """摘要 as printed; the item's first paragraph where none was written."""
    form: str | None = None
    """形式 of the adoption; 单篇 where none was written."""
    column: str | None = None
    """栏目 under which it stands."""


@dataclass(frozen=True, slots=True)
class Bulletin:
    """One issue; its body, if any, is the editor's note (编者按)."""

    id: str
    source: Source
    publication: str
    issue: str
    """期号, as adoptions name it: 第32期."""
    date: date
    items: tuple[BulletinItem, ...]
    editor: str | None = None
    """编发单位; the publication's publisher where none was written."""
    report_to: tuple[str, ...] = ()
    """报."""
    send_to: tuple[str, ...] = ()
    """送."""
    issue_to: tuple[str, ...] = ()
    """发."""
    copies: int | None = None
    """印数."""
    approver: str | None = None
    """签发人, as printed."""


class BulletinStyle(NamedTuple):
    """刊样: how the issues of a publication are printed (`templates/bulletin.yml`)."""

    source: Source
    publication: str
    name: str | None = None
    """刊头; the publication's name where none was written."""
    size: int | None = None
    """Largest size of the name in points."""
    editor: str | None = None
    """编发单位; the publication's publisher where none was written."""
    printer: str | None = None
    """印发机关; as the editor where none was written."""
    report_to: tuple[str, ...] = ()
    send_to: tuple[str, ...] = ()
    issue_to: tuple[str, ...] = ()
    copies: int | None = None
    credit: bool = True
    """Whether each item says who sent it (供稿)."""
