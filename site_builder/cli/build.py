"""`chunshui build`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from site_builder.cli.common import (
    as_of_option,
    content_of,
    note,
    pending_of,
    pending_option,
    print_table,
    root_option,
    settings_of,
    sound,
    workers_option,
)
from site_builder.cli.words import Command, Refused


@click.command(cls=Command)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="网站写到哪里（默认 site）。",
)
@click.option(
    "--without-search", is_flag=True, help="不更新搜索索引，原有的保留（索引可以另找时间生成）。"
)
@pending_option
@click.option("--profile", is_flag=True, help="生成后列出每一步用了多少时间和内存。")
@workers_option
@as_of_option
@root_option
def command(
    output: Path | None,
    without_search: bool,
    pending: bool,
    profile: bool,
    workers: int,
    as_of: date | None,
    root: Path,
) -> None:
    """检查、计分、排名，生成静态网站。

    内容有错误时不生成，已发布的网站保持原样。只重写有变化的页面，结果和从头生成完全一样。

    \b
    例：
      chunshui build
      chunshui build --output /srv/www/chunshui
      chunshui build --pending
      chunshui build --profile
    """
    from site_builder.assembly.building import Site, build
    from site_builder.assembly.publishing import HalfPublished, unfit
    from site_builder.cache import store_for
    from site_builder.cli.profile import HEAD, Profile
    from site_builder.pipeline import compute

    target = output or root / "site"
    content_of(root)
    site = Site(root, settings_of(root), target.absolute())
    refused = unfit(target, root)
    if refused is not None:
        raise Refused(refused)
    store, measured = store_for(root), Profile()
    with measured.step("读取和检查"):
        examination = sound(root, as_of, workers)
        found = pending_of(root, as_of, examination) if pending else None
    try:
        with measured.step("计分"):
            snapshot = compute(examination, pending=found)
        note(f"内容无误：{len(snapshot.corpus.items)} 条信息，按 {snapshot.as_of} 计算。正在生成……")
        built = build(
            snapshot,
            site,
            store=store,
            workers=workers,
            search=not without_search,
            step=measured.step,
        )
    except HalfPublished as error:
        raise Refused(f"{target} 只换了一部分：{error}。再生成一次就会接着换完。") from error
    except OSError as error:
        raise Refused(f"{_reason(error, root, target)}。已发布的网站没有改动。") from error
    if store.trouble is not None:
        note(store.trouble)
    if profile:
        print_table(HEAD, measured.rows())
    click.echo(f"已生成 {built.pages} 页（写了 {built.written} 个文件）：{target}")


def _reason(error: OSError, root: Path, target: Path) -> str:
    """Return what the disk refused: a text that changed while it was shown, or a place to write."""
    file = Path(str(error.filename or ""))
    if (root / "content").resolve() in file.resolve().parents:
        return f"生成到一半，{file} 又被改动或者删除了，请再生成一次"
    return f"写不了 {target}：{error.strerror or error}"
