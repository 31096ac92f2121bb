"""Differences of a closed period in words."""

from __future__ import annotations

from typing import Final

from scoring.closing.differences import Differences, EntryDifference, RowDifference
from scoring.closing.facts import SealedRow
from scoring.points import text

_TOLD: Final = 3


def told(found: Differences, limit: int = _TOLD) -> str:
    """Return the first differences in one sentence without its end, how many there are more."""
    words = [entry_told(one) for one in found.entries]
    words += [row_told(one) for one in found.rows]
    more = f"；另有 {len(words) - limit} 处" if len(words) > limit else ""
    return "；".join(words[:limit]) + more if words else "没有一处不同"


def entry_told(one: EntryDifference) -> str:
    """Return an entry that differs: whose, of which fact, from what to what."""
    line = one.line
    who = f"{line.person}（{line.unit}）" if line.person else line.unit
    fact = f"{who} {line.date} {line.section}{line.clause}（{line.file}）"
    if one.before is None:
        return f"{fact}多出一笔 {line.points} 分"
    if one.after is None:
        return f"{fact}少了一笔 {line.points} 分"
    if one.before.points != one.after.points:
        return f"{fact}由 {one.before.points} 分变为 {one.after.points} 分"
    return f"{fact}的依据由“{one.before.reason}”变为“{one.after.reason}”"


def row_told(one: RowDifference) -> str:
    """Return a unit whose row differs: its points, running total, rank, group."""
    if one.before is None or one.after is None:
        row = one.before or one.after
        assert row is not None  # noqa: S101 - one of the two is always there
        happened = "多出一行" if one.before is None else "没有了"
        return f"{one.unit}在名次里{happened}（{_row(row)}）"
    was, now = one.before, one.after
    parts = []
    if was.points != now.points:
        parts.append(f"得分 {text(was.points)}→{text(now.points)}")
    if was.running != now.running:
        parts.append(f"累计 {text(was.running)}→{text(now.running)}")
    if was.rank != now.rank:
        parts.append(f"名次 {was.rank or '—'}→{now.rank or '—'}")
    if was.group != now.group:
        parts.append(f"类别 {was.group or '—'}→{now.group or '—'}")
    return f"{one.unit}{'、'.join(parts)}"


def _row(row: SealedRow) -> str:
    place = "" if row.rank is None else f"，第 {row.rank} 名"
    return f"{text(row.points)} 分{place}"
