"""Exact points: `Decimal` where the value is one, `Fraction` where a division is not.

Points are never floats. `normal` keeps one form per value (a fraction that a decimal can
write becomes that decimal), so equal points are equal, hash alike and print alike.
Nothing here depends on the caller's decimal context, and sums refuse to round.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal, Inexact, InvalidOperation
from fractions import Fraction

Points = Decimal | Fraction

ZERO = Decimal(0)
_ONE = Decimal(1)
_EXACT = Context(prec=10_000, rounding=ROUND_HALF_UP, traps=[Inexact, InvalidOperation])


def fraction(value: Points | int) -> Fraction:
    """Return the value as a `Fraction`, exactly."""
    # Asking a number's abstract class what it is takes longer than most sums.
    return value if type(value) is Fraction else Fraction(*value.as_integer_ratio())


def normal(value: Points | int) -> Points:
    """Return the one form of a value: a plain `Decimal` where possible, else a `Fraction`."""
    if isinstance(value, Decimal):
        whole = value.to_integral_value(context=_EXACT)
        if whole == value:
            return whole.quantize(_ONE, context=_EXACT) or ZERO  # -0 is 0
        return value.normalize(_EXACT)
    if type(value) is int:
        return Decimal(value)
    exact = fraction(value)
    if exact.denominator == 1:
        return Decimal(exact.numerator)
    twos, rest = _power(exact.denominator, 2)
    fives, rest = _power(rest, 5)
    if rest != 1:
        return exact
    digits = max(twos, fives)
    scaled = exact.numerator * 10**digits // exact.denominator
    return Decimal(scaled).scaleb(-digits, _EXACT)


def _power(value: int, prime: int) -> tuple[int, int]:
    """Return how often the prime divides the value, and what is left."""
    count = 0
    while value % prime == 0:
        value //= prime
        count += 1
    return count, value


def times(value: Points, factor: Points | int) -> Points:
    """Return the exact product of points and a factor or share."""
    return normal(value) if factor == 1 else normal(fraction(value) * fraction(factor))


def difference(value: Points, other: Points) -> Points:
    """Return the exact difference of points."""
    if type(value) is Decimal and type(other) is Decimal:
        return normal(_EXACT.subtract(value, other))
    return normal(fraction(value) - fraction(other))


def many(value: Points, number: int) -> Points:
    """Return the exact product of points and a count."""
    if number == 1:
        return value
    return _EXACT.multiply(value, number) if type(value) is Decimal else value * number


def total(values: Iterable[Points]) -> Points:
    """Return the exact sum; an empty sum is 0."""
    decimals = ZERO
    numerators: dict[int, int] = {}  # of fractions, which add up as whole numbers
    add = _EXACT.add
    for value in values:
        if type(value) is Decimal:
            decimals = add(decimals, value)
        else:
            numerator, denominator = value.as_integer_ratio()
            numerators[denominator] = numerators.get(denominator, 0) + numerator
    if not numerators:
        return normal(decimals)
    return normal(sum(map(Fraction, numerators.values(), numerators), fraction(decimals)))


def rounded(value: Points | int, digits: int = 0) -> Decimal:
    """Return the value rounded half up (四舍五入), the practice of the published tables (T08).

    Half is rounded away from zero, as `ROUND_HALF_UP` and school arithmetic do.
    """
    over, under = value.as_integer_ratio()
    whole = (2 * abs(over) * 10**digits + under) // (2 * under)
    return Decimal(whole if over >= 0 else -whole).scaleb(-digits, _EXACT)


def text(value: Points | int) -> str:
    """Return the shortest exact writing: `12`, `0.5`, `10/3`."""
    exact = normal(value)
    return str(exact) if isinstance(exact, Fraction) else format(exact, "f")


def shown(value: Points | int, digits: int = 2) -> str:
    """Return the writing for people: exact where short, else rounded half up to `digits`."""
    exact = normal(value)
    if isinstance(exact, Decimal) and -int(exact.as_tuple().exponent) <= digits:
        return format(exact, "f")
    return format(normal(rounded(exact, digits)), "f")
