"""A small office, built by hand: hostile titles, a joint item, a tie, a renamed unit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from scoring.assignments.facts import Answer, Assignment
from scoring.conditions import Condition, Fixed
from scoring.findings import Source
from scoring.model import (
    Adoption,
    Conversion,
    Corpus,
    Endorsement,
    Fault,
    GrantedHonour,
    Item,
    Judgement,
    Leader,
    Lineage,
    Nomination,
    Office,
    Person,
    Publication,
    Record,
    Share,
    Unit,
)
from scoring.period_rules import Measured, Quota
from scoring.periods import PeriodKind
from scoring.rulebook import Rulebook
from scoring.rules import AdoptionRule, EndorsementRule
from scoring.vocabulary import AssignmentKind, CaseStatus, Employment, FaultKind, Level, LineageKind

HOSTILE = (
    "**x** <script>alert(1)</script>",
    "[a](javascript:1) | a | b |",
    "x {: onclick=alert(1)} {#top}",
    '# 1. `x` *y* _z_ ![i](data:x) &amp; \\ ~~q~~ --8<-- "f"',
)
"""Titles of items that every page must show as they are written."""

AS_OF = date(2026, 9, 20)
BOOK = Source("content/rulebooks/2026.md", 2)
SINGLE = AdoptionRule(
    source=Source(BOOK.path, 10),
    clause="第五条（二）",
    when=Condition(levels=frozenset({Level.PROVINCIAL})),
    value=Fixed(Decimal(10)),
)
UNUSED = AdoptionRule(
    source=Source(BOOK.path, 11),
    clause="第五条（三）",
    when=Condition(levels=frozenset({Level.NATIONAL})),
    value=Fixed(Decimal(30)),
)
PRAISE = EndorsementRule(
    source=Source(BOOK.path, 14), clause="第六条", praise=True, doubling=Fraction(2)
)
MONTHLY = Quota(
    source=Source(BOOK.path, 16),
    clause="第八条",
    period=PeriodKind.MONTH,
    measured=Measured.SENT,
    required={"市局": Decimal(3)},
)
RULEBOOK = Rulebook(
    source=BOOK,
    id="2026",
    version="0123456789ab",
    name="政务信息工作考核计分办法",
    number="〔2026〕3号",
    effective=date(2026, 1, 1),
    adoptions=(SINGLE, UNUSED),
    endorsements=(PRAISE,),
    quotas=(MONTHLY,),
)


def _path(day: date, stem: str) -> str:
    return f"content/items/{day:%Y/%m}/{stem}.md"


def _item(day: date, name: str, title: str, **fields: object) -> Item:
    stem = f"{day:%Y%m%d}-{name}"
    source = Source(_path(day, stem))
    return Item(stem, source, title, day, **{"length": 12, **fields})  # type: ignore[arg-type]


def _adopted(item: Item, line: int, day: date, publication: str = "晋政信息") -> Item:
    fact = Adoption(Source(item.source.path, line), publication, day, "第31期", "单篇")
    return replace(item, adoptions=(*item.adoptions, fact))


def _items() -> dict[str, Item]:
    first = _adopted(
        _item(
            date(2026, 8, 12),
            "税务新机构",
            "税务新机构挂牌成立情况报告",
            units=(Share("太原市局"),),
            authors=("太原市局/wang",),
            outside_authors=("新华社记者",),
            kind="经验",
            level=Level.PROVINCIAL,
            tags=("机构改革", "a/b"),
            commission="20260801-约稿",
            case=Nomination(
                Source("content/items/2026/08/20260812-税务新机构.md", 30),
                "智慧绩效",
                CaseStatus.SELECTED,
                2026,
                "十佳",
                (Conversion("制度文件", "挂牌工作规程", date(2026, 9, 1)),),
            ),
        ),
        12,
        date(2026, 8, 20),
    )
    joint = _adopted(
        _item(
            date(2026, 9, 2),
            "联合",
            "两局联合开展 <b>跨区</b> 帮扶",
            units=(Share("太原市局", Fraction(1, 3)), Share("大同市局", Fraction(2, 3))),
            sources=(first.id,),
            judgements=(
                Judgement(
                    Source("content/items/2026/09/20260902-联合.md", 25),
                    "第七条",
                    Decimal(2),
                    "质量突出",
                    date(2026, 9, 6),
                ),
            ),
        ),
        10,
        date(2026, 9, 5),
    )
    praised = replace(
        _adopted(
            _item(date(2026, 9, 3), "环境", "优化生态环境", units=(Share("大同市局"),)),
            9,
            date(2026, 9, 8),
        ),
        endorsements=(
            Endorsement(
                Source("content/items/2026/09/20260903-环境.md", 15),
                "省长",
                date(2026, 9, 10),
                True,
                "晋政信息",
                "很好。\n\n<img src=x onerror=alert(1)> 请各地借鉴。",
            ),
        ),
    )
    hostile = [
        _item(
            date(2026, 9, 10 + number),
            f"标题{number}",
            title,
            units=(Share("太原市局"),),
            tags=(title,),
        )
        for number, title in enumerate(HOSTILE)
    ]
    return {item.id: item for item in (first, joint, praised, *hostile)}


def make_corpus() -> Corpus:
    """Return the facts of the small office."""
    registry = "content/registry/units.yml"
    units = (
        Unit("省局", Source(registry, 1), level=Level.PROVINCIAL),
        Unit(
            "太原市局",
            Source(registry, 4),
            "省局",
            "市局",
            headcount=30,
            conditions=("有考核办法",),
        ),
        Unit("大同市局", Source(registry, 8), "省局", "市局"),
        Unit(
            "大同地税局",
            Source(registry, 12),
            "省局",
            "市局",
            valid_to=date(2018, 7, 5),
            lineage=Lineage(LineageKind.RENAMED, "大同市局", date(2018, 7, 5)),
        ),
    )
    people = "content/registry/people.yml"
    persons = (
        Person(
            "太原市局/wang",
            Source(people, 1),
            "王建国",
            "太原市局",
            ("信息员",),
            Employment.FULL_TIME,
            records=(Record(Source(people, 6), "培训", "信息写作班", date(2026, 5, 4)),),
        ),
        Person("大同市局/li_na", Source(people, 9), "李娜", "大同市局", ("办公室主任",)),
    )
    items = _items()
    return Corpus(
        Office(Source("content/registry/office.yml"), "示例省局", "春水", groups=("市局",)),
        {unit.id: unit for unit in units},
        {person.id: person for person in persons},
        {
            name: Publication(
                name, Source("content/registry/publications.yml", line), level, "省政府办公厅"
            )
            for name, line, level in (
                ("晋政信息", 1, Level.PROVINCIAL),
                ("税务总局简报", 5, Level.NATIONAL),
            )
        },
        {
            "省长": Leader(
                "省长", Source("content/registry/leaders.yml", 1), Level.PROVINCIAL, "主要领导"
            )
        },
        items,
        {
            "20260801-约稿": Assignment(
                "20260801-约稿",
                Source("content/assignments/2026/20260801-约稿.md"),
                AssignmentKind.COMMISSION,
                "机构改革专题约稿",
                "省局",
                ("太原市局", "大同市局"),
                date(2026, 8, 1),
                date(2026, 8, 15),
                answers=(
                    Answer(
                        Source("content/assignments/2026/20260801-约稿.md", 9),
                        "太原市局",
                        date(2026, 8, 12),
                        "20260812-税务新机构",
                    ),
                ),
            )
        },
        (
            Fault(
                Source("content/faults/2026.yml", 1),
                FaultKind.LATE,
                AS_OF,
                "大同市局",
                note="迟两日",
            ),
        ),
        (
            Judgement(
                Source("content/judgements/2026.yml", 1),
                "第七条",
                Decimal(1),
                "调研深入",
                AS_OF,
                "太原市局",
            ),
        ),
        (
            GrantedHonour(
                Source("content/honours/2018.yml", 1), "先进单位", 2017, "太原国税局", "省政府"
            ),
        ),
        (RULEBOOK,),
    )
