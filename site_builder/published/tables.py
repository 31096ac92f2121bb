"""The published tables: where each comes from, what its columns say, how each is recomputed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from scoring.points import ZERO, Points, text, total
from scoring.results import Standing
from scoring.vocabulary import Level
from site_builder.published.facts import Bulletin, Setting

COMMISSION = "约稿"


class Account(NamedTuple):
    """What one unit has in the recomputed table."""

    standing: Standing
    adoptions: Mapping[str, int]
    """By publication."""
    points: Mapping[str, Points]
    """By publication; what 约稿 gave stands under 约稿."""
    commissions: int
    """约稿 answered."""
    forwarded: int

    def taken(self, *publications: str) -> str:
        """Return how many adoptions some publications have together."""
        return str(sum(self.adoptions.get(name, 0) for name in publications))

    def scored(self, *publications: str) -> str:
        """Return the points of some publications together."""
        return text(total(self.points.get(name, ZERO) for name in publications))


class Column(NamedTuple):
    """A column: its title, its name in the CSV (empty: not printed there), how we compute it."""

    title: str
    key: str
    of: Callable[[Account], str]


class Total(NamedTuple):
    """A total that the notice states in words, over all units or the unranked ones alone."""

    title: str
    published: int
    of: Callable[[Account], int]
    ranked: bool | None = None
    """True over the ranked units only, False over the others only."""


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """A table that follows from an inferred rulebook."""

    id: str
    title: str
    source: str
    period: str
    setting: Setting
    columns: tuple[Column, ...]
    remark: str
    totals: tuple[Total, ...] = ()


def _rank(account: Account) -> str:
    return str(account.standing.rank)


def _points(account: Account) -> str:
    return text(account.standing.points)


def _running(account: Account) -> str:
    return text(account.standing.running)


def _adopted(account: Account) -> int:
    return account.standing.tally.adopted


_OWN, _UPPER = "扎兰屯市政府门户网站", "呼伦贝尔市政府门户网站"
T01 = PublishedTable(
    id="T01",
    title="扎兰屯市政府门户网站2023年1—3月信息采用情况（部门前五名）",
    source="扎兰屯市政府通报，2023年4月13日公布",
    period="2023Q1",
    setting=Setting(
        office="扎兰屯市人民政府办公室",
        group="部门",
        first=date(2023, 1, 1),
        last=date(2023, 3, 31),
        bulletins=(
            Bulletin(_OWN, Level.COUNTY, "扎兰屯市人民政府办公室"),
            Bulletin(_UPPER, Level.MUNICIPAL, "呼伦贝尔市人民政府办公室"),
        ),
    ),
    columns=(
        Column("名次", "rank", _rank),
        Column("本级网站采用", "city_site_items", lambda account: account.taken(_OWN)),
        Column("本级网站得分", "city_site_points", lambda account: account.scored(_OWN)),
        Column("上级网站采用", "upper_site_items", lambda account: account.taken(_UPPER)),
        Column("上级网站得分", "upper_site_points", lambda account: account.scored(_UPPER)),
        Column("合计得分", "total", _points),
    ),
    remark="通报未刊登计分办法。由表推断：本级网站每条5分，上级网站每条10分，两项相加；五行全部相符。",
)

_WECHAT, _GENERAL, _REFERENCE = "微信公众号", "普发信息", "政务参阅"
_CITY, _REGION = "通辽市政务信息", "自治区政务信息"
T03 = PublishedTable(
    id="T03",
    title="霍林郭勒市2018年1—2月政务信息报送采用情况（苏木、街道）",
    source="霍政办字〔2018〕29号，2018年3月6日",
    period="2018",
    setting=Setting(
        office="霍林郭勒市人民政府办公室",
        group="苏木街道",
        first=date(2018, 1, 1),
        last=date(2018, 2, 28),
        bulletins=(
            Bulletin(_GENERAL, Level.COUNTY, "霍林郭勒市人民政府办公室"),
            Bulletin(_WECHAT, Level.COUNTY, "霍林郭勒市人民政府办公室"),
            Bulletin(_REFERENCE, Level.COUNTY, "霍林郭勒市人民政府办公室"),
            Bulletin(_CITY, Level.MUNICIPAL, "通辽市人民政府办公厅"),
            Bulletin(_REGION, Level.PROVINCIAL, "自治区人民政府办公厅"),
        ),
    ),
    columns=(
        Column("名次", "", _rank),
        Column("报送", "sent", lambda account: str(account.standing.tally.sent)),
        Column("报送累计", "sent_cum", lambda account: str(account.standing.tally.sent)),
        Column("普发", "pufa", lambda account: account.taken(_GENERAL)),
        Column("微信公众号", "wechat", lambda account: account.taken(_WECHAT)),
        Column("参阅", "canyue", lambda account: account.taken(_REFERENCE)),
        Column("约稿", "yuegao", lambda account: str(account.commissions)),
        Column("上报", "shangbao", lambda account: str(account.forwarded)),
        Column(
            "本市得分累计",
            "city_points_cum",
            lambda account: account.scored(_GENERAL, _WECHAT, _REFERENCE, COMMISSION),
        ),
        Column("通辽市采用", "tongliao_items", lambda account: account.taken(_CITY)),
        Column("通辽市得分累计", "tongliao_points_cum", lambda account: account.scored(_CITY)),
        Column("自治区采用", "region_items", lambda account: account.taken(_REGION)),
        Column("自治区得分累计", "region_points_cum", lambda account: account.scored(_REGION)),
        Column("得分", "points", _points),
        Column("累计得分", "points_cum", _running),
    ),
    remark=(
        "通报未刊登计分办法。由表推断：微信公众号每条5分，约稿每篇5分，只报送未采用的不计分；"
        "五行全部相符。这是当年第一期通报，本期就是累计。名次原表没有印，按得分排出：同分同名次。"
    ),
)


_JIAOZUO = "焦作市政务信息"
T09 = PublishedTable(
    id="T09",
    title="温县2023年政务信息被市级采用情况",
    source="温县政府通报，2024年2月5日公布",
    period="2023",
    setting=Setting(
        office="温县人民政府办公室",
        group="全县",
        first=date(2023, 1, 1),
        last=date(2023, 12, 31),
        bulletins=(Bulletin(_JIAOZUO, Level.MUNICIPAL, "焦作市人民政府办公室"),),
        ungrouped=("县政府信息科",),
    ),
    columns=(
        Column("名次", "", _rank),
        Column("市级采用", "adopted_by_city_items", lambda account: account.taken(_JIAOZUO)),
    ),
    totals=(
        Total("24个单位合计", 67, _adopted, ranked=True),
        Total("信息部门自采", 6, _adopted, ranked=False),
        Total("全县合计", 73, _adopted),
        Total("完成约稿", 52, lambda account: account.commissions),
    ),
    remark=(
        "通报只列条数，不计分，名次按条数排出：条数相同的名次相同，后面的名次顺延。"
        "52篇约稿由哪些单位完成没有公布，这里一并记在信息部门名下，不影响各单位条数。"
    ),
)

TABLES = (T01, T03, T09)
