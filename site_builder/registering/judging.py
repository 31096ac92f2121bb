"""The lines of a register → what is registered, what is doubtful, what is missing, and why.

An adoption is sure only under an id or a whole title whose unit agrees; likeness alone never is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, NamedTuple

from scoring.findings import Finding
from scoring.lineage import later_names
from scoring.model import Adoption, Item
from scoring.vocabulary import Word
from site_builder.parsing.references import Ref
from site_builder.registering.days import day_of
from site_builder.registering.desk import Change, Desk, checked, refused
from site_builder.registering.pad import Pad, same_adoption
from site_builder.registering.register import Line, issue_of, narrow
from site_builder.registering.seek import Candidate, Finder, bare

_LIKE_ENOUGH: Final = 90
"""Per cent from which a doubtful title that holds this very adoption counts as registered."""


class Verdict(Word):
    """What comes of a row."""

    SURE = "sure", "可登记"
    DONE = "done", "已登记"
    REPEATED = "repeated", "重复"
    DOUBTFUL = "doubtful", "存疑"
    MISSING = "missing", "无此信息"
    LACKING = "lacking", "缺项"
    REFUSED = "refused", "不能登记"
    DECLINED = "declined", "已否定"


class Answer(NamedTuple):
    """What the office says to a doubtful row."""

    item: str | None
    """None for 否."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One line and what comes of it."""

    line: Line
    verdict: Verdict
    item: str | None = None
    reason: str = ""
    candidates: tuple[Candidate, ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)


class Given(NamedTuple):
    """What the command states beside the register."""

    publication: str | None = None
    day: date | None = None
    answers: Mapping[tuple[str, int], Answer] = {}
    """By sheet and row."""
    first_of_doubtful: bool = False
    """Whether a single candidate is taken without asking."""


class Outcome(NamedTuple):
    """Every line with its verdict, and the files to write."""

    judged: tuple[Judged, ...]
    changes: tuple[Change, ...]
    remarks: tuple[Finding, ...]
    """What the check will say that stops nothing."""


def judged(desk: Desk, lines: Iterable[Line], given: Given) -> Outcome:
    """Return what comes of a register's lines; nothing is written."""
    bench = _Bench(desk, given)
    found = [bench.judge(line) for line in lines]
    return _checked(desk, found)


class _Bench:
    """Judges one line after the other, knowing those before."""

    def __init__(self, desk: Desk, given: Given) -> None:
        self._desk, self._given = desk, given
        self._finder = Finder(desk.corpus)
        self._spent: set[tuple[str, Adoption]] = set()
        self._rows: list[tuple[str, Mapping[str, object], int]] = []

    def judge(self, line: Line) -> Judged:
        values, problem = self._values(line)
        if problem:
            return Judged(line, Verdict.LACKING, reason=problem)
        units = self._units(line)
        answer = self._given.answers.get((line.sheet, line.row))
        sought = self._sought(line, units, values)
        if answer is not None and sought.verdict is not Verdict.SURE:
            if answer.item is None:
                return replace(sought, verdict=Verdict.DECLINED, reason="办公室确认不登记")
            sought = replace(sought, verdict=Verdict.SURE, item=answer.item, reason="办公室确认")
        elif sought.verdict is Verdict.DOUBTFUL:
            there = self._there(sought)
            if there is not None:
                return there
            if self._given.first_of_doubtful and len(sought.candidates) == 1:
                only = sought.candidates[0].item
                reason = f"{sought.reason}；按唯一的候选登记"
                sought = replace(sought, verdict=Verdict.SURE, item=only, reason=reason)
        return self._fresh(sought) if sought.verdict is Verdict.SURE else sought

    def _values(self, line: Line) -> tuple[dict[str, object], str]:
        """Return what the row states of the adoption, or what it lacks."""
        said = {key: narrow(text) for key, text in line.cells.items()}
        publication = said.get("publication", self._given.publication or "").strip("《》 ")
        day = self._given.day
        if "date" in said:
            day = day_of(said["date"], line.year)
        lacking = []
        if not line.title and "id" not in said:
            lacking.append("没有写标题")
        if not publication:
            lacking.append("没有写刊物（合并的单元格存成 .csv 只留第一行，请写全，或交 .xlsx）")
        if day is None:
            written = line.cells.get("date")
            lacking.append(f"日期“{written}”看不懂" if written else "没有写日期")
        if lacking or day is None:
            return {}, "、".join(lacking)
        name = self._desk.named(Ref.PUBLICATION, publication)
        values: dict[str, object] = {"publication": name, "date": day}
        if "issue" in said:
            values["issue"] = issue_of(said["issue"])
        values |= {key: said[key] for key in ("form", "route") if key in said}
        length = said.get("length", "").removesuffix("字")
        return values | ({"length": int(length)} if length.isdecimal() else {}), ""

    def _units(self, line: Line) -> tuple[str, ...]:
        """Return the units that a row names, with what they became."""
        corpus = self._desk.corpus
        named = [self._desk.named(Ref.UNIT, each) for each in _parted(line)]
        later = [name for each in named for name in later_names(corpus, each)]
        return tuple(dict.fromkeys([*named, *later]))

    def _sought(self, line: Line, units: tuple[str, ...], values: Mapping[str, object]) -> Judged:
        """Return the item of a row by its id or title."""
        known = self._desk.corpus.items
        written = narrow(line.cells.get("id", ""))
        if written in known:
            item = known[written]
            if not line.title or bare(line.title) == bare(item.title):
                return Judged(line, Verdict.SURE, written, values=values)
            candidates = (Candidate(written, 100),)
            reason = f"编号和标题对不上（编号是《{item.title}》）"
            return Judged(line, Verdict.DOUBTFUL, None, reason, candidates, values)
        day = values["date"]
        assert isinstance(day, date)  # noqa: S101 - made above
        found = self._finder.seek(line.title, units=units, day=day, exact=True)
        if found.sure is None:
            if not found.doubtful:
                return Judged(line, Verdict.MISSING, values=values)
            same = all(each.likeness == 100 for each in found.doubtful)
            many = f"同题的有 {len(found.doubtful)} 条" if same else "标题有出入"
            return Judged(line, Verdict.DOUBTFUL, None, many, found.doubtful, values)
        item = known[found.sure]
        senders = sorted({share.unit for share in item.units})
        if units and not any(self._agree(each, senders) for each in units):
            reason = f"单位对不上（底册是{'、'.join(senders)}）"
            only = (Candidate(item.id, 100),)
            return Judged(line, Verdict.DOUBTFUL, None, reason, only, values)
        return Judged(line, Verdict.SURE, item.id, values=values)

    def _agree(self, written: str, senders: Iterable[str]) -> bool:
        """Return whether a unit is one of the senders, or one that is in no registry and whose
        name has all of a sender's letters in their order: 晋中市税务局 for 晋中市局."""
        if written in self._desk.corpus.units:
            return written in senders
        return any(_within(each, written) for each in senders)

    def _there(self, sought: Judged) -> Judged | None:
        """Return a doubtful row as registered where one candidate has this very adoption."""
        for candidate in sought.candidates:
            item = self._desk.corpus.items[candidate.item]
            adoption = self._unspent(item, sought.values)
            if candidate.likeness >= _LIKE_ENOUGH and adoption is not None and (
                adoption.date == sought.values["date"]
            ):  # fmt: skip
                return self._done(sought, item, adoption)
        return None

    def _fresh(self, sought: Judged) -> Judged:
        """Return a sure row, unless its adoption is registered or was in a row above."""
        item = self._desk.corpus.items[sought.item or ""]
        adoption = self._unspent(item, sought.values)
        if adoption is not None:
            return self._done(sought, item, adoption)
        for other, values, row in self._rows:
            if other == item.id and _alike(values, sought.values):
                reason = f"和第 {row} 行是同一次采用"
                return replace(sought, verdict=Verdict.REPEATED, item=item.id, reason=reason)
        self._rows.append((item.id, sought.values, sought.line.row))
        return sought

    def _unspent(self, item: Item, values: Mapping[str, object]) -> Adoption | None:
        found = (each for each in item.adoptions if same_adoption(each, values))
        return next((each for each in found if (item.id, each) not in self._spent), None)

    def _done(self, sought: Judged, item: Item, adoption: Adoption) -> Judged:
        self._spent.add((item.id, adoption))
        self._rows.append((item.id, sought.values, sought.line.row))
        where = f"{adoption.source}"
        return replace(sought, verdict=Verdict.DONE, item=item.id, reason=where)


def _parted(line: Line) -> list[str]:
    written = re.split(r"[、,;/\s]+", narrow(line.cells.get("unit", "")))
    return [each for each in written if each]


def _within(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)


def _alike(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Return whether two rows state one adoption; an issue that one leaves out parts nothing."""
    keys = ("publication", "date", "issue")
    return all(one.get(key, other.get(key)) == other.get(key, one.get(key)) for key in keys)


def _checked(desk: Desk, found: list[Judged]) -> Outcome:
    """Return the rows with those refused that the check would fault, and the files of the rest."""
    while True:
        pad, rows, wrong = _written(desk, found)
        findings = checked(desk, pad.changes)
        faults = _by_path(refused(findings))
        for path, said in faults.items():
            for at in _at_fault(desk, found, rows, path):
                wrong.setdefault(at, []).extend(said)
        if not wrong:
            return Outcome(tuple(found), pad.changes, findings)
        for at, reasons in wrong.items():
            reason = "；".join(dict.fromkeys(reasons))
            found[at] = replace(found[at], verdict=Verdict.REFUSED, reason=reason)


def _written(
    desk: Desk, found: list[Judged]
) -> tuple[Pad, dict[str, list[int]], dict[int, list[str]]]:
    """Return the sure rows as files, which of them are about which, and those not to be written."""
    pad = Pad(desk)
    rows: dict[str, list[int]] = {}
    wrong: dict[int, list[str]] = {}
    for at, each in enumerate(found):
        if each.verdict is not Verdict.SURE:
            continue
        item = desk.corpus.items[each.item or ""]
        problem = pad.add(item, "adoptions", each.values)
        if problem is None:
            rows.setdefault(item.source.path, []).append(at)
        else:
            wrong[at] = [problem.message]
    return pad, rows, wrong


def _by_path(faults: Iterable[Finding]) -> dict[str, list[str]]:
    by_path: dict[str, list[str]] = {}
    for fault in faults:
        by_path.setdefault(fault.path, []).append(fault.message)
    return by_path


def _at_fault(desk: Desk, found: list[Judged], rows: dict[str, list[int]], path: str) -> list[int]:
    """Return the rows that may be meant by a fault: of several about one file those that the
    check faults alone, where there are such; for a file that no row is about, all."""
    about = rows.get(path)
    if about is None:
        return [at for each in rows.values() for at in each]
    alone = []
    for at in about if len(about) > 1 else ():
        pad = Pad(desk)
        pad.add(desk.corpus.items[found[at].item or ""], "adoptions", found[at].values)
        if refused(checked(desk, pad.changes)):
            alone.append(at)
    return alone or about
