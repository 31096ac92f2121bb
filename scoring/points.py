"""Exact points: `Decimal` where the value is one, `Fraction` where a division is not.

Points are never floats. `normal` keeps one form per value (a fraction that a decimal can
write becomes that decimal), so equal points are equal, hash alike and print alike.
Addition runs in a context that refuses to round.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal, Inexact, localcontext
from fractions import Fraction

Points = Decimal | Fraction

ZERO = Decimal(0)
_EXACT = Context(prec=60, rounding=ROUND_HALF_UP, traps=[Inexact])
_WIDE = Context(prec=200, rounding=ROUND_HALF_UP)


def fraction(value: Points | int) -> Fraction:
    """Return the value as a `Fraction`, exactly."""
    return value if isinstance(value, Fraction) else Fraction(value)


def normal(value: Points | int) -> Points:
    """Return the one form of a value: a plain `Decimal` where possible, else a `Fraction`."""
    exact = fraction(value)
    rest = exact.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return exact
    return _plain(Decimal(exact.numerator) / Decimal(exact.denominator))


def _plain(value: Decimal) -> Decimal:
    """Drop trailing zeros without falling into exponent notation."""
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()


def times(value: Points, factor: Points | int) -> Points:
    """Return the exact product of points and a factor or share."""
    return normal(fraction(value) * fraction(factor))


def total(values: Iterable[Points]) -> Points:
    """Return the exact sum; an empty sum is 0."""
    decimals = ZERO
    fractions = Fraction(0)
    with localcontext(_EXACT):
        for value in values:
            if type(value) is Decimal:
                decimals += value
            else:
                fractions += fraction(value)
    return normal(fraction(decimals) + fractions) if fractions else _plain(decimals)


def rounded(value: Points | int, digits: int = 0) -> Decimal:
    """Return the value rounded half up (四舍五入), the practice of the published tables (T08)."""
    exact = fraction(value)
    with localcontext(_WIDE):
        quotient = Decimal(exact.numerator) / Decimal(exact.denominator)
        return quotient.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def text(value: Points | int) -> str:
    """Return the shortest exact writing: `12`, `0.5`, `10/3`."""
    exact = normal(value)
    return str(exact) if isinstance(exact, Fraction) else format(exact, "f")


def shown(value: Points | int, digits: int = 2) -> str:
    """Return the writing for people: exact where short, else rounded half up to `digits`."""
    exact = normal(value)
    if isinstance(exact, Decimal) and -int(exact.as_tuple().exponent) <= digits:
        return format(exact, "f")
    return format(_plain(rounded(exact, digits)), "f")
