"""前文: each entry of a record carries the digest of all that stands before it in its file."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Final

CHAIN: Final = 16
"""Hexadecimal digits: enough that nobody finds another past with the same digest by chance; what
proves that nobody sought one is Git's history (`chunshui review verify`)."""


def before(lines: Sequence[str], line: int) -> str:
    """Return the digest of all lines before a line (from 1), each ended by a line feed."""
    past = "".join(f"{each}\n" for each in lines[: line - 1])
    return sha256(past.encode("utf-8", "surrogatepass")).hexdigest()[:CHAIN]
