"""The reviewed text: what of an item's file a reviewer answers for, as one digest.

That is the body and every field that belongs to the writer (design: who may write which field),
as written: names are not looked up, so that no later change of a registry changes what was signed.
The order of fields, Chinese or English keys, quotes, blanks and line ends make no difference; the
office's fields (采用, 批示 …) are left out, so that registering an adoption voids no approval.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any
from urllib.parse import unquote

from scoring.vocabulary import Owner
from site_builder.parsing.fields import Field, ListOf, RecordType, Type
from site_builder.parsing.front_matter import Document, read_markdown
from site_builder.parsing.nodes import MappingNode, Node, ScalarNode, SequenceNode
from site_builder.parsing.report import Report
from site_builder.schema import KINDS
from site_builder.schema.item import HEADER


def reviewed_text(document: Document) -> str:
    """Return the canonical form of what is reviewed in an item's file."""
    header: Any = None if document.root is None else _written(document.root, HEADER)
    body = "\n".join(line.rstrip() for line in document.body.strip("\n").split("\n"))
    return json.dumps([header, body], ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def text_digest(document: Document) -> str:
    """Return the SHA-256 of the reviewed text, hexadecimal."""
    return sha256(reviewed_text(document).encode("utf-8", "surrogatepass")).hexdigest()


def digest_of_file(data: bytes) -> str | None:
    """Return the digest of an item's file from its bytes, None where no item can be read."""
    document = read_markdown(data, Report("items/-.md"), KINDS["item"].words)
    return None if document is None else text_digest(document)


def named_in(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return which names of files stand in a text, as they are or percent-encoded: the pictures
    that it shows, more rather than less."""
    decoded = unquote(text)
    return tuple(name for name in names if name in text or name in decoded)


def _written(node: Node, kind: Type) -> Any:
    """Return a value as plain data; of a record only what its writer may write."""
    if isinstance(kind, RecordType) and isinstance(node, MappingNode):
        return _fields(node, kind)
    if isinstance(kind, ListOf) and isinstance(node, SequenceNode):
        return [_written(each, kind.of) for each in node.items]
    if isinstance(kind, ListOf):
        return [_written(node, kind.of)]
    return _plain(node)


def _fields(node: MappingNode, kind: RecordType[Any]) -> dict[str, Any]:
    """Return the writer's fields by their English keys; an unknown key counts as the writer's."""
    found: dict[str, Any] = {}
    for key, value in node.pairs:
        known: Field | None = kind.by_word.get(key.text)
        if known is None:
            found[key.text] = _plain(value)
        elif known.owner is Owner.WRITER:
            found[known.key] = _written(value, known.type)
    return found


def _plain(node: Node) -> Any:
    if isinstance(node, ScalarNode):
        return " ".join(node.text.split())
    if isinstance(node, SequenceNode):
        return [_plain(each) for each in node.items]
    return {key.text: _plain(value) for key, value in node.pairs}
