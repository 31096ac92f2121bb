"""What came of things as tables: feedback and conversions of endorsements, alerts, actions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from scoring.alerts.alert import Alert
from scoring.alerts.facts import Action, ActionKind, AlertRule, Colour, Watch
from scoring.alerts.words import said
from scoring.model import Conversion, Endorsement, Feedback
from scoring.periods import PeriodKind
from site_builder.exports.columns import (
    OFFICE,
    Column,
    Table,
    day,
    integer,
    maybe,
    text,
    word,
    written_at,
)
from site_builder.snapshot import Snapshot


class Came(NamedTuple):
    """What came of an endorsement: which of the item's, and which of its own."""

    item: str
    endorsement: int
    place: int
    value: Any


def _came(of: Callable[[Endorsement], Iterable[Any]]) -> Callable[[Snapshot], Iterator[Came]]:
    def records(snapshot: Snapshot) -> Iterator[Came]:
        for item in snapshot.corpus.items.values():
            for number, endorsement in enumerate(item.endorsements, 1):
                for place, value in enumerate(of(endorsement), 1):
                    yield Came(item.id, number, place, value)

    return records


_KEY = ("office", "item", "endorsement", "place")


def _of_endorsement() -> tuple[Column[Came], ...]:
    return (
        OFFICE,
        text("item", "信息编号", lambda came: came.item),
        integer("endorsement", "该信息的第几次批示", lambda came: came.endorsement),
        integer("place", "第几个", lambda came: came.place),
    )


def _feedback(came: Came) -> Feedback:
    fact: Feedback = came.value
    return fact


def _conversion(came: Came) -> Conversion:
    fact: Conversion = came.value
    return fact


FEEDBACK = Table[Snapshot, Came](
    "feedback",
    "批示的落实反馈",
    "一次反馈一行。",
    _KEY,
    (
        *_of_endorsement(),
        day("date", "反馈日期", lambda came: _feedback(came).date),
        text("content", "落实的情况", lambda came: _feedback(came).text),
        written_at(lambda came: _feedback(came).source),
    ),
    _came(lambda endorsement: endorsement.feedback),
)

RESULTS = Table[Snapshot, Came](
    "endorsement_conversions",
    "批示的成果转化",
    "批示落实后转化成的制度文件、示范点等；案例的转化另有一表。",
    _KEY,
    (
        *_of_endorsement(),
        text("kind", "种类", lambda came: _conversion(came).kind),
        text("title", "名称", lambda came: _conversion(came).title),
        day("date", "日期", lambda came: _conversion(came).date),
    ),
    _came(lambda endorsement: endorsement.conversions),
)


class Ruled(NamedTuple):
    """An alert rule with its number."""

    number: int
    rule: AlertRule


ALERT_RULES = Table[Snapshot, Ruled](
    "alert_rules",
    "预警规则",
    "一条规则一行，条件写成一句话。",
    ("office", "number"),
    (
        OFFICE,
        integer("number", "序号", lambda record: record.number),
        text("name", "名称", lambda record: record.rule.name),
        word("watch", "看什么", Watch, lambda record: record.rule.watch),
        word("colour", "等级", Colour, lambda record: record.rule.colour),
        word("period", "期", PeriodKind, lambda record: record.rule.period, nullable=True),
        text("condition", "条件", lambda record: said(record.rule)),
        maybe("clause", "依据", lambda record: record.rule.clause),
        word("proposes", "建议", ActionKind, lambda record: record.rule.proposes, nullable=True),
        written_at(lambda record: record.rule.source),
    ),
    lambda snapshot: (
        Ruled(number, rule) for number, rule in enumerate(snapshot.corpus.alert_rules, 1)
    ),
)


class Alarm(NamedTuple):
    """An alert with its number."""

    number: int
    alert: Alert


ALERTS = Table[Snapshot, Alarm](
    "alerts",
    "预警",
    "截止日亮着的预警，由规则算出。",
    ("office", "number"),
    (
        OFFICE,
        integer("number", "序号，红在前", lambda record: record.number),
        text("rule", "规则的名称", lambda record: record.alert.rule.name),
        word("colour", "等级", Colour, lambda record: record.alert.colour),
        text("unit", "单位", lambda record: record.alert.unit),
        maybe("person", "人员编号，个人定额才有", lambda record: record.alert.person),
        day("since", "从哪天起", lambda record: record.alert.since),
        text("why", "为什么", lambda record: record.alert.why),
        text("clears", "怎样解除", lambda record: record.alert.clears),
    ),
    lambda snapshot: (Alarm(number, alert) for number, alert in enumerate(snapshot.alerts, 1)),
)


class Done(NamedTuple):
    """An action with its number."""

    number: int
    action: Action


ACTIONS = Table[Snapshot, Done](
    "actions",
    "问责登记",
    "约谈、通报批评、督促整改、挂牌督导。",
    ("office", "number"),
    (
        OFFICE,
        integer("number", "序号", lambda record: record.number),
        word("kind", "种类", ActionKind, lambda record: record.action.kind),
        text("unit", "单位", lambda record: record.action.unit),
        day("date", "日期", lambda record: record.action.date),
        text("person", "决定人的编号", lambda record: record.action.person),
        text("reason", "理由", lambda record: record.action.reason),
        maybe("rule", "依据的预警规则", lambda record: record.action.rule),
        day("ended", "解除日期", lambda record: record.action.ended, nullable=True),
        maybe("document", "文号", lambda record: record.action.document),
        written_at(lambda record: record.action.source),
    ),
    lambda snapshot: (
        Done(number, action) for number, action in enumerate(snapshot.corpus.actions, 1)
    ),
)

OUTCOMES: tuple[Table[Snapshot, Any], ...] = (FEEDBACK, RESULTS, ALERT_RULES, ACTIONS)
ALARMS: tuple[Table[Snapshot, Any], ...] = (ALERTS,)
