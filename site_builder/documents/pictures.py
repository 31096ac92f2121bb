"""Pictures for documents: checked, shrunk to what paper shows, in a format that both forms take."""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import Final, NamedTuple

from PIL import Image, ImageOps

_PIXELS: Final = 40_000_000
"""Larger ones are refused before they are unpacked."""
NO_PICTURE: Final = "［图片无法读取：{caption}］"
"""Printed in the place of what is no picture, so that nothing is lost unseen."""
_SIDE: Final = 1600
"""Longer side in pixels: 260 to the inch across the type area."""


class Picture(NamedTuple):
    """A picture ready for print."""

    data: bytes
    suffix: str
    """png or jpg."""
    width: int
    height: int

    def points(self, room: int, height: int) -> int:
        """Return its width in print: natural at 120 dots to the inch, within room and height."""
        return max(1, min(room, self.width * 6 // 10, height * self.width // self.height))


def picture(data: bytes) -> Picture | None:
    """Return a picture as PNG or JPEG without its camera's notes, None where it is no picture."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image: Image.Image = Image.open(BytesIO(data), formats=("PNG", "JPEG", "GIF", "WEBP"))
            if image.width * image.height > _PIXELS:
                return None
            photo = image.format in ("JPEG", "WEBP") and image.mode in ("RGB", "L", "CMYK", "YCbCr")
            image = ImageOps.exif_transpose(image)
            image.thumbnail((_SIDE, _SIDE))
            return _photo(image) if photo else _drawing(image)
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError, Warning):
        # What Pillow raises for broken files, by format.
        return None


def _photo(image: Image.Image) -> Picture:
    kept = BytesIO()
    image.convert("L" if image.mode == "L" else "RGB").save(kept, "JPEG", quality=88)
    return Picture(kept.getvalue(), "jpg", *image.size)


def _drawing(image: Image.Image) -> Picture:
    kept = BytesIO()
    seen = image.convert("RGBA")
    paper = Image.new("RGBA", seen.size, "white")
    paper.alpha_composite(seen)
    paper.convert("RGB").save(kept, "PNG", optimize=True)
    return Picture(kept.getvalue(), "png", *image.size)
