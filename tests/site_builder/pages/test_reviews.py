"""Reviews on the site: what a page tells of a story that was really played on plain Git."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from scoring.calendar import Calendar
from scoring.closing.facts import Notice
from scoring.findings import Source
from scoring.periods import PeriodKind, period_of
from scoring.review.figures import Handed
from site_builder.pages import every, plan, render, review_marks
from site_builder.pages.index import Views
from site_builder.pages.page import Page
from site_builder.pipeline import compute, examine
from site_builder.review.pending import gather
from site_builder.snapshot import Pending, Snapshot
from tests.site_builder.pages.test_pages import broken_links, document_of
from tests.site_builder.review.desk_office import (
    BRANCH,
    DIRECTOR,
    ITEM,
    ITEM_PATH,
    RECORD,
    WRITER,
    Office,
    text,
)
from tests.support import GitRepository

DAY = date(2026, 10, 13)
ITEM_PAGE = f"items/2026/10/{ITEM}/index.md"
BOARD = "reviews/index.md"
NOTICE = Notice("2026-09", Source("x"), period_of(date(2026, 9, 1), PeriodKind.MONTH), DAY)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    return Office(tmp_path, monkeypatch)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> GitRepository:
    """The main branch after an item went its whole way; nobody changes it."""
    with pytest.MonkeyPatch.context() as patch:
        office = Office(tmp_path_factory.mktemp("told"), patch)
        office.three_tiers()
        return office.merge()


@pytest.fixture
def merged(told: GitRepository, tmp_path: Path) -> GitRepository:
    """The same, to be changed."""
    shutil.copytree(told.path, tmp_path / "merged")
    return GitRepository(tmp_path / "merged")


@pytest.fixture(scope="module")
def page(told: GitRepository) -> Page:
    """The item's page."""
    return pages_of(snapshot_of(told))[ITEM_PAGE]


def snapshot_of(clone: GitRepository, day: date = DAY, pending: bool = False) -> Snapshot:
    examined = examine(clone.path / "content", today=day, as_of=day)
    assert examined.sound, examined.findings
    found = Pending(day, gather(clone.path, day).handed) if pending else None
    return compute(examined, pending=found)


def pages_of(snapshot: Snapshot) -> dict[str, Page]:
    return {page.path: page for page in render(snapshot)[0]}


def words(page: Page) -> str:
    """What a reader finds, blanks folded."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.markdown).split())


def section(page: Page, anchor: str) -> str:
    """What stands below a heading of the second level."""
    rest = page.markdown.partition(f"{{: #{anchor} }}")[2]
    return words(page._replace(markdown=re.split(r"^## ", rest, flags=re.MULTILINE)[0]))


def test_an_item_tells_who_passed_it_how_fast_and_in_how_many_rounds(
    page: Page,
) -> None:
    told = section(page, "reviews")
    assert "走“报省”，报审 2 次，各级都已通过，从报审到审定 0 个工作日" in told
    assert "办公室主任 已通过 赵主任 2026年10月9日 0 个工作日 本机审核" in told
    assert "退改 2026年10月9日 10:00 赵主任 （办公室主任）：数据没有出处: 请注明" in told
    assert "第 2 稿" in told


def test_deputies_and_paper_are_marked_and_paper_is_no_electronic_approval(page: Page) -> None:
    told = section(page, "reviews")
    assert "分管局领导 已通过 孙科长 代审 代 钱副局长" in told
    paper = "代录 纸面签批，不是电子审核：签批〔2026〕1号，2026年10月9日签字， 张登记 代录"
    assert f"主要领导 已通过 周局长 2026年10月9日 0 个工作日 {paper}" in told
    assert "周局长 2026年10月9日 0 个工作日 本机审核" not in told
    assert re.search(r"周局长 （主要领导） ?" + re.escape(paper), told)


def test_the_first_text_stands_against_the_last(page: Page) -> None:
    assert "正文删去 2 字、新增 3 字" in words(page)
    assert "秋粮收购开<del>始了</del><ins>局平稳</ins>。" in page.markdown


def test_a_first_text_that_main_never_had_is_not_shown(office: Office) -> None:
    office.three_tiers()
    merged = office.merge("--squash")
    merged.git("cat-file", "-e", f"origin/{BRANCH}~5:{ITEM_PATH}")  # it still lies about here
    page = pages_of(snapshot_of(merged))[ITEM_PAGE]
    assert "<del>" not in page.markdown
    assert "初稿的文字不在主干的历史里" in words(page)


def test_what_does_not_count_says_why(merged: GitRepository) -> None:
    path = merged.path / ITEM_PATH
    path.write_text(text("又改了一句。"), encoding="utf-8")
    told = section(pages_of(snapshot_of(merged))[ITEM_PAGE], "reviews")
    assert "报审以后稿件又改了，已有的通过作废" in told
    assert told.count("不算数 通过以后稿件又改了") == 3
    assert "各级都已通过" not in told


def test_nothing_is_shown_of_an_item_from_before_the_rules_or_without_rules(
    office: Office,
) -> None:
    old = "content/items/2026/09/20260930-旧信息.md"
    office.here.commit({old: text(date="2026-09-30")}, date="2026-10-02")
    page = pages_of(snapshot_of(office.here))["items/2026/09/20260930-旧信息/index.md"]
    assert "审核留痕" not in page.markdown
    office.here.commit({ITEM_PATH: text()}, date="2026-10-09")
    assert "没有审核记录" in words(pages_of(snapshot_of(office.here))[ITEM_PAGE])
    office.here.commit({"content/registry/workflow.yml": None}, date="2026-10-09")
    without = pages_of(snapshot_of(office.here))
    assert "审核留痕" not in without[ITEM_PAGE].markdown
    assert "还没有审核流程" in words(without[BOARD])


def test_the_board_tells_what_lies_on_branches_only_when_asked(office: Office) -> None:
    office.write(office.here, text())
    office.done(office.here, WRITER, "submit", ITEM_PATH)
    office.there.git("fetch", "--quiet", "origin")
    silent = words(pages_of(snapshot_of(office.there))[BOARD])
    assert "没有等着审的稿件" in silent
    assert "chunshui build --pending" in silent
    page = pages_of(snapshot_of(office.there, pending=True))[BOARD]
    told = section(page, "waiting")
    assert "赵主任 办公室主任 1 1 2026年10月9日起，2 个工作日" in told
    row = "秋粮收购开局平稳 市局 赵主任 2 个工作日，2026年10月9日起 2026年10月12日 红灯"
    assert f"{row} 超期 1 个工作日（限 1 个工作日）" in told
    assert "chunshui build --pending" not in words(page)


def test_what_is_returned_and_why_is_on_the_board_and_in_its_month(office: Office) -> None:
    office.write(office.here, text())
    office.done(office.here, WRITER, "submit", ITEM_PATH)
    office.done(office.there, DIRECTOR, "return", ITEM, "--reason", "没有 <b>出处</b>")
    board = pages_of(snapshot_of(office.there, pending=True))[BOARD]
    assert "赵主任 （办公室主任） 2026年10月9日 2 个工作日 没有 &lt;b&gt;" in section(
        board, "returned"
    )
    assert "市局 秋粮收购开局平稳 办公室主任 退改 没有" in section(board, "month")
    later = pages_of(snapshot_of(office.there, date(2026, 11, 3), pending=True))
    month = later["reviews/2026-10/index.md"]
    assert "办公室主任 0 1 0 0 天 0 天 0" in words(month)
    assert "reviews/2026-10/" in later[BOARD].markdown or "2026-10/" in later[BOARD].markdown
    assert "2026年11月没有审核记录" in words(later[BOARD])


def test_a_merged_item_counts_without_being_asked_for(told: GitRepository) -> None:
    month = section(pages_of(snapshot_of(told))[BOARD], "month")
    assert "审结 1 件，平均每件报审 2 轮：2 轮 1 件" in month
    assert "市局 2 1 1 0 0" in month


def test_every_page_of_reviews_is_whole(told: GitRepository) -> None:
    for day in (DAY, date(2026, 11, 3)):
        snapshot = snapshot_of(told, day)
        documents = {path: document_of(page) for path, page in pages_of(snapshot).items()}
        assert broken_links(documents, [asset.path for asset in render(snapshot)[1]]) == []
        for path, document in documents.items():
            assert not document.unbalanced, path
            assert len(document.ids) == len(set(document.ids)), path
            assert "b" not in document.tags, path


def test_two_snapshots_of_one_commit_are_the_same_pages(merged: GitRepository) -> None:
    once = pages_of(snapshot_of(merged))
    merged.git("branch", "--force", "review/20261010-别的", f"origin/{BRANCH}")
    assert pages_of(snapshot_of(merged)) == once
    assert pages_of(replace(snapshot_of(merged), first_texts={})) != once


def test_a_day_before_a_decision_does_not_know_of_it(told: GitRepository) -> None:
    assert "签批" in (told.path / RECORD).read_text(encoding="utf-8")
    earlier = pages_of(snapshot_of(told, date(2026, 10, 8)))
    assert ITEM_PAGE not in earlier
    assert "没有等着审的稿件" in words(earlier[BOARD])


def keys_of(snapshot: Snapshot) -> dict[str, str]:
    views = Views(snapshot)
    return {sheet.path: views.marks.base + sheet.key for sheet in every(plan(views))}


def changed(before: Snapshot, after: Snapshot) -> set[str]:
    """Which sheets would be made anew, beside those about the whole office."""
    one, other = keys_of(before), keys_of(after)
    return {path for path in other if one.get(path) != other[path]}


def test_a_record_changes_its_item_and_the_board_and_nothing_else(told: GitRepository) -> None:
    before = snapshot_of(told)
    trail = before.corpus.trails[ITEM]
    reviews = (replace(trail.reviews[0], reason="别的"), *trail.reviews[1:])
    corpus = replace(before.corpus, trails={ITEM: replace(trail, reviews=reviews)})
    assert changed(before, replace(before, corpus=corpus)) == {ITEM_PAGE, BOARD}
    assert changed(before, replace(before, first_texts={})) == {ITEM_PAGE}


def test_the_rules_of_review_and_closed_periods_change_every_page(told: GitRepository) -> None:
    before = snapshot_of(told)
    workflow = before.corpus.workflow
    assert workflow is not None
    rules = replace(workflow, calendar=Calendar(frozenset({date(2026, 10, 8)})))
    for corpus in (
        replace(before.corpus, workflow=rules),
        replace(before.corpus, notices=(NOTICE,)),
    ):
        after = replace(before, corpus=corpus)
        assert changed(before, after) == set(keys_of(after))


def test_what_is_under_review_changes_the_board_alone(told: GitRepository) -> None:
    before = snapshot_of(told)
    trail = before.corpus.trails[ITEM]
    one = Handed(before.corpus.items[ITEM], trail, "1" * 64, published=False)
    asked = replace(before, pending=Pending(DAY, ()))
    assert changed(before, asked) == {BOARD}
    found = replace(before, pending=Pending(DAY, (one,)))
    assert changed(asked, found) == {BOARD}
    other = replace(before, pending=Pending(DAY, (one._replace(text="2" * 64),)))
    assert changed(found, other) == {BOARD}
    tomorrow = replace(before, pending=Pending(date(2026, 10, 14), (one,)))
    assert changed(found, tomorrow) == {BOARD}


def test_rules_have_one_mark_in_every_process(told: GitRepository) -> None:
    """Sets have no order of their own: what `repr` says of them differs from run to run."""
    days = [date(2026, 10, day) for day in range(1, 20)]
    workflow = snapshot_of(told).corpus.workflow
    assert workflow is not None
    marks = {
        review_marks.rules(replace(workflow, calendar=Calendar(frozenset(order))))
        for order in (days, days[::-1], days[7:] + days[:7])
    }
    assert len(marks) == 1
    assert "frozenset" not in marks.pop()
