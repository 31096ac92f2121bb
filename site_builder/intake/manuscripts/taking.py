"""Files and folders → what is taken in, what is doubtful, what is refused and why."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from pathlib import Path
from typing import Final, NamedTuple

from scoring.catalogue import files
from scoring.findings import Finding, Severity
from scoring.model import Corpus
from site_builder.intake.manuscripts.docx import read_docx
from site_builder.intake.manuscripts.manuscript import Manuscript, Unreadable
from site_builder.intake.manuscripts.markdown import read_markdown
from site_builder.intake.manuscripts.package import LIMIT
from site_builder.intake.manuscripts.plain_text import read_plain
from site_builder.intake.manuscripts.proposing import Given, Proposal, proposed
from site_builder.registering.desk import Change, Desk, checked

FILES: Final = 2_000
"""Manuscripts at a time."""
_OTHERS: Final = {
    **dict.fromkeys((".doc", ".wps", ".rtf", ".odt"), "请用 Word 或 WPS 打开，另存为 .docx 再导入"),
    **dict.fromkeys((".pdf", ".ofd"), "版式文件没有段落；请找原来的 Word 稿，或把文字复制到 .txt"),
    **dict.fromkeys((".xls", ".xlsx", ".et", ".csv"), "是表格；历年登记表请用 --register 导入"),
    **dict.fromkeys((".ppt", ".pptx", ".zip", ".rar", ".7z", ".docm", ".htm", ".html"),
                    "不是文稿；请另存为 .docx 或 .txt 再导入"),
}  # fmt: skip
_READ: Final = (".docx", ".txt", ".md", ".markdown")
_PICTURES: Final = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp")
_GAPS: Final = frozenset((files.MISSING_KEY.code, files.TOO_LONG.code))
"""What the header still lacks: whoever imports fills it in."""


class Outcome(Enum):
    """What became of a file; the value is the Chinese word."""

    TAKEN = "收下"
    DOUBTFUL = "存疑"
    REFUSED = "不收"


class Taken(NamedTuple):
    """What became of one file."""

    file: Path
    outcome: Outcome
    said: tuple[str, ...]
    """Why, what is doubtful, and what is not carried over."""
    changes: tuple[Change, ...] = ()
    """The item first; none of a refused file."""


def found(paths: Iterable[Path]) -> list[Path]:
    """Return the files named and those in the folders named, sorted within each; links and what
    programs leave behind are left out."""
    every: list[Path] = []
    for path in paths:
        every += sorted(_within(path)) if path.is_dir() else [path]
    return list(dict.fromkeys(every))


def _within(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        ending = path.suffix.lower()
        if path.name.startswith((".", "~$")) or path.is_symlink() or not path.is_file():
            continue
        if ending in _READ or ending in _OTHERS or ending not in _PICTURES:
            yield path


def read(path: Path) -> Manuscript | Unreadable:
    """Return what a file says, or why it cannot be read and what to do."""
    ending = path.suffix.lower()
    if ending in _OTHERS:
        return Unreadable(f"{ending} 文件不能导入：{_OTHERS[ending]}")
    if ending not in _READ:
        return Unreadable("不认识的文件；可以导入 .docx、.txt、.md")
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            return Unreadable("不是普通的文件")
        if state.st_size > LIMIT:
            return Unreadable(f"有 {state.st_size:,} 字节，太大；请把图片压缩以后再导入")
        data = path.read_bytes()
    except OSError as error:
        return Unreadable(f"打不开：{error.strerror or type(error).__name__}")
    if not data:
        return Unreadable("是空的，没有内容")
    if ending == ".docx":
        return read_docx(data)
    if ending == ".txt":
        return read_plain(data)
    return read_markdown(data, lambda target: _beside(path.parent, target))


def _beside(folder: Path, target: str) -> bytes | None:
    """Return a picture that lies in a manuscript's own folder or below, None for any other."""
    if "\0" in target or len(target) > 300:
        return None
    top, file = folder.resolve(), (folder / target).resolve()
    if not file.is_relative_to(top) or file.suffix.lower() not in _PICTURES:
        return None
    try:
        if not file.is_file() or file.stat().st_size > LIMIT:
            return None
        return file.read_bytes()
    except OSError:
        return None


def text_of(manuscript: Manuscript) -> str:
    """Return the words of a manuscript, for comparing it with others."""
    parts = [getattr(each, "text", "") for each in manuscript.blocks]
    return "\n".join((*parts, *manuscript.notes))


def take(desk: Desk, paths: Sequence[Path], given: Given) -> tuple[Taken, ...]:
    """Return what becomes of files, in their order; nothing is written.

    What the check would refuse is refused here; what is there already is left as it is.
    """
    proposals = [(path, _proposed(path, desk.corpus, given)) for path in paths]
    taken = {file.casefold() for file in _present(desk)}
    standing: list[tuple[Path, Proposal | Unreadable]] = []
    for path, proposal in proposals:
        if isinstance(proposal, Proposal):
            if proposal.path.casefold() in taken:
                proposal = Unreadable(f"{proposal.path} 已经有了，没有覆盖；不是同一篇的请改标题")
            else:
                taken.add(proposal.path.casefold())
        standing.append((path, proposal))
    changes = [
        change for _, each in standing if isinstance(each, Proposal) for change in each.changes
    ]
    by_path: dict[str, list[Finding]] = {}
    for finding in checked(desk, changes):
        by_path.setdefault(finding.path, []).append(finding)
    return tuple(
        _judged(path, each, by_path.get(desk.place(each.path), []))
        if isinstance(each, Proposal)
        else Taken(path, Outcome.REFUSED, (each.reason,))
        for path, each in standing
    )


def _proposed(path: Path, corpus: Corpus, given: Given) -> Proposal | Unreadable:
    manuscript = read(path)
    if isinstance(manuscript, Unreadable):
        return manuscript
    return proposed(manuscript, corpus, given, path.stem)


def _present(desk: Desk) -> Iterator[str]:
    for file in (desk.content / "items").glob("[0-9]*/[0-9]*/*"):
        yield file.relative_to(desk.content).as_posix()


def _judged(path: Path, proposal: Proposal, findings: Sequence[Finding]) -> Taken:
    errors = [each for each in findings if each.severity is Severity.ERROR]
    stopping = [f"{each.message} [{each.code}]" for each in errors if each.code not in _GAPS]
    if stopping:
        return Taken(path, Outcome.REFUSED, tuple(stopping))
    told = [f"{each.message} [{each.code}]" for each in findings if each not in errors]
    doubtful = bool(proposal.doubts or errors)
    return Taken(
        path,
        Outcome.DOUBTFUL if doubtful else Outcome.TAKEN,
        (*proposal.doubts, *told, *proposal.said),
        proposal.changes,
    )
