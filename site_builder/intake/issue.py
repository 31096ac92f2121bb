"""The text of a form as forges render it → its fields; nothing in it is trusted.

GitHub, Gitea and Forgejo write each field as a heading `### 标题` with the answer below it,
`_No response_` where there is none, and a list `- [X]` for boxes. The fields stand in the order of
the form and the only long one comes last: a heading inside a text can therefore not pass for
another field, and what stands below one twice is part of the first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import Final, NamedTuple

from scoring.catalogue import forms
from scoring.findings import Finding, Source

PLACE: Final = "表单"
"""What stands in findings where a file's path does."""
LIMIT: Final = 100_000
"""Characters of a form; GitHub itself takes 65,536."""
_NOTHING: Final = "_No response_"
_HEADING: Final = re.compile(r"### (.{1,40})")
_BOX: Final = re.compile(r"[-*] \[([ xX])\] .*")
_SEPARATORS: Final = re.compile(r"[、，,；;\s]+")


class Shape(Enum):
    """What a field holds."""

    LINE = "line"
    NAMES = "names"
    """Several, however they are separated."""
    BOXES = "boxes"
    """Statements, each of which must be ticked."""
    TEXT = "text"
    """Many lines; always the last field."""


class Blank(NamedTuple):
    """One field of a form."""

    label: str
    key: str
    shape: Shape = Shape.LINE
    required: bool = False


class Sections(NamedTuple):
    """What a form says, by the key of the field; empty ones are left out."""

    said: Mapping[str, str]
    lines: Mapping[str, int]
    """Where each field begins."""

    def names(self, key: str) -> tuple[str, ...]:
        """Return the names in a field, each once."""
        found = _SEPARATORS.split(self.said.get(key, ""))
        return tuple(dict.fromkeys(name for name in found if name))

    def place(self, key: str) -> Source:
        """Return where a field stands."""
        return Source(PLACE, self.lines.get(key, 1))


def first_heading(text: str) -> str:
    """Return the first heading of a form, empty where it does not begin with one."""
    for line in text[:LIMIT].splitlines():
        if line.strip():
            found = _HEADING.fullmatch(line.strip())
            return "" if found is None else found[1].strip()
    return ""


def sections(text: str, blanks: Sequence[Blank]) -> tuple[Sections, tuple[Finding, ...]]:
    """Return what the fields of a form say, and which are missing, not one line or not ticked."""
    if len(text) > LIMIT:
        place = Source(PLACE)
        return Sections({}, {}), (forms.TOO_MUCH.at(place, length=len(text), limit=LIMIT),)
    said: dict[str, list[str]] = {}
    lines: dict[str, int] = {}
    current, following = None, 0
    for number, line in enumerate(_clean(text).split("\n"), 1):
        found = _HEADING.fullmatch(line.rstrip())
        which = None if found is None else _which(found[1].strip(), blanks, following)
        if which is not None:
            current, following = blanks[which].key, which + 1
            said[current], lines[current] = [], number
        elif current is not None:
            said[current].append(line)
    texts = {key: "\n".join(each).strip() for key, each in said.items()}
    found_texts = {key: each for key, each in texts.items() if each not in ("", _NOTHING)}
    made = Sections(found_texts, lines)
    return made, tuple(_faults(made, blanks))


def _which(label: str, blanks: Sequence[Blank], following: int) -> int | None:
    """Return which field a heading begins, of those that have not come yet."""
    for place in range(following, len(blanks)):
        if blanks[place].label == label:
            return place
    return None


def _clean(text: str) -> str:
    """Return a text with one kind of line end, composed characters, and none that is unseen."""
    whole = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    seen = (" " if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
            and sign != "\n" else sign for sign in whole)  # fmt: skip
    return "".join(seen)


def _faults(made: Sections, blanks: Sequence[Blank]) -> Iterator[Finding]:
    for blank in blanks:
        place, text = made.place(blank.key), made.said.get(blank.key)
        if blank.shape is Shape.BOXES:
            boxes = [_BOX.fullmatch(line.strip()) for line in (text or "").split("\n")]
            if not all(box is not None and box[1] in "xX" for box in boxes):
                yield forms.NOT_TICKED.at(place, field=blank.label)
        elif text is None:
            if blank.required:
                yield forms.NOT_FILLED.at(place, field=blank.label)
        elif blank.shape is not Shape.TEXT and "\n" in text:
            yield forms.ONE_LINE.at(place, field=blank.label)
