"""字体: the faces that an office's documents are set in, by what they are for."""

from __future__ import annotations

from typing import Final, NamedTuple


class Faces(NamedTuple):
    """Names of faces as Word knows them; the defaults are those of GB/T 9704-2012 §5.2."""

    title: str = "方正小标宋简体"
    """标题 and 发文机关标志."""
    text: str = "仿宋_GB2312"
    """正文."""
    hei: str = "黑体"
    """一、 and the word 附件."""
    kai: str = "楷体_GB2312"
    """（一） and the approver's name."""
    song: str = "宋体"
    """Page numbers."""
    digits: str | None = None
    """Digits and Latin letters; None: those of the face around them."""


DEFAULT_FACES: Final = Faces()
