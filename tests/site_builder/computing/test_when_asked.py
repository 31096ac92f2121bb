"""What nobody asks for is not worked out; what is asked for is worked out once."""

from __future__ import annotations

from pathlib import Path

from site_builder.cache import Store
from site_builder.computing.when_asked import ByName, InOrder, worked_out


class Calls:
    """Counts how often the values are made."""

    def __init__(self) -> None:
        self.number = 0

    def values(self) -> dict[str, int]:
        self.number += 1
        return {"信息": 1, "宣传": 2}

    def waiting(self) -> ByName[int]:
        return ByName(("信息", "宣传"), self.values)


def test_names_are_told_without_values() -> None:
    calls = Calls()
    waiting = calls.waiting()
    assert (list(waiting), len(waiting), bool(waiting), calls.number) == (
        ["信息", "宣传"], 2, True, 0,
    )  # fmt: skip
    assert (waiting["宣传"], dict(waiting), calls.number) == (2, {"信息": 1, "宣传": 2}, 1)


def test_values_in_order_are_as_good_as_a_tuple_of_them() -> None:
    made: list[str] = []

    def make() -> tuple[str, ...]:
        made.append("")
        return ("甲", "乙")

    waiting = InOrder(make)
    assert made == []
    assert waiting == ("甲", "乙") == tuple(waiting)
    assert (repr(waiting), waiting[1], waiting[:1], len(waiting)) == (
        "('甲', '乙')", "乙", ("甲",), 2,
    )  # fmt: skip
    assert len(made) == 1


def test_what_was_worked_out_for_a_mark_waits_the_next_time(tmp_path: Path) -> None:
    store, calls = Store(tmp_path), Calls()
    for mark, number in (("a", 1), ("a", 1), ("b", 2), ("b", 2), ("", 3), ("", 4)):
        worked_out("results", store, mark, calls.waiting())
        assert calls.number == number
