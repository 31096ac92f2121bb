"""How varied bodies are: distinct pairs of characters, and how far they compress."""

from __future__ import annotations

import lzma
import re
import zlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")


class Variety(NamedTuple):
    """Measures of some text; printed as the cells of a table's row."""

    characters: int
    pairs: int
    part: float
    zlib: float
    lzma: float

    def __str__(self) -> str:
        """Return the cells."""
        return (
            f"| {self.characters:,} | {self.pairs:,} | {self.part:.3f} "
            f"| {self.zlib:.3f} | {self.lzma:.3f} |"
        )


def variety(content: Path, at_most: int | None = None) -> Variety:
    """Measure the bodies of a content folder's items, up to a number of characters.

    Bodies are taken evenly from all files, so that a part stands for the whole.
    """
    files = sorted(content.glob("items/**/*.md"))
    text = "".join(_bodies(files, at_most))[:at_most]
    pairs = [a + b for run in _RUN.findall(text) for a, b in pairwise(run)]
    data = text.encode()
    distinct = len(set(pairs))
    return Variety(
        len(text),
        distinct,
        distinct / len(pairs),
        len(zlib.compress(data, 9)) / len(data),
        len(lzma.compress(data)) / len(data),
    )


def _bodies(files: list[Path], at_most: int | None) -> Iterator[str]:
    step = max(1, len(files) * 300 // at_most) if at_most else 1
    length = 0
    for path in files[::step]:
        body = path.read_text(encoding="utf-8").split("\n---\n", 1)[1]
        yield body
        length += len(body)
        if at_most and length > at_most:
            return
