"""A .md without a header → a manuscript whose text stays as it is; its pictures come along."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final
from urllib.parse import unquote

from site_builder.intake.manuscripts.manuscript import (
    Block,
    Manuscript,
    Paragraph,
    Picture,
    Span,
    Unreadable,
)
from site_builder.intake.manuscripts.plain_text import decoded

_IMAGE: Final = re.compile(
    r"!\[[^\[\]]{0,200}\]\([ \t]*<?([^\s<>()]{1,300})>?(?:[ \t][^()]{0,200})?\)"
)
_HEADING: Final = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*")
_PICTURES: Final = 60
_LINE: Final = 400


def read_markdown(data: bytes, beside: Callable[[str], bytes | None]) -> Manuscript | Unreadable:
    """Return what a Markdown text says; `beside` gives a picture that lies in the same folder."""
    text = decoded(data)
    if isinstance(text, Unreadable):
        return text
    if text.lstrip("\n").startswith("---\n"):
        return Unreadable("已经有文件头（---），不用导入；请直接放进 content/items 的年、月文件夹")
    blocks: list[Block] = []
    lost: list[str] = []
    for line in text.split("\n"):
        found = _IMAGE.findall(line)
        pictures = {}
        for target in found[:_PICTURES]:
            read = beside(unquote(target))
            if read is None:
                lost.append(target)
            else:
                pictures[target] = Picture(unquote(target).rpartition("/")[2], read)
        rest = _IMAGE.sub("", line) if found else line
        if rest.strip() or not found:
            heading = _heading(rest)
            blocks.append(Paragraph((Span(rest),), 0 if heading is None else len(heading[1])))
        blocks += pictures.values()
    remarks = (f"找不到的图片没有带入：{'、'.join(lost)[:80]}",) if lost else ()
    return Manuscript(tuple(blocks), remarks=remarks, markdown=True)


def bare(line: str) -> str:
    """Return a line of Markdown without the signs of headings and of bold."""
    heading = _heading(line)
    return (line if heading is None else heading[2]).strip().strip("*_").strip()


def _heading(line: str) -> re.Match[str] | None:
    """Return the match of a heading; a line that is no title is not looked at."""
    return _HEADING.fullmatch(line) if len(line) <= _LINE else None
