"""Typed changes between two revisions, and names that look alike."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import pytest

from scoring.review.workflow import Area
from site_builder.git import Revisions
from site_builder.review.changes import Changes, How, changes_of
from site_builder.review.names_on_disk import skeleton
from site_builder.review.sides import side_at
from tests.adversarial.office import (
    HARVEST,
    HARVEST_TEXT,
    NEWS,
    PEOPLE,
    RULEBOOK,
    WORKFLOW,
    XUE,
    Office,
    place,
    record,
)
from tests.adversarial.repository import Content, as_bytes


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office; every test makes a branch of its own."""
    folder: Path = tmp_path_factory.mktemp("changes")
    return Office(folder / "office.git")


def compared(office: Office, files: dict[str, Content]) -> Changes:
    """What one commit changes."""
    branch = office.branch().commit(XUE, files)
    found = Revisions.of(office.path)
    assert found is not None
    with found as revisions:
        base, head = (side_at(revisions, one, "content") for one in (office.main.head, branch.head))
        return changes_of(base, head, revisions.changes(office.main.head, branch.head))


def replaced(office: Office, path: str, old: str, new: str) -> Changes:
    """What replacing some words in a file of main changes."""
    text = as_bytes(office.main.files[path]).decode()
    assert old in text
    return compared(office, {path: text.replace(old, new)})


def test_the_parts_of_a_case_have_their_own_owners(office: Office) -> None:
    text = HARVEST_TEXT.replace("level", "案例: {赛道: 智慧绩效, 状态: 入选}\nlevel")
    (item,) = compared(office, {place(HARVEST): text}).items
    owners = {key: said.owner.label for key, said in item.fields.items()}
    assert owners == {"case.track": "信息员", "case.status": "信息科"}
    assert item.areas == (Area.ITEM, Area.REGISTER)


def test_another_spelling_of_the_same_is_no_change_of_a_field(office: Office) -> None:
    text = HARVEST_TEXT.replace("author: 晋中市局/xu", "作者: [ '晋中市局/xu' ]")
    (item,) = compared(office, {place(HARVEST): text}).items
    assert (item.how, item.fields, item.body, item.rewritten) == (How.EDITED, {}, False, False)


def test_an_adoption_is_dated_by_itself_and_not_by_its_item(office: Office) -> None:
    adopted = "adoptions:\n  - {publication: 省政府信息, date: 2026-10-12}\nlevel"
    changes = compared(office, {place(HARVEST): HARVEST_TEXT.replace("level", adopted)})
    (file,) = changes.files
    assert [(each.what, each.day) for each in file.dated] == [("采用", date(2026, 10, 12))]
    assert changes.areas == (Area.REGISTER,)


def test_of_a_yearly_list_only_what_differs_is_dated(office: Office) -> None:
    path = "content/faults/2026.yml"
    fault = "- {unit: 太原市局, date: 2026-10-11, kind: 失实}\n"
    (file,) = compared(office, {path: fault}).files
    assert [each.day for each in file.dated] == [date(2026, 10, 11)]
    assert (file.area, file.how) == (Area.REGISTER, How.ADDED)


def test_entries_of_a_registry_are_told_by_id_and_field(office: Office) -> None:
    (entry,) = replaced(office, PEOPLE, "史宁, roles: [信息员]", "史宁宁, roles: [信息科]").entries
    assert (entry.id, entry.how, sorted(entry.fields)) == (
        "太原市局/shi",
        How.EDITED,
        ["name", "roles"],
    )


def test_rules_are_told_by_field(office: Office) -> None:
    (entry,) = replaced(office, WORKFLOW, "days: 1", "days: 3").entries
    assert (entry.path, list(entry.fields)) == (WORKFLOW, ["tiers"])


def test_the_end_of_a_rulebook_changes_no_rule(office: Office) -> None:
    ended = replaced(office, RULEBOOK, "施行: 2026-01-01", "施行: 2026-01-01\n废止: 2026-12-31")
    assert ended.rulebooks == () and list(ended.entries[0].fields) == ["废止"]
    doubled = replaced(office, RULEBOOK, "记分: 10", "记分: 20")
    assert [path for path, _, _ in doubled.rulebooks] == [RULEBOOK]


def test_what_is_appended_to_a_record_is_told_apart(office: Office) -> None:
    before = as_bytes(office.main.files[record(NEWS)])
    entry = before[before.rindex(b"- decision") :]
    (change,) = compared(office, {record(NEWS): before + entry}).records
    assert (change.damage, len(change.appended), change.blocks) == (None, 1, (entry,))


@pytest.mark.parametrize(
    ("path", "area"),
    [
        ("content/index.md", Area.PAGES),
        ("content/about/图.png", Area.PAGES),
        ("content/items/2026/10/图.png", Area.ITEM),
        ("content/assignments/2026/图.png", Area.REGISTER),
        ("content/registry/office.yml", Area.REGISTRY),
        ("content/notices/2026-10.md", Area.REGISTER),
        ("content/notices/2026Q3.md", Area.WORKFLOW),
        ("contents/index.md", Area.PROGRAM),
        ("README.md", Area.PROGRAM),
    ],
)
def test_every_path_belongs_to_an_area(office: Office, path: str, area: Area) -> None:
    assert [each.area for each in compared(office, {path: "x\n"}).files] == [area]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("20261009-ABC", "20261009-abc"),
        ("20261009-АВС", "20261009-ABC"),  # Cyrillic
        ("20261009-ＡＢＣ", "20261009-ABC"),
        ("20261009—甲", "20261009-甲"),
        (unicodedata.normalize("NFD", "café"), "café"),
        ("秋\u200b粮", "秋粮"),
        ("秋\ufe00粮", "秋粮"),
        ("⼈民", "人民"),  # the radical
    ],
)
def test_names_that_look_alike_have_one_skeleton(one: str, other: str) -> None:
    assert one != other
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(("one", "other"), [("己", "已"), ("2026-1", "2026-11"), ("甲乙", "乙甲")])
def test_names_that_a_reader_tells_apart_have_not(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)
