"""Facts from the store are the facts that reading every file gives, after whatever edits."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.cache import Store
from site_builder.reading import identities, kept_files, one_file
from site_builder.reading.one_file import content
from site_builder.reading.records import Identity
from site_builder.reading.repository import Loaded, load

OFFICE = Path(__file__).parents[2] / "samples" / "valid" / "office"
MONTHS = ("2026/09", "2026/10")
STEMS = ("20260903-走访", "20260905-抓党建，促发展", "20261008-短名", "没有日期")

HEADERS = (
    "author: 晋中市局/xujing",
    "author: 晋中市局/chenchen",  # nobody, until the list of people has him
    "author: 运城市局/lina\nunit: 晋中",
    "unit: 省局\nauthor: 晋中市局/xujing，运城市局/lina",
    "author: 晋中市局/xujing\nsources: [20260901-挂牌筹备, 20260903-走访]",
    "author: 晋中市局/xujing\nsources: 20260905-抓党建，促发展",
    "author: 晋中市局/xujing\ncommission: 2026年9月约稿",
    "author: 晋中市局/xujing\nadoptions:\n  - {publication: 省政府信息, date: 2026-09-30}",
    "author: 晋中市局/xujing\nadoptions:\n  - {publication: 新刊, date: 2026-09-30}",
    "author: 晋中市局/xujing\nkind: 新体裁",
    "author: 晋中市局/xujing\nkind：调研\n  broken",
    "",
)
BODIES = (
    "正文。",
    "",
    "见[走访](20260903-走访.md)和[短名](../10/20261008-短名.md)。",
    "![图](图.png)",
    "<script>",
    "字" * 800,
)
HEX = f"text: {'1' * 64}\n  blob: {'1' * 40}\n  before: {'0' * 16}\n"
RECORDS = (
    "- decision: 报审\n  person: 晋中市局/xujing\n  time: 2026-09-12T09:00:00+08:00\n  " + HEX,
    "- decision: 报审\n  person: 晋中市局/chenchen\n  time: 2026-09-12T01:00:00Z\n  " + HEX,
    "- decision: 通过\n  tier: 主要领导\n  person: 晋中市局/wenchangqing\n  again: [分管局领导]\n"
    "  time: 2026-09-12T09:00:00-05:30\n  " + HEX,
    "- decision: 退改\n  person: [\n",
    "[]\n",
    "",
)
REGISTRIES = {
    "registry/people.yml": (
        "- {id: 晋中市局/xujing, name: 徐静}\n- {id: 运城市局/lina, name: 李娜}\n",
        "- {id: 晋中市局/xujing, name: 徐静}\n- {id: 晋中市局/chenchen, name: 陈晨}\n",
        "- {id: 晋中市局/xujing, name: 徐静, unit: 运城市局}\n",
        "- id: [\n",
    ),
    "registry/publications.yml": (
        "- {name: 晋政信息, level: 省级, publisher: 省政府, aliases: [新刊]}\n",
        (
            "- {name: 晋政信息, level: 省级, publisher: 省政府, aliases: [省政府信息]}\n"
            "- {name: 新刊, level: 市级, publisher: 市局}\n"
        ),
    ),
    "registry/office.yml": (
        "name: 省局\ntitle: 信息\n",
        "name: 省局\ntitle: 信息\nkinds: [新体裁, 经验]\n",
    ),
    "registry/workflow.yml": (
        "since: 2026-09-01\ntiers: [{name: 主要领导, role: 局长}]\npaths: []\n",
        "since: 2026-09-01\ntiers: [{name: 分管局领导, role: 副局长}]\npaths: []\n",
        "since: [\n",
    ),
}


class Place(NamedTuple):
    """A content folder and the store of its repository."""

    content: Path
    store: Store

    def files(self) -> list[Path]:
        """The items and review records that there are."""
        found = (*self.content.glob("items/**/*.md"), *self.content.glob("reviews/**/*.yml"))
        return sorted(found)

    def other(self, file: Path, number: int) -> Path:
        """Another place for a file of the same kind, its folder made."""
        top = file.relative_to(self.content).parts[0]
        return self.at(top, f"{STEMS[number % len(STEMS)]}{file.suffix}", number)

    def at(self, top: str, name: str, number: int) -> Path:
        """A place for an item or a record, its folder made."""
        folder = self.content / top / MONTHS[number % 2]
        folder.mkdir(parents=True, exist_ok=True)
        return folder / name


def _write(place: Place, one: int, two: int) -> None:
    target = place.at("items", f"{STEMS[one % len(STEMS)]}.md", one)
    header = HEADERS[two % len(HEADERS)]
    body = BODIES[two % len(BODIES)]
    text = f"---\ntitle: 第{two}次\ndate: 2026-09-03\n{header}\n---\n\n{body}\n"
    target.write_bytes(text.encode("utf-8"))


def _record(place: Place, one: int, two: int) -> None:
    target = place.at("reviews", f"{STEMS[one % len(STEMS)]}.yml", one)
    target.write_text(f"# 第{two}次\n{RECORDS[two % len(RECORDS)]}", encoding="utf-8")


def _delete(place: Place, one: int, _: int) -> None:
    found = place.files()
    if found:
        found[one % len(found)].unlink()


def _rename(place: Place, one: int, two: int) -> None:
    found = place.files()
    if found:
        file = found[one % len(found)]
        target = place.other(file, two)
        if not target.exists():
            file.rename(target)


def _copy(place: Place, one: int, two: int) -> None:
    found = place.files()
    if found:
        file = found[one % len(found)]
        target = place.other(file, two)
        if not target.exists():
            shutil.copy2(file, target)


def _same_size_and_time(place: Place, one: int, two: int) -> None:
    """Change a file and put its time back, as some tools that copy files do."""
    found = place.files()
    if found:
        file = found[one % len(found)]
        before = file.stat()
        text = file.read_bytes()
        file.write_bytes(text.replace("第".encode(), ("弟", "帝", "递")[two % 3].encode()))
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def _touch(place: Place, one: int, two: int) -> None:
    found = place.files()
    if found:
        os.utime(found[one % len(found)], ns=(two * 10**12, two * 10**12))


def _registry(place: Place, one: int, two: int) -> None:
    name = sorted(REGISTRIES)[one % len(REGISTRIES)]
    texts = REGISTRIES[name]
    (place.content / name).write_text(texts[two % len(texts)], encoding="utf-8")


def _picture(place: Place, one: int, _: int) -> None:
    picture = place.content / "items" / MONTHS[one % 2] / "图.png"
    if picture.exists():
        picture.unlink()
    elif picture.parent.is_dir():
        picture.write_bytes(b"")


def _damage(place: Place, one: int, two: int) -> None:
    assert place.store.folder is not None
    kept = sorted(place.store.folder.rglob("*.cache"))
    if kept:
        file = kept[one % len(kept)]
        file.write_bytes(file.read_bytes()[: two * 97])


def _back(place: Place, _one: int, _two: int) -> None:
    """Change the whole folder for what it was at first, and back again, as branches do."""
    aside = place.content.with_name("aside")
    place.content.rename(place.content.with_name("away"))
    aside.rename(place.content)
    place.content.with_name("away").rename(aside)


EDITS = (
    _write, _write, _write, _record, _record, _delete, _rename, _copy, _same_size_and_time, _touch,
    _registry, _picture, _damage, _back,
)  # fmt: skip
Edit = tuple[Callable[[Place, int, int], None], int, int]
NUMBERS = st.integers(0, 60)
SEQUENCES = st.lists(
    st.lists(st.tuples(st.sampled_from(EDITS), NUMBERS, NUMBERS), min_size=1, max_size=4),
    min_size=1,
    max_size=5,
)


def whole(loaded: Loaded) -> tuple[object, ...]:
    """Everything that was loaded, bodies read."""
    return (*loaded[:1], dict(loaded.bodies), *loaded[2:])


def office(folder: Path) -> Place:
    content = Path(shutil.copytree(OFFICE, folder / "content"))
    shutil.copytree(OFFICE, folder / "aside")
    return Place(content, Store(folder / "store"))


def same(place: Place, workers: int = 1) -> None:
    kept = load(place.content, store=place.store, limit=2000, workers=workers)
    assert whole(kept) == whole(load(place.content, limit=2000))
    assert place.store.trouble is None


@settings(max_examples=60)
@given(sequence=SEQUENCES)
def test_after_any_edits_the_store_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, sequence: list[list[Edit]]
) -> None:
    place = office(tmp_path_factory.mktemp("office"))
    same(place)
    for edits in sequence:
        for edit, one, two in edits:
            edit(place, one, two)
        same(place)
        same(place)


@settings(max_examples=10)
@given(sequence=SEQUENCES)
def test_nor_does_the_number_of_processes(
    tmp_path_factory: pytest.TempPathFactory, sequence: list[list[Edit]]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept_files, "_SHARE", 2)
        place = office(tmp_path_factory.mktemp("office"))
        for number in range(12):
            _write(place, number, number * 7)
            _record(place, number, number * 7)
        same(place, workers=2)
        for edits in sequence:
            for edit, one, two in edits:
                edit(place, one, two)
            same(place, workers=3)


def opened(place: Place, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The items and records that reading with the store opens."""
    found: list[str] = []

    def watched(file: str, limit: int) -> tuple[Identity, bytes | None]:
        path = Path(file)
        if not {"items", "reviews"}.isdisjoint(path.parts):
            found.append(path.name)
        return content(file, limit)

    with monkeypatch.context() as patch:
        patch.setattr(one_file, "content", watched)
        patch.setattr(identities, "content", watched)
        load(place.content, store=place.store)
    return found


def old(place: Place) -> None:
    """Let a moment pass in which nothing is written."""
    latest = max(file.stat().st_ctime_ns for file in place.files())
    while (moment := place.store.moment()) is not None and moment <= latest:
        pass


def test_an_unchanged_file_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = office(tmp_path)
    every = [file.name for file in place.files()]
    old(place)
    assert opened(place, monkeypatch) == every
    assert opened(place, monkeypatch) == []
    # A new person and a new publication change nothing in how items are read.
    people = place.content / "registry" / "people.yml"
    with people.open("a", encoding="utf-8") as out:
        out.write("- {id: 运城市局/chenchen, name: 陈晨}\n")
    assert opened(place, monkeypatch) == []
    # A new alias does.
    publications = place.content / "registry" / "publications.yml"
    text = publications.read_text(encoding="utf-8")
    publications.write_text(text.replace("[省政府信息]", "[省政府信息, 新刊]"), encoding="utf-8")
    assert sorted({*opened(place, monkeypatch)}) == sorted(every)


def test_a_file_written_in_the_moment_of_reading_is_opened_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = office(tmp_path)
    old(place)
    load(place.content, store=place.store)
    _write(place, 0, 0)
    written = (place.content / "items" / MONTHS[0] / f"{STEMS[0]}.md").stat().st_mtime_ns
    monkeypatch.setattr(Store, "moment", lambda _: written)
    (name,) = opened(place, monkeypatch)
    assert opened(place, monkeypatch) == [name]
    monkeypatch.undo()
    old(place)
    assert opened(place, monkeypatch) == [name]
    assert opened(place, monkeypatch) == []


def test_what_cannot_be_kept_is_read(tmp_path: Path) -> None:
    place = office(tmp_path)
    (tmp_path / "file").write_bytes(b"")
    kept = load(place.content, store=Store(tmp_path / "file"))
    assert whole(kept) == whole(load(place.content))


def test_a_body_that_is_no_more_what_it_was_is_refused(tmp_path: Path) -> None:
    place = office(tmp_path)
    loaded = load(place.content, store=place.store)
    file = place.files()[0]
    file.write_bytes(file.read_bytes() + b"!")
    with pytest.raises(OSError, match=file.name):
        loaded.bodies[file.stem]
    assert file.stem in loaded.bodies and "20260101" not in loaded.bodies
