"""Seals and corrections as files, in one fixed form: the same values, the same bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from scoring.closing.differences import UnitKey
from scoring.closing.entries import digest
from scoring.closing.facts import Difference, SealedRow
from scoring.closing.recount import Count
from scoring.points import ZERO, Points, fraction, normal, text

_HEAD: Final = "# 封存，由 chunshui close 写成；手工改动会被 chunshui verify 查出。\n"
_PLAIN: Final = re.compile(r"[^\W\d_][\w（）〔〕]*")
_SAID: Final = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})


def seal_text(as_of: date, commit: str, program: str, counted: Iterable[Count]) -> str:
    """Return the file of a seal."""
    lines = [_HEAD, f"as_of: {as_of}\n", f"commit: {commit}\n", f"program: {_word(program)}\n"]
    lines.append("scores:\n")
    for count in counted:
        lines += [
            f"  - score: {_word(count.score)}\n",
            f"    rulebooks: [{', '.join(map(_word, count.rulebooks))}]\n",
            f"    entries: {len(count.lines)}\n",
            f"    digest: {digest(count.lines)}\n",
            "    rows:\n",
            *(f"      - {{{_row(row)}}}\n" for row in count.rows),
        ]
        if not count.rows:
            lines[-1] = "    rows: []\n"
    return "".join(lines)


def correction_text(
    notice: str,
    on: date,
    reason: str,
    person: str,
    files: Sequence[str],
    changed: Sequence[Difference],
) -> str:
    """Return the file of a correction."""
    lines = ["---\n", f"notice: {notice}\n", f"date: {on}\n"]
    lines += [f"reason: {_quoted(reason)}\n", f"person: {_quoted(person)}\n", "files:\n"]
    lines += [f"  - {_quoted(path)}\n" for path in files]
    lines.append("differences:\n" if changed else "differences: []\n")
    lines += [
        f"  - {{score: {_word(one.score)}, unit: {_word(one.unit)}, "
        f"before: {text(one.before)}, after: {text(one.after)}}}\n"
        for one in changed
    ]
    return "".join([*lines, "---\n"])


def standing_of(
    sealed: Mapping[UnitKey, Points], by: Mapping[UnitKey, Points]
) -> tuple[Difference, ...]:
    """Return the differences of a correction: each unit from how it stood, by so many points."""
    found = []
    for (score, unit), points in sorted(by.items()):
        before = sealed.get((score, unit), ZERO)
        after = normal(fraction(before) + fraction(points))
        found.append(Difference(score, unit, before, after))
    return tuple(found)


def _row(row: SealedRow) -> str:
    said = {
        "unit": _word(row.unit),
        "group": None if row.group is None else _word(row.group),
        "rank": None if row.rank is None else f"{row.rank}",
        "points": text(row.points),
        "running": text(row.running),
    }
    return ", ".join(f"{key}: {value}" for key, value in said.items() if value is not None)


def _word(value: str) -> str:
    """Return a name, in quotes unless it is plainly a word."""
    plain = _PLAIN.fullmatch(value) is not None and value.casefold() not in _SAID
    return value if plain else _quoted(value)


def _quoted(value: str) -> str:
    return json.dumps(" ".join(value.split()), ensure_ascii=False)
