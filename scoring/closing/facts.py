"""Notices, their seals and their corrections as the files say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from scoring.findings import Source
from scoring.periods import Period
from scoring.points import Points


@dataclass(frozen=True, slots=True)
class Notice:
    """通报 (`notices/时段.md`); once `issued` its period is closed (封账), before it is a draft."""

    id: str
    source: Source
    period: Period
    issued: date | None = None
    score: str | None = None
    """None for all scores."""
    title: str | None = None
    number: str | None = None
    """发文字号."""
    addressees: tuple[str, ...] = ()
    """主送."""
    copies_to: tuple[str, ...] = ()
    """抄送."""
    signer: str | None = None
    """落款 where it is not the office itself."""
    copies: int | None = None
    """印数."""


SLOTS: Final = ("时段", "本期", "下期", "年", "本单位", "要求")
SLOT: Final = re.compile(r"\{([^{}\n]{1,40})\}")
"""What a template of notices leaves open, in braces."""


@dataclass(frozen=True, slots=True)
class NoticeForm:
    """通报模板 (`templates/notice.md`): the office's own words for every notice.

    Braces hold what differs from notice to notice; the body is the closing section (工作要求).
    """

    source: Source
    title: str | None = None
    opening: str | None = None
    """开头: the sentence before the first heading."""
    addressees: tuple[str, ...] = ()
    copies_to: tuple[str, ...] = ()
    signer: str | None = None
    copies: int | None = None


class SealedRow(NamedTuple):
    """What a notice published for one unit."""

    unit: str
    group: str | None
    rank: int | None
    """None for units outside the groups, which are not ranked."""
    points: Points
    """本期得分."""
    running: Points
    """累计得分."""


class SealedScore(NamedTuple):
    """What a notice published of one score."""

    source: Source
    score: str
    rulebooks: tuple[str, ...]
    """Ids of those in force in the period."""
    entries: int
    digest: str
    """SHA-256 over the lines of the period's entries (`scoring.closing.entries`)."""
    rows: tuple[SealedRow, ...]


@dataclass(frozen=True, slots=True)
class Seal:
    """封存 (`notices/时段.yml`, written by `chunshui close` only)."""

    notice: str
    source: Source
    as_of: date
    """截至: facts up to this day were counted."""
    commit: str
    """The commit whose content was counted."""
    program: str
    """Version of the program that counted."""
    scores: tuple[SealedScore, ...]


class Difference(NamedTuple):
    """What a correction changes for one unit in the closed period's score."""

    score: str
    unit: str
    before: Points
    after: Points


@dataclass(frozen=True, slots=True)
class Correction:
    """更正 (`corrections/年/通报编号-序号.md`): names the notice it corrects and why."""

    id: str
    source: Source
    notice: str
    date: date
    reason: str
    person: str
    """Who decided it."""
    files: tuple[str, ...]
    """The files of the content folder that it lets change."""
    differences: tuple[Difference, ...] = ()
    """Written by `chunshui correct`; the next notice carries them."""
