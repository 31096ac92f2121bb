"""The look in a real browser: phone, wall screen, paper, filters, with and without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from site_builder.charts import Bar, Point, bars, heat_map, sparkline, trend
from tests.e2e.probe import build_probe, served

UNITS = ("太原市税务局", "大同市税务局", "扎兰屯市现代农业产业园服务中心")
MONTHS = [f"{month}月" for month in range(1, 13)]
HEADS = ("名次", "单位", "得分", "变化", "报送", "采用", "采用率", "批示", "定额", "走势")
PHONE, DESK, WALL = (390, 844), (1440, 900), (1920, 1080)


def _row(place: int, unit: str) -> str:
    cells = "".join(f'<td class="cs-num">{number}</td>' for number in (286, 34, 20, 5))
    return (
        f'<tr><td class="cs-center"><span class="cs-rank cs-rank--{place}">{place}</span></td>'
        f'<th scope="row"><a href="#facts">{unit}</a></th>{cells}'
        '<td class="cs-num">58.8%</td><td><span class="cs-change cs-change--up">▲2</span></td>'
        '<td><span class="cs-status cs-status--short">差4篇</span></td>'
        f"<td>{sparkline([1, 3, 2], title='走势')}</td></tr>"
    )


def _sample() -> str:
    heads = "".join(f'<th scope="col">{head}</th>' for head in HEADS)
    rows = "\n".join(_row(place, unit) for place, unit in enumerate(UNITS, start=1))
    drawings = "\n\n".join(
        (
            bars([Bar(unit, 10 - place) for place, unit in enumerate(UNITS)], title="得分"),
            trend([Point(month, 5, 3) for month in MONTHS], title="采用"),
            heat_map(UNITS, MONTHS, [[128] * 12] * 3, title="各月"),
        )
    )
    return f"""---
title: 首页
---
<header class="cs-masthead"><h1 class="cs-masthead__name">政务信息工作通报</h1>
<p class="cs-masthead__issue">2026年第9期</p>
<p class="cs-masthead__line"><span>办公室</span><span>2026年9月30日</span></p></header>

<dl class="cs-figures"><div><dt>采用</dt><dd>48<small>篇</small></dd>
<dd class="cs-figures__note">比上月多 12 篇</dd></div></dl>

<div class="cs-scroll" tabindex="0" role="region" aria-label="排名">
<table class="cs-table"><caption>排名 <small>第三季度</small></caption>
<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>
</div>

{drawings}

<form class="cs-filter" data-cs-filter="#list" hidden>
<label>方向 <select data-key="track"><option value="">全部</option><option>智慧绩效</option>
<option>风险防控</option></select></label>
<label>找字 <input data-key="text" type="search"></label><output></output></form>
<ul class="cs-feed" id="list">
<li data-track="智慧绩效"><a href="#facts">绩效云</a><span class="cs-feed__meta">太原</span></li>
<li data-track="智慧绩效|风险防控"><a href="#facts">红黄蓝</a></li>
<li data-track="风险防控"><a href="#facts">重点税源</a><span class="cs-tag">入选</span></li>
</ul>

## 怎么来的 {{#facts}}

<details class="cs-explain" open><summary>30 分</summary><ol><li><span class="cs-points">+10
</span><span>单篇采用</span><cite class="cs-clause">第五条</cite>
<code class="cs-source">items/2026/09/20260912-税务新机构挂牌.md:8</code></li></ol>
</details>

<div class="cs-body"><p>正文一段。</p></div>
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(build_probe(tmp_path_factory.mktemp("theme"), {"index": _sample()})) as address:
        yield address


Opener = Callable[..., Page]


@pytest.fixture
def look(chromium: Browser, site: str) -> Iterator[Opener]:
    """Open the sample page in a window of a size; everything is closed afterwards."""
    contexts = []

    def opened(size: tuple[int, int], query: str = "", *, scripts: bool = True) -> Page:
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]}, java_script_enabled=scripts
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(site + query)
        return page

    yield opened
    for context in contexts:
        context.close()


def test_a_phone_never_scrolls_the_page_sideways_but_the_table(look: Opener) -> None:
    page = look(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
    wider = "e => e.scrollWidth > e.clientWidth"
    assert page.locator(".cs-scroll").evaluate(wider)
    assert page.locator(".cs-chart--heat").evaluate(wider)
    assert not page.locator(".cs-chart--bars svg").evaluate(wider)


def test_a_phone_keeps_the_unit_in_sight_while_the_table_scrolls(look: Opener) -> None:
    page = look(PHONE)
    region = page.locator(".cs-scroll")
    region.evaluate("e => { e.scrollLeft = e.scrollWidth }")
    head, frame = page.locator("tbody th").first.bounding_box(), region.bounding_box()
    assert head is not None
    assert frame is not None
    assert head["x"] == pytest.approx(frame["x"], abs=1)


def test_a_desk_keeps_the_head_of_a_table_in_sight_below_the_header(look: Opener) -> None:
    page = look((1440, 500))
    page.locator("tbody tr").last.evaluate("e => scrollTo(0, scrollY + e.offsetTop + 60)")
    page.locator("tbody tr").last.evaluate("e => e.scrollIntoView({block: 'center'})")
    head = page.locator("thead th").first.bounding_box()
    bar = page.locator(".md-header").bounding_box()
    assert head is not None
    assert bar is not None
    assert head["y"] >= bar["y"] + bar["height"] - 1


def test_words_in_bars_and_trends_keep_their_size_on_a_phone(look: Opener) -> None:
    heights = [
        look(size).locator(".cs-chart--bars text").first.evaluate("e => e.getBBox().height")
        for size in (PHONE, DESK)
    ]
    assert heights[0] == heights[1]


def test_on_the_wall_no_word_is_smaller_than_five_metres_allow(look: Opener) -> None:
    page = look(WALL, "?wall")
    small = page.evaluate(
        """() => {
          const found = [];
          const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node = words.nextNode(); node; node = words.nextNode()) {
            const box = node.parentElement;
            if (!node.textContent.trim() || !box.checkVisibility()) continue;
            if (box.closest(".md-skip, script, style, title, desc")) continue;
            const drawing = box.closest("svg");
            const zoom = drawing ? parseFloat(getComputedStyle(drawing).zoom) : 1;
            const size = parseFloat(getComputedStyle(box).fontSize) * zoom;
            if (size < 26) found.push([size, node.textContent.trim()]);
          }
          return found;
        }"""
    )
    assert small == []
    for part in (".md-header", ".md-tabs", ".md-footer", ".cs-filter", ".cs-explain"):
        assert page.locator(part).locator("visible=true").count() == 0


def test_without_the_question_the_page_stays_as_it_is(look: Opener) -> None:
    assert look(WALL).locator(".md-header").is_visible()


def test_paper_shows_the_text_alone_and_clips_nothing(look: Opener) -> None:
    page = look((700, 990))
    page.emulate_media(media="print", color_scheme="dark")
    for part in (".md-header", ".md-sidebar", ".md-footer", ".cs-filter", ".headerlink"):
        assert page.locator(part).locator("visible=true").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 700
    table = page.locator(".cs-table")
    assert table.evaluate("e => e.scrollWidth <= e.parentElement.clientWidth")
    assert table.locator("thead").evaluate("e => getComputedStyle(e).display") == (
        "table-header-group"
    )
    black, white = "rgb(0, 0, 0)", "rgb(255, 255, 255)"
    assert page.locator("tbody a").first.evaluate("e => getComputedStyle(e).color") == black
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == white


def test_a_filter_shows_what_fits_counts_it_and_keeps_it_in_the_address(look: Opener) -> None:
    page = look(DESK)
    rows = page.locator("#list > li").locator("visible=true")
    assert rows.count() == 3
    page.locator("[data-key=track]").select_option("风险防控")
    assert rows.all_inner_texts()[0] == "红黄蓝"
    assert rows.count() == 2
    page.locator("[data-key=text]").fill("税源")
    assert rows.count() == 1
    assert page.locator(".cs-filter output").inner_text() == "共 1 条"
    page.reload()
    assert rows.count() == 1
    page.locator("[data-key=text]").fill("海关")
    assert page.locator(".cs-filter output").inner_text() == "没有符合条件的，请放宽条件"


def test_without_scripts_everything_is_shown_and_no_dead_filter(look: Opener) -> None:
    page = look(DESK, scripts=False)
    assert page.locator("#list > li").locator("visible=true").count() == 3
    assert not page.locator(".cs-filter").is_visible()
    assert page.locator(".cs-chart--bars svg").is_visible()
