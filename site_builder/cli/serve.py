"""`chunshui serve`."""

from __future__ import annotations

import gc
import signal
import socket
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer
from time import monotonic
from typing import TYPE_CHECKING, Final

import click

from site_builder.cli.common import (
    content_of,
    default_workers,
    examined,
    note,
    pending_of,
    pending_option,
    root_option,
    settings_of,
    sound,
)
from site_builder.cli.words import Command, Refused

if TYPE_CHECKING:
    from site_builder.assembly.front import Onlookers
    from site_builder.snapshot import Snapshot

_LIVE_SEARCH: Final = 2000
"""Items up to which the search is renewed with every edit: it takes longer than the page."""

_PAUSE: Final = 1.0
"""Seconds after an edit has been built until it is tidied up after: first its page is fetched."""
_EDITS: Final = 8
"""Edits without such a pause after which it is tidied up nevertheless."""


@click.command(cls=Command)
@click.option("--host", default="127.0.0.1", metavar="地址", help="监听地址（默认 127.0.0.1）。")
@click.option("--port", default=8000, metavar="端口", help="监听端口（默认 8000）。")
@pending_option
@root_option
def command(host: str, port: int, pending: bool, root: Path) -> None:
    """在本机预览网站；改动内容后页面自动刷新。

    没有提交的改动按今天计算，和改好提交以后看到的一样。

    信息超过两千条时，搜索不随改动更新，重新运行才更新。

    \b
    例：
      chunshui serve
      chunshui serve --port 8080
    """
    from site_builder.mkdocs_adapter import Preview, preview
    from site_builder.shell.keeping import settings_files, site_path

    content, settings = content_of(root), settings_of(root)
    _refuse_taken(host, port)
    # Whoever ends the program in whatever way: the folder goes.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with TemporaryDirectory(prefix="chunshui-") as temporary:
        work = _Work(root, settings, Path(temporary, "site"), pending)
        work.begin()
        place = Preview(work.folder, host, port, site_path(settings))
        note(f"预览：http://{host}:{port}{place.path}  （按 Ctrl+C 结束）")
        preview(place, (content, *settings_files(settings)), work.refresh)


class _Work:
    """Builds one office again and again into one folder."""

    def __init__(self, root: Path, settings: Path, folder: Path, pending: bool) -> None:
        from site_builder.cache import ResidentStore, store_for

        self.folder = folder
        self._root = root
        self._settings = settings
        self._pending = pending
        self._store = ResidentStore(store_for(root).folder)
        self._day = date.min
        self._last: Snapshot | None = None
        self._left = 0
        self._rest = Timer(_PAUSE, self._collect)

    def begin(self) -> None:
        """Build the whole; unsound content is refused."""
        examination = sound(self._root, None, store=self._store)
        # An edit is not committed, so it counts as of today: begin with that day, lest the first
        # edit date every page anew.
        self._day = examination.loaded.corpus.office.as_of or date.today()  # noqa: DTZ011
        self._build()
        # Nearly all of it lives on: the collector need not look at it after every edit.
        gc.disable()
        gc.unfreeze()
        gc.collect()
        gc.freeze()

    def refresh(self, onlookers: Onlookers) -> None:
        """Build what has changed; unsound content is told, and the pages stay as they are.

        First come the pages that are open in a browser. What edits leave in circles is given back
        when nobody waits for a page, or after some edits without a pause: a preview may go on for
        days.
        """
        self._rest.cancel()
        self._left += 1
        self._build(onlookers)
        if self._left >= _EDITS:
            self._collect()
        else:
            self._rest = Timer(_PAUSE, self._collect)
            self._rest.daemon = True
            self._rest.start()

    def _collect(self) -> None:
        gc.collect()
        self._left = 0

    def _build(self, onlookers: Onlookers | None = None) -> None:
        from site_builder.assembly.building import Site, build
        from site_builder.mkdocs_adapter import UNMENDED
        from site_builder.pipeline import compute
        from site_builder.reporting import as_text

        started = monotonic()
        # From the second time on there are threads, and those do not go with processes.
        workers = 1 if self._last else default_workers()
        examination = examined(self._root, self._day, workers, self._store)
        if not examination.sound:
            click.echo(f"{as_text(examination.findings)}\n{UNMENDED}", err=True)
            return
        pending = pending_of(self._root, self._day, examination) if self._pending else None
        snapshot = compute(examination, self._last, pending)
        site = Site(self._root, self._settings, self.folder)
        search = not self._last or len(snapshot.corpus.items) <= _LIVE_SEARCH
        built = build(
            snapshot, site, store=self._store, workers=workers, search=search, onlookers=onlookers
        )
        self._last = snapshot
        note(f"写了 {built.written} 个文件，用了 {monotonic() - started:.1f} 秒。")


def _refuse_taken(host: str, port: int) -> None:
    """Refuse an address that cannot be had before the work begins."""
    try:
        socket.create_server((host, port)).close()
    except OSError as error:
        raise Refused(
            f"不能在 {host}:{port} 上监听：{error.strerror or error}。请用 --port 换一个端口。"
        ) from error
