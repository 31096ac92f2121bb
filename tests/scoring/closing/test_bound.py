"""Bound figures in a text: shown plainly, refreshed in place, found when stale."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scoring.closing.bound import bound, link, plain, refreshed, stale
from scoring.closing.figures import Figure, Figures
from scoring.findings import Source
from scoring.periods import parse_period

PERIOD = parse_period("2026Q3")
assert PERIOD is not None
HOSTILE = "A(B)](数:x)[1] <b>%2F\\\"`*_局"
FIGURES = Figures(
    PERIOD,
    {
        "采用次数": Figure("采用次数", 35, "35"),
        f"得分.{HOSTILE}": Figure(f"得分.{HOSTILE}", 7, "7"),
    },
    {"采用次数": Figure("采用次数", 30, "30")},
    None,
)
START = Source("content/notices/2026Q3.md", 9)


def test_people_read_the_figure_without_its_name() -> None:
    assert plain("采用[35](数:采用次数)次，[**5**](数：增加.采用次数)次") == "采用35次，**5**次"
    assert plain("见[办法](../rulebooks/2026.md)[1]") == "见[办法](../rulebooks/2026.md)[1]"
    assert plain(r"《\[35\](数:采用次数)》") == r"《\[35\](数:采用次数)》"


def test_any_name_goes_into_a_link_and_comes_out_again() -> None:
    written = link(FIGURES[f"得分.{HOSTILE}"])
    assert plain(f"甲{written}分") == "甲7分"
    assert [one.name for one in bound(written)] == [f"得分.{HOSTILE}"]


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=30))
def test_no_name_breaks_out_of_its_link(name: str) -> None:
    written = f"前{link(Figure(name, 1, '1'))}后"
    assert plain(written) == "前1后"
    assert [one.name for one in bound(written)] == [name]


def test_a_stale_figure_is_found_with_the_mended_line() -> None:
    body = "\n第一行\n采用[28](数:采用次数)次，上期[30](数:上期.采用次数)次。\n"
    (finding,) = stale(body, FIGURES, START)
    assert (finding.code, finding.line, finding.column) == ("N901", 11, 4)
    assert finding.mended == "采用[35](数:采用次数)次，上期[30](数:上期.采用次数)次。"
    assert "“采用次数”现在是 35，这里写的是“28”" in finding.message


def test_an_unknown_name_is_found_and_left_alone() -> None:
    body = "[1](数:采用次书)、[2](数:同比增加.采用次数)"
    first, second = stale(body, FIGURES, START)
    assert (first.code, second.code) == ("N902", "N902")
    assert "是不是“采用次数”" in first.message
    assert refreshed(body, FIGURES) == body


def test_refreshing_changes_figures_only_and_only_once() -> None:
    body = "采用[ **28** ](数:采用次数)次\r\n另[](数:增加.采用次数)次，[图](a.md)，28 次\n"
    fresh = refreshed(body, FIGURES)
    assert fresh == body.replace("28", "35", 1).replace("[]", "[5]")
    assert refreshed(fresh, FIGURES) == fresh
    assert stale(fresh, FIGURES, START) == ()


@given(
    st.lists(
        st.sampled_from(["[1](数:采用次数)", "文", "\n", "[9](数:无)", "[", "](数:采用次数)"])
    )
)
def test_refreshing_is_idempotent(parts: list[str]) -> None:
    fresh = refreshed("".join(parts), FIGURES)
    assert refreshed(fresh, FIGURES) == fresh
    assert {finding.code for finding in stale(fresh, FIGURES, START)} <= {"N902"}
