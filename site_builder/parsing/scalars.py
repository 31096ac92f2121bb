"""Types of single values: each converts the text written, says what it expects, and mends."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

import msgspec

from scoring.catalogue import files
from scoring.nearest import did_you_mean, nearest
from scoring.points import Points, normal
from scoring.vocabulary import Word
from site_builder.parsing.nodes import MappingNode, Node, ScalarNode
from site_builder.parsing.references import Ref
from site_builder.parsing.report import Report

Json = dict[str, Any]

_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LOOSE_DATE: Final = re.compile(
    r"([0-9]{4})\s*[-年/.]\s*([0-9]{1,2})\s*[-月/.]\s*([0-9]{1,2})\s*[日号]?[起止]?|"
    r"([0-9]{4})([0-9]{2})([0-9]{2})"
)
_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,12}(?:\.[0-9]{1,9})?")
_FRACTION: Final = re.compile(r"([+-]?[0-9]{1,12})/([0-9]{1,12})")
_COUNTED: Final = "分条篇次个字人"
_QUOTES: Final = "“”‘’「」『』"
_LIST_MARKS: Final = re.compile(r"[，、；,]")
_BRACKETS: Final = "【】［］〔〕[] "


def expect_scalar(node: Node, name: str, report: Report, expected: str) -> ScalarNode | None:
    """Return the node where it is a single value, else report its shape."""
    if type(node) is ScalarNode:
        return node
    found = "一组字段" if isinstance(node, MappingNode) else "一个列表"
    report.add(files.SHAPE, node, field=name, expected=expected, found=found)
    return None


def half_width(text: str) -> str:
    """Return the text with full-width letters, digits and marks made half-width, unquoted."""
    return unicodedata.normalize("NFKC", text).strip().strip(_QUOTES).strip()


def report_width(node: ScalarNode, name: str, report: Report, right: str) -> None:
    """Report full-width digits or Chinese quotes around a value whose right writing is known."""
    quoted = node.text.strip()[:1] in _QUOTES
    kind = files.QUOTES if quoted else files.FULL_WIDTH
    report.add(kind, node, field=name, right=right, mended=report.mend(node, right))


class Text(msgspec.Struct, frozen=True):
    """Any text up to `limit` characters; runs of blanks and line ends become one space."""

    limit: int = 200

    @property
    def words(self) -> str:
        """Return the type in Chinese."""
        return f"文字（{self.limit}字以内）"

    def read(self, node: Node, name: str, report: Report) -> str | None:
        """Return the text, or None where it is no single value."""
        scalar = expect_scalar(node, name, report, "一个值")
        if scalar is None:
            return None
        text = " ".join(scalar.text.split())
        if len(text) > self.limit:
            report.add(files.TOO_LONG, node, field=name, limit=self.limit, length=len(text))
        return text

    def schema(self, defs: Json) -> Json:  # noqa: ARG002 - one signature for every type
        """Return the JSON Schema."""
        return {"type": ["string", "number"], "maxLength": self.limit}


@lru_cache(maxsize=8192)
def _day(text: str) -> date | None:
    """Return the date written as 2026-09-12, else None."""
    if _DATE.fullmatch(text) is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _loose_day(text: str) -> date | None:
    """Return the date that another usual writing means."""
    match = _LOOSE_DATE.fullmatch(half_width(text))
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups() if part is not None)
    try:
        return date(year, month, day)
    except ValueError:
        return None


class Date(msgspec.Struct, frozen=True):
    """A day, written 2026-09-12."""

    words: str = "日期，如 2026-09-12"

    def read(self, node: Node, name: str, report: Report) -> date | None:
        """Return the day; another usual writing is understood, and a finding."""
        scalar = expect_scalar(node, name, report, "一个日期")
        if scalar is None:
            return None
        day = _day(scalar.text)
        if day is not None:
            return day
        day = _loose_day(scalar.text)
        if day is None:
            report.add(files.NO_SUCH_DAY, node, field=name, found=scalar.text[:40])
            return None
        if _day(half_width(scalar.text)) is not None:
            report_width(scalar, name, report, day.isoformat())
        else:
            right = day.isoformat()
            mended = report.mend(scalar, right)
            report.add(files.DATE_FORM, node, field=name, right=right, mended=mended)
        return day

    def schema(self, defs: Json) -> Json:  # noqa: ARG002
        """Return the JSON Schema."""
        return {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


def _chosen(
    node: Node, name: str, report: Report, words: dict[str, Any], shown: tuple[str, ...]
) -> Any:
    """Return what a word stands for; a word in quotes or full width is understood."""
    scalar = expect_scalar(node, name, report, "一个词")
    if scalar is None:
        return None
    text = scalar.text.strip()
    if text in words:
        return words[text]
    narrow = half_width(text)
    if narrow in words:
        report_width(scalar, name, report, narrow)
        return words[narrow]
    near = nearest(text, shown)
    report.add(
        files.CHOICE,
        node,
        mended=report.mend(scalar, near[0]) if len(near) == 1 else None,
        field=name,
        choices="、".join(shown),
        found=text[:40],
        hint=did_you_mean(near),
    )
    return None


class Flag(msgspec.Struct, frozen=True):
    """是 or 否."""

    words: str = "是或否"

    def read(self, node: Node, name: str, report: Report) -> bool | None:
        """Return the truth value; `true` and `false` are accepted."""
        known = {"是": True, "否": False, "true": True, "false": False}
        found: bool | None = _chosen(node, name, report, known, ("是", "否"))
        return found

    def schema(self, defs: Json) -> Json:  # noqa: ARG002
        """Return the JSON Schema."""
        return {"enum": ["是", "否", True, False]}


class Choice(msgspec.Struct, frozen=True):
    """One of a few Chinese words, kept as the word."""

    choices: tuple[str, ...]

    @property
    def words(self) -> str:
        """Return the type in Chinese."""
        return "、".join(self.choices) + " 之一"

    def read(self, node: Node, name: str, report: Report) -> str | None:
        """Return the word, or None where it is not one of them."""
        known = {word: word for word in self.choices}
        found: str | None = _chosen(node, name, report, known, self.choices)
        return found

    def schema(self, defs: Json) -> Json:  # noqa: ARG002
        """Return the JSON Schema."""
        return {"enum": list(self.choices)}


class OneWord:
    """A member of a closed vocabulary, written as its Chinese label."""

    __slots__ = ("labels", "members")

    def __init__(self, vocabulary: Iterable[Word], *more: tuple[str, object]) -> None:
        """Take the vocabulary, and further words with what they stand for (e.g. 扣分)."""
        self.members: dict[str, Any] = {member.label: member for member in vocabulary}
        self.members.update(more)
        self.labels = tuple(self.members)

    @property
    def words(self) -> str:
        """Return the type in Chinese."""
        return "、".join(self.labels) + " 之一"

    def read(self, node: Node, name: str, report: Report) -> Any:
        """Return the member (or what the further word stands for), or None."""
        return _chosen(node, name, report, self.members, self.labels)

    def schema(self, defs: Json) -> Json:  # noqa: ARG002
        """Return the JSON Schema."""
        return {"enum": list(self.labels)}


def exact(text: str) -> Fraction | None:
    """Return the number written as `12`, `0.5`, `-3` or `1/3`, exactly, else None."""
    if _NUMBER.fullmatch(text):
        return Fraction(Decimal(text))
    match = _FRACTION.fullmatch(text)
    if match and int(match[2]):
        return Fraction(int(match[1]), int(match[2]))
    return None


def _numeric(node: Node, name: str, report: Report, expected: str, percent: bool) -> Any:
    """Return the number at a node as a Fraction; full-width digits are understood."""
    scalar = expect_scalar(node, name, report, expected)
    if scalar is None:
        return None
    text = scalar.text.strip()
    value = _value(text, percent)
    if value is not None:
        return value
    narrow = half_width(text)
    value = _value(narrow, percent)
    if value is None:
        bare = narrow.rstrip(_COUNTED)
        value = _value(bare, percent)
        mended = None if value is None else report.mend(scalar, bare)
        shown = text[:40]
        report.add(files.NUMBER, node, mended=mended, field=name, expected=expected, found=shown)
        return value
    report_width(scalar, name, report, narrow)
    return value


def _value(text: str, percent: bool) -> Fraction | None:
    if percent and text.endswith("%"):
        value = exact(text[:-1].rstrip())
        return None if value is None else value / 100
    return exact(text)


class Number(msgspec.Struct, frozen=True):
    """Exact points: `10`, `0.5`, `-3`, `1/3`."""

    words: str = "数，如 10、0.5、-3、1/3"

    def read(self, node: Node, name: str, report: Report) -> Points | None:
        """Return the points in their one form."""
        value = _numeric(node, name, report, "一个数，如 10、0.5、1/3", percent=False)
        return None if value is None else normal(value)

    def schema(self, defs: Json) -> Json:  # noqa: ARG002
        """Return the JSON Schema."""
        return {"type": ["number", "string"]}


class Rate(msgspec.Struct, frozen=True):
    """A factor, share or rate: `60%`, `3/5`, `0.6`."""

    low: Fraction | None = Fraction(0)
    high: Fraction | None = None
    words: str = "比例，如 60%、3/5、0.6"

    def read(self, node: Node, name: str, report: Report) -> Fraction | None:
        """Return the exact fraction."""
        value: Fraction | None = _numeric(
            node, name, report, "一个比例，如 60%、3/5、0.6", percent=True
        )
        if value is None:
            return None
        too_low = self.low is not None and value < self.low
        if too_low or (self.high is not None and value > self.high):
            span = (
                f"不小于 {self.low}" if self.high is None else f"在 {self.low} 到 {self.high} 之间"
            )
            report.add(files.OUT_OF_RANGE, node, field=name, span=span, found=value)
            return None
        return value

    def schema(self, defs: Json) -> Json:  # noqa: ARG002
        """Return the JSON Schema."""
        return {"type": ["number", "string"]}


class Integer(msgspec.Struct, frozen=True):
    """A whole number from `low` to `high`."""

    low: int = 0
    high: int = 10**9

    @property
    def words(self) -> str:
        """Return the type in Chinese."""
        return "整数"

    def read(self, node: Node, name: str, report: Report) -> int | None:
        """Return the number."""
        value: Fraction | None = _numeric(node, name, report, "一个整数", percent=False)
        if value is None:
            return None
        if value.denominator != 1:
            report.add(files.NUMBER, node, field=name, expected="一个整数", found=value)
            return None
        number = int(value)
        if not self.low <= number <= self.high:
            span = f"在 {self.low} 到 {self.high} 之间"
            report.add(files.OUT_OF_RANGE, node, field=name, span=span, found=number)
            return None
        return number

    def schema(self, defs: Json) -> Json:  # noqa: ARG002
        """Return the JSON Schema."""
        return {"type": "integer", "minimum": self.low, "maximum": self.high}


def _in_list(node: ScalarNode, report: Report) -> bool:
    """Return whether a value stands in square brackets already."""
    before = (report.line(node) or "")[: node.column - 1]
    return before.count("[") > before.count("]")


class Name:
    """The name of something registered; aliases become the name itself."""

    __slots__ = ("kinds",)

    def __init__(self, *kinds: Ref) -> None:
        """Take what the name may refer to, the likeliest first."""
        self.kinds = kinds

    @property
    def words(self) -> str:
        """Return the type in Chinese."""
        return "或".join(kind.value for kind in self.kinds) + "名"

    def read(self, node: Node, name: str, report: Report) -> str | None:
        """Return the canonical name; whether it exists is checked when all is read."""
        scalar = expect_scalar(node, name, report, "一个名称")
        if scalar is None:
            return None
        text = scalar.text
        if _LIST_MARKS.search(text) and not report.names.has(self.kinds, text):
            bare = text.strip(_BRACKETS)
            parts = ", ".join(filter(None, map(str.strip, _LIST_MARKS.split(bare))))
            right = f"[{parts}]"
            mended = report.mend(scalar, parts if _in_list(scalar, report) else right)
            report.add(files.LIST_MARKS, node, field=name, right=right, mended=mended)
            return None
        if len(text) > 200:
            report.add(files.TOO_LONG, node, field=name, limit=200, length=len(text))
            return None
        return report.refer(self.kinds, scalar)

    def schema(self, defs: Json) -> Json:  # noqa: ARG002
        """Return the JSON Schema."""
        return {"type": "string"}
