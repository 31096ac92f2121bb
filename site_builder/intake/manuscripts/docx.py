"""A .docx as Word and WPS write it → a manuscript; what cannot be carried over is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final
from xml.etree.ElementTree import Element

from site_builder.intake.manuscripts.manuscript import (
    Block,
    Manuscript,
    Paragraph,
    Picture,
    Span,
    Table,
    Unreadable,
)
from site_builder.intake.manuscripts.numbering import Numbering
from site_builder.intake.manuscripts.package import (
    BadPackageError,
    Package,
    Relation,
    attribute,
    child,
    local,
)
from site_builder.intake.manuscripts.styles import Look, Styles, paragraph_look, switch

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_SAVE_AS: Final = "请用 Word 或 WPS 打开，另存为 .docx 再导入"
_DEEP: Final = 40
"""Levels of what lies in one another: tables, text boxes, fields."""
_PICTURES: Final = 60
_COLUMNS: Final = 60
_ROWS: Final = 3_000
_ALIGN: Final = {"center": "centred", "right": "right", "end": "right"}
_INTO: Final = frozenset(
    ("hyperlink", "smartTag", "ins", "moveTo", "sdt", "sdtContent", "customXml", "fldSimple",
     "dir", "bdo", "sdtRun")
)  # fmt: skip
_NAMED: Final = {
    "chart": "图表 {} 个没有带入，请另存为图片再插入",
    "relIds": "SmartArt 图形 {} 个没有带入，请另存为图片再插入",
    "OLEObject": "嵌入的对象 {} 个没有带入",
    "altChunk": "嵌入的文档 {} 个没有带入",
    "linked": "链接到外面的图片 {} 张没有带入",
    "missing": "图片 {} 张在文件里已经丢失",
    "many": f"图片超过 {_PICTURES} 张，多出的 {{}} 张没有带入",
    "link": "超链接 {} 处只留了文字",
    "math": "公式 {} 处只留了字符，请核对",
    "sym": "特殊符号 {} 处没有带入，请核对",
    "del": "修订里删去的 {} 处没有带入",
    "ins": "修订里加进的 {} 处已当作正文",
    "comment": "批注 {} 条没有带入",
    "hidden": "隐藏文字 {} 处没有带入",
    "box": "文本框 {} 个，文字放在它所在的段落后面",
    "nested": "表格里套的表格 {} 个，已摊平成文字",
    "long": f"表格超过 {_ROWS} 行或 {_COLUMNS} 列，多出的 {{}} 处没有带入",
}


def read_docx(data: bytes) -> Manuscript | Unreadable:
    """Return what a .docx says, or why it cannot be read."""
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            return Unreadable("文件有密码；请用 Word 或 WPS 打开，去掉密码再导入")
        return Unreadable(f"是旧的 .doc（或 .wps）格式，只是改了扩展名；{_SAVE_AS}")
    if data.startswith(b"{\\rtf"):
        return Unreadable(f"是 RTF 格式，只是改了扩展名；{_SAVE_AS}")
    if not data.startswith(b"PK"):
        return Unreadable(f"不是 .docx 文件；{_SAVE_AS}")
    try:
        return _Reader(Package(data)).manuscript()
    except BadPackageError as error:
        return Unreadable(str(error))


class _Reader:
    """One document being read."""

    def __init__(self, package: Package) -> None:
        self.package = package
        start = package.relations("").values()
        found = (each.target for each in start if each.kind == "officeDocument")
        self.main = next(found, "word/document.xml")
        self.relations = package.relations(self.main)
        self.styles = Styles(self._root("styles"))
        self.numbering = Numbering(self._root("numbering"))
        self.counts: Counter[str] = Counter()
        self.notes: list[str] = []
        self.note_texts = {
            kind: self._notes(kind) for kind in ("footnotes", "endnotes")
        }  # fmt: skip
        self.aside: list[str] = []
        self.shown = 0

    def manuscript(self) -> Manuscript:
        root = self.package.xml(self.main)
        body = child(root, "body")
        if body is None:
            raise BadPackageError("里面没有正文，不是 Word 文稿")
        blocks = tuple(self._blocks(body, 0))
        remarks = [text.format(self.counts[key]) for key, text in _NAMED.items()
                   if self.counts[key]]  # fmt: skip
        remarks += self._margins()
        self.aside += [" ".join(_texts(each)) for each in (self._root("comments"),)
                       if each is not None]  # fmt: skip
        return Manuscript(blocks, tuple(self.notes), tuple(remarks), "\n".join(self.aside))

    def _of_kind(self, kind: str) -> list[Relation]:
        return [each for each in self.relations.values() if each.kind == kind and not each.outside]

    def _root(self, kind: str) -> Element | None:
        found = self._of_kind(kind)
        return self.package.xml(found[0].target) if found else None

    def _notes(self, kind: str) -> dict[str, str]:
        """Return the texts of footnotes or endnotes by id, without the rules above them."""
        root = self._root(kind)
        return {
            attribute(each, "id") or "": " ".join("".join(_texts(each)).split())
            for each in (() if root is None else root)
            if attribute(each, "type") in (None, "normal")
        }

    def _margins(self) -> Iterator[str]:
        """Yield what headers and footers say beyond a page number."""
        for kind, name in (("header", "页眉"), ("footer", "页脚")):
            said = []
            for each in self._of_kind(kind):
                root = self.package.xml(each.target)
                text = " ".join("".join(_texts(root)).split()) if root is not None else ""
                self.aside.append(text)
                if text.strip("0123456789 -—–第页共/ⅠⅡⅢⅣⅤ") and text not in said:
                    said.append(text)
            if said:
                yield f"{name}没有带入：{'；'.join(said)[:80]}"

    def _blocks(self, parent: Element, depth: int) -> Iterator[Block]:
        _bounded(depth)
        for each in parent:
            name = local(each)
            if name == "p":
                yield from self._paragraph(each, depth)
            elif name == "tbl":
                yield from self._table(each, depth)
            elif name in _INTO:
                yield from self._blocks(each, depth + 1)
            elif name == "altChunk":
                self.counts["altChunk"] += 1

    def _paragraph(self, paragraph: Element, depth: int) -> Iterator[Block]:
        properties = child(paragraph, "pPr")
        style = child(properties, "pStyle")
        base = self.styles.look(None if style is None else attribute(style, "val"))
        look = paragraph_look(properties).over(base)
        spans: list[Span] = []
        after: list[Block] = []
        self._inline(paragraph, look, spans, after, depth + 1)
        text = "".join(span.text for span in spans)
        # Word counts empty paragraphs of a list, too.
        prefix = "" if look.number is None else self.numbering.next(*look.number)
        if prefix and text.strip():
            spans.insert(0, Span(prefix, spans[0].bold))
        align = {_ALIGN[look.align]: True} if look.align in _ALIGN else {}
        yield Paragraph(tuple(_joined(spans)), look.level or 0, **align)
        yield from after

    def _inline(
        self, parent: Element, look: Look, spans: list[Span], after: list[Block], depth: int
    ) -> None:
        _bounded(depth)
        for each in parent:
            name = local(each)
            if name == "r":
                self._run(each, look, spans, after, depth)
            elif name in ("del", "moveFrom"):
                self.counts["del"] += name == "del"
                self.aside.append("".join(_texts(each, ("t", "delText"))))
            elif name in ("oMath", "oMathPara"):
                self.counts["math"] += 1
                spans.append(Span("".join(_texts(each))))
            elif name == "AlternateContent":
                self._inline(_chosen(each), look, spans, after, depth + 1)
            elif name in _INTO:
                self.counts["ins"] += name == "ins"
                self.counts["link"] += name == "hyperlink" and attribute(each, "id") is not None
                self._inline(each, look, spans, after, depth + 1)

    def _run(
        self, run: Element, look: Look, spans: list[Span], after: list[Block], depth: int
    ) -> None:
        _bounded(depth)
        properties = child(run, "rPr")
        bold = switch(properties, "b")
        bold = bool(look.bold) if bold is None else bold
        if switch(properties, "vanish"):
            self.counts["hidden"] += 1
            self.aside.append("".join(_texts(run)))
            return
        for each in run:
            name = local(each)
            text = self._text(name, each)
            if text:
                spans.append(Span(text, bold))
            elif name == "AlternateContent":
                self._run(_chosen(each), look, spans, after, depth + 1)
            elif name in ("drawing", "pict", "object"):
                after += self._drawn(each, depth)
            elif name == "ruby":
                base = child(each, "rubyBase")
                spans.append(Span("".join(_texts(base)) if base is not None else "", bold))

    def _text(self, name: str, element: Element) -> str:
        """Return what an element of a run reads as, empty where it is no text."""
        if name == "t":
            return element.text or ""
        if name in ("footnoteReference", "endnoteReference"):
            texts = self.note_texts[name.replace("Reference", "s")]
            self.notes.append(texts.get(attribute(element, "id") or "", ""))
            return f"［{len(self.notes)}］"
        if name == "sym":
            self.counts["sym"] += 1
        elif name == "commentReference":
            self.counts["comment"] += 1
        elif name == "br":
            return "\n" if attribute(element, "type") in (None, "textWrapping") else ""
        return {"tab": " ", "cr": "\n", "noBreakHyphen": "-"}.get(name, "")

    def _drawn(self, drawing: Element, depth: int) -> Iterator[Block]:
        """Yield the pictures of a drawing and the text in its boxes."""
        for each in _outer(drawing):
            name = local(each)
            if name == "txbxContent":
                self.counts["box"] += 1
                yield from self._blocks(each, depth + 1)
            elif name in ("chart", "relIds", "OLEObject"):
                self.counts[name] += 1
            elif name in ("blip", "imagedata"):
                own = attribute(each, "embed") if name == "blip" else attribute(each, "id")
                yield from self._picture(own)

    def _picture(self, own: str | None) -> Iterator[Picture]:
        relation = self.relations.get(own or "")
        data = None
        if relation is not None and not relation.outside:
            data = self.package.data(relation.target)
        if relation is None or relation.outside:
            self.counts["linked"] += 1
        elif data is None:
            self.counts["missing"] += 1
        elif self.shown == _PICTURES:
            self.counts["many"] += 1
        else:
            self.shown += 1
            yield Picture(relation.target.rpartition("/")[2], data)

    def _table(self, table: Element, depth: int) -> Iterator[Block]:
        """Yield a table and what stands in it besides text; one of a single cell is no table."""
        rows: list[list[str]] = []
        pictures: list[Block] = []
        only: list[Block] = []
        cells = 0
        for row in _children(table, "tr"):
            if len(rows) == _ROWS:
                self.counts["long"] += 1
                break
            texts: list[str] = []
            skip = child(row, "trPr", "gridBefore")
            texts += [""] * (0 if skip is None else _number(skip, 0))
            for cell in _children(row, "tc"):
                only = list(self._blocks(cell, depth + 1))
                cells += 1
                pictures += (each for each in only if isinstance(each, Picture))
                self._cell(cell, self._flat(only), texts, rows)
            rows.append(texts[:_COLUMNS])
            self.counts["long"] += max(0, len(texts) - _COLUMNS)
        if cells == 1:
            yield from only
            return
        width = max(map(len, rows), default=0)
        filled = tuple((*row, *[""] * (width - len(row))) for row in rows)
        if any(map(any, filled)):
            yield Table(filled)
        yield from pictures

    def _cell(self, cell: Element, text: str, row: list[str], above: list[list[str]]) -> None:
        """Add a cell to its row, as often as it is wide; merged ones say what is above them."""
        properties = child(cell, "tcPr")
        wide, merged = child(properties, "gridSpan"), child(properties, "vMerge")
        across = child(properties, "hMerge")
        follows = merged is not None and attribute(merged, "val") in (None, "continue")
        if follows and above and len(row) < len(above[-1]) and not text:
            text = above[-1][len(row)]
        if across is not None and attribute(across, "val") in (None, "continue") and row:
            text = text or row[-1]
        row += [text] * min(1 if wide is None else _number(wide, 1), _COLUMNS + 1)

    def _flat(self, blocks: Iterable[Block]) -> str:
        texts = []
        for each in blocks:
            if isinstance(each, Paragraph):
                texts.append(each.text)
            elif isinstance(each, Table):
                self.counts["nested"] += 1
                texts += ["；".join(filter(None, row)) for row in each.rows]
        return " ".join(" ".join(texts).split())


def _bounded(depth: int) -> None:
    if depth > _DEEP:
        raise BadPackageError("一层套一层太深，不像正常的文稿")


def _number(element: Element, otherwise: int) -> int:
    value = attribute(element, "val") or ""
    return min(int(value), _COLUMNS + 1) if value.isdecimal() and len(value) < 19 else otherwise


def _children(parent: Element, name: str) -> Iterator[Element]:
    """Yield the children of a name, also those in content controls and tracked changes."""
    waiting = list(reversed(parent))
    while waiting:
        each = waiting.pop()
        if local(each) == name:
            yield each
        elif local(each) in _INTO:
            waiting.extend(reversed(each))


def _chosen(alternatives: Element) -> Element:
    """Return the first choice, or what stands there for those who know none."""
    for name in ("Choice", "Fallback"):
        found = child(alternatives, name)
        if found is not None and len(found):
            return found
    return alternatives


def _outer(drawing: Element) -> Iterator[Element]:
    """Yield what lies in a drawing, not what lies in its text boxes."""
    waiting = [drawing]
    while waiting:
        each = waiting.pop()
        name = local(each)
        if each is not drawing:
            yield each
        if name == "AlternateContent":
            waiting.append(_chosen(each))
        elif name != "txbxContent":
            waiting.extend(reversed(each))


def _texts(root: Element, names: tuple[str, ...] = ("t",)) -> Iterator[str]:
    for each in root.iter():
        if local(each) in names and each.text:
            yield each.text
        elif local(each) == "p":
            yield " "


def _joined(spans: list[Span]) -> Iterator[Span]:
    """Yield the stretches, neighbours that look alike as one; blanks belong to what is before."""
    text, bold = "", False
    for span in spans:
        if text and span.bold != bold and span.text.strip():
            yield Span(text, bold)
            text = ""
        if not text or span.text.strip():
            bold = span.bold
        text += span.text
    if text:
        yield Span(text, bold)
