"""An item is found by what people remember of it; what is not sure is never taken."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from scoring.findings import Source
from scoring.model import Corpus, Item, Office, Share
from site_builder.registering.days import day_of
from site_builder.registering.seek import Finder, Sought, seek
from tests.support import ROOT

TITLES = {
    "20260411-一季度收入": "一季度税收收入情况",
    "20260711-二季度收入": "二季度税收收入情况",
    "20260912-新机构挂牌": "税务新机构挂牌成立情况报告",
    "20260301-简报": "纳税服务简报",
    "20260401-简报": "纳税服务简报",
    "20260311-春耕": "临汾：跟着一袋麦种看春耕税费服务",
    "20260317-春耕情况": "长治市春耕农资企业税费服务情况",
}


def corpus(units: dict[str, str] | None = None) -> Corpus:
    items = {
        name: Item(
            name,
            Source(f"content/{name}.md"),
            title,
            date(int(name[:4]), int(name[4:6]), int(name[6:8])),
            (Share((units or {}).get(name, "晋中市局")),),
        )
        for name, title in TITLES.items()
    }
    return Corpus(Office(Source("a"), "晋中市局", "晋中信息"), items=items)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("20260912-新机构挂牌", "20260912-新机构挂牌"),
        ("content/items/2026/09/20260912-新机构挂牌.md", "20260912-新机构挂牌"),
        ("税务新机构挂牌成立情况报告", "20260912-新机构挂牌"),
        ("《税务新机构挂牌成立情况报告》", "20260912-新机构挂牌"),
        ("机构挂牌", "20260912-新机构挂牌"),
        ("一袋麦种", "20260311-春耕"),
        ("临汾: 跟着一袋麦种看春耕税费服务", "20260311-春耕"),
        ("税务新机构挂牌情况报告", "20260912-新机构挂牌"),
        ("税务新机构桂牌成立情况报告", "20260912-新机构挂牌"),
    ],
)
def test_one_item_is_sure(words: str, name: str) -> None:
    assert seek(corpus(), words).sure == name


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("纳税服务简报", {"20260301-简报", "20260401-简报"}),
        ("春耕", {"20260311-春耕", "20260317-春耕情况"}),
        ("税收收入情况", {"20260411-一季度收入", "20260711-二季度收入"}),
        ("三季度税收收入情况", {"20260411-一季度收入", "20260711-二季度收入"}),
    ],
)
def test_of_several_none_is_sure(words: str, names: set[str]) -> None:
    found = seek(corpus(), words)
    assert found.sure is None and {each.item for each in found.doubtful} == names


@pytest.mark.parametrize("words", ["", "税", "。。。", "完全不相干的题目", "../../etc"])
def test_nothing_is_found_where_there_is_nothing(words: str) -> None:
    assert seek(corpus(), words) == Sought()


def test_units_and_days_narrow_the_items_of_one_title() -> None:
    finder = Finder(corpus({"20260301-简报": "榆次县局"}))
    assert finder.seek("纳税服务简报", units=["榆次县局"]).sure == "20260301-简报"
    assert finder.seek("纳税服务简报", day=date(2026, 3, 20)).sure == "20260301-简报"
    assert finder.seek("纳税服务简报", day=date(2026, 5, 20)).sure is None
    assert finder.seek("纳税服务简报", units=["太原市局"]).sure is None


def test_for_a_register_only_whole_titles_are_sure() -> None:
    finder = Finder(corpus())
    for words in ("机构挂牌", "税务新机构挂牌情况报告"):
        found = finder.seek(words, exact=True)
        assert found.sure is None and found.doubtful[0].item == "20260912-新机构挂牌"
        assert 0 < found.doubtful[0].likeness < 100


def test_every_item_of_the_demonstration_is_found_by_its_title_and_its_file() -> None:
    from site_builder.reading.repository import load

    items = load(Path(ROOT / "content")).corpus
    finder = Finder(items)
    for item in items.items.values():
        assert finder.seek(item.title).sure == item.id
        assert finder.seek(item.id.partition("-")[2]).sure in (item.id, None)


@pytest.mark.parametrize(
    "written",
    ["2026-09-12", "2026/9/12", "2026.9.12", "2026年9月12日", "２０２６年９月１２日", "20260912",
     "2026 年 9 月 12 日", "2026-09-12 08:30:00", "46277", "9月12日", "9.12", "2026年9月12号"],
)  # fmt: skip
def test_a_day_is_read_as_clerks_write_it(written: str) -> None:
    assert day_of(written, 2026) == date(2026, 9, 12)


@pytest.mark.parametrize("written", ["", "九月", "2026年9月", "2026-02-30", "9-12-2026", "31", "x"])
def test_what_is_no_day_is_none(written: str) -> None:
    assert day_of(written, 2026) is None
    assert day_of("9月12日") is None
