"""Chinese search in a real browser, compared with a plain scan of the same text."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.probe import build_probe, served

PAGES = {
    "index": ("首页", "九月采用情况见各页。"),
    "notice": (
        "九月份政务信息采用情况通报",
        "政办通报〔2026〕12号：全省采用信息48篇，晋中采用3条。",
    ),
    "notice11": (
        "八月份政务信息采用情况通报",
        "政办通报〔2026〕11号：全省采用信息36篇，晋中采用12条。",
    ),
    "notice25": ("上年九月份通报", "政办通报〔2025〕12号：采用信息30篇，大同采用2条。"),
    "environment": ("生态环境税征收的做法", "聚焦生态环境保护，税务部门与环保部门共享数据。"),
    "officer": ("首席信息员工作办法", "市局设首席信息员一名，县局设兼职信息员。"),
    "opening": (
        "税务新机构挂牌成立情况报告",
        "挂牌前由徐靖牵头编印日报，形成问题清单46条。留抵退税政策落实\n到位，“一厅通办”覆盖23个窗口。",
    ),
    "refund": ("留抵退税政策直达快享", "中小微企业反映：R&D费用占比较高，<资金>周转压力缓解。"),
    "coal": ("煤炭资源税从价计征的影响", "吕梁市局测算，2026年上半年入库12.6亿元，增长8%。"),
    "performance": (
        "绩效云平台自动分解任务",
        "红黄蓝三色督办，整改效率提升40%;ABC类事项全部上线。",
    ),
}

QUERIES = [
    "2026",
    "12号",
    "〔2026〕12号",
    "政办通报〔2026〕12号",
    "采用3条",
    "环境",
    "信息员",
    "首席信息员",
    "徐靖",
    "情况通报",
    "退税",
    "一厅通办",
    "资源税",
    "绩效云",
    "吕梁市局测算",
    "落实到位",
    "12.6亿元",
    "40%",
    "三色督办 整改",
    "留抵退税 2026",
    "R&D",
    "<资金>",
    "abc类",
    "采用",
]

SAME_THING = [  # typed another way, found all the same
    ("[2026]12号", {"notice"}),
    ("(2026)12号", {"notice"}),
    ("2026", {"notice", "notice11", "coal"}),
    ("落实到位，“一厅通办”", {"opening"}),
    ('"信息员工作"', {"officer"}),
]


def _letters(text: str) -> str:
    return re.sub(r"\s", "", text).lower()


def _scan(query: str) -> set[str]:
    """The pages in which every part of the query stands, as a plain scan finds them."""
    texts = {name: _letters(title + "\n" + text) for name, (title, text) in PAGES.items()}
    parts = [_letters(part) for part in query.split()]
    return {name for name, text in texts.items() if all(part in text for part in parts)}


@pytest.fixture(scope="module")
def probe(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    pages = {
        name: f"# {title}\n\n{text.replace('&', '&amp;').replace('<', '&lt;')}\n"
        for name, (title, text) in PAGES.items()
    }
    with served(build_probe(tmp_path_factory.mktemp("search"), pages)) as address:
        yield address


@pytest.fixture
def page(chromium: Browser, probe: str) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page = context.new_page()
    page.goto(probe)
    yield page
    context.close()


def _ask(page: Page, query: str) -> set[str]:
    """Type a query and return the names of the pages listed."""
    page.locator("[data-md-component=search-query]").fill("")
    page.keyboard.press("Shift")
    page.wait_for_function(
        "document.querySelector('.md-search-result__meta').textContent.includes('键入')"
    )
    page.locator("[data-md-component=search-query]").fill(query)
    page.keyboard.press("Shift")  # Material listens to keys; filling presses none
    page.wait_for_function(
        "!/键入|初始化/.test(document.querySelector('.md-search-result__meta').textContent)"
    )
    links = page.locator(".md-search-result__item > a").evaluate_all("all => all.map(a => a.href)")
    paths = [re.sub(r"[?#].*", "", link).rstrip("/").rsplit("/", 1)[-1] for link in links]
    return {path if path in PAGES else "index" for path in paths}


def test_every_query_finds_what_a_plain_scan_finds_and_nothing_else(page: Page) -> None:
    page.locator("[data-md-component=search-query]").click()
    wrong = {
        query: (sorted(expected - found), sorted(found - expected))
        for query in QUERIES
        if (found := _ask(page, query)) != (expected := _scan(query)) or not expected
    }
    # «留抵退税 2026» stands together on no page: the nearest pages are shown instead.
    assert wrong.pop("留抵退税 2026")[1], "no nearest page was offered"
    assert wrong == {}


@pytest.mark.parametrize(("query", "expected"), SAME_THING)
def test_another_way_of_typing_finds_the_same(page: Page, query: str, expected: set[str]) -> None:
    page.locator("[data-md-component=search-query]").click()
    assert _ask(page, query) == expected


def test_words_that_stand_nowhere_find_nothing(page: Page) -> None:
    page.locator("[data-md-component=search-query]").click()
    assert _ask(page, "海关总署") == set()
    assert page.locator(".md-search-result__meta").text_content() == "没有找到符合条件的结果"


def test_a_sentence_written_otherwise_finds_the_nearest_page(page: Page) -> None:
    page.locator("[data-md-component=search-query]").click()
    assert _ask(page, "煤炭资源税计征影响") == {"coal"}


def test_the_whole_words_are_marked_and_markup_in_the_text_stays_text(page: Page) -> None:
    page.locator("[data-md-component=search-query]").click()
    _ask(page, "<资金>")
    assert page.locator(".md-search-result__item mark").all_text_contents() == ["<资金>"]
    _ask(page, "环境")
    assert "环境" in page.locator(".md-search-result__item mark").all_text_contents()
    assert page.locator(".md-search-result__item").first.locator("mark").count() == 2


def test_a_title_comes_before_a_mention(page: Page) -> None:
    page.locator("[data-md-component=search-query]").click()
    _ask(page, "留抵退税")
    first = page.locator(".md-search-result__item > a").first
    assert "/refund/" in (first.get_attribute("href") or "")


def test_a_result_opens_the_page_with_the_words_coloured(page: Page) -> None:
    page.locator("[data-md-component=search-query]").click()
    _ask(page, "〔2026〕12号")
    page.locator(".md-search-result__item > a").first.click()
    page.wait_for_selector("article mark")
    marked = page.locator("article mark").all_text_contents()
    assert set(marked) == {"2026", "12号"}
