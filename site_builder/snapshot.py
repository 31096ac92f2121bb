"""The frozen picture that pages and exports may see: facts, findings, ledgers, results."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from scoring.alerts.alert import Alert
    from scoring.findings import Finding
    from scoring.ledger import Ledger
    from scoring.model import Corpus
    from scoring.results import Case, Results
    from scoring.review.figures import Handed
    from scoring.sheaf import Sheaf


class Text(NamedTuple):
    """A Markdown document of the content folder: path inside it, title, body without header."""

    path: str
    title: str
    body: str
    line: int = 1
    """Of the file, at which the body begins; 1 where nobody asks."""


class History(NamedTuple):
    """First and last commit of a file, from Git."""

    first: date
    last: date


class Pending(NamedTuple):
    """What is under review on branches, gathered on a day."""

    day: date
    handed: tuple[Handed, ...]
    """By item."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that a page may know; two equal snapshots render to equal bytes."""

    corpus: Corpus
    as_of: date
    findings: tuple[Finding, ...]
    ledgers: Mapping[str, Ledger]
    """By score, the office's main score (the first rulebook's) first."""
    results: Mapping[str, Results]
    """By score, same order as `ledgers`."""
    cases: Sequence[Case]
    bodies: Mapping[str, Text]
    """Bodies of items and assignments by id, of rulebooks by id; an item's is read when asked.

    Of a notice under `notices/2026Q3`: a period's id may be a rulebook's too.
    """
    texts: tuple[Text, ...]
    """The office's hand-written pages (index.md, about/*.md), sorted by path."""
    history: Mapping[str, History]
    """By path inside the content folder; empty outside Git."""
    commit: str | None
    """Full hash of HEAD where the folder holds exactly what HEAD holds, else None."""
    digests: Mapping[str, str] = field(default_factory=dict)
    """The digest of an item's file by the item's id; without it a file is not known to be whole."""
    linking: Collection[str] | None = None
    """Ids of the items whose bodies may hold links; None where that is not known."""
    pictures: tuple[str, ...] = ()
    """Paths of the pictures that bodies may show, inside the content folder."""
    judged: Mapping[str, str] = field(default_factory=dict)
    """The digest of an item's reviewed text by the item's id; computed when asked."""
    first_texts: Mapping[str, str] = field(default_factory=dict)
    """The body first handed in for review, of items that were handed in again with another, as
    far as the commit's history holds it; read when asked."""
    alerts: Sequence[Alert] = ()
    """In total order: the gravest colour first, units as registered, rules as in their file."""
    others: str = ""
    """Stands for all files of which there are few, none of them an item or a record of reviews;
    empty where that is not known."""
    counted: tuple[Sheaf, ...] = ()
    """The sheaves with marks of what is scored and counted of the items; none where that is not
    known."""
    pending: Pending | None = None
    """None where the branches were not asked for: a commit alone does not say what they hold."""
    sheaves: tuple[Sheaf, ...] = ()
    """The items by folder, sorted by name, as they stood on the as-of day; none where nobody knows
    where they lie (`scoring.sheaf.unmarked`)."""
