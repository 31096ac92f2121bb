"""Facts are read from the store only where somebody asks for them."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from scoring.model import Item
from scoring.outline import Outlined
from site_builder.cache import Store
from site_builder.pipeline import Examination, examine
from site_builder.reading.repository import Loaded, load
from tests.support import ROOT


class Watched(Store):
    """A store that tells which of its pieces were asked for."""

    def __init__(self, folder: Path | None) -> None:
        super().__init__(folder)
        self.asked: list[str] = []

    def get(self, name: str, key: str) -> bytes | None:
        self.asked.append(name)
        return super().get(name, key)

    @property
    def bodies(self) -> list[str]:
        """The pieces that hold facts, asked for since this was last read."""
        found = [name for name in self.asked if name.startswith(("bodies/", "special/"))]
        self.asked.clear()
        return found


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The demonstration's items and registries, read once into a store beside them."""
    leave = shutil.ignore_patterns("bulletins", "reviews")  # which ask for the items they name
    content = Path(shutil.copytree(ROOT / "content", tmp_path / "content", ignore=leave))
    looked_at(content)
    return content


def watched(content: Path) -> Watched:
    return Watched(content.parent / "store")


def looked_at(content: Path, store: Store | None = None) -> Examination:
    return examine(content, today=date(2026, 12, 1), store=store or watched(content))


def plain(loaded: Loaded) -> Item:
    """An item that has nothing for which many ask."""
    items = loaded.corpus.items
    assert isinstance(items, Outlined)
    return loaded.corpus.items[next(key for key in items if not items.outline(key).traits)]


def month_of(item: Item) -> str:
    return item.source.path.partition("/")[2].rpartition("/")[0]


def test_what_is_known_of_facts_is_known_without_reading_them(office: Path) -> None:
    store = watched(office)
    loaded = load(office, store=store)
    items = loaded.corpus.items
    assert len(items) > 100 and [*items] == sorted(items) and "无" not in items
    assert len(loaded.digests) == len(items) and [*loaded.digests] == [*items]
    assert all(len(loaded.digests[key]) == 64 for key in items)
    assert sum(len(sheaf.items) for sheaf in loaded.sheaves) == len(items)
    assert len(loaded.bodies) > len(items)
    assert store.bodies == []
    item = plain(loaded)
    assert items[item.id] is item
    assert store.bodies == [f"bodies/{month_of(item)}"]


def test_checking_what_is_as_it_was_reads_only_what_few_items_have(office: Path) -> None:
    store = watched(office)
    looked_at(office, store)
    read = store.bodies
    assert read
    assert all(name.startswith("special/items/") for name in read)


def test_one_changed_file_is_no_matter_of_other_months(office: Path) -> None:
    item = plain(load(office))
    file = office.parent / item.source.path
    file.write_text(file.read_text(encoding="utf-8") + "\n又一句。\n", encoding="utf-8")
    store = watched(office)
    found = looked_at(office, store)
    names = {name for name in store.bodies if not name.startswith("special/items/")}
    assert names == {f"bodies/{month_of(item)}"}
    assert found.loaded.corpus.items[item.id].length == item.length + 4


def test_what_is_found_about_items_is_found_again(office: Path) -> None:
    item = next(item for item in load(office).corpus.items.values() if item.adoptions)
    file = office.parent / item.source.path
    early = item.adoptions[0].date.isoformat()
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(f"date: {early}", "date: 2020-01-01"), encoding="utf-8")
    alone = looked_at(office, Store(None)).findings
    assert any(finding.path == item.source.path for finding in alone)
    assert looked_at(office).findings == alone
    assert looked_at(office).findings == alone
    file.write_text(text, encoding="utf-8")
    assert looked_at(office).findings == looked_at(office, Store(None)).findings != alone


def test_so_it_is_where_a_registry_is_another(office: Path) -> None:
    before = looked_at(office).findings
    people = office / "registry" / "people.yml"
    text = people.read_text(encoding="utf-8")
    later = text.replace("\n", "\n", 1).replace("- id:", "- valid_from: 2026-11-01\n  id:")
    people.write_text(later, encoding="utf-8")
    alone = looked_at(office, Store(None)).findings
    assert alone != before
    assert looked_at(office).findings == alone


def test_lost_facts_are_read_again_if_the_files_are_as_they_were(office: Path) -> None:
    loaded, again = (load(office, store=watched(office)) for _ in range(2))
    item = plain(load(office))
    file = office.parent / item.source.path
    body = office.parent / "store" / f"bodies/{month_of(item)}.cache"
    body.write_bytes(body.read_bytes()[:-9] + b"         ")
    assert loaded.corpus.items[item.id] == item
    assert load(office, store=watched(office)).corpus.items == load(office).corpus.items
    body.unlink()
    file.write_bytes(file.read_bytes() + b"!")
    with pytest.raises(OSError, match=month_of(item)):
        again.corpus.items[item.id]


def marks(loaded: Loaded, item: Item) -> tuple[str, str]:
    (found,) = [sheaf for sheaf in loaded.sheaves if sheaf.name == month_of(item)]
    return found.mark, found.facts


@pytest.mark.parametrize("kept", [False, True])
def test_a_text_is_in_no_mark_of_facts_but_a_fact_is(
    office: Path, tmp_path: Path, kept: bool
) -> None:
    store = Store(tmp_path / "store") if kept else None
    item = plain(load(office))
    file = office.parent / item.source.path
    title = 'title: \'假的 "length":3,"adoptions":[]\''
    text = file.read_text(encoding="utf-8")
    text = "\n".join(title if line.startswith("title:") else line for line in text.split("\n"))
    found = []
    for now in (text, f"{text}\n又记一笔。\n", text.replace(":3", ":4", 1)):
        file.write_text(now, encoding="utf-8")
        found.append(marks(load(office, store=store), item))
    (whole, facts), (longer, same), (other, different) = found
    assert whole != longer and facts == same
    assert other not in (whole, longer) and different != facts
