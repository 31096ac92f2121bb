"""One endorsement into the header of an item, everything else left to the letter.

Only a header without endorsements, or with one on a line each, is added to; the caller reads the
result again and takes it only where nothing else has changed.
"""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from site_builder.front_matter import Document
from site_builder.nodes import MappingNode, SequenceNode
from site_builder.schema.item import HEADER

_KEY = "endorsements"
_WORDS = {
    "leader": "批示人",
    "date": "日期",
    "praise": "肯定",
    "publication": "刊物",
    "text": "内容",
}


def with_endorsement(text: str, document: Document, values: Mapping[str, object]) -> str | None:
    """Return an item's file with one endorsement more, None where that cannot be done safely.

    `document` is the same text as read; the new line speaks the language of the header's keys.
    """
    root = document.root
    if not isinstance(root, MappingNode) or "\r" in text or document.body_line < 3:
        return None
    chinese = any(key.text in ("标题", "日期") for key, _ in root.pairs)
    said = {_WORDS[key] if chinese else key: value for key, value in values.items()}
    line = (
        "- "
        + yaml.safe_dump(
            said, default_flow_style=True, allow_unicode=True, sort_keys=False, width=10**6
        ).strip()
    )
    lines = text.split("\n")
    closing = document.body_line - 2
    field = HEADER.by_word[_KEY]
    found = [(key, node) for key, node in root.pairs if HEADER.by_word.get(key.text) is field]
    if not found:
        lines[closing:closing] = [f"{field.label if chinese else field.key}:", f"  {line}"]
        return "\n".join(lines)
    key, node = found[0]
    if not isinstance(node, SequenceNode) or not node.items or node.items[0].line <= key.line:
        return None
    first = lines[node.items[0].line - 1]
    indent = first[: len(first) - len(first.lstrip(" "))]
    if not first.startswith(f"{indent}- "):
        return None
    end = min([other.line - 1 for other, _ in root.pairs if other.line > key.line] + [closing])
    while end > node.items[-1].line and _idle(lines[end - 1]):
        end -= 1
    lines.insert(end, indent + line)
    return "\n".join(lines)


def _idle(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")
