"""The board, the lists, 约稿统计, 揭榜, 建言和请示, calendars and feeds of what is due."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
from icalendar import Calendar

from scoring.assignments.facts import Assignment
from scoring.conditions import Section
from scoring.ledger import Entry, Ledger
from scoring.model import Corpus
from scoring.periods import PeriodKind
from scoring.vocabulary import AssignmentKind
from site_builder.pages import every, plan, render
from site_builder.pages.index import Views
from site_builder.pages.page import Asset, Page
from site_builder.snapshot import Snapshot, Text
from tests.scoring.assignments.asked_office import (
    DISTRICT,
    answer,
    asked,
    claim,
    clearance,
    extension,
    item,
    office,
    on,
    step,
)
from tests.site_builder.pages.facts import HOSTILE, RULEBOOK
from tests.site_builder.pages.test_pages import broken_links, document_of

DAY = "9-20"
KIND = AssignmentKind


def taken(corpus: Corpus, day: str = DAY, **changes: Any) -> Snapshot:
    """What pages see of an office on a day."""
    bare = Snapshot(corpus, on(day), (), {}, {}, (), {}, (), {}, None)
    return replace(bare, **changes)


def made(snapshot: Snapshot, path: str) -> Page:
    found = next(sheet.make() for sheet in every(plan(Views(snapshot))) if sheet.path == path)
    assert isinstance(found, Page)
    return found


def words(snapshot: Snapshot, path: str) -> str:
    """The text of a page, without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", made(snapshot, path).markdown).split())


def asset(snapshot: Snapshot, path: str) -> str | bytes:
    found = next(sheet.make() for sheet in every(plan(Views(snapshot))) if sheet.path == path)
    assert isinstance(found, Asset)
    return found.content


LIGHTS = asked(
    "甲局",
    "乙局",
    DISTRICT,
    name="三农",
    due=on("9-18"),
    answers=(answer(DISTRICT, "9-17"),),
    extensions=(extension("9-28", "9-18", "乙局"),),
)


def test_the_board_says_each_light_in_words_with_its_shape() -> None:
    page = made(taken(office(LIGHTS)), "board/index.md").markdown
    table = page.partition('aria-label="约稿作战图"')[2].partition("</table>")[0]
    rows = re.findall(r'<tr><th scope="row".*?>(\w+)</a></th>.*?cs-colour--(\w+)">(.)<.*', table)
    assert rows == [("甲局", "red", "红"), ("乙局", "blue", "蓝"), (DISTRICT, "green", "绿")]
    assert "逾期 2 天" in table
    assert "剩 6 个工作日" in table
    assert "按期办结" in table


def test_a_unit_that_is_not_asked_has_an_empty_cell() -> None:
    other = asked("甲局", name="工业", due=on("9-30"))
    page = made(taken(office(LIGHTS, other)), "board/index.md").markdown
    row = next(line for line in page.splitlines() if ">乙局</a></th>" in line)
    assert row.endswith('<td class="cs-center"></td></tr>')


def test_days_come_in_order_and_what_is_left_of_earlier_years_stands_apart() -> None:
    old = asked("甲局", name="去年", issued=on("2025-9-1"), due=on("2025-9-11"))
    later = asked("甲局", name="十月", due=on("10-9"))
    told = words(taken(office(old, LIGHTS, later)), "board/index.md")
    days = told.partition("按期限 {")[2]
    assert days.index("三农号") < days.index("十月号") < days.index("以前年度没有办结")
    assert days.index("以前年度没有办结") < days.index("去年号")
    charts = told.partition("按单位 {")[2].partition("按期限 {")[0]
    assert "去年号" not in charts


def test_a_settled_office_is_told_so_and_an_empty_one_what_to_do() -> None:
    done = asked("甲局", answers=(answer("甲局", "9-10"),))
    assert "全部办结" in words(taken(office(done)), "board/index.md")
    assert "chunshui assign" in words(taken(office()), "board/index.md")


def test_a_month_of_tasks_tells_the_five_elements() -> None:
    task = asked(
        "甲局",
        kind=KIND.TASK,
        name="要点",
        requirements="附十户数据",
        measures="局领导牵头",
        people=("甲局/li",),
        progress=(step("甲局", "9-10", 40),),
        due=on("9-25"),
    )
    told = words(taken(office(task)), "board/tasks/2026-09/index.md")
    for element in ("要点号", "附十户数据", "局领导牵头", "40%", "李明", "剩 5 个工作日"):
        assert element in told, element
    assert "在办" in words(taken(office(task)), "board/progress/2026Q3/index.md")


def test_a_task_without_written_demands_is_told_by_its_text() -> None:
    task = asked("甲局", kind=KIND.TASK, name="要点", due=on("9-25"))
    bodies = {"要点": Text(task.source.path, task.title, "请**报送**一篇。\n")}
    told = words(taken(office(task), bodies=bodies), "board/tasks/2026-09/index.md")
    assert "请报送一篇。" in told


def test_a_past_month_stands_as_it_was_on_its_last_day() -> None:
    late = asked("甲局", due=on("9-11"), answers=(answer("甲局", "10-9"),))
    snapshot = taken(office(late), "10-20")
    assert "逾期 19 天" in words(snapshot, "board/tasks/2026-09/index.md")
    assert "逾期办结" in words(snapshot, "board/tasks/2026-10/index.md")


def test_problems_show_their_return() -> None:
    mended = asked(
        "甲局", kind=KIND.RECTIFICATION, name="改", problem="失实", issued=on("3-2"), due=on("4-1")
    )
    again = replace(mended, id="再改", title="再改", issued=on("9-1"), due=on("9-30"))
    told = words(taken(office(mended, again)), "board/problems/2026H2/index.md")
    assert "整改《再改》" in told
    assert "失实" in told
    page = words(taken(office(mended, again)), "assignments/再改/index.md")
    assert "问题回潮" in page


def test_statistics_count_each_unit_and_quarter() -> None:
    every = [
        asked(
            "甲局", name="春", issued=on("3-2"), due=on("3-12"), answers=(answer("甲局", "3-9"),)
        ),
        asked(
            "甲局", name="夏", issued=on("6-1"), due=on("6-11"), answers=(answer("甲局", "6-15"),)
        ),
        asked("甲局", "乙局", name="秋"),
    ]
    told = words(taken(office(*every)), "board/commissions/2026/index.md")
    assert "甲局 3 1 1 1 0 33.3% 1/0/0 0/1/0 0/0/1 – 0" in told
    assert "乙局 1 0 0 1 0 0.0% – – 0/0/1 – 0" in told
    assert "2026年 4 1 1 2 0 25.0% 4" in words(taken(office(*every)), "board/commissions/index.md")


CHALLENGE = asked(
    "甲局",
    "乙局",
    DISTRICT,
    name="攻坚",
    kind=KIND.CHALLENGE,
    public=True,
    due=on("12-15"),
    claims=(claim("甲局", "9-3"), claim("乙局", "9-4"), claim(DISTRICT, "9-6")),
    progress=(step("乙局", "9-10", 60),),
    answers=(answer("甲局", "9-9"),),
    cleared=(clearance("甲局", "9-10"),),
)


def scored(assignment: Assignment, *given: tuple[str, str]) -> Ledger:
    """A ledger in which an assignment gave units these points."""
    entries = (
        Entry(
            on("9-10"), unit, None, Decimal(points), Section.ASSIGNMENT, None, RULEBOOK,
            assignment.source, None, PeriodKind.MONTH, ("揭榜《攻坚号》按时完成", "记分"),
        )
        for unit, points in given
    )  # fmt: skip
    return Ledger("信息", tuple(entries))


def test_who_claimed_what_and_the_points_won_by_it() -> None:
    free = asked(name="无人领", kind=KIND.CHALLENGE, public=True, units=(), due=on("12-1"))
    ledger = scored(CHALLENGE, ("甲局", "8"), ("乙局", "5"), (DISTRICT, "8"))
    snapshot = taken(office(CHALLENGE, free), ledgers={"信息": ledger})
    told = words(snapshot, "board/challenges/index.md")
    assert "1 张等着揭" in told
    assert told.index("无人领号") < told.index("正在攻坚 {")
    assert "攻坚号 乙局 2026年9月4日 2026年12月15日 60%" in told
    points = told.partition("攻坚积分榜 {")[2]
    ranks = re.findall(r"(\d) (甲局|乙局|榆次区局) 信息 \+(\d) 分", points)
    assert ranks == [("1", DISTRICT, "8"), ("1", "甲局", "8"), ("3", "乙局", "5")]


def test_suggestions_name_who_is_late() -> None:
    late = asked("甲局", name="问", kind=KIND.REQUEST, issuer="乙局", due=on("9-10"))
    done = asked(
        "乙局", name="议", kind=KIND.SUGGESTION, answers=(answer("乙局", "9-9", note="采纳"),)
    )
    told = words(taken(office(late, done)), "board/suggestions/index.md")
    assert "超期没有答复： 甲局 1 件" in told
    assert told.index("问号") < told.index("已答复 {") < told.index("议号")
    assert "采纳" in told
    assert "建言 7 个工作日内答复" in told


def test_the_page_of_an_assignment_tells_all_that_was_written() -> None:
    told = words(taken(office(CHALLENGE)), "assignments/攻坚/index.md")
    for fact in (
        "揭榜，公开揭榜", "下达人核实销号才算办结", "2026年9月10日 韩文博", "60%",
        "2026年9月4日揭榜", "下达： 韩文博 （办公室主任）",
    ):  # fmt: skip
        assert fact in told, fact
    told = words(taken(office(LIGHTS)), "assignments/三农/index.md")
    assert "延至2026年9月28日：等数据" in told


def test_a_unit_sees_what_it_owes_and_where_to_subscribe() -> None:
    page = made(taken(office(LIGHTS)), "units/甲局/index.md").markdown
    owed = page.partition("{: #owed }")[2].partition("## ")[0]
    assert "三农号" in owed
    assert 'href="../../units/甲局/due.ics"' in owed
    settled = made(taken(office(LIGHTS)), f"units/{DISTRICT}/index.md").markdown
    assert "没有欠账" in settled


def test_calendars_hold_what_is_owed_and_gone_units_have_none() -> None:
    snapshot = taken(office(LIGHTS, CHALLENGE))
    whole: Any = Calendar.from_ical(asset(snapshot, "board/due.ics"))
    told = [(str(event["summary"]), event["dtstart"].dt) for event in whole.walk("VEVENT")]
    assert told == [
        ("约稿《三农号》：甲局", on("9-18")),
        ("约稿《三农号》：乙局", on("9-28")),
        (f"揭榜《攻坚号》：乙局、{DISTRICT}", on("12-15")),
    ]
    assert len({str(event["uid"]) for event in whole.walk("VEVENT")}) == 3
    own: Any = Calendar.from_ical(asset(snapshot, "units/乙局/due.ics"))
    assert [str(event["summary"]) for event in own.walk("VEVENT")] == [
        "约稿《三农号》", "揭榜《攻坚号》",
    ]  # fmt: skip
    paths = {sheet.path for sheet in every(plan(Views(snapshot)))}
    assert "units/甲局/due.xml" in paths
    assert "units/已撤局/due.ics" not in paths


def test_a_feed_tells_a_unit_what_it_owes() -> None:
    text = asset(taken(office(LIGHTS)), "units/甲局/due.xml")
    assert isinstance(text, str)
    feed = Xml.fromstring(text.encode())  # noqa: S314
    space = {"a": "http://www.w3.org/2005/Atom"}
    (entry,) = feed.findall("a:entry", space)
    assert entry.findtext("a:title", "", space) == "红　约稿《三农号》"
    link = entry.find("a:link", space)
    assert link is not None
    assert link.get("href") == "../../assignments/%E4%B8%89%E5%86%9C/"


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_are_shown_as_they_are_written(hostile: str) -> None:
    note = f"{hostile} </td></table>"
    matter = replace(
        CHALLENGE,
        title=hostile,
        requirements=note,
        measures=note,
        problem=None,
        answers=(answer("甲局", "9-9", note=note),),
        extensions=(extension("12-20", "9-9")._replace(reason=note),),
        progress=(step("乙局", "9-10", 60)._replace(note=note),),
    )
    asking = replace(
        matter, id="问", kind=KIND.REQUEST, public=False, claims=(), units=("甲局",), cleared=()
    )
    pages, assets, _ = render(taken(office(matter, asking, LIGHTS)))
    documents = {page.path: document_of(page) for page in pages}
    assert broken_links(documents, (each.path for each in assets)) == []
    for path, document in documents.items():
        assert not document.unbalanced + document.open, path
        assert len(document.ids) == len(set(document.ids)), path
    seen = [path for path, document in documents.items() if hostile in document.text]
    for path in ("board/index.md", "board/tasks/2026-09/index.md", "board/challenges/index.md"):
        assert path in seen, path


def test_an_item_that_answers_leads_to_its_page() -> None:
    wanted = asked("甲局", name="秋粮")
    reply = item("20260908-秋粮", "9-8", "甲局", commission="秋粮")
    page = made(taken(office(wanted, items=(reply,))), "assignments/秋粮/index.md").markdown
    assert 'href="../../items/2026/09/20260908-秋粮/"' in page
