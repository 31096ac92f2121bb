"""The one place of escaping, of links between pages, and of how values are written for people.

A page is Markdown with blocks of raw HTML. Words that people wrote reach it in two ways only: in
HTML, escaped by Jinja2; in Markdown, through `text`. Both leave nothing that Markdown, attribute
lists or a browser would take for markup. `tidy` keeps each HTML block free of blank lines and
indentation, so that every Markdown reader passes it through untouched.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, Template
from markupsafe import Markup, escape

from scoring.engine.words import day
from scoring.points import Points, rounded, shown
from scoring.points import text as exact
from site_builder.templating import Templates, ready

_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_SPACE = re.compile(r"[\s\x00-\x1f\x7f\u2028\u2029]+")
_CALLING = re.compile(r"[@＠]|[#!&$~](?=\w)|:(?=//)|\bGH-(?=\d)|\bwww(?=\.)", re.IGNORECASE)
_UNSHOWN = re.compile(r"[\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_UNSAFE_IN_PATH = re.compile(r"[\x00-\x20\x7f\"#%&'*/:;<>?\\^_`{|}~]|^\.")
_UNSAFE_IN_LINK = re.compile(r"[\x00-\x20\x7f-\xa0\"%&'<>?\[\\\]^`{|}\u2028\u2029]")
_BLOCK = re.compile(r"<([a-z][a-z0-9]*)\b")


def text(value: object) -> Markup:
    """Return words as plain text for a Markdown heading or paragraph (and for HTML).

    Every ASCII punctuation mark becomes a character reference: no emphasis, link, HTML,
    attribute list, table or extension of any Markdown reader can begin with one.
    """
    line = _SPACE.sub(" ", str(value)).strip()
    return Markup(_PUNCTUATION.sub(lambda mark: f"&#{ord(mark[0])};", line))  # noqa: S704


def inert(value: object) -> Markup:
    """Return words as plain text for a page of a forge, Markdown or HTML.

    Forges look for @names, #numbers and addresses in the finished page too, where escapes are gone:
    a blank of no width after their sign keeps anybody from being called and anything from being
    linked. A blank at either end stays, as one.
    """
    line = _CALLING.sub("\\g<0>\u200b", _UNSHOWN.sub("\ufffd", str(value)))
    words = text(line)
    if not words:
        return Markup(" " if line else "")  # noqa: S704 - a blank
    head, tail = (" " if line[at].isspace() else "" for at in (0, -1))
    return Markup(f"{head}{words}{tail}")  # noqa: S704 - escaped


@lru_cache(maxsize=65536)
def segment(word: str) -> str:
    """Return a word as one part of a page's path; different words give different parts."""
    return _UNSAFE_IN_PATH.sub(lambda mark: f"_{ord(mark[0]):02x}", word)


@lru_cache(maxsize=65536)
def address(path: str) -> str:
    """Return the site-relative address of a page or asset: `a/index.md` → `a/`, quoted."""
    if path.endswith(".md"):
        folder, name = posixpath.split(path[:-3])
        path = posixpath.join(folder, "" if name == "index" else f"{name}/")
    return quote(path)


def link_to(here: str, there: str) -> str:
    """Return the relative address from one page to another page, asset or anchor.

    Both are paths inside the site (`units/太原市局/index.md#2026`); the answer is right where
    pages are published as folders, on any mount point.
    """
    path, _, anchor = there.partition("#")
    if anchor and path in ("", here):
        return f"#{quote(anchor)}"
    link = "../" * address(here).count("/") + address(path) or "./"
    return f"{link}#{quote(anchor)}" if anchor else link


@lru_cache(maxsize=65536)
def href(path: str) -> str:
    """Return the site-relative address of a page, asset or anchor as `href` may hold it.

    As `address`, but Chinese stays as it is written: a third of the bytes, and readable.
    """
    path, mark, anchor = path.partition("#")
    if path.endswith(".md"):
        path = path[:-8] if path.endswith("index.md") else f"{path[:-3]}/"
    return _UNSAFE_IN_LINK.sub(lambda each: quote(each[0]), f"{path}{mark}{anchor}")


@lru_cache(maxsize=65536)
def percent(value: Fraction, digits: int = 1) -> str:
    """Return a rate in per cent, rounded half up as the published tables do."""
    return f"{rounded(value * 100, digits)}%"


@lru_cache(maxsize=65536)
def points(value: Points | int) -> Markup:
    """Return points for people; a rounded one tells its exact value on being pointed at."""
    written, precise = shown(value), exact(value)
    if written == precise:
        return Markup(written)  # noqa: S704 - digits only
    return ready(f'<span title="{precise}">{written}</span>')


@lru_cache(maxsize=65536)
def signed(value: Points | int) -> Markup:
    """Return points with their sign, as a ledger line writes them."""
    return ready(f"+{points(value)}") if value > 0 else points(value)


def kept(value: str) -> Markup:
    """Return words for `<pre>`: escaped, line ends kept through `tidy`."""
    return Markup(escape(value).replace("\n", Markup("&#10;")))  # noqa: S704 - escaped


def tidy(markdown: str) -> str:
    """Return the page with single blank lines, none and no indentation inside HTML blocks.

    A block begins with a tag at the start of a line and ends with the line on which as many
    of that tag have been closed as opened.
    """
    lines: list[str] = []
    depth, opening, closing = 0, "", ""
    for raw in markdown.splitlines():
        line = raw.strip() if depth else raw.rstrip()
        if not depth:
            block = _BLOCK.match(line) if line.startswith("<") else None
            if block is None:
                if line or (lines and lines[-1]):
                    lines.append(line)
                continue
            opening, closing = block[0], f"</{block[1]}>"
            if lines and lines[-1]:
                lines.append("")
        if line:
            lines.append(line)
            if opening in line:
                depth += len(_opening(opening).findall(line))
            depth -= line.count(closing)
            if not depth:
                lines.append("")
    return "\n".join(lines).strip() + "\n"


@cache
def _opening(words: str) -> re.Pattern[str]:
    """Return what finds a tag, `<p` but not `<pre`."""
    return re.compile(rf"{words}\b")


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the environment of the pages' templates, with our filters."""
    made = Templates(trim_blocks=True, lstrip_blocks=True)
    filters: Iterable[Callable[..., Any]] = (
        text, inert, segment, day, percent, points, signed, kept,
    )  # fmt: skip
    made.filters.update({each.__name__: each for each in filters})
    return made


@cache
def template(name: str) -> Template:
    """Return a template of `templates/`, compiled once."""
    return environment().get_template(name)


@cache
def plain_template(name: str) -> str:
    """Return a file of `templates/` as it is written."""
    loader = environment().loader
    assert loader is not None  # noqa: S101 - given above
    return loader.get_source(environment(), name)[0]


@cache
def guides() -> Mapping[str, str]:
    """Return the hand-written pages that come with the program, by file name."""
    loader = PackageLoader("site_builder", "guide")
    return {
        name: loader.get_source(environment(), name)[0]
        for name in sorted(loader.list_templates())
        if name.endswith(".md")
    }
