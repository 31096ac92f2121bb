"""A new item as text: the file's place and its front matter, ready for the writer's prose."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

_UNFIT = re.compile(r"[^\w\u4e00-\u9fff]+")
_STEM_LENGTH = 30
_NO_MORE: Final[Mapping[str, object]] = MappingProxyType({})


class Draft(NamedTuple):
    """A file to write: path inside the content folder, and its text."""

    path: str
    text: str


def short_name(title: str) -> str:
    """Return a title's letters and digits, cut, for a file's name; empty where it has none."""
    return _UNFIT.sub("", title)[:_STEM_LENGTH]


def headed(fields: Mapping[str, object]) -> str:
    """Return front matter with the fields that have a value, and the empty line after it."""
    import frontmatter

    post = frontmatter.Post("")
    post.metadata.update({key: value for key, value in fields.items() if value is not None})
    text = frontmatter.dumps(post, allow_unicode=True, sort_keys=False)
    return f"{text.rstrip()}\n\n"


def draft(
    title: str,
    day: date,
    *,
    author: str | Sequence[str] | None,
    unit: str | Sequence[str] | None,
    kind: str | None,
    more: Mapping[str, object] = _NO_MORE,
) -> Draft:
    """Return the draft of an item; its id is the date and the title's letters and digits.

    Its body is empty: until somebody writes it, the check says so and nothing is scored.
    """
    fields = {"title": title, "author": author, "unit": unit, "date": day, "kind": kind, **more}
    return Draft(f"items/{day:%Y/%m}/{day:%Y%m%d}-{short_name(title)}.md", headed(fields))
