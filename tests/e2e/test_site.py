"""Every kind of page of the demonstration site, in a real browser."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import PageLog, Site

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
_RUNNING_OVER = """() => {
  document.querySelectorAll('.cs-explain').forEach(each => { each.open = true });
  return [...document.querySelectorAll('.cs-explain .cs-points')]
    .filter(each => each.scrollWidth > each.clientWidth).map(each => each.innerText);
}"""


def kinds(folder: Path) -> Iterator[str]:
    """The first and the last page of every family and depth, so that a new kind joins by itself."""
    paths = sorted(path.relative_to(folder).parent for path in folder.rglob("index.html"))

    def kind(path: Path) -> tuple[str, int]:
        return (path.parts[0] if path.parts else "", len(path.parts))

    for _, group in itertools.groupby(sorted(paths, key=lambda p: (kind(p), p)), key=kind):
        pages = list(group)
        yield from dict.fromkeys(quote(f"{path}/") for path in (pages[0], pages[-1]))


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_no_page_asks_outside_complains_or_scrolls_sideways(
    page: Page, demo_site: Site, size: dict[str, int]
) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    wide = []
    for path in kinds(demo_site.folder):
        page.goto(path, wait_until="networkidle")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > size["width"]:
            wide.append((path, width))
    assert wide == []


def test_no_figure_or_light_runs_into_the_words_beside_it(page: Page, demo_site: Site) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    lists = [path for path in kinds(demo_site.folder) if _explains(demo_site.folder, path)]
    over = []
    for path in (*lists, "board/commissions/2025/", "board/commissions/2026/"):
        page.goto(path, wait_until="load")
        over += [(path, words) for words in page.evaluate(_RUNNING_OVER)]
    assert over == []
    assert page.locator(".cs-points--light").count()


def _explains(folder: Path, path: str) -> bool:
    """Whether a page says how its figures came about."""
    return "cs-explain" in (folder / unquote(path) / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page: Page, demo_site: Site, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    axe = Axe()
    found = {}
    for path in kinds(demo_site.folder):
        page.goto(path, wait_until="load")
        violations = axe.run(page).response["violations"]
        if violations:
            found[path] = [(v["id"], v["nodes"][0]["target"]) for v in violations]
    assert found == {}


def test_a_number_leads_to_its_entries_the_fact_and_the_clause(page: Page) -> None:
    page.goto("rankings/2025/")
    page.get_by_role("link", name="晋中市局").first.click()
    assert page.locator("h1").inner_text().startswith("晋中市局")
    page.get_by_role("link", name="2025年记分账").first.click()
    entry = page.locator(".cs-explain li").first
    assert entry.locator(".cs-points").inner_text()
    assert entry.get_by_role("link").filter(has=page.locator(".cs-source")).count() == 1
    entry.get_by_role("link").filter(has=page.locator(".cs-clause")).click()
    assert "rulebooks/2025" in page.url
    clause = page.url.partition("#")[2]
    assert clause, "the link names the clause"
    assert page.locator(f"[id='{clause}']").count() == 1


def test_a_reason_leads_to_the_trail_and_to_what_was_changed(page: Page) -> None:
    page.goto("reviews/")
    page.get_by_role("link", name="2026年10月").click()
    row = page.locator("tr", has_text="退改").filter(has=page.locator("td a")).first
    reason = row.locator("td").nth(3).inner_text()
    row.locator("td a").first.click()
    steps = page.locator("#reviews ~ details.cs-explain li")
    assert reason in steps.filter(has_text="退改").first.inner_text()
    changed = page.locator(".cs-compared")
    assert changed.locator("p").first.locator("ins").count() > 0
    line = "e => getComputedStyle(e).textDecorationLine"
    assert changed.locator("ins").first.evaluate(line) == "underline"
    assert changed.locator("del").first.evaluate(line) == "line-through"


@pytest.mark.parametrize("path", ["rankings/2026-10/", "rankings/2026Q3/", "reviews/2026-10/", ""])
def test_a_printed_page_takes_few_sheets(page: Page, path: str) -> None:
    page.goto(path)
    paper = page.pdf(prefer_css_page_size=True)
    sheets = [
        (float(width), float(height))
        for width, height in re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper)
    ]
    assert 1 <= len(sheets) <= 3
    assert all((width > height) == path.startswith("rankings") for width, height in sheets)


@pytest.mark.parametrize(
    ("path", "tab"),
    [("", "首页"), ("rankings/2026-10/", "排名"), ("units/晋中市局/", "单位和人员"),
     ("tags/", "信息"), ("reviews/2026-10/", "信息"), ("rulebooks/2026/", "计分办法"),
     ("board/tasks/2026-11/", "任务"), ("assignments/约稿-春耕生产税费服务/", "任务"),
     ("guide/writers/", "帮助")],
)  # fmt: skip
def test_every_page_lights_one_tab(page: Page, path: str, tab: str) -> None:
    page.goto(path)
    assert page.locator(".md-tabs__item--active").all_inner_texts() == [tab]


def test_every_page_names_the_feed(page: Page, demo_site: Site) -> None:
    for path in ("", "rankings/2026-10/"):
        page.goto(path)
        feed = page.locator("link[rel=alternate][type='application/atom+xml']")
        assert feed.evaluate("e => e.href") == f"{demo_site.url}feed.xml"
    assert (demo_site.folder / "feed.xml").is_file()


def test_the_wall_screen_fits(page: Page) -> None:
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto("screen/?wall")
    root = "document.documentElement"
    assert page.evaluate(f"[{root}.scrollWidth, {root}.scrollHeight]") == [1920, 1080]


def test_a_light_on_the_board_leads_to_the_matter_and_its_entries(page: Page) -> None:
    page.goto("board/")
    chart = page.locator("[aria-label=约稿作战图]")
    assert "红" in chart.locator("tr", has_text="阳泉市局").inner_text()
    chart.get_by_role("link", name="春耕生产").click()
    row = page.locator("tr", has=page.get_by_role("rowheader", name="阳泉市局"))
    assert "逾期" in row.inner_text()
    assert "交信息" in row.inner_text()
    page.locator("#score ~ details.cs-explain a", has_text="第").first.click()
    assert "rulebooks/" in page.url


def test_the_board_can_be_read_from_five_metres(page: Page) -> None:
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto("board/?wall")
    sizes = "es => Math.min(...es.map(e => parseFloat(getComputedStyle(e).fontSize)))"
    assert page.locator(".cs-colour, .cs-unit, .cs-matter").evaluate_all(sizes) >= 26
    assert page.evaluate("document.documentElement.scrollWidth") == 1920


def test_calendars_are_served_where_the_pages_say(page: Page) -> None:
    for path, name in (("board/", "订阅日历"), ("units/朔州市局/", "到期日历")):
        page.goto(path)
        link = page.get_by_role("link", name=name).evaluate("e => e.href")
        answer = page.request.get(link)
        assert answer.ok, link
        assert answer.body().startswith(b"BEGIN:VCALENDAR\r\n")


def test_the_search_box_stands_before_the_theme_s_script_has_come(
    page: Page, page_log: PageLog
) -> None:
    page.route("**/bundle.*.js", lambda route: route.abort())
    page.goto("")
    assert page.locator(".md-search__input").is_visible()
    page_log.errors.clear()


def test_the_keyboard_reaches_search_and_a_result(page: Page) -> None:
    page.goto("")
    page.keyboard.press("/")
    page.keyboard.type("2026")
    page.keyboard.press("Shift")
    page.locator(".md-search-result__item").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "?h=" in url or url.rstrip("/").count("/") > 3)


def test_the_case_library_filters_without_a_server(
    page: Page, browser_without_script: Callable[[], Page], demo_site: Site
) -> None:
    page.goto("cases/")
    cards = page.locator("#cases > *")
    whole = cards.count()
    select = page.locator("form.cs-filter select[data-key=track]")
    select.select_option(index=1)
    shown = sum(card.is_visible() for card in cards.all())
    assert 0 < shown < whole
    plain = browser_without_script()
    plain.goto(f"{demo_site.url}cases/")
    assert plain.locator("#cases > *:visible").count() == whole


@pytest.fixture
def browser_without_script(chromium: Browser) -> Iterator[Callable[[], Page]]:
    """A page in a browser that runs no script."""
    context = chromium.new_context(java_script_enabled=False, locale="zh-CN")
    yield context.new_page
    context.close()
