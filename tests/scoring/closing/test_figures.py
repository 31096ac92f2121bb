"""Every figure of a notice by its name: counted as the rankings count, compared exactly."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from scoring.closing.account import Account
from scoring.results import Ranked
from scoring.vocabulary import FaultKind
from tests.scoring.closing.account_office import accounted
from tests.scoring.engine_office import (
    adopted,
    assignment,
    endorsed,
    fault,
    item,
    office,
    rulebook,
)

ITEMS = (
    item("一", "4-2", "晋中市局", adopted("晋政信息", "4-9")),
    item("二", "7-3", "晋中市局", adopted("晋政信息", "7-9"), adopted("税务总局简报", "8-1"),
         endorsed("省长", "8-20", praise=True), endorsed("市长", "9-2")),
    item("三", "7-5", ("大同市局", "晋中市局"), adopted("晋中信息", "7-20")),
    item("四", "9-28", "大同市局", adopted("晋政信息", "10-8")),
)  # fmt: skip
LATE = item("迟", "9-12", "大同市局", commission="题")


@pytest.fixture(scope="module")
def quarter() -> Account:
    corpus = office(
        rulebook(),
        *ITEMS,
        LATE,
        assignments={"题": assignment("题", "9-10", "晋中市局", "大同市局")},
        faults=(fault(FaultKind.FALSE, "8-8", "晋中市局"), fault(FaultKind.FALSE, "10-8", "省局")),
    )
    return accounted(corpus, "2026Q3")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("报送条数", "4"),
        ("报送单位数", "2"),
        ("参评单位数", "4"),
        ("零报送单位数", "2"),
        ("零报送.县局", "2"),
        ("采用条数", "2"),
        ("采用次数", "3"),
        ("采用率", "50.0%"),
        ("采用.国家级", "1"),
        ("采用.省级", "1"),
        ("采用.县级", "0"),
        ("刊物.税务总局简报", "1"),
        ("批示次数", "2"),
        ("批示条数", "1"),
        ("批示.主要领导", "2"),
        ("批示层级.市级", "1"),
        ("表扬性批示", "1"),
        ("约稿.应报", "2"),
        ("约稿.按时", "0"),
        ("约稿.迟报", "1"),
        ("约稿.未报", "1"),
        ("差错件数", "1"),
        ("差错.失实", "1"),
        ("得分.晋中市局", "42.5"),
        ("名次.晋中市局", "1"),
        ("上期累计.晋中市局", "10"),
        ("累计得分.晋中市局", "52.5"),
        ("平均得分.市局", "22.5"),
        ("上期.采用次数", "1"),
        ("上期.得分.晋中市局", "10"),
        ("增加.采用次数", "2"),
        ("减少.采用次数", "-2"),
        ("增减.采用次数", "2"),
        ("增幅.采用次数", "200.0%"),
        ("增减.采用率", "-50.0"),
        ("持平.采用次数", "增加2"),
        ("持平.零报送单位数", "减少1"),
        ("持平.参评单位数", "持平"),
        ("上升.晋中市局", "0"),
    ],
)
def test_a_figure_is_what_people_would_count(quarter: Account, name: str, text: str) -> None:
    assert quarter.figures[name].text == text


@pytest.mark.parametrize(
    "name", ["采用件数", "上年同期.采用次数", "同比增加.采用次数", "得分.甲局"]
)
def test_what_there_is_nothing_of_has_no_figure(quarter: Account, name: str) -> None:
    assert quarter.figures.get(name) is None
    with pytest.raises(KeyError):
        quarter.figures[name]


def test_a_wrong_name_is_answered_with_near_ones(quarter: Account) -> None:
    assert quarter.figures.hint("采用条") == "（是不是“采用条数”？）"
    assert quarter.figures.hint("增加.采用条").startswith("（是不是“增加.采用条数”")


def test_figures_agree_with_the_tables(quarter: Account) -> None:
    rows = {row.subject: row for _, row in quarter.events.ranked}
    for name, row in rows.items():
        assert quarter.figures[f"得分.{name}"].value == row.points
        assert quarter.figures[f"采用次数.{name}"].value == row.tally.adoptions
        assert quarter.figures[f"报送条数.{name}"].value == row.tally.sent
    assert {table.key.ranked for table in quarter.events.tables} == {Ranked.UNIT}


def test_nothing_is_told_of_what_came_after_the_notice() -> None:
    corpus = office(rulebook(), *ITEMS)
    then = accounted(corpus, "2026Q3", date(2026, 7, 31)).figures
    assert (then["采用次数"].text, then["批示次数"].text, then["报送条数"].text) == ("2", "0", "2")


def test_a_third_is_exact_and_rounded_only_for_people() -> None:
    joint = item("合", "7-1", ("晋中市局", "大同市局", "太谷县局"), adopted("晋政信息", "7-2"))
    figure = accounted(office(rulebook(), joint), "2026-07").figures["得分.太谷县局"]
    assert (figure.value, figure.text) == (Fraction(10, 3), "3.33")


def test_a_first_period_compares_with_nothing() -> None:
    first = accounted(office(rulebook(), *ITEMS), "2026Q2")
    assert (first.before, first.ago) == (None, None)
    assert first.figures.get("上期.采用次数") is None
    assert first.figures.get("增加.采用次数") is None
