"""Bytes of a file → header as nodes, body as text, and everything wrong with the writing."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.nodes import Node


@dataclass(frozen=True, slots=True)
class Document:
    """One file, split and parsed; its findings are in the report that came with it."""

    path: str
    """Inside the content folder's repository, forward slashes."""
    stem: str
    """File name without its ending: the id of items, assignments and rulebooks."""
    root: Node | None
    """The header (of a .md) or the whole (of a .yml); None where it could not be read."""
    body: str
    """What follows the header; empty for a .yml."""
    body_line: int
    """Line of the file at which the body begins."""
    digest: str
    """SHA-256 of the file's bytes, hexadecimal; a rulebook's version is its first 12 digits."""
