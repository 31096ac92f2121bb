"""Paper → PDF, set by Typst with a template of ours.

The paper goes to Typst as data (JSON), never as Typst source: whatever its words are, they are
printed and not run. Typst sees one temporary folder with the paper's pictures and nothing else.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, NamedTuple

from scoring.catalogue.bulletins import NO_FACE
from scoring.faces import Faces
from scoring.findings import Finding, Source
from site_builder.documents.columns import column_widths, letters
from site_builder.documents.fonts import Replaced, choose
from site_builder.documents.paper import (
    Align,
    Annex,
    Block,
    Credit,
    Heading,
    Paper,
    Paragraph,
    PictureBlock,
    TableBlock,
)
from site_builder.documents.pictures import NO_PICTURE, picture
from site_builder.documents.titles import mark, title_lines
from site_builder.documents.words import (
    ACROSS,
    LINE,
    TITLE_SIZE,
    annex_word,
    clean,
    closes_together,
    closing,
    copies,
    imprint_rows,
)

Data = dict[str, Any]

_ALIGN: Final = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}
_PICTURE_HEIGHT: Final = 400
_TWIPS: Final = 20
_NO_DATE: Final = date(2000, 1, 1)


class Pdf(NamedTuple):
    """A PDF and which faces had to stand in for others in it."""

    data: bytes
    replaced: tuple[Replaced, ...]


def pdf(paper: Paper, faces: Faces, folder: Path | None = None) -> Pdf | Finding:
    """Return the document, or B849 where no face with Chinese characters is to be had.

    Faces are looked for in the office's own folder, then among those of the system. The same
    paper and faces give the same bytes.
    """
    import typst

    own = [] if folder is None else [str(folder)]
    fonts: Any = typst.Fonts(font_paths=own)
    chosen = choose(faces, fonts.families())
    if chosen is None:
        return NO_FACE.at(Source("registry/office.yml"))
    day = paper.day or paper.imprint.day or _NO_DATE
    with tempfile.TemporaryDirectory(prefix="chunshui-") as kept:
        data = _Data(Path(kept)).of(paper)
        data["faces"] = chosen.faces._asdict()
        made, warnings = typst.compile_with_warnings(
            files("site_builder").joinpath("templates/documents/paper.typ").read_bytes(),
            root=kept,
            font_paths=fonts,
            sys_inputs={"paper": json.dumps(data, ensure_ascii=False)},
            package_path=kept,
            package_cache_path=kept,
            timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
        )
    faults = [each.message for each in warnings if "font" in each.message]
    if faults:
        raise AssertionError(faults)
    return Pdf(made, chosen.replaced)


class _Data:
    """A paper as data for the template; pictures are written into a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pictures = 0

    def of(self, paper: Paper) -> Data:
        masthead = paper.masthead
        return {
            "subject": clean(paper.subject or paper.title or masthead.name),
            "author": clean(paper.signature or masthead.left or masthead.name),
            "bulletin": masthead.bulletin,
            "mark": mark(masthead)._asdict(),
            **{
                name: clean(getattr(masthead, name) or "")
                for name in ("number", "approver", "left", "right")
            },
            "title": title_lines(clean(paper.title)) if paper.title else [],
            "addressee": f"{clean(paper.addressee)}：" if paper.addressee else "",
            "body": self._blocks(paper.body, LINE),
            "annexes": list(self._annexes(paper.annexes)),
            "closing": closing(paper.signature, paper.day)._asdict(),
            "together": closes_together(paper),
            "imprint": {
                "rows": [row._asdict() for row in imprint_rows(paper.imprint)],
                "copies": copies(paper.imprint),
            },
        }

    def _annexes(self, annexes: tuple[Annex, ...]) -> Iterable[Data]:
        for number, annex in enumerate(annexes, start=1):
            room = ACROSS if annex.wide else LINE
            name = clean(annex.title)
            yield {
                "label": annex_word(number, len(annexes)),
                "name": name,
                "title": title_lines(name, room * 2 // TITLE_SIZE - 2),
                "wide": annex.wide,
                "blocks": self._blocks(annex.blocks, room),
            }

    def _blocks(self, blocks: Iterable[Block], room: int) -> list[Data]:
        return [self._block(each, room) for each in blocks]

    def _block(self, block: Block, room: int) -> Data:
        match block:
            case Heading():
                text = clean(block.text)
                lines = title_lines(text) if block.level == 0 else (text,)
                return {"kind": "heading", "level": min(block.level, 3), "lines": lines}
            case Paragraph():
                text, bold = clean(block.text), clean(block.bold or "")
                bold = bold if text.startswith(bold) else ""
                return {"kind": "paragraph", "bold": bold, "text": text[len(bold) :]}
            case Credit():
                return {"kind": "credit", "text": f"（{clean(block.text)}）"}
            case TableBlock():
                return _table(block, room)
            case PictureBlock():
                return self._picture(block, room)

    def _picture(self, block: PictureBlock, room: int) -> Data:
        caption = clean(block.caption)
        shown = picture(block.data)
        if shown is None:
            text = NO_PICTURE.format(caption=caption)
            return {"kind": "paragraph", "bold": "", "text": text}
        self.pictures += 1
        name = f"{self.pictures}.{shown.suffix}"
        (self.folder / name).write_bytes(shown.data)
        wide = shown.points(room, _PICTURE_HEIGHT)
        return {"kind": "picture", "path": name, "width": wide, "caption": caption}


def _table(block: TableBlock, room: int) -> Data:
    rows = [[clean(cell) for cell in row] for row in block.rows]
    columns = block.columns
    return {
        "kind": "table",
        "title": clean(block.title or ""),
        "note": clean(block.note or ""),
        "head": [clean(column.title) for column in columns],
        "widths": column_widths(block, room * _TWIPS),
        "size": letters(block) // _TWIPS,
        "aligns": [_ALIGN[column.align] for column in columns],
        "rows": rows,
    }
