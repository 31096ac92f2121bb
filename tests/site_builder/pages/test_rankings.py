"""What a ranking says in words, and what of it is printed, searched and compared."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from scoring.ledger import Ledger
from scoring.periods import PeriodKind, period_of
from scoring.results import Ranked, RankTable, Results, Standing, TableKey, Tally
from site_builder.pages import render
from site_builder.pages.page import Page
from site_builder.snapshot import Snapshot
from tests.site_builder.pages.facts import RULEBOOK

SEPTEMBER = period_of(date(2026, 9, 1), PeriodKind.MONTH)
AUGUST = SEPTEMBER.previous()
NOTE = "采用按采用日期计，可含上期报送的信息，采用率因此可能超过 100%。"


def standing(subject: str, rank: int, points: int, before: int | None = 1) -> Standing:
    value = Decimal(points)
    return Standing(subject, rank, False, value, value, value, before, Tally(1, 2, 2, 0, 0))


def ranking(snapshot: Snapshot, *tables: tuple[str, str | None, list[Standing]]) -> str:
    """The page of September when its tables are (score, group, rows)."""
    results: dict[str, Results] = {}
    for score, group, rows in tables:
        key = TableKey(score, SEPTEMBER, Ranked.UNIT, group)
        held = results.get(score) or Results(score, {}, (), snapshot.as_of)
        table = RankTable(key, RULEBOOK, tuple(rows))
        results[score] = replace(held, tables={**held.tables, key: table})
    ledgers = {**{score: Ledger(score, ()) for score in results}, **snapshot.ledgers}
    pages = render(replace(snapshot, results=results, ledgers=ledgers))[0]
    return next(p.markdown for p in pages if p.path == "rankings/2026-09/index.md")


def lead(markdown: str) -> str:
    found = re.search(r'<p class="cs-lead">(.*?)</p>', markdown)
    assert found is not None
    return re.sub(r"<[^>]+>", "", found[1])


def test_the_lead_names_up_to_three_winners_and_counts_more(snapshot: Snapshot) -> None:
    three = [standing(name, 1, 4) for name in "甲乙丙"]
    said = lead(
        ranking(snapshot, ("信息", "市局", three), ("信息", "处室", [standing("戊", 1, 2)]))
    )
    assert said == "市局第一名：甲、乙、丙（4 分）；处室第一名：戊（2 分）。"
    four = [*three, standing("丁", 1, 4), standing("戊", 5, 1)]
    assert lead(ranking(snapshot, ("信息", "市局", four))) == "市局第一名：4 个单位并列（4 分）。"


def test_the_lead_speaks_of_the_main_score_and_of_groups_that_rank(snapshot: Snapshot) -> None:
    page = ranking(
        snapshot,
        ("信息", "市局", [standing("甲", 1, 9)]),
        ("信息", None, [standing("散", 1, 99)]),
        ("宣传", "市局", [standing("乙", 1, 7)]),
    )
    assert lead(page) == "市局第一名：甲（9 分）。"
    assert "（未分类单位，不排名次）" in page
    row = next(line for line in page.split("\n") if ">散</th>" in line)
    assert row.startswith('<tr><td class="cs-center">–</td>')
    assert '<span class="cs-change">—</span>' in row


def test_an_office_without_groups_ranks_all_its_units(snapshot: Snapshot) -> None:
    page = ranking(snapshot, ("信息", None, [standing("甲", 1, 9)]))
    assert lead(page) == "第一名：甲（9 分）。"
    assert '<span class="cs-rank cs-rank--1">1</span>' in page


def test_what_matters_first_stands_first(pages: dict[str, Page]) -> None:
    heads = re.findall(r"<th scope=\"col\"[^>]*>(.*?)</th>", pages[path(SEPTEMBER.id)].markdown)
    assert heads[:8] == ["名次", "单位", "本期得分", "升降", "报送", "采用", "采用率", "批示"]
    assert heads[8:10] == ["上期累计", "累计得分"]


def path(period: str) -> str:
    return f"rankings/{period}/index.md"


@pytest.mark.parametrize(("period", "words"), [(AUGUST.id, "—"), (SEPTEMBER.id, "新")])
def test_new_is_said_only_where_there_was_a_period_before(
    pages: dict[str, Page], period: str, words: str
) -> None:
    changes = re.findall(r'<span class="cs-change[^"]*">(.*?)</span>', pages[path(period)].markdown)
    assert words in changes
    assert ("新" in changes) == (words == "新")


def test_the_lines_behind_a_row_are_neither_printed_nor_searched(pages: dict[str, Page]) -> None:
    opened = re.findall("<details[^>]*>", pages[path(SEPTEMBER.id)].markdown)
    assert opened
    assert all("cs-no-print" in each and "data-search-exclude" in each for each in opened)
    item = pages["items/2026/09/20260902-联合/index.md"].markdown
    assert re.findall("<details[^>]*>", item) == ['<details class="cs-explain" open>']


def test_long_blocks_are_laid_out_late_at_a_height_told_beforehand(pages: dict[str, Page]) -> None:
    page = pages[path(SEPTEMBER.id)].markdown
    blocks = re.findall(
        r'<div class="cs-later[^>]*style="--cs-height: calc\((.*?)\)">\n<(\w+)', page
    )
    tables, told = page.count("<table"), page.count("<details")
    assert [kind for _, kind in blocks].count("div") == tables > 0
    assert sum(int(high.split()[0]) for high, kind in blocks if kind == "details") == told > 0
    rows = sum(int(high.split()[2]) for high, kind in blocks if kind == "div")
    assert rows == page.count('<th scope="row"')


def test_every_rate_above_one_is_explained(pages: dict[str, Page]) -> None:
    ranking_page = pages[path(SEPTEMBER.id)].markdown
    assert ranking_page.count(NOTE) == ranking_page.count('<th scope="col">采用率</th>') > 0
    assert f'title="{NOTE}"' in pages["index.md"].markdown
    assert NOTE in pages["guide/reviewers/index.md"].markdown


def test_an_item_s_story_is_told_in_order_of_date(snapshot: Snapshot) -> None:
    item = snapshot.corpus.items["20260903-环境"]
    late = replace(item.adoptions[0], date=date(2026, 9, 30))
    changed = replace(item, adoptions=(late, *item.adoptions))
    corpus = replace(snapshot.corpus, items={**snapshot.corpus.items, item.id: changed})
    pages = {page.path: page for page in render(replace(snapshot, corpus=corpus))[0]}
    story = pages["items/2026/09/20260903-环境/index.md"].markdown
    steps = re.findall(r'<li class="cs-steps__done"[^>]*>2026年9月(\d+)日', story)
    assert steps == ["8", "10", "30"]
