"""Every kind of file, declared once: places, JSON Schema and reference tables agree."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest

from scoring.vocabulary import Owner
from site_builder.parsing.nodes import MappingNode, Node, ScalarNode, parse
from site_builder.parsing.report import Report
from site_builder.schema import KINDS, field_tables, is_picture, json_schema, kind_of

OFFICE = Path(__file__).parent.parent / "samples/valid/office"
FILES = sorted(path for path in OFFICE.rglob("*") if path.is_file())


def plain(node: Node) -> Any:
    """The node as an editor's YAML reader would see it, for the JSON Schema."""
    if isinstance(node, ScalarNode):
        if node.plain and node.text.lstrip("-").isdigit():
            return int(node.text)
        return {"true": True, "false": False}.get(node.text, node.text)
    if isinstance(node, MappingNode):
        return {key.text: plain(value) for key, value in node.pairs}
    return [plain(each) for each in node.items]


def header(file: Path) -> Any:
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".md":
        text = text.split("---\n")[1] if text.startswith("---") else "{}"
    root = parse(text, file.name).root
    assert root is not None
    return plain(root)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_what_the_reader_accepts_the_json_schema_accepts(file: Path) -> None:
    kind = kind_of(file.relative_to(OFFICE).as_posix())
    assert kind is not None
    schema = json_schema(kind.name)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(header(file), schema, cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    "item",
    [
        {"title": "甲"},
        {"title": "甲", "标题": "甲", "date": "2026-09-12"},
        {"title": "甲", "date": "2026年9月12日"},
        {"title": "甲", "date": "2026-09-12", "tittle": "乙"},
        {"title": "甲", "date": "2026-09-12", "level": "省"},
        {"title": "甲", "date": "2026-09-12", "adoptions": [{"publication": "乙"}]},
    ],
)
def test_what_the_reader_refuses_the_json_schema_refuses(item: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(item, json_schema("item"), cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_has_a_schema_and_tables(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema(name))
    tables = field_tables(name)
    assert len({table.title for table in tables}) > 0
    for table in tables:
        words = [w for field in table.fields for w in (field.key, field.alias) if w is not None]
        assert len(words) == len(set(words)), table.title
        for field in table.fields:
            assert all((field.doc, field.example, field.type.words)), field.key


def _examples() -> list[tuple[str, str]]:
    return [
        (name, f"{table.title}.{field.label}")
        for name in KINDS
        if name != "rulebook"
        for table in field_tables(name)
        for field in table.fields
    ]


@pytest.mark.parametrize(("name", "label"), _examples())
def test_every_example_reads_clean(name: str, label: str) -> None:
    """What the reference page and a finding show as an example can be copied."""
    field = next(
        each
        for table in field_tables(name)
        for each in table.fields
        if f"{table.title}.{each.label}" == label
    )
    report = Report("例.yml")
    root = parse(f"{field.label}: {field.example}", "例.yml").root
    assert isinstance(root, MappingNode)
    value = field.type.read(root.pairs[0][1], field.label, report)
    assert report.findings == []
    assert value is not None


def test_nobody_awards_himself_a_point() -> None:
    """The office owns every field of an item that gives points or decides."""
    fields = {field.key: field.owner for field in field_tables("item")[0].fields}
    office = {key for key, owner in fields.items() if owner is Owner.OFFICE}
    assert office == {"adoptions", "forwardings", "endorsements", "faults", "judgements"}
    case = next(table for table in field_tables("item") if table.title == "案例")
    assert [field.key for field in case.fields if field.owner is Owner.WRITER] == ["track"]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("items/2026/09/20260912-甲.md", "item"),
        ("items/2026/09/深/20260912-甲.md", None),
        ("items/2026/20260912-甲.md", None),
        ("rulebooks/2026.md", "rulebook"),
        ("registry/units.yml", "units"),
        ("registry/units.yaml", None),
        ("faults/2026.yml", "faults"),
        ("faults/全部.yml", None),
        ("index.md", "page"),
        ("about/a.md", "page"),
        ("readme.md", None),
        ("items/2026/09/20260912-甲.md\n", None),
    ],
)
def test_a_file_s_place_tells_its_kind(path: str, name: str | None) -> None:
    kind = kind_of(path)
    assert (None if kind is None else kind.name) == name


def test_pictures_lie_beside_the_text_that_shows_them_and_cannot_carry_scripts() -> None:
    assert is_picture("items/2026/09/图.png")
    assert is_picture("about/DSC_0001.JPG")
    assert not is_picture("items/2026/09/图.svg")
    assert not is_picture("registry/图.png")
