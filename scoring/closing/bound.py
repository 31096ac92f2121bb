"""Bound figures: `[35](数:采用次数)` in a notice's text reads 35 and names where it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from scoring.catalogue import closing
from scoring.closing.figures import Figure, Figures
from scoring.findings import Finding, Source

SCHEME: Final = "数:"
_BOUND: Final = re.compile(r"(?<!\\)\[([^\[\]\\\n]{0,80})\]\(数[:：]([^\s()]{1,400})\)")
_MAIN: Final = (
    "报送条数", "采用次数", "批示次数", "约稿.应报", "零报送单位数", "定额未完成单位数", "差错件数",
)  # fmt: skip
_UNFIT: Final = re.compile(r"[\s()<>\\%&\[\]\"'`*_|~]")
_QUOTED: Final = re.compile(r"(?:%[0-9A-F]{2})+")


class Bound(NamedTuple):
    """One bound figure of a text."""

    text: str
    name: str
    line: int
    """From 0, as `column`, which is where the figure itself begins."""
    column: int


def link(figure: Figure) -> str:
    """Return a figure as a notice's text holds it."""
    return f"[{figure.text}]({SCHEME}{_quoted(figure.name)})"


def bound(body: str) -> Iterator[Bound]:
    """Yield the bound figures of a text in order."""
    for number, line in enumerate(body.split("\n")):
        for match in _BOUND.finditer(line):
            yield Bound(match[1], _unquoted(match[2]), number, match.start(1))


def plain(body: str) -> str:
    """Return a text with its bound figures as plain words, as it is shown everywhere."""
    return _BOUND.sub(lambda match: match[1], body)


def refreshed(body: str, figures: Figures) -> str:
    """Return a text whose bound figures are what they are now; unknown ones stay as they are."""
    return _BOUND.sub(lambda match: _fresh(match, figures), body)


def stale(body: str, figures: Figures, start: Source) -> tuple[Finding, ...]:
    """Return a finding for every bound figure that is not what it should be.

    `start` is the file and the line on which the body begins.
    """
    lines = body.split("\n")
    period = figures.period.id
    found = []
    for one in bound(body):
        place = Source(start.path, start.line + one.line, one.column + 1)
        figure = figures.get(one.name)
        if figure is None:
            hint = figures.hint(one.name)
            kind = closing.UNKNOWN_FIGURE
            found.append(kind.at(place, name=one.name, hint=hint, period=period))
        elif one.text.strip(" *") != figure.text:
            mended = refreshed(lines[one.line], figures)
            found.append(
                closing.STALE_FIGURE.at(
                    place,
                    mended=mended,
                    name=one.name,
                    found=one.text,
                    expected=figure.text,
                    period=period,
                )
            )
    return tuple(found)


def unmentioned(body: str, figures: Figures, start: Source) -> tuple[Finding, ...]:
    """Return a note for each of the main figures that is not 0 and that a draft does not state."""
    named = {one.name for one in bound(body)}
    found = []
    for name in _MAIN:
        figure = figures.get(name)
        if figure is not None and figure.value != 0 and name not in named:
            found.append(closing.UNMENTIONED.at(start, name=name, expected=figure.text))
    return tuple(found)


def _fresh(match: re.Match[str], figures: Figures) -> str:
    figure = figures.get(_unquoted(match[2]))
    if figure is None:
        return match[0]
    core = match[1].strip(" *")
    written = match[1].replace(core, figure.text, 1) if core else figure.text
    start, end = match.span(1)
    return f"{match[0][: start - match.start()]}{written}{match[0][end - match.start() :]}"


def _quoted(name: str) -> str:
    """Return a name as a link's target may hold it: what Markdown would stumble over as %XX."""
    return _UNFIT.sub(lambda mark: "".join(f"%{byte:02X}" for byte in mark[0].encode()), name)


def _unquoted(target: str) -> str:
    return _QUOTED.sub(
        lambda run: bytes.fromhex(run[0].replace("%", "")).decode("utf-8", "replace"), target
    )
