"""The one converter of text that people write: CommonMark with tables, by comrak.

Raw HTML is shown as text. Links keep only safe schemes (comrak's own rule), pictures only
relative addresses. Headings go below the page's own. What comes back is safe HTML without blank
lines, the same on every page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

import comrak
from markupsafe import Markup

Rewrite = Callable[[str], str]

_HEADING = re.compile(r"<(/?)h([1-6])>")
_WHOLE_HEADING = re.compile(r"<h([1-6])>(.*)</h\1>")
_NESTING = re.compile(r"<(/?)(?:blockquote|ul|ol|table|pre)\b")
_PRE = re.compile(r"<pre>.*?</pre>", re.DOTALL)
_BLANK_LINES = re.compile(r"\n\s*\n")
_TAG = re.compile(r"<[^>]*>")
_INLINE_TAG = re.compile(r"</?(?:a|code|em|strong)\b[^>]*>")
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—]"
_JOINED_LINES = re.compile(rf"\n(?<={_WIDE}\n)(?={_WIDE})")
_DEAD_PICTURE = re.compile(r'<img src="" alt="([^"]*)"(?: title="[^"]*")? />')
_DEAD_LINK = re.compile(r'<a href=""(?: title="[^"]*")?>(.*?)</a>', re.DOTALL)
_TARGET = re.compile(r"\](?:\(|:)\s*([^\s)]*)")
_SCHEME = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//|\\)", re.IGNORECASE)


class Heading(NamedTuple):
    """A heading of a hand-written page: its level and its words without markup."""

    level: int
    words: str


def html(source: str, *, top: int = 2, link: Rewrite | None = None) -> Markup:
    """Return a text as HTML whose highest possible heading is `top`.

    `link` may give relative links another address (a file of the content folder → its page).
    """
    linking = "](" in source or "]:" in source
    options = _extensions(link) if linking else _PLAIN
    made = comrak.render_markdown(source, extension_options=options, render_options=_RENDER)
    if "<pre>" in made:
        made = _PRE.sub(lambda block: block[0].replace("\n", "&#10;"), made)
    made = _JOINED_LINES.sub("", _BLANK_LINES.sub("\n", made))
    if linking:
        made = _DEAD_LINK.sub(r"\1", _DEAD_PICTURE.sub(r"\1", made))
    if "<h" in made:
        shift = top - 1
        made = _HEADING.sub(lambda tag: f"<{tag[1]}h{min(int(tag[2]) + shift, 6)}>", made)
    return Markup(made.strip())  # noqa: S704 - comrak escapes what is not its own markup


def blocks(source: str, *, link: Rewrite | None = None) -> Iterator[Heading | Markup]:
    """Yield a hand-written page as headings and the HTML between them.

    Headings leave the HTML so that the generator can make its table of contents of them; those
    inside quotations and lists stay where they are.
    """
    depth = 0
    waiting: list[str] = []
    for line in html(source, top=1, link=link).splitlines():
        heading = _WHOLE_HEADING.fullmatch(line) if depth == 0 else None
        if heading is None:
            depth += sum(-1 if tag[1] else 1 for tag in _NESTING.finditer(line))
            waiting.append(line)
            continue
        if waiting:
            yield Markup("\n".join(waiting))  # noqa: S704 - lines of `html`
            waiting = []
        yield Heading(int(heading[1]), Markup(_TAG.sub("", heading[2])).unescape())  # noqa: S704
    if waiting:
        yield Markup("\n".join(waiting))  # noqa: S704 - lines of `html`


def plain(source: str, length: int) -> str:
    """Return the first `length` characters of a text without its markup, for summaries."""
    return summary(html(source[: length * 4]), length)


def first_paragraph(source: str) -> str:
    """Return the words of a text's first paragraph, empty where it has none."""
    found = (Markup(_TAG.sub("", part)).unescape() for part in _PARAGRAPH.findall(html(source)))  # noqa: S704 - read as text, never shown raw
    return next((" ".join(words.split()) for words in found if words.strip()), "")


def summary(made: Markup, length: int) -> str:
    """Return the first `length` characters of what `html` made, without its markup."""
    head = str(made)[: length * 8]
    if head.rfind("<") > head.rfind(">"):
        head = head[: head.rfind("<")]
    words = " ".join(Markup(_TAG.sub(" ", _INLINE_TAG.sub("", head))).unescape().split())  # noqa: S704 - read as text, never shown raw
    return words if len(words) <= length else words[: length - 1] + "…"


def targets(source: str) -> list[str] | None:
    """Return where the links of a text may lead (more rather than less), None where none can say.

    A cheap look at the text, not a reading of it: what is in code counts too.
    """
    if "](" not in source and "]:" not in source:
        return []
    found = _TARGET.findall(source)
    return None if any(mark in target for target in found for mark in "<&\\(") else found


def _extensions(link: Rewrite | None) -> comrak.ExtensionOptions:
    options = comrak.ExtensionOptions()
    options.table = True
    options.cjk_friendly_emphasis = True
    options.image_url_rewriter = _picture(link)
    if link is not None:
        options.link_url_rewriter = _relative_only(link)
    return options


def _render_options() -> comrak.RenderOptions:
    options = comrak.RenderOptions()
    options.escape = True
    return options


_RENDER = _render_options()


def _relative_only(link: Rewrite) -> Rewrite:
    def rewrite(url: str) -> str:
        return url if _SCHEME.match(url) or url.startswith("#") else link(url)

    return rewrite


def _picture(link: Rewrite | None) -> Rewrite:
    def rewrite(url: str) -> str:
        if _SCHEME.match(url) or url.startswith("/"):
            return ""
        return url if link is None else link(url)

    return rewrite


_PLAIN = _extensions(None)
"""For the many texts without any link."""
