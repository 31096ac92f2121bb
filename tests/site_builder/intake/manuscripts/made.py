"""Manuscripts as people send them: by python-docx, and by hand as WPS writes them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from PIL import Image

from site_builder.intake.manuscripts.docx import read_docx
from site_builder.intake.manuscripts.manuscript import (
    Block,
    Manuscript,
    Paragraph,
    Picture,
    Table,
    Unreadable,
)

CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)


def wps(body: str, parts: Mapping[str, str | bytes] | None = None, **relations: str) -> bytes:
    """A package with just this body; relations are `id=kind:target`."""
    rels = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for key, (kind, _, target) in ((k, v.partition(":")) for k, v in relations.items())
    )
    files: dict[str, str | bytes] = {
        "_rels/.rels": _MAIN,
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _MAIN.partition("<Relationship Id")[0]
        + rels + "</Relationships>",
        **(parts or {}),
    }  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return out.getvalue()


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def said(data: bytes) -> Manuscript:
    """The manuscript of a .docx that can be read."""
    made = read_docx(data)
    assert isinstance(made, Manuscript), made
    return made


def refused(data: bytes) -> str:
    """Why a .docx is not read."""
    made = read_docx(data)
    assert isinstance(made, Unreadable)
    return made.reason


def texts(blocks: tuple[Block, ...]) -> list[str]:
    return [each.text for each in blocks if isinstance(each, Paragraph) and each.text.strip()]


def tables(blocks: tuple[Block, ...]) -> list[tuple[tuple[str, ...], ...]]:
    return [each.rows for each in blocks if isinstance(each, Table)]


def pictures(blocks: tuple[Block, ...]) -> list[Picture]:
    return [each for each in blocks if isinstance(each, Picture)]


def picture(size: tuple[int, int] = (40, 30), form: str = "PNG", **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, form, **more)
    return out.getvalue()


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def letter(title: str = "窗口再提速", *, signature: str = "（晋中市局 徐静 供稿）",
           day: str = "2026年9月15日", body: str = "　　窗口办税又快了。") -> bytes:  # fmt: skip
    """A usual manuscript of one page."""
    document = Document()
    for text, align in ((title, CENTRE), (signature, CENTRE), (body, None), (day, RIGHT)):
        if text:
            paragraph = document.add_paragraph()
            paragraph.add_run(text).bold = text == title
            paragraph.alignment = align  # type: ignore[assignment]
    return saved(document)


def write(folder: Path, files: Mapping[str, bytes | str]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    return folder
