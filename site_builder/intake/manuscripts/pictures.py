"""Pictures made small and plain: no larger than a page needs, no metadata, no surprises."""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import Final, NamedTuple

SIDE: Final = 1_600
"""Pixels of the longer side."""
_PIXELS: Final = 60_000_000
"""More are taken for a decompression bomb."""
_FORMATS: Final = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
_VECTOR: Final = (b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00", b"\x01\x00\x00\x00", b"<svg", b"<?xml")
_QUALITY: Final = 85


class Shrunk(NamedTuple):
    """A picture to be written."""

    data: bytes
    ending: str
    """`.jpg` or `.png`."""


def shrunk(data: bytes) -> Shrunk | str:
    """Return a picture drawn anew, or in Chinese why it is not taken."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    if data.startswith(_VECTOR):
        return "是矢量图，请截图或另存为 PNG 再插入"
    try:
        with (
            warnings.catch_warnings(action="ignore"),
            Image.open(BytesIO(data), formats=_FORMATS) as image,
        ):
            if image.width * image.height > _PIXELS:
                return f"有 {image.width}×{image.height} 点，太大，请缩小再插入"
            photo = image.format == "JPEG"
            image.draft("RGB", (SIDE, SIDE))
            image.load()
            # The first frame only: a moving picture has no place in a bulletin.
            turned = ImageOps.exif_transpose(image)
            drawn = turned.convert("RGB" if photo else "RGBA")
    except Image.DecompressionBombError:
        return "展开以后太大，请缩小再插入"
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, MemoryError):
        return "打不开或已损坏"
    drawn.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    out = BytesIO()
    if photo:
        drawn.save(out, "JPEG", quality=_QUALITY, optimize=True)
        return Shrunk(out.getvalue(), ".jpg")
    plain = drawn.convert("RGB") if drawn.getchannel("A").getextrema() == (255, 255) else drawn
    plain.save(out, "PNG", optimize=True)
    return Shrunk(out.getvalue(), ".png")
