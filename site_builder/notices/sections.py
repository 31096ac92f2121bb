"""The sections of a draft: an office's sentences, each from facts, none where there are none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from scoring.alerts.alert import Alert
from scoring.alerts.facts import Colour
from scoring.closing.account import Account
from scoring.closing.events import Asked, Outcome
from scoring.model import Endorsed, Publication
from scoring.points import shown
from scoring.results import RankTable, Standing
from scoring.vocabulary import AssignmentKind, FaultKind, Level
from site_builder.notices.writing import Pen, before, listed, this, words

_NAMED: Final = 8
"""Units named in one sentence; the annexes name all."""
_QUOTED: Final = 60
"""Characters of an endorsement that the text quotes."""
_BEST: Final = 3
_INNER_QUOTES: Final = str.maketrans("“”", "‘’")
_KINDS: Final = (
    AssignmentKind.COMMISSION,
    AssignmentKind.TOPIC,
    AssignmentKind.TASK,
    AssignmentKind.SUPERVISION,
    AssignmentKind.RECTIFICATION,
)


class Section(NamedTuple):
    """A heading without its number, and paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


def sections(account: Account, alerts: Sequence[Alert] = ()) -> Iterator[Section]:
    """Yield the sections that have something to say; the office's requirements follow them.

    `alerts` are those of the notice's own day.
    """
    pen = Pen(account)
    makers: tuple[tuple[str, Callable[[Pen], Iterator[str]]], ...] = (
        ("总体情况", _overview),
        ("各类单位得分情况", _groups),
        ("领导批示情况", _endorsements),
        ("约稿和任务完成情况", _work),
        ("表彰", _honours),
        ("存在的问题", _problems),
        ("更正事项", _corrections),
    )
    for title, make in makers:
        paragraphs = tuple(make(pen))
        if make is _problems:
            paragraphs += tuple(_alerts(pen, alerts))
        if paragraphs:
            yield Section(title, paragraphs)


# --- 总体情况 ------------------------------------------------------------------------------------


def _overview(pen: Pen) -> Iterator[str]:
    period, events = pen.period, pen.account.events
    if not events.sent:
        head = f"{period.label}，各单位没有报送信息{pen.versus('报送条数', '条')}。"
    else:
        who = f"{pen('报送单位数')}个单位" if pen.has("报送单位数") else "各单位"
        head = (
            f"{period.label}，{who}共报送信息{pen('报送条数')}条{pen.versus('报送条数', '条')}。"
        )
    yield head + _used(pen)
    papers = _papers(pen)
    if papers:
        yield papers


def _used(pen: Pen) -> str:
    if not pen.has("采用次数"):
        return "没有信息被采用。" if pen.account.events.sent else ""
    said = f"{this(pen.period)}有{pen('采用条数')}条信息被采用，共{pen('采用次数')}次"
    rate = f"采用率{pen('采用率')}。" if pen.account.events.sent else ""
    return f"{said}{pen.versus('采用次数', '次')}{'；' + rate if rate else '。'}"


def _papers(pen: Pen) -> str:
    """Return the adoptions by level, and by the publications of the highest levels."""
    levels = [level for level in Level if pen.has(f"采用.{level.label}")]
    if not levels:
        return ""
    counts = [f"{level.label}{pen(f'采用.{level.label}')}次" for level in levels]
    said = f"按刊物层级分，{listed(counts)}"
    above, own = _by_owner(pen)
    for head, held in (("上级刊物中", above), ("本级刊物中", own)):
        if held:
            counts = [f"《{words(one.id)}》{pen(f'刊物.{one.id}')}次" for one in held]
            said += f"；{head}，{listed(counts)}"
    return f"{said}。"


def _by_owner(pen: Pen) -> tuple[list[Publication], list[Publication]]:
    """Return the adopting publications of authorities, and the office's own, the busiest first."""
    known = pen.account.corpus.publications.values()
    used = [one for one in known if pen.has(f"刊物.{one.id}")]
    used.sort(key=lambda one: (tuple(Level).index(one.level), -pen.number(f"刊物.{one.id}")))
    own = [one for one in used if one.own]
    top = max((tuple(Level).index(one.level) for one in known if one.own), default=1)
    above = [one for one in used if not one.own and tuple(Level).index(one.level) <= top]
    return above[:_NAMED], own[:_NAMED]


# --- 各类单位得分情况 -----------------------------------------------------------------------------


def _groups(pen: Pen) -> Iterator[str]:
    tables = dict.fromkeys(table.key for table, _ in pen.account.events.ranked)
    for table in pen.account.events.tables:
        if table.key in tables and table.rows:
            yield _group(pen, table)


def _group(pen: Pen, table: RankTable) -> str:
    group = table.key.group
    name = words(group or "各单位")
    measure = table.rulebook.measure
    said = f"**{name}**：{pen(f'单位数.{group}') if group else pen('参评单位数')}个单位参加排名"
    best = [row for row in table.rows if row.rank <= _BEST and row.points > 0]
    if not best:
        return f"{said}，{this(pen.period)}没有单位得分。"
    named = [
        f"{words(row.subject)}"
        f"（第{pen(f'名次.{row.subject}')}名，{pen(f'得分.{row.subject}')}{measure}）"
        for row in best[:_NAMED]
    ]
    more = "等" if len(best) > _NAMED else ""
    return f"{said}，靠前的依次是{listed(named)}{more}。{_risen(pen, table)}"


def _risen(pen: Pen, table: RankTable) -> str:
    """Return who gained most places, where there is an earlier ranking."""
    moved = [(row.change or 0, row) for row in table.rows if row.points > 0]
    most = max((change for change, _ in moved), default=0)
    if pen.account.before is None or most <= 0:
        return ""
    risen = [row for change, row in moved if change == most]
    if len(risen) > _BEST:
        return ""
    names = [f"{words(row.subject)}（列第{pen(f'名次.{row.subject}')}位）" for row in risen]
    each = "，均" if len(risen) > 1 else "，"
    return (
        f"名次比{before(pen.period)}上升最多的是{listed(names, '和')}"
        f"{each}上升{pen(f'上升.{risen[0].subject}')}位。"
    )


# --- 领导批示情况 ---------------------------------------------------------------------------------


def _endorsements(pen: Pen) -> Iterator[str]:
    endorsed = pen.account.events.endorsed
    if not endorsed:
        return
    said = f"{this(pen.period)}有{pen('批示条数')}条信息得到领导批示{pen('批示次数')}次"
    if pen.has("表扬性批示"):
        said += f"，其中肯定性批示{pen('表扬性批示')}次"
    done = f"；已反馈落实情况{pen('批示已反馈')}次" if pen.has("批示已反馈") else ""
    yield f"{said}{pen.versus('批示次数', '次')}{done}。"
    leaders = pen.account.corpus.leaders
    ranks = pen.account.corpus.office.ranks

    def weight(one: Endorsed) -> tuple[bool, int, int]:
        leader = leaders[one.fact.leader]
        rank = ranks.index(leader.rank) if leader.rank in ranks else len(ranks)
        return not one.fact.praise, tuple(Level).index(leader.level), rank

    told = sorted(endorsed, key=weight)[:_NAMED]
    end = "。" if len(told) == len(endorsed) else "；其余见附件。"
    yield "；".join(_endorsement(one) for one in told) + end


def _endorsement(one: Endorsed) -> str:
    units = listed([words(share.unit) for share in one.item.units])
    how = "作出肯定性批示" if one.fact.praise else "作出批示"
    day = f"{one.fact.date.month}月{one.fact.date.day}日"
    said = f"{day}，{words(one.fact.leader)}对{units}《{words(one.item.title)}》{how}"
    text = " ".join((one.fact.text or "").split())
    if not text:
        return said
    quoted = text if len(text) <= _QUOTED else f"{text[:_QUOTED]}……"
    inner = quoted.rstrip("。").translate(_INNER_QUOTES)
    return f"{said}：“{words(inner)}”"


# --- 约稿和任务 -----------------------------------------------------------------------------------


def _work(pen: Pen) -> Iterator[str]:
    for kind in _KINDS:
        asked = [one for one in pen.account.events.asked if one.assignment.kind is kind]
        if asked:
            yield _of_kind(pen, kind, asked)


def _of_kind(pen: Pen, kind: AssignmentKind, asked: Sequence[Asked]) -> str:
    name = kind.label
    said = (
        f"{this(pen.period)}到期的{name}有{pen(f'{name}.期数')}项，"
        f"应报{pen(f'{name}.应报')}件次"
    )
    counts = []
    for outcome in Outcome:
        if pen.has(f"{name}.{outcome.label}"):
            verb = "按时完成" if outcome is Outcome.ON_TIME else outcome.label
            counts.append(f"{verb}{pen(f'{name}.{outcome.label}')}件次")
    said += f"，{listed(counts)}。"
    for outcome in (Outcome.LATE, Outcome.MISSING):
        who = [one for one in asked if one.outcome is outcome]
        if who:
            said += f"{outcome.label}的单位：{_by_assignment(who)}。"
    return said


def _by_assignment(asked: Sequence[Asked]) -> str:
    """Return the units of each assignment, with its title."""
    units: dict[str, list[str]] = {}
    for one in asked[: _NAMED * 2]:
        units.setdefault(one.assignment.title, []).append(words(one.unit))
    return "；".join(f"{listed(held)}（{words(title)}）" for title, held in units.items())


# --- 表彰 ----------------------------------------------------------------------------------------


def _honours(pen: Pen) -> Iterator[str]:
    """Yield one sentence for each honour, the groups in their order."""
    held: dict[tuple[str, str], list[str]] = {}
    people = pen.account.corpus.people
    for honour in pen.account.honours:
        if honour.award is not None:
            person = people.get(honour.to)
            name = f"{person.unit}{person.name}" if person else honour.to
            held.setdefault((honour.name, honour.award.clause), []).append(words(name))
    for (name, clause), to in held.items():
        yield f"依据{words(clause)}，授予{listed(list(dict.fromkeys(to)))}“{words(name)}”。"


# --- 存在的问题 -----------------------------------------------------------------------------------


def _problems(pen: Pen) -> Iterator[str]:
    yield from _silent(pen)
    yield from _short(pen)
    yield from _verdicts(pen)
    yield from _faults(pen)
    yield from _actions(pen)


def _rows_by_group(
    pen: Pen, wanted: Callable[[Standing], bool]
) -> Iterator[tuple[str | None, list[str]]]:
    for table in pen.account.events.tables:
        names = [
            words(row.subject)
            for other, row in pen.account.events.ranked
            if other is table and wanted(row)
        ]
        if names:
            yield table.key.group, names


def _silent(pen: Pen) -> Iterator[str]:
    said = []
    for group, names in _rows_by_group(pen, lambda row: row.tally.silent):
        head = f"{words(group)}{pen(f'零报送.{group}')}个" if group else ""
        more = "等" if len(names) > _NAMED else ""
        said.append(f"{head}（{listed(names[:_NAMED])}{more}）")
    if said:
        mark = "，" if pen.account.events.tables[0].key.group else ""
        yield f"零报送：{pen('零报送单位数')}个单位没有报送信息{mark}{listed(said)}。"


def _short(pen: Pen) -> Iterator[str]:
    short = {state.subject for state in pen.account.events.short}
    said = []
    for group, names in _rows_by_group(pen, lambda row: row.subject in short):
        more = "等" if len(names) > _NAMED else ""
        said.append(f"{words(group) + '有' if group else ''}{listed(names[:_NAMED])}{more}")
    if said:
        yield f"定额：{pen('定额未完成单位数')}个单位没有完成定额，{'；'.join(said)}。"


def _verdicts(pen: Pen) -> Iterator[str]:
    by_verdict: dict[str, list[str]] = {}
    clauses: dict[str, str] = {}
    for table, row in pen.account.events.ranked:
        for verdict in row.verdicts:
            by_verdict.setdefault(verdict, []).append(words(row.subject))
            for mark in table.rulebook.pass_marks:
                if mark.verdict == verdict:
                    clauses.setdefault(verdict, f"《{words(table.rulebook.name)}》{mark.clause}")
    for verdict, units in by_verdict.items():
        yield f"{verdict}：依据{words(clauses[verdict])}，对{listed(units)}{words(verdict)}。"


def _faults(pen: Pen) -> Iterator[str]:
    faults = pen.account.events.faults
    if not faults:
        return
    kinds = [kind for kind in FaultKind if pen.has(f"差错.{kind.label}")]
    units = list(dict.fromkeys(words(unit) for one in faults for unit in one.units))
    said = f"差错：登记差错{pen('差错件数')}件"
    if len(kinds) == 1:
        every = "为" if len(faults) == 1 else "都是"
        said += f"，{every}{kinds[0].label}" if kinds[0] is not FaultKind.ERROR else ""
    else:
        counts = [
            f"{'一般' if kind is FaultKind.ERROR else ''}{kind.label}{pen(f'差错.{kind.label}')}件"
            for kind in kinds
        ]
        said += f"，其中{listed(counts)}"
    more = "等" if len(units) > _NAMED else ""
    yield f"{said}，涉及{listed(units[:_NAMED])}{more}。" if units else f"{said}。"


def _actions(pen: Pen) -> Iterator[str]:
    actions = pen.account.events.actions
    if not actions:
        return
    told = []
    for one in actions[:_NAMED]:
        day = f"{one.date.month}月{one.date.day}日"
        told.append(f"{day}对{words(one.unit)}{one.kind.label}（{words(one.reason).rstrip('。')}）")
    yield f"问责：{this(pen.period)}问责督导{pen('问责次数')}次，{'；'.join(told)}。"


def _alerts(pen: Pen, alerts: Sequence[Alert]) -> Iterator[str]:
    """Yield the graver alerts by rule, in a notice that comes before the next period is over."""
    day = pen.account.events.day
    if day > pen.period.following().end:
        return
    said = []
    for colour in (Colour.RED, Colour.YELLOW):
        units: dict[str, list[str]] = {}
        for one in alerts:
            if one.colour is colour and one.person is None:
                units.setdefault(one.rule.name, []).append(words(one.unit))
        for rule, held in units.items():
            names = list(dict.fromkeys(held))
            more = "等" if len(names) > _NAMED else ""
            said.append(f"{colour.label}色“{words(rule)}”有{listed(names[:_NAMED])}{more}")
    if said:
        yield f"预警：截至{day.month}月{day.day}日，{'；'.join(said)}。"


# --- 更正事项 -------------------------------------------------------------------------------------


def _corrections(pen: Pen) -> Iterator[str]:
    account = pen.account
    notices = {notice.id: notice for notice in account.corpus.notices}
    for one in account.carried:
        notice = notices.get(one.notice)
        title = one.notice if notice is None else notice.title or notice.period.label
        units = [
            f"{words(each.unit)}得分由{shown(each.before)}更正为{shown(each.after)}"
            for each in one.differences
        ]
        effect = f"，{'；'.join(units)}" if units else ""
        yield f"《{words(title)}》印发后，{words(one.reason).rstrip('。')}{effect}。"
