"""A new item as text: the file's place and its front matter, ready for the writer's prose."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

_UNFIT = re.compile(r"[^\w\u4e00-\u9fff]+")
_STEM_LENGTH = 30


class Draft(NamedTuple):
    """A file to write: path inside the content folder, and its text."""

    path: str
    text: str


def draft(
    title: str, day: date, *, author: str | None, unit: str | None, kind: str | None
) -> Draft:
    """Return the draft of an item; its id is the date and the title's letters and digits.

    Its body is empty: until somebody writes it, the check says so and nothing is scored.
    """
    import frontmatter

    fields = {"title": title, "author": author, "unit": unit, "date": day, "kind": kind}
    post = frontmatter.Post("")
    post.metadata.update({key: value for key, value in fields.items() if value is not None})
    text = frontmatter.dumps(post, allow_unicode=True, sort_keys=False)
    stem = f"{day:%Y%m%d}-{_UNFIT.sub('', title)[:_STEM_LENGTH]}"
    return Draft(f"items/{day:%Y/%m}/{stem}.md", f"{text.rstrip()}\n\n")
