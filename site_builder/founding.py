"""A new office's repository, made from the templates in `site_builder/office/`."""

from __future__ import annotations

import json
from datetime import date
from functools import partial
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from site_builder.drafts import draft

OFFICE = Path(__file__).parent / "office"
_FIRST_TITLE = "我局启用春水编报政务信息"


def found(folder: Path, name: str, today: date) -> int:
    """Write the repository of an office called `name` into a folder; return how many files."""
    environment = Environment(  # noqa: S701 - Markdown and YAML; names are quoted where they count
        undefined=StrictUndefined, keep_trailing_newline=True
    )
    environment.filters["quoted"] = partial(json.dumps, ensure_ascii=False)
    files = {
        source.relative_to(OFFICE).as_posix().removesuffix(".jinja"): environment.from_string(
            source.read_text(encoding="utf-8")
        ).render(name=name, today=today)
        for source in sorted(OFFICE.rglob("*"))
        if source.is_file()
    }
    body = files.pop("first-item.md")
    item = draft(_FIRST_TITLE, today, author="办公室/zhangwei", unit=None, kind="动态")
    files[f"content/{item.path}"] = item.text + body
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    return len(files)
