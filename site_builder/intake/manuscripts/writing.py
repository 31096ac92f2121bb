"""Blocks → Markdown that reads the same: what Markdown would take for a sign is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from site_builder.intake.manuscripts.manuscript import Paragraph, Picture, Table
from site_builder.intake.manuscripts.plain_text import without_controls

_SIGNS: Final = re.compile(r"[\\`*_\[\]|]")
_BEFORE_BRACKET: Final = re.compile(r"(?<=\\\])\(")
_TAG: Final = re.compile(r"<(?=[A-Za-z/!?])")
_ENTITY: Final = re.compile(r"&(?=#?[A-Za-z0-9]{1,32};)")
_LINE_HEAD: Final = re.compile(r"^(?:(#{1,6})(?=\s|$)|([-+])(?=\s|$)|([=-])(?=[=\-\s]*$)|(>|~~~))")
_ORDERED: Final = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
_BLANKS: Final = re.compile(r"[ \t\u3000\xa0]+")
_DEEPEST: Final = 4


def escaped(text: str) -> str:
    """Return words that mean nothing to Markdown wherever they stand but at a line's head."""
    signs = _SIGNS.sub(r"\\\g<0>", without_controls(text))
    signs = _BEFORE_BRACKET.sub(r"\\(", signs)
    return _TAG.sub("&lt;", _ENTITY.sub("&amp;", signs))


def _line(text: str) -> str:
    """Return a line whose head means nothing to Markdown either."""
    text = _ORDERED.sub(r"\1\\\2", text)
    return _LINE_HEAD.sub(r"\\\g<0>", text)


def paragraph(block: Paragraph) -> str:
    """Return a paragraph or heading; line ends in it are kept, blanks at its head are not."""
    if block.level:
        words = _BLANKS.sub(" ", block.text.replace("\n", " ")).strip()
        return f"{'#' * min(block.level + 1, _DEEPEST)} {escaped(words)}"
    pieces = block.spans if not block.bold else (block.spans[0]._replace(text=block.text),)
    text = "".join(_emphasised(escaped(each.text), each.bold) for each in pieces)
    lines = (_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return "\\\n".join(_line(line) for line in lines if line)


def _emphasised(text: str, bold: bool) -> str:
    """Return bold words as such; the signs stand next to letters, not next to blanks."""
    words = text.strip(" \t\u3000\xa0\n")
    if not bold or not words or "\n" in words:
        return text
    begin = text.index(words)
    return f"{text[:begin]}**{words}**{text[begin + len(words) :]}"


def table(block: Table) -> str:
    """Return a table; its first row is the head."""

    def row(cells: Iterable[str]) -> str:
        return f"| {' | '.join(escaped(' '.join(cell.split())) for cell in cells)} |"

    rule = "|" + "---|" * len(block.rows[0])
    return "\n".join((row(block.rows[0]), rule, *map(row, block.rows[1:])))


def body(
    blocks: Iterable[Paragraph | Table | Picture], names: Iterable[str], notes: Iterable[str]
) -> str:
    """Return the body of an item; `names` are the pictures' files in the order of the pictures."""
    return "\n\n".join(part for part in _parts(blocks, iter(names), notes) if part) + "\n"


def _parts(
    blocks: Iterable[Paragraph | Table | Picture], names: Iterator[str], notes: Iterable[str]
) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield paragraph(block)
        elif isinstance(block, Table):
            yield table(block)
        else:
            name = next(names)
            if name:
                yield _shown(name)
    for number, note in enumerate(notes, 1):
        yield f"［{number}］{escaped(note)}"


def _shown(name: str) -> str:
    """Return a picture called as its file's name ends: 图1."""
    called = name.rpartition("-")[2].partition(".")[0]
    return f"![{called}]({name})"


def markdown_body(blocks: Iterable[Paragraph | Table | Picture], names: Iterable[str]) -> str:
    """Return the lines of a text that was Markdown already, as they were."""
    pictures = iter(names)
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.append(without_controls(block.text).rstrip())
        elif isinstance(block, Picture):
            name = next(pictures)
            lines += ("", _shown(name), "") if name else ()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"
