"""Whatever is edited in whatever order: what a build leaves alone is what it would have made."""

from __future__ import annotations

import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from site_builder.assembly import building, rendering
from site_builder.assembly.building import Site, build
from site_builder.assembly.manifest import recall
from site_builder.cache import Store, store_for
from site_builder.pages import plan
from site_builder.pages.index import Views
from site_builder.pages.page import Planned
from site_builder.pipeline import compute, examine
from tests.site_builder.assembly.edits import (
    EDITS,
    TEXT_EDITS,
    TODAY,
    WORKFLOW,
    Crowd,
    Edit,
    Office,
    add,
    change_picture,
    change_publication,
    change_text,
    change_title,
    damage,
)
from tests.support import GitRepository, digests, run_chunshui


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pattern") / "office"
    made = run_chunshui("init", folder, "--name", "某市税务局", cwd=folder.parent)
    assert made.returncode == 0, made.stderr
    office = Office(folder)
    for path in (*office.items(), *office.content.glob("rulebooks/*.md")):
        text = path.read_text(encoding="utf-8")
        path.unlink()  # the first item is dated by the clock, and so is the rulebook
        if path.parent.name == "rulebooks":
            path.write_text(re.sub(r"施行: \d{4}", "施行: 2026", text), encoding="utf-8")
    people = office.content / "registry/people.yml"
    office.replace(people, "roles: [信息员]", "roles: [信息员, 办公室主任]")
    rules = office.content / "registry/workflow.yml"
    rules.write_text(WORKFLOW, encoding="utf-8")
    for number in range(8):
        office.write(number, date(2026, 11, 19) - timedelta(days=9 * number))
    GitRepository(folder).commit({}, date="2026-11-20")
    return folder


@pytest.fixture(scope="module")
def theme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the cold builds of all examples keep how the theme looks, and nothing else."""
    return tmp_path_factory.mktemp("theme")


def cold(office: Office, theme: Path) -> dict[str, str]:
    """What a build makes that knows nothing of any other, in one process."""
    site = office.root.parent / "cold"
    shutil.rmtree(site, ignore_errors=True)
    for kept in theme.rglob("*"):
        if kept.is_file() and kept.name != "shell.cache":
            kept.unlink()
    assert office.build(site, Store(theme), 1) is not None
    return digests(site)


@settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    steps=st.lists(
        st.lists(
            st.tuples(st.sampled_from(EDITS) | st.sampled_from(TEXT_EDITS), st.integers(0, 30)),
            min_size=1,
            max_size=3,
        ),
        min_size=2,
        max_size=3,
    )
)
def test_a_build_after_edits_is_the_build_from_nothing(
    steps: list[list[tuple[Edit, int]]],
    pattern: Path,
    theme: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("example") / "office"
    shutil.copytree(pattern, folder)
    office = Office(folder)
    store = store_for(folder)
    assert office.build(office.site, store, 2) is not None
    for edits in steps:
        for edit, number in edits:
            edit(office, number)
        if office.build(office.site, store, 2) is not None:
            assert digests(office.site) == cold(office, theme), edits


@pytest.fixture
def office(pattern: Path, tmp_path: Path) -> Office:
    folder = tmp_path / "office"
    shutil.copytree(pattern, folder)
    office = Office(folder)
    assert office.build(office.site, store_for(folder), 2) is not None
    return office


def test_every_kind_of_edit_reaches_the_site(office: Office, theme: Path) -> None:
    for number, edit in enumerate(EDITS, 2):
        before = digests(office.site)
        edit(office, number)
        assert office.build(office.site, store_for(office.root), 1) is not None
        after = digests(office.site)
        assert (after == before) == (edit is damage), edit
        assert after == cold(office, theme), edit


def test_pages_that_are_looked_at_are_shown_first_as_they_will_be(
    office: Office, theme: Path
) -> None:
    edits = (change_text, change_title, change_publication, change_picture)
    for number, edit in enumerate(edits, 2):
        edit(office, number)
        crowd = Crowd(office.site)
        assert office.build(office.site, store_for(office.root), 1, crowd) is not None
        assert bool(crowd.shown) == (edit is not change_picture), edit
        assert {*crowd.times.values()} <= {1}, edit
        for page, shown in crowd.shown.items():
            assert (office.site / page).read_bytes() == shown, edit
        assert digests(office.site) == cold(office, theme), edit


def test_an_item_is_shown_before_anything_is_planned(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_text(office, 0)
    crowd = Crowd(office.site)
    seen: list[int] = []

    def watched(views: Views) -> tuple[Planned, ...]:
        seen.append(len(crowd.shown))
        return plan(views)

    monkeypatch.setattr(building, "plan", watched)
    assert office.build(office.site, store_for(office.root), 1, crowd) is not None
    assert seen == [1]


def test_files_are_remembered_with_their_batch(
    pattern: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "office"
    shutil.copytree(pattern, folder)
    office, store = Office(folder), store_for(folder)
    monkeypatch.setattr(rendering, "_MANY", 1)  # as where there are thousands of pages
    assert office.build(office.site, store, 2) is not None
    bundles = recall(store, office.site)
    month = [record.path for record in bundles["pages/items/2026-11"].records]
    assert len(month) > 1
    assert all(path.startswith("items/2026/11/") for path in month)
    every = [record.path for bundle in bundles.values() for record in bundle.records]
    assert sorted(every) == sorted(digests(office.site))


def test_a_damaged_manifest_is_not_believed(office: Office, theme: Path) -> None:
    store = store_for(office.root)
    assert store.folder is not None
    (manifest,) = (store.folder / "sites").glob("*.cache")
    data = manifest.read_bytes()
    for damaged in (data[:-9], data.replace(b"items/2026/11", b"items/2026/10", 1), b""):
        manifest.write_bytes(damaged)
        change_text(office, 4)
        built = office.build(office.site, store_for(office.root), 1)
        assert built is not None
        assert built.written == len(digests(office.site))
        assert digests(office.site) == cold(office, theme)


def test_nothing_is_written_when_nothing_changed(office: Office) -> None:
    built = office.build(office.site, store_for(office.root), 2)
    assert built is not None
    assert (built.written, built.removed) == (0, 0)


def test_a_new_item_leaves_most_pages_alone(office: Office) -> None:
    times = {path: path.stat().st_mtime_ns for path in office.site.rglob("*.html")}
    change_text(office, 5)
    built = office.build(office.site, store_for(office.root), 2)
    assert built is not None
    touched = {p for p, time in times.items() if p.stat().st_mtime_ns != time}
    item = office.item(5).stem
    assert any(item in str(path) for path in touched)
    assert not any("guide" in path.parts for path in touched)
    assert len(touched) < len(times) / 2


def test_another_program_makes_everything_anew(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "program", lambda: "另一个版本")
    built = office.build(office.site, store_for(office.root), 2)
    assert built is not None
    assert built.written == len(digests(office.site))


def test_the_old_index_stays_where_search_is_left_out(office: Office) -> None:
    index = {path for path in digests(office.site) if path.startswith("search/")}
    add(office, 3)
    examined = examine(office.content, today=TODAY, as_of=TODAY)
    site = Site(office.root, office.root / "mkdocs.yml", office.site)
    build(compute(examined), site, store=store_for(office.root), search=False)
    assert {path for path in digests(office.site) if path.startswith("search/")} == index


@pytest.mark.parametrize("workers", [1, 2])
def test_a_text_that_changes_meanwhile_stops_the_build(
    office: Office, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    before = digests(office.site)
    examined = examine(office.content, today=TODAY, as_of=TODAY)
    change_text(office, 5)
    monkeypatch.setattr(building, "program", lambda: "另一个版本")
    site = Site(office.root, office.root / "mkdocs.yml", office.site)
    with pytest.raises(OSError) as raised:
        build(compute(examined), site, store=store_for(office.root), workers=workers)
    assert raised.value.filename == str(office.item(5))
    assert digests(office.site) == before
