"""Points are exact, have one form per value, and round as the published tables do."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from scoring.points import fraction, normal, rounded, shown, text, times, total

amounts = st.fractions(min_value=-1000, max_value=1000, max_denominator=400).map(normal)


def test_equal_values_have_one_form() -> None:
    assert normal(Fraction(5, 2)) == Decimal("2.5") == normal(Decimal("2.500"))
    assert isinstance(normal(Fraction(10, 3)), Fraction)
    assert str(normal(Decimal("1E+2"))) == "100"
    assert str(normal(Decimal("-0"))) == "0"


def test_the_callers_decimal_context_changes_nothing() -> None:
    tiny = Fraction(1, 2**40)
    with localcontext() as context:
        context.prec = 3
        exact = normal(tiny)
        summed = total([Decimal("1000.25"), Decimal("0.001")])
    assert fraction(exact) == tiny
    assert summed == Decimal("1000.251")


def test_a_third_and_two_thirds_are_one() -> None:
    assert total([Fraction(10, 3), Fraction(20, 3)]) == Decimal(10)
    assert total([]) == 0


def test_half_is_rounded_up_and_below_zero_away_from_it() -> None:
    assert [str(rounded(Fraction(n, 20), 1)) for n in (1, 3, 5)] == ["0.1", "0.2", "0.3"]
    assert str(rounded(Decimal("-0.25"), 1)) == "-0.3"
    assert str(rounded(Fraction(2, 3) * 100, 1)) == "66.7"


def test_points_are_written_exactly_and_shown_shortly() -> None:
    assert [text(value) for value in (Decimal("12.0"), Decimal("0.5"), Fraction(10, 3))] == [
        "12", "0.5", "10/3",
    ]
    assert [shown(value) for value in (Decimal("0.5"), Fraction(10, 3), Decimal("1.005"))] == [
        "0.5", "3.33", "1.01",
    ]


@given(amounts, amounts)
def test_products_and_sums_are_exact(first: Decimal, second: Decimal) -> None:
    assert fraction(times(first, second)) == fraction(first) * fraction(second)
    assert fraction(total([first, second])) == fraction(first) + fraction(second)


@given(st.lists(amounts), st.randoms())
def test_the_order_of_a_sum_does_not_matter(values: list[Decimal], random: object) -> None:
    mixed = list(values)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert str(total(mixed)) == str(total(values))


@given(amounts)
def test_what_is_written_reads_back_as_the_same_value(value: Decimal) -> None:
    assert Fraction(text(value)) == fraction(value)
