"""The search box: narrowing by facet, counts, further results, keyboard, phone, a new build."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from site_builder.search import Document, MonthSource, PageDocument, plan, source_of
from tests.e2e import search_site
from tests.e2e.probe import write_search

YEARS = (2024, 2025, 2026)
UNITS = ("太原市局", "太原市局第一分局", "大同市局")
KINDS = ("经验", "问题")
PAGES = [
    PageDocument("guide/writers/index.md", "怎样写环境类信息", "先看数据。"),
    PageDocument("units/太原市局/index.md", "太原市局", "太原市局的信息。"),
]


def _document(year: int, number: int, word: str = "环境") -> Document:
    """The first of every three has the word in its title."""
    title = f"{year}年第{number}件{word}" if number % 3 == 0 else f"{year}年第{number}件"
    return Document(
        f"items/{year}/{number}/",
        title,
        f"{year}-03-{number + 1:02d}",
        f"生态{word}保护的做法，第{number}例。",
        units=(UNITS[number % 3],),
        kinds=(KINDS[number % 2],),
        publications=("晋政信息",) if number % 4 == 0 else (),
        tracks=("智慧绩效",) if number == 5 else (),
    )


def _months(word: str = "环境") -> dict[str, MonthSource]:
    def source(year: int) -> MonthSource:
        return MonthSource("", lambda: [_document(year, number, word) for number in range(24)])

    return {f"{year}-03": source(year) for year in YEARS}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = search_site.shell(tmp_path_factory.mktemp("box"))
    write_search(site, plan(None, _months(), source_of("", lambda: PAGES)))
    return site


Opener = Callable[..., Page]


@pytest.fixture
def opened(chromium: Browser, site: Path) -> Iterator[Opener]:
    """Open the site below a folder of the server, with the search box open."""
    contexts = []
    with search_site.counted(site.parent) as (address, _):

        def open_box(width: int = 1440, height: int = 900, scheme: str = "light") -> Page:
            context = chromium.new_context(
                viewport={"width": width, "height": height},
                color_scheme=scheme,  # type: ignore[arg-type]
                locale="zh-CN",
            )
            contexts.append(context)
            page = context.new_page()
            page.goto(f"{address}{site.name}/")
            if width < 960:
                page.locator("label.md-header__button[for=__search]").click()
            else:
                page.locator("[data-md-component=search-query]").click()
            page.locator(".cs-search").wait_for()
            return page

        yield open_box
        for context in contexts:
            context.close()


def _ask(page: Page, words: str) -> None:
    page.locator("[data-md-component=search-query]").fill(words)
    page.keyboard.press("Shift")  # Material listens to keys; filling presses none


def _count(page: Page, text: str) -> None:
    expect(page.locator(".cs-search-count")).to_have_text(text)


def _listed(page: Page) -> list[str]:
    found = page.locator(".md-search-result__item > a").evaluate_all("all => all.map(a => a.href)")
    return [re.sub(r"^.*/site/|\?.*$", "", address) for address in found]


def _options(page: Page, key: str) -> list[str]:
    return page.locator(f".cs-search select[name={key}] option").all_inner_texts()


def test_results_come_newest_first_titles_before_texts_and_go_on_to_the_last(
    opened: Opener,
) -> None:
    page = opened()
    _ask(page, "环境")
    _count(page, "共 73 条")
    assert _listed(page)[:4] == [
        "guide/writers/", "items/2026/21/", "items/2026/18/", "items/2026/15/",
    ]  # fmt: skip
    more = page.locator(".cs-search-more")
    while more.is_visible():
        shown = page.locator(".md-search-result__item").count()
        page.locator(".md-search__scrollwrap").evaluate("e => e.scrollTo(0, e.scrollHeight)")
        page.wait_for_function(
            "n => document.querySelectorAll('.md-search-result__item').length > n"
            " || document.querySelector('.cs-search-more').hidden",
            arg=shown,
        )
    found = _listed(page)
    assert len(found) == len(set(found)) == 73
    years = [each.split("/")[1] for each in found if each.startswith("items/")]
    assert years == sorted(years, reverse=True)


def test_of_years_without_the_words_only_grams_are_read(chromium: Browser, site: Path) -> None:
    context = chromium.new_context()
    with search_site.counted(site) as (address, traffic):
        page = context.new_page()
        page.goto(address, wait_until="networkidle")
        assert set(traffic.paths) <= {"search_index.json"}, "a page without a question"
        answer = search_site.ask(page, "2024年第7件")
        context.close()
    assert answer.found == ["items/2024/7/"]
    read = {path.partition("-")[0] for path in traffic.paths}
    assert {"2024/texts", "2024/facets"} <= read
    assert not {f"{year}/{what}" for year in (2025, 2026) for what in ("texts", "facets")} & read
    assert any(re.match(r"2025/[0-9a-f]{3}$", each) for each in read)


def test_a_box_opened_before_the_worker_listens_offers_what_narrows_all_the_same(
    chromium: Browser, site: Path
) -> None:
    with search_site.counted(site.parent) as (address, _):
        page = chromium.new_page()
        held: list[Route] = []
        page.route("**/search.js", lambda route: held.append(route))
        with page.expect_request("**/search.js"):
            page.goto(f"{address}{site.name}/")
        page.locator("[data-md-component=search-query]").click()
        held[0].continue_()
        page.locator(".cs-search").wait_for()
        page.close()


def test_a_facet_offers_words_with_their_numbers_and_narrows(opened: Opener) -> None:
    page = opened()
    _ask(page, "环境")
    _count(page, "共 73 条")
    assert _options(page, "单位") == [
        "全部单位", "大同市局（24）", "太原市局（24）", "太原市局第一分局（24）",
    ]  # fmt: skip
    assert _options(page, "年")[1:] == [
        "2026年（24）",
        "2025年（24）",
        "2024年（24）",
        "其他页面（1）",
    ]
    assert _options(page, "刊物") == ["全部刊物", "晋政信息（18）"]
    page.locator("select[name=单位]").select_option("太原市局")
    expect(page.locator("[data-md-component=search-query]")).to_have_value("环境 单位:太原市局")
    _count(page, "共 24 条")
    assert "问题（12）" in _options(page, "体裁")
    page.locator("select[name=年]").select_option("2025")
    _count(page, "共 8 条")
    assert _listed(page) == [f"items/2025/{n}/" for n in (21, 18, 15, 12, 9, 6, 3, 0)]
    page.locator("select[name=单位]").select_option("")
    _count(page, "共 24 条")


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("单位:太原市局", 24),
        ("单位:太原", 48),
        ("单位：大同 环境", 24),
        ("单位:大同市局 单位:太原市局", 48),
        ("年:2026 体裁:经验", 12),
        ("年份：2024年 刊物:晋政信息", 6),
        ("案例:智慧绩效", 3),
        ("年:其他 环境", 1),
        ("年:2026 第21例", 1),
    ],
)
def test_what_narrows_can_be_typed(opened: Opener, words: str, count: int) -> None:
    page = opened()
    _ask(page, words)
    _count(page, f"共 {count} 条")


def test_a_page_named_so_comes_first(opened: Opener) -> None:
    page = opened()
    _ask(page, "太原市局")
    page.locator(".md-search-result__item").first.wait_for()
    assert _listed(page)[0] == "units/太原市局/" or "%E5" in _listed(page)[0]
    assert page.locator(".md-search-result__item h1").first.inner_text() == "太原市局"


def test_where_nothing_fits_nothing_is_shown(opened: Opener) -> None:
    page = opened()
    _ask(page, "环境 单位:忻州市局")
    meta = page.locator(".md-search-result__meta")
    expect(meta).to_have_text("没有找到符合条件的结果")
    expect(page.locator(".cs-search-count")).to_be_hidden()
    assert _listed(page) == []


def test_where_not_all_words_stand_together_the_nearest_are_named_so(opened: Opener) -> None:
    page = opened()
    _ask(page, "第21例 海关总署")
    _count(page, "没有完全符合的，下面是最接近的")
    assert len(_listed(page)) == 3


def test_the_keyboard_goes_from_the_words_through_the_facets_to_the_results(
    opened: Opener,
) -> None:
    page = opened()
    _ask(page, "环境")
    _count(page, "共 73 条")
    focused = "document.activeElement.name || document.activeElement.classList[0]"
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "单位"
    page.keyboard.press("ArrowDown")
    _count(page, "共 24 条")
    assert page.evaluate(focused) == "单位", "the arrow stays in the list"
    for name in ("年", "体裁", "刊物", "案例"):
        page.keyboard.press("Tab")
        assert page.evaluate(focused) == name
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(focused) == "刊物"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "md-search-result__link"
    page.keyboard.press("ArrowUp")
    assert page.evaluate(focused) == "query"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    second = page.locator(".md-search-result__link").nth(1)
    expect(second).to_be_focused()
    page.keyboard.press("Escape")
    assert page.evaluate("document.getElementById('__search').checked") is False


def test_escape_leaves_the_facets_and_the_box(opened: Opener) -> None:
    page = opened()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert page.evaluate("document.getElementById('__search').checked") is False


def test_enter_opens_the_first_result_with_its_words_coloured(opened: Opener) -> None:
    page = opened()
    _ask(page, "环境 单位:大同")
    _count(page, "共 24 条")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/items/2026/\d+/\?h="))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_all_is_in_reach(opened: Opener, scheme: str) -> None:
    page = opened(390, 844, scheme)
    _ask(page, "环境")
    _count(page, "共 73 条")
    # The box slides in from the side; only where it comes to rest counts.
    page.wait_for_function("document.documentElement.scrollWidth === 390", timeout=10_000)
    for select in page.locator(".cs-search select").all():
        box = select.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert box["height"] >= 28
    assert len(_listed(page)) >= 10


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_open_box(opened: Opener, scheme: str) -> None:
    page = opened(scheme=scheme)
    _ask(page, "环境")
    _count(page, "共 73 条")
    found = Axe().run(page, context=".md-search").response["violations"]
    assert [(each["id"], each["nodes"][0]["target"]) for each in found] == []


def test_a_new_build_in_the_middle_of_a_session_is_seen(opened: Opener, site: Path) -> None:
    page = opened()
    _ask(page, "环境")
    _count(page, "共 73 条")
    kept = site.parent / "kept"
    shutil.copytree(site / "search", kept)
    try:
        shutil.rmtree(site / "search")
        write_search(site, plan(None, _months("水利"), source_of("", lambda: PAGES)))
        _ask(page, "环境 年:2024")
        expect(page.locator(".md-search-result__meta")).to_have_text("没有找到符合条件的结果")
        _ask(page, "水利")
        _count(page, "共 72 条")
    finally:
        shutil.rmtree(site / "search")
        kept.rename(site / "search")


def test_two_windows_do_not_hear_each_other(opened: Opener) -> None:
    one, two = opened(), opened()
    _ask(one, "环境")
    _ask(two, "第21例")
    _count(one, "共 73 条")
    _count(two, "共 3 条")
    assert len(_listed(two)) == 3
