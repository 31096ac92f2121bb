"""One common unit for all points of an export, so that any engine adds them up exactly.

`points_scale` is the least common multiple of the denominators of all points in the export:
with halves and thirds it is 6, and 10/3 is written as 20 units. Whole units are 64-bit integers;
that the sum of all amounts of a column fits into one is checked before anything is written, so
no sum over any selection of rows can overflow.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import lcm
from typing import Any

from scoring.points import Points, fraction
from scoring.points import text as written
from site_builder.exports.columns import S, Table, units
from site_builder.exports.problems import ExportError

LARGEST = 2**63 - 1


def scale_of(tables: Sequence[Table[S, Any]], source: S) -> int:
    """Return the common scale of all points in the tables; raise `ExportError` where none fits."""
    columns = [Counter(found) for table in tables for found in _columns(table, source)]
    distinct = {value for counted in columns for value in counted}
    scale = lcm(*(fraction(value).denominator for value in distinct))
    for counted in columns:
        if sum(abs(units(value, scale)) * times for value, times in counted.items()) > LARGEST:
            worst = max(distinct, key=lambda value: (fraction(value).denominator, value))
            raise ExportError(
                f"分值的公分母是 {scale}，合计超出 64 位整数，无法导出；"
                f"其中分母最大的一笔是 {written(worst)} 分，请核对联合报送的比例和系数。"
            )
    return scale


def _columns(table: Table[S, Any], source: S) -> Iterator[Iterator[Points]]:
    """Yield the points of each column that has any."""
    for column in table.columns:
        if (of := column.points) is not None:
            found = (of(record) for record in table.records(source))
            yield (value for value in found if value is not None)
