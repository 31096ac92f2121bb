"""WordprocessingML by hand: elements in the order that the schema demands, units in twips."""

from __future__ import annotations

from typing import Final, NamedTuple

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement

from scoring.faces import Faces

TWIPS: Final = 20
"""Twips in a point."""
CHARACTER: Final = 16 * TWIPS
"""3号."""
RED: Final = "FF0000"

Element = BaseOxmlElement


def mark(tag: str, *children: Element | None, **attributes: object) -> Element:
    """Return `w:tag` with its attributes (`w:` each) and children; None among these is left out."""
    made: Element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend([child for child in children if child is not None])
    return made


class Look(NamedTuple):
    """How a run is set; what is None is inherited from the paragraph's style."""

    face: str | None = None
    size: int | None = None
    """Points."""
    red: bool = False
    bold: bool = False


PLAIN: Final = Look()


def fonts(face: str, faces: Faces) -> Element:
    """Return `rFonts`: Chinese in the face, digits and letters in the office's face for them."""
    latin = faces.digits or face
    return mark("rFonts", hint="eastAsia", ascii=latin, hAnsi=latin, eastAsia=face, cs=latin)


def run_marks(look: Look, faces: Faces) -> Element:
    """Return `rPr` of a look."""
    size = None if look.size is None else look.size * 2
    return mark(
        "rPr",
        fonts(look.face, faces) if look.face else mark("rFonts", hint="eastAsia"),
        mark("b") if look.bold else None,
        mark("bCs") if look.bold else None,
        mark("color", val=RED) if look.red else None,
        None if size is None else mark("sz", val=size),
        None if size is None else mark("szCs", val=size),
    )


def words(text: str) -> Element:
    """Return `t`, its blanks kept."""
    made = mark("t")
    made.text = text
    made.set(qn("xml:space"), "preserve")
    return made


def run(text: str, faces: Faces, look: Look = PLAIN) -> Element:
    """Return a run; a tab in the text is a tab, a line feed a new line in the same paragraph."""
    made = mark("r", run_marks(look, faces))
    for row, line in enumerate(text.split("\n")):
        if row:
            made.append(mark("br"))
        for column, part in enumerate(line.split("\t")):
            if column:
                made.append(mark("tab"))
            if part:
                made.append(words(part))
    return made


def page_number(faces: Faces, look: Look) -> Element:
    """Return a field with the page's number."""
    return mark("fldSimple", run("1", faces, look), instr="PAGE")


class Shape(NamedTuple):
    """How a paragraph stands, in twips; what is not said comes from its style."""

    style: str | None = None
    align: str | None = None
    left: int = 0
    right: int = 0
    first: int | None = None
    """Of the first line; below 0 it hangs."""
    before: int | None = None
    after: int | None = None
    line: int | None = None
    """Exact height of a line; 0: as high as what stands in it (pictures)."""
    tabs: tuple[tuple[str, int], ...] = ()
    keep: bool = False
    """On one page with what follows."""
    new_page: bool = False
    rule: bool = False
    """A red line below, as wide as the type area."""


def _spacing(shape: Shape) -> Element | None:
    given: dict[str, object] = {}
    if shape.before is not None:
        given["before"] = shape.before
    if shape.after is not None:
        given["after"] = shape.after
    if shape.line is not None:
        given["line"] = shape.line or 240
        given["lineRule"] = "exact" if shape.line else "auto"
    return mark("spacing", **given) if given else None


def _indent(shape: Shape) -> Element | None:
    given: dict[str, object] = {}
    if shape.left or shape.right or shape.first is not None:
        given = {"left": shape.left, "right": shape.right}
    if shape.first is not None:
        # A count in characters wins over twips in Word: the style's must not be left standing.
        given["firstLineChars"] = 0
        given["firstLine" if shape.first >= 0 else "hanging"] = abs(shape.first)
    return mark("ind", **given) if given else None


def shape_marks(shape: Shape) -> Element:
    """Return `pPr` of a shape."""
    rule = mark("bottom", val="single", sz=12, space=0, color=RED) if shape.rule else None
    tabs = [mark("tab", val=kind, pos=place) for kind, place in shape.tabs]
    return mark(
        "pPr",
        mark("pStyle", val=shape.style) if shape.style else None,
        mark("keepNext") if shape.keep else None,
        mark("pageBreakBefore") if shape.new_page else None,
        mark("pBdr", rule) if rule is not None else None,
        mark("tabs", *tabs) if tabs else None,
        # LibreOffice pulls lines of an own height onto the page's grid.
        mark("snapToGrid", val=0) if shape.line is not None else None,
        _spacing(shape),
        _indent(shape),
        mark("jc", val=shape.align) if shape.align else None,
    )


def paragraph(shape: Shape, *runs: Element) -> Element:
    """Return a paragraph."""
    return mark("p", shape_marks(shape), *runs)


def keep_with_next(block: Element) -> None:
    """Keep the end of a paragraph on one page with what follows it."""
    marks = block[0]
    if marks.find(qn("w:keepNext")) is None:
        marks.insert(0 if marks.find(qn("w:pStyle")) is None else 1, mark("keepNext"))


def box(width: int) -> Element:
    """Return the width of a cell or table."""
    return mark("tcW", w=width, type="dxa")
