"""Nothing goes undocumented: finding codes, fields, rules, commands and pages."""

from __future__ import annotations

import re
from datetime import date

import pytest

from scoring.catalogue import CATALOGUE
from scoring.features import FEATURES
from site_builder.cli import COMMANDS
from site_builder.pages import render
from site_builder.pages.page import NavEntry, Page
from site_builder.pipeline import compute, examine
from site_builder.schema import KINDS, field_tables
from tests.support import ROOT


@pytest.fixture(scope="module")
def rendered() -> tuple[dict[str, Page], tuple[NavEntry, ...]]:
    """The demonstration site's pages by path, and its navigation."""
    content = ROOT / "content"
    snapshot = compute(examine(content, today=date(2026, 11, 20), as_of=date(2026, 11, 20)))
    pages, _, navigation = render(snapshot)
    return {page.path: page for page in pages}, navigation


def test_every_finding_code_has_its_paragraph_with_both_examples(
    rendered: tuple[dict[str, Page], object],
) -> None:
    text = rendered[0]["quality/codes/index.md"].markdown
    missing = [kind.code for kind in CATALOGUE if kind.code not in text or kind.title not in text]
    assert missing == []
    assert all(kind.why and kind.bad and kind.good for kind in CATALOGUE)


def test_every_field_of_every_file_stands_in_the_reference(
    rendered: tuple[dict[str, Page], object],
) -> None:
    text = rendered[0]["guide/fields/index.md"].markdown
    for name, kind in KINDS.items():
        assert kind.title in text
        for table in field_tables(name):
            for field in table.fields:
                assert f"{field.key}</code>" in text, (name, field.key)
                assert field.doc
                assert field.example


def test_every_section_of_a_rulebook_and_every_feature_is_shown(
    rendered: tuple[dict[str, Page], object],
) -> None:
    features = rendered[0]["rulebooks/features/index.md"].markdown
    fields = rendered[0]["guide/fields/index.md"].markdown
    assert [feature.number for feature in FEATURES] == list(range(1, 58))
    for feature in FEATURES:
        assert feature.title in features, feature.number
    for section in field_tables("rulebook")[0].fields:
        assert f"{section.key}</code>" in fields


def test_every_command_stands_in_the_handbook(rendered: tuple[dict[str, Page], object]) -> None:
    text = rendered[0]["guide/commands/index.md"].markdown
    for command in COMMANDS:
        assert f"chunshui {command}" in text


def test_the_tour_names_every_page_of_the_navigation(
    rendered: tuple[dict[str, Page], tuple[NavEntry, ...]],
) -> None:
    tour = (ROOT / "site_builder/guide/tour.md").read_text(encoding="utf-8")
    named = {path.removeprefix("../") for path in re.findall(r"\]\(([^)]+\.md)\)", tour)}

    def paths(entries: tuple[NavEntry, ...]) -> set[str]:
        own = {entry.path for entry in entries if entry.path}
        return own.union(*(paths(entry.children) for entry in entries))

    shown = {path for path in paths(rendered[1]) if not path.startswith(("guide/", "about/"))}
    assert shown - named == set()
    assert {path for path in named if "/" in path} <= set(rendered[0]) | {"fields/index.md"}
