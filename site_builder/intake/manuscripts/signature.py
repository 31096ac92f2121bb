"""署名: unit, author and date in the lines round a text, held against the registry.

A line is taken for a signature only when it says so (`作者：`, `供稿`), or is made of registered
names and dates alone. What is not in the registry is said, never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

from scoring.model import Corpus, Person, Unit

_LONGEST: Final = 70
"""Characters of a line that may be a signature."""
_DATE: Final = re.compile(r"(\d{4})[年.\-/](\d{1,2})[月.\-/](\d{1,2})[日号]?")
_WRITTEN_DATE: Final = re.compile(
    r"([二一][〇○零Ｏ0一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_LABEL: Final = re.compile(
    r"(作者单位|供稿单位|报送单位|撰稿单位|单位名称|报送人|供稿人|撰稿人|作者|供稿|撰稿|执笔|报送"
    r"|通讯员|信息员|审核人?|审签人?|签发人?|核稿人?|审稿人?|编辑|责任编辑|校对|联系人|联系电话|电话"
    r"|报送日期|报送时间|日期|时间)[:：]?"
)
_NOT_AUTHORS: Final = re.compile(r"审|签|核稿|编辑|校对|联系|电话")
_CLAIMING: Final = re.compile(
    r"(?:作者|供稿|撰稿|执笔|报送|通讯员|信息员|单位)(?:单位|名称|人)?[:：]"
    r"|(?:供稿|撰稿|执笔|报送)[)）】\]〕]?$"
)
_SEPARATORS: Final = re.compile(r"[\s、，,；;/|:：·・.。()（）\[\]【】〔〕—-]+")
_FILLING: Final = re.compile(r"[和与及同文图摄]+|办公室|记者|本报")
_BRACKETED: Final = re.compile(r"[(（【\[〔].*[)）】\]〕]")
_DIGITS: Final = {**{each: at for at, each in enumerate("〇一二三四五六七八九")}, "○": 0, "零": 0,
                  "Ｏ": 0, "0": 0}  # fmt: skip


class Line(NamedTuple):
    """What a line that may be a signature says."""

    units: tuple[str, ...]
    """Words for registered units, as written."""
    people: tuple[str, ...]
    """Names of registered people."""
    days: tuple[date, ...]
    unknown: str
    """What is neither, nor a label."""
    others: bool
    """Whether it also names people who are not authors (审核, 联系人)."""

    @property
    def whole(self) -> bool:
        """Return whether all of the line goes into the header."""
        return not self.unknown and not self.others


@dataclass
class Signed:
    """What the signatures of a text say together."""

    units: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    day: date | None = None
    doubts: list[str] = field(default_factory=list)
    """What could not be decided, in Chinese."""
    named: set[str] = field(default_factory=set)
    """The people's names that became authors."""

    def took(self, line: Line) -> bool:
        """Return whether all that a line says is in the header now."""
        return (
            line.whole and self.named.issuperset(line.people) and {self.day}.issuperset(line.days)
        )


@dataclass(frozen=True)
class Registry:
    """Units and people by the words by which signatures name them."""

    corpus: Corpus

    @cached_property
    def units(self) -> Mapping[str, str]:
        """Return units by name, short name, and the name with 税务局 that 局 stands for."""
        found: dict[str, str] = {}
        for unit in self.corpus.units.values():
            for word in _formal(unit.id):
                found.setdefault(word, unit.id)
        shorts = {unit.short: unit.id for unit in self.corpus.units.values() if unit.short}
        return {**found, **shorts, **{name: name for name in self.corpus.units}}

    @cached_property
    def people(self) -> Mapping[str, tuple[Person, ...]]:
        """Return people by name; namesakes together."""
        found: dict[str, tuple[Person, ...]] = {}
        for person in self.corpus.people.values():
            found[person.name] = (*found.get(person.name, ()), person)
        return found

    @cached_property
    def _words(self) -> re.Pattern[str]:
        words = sorted({*self.units, *self.people}, key=lambda word: (-len(word), word))
        return re.compile("|".join(map(re.escape, words)) or "(?!)")

    def line(self, text: str) -> Line | None:
        """Return what a line says as a signature, None where it is none."""
        text = unicodedata.normalize("NFKC", text).strip()
        if not text or len(text) > _LONGEST:
            return None
        bracketed = _BRACKETED.fullmatch(text) is not None
        rest, days = _without_dates(text)
        claims = bool(_CLAIMING.search(rest))
        units: list[str] = []
        people: list[str] = []
        unknown: list[str] = []
        others = False
        for label, said in _segments(re.sub(r"\s+", "", rest)):
            if _NOT_AUTHORS.match(label):
                others = others or bool(_SEPARATORS.sub("", said))
                continue
            left = self._words.sub("\n", said)
            for word in self._words.findall(said):
                (units if word in self.units else people).append(word)
            unknown += (each for each in _SEPARATORS.split(left)
                        if each and _FILLING.fullmatch(each) is None)  # fmt: skip
        found = Line(tuple(units), tuple(people), tuple(days), "、".join(unknown), others)
        named = bool(units or people or days)
        if not named and not (claims and unknown and bracketed):
            return None
        if found.unknown and not (claims or (bracketed and (units or people))):
            return None
        return found

    def signed(self, lines: Iterable[Line], otherwise: date | None) -> Signed:
        """Return what the signatures say; `otherwise` is the day where they say none."""
        lines = tuple(lines)
        made = Signed()
        days = tuple(dict.fromkeys(day for line in lines for day in line.days))
        if len(days) > 1:
            made.doubts.append(f"有几个日期（{'、'.join(map(str, days))}），没有写进文件头")
        made.day = days[0] if len(days) == 1 else otherwise
        words = tuple(dict.fromkeys(word for line in lines for word in line.units))
        made.units = tuple(dict.fromkeys(self._unit(word, made) for word in words))
        names = dict.fromkeys(name for line in lines for name in line.people)
        found = {name: self._person(name, made) for name in names}
        made.authors = tuple(person for person in found.values() if person is not None)
        made.named = {name for name, person in found.items() if person is not None}
        for line in lines:
            if line.unknown:
                made.doubts.append(f"名录里没有“{line.unknown}”，没有写进文件头")
        return made

    def _unit(self, word: str, made: Signed) -> str:
        """Return the unit that answers on the text's day for a word."""
        unit, seen = self.units[word], set[str]()
        known: Unit | None = self.corpus.units.get(unit)
        while known is not None and known.lineage is not None and made.day is not None:
            if known.lineage.on > made.day or known.lineage.into in seen:
                break
            seen.add(known.id)
            unit = known.lineage.into
            known = self.corpus.units.get(unit)
        if seen:
            made.doubts.append(f"“{word}”已并入或更名，写作“{unit}”")
        return unit

    def _person(self, name: str, made: Signed) -> str | None:
        """Return the one person who can be meant, None after saying why nobody is sure."""
        known = self.people[name]
        serving = tuple(p for p in known if _serves(p, made.day)) or known
        near = tuple(person for person in serving if person.unit in made.units)
        if len(near) == 1:
            return near[0].id
        if len(serving) == 1 and not made.units:
            return serving[0].id
        where = "、".join(person.id for person in serving)
        if near or not made.units:
            made.doubts.append(f"有几个“{name}”（{where}），没有写进作者")
        else:
            made.doubts.append(f"“{name}”在名录里是 {where}，和署名的单位不一致，没有写进作者")
        return None


def _formal(name: str) -> Iterator[str]:
    """Yield how documents write a unit that the registry calls 某市局 in short."""
    if name.endswith("局") and not name.endswith("税务局") and len(name) > 2:
        yield f"{name[:-1]}税务局"
        yield f"国家税务总局{name[:-1]}税务局"


def _serves(person: Person, day: date | None) -> bool:
    if day is None:
        return True
    return (person.valid_from is None or person.valid_from <= day) and (
        person.valid_to is None or day <= person.valid_to
    )


def _segments(text: str) -> Iterator[tuple[str, str]]:
    """Yield what stands after each label, and before the first under the empty one."""
    places = list(_LABEL.finditer(text))
    first = places[0].start() if places else len(text)
    yield "", text[:first]
    for match, following in zip(places, [*places[1:], None], strict=False):
        yield match[1], text[match.end() : following.start() if following else None]


def _without_dates(text: str) -> tuple[str, list[date]]:
    """Return a line without its dates, and these; what is no day of the calendar stays."""
    days: list[date] = []

    def taken(match: re.Match[str]) -> str:
        try:
            days.append(date(*(_figure(part) for part in match.groups())))
        except ValueError:
            return match[0]
        return " "

    for pattern in (_DATE, _WRITTEN_DATE):
        text = pattern.sub(taken, text)
    return text, days


def _figure(written: str) -> int:
    """Return a year, month or day in figures or Chinese numerals."""
    if written.isascii():
        return int(written)
    if "十" in written:
        tens, _, ones = written.partition("十")
        return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
    return int("".join(str(_DIGITS[each]) for each in written))
