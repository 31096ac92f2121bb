"""The reviewed text: what is the writer's changes its digest, how it is written and what is the
office's do not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.vocabulary import Owner
from site_builder.parsing.fields import ListOf, RecordType, Type
from site_builder.review.text import digest_of_file
from site_builder.schema.item import HEADER

Value = str | list[Any] | dict[str, Any]

WRITERS: Final[dict[str, tuple[Value, Value]]] = {
    "title": ("税务新机构挂牌", "税务新机构挂牌成立"),
    "author": (["晋中市局/xujing", "运城市局/lina"], ["运城市局/lina", "晋中市局/xujing"]),
    "outside_authors": (["某报记者"], ["另一报记者"]),
    "unit": (
        [{"unit": "晋中市局", "share": "60%"}, {"unit": "运城市局", "share": "40%"}],
        [{"unit": "晋中市局", "share": "40%"}, {"unit": "运城市局", "share": "60%"}],
    ),
    "date": ("2026-09-12", "2026-09-13"),
    "kind": ("经验", "问题"),
    "level": ("省级", "市级"),
    "sources": (["20260901-挂牌筹备"], ["20260901-挂牌筹备", "20260903-走访"]),
    "commission": ("2026年9月约稿", "2026年10月约稿"),
    "tags": (["机构改革"], ["机构改革", "紧急"]),
    "case": ({"track": "智慧绩效"}, {"track": "风险防控"}),
}
"""Every field that belongs to the writer, and how he might change it."""
OFFICES: Final[dict[str, Value]] = {
    "adoptions": [{"publication": "晋政信息", "date": "2026-09-20", "units": ["晋中市局"]}],
    "forwardings": [{"level": "省级", "date": "2026-09-15"}],
    "endorsements": [{"leader": "省长", "date": "2026-09-25", "praise": "是", "text": "很好。"}],
    "faults": [{"kind": "迟报", "date": "2026-09-18"}],
    "judgements": [{"clause": "第七条", "points": "3", "reason": "影响大", "date": "2026-09-28"}],
}
CASE: Final[dict[str, Value]] = {
    "status": "入选",
    "year": "2026",
    "award": "一等奖",
    "conversions": [{"kind": "制度文件", "title": "规程", "date": "2026-11-03"}],
}
"""What the office adds to a nomination."""
BODY = "9月12日，两局新机构挂牌。\n\n| 单位 | 人数 |\n|---|---:|\n| 晋中市局 | 128 |"
PLAIN: Final = {key: first for key, (first, _) in WRITERS.items()}


class Hand:
    """A way of writing: the choices that say nothing."""

    def __init__(self, draw: Callable[..., Any] | None = None) -> None:
        self._draw = draw

    def pick(self, count: int) -> int:
        """One of so many ways; always the first without `draw`."""
        return 0 if self._draw is None else int(self._draw(st.integers(0, count - 1)))

    def scalar(self, text: str) -> str:
        return (text, f'"{text}"', f"'{text}'", f"{text}  # 注")[self.pick(4)]

    def flow(self, value: Value, kind: Type | None) -> str:
        """A value on one line."""
        if isinstance(value, dict):
            blank = " " * self.pick(2)
            pairs = (f"{name}: {self.flow(each, of)}" for name, each, of in self.named(value, kind))
            return f"{{{blank}{', '.join(pairs)}{blank}}}"
        if isinstance(value, list):
            return f"[{', '.join(self.flow(each, _inner(kind)) for each in value)}]"
        return (value, f'"{value}"', f"'{value}'")[self.pick(3)]

    def named(
        self, values: Mapping[str, Value], kind: Type | None
    ) -> list[tuple[str, Value, Type | None]]:
        """Fields in any order, each by its key or its Chinese alias."""
        assert isinstance(kind, RecordType)
        names = list(values)
        if self._draw is not None:
            names = self._draw(st.permutations(names))
        fields = ((kind.by_word[name], values[name]) for name in names)
        return [
            ((field.key, field.alias or field.key)[self.pick(2)], value, field.type)
            for field, value in fields
        ]

    def item(self, values: Mapping[str, Value], body: str) -> bytes:
        """An item's file."""
        lines = ["---"]
        for name, value, kind in self.named(values, HEADER):
            if isinstance(value, str):
                lines.append(f"{name}:{' ' * (1 + self.pick(3))}{self.scalar(value)}")
            elif isinstance(value, list) and isinstance(kind, ListOf) and self.pick(2):
                lines.append(f"{name}:")
                lines += [f"  - {self.flow(each, kind.of)}" for each in value]
            else:
                lines.append(f"{name}: {self.flow(value, kind)}")
            lines += [""] * self.pick(2)
        lines += ["---", *[""] * self.pick(3)]
        lines += [line + " " * self.pick(3) for line in body.split("\n")]
        ending = ("\n", "\r\n", "\r")[self.pick(3)]
        text = ending.join(lines) + ending * self.pick(3)
        return ("", "\ufeff")[self.pick(2)].encode() + text.encode()


def _inner(kind: Type | None) -> Type | None:
    return kind.of if isinstance(kind, ListOf) else None


def digest(values: Mapping[str, Value], body: str = BODY, hand: Hand | None = None) -> str:
    found = digest_of_file((hand or Hand()).item(values, body))
    assert found is not None
    return found


def test_every_field_of_an_item_is_tried() -> None:
    owners = {field.key: field.owner for field in HEADER.fields}
    assert {key for key, owner in owners.items() if owner is Owner.WRITER} == WRITERS.keys()
    assert {key for key, owner in owners.items() if owner is Owner.OFFICE} == OFFICES.keys()
    case = HEADER.by_word["case"].type
    assert isinstance(case, RecordType)
    assert {each.key for each in case.fields if each.owner is Owner.OFFICE} == CASE.keys()


@given(data=st.data())
def test_how_it_is_written_makes_no_difference(data: st.DataObject) -> None:
    assert digest(PLAIN, hand=Hand(data.draw)) == digest(PLAIN)


@given(data=st.data())
def test_what_the_office_registers_makes_none_either(data: st.DataObject) -> None:
    known = data.draw(st.sets(st.sampled_from(sorted(OFFICES))))
    case = data.draw(st.sets(st.sampled_from(sorted(CASE))))
    values = PLAIN | {key: OFFICES[key] for key in sorted(known)}
    values["case"] = {"track": "智慧绩效", **{key: CASE[key] for key in sorted(case)}}
    assert digest(values, hand=Hand(data.draw)) == digest(PLAIN)


@pytest.mark.parametrize("key", WRITERS)
@settings(max_examples=20)
@given(data=st.data())
def test_every_field_of_the_writer_makes_a_difference(key: str, data: st.DataObject) -> None:
    hand = Hand(data.draw)
    assert digest(PLAIN | {key: WRITERS[key][1]}, hand=hand) != digest(PLAIN)
    without = {name: value for name, value in PLAIN.items() if name != key}
    assert digest(without, hand=hand) != digest(PLAIN)


@given(place=st.integers(0, len(BODY)), sign=st.sampled_from(["、", "字", "1", "\n\n甲"]))
def test_the_body_makes_a_difference(place: int, sign: str) -> None:
    assert digest(PLAIN, BODY[:place] + sign + BODY[place:]) != digest(PLAIN)


@given(place=st.integers(0, len(BODY) - 1))
def test_so_does_whatever_is_cut_out_of_it(place: int) -> None:
    cut = BODY[:place] + BODY[place + 1 :]
    assert (digest(PLAIN, cut) != digest(PLAIN)) or BODY[place] in " \n"


def test_an_unknown_field_counts_as_the_writer_s() -> None:
    data = Hand().item(PLAIN, BODY)
    spoken = data.replace(b"---\ntitle", "---\n备注: 加急\ntitle".encode(), 1)
    assert spoken != data
    assert digest_of_file(spoken) != digest_of_file(data)


def test_names_are_not_looked_up() -> None:
    shorter = PLAIN | {"author": ["晋中/xujing", "运城市局/lina"]}
    assert digest(shorter) != digest(PLAIN)


def test_one_name_may_stand_without_brackets() -> None:
    data = Hand().item(PLAIN, BODY)
    bare = data.replace("[机构改革]".encode(), "机构改革".encode())
    assert bare != data
    assert digest_of_file(bare) == digest_of_file(data)


@pytest.mark.parametrize("data", [b"", b"\x00\x01\xff\xfe\x80"])
def test_where_no_item_can_be_read_there_is_none(data: bytes) -> None:
    assert digest_of_file(data) is None
