"""A manuscript → the item that is proposed: header, body, pictures, and what has to be said.

What cannot be decided is left out of the header and said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

from scoring.model import Corpus
from site_builder.drafts import draft, short_name
from site_builder.intake.manuscripts.manuscript import (
    Block,
    Manuscript,
    Paragraph,
    Picture,
    Table,
    Unreadable,
)
from site_builder.intake.manuscripts.markdown import bare
from site_builder.intake.manuscripts.pictures import shrunk
from site_builder.intake.manuscripts.signature import Line, Registry, Signed
from site_builder.intake.manuscripts.writing import body, markdown_body
from site_builder.registering.desk import Change
from site_builder.schema.common import TITLE_LIMIT
from site_builder.screening.secrecy import markings

_SEARCHED: Final = 12
"""Paragraphs at the head among which the title is."""
_SIGNED_HEAD: Final = 3
_SIGNED_TAIL: Final = 6
"""Paragraphs after the title and at the end that may be signatures."""
_TITLE: Final = 60
"""Characters of a line that may be a title without looking like one."""
_MASTHEAD: Final = re.compile(
    r".{0,12}(?:简报|信息|动态|专报|快报|通讯|参考|要情)|[（(]?(?:总)?第?\s*\d+\s*期.{0,12}|.{0,20}〔\d{4}〕.{0,12}"
)
_SUBTITLE: Final = re.compile(r"[—–-]{1,4}\s*\S")
_END: Final = tuple("。；！？…")


class Proposal(NamedTuple):
    """An item to be written, and what has to be said of it."""

    changes: tuple[Change, ...]
    """The item first, then its pictures."""
    said: tuple[str, ...]
    """What is not carried over as it was."""
    doubts: tuple[str, ...]
    """What could not be decided: it is not in the header."""

    @property
    def path(self) -> str:
        """Return where the item goes, inside the content folder."""
        return self.changes[0].path


@dataclass(frozen=True)
class Given:
    """What whoever imports says for texts that do not say it themselves."""

    day: date | None = None
    unit: str | None = None
    kind: str | None = None


class _Title(NamedTuple):
    text: str
    places: frozenset[int]
    """Of the blocks that it is made of; empty where it is the file's name."""


def proposed(
    manuscript: Manuscript, corpus: Corpus, given: Given, name: str
) -> Proposal | Unreadable:
    """Return the item that a manuscript makes, or why it makes none; `name` is the file's stem."""
    marked = _marked(manuscript)
    if marked is not None:
        return Unreadable(f"有涉密或内部标志“{marked}”：不能导入，请报保密人员")
    blocks = manuscript.blocks
    if not any(isinstance(each, Table) or _text(each) for each in blocks):
        return Unreadable("没有文字，只有图片或空白；请把文字打出来再导入")
    registry = Registry(corpus)
    title = _title(blocks, registry, name)
    lines = dict(_signatures(blocks, title, registry))
    signed = registry.signed(lines.values(), given.day)
    if signed.day is None:
        why = signed.doubts[0] if signed.doubts else "没有找到日期"
        return Unreadable(f"{why}；请用 --date 写明报送日期")
    gone = title.places | {at for at, line in lines.items() if signed.took(line)}
    return _made(manuscript, title, signed, given, frozenset(gone), corpus)


def _made(
    manuscript: Manuscript,
    title: _Title,
    signed: Signed,
    given: Given,
    gone: frozenset[int],
    corpus: Corpus,
) -> Proposal | Unreadable:
    assert signed.day is not None  # noqa: S101 - looked at by `proposed`
    if not short_name(title.text):
        return Unreadable(f"标题“{title.text}”里没有字，起不了文件名")
    authors = _few(signed.authors)
    units = signed.units or (() if signed.authors or given.unit is None else (given.unit,))
    doubts = [*signed.doubts, *_doubted(title, bool(authors or units))]
    if authors and units == (corpus.people[signed.authors[0]].unit,):
        units = ()
    header = draft(title.text, signed.day, author=authors, unit=_few(units), kind=given.kind)
    stay = [each for at, each in enumerate(manuscript.blocks) if at not in gone]
    shown = _shown(stay, header.path.removesuffix(".md"))
    if manuscript.markdown:
        text = markdown_body(stay, shown.names)
    else:
        text = body(stay, shown.names, manuscript.notes)
    item = Change(header.path, None, header.text + text)
    said = (*manuscript.remarks, *shown.said)
    return Proposal((item, *shown.changes), said, tuple(doubts))


def _doubted(title: _Title, sender: bool) -> Iterator[str]:
    if not title.places:
        yield f"没有找到标题，先用了文件名“{title.text}”"
    if len(title.text) > TITLE_LIMIT:
        yield f"标题有 {len(title.text)} 字，超过 {TITLE_LIMIT} 字，请改短"
    if not sender:
        yield "没有找到单位和作者，请在文件头补上"


def _few(names: tuple[str, ...]) -> str | list[str] | None:
    """Return one name by itself, several as a list, none as nothing."""
    return None if not names else names[0] if len(names) == 1 else list(names)


def _marked(manuscript: Manuscript) -> str | None:
    """Return a mark of secrecy anywhere in the file, also in what is not carried over."""
    texts = [each.text if isinstance(each, Paragraph) else "\n".join(_cells(each))
             for each in manuscript.blocks]  # fmt: skip
    found = [*markings("\n".join(texts)), *markings(manuscript.aside)]
    found += markings("\n".join(manuscript.notes), head=False)
    return found[0].found if found else None


def _cells(block: Block) -> Iterable[str]:
    return (cell for row in block.rows for cell in row) if isinstance(block, Table) else ()


def _text(block: Block) -> str:
    return bare(" ".join(block.text.split())) if isinstance(block, Paragraph) else ""


def _title(blocks: Sequence[Block], registry: Registry, name: str) -> _Title:
    """Return the title: the first heading, centred or bold line, else a short first line."""
    near = [at for at, each in enumerate(blocks) if _text(each)][:_SEARCHED]
    likely = [at for at in near if not _masthead(_text(blocks[at]), registry)]
    for at in likely:
        block = blocks[at]
        assert isinstance(block, Paragraph)  # noqa: S101 - it has text
        looks = block.level == 1 or block.centred or block.bold
        if looks and len(_text(block)) <= TITLE_LIMIT and not _text(block).endswith(_END):
            return _whole_title(blocks, at, near)
    if likely and len(_text(blocks[likely[0]])) <= _TITLE:
        first = _text(blocks[likely[0]])
        if not first.endswith(_END):
            return _whole_title(blocks, likely[0], near)
    return _Title(name, frozenset())


def _masthead(text: str, registry: Registry) -> bool:
    """Return whether a line is the head of a bulletin, or a signature."""
    return _MASTHEAD.fullmatch(text) is not None or registry.line(text) is not None


def _whole_title(blocks: Sequence[Block], first: int, near: Sequence[int]) -> _Title:
    """Return a title with the lines that continue it: alike and centred, or a subtitle after —."""
    places, text = [first], _text(blocks[first])
    for before, at in pairwise(near):
        if before != places[-1]:
            continue
        one, other = blocks[before], blocks[at]
        assert isinstance(one, Paragraph) and isinstance(other, Paragraph)  # noqa: S101
        more = _text(other)
        subtitle = _SUBTITLE.match(more) is not None
        alike = one.centred and other.centred and one.bold == other.bold
        alike = alike and one.level == other.level and not more.startswith(("（", "("))
        if not (subtitle or alike) or len(text + more) > TITLE_LIMIT or more.endswith(_END):
            break
        text += f"——{more.lstrip('—–- ')}" if subtitle else more
        places.append(at)
    return _Title(text, frozenset(places))


def _signatures(
    blocks: Sequence[Block], title: _Title, registry: Registry
) -> Iterable[tuple[int, Line]]:
    """Yield the lines round a text that are signatures, by place."""
    written = [at for at, each in enumerate(blocks) if _text(each) and at not in title.places]
    start = max(title.places, default=-1)
    head = [at for at in written if at < start] + [at for at in written if at > start][
        :_SIGNED_HEAD
    ]
    for at in dict.fromkeys((*head, *written[-_SIGNED_TAIL:])):
        line = registry.line(_text(blocks[at]))
        if line is not None:
            yield at, line


class _Shown(NamedTuple):
    """The pictures of an item."""

    changes: tuple[Change, ...]
    names: tuple[str, ...]
    """In the order of the text; empty for one that is not taken."""
    said: tuple[str, ...]


def _shown(blocks: Iterable[Block], stem: str) -> _Shown:
    """Return the pictures of an item, shrunk, beside it under its name."""
    changes: list[Change] = []
    names: list[str] = []
    said: list[str] = []
    for block in blocks:
        if not isinstance(block, Picture):
            continue
        made = shrunk(block.data)
        if isinstance(made, str):
            names.append("")
            said.append(f"图片 {block.name[:40]} {made}")
            continue
        path = f"{stem}-图{len(changes) + 1}{made.ending}"
        changes.append(Change(path, None, made.data))
        names.append(path.rpartition("/")[2])
    return _Shown(tuple(changes), tuple(names), tuple(said))
