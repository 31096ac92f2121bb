"""约稿和任务 as tables: what was asked of whom, what came of it, and how it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple

from scoring.assignments.board import Light, State, Status, board
from scoring.assignments.facts import Answer, Assignment, Clearance
from scoring.vocabulary import AssignmentKind
from site_builder.exports.columns import (
    OFFICE,
    Child,
    Column,
    Part,
    Table,
    day,
    flag,
    integer,
    maybe,
    parts,
    text,
    word,
    written_at,
)
from site_builder.snapshot import Snapshot

ASSIGNMENTS = Table[Snapshot, Assignment](
    "assignments",
    "约稿和任务",
    "约稿、选题、任务、督办、整改、建言、请示、揭榜。",
    ("office", "id"),
    (
        OFFICE,
        text("id", "编号，即文件名", lambda asked: asked.id),
        word("kind", "种类", AssignmentKind, lambda asked: asked.kind),
        maybe("category", "类名", lambda asked: asked.category),
        text("title", "标题", lambda asked: asked.title),
        text("issuer", "下达单位或下达人的编号", lambda asked: asked.issuer),
        day("issued", "下达日期", lambda asked: asked.issued),
        day("due", "期限；延期另有一表", lambda asked: asked.due),
        flag("public", "是否公开揭榜", lambda asked: asked.public),
        maybe("requirements", "要求", lambda asked: asked.requirements),
        maybe("measures", "措施", lambda asked: asked.measures),
        maybe("problem", "要整改的问题", lambda asked: asked.problem),
        written_at(lambda asked: asked.source),
    ),
    lambda snapshot: snapshot.corpus.assignments.values(),
)


def _listed(
    name: str,
    title: str,
    doc: str,
    children: Callable[[Assignment], Iterable[Child]],
    *columns: Column[Part[Assignment, Child]],
) -> Table[Snapshot, Part[Assignment, Child]]:
    """Return the table of a list that each assignment has."""
    own: tuple[Column[Any], ...] = (
        OFFICE,
        text("assignment", "约稿或任务的编号", lambda part: str(part.parent.id)),
        integer("place", "第几个", lambda part: int(part.place)),
    )
    return Table(
        name,
        title,
        doc,
        ("office", "assignment", "place"),
        (*own, *columns),
        lambda snapshot: parts(snapshot.corpus.assignments.values(), children),
    )


ASSIGNMENT_UNITS = _listed(
    "assignment_units",
    "约稿和任务的承办单位",
    "一行一个单位；按类别下达的、揭榜的都已写成单位。",
    lambda asked: asked.units,
    text("unit", "承办单位", lambda part: part.value),
)
ASSIGNMENT_GROUPS = _listed(
    "assignment_groups",
    "约稿和任务的承办类别",
    "整类下达的，一行一个类别。",
    lambda asked: asked.groups,
    text("group_name", "类别", lambda part: part.value),
)
ASSIGNMENT_PEOPLE = _listed(
    "assignment_people",
    "约稿和任务的责任人",
    "一行一人。",
    lambda asked: asked.people,
    text("person", "人员编号", lambda part: part.value),
)
CLAIMS = _listed(
    "assignment_claims",
    "揭榜",
    "一次揭榜一行。",
    lambda asked: asked.claims,
    text("unit", "揭榜单位", lambda part: part.value.unit),
    day("date", "揭榜日期", lambda part: part.value.date),
    written_at(lambda part: part.value.source),
)
PROGRESS = _listed(
    "assignment_progress",
    "约稿和任务的进度",
    "办结以前报的进度，一次一行。",
    lambda asked: asked.progress,
    text("unit", "单位", lambda part: part.value.unit),
    day("date", "日期", lambda part: part.value.date),
    text("note", "进展", lambda part: part.value.note),
    integer("percent", "完成百分之几", lambda part: part.value.percent, nullable=True),
    written_at(lambda part: part.value.source),
)
EXTENSIONS = _listed(
    "assignment_extensions",
    "约稿和任务的延期",
    "下达人同意的延期，一次一行。",
    lambda asked: asked.extensions,
    maybe("unit", "单位；空缺为全部承办单位", lambda part: part.value.unit),
    day("until", "延到哪天", lambda part: part.value.until),
    day("date", "同意的日期", lambda part: part.value.date),
    text("reason", "理由", lambda part: part.value.reason),
    written_at(lambda part: part.value.source),
)
ANSWERS = _listed(
    "answers",
    "约稿和任务的答复",
    "一次答复一行；晚于期限的即迟报。",
    lambda asked: asked.answers,
    text("unit", "答复单位", lambda part: part.value.unit),
    day("date", "答复日期", lambda part: part.value.date),
    maybe("item", "答复的信息编号", lambda part: part.value.item),
    maybe("note", "说明，不以信息答复的才有", lambda part: part.value.note),
    written_at(lambda part: part.value.source),
)
CLEARANCES = _listed(
    "assignment_clearances",
    "约稿和任务的销号",
    "下达人核实后销号，一次一行。",
    lambda asked: asked.cleared,
    text("unit", "单位", lambda part: part.value.unit),
    day("date", "销号日期", lambda part: part.value.date),
    text("person", "销号人的编号", lambda part: part.value.person),
    maybe("note", "说明", lambda part: part.value.note),
    written_at(lambda part: part.value.source),
)


class Stand(NamedTuple):
    """A state of the board with its number."""

    number: int
    state: State


STATES = Table[Snapshot, Stand](
    "assignment_states",
    "挂图作战",
    "截止日各单位办得怎样，由登记算出；还没有下达的不在内。",
    ("office", "number"),
    (
        OFFICE,
        integer("number", "序号，红、黄、蓝、绿，再按期限", lambda stand: stand.number),
        text("assignment", "约稿或任务的编号", lambda stand: stand.state.assignment),
        maybe("unit", "承办单位；空缺为无人揭榜", lambda stand: stand.state.unit),
        word("kind", "种类", AssignmentKind, lambda stand: stand.state.kind),
        word("light", "灯", Light, lambda stand: stand.state.light),
        word("status", "办理情况", Status, lambda stand: stand.state.status),
        text("reason", "为什么", lambda stand: stand.state.reason),
        maybe("clears", "怎样变绿；办结的空缺", lambda stand: stand.state.clears or None),
        day("due", "期限，连同延期", lambda stand: stand.state.due),
        day("answered", "第一次有效答复的日期", lambda stand: _date(stand.state.answered),
            nullable=True),
        day("cleared", "销号日期", lambda stand: _date(stand.state.cleared), nullable=True),
        integer("overdue_days", "逾期天数，按期为 0", lambda stand: stand.state.overdue_days),
        integer("working_days_left", "还剩几个工作日，到期、办结为 0",
                lambda stand: stand.state.working_days_left),
        integer("recurrences", "同一问题回潮几次", lambda stand: len(stand.state.recurrence)),
    ),
    lambda snapshot: (
        Stand(number, state)
        for number, state in enumerate(board(snapshot.corpus, snapshot.as_of), 1)
    ),
)  # fmt: skip


def _date(event: Answer | Clearance | None) -> date | None:
    return None if event is None else event.date


OF_ASSIGNMENTS: tuple[Table[Snapshot, Any], ...] = (
    ASSIGNMENTS,
    ASSIGNMENT_UNITS,
    ASSIGNMENT_GROUPS,
    ASSIGNMENT_PEOPLE,
    CLAIMS,
    PROGRESS,
    EXTENSIONS,
    ANSWERS,
    CLEARANCES,
)
BOARD: tuple[Table[Snapshot, Any], ...] = (STATES,)
