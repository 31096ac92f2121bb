"""The content folder as a list of files: what lies where, what is called what, what is refused."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from scoring.catalogue import places
from scoring.findings import Finding, Source
from scoring.nearest import nearest
from site_builder.front_matter import stem
from site_builder.schema import KINDS, FileKind, is_picture, kind_of

_ITEM_STEM: Final = re.compile(r"(\d{4})(\d{2})(\d{2})-(.+)")
_UNFIT: Final = re.compile(r"[\s<>:\"|?*#%\[\](){}\\\x00-\x1f]|\.$")
_LOOSE_STEM: Final = re.compile(
    r"(\d{4})[-－—_.年]?(\d{1,2})[-－—_.月]?(\d{1,2})日?[-－—–_\s]*(.*)", re.DOTALL
)
_LONGEST: Final = 80
_DOCUMENTS: Final = frozenset(
    ["doc", "docx", "wps", "rtf", "pdf", "ofd", "xls", "xlsx", "et", "ppt", "pptx"]
)
_LITTER: Final = re.compile(r"~\$.*|.*~|.*\.(?:tmp|bak|swp)|Thumbs\.db|desktop\.ini", re.IGNORECASE)
_WITH_ID: Final = ("item", "assignment", "rulebook")
_PLACES: Final = "、".join(kind.where for kind in KINDS.values())


class Entry(NamedTuple):
    """One file."""

    path: str
    """Inside the content folder, forward slashes."""
    file: str
    kind: FileKind


class Folder(NamedTuple):
    """The files of a content folder in the order of their paths, and what was refused."""

    entries: tuple[Entry, ...]
    pictures: tuple[str, ...]
    """Paths of pictures that bodies may show, inside the content folder."""
    findings: tuple[Finding, ...]


def walk(root: Path, prefix: str) -> Folder:
    """Return the files under a folder; symbolic links are not followed, hidden files not seen."""
    entries: list[Entry] = []
    pictures: list[str] = []
    findings: list[Finding] = []
    waiting = [(str(root), "")]
    while waiting:
        folder, inside = waiting.pop()
        with os.scandir(folder) as found:
            children = sorted(found, key=lambda child: child.name)
        for child in children:
            if child.name.startswith("."):
                continue
            path = inside + child.name
            if not child.name.isprintable():
                findings.append(_refused(child, f"{prefix}/{inside}"))
            elif child.is_file(follow_symlinks=False):
                if (known := kind_of(path)) is not None:
                    entries.append(Entry(path, child.path, known))
                elif is_picture(path):
                    pictures.append(path)
                else:
                    source = Source(f"{prefix}/{path}")
                    findings.append(places.UNKNOWN_FILE.at(source, hint=belongs(path)))
            elif child.is_dir(follow_symlinks=False):
                waiting.append((child.path, f"{path}/"))
            else:
                findings.append(_refused(child, f"{prefix}/{inside}"))
    entries.sort(key=lambda entry: entry.path)
    findings.extend(check_names(entries, prefix))
    return Folder(tuple(entries), tuple(sorted(pictures)), tuple(findings))


def _refused(child: os.DirEntry[str], inside: str) -> Finding:
    """Return why an entry is neither read nor entered."""
    source = Source(inside + "".join(c if c.isprintable() else "?" for c in child.name))
    if child.is_symlink():
        return places.SYMLINK.at(source)
    if not child.name.isprintable():
        expected = "可以显示的字；它不是以 UTF-8 存的，或夹有控制字符"
        return places.FILE_NAME.at(source, expected=expected)
    return places.UNREADABLE.at(source, reason="不是普通的文件")


def belongs(path: str) -> str:
    """Return where a file out of place belongs, in words."""
    name = path.rpartition("/")[2]
    base, _, ending = name.rpartition(".")
    match = _ITEM_STEM.fullmatch(base)
    if ending == "md" and match is not None:
        return f"信息应放在 items/{match[1]}/{match[2]}/{name}"
    if ending == "yaml":
        return f"扩展名应为 .yml：{path[:-4]}yml"
    if ending == "yml":
        known = {kind.where for kind in KINDS.values()}
        near = nearest(path, known) or nearest(f"registry/{name}", known)
        if near:
            return f"是不是 {near[0]}？"
    if _LITTER.fullmatch(name):
        return "它是电脑或编辑软件自动生成的，请删除"
    if ending.lower() in ("markdown", "md", "txt"):
        return f"扩展名应为 .md：{base.removesuffix('.md')}.md"
    if ending.lower() in _DOCUMENTS:
        return "办公文档读不了；请把文字写进 .md 文件（可用 chunshui new 新建），再删去它"
    return f"可以放的有 {_PLACES}；信息和页面里用的图片放在同一文件夹"


def check_names(entries: Iterable[Entry], prefix: str) -> Iterator[Finding]:
    """Yield what is wrong with file names that are ids, and the ids that are the same."""
    first: dict[str, str] = {}
    for entry in entries:
        if entry.kind.name not in (*_WITH_ID, "reviews"):
            continue
        own = stem(entry.path)
        normal = unicodedata.normalize("NFC", own)
        expected = _expected(own, normal, entry)
        if expected is not None:
            yield places.FILE_NAME.at(Source(f"{prefix}/{entry.path}"), expected=expected)
        if entry.kind.name == "reviews":  # bears the id of its item
            continue
        other = first.setdefault(normal.casefold(), entry.path)
        if other != entry.path:
            source = Source(f"{prefix}/{entry.path}")
            yield places.ID_CLASH.at(source, id=own, other=f"{prefix}/{other}")


def _expected(own: str, normal: str, entry: Entry) -> str | None:
    """Return what a file's name should be, or None where it is right; `normal` is its NFC form."""
    if normal != own:
        return f"通常的写法（{normal}），这里的字是拆开存的，请重新输入"
    if _UNFIT.search(own) or len(own) > _LONGEST:
        return f' {_LONGEST} 字以内的字、数字和“-”，不能有空格和 < > : " | ? * # % 各种括号'
    if entry.kind.name not in ("item", "reviews"):
        return None
    ending = entry.path.rpartition(".")[2]
    match = _ITEM_STEM.fullmatch(own)
    if match is None:
        return f"“年月日-短名.{ending}”，如 {_likely(own)}.{ending}"
    year, month, day, _ = match.groups()
    if not _is_day(year, month, day):
        return f"真实的日期加短名，“{year}{month}{day}”不是日期"
    top, here, there, _ = entry.path.split("/", 3)
    if (here, there) != (year, month):
        return f"以文件夹的年月 {here}{there} 开头，或把文件移到 {top}/{year}/{month}"
    return None


@lru_cache(maxsize=4096)
def _is_day(year: str, month: str, day: str) -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def _likely(own: str) -> str:
    """Return the name that a wrong one probably means, or an example."""
    match = _LOOSE_STEM.fullmatch(own)
    short = "" if match is None else _UNFIT.sub("", match[4])
    if match is None or not short:
        return "20260912-税务新机构挂牌"
    return f"{match[1]}{int(match[2]):02}{int(match[3]):02}-{short}"
