"""The content folder as a list of files: what lies where, what is called what, what is refused."""

from __future__ import annotations

import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from scoring.catalogue import places
from scoring.findings import Finding, Source
from scoring.nearest import nearest
from site_builder.parsing.front_matter import stem
from site_builder.reading.listing import Before, Listing, State, packed, states
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
_MANY: Final = {"items": KINDS["item"], "reviews": KINDS["reviews"]}
"""Kinds of which there are many files, by the folder in which they lie."""
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
    """Those of kinds of which there are few."""
    listings: tuple[Listing, ...]
    """The folders of items and of review records."""
    pictures: tuple[str, ...]
    """Paths of pictures that bodies may show, inside the content folder."""
    findings: tuple[Finding, ...]

    def of(self, kind: FileKind) -> tuple[Listing, ...]:
        """Return the folders that hold files of a kind of which there are many."""
        return tuple(listing for listing in self.listings if listing.kind is kind)

    @property
    def files(self) -> int:
        """Return how many files state something."""
        return len(self.entries) + sum(len(listing.names) for listing in self.listings)

    def paths(self) -> Iterator[str]:
        """Yield the paths of all files that bodies may link to."""
        yield from (entry.path for entry in self.entries)
        for listing in self.listings:
            yield from (f"{listing.folder}/{name}" for name in listing.names)
        yield from self.pictures


def entry_of(listing: Listing, name: str) -> Entry:
    """Return a file of a folder that may hold many."""
    return Entry(f"{listing.folder}/{name}", f"{listing.place}/{name}", listing.kind)


def entries_of(listing: Listing) -> list[Entry]:
    """Return the files of a folder that may hold many, sorted by path."""
    return [entry_of(listing, name) for name in listing.names]


def walk(root: Path, prefix: str, before: Before | None = None) -> Folder:
    """Return the files under a folder; symbolic links are not followed, hidden files not seen.

    Of folders that are as they were `before`, what was known then is taken.
    """
    walking = _Walking(prefix)
    waiting = [(str(root), "")]
    while waiting:
        place, inside = waiting.pop()
        found = states(place)
        many = _MANY.get(inside.partition("/")[0])
        known = None if many is None or before is None else before.known(inside[:-1])
        if many is not None and known is not None and known.clean and known.states == packed(found):
            folders = walking.take(Listing(
                inside[:-1], place, many, known.names, found, known, True, known.pictures,
                known.folders, known.folded,
            ))  # fmt: skip
        else:
            folders = walking.look(place, inside, found)
        waiting += [(f"{place}/{name}", f"{inside}{name}/") for name in folders]
    return walking.folder()


class _Walking:
    """What is gathered on the way through the folders."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._entries: list[Entry] = []
        self._listings: list[Listing] = []
        self._pictures: list[str] = []
        self._findings: list[Finding] = []

    def take(self, listing: Listing) -> tuple[str, ...]:
        """Take in a folder of many files; return the folders in it."""
        if listing.names:
            self._listings.append(listing)
        self._pictures += (f"{listing.folder}/{name}" for name in listing.pictures)
        return listing.folders

    def look(self, place: str, inside: str, found: list[State]) -> tuple[str, ...]:
        """Look at each entry of a folder; return the folders in it."""
        before = len(self._findings)
        files: list[Entry] = []
        pictures: list[str] = []
        folders: list[str] = []
        for name, mode, *_ in found:
            if name.startswith("."):
                continue
            path = inside + name
            if not name.isprintable() or not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
                self._findings.append(_refused(name, mode, f"{self._prefix}/{inside}"))
            elif stat.S_ISDIR(mode):
                folders.append(name)
            elif (known := kind_of(path)) is not None:
                files.append(Entry(path, f"{place}/{name}", known))
            elif is_picture(path):
                pictures.append(name)
            else:
                source = Source(f"{self._prefix}/{path}")
                self._findings.append(places.UNKNOWN_FILE.at(source, hint=belongs(path)))
        self._findings += _misnamed(files, self._prefix)
        many = _MANY.get(inside.partition("/")[0])
        if many is None:
            self._entries += files
            self._pictures += (inside + name for name in pictures)
            return tuple(folders)
        names = tuple([entry.path[len(inside) :] for entry in files])
        folded = tuple([_folded(name) for name in names])
        return self.take(Listing(
            inside[:-1], place, many, names, found, None, len(self._findings) == before,
            tuple(pictures), tuple(folders), () if folded == names else folded,
        ))  # fmt: skip

    def folder(self) -> Folder:
        """Return all that was found."""
        self._entries.sort(key=lambda entry: entry.path)
        self._listings.sort(key=lambda listing: listing.folder)
        few = [entry for entry in self._entries if entry.kind.name in _WITH_ID]
        items = [each for each in self._listings if each.kind.name in _WITH_ID]
        several = [_folded(entry.path.rpartition("/")[2]) for entry in few]
        every = set(several).union(*(each.folded or each.names for each in items))
        if len(every) < len(several) + sum(len(each.names) for each in items):
            whole = [*few, *(entry for each in items for entry in entries_of(each))]
            whole.sort(key=lambda entry: entry.path)
            self._findings += _twins(whole, self._prefix)
        return Folder(
            tuple(self._entries),
            tuple(self._listings),
            tuple(sorted(self._pictures)),
            tuple(self._findings),
        )


def _folded(name: str) -> str:
    """Return what files have in common that not every computer can tell apart."""
    return unicodedata.normalize("NFC", name).casefold()


def _refused(name: str, mode: int, inside: str) -> Finding:
    """Return why an entry is neither read nor entered."""
    source = Source(inside + "".join(c if c.isprintable() else "?" for c in name))
    if stat.S_ISLNK(mode):
        return places.SYMLINK.at(source)
    if not name.isprintable():
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
    every = list(entries)
    yield from _misnamed(every, prefix)
    yield from _twins((entry for entry in every if entry.kind.name in _WITH_ID), prefix)


def _misnamed(entries: Iterable[Entry], prefix: str) -> Iterator[Finding]:
    """Yield what is wrong with each file name that is an id."""
    for entry in entries:
        if entry.kind.name not in (*_WITH_ID, "reviews"):
            continue
        own = stem(entry.path)
        expected = _expected(own, unicodedata.normalize("NFC", own), entry)
        if expected is not None:
            yield places.FILE_NAME.at(Source(f"{prefix}/{entry.path}"), expected=expected)


def _twins(entries: Iterable[Entry], prefix: str) -> Iterator[Finding]:
    """Yield the ids that are the same; a review record bears the id of its item and is none."""
    first: dict[str, str] = {}
    for entry in entries:
        own = stem(entry.path)
        other = first.setdefault(_folded(own), entry.path)
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
