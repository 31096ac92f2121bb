"""What decides what an item gives besides the item: all that steps 1 to 5 look at.

- of the score's **rulebooks** everything: which one is in force and by which rules facts count;
  quotas, rates and limits too, since they decide what is counted and summed of items;
- of **units** 类别 (conditions, 适用, 归属), the unit above (归上级, 归属, whose author is whose)
  and what it became (an old item's author stands in the registry under the new name);
- of **people** their unit; of **publications** the level; of **leaders** level and rank;
- which of the items answer a 约稿 by the **assignment's** word;
- the **裁量** about the items that are recorded outside them.

The items' own facts stand in their sheaf's mark. The as-of day decides nothing more once later
facts are cut away (`scoring.hindsight`). Names, addresses, places in files, other items, faults
and calendars are not looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from scoring.engine.view import View
from scoring.model import Corpus
from scoring.sheaf import Sheaf, parted


class Context:
    """What one score's items are looked at with."""

    def __init__(self, view: View, program: str) -> None:
        """Gather it once; `program` stands for the rules that are written as code."""
        self._view = view
        self._common = parted(program, view.score, told(_common(view.corpus, view.score)))

    def mark(self, sheaf: Sheaf) -> str:
        """Return what stands for all that the part of a sheaf follows from.

        It is empty where the sheaf's own mark is.
        """
        view = self._view
        answering = [name for name in sheaf.items if name in view.answering]
        judged = [each for name in sheaf.items for each in view.recorded.get(name, ())]
        return parted(sheaf.mark, self._common, told((answering, judged)))


def _common(corpus: Corpus, score: str) -> tuple[object, ...]:
    """Return what all items are looked at with."""
    return (
        [book for book in corpus.rulebooks if book.score == score],
        [
            (unit.id, unit.group, unit.parent, unit.lineage and unit.lineage.into)
            for unit in corpus.units.values()
        ],
        [(person.id, person.unit) for person in corpus.people.values()],
        [(paper.id, paper.level) for paper in corpus.publications.values()],
        [(leader.id, leader.level, leader.rank) for leader in corpus.leaders.values()],
    )


def told(value: object) -> str:
    """Return the same text for equal values in every process: sets have no order of their own."""
    return repr(_plain(value))


def _plain(value: Any) -> object:
    if value is None or type(value) in (str, int, bool):
        return value
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value):
        return [type(value).__name__, *(_plain(getattr(value, one.name)) for one in fields(value))]
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return ["{}", *sorted((repr(_plain(key)), _plain(one)) for key, one in value.items())]
    if isinstance(value, frozenset):
        return ["()", *sorted(repr(_plain(one)) for one in value)]
    return repr(value)
