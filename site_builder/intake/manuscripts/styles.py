"""Paragraph styles of a .docx: what a paragraph looks like that says nothing itself."""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from site_builder.intake.manuscripts.package import attribute, child, local

_HEADING: Final = re.compile(r"(?:heading|标题) ?([1-9])", re.IGNORECASE)
_DEEPEST: Final = 12
"""Styles that a style may be based on, one on the other."""


class Look(NamedTuple):
    """What matters of a paragraph's or style's properties; None where nothing is said."""

    level: int | None = None
    align: str | None = None
    bold: bool | None = None
    number: tuple[str, int] | None = None
    """List and level, from 0."""

    def over(self, other: Look) -> Look:
        """Return what holds where this look lies over another."""
        number = self.number
        if number is not None and other.number is not None and not number[0]:
            number = (other.number[0], number[1])
        return Look(
            other.level if self.level is None else self.level,
            other.align if self.align is None else self.align,
            other.bold if self.bold is None else self.bold,
            other.number if number is None else number,
        )


class Styles:
    """The styles of one document."""

    def __init__(self, root: Element | None) -> None:
        """Take the root of styles.xml, None where there is none."""
        self._own: dict[str, tuple[Look, str | None]] = {}
        self._default: str | None = None
        for each in () if root is None else root:
            name = attribute(each, "styleId")
            if local(each) != "style" or name is None:
                continue
            based = child(each, "basedOn")
            self._own[name] = (_look(each), None if based is None else attribute(based, "val"))
            if attribute(each, "type") == "paragraph" and is_on(attribute(each, "default")):
                self._default = name

    def look(self, style: str | None) -> Look:
        """Return how a style looks with all that it is based on."""
        name = style if style in self._own else self._default
        found = Look()
        for _ in range(_DEEPEST):
            if name is None or name not in self._own:
                break
            own, name = self._own[name]
            found = found.over(own)
        return found


def is_on(value: str | None) -> bool:
    """Return whether a written switch is on."""
    return value in ("1", "true", "on")


def switch(properties: Element | None, name: str) -> bool | None:
    """Return whether a property like bold is on, None where it is not written."""
    found = child(properties, name)
    if found is None:
        return None
    value = attribute(found, "val")
    return value is None or is_on(value)


def paragraph_look(properties: Element | None) -> Look:
    """Return what a paragraph's own properties say."""
    level, align, number = None, None, None
    outline, aligned = child(properties, "outlineLvl"), child(properties, "jc")
    if outline is not None:
        value = attribute(outline, "val") or ""
        level = int(value) + 1 if value in tuple("012345678") else 0
    if aligned is not None:
        align = attribute(aligned, "val")
    listed = child(properties, "numPr")
    if listed is not None:
        own, place = child(listed, "numId"), child(listed, "ilvl")
        at = "0" if place is None else attribute(place, "val") or "0"
        key = "" if own is None else attribute(own, "val") or ""
        number = (key, int(at) if at in tuple("012345678") else 0)
    return Look(level, align, None, number)


def _look(style: Element) -> Look:
    look = paragraph_look(child(style, "pPr"))
    named = child(style, "name")
    name = "" if named is None else attribute(named, "val") or ""
    heading = _HEADING.fullmatch(name.strip())
    if heading is not None:
        look = look._replace(level=int(heading[1]))
    elif name.strip().lower() in ("title", "标题"):
        look = look._replace(level=1, align=look.align or "center")
    return look._replace(bold=switch(child(style, "rPr"), "b"))
