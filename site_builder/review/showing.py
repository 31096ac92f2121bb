"""A body as it will look, in HTML that calls nobody, links nowhere and loads nothing.

It goes into a forge's page, where whoever wrote the text must not be able to do anything else than
be read: links become their words with the address beside them, pictures their descriptions, and of
what is left only the tags named here stay.
"""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Final

from markupsafe import Markup

from site_builder.markup import inert
from site_builder.prose import html

_KEPT: Final = frozenset(
    ("p", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong",
     "table", "thead", "tbody", "tr", "th", "td")
)  # fmt: skip
_HEADINGS: Final = frozenset(f"h{level}" for level in range(1, 7))
_SPACED: Final = frozenset(("table", "thead", "tbody", "tr", "ul", "ol", "blockquote"))
"""Blank text straight inside them is no text."""


def shown(body: str) -> Markup:
    """Return the HTML of a body, without blank lines."""
    reader = _Reader()
    reader.feed(html(body))
    reader.close()
    return Markup("").join(reader.parts)


class _Reader(HTMLParser):
    """Takes what our own converter made and gives it back with less in it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[Markup] = []
        self._links: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag, without its attributes."""
        given = dict(attrs)
        if tag == "a":
            self._links.append(given.get("href") or "")
        elif tag == "img":
            self._add(f"［图片：{inert(given.get('alt') or '没有说明')}］")
        elif tag in ("br", "hr"):
            self._add(f"<{tag}>")
        elif tag in _HEADINGS:
            self._add("<p><strong>")
        elif tag in _KEPT:
            self._open.append(tag)
            self._add(f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        """Close a tag that was kept; a link's address follows its words."""
        if tag == "a" and self._links:
            self._add(f"（链接：{inert(self._links.pop())}）")
        elif tag in _HEADINGS:
            self._add("</strong></p>")
        elif tag in _KEPT and self._open:
            self._open.pop()
            self._add(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Keep words, escaped; in `<pre>` their lines."""
        if not data.strip() and (not self._open or self._open[-1] in _SPACED):
            return
        lines = data.rstrip("\n").split("\n") if "pre" in self._open else [data]
        self._add("<br>".join(inert(line) for line in lines))

    def _add(self, made: str) -> None:
        self.parts.append(Markup(made))  # noqa: S704 - tags of this module, words escaped
