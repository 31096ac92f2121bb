"""What `export` and `federate` share: the formats, and a folder that is replaced as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from site_builder.cli.common import F
from site_builder.cli.words import Refused

_FORMATS = ("jsonl", "parquet", "both")


def format_option(function: F) -> F:
    """Add `--format`."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(_FORMATS),
        default="jsonl",
        metavar="|".join(_FORMATS),
        help="文件格式（默认 jsonl；Parquet 须另装 pyarrow）。",
    )(function)


def formats_of(form: str) -> tuple[str, ...]:
    """Return the formats to write."""
    return ("jsonl", "parquet") if form == "both" else (form,)


@contextmanager
def replaced(folder: Path) -> Iterator[Path]:
    """Yield an empty folder that takes the given one's place when the block ends well.

    A folder that holds anything but an earlier export is refused, not replaced.
    """
    from site_builder.assembly.publishing import renewed
    from site_builder.exports import MANIFEST

    if folder.exists() and not folder.is_dir():
        raise Refused(f"{folder} 是一个文件，请换一个文件夹。")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MANIFEST).is_file():
        raise Refused(f"{folder} 里有别的文件。请换一个空文件夹，以免覆盖它们。")
    with renewed(folder) as fresh:
        yield fresh
