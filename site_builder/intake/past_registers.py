"""历年采用登记表 → items with their adoptions, so that a new office starts with its past.

Rows of one title and unit are one item. What a row does not say is not made up: a row without a
date, or with a name that the registries do not know, is refused with its number and the reason.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from scoring.findings import Severity
from scoring.model import Item
from scoring.nearest import hint
from site_builder.drafts import headed, short_name
from site_builder.front_matter import stem
from site_builder.intake.manuscripts.signature import Registry
from site_builder.intake.spreadsheets import MAX_BYTES, Row, Table, tables
from site_builder.names import names_of
from site_builder.references import Names, Ref
from site_builder.registering.desk import Change, Desk, checked
from site_builder.registering.seek import bare

__all__ = ["MAX_BYTES", "History", "history"]

_HEADS: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("标题", "题目", "信息标题", "信息题目", "稿件标题", "稿件名称", "信息名称", "篇名"),
    "unit": ("报送单位", "单位", "供稿单位", "来稿单位", "报送部门", "单位名称", "撰稿单位"),
    "author": ("作者", "撰稿人", "供稿人", "信息员", "执笔人", "执笔"),
    "publication": ("采用刊物", "刊物", "刊物名称", "采用载体", "刊登刊物", "刊发刊物", "采用媒体"),
    "issue": ("期号", "期数", "刊期"),
    "date": (
        "采用日期",
        "采用时间",
        "刊发日期",
        "刊发时间",
        "刊登日期",
        "刊登时间",
        "日期",
        "时间",
    ),
    "sent": ("报送日期", "报送时间", "来稿日期", "来稿时间"),
    "form": ("采用形式", "形式", "采用方式", "采用类型"),
    "leader": ("批示人", "批示领导", "领导批示"),
    "endorsed": ("批示日期", "批示时间"),
}
_UNUSED: Final = frozenset(("序号", "编号", "备注", ""))
_HEAD_ROWS: Final = 10
_SUMS: Final = re.compile(r"(?:合计|小计|总计|共计|注[:：]|备注[:：]|说明[:：]|填表|制表)")
_FULL: Final = re.compile(r"(\d{4})[-年/.](\d{1,2})[-月/.](\d{1,2})日?|(\d{4})(\d{2})(\d{2})")
_SHORT: Final = re.compile(r"(\d{1,2})[-月/.](\d{1,2})日?")
_ONE_PIECE: Final = 183
"""Days between adoptions beyond which the same title is another piece."""
_SEVERAL: Final = re.compile(r"[、，,;；/\s]+")


@dataclass
class History:
    """What a register gives; nothing is written."""

    changes: list[Change] = field(default_factory=list)
    rows: int = 0
    """Rows with something in them below the heads, sums left out."""
    adoptions: int = 0
    refused: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    """What was left out of rows that are taken."""
    remarks: list[str] = field(default_factory=list)


class _Entry(NamedTuple):
    """One row as read."""

    number: int
    title: str
    units: tuple[str, ...]
    authors: tuple[str, ...]
    sent: date | None
    day: date
    """Of the adoption."""
    adoption: Mapping[str, object]
    endorsement: Mapping[str, object] | None


class _Placed(NamedTuple):
    """A row and the sheet it stands in."""

    sheet: str
    entry: _Entry


class _Faulty(Exception):  # noqa: N818 - a row's fault, not ours
    """Why a row is refused."""


def history(desk: Desk, data: bytes, name: str, year: int | None) -> History:
    """Return what a register of past years gives; `year` completes dates that have none."""
    made = History()
    read = tables(data, name)
    made.refused += (finding.message for finding in read.findings
                     if finding.severity is Severity.ERROR)  # fmt: skip
    reader = _Reader(desk, year, made)
    groups: dict[tuple[str, tuple[str, ...]], list[_Placed]] = {}
    for table in read.tables:
        for entry in reader.entries(table):
            key = (bare(entry.title), entry.units)
            groups.setdefault(key, []).append(_Placed(table.sheet, entry))
    apart = [group for same in groups.values() for group in _apart(same)]
    _file(desk, made, name, apart)
    return made


def _apart(same: Sequence[_Placed]) -> Iterator[list[_Placed]]:
    """Yield rows of one title that lie near each other in time: 春耕情况 comes every year."""
    group: list[_Placed] = []
    for placed in sorted(same, key=lambda each: each.entry.day):
        if group and (placed.entry.day - group[-1].entry.day).days > _ONE_PIECE:
            yield group
            group = []
        group.append(placed)
    yield group


class _Reader:
    """Rows read with one office's registries."""

    def __init__(self, desk: Desk, year: int | None, made: History) -> None:
        corpus = desk.corpus
        self.desk, self.year, self.made = desk, year, made
        self.registry = Registry(corpus)
        named = names_of(corpus.units, corpus.people, corpus.publications, corpus.leaders)
        self.names: Names = named

    def entries(self, table: Table) -> Iterator[_Entry]:
        """Yield the rows of a sheet that can be taken; the others are told of."""
        where = f"“{table.sheet}”" if table.sheet else ""
        found = _heads(table)
        if found is None:
            if table.rows:
                self.made.remarks.append(
                    f"{where}没有找到表头（要有“标题”和“采用刊物”），整张没有收"
                )
            return
        first, heads = found
        unused = [cell for at, cell in enumerate(table.rows[first].cells)
                  if at not in heads.values() and _bare_head(cell) not in _UNUSED]  # fmt: skip
        if unused:
            self.made.remarks.append(f"{where}没有用到的列：{'、'.join(unused)}")
        for row in table.rows[first + 1 :]:
            if any(_SUMS.match(cell) for cell in row.cells):
                self.made.remarks.append(f"{where}第 {row.number} 行是合计或说明，没有收")
                continue
            self.made.rows += 1
            try:
                yield self._entry(row, heads, where)
            except _Faulty as fault:
                self.made.refused.append(f"{where}第 {row.number} 行：{fault}")

    def _entry(self, row: Row, heads: Mapping[str, int], where: str) -> _Entry:
        def cell(key: str) -> str:
            at = heads.get(key)
            return row.cells[at] if at is not None and at < len(row.cells) else ""

        title = cell("title").strip("《》 ")
        if not short_name(title):
            raise _Faulty("没有标题")
        units = tuple(dict.fromkeys(self._unit(word) for word in _SEVERAL.split(cell("unit"))
                                    if word))  # fmt: skip
        day = self._day(cell("date"), "采用日期")
        if day is None:
            raise _Faulty("没有采用日期，不替它编一个")
        place = f"{where}第 {row.number} 行"
        authors = tuple(self._authors(cell("author"), units, place))
        if not units and not authors:
            raise _Faulty("没有报送单位")
        adoption: dict[str, object] = {
            "publication": self._name(Ref.PUBLICATION, cell("publication"), "采用刊物"),
            "date": day,
        }
        if cell("issue"):
            adoption["issue"] = cell("issue")
        if cell("form") in self.desk.corpus.office.forms:
            adoption["form"] = cell("form")
        elif cell("form"):
            self.made.doubtful.append(f"{place}：采用形式“{cell('form')}”不在用词里，没有写")
        sent = self._day(cell("sent"), "报送日期")
        endorsement = self._endorsement(cell("leader"), cell("endorsed"), place)
        return _Entry(row.number, title, units, authors, sent, day, adoption, endorsement)

    def _unit(self, word: str) -> str:
        unit = self.registry.units.get(word)
        if unit is None:
            raise _Faulty(f"单位名录里没有“{word}”{hint(word, self.registry.units)}")
        return unit

    def _name(self, kind: Ref, word: str, what: str) -> str:
        known = self.names.canonical[kind]
        name = known.get(word.strip("《》 "))
        if name is None:
            said = f"“{word}”不在名录里{hint(word, known)}" if word else "没有写"
            raise _Faulty(f"{what}{said}")
        return name

    def _authors(self, cell: str, units: Sequence[str], place: str) -> Iterator[str]:
        for name in filter(None, _SEVERAL.split(cell)):
            known = self.registry.people.get(name, ())
            near = [person for person in known if person.unit in units] if units else list(known)
            if len(near) == 1:
                yield near[0].id
            else:
                why = "有几个" if len(near) > 1 else "名录里没有"
                self.made.doubtful.append(f"{place}：作者{why}“{name}”，没有写")

    def _endorsement(self, leader: str, day: str, place: str) -> Mapping[str, object] | None:
        if not leader:
            return None
        try:
            when = self._day(day, "批示日期")
            if when is not None:
                return {"leader": self._name(Ref.LEADER, leader, "批示人"), "date": when}
            why = "没有批示日期"
        except _Faulty as fault:
            why = str(fault)
        self.made.doubtful.append(f"{place}：批示没有写（{why}）")
        return None

    def _day(self, written: str, what: str) -> date | None:
        """Return a day as registers write it, completed by the year; None for an empty cell."""
        text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", written))
        if not text:
            return None
        full, short = _FULL.fullmatch(text), _SHORT.fullmatch(text)
        try:
            if full is not None:
                parts = [int(part) for part in full.groups() if part is not None]
                day = date(parts[0], parts[1], parts[2])
            elif short is not None and self.year is not None:
                day = date(self.year, int(short[1]), int(short[2]))
            else:
                year = "" if self.year else "；只写了月日的，请用 --year 写明年份"
                raise _Faulty(f"{what}“{written}”不是哪一天{year}")
        except ValueError:
            raise _Faulty(f"{what}“{written}”没有这一天") from None
        if what == "采用日期" and self.year is not None and day.year != self.year:
            raise _Faulty(f"{what} {day} 不在 {self.year} 年")
        return day


def _heads(table: Table) -> tuple[int, Mapping[str, int]] | None:
    """Return the row of the heads and the column of each field, None where there is none."""
    for at, row in enumerate(table.rows[:_HEAD_ROWS]):
        found: dict[str, int] = {}
        for column, cell in enumerate(row.cells):
            for key, words in _HEADS.items():
                if _bare_head(cell) in words:
                    found.setdefault(key, column)
        if {"title", "publication"} <= found.keys():
            return at, found
    return None


def _bare_head(cell: str) -> str:
    return re.sub(r"[\s（(].*|\s", "", cell)


def _file(desk: Desk, made: History, name: str, groups: Sequence[Sequence[_Placed]]) -> None:
    """Make the items of the groups and keep those that nothing speaks against."""
    there: dict[tuple[str, tuple[str, ...]], list[Item]] = {}
    for item in desk.corpus.items.values():
        key = (bare(item.title), tuple(share.unit for share in item.units))
        there.setdefault(key, []).append(item)
    taken = {item.casefold() for item in desk.corpus.items}
    filed: list[tuple[Change, Sequence[_Placed]]] = []
    for group in groups:
        first = group[0].entry
        same = there.get((bare(first.title), first.units), ())
        known = [item.id for item in same if abs((item.date - first.day).days) <= _ONE_PIECE]
        if known:
            said = f"库里已有 {known[0]}，没有收；可用 chunshui adopt 登记"
            made.refused.append(f"{_where(group)}：{said}")
            continue
        change = _item(made, group, name, taken)
        taken.add(stem(change.path).casefold())
        filed.append((change, group))
    wrong: dict[str, list[str]] = {}
    for finding in checked(desk, [change for change, _ in filed]):
        if finding.severity is Severity.ERROR:
            wrong.setdefault(finding.path, []).append(f"{finding.message} [{finding.code}]")
    for change, group in filed:
        errors = wrong.get(desk.place(change.path))
        if errors:
            made.refused.append(f"{_where(group)}：{'；'.join(errors)}")
        else:
            made.changes.append(change)
            made.adoptions += str(change.after).count("publication: ")


def _where(group: Sequence[_Placed]) -> str:
    sheet = f"“{group[0][0]}”" if group[0][0] else ""
    return f"{sheet}第 {'、'.join(str(entry.number) for _, entry in group)} 行"


def _item(made: History, group: Sequence[_Placed], name: str, taken: set[str]) -> Change:
    """Return the item of rows with one title and unit."""
    entries = [entry for _, entry in group]
    adoptions: list[Mapping[str, object]] = []
    for sheet, entry in group:
        if entry.adoption in adoptions:
            made.doubtful.append(
                f"{_where([_Placed(sheet, entry)])}：和前面一行是同一次采用，只记一次"
            )
        else:
            adoptions.append(entry.adoption)
    adoptions.sort(key=lambda each: str(each["date"]))
    endorsements = [dict(entry.endorsement) for entry in entries if entry.endorsement is not None]
    first = entries[0]
    authors = list(dict.fromkeys(author for entry in entries for author in entry.authors))
    sent = min((entry.sent for entry in entries if entry.sent is not None), default=None)
    earliest = sent or first.day
    day = date.fromordinal(earliest.toordinal())  # one object twice would be an anchor in YAML
    header = headed({
        "title": first.title,
        "author": (authors[0] if len(authors) == 1 else authors) or None,
        "unit": (first.units[0] if len(first.units) == 1 else list(first.units)) or None,
        "date": day,
        "adoptions": [dict(each) for each in adoptions],
        "endorsements": [dict(each) for each in dict.fromkeys(map(_frozen, endorsements))] or None,
    })  # fmt: skip
    said = f"本条据“{stem(name)}”{_where(group)}补录，原文未存。"
    if sent is None:
        said += "报送日期不详，按最早的采用日期登记。"
    own = f"{day:%Y%m%d}-{short_name(first.title)}"
    if own.casefold() in taken:
        own += "".join(map(short_name, first.units)) or "又"
    return Change(f"items/{day:%Y/%m}/{own}.md", None, f"{header}{said}\n")


def _frozen(values: Mapping[str, object]) -> tuple[tuple[str, object], ...]:
    return tuple(values.items())
