"""Paper → Word (.docx), laid out as GB/T 9704-2012 §5–§7 says.

Type area 156 mm × 225 mm, 22 lines of 28 characters. The line is set by an exact height and by
letter spacing and not by Word's character grid: 16 pt letters do not fit its 15.8 pt cells, and
LibreOffice then gives each letter two.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from copy import deepcopy
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final

import docx as word
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from scoring.faces import Faces
from site_builder.documents.paper import Annex, Block, Imprint, Masthead, Paper, TableBlock
from site_builder.documents.titles import mark as red_name
from site_builder.documents.titles import title_lines
from site_builder.documents.word_blocks import Blocks
from site_builder.documents.word_marks import (
    CHARACTER,
    TWIPS,
    Element,
    Look,
    Shape,
    keep_with_next,
    mark,
    page_number,
    paragraph,
    run,
    shape_marks,
)
from site_builder.documents.word_styles import LINE_HEIGHT, set_styles
from site_builder.documents.words import (
    ACROSS,
    LINE,
    TITLE_SIZE,
    Closing,
    annex_word,
    clean,
    closes_together,
    closing,
    copies,
    imprint_rows,
)

_MM: Final = 56.6929
_SMALL: Final = 14 * TWIPS
"""4号: 版记 and page numbers."""
_TINY: Final = Shape(line=20, first=0)
_HEIGHT: Final = round(225 * _MM)
_HEIGHT_ACROSS: Final = round(156 * _MM)
_NO_DATE: Final = date(2000, 1, 1)


def docx(paper: Paper, faces: Faces) -> bytes:
    """Return the document; the same paper and faces give the same bytes."""
    return _Writer(paper, faces).bytes()


class _Writer:
    """One document being written."""

    def __init__(self, paper: Paper, faces: Faces) -> None:
        self.paper = paper
        self.faces = faces
        self.document = word.Document()
        self.blocks = Blocks(self.document, faces)

    def bytes(self) -> bytes:
        self._properties()
        set_styles(self.document, self.faces)
        footers = self._footers()
        body = self.document.element.body
        body.clear()
        sections = list(self._sections())
        for at, (content, across) in enumerate(sections, start=1):
            body.extend(content)
            section = _section(footers, across=across)
            if at < len(sections):
                _end_section(body, section)
            else:
                body.append(section)
        return _packed(self.document, self._day())

    def _sections(self) -> Iterator[tuple[list[Element], bool]]:
        """Yield the contents of the sections and whether each is printed across."""
        paper = self.paper
        content = [*self._head(), *self._blocks(paper.body, LINE * TWIPS)]
        if closes_together(paper) and content[-1].tag == qn("w:p"):
            keep_with_next(content[-1])
        content += self._closing()
        across = False
        for number, annex in enumerate(paper.annexes, start=1):
            part = list(self._annex(annex, number))
            if annex.wide or across:
                yield content, across
                content, across = part, annex.wide
            else:
                part[0].replace(part[0][0], shape_marks(_annex_mark(new_page=True)))
                content += part
        end = list(self._imprint(paper.imprint))
        if across and end:
            yield content, across
            # LibreOffice hangs a table that begins a section on the page before.
            content, across = [paragraph(_TINY)], False
        yield [*content, *end], across

    def _blocks(
        self, blocks: tuple[Block, ...], room: int, height: int = _HEIGHT
    ) -> Iterator[Element]:
        """Yield the elements of blocks; the first table has what the page has left for it."""
        for block in blocks:
            yield from self.blocks.of(block, room, height)
            if isinstance(block, TableBlock):
                height = _HEIGHT if room == LINE * TWIPS else _HEIGHT_ACROSS

    def _run(self, text: str, look: Look = Look()) -> Element:  # noqa: B008 - a tuple
        return run(text, self.faces, look)

    def _empty(self, *, keep: bool = False) -> Element:
        return paragraph(Shape(first=0, keep=keep))

    def _head(self) -> Iterator[Element]:
        """版头, 标题, 主送."""
        masthead, paper = self.paper.masthead, self.paper
        name = red_name(masthead)
        yield paragraph(
            Shape(
                align="center",
                first=0,
                before=round((12 if masthead.bulletin else 32) * _MM),
                line=name.size * TWIPS * 5 // 4,
            ),
            self._run("\n".join(name.lines), Look(self.faces.title, name.size, red=True)),
        )
        yield from self._bulletin_lines(masthead) if masthead.bulletin else self._number(masthead)
        yield paragraph(Shape(first=0, rule=True, line=round(4 * _MM)))
        if masthead.bulletin:
            yield self._empty()
        if paper.title is not None:
            yield self._empty()
            yield self._empty()
            lines = "\n".join(title_lines(clean(paper.title)))
            yield paragraph(Shape("DocumentTitle"), self._run(lines))
            yield self._empty()
        if paper.addressee:
            yield paragraph(Shape(first=0), self._run(f"{clean(paper.addressee)}："))

    def _bulletin_lines(self, masthead: Masthead) -> Iterator[Element]:
        """Yield the issue's number, then who compiled it and when."""
        if masthead.number:
            yield paragraph(
                Shape(align="center", first=0, before=120), self._run(clean(masthead.number))
            )
        if masthead.approver:
            name = self._run(clean(masthead.approver), Look(self.faces.kai))
            yield self._two_ends(self._run(""), self._run("签发人："), name)
        else:
            yield self._empty()
        ends = (clean(masthead.left or ""), clean(masthead.right or ""))
        yield self._two_ends(*(self._run(each) for each in ends))

    def _number(self, masthead: Masthead) -> Iterator[Element]:
        """发文字号 two lines below the name; beside 签发人 where there is one (§7.2.5, §7.2.6)."""
        if masthead.number or masthead.approver:
            yield self._empty()
            yield self._empty()
        if masthead.approver:
            name = self._run(clean(masthead.approver), Look(self.faces.kai))
            yield self._two_ends(
                self._run(clean(masthead.number or "")), self._run("签发人："), name
            )
        elif masthead.number:
            yield paragraph(Shape(align="center", first=0), self._run(clean(masthead.number)))

    def _two_ends(self, left: Element, *right: Element) -> Element:
        """Return a line with words at both ends, one character in from each."""
        place = LINE * TWIPS - CHARACTER
        shape = Shape(left=CHARACTER, first=0, tabs=(("right", place),))
        return paragraph(shape, left, self._run("\t"), *right)

    def _closing(self) -> Iterator[Element]:
        """附件说明 and 落款 (§7.3.4, §7.3.5)."""
        if self.paper.annexes:
            together = closes_together(self.paper)
            yield self._empty(keep=together)
            *some, last = self._annex_list()
            for each in [*some, last] if together else [last]:
                keep_with_next(each)
            yield from [*some, last]
        closed = closing(self.paper.signature, self.paper.day)
        if closed.signature or closed.day:
            yield self._empty(keep=True)
            yield self._empty(keep=True)
            yield from self._signed(closed)

    def _signed(self, closed: Closing) -> Iterator[Element]:
        half = CHARACTER // 2
        for text, right in (
            (closed.signature, closed.signature_right),
            (closed.day, closed.day_right),
        ):
            if text:
                keep = text is closed.signature and bool(closed.day)
                shape = Shape(align="right", right=right * half, first=0, keep=keep)
                yield paragraph(shape, self._run(text))

    def _annex_list(self) -> Iterator[Element]:
        annexes = self.paper.annexes
        if len(annexes) == 1:
            shape = Shape(left=5 * CHARACTER, first=-3 * CHARACTER)
            yield paragraph(shape, self._run(f"附件：{clean(annexes[0].title)}"))
            return
        left = (6 if len(annexes) < 10 else 7) * CHARACTER + CHARACTER // 2
        for number, annex in enumerate(annexes, start=1):
            start = (2 if number == 1 else 5) * CHARACTER
            word_before = "附件：" if number == 1 else ""
            yield paragraph(
                Shape(left=left, first=start - left),
                self._run(f"{word_before}{number}.\t{clean(annex.title)}"),
            )

    def _annex(self, annex: Annex, number: int) -> Iterator[Element]:
        """附件 on its own page: the word in the first line, the title in the third (§7.3.7)."""
        room = ACROSS if annex.wide else LINE
        label = annex_word(number, len(self.paper.annexes))
        yield paragraph(_annex_mark(new_page=False), self._run(label, Look(self.faces.hei)))
        yield self._empty()
        lines = title_lines(clean(annex.title), room * 2 // TITLE_SIZE - 2)
        yield paragraph(Shape("DocumentTitle"), self._run("\n".join(lines)))
        yield self._empty()
        height = _HEIGHT_ACROSS if annex.wide else _HEIGHT
        above = 3 * LINE_HEIGHT + 660 * len(lines)
        yield from self._blocks(annex.blocks, room * TWIPS, height - above)

    def _imprint(self, imprint: Imprint) -> Iterator[Element]:
        """版记 between rules at the foot of the last page (§7.4)."""
        rows = imprint_rows(imprint)
        if not rows and not imprint.copies:
            return
        yield self.blocks.imprint(rows, copies(imprint), LINE * TWIPS)
        yield paragraph(_TINY)

    def _footers(self) -> list[Element]:
        """Make the page numbers, odd ones right and even ones left; return their references."""
        self.document.settings.odd_and_even_pages_header_footer = True
        section = self.document.sections[0]
        look = Look(self.faces.song, 14)
        for footer, align in ((section.footer, "right"), (section.even_page_footer, "left")):
            footer.is_linked_to_previous = False
            element: Any = footer._element
            for old in list(element):
                element.remove(old)
            left, right = (0, _SMALL) if align == "right" else (_SMALL, 0)
            element.append(
                paragraph(
                    Shape(align=align, left=left, right=right, first=0, line=_SMALL + 40),
                    self._run("— ", look),
                    page_number(self.faces, look),
                    self._run(" —", look),
                )
            )
        return list(section._sectPr.findall(qn("w:footerReference")))

    def _day(self) -> date:
        return self.paper.day or self.paper.imprint.day or _NO_DATE

    def _properties(self) -> None:
        paper, properties = self.paper, self.document.core_properties
        made = datetime(self._day().year, self._day().month, self._day().day)  # noqa: DTZ001 - no zone in a date
        properties.title = clean(paper.subject or paper.title or paper.masthead.name)[:250]
        properties.author = clean(paper.signature or paper.masthead.left or paper.masthead.name)[
            :250
        ]
        properties.last_modified_by = properties.author
        properties.comments = properties.keywords = properties.subject = ""
        properties.language = "zh-CN"
        properties.created = properties.modified = made
        package = self.document.part.package
        for key, relation in list(package.rels.items()):
            if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
                # The library's template has a picture of an empty page.
                del package.rels[key]


def _annex_mark(*, new_page: bool) -> Shape:
    return Shape(first=0, align="left", new_page=new_page)


def _section(footers: list[Element], *, across: bool) -> Element:
    """Return `sectPr`: A4, the margins of §5.2.1; turned by a quarter where printed across."""
    top, right, bottom, left = (28, 35, 26, 37) if across else (37, 26, 35, 28)
    size: dict[str, object] = {"w": 11906, "h": 16838}
    if across:
        size = {"w": 16838, "h": 11906, "orient": "landscape"}
    edges = {
        name: round(value * _MM)
        for name, value in (("top", top), ("right", right), ("bottom", bottom), ("left", left))
    }
    foot = round((bottom - 12) * _MM)
    return mark(
        "sectPr",
        *(deepcopy(each) for each in footers),
        mark("type", val="nextPage"),
        mark("pgSz", **size),
        mark("pgMar", **edges, header=850, footer=foot, gutter=0),
        mark("cols", space=425),
        mark("docGrid", type="lines", linePitch=LINE_HEIGHT),
    )


def _end_section(body: Element, section: Element) -> None:
    """Put a section's end into its last paragraph; after a table, into a tiny one."""
    last = body[-1]
    if last.tag != qn("w:p"):
        last = paragraph(_TINY)
        body.append(last)
    last[0].append(section)


def _packed(document: Any, day: date) -> bytes:
    """Return the package with every part dated alike, in the order of their names."""
    raw = BytesIO()
    document.save(raw)
    made = BytesIO()
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        names = sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            info = zipfile.ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return made.getvalue()
