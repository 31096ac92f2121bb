"""Blocks of a paper as Word's paragraphs, tables and pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any, Final

from docx.oxml.ns import qn
from docx.shared import Emu

from scoring.faces import Faces
from site_builder.documents.columns import (
    MARGIN,
    ROW_MARGIN,
    column_widths,
    letters,
    table_height,
)
from site_builder.documents.paper import (
    Align,
    Block,
    Column,
    Credit,
    Heading,
    Paragraph,
    PictureBlock,
    TableBlock,
)
from site_builder.documents.pictures import NO_PICTURE, picture
from site_builder.documents.titles import title_lines
from site_builder.documents.word_marks import (
    TWIPS,
    Element,
    Look,
    Shape,
    box,
    keep_with_next,
    mark,
    paragraph,
    run,
)
from site_builder.documents.word_styles import LINE_HEIGHT
from site_builder.documents.words import ImprintRow, clean

_HEADINGS: Final = ("DocumentTitle", "HeadingOne", "HeadingTwo", "HeadingThree")
_ALIGN: Final = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}
_SMALL: Final = 14 * TWIPS
_EMU: Final = 635
"""EMU in a twip."""
_PICTURE_HEIGHT: Final = 400


class Blocks:
    """Makes the elements of blocks; the document takes the pictures."""

    def __init__(self, document: Any, faces: Faces) -> None:
        """Take the document and the faces."""
        self.document = document
        self.faces = faces

    def of(self, block: Block, room: int, height: int) -> Iterator[Element]:
        """Yield the elements of a block in a type area of so many twips.

        A table that is not as high as `height` is kept on one page.
        """
        match block:
            case Heading():
                yield self._heading(block)
            case Paragraph():
                yield self._paragraph(block)
            case Credit():
                look = Look(self.faces.kai)
                yield paragraph(
                    Shape(align="right", first=0), run(f"（{clean(block.text)}）", self.faces, look)
                )
            case TableBlock():
                yield from self._table(block, room, height)
            case PictureBlock():
                yield from self._picture(block, room)

    def _heading(self, heading: Heading) -> Element:
        text = clean(heading.text)
        if heading.level == 0:
            shape = Shape("DocumentTitle", before=400, after=240)
            return paragraph(shape, run("\n".join(title_lines(text)), self.faces))
        return paragraph(Shape(_HEADINGS[min(heading.level, 3)]), run(text, self.faces))

    def _paragraph(self, block: Paragraph) -> Element:
        text, bold = clean(block.text), clean(block.bold or "")
        if bold and text.startswith(bold):
            head = run(bold, self.faces, Look(bold=True))
            return paragraph(Shape(), head, run(text[len(bold) :], self.faces))
        return paragraph(Shape(), run(text, self.faces))

    def _picture(self, block: PictureBlock, room: int) -> Iterator[Element]:
        caption = clean(block.caption)
        shown = picture(block.data)
        if shown is None:
            yield paragraph(Shape(), run(NO_PICTURE.format(caption=caption), self.faces))
            return
        wide = shown.points(room // TWIPS, _PICTURE_HEIGHT) * TWIPS
        holder = self.document.add_paragraph()
        holder.add_run().add_picture(
            BytesIO(shown.data),
            width=Emu(wide * _EMU),
            height=Emu(max(1, wide * shown.height // shown.width) * _EMU),
        )
        drawn = holder._p.r_lst[0]
        holder._p.getparent().remove(holder._p)
        yield paragraph(Shape(align="center", first=0, line=0, before=120, keep=True), drawn)
        if caption:
            yield paragraph(Shape("TableTitle"), run(caption, self.faces))

    def _table(self, block: TableBlock, room: int, height: int) -> Iterator[Element]:
        if block.title:
            yield paragraph(Shape("TableTitle", keep=True), run(clean(block.title), self.faces))
        widths = column_widths(block, room)
        whole = table_height(block, widths) + LINE_HEIGHT <= height
        grid = mark("tblGrid", *(mark("gridCol", w=width) for width in widths))
        size = letters(block) // TWIPS
        head = [column.title for column in block.columns]
        rows = [
            self._row(row, block.columns, widths, size, at == 0)
            for at, row in enumerate([head, *block.rows])
        ]
        for row in rows if whole and block.note else rows[:-1] if whole else rows[:1]:
            for each in row.iter(qn("w:p")):
                keep_with_next(each)
        yield mark("tbl", _table_marks(sum(widths), _lines(4, inner=True)), grid, *rows)
        if block.note:
            shape = Shape("TableNote", before=40, after=240)
            yield paragraph(shape, run(clean(block.note), self.faces))

    def _row(
        self,
        cells: Sequence[str],
        columns: Sequence[Column],
        widths: Sequence[int],
        size: int,
        head: bool,
    ) -> Element:
        """Return a row; the heading row is repeated on every page, no row is cut by one."""
        style = "TableHead" if head else "TableText"
        made = [
            _cell(
                width,
                paragraph(
                    Shape(style, align="center" if head else _ALIGN[column.align]),
                    run(clean(text), self.faces, Look(size=size)),
                ),
            )
            for text, column, width in zip(cells, columns, widths, strict=True)
        ]
        return mark(
            "tr", mark("trPr", mark("cantSplit"), mark("tblHeader") if head else None), *made
        )

    def imprint(self, rows: Sequence[ImprintRow], copies: str, room: int) -> Element:
        """Return 版记 as a table that stands at the foot of its page, whatever is above it."""
        made = [
            mark("tr", mark("trPr", mark("cantSplit")), _cell(room, self._imprint_line(row, room)))
            for row in rows
        ]
        if copies:
            shape = Shape("ImprintText", align="right", right=_SMALL)
            bare = mark(
                "tcBorders", *(mark(side, val="nil") for side in ("left", "bottom", "right"))
            )
            made.append(mark("tr", _cell(room, paragraph(shape, run(copies, self.faces)), bare)))
        marks = _table_marks(
            room,
            _lines(8, inner=False),
            foot=mark(
                "tblpPr", horzAnchor="page", vertAnchor="margin", tblpX=1588, tblpYSpec="bottom"
            ),
        )
        return mark("tbl", marks, mark("tblGrid", mark("gridCol", w=room)), *made)

    def _imprint_line(self, row: ImprintRow, room: int) -> Element:
        if row.word:
            hanging = len(row.word) * _SMALL
            shape = Shape("ImprintText", left=_SMALL + hanging, right=_SMALL, first=-hanging)
            return paragraph(shape, run(row.word + row.text, self.faces))
        shape = Shape("ImprintText", left=_SMALL, tabs=(("right", room - _SMALL),))
        return paragraph(shape, run(f"{row.text}\t{row.right}", self.faces))


def _lines(size: int, *, inner: bool) -> Element:
    """Return a table's rules: all of them, or only those above, below and between the rows."""
    sides = {"top": size, "left": size, "bottom": size, "right": size, "insideH": 4, "insideV": 4}
    if not inner:
        sides = {"top": size, "bottom": size, "insideH": 6}
    return mark(
        "tblBorders",
        *(
            mark(side, val="single", sz=thick, space=0, color="000000")
            for side, thick in sides.items()
        ),
    )


def _table_marks(width: int, lines: Element, foot: Element | None = None) -> Element:
    sides = {"top": ROW_MARGIN, "left": MARGIN, "bottom": ROW_MARGIN, "right": MARGIN}
    margin = [mark(side, w=room, type="dxa") for side, room in sides.items()]
    return mark(
        "tblPr",
        foot,
        None if foot is None else mark("tblOverlap", val="never"),
        mark("tblW", w=width, type="dxa"),
        mark("tblInd", w=0, type="dxa"),
        lines,
        mark("tblLayout", type="fixed"),
        mark("tblCellMar", *margin),
    )


def _cell(width: int, content: Element, lines: Element | None = None) -> Element:
    """Return a cell, its words in the middle of its height."""
    return mark("tc", mark("tcPr", box(width), lines, mark("vAlign", val="center")), content)
