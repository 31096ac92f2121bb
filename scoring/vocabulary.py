"""The closed words of the field: what the program itself must understand, with Chinese labels.

Each enum's values are ASCII and never shown; `label` is what people read and write. Words an
office may choose for itself (体裁, 形式, 赛道 …) are not here but in its `registry/office.yml`,
whose defaults stand at the end of this module.
"""

from __future__ import annotations

from enum import Enum


class Word(Enum):
    """A closed vocabulary: ASCII identity, Chinese label."""

    label: str

    def __new__(cls, value: str, label: str) -> Word:
        """Create the member so that `Cls(value)` finds it and `label` is its Chinese word."""
        member = object.__new__(cls)
        member._value_ = value
        member.label = label
        return member

    def __str__(self) -> str:
        """Return the Chinese label."""
        return self.label

    def __repr__(self) -> str:
        """Return a short, stable form for test failures."""
        return f"{type(self).__name__}.{self.name}"

    __hash__ = object.__hash__  # members are few and single; Enum's own hashes the name each time


class Level(Word):
    """层级: the rank of the authority that publishes, highest first."""

    NATIONAL = "national", "国家级"
    PROVINCIAL = "provincial", "省级"
    MUNICIPAL = "municipal", "市级"
    COUNTY = "county", "县级"
    TOWNSHIP = "township", "乡级"
    MEDIA = "media", "媒体"


class Route(Word):
    """途径: how an item reached the publication."""

    DIRECT = "direct", "直报"
    FORWARDED = "forwarded", "转报"


class FaultKind(Word):
    """差错种类 (rule sets RB07, RB18, RB19 and practice)."""

    LATE = "late", "迟报"
    OMITTED = "omitted", "漏报"
    CONCEALED = "concealed", "瞒报"
    FALSE = "false", "失实"
    ERROR = "error", "差错"


class AssignmentKind(Word):
    """What is asked of somebody by a date (design.md §2)."""

    COMMISSION = "commission", "约稿"
    TOPIC = "topic", "选题"
    TASK = "task", "任务"
    SUPERVISION = "supervision", "督办"
    RECTIFICATION = "rectification", "整改"
    SUGGESTION = "suggestion", "建言"
    REQUEST = "request", "请示"
    CHALLENGE = "challenge", "揭榜"


class Employment(Word):
    """专职或兼职 (seed 000: 专职信息员, 兼职信息员)."""

    FULL_TIME = "full_time", "专职"
    PART_TIME = "part_time", "兼职"


class CaseStatus(Word):
    """案例状态: nominated by a writer, selected or declined by the office."""

    NOMINATED = "nominated", "推荐"
    SELECTED = "selected", "入选"
    DECLINED = "declined", "未入选"


class LineageKind(Word):
    """沿革: what became of a unit."""

    RENAMED = "renamed", "更名"
    MERGED = "merged", "并入"


class Owner(Word):
    """Who may write a field (design.md §3): nobody awards himself a point."""

    WRITER = "writer", "信息员"
    OFFICE = "office", "信息科"


DEFAULT_KINDS = ("动态", "经验", "问题", "建议", "调研", "简讯", "约稿")
DEFAULT_FORMS = ("单篇", "综合", "简讯", "专报", "头条", "图片")
DEFAULT_RANKS = ("主要领导", "其他领导", "办公厅室领导")
DEFAULT_TRACKS = ("智慧绩效", "风险防控", "共治共享")

NETWORK_ROLES = ("信息员", "绩效联络员")
"""Roles that every ranked unit should fill once the office keeps them."""
