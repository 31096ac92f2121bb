"""Records come back from their bytes as they were, numbers included."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.findings import Finding, Severity, Source
from scoring.model import Item, Judgement, Share
from scoring.points import Points, normal
from scoring.review.record import Decision, ForgeReview, Paper, Review, Trail
from site_builder.parsing.references import Ref, Reference
from site_builder.reading.records import (
    FRESH,
    ITEMS,
    KNOWN,
    TRAILS,
    Fresh,
    Identity,
    Question,
    Record,
    Shelf,
    Sketch,
    encoded,
)

PLACE = Source("content/items/2026/09/甲.md", 3, 5)
DAY = date(2026, 9, 12)
POINTS = st.one_of(
    st.fractions().map(normal), st.decimals(allow_nan=False, allow_infinity=False).map(normal)
)


def question(name: str, answer: bool = True) -> Question:
    return Question(KNOWN, (Ref.UNIT, Ref.PERSON), name, answer)


@given(points=POINTS, share=st.none() | st.fractions(0, 1))
def test_points_and_shares_come_back_as_they_were(points: Points, share: Fraction | None) -> None:
    judgement = Judgement(PLACE, "第一条", points, "理由", DAY)
    item = Item("甲", PLACE, "题", DAY, (Share("局", share),), judgements=(judgement,))
    shelf = Shelf((("a", "abc", item), ("b", "abd", None)))
    for back in (
        ITEMS.shelf(encoded(shelf)),
        Shelf((("a", "abc", ITEMS.value(encoded(item))), shelf.facts[1])),
    ):
        assert back == shelf
        assert repr(back) == repr(shelf)  # 2 and Decimal(2) are equal, and not the same


MINUTES = st.integers(-14 * 60, 14 * 60).map(lambda n: timezone(timedelta(minutes=n)))


@given(time=st.datetimes(timezones=MINUTES), decision=st.sampled_from(Decision))
def test_a_moment_comes_back_with_its_offset(time: datetime, decision: Decision) -> None:
    review = Review(
        PLACE, decision, "局/人", time, "a" * 64, "b" * 40, tier="主任", again=("主任",),
        paper=Paper("1号", DAY, "局/记"), forge=ForgeReview("gitea", "80"), before="0" * 16,
    )  # fmt: skip
    told = Trail("甲", PLACE, (review,))
    trail = TRAILS.value(encoded(told))
    assert trail == told
    assert trail.reviews[0].time.isoformat() == time.isoformat()  # equal moments may differ in it


def test_what_a_worker_read_comes_back_as_it_was() -> None:
    reference = Reference((Ref.UNIT,), "无", PLACE, "unit: 无")
    identity = Identity(1, 2**62, 3, 2**63)
    sketch = Sketch(1, 2, 3, ("乙",), None)
    finding = Finding(*PLACE, "F101", Severity.WARNING, "话", None)
    records = (
        Record("a", "abc", msgspec.Raw(b'["x"]'), sketch, True, (finding,), (0,), identity),
        Record("b", "", msgspec.Raw(b"null"), None, False, (), (), identity),
    )
    fresh = Fresh((question("无", False),), records, (reference,))
    back = FRESH(encoded(fresh))
    assert encoded(back) == encoded(fresh)
    assert (back.questions, back.references) == (fresh.questions, fresh.references)
    assert bytes(back.records[0].fact) == b'["x"]'
    assert [each.sketch for each in back.records] == [sketch, None]


def test_reading_bytes_leaves_the_model_as_it_is() -> None:
    assert Judgement.__annotations__["points"] == "Points"


def test_only_known_kinds_of_value_are_kept() -> None:
    with pytest.raises(TypeError):
        encoded(Shelf((("a", "abc", object()),)))
