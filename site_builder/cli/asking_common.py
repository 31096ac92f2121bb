"""What the commands about assignments share: the assignment, unit or person meant, the light."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.cli.registering_common import desk_of, write_checked
from site_builder.cli.words import Refused

if TYPE_CHECKING:
    from scoring.assignments.board import State
    from scoring.assignments.facts import Assignment
    from scoring.model import Corpus
    from site_builder.registering.desk import Desk


def assignment_of(corpus: Corpus, words: str) -> Assignment:
    """Return the one assignment that words mean, or refuse and name those that they may mean."""
    from scoring.nearest import did_you_mean, nearest
    from site_builder.registering.assigning import meant

    found = meant(corpus, words)
    if found.sure is not None:
        return found.sure
    if found.perhaps:
        those = "、".join(f"{one.id}（{one.title}）" for one in found.perhaps[:5])
        raise Refused(f"“{words}”可以是几件：{those}。请写编号。")
    titles = [name for one in corpus.assignments.values() for name in (one.id, one.title)]
    near = did_you_mean(nearest(words, titles))
    raise Refused(f"没有编号或标题是“{words}”的约稿或任务{near}。")


def unit_of(corpus: Corpus, words: str) -> str:
    """Return the id of a unit by its name or short name, or refuse."""
    from scoring.nearest import hint

    names = {
        name: unit.id for unit in corpus.units.values() for name in (unit.short, unit.id) if name
    }
    if words not in names:
        raise Refused(f"单位名录里没有“{words}”{hint(words, names)}。")
    return names[words]


def person_of(corpus: Corpus, words: str) -> str:
    """Return the id of a person by id or by a name that only one has, or refuse."""
    from scoring.nearest import hint

    if words in corpus.people:
        return words
    called = sorted(person.id for person in corpus.people.values() if person.name == words)
    if len(called) == 1:
        return called[0]
    if called:
        raise Refused(f"叫“{words}”的有{len(called)}人：{'、'.join(called)}。请写编号。")
    raise Refused(f"人员名录里没有“{words}”{hint(words, corpus.people)}。")


def day_of(corpus: Corpus, day: date | None) -> date:
    """Return the day of a fact: the one given, the office's own, or today."""
    return day or corpus.office.as_of or date.today()  # noqa: DTZ011


def enter(
    root: Path, desk: Desk, assignment: Assignment, field: str, values: Mapping[str, object],
    *, dry_run: bool, commit: str | None,
) -> None:
    """Write one entry more into an assignment, and say how its unit stands then."""
    from site_builder.registering.assigning import entered

    change = entered(desk, assignment, field, values)
    if change is None:
        place = desk.place(desk.inside(assignment.source))
        raise Refused(f"{place} 的写法不便自动登记，没有改动。请手工在它的文件头里加一行。")
    write_checked(root, desk, [change], dry_run=dry_run, commit=commit)
    if not dry_run:
        unit = values.get("unit")
        click.echo(f"已登记 {desk.place(change.path)}")
        _say(root, assignment.id, None if unit is None else str(unit))


def _say(root: Path, assignment: str, unit: str | None) -> None:
    """Print how a unit stands, or all units where none is named."""
    from scoring.assignments.board import Board
    from scoring.lineage import later_names

    desk = desk_of(root)
    known = desk.corpus.assignments[assignment]
    board = Board(desk.corpus, desk.as_of)
    for each in known.asked(desk.as_of):
        if unit is None or unit in later_names(desk.corpus, each):
            click.echo(f"{each}：{standing(board.state(known, each))}")


def standing(state: State) -> str:
    """Return how a unit stands in one line, e.g. 绿灯：9月18日已交，按期办结。"""
    if state.status.done:
        return f"{state.light.label}灯：{state.reason}。"
    return f"{state.light.label}灯 {state.status.label}：{state.reason}。要消除：{state.clears}。"
