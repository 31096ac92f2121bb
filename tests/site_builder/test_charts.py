from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from xml.etree import ElementTree

import pytest
from markupsafe import Markup

from site_builder.charts import Bar, Point, bars, heat_map, number, sparkline, trend

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<script>alert("1")</script>&'


def _svg(drawing: Markup) -> ElementTree.Element:
    """The drawing as XML (so it is well-formed), its picture alone."""
    root = ElementTree.fromstring(drawing)  # noqa: S314 - the text is our own
    found = root if root.tag == f"{SVG}svg" else root.find(f".//{SVG}svg")
    assert found is not None
    return found


def _of(svg: ElementTree.Element, tag: str, css: str) -> list[ElementTree.Element]:
    return [e for e in svg.iter(f"{SVG}{tag}") if css in (e.get("class") or "").split()]


def _words(svg: ElementTree.Element) -> list[str]:
    return [element.text or "" for element in svg.iter(f"{SVG}text")]


DRAWINGS = {
    "bars": bars([Bar("太原市局", 3), Bar("大同市局", 2, mark=1)], title="得分"),
    "trend": trend([Point("1月", 3, 2), Point("2月", None, 4), Point("3月", 5)], title="走势"),
    "heat": heat_map(["太原市局"], ["1月", "2月"], [[3, None]], title="采用"),
    "spark": sparkline([1, 2, 3], title="近三月"),
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_is_named_and_told_in_words_and_fits_into_markdown(name: str) -> None:
    drawing = DRAWINGS[name]
    svg = _svg(drawing)
    assert svg.get("role") == "img"
    assert svg[0].tag == f"{SVG}title"
    assert svg[0].text
    assert svg[1].tag == f"{SVG}desc"
    assert "3" in (svg[1].text or "")
    assert "\n\n" not in drawing
    assert not re.search(r"^\s+\S", drawing, re.MULTILINE)
    assert "style=" not in drawing
    assert not re.search(r"#[0-9a-f]{3,6}\b", drawing)


def test_labels_and_titles_are_escaped() -> None:
    for drawing in (
        bars([Bar(HOSTILE, 1, text=HOSTILE)], title=HOSTILE, note=HOSTILE),
        trend([Point(HOSTILE, 1)], title=HOSTILE, note=HOSTILE),
        heat_map([HOSTILE], [HOSTILE], [[1]], title=HOSTILE, note=HOSTILE),
        sparkline([1], title=HOSTILE),
        bars([], title=HOSTILE, hint=HOSTILE),
    ):
        assert "<script" not in drawing
        assert "&lt;script" in drawing


def test_the_longest_bar_fills_the_width_and_the_others_keep_their_proportion() -> None:
    svg = _svg(bars([Bar("甲", Decimal("7.5")), Bar("乙", Fraction(5, 2))], title="得分"))
    assert [bar.get("width") for bar in _of(svg, "rect", "cs-svg__one")] == ["100%", "33.33%"]
    assert _words(svg) == ["甲", "7.5", "乙", "2.5"]


def test_a_negative_bar_stands_left_of_the_zero_line_in_the_second_colour() -> None:
    svg = _svg(bars([Bar("甲", 6), Bar("乙", -2)], title="得分"))
    (minus,) = _of(svg, "rect", "cs-svg__two")
    (plus,) = _of(svg, "rect", "cs-svg__one")
    assert (minus.get("x"), minus.get("width")) == ("0%", "25%")
    assert (plus.get("x"), plus.get("width")) == ("25%", "75%")
    assert "-2" in _words(svg)


def test_bars_of_nothing_but_zeros_are_empty_and_do_not_fail() -> None:
    svg = _svg(bars([Bar("甲", 0)], title="得分"))
    assert [bar.get("width") for bar in _of(svg, "rect", "cs-svg__one")] == ["0%"]


def test_a_mark_beyond_every_bar_still_lies_inside_the_drawing() -> None:
    svg = _svg(bars([Bar("甲", 5, mark=10)], title="得分"))
    assert [line.get("x1") for line in _of(svg, "line", "cs-svg__mark")] == ["100%"]
    assert [bar.get("width") for bar in _of(svg, "rect", "cs-svg__one")] == ["50%"]


def test_a_trend_leaves_a_gap_where_a_value_is_missing() -> None:
    points = [Point(f"{m}月", v) for m, v in enumerate([2, 4, None, 3, 5], start=1)]
    svg = _svg(trend(points, title="走势"))
    assert len(_of(svg, "line", "cs-svg__line")) == 2
    assert len(_of(svg, "circle", "cs-svg__dot")) == 4


def test_a_trend_writes_its_first_and_last_known_values_once() -> None:
    points = [Point("1月", None), Point("2月", 4), Point("3月", 5), Point("4月", None)]
    assert [e.text for e in _of(_svg(trend(points, title="走势")), "text", "cs-svg__halo")] == [
        "4",
        "5",
    ]
    alone = _svg(trend([Point("1月", 7)], title="走势"))
    assert [e.text for e in _of(alone, "text", "cs-svg__halo")] == ["7"]


def test_a_trend_shows_the_year_before_as_a_dashed_line_on_the_same_scale() -> None:
    svg = _svg(trend([Point("1月", 10, 20), Point("2月", 10, 20)], title="走势"))
    (now,) = _of(svg, "line", "cs-svg__line")
    (before,) = _of(svg, "line", "cs-svg__before")
    assert (now.get("y1"), before.get("y1")) == ("103", "28")


def test_the_axis_of_a_trend_ends_at_a_round_number_and_keeps_zero() -> None:
    words = _words(_svg(trend([Point("1月", 61), Point("2月", 22)], title="走势")))
    assert words[:3] == ["0", "40", "80"]
    negative = _words(_svg(trend([Point("1月", -3), Point("2月", 7)], title="走势")))
    assert negative[:3] == ["-4", "0", "8"]


def test_a_heat_map_writes_every_number_and_darkens_with_it() -> None:
    svg = _svg(heat_map(["甲", "乙"], ["1月", "2月"], [[0, 1], [4, None]], title="采用"))
    shades = [
        int((re.search(r"cs-svg__h(\d)", cell.get("class") or "") or [0, 0])[1])
        for cell in _of(svg, "rect", "cs-svg__cell")
    ]
    assert shades == [0, 2, 4, 0]
    assert _words(svg) == ["1月", "2月", "甲", "0", "1", "乙", "4", "–"]


def test_a_heat_map_refuses_rows_of_the_wrong_length() -> None:
    with pytest.raises(ValueError, match="zip"):
        heat_map(["甲"], ["1月", "2月"], [[1]], title="采用")


@pytest.mark.parametrize(
    "drawing",
    [
        bars([], title="得分", hint="先登记采用。"),
        trend([], title="得分", hint="先登记采用。"),
        trend([Point("1月", None, 4)], title="得分", hint="先登记采用。"),
        heat_map([], ["1月"], [], title="得分", hint="先登记采用。"),
    ],
)
def test_a_chart_without_data_says_so_and_what_to_do(drawing: Markup) -> None:
    assert "<svg" not in drawing
    assert "还没有可画的数据" in drawing
    assert "先登记采用。" in drawing


def test_a_line_without_values_is_a_dash() -> None:
    assert "–" in sparkline([], title="走势")


def test_a_level_line_is_drawn_and_not_divided_by_nothing() -> None:
    assert _svg(sparkline([0, 0, 0], title="走势")) is not None


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (120, "120"),
        (Decimal("120.0"), "120"),
        (Decimal("0.125"), "0.13"),
        (Decimal("-0.125"), "-0.13"),
        (Decimal("-0.001"), "0"),
        (Fraction(10, 3), "3.33"),
        (Decimal("1E+3"), "1000"),
        (None, "–"),
    ],
)
def test_numbers_have_two_decimals_at_most_and_round_half_away_from_zero(
    value: Decimal | Fraction | int | None, written: str
) -> None:
    assert number(value) == written


@pytest.mark.parametrize(("least", "named"), [("-0.5", False), ("-20", True)])
def test_the_words_of_the_axis_never_lie_upon_each_other(least: str, *, named: bool) -> None:
    points = [Point("1", Decimal(least)), Point("2", Decimal(40))]
    axis = re.findall(
        r'<text class="cs-svg__soft"[^>]*>([^<]*)</text>', trend(points, title="走势")
    )
    assert "0" in axis
    assert (least in axis) == named
