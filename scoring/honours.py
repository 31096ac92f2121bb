"""荣誉: awards that follow from the tables of finished years, and those that the office granted.

A computed award goes to whoever the numbers name. Where something stands in the way (a fault or a
verdict with 取消评先, a condition that is not certified) the honour is kept with the reason in
`vetoed`, and nobody moves up in its place, because no published rule set says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from scoring.contest import Contest, Win
from scoring.model import Corpus, Fault, GrantedHonour, Item
from scoring.outline import Trait, having
from scoring.period_rules import Award, Criterion, Subject
from scoring.points import shown
from scoring.results import Honour, Ranked, RankTable, TableKey
from scoring.rulebook import Rulebook


def honours(
    corpus: Corpus,
    tables: Mapping[TableKey, RankTable],
    as_of: date,
    won: Iterable[Honour] | None = None,
) -> tuple[Honour, ...]:
    """Return all honours, newest year first: computed ones in rulebook order, then granted ones.

    Granted honours belong to no score; they come with the tables of the office's main score, the
    one that first came into force. An award that the office recorded under the same name for the
    same year and recipient is one honour, which cites the document. `won` is what `computed` gives,
    where that is known.
    """
    granted = _granted(corpus, as_of) if _is_main(corpus, tables) else {}
    found: list[Honour] = []
    for honour in computed(corpus, tables) if won is None else won:
        record = granted.pop((honour.year, honour.name, honour.to), None)
        found.append(honour if record is None else _confirmed(honour, record))
    found += granted.values()
    found.sort(key=lambda honour: -honour.year)
    return tuple(found)


def _is_main(corpus: Corpus, tables: Mapping[TableKey, RankTable]) -> bool:
    main = min(corpus.rulebooks, key=lambda book: (book.effective, book.score), default=None)
    return main is None or not tables or any(key.score == main.score for key in tables)


def _granted(corpus: Corpus, as_of: date) -> dict[tuple[int, str, str], Honour]:
    """Return the office's records up to the as-of day's year, by year, name and recipient."""
    return {
        (record.year, record.name, record.to): Honour(
            year=record.year,
            name=record.name,
            to=record.to,
            subject=Ranked.PERSON if record.to in corpus.people else Ranked.UNIT,
            reason=_granting(record),
            source=record.source,
            award=None,
            points=record.points,
        )
        for record in corpus.honours
        if record.year <= as_of.year
    }


def _granting(record: GrantedHonour) -> str:
    document = f"（{record.document}）" if record.document else ""
    return f"{record.year}年度由{record.issuer}授予{document}"


def _confirmed(computed: Honour, record: Honour) -> Honour:
    """Return a computed honour that the office has also recorded: it stands, veto or not."""
    reason = f"{computed.reason}；{record.reason}"
    if computed.vetoed is not None:
        reason += f"；另有：{computed.vetoed}"
    return replace(computed, reason=reason, points=record.points or computed.points, vetoed=None)


def computed(corpus: Corpus, tables: Mapping[TableKey, RankTable]) -> Iterator[Honour]:
    """Yield the honours that follow from the tables, in rulebook order."""
    contest = Contest(corpus, tables)
    bars = _Bars(corpus, contest)
    for score, year in contest.finished:
        rulebook = contest.rulebook(score, year)
        for award in rulebook.awards:
            for win in contest.winners(award, score, year):
                barred = bars.reason(award, rulebook, win, year)
                reason = f"{_because(award, rulebook, win, year)}（{award.clause}）"
                yield won_by(win.subject, award, year, win.group, reason, barred)


def won_by(
    subject: str, award: Award, year: int, group: str | None, reason: str, vetoed: str | None
) -> Honour:
    """Return the honour of a winner of an award."""
    return Honour(
        year=year,
        name=award.name,
        to=subject,
        subject=Ranked.UNIT if award.subject is Subject.UNIT else Ranked.PERSON,
        reason=reason,
        source=award.source,
        award=award,
        group=group,
        points=award.honour_points if vetoed is None else None,
        vetoed=vetoed,
    )


def _because(award: Award, rulebook: Rulebook, win: Win, year: int) -> str:
    """Return the sentence that explains a win, without its clause."""
    where = f"{year}年" + (f"“{win.group}”组" if win.group is not None else "")
    amount = shown(win.amount)
    place = f"列第{win.place}名" + ("（并列）" if win.tied else "")
    match award.criterion:
        case Criterion.RANK:
            text = f"{where}得分{amount}{rulebook.measure}，{place}"
        case Criterion.POINTS:
            text = f"{where}得分{amount}{rulebook.measure}，{_reached(award, place)}"
        case Criterion.GROWTH:
            text = f"{where}得分比上年增加{amount}{rulebook.measure}，进步{place}"
        case Criterion.ENDORSEMENTS:
            text = f"{where}获领导批示{amount}次，{place}"
        case Criterion.ADOPTIONS:
            text = f"{where}被采用信息{amount}条，{place}"
        case Criterion.EXCELLENT_YEARS:
            text = f"{where}得分{amount}{rulebook.measure}，{place}，达到优秀标准"
        case Criterion.CASES:
            track = f"“{award.track}”赛道" if award.track else ""
            text = f"{where}{track}入选案例{amount}件，{place}"
    return text if award.years == 1 else f"{text}，已连续{award.years}年"


def _reached(award: Award, place: str) -> str:
    return place if award.minimum is None else f"不低于{shown(award.minimum)}，{place}"


class _Bars:
    """What bars a winner: conditions not certified, faults and verdicts with 取消评先."""

    def __init__(self, corpus: Corpus, contest: Contest) -> None:
        """Gather the faults of each year, each with its item where it has one."""
        self._corpus = corpus
        self._contest = contest
        self._faults: defaultdict[int, list[tuple[Fault, Item | None]]] = defaultdict(list)
        for fault in corpus.faults:
            item = corpus.items.get(fault.item) if fault.item else None
            self._faults[fault.date.year].append((fault, item))
        for item in having(corpus.items, Trait.FAULTS):
            for fault in item.faults:
                self._faults[fault.date.year].append((fault, item))

    def reason(self, award: Award, rulebook: Rulebook, win: Win, year: int) -> str | None:
        """Return what stands in the way of an award in a year, or None."""
        is_unit = award.subject is Subject.UNIT
        unit = win.subject if is_unit else self._corpus.people[win.subject].unit
        missing = sorted(award.conditions.difference(self._corpus.units[unit].conditions))
        if missing:
            return f"评选条件未具备：{'、'.join(missing)}（{award.clause}）"
        for fault, item in self._faults[year]:
            rule = next((rule for rule in rulebook.faults if fault.kind in rule.kinds), None)
            if rule is None or not rule.veto:
                continue
            if win.subject in self._answerable(award, rulebook, fault, item):
                day = f"{fault.date.year}年{fault.date.month}月{fault.date.day}日"
                return f"{day}{fault.kind}，取消评先（{rule.clause}）"
        return self._contest.verdict_veto(rulebook, win.subject, year) if is_unit else None

    def _answerable(
        self, award: Award, rulebook: Rulebook, fault: Fault, item: Item | None
    ) -> frozenset[str]:
        """Return who answers for a fault: its unit, else its item's; of people the authors."""
        if award.subject is Subject.PERSON:
            return frozenset(item.authors if item else ())
        units = tuple(share.unit for share in item.units) if item else ()
        named = units if fault.unit is None else (fault.unit,)
        year = fault.date.year
        return frozenset(self._contest.successor(unit, year, rulebook) for unit in named)
