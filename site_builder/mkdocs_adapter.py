"""The only module that knows MkDocs: puts Chunshui's pages, in memory, into any MkDocs site.

`mkdocs build` and `mkdocs serve` work in every repository where the package is installed and
`plugins` names `chunshui`. The content folder's own files are facts, not pages: they are replaced
by what `site_builder.pages` renders; pictures stay. Content with an error stops the build.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Final

from mkdocs.commands.build import build
from mkdocs.commands.serve import serve
from mkdocs.config import config_options, load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage

from site_builder.pages import render
from site_builder.pipeline import compute, examine
from site_builder.reporting import as_text
from site_builder.schema import is_picture
from site_builder.search import configure_segmentation, readable
from site_builder.snapshot import Snapshot
from site_builder.staging import front_matter, nav_value
from site_builder.theme import DIRECTORY, SCRIPTS, STYLES

_UNMENDED: Final = "内容里有错误，页面仍是改错之前的样子；改好并保存后会自动刷新。"


class ChunshuiConfig(Config):  # type: ignore[no-untyped-call]
    """Options of the plugin in mkdocs.yml."""

    as_of = config_options.Optional(config_options.Type(str))


class ChunshuiPlugin(BasePlugin[ChunshuiConfig]):  # type: ignore[no-untyped-call]
    """Adapter between a snapshot's pages and MkDocs' files."""

    given: Snapshot | None = None
    """A snapshot that the command line has taken already."""
    last: Snapshot | None = None
    """While serving: the latest sound snapshot, shown until an error is mended."""
    serving = False

    def on_startup(self, *, command: str, dirty: bool) -> None:  # noqa: ARG002 - MkDocs' signature
        """Live through all builds of one `serve`: MkDocs keeps plugins that have this method."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Lend the theme's parts from the package and set the segmentation of search."""
        if str(DIRECTORY) not in config.theme.dirs:
            config.theme.dirs.insert(0, str(DIRECTORY))
        config.extra_css = [*STYLES, *(css for css in config.extra_css if css not in STYLES)]
        known = {str(script) for script in config.extra_javascript}
        config.extra_javascript.extend(script for script in SCRIPTS if script not in known)
        configure_segmentation()
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Replace the facts of the content folder by rendered pages, assets and navigation."""
        self.snapshot = self.given or self.taken(Path(config.docs_dir))
        pages, assets, navigation = render(self.snapshot)
        config.nav = [nav_value(entry) for entry in navigation]
        kept = [file for file in files if _is_kept(file, config)]
        made = [
            *((page.path, front_matter(page) + page.markdown) for page in pages),
            *((asset.path, asset.content) for asset in assets),
        ]
        return Files([*kept, *(File.generated(config, path, content=text) for path, text in made)])

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, **_unused: object) -> str:
        """Date each page by the content, not by the clock (reproducible sitemap)."""
        page.update_date = self.snapshot.as_of.isoformat()
        return markdown

    def on_page_content(self, html: str, **_unused: object) -> str:
        """Let the page's text read well for the search index."""
        return readable(html)

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
        sys.stderr.write(f"{findings}\n{_UNMENDED}\n")
        return self.last


def build_site(config_file: Path, destination: Path, snapshot: Snapshot) -> int:
    """Build the site of a snapshot into a folder, strictly; return the number of its pages."""
    config = load_config(config_file=str(config_file), site_dir=str(destination), strict=True)
    plugin = config.plugins["chunshui"]
    assert isinstance(plugin, ChunshuiPlugin)  # noqa: S101 - our own entry point
    plugin.given = snapshot
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    config.plugins.on_shutdown()
    return sum(1 for _ in destination.rglob("index.html"))


def serve_site(config_file: Path, address: str) -> None:
    """Serve the site with MkDocs' own server until interrupted."""
    serve(config_file=str(config_file), dev_addr=address)


def _is_kept(file: File, config: MkDocsConfig) -> bool:
    """Keep the theme's files and the content's pictures."""
    return file.src_dir != config.docs_dir or is_picture(file.src_uri)
