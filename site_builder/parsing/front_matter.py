"""Bytes of a file → header as nodes, body as text, and everything wrong with the writing.

Faults that leave the meaning plain (a full-width colon, `———` for `---`, GBK, tabs) are reported
with the mended line and read as meant, so that one run shows every fault of a file. Every step is
linear in the size of the file.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

import msgspec

from scoring.catalogue import files
from scoring.findings import Finding, FindingKind, Source
from site_builder.parsing.nodes import Node, Parsed, ScalarNode, parse
from site_builder.parsing.report import Report

DEFAULT_LIMIT: Final = 1_000_000
"""Bytes of one file."""
_SHOWN: Final = 20
"""Findings of one kind in one file; more would bury the others."""
_CONTROL: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff"
    "\ufffe\uffff]"
)
_NOT_A_FENCE: Final = re.compile(r"[-—–－―‐_=~]{2,}")
_LAST_LINE: Final = re.compile(r"\n([-—–－―‐_=~]{2,}[^\S\n]*)(?=\n|\Z)")
_INDENTED: Final = re.compile(r"\n([^\S\n]+---[^\S\n]*)(?=\n|\Z)")
_NO_FIELD: Final = re.compile(
    r"^(?:[^\S\n]*$|(?![\s#\]}-])(?![^\s:：，。；！？“”]{1,31}[ \t\u3000]*[:：]))", re.MULTILINE
)
"""The beginning of an empty line, or of running text: nobody means a field by it."""
_KEY_LINE: Final = re.compile(
    r"(?P<indent>[ \t\u3000]*(?:-[ \t]+)?)(?P<key>[^\s:：#'\"\[\]{},-][^\s:：]{0,30})"
    r"[ \t\u3000]*(?P<colon>[:：])(?P<rest>.*)"
)


class Document(msgspec.Struct, frozen=True):
    """One file, split and parsed; what is wrong with it is in the report that came with it."""

    path: str
    """Inside the repository, forward slashes."""
    stem: str
    """File name without its ending: the id of items, assignments and rulebooks."""
    root: Node | None
    """The header (of a .md) or the whole (of a .yml); None where there is none to read."""
    body: str
    """What follows the header; empty for a .yml."""
    body_line: int
    """Line of the file at which the body begins."""
    digest: str
    """SHA-256 of the file's bytes, hexadecimal; a rulebook's version is its first 12 digits."""


class _Split(NamedTuple):
    """Header and body by their places in the text (end excluded)."""

    start: int
    end: int
    body: int


_NO_HEADER: Final = _Split(0, 0, 0)


def read_markdown(
    data: bytes, report: Report, words: Collection[str], *, optional: bool = False
) -> Document | None:
    """Return a Markdown file's header and body, or None where nothing could be read.

    `words` are the field names that may begin a line; a header is required unless `optional`.
    """
    text = decode(data, report)
    if text is None:
        return None
    report.text = text
    split = _split(text, report, words, optional)
    start, end, begin = split
    root = None
    if end > start:
        root = _parse(text[start:end], text.count("\n", 0, start) + 1, report, words)
    line = text.count("\n", 0, begin) + 1 + (begin > len(text))
    digest = hashlib.sha256(data).hexdigest()
    return Document(report.path, stem(report.path), root, text[begin:], line, digest)


def body_of(data: bytes, words: Collection[str]) -> str:
    """Return the body of a Markdown file that must have a header, as `read_markdown` does."""
    report = Report("")
    text = decode(data, report) or ""
    return text[_split(text, report, words, optional=False).body :]


def read_yaml(data: bytes, report: Report, words: Collection[str]) -> Document | None:
    """Return a YAML file as a document without body, or None where nothing could be read."""
    text = decode(data, report)
    if text is None:
        return None
    report.text = text
    root = _parse(text, 1, report, words)
    digest = hashlib.sha256(data).hexdigest()
    return Document(report.path, stem(report.path), root, "", text.count("\n") + 1, digest)


def stem(path: str) -> str:
    """Return the file name of a path without its last ending."""
    name = path.rpartition("/")[2]
    return name.rpartition(".")[0] or name


def decode(data: bytes, report: Report) -> str | None:
    """Return the text with `\\n` ends and without control characters, or None if unreadable."""
    marked = data.startswith(codecs.BOM_UTF8)
    if marked:
        data = data[len(codecs.BOM_UTF8) :]
    if not data or data.isspace():
        report.findings.append(files.EMPTY_FILE.at(Source(report.path)))
        return None
    if marked:
        report.findings.append(files.BOM.at(Source(report.path)))
    text = _decoded(data, report)
    if text is None:
        return None
    if "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        found = "CRLF（Windows）" if "\r\n" in text else "CR（旧式 Mac）"
        report.findings.append(files.LINE_ENDS.at(Source(report.path, line), found=found))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _without_controls(text, report)


def _decoded(data: bytes, report: Report) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        place = Source(report.path, data.count(b"\n", 0, error.start) + 1)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        candidates = (("utf-16", "UTF-16（“Unicode”）"),)
    else:
        candidates = (("gb18030", "GBK（“ANSI”）"),)
    for codec, shown in candidates:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        report.findings.append(files.ENCODING.at(place, encoding=shown))
        return text
    report.findings.append(files.ENCODING.at(place, encoding="不能辨认的编码，或不是文字"))
    return None


def _without_controls(text: str, report: Report) -> str:
    """Report control characters, the first of each line, and put blanks in their place."""
    if _CONTROL.search(text) is None:
        return text
    found = 0
    line, begin = 1, 0
    last_line = 0
    for match in _CONTROL.finditer(text):
        if found == _SHOWN:
            break
        line += text.count("\n", begin, match.start())
        begin = match.start()
        if line == last_line:
            continue
        last_line = line
        column = match.start() - text.rfind("\n", 0, match.start())
        character = f"U+{ord(match[0]):04X}"
        place = Source(report.path, line, column)
        report.findings.append(files.CONTROL_CHARACTER.at(place, character=character))
        found += 1
    return _CONTROL.sub(" ", text)


def _split(text: str, report: Report, words: Collection[str], optional: bool) -> _Split:
    """Return where header and body lie, with a finding for every fence that is not right."""
    blank = len(text) - len(text.lstrip())
    first = text.rfind("\n", 0, blank) + 1 if blank < len(text) else 0
    end = text.find("\n", first)
    line = text[first : end if end >= 0 else None]
    below = first + len(line) + 1
    if line.rstrip() == "---":
        if first:
            _fence(files.NO_FENCE, first, report)
        return _closed(text, below, report)
    if _NOT_A_FENCE.fullmatch(line.strip()):
        _fence(files.BROKEN_FENCE, first, report, line)
        return _closed(text, below, report)
    if optional:
        return _NO_HEADER
    _fence(files.NO_FENCE, first, report)
    match = _KEY_LINE.match(line)
    if match is None or match["key"] not in words:
        return _NO_HEADER
    return _closed(text, first, report)


def _closed(text: str, opened: int, report: Report) -> _Split:
    """Return header and body of a header whose first line begins at `opened`."""
    match = _LAST_LINE.search(text, max(opened - 1, 0))
    if match is not None:
        if match[1].rstrip() != "---":
            _fence(files.BROKEN_FENCE, match.start(1), report, match[1])
        return _Split(opened, match.start(), match.end() + 1)
    match = _INDENTED.search(text, max(opened - 1, 0))
    if match is not None:
        _fence(files.BROKEN_FENCE, match.start(1), report, match[1])
        return _Split(opened, match.start(), match.end() + 1)
    _fence(files.OPEN_FENCE, max(opened - 1, 0), report)
    below = _NO_FIELD.search(text, opened)
    if below is None:
        return _Split(opened, len(text), len(text) + 1)
    return _Split(opened, below.start() - 1, below.start())


def _fence(kind: FindingKind, begin: int, report: Report, found: str | None = None) -> None:
    place = Source(report.path, report.text.count("\n", 0, begin) + 1)
    if found is None:
        report.findings.append(kind.at(place))
    else:
        report.findings.append(kind.at(place, found=found.rstrip()[:20], mended="---"))


def _parse(text: str, first_line: int, report: Report, words: Collection[str]) -> Node | None:
    """Return the nodes of a header; lines that YAML cannot read are read as mended."""
    parsed = parse(text, report.path, first_line)
    lines: list[str] = []
    if parsed.broken is not None or isinstance(parsed.root, ScalarNode):
        parsed, lines = _parse_mended(text.split("\n"), first_line, report, words)
    report.findings.extend(parsed.findings)
    if parsed.broken is not None:
        report.findings.append(_with_quotes(parsed.broken, lines, first_line))
    return parsed.root


def _parse_mended(
    lines: list[str], first_line: int, report: Report, words: Collection[str]
) -> tuple[Parsed, list[str]]:
    """Return what the mended lines of a broken header say, and these lines.

    Lines that begin with an unknown word are taken for fields only when the known do not suffice.
    """
    for known in (words, None):
        found = list(_mended_lines(lines, known))
        mended = list(lines)
        for number, _, _, line in found:
            mended[number] = line
        parsed = parse("\n".join(mended), report.path, first_line)
        if parsed.broken is None:
            break
    for number, kind, key, line in found:
        column = len(lines[number]) - len(lines[number].lstrip(" ")) + 1
        place = Source(report.path, first_line + number, column)
        shown = line.rstrip() if kind is files.TAB else line.strip()
        report.findings.append(kind.at(place, mended=shown, key=key))
    before = report.lines[: first_line - 1]
    report.text = "\n".join((*before, *mended, *report.lines[len(before) + len(lines) :]))
    return parsed, mended


def _mended_lines(
    lines: list[str], words: Collection[str] | None
) -> Iterator[tuple[int, FindingKind, str, str]]:
    """Yield number, finding, field and mended text of lines that YAML cannot read.

    Without `words` any word may be a field.
    """
    shown = 0
    above = ""
    for number, line in enumerate(lines):
        indent = line[: len(line) - len(line.lstrip(" \t\u3000"))]
        match = _KEY_LINE.fullmatch(line)
        key = match["key"] if match is not None and _may_be(match["key"], words) else None
        kind = None
        if "\t" in indent or "\u3000" in indent:
            kind = files.TAB
            line = _narrow(indent, above) + line[len(indent) :]
        if match is not None and key is not None:
            begin = line[: match.start("key") + len(line) - len(lines[number])]
            right = f"{begin}{key}: {match['rest'].strip()}"
            if match["colon"] == "：":
                kind, line = files.FULL_WIDTH_COLON, right
            elif match["rest"] and match["rest"][0] not in " \t":
                kind, line = files.NO_SPACE, right
        above = line if line.strip() else above
        if kind is not None:
            yield number, kind, key or "", line
            shown += 1
            if shown == _SHOWN:
                return


def _may_be(word: str, words: Collection[str] | None) -> bool:
    return words is None or word in words


def _narrow(indent: str, above: str) -> str:
    """Return an indent in blanks; one of full-width blanks alone is a paragraph's, not a level.

    Nothing can stand a level below a field that has its value on its own line.
    """
    if not indent.strip("\u3000"):
        return ""
    match = _KEY_LINE.fullmatch(above)
    if match is not None and "-" not in match["indent"] and match["rest"].strip():
        return match["indent"]
    return indent.replace("\t", "  ").replace("\u3000", "  ")


def _with_quotes(broken: Finding, lines: list[str], first_line: int) -> Finding:
    """Return the syntax error, with its line mended where quotes around the value mend it."""
    number = broken.line - first_line
    if not 0 <= number < len(lines) or len(lines[number]) > 500:
        return broken
    match = _KEY_LINE.fullmatch(lines[number])
    if match is None or match["rest"][:1] != " " or '"' in match["rest"]:
        return broken
    quoted = f'{match["indent"]}{match["key"]}: "{match["rest"].strip()}"'
    if parse(lines[number], "").broken is None or parse(quoted, "").broken is not None:
        return broken
    return broken._replace(mended=quoted.strip())
