"""An Office Open XML package (ECMA-376 part 2) opened with bounds: parts and their relations.

A package may be a bomb, hold entities that grow or reach outside, or be another format under a
false name. Sizes are looked up before anything is unpacked; entities are refused by defusedxml.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from io import BytesIO
from typing import Final, NamedTuple
from urllib.parse import unquote
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

LIMIT: Final = 50_000_000
"""Bytes of a file."""
_PARTS: Final = 4_000
_WHOLE: Final = 300_000_000
"""Bytes of all parts unpacked."""
_XML: Final = 30_000_000
_PICTURE: Final = 40_000_000


class Relation(NamedTuple):
    """What a part refers to."""

    kind: str
    """Last word of the relation's type: image, header, footnotes …"""
    target: str
    """Name of a part, or an address outside."""
    outside: bool


class BadPackageError(Exception):
    """The package cannot be read; the message is Chinese and for people."""


def local(element: Element) -> str:
    """Return an element's name without its namespace: strict and transitional files are alike."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Element, name: str) -> str | None:
    """Return an attribute by its name without namespace."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return value
    return None


def child(element: Element | None, *names: str) -> Element | None:
    """Return the first child on a path of names, None where there is none."""
    for name in names:
        element = (
            next((each for each in element if local(each) == name), None)
            if (element is not None)
            else None
        )
    return element


class Package:
    """The parts of one file."""

    def __init__(self, data: bytes) -> None:
        """Open the package; raise `BadPackageError` where it is none or too large."""
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise BadPackageError(
                "文件已损坏，打不开；请用 Word 或 WPS 打开，另存一份再导入"
            ) from error
        found = self._zip.infolist()
        if len(found) > _PARTS or sum(each.file_size for each in found) > _WHOLE:
            raise BadPackageError("展开以后太大，不像正常的文稿；请只留要报送的内容另存一份")
        if any(each.flag_bits & 1 for each in found):
            raise BadPackageError("文件有密码；请先去掉密码再导入")
        self._parts = {each.filename.replace("\\", "/").lstrip("/"): each for each in found}

    def names(self) -> list[str]:
        """Return the names of all parts."""
        return sorted(self._parts)

    def data(self, name: str, limit: int = _PICTURE) -> bytes | None:
        """Return a part's bytes, None where there is none, it is too large or damaged."""
        info = self._parts.get(name)
        if info is None or info.file_size > limit:
            return None
        try:
            with self._zip.open(info) as part:
                data = part.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError,
                RuntimeError):  # fmt: skip
            return None
        return data if len(data) <= limit else None

    def xml(self, name: str) -> Element | None:
        """Return a part's root, None where there is none."""
        if name not in self._parts:
            return None
        data = self.data(name, _XML)
        if data is None:
            raise BadPackageError("里面有一部分太大或已损坏；请另存一份再导入")
        try:
            root: Element = fromstring(data, forbid_dtd=True)
        except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
            raise BadPackageError("里面的文字已损坏或做了手脚，没有读") from error
        return root

    def relations(self, part: str) -> dict[str, Relation]:
        """Return what a part refers to, by id; `""` is the package itself."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = {}
        for each in () if root is None else root:
            own, target = attribute(each, "Id"), attribute(each, "Target") or ""
            outside = (attribute(each, "TargetMode") or "") == "External"
            if own is not None:
                where = target if outside else _inside(folder, target)
                kind = (attribute(each, "Type") or "").rpartition("/")[2]
                found[own] = Relation(kind, where, outside)
        return found


def _inside(folder: str, target: str) -> str:
    joined = posixpath.normpath(posixpath.join("/", folder, unquote(target)))
    return joined.lstrip("/")
