"""The only module that knows MkDocs: puts Chunshui's pages, in memory, into any MkDocs site.

`mkdocs build` and `mkdocs serve` work in every repository where the package is installed and
`plugins` names `chunshui`. The content folder's own files are facts, not pages: they are replaced
by what `site_builder.pages` renders; pictures stay. Content with an error stops the build.

`chunshui build` asks MkDocs only for the theme: one stub for each kind of place (`frames`).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from typing import Any, Final, NamedTuple
from urllib.parse import unquote, urlsplit

from jinja2 import Environment
from markupsafe import escape
from mkdocs.commands.build import build, get_context
from mkdocs.config import config_options, load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc

from site_builder.pages import render
from site_builder.pages.page import NavEntry, Page
from site_builder.pipeline import compute, examine
from site_builder.reporting import as_text
from site_builder.schema import is_picture
from site_builder.search import everything
from site_builder.shell.frames import MARK_CONTENT, MARKS, Frame, FrameError, cut, stub_headings
from site_builder.shell.html import OUTLINE_DEPTH, content
from site_builder.shell.places import Place
from site_builder.shell.site import Rendered, rendered
from site_builder.shell.sitemap import SITEMAPS
from site_builder.snapshot import Snapshot
from site_builder.staging import metadata, nav_value
from site_builder.theme import DIRECTORY, SCRIPTS, STYLE
from site_builder.watching import Changes
from site_builder.workers import shared

_INDENTATION: Final = re.compile(r"\n\s+")
_NO_DAY: Final = "2000-01-01"
_STILL: Final = 0.05
"""Seconds without a further change after which pages are made anew: an editor writes at once."""
_FETCHED: Final = 1.0
"""Seconds for which the rest waits at most until a browser has loaded its page."""
UNMENDED: Final = "内容里有错误，页面仍是改错之前的样子；改好并保存后会自动刷新。"
"""Said while serving, below the findings."""


class Leaf(NamedTuple):
    """What MkDocs is told of one page."""

    meta: Mapping[str, Any]
    html: str
    toc: tuple[tuple[int, str, str], ...]
    """Level, id and words of each heading, both escaped."""
    day: str


class Preview(NamedTuple):
    """A folder, and the address under which it is served."""

    folder: Path
    host: str
    port: int
    path: str
    """Where the site begins, `/` or the path of its future address."""


class ChunshuiConfig(Config):  # type: ignore[no-untyped-call]
    """Options of the plugin in mkdocs.yml."""

    as_of = config_options.Optional(config_options.Type(str))


class ChunshuiPlugin(BasePlugin[ChunshuiConfig]):  # type: ignore[no-untyped-call]
    """Adapter between a snapshot's pages and MkDocs' files."""

    stubs: Stubs | None = None
    """Set where only the theme is wanted."""
    last: Snapshot | None = None
    """While serving: the latest sound snapshot, shown until an error is mended."""
    serving = False

    def on_startup(self, *, command: str, dirty: bool) -> None:  # noqa: ARG002 - MkDocs' signature
        """Live through all builds of one `serve`: MkDocs keeps plugins that have this method."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Lend the theme's parts from the package; the office's own (custom_dir) come first."""
        config.use_directory_urls = True  # as the links on our pages take it
        if str(DIRECTORY) not in config.theme.dirs:
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(DIRECTORY))
        config.theme.static_templates.add(STYLE)
        config.extra_css = [STYLE, *(css for css in config.extra_css if css != STYLE)]
        known = {str(script) for script in config.extra_javascript}
        config.extra_javascript.extend(script for script in SCRIPTS if script not in known)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Replace the facts of the content folder by rendered pages, assets and navigation."""
        made: Iterable[tuple[str, str | bytes]]
        if self.stubs is not None:
            self.leaves, navigation = self.stubs.leaves(), self.stubs.navigation
            made = ()
        else:
            snapshot = self.taken(Path(config.docs_dir))
            pages, assets, navigation = render(snapshot)
            day = snapshot.as_of.isoformat()
            self.leaves = {page.path: _leaf(page, day) for page in pages}
            made = (*assets, *everything(snapshot, pages))
        config.nav = [nav_value(entry) for entry in navigation]
        kept = [file for file in files if _is_kept(file, config)]
        all_made = [*((path, "") for path in sorted(self.leaves)), *made]
        return Files(
            [*kept, *(File.generated(config, path, content=text) for path, text in all_made)]
        )

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, **_unused: object) -> str:
        """Tell MkDocs the page's title, what it hides, and a day that is not the clock's."""
        leaf = self.leaves.get(page.file.src_uri)
        if leaf is not None:
            page.meta = dict(leaf.meta)
            page.update_date = leaf.day
        return markdown

    def on_page_content(self, html: str, *, page: MkDocsPage, **_unused: object) -> str:
        """Give the page its text, which MkDocs has no part in."""
        leaf = self.leaves.get(page.file.src_uri)
        return html if leaf is None else _clothed(page, leaf)

    @event_priority(-100)
    def on_nav(self, nav: Navigation, **_unused: object) -> Navigation:
        """Remember the navigation for `on_env`, which is not given it."""
        self.nav = nav
        return nav

    @event_priority(-100)
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Render every form of every stub, after all other plugins have had the environment."""
        if self.stubs is not None:
            self.stubs.press(env, self.nav, config, files)
        return env

    @event_priority(-100)
    def on_post_page(self, output: str, **_unused: object) -> str:
        """Leave out the indentation that templates leave between their parts."""
        return _INDENTATION.sub("\n", output)

    def taken(self, content: Path) -> Snapshot:
        """Return the snapshot of a content folder; while serving, unsound content keeps the last.

        Raises PluginError, with the findings, where there is nothing sound to show.
        """
        as_of = date.fromisoformat(self.config.as_of) if self.config.as_of else None
        examination = examine(content, today=date.today(), as_of=as_of)  # noqa: DTZ011
        if examination.sound:
            self.last = compute(examination)
            return self.last
        findings = as_text(examination.findings, color=False)
        if not self.serving or self.last is None:
            raise PluginError(findings)
        sys.stderr.write(f"{findings}\n{UNMENDED}\n")
        return self.last


class Stubs:
    """One stub for each kind of place, rendered by the theme in every form it can have."""

    def __init__(
        self, navigation: tuple[NavEntry, ...], places: Iterable[Place], workers: int
    ) -> None:
        """Remember what to render; `press` renders it into `frames`, in so many processes."""
        self.navigation = navigation
        self.frames: list[tuple[Place, Frame]] = []
        self._workers = workers
        self._places: dict[str, list[Place]] = {}
        for place in places:
            self._places.setdefault(place.path, []).append(place)

    def leaves(self) -> dict[str, Leaf]:
        """Return the first form of each stub, for MkDocs' own pass."""
        return {
            path: self._leaf(places[0])._replace(day=_NO_DAY)
            for path, places in self._places.items()
        }

    def press(self, env: Environment, nav: Navigation, config: MkDocsConfig, files: Files) -> None:
        """Render every form of every stub as MkDocs renders a page, and cut the frames.

        The first is rendered here, which compiles the templates for all. Others may be rendered in
        other processes: MkDocs shows the plugins every stub once more in this one.
        """
        listed = files.documentation_pages()

        def pressed(path: str) -> list[tuple[Place, Frame]]:
            file = files.get_file_from_path(path)
            assert file is not None and file.page is not None  # noqa: S101 - given by us
            page, made = file.page, list[tuple[Place, Frame]]()
            page.active = True
            for place in self._places[path]:
                page.content = _clothed(page, self._leaf(place))
                context = get_context(nav, listed, config, page)
                context = config.plugins.on_page_context(context, page=page, config=config, nav=nav)
                rendered = env.get_template("main.html").render(context)
                rendered = config.plugins.on_post_page(rendered, page=page, config=config)
                made.append((place, cut(place, rendered)))
            page.active = False
            page.update_date = _NO_DAY
            return made

        for path in (*self._places,)[:1]:
            self.frames += pressed(path)
        for made in shared(pressed, (*self._places,)[1:], self._workers):
            self.frames += made

    def _leaf(self, place: Place) -> Leaf:
        page = Page(place.path, MARKS["title"], MARKS["description"], "", place.hide)
        meta = metadata(page) | {
            key: value for key, value in MARKS.items() if key in metadata(page)
        }
        return Leaf(meta, MARK_CONTENT, stub_headings(place.outline), MARKS["day"])


def shell(
    config_file: Path, navigation: tuple[NavEntry, ...], places: Iterable[Place], workers: int
) -> Rendered:
    """Return the frames of the places, in an office's theme, with the files the theme brings."""
    stubs = Stubs(navigation, places, workers)
    with TemporaryDirectory(prefix="chunshui-") as temporary:
        sources, site = Path(temporary, "sources"), Path(temporary, "site")
        sources.mkdir()
        config = load_config(
            config_file=str(config_file), docs_dir=str(sources), site_dir=str(site)
        )
        plugin = config.plugins.get("chunshui")
        if not isinstance(plugin, ChunshuiPlugin):
            raise PluginError(f"{config_file} 的 plugins 里没有 chunshui，请加上一行“- chunshui”。")
        plugin.stubs = stubs
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        except FrameError as error:
            raise PluginError(f"主题的模板改动了页面的固定部分，套不上内容：{error}") from error
        config.plugins.on_shutdown()
        files = dict(_theme_files(site, stubs.leaves()))
    return rendered(navigation, tuple(stubs.frames), files, config.site_url or "")


class Server(LiveReloadServer):
    """Serves a folder, knows which pages are open, and may show these before all is built.

    MkDocs tells browsers of a whole new build only, and only it can: `show` sets which version they
    may see (`_visible_epoch`, `_wanted_epoch`, held by `_epoch_cond`). These have no public names;
    MkDocs 1.6.0 and 1.6.1 have them, and a test fails where another does not.
    """

    def __init__(self, site: Preview, refresh: Callable[[Server], None]) -> None:
        """Serve a site that `refresh` brings up to date."""
        super().__init__(
            builder=self._renew, host=site.host, port=site.port, root=str(site.folder),
            mount_path=site.path,
        )  # fmt: skip
        self.build_delay = _STILL
        self.error_handler = lambda code: (
            (site.folder / "404.html").read_bytes() if code == HTTPStatus.NOT_FOUND else None
        )
        self.observer = Changes()  # type: ignore[assignment]
        self._refresh = refresh
        self._polled: list[str] = []
        self._ready: frozenset[str] = frozenset()
        self._whole = True
        self._loaded = Event()

    def pages(self) -> frozenset[str]:
        """Return the pages that browsers show now, as files of the site."""
        return frozenset(self._polled)

    def show(self, pages: frozenset[str]) -> None:
        """Have some pages that are open loaded anew; others wait until all is built.

        Building goes on when a browser has them: it would take the time in which they are served.
        """
        self._loaded.clear()
        with self._epoch_cond:
            if pages & self._ready:
                self._wanted_epoch += 1  # the browser has a page of this version already
            self._ready |= pages
            self._visible_epoch = self._wanted_epoch
            self._epoch_cond.notify_all()
        self._loaded.wait(_FETCHED)

    def serve_request(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer a request; a browser asks to be told of changes as long as it shows a page."""
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        if path.startswith("/livereload/"):
            self._loaded.set()
            page = self._file(unquote(urlsplit(environ.get("HTTP_REFERER", "")).path))
            self._polled.append(page)
            try:
                return super().serve_request(environ, start_response)
            finally:
                self._polled.remove(page)
        if path.endswith(("/", ".html")):
            page = self._file(path)
            with self._epoch_cond:
                self._epoch_cond.wait_for(lambda: self._whole or page in self._ready)
        return super().serve_request(environ, start_response)

    def _renew(self) -> None:
        with self._epoch_cond:
            self._ready, self._whole = frozenset(), False
        try:
            self._refresh(self)
        finally:
            with self._epoch_cond:
                self._whole = True
                self._epoch_cond.notify_all()

    def _file(self, path: str) -> str:
        """Return the file of the site that a page's address means."""
        return path.removeprefix(self.mount_path) + ("index.html" if path.endswith("/") else "")


def preview(site: Preview, watched: Iterable[Path], refresh: Callable[[Server], None]) -> None:
    """Serve a folder until interrupted; after a change call `refresh` and reload the browsers.

    Watched are folders with all below them, and files. Raises OSError where the address cannot be
    had.
    """
    server = Server(site, refresh)
    for path in watched:
        # An editor may put a new file in the place of the old: what is watched is the folder.
        folder = path if path.is_dir() else path.parent
        server.watch(str(folder), recursive=path.is_dir())
    with suppress(KeyboardInterrupt):
        server.serve()  # type: ignore[no-untyped-call]
    server.shutdown()


def _theme_files(site: Path, stubs: Mapping[str, Leaf]) -> Iterator[tuple[str, bytes]]:
    """Yield what MkDocs wrote besides the stubs and the list of their addresses."""
    left = {*SITEMAPS, *(path.removesuffix(".md") + ".html" for path in stubs)}
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_file() and name not in left:
            yield name, path.read_bytes()


def _leaf(page: Page, day: str) -> Leaf:
    html, headings = content(page)
    toc = tuple((each.level, str(escape(each.id)), str(escape(each.words))) for each in headings)
    return Leaf(metadata(page), html, toc, day)


def _clothed(page: MkDocsPage, leaf: Leaf) -> str:
    """Give MkDocs' page the leaf's metadata and table of contents; return its content."""
    page.meta = dict(leaf.meta)
    page.update_date = leaf.day
    page.toc = get_toc(_nested(leaf.toc))
    return leaf.html


def _nested(toc: Iterable[tuple[int, str, str]]) -> list[Any]:
    """Return headings as the tree that MkDocs makes tables of contents of."""
    top: list[Any] = []
    above: list[Any] = []
    for level, name, words in toc:
        if level > OUTLINE_DEPTH:
            continue
        while above and above[-1]["level"] >= level:
            above.pop()
        token = {"level": level, "id": name, "name": words, "children": list[Any]()}
        (above[-1]["children"] if above else top).append(token)
        above.append(token)
    return top


def _is_kept(file: File, config: MkDocsConfig) -> bool:
    """Keep the theme's files and the content's pictures."""
    return file.src_dir != config.docs_dir or is_picture(file.src_uri)
