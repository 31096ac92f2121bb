"""What several commands share: where the content is, which day counts, how findings are printed."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from site_builder.cli.words import Refused, Unsound, cells

if TYPE_CHECKING:
    from scoring.periods import Period
    from site_builder.cache import Store
    from site_builder.git import Revisions
    from site_builder.pipeline import Examination
    from site_builder.snapshot import Pending, Snapshot

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A day written 2026-11-03."""

    name = "日期"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the date, or complain in Chinese."""
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"“{value}”应写成 2026-11-03 这样的日期。", param, ctx)


class PeriodType(click.ParamType["Period"]):
    """A period written 2026-10, 2026Q3, 2026H2 or 2026."""

    name = "期"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Period:
        """Return the period, or complain in Chinese."""
        from scoring.periods import parse_period

        period = parse_period(str(value))
        if period is None:
            self.fail(f"“{value}”应写成 2026-10、2026Q3、2026H2 或 2026。", param, ctx)
        return period


def _office(_context: click.Context, _option: click.Parameter, given: Path | None) -> Path:
    """Return the folder given, else the nearest at or above the current one that has content/."""
    if given is not None:
        return given
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "content" / "registry").is_dir():
            return Path() if folder == here else folder
    return Path()


def root_option(function: F) -> F:
    """Add `--root`, the folder that holds content/ and mkdocs.yml."""
    return click.option(
        "--root",
        type=click.Path(path_type=Path),
        callback=_office,
        metavar="文件夹",
        help="内容库所在的文件夹（默认当前文件夹或它的上级）。",
    )(function)


def as_of_option(function: F) -> F:
    """Add `--as-of`, the day that counts as today."""
    return click.option(
        "--as-of", type=Day(), metavar="日期", help="按哪一天计算（默认最后一次提交的日期）。"
    )(function)


def period_option(function: F) -> F:
    """Add `--period`."""
    return click.option(
        "--period", type=PeriodType(), metavar="期", help="如 2026-10、2026Q3、2026H2、2026。"
    )(function)


def score_option(function: F) -> F:
    """Add `--score`, the name of one of several parallel scores."""
    return click.option("--score", metavar="计分", help="哪一项计分（默认第一项，如 信息）。")(
        function
    )


def pending_option(function: F) -> F:
    """Add `--pending`, by which a site tells of items that are not merged yet."""
    return click.option(
        "--pending",
        is_flag=True,
        help="审核进度也列出 review/ 分支上在审的稿件（标题会公开，先 git fetch）。",
    )(function)


def default_workers() -> int:
    """Return how many processes share long work unless something else is asked for."""
    return min(2, os.cpu_count() or 1)


def workers_option(function: F) -> F:
    """Add `--workers`, the number of processes; the result is the same for any."""
    return click.option(
        "--workers",
        type=click.IntRange(1),
        default=default_workers,
        metavar="个数",
        help="用几个进程（默认 2 个，只有一个核时 1 个）；结果都一样。",
    )(function)


def json_option(function: F) -> F:
    """Add `--json`."""
    return click.option("--json", "as_json", is_flag=True, help="输出 JSON，供程序读取。")(function)


def content_of(root: Path) -> Path:
    """Return the content folder of an office, or refuse."""
    encoding = sys.getfilesystemencoding()
    if encoding.lower().replace("-", "") != "utf8":
        raise Refused(f"文件名编码是 {encoding}，读不出中文文件名。请设 PYTHONUTF8=1 再运行。")
    content = root / "content"
    if not content.is_dir():
        raise Refused(
            f"{root.resolve()} 里没有 content 文件夹。请到内容库里运行，或用 --root 指明；"
            "新单位请用 chunshui init 建立。"
        )
    return content


@contextmanager
def revision_of(root: Path, rev: str) -> Iterator[tuple[Revisions, str, str]]:
    """Open the repository of a folder; yield it, a commit's id and the content folder in it.

    Raises `Refused` where there is no repository or no such revision.
    """
    from site_builder.git import Revisions

    revisions = Revisions.of(root)
    if revisions is None:
        raise Refused(f"{root.resolve()} 不在 Git 仓库里。请到内容库里运行，或用 --root 指明。")
    with revisions:
        head = revisions.resolve(rev)
        if head is None:
            raise Refused(f"没有“{rev}”这个版本。")
        yield revisions, head, f"{revisions.inside}/content" if revisions.inside else "content"


def settings_of(root: Path) -> Path:
    """Return the site's settings file of an office, or refuse."""
    settings = root / "mkdocs.yml"
    if not settings.is_file():
        raise Refused(f"没有 {settings}：站点设置在这个文件里。可用 chunshui init 生成一份样板。")
    return settings


def examined(
    root: Path, as_of: date | None, workers: int | None = None, store: Store | None = None
) -> Examination:
    """Return the examination of an office's content; only here is the clock asked."""
    from site_builder.cache import store_for
    from site_builder.pipeline import examine

    content, today = content_of(root), date.today()  # noqa: DTZ011
    store, workers = store or store_for(root), workers or default_workers()
    if not sys.stderr.isatty():
        examination = examine(content, today=today, as_of=as_of, store=store, workers=workers)
    else:
        with click.progressbar(length=1, label="读取内容", file=sys.stderr) as bar:

            def show(read: int, whole: int) -> None:
                bar.length = whole
                bar.update(read - bar.pos)

            examination = examine(
                content, today=today, as_of=as_of, progress=show, store=store, workers=workers
            )
    if store.trouble is not None:
        note(store.trouble)
    return examination


def sound(
    root: Path, as_of: date | None, workers: int | None = None, store: Store | None = None
) -> Examination:
    """Return the examination of sound content; otherwise print the findings and stop with 1."""
    from site_builder.reporting import as_text

    examination = examined(root, as_of, workers, store)
    if not examination.sound:
        click.echo(as_text(examination.findings), err=True)
        raise Unsound("内容里有错误，没有计算。请先改好上面列出的问题。")
    return examination


def snapshot_of(root: Path, as_of: date | None) -> Snapshot:
    """Return the snapshot of sound content; otherwise print the findings and stop with 1."""
    from site_builder.pipeline import compute

    return compute(sound(root, as_of))


def pending_of(root: Path, as_of: date | None, examination: Examination) -> Pending:
    """Return what is under review on branches, as of today where no other day is asked for."""
    from site_builder.review.pending import gather
    from site_builder.snapshot import Pending

    day = as_of or examination.loaded.corpus.office.as_of or date.today()  # noqa: DTZ011
    gathered = gather(root, day)
    for line in gathered.untold:
        note(line)
    return Pending(day, gathered.handed)


def chosen_score(snapshot: Snapshot, name: str | None) -> str:
    """Return the asked-for score, by default the first, or refuse."""
    if not snapshot.ledgers:
        raise Refused("还没有计分办法：请在 content/rulebooks/ 里放一份。")
    if name is None:
        return next(iter(snapshot.ledgers))
    if name not in snapshot.ledgers:
        raise Refused(f"没有“{name}”这项计分；现有：{'、'.join(snapshot.ledgers)}。")
    return name


def print_json(value: object) -> None:
    """Print a value as JSON with Chinese left readable."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """Print a table whose columns line up although Chinese characters are two cells wide."""
    widths = [max(map(cells, column)) for column in zip(head, *rows, strict=True)]
    for row in (head, *rows):
        padded = (
            text + " " * (width - cells(text)) for text, width in zip(row, widths, strict=True)
        )
        click.echo("  ".join(padded).rstrip())


def note(message: str) -> None:
    """Say something that is not the result."""
    click.echo(message, err=True)
