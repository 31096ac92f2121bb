"""Numbers of persons: only such as can be one, masked, in their place."""

from __future__ import annotations

import pytest

from site_builder.screening.numbers import NumberKind, is_identity, is_luhn, numbers

ID = "11010519491231002X"
"""The example of GB 11643-1999."""
CARD = "6222021234567890128"


def found(text: str) -> list[tuple[NumberKind, int, int]]:
    return [(each.kind, each.line, each.column) for each in numbers(text)]


def test_the_standard_s_own_example_has_its_check_character() -> None:
    assert is_identity(ID)
    assert not is_identity("110105194912310021")
    assert not is_identity("910105194912310021"), "no such province"


@pytest.mark.parametrize(
    "text",
    [f"身份证号{ID}，", ID.lower(), "110105 19491231 002X", "110105-19491231-002X",
     "１１０１０５１９４９１２３１００２Ｘ"],
)  # fmt: skip
def test_identity_numbers(text: str) -> None:
    assert [each[0] for each in found(text)] == [NumberKind.IDENTITY]


@pytest.mark.parametrize(
    "text",
    ["手机13800138000。", "+86 138-0013-8000", "8613912345678", "（138 0013 8000）",
     "１３８００１３８０００"],
)  # fmt: skip
def test_mobile_numbers(text: str) -> None:
    assert [each[0] for each in found(text)] == [NumberKind.MOBILE]


def luhn(digits: str) -> str:
    return next(f"{digits}{last}" for last in range(10) if is_luhn(f"{digits}{last}"))


def test_card_numbers() -> None:
    for head in ("622202123456789012", "622848001234567", "433670012345678"):
        card = luhn(head)
        assert [each[0] for each in found(f"卡号：{card}")] == [NumberKind.CARD]
        wrong = card[:-1] + str((int(card[-1]) + 1) % 10)
        assert found(f"卡号：{wrong}") == []
    spaced = luhn("622848001234567")
    grouped = " ".join(spaced[at : at + 4] for at in range(0, 16, 4))
    assert [each[0] for each in found(grouped)] == [NumberKind.CARD]


@pytest.mark.parametrize(
    "text",
    [
        "110105194912310020",  # check character
        "11010519491331002X",  # no such month
        "91140700110012345X",  # 统一社会信用代码
        "累计退税13800138000元、15912345678.50元",
        "0.13800138000",
        "电话0354-1234567、12366",
        "2026-09-12至2026-09-13",
        "2019 2020 2021 2022 2023",
        "发票号码24142000000012345678",
        "订单ABC13800138000",
        "",
        "9" * 100_000,
        "1 " * 100_000,
    ],
)
def test_other_numbers_are_none(text: str) -> None:
    assert found(text) == []


def test_place_and_mask() -> None:
    (number,) = numbers(f"标题\n\n　　张某，{ID}")
    assert (number.line, number.column) == (2, 5)
    assert number.masked == "110*************2X"
    assert ID[3:-2] not in number.masked
