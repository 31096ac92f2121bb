"""What may stand in a body: no active HTML, no link out of the folder, no image from outside."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Collection, Container, Iterator
from typing import Final
from urllib.parse import unquote

from scoring.catalogue import places
from scoring.findings import FindingKind, Source
from site_builder.parsing.front_matter import Document
from site_builder.parsing.report import Report

_FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})")
_TAG: Final = re.compile(r"<(?:/?([A-Za-z][A-Za-z0-9-]*)(?=[\s/>])|(!--))")
_ACTIVE_TAGS: Final = frozenset(
    ("script", "iframe", "object", "embed", "form", "base", "meta", "link", "style", "svg")
)
_HANDLER: Final = re.compile(r"<[A-Za-z][^<>]{0,300}\s(on[a-z]{3,20})\s*=", re.IGNORECASE)
_LINK: Final = re.compile(r"(!?\[)|\]\([ \t]*<?([^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*)?)")
_DEFINITION: Final = re.compile(r"^ {0,3}\[([^\[\]]{1,200})\]:[ \t]*<?([^\s<>]+)")
_IMAGE_LABEL: Final = re.compile(r"!\[([^\[\]]{0,200})\](?:\[([^\[\]]{1,200})\])?(?!\()")
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_ACTIVE_SCHEMES: Final = frozenset(("javascript", "vbscript", "data"))
_FIGURE: Final = ("数:", "数：")
_WEB: Final = frozenset(("http", "https", "mailto", "tel"))
_UNCOUNTED: Final = b" \n\t#*`>|_~-="
_WIDE_BLANKS: Final = "\u3000\xa0"


def characters(body: str) -> int:
    """Return 字数: the characters of a body without blanks and Markdown marks."""
    few = body.encode("ascii", "ignore")  # of a Chinese text not much
    marks = len(few) - len(few.translate(None, _UNCOUNTED))
    return len(body) - marks - sum(map(body.count, _WIDE_BLANKS))


def may_link(body: str) -> bool:
    """Return whether a body may hold links or definitions of links."""
    return "]" in body and ("](" in body or "]:" in body)


def check_body(
    document: Document, report: Report, known: Container[str] | None, *, figures: bool = False
) -> None:
    """Report what must not stand in a body.

    `known` are the paths that relative links may lead to; None where they may lead to generated
    pages and are not looked up. With `figures`, links may name figures (`[35](数:采用次数)`).
    """
    body = document.body
    if "<" not in body and not may_link(body):
        return
    images = {(match[2] or match[1]).strip().lower() for match in _IMAGE_LABEL.finditer(body)}
    for number, line in _prose(body):
        place = document.body_line + number
        if "<" in line:
            _check_html(line, place, report)
        for column, target, image in _targets(line, images):
            if figures and not image and target.startswith(_FIGURE):
                continue
            source = Source(report.path, place, column + 1)
            for kind, found in _judge(target, image, report.path, known):
                report.findings.append(kind.at(source, **{found: target[:80]}))


def _prose(body: str) -> Iterator[tuple[int, str]]:
    """Yield number and text of the lines outside fenced code, code spans blanked out."""
    fence = ""
    for number, line in enumerate(body.split("\n")):
        match = _FENCE.match(line)
        if match is not None:
            if not fence:
                fence = match[1]
            elif match[1].startswith(fence) and not line.strip(" `~"):
                fence = ""
            continue
        if not fence:
            yield number, _without_code(line) if "`" in line else line


def _without_code(line: str) -> str:
    """Return the line with its code spans blanked out, in one pass."""
    runs = [(match.start(), match.end()) for match in re.finditer("`+", line)]
    following: list[int | None] = [None] * len(runs)
    latest: dict[int, int] = {}
    for index in range(len(runs) - 1, -1, -1):
        length = runs[index][1] - runs[index][0]
        following[index] = latest.get(length)
        latest[length] = index
    pieces: list[str] = []
    done = index = 0
    while index < len(runs):
        closing = following[index]
        if closing is None:
            index += 1
            continue
        start, end = runs[index][0], runs[closing][1]
        pieces += (line[done:start], " " * (end - start))
        done, index = end, closing + 1
    return "".join((*pieces, line[done:]))


def _check_html(line: str, number: int, report: Report) -> None:
    """Report tags, the first of each kind in a line."""
    seen = set()
    for match in _TAG.finditer(line):
        tag = (match[1] or match[2]).lower()
        if tag in seen:
            continue
        seen.add(tag)
        source = Source(report.path, number, match.start() + 1)
        if tag in _ACTIVE_TAGS:
            report.findings.append(places.ACTIVE_HTML.at(source, found=f"<{tag}>"))
        else:
            report.findings.append(places.RAW_HTML.at(source, tag="!-- --" if match[2] else tag))
    handler = _HANDLER.search(line)
    if handler is not None:
        source = Source(report.path, number, handler.start(1) + 1)
        report.findings.append(places.ACTIVE_HTML.at(source, found=f"{handler[1]}="))


def _targets(line: str, images: Collection[str]) -> Iterator[tuple[int, str, bool]]:
    """Yield column (from 0), target and whether it is an image's, of links and definitions."""
    definition = _DEFINITION.match(line)
    if definition is not None:
        label = definition[1].strip().lower()
        yield definition.start(2), definition[2], label in images
        return
    if "](" not in line:
        return
    open_brackets: list[bool] = []
    for match in _LINK.finditer(line):
        if match[1] is not None:
            open_brackets.append(match[1] == "![")
        elif open_brackets:
            yield match.start(2), match[2], open_brackets.pop()


def _judge(
    target: str, image: bool, path: str, known: Container[str] | None
) -> Iterator[tuple[FindingKind, str]]:
    """Yield what is wrong with a link's target, and the name of the message's value."""
    target = html.unescape(target).strip()
    bare = "".join(target.split())
    scheme = _SCHEME.match(bare)
    if bare.startswith("//") or (scheme and scheme[1].lower() in _WEB):
        if image:
            yield places.IMAGE_OUTSIDE, "target"
    elif scheme and scheme[1].lower() in _ACTIVE_SCHEMES:
        yield places.ACTIVE_HTML, "found"
    elif scheme or bare.startswith("/") or "\\" in bare:
        yield places.LINK_OUTSIDE, "target"
    else:
        yield from _judge_relative(bare, path, known)


def _judge_relative(
    target: str, path: str, known: Container[str] | None
) -> Iterator[tuple[FindingKind, str]]:
    """Yield whether a relative link leaves the content folder or leads to nothing."""
    file = unquote(target.partition("#")[0].partition("?")[0])
    if not file:
        return
    root, _, inside = path.partition("/")
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(inside), file))
    if joined == ".." or joined.startswith("../"):
        yield places.LINK_OUTSIDE, "target"
    elif known is not None and f"{root}/{joined}" not in known and not file.endswith("/"):
        yield places.LINK_TO_NOTHING, "target"
