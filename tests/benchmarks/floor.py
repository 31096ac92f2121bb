"""The floor: read every file of a folder, write as many pages of 16 KiB, each in a folder."""

from __future__ import annotations

import sys
from pathlib import Path


def main(source: Path, target: Path) -> None:
    """Do nothing but read and write."""
    files = sorted(source.rglob("*.md"))
    texts = [path.read_bytes() for path in files]
    page = b"".join(texts)[: 16 * 1024]
    for path in files:
        folder = target / path.relative_to(source).with_suffix("")
        folder.mkdir(parents=True)
        (folder / "index.html").write_bytes(page)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
