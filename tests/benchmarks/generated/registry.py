"""名录 and 办法 of the invented province: about 135 ranked units and 500 people."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.generated.draw import Draw
from tests.benchmarks.generated.places import CITIES, DEPARTMENTS
from tests.benchmarks.generated.prose import names, phrases

RENAMED, MERGED = date(2025, 7, 1), date(2025, 9, 1)
_OLD = "省局大企业税收管理处"
_NEW, _ABSORBED, _HEIR = "省局大企业税收服务和管理局", "省局第一稽查局", "省局稽查局"
_UNGROUPED = ("榆社县局", "代县局")
_LEADERS = (
    ("税务总局局长", "国家级", "主要领导"),
    ("税务总局分管副局长", "国家级", "其他领导"),
    ("省委书记", "省级", "主要领导"),
    ("省长", "省级", "主要领导"),
    ("常务副省长", "省级", "其他领导"),
    ("分管副省长", "省级", "其他领导"),
    ("省政府秘书长", "省级", "办公厅室领导"),
    ("省局局长", "省级", "本局领导"),
    ("省局分管副局长", "省级", "本局领导"),
    ("市委书记", "市级", "主要领导"),
    ("市长", "市级", "主要领导"),
    ("分管副市长", "市级", "其他领导"),
    ("县委书记", "县级", "主要领导"),
    ("县长", "县级", "主要领导"),
)
LEADERS = {
    level: tuple(name for name, of, _ in _LEADERS if of == level)
    for level in ("国家级", "省级", "市级", "县级")
}
"""Names of those who endorse, by level."""


class Office(NamedTuple):
    """A unit that sends: how bodies call it, where it lies, and who writes there."""

    name: str
    place: str
    group: str | None
    city: str | None
    writers: tuple[Writer, ...]
    opened: date | None = None
    closed: date | None = None

    def open(self, day: date) -> bool:
        """Whether it exists on a day."""
        return (self.opened is None or day >= self.opened) and (
            self.closed is None or day <= self.closed
        )


class Writer(NamedTuple):
    """A person who writes, from and to some day."""

    id: str
    name: str
    since: date | None = None
    until: date | None = None

    def serving(self, day: date) -> bool:
        """Whether the person is in service on a day."""
        return (self.since is None or day >= self.since) and (
            self.until is None or day <= self.until
        )


def _county(name: str) -> str:
    return f"{name}局" if name.endswith("县") else f"{name}县局"


def write(folder: Path, draw: Draw, first: date, last: date) -> tuple[Office, ...]:
    """Write every registry and rulebook and return the units that send, the busiest first."""
    registry = folder / "registry"
    registry.mkdir(parents=True)
    _people = _People(draw, first, last)
    offices, units = [], ["- {name: 山西省局, short: 省局, level: 省级}"]
    for unit, line in _units(draw):
        offices.append(unit._replace(writers=_people.staff(unit)))
        units.append(line)
    leaders = [
        f"- {{name: {name}, level: {level}, rank: {rank}}}" for name, level, rank in _LEADERS
    ]
    files = {
        "units": units,
        "people": _people.lines,
        "leaders": leaders,
        "publications": list(_publications()),
        "office": [*_OFFICE, f"as_of: {last}"],
    }
    for name, lines in files.items():
        (registry / f"{name}.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tuple(draw.several(offices, len(offices)))


_OFFICE = (
    "name: 国家税务总局山西省税务局（性能测试）",
    "title: 春水 · 山西税务信息（性能测试）",
    "demo: 是",
    "kinds: [动态, 经验, 问题, 建议, 调研, 简讯]",
    "forms: [单篇, 综合, 简讯, 专报, 头条, 图片]",
    "ranks: [主要领导, 其他领导, 办公厅室领导, 本局领导]",
    "tracks: [智慧绩效, 风险防控, 共治共享]",
    "groups: [市局, 处室, 直报点]",
)


def _units(draw: Draw) -> Iterator[tuple[Office, str]]:
    """Yield every unit that sends, without writers yet, and its line."""
    conditions = ("有信息员", "有考核办法", "有分管领导")
    for city, counties in CITIES.items():
        name = f"{city}市局"
        had = ", ".join(conditions[: draw.whole(1, 3)])
        line = (
            f"- {{name: {name}, parent: 山西省局, group: 市局, level: 市级, "
            f"headcount: {draw.whole(800, 2_500)}, conditions: [{had}]}}"
        )
        yield Office(name, city, "市局", city, ()), line
        for county in counties:
            unit = _county(county)
            group = None if unit in _UNGROUPED else "直报点"
            ranked = f"group: {group}, " if group else ""
            line = (
                f"- {{name: {unit}, parent: {name}, {ranked}level: 县级, "
                f"headcount: {draw.whole(60, 240)}, conditions: [有信息员]}}"
            )
            yield Office(unit, county, group, city, ()), line
    for department in (*DEPARTMENTS, _OLD.removeprefix("省局")):
        name = f"省局{department}"
        life, opened, closed = "", None, None
        if name == _NEW:
            life, opened = f", valid_from: {RENAMED}", RENAMED
        elif name == _OLD:
            life = f", renamed_to: {{unit: {_NEW}, on: {RENAMED}}}"
            closed = RENAMED.replace(month=6, day=30)
        elif name == _ABSORBED:
            life = f", merged_into: {{unit: {_HEIR}, on: {MERGED}}}"
            closed = MERGED.replace(month=8, day=31)
        line = (
            f"- {{name: {name}, parent: 山西省局, group: 处室, level: 省级, "
            f"headcount: {draw.whole(9, 60)}, conditions: [有信息员]{life}}}"
        )
        yield Office(name, "全省", "处室", None, (), opened, closed), line


class _People:
    """Names people, no two of one unit alike, and keeps their lines."""

    def __init__(self, draw: Draw, first: date, last: date) -> None:
        self._draw, self._first, self._last = draw, first, last
        words = phrases()
        self._surnames, self._given = names(str(words["姓"])), names(str(words["名字"]))
        self.lines = [
            "- {id: 山西省局/liangzhiyuan, name: 梁致远, roles: [主要领导]}",
            "- {id: 山西省局/fengguoan, name: 冯国安, roles: [分管局领导]}",
        ]

    def staff(self, unit: Office) -> tuple[Writer, ...]:
        """Add the people of a unit and return those who write."""
        heads, writers = {"市局": (3, 7), "处室": (1, 3)}.get(unit.group or "", (0, 3))
        taken: dict[str, None] = {}
        for role in ("分管局领导", "办公室主任", "绩效联络员")[:heads]:
            person, name = self._named(unit, taken)
            self.lines.append(f"- {{id: {person}, name: {name}, roles: [{role}]}}")
        return tuple(self._writer(unit, taken, place) for place in range(writers))

    def _writer(self, unit: Office, taken: dict[str, None], place: int) -> Writer:
        """Add one who writes; the first of a unit serves all the time, others come and go."""
        draw = self._draw
        person, name = self._named(unit, taken)
        since = until = None
        if place and draw.chance(0.15):
            day = self._first.replace(month=draw.whole(2, 11), day=draw.whole(1, 28))
            day = day.replace(year=draw.whole(self._first.year, self._last.year))
            since, until = (day, None) if draw.chance(0.6) else (None, day)
        line = f"- {{id: {person}, name: {name}, roles: [信息员], "
        line += f"employment: {'专职' if draw.chance(0.3) else '兼职'}"
        line += f", valid_from: {since}" if since else ""
        line += f", valid_to: {until}" if until else ""
        line += ", tags: [青年干部]" if draw.chance(0.25) else ""
        if draw.chance(0.2):
            year = draw.whole(self._first.year, self._last.year)
            line += (
                f", records: [{{kind: 培训, title: {year}年政务信息培训班, "
                f"start: {year}-05-12, end: {year}-05-16}}]"
            )
        self.lines.append(f"{line}}}")
        return Writer(person, name, since, until)

    def _named(self, unit: Office, taken: dict[str, None]) -> tuple[str, str]:
        draw = self._draw
        while True:
            parts = [draw.pick(self._surnames)]
            parts += [draw.pick(self._given) for _ in range(1 if draw.chance(0.2) else 2)]
            person = f"{unit.name}/{''.join(spelled for _, spelled in parts)}"
            if person not in taken:
                taken[person] = None
                return person, "".join(character for character, _ in parts)


def _publications() -> Iterator[str]:
    """Yield the bulletins: the nation's, the province's, every city's, some counties', media."""
    line = "- {{name: {}, level: {}, publisher: {}{}}}".format
    yield line("税务总局简报", "国家级", "国家税务总局办公厅", ", aliases: [总局简报]")
    yield line("晋政信息", "省级", "山西省人民政府办公厅", "")
    yield line("山西信息", "省级", "中共山西省委办公厅", "")
    for name in ("山西税务专报", "山西税务简报", "税收经济调研"):
        yield line(name, "省级", "国家税务总局山西省税务局办公室", ", own: 是")
    for city, counties in CITIES.items():
        yield line(f"{city}政务信息", "市级", f"{city}市人民政府办公室", "")
        for county in counties[::3]:
            yield line(f"{county}政务信息", "县级", f"{county}人民政府办公室", "")
    yield line("中国税务报", "媒体", "中国税务报社", "")
    yield line("山西日报", "媒体", "山西日报社", "")


def rulebooks(folder: Path, demonstration: Path, years: Sequence[int]) -> None:
    """Give every year the demonstration's rulebooks, the newest year the newest."""
    target = folder / "rulebooks"
    target.mkdir(parents=True)
    for back, year in enumerate(sorted(years, reverse=True)):
        model = "2025" if back % 2 else "2026"
        for name in (model, "宣传-2026"):
            text = (demonstration / f"rulebooks/{name}.md").read_text(encoding="utf-8")
            shift = year - int(name[-4:])
            (target / f"{name[:-4]}{year}.md").write_text(_in_year(text, shift), encoding="utf-8")


def _in_year(text: str, shift: int) -> str:
    """Return a rulebook with every year in it moved."""
    return re.sub(r"20[12]\d(?=[-年〕])", lambda found: str(int(found[0]) + shift), text)


def ruled_like_newest(year: int, last: int) -> bool:
    """Whether the year's rulebook is made after the demonstration's newest."""
    return (last - year) % 2 == 0
