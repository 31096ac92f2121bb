"""A draft reads like an office's: sentences vary with the facts, every figure is bound."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from scoring.closing.account import Account
from scoring.closing.bound import bound, plain, refreshed, stale, unmentioned
from scoring.closing.facts import NoticeForm
from scoring.findings import Source
from scoring.model import Item
from scoring.periods import parse_period
from scoring.vocabulary import FaultKind
from site_builder import prose
from site_builder.notices.computing import Computing
from site_builder.notices.drafting import Template, draft
from tests.scoring.closing.account_office import accounted
from tests.scoring.engine_office import (
    HERE,
    adopted,
    assignment,
    endorsed,
    fault,
    item,
    office,
    rulebook,
)

GOLDEN = Path(__file__).parent / "golden"
FACTS = (
    item("一", "7-3", "晋中市局", adopted("晋政信息", "7-9")),
    item("二", "7-5", "大同市局", adopted("晋中信息", "7-20")),
    item("三", "7-6", "太谷县局"),
)
BOUND = re.compile(r"\[[^\[\]]*\]\(数:[^()]*\)")
QUOTED = re.compile(r"“[^“”]*”|《[^《》]*》")
DATED = re.compile(r"\d{4}年|\d{1,2}月(?:\d{1,2}日)?")


def told(computing: Computing, written: str, day: date) -> Account:
    period = parse_period(written)
    assert period is not None
    made = computing.account(period, day)
    assert made is not None
    return made


def body_of(text: str) -> str:
    return text.split("\n---\n", 1)[1]


def test_a_quarter_of_the_demonstration_reads_as_it_should(computing: Computing) -> None:
    made = told(computing, "2025Q4", date(2026, 1, 12))
    text = draft(made, None)
    assert text == (GOLDEN / "2025Q4.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("written", ["2026-10", "2026Q3", "2026H1", "2025", "2025Q1", "2024"])
def test_every_computed_figure_is_bound_and_fresh(computing: Computing, written: str) -> None:
    account = told(computing, written, date(2026, 11, 20))
    body = body_of(draft(account, None))
    free = DATED.sub("", QUOTED.sub("", BOUND.sub("", body)))
    # Titles and reasons stand as they were written, 更正 as it was decided.
    free = re.sub(r"问责：.*|迟报的单位：.*|未报的单位：.*|得分由.*更正为.*", "", free)
    assert re.findall(r"\d+", free) == []
    assert stale(body, account.figures, Source("x")) == ()
    assert unmentioned(body, account.figures, Source("x")) == ()
    assert refreshed(body, account.figures) == body


@pytest.mark.parametrize("written", ["2026-10", "2026Q3", "2025"])
def test_no_phrase_is_empty(computing: Computing, written: str) -> None:
    said = plain(body_of(draft(told(computing, written, date(2026, 11, 20)), None)))
    assert not re.search(r"[，；：、]{2}|[，；：、]。|。。|（）|《》|“”", said)
    assert not re.search(r"[减增][加少]-|升-|增加0|减少0", said)
    assert all(line.endswith("。") for line in said.split("\n") if line and line[0] != "#")


def test_a_rich_period_tells_of_everything() -> None:
    corpus = office(
        rulebook(),
        item("春耕", "4-2", "大同市局", adopted("晋政信息", "4-9")),
        item("一", "7-3", "晋中市局", adopted("晋政信息", "7-9"),
             endorsed("省长", "8-20", praise=True, text="很好，请各地“照办”。")),
        item("二", "7-5", "大同市局"),
        assignments={"题": assignment("题", "9-10", "晋中市局", "大同市局")},
        faults=(fault(FaultKind.FALSE, "8-8", "晋中市局"),),
    )  # fmt: skip
    said = plain(draft(accounted(corpus, "2026Q3"), None))
    assert "2个单位共报送信息2条，比上季度增加1条。" in said
    assert "有1条信息被采用，共1次，与上季度持平；采用率50.0%。" in said
    assert "按刊物层级分，省级1次；上级刊物中，《晋政信息》1次。" in said
    assert "**市局**：2个单位参加排名，靠前的依次是晋中市局（第1名，10分）。" in said
    assert "名次比上季度上升最多的是晋中市局（列第1位），上升1位。" in said
    assert "8月20日，省长对晋中市局《一》作出肯定性批示：“很好，请各地‘照办’”。" in said
    assert "约稿有1项，应报2件次，未报2件次。未报的单位：晋中市局、大同市局（题）。" in said
    assert "零报送：2个单位没有报送信息，县局2个（太谷县局、祁县县局）。" in said
    assert "登记差错1件，为失实，涉及晋中市局。" in said
    assert "## 六、下一步工作要求" in said


def test_an_empty_period_says_so_and_nothing_else() -> None:
    corpus = office(rulebook(), item("一", "1-3", "晋中市局"))
    said = plain(body_of(draft(accounted(corpus, "2026Q3"), None)))
    assert "2026年第三季度，各单位没有报送信息，与上季度持平。" in said
    assert re.findall(r"## .、(.*)", said) == [
        "总体情况", "各类单位得分情况", "存在的问题", "下一步工作要求",
    ]  # fmt: skip
    assert "**市局**：2个单位参加排名，本季度没有单位得分。" in said
    assert "采用" not in said.split("## 一")[1].split("##")[0]


def test_a_first_period_compares_with_nothing() -> None:
    corpus = office(rulebook(), item("一", "1-3", "晋中市局", adopted("晋政信息", "1-9")))
    said = plain(draft(accounted(corpus, "2026Q1"), None))
    assert "比上" not in said
    assert "持平" not in said
    assert "1个单位共报送信息1条。" in said


HOSTILE = "[9](数:采用次数)<b>*甲*</b>_`局`\\"


def test_hostile_names_stay_words() -> None:
    facts = adopted("晋政信息", "7-9"), endorsed("省长", "7-9")
    corpus = office(rulebook(), item("一", "7-3", "晋中市局", *facts))
    units = {HOSTILE: replace(corpus.units["晋中市局"], id=HOSTILE), **corpus.units}
    one = corpus.items["一"]
    one = replace(one, title=HOSTILE, units=(one.units[0]._replace(unit=HOSTILE),))
    account = accounted(replace(corpus, units=units, items={"一": one}), "2026Q3")
    body = body_of(draft(account, None))
    assert stale(body, account.figures, Source("x")) == ()
    assert f"得分.{HOSTILE}" in [figure.name for figure in bound(body)]
    shown = prose.html(plain(body))
    assert shown.unescape().count(HOSTILE) >= 3
    assert "<b>" not in shown
    assert "<code>" not in shown
    assert "<a " not in shown


@pytest.mark.parametrize(
    "later",
    [
        item("四", "9-9", "祁县县局"),
        item("四", "5-9", "大同市局", adopted("税务总局简报", "7-30")),
        item("四", "5-9", "大同市局", adopted("晋政信息", "7-30")),
        item("四", "5-9", "大同市局", endorsed("市长", "9-30")),
    ],
)
def test_what_is_registered_later_makes_some_figure_stale(later: Item) -> None:
    body = body_of(draft(accounted(office(rulebook(), *FACTS), "2026Q3"), None))
    now = accounted(office(rulebook(), *FACTS, later), "2026Q3")
    found = (
        *stale(body, now.figures, Source("x")), *unmentioned(body, now.figures, Source("x")),
    )  # fmt: skip
    assert {finding.code for finding in found} <= {"N901", "N904"}
    assert found


def test_the_template_of_the_office_wins() -> None:
    corpus = office(rulebook(), item("一", "7-3", "晋中市局"))
    form = NoticeForm(HERE, "{年}{时段}通报", "{本单位}通报如下。", ("各局",), signer="办公室")
    template = Template(form, "\n{要求}\n\n{下期}要加油，{本期}报了[](数:报送条数)条。\n")
    text = draft(accounted(corpus, "2026Q3"), template)
    assert "title: 2026年2026年第三季度通报\naddressees:\n- 各局\n" in text
    assert "signer: 办公室\n" in text
    assert "\n示例税务局办公室通报如下。\n" in text
    assert "\n\n2026年第四季度，各单位要对照本次通报查找差距" in text
    assert text.endswith("\n\n2026年第四季度要加油，本季度报了[1](数:报送条数)条。\n")
