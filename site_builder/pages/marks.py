"""Marks: short strings that stand for all that a page can show; of them keys are made.

Two snapshots that give equal marks give equal pages, so a build leaves what has its key already.
In doubt a mark stands for more than is shown: too much costs a page made again, too little would
leave a page that is wrong. What is said of items is known from the gists of their folders, so
that most items need not be looked at; digests are taken when they are asked for.

The mark of an item's fact stands for all that its file says but the text and 字数 (`gists`), that
of its text for the file as it is (`texts`): with the registries (`base`) the two are all that any
page can know of an item. A text is changed far more often than a fact, and few pages show it:

    facts and texts   an item's own page and its month's batch; an issue of an own bulletin; the
                      board of reviews, which tells whether a text is still the one handed in; the
                      open data of items, with 字数; the feed; the search index
    facts alone       all lists (items, tags, publications, endorsements, accounts, units, people,
                      cases, months of reviews, issues), ledger lines wherever they are shown,
                      assignments, notices, conversions, the open data of all else, home

Where a rulebook pays by 字数 the lines say so, and so do their marks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, partial
from typing import Final

import msgspec

from scoring.ledger import Ledger
from scoring.model import Item
from scoring.periods import Period
from scoring.postings import Part
from scoring.results import Ranked
from site_builder.pages import result_marks, review_marks, wholes
from site_builder.pages.folders import Folders, several
from site_builder.pages.gists import Some, digest, month_numbers
from site_builder.pages.line_marks import Held, Lines, Shown, by_name, decoded, encoded
from site_builder.snapshot import Snapshot

_NEXT = "\x1f"
_READ: Final = msgspec.msgpack.Decoder(dict[str, str]).decode
_READ_ONE: Final = msgspec.msgpack.Decoder(str).decode
_ENCODE: Final = msgspec.msgpack.Encoder().encode


class Marks:
    """The marks of one snapshot."""

    def __init__(self, snapshot: Snapshot, folders: Folders) -> None:
        """Keep the snapshot and what is known of its items; nothing is digested yet."""
        self._snapshot = snapshot
        self._folders = folders
        self._corpus = snapshot.corpus
        self._history = snapshot.history
        self.as_of = snapshot.as_of.isoformat()

    # --- what is not an item -----------------------------------------------------------------

    @cached_property
    def base(self) -> str:
        """Return the mark of everything that is not an item: every key must depend on it."""
        snapshot, corpus = self._snapshot, self._corpus
        registries = (corpus.office, corpus.units, corpus.people, corpus.publications)
        facts = (corpus.leaders, corpus.assignments, corpus.faults, corpus.judgements)
        others = [*corpus.assignments, *(book.id for book in corpus.rulebooks)]
        return digest(
            *map(repr, registries),
            *map(repr, facts),
            repr(corpus.honours),
            repr([notice for notice in corpus.notices if notice.issued is not None]),
            review_marks.rules(corpus.workflow),
            review_marks.rules(corpus.calendar),
            review_marks.rules(tuple(corpus.assignment_kinds.values())),
            *(f"{book.id}{_NEXT}{book.source}{_NEXT}{book.version}" for book in corpus.rulebooks),
            *(repr(snapshot.bodies.get(name)) for name in others),
            repr(snapshot.texts),
            *snapshot.results,
        )

    @cached_property
    def stated(self) -> str:
        """Return the mark of all that the facts say; empty where that is not known."""
        return wholes.stated(self._snapshot, self.base, self.trails)

    @cached_property
    def whole(self) -> str:
        """Return the mark of all that any page can show; empty where that is not known."""
        return wholes.whole(self._snapshot, self.stated)

    @cached_property
    def all(self) -> str:
        """Return the mark of all facts, findings and standings, without texts and Git's dates: for
        pages about the whole office."""
        recalled = self._folders.earlier.recalled
        found: str = recalled("marks/all", self.stated, _READ_ONE, _ENCODE, self._all)
        return found

    def _all(self) -> str:
        snapshot = self._snapshot
        findings = (repr(tuple(finding)) for finding in snapshot.findings)
        return digest(
            self.as_of,
            self.files,
            self.standings,
            self.honours,
            repr(snapshot.cases),
            *(gist.mark for gist in self._folders.gists.values()),
            digest(*findings),
            *(lines.mark for lines in self.months.values()),
        )

    @cached_property
    def files(self) -> str:
        """Return the mark of where every item's page lies."""
        return digest(*(gist.files for gist in self._folders.gists.values()))

    @cached_property
    def honours(self) -> str:
        """Return the mark of all honours."""
        found = (each for done in self._snapshot.results.values() for each in done.honours)
        return digest(*map(result_marks.honour, found))

    # --- items -------------------------------------------------------------------------------

    def item(self, item: Item) -> str:
        """Return the mark of an item's page: its fact and text, those beside it, its lines."""
        key, folders = item.id, self._folders
        parts = [folders.facts[key], folders.texts.mark(key), *self._beside(key)]
        if self._history:
            parts.append(self._dated(item))
        for held in self._lines_with[folders.homes[key]]:
            if key in held.lines.items:
                parts += ["lines", held.lines.items[key]]
        return digest(*parts)

    def _beside(self, key: str) -> Iterator[str]:
        """Yield the marks of what an item's page shows of others, and of its reviews."""
        folders = self._folders
        gist = folders.gists[folders.homes[key]]
        if key in gist.sources:
            yield "sources"
            yield from (folders.facts.get(source, "") for source in gist.sources[key])
        if key in folders.worked_up:
            yield "worked up"
            yield from (folders.facts[name] for name in folders.worked_up[key])
        if key in folders.texts.links:
            yield "linked"
            yield from self._linked(folders.texts.links[key])
        if key in self.trails:
            yield from ("reviews", self.trails[key], str(key in self._snapshot.first_texts))

    def scored(self, item: Item) -> str:
        """Return the mark of what a list tells of an item together with its lines."""
        lines = (lines.items.get(item.id, "") for lines in self._lines)
        return digest(self._folders.facts[item.id], *lines)

    def month(self, month: int) -> str:
        """Return the mark of the pages and lists of all items of a month."""
        return digest(*(self._of_folder[name] for name, _ in self._folders.with_month(month)))

    @cached_property
    def _of_folder(self) -> Mapping[str, str]:
        """Return the mark of the pages of the items of each folder."""
        folders, homes = self._folders, self._folders.homes
        beside: dict[str, list[str]] = defaultdict(list)
        for name in dict.fromkeys(self._with_others()):
            if name in homes:
                beside[homes[name]] += (name, *self._beside(name))
        scored = folders.earlier.recalled("marks/scored", self.stated, _READ, _ENCODE, self._scored)
        return {
            name: digest(
                gist.mark,
                folders.texts.folder(name),
                self._dates_of(name, gist.facts),
                *beside[name],
                scored.get(name, ""),
            )
            for name, gist in folders.gists.items()
        }

    def _scored(self) -> dict[str, str]:
        """Return the mark of the lines that the items of each folder gave, or that stand there."""
        made: dict[str, list[str]] = defaultdict(list)
        for home, held in self._lines_at:
            if home:
                made[home].append(held.lines.together)
                continue
            for name, mark in held.lines.items.items():
                if name in self._folders.homes:
                    made[self._folders.homes[name]] += (name, mark)
        return {home: digest(*marks) for home, marks in made.items()}

    def _with_others(self) -> Iterator[str]:
        """Yield the ids of items whose pages show what is not in their own files."""
        for gist in self._folders.gists.values():
            yield from gist.sources
        yield from self._folders.texts.links
        yield from self._folders.worked_up
        yield from self.trails

    def year(self, year: int) -> str:
        """Return the mark of what lists tell of a year's items and of their sources."""
        folders = self._folders
        months = [month for month in folders.sent if (month - 1) // 12 == year]
        gists = dict.fromkeys(name for month in months for name, _ in folders.with_month(month))
        sources = (folders.gists[name].sources.values() for name in gists)
        return digest(
            *(folders.sent[month].mark for month in months),
            *(folders.facts.get(one, "") for some in sources for own in some for one in own),
        )

    @cached_property
    def trails(self) -> Mapping[str, str]:
        """Return the mark of what was decided of each item, also of those that are none."""
        return {key: review_marks.trail(trail) for key, trail in self._corpus.trails.items()}

    def _dated(self, item: Item) -> str:
        """Return what Git knows of an item."""
        history = self._history.get(item.source.path.partition("/")[2])
        if history is None:
            return ""
        return f"{history.first.toordinal()} {history.last.toordinal()}"

    def _dates_of(self, folder: str, names: Iterable[str]) -> str:
        """Return the mark of what Git knows of the files in a folder."""
        if not self._history:
            return ""
        known = [self._history.get(f"{folder}/{name}.md") for name in names]
        return digest(msgspec.json.encode(known).decode())

    def items(self, items: Iterable[Item]) -> str:
        """Return the mark of what lists tell of these items, in this order."""
        return digest(*self.each(items))

    def each(self, items: Iterable[Item]) -> list[str]:
        """Return the marks of what lists tell of each of these items."""
        return self.named(item.id for item in items)

    def named(self, names: Iterable[str]) -> list[str]:
        """Return the marks of what lists tell of each of the items with these ids."""
        facts = self._folders.facts
        return [facts[name] for name in names]

    def texts(self, items: Iterable[Item]) -> str:
        """Return the mark of all that the files of these items say, in this order."""
        names = [item.id for item in items]
        return digest(*self.named(names), self._folders.texts.marks(names))

    def dates(self, names: Iterable[str]) -> str:
        """Return the mark of what Git knows of the items with these ids."""
        items = self._corpus.items
        return digest(*(self._dated(items[name]) for name in names) if self._history else ())

    def _linked(self, targets: Iterable[str] | None) -> Iterator[str]:
        """Yield the marks of the files to which a body's links lead."""
        if targets is None:
            yield self.files
            return
        for path in targets:
            yield self._folders.of_file(path) or ""

    # --- the ledger --------------------------------------------------------------------------

    @cached_property
    def _lines_at(self) -> list[tuple[str, Held]]:
        """Return the marks of all ledger lines; of what the items of one folder give with that."""
        ledgers, folders = self._snapshot.ledgers, self._folders
        main = next(iter(ledgers), "")
        shown = Shown(folders.facts, folders.of_file, main)
        found: list[tuple[str, Held]] = []
        for score, ledger in ledgers.items():
            found.append(("", Held(partial(self._of_rest, shown, ledger, score))))
            for part in ledger.parts:
                home = folders.named.get(part.items, "")
                make = partial(self._of_part, shown, home, part, score, main)
                found.append((home, Held(make)))
        return found

    def _of_rest(self, shown: Shown, ledger: Ledger, score: str) -> Lines:
        """Return the marks of what no items alone give."""
        name, recalled = f"lines/{digest(score)}/rest", self._folders.earlier.recalled
        return recalled(name, self.stated, decoded, encoded, lambda: shown.lines(ledger.rest))

    def _of_part(self, shown: Shown, home: str, part: Part, score: str, main: str) -> Lines:
        """Return the marks of what the items of a part give, kept where they lie in one folder."""
        if not home or not part.mark:
            return shown.part(part)
        mark = digest(part.mark, self._folders.gists[home].mark, score, main)
        name, recalled = f"lines/{digest(score)}/{home}", self._folders.earlier.recalled
        return recalled(name, mark, decoded, encoded, lambda: shown.part(part))

    @cached_property
    def _lines_with(self) -> Mapping[str, Sequence[Held]]:
        """Return by folder the marks of all lines that its items may have given."""
        held = self._lines_at
        return {
            folder: [each for home, each in held if home in ("", folder)]
            for folder in self._folders.gists
        }

    @cached_property
    def _lines(self) -> list[Lines]:
        """Return the marks of all ledger lines."""
        return [held.lines for _, held in self._lines_at]

    @cached_property
    def accounts(self) -> Mapping[Ranked, Mapping[str, Mapping[int, Some]]]:
        """Return the lines of each unit and person by `month_number`."""
        return {
            Ranked.UNIT: by_name(lines.units for lines in self._lines),
            Ranked.PERSON: by_name(lines.people for lines in self._lines),
        }

    def account(self, ranked: Ranked, name: str, first: date, last: date) -> str:
        """Return the mark of the ledger lines of a unit or person dated in these months."""
        held = self.accounts[ranked].get(name, {})
        marks = [held[month].mark for month in month_numbers(first, last) if month in held]
        return marks[0] if len(marks) == 1 else digest(*marks)

    @cached_property
    def months(self) -> Mapping[int, Some]:
        """Return all lines of each month by `month_number`, the oldest first."""
        made: dict[int, list[Some]] = defaultdict(list)
        for held in self.accounts.values():
            for name, months in held.items():
                for month, lines in months.items():
                    made[month].append(Some(f"{name}{_NEXT}{lines.mark}", lines.number))
        for own in self._lines:
            for month, untold in own.untold.items():
                made[month].append(untold)
        return {month: several(made[month]) for month in sorted(made)}

    def ledger(self, first: date, last: date) -> str:
        """Return the mark of all ledger lines dated in these months."""
        months = self.months
        return digest(*[months[m].mark for m in month_numbers(first, last) if m in months])

    def rulebook(self, identity: str) -> str:
        """Return the mark of the units' lines that a rulebook gave."""
        return digest(*(lines.rulebooks.get(identity, "") for lines in self._lines))

    @property
    def endorsements(self) -> str:
        """Return the mark of the units' lines that endorsements gave."""
        return digest(*(lines.endorsements for lines in self._lines))

    def assignment(self, identity: str) -> str:
        """Return the mark of the units' lines that an assignment gave, and of its answers."""
        path = self._corpus.assignments[identity].source.path
        answers = self._folders.answers.get(identity, ())
        return digest(
            *(lines.files.get(path, "") for lines in self._lines),
            *self.named(answers),
            *(lines.items.get(name, "") for lines in self._lines for name in answers),
        )

    # --- standings -----------------------------------------------------------------------------

    @cached_property
    def _rows(self) -> result_marks.Rows:
        """Return the marks of all rows, by table and by subject."""
        made = result_marks.Rows()
        for results in self._snapshot.results.values():
            for key, table in results.tables.items():
                told = (key.score, key.period.id, key.group, table.rulebook.id, table.unfinished)
                head = digest(*map(str, told))
                held = made.by_table[key.period, key.ranked]
                held += (head, *table.marks.values())
                rows = made.by_subject[key.ranked]
                for subject, mark in table.marks.items():
                    rows[subject].append(f"{head}{mark}")
        return made

    @cached_property
    def standings(self) -> str:
        """Return the mark of all tables."""
        return digest(*self._tables.values())

    def tables(self, period: Period, ranked: Ranked) -> str:
        """Return the mark of the tables of a period, all scores."""
        return self._tables.get((period, ranked), "")

    @cached_property
    def _tables(self) -> Mapping[tuple[Period, Ranked], str]:
        """Return the mark of the tables of each period; many pages show the same."""
        return {
            key: digest(key[0].id, key[1].value, *held) for key, held in self._rows.by_table.items()
        }

    def rows_of(self, period: Period, ranked: Ranked) -> Mapping[str, str]:
        """Return the mark of each subject's rows in a period, all scores."""
        return result_marks.rows_of(self._snapshot.results.values(), period, ranked)

    def rows(self, ranked: Ranked, subject: str) -> str:
        """Return the mark of a subject's rows in all periods."""
        return digest(*self._rows.by_subject[ranked].get(subject, ()))
