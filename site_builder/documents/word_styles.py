"""The named styles of our Word documents, so that an office edits with Word's own means."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from docx.oxml.ns import qn

from scoring.faces import Faces
from site_builder.documents.word_marks import CHARACTER, Element, fonts, mark

LINE_HEIGHT: Final = 579
"""28.95 pt: 22 lines in 225 mm."""
_TIGHT: Final = -5
"""Letter spacing: 28 letters of 16 pt in 156 mm."""


class _Style(NamedTuple):
    """One paragraph style, based on the body's."""

    id: str
    name: str
    face: str
    size: int
    line: int
    level: int | None = None
    """In Word's navigation."""
    centred: bool = False
    indented: bool = False
    bold: bool = False


def _styles(faces: Faces) -> tuple[_Style, ...]:
    line = LINE_HEIGHT
    return (
        _Style("DocumentTitle", "公文标题", faces.title, 22, 660, 0, centred=True),
        _Style("HeadingOne", "公文一级标题", faces.hei, 16, line, 1, indented=True),
        _Style("HeadingTwo", "公文二级标题", faces.kai, 16, line, 2, indented=True),
        _Style("HeadingThree", "公文三级标题", faces.text, 16, line, 3, indented=True),
        _Style("TableTitle", "表题", faces.hei, 14, 480, centred=True),
        _Style("TableText", "表中文字", faces.text, 12, 340),
        _Style("TableHead", "表头", faces.hei, 12, 340, centred=True),
        _Style("TableNote", "表注", faces.kai, 12, 400),
        _Style("ImprintText", "版记", faces.text, 14, 460),
    )


def set_styles(document: Any, faces: Faces) -> None:
    """Put the body's look into Normal and the defaults, and add our styles."""
    root = document.styles.element
    defaults = root.find(qn("w:docDefaults"))
    marks = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    marks.clear()
    marks.extend([fonts(faces.text, faces), mark("lang", val="en-US", eastAsia="zh-CN")])
    normal = document.styles["Normal"].element
    for name in ("w:pPr", "w:rPr"):
        old = normal.find(qn(name))
        if old is not None:
            normal.remove(old)
    normal.append(_paragraph(LINE_HEIGHT, indented=True))
    normal.append(
        mark(
            "rPr",
            fonts(faces.text, faces),
            mark("spacing", val=_TIGHT),
            mark("sz", val=32),
            mark("szCs", val=32),
        )
    )
    for style in _styles(faces):
        root.append(_style(style, faces))


def _paragraph(
    line: int, *, indented: bool, centred: bool = False, level: int | None = None
) -> Element:
    indent = (
        mark("ind", firstLineChars=200, firstLine=2 * CHARACTER)
        if indented
        else mark("ind", firstLineChars=0, firstLine=0)
    )
    return mark(
        "pPr",
        mark("keepNext") if level is not None else None,
        mark("widowControl", val=0),
        mark("autoSpaceDE", val=0),
        mark("autoSpaceDN", val=0),
        # Lines of another height than the page's grid must not be pulled onto it.
        mark("snapToGrid", val=0) if line != LINE_HEIGHT else None,
        mark("spacing", before=0, after=0, line=line, lineRule="exact"),
        indent,
        mark("jc", val="center" if centred else "both"),
        None if level is None else mark("outlineLvl", val=level),
    )


def _style(style: _Style, faces: Faces) -> Element:
    return mark(
        "style",
        mark("name", val=style.name),
        mark("basedOn", val="Normal"),
        mark("qFormat"),
        _paragraph(style.line, indented=style.indented, centred=style.centred, level=style.level),
        mark(
            "rPr",
            fonts(style.face, faces),
            mark("b") if style.bold else None,
            mark("sz", val=style.size * 2),
            mark("szCs", val=style.size * 2),
        ),
        type="paragraph",
        customStyle=1,
        styleId=style.id,
    )
