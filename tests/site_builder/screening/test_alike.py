"""近似稿件 of a folder: copies, excerpts and sent twice; sources and set phrases are none."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest

from scoring.model import Item
from site_builder.cache import Store
from site_builder.reading.repository import Loaded, load
from site_builder.screening.alike import Alike, Stock

WORDS = "税费服务窗口办理流程优化改革企业群众政策辅导数据共享风险提醒精准推送乡村振兴产业发展"
PHRASE = "深入贯彻落实党中央国务院决策部署坚持以人民为中心的发展思想。"


def prose(seed: int, sentences: int = 20) -> str:
    draw = random.Random(seed)  # noqa: S311 - a text, not a secret
    made = ("".join(draw.choice(WORDS) for _ in range(draw.randint(18, 40)))
            for _ in range(sentences))  # fmt: skip
    return "".join(f"{each}。" for each in made)


def office(folder: Path, items: dict[str, tuple[str, str]], more: str = "") -> Loaded:
    """A folder with items by id: unit and body."""
    registry = folder / "registry"
    registry.mkdir(parents=True)
    (registry / "office.yml").write_text("name: 某局\ntitle: 信息\n", encoding="utf-8")
    units = sorted({unit for unit, _ in items.values()})
    text = "".join(f"- {{name: {unit}}}\n" for unit in units)
    (registry / "units.yml").write_text(text, encoding="utf-8")
    for name, (unit, body) in items.items():
        path = folder / f"items/{name[:4]}/{name[4:6]}/{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        day = f"{name[:4]}-{name[4:6]}-{name[6:8]}"
        source = more if name.endswith("有来源") else ""
        path.write_text(
            f"---\ntitle: {name}\nunit: {unit}\ndate: {day}\n{source}---\n\n{body}\n",
            encoding="utf-8",
        )
    return load(folder)


def pairs(loaded: Loaded, store: Store | None = None) -> list[tuple[str, str, bool]]:
    found = Stock(loaded, store or Store(None)).pairs()
    return [(one.item, one.other, one.twice) for one in found]


def test_copies_are_found_and_those_sent_twice_are_marked(tmp_path: Path) -> None:
    text, other = prose(1), prose(2)
    loaded = office(tmp_path, {
        "20260901-甲": ("甲局", text),
        "20260910-乙": ("乙局", text[:300] + prose(9)[:30] + text[330:]),
        "20260911-丙": ("丙局", other),
        "20270911-丁": ("丁局", other),
    })  # fmt: skip
    assert pairs(loaded) == [
        ("20260901-甲", "20260910-乙", True),
        ("20260911-丙", "20270911-丁", False),
    ]


def test_half_a_text_and_reordered_sentences_are_found(tmp_path: Path) -> None:
    text = prose(3)
    sentences = text.split("。")[:-1]
    shuffled = "。".join(sorted(sentences))
    loaded = office(tmp_path, {
        "20260101-原": ("甲局", text),
        "20260601-半": ("甲局", text[: len(text) // 2]),
        "20260701-序": ("甲局", shuffled),
        "20260801-别": ("甲局", prose(4)),
    })  # fmt: skip
    found = {(one.item, one.other): one for one in Stock(loaded, Store(None)).pairs()}
    assert set(found) == {
        ("20260601-半", "20260101-原"),
        ("20260601-半", "20260701-序"),
        ("20260701-序", "20260101-原"),
    }
    assert found["20260601-半", "20260101-原"].passage.percent == 100


def test_declared_sources_and_theirs_are_left_out(tmp_path: Path) -> None:
    text = prose(5)
    loaded = office(
        tmp_path,
        {"20260101-原": ("甲局", text), "20260201-有来源": ("乙局", text)},
        "sources: [20260101-原]\n",
    )
    assert pairs(loaded) == []
    item = loaded.corpus.items["20260201-有来源"]
    near = Stock(loaded, Store(None)).near({item.id: text}, {item.id: item})
    assert near == {item.id: []}


def test_a_set_phrase_is_no_likeness(tmp_path: Path) -> None:
    loaded = office(tmp_path, {
        f"2026010{number % 9 + 1}-第{number}": ("甲局", PHRASE + prose(100 + number))
        for number in range(30)
    })  # fmt: skip
    assert pairs(loaded) == []


def test_new_texts_are_held_against_the_archive_and_each_other(tmp_path: Path) -> None:
    text, fresh = prose(6), prose(7)
    loaded = office(tmp_path, {"20260901-甲": ("甲局", text)})
    known = loaded.corpus.items["20260901-甲"]

    def item(name: str) -> Item:
        return Item(name, known.source, name, date(2026, 9, 3), known.units)

    texts = {"一": text[100:], "二": fresh, "三": fresh + text[:10]}
    found = Stock(loaded, Store(None)).near(texts, {name: item(name) for name in texts})
    assert [[each.other for each in found[name]] for name in texts] == [
        ["20260901-甲"], ["三"], ["二"],
    ]  # fmt: skip
    outside = Stock(loaded, Store(None)).near({"稿.docx": text}, {})["稿.docx"]
    assert [(each.other, each.passage.percent, each.twice) for each in outside] == [
        ("20260901-甲", 100, False)
    ]


def test_kept_prints_give_what_fresh_ones_give(tmp_path: Path) -> None:
    loaded = office(tmp_path / "content", {
        f"2026{month:02}01-{month}": (f"{month}局", prose(month // 2)) for month in range(1, 9)
    })  # fmt: skip
    store = Store(tmp_path / "cache")
    first = pairs(loaded, store)
    assert first and first == pairs(loaded, store) == pairs(loaded)
    for piece in (tmp_path / "cache" / "alike").iterdir():
        piece.write_bytes(piece.read_bytes()[:-3])
    assert pairs(loaded, store) == first


@pytest.mark.parametrize("ids", [{"20260901-甲"}, {"20260910-乙"}])
def test_some_of_the_pairs_may_be_asked_for(tmp_path: Path, ids: set[str]) -> None:
    loaded = office(tmp_path, {
        "20260901-甲": ("甲局", prose(8)), "20260910-乙": ("乙局", prose(8)),
        "20260911-丙": ("丙局", prose(9)), "20260912-丁": ("丁局", prose(9)),
    })  # fmt: skip
    found: list[Alike] = list(Stock(loaded, Store(None)).pairs(ids))
    assert [(one.item, one.other) for one in found] == [("20260901-甲", "20260910-乙")]
