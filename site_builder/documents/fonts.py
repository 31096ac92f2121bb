"""Which faces a PDF is set in: the office's own, or free ones that stand in for them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, NamedTuple

from scoring.faces import Faces

SAME: Final = {
    "方正小标宋简体": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05"),
    "仿宋_GB2312": ("FangSong_GB2312",),
    "楷体_GB2312": ("KaiTi_GB2312",),
    "黑体": ("SimHei",),
    "宋体": ("SimSun",),
    "仿宋": ("FangSong",),
    "楷体": ("KaiTi",),
}
"""Names under which font files carry what Word calls by a Chinese name."""

_SONG: Final = (
    "SimSun", "Noto Serif CJK SC", "Source Han Serif SC", "Source Han Serif CN", "Noto Serif SC",
    "FandolSong", "AR PL UMing CN",
)  # fmt: skip
_HEI: Final = (
    "SimHei", "Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN", "Noto Sans SC",
    "FandolHei", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Droid Sans Fallback",
)  # fmt: skip
STAND_INS: Final = {
    "title": ("FZXiaoBiaoSong-B05S", *_SONG),
    "text": ("FangSong_GB2312", "FangSong", "STFangsong", "FandolFang R", "FandolFang", *_SONG),
    "hei": _HEI,
    "kai": (
        "KaiTi_GB2312", "KaiTi", "STKaiti", "FandolKai", "FandolKai R", "LXGW WenKai",
        "AR PL UKai CN", *_SONG,
    ),
    "song": _SONG,
    "digits": ("Times New Roman", "Liberation Serif", "TeX Gyre Termes", "Libertinus Serif"),
}  # fmt: skip
"""For each use the faces to fall back on, the most like first."""


class Replaced(NamedTuple):
    """A face that was asked for and the one that stands in for it."""

    wanted: str
    used: str

    def __str__(self) -> str:
        """Return the words for people."""
        return f"没有字体“{self.wanted}”，用“{self.used}”代替"


class Chosen(NamedTuple):
    """The faces of a PDF, all of them there."""

    faces: Faces
    replaced: tuple[Replaced, ...]


def choose(faces: Faces, families: Collection[str]) -> Chosen | None:
    """Return the faces that there are, None where no face has Chinese characters."""
    there = {name.casefold(): name for name in sorted(families)}
    used: dict[str, str] = {}
    replaced: dict[Replaced, None] = {}
    for use, wanted in faces._asdict().items():
        if wanted is None:
            continue
        own = _first((wanted, *SAME.get(wanted, ())), there)
        found = own or _first((*STAND_INS[use], *_SONG, *_HEI), there)
        if found is None:
            return None
        used[use] = found
        if own is None:
            replaced[Replaced(wanted, found)] = None
    return Chosen(faces._replace(**used), tuple(replaced))


def _first(names: tuple[str, ...], there: dict[str, str]) -> str | None:
    return next((there[name.casefold()] for name in names if name.casefold() in there), None)
