"""Charts as inline SVG: pure functions from exact numbers to markup.

Positions are computed as fractions and written with two decimals, so the same numbers give the
same bytes everywhere. Bars and trends place things in per cent of the width and in pixels of
height, so that their words keep their size on a phone. Colours are the style sheet's. Each
chart tells its numbers in `<desc>` too, and leaves no blank line, since it stands in Markdown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise, starmap
from math import lcm
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from site_builder.templating import Templates, ready

Number = int | Decimal | Fraction

_ROW = 38  # pixels from bar to bar
_PLOT_TOP, _PLOT_BOTTOM, _TREND_HEIGHT = 28, 178, 204
_LINE = 16  # pixels that a line of words takes
_LEFT, _RIGHT = 6, 96  # per cent: where a trend's first and last points stand
_CELL_WIDTH, _CELL_HEIGHT, _HEAD, _GLYPH = 56, 32, 24, 14
_LONGEST_LABEL = 12  # characters of a heat map's row label
_SHADES = 4


class Bar(NamedTuple):
    """One bar; `text` replaces the number shown, `mark` draws a tick such as last period's."""

    label: str
    value: Number
    text: str = ""
    mark: Number | None = None


class Point(NamedTuple):
    """One step of a trend: the period's value and that of the same period a year before."""

    label: str
    value: Number | None
    before: Number | None = None


class _Spot(NamedTuple):
    """A place in a trend: per cent from the left, pixels from the top or not known."""

    x: Fraction
    y: Fraction | None


def bars(
    rows: Sequence[Bar], *, title: str, note: str = "", hint: str = "有了记分以后，这里会自动出现。"
) -> Markup:
    """Return a bar chart, one line of words above each bar, in the order given.

    Negative values grow to the left of the zero line and take the second colour; their sign
    stays in the text. `note` explains marks or units; without rows `hint` says what to do.
    """
    if not rows:
        return _draw("empty", title, hint)
    reach = [Fraction(0), *(Fraction(row.value) for row in rows)]
    reach += [Fraction(row.mark) for row in rows if row.mark is not None]
    low, high = min(reach), max(reach)
    span = (high - low) or Fraction(1)
    zero = (0 - low) / span * 100
    drawn = []
    for place, row in enumerate(rows):
        end = (Fraction(row.value) - low) / span * 100
        top = place * _ROW
        drawn.append(
            {
                "label": row.label,
                "text": row.text or number(row.value),
                "text_y": top + 15,
                "bar_y": top + 21,
                "x": _at(min(zero, end)),
                "width": _at(abs(end - zero)),
                "colour": "cs-svg__two" if row.value < 0 else "cs-svg__one",
                "mark": "" if row.mark is None else _at((Fraction(row.mark) - low) / span * 100),
                "mark_y1": top + 19,
                "mark_y2": top + 31,
            }
        )
    desc = "；".join(f"{row.label} {row.text or number(row.value)}" for row in rows)
    return _draw("bars", title, note, desc, len(rows) * _ROW, drawn)


def trend(
    points: Sequence[Point],
    *,
    title: str,
    note: str = "",
    hint: str = "至少要有一个时段的数据才能画出走势。",
) -> Markup:
    """Return a line over time with first and last values written, the year before dashed.

    A missing value (`None`) leaves a gap. The axis starts at 0 unless a value is negative.
    """
    known = [point.value for point in points if point.value is not None]
    if not known:
        return _draw("empty", title, hint)
    scale = _scale([*known, *(point.before for point in points if point.before is not None)])
    across = [_across(place, len(points)) for place in range(len(points))]
    now = [_Spot(x, _down(p.value, scale)) for x, p in zip(across, points, strict=True)]
    before = [_Spot(x, _down(p.before, scale)) for x, p in zip(across, points, strict=True)]
    return _draw(
        "trend",
        title,
        note,
        "；".join(_told(point) for point in points),
        _TREND_HEIGHT,
        _grid(scale),
        _segments(before),
        _segments(now),
        [{"x": _at(x), "y": _at(y)} for x, y in now if y is not None],
        _ticks(across, points),
        _ends(now, points),
    )


def heat_map(
    rows: Sequence[str],
    columns: Sequence[str],
    values: Sequence[Sequence[Number | None]],
    *,
    title: str,
    note: str = "",
    hint: str = "有了采用记录以后，这里会自动出现。",
) -> Markup:
    """Return rows by columns (units by months) with every number written in its cell.

    The shade has four steps up to the largest value; 0 and «not known» (–) stay white.
    """
    if not rows or not columns:
        return _draw("empty", title, hint)
    labels = [_short(label) for label in rows]
    left = max(_width(label) for label in labels) + 10
    top = max((Fraction(v) for line in values for v in line if v is not None), default=Fraction(0))
    lines = []
    for place, (label, line) in enumerate(zip(labels, values, strict=True)):
        y = _HEAD + place * _CELL_HEIGHT
        cells = [
            {
                "step": _shade(value, top),
                "x": left + step * _CELL_WIDTH,
                "y": y,
                "width": _CELL_WIDTH,
                "height": _CELL_HEIGHT,
                "text_x": left + step * _CELL_WIDTH + _CELL_WIDTH // 2,
                "text_y": y + 19,
                "text": "–" if value is None else number(value),
            }
            for step, (_, value) in enumerate(zip(columns, line, strict=True))
        ]
        lines.append({"label": label, "x": left - 8, "y": y + 20, "cells": cells})
    heads = [
        {"text": head, "x": left + step * _CELL_WIDTH + _CELL_WIDTH // 2, "y": _HEAD - 7}
        for step, head in enumerate(columns)
    ]
    desc = "；".join(
        f"{row}：" + "、".join("无" if v is None else number(v) for v in line)
        for row, line in zip(rows, values, strict=True)
    )
    width = left + len(columns) * _CELL_WIDTH + 1
    height = _HEAD + len(rows) * _CELL_HEIGHT + 1
    return _draw("heat", title, note, desc, width, height, heads, lines)


def sparkline(values: Sequence[Number], *, title: str) -> Markup:
    """Return a word-sized line without axes, its last value marked; a dash when there is none.

    Every row of a ranking has one, so it is reckoned in whole numbers and written without macros.
    """
    if not values:
        return Markup('<span class="cs-spark">–</span>')
    ratios = [value.as_integer_ratio() for value in values]
    under = lcm(*[below for _, below in ratios])
    whole = [over * (under // below) for over, below in ratios]
    factor, low, span = _reach(min(whole), max(whole), under)
    xs = _steps(len(whole))
    ys = [_hundredths(_rounded(18 * (low - value * factor) + 21 * span, span)) for value in whole]
    line = " ".join([f"{x},{y}" for x, y in zip(xs, ys, strict=True)])
    return ready(
        '<svg class="cs-svg cs-spark" role="img" viewBox="0 0 96 24" preserveAspectRatio="none"'
        f' data-search-exclude="chart" xmlns="http://www.w3.org/2000/svg"><title>{escape(title)}'
        f'</title><desc>{"、".join(starmap(_exact, ratios))}</desc><polyline points="{line}"/>'
        f'<circle class="cs-svg__one" cx="{xs[-1]}" cy="{ys[-1]}" r="2.5"/></svg>'
    )


@lru_cache(maxsize=65536)
def _reach(low: int, high: int, under: int) -> tuple[int, int, int]:
    """Return a scale for values over a denominator as whole numbers: by what to multiply them,
    where the axis begins, and how long it is.
    """
    ends = _scale((Fraction(low, under), Fraction(high, under)))
    common = lcm(under, *(end.denominator for end in ends))
    begin, end = (each.numerator * (common // each.denominator) for each in ends)
    return common // under, begin, end - begin


@lru_cache(maxsize=256)
def _steps(count: int) -> Sequence[str]:
    """Return where the values of a sparkline stand, in pixels from the left."""
    between = max(count - 1, 1)
    return [_exact(3 * between + place * 90, between) for place in range(count)]


def number(value: Number | None) -> str:
    """Return a number as a chart writes it: at most two decimals, half away from zero."""
    return "–" if value is None else _exact(*value.as_integer_ratio())


@lru_cache(maxsize=65536)
def _exact(over: int, under: int) -> str:
    """Write over ÷ under with at most two decimals."""
    return _hundredths(_rounded(over, under) if over >= 0 else -_rounded(-over, under))


def _rounded(over: int, under: int) -> int:
    """Return over ÷ under, which is not below 0, in hundredths."""
    return (200 * over + under) // (2 * under)


@lru_cache(maxsize=65536)
def _hundredths(value: int) -> str:
    """Write hundredths as a number."""
    whole, rest = divmod(abs(value), 100)
    return f"{'-' if value < 0 else ''}{whole}.{rest:02d}".rstrip("0").rstrip(".")


@lru_cache(maxsize=1)
def _macros() -> Any:
    """Return the module of drawing macros, loaded once."""
    return Templates().get_template("charts.svg.jinja").module


def _draw(macro: str, *values: object) -> Markup:
    """Return what a macro writes."""
    return Markup(getattr(_macros(), macro)(*values))  # noqa: S704 - the macros escape


def _at(value: Fraction | int) -> str:
    """Write an exact position with at most two decimals."""
    return _exact(*value.as_integer_ratio())


def _scale(values: Iterable[Number]) -> tuple[Fraction, Fraction]:
    """Return the ends of a value axis: 0 belongs to it, the top is a round number."""
    exact = [Fraction(value) for value in values]
    return _round_out(min(exact), -1), _round_out(max(exact), 1) or Fraction(1)


@lru_cache(maxsize=65536)
def _round_out(value: Fraction, side: int) -> Fraction:
    """Return the nearest 1, 2, 4, 5, 6, 8 or 10 times a power of ten beyond a value's side."""
    size = value * side
    if size <= 0:
        return Fraction(0)
    power = Fraction(1)
    while size > power * 10:
        power *= 10
    while size <= power:
        power /= 10
    return side * next(step * power for step in (2, 4, 5, 6, 8, 10) if size <= step * power)


def _across(place: int, count: int) -> Fraction:
    """Return a point's place in per cent of the width."""
    if count == 1:
        return Fraction(_LEFT + _RIGHT, 2)
    return _LEFT + Fraction(place * (_RIGHT - _LEFT), count - 1)


def _down(value: Number | None, scale: tuple[Fraction, Fraction]) -> Fraction | None:
    """Return a value's place in pixels from the top of the drawing, none for none."""
    return None if value is None else _height(Fraction(value), scale)


def _height(value: Fraction, scale: tuple[Fraction, Fraction]) -> Fraction:
    """Return a value's place in pixels from the top of the drawing."""
    low, high = scale
    return _PLOT_BOTTOM - (value - low) / (high - low) * (_PLOT_BOTTOM - _PLOT_TOP)


def _grid(scale: tuple[Fraction, Fraction]) -> list[dict[str, str]]:
    """Return the horizontal rules of a trend: 0 or the middle, and its ends, where their words
    keep clear of it.
    """
    low, high = scale
    middle = Fraction(0) if low < 0 < high else (low + high) / 2
    clear = _height(middle, scale)
    rules = [(value, _height(value, scale)) for value in (low, middle, high)]
    return [
        {"y": _at(y), "text_y": _at(y - 4), "text": number(value)}
        for value, y in rules
        if value == middle or abs(y - clear) >= _LINE
    ]


def _ticks(across: Sequence[Fraction], points: Sequence[Point]) -> list[dict[str, object]]:
    """Return the words under a trend; every other one gives way on a phone."""
    return [
        {"x": _at(x), "y": _TREND_HEIGHT - 6, "text": point.label, "minor": place % 2 == 1}
        for place, (x, point) in enumerate(zip(across, points, strict=True))
    ]


def _ends(spots: Sequence[_Spot], points: Sequence[Point]) -> list[dict[str, str]]:
    """Return the first and the last known value, written above their dots."""
    known = [
        {"x": _at(spot.x), "y": _at(spot.y - 10), "text": number(point.value)}
        for spot, point in zip(spots, points, strict=True)
        if spot.y is not None
    ]
    return [known[0], *known[1:][-1:]]


def _segments(spots: Sequence[_Spot]) -> list[dict[str, str]]:
    """Return the pieces of a line, none across a gap."""
    return [
        {"x1": _at(one.x), "y1": _at(one.y), "x2": _at(two.x), "y2": _at(two.y)}
        for one, two in pairwise(spots)
        if one.y is not None and two.y is not None
    ]


def _told(point: Point) -> str:
    """Return a point in words."""
    before = "" if point.before is None else f"（上年同期 {number(point.before)}）"
    return f"{point.label} {'无' if point.value is None else number(point.value)}{before}"


def _shade(value: Number | None, top: Fraction) -> int:
    """Return the step of shade for a value: 0 for none, then up to the darkest."""
    if value is None or value <= 0:
        return 0
    return min(_SHADES, int(Fraction(value) / top * _SHADES) + 1)


def _short(label: str) -> str:
    """Return a label that fits the left column."""
    return label if len(label) <= _LONGEST_LABEL else label[: _LONGEST_LABEL - 1] + "…"


def _width(label: str) -> int:
    """Return the pixels a label takes, Chinese characters counted square."""
    return sum(_GLYPH if ord(char) > 0x2E7F else _GLYPH * 6 // 10 for char in label)
