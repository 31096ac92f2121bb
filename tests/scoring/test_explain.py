"""Sentences: what a reader sees beside every number."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from scoring.conditions import Counting, Fixed, Judged, Multiple, PerLength, Section
from scoring.explain import sentence
from scoring.findings import Source
from scoring.model import Corpus, Forwarding
from scoring.period_rules import Base, Limit, Measured, Quota, RateRule
from scoring.periods import PeriodKind
from scoring.rulebook import ScoreTable
from scoring.rules import (
    AssignmentRule,
    Credit,
    EndorsementRule,
    FaultRule,
    ForwardingRule,
    JudgementRule,
    Multiplier,
    SubmissionRule,
)
from scoring.vocabulary import AssignmentKind, FaultKind, Level
from tests.scoring.engine_office import (
    adopted,
    assignment,
    endorsed,
    fault,
    item,
    judgement,
    office,
    on,
    pays,
    place,
    rulebook,
    scored,
    when,
)

JINZHONG = "晋中市局"
LI, WANG = "晋中市局/li", "晋中市局/wang"


def told(corpus: Corpus, as_of: str = "12-31") -> list[str]:
    return [sentence(entry, corpus) for entry in scored(corpus, on(as_of)).entries]


def adoption(**changes: Any) -> Any:
    return item("a", "3-1", JINZHONG, adopted("晋政信息", "3-2", issue="第31期", form="单篇"),
                **changes)


def test_an_adoption() -> None:
    assert told(office(rulebook(), adoption())) == [
        "《晋政信息》第31期单篇采用，依〔2026〕3号第五条（二）记10分。",
    ]


def test_a_joint_adoption_and_its_authors() -> None:
    facts = item("a", "3-1", (JINZHONG, "大同市局", "太谷县局"),
                 adopted("晋政信息", "3-2", issue="第31期", form="单篇"), authors=(LI, WANG))
    assert told(office(rulebook(), facts))[2:4] == [
        f"《晋政信息》第31期单篇采用，依〔2026〕3号第五条（二）记10分；{part}。"
        for part in (
            "三家联合平分，本单位记10/3分",
            "三家联合平分，本单位记10/3分；两名作者平分，本人记5/3分",
        )
    ]


def test_money_beside_points() -> None:
    book = rulebook(pays("第三条", 25), measure="元")
    assert told(office(book, adoption())) == [
        "《晋政信息》第31期单篇采用，依〔2026〕3号第三条记25元。",
    ]


def test_an_adoption_without_a_rule() -> None:
    book = rulebook(pays("第五条", 10, forms="综合"))
    assert told(office(book, adoption())) == [
        "《晋政信息》第31期单篇采用，〔2026〕3号没有适用条款，不计分。",
    ]


def test_the_loser_of_highest_only() -> None:
    facts = item("a", "3-1", JINZHONG, adopted("晋中信息", "3-2"), adopted("晋政信息", "3-3"))
    assert told(office(rulebook(several_adoptions=Counting.HIGHEST), facts))[0] == (
        "《晋中信息》采用，依〔2026〕3号第五条（三）不计分；"
        "同一信息取最高，已计《晋政信息》，此项不重复计。"
    )


def test_values_say_how_they_came_about() -> None:
    table = ScoreTable(place(), "省级计分表", "省办", {}, {Level.PROVINCIAL: Decimal(10)})
    book = rulebook(
        pays("甲", Multiple(Fraction(2), "省级计分表"), forms="单篇"),
        pays("乙", PerLength(Decimal(5), 100), forms="综合"),
        pays("丙", Judged(Decimal(1), Decimal(5))),
        tables=(table,),
    )
    facts = item(
        "a", "3-1", JINZHONG, adopted("晋政信息", "3-2", form="单篇"),
        adopted("晋政信息", "3-3", form="综合"), adopted("晋政信息", "3-4"), length=250,
    )
    corpus = office(book, facts, judgements=(judgement("丙", 4, "3-9", item="a"),))
    assert told(corpus) == [
        "《晋政信息》单篇采用，依〔2026〕3号甲，《省级计分表》10分的2倍，记20分。",
        "《晋政信息》综合采用，依〔2026〕3号乙，250字，每满100字记5分，共记10分。",
        "《晋政信息》采用，依〔2026〕3号丙，裁量范围1至5分，记4分（成效明显）。",
    ]


def test_factors_and_credit() -> None:
    book = rulebook(
        multipliers=(Multiplier(source=place(), clause="第七条", factor=Fraction(1, 2),
                                section=Section.ADOPTION),),
        credits=(Credit(source=place(), clause="第九条", units=frozenset({JINZHONG}), to="省局"),),
    )
    assert told(office(book, adoption())) == [
        f"《晋政信息》第31期单篇采用，依〔2026〕3号{part}；依第九条由晋中市局转入。"
        for part in ("第五条（二）记10分", "第七条，系数0.5，减记5分")
    ]


def test_sending_and_forwarding() -> None:
    book = rulebook(
        submissions=(SubmissionRule(source=place(), clause="甲", when=when(),
                                    value=Fixed(Decimal(1))),),
        forwardings=(ForwardingRule(source=place(), clause="乙", when=when(),
                                    value=Fixed(Decimal(2))),),
    )
    up = (Forwarding(Source("x", 9), Level.PROVINCIAL, on("3-5")),)
    assert told(office(book, item("a", "3-1", JINZHONG, forwardings=up))) == [
        "2026年3月1日报送，依〔2026〕3号甲记1分。",
        "2026年3月5日选报省级，依〔2026〕3号乙记2分。",
    ]


def test_endorsements() -> None:
    book = rulebook(endorsements=(
        EndorsementRule(source=place(), clause="第六条（一）", doubling=Fraction(2), praise=True),
        EndorsementRule(source=place(), clause="第六条（二）", value=Fixed(Decimal(8))),
    ))
    facts = item("a", "3-1", JINZHONG, adopted("晋政信息", "3-2"),
                 endorsed("省长", "3-9", praise=True),
                 endorsed("市长", "4-1", publication="晋中信息"))
    assert told(office(book, facts))[1:] == [
        "省长2026年3月9日肯定性批示，依〔2026〕3号第六条（一），采用已记10分，加倍（2倍）加记10分。",
        "市长2026年4月1日在《晋中信息》上批示，依〔2026〕3号第六条（二）记8分。",
    ]


def test_assignments_faults_and_judgements() -> None:
    book = rulebook(
        assignments=(AssignmentRule(source=place(), clause="第十条", missing=Decimal(-10),
                                    kinds=frozenset({AssignmentKind.COMMISSION})),),
        faults=(FaultRule(source=place(), clause="第十一条", kinds=frozenset({FaultKind.LATE}),
                          points=Decimal(-2), charged=PeriodKind.YEAR, veto=True),),
        judgements=(JudgementRule(source=place(), clause="第十二条", low=Decimal(1),
                                  high=Decimal(5)),),
    )
    task = assignment("专报约稿", "3-10", JINZHONG)
    corpus = office(
        book, assignments={task.id: task},
        faults=(fault(FaultKind.LATE, "3-20", JINZHONG, note="台风灾情"),),
        judgements=(judgement("第十二条", 3, "4-1", JINZHONG),),
    )
    assert told(corpus) == [
        "约稿《专报约稿》到期未完成，依〔2026〕3号第十条扣10分。",
        "2026年3月20日迟报（台风灾情），依〔2026〕3号第十一条扣2分；计入年度得分；取消评先资格。",
        "2026年4月1日裁量（成效明显），依〔2026〕3号第十二条，裁量范围1至5分，记3分。",
    ]


def test_a_cancelled_item() -> None:
    book = rulebook(faults=(FaultRule(source=place(), clause="第十一条", cancels_item=True,
                                      kinds=frozenset({FaultKind.FALSE})),))
    corpus = office(book, adoption(faults=(fault(FaultKind.FALSE, "5-6"),)))
    assert told(corpus)[1:] == [
        "因失实作废该件，冲销2026年3月2日记10分，依〔2026〕3号第十一条扣10分。",
        "2026年5月6日失实，依〔2026〕3号第十一条不另扣分；作废该件得分。",
    ]


def test_whole_periods() -> None:
    book = rulebook(
        quotas=(Quota(source=place(), clause="第八条", period=PeriodKind.MONTH,
                      measured=Measured.SENT, required={JINZHONG: Decimal(3)},
                      each_short=Decimal(-1), short_floor=Decimal(-1)),),
        rates=(RateRule(source=place(), clause="第十二条", period=PeriodKind.MONTH,
                        points=Decimal(2), at_least=Fraction(3, 10), groups=frozenset({"市局"})),),
        bases=(Base(source=place(), clause="第四条", period=PeriodKind.MONTH, points=Decimal(6),
                    groups=frozenset({"市局"})),),
        limits=(Limit(source=place(), clause="第十三条", period=PeriodKind.MONTH,
                      cap=Decimal(12)),),
    )
    corpus = office(book, adoption())
    about = [line for line in told(corpus, "3-31") if line.startswith("2026年3月")]
    assert about == [
        "2026年3月基础分，依〔2026〕3号第四条记6分。",
        "2026年3月报送定额3条，完成1条，依〔2026〕3号第八条，缺2条，每条扣1分，最多扣1分，扣1分。",
        "2026年3月报送1条、采用1条，采用率100%，依〔2026〕3号第十二条，不低于30%，记2分。",
        "2026年3月基础分，依〔2026〕3号第四条记6分。",
        "2026年3月得分17分，上限12分，依〔2026〕3号第十三条，减记5分。",
    ]


def test_a_cleared_year() -> None:
    rule = FaultRule(source=place(), clause="第十一条", kinds=frozenset({FaultKind.CONCEALED}),
                     clears=PeriodKind.YEAR)
    corpus = office(rulebook(faults=(rule,)), adoption(),
                    faults=(fault(FaultKind.CONCEALED, "5-6", JINZHONG),))
    assert told(corpus)[-1] == (
        "2026年5月6日瞒报，2026年得分清零（原为10分），依〔2026〕3号第十一条，减记10分。"
    )
