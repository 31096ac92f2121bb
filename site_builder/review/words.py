"""词级对比: what was changed in a Chinese text, in words and figures and not in crumbs.

A figure is one token with its unit (五条, 12.5万元, 2026年), so that it changes as a whole; else a
token is a Latin word or one character. A short equal stretch between two changes is told as part of
them. A paragraph that stands elsewhere now is told as moved, not as gone and new.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from markupsafe import Markup

from scoring.vocabulary import Word
from site_builder.markup import inert

_MEASURES: Final = (
    "个百分点|平方公里|平方米|立方米|公里|公斤|千米|千克|小时|分钟|年度|季度|个月|人次|"
    "[年月日时分秒元角吨亩户人家个条项次件名份所位批场期类种款套台辆处座篇起宗章节届轮天周倍成段遍句行页%％‰℃]"
)
_TOKEN: Final = re.compile(
    rf"\n|[^\S\n]+"
    rf"|[0-9０-９]+(?:[.,．:：/-][0-9０-９]+)*[十百千万亿余多]*(?:{_MEASURES})?"
    rf"|第?[〇零一二三四五六七八九十百千万亿两]+(?:{_MEASURES})"
    rf"|[A-Za-z][A-Za-z0-9]*(?:['’-][A-Za-z0-9]+)*"
    r"|.[\u0300-\u036f\ufe00-\ufe0f\u200d]*",
    re.DOTALL,
)
_MOVABLE: Final = 15
"""Characters of a paragraph that can be said to have moved; a shorter one may recur by chance."""
_ISLAND: Final = 4
"""Characters of the longest equal stretch that is told as part of the changes on both its sides;
one with a stop in it never is."""
_LINE: Final = 40
_SMALL: Final = 250_000
"""Pairs of tokens that are compared one with another; larger texts are first cut at anchors."""
_ANCHORS: Final = (8, 3, 1)
"""Tokens of a stretch that occurs once in both texts, the surest first."""
_DEEP: Final = 24
_STOPS: Final = {"\n": 3, "。": 2, "！": 2, "？": 2, "；": 2, "，": 1, "、": 1, "：": 1}


class Kind(Word):
    """What became of a piece of text."""

    SAME = "same", "相同"
    GONE = "gone", "删去"
    NEW = "new", "新增"
    CUT = "cut", "略去"
    """Not shown: the text says how much."""


class Piece(NamedTuple):
    """A stretch of one kind."""

    kind: Kind
    text: str
    moved: bool = False
    """Whether it is a whole paragraph that stands at another place now."""


class _Token(NamedTuple):
    text: str
    side: int = 0
    """1 and 2 for a moved paragraph, before and after: these two are never equal."""


class _Span(NamedTuple):
    """Tokens of both texts that were set against each other."""

    same: bool
    old: Sequence[_Token]
    new: Sequence[_Token]


def compared(before: str, after: str) -> tuple[Piece, ...]:
    """Return the two texts as one: SAME and GONE together give the first, SAME and NEW the second.

    Of a change what is gone comes first. No two pieces of one kind that are not moved touch.
    """
    moved = _moved(before, after)
    spans = _aligned(_tokens(before, moved, 1), _tokens(after, moved, 2), 0)
    return tuple(_pieces(_joined(_slid(_merged(spans)))))


def excerpt(pieces: Iterable[Piece], around: int, most: int) -> tuple[Piece, ...]:
    """Return the changes with at most `around` characters of the equal text beside them, cut after
    about `most` characters in all; CUT pieces say what is not shown."""
    found: list[Piece] = []
    shown = left = 0
    every = list(pieces)
    for place, piece in enumerate(every):
        if shown >= most:
            left += len(piece.text)
            continue
        before, after = place > 0, place + 1 < len(every)
        for part in _around(piece, around * before, around * after, most - shown):
            found.append(part)
            shown += len(part.text)
    if left:
        found.append(_cut(left))
    return tuple(found)


def as_markdown(pieces: Iterable[Piece]) -> Markup:
    """Return the comparison as Markdown, `~~删去~~ **新增**`, every word of it escaped.

    Marks stand between blanks: beside Chinese punctuation none of them would count otherwise.
    """
    parts = [part for piece in pieces for part in _marked(piece)]
    lines = "".join(parts).split("\n")
    return Markup("\n\n").join(Markup(line.strip()) for line in lines if line.strip())  # noqa: S704


def as_html(pieces: Iterable[Piece]) -> Markup:
    """Return the comparison as HTML in one line, with `<del>` and `<ins>`, every word escaped."""
    return Markup("").join(_tagged(piece) for piece in pieces)


def _moved(before: str, after: str) -> frozenset[str]:
    """Return the paragraphs that are in both texts once, and out of their order."""
    old, new = before.split("\n"), after.split("\n")
    once = _once(old) & _once(new)
    once = {line for line in once if len(line.strip()) >= _MOVABLE}
    there = {line: place for place, line in enumerate(new) if line in once}
    order = [line for line in old if line in once]
    staying = _rising([there[line] for line in order])
    return frozenset(order) - {order[place] for place in staying}


def _once(lines: Iterable[str]) -> set[str]:
    return {line for line, count in Counter(lines).items() if count == 1}


def _rising(numbers: Sequence[int]) -> list[int]:
    """Return the places of a longest rising row of numbers (Schensted 1961), O(n log n)."""
    ends: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        at = bisect_left(ends, number)
        before.append(places[at - 1] if at else -1)
        ends[at : at + 1] = [number]
        places[at : at + 1] = [place]
    found = []
    at = places[-1] if places else -1
    while at >= 0:
        found.append(at)
        at = before[at]
    return found[::-1]


def _tokens(text: str, moved: frozenset[str], side: int) -> list[_Token]:
    if not moved:
        return [_Token(word) for word in _TOKEN.findall(text)]
    found: list[_Token] = []
    for line in text.splitlines(keepends=True) if "\r" not in text else [text]:
        bare = line.removesuffix("\n")
        if bare in moved:
            found.append(_Token(bare, side))
            line = line[len(bare) :]
        found += [_Token(word) for word in _TOKEN.findall(line)]
    return found


def _aligned(old: Sequence[_Token], new: Sequence[_Token], depth: int) -> Iterator[_Span]:
    """Yield spans that cover both texts in order; equal ones need not be merged."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    rest = min(len(old), len(new)) - head
    while tail < rest and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    if head:
        yield _Span(True, old[:head], new[:head])
    yield from _inner(old[head : len(old) - tail], new[head : len(new) - tail], depth)
    if tail:
        yield _Span(True, old[-tail:], new[-tail:])


def _inner(old: Sequence[_Token], new: Sequence[_Token], depth: int) -> Iterator[_Span]:
    if not old or not new:
        if old or new:
            yield _Span(False, old, new)
        return
    if len(old) * len(new) <= _SMALL:
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        for tag, left, right, start, end in matcher.get_opcodes():
            yield _Span(tag == "equal", old[left:right], new[start:end])
        return
    length, anchors = _anchors(old, new) if depth < _DEEP else (0, [])
    if not anchors:
        yield _Span(False, old, new)
        return
    left = start = 0
    for here, there in anchors:
        if here < left or there < start:
            continue
        yield from _aligned(old[left:here], new[start:there], depth + 1)
        left, start = here + length, there + length
        yield _Span(True, old[here:left], new[there:start])
    yield from _aligned(old[left:], new[start:], depth + 1)


def _anchors(old: Sequence[_Token], new: Sequence[_Token]) -> tuple[int, list[tuple[int, int]]]:
    """Return the places of stretches that occur once in each text, in order in both."""
    for length in _ANCHORS:
        here, there = (_stretches(each, length) for each in (old, new))
        both = [(at, there[words]) for words, at in here.items() if words in there]
        if both:
            both.sort()
            return length, [both[place] for place in _rising([to for _, to in both])]
    return 0, []


def _stretches(tokens: Sequence[_Token], length: int) -> dict[tuple[_Token, ...], int]:
    """Return where each stretch is that occurs once."""
    every = [tuple(tokens[at : at + length]) for at in range(len(tokens) - length + 1)]
    once = Counter(every)
    return {words: at for at, words in enumerate(every) if once[words] == 1}


def _merged(spans: Iterable[_Span]) -> list[_Span]:
    """Return the spans, alternately equal and not."""
    found: list[_Span] = []
    for span in spans:
        if found and found[-1].same == span.same:
            last = found[-1]
            found[-1] = _Span(span.same, [*last.old, *span.old], [*last.new, *span.new])
        else:
            found.append(span)
    return found


def _slid(spans: list[_Span]) -> list[_Span]:
    """Return the spans, what was only added or only taken away moved to where a sentence begins.

    In 甲。[乙。] and 甲[。乙]。 the same was added; people see the former.
    """
    found = list(spans)
    for place in range(1, len(found) - 1):
        before, span, after = found[place - 1 : place + 2]
        if span.same or (span.old and span.new):
            continue
        words = list(span.old or span.new)
        row = [*before.old, *words, *after.old]
        best = _best(row, len(before.old), len(words))
        if best != len(before.old):
            kept, changed, rest = (
                row[:best],
                row[best : best + len(words)],
                row[best + len(words) :],
            )
            found[place - 1] = _Span(True, kept, kept)
            none: list[_Token] = []
            found[place] = _Span(False, changed, none) if span.old else _Span(False, none, changed)
            found[place + 1] = _Span(True, rest, rest)
    return [span for span in found if span.old or span.new]


def _best(row: Sequence[_Token], start: int, length: int) -> int:
    """Return where a change of some tokens may begin so that it reads best."""
    first = start
    while first > 0 and row[first - 1] == row[first - 1 + length]:
        first -= 1
    last = start
    while last + length < len(row) and row[last] == row[last + length]:
        last += 1
    return max(range(first, last + 1), key=lambda at: (_stop(row, at), -abs(at - start)))


def _stop(row: Sequence[_Token], at: int) -> int:
    return _STOPS.get(row[at - 1].text, 0) if at else 3


def _joined(spans: list[_Span]) -> list[_Span]:
    """Return the spans without short islands: 平稳→稳定 is one change, not two of a character."""
    found: list[_Span] = []
    for place, span in enumerate(spans):
        last = found[-1] if found and not found[-1].same else None
        if last is None or (span.same and not _island(last, span, spans[place + 1 : place + 2])):
            found.append(span)
        else:
            found[-1] = _Span(False, [*last.old, *span.old], [*last.new, *span.new])
    return found


def _island(before: _Span, span: _Span, after: Sequence[_Span]) -> bool:
    length = _length(span.old)
    if not after or length > _ISLAND or any(token.text in _STOPS for token in span.old):
        return False
    if any(token.side for each in (before, *after) for token in (*each.old, *each.new)):
        return False
    return all(length <= max(_length(each.old), _length(each.new)) for each in (before, *after))


def _length(tokens: Iterable[_Token]) -> int:
    return sum(len(token.text) for token in tokens)


def _pieces(spans: Iterable[_Span]) -> Iterator[Piece]:
    for span in spans:
        if span.same:
            yield Piece(Kind.SAME, "".join(token.text for token in span.old))
            continue
        yield from _sided(Kind.GONE, span.old)
        yield from _sided(Kind.NEW, span.new)


def _sided(kind: Kind, tokens: Sequence[_Token]) -> Iterator[Piece]:
    words: list[str] = []
    for token in tokens:
        if token.side:
            if words:
                yield Piece(kind, "".join(words))
                words = []
            yield Piece(kind, token.text, moved=True)
        else:
            words.append(token.text)
    if words:
        yield Piece(kind, "".join(words))


def _cut(count: int) -> Piece:
    return Piece(Kind.CUT, f"（略 {count} 字）")


def _around(piece: Piece, head: int, tail: int, most: int) -> Iterator[Piece]:
    """Yield what is shown of a piece; what would save no more than a line is not cut."""
    text = piece.text
    if piece.kind is Kind.SAME:
        head, tail = _to_stop(text, head), _from_stop(text, tail)
    else:
        head, tail = max(most, 1), 0
    if len(text) <= head + tail + _LINE:
        yield piece
        return
    if head:
        yield piece._replace(text=text[:head])
    yield _cut(len(text) - head - tail)
    if tail:
        yield piece._replace(text=text[-tail:])


def _to_stop(text: str, length: int) -> int:
    """Return how much to show so that it ends with a clause, if one ends soon after a length."""
    near = range(length, min(length + _LINE, len(text)) if length else 0)
    return next((at for at in near if text[at - 1] in _STOPS), length)


def _from_stop(text: str, length: int) -> int:
    """Return how much to show of the end so that it begins with a clause."""
    near = range(length, min(length + _LINE, len(text)) if length else 0)
    return next((at for at in near if text[-at - 1] in _STOPS), length)


_SIGNS: Final = {Kind.GONE: ("~~", "~~"), Kind.NEW: ("**", "**"), Kind.CUT: ("_", "_")}
_NOTES: Final = {Kind.GONE: "［此段移走：］", Kind.NEW: "［此段移来：］"}


def _marked(piece: Piece) -> Iterator[str]:
    """Yield a piece as Markdown, line by line; a changed line end that stands alone is a sign."""
    opening, closing = _SIGNS.get(piece.kind, ("", ""))
    changed = piece.kind in (Kind.GONE, Kind.NEW)
    if changed and piece.text.strip(" \t\u3000") and not piece.text.strip():
        yield f" {opening}↵{closing} "
    for number, line in enumerate(piece.text.split("\n")):
        if number:
            yield " " if piece.kind is Kind.GONE and not piece.text.strip() else "\n"
        words = inert(line)
        if not words.strip() or not opening:
            yield words
            continue
        yield f" {_NOTES[piece.kind] if piece.moved else ''}{opening}{words.strip()}{closing} "


def _tagged(piece: Piece) -> Markup:
    words = Markup("<br>").join(inert(line) for line in piece.text.split("\n"))
    if piece.kind is Kind.SAME:
        return words
    if piece.kind is Kind.CUT:
        return Markup("<em>{}</em>").format(words)
    form = "{}<del>{}</del>" if piece.kind is Kind.GONE else "{}<ins>{}</ins>"
    if not piece.text.strip() and "\n" in piece.text:
        words = Markup("↵") if piece.kind is Kind.GONE else Markup("↵") + words
    note = _NOTES[piece.kind] if piece.moved else ""
    return Markup(form).format(note, words)  # noqa: S704 - one of the two above
