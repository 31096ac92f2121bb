"""Bytes of a file → header as nodes, body as text, and everything wrong with the writing.

Faults that leave the meaning plain (a full-width colon, `———` for `---`, GBK, tabs) are reported
with the mended line and read as meant, so that one run shows every fault of a file. Every step is
linear in the size of the file.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from scoring.catalogue import files
from scoring.findings import Finding, FindingKind, Source
from site_builder.fields_report import Report
from site_builder.nodes import Node, Parsed, ScalarNode, parse

DEFAULT_LIMIT: Final = 1_000_000
"""Bytes of one file."""
_SHOWN: Final = 20
"""Findings of one kind in one file; more would bury the others."""
_CONTROL: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff"
    "\ufffe\uffff]"
)
_NOT_A_FENCE: Final = re.compile(r"[-—–－―‐_=~]{2,}")
_KEY_LINE: Final = re.compile(
    r"(?P<indent>[ \t\u3000]*(?:-[ \t]+)?)(?P<key>[^\s:：#'\"\[\]{},-][^\s:：]{0,30})"
    r"[ \t\u3000]*(?P<colon>[:：])(?P<rest>.*)"
)


@dataclass(frozen=True, slots=True)
class Document:
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
    """Header and body by line numbers (from 0, end excluded)."""

    start: int
    end: int
    body: int


def read_markdown(
    data: bytes, report: Report, words: Collection[str], *, optional: bool = False
) -> Document | None:
    """Return a Markdown file's header and body, or None where nothing could be read.

    `words` are the field names that may begin a line; a header is required unless `optional`.
    """
    text = decode(data, report)
    if text is None:
        return None
    lines = text.split("\n")
    report.lines = tuple(lines)
    split = _split(lines, report, words, optional)
    root = None
    if split.end > split.start:
        root = _parse(lines[split.start : split.end], split.start + 1, report, words)
    body = "\n".join(lines[split.body :])
    return Document(
        report.path, stem(report.path), root, body, split.body + 1, hashlib.sha256(data).hexdigest()
    )


def body_of(data: bytes, words: Collection[str]) -> str:
    """Return the body of a Markdown file that must have a header, as `read_markdown` does."""
    report = Report("")
    lines = (decode(data, report) or "").split("\n")
    return "\n".join(lines[_split(lines, report, words, optional=False).body :])


def read_yaml(data: bytes, report: Report, words: Collection[str]) -> Document | None:
    """Return a YAML file as a document without body, or None where nothing could be read."""
    text = decode(data, report)
    if text is None:
        return None
    lines = text.split("\n")
    report.lines = tuple(lines)
    root = _parse(lines, 1, report, words)
    return Document(
        report.path, stem(report.path), root, "", len(lines), hashlib.sha256(data).hexdigest()
    )


def stem(path: str) -> str:
    """Return the file name of a path without its last ending."""
    name = path.rpartition("/")[2]
    return name.rpartition(".")[0] or name


def decode(data: bytes, report: Report) -> str | None:
    """Return the text with `\\n` ends and without control characters, or None if unreadable."""
    start = Source(report.path)
    if not data.removeprefix(b"\xef\xbb\xbf").strip():
        report.findings.append(files.EMPTY_FILE.at(start))
        return None
    if data.startswith(b"\xef\xbb\xbf"):
        report.findings.append(files.BOM.at(start))
        data = data[3:]
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
    return _CONTROL.sub(" ", text) if found else text


def _split(lines: list[str], report: Report, words: Collection[str], optional: bool) -> _Split:
    """Return where header and body lie, with a finding for every fence that is not right."""
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if lines[first].rstrip() == "---":
        if first:
            _fence(files.NO_FENCE, first, report)
        opened = first + 1
    elif _NOT_A_FENCE.fullmatch(lines[first].strip()):
        _fence(files.BROKEN_FENCE, first, report, lines[first])
        opened = first + 1
    elif optional:
        return _Split(0, 0, 0)
    else:
        _fence(files.NO_FENCE, first, report)
        match = _KEY_LINE.match(lines[first])
        if match is None or match["key"] not in words:
            return _Split(0, 0, 0)
        opened = first
    return _closed(lines, opened, report)


def _closed(lines: list[str], opened: int, report: Report) -> _Split:
    """Return header and body of a header whose first line is `opened`."""
    indented = None
    for number in range(opened, len(lines)):
        line = lines[number].rstrip()
        if line == "---":
            return _Split(opened, number, number + 1)
        if line[:1] in "-—–－―‐_=~" and _NOT_A_FENCE.fullmatch(line):
            _fence(files.BROKEN_FENCE, number, report, line)
            return _Split(opened, number, number + 1)
        if indented is None and line.strip() == "---":
            indented = number
    if indented is not None:
        _fence(files.BROKEN_FENCE, indented, report, lines[indented])
        return _Split(opened, indented, indented + 1)
    _fence(files.OPEN_FENCE, max(opened - 1, 0), report)
    end = next((n for n in range(opened, len(lines)) if not lines[n].strip()), len(lines))
    return _Split(opened, end, end)


def _fence(kind: FindingKind, number: int, report: Report, found: str | None = None) -> None:
    place = Source(report.path, number + 1)
    if found is None:
        report.findings.append(kind.at(place))
    else:
        report.findings.append(kind.at(place, found=found.rstrip()[:20], mended="---"))


def _parse(
    lines: list[str], first_line: int, report: Report, words: Collection[str]
) -> Node | None:
    """Return the nodes of a header; lines that YAML cannot read are read as mended."""
    parsed = parse("\n".join(lines), report.path, first_line)
    if parsed.broken is not None or isinstance(parsed.root, ScalarNode):
        parsed, lines = _parse_mended(lines, first_line, report, words)
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
    report.lines = (*before, *mended, *report.lines[len(before) + len(lines) :])
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
