"""Files that are none, and names that lead elsewhere or look like another's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from scoring.catalogue import gate, places
from scoring.findings import Finding, Source
from site_builder.git import Change
from site_builder.reading.folder import Entry, belongs, check_names
from site_builder.schema import is_picture, kind_of

_ALIKE: Final = str.maketrans(
    {
        **dict(zip("аеорсухіјѕԁԛԝһь", "aeopcyxijsdqwhb", strict=True)),
        **dict(zip("АВЕКМНОРСТУХІЈЅ", "ABEKMHOPCTYXIJS", strict=True)),
        **dict(zip("οατυνικχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ〇ıℓ", "oatuvikxABEZHIKMNOPTYXoil", strict=True)),
        **dict.fromkeys("—–−‐‑‒―ー一－_", "-"),
    }
)
"""Cyrillic, Greek and other characters that print like Latin letters or a dash."""
_UNSEEN: Final = re.compile(
    "[\u00ad\u0300-\u036f\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff"
    "\u3099\u309a\ufe00-\ufe0f\ufeff]"
)
"""Marks that combine, choose a variant or have no width."""
_RESERVED: Final = re.compile(r"\.{1,2}|\.git|git~[0-9]+", re.IGNORECASE)
_LINK, _SUBMODULE, _PROGRAM = "120000", "160000", "100755"


def skeleton(name: str) -> str:
    """Return what a name looks like: names that look the same have the same skeleton."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", name)).translate(_ALIKE).casefold()


def check_files(
    changes: Iterable[Change], before: Mapping[str, str], prefix: str
) -> Iterator[Finding]:
    """Yield what is wrong with the changed paths themselves; `before` are those of the base."""
    added = [each for each in changes if each.new_mode is not None]
    inside = [each for each in added if _within(each.path, prefix)]
    for each in added:
        yield from _unfit(each.path)
    for each in inside:
        yield from _kind_of_file(each)
        yield from _misplaced(each, prefix)
    yield from _alike([each.path for each in added], before, prefix)


def shown(path: str) -> str:
    """Return a path that can be printed."""
    return "".join(c if c.isprintable() else "?" for c in path)


def _within(path: str, prefix: str) -> bool:
    return path == prefix or path.startswith(prefix + "/")


def _unfit(path: str) -> Iterator[Finding]:
    """Yield the parts of a path that lead elsewhere on some machine."""
    for part in path.split("/"):
        if _RESERVED.fullmatch(part) or not part or "\\" in part or not part.isprintable():
            yield gate.BAD_PATH.at(Source(shown(path)), found=shown(part) or "（空）")
            return


def _kind_of_file(change: Change) -> Iterator[Finding]:
    """Yield why something in the content folder is no plain file."""
    place = Source(shown(change.path))
    if change.new_mode == _LINK:
        yield gate.LINK.at(place)
    elif change.new_mode == _SUBMODULE:
        yield gate.SUBMODULE.at(place)
    elif change.new_mode == _PROGRAM:
        yield gate.EXECUTABLE.at(place)


def _misplaced(change: Change, prefix: str) -> Iterator[Finding]:
    """Yield that a file has no business in the content folder, or bears a wrong name."""
    inside = change.path[len(prefix) + 1 :]
    kind = kind_of(inside)
    if kind is not None:
        yield from check_names([Entry(inside, "", kind)], prefix)
    elif not is_picture(inside):
        hint = belongs(inside)
        yield places.UNKNOWN_FILE.at(Source(shown(change.path)), hint=shown(hint))


def _alike(added: Collection[str], before: Mapping[str, str], prefix: str) -> Iterator[Finding]:
    """Yield new names that look like others': files in one folder, folders, ids anywhere."""
    fresh = [path for path in added if path not in before]
    if not fresh:
        return
    every = sorted({*before, *added})
    folders = {above for folder in {_folder(path) for path in every} for above in _upwards(folder)}
    looks: dict[str, list[str]] = {}
    for name in (*sorted(folders), *_neighbours(fresh, every)):
        looks.setdefault(f"{_folder(name)}/{skeleton(_name(name))}", []).append(name)
    ids: dict[str, list[str]] = {}
    for path in every:
        if path.startswith((f"{prefix}/items/", f"{prefix}/assignments/")):
            ids.setdefault(_name(path).casefold(), []).append(path)
    for path in fresh:
        like = [
            other
            for name in (path, *_upwards(_folder(path)))
            for other in looks.get(f"{_folder(name)}/{skeleton(_name(name))}", ())
            if other != name
        ]
        like += [other for other in ids.get(_name(path).casefold(), ()) if other != path]
        if like:
            yield gate.LOOKALIKE.at(Source(shown(path)), other=shown(like[0]))


def _neighbours(fresh: Iterable[str], every: Iterable[str]) -> list[str]:
    """Return the files that lie beside new ones."""
    folders = {_folder(path) for path in fresh}
    return [path for path in every if _folder(path) in folders]


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _upwards(folder: str) -> Iterator[str]:
    """Yield a folder and those above it."""
    while folder:
        yield folder
        folder = _folder(folder)
