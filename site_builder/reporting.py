"""Findings for people and programs: text, JSON, GitHub annotations, Markdown, from one list."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Final

from scoring.catalogue import BY_CODE
from scoring.findings import Finding, Severity, has_errors
from scoring.model import Corpus

EXIT_SOUND: Final = 0
EXIT_ERRORS: Final = 1
FORMATS: Final = ("text", "json", "github", "markdown")


def exit_code(findings: Iterable[Finding]) -> int:
    """Return 1 where an error stops the build, else 0; warnings and notes do not count."""
    return EXIT_ERRORS if has_errors(findings) else EXIT_SOUND


def report(findings: Sequence[Finding], style: str, corpus: Corpus) -> str:
    """Return the findings in one of `FORMATS`, with a closing line for people."""
    if style == "json":
        return as_json(findings)
    if style == "github":
        return as_github(findings)
    closing = summary(findings, corpus)
    if style == "markdown":
        return as_markdown(findings, closing)
    return f"{as_text(findings)}\n{closing}" if findings else closing


def summary(findings: Sequence[Finding], corpus: Corpus) -> str:
    """Return one line: whether the check passed and what was read."""
    read = f"{len(corpus.items)} 条信息，{len(corpus.units)} 个单位"
    if not findings:
        return f"检查通过：{read}，0 个问题"
    counts = "、".join(
        f"{sum(finding.severity is severity for finding in findings)} 个{severity.label}"
        for severity in Severity
        if any(finding.severity is severity for finding in findings)
    )
    verdict = "检查没有通过" if has_errors(findings) else "检查通过"
    return f"{verdict}：{read}，{counts}"


def as_text(findings: Iterable[Finding], *, color: bool = False) -> str:
    """Return one finding a line, the mended line below where there is one."""
    lines = []
    for finding in findings:
        weight = "" if finding.severity is Severity.ERROR else f"{finding.severity.label}："
        line = str(finding._replace(message=weight + finding.message))
        lines.append(_painted(line, finding.severity) if color else line)
        if finding.mended is not None:
            lines.append(f"    改为: {finding.mended}")
    return "\n".join(lines)


def _painted(line: str, severity: Severity) -> str:
    """Return the line in red, yellow or as it is; the words say the same without colour."""
    paint = {Severity.ERROR: "31", Severity.WARNING: "33"}.get(severity)
    return line if paint is None else f"\x1b[{paint}m{line}\x1b[0m"


def as_json(findings: Iterable[Finding]) -> str:
    """Return a JSON list; keys are path, line, column, code, severity, title, message, mended."""
    rows = [
        {
            "path": finding.path,
            "line": finding.line,
            "column": finding.column,
            "code": finding.code,
            "severity": finding.severity.name.lower(),
            "title": BY_CODE[finding.code].title,
            "message": finding.message,
            "mended": finding.mended,
        }
        for finding in findings
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


_GITHUB: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def as_github(findings: Iterable[Finding]) -> str:
    """Return workflow commands that GitHub, Gitea and Forgejo show beside the changed lines."""
    return "\n".join(
        f"::{_GITHUB[finding.severity]} file={_property(finding.path)},line={finding.line},"
        f"col={finding.column},title={_property(BY_CODE[finding.code].title)}"
        f"::{_command(_whole(finding))}"
        for finding in findings
    )


def _whole(finding: Finding) -> str:
    mended = "" if finding.mended is None else f"\n改为: {finding.mended}"
    return f"{finding.message} [{finding.code}]{mended}"


def _command(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _command(text).replace(":", "%3A").replace(",", "%2C")


def as_markdown(findings: Sequence[Finding], closing: str) -> str:
    """Return a table for a pull request's comment, the closing line above it."""
    if not findings:
        return closing
    rows = [
        f"| {finding.severity.label} | {_code(f'{finding.path}:{finding.line}')} "
        f"| {_cell(finding.message)} | {_code(finding.mended or '')} | {finding.code} |"
        for finding in findings
    ]
    head = "| 轻重 | 位置 | 问题 | 改为 | 代码 |\n|---|---|---|---|---|"
    return "\n".join((closing, "", head, *rows))


def _cell(text: str) -> str:
    """Return text that means nothing to Markdown or HTML."""
    escaped = "".join(f"\\{char}" if char in "\\`*_[]<>|!#~&@" else char for char in text)
    return escaped.replace("\n", " ")


def _code(text: str) -> str:
    """Return a code span; a table's cell ends at `|` even inside one."""
    if not text:
        return ""
    fence = "`" * (1 + max((len(run) for run in _runs(text)), default=0))
    inner = text.replace("|", "\\|").replace("\n", " ")
    pad = " " if inner.startswith("`") or inner.endswith("`") else ""
    return f"{fence}{pad}{inner}{pad}{fence}"


def _runs(text: str) -> list[str]:
    return [run for run in "".join(c if c == "`" else " " for c in text).split() if run]
