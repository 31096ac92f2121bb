"""All gists of a snapshot with what they say together: which items, where, and how many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, partial
from heapq import merge
from itertools import islice
from typing import TypeVar

from scoring.model import Corpus, Item
from scoring.periods import Period, PeriodKind, period_of
from scoring.sheaf import Sheaf
from site_builder.pages.asked import answered_by
from site_builder.pages.earlier import Earlier, Kept
from site_builder.pages.gists import (
    Befallen,
    Gist,
    Reached,
    Some,
    Written,
    decoded,
    digest,
    encoded,
    gist_of,
    newest_first,
    plus,
)
from site_builder.pages.texts import Texts
from site_builder.snapshot import Snapshot

T = TypeVar("T")
_ITEMS = "items/"


def month_of(number: int) -> Period:
    """Return the month of a `month_number`."""
    return period_of(date((number - 1) // 12, (number - 1) % 12 + 1, 1), PeriodKind.MONTH)


class Folders:
    """What planning knows of the items of a snapshot; an item is looked up only when asked for."""

    def __init__(self, snapshot: Snapshot, kept: Kept | None) -> None:
        """Keep both; nothing is read yet."""
        self._snapshot = snapshot
        self.earlier = Earlier(kept)

    @cached_property
    def sheaves(self) -> Mapping[str, Sheaf]:
        """Return the items by folder."""
        sheaves = self._snapshot.sheaves or _sheaves(self._snapshot.corpus.items.values())
        return {sheaf.name: sheaf for sheaf in sheaves}

    @cached_property
    def texts(self) -> Texts:
        """Return what stands for the items' texts."""
        return Texts(self._snapshot, self.sheaves, self.earlier)

    @cached_property
    def gists(self) -> Mapping[str, Gist]:
        """Return the gists by folder."""
        return {name: self._gist(sheaf) for name, sheaf in self.sheaves.items()}

    @cached_property
    def named(self) -> Mapping[tuple[str, ...], str]:
        """Return the folders by the ids of their items, sorted."""
        return {tuple(sorted(gist.facts)): folder for folder, gist in self.gists.items()}

    def _gist(self, sheaf: Sheaf) -> Gist:
        make = partial(gist_of, (self._snapshot.corpus.items[name] for name in sheaf.items))
        return self.earlier.recalled(f"gists/{sheaf.name}", sheaf.facts, decoded, encoded, make)

    # --- single items --------------------------------------------------------------------------

    @cached_property
    def facts(self) -> Mapping[str, str]:
        """Return the mark of the fact that each item states, by id."""
        made: dict[str, str] = {}
        for gist in self.gists.values():
            made.update(gist.facts)
        return made

    @cached_property
    def homes(self) -> Mapping[str, str]:
        """Return the folder of each item."""
        made: dict[str, str] = {}
        for folder, gist in self.gists.items():
            made.update(dict.fromkeys(gist.facts, folder))
        return made

    def of_file(self, path: str) -> str | None:
        """Return the mark of the fact that a file of the content folder states, if an item's."""
        inside = path.partition("/")[2]
        if not inside.startswith(_ITEMS):
            return None
        return self.facts.get(inside.rpartition("/")[2].removesuffix(".md"))

    @cached_property
    def worked_up(self) -> Mapping[str, Sequence[str]]:
        """Return for each item the ids of those that were worked up from it."""
        made: dict[str, list[str]] = defaultdict(list)
        for gist in self.gists.values():
            for name, sources in gist.sources.items():
                for source in sources:
                    made[source].append(name)
        return made

    @cached_property
    def answered(self) -> Mapping[str, Sequence[str]]:
        """Return the ids of the assignments that each item answers, by the item's id."""
        named: dict[str, str] = {}
        for gist in self.gists.values():
            named.update(gist.commissions)
        return answered_by(self._snapshot.corpus, named)

    @cached_property
    def answers(self) -> Mapping[str, Sequence[str]]:
        """Return the ids of the known items that answer each assignment."""
        made: dict[str, list[str]] = defaultdict(list)
        for name, asked in self.answered.items():
            for each in asked if name in self.facts else ():
                made[each].append(name)
        return made

    @cached_property
    def recorded(self) -> Sequence[str]:
        """Return the ids of the items with faults or judgements."""
        return [name for gist in self.gists.values() for name in gist.recorded]

    @cached_property
    def asked(self) -> Corpus:
        """Return the facts that decide how assignments stand: of the items only few do."""
        corpus = self._snapshot.corpus
        faulty = (fault.item for fault in corpus.faults if fault.item is not None)
        names = {*self.answered, *self.recorded, *faulty} & self.facts.keys()
        return replace(corpus, items={name: corpus.items[name] for name in sorted(names)})

    def of_tag(self, word: str) -> list[Item]:
        """Return the items with a tag, newest first; others are not looked at."""
        return self._at(lambda gist: gist.tagged.get(word, ()))

    def of_publication(self, name: str) -> list[Item]:
        """Return the items that a publication adopted, newest first; others are not looked at."""
        return self._at(lambda gist: gist.adopting.get(name, ()))

    def _at(self, places: Callable[[Gist], Sequence[int]]) -> list[Item]:
        items = self._snapshot.corpus.items
        found = []
        for gist in self.gists.values():
            if own := places(gist):
                names = [*gist.facts]
                found += [items[names[place]] for place in own]
        return newest_first(found)

    # --- lists ---------------------------------------------------------------------------------

    @property
    def number(self) -> int:
        """Return how many items there are."""
        return sum(len(gist.days) for gist in self.gists.values())

    def newest(self, most: int) -> list[str]:
        """Return the ids of the newest items, newest first."""
        dated = [zip(gist.days, gist.facts, strict=True) for gist in self.gists.values()]
        return [name for _, name in islice(merge(*dated, reverse=True), most)]

    @property
    def months(self) -> Mapping[int, int]:
        """Return how many items each month has by `month_number`, the newest month first."""
        return {month: self.sent[month].number for month in reversed(list(self.sent))}

    def with_month(self, month: int) -> Iterator[tuple[str, Gist]]:
        """Yield the gists, with their folders, that have items of a month: as a rule one."""
        return ((folder, gist) for folder, gist in self.gists.items() if month in gist.months)

    def of_month(self, month: int) -> list[Item]:
        """Return the items of a month, newest first."""
        first, last = month_of(month).start.toordinal(), month_of(month).end.toordinal()
        dated = [
            [pair for pair in zip(gist.days, gist.facts, strict=True) if first <= pair[0] <= last]
            for _, gist in self.with_month(month)
        ]
        items = self._snapshot.corpus.items
        return [items[name] for _, name in merge(*dated, reverse=True)]

    def _held(
        self, table: Callable[[Gist], Mapping[str, Mapping[int, T]]]
    ) -> Mapping[str, Mapping[int, Sequence[T]]]:
        """Return what all gists say in one of their tables, by name and number."""
        made: dict[str, dict[int, list[T]]] = defaultdict(lambda: defaultdict(list))
        for gist in self.gists.values():
            for name, numbers in table(gist).items():
                own = made[name]
                for number, some in numbers.items():
                    own[number].append(some)
        return made

    @cached_property
    def tags(self) -> Mapping[str, Mapping[int, Sequence[Some]]]:
        """Return the items of each tag, by year."""
        return self._held(lambda gist: gist.tags)

    @cached_property
    def publications(self) -> Mapping[str, Mapping[int, Sequence[Some]]]:
        """Return the adoptions of each publication, by their own year."""
        return self._held(lambda gist: gist.publications)

    @cached_property
    def leaders(self) -> Mapping[str, Mapping[int, Sequence[Some]]]:
        """Return the endorsements of each leader, by their own year."""
        return self._held(lambda gist: gist.leaders)

    @cached_property
    def adopted(self) -> Mapping[int, Some]:
        """Return the adoptions of each month by `month_number`, the oldest first."""
        return _numbered(gist.adopted for gist in self.gists.values())

    def befallen(self, month: int) -> Befallen:
        """Return what befell items in a month by `month_number`."""
        made = Befallen()
        for gist in self.gists.values():
            made = plus(made, gist.befallen.get(month, Befallen()))
        return made

    def reached(self, year: int) -> Mapping[str, Reached]:
        """Return how many of a year's items went how far, by unit, under an empty name of all."""
        made: dict[str, Reached] = defaultdict(Reached)
        for gist in self.gists.values():
            for name, steps in gist.reached.get(year, {}).items():
                made[name] = plus(made[name], steps)
        return made

    @cached_property
    def endorsed(self) -> Mapping[int, Some]:
        """Return the endorsements of each year, the oldest first."""
        return _numbered(gist.endorsed for gist in self.gists.values())

    @cached_property
    def sent(self) -> Mapping[int, Some]:
        """Return the items of each month by `month_number`, the oldest first."""
        return _numbered(gist.months for gist in self.gists.values())

    def whole(self, month: int) -> Some:
        """Return the items of a month by `month_number`, their texts and 字数 included."""
        texts = (self.texts.folder(folder) for folder, _ in self.with_month(month))
        sent = self.sent.get(month, Some("", 0))
        return sent._replace(mark=digest(sent.mark, *texts))

    @cached_property
    def people(self) -> Mapping[str, Mapping[int, Sequence[Written]]]:
        """Return what each person wrote, by `month_number`."""
        return self._held(lambda gist: gist.people)

    @cached_property
    def units(self) -> Mapping[str, Mapping[int, Sequence[Some]]]:
        """Return what each unit sent, by `month_number`."""
        return self._held(lambda gist: gist.units)


def newest_months(held: Mapping[int, Sequence[Some | Written]], most: int) -> Iterator[int]:
    """Yield the newest months, as many as the newest items are of."""
    found = 0
    for month in sorted(held, reverse=True):
        if found >= most:
            return
        yield month
        found += sum(some.number for some in held[month])


def whole(numbers: Mapping[int, Sequence[Some]]) -> Some:
    """Return what stands for all that there is under a name."""
    return several(some for number in sorted(numbers) for some in numbers[number])


def _numbered(tables: Iterable[Mapping[int, Some]]) -> dict[int, Some]:
    """Return what all tables say together of each year or month, the oldest first."""
    made: dict[int, list[Some]] = defaultdict(list)
    for table in tables:
        for number, some in table.items():
            made[number].append(some)
    return {number: several(made[number]) for number in sorted(made)}


def several(held: Iterable[Some]) -> Some:
    """Return some and some others as one."""
    found = list(held)
    return Some(digest(*(some.mark for some in found)), sum(some.number for some in found))


def _sheaves(items: Iterable[Item]) -> Iterator[Sheaf]:
    """Yield the sheaves of items of which only the files are known."""
    held: dict[str, list[str]] = defaultdict(list)
    for item in items:
        held[item.source.path.rpartition("/")[0].partition("/")[2]].append(item.id)
    return (Sheaf(name, tuple(held[name]), "") for name in sorted(held))
