"""What each unit owes on a day: what is overdue first, then what is due soon, and what clears it.

What a unit has answered and the issuer has yet to clear (待销号) it does not owe.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from scoring.assignments.board import State, Status, board
from scoring.model import Corpus
from site_builder.reminding.letters import READER, Letter, readers

SOON: Final = 5
"""Working days before the due day from which a unit is reminded."""


class Owed(NamedTuple):
    """What a unit owes, the first due first."""

    unit: str
    overdue: tuple[State, ...]
    soon: tuple[State, ...]


def owed(corpus: Corpus, on: date, days: int = SOON) -> tuple[Owed, ...]:
    """Return the units that owe something, in the order of the registry.

    `days` are the working days within which something not yet overdue must be due to be named.
    """
    found: dict[str, list[State]] = {}
    for state in board(corpus, on):
        due = state.status is Status.OPEN and state.working_days_left <= days
        if state.unit is not None and (due or state.status is Status.MISSING):
            found.setdefault(state.unit, []).append(state)
    return tuple(_owed(unit, found[unit]) for unit in corpus.units if unit in found)


def _owed(unit: str, states: list[State]) -> Owed:
    rising = sorted(states, key=lambda each: (each.due, each.assignment))
    overdue = tuple(each for each in rising if each.status is Status.MISSING)
    return Owed(unit, overdue, tuple(each for each in rising if each.status is Status.OPEN))


def summary(each: Owed, days: int) -> str:
    """Return in a few words how much a unit owes."""
    parts = [f"逾期 {len(each.overdue)} 件"] if each.overdue else []
    parts += [f"{days} 个工作日内到期 {len(each.soon)} 件"] if each.soon else []
    return "，".join(parts)


def told(corpus: Corpus, each: Owed, days: int) -> str:
    """Return what a unit owes as a list: the matter, why, what clears it, who asked for it."""
    lines: list[str] = []
    for head, states in (("逾期", each.overdue), (f"{days} 个工作日内到期", each.soon)):
        if states:
            lines.append(f"【{head}】")
            for number, state in enumerate(states, 1):
                lines += _matter(corpus, number, state)
    return "\n".join(lines)


def _matter(corpus: Corpus, number: int, state: State) -> Iterator[str]:
    assignment = corpus.assignments[state.assignment]
    issuer = corpus.people.get(assignment.issuer)
    yield f"{number}. {state.kind.label}《{assignment.title}》"
    yield f"   情况：{state.light.label}灯，{state.reason}"
    yield f"   消除：{state.clears}"
    if assignment.requirements:
        yield f"   要求：{assignment.requirements}"
    yield f"   下达：{assignment.issuer if issuer is None else f'{issuer.unit} {issuer.name}'}"


def letter(corpus: Corpus, each: Owed, on: date, days: int) -> Letter:
    """Return what a unit is told on a day, with those of its people who read it."""
    short = summary(each, days)
    subject = f"〔催办〕{each.unit}：{short}（{on}）"
    text = "\n".join(
        (
            f"{each.unit}{READER}：",
            "",
            f"截至{on.year}年{on.month}月{on.day}日，你单位{short}。",
            "",
            told(corpus, each, days),
            "",
            f"{corpus.office.name}（本邮件由程序发出，已办的请忽略）",
            "",
        )
    )
    return Letter(each.unit, on, subject, text, readers(corpus, each.unit, on))
