"""Every figure that a notice's text may state, by a Chinese name, with its exact value.

    报送条数 报送单位数 参评单位数 零报送单位数 定额未完成单位数 差错件数
    采用条数 采用次数 采用率 采用.省级 刊物.晋政信息
    批示次数 批示条数 表扬性批示 批示.主要领导 批示层级.省级 批示已反馈 批示未反馈
    约稿.期数 约稿.应报 约稿.按时 约稿.迟报 约稿.未报      (任务、选题、督办、整改 alike)
    差错.迟报 问责次数 问责.约谈
    单位数.市局 零报送.市局 得分合计.市局 平均得分.市局
    得分.晋中市局 上期累计.晋中市局 累计得分.晋中市局 名次.晋中市局 上升.晋中市局 下降.晋中市局
    报送条数.晋中市局 采用条数.晋中市局 采用次数.晋中市局 采用率.晋中市局 批示次数.晋中市局

Before each may stand 上期 and 上年同期; 增减, 增加, 减少, 增幅, 降幅 compare with the period
before (持平 reads 持平 as long as it is so), 同比增减 … with the same period a year ago. A further
score's names begin with its own: 宣传.得分.晋中市局.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, NamedTuple

from scoring.alerts.facts import ActionKind
from scoring.closing.events import PUBLISHED, Events, Outcome
from scoring.model import Corpus
from scoring.nearest import hint
from scoring.periods import Period
from scoring.points import Points, fraction, normal, rounded, shown, total
from scoring.results import RankTable, Standing
from scoring.vocabulary import FaultKind, Level

Value = Points | int | Fraction


class Figure(NamedTuple):
    """One figure."""

    name: str
    value: Value
    """Exact; a rate is a fraction of 1."""
    text: str
    """As people read it: points to two places, rates in per cent to one."""
    rate: bool = False


Numbers = Mapping[str, Figure]
_Change = Callable[[Fraction, Fraction], Fraction | None]


def _growth(now: Fraction, before: Fraction) -> Fraction | None:
    return (now - before) / before if before > 0 else None


def _fall(now: Fraction, before: Fraction) -> Fraction | None:
    return (before - now) / before if before > 0 else None


_DIFFERENCES: Final[Mapping[str, _Change]] = {
    "增减": lambda now, before: now - before,
    "增加": lambda now, before: now - before,
    "减少": lambda now, before: before - now,
}
_RATES: Final[Mapping[str, _Change]] = {"增幅": _growth, "降幅": _fall}
_EVEN: Final = "持平"
"""A comparison in words, so that a sentence that says 持平 can be found stale."""
_BEFORE: Final = "上期"
_AGO: Final = "上年同期"
_YEARLY: Final = "同比"


def _even(difference: Points) -> str:
    if difference == 0:
        return _EVEN
    return f"增加{shown(difference)}" if difference > 0 else f"减少{shown(-difference)}"


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one notice."""

    period: Period
    now: Numbers
    before: Numbers | None
    """None where there was nothing to compare with."""
    ago: Numbers | None
    others: Mapping[str, Figures] = field(default_factory=dict)
    """Of further scores."""

    def get(self, name: str) -> Figure | None:
        """Return the figure of a name, None where there is none."""
        if name in self.now:
            return self.now[name]
        head, _, rest = name.partition(".")
        if head == _BEFORE:
            found = (self.before or {}).get(rest)
            return None if found is None else found._replace(name=name)
        if head == _AGO:
            found = (self.ago or {}).get(rest)
            return None if found is None else found._replace(name=name)
        if head in self.others:
            found = self.others[head].get(rest)
            return None if found is None else found._replace(name=name)
        yearly = head.startswith(_YEARLY)
        return self._compared(
            name, head.removeprefix(_YEARLY), rest, self.ago if yearly else self.before
        )

    def __getitem__(self, name: str) -> Figure:
        """Return the figure of a name that is known to be one."""
        found = self.get(name)
        if found is None:
            raise KeyError(name)
        return found

    def hint(self, name: str) -> str:
        """Return the names most like a wrong one, in brackets."""
        head = name.partition(".")[0]
        if head in {_BEFORE, _AGO} or head.removeprefix(_YEARLY) in {*_DIFFERENCES, *_RATES, _EVEN}:
            return hint(name, [f"{head}.{each}" for each in self.now if self.get(f"{head}.{each}")])
        return hint(name, self.now)

    def listed(self) -> Iterator[Figure]:
        """Yield the figures of this period, then those of further scores."""
        yield from self.now.values()
        for score, figures in self.others.items():
            for figure in figures.listed():
                yield figure._replace(name=f"{score}.{figure.name}")

    def _compared(self, name: str, how: str, of: str, with_: Numbers | None) -> Figure | None:
        one, other = self.now.get(of), (with_ or {}).get(of)
        if one is None or other is None:
            return None
        now, before = fraction(one.value), fraction(other.value)
        if how == _EVEN:
            return Figure(name, normal(now - before), _even(normal(now - before)))
        if how in _DIFFERENCES:
            value = _DIFFERENCES[how](now, before) or Fraction(0)
            if one.rate:
                return Figure(name, value, f"{rounded(value * 100, 1)}", rate=True)
            return Figure(name, normal(value), shown(normal(value)))
        change = _RATES[how](now, before) if how in _RATES else None
        return None if change is None else _rate(name, change)


def figures(
    corpus: Corpus,
    now: Events,
    before: Events | None,
    ago: Events | None,
    others: Mapping[str, Figures] | None = None,
) -> Figures:
    """Return the figures of a period; `before` and `ago` where there was something."""
    return Figures(
        now.period,
        _numbers(corpus, now),
        None if before is None else _numbers(corpus, before),
        None if ago is None else _numbers(corpus, ago),
        others or {},
    )


def _numbers(corpus: Corpus, events: Events) -> Numbers:
    parts = (_totals(events), _adoptions(corpus, events), _endorsements(corpus, events))
    found = [*(figure for part in parts for figure in part), *_work(events)]
    for table in events.tables:
        found += _group(table)
    ranked = {row.subject for _, row in events.ranked}
    for table in events.tables:
        for row in table.rows:
            found += _row(row, ranked=row.subject in ranked)
    made: dict[str, Figure] = {}
    for figure in found:
        made.setdefault(figure.name, figure)
    return made


def _count(name: str, value: int) -> Figure:
    return Figure(name, value, str(value))


def _points(name: str, value: Points) -> Figure:
    return Figure(name, value, shown(value))


def _rate(name: str, value: Fraction) -> Figure:
    return Figure(name, value, f"{rounded(value * 100, 1)}%", rate=True)


def _totals(events: Events) -> Iterator[Figure]:
    ranked = [row for _, row in events.ranked]
    yield _count("报送条数", len(events.sent))
    yield _count("报送单位数", sum(not row.tally.silent for row in ranked))
    yield _count("参评单位数", len(ranked))
    yield _count("零报送单位数", len(events.silent))
    yield _count("定额未完成单位数", len({state.subject for state in events.short}))


def _adoptions(corpus: Corpus, events: Events) -> Iterator[Figure]:
    items = {each.item.id for each in events.adopted}
    yield _count("采用条数", len(items))
    yield _count("采用次数", len(events.adopted))
    sent = len(events.sent)
    yield _rate("采用率", Fraction(len(items), sent) if sent else Fraction(0))
    papers = Counter(each.fact.publication for each in events.adopted)
    levels: Counter[Level] = Counter()
    for name, number in papers.items():
        levels[corpus.publications[name].level] += number
    for level in Level:
        yield _count(f"采用.{level.label}", levels[level])
    for name in corpus.publications:
        yield _count(f"刊物.{name}", papers[name])


def _endorsements(corpus: Corpus, events: Events) -> Iterator[Figure]:
    notes = [each.fact for each in events.endorsed]
    yield _count("批示次数", len(notes))
    yield _count("批示条数", len({each.item.id for each in events.endorsed}))
    yield _count("表扬性批示", sum(note.praise for note in notes))
    answered = sum(any(one.date <= events.day for one in note.feedback) for note in notes)
    yield _count("批示已反馈", answered)
    yield _count("批示未反馈", len(notes) - answered)
    leaders = [corpus.leaders[note.leader] for note in notes]
    ranks = Counter(leader.rank for leader in leaders)
    for rank in dict.fromkeys((*corpus.office.ranks, *sorted(ranks))):
        yield _count(f"批示.{rank}", ranks[rank])
    levels = Counter(leader.level for leader in leaders)
    for level in Level:
        yield _count(f"批示层级.{level.label}", levels[level])


def _work(events: Events) -> Iterator[Figure]:
    """Yield what was asked and what went wrong."""
    for kind in sorted(PUBLISHED, key=lambda kind: kind.label):
        asked = [one for one in events.asked if one.assignment.kind is kind]
        yield _count(f"{kind.label}.期数", len({one.assignment.id for one in asked}))
        yield _count(f"{kind.label}.应报", len(asked))
        for outcome in Outcome:
            number = sum(one.outcome is outcome for one in asked)
            yield _count(f"{kind.label}.{outcome.label}", number)
    yield _count("差错件数", len(events.faults))
    for fault in FaultKind:
        number = sum(one.fact.kind is fault for one in events.faults)
        yield _count(f"差错.{fault.label}", number)
    yield _count("问责次数", len(events.actions))
    for action in ActionKind:
        number = sum(one.kind is action for one in events.actions)
        yield _count(f"问责.{action.label}", number)


def _group(table: RankTable) -> Iterator[Figure]:
    name = table.key.group or "未分类"
    points = total(row.points for row in table.rows)
    yield _count(f"单位数.{name}", len(table.rows))
    yield _count(f"零报送.{name}", sum(row.tally.silent for row in table.rows))
    yield _points(f"得分合计.{name}", points)
    yield _points(f"平均得分.{name}", normal(fraction(points) / len(table.rows)))


def _row(row: Standing, *, ranked: bool) -> Iterator[Figure]:
    unit, tally = row.subject, row.tally
    yield _points(f"得分.{unit}", row.points)
    yield _points(f"上期累计.{unit}", row.carried)
    yield _points(f"累计得分.{unit}", row.running)
    yield _count(f"报送条数.{unit}", tally.sent)
    yield _count(f"采用条数.{unit}", tally.adopted)
    yield _count(f"采用次数.{unit}", tally.adoptions)
    yield _rate(f"采用率.{unit}", tally.rate)
    yield _count(f"批示次数.{unit}", tally.endorsements)
    if ranked:
        yield _count(f"名次.{unit}", row.rank)
        if row.change is not None:
            yield _count(f"上升.{unit}", row.change)
            yield _count(f"下降.{unit}", -row.change)
