"""Titles broken into lines: 词意完整, 排列对称, 长短适宜, 梯形或菱形 (GB/T 9704-2012 §7.3.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from site_builder.documents.paper import Masthead
from site_builder.documents.words import LINE, TITLE_SIZE, clean, width

_MARK_SIZES: Final = (22, 62)
_NEVER: Final = 4000
"""Within a number or a word, and before a closing mark: only where nothing else fits."""
_WAIST: Final = 300
"""A line longer than the one above it, where lines had become shorter: neither 梯形 nor 菱形."""
_TAKEN_APART: Final = 150
"""Between parts that say one thing: 2026年 | 第三季度, 全省 | 税务系统."""
_FOLLOWING: Final = 200
"""Before a word that hangs on the one before it: 的, 和."""
_UNKNOWN: Final = 200
"""Between characters that may be one word."""

_OPENING: Final = "“‘（〔【《「『([{"
_CLOSING: Final = "”’）〕】》」』)]},，。、；：！？.;:!?%％…—"
_BREAKING: Final = "、，；：！？”’）〕】》」』"
"""A line ends well after these."""
_FUNCTION: Final = "的和与及等"
_WORDS: Final = (
    "国家税务总局 政务信息 税务信息 信息化 信息 政务 税务系统 税务部门 税务总局 税务局 税务 税收 "
    "系统 工作情况 工作要点 工作 情况 关于 通报 通知 报告 办法 意见 方案 建议 调研 调查 问题 经验 "
    "做法 采用 报送 完成 考核 计分 排名 督办 约稿 批示 表彰 全国 全省 全市 全县 总局 省局 市局 "
    "县局 办公室 办公厅 委员会 人民政府 进一步 加强 做好 印发 转发 开展 落实 推进 年度 季度 "
    "上半年 下半年 企业 群众 服务 管理 改革 发展 经济 社会 有关 事项 带动 推动 促进 提升 助力 支持 "
    "优化 解决 破解 新能源 网络 数据 先进单位 先进个人 单位 个人 检查"
)
_TIME: Final = "第?[0-9〇一二三四五六七八九十百]+(?:年度|年|季度|月份|月|日|号|期|批|届|次|条|个)"
_TOKEN: Final = re.compile(
    "|".join(("[0-9A-Za-z.]+(?=[^0-9A-Za-z.]|$)", *sorted(_WORDS.split(), key=len, reverse=True)))
)
_DATED: Final = re.compile(_TIME)
_HANGING: Final = re.compile(f"全[国省市县](?=.)|(?:{_TIME})(?={_TIME})")


class _Way(NamedTuple):
    """A way to break the beginning of a title; the last line begins at `start`."""

    broken: int
    """Lines that end where none should."""
    lines: int
    cost: int
    start: int
    length: int
    falling: bool
    before: _Way | None = None


def title_lines(text: str, limit: int = LINE * 2 // TITLE_SIZE - 2) -> tuple[str, ...]:
    """Return a title in lines of at most `limit` half characters, as few as whole words allow.

    The lines are of like length, and have no waist.
    """
    total = width(text)
    if total <= limit:
        return (text,)
    wanted = total // -(-total // limit)
    costs = _costs(text)
    ways = [[_Way(0, 0, 0, 0, 0, falling=False)]]
    for end in range(1, len(text) + 1):
        found: dict[tuple[int, bool], _Way] = {}
        for way in _ways(text, end, ways, limit, wanted):
            ended = way._replace(
                broken=way.broken + (costs[end] == _NEVER), cost=way.cost + costs[end]
            )
            key = (way.start, way.falling)
            if key not in found or ended[:3] < found[key][:3]:
                found[key] = ended
        best = min(way[:2] for way in found.values())
        ways.append([way for way in found.values() if way[:2] == best])
    return tuple(_read(text, min(ways[-1], key=lambda way: way[:4])))


def _ways(text: str, end: int, ways: list[list[_Way]], limit: int, wanted: int) -> Iterator[_Way]:
    """Yield the ways to end a line at a place, without what ending there costs."""
    length = 0
    for start in range(end - 1, -1, -1):
        length += width(text[start])
        if length > limit and start < end - 1:
            return
        for way in ways[start]:
            waist = _WAIST if way.falling and length > way.length else 0
            cost = way.cost + waist + (length - wanted) ** 2
            falling = way.falling or 0 < length < way.length
            yield _Way(way.broken, way.lines + 1, cost, start, length, falling, way)


def _read(text: str, way: _Way) -> list[str]:
    """Return the lines of a way."""
    ends, step = [len(text)], way
    while step.before is not None:
        ends.append(step.start)
        step = step.before
    ends.reverse()
    return [text[a:b].strip() for a, b in pairwise(ends)]


def _costs(text: str) -> list[int]:
    """Return how badly a line would end before each place of a text; nought at its end."""
    made = [_UNKNOWN] * len(text) + [0]
    for pattern in (_TOKEN, _DATED):
        for found in pattern.finditer(text):
            start, end = found.span()
            made[start + 1 : end] = [_NEVER] * (end - start - 1)
            for edge in (start, end):
                made[edge] = 0 if made[edge] == _UNKNOWN else made[edge]
    for at in range(1, len(text)):
        made[at] = _at(text[at - 1], text[at], made[at])
    for found in _HANGING.finditer(text):
        made[found.end()] = _TAKEN_APART
    return made


def _at(before: str, after: str, known: int) -> int:
    """Return the cost of a place by the characters beside it."""
    if before in _OPENING or after in _CLOSING:
        return _NEVER
    if before in _BREAKING or before == " ":
        return 0
    if known == _NEVER:
        return _NEVER
    if after in _FUNCTION:
        return _FOLLOWING
    if before in "第不":
        return max(known, _FOLLOWING)
    return 0 if before in _FUNCTION or after in _OPENING else known


class Mark(NamedTuple):
    """发文机关标志: its lines and their size in points."""

    lines: tuple[str, ...]
    size: int


def mark(masthead: Masthead) -> Mark:
    """Return the red name fitted to one line, and only below 2号 broken into several."""
    least, most = _MARK_SIZES
    name = clean(masthead.name)
    size = min(masthead.size or most, most, LINE * 2 // max(1, width(name)))
    if size >= least:
        return Mark((name,), size)
    return Mark(title_lines(name, LINE * 2 // least), least)
