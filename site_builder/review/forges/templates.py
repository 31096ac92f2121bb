"""Forms and request templates in the places where each forge looks for them.

GitHub, Gitea and Forgejo read the same `.github/`; of several request templates the last two show
one only, so that one asks what the request is about. GitLab has Markdown in place of forms: the
same headings, which the same reader reads.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Any, Final

import yaml

_SOURCE: Final = files("site_builder") / "office" / ".github"
_FORMS: Final = "ISSUE_TEMPLATE"
_REQUESTS: Final = "PULL_REQUEST_TEMPLATE"
_ANY: Final = "PULL_REQUEST_TEMPLATE.md"
FORGES: Final = ("github", "gitea", "forgejo", "gitlab", "gitee")


def templates(forge: str) -> dict[str, str]:
    """Return the files of a forge in `FORGES` by path, sorted."""
    return dict(sorted(_files(forge)))


def _files(forge: str) -> Iterator[tuple[str, str]]:
    forms, requests = _folder(_FORMS), _folder(_REQUESTS)
    whole = (_SOURCE / _ANY).read_text(encoding="utf-8")
    if forge == "gitlab":
        for text in forms.values():
            form = yaml.safe_load(text)
            if "body" in form:
                yield f".gitlab/issue_templates/{form['name']}.md", _as_markdown(form["body"])
        for name, text in requests.items():
            yield f".gitlab/merge_request_templates/{name}", text
        yield ".gitlab/merge_request_templates/Default.md", whole
    elif forge == "gitee":
        yield from ((f".gitee/{_FORMS}/{name}", text) for name, text in forms.items())
        yield ".gitee/PULL_REQUEST_TEMPLATE.zh-CN.md", whole
    else:
        yield from ((f".github/{_FORMS}/{name}", text) for name, text in forms.items())
        yield from ((f".github/{_REQUESTS}/{name}", text) for name, text in requests.items())
        yield f".github/{_ANY}", whole


def _folder(name: str) -> dict[str, str]:
    return {
        each.name: each.read_text(encoding="utf-8")
        for each in (_SOURCE / name).iterdir()
        if each.is_file()
    }


def _as_markdown(fields: list[dict[str, Any]]) -> str:
    """Return a form as its headings, with the boxes still to be ticked."""
    parts = []
    for field in fields:
        if field["type"] == "markdown":
            continue
        options = field["attributes"].get("options", [])
        boxes = (
            [f"- [ ] {each['label']}" for each in options] if field["type"] == "checkboxes" else []
        )
        parts.append(
            "\n".join([f"### {field['attributes']['label']}", "", *boxes]).rstrip() + "\n\n"
        )
    return "\n".join(parts)
