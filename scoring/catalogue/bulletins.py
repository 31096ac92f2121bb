"""B830–B849: 刊物编发 and the documents that are made of it."""

from __future__ import annotations

from typing import Final

from scoring.findings import FindingKind, Severity

_ERROR: Final = Severity.ERROR

NO_FACE: Final = FindingKind(
    "B849",
    _ERROR,
    "没有中文字体",
    "本机没有中文字体，不能生成 PDF；请装一种中文字体（如 Noto Serif CJK SC、Fandol），"
    "或用 --fonts 指出放字体文件的文件夹；Word 文件不受影响",
    "PDF 要把字体放进文件里；没有中文字体的 PDF 全是空框。",
    "chunshui bulletin print 山西税务简报 40 --format pdf",
    "chunshui bulletin print 山西税务简报 40 --format pdf --fonts 字体",
)

BULLETINS: Final[tuple[FindingKind, ...]] = (NO_FACE,)
