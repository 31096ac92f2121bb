"""What a reviewer must know of a request, as one Markdown report, the most important first.

Refusals, then what is still open; then each item: where it stands, what was changed since those who
decide next last saw it, what the archive has like it; then ranks; last, folded, the texts. What
does not fit into `LIMIT` is left out from the end of that order, and it is said what.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, Final, NamedTuple

from markupsafe import Markup

from scoring.findings import Finding, Severity
from scoring.points import shown as points
from scoring.results import Ranked
from scoring.review.progress import TierProgress
from scoring.whatif import Move
from site_builder.cache import Store
from site_builder.markup import template, tidy
from site_builder.parsing.front_matter import stem
from site_builder.review.archive import Archive
from site_builder.review.looks import Draft, Look, draft, looks
from site_builder.review.ownership import called
from site_builder.review.ranks import effects, touches_points
from site_builder.review.report_words import facts_of, open_of, place_of, registered, tier_words
from site_builder.review.showing import shown
from site_builder.review.verdict import ItemVerdict, State, Verdict, waits
from site_builder.review.words import Kind, as_html, as_markdown, excerpt

LIMIT: Final = 60_000
"""Characters of a report. GitHub's comments hold 65,536; what a forge's own words take is free."""
_FIRST: Final = 5
_FINDINGS: Final = 30
_ITEMS: Final = 12
_NAMES: Final = 100
_LOOKS: Final = 3
_TITLES: Final = 2
_TEXT: Final = 6_000
_CHANGES: Final = 4_000
"""Characters of one comparison."""
_AROUND: Final = 30
_ROWS: Final = 12
_NEAR: Final = 3


class _Part(NamedTuple):
    """A part of the report."""

    weight: int
    """The heavier goes first when there is no room."""
    name: str
    """What is missing when it is left out."""
    text: str


def report(verdict: Verdict, store: Store) -> str:
    """Return the report on a request, at most `LIMIT` characters of Markdown.

    The repository that was judged must still be open; fingerprints are kept in the store.
    """
    return fitted(list(_Report(verdict, store).parts()), LIMIT)


def fitted(parts: list[_Part], limit: int) -> str:
    """Return the parts in their order, without the least important ones where there is no room."""
    room = limit - 1_000
    kept, left = set[int](), list[str]()
    for number, part in sorted(enumerate(parts), key=lambda each: (each[1].weight, each[0])):
        if len(part.text) + 1 <= room:
            kept.add(number)
            room -= len(part.text) + 1
        else:
            left.append(part.name)
    found = [part.text for number, part in enumerate(parts) if number in kept]
    if left:
        found.append(_made("omitted", "、".join(left)))
    return "\n".join(found)


def _made(name: str, *values: object) -> str:
    """Return a part of the template, in the form that every Markdown reader takes."""
    made: Markup = getattr(template("review/report.md.jinja").module, name)(*values)
    return tidy(str(made))


class _Report:
    """The report of one verdict."""

    def __init__(self, verdict: Verdict, store: Store) -> None:
        self.verdict = verdict
        self.corpus = verdict.corpus
        self.store = store

    def parts(self) -> Iterator[_Part]:
        """Yield the parts in their order on the page."""
        verdict = self.verdict
        yield _Part(0, "结论", self._head())
        rest = [each for each in verdict.findings if not waits(each)]
        errors = [each for each in rest if each.severity is Severity.ERROR]
        rest = [each for each in rest if each.mended is not None or each not in errors[:_FIRST]]
        if rest:
            told = [_told(each) for each in rest[:_FINDINGS]]
            yield _Part(1, "问题", _made("findings", told, len(rest) - len(told)))
        for number, item in enumerate(verdict.items[:_ITEMS], 1):
            yield from self._item(number if len(verdict.items) > 1 else 0, item)
        if len(verdict.items) > _ITEMS:
            names = [each.change.id for each in verdict.items[_ITEMS:]]
            yield _Part(2, "另外的信息", _made("rest", names[:_NAMES], len(names)))
        yield from self._others()
        yield from self._ranks()
        yield from self._texts()

    def _head(self) -> str:
        verdict = self.verdict
        errors = [each for each in verdict.findings if each.severity is Severity.ERROR]
        return _made(
            "head",
            verdict,
            verdict.state.label,
            [_told(each) for each in errors[:_FIRST]],
            max(len(errors) - _FIRST, 0),
            list(open_of(verdict)),
            "、".join(called(self.corpus, each) for each in verdict.authors),
        )

    def _item(self, number: int, item: ItemVerdict) -> Iterator[_Part]:
        change, progress = item.change, item.progress
        now = change.after or change.before
        state = ""
        if progress is not None:
            path = "" if progress.path is None else f"{progress.path.name}，"
            rounds = f"，第 {progress.rounds} 轮" if progress.rounds > 1 else ""
            state = f"{path}{progress.state}{rounds}"
        tiers: tuple[TierProgress, ...] = () if progress is None else progress.tiers
        title = change.id if now is None else now.title
        yield _Part(
            2,
            f"{change.id}的情况",
            _made(
                "card",
                f"{number}．" if number else "",
                change.how.label,
                now,
                title,
                [] if now is None else facts_of(self.corpus, now),
                [tier_words(self.corpus, tier) for tier in tiers],
                state,
                list(registered(change)),
                "、".join(_others_in(item)),
            ),
        )
        yield from self._looks(item)
        yield from self._near(item)

    def _looks(self, item: ItemVerdict) -> Iterator[_Part]:
        sides, change = self.verdict.sides, item.change
        if sides is None or change.after is None or not change.rewritten:
            return
        base, head = sides
        published = base.paths.get(change.old_path or change.path)
        for number, look in enumerate(looks(head, item, published)[:_LOOKS]):
            name, values = f"{change.id}与{look.titles[0]}的比较", _look_words(look, not number)
            macro = "earlier" if number else "look"
            more = f"等 {len(look.titles)} 稿" if len(look.titles) > _TITLES else ""
            titles = "、".join(look.titles[:_TITLES]) + more
            yield _Part(6 if number else 3, name, _made(macro, titles, *values))

    def _near(self, item: ItemVerdict) -> Iterator[_Part]:
        change, now = item.change, self._now(item)
        if now is None or self._archive is None or not change.body:
            return
        but = {change.id, *now.item.sources}
        if change.old_path is not None:
            but.add(stem(change.old_path))
        found = self._archive.near(now.body, but)[:_NEAR]
        if found:
            own = {share.unit for share in now.item.units}
            rows = [
                {
                    "item": each.item,
                    "unit": "、".join(share.unit for share in each.item.units),
                    "percent": each.passage.percent,
                    "passage": each.passage.text,
                    "other": own.isdisjoint(share.unit for share in each.item.units),
                }
                for each in found
            ]
            yield _Part(4, f"{change.id}的相近信息", _made("near", rows))

    @cached_property
    def _archive(self) -> Archive | None:
        sides = self.verdict.sides
        return None if sides is None else Archive(sides[1], self.store)

    def _others(self) -> Iterator[_Part]:
        entries = [
            (place_of(each.path), each.how.label, each.id,
             "、".join(field.label for field in each.fields.values()))
            for each in self.verdict.changes.entries
        ]  # fmt: skip
        if entries:
            more = max(len(entries) - _FINDINGS, 0)
            yield _Part(5, "其他改动", _made("others", entries[:_FINDINGS], more))

    def _ranks(self) -> Iterator[_Part]:
        verdict = self.verdict
        # What is refused changes no rank, and its files may be anything.
        if verdict.sides is None or verdict.state is State.FAILURE:
            return
        if not touches_points(verdict.changes, verdict.sides[1]):
            return
        found = effects(*verdict.sides, verdict.changes, verdict.on, self.store)
        if found:
            scores = len({each.score for each in found})
            rows = [
                {
                    "score": each.score, "period": each.period, "ranked": each.ranked,
                    "rows": [self._row(move) for move in each.moves[:_ROWS]],
                    "more": max(len(each.moves) - _ROWS, 0),
                }
                for each in found
            ]  # fmt: skip
            units = [each for each in rows if each["ranked"] is Ranked.UNIT]
            people = [each for each in rows if each["ranked"] is Ranked.PERSON]
            yield _Part(5, "名次的变化", _made("ranks", units, people, scores))

    def _row(self, move: Move) -> dict[str, str]:
        rank = f"{move.rank_before or '—'} → {move.rank_after or '—'}"
        if move.rank_before == move.rank_after:
            rank = f"{move.rank_after or '—'}（不变）"
        elif move.change is not None:
            rank += f"（{'升' if move.change > 0 else '降'} {abs(move.change)}）"
        score = f"{points(move.points_before)} → {points(move.points_after)}"
        return {"who": called(self.corpus, move.subject), "rank": rank, "points": score}

    def _texts(self) -> Iterator[_Part]:
        for item in self.verdict.items[:_ITEMS]:
            now = self._now(item)
            if now is not None and now.body.strip():
                body, more = now.body[:_TEXT], max(len(now.body) - _TEXT, 0)
                made = _made("text", now.item.title, shown(body), more)
                yield _Part(7, f"{item.change.id}的全文", made)

    def _now(self, item: ItemVerdict) -> Draft | None:
        """Return an item's words as they will be."""
        sides, change = self.verdict.sides, item.change
        if sides is None or change.after is None:
            return None
        return draft(sides[1], change.path, sides[1].paths.get(change.path))


def _told(finding: Finding) -> dict[str, Any]:
    """Return a finding for the template."""
    return {
        **finding._asdict(),
        "name": stem(place_of(finding.path)) + (f":{finding.line}" if finding.line > 1 else ""),
        "place": f"{place_of(finding.path)}:{finding.line}",
    }


def _others_in(item: ItemVerdict) -> Iterable[str]:
    """Return the fields of an item already there that no list of facts tells of."""
    change = item.change
    if change.before is None or change.after is None:
        return
    listed = {"adoptions", "forwardings", "endorsements", "faults", "judgements"}
    yield from (each.label for key, each in change.fields.items() if key not in listed)
    if change.body:
        yield "正文"


def _look_words(look: Look, first: bool) -> tuple[Markup, Markup, object]:
    words = as_markdown if first else as_html
    parts = []
    for pieces in (look.title, look.body):
        changed = any(piece.kind is not Kind.SAME for piece in pieces)
        made = words(excerpt(pieces, _AROUND, _CHANGES)) if changed else ""
        parts.append(Markup(str(made).replace("\n\n", "\n>\n> ")))  # noqa: S704 - a quotation's lines
    return parts[0], parts[1], look.fields
