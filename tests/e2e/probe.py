"""Small sites in the demonstration site's own look and settings, built without its content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config

from site_builder import prose
from site_builder.pages.page import Asset, Page, Sheet
from site_builder.search import PageDocument, page_document, plan, source_of
from site_builder.theme import DIRECTORY, SCRIPTS, STYLE
from tests.support import ROOT


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


def build_probe(folder: Path, pages: Mapping[str, str]) -> Path:
    """Build pages (name to Markdown) with mkdocs.yml as it is, without the plugin's pages.

    What search finds on them is added as the plugin adds it.
    """
    docs = folder / "docs"
    docs.mkdir()
    for name, markdown in pages.items():
        head = "" if markdown.startswith("---") else "---\nsearch: {exclude: true}\n---\n"
        (docs / f"{name}.md").write_text(head + markdown, encoding="utf-8")
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    settings["plugins"] = [entry for entry in settings["plugins"] if entry != "chunshui"]
    settings |= {"docs_dir": str(docs), "site_dir": str(folder / "site")}
    settings |= {"extra_css": [STYLE], "extra_javascript": list(SCRIPTS)}
    settings["theme"] |= {"custom_dir": str(DIRECTORY), "static_templates": [STYLE]}
    path = folder / "mkdocs.yml"
    path.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    build(load_config(str(path)))
    found = source_of("", lambda: map(_document, pages, pages.values()))
    write_search(folder / "site", plan(None, {}, found))
    return folder / "site"


def write_search(site: Path, sheets: Iterable[Sheet]) -> None:
    """Write the files of a search into a site."""
    for sheet in sheets:
        made = sheet.make()
        assert isinstance(made, Asset)
        (site / made.path).parent.mkdir(parents=True, exist_ok=True)
        content = made.content
        (site / made.path).write_bytes(content if isinstance(content, bytes) else content.encode())


def _document(name: str, markdown: str) -> PageDocument:
    """What search knows of a page of Markdown that begins with its title."""
    path = "index.md" if name == "index" else f"{name}/index.md"
    title, _, below = markdown.partition("\n")
    found = page_document(Page(path, title.removeprefix("# "), "", f"{title}\n{prose.html(below)}"))
    assert found is not None
    return found


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port while the context lasts; gives its address."""
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()
