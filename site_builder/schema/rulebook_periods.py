"""Sections of a rulebook that look at a period: 定额、采用率、基础分、限额、折算、达标、表彰."""

from __future__ import annotations

from fractions import Fraction

from scoring.conditions import Joint, Section
from scoring.period_rules import (
    Award,
    Base,
    ConversionMethod,
    Criterion,
    Limit,
    Measured,
    PassMark,
    Quota,
    RateRule,
    ScaleConversion,
    Subject,
)
from site_builder.parsing.fields import Field, Given, Later, ListOf, MapOf, RecordType
from site_builder.parsing.references import Ref
from site_builder.parsing.scalars import Flag, Integer, Name, Number, OneWord, Rate, Text
from site_builder.schema.rulebook_words import (
    ADDITIONS,
    CLAUSE,
    DEDUCTIONS,
    GROUPS,
    OF_ADOPTION,
    ONE,
    PERIOD,
    POINTS,
    SCORED,
    cited,
    condition,
    names,
    optional_set,
    words,
)

_RANK_GROUPS = Field("类别", None, words(Text(40)), "单位的类别，或“分组”里的组", "县区")


def _quota(given: Given) -> Quota:
    return Quota(
        **cited(given),
        period=given["期"],
        measured=given["计"],
        required=given["要求"],
        when=condition(given),
        subject=given.get("对象", Subject.UNIT),
        tags=optional_set(given, "人员"),
        joint=given.get("联合", Joint.EACH),
        met=given.get("完成"),
        each_short=given.get("每缺"),
        short=given.get("未完成"),
        short_floor=given.get("扣分下限"),
        each_over=given.get("每超"),
        over_cap=given.get("加分上限"),
        parts=given.get("其中", ()),
    )


_REQUIRED = MapOf(Name(Ref.GROUP, Ref.UNIT), Number())
QUOTA: RecordType[Quota] = RecordType(
    "rulebook_quota",
    "定额",
    (
        *CLAUSE,
        PERIOD,
        Field("计", None, OneWord(Measured), "数什么", "报送", required=True),
        Field("要求", None, _REQUIRED, "各类别（或单位）要多少", "{县区: 15}", required=True),
        *OF_ADOPTION,
        Field("对象", None, OneWord(Subject), "单位（默认）或个人", "个人"),
        Field("人员", None, words(Text(40)), "只看带有这个标签的人员", "青年干部"),
        Field("联合", None, OneWord(Joint), "联合信息怎样算条数，默认各计", "平分"),
        Field("完成", None, Number(), "完成的记多少（正好也算完成）", "10"),
        Field("每缺", None, Number(), "每缺一条（一分）记多少，写负数", "-1"),
        Field("未完成", None, Number(), "没有完成的一次记多少，不论缺多少", "-5"),
        Field("扣分下限", None, Number(), "本行最多扣到多少，写负数", "-10"),
        Field("每超", None, Number(), "每超一条（一分）记多少", "1"),
        Field("加分上限", None, Number(), "超额加分的上限", "5"),
        Field(
            "其中",
            None,
            ListOf(Later("一组字段（定额）", lambda: QUOTA)),
            "定额之内的定额",
            "[{条款: 第八条, 期: 年, 计: 采用, 刊物: 晋中日报, 要求: {县区: 80}}]",
        ),
    ),
    _quota,
)


def _rate(given: Given) -> RateRule:
    return RateRule(
        **cited(given),
        period=given["期"],
        points=given["记分"],
        below=given.get("低于"),
        at_least=given.get("不低于"),
        groups=optional_set(given, "类别"),
    )


RATE = RecordType(
    "rulebook_rate",
    "采用率",
    (
        *CLAUSE,
        PERIOD,
        Field("低于", None, Rate(high=Fraction(1)), "采用率低于这个数的", "30%"),
        Field("不低于", None, Rate(high=Fraction(1)), "采用率达到这个数的", "60%"),
        POINTS,
        GROUPS,
    ),
    _rate,
)


def _base(given: Given) -> Base:
    groups = optional_set(given, "类别")
    return Base(**cited(given), period=given["期"], points=given["记分"], groups=groups)


BASE = RecordType("rulebook_base", "基础分", (*CLAUSE, PERIOD, POINTS, GROUPS), _base)

_LIMITED = OneWord(
    SCORED, ("约稿", Section.ASSIGNMENT), (ADDITIONS, ADDITIONS), (DEDUCTIONS, DEDUCTIONS)
)


def _limit(given: Given) -> Limit:
    named = given.get("项", ())
    sections = frozenset(each for each in named if isinstance(each, Section))
    return Limit(
        **cited(given),
        period=given["期"],
        sections=sections or None,
        additions=ADDITIONS in named,
        deductions=DEDUCTIONS in named,
        cap=given.get("上限"),
        floor=given.get("下限"),
    )


LIMIT = RecordType(
    "rulebook_limit",
    "限额",
    (
        *CLAUSE,
        PERIOD,
        Field("项", None, words(_LIMITED), "限哪一项；加分、扣分；不写为总分", "报送"),
        Field("上限", None, Number(), "最多多少", "5"),
        Field("下限", None, Number(), "最少多少（扣完为止写 0）", "0"),
    ),
    _limit,
)


def _conversion(given: Given) -> ScaleConversion:
    return ScaleConversion(
        **cited(given),
        name=given["名称"],
        method=given["方法"],
        factor=given.get("系数", given.get("满分", ONE)),
        cap=given.get("上限"),
    )


CONVERSION = RecordType(
    "rulebook_conversion",
    "折算",
    (
        *CLAUSE,
        Field("名称", None, Text(40), "折算后叫什么", "目标考核分", required=True),
        Field(
            "方法",
            None,
            OneWord(ConversionMethod),
            "按系数：得分乘以系数；按最高分：组内最高者得满分，其余按比例；人均：除以单位人数",
            "按系数",
            required=True,
        ),
        Field("系数", None, Rate(), "乘以多少（按系数、人均）", "1/10"),
        Field("满分", None, Rate(), "组内最高者得多少（按最高分）", "25"),
        Field("上限", None, Number(), "折算后最多多少", "25"),
    ),
    _conversion,
)


def _pass_mark(given: Given) -> PassMark:
    return PassMark(
        **cited(given),
        period=given["期"],
        measured=given.get("计", Measured.POINTS),
        below=given["低于"],
        verdict=given["结论"],
        groups=optional_set(given, "类别"),
        running=given.get("连续", 1),
        veto=given.get("取消评先", False),
    )


PASS_MARK = RecordType(
    "rulebook_pass_mark",
    "达标",
    (
        *CLAUSE,
        PERIOD,
        Field("计", None, OneWord(Measured), "看什么，默认得分", "采用"),
        Field("低于", None, Number(), "低于多少", "6", required=True),
        Field("结论", None, Text(40), "怎样认定", "不达标", required=True),
        _RANK_GROUPS,
        Field("连续", None, Integer(1, 60), "连续几期才认定，默认一期", "2"),
        Field("取消评先", None, Flag(), "同时取消全年评先资格", "是"),
    ),
    _pass_mark,
)


def _award(given: Given) -> Award:
    return Award(
        **cited(given),
        name=given["名称"],
        criterion=given["依据"],
        subject=given.get("对象", Subject.UNIT),
        groups=optional_set(given, "类别"),
        places=given.get("名额"),
        minimum=given.get("得分不低于"),
        years=given.get("连续年数", 1),
        conditions=frozenset(given.get("条件", ())),
        track=given.get("赛道"),
        honour_points=given.get("积分"),
    )


AWARD = RecordType(
    "rulebook_award",
    "表彰",
    (
        *CLAUSE,
        Field("名称", None, Text(40), "荣誉的名称", "先进单位", required=True),
        Field("依据", None, OneWord(Criterion), "看什么", "名次", required=True),
        Field("对象", None, OneWord(Subject), "单位（默认）或个人", "个人"),
        _RANK_GROUPS,
        Field("名额", None, Integer(1, 10_000), "每组几名；末位得分相同的都算", "3"),
        Field("得分不低于", None, Number(), "全年得分的门槛", "100"),
        Field("连续年数", None, Integer(1, 50), "连续几年都达到", "3"),
        Field(
            "条件", None, words(Text(40)), "单位还须具备的条件（单位登记的 conditions）", "有信息员"
        ),
        Field("赛道", None, names(Ref.TRACK), "入选案例的赛道", "智慧绩效"),
        Field("积分", None, Number(), "荣誉积分", "3"),
    ),
    _award,
)
