"""What a feature is: syntax, and the cases that prove it."""

from __future__ import annotations

from typing import NamedTuple


class Proof(NamedTuple):
    """A case that shows a feature: the rule set's folder and the case's sentence."""

    rule_set: str
    case: str


class Feature(NamedTuple):
    """One thing that rule sets say, and how a rulebook says it."""

    number: int
    title: str
    syntax: str
    """YAML of a rulebook's header; empty where nothing need be written."""
    proofs: tuple[Proof, ...]
    note: str = ""
    """What is the default, or what else may be written."""
