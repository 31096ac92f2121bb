"""约稿, tasks and the rest that the office asks for, and who answered them with which item."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.generated.draw import Draw
from tests.benchmarks.generated.prose import Prose
from tests.benchmarks.generated.registry import Office

_YEARLY = {"约稿": 36, "选题": 4, "任务": 4, "督办": 4, "整改": 3, "建言": 3, "揭榜": 2}


class Assignment(NamedTuple):
    """One file, open until a little after its due day."""

    id: str
    kind: str
    title: str
    units: tuple[str, ...]
    issued: date
    due: date
    answers: list[tuple[str, date, str]]


class Desk:
    """Asks, and remembers the answers."""

    def __init__(
        self, draw: Draw, prose: Prose, offices: Sequence[Office], years: Sequence[int]
    ) -> None:
        self._draw = draw
        self._every: list[Assignment] = []
        lasting = [each for each in offices if each.opened is None and each.closed is None]
        for year in years:
            for kind, count in _YEARLY.items():
                for number in range(count):
                    day = date(year, 1, 4) + timedelta(days=number * 340 // count)
                    units = draw.several(lasting, draw.whole(4, 16))
                    title = f"{year}年{day.month}月{prose.matter()}情况"
                    due = day + timedelta(days=draw.whole(10, 60))
                    names = tuple(each.name for each in units)
                    name = f"{kind}-{year}年第{number + 1}号"
                    self._every.append(Assignment(name, kind, title, names, day, due, []))
        self._open: dict[str, list[Assignment]] = {}
        for each in self._every:
            for unit in each.units:
                self._open.setdefault(unit, []).append(each)

    def asked(self, unit: str, day: date) -> Assignment | None:
        """Return a commission that the unit answers with an item of this day, sometimes."""
        for each in self._open.get(unit, ()):
            if each.issued <= day <= each.due + timedelta(days=4) and self._draw.chance(0.35):
                self._open[unit].remove(each)
                return each
        return None

    def write(self, content: Path, request: str) -> None:
        """Write the files."""
        for each in self._every:
            path = content / f"assignments/{each.issued.year}/{each.id}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            category = "category: 季度信息要点\n" if each.kind == "任务" else ""
            answers = "".join(
                f"  - {{unit: {unit}, date: {day}, item: {item}}}\n"
                for unit, day, item in each.answers
            )
            path.write_text(
                f"---\ntitle: {each.title}\nkind: {each.kind}\nissuer: 省局办公室\n"
                f"units: [{', '.join(each.units)}]\nissued: {each.issued}\ndue: {each.due}\n"
                f"{category}{'answers:' if answers else ''}\n{answers}---\n"
                f"请围绕{each.title}，{request}\n",
                encoding="utf-8",
            )
