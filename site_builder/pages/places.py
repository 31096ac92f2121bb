"""Where each fact is shown: pages and anchors of files and lines, and links in people's texts."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Protocol
from urllib.parse import unquote

from scoring.findings import Source
from scoring.model import Item
from scoring.rulebook import Rulebook, rules_of
from scoring.rules import Rule
from site_builder import prose
from site_builder.markup import guides, link_to, segment
from site_builder.pages import paths
from site_builder.snapshot import History, Snapshot

_SHARED = (paths.RECORDS, paths.HONOURS, paths.ACTIONS)
"""Pages that show the facts of several files."""


class Sourced(Protocol):
    """Anything that knows where it was written."""

    @property
    def source(self) -> Source:
        """Return the file and line."""


class Places:
    """Knows for every file and line of the content the page and anchor that show it."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Keep the snapshot; nothing is computed yet."""
        self.snapshot = snapshot
        self.corpus = snapshot.corpus
        self.office = snapshot.corpus.office

    def _item(self, file: str) -> Item | None:
        """Return the item that a file holds; others are not looked at."""
        found = self.corpus.items.get(file.rpartition("/")[2].removesuffix(".md"))
        return found if found is not None and found.source.path == file else None

    @cached_property
    def _other_pages(self) -> Mapping[str, str]:
        """Return the page that shows the facts of each file that is not an item."""
        corpus = self.corpus
        shown = {a.source.path: paths.assignment(a.id) for a in corpus.assignments.values()}
        shown |= {book.source.path: paths.rulebook(book.id) for book in corpus.rulebooks}
        shown |= {s.path: paths.RECORDS for s in _sources(corpus.faults, corpus.judgements)}
        shown |= {honour.source.path: paths.HONOURS for honour in corpus.honours}
        shown |= {rule.source.path: paths.ALERTS for rule in corpus.alert_rules}
        shown |= {action.source.path: paths.ACTIONS for action in corpus.actions}
        shown |= {unit.source.path: paths.NETWORK for unit in corpus.units.values()}
        shown |= {person.source.path: paths.NETWORK for person in corpus.people.values()}
        shown |= {self.file(f"guide/{name}"): paths.guide(name) for name in guides()}
        shown |= {self.file(text.path): paths.text(text.path) for text in self.snapshot.texts}
        shown[self.file(paths.HOME)] = paths.HOME
        shown |= {each.source.path: paths.PUBLICATIONS for each in corpus.publications.values()}
        return shown

    def page_of(self, file: str) -> str:
        """Return the page that shows the facts of a file of the content folder; '' for none."""
        item = self._item(file)
        return self._other_pages.get(file, "") if item is None else paths.item(item)

    @cached_property
    def _recorded(self) -> Mapping[Source, str]:
        """Return the page of the year of each fault and judgement of the yearly files."""
        dated = [(fact.source, fact.date) for fact in self.corpus.faults]
        dated += [(fact.source, fact.date) for fact in self.corpus.judgements]
        return {source: paths.within(paths.RECORDS, f"{day.year}") for source, day in dated}

    @cached_property
    def _anchored(self) -> frozenset[Source]:
        """Return the places outside items that have an anchor of their own on their page."""
        corpus = self.corpus
        facts = [*_sources(corpus.faults, corpus.judgements, corpus.honours)]
        facts += _sources(corpus.alert_rules, corpus.actions)
        for assignment in corpus.assignments.values():
            facts += _sources(assignment.answers)
        for book in corpus.rulebooks:
            facts += _sources(rules_of(book))
        return frozenset(facts)

    def anchor(self, source: Source) -> str:
        """Return the anchor of a place on its page, which may show several files."""
        place = _anchor(source)
        if self._other_pages.get(source.path) not in _SHARED:
            return place
        words = posixpath.splitext("-".join(source.path.split("/")[-2:]))[0]
        return f"{segment(words)}-{place}"

    def mark(self, source: Source) -> str:
        """Return `#` and the anchor of a place, '' where it has none of its own."""
        item = self._item(source.path)
        if item is not None:
            return self.mark_in(item, source)
        return f"#{self.anchor(source)}" if source in self._anchored else ""

    def mark_in(self, item: Item, source: Source) -> str:
        """Return `#` and the anchor of a place in an item's file, '' where it has none."""
        return f"#{_anchor(source)}" if source in _facts(item) else ""

    def place(self, source: Source) -> str:
        """Return the page (with anchor where there is one) that shows a fact; '' for none."""
        page = self._recorded.get(source) or self.page_of(source.path)
        return page and f"{page}{self.mark(source)}"

    def history(self, path: str) -> History | None:
        """Return a file's first and last commit, None outside Git."""
        return self.snapshot.history.get(path.partition("/")[2])

    def file(self, path: str) -> str:
        """Return a path inside the content folder as facts name their files."""
        return f"{self.office.source.path.partition('/')[0]}/{path}"

    def rewriter(self, here: str, file: str) -> prose.Rewrite:
        """Return how the relative links of a file must read on the page `here`.

        A link to a file of the content folder leads to the page that shows it; any other is
        taken as a path inside the site, where the pictures lie as they do in the folder.
        """
        folder = posixpath.dirname(file)

        def rewrite(url: str) -> str:
            path, mark, anchor = unquote(url).partition("#")
            target = posixpath.normpath(posixpath.join(folder, path))
            inside = target.partition("/")[2]
            shown = self.page_of(target) or inside
            return link_to(here, shown + mark + anchor) if path and inside else url

        return rewrite

    def rule_place(self, rulebook: Rulebook, rule: Rule | None) -> str:
        """Return where a rule is explained, or the rulebook's page where no rule speaks."""
        return paths.rulebook(rulebook.id) if rule is None else self.place(rule.source)


def _anchor(source: Source) -> str:
    """Return the anchor of a place on a page that shows one file."""
    return f"L{source.line}-{source.column}"


def _facts(item: Item) -> list[Source]:
    """Return where the facts of an item were written."""
    held = (item.adoptions, item.endorsements, item.forwardings, item.faults, item.judgements)
    return [fact.source for facts in held for fact in facts]


def _sources(*groups: Iterable[Sourced]) -> Iterator[Source]:
    """Yield where each fact was written."""
    return (fact.source for group in groups for fact in group)
