"""What the commands that write documents share: formats, the folder of faces, the files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from site_builder.cli.common import note
from site_builder.cli.words import Refused, Unsound

if TYPE_CHECKING:
    from scoring.faces import Faces
    from site_builder.documents.paper import Paper

F = TypeVar("F", bound=Callable[..., Any])

FONTS = "CHUNSHUI_FONTS"


def formats(given: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return the formats of `docx,pdf`, or refuse one that is not known."""
    parts = [part.strip().lower() for part in given.replace("，", ",").split(",")]
    wanted = tuple(dict.fromkeys(part for part in parts if part))
    for each in wanted:
        if each not in known:
            raise Refused(f"没有“{each}”这种格式；可用：{'、'.join(known)}。")
    return wanted


def output_options(function: F) -> F:
    """Add `--output` and `--fonts`."""
    output = click.option(
        "--output",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path(),
        metavar="文件夹",
        help="写到哪个文件夹（默认当前文件夹）。",
    )
    fonts = click.option(
        "--fonts",
        type=click.Path(path_type=Path, file_okay=False, exists=True),
        envvar=FONTS,
        metavar="文件夹",
        help=f"放本单位字体文件的文件夹，PDF 用（也可设 {FONTS}）。",
    )
    return output(fonts(function))


def printed(paper: Paper, form: str, faces: Faces, fonts: Path | None) -> bytes:
    """Return a paper as docx or pdf; faces that stand in for others are named on stderr."""
    if form == "docx":
        from site_builder.documents.docx import docx

        return docx(paper, faces)
    from site_builder.documents.pdf import Pdf, pdf
    from site_builder.reporting import as_text

    made = pdf(paper, faces, fonts)
    if not isinstance(made, Pdf):
        click.echo(as_text((made,)), err=True)
        raise Unsound("没有生成 PDF。")
    for each in made.replaced:
        note(f"{each}（仅 PDF；Word 文件仍用原来的字体名）")
    return made.data
