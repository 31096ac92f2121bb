"""Links and ledger lines as the pages of one depth write them: each link is made once.

All words are escaped here; addresses need no escaping (`site_builder.markup.address`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache

from markupsafe import Markup, escape

from scoring.engine.words import day
from scoring.findings import Source
from scoring.ledger import Entry
from scoring.model import Item, Share
from scoring.periods import Period
from scoring.results import Ranked
from scoring.rulebook import Rulebook
from scoring.rules import Rule
from site_builder.markup import href, percent, signed
from site_builder.pages import paths
from site_builder.pages.index import Views
from site_builder.templating import printed, ready


class Links:
    """What pages that lie equally deep share: their links all begin with the same `../`."""

    def __init__(self, views: Views, up: str) -> None:
        """Keep the views and the way up to the site's root; nothing is made yet."""
        self._views = views
        self._corpus = views.corpus
        self._up = up
        self.to: Callable[[str], str] = cache(self._to)
        self.unit: Callable[[str], Markup] = cache(self._unit)
        self.person: Callable[[str], Markup] = cache(self._person)
        self.publication: Callable[[str], Markup] = cache(self._publication)
        self.leader: Callable[[str], Markup] = cache(self._leader)
        self.tag: Callable[[str], Markup] = cache(self._tag)
        self.source: Callable[[Source], Markup] = cache(self._source)
        self.words: Callable[[str], Markup] = cache(escape)
        """Of ledger lines, most of which say what others say."""
        self._places: dict[str, str] = {}
        self._items: dict[str, Markup] = {}
        self._clauses: dict[tuple[int, int], Markup] = {}

    def _to(self, path: str) -> str:
        """Return the address of another page, asset or anchor (`units/太原市局/index.md#2026`)."""
        return f"{self._up}{href(path)}" or "./"

    def linked(self, path: str, words: str) -> Markup:
        """Return words that lead to a page."""
        return ready(f'<a href="{self.to(path)}">{printed(words)}</a>')

    def _unit(self, name: str) -> Markup:
        """Return a unit's name, a link where the unit is known."""
        return self._named(name, name in self._corpus.units, paths.unit)

    def _publication(self, name: str) -> Markup:
        """Return a publication's name, a link where it is known."""
        return self._named(name, name in self._corpus.publications, paths.publication)

    def _leader(self, name: str) -> Markup:
        """Return a leader's post, a link where it is known."""
        return self._named(name, name in self._corpus.leaders, paths.leader)

    def _tag(self, word: str) -> Markup:
        """Return a tag as a link to its items."""
        return ready(f'<a class="cs-tag" href="{self.to(paths.tag(word))}">{printed(word)}</a>')

    def _named(self, name: str, known: bool, path: Callable[[str], str]) -> Markup:
        return self.linked(path(name), name) if known else escape(name)

    def _person(self, identity: str) -> Markup:
        """Return a person's name, or the words that stand for somebody unknown."""
        known = self._corpus.people.get(identity)
        return (
            escape(identity) if known is None else self.linked(paths.person(identity), known.name)
        )

    def units(self, shares: Sequence[Share]) -> Markup:
        """Return the units of an item with the shares that were written."""
        if len(shares) == 1 and shares[0].share is None:
            return self.unit(shares[0].unit)
        return ready(
            "、".join(
                f"{self.unit(unit)}<small>（{percent(share, 0)}）</small>"
                if share is not None
                else self.unit(unit)
                for unit, share in shares
            )
        )

    def authors(self, item: Item) -> Markup:
        """Return the authors of an item, those outside the registry last."""
        inside = map(self.person, item.authors)
        return ready("、".join((*inside, *map(printed, item.outside_authors))))

    def item(self, item: Item) -> Markup:
        """Return an item's title as a link to its page."""
        made = self._items.get(item.id)
        if made is None:
            made = ready(f'<a href="{self._place(item)}">{printed(item.title)}</a>')
            self._items[item.id] = made
        return made

    def _place(self, item: Item) -> str:
        """Return the address of an item's page."""
        made = self._places.get(item.id)
        if made is None:
            made = self._places[item.id] = self._to(paths.item(item))
        return made

    def feed(self, items: Iterable[Item]) -> Markup:
        """Return items as entries of a list: title, day, units and what became of them."""
        return ready("\n".join(map(self._told, items)))

    def _told(self, item: Item) -> str:
        title, when, units = self.item(item), day(item.date), self.units(item.units)
        # Joined, since a format string copies every markup that it takes in.
        return "".join(
            (
                "<li>", title, '<span class="cs-feed__meta">', when, "　", units, "　",
                _fate(item), "</span></li>",
            )
        )  # fmt: skip

    def subject(self, ranked: Ranked, name: str) -> Markup:
        """Return the name of a row's subject."""
        match ranked:
            case Ranked.UNIT:
                return self.unit(name)
            case Ranked.PERSON:
                return self.person(name)
            case Ranked.PUBLICATION:
                return self.publication(name)
            case Ranked.LEVEL:
                return escape(name)

    def period(self, period: Period, words: str = "") -> Markup:
        """Return a period as a link to its ranking."""
        return self.linked(paths.ranking(period), words or period.label)

    def _source(self, source: Source) -> Markup:
        """Return a file and line, a link to the page that shows them where there is one."""
        page = self._views.place(source)
        words = str(escape(source)).replace("/", "/<wbr>")
        code = f'<code class="cs-source">{words}</code>'
        return ready(f'<a href="{self.to(page)}">{code}</a>' if page else code)

    def clause(self, rulebook: Rulebook, rule: Rule | None) -> Markup:
        """Return the clause that speaks, a link to its explanation; else the rulebook's name."""
        key = (id(rulebook), id(rule))
        made = self._clauses.get(key)
        if made is None:
            words = (
                f'<cite class="cs-clause">{printed(rule.clause if rule else rulebook.name)}</cite>'
            )
            page = self._views.rule_place(rulebook, rule)
            made = self._clauses[key] = ready(f'<a href="{self.to(page)}">{words}</a>')
        return made

    def lines(self, entries: Iterable[Entry], own: Item | None = None) -> Markup:
        """Return ledger lines: points, day, what happened, clause, and where that is written.

        `own` is the page's own item, which then is not named again, but of several units each.
        """
        told = own is not None and len(own.units) > 1
        return ready("\n".join([self._line(entry, own, told) for entry in entries]))

    def _line(self, entry: Entry, own: Item | None, told: bool) -> str:
        item = None if entry.item is None else self._corpus.items.get(entry.item)
        return "".join(
            (
                '<li><span class="cs-points">', signed(entry.points), "</span><span>",
                day(entry.date), "　",
                *((self.unit(entry.unit), "　") if told else ()),
                *((self.item(item), "　") if item is not None and own is None else ()),
                self.words(self._views.undated(entry)), "</span><span>",
                self.clause(entry.rulebook, entry.rule), "　", self._fact(entry, item, own),
                "</span></li>",
            )
        )  # fmt: skip

    def _fact(self, entry: Entry, item: Item | None, own: Item | None) -> str:
        """Return where a line's fact is written: the file need not be told beside its item."""
        fact = entry.fact
        if item is None or fact.path != item.source.path:
            return self.source(fact)
        anchor = self._views.mark_in(item, fact)
        page = anchor if own and anchor else self._place(item) + anchor
        return f'<a href="{page}"><code class="cs-source">第{fact.line}行</code></a>'


def _fate(item: Item) -> str:
    """Return what became of an item, as tags."""
    endorsed = len(item.endorsements)
    used = f"采用 {len(item.adoptions)}" if item.adoptions else "待采用"
    before = f'<span class="cs-tag">批示 {endorsed}</span> ' if endorsed else ""
    return f'{before}<span class="cs-tag">{used}</span>'
