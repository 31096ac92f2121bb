"""A .txt of unknown encoding → a manuscript: UTF-8, UTF-16 with its mark, else GB18030."""

from __future__ import annotations

import re
from typing import Final

from site_builder.intake.manuscripts.manuscript import Manuscript, Unreadable, plain

LIMIT: Final = 2_000_000
"""Bytes of a file."""
_CODECS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CONTROL: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff"
    "\ufffe\uffff\ud800-\udfff]"
)
_STRANGE: Final = 20
"""Per thousand of control characters from which a file is no text."""


def decoded(data: bytes) -> str | Unreadable:
    """Return a file's text with `\\n` ends, or why it is none."""
    if len(data) > LIMIT:
        return Unreadable(f"有 {len(data):,} 字节，太大，不像一篇文稿；请分开存")
    if not data.strip(b"\xef\xbb\xbf\xff\xfe\r\n\t \x00"):
        return Unreadable("是空的，没有内容")
    marked = next((codec for mark, codec in _CODECS if data.startswith(mark)), None)
    for codec in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if len(_CONTROL.findall(text)) * 1000 > len(text) * _STRANGE:
            break
        return text.replace("\r\n", "\n").replace("\r", "\n")
    return Unreadable("认不出文字的编码，或不是文字；请用记事本打开，另存为 UTF-8 编码")


def without_controls(text: str) -> str:
    """Return a text without characters that are not seen and could mislead."""
    return _CONTROL.sub("", text)


def read_plain(data: bytes) -> Manuscript | Unreadable:
    """Return what a plain text says, each line a paragraph, or why it cannot be read."""
    text = decoded(data)
    if isinstance(text, Unreadable):
        return text
    lines = (line.strip(" \t\u3000\xa0") for line in text.split("\n"))
    return Manuscript(tuple(plain(line) for line in lines if line))
