"""历年采用登记表 → items with their adoptions, so that a new office starts with its past.

Rows of one title and unit are one item. What a row does not say is not made up: a row without a
date, or with a name that the registries do not know, is refused with its number and the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from scoring.findings import Severity
from scoring.model import Item
from scoring.nearest import hint
from site_builder.drafts import headed, short_name
from site_builder.intake.manuscripts.signature import Registry
from site_builder.intake.spreadsheets import MAX_BYTES, Row, Table, tables
from site_builder.parsing.front_matter import stem
from site_builder.parsing.names import names_of
from site_builder.parsing.references import Names, Ref
from site_builder.registering.days import day_of
from site_builder.registering.desk import Change, Desk, checked
from site_builder.registering.register import TITLE, Line, columns_of, issue_of, register_of
from site_builder.registering.seek import bare

__all__ = ["MAX_BYTES", "History", "history"]

_USED: Final = frozenset(
    ("number", TITLE, "unit", "publication", "issue", "date", "form", "sent", "author",
     "endorsement")
)  # fmt: skip
"""Columns of a register that become part of an item, or are told of row by row."""
_ONE_PIECE: Final = 183
"""Days between adoptions beyond which the same title is another piece."""
_SEVERAL: Final = re.compile(r"[、，,;；/\s]+")


@dataclass
class History:
    """What a register gives; nothing is written."""

    changes: list[Change] = field(default_factory=list)
    rows: int = 0
    """Rows that state an adoption."""
    adoptions: int = 0
    refused: list[str] = field(default_factory=list)
    """Why rows are not taken, a line for those of one item; or why the file cannot be read."""
    left: int = 0
    """Rows that are not taken."""
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
    register = register_of(read.tables)
    if read.tables and not register.headed:
        made.remarks.append("没有找到表头：要有“信息标题”和“采用刊物”“采用日期”，没有收")
    heads = {table.sheet: row for table in read.tables if (row := _head(table)) is not None}
    made.remarks += (remark for sheet, row in heads.items() for remark in _unused(sheet, row))
    made.remarks += (f"{_at(note.sheet, note.row)}不是采用，没有收：{note.text[:60]}"
                     for note in register.notes
                     if note.sheet in heads and note.row > heads[note.sheet].number)  # fmt: skip
    made.rows = len(register.lines)
    reader = _Reader(desk, year, made)
    groups: dict[tuple[str, tuple[str, ...]], list[_Placed]] = {}
    for line in register.lines:
        try:
            entry = reader.entry(line)
        except _Faulty as fault:
            made.refused.append(f"{_at(line.sheet, line.row)}：{fault}")
            made.left += 1
            continue
        groups.setdefault((bare(entry.title), entry.units), []).append(_Placed(line.sheet, entry))
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

    def entry(self, line: Line) -> _Entry:
        """Return what a row states; raise `_Faulty` where that is too little or wrong."""
        cells, place = line.cells, _at(line.sheet, line.row)
        title = line.title.strip("《》 ")
        if not short_name(title):
            raise _Faulty("没有标题")
        words = filter(None, _SEVERAL.split(cells.get("unit", "")))
        units = tuple(dict.fromkeys(self._unit(word) for word in words))
        day = self._day(cells.get("date", ""), "采用日期", line.year)
        if day is None:
            raise _Faulty("没有采用日期，不替它编一个")
        if self.year is not None and day.year != self.year:
            raise _Faulty(f"采用日期 {day} 不在 {self.year} 年")
        adoption = self._adoption(cells, day, place)
        authors = tuple(self._authors(cells.get("author", ""), units, place))
        if not units and not authors:
            raise _Faulty("没有报送单位")
        if "endorsement" in cells:
            said = f"批示“{cells['endorsement'][:40]}”没有写，请用 chunshui endorse 登记"
            self.made.doubtful.append(f"{place}：{said}")
        sent = self._day(cells.get("sent", ""), "报送日期", line.year)
        return _Entry(line.row, title, units, authors, sent, day, adoption)

    def _adoption(self, cells: Mapping[str, str], day: date, place: str) -> Mapping[str, object]:
        made: dict[str, object] = {
            "publication": self._publication(cells.get("publication", "")), "date": day,
        }  # fmt: skip
        if "issue" in cells:
            made["issue"] = issue_of(cells["issue"])
        form = cells.get("form")
        if form in self.desk.corpus.office.forms:
            made["form"] = form
        elif form:
            self.made.doubtful.append(f"{place}：采用形式“{form}”不在用词里，没有写")
        return made

    def _unit(self, word: str) -> str:
        unit = self.registry.units.get(word)
        if unit is None:
            raise _Faulty(f"单位名录里没有“{word}”{hint(word, self.registry.units)}")
        return unit

    def _publication(self, word: str) -> str:
        known = self.names.canonical[Ref.PUBLICATION]
        name = known.get(word.strip("《》 "))
        if name is None:
            said = f"“{word}”不在名录里{hint(word, known)}" if word else "没有写"
            raise _Faulty(f"采用刊物{said}")
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

    def _day(self, written: str, what: str, year: int | None) -> date | None:
        """Return a day as registers write it, completed by the year; None for an empty cell."""
        if not written:
            return None
        day = day_of(written, self.year or year)
        if day is None:
            more = "" if self.year or year else "；只写了月日的，请用 --year 写明年份"
            raise _Faulty(f"{what}“{written[:20]}”不是哪一天{more}")
        return day


def _head(table: Table) -> Row | None:
    """Return the row with the names of the columns, None where there is none."""
    return next((row for row in table.rows if TITLE in columns_of(row)), None)


def _unused(sheet: str, head: Row) -> Iterator[str]:
    """Yield which columns of a sheet have no place in an item."""
    used = {at for key, at in columns_of(head).items() if key in _USED}
    unused = [cell for at, cell in enumerate(head.cells) if cell and at not in used]
    if unused:
        yield f"{_sheet(sheet)}没有用到的列：{'、'.join(unused)}"


def _sheet(sheet: str) -> str:
    return f"“{sheet}”" if sheet else ""


def _at(sheet: str, row: int) -> str:
    return f"{_sheet(sheet)}第 {row} 行"


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
            made.left += len(group)
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
            made.left += len(group)
        else:
            made.changes.append(change)
            made.adoptions += str(change.after).count("publication: ")


def _where(group: Sequence[_Placed]) -> str:
    rows = "、".join(str(entry.number) for _, entry in group)
    return f"{_sheet(group[0].sheet)}第 {rows} 行"


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
    })  # fmt: skip
    said = f"本条据“{stem(name)}”{_where(group)}补录，原文未存。"
    if sent is None:
        said += "报送日期不详，按最早的采用日期登记。"
    own = f"{day:%Y%m%d}-{short_name(first.title)}"
    if own.casefold() in taken:
        own += "".join(map(short_name, first.units)) or "又"
    return Change(f"items/{day:%Y/%m}/{own}.md", None, f"{header}{said}\n")
