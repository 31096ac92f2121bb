"""Every kind of file of a content folder: where it lies, what it is called, which fields it has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from site_builder.parsing.fields import ByShape, Field, Later, ListOf, MapOf, RecordType, Type
from site_builder.parsing.scalars import Json
from site_builder.schema import (
    alerts,
    assignments,
    bulletins,
    closing,
    item,
    records,
    registry,
    reviews,
    rulebook,
    wordlist,
    workflow,
)


@dataclass(frozen=True)
class FileKind:
    """One kind of file."""

    name: str
    title: str
    """Chinese name."""
    where: str
    """Its place in the content folder, as people write it."""
    pattern: str
    """The expression that its path inside the content folder matches."""
    type: Type
    """The header of a Markdown file, or the whole of a YAML file."""
    words: frozenset[str]
    """Every field name that may begin a line in it."""


def _records(kind: Type) -> Iterator[RecordType[object]]:
    """Yield the record types that a type is made of, each once, the outer one first."""
    waiting: list[Type] = [kind]
    seen: set[str] = set()
    while waiting:
        each = waiting.pop(0)
        if isinstance(each, RecordType):
            if each.name in seen:
                continue
            seen.add(each.name)
            yield each
            waiting.extend(field.type for field in each.fields)
        elif isinstance(each, ListOf):
            waiting.append(each.of)
        elif isinstance(each, MapOf):
            waiting += (each.keys, each.values)
        elif isinstance(each, ByShape):
            waiting.extend(each.types)
        elif isinstance(each, Later):
            waiting.append(each.get())


def _kind(name: str, title: str, where: str, pattern: str, kind: Type) -> FileKind:
    words = frozenset(word for record in _records(kind) for word in record.by_word)
    return FileKind(name, title, where, pattern, kind, words)


_YEAR: Final = r"[0-9]{4}"
_LIST: Final = (
    _kind("office", "本单位", "registry/office.yml", r"registry/office\.yml", registry.OFFICE),
    _kind("units", "单位名录", "registry/units.yml", r"registry/units\.yml", registry.UNITS),
    _kind("people", "人员名录", "registry/people.yml", r"registry/people\.yml", registry.PEOPLE),
    _kind(
        "publications",
        "刊物名录",
        "registry/publications.yml",
        r"registry/publications\.yml",
        registry.PUBLICATIONS,
    ),
    _kind(
        "leaders", "批示人名录", "registry/leaders.yml", r"registry/leaders\.yml", registry.LEADERS
    ),
    _kind(
        "workflow",
        "审核流程",
        "registry/workflow.yml",
        r"registry/workflow\.yml",
        workflow.WORKFLOW,
    ),
    _kind(
        "calendar",
        "放假和调休",
        "registry/calendar.yml",
        r"registry/calendar\.yml",
        alerts.CALENDAR,
    ),
    _kind(
        "assignment_kinds",
        "约稿和任务的种类",
        "registry/assignments.yml",
        r"registry/assignments\.yml",
        assignments.KIND_RULES,
    ),
    _kind(
        "alert_rules",
        "预警规则",
        "registry/alerts.yml",
        r"registry/alerts\.yml",
        alerts.ALERT_RULES,
    ),
    _kind("words", "用词表", "registry/words.yml", r"registry/words\.yml", wordlist.WORDS),
    _kind("rulebook", "计分办法", "rulebooks/名称.md", r"rulebooks/[^/]+\.md", rulebook.RULEBOOK),
    _kind(
        "item",
        "信息",
        "items/年/月/年月日-短名.md",
        rf"items/{_YEAR}/[0-9][0-9]/[^/]+\.md",
        item.HEADER,
    ),
    _kind(
        "assignment",
        "约稿和任务",
        "assignments/年/名称.md",
        rf"assignments/{_YEAR}/[^/]+\.md",
        assignments.ASSIGNMENT,
    ),
    _kind(
        "reviews",
        "审核记录",
        "reviews/年/月/信息编号.yml",
        rf"reviews/{_YEAR}/[0-9][0-9]/[^/]+\.yml",
        reviews.REVIEWS,
    ),
    _kind("notice", "通报", "notices/时段.md", r"notices/[^/]+\.md", closing.NOTICE),
    _kind(
        "notice_form",
        "通报模板",
        "templates/notice.md",
        r"templates/notice\.md",
        closing.NOTICE_FORM,
    ),
    _kind("seal", "封存", "notices/时段.yml", r"notices/[^/]+\.yml", closing.SEAL),
    _kind(
        "correction",
        "更正",
        "corrections/年/名称.md",
        rf"corrections/{_YEAR}/[^/]+\.md",
        closing.CORRECTION,
    ),
    _kind(
        "bulletin",
        "刊物的一期",
        "bulletins/年/名称.md",
        rf"bulletins/{_YEAR}/[^/]+\.md",
        bulletins.BULLETIN,
    ),
    _kind(
        "bulletin_styles",
        "刊样",
        "templates/bulletin.yml",
        r"templates/bulletin\.yml",
        bulletins.BULLETIN_STYLES,
    ),
    _kind("faults", "差错登记", "faults/年.yml", rf"faults/{_YEAR}\.yml", records.FAULTS),
    _kind(
        "judgements",
        "裁量登记",
        "judgements/年.yml",
        rf"judgements/{_YEAR}\.yml",
        records.JUDGEMENTS,
    ),
    _kind("actions", "问责登记", "actions/年.yml", rf"actions/{_YEAR}\.yml", alerts.ACTIONS),
    _kind("honours", "荣誉登记", "honours/年.yml", rf"honours/{_YEAR}\.yml", records.HONOURS),
    _kind(
        "page", "手写页面", "index.md、about/名称.md", r"index\.md|about/[^/]+\.md", records.PAGE
    ),
)
KINDS: Final[Mapping[str, FileKind]] = {kind.name: kind for kind in _LIST}
_PLACE: Final = re.compile("|".join(f"(?P<{kind.name}>{kind.pattern})" for kind in _LIST))
_PICTURE: Final = re.compile(
    r"(?:items/[0-9]{4}/[0-9][0-9]|assignments/[0-9]{4}|about)/[^/]+\.(?i:png|jpe?g|gif|webp)"
)


def is_picture(path: str) -> bool:
    """Return whether a path inside the content folder is a picture that goes into the site.

    SVG is none: it can carry scripts.
    """
    return not path.endswith(".md") and _PICTURE.fullmatch(path) is not None  # as nearly all do


def kind_of(path: str) -> FileKind | None:
    """Return the kind of a file by its path inside the content folder, None where it has none."""
    match = _PLACE.fullmatch(path)
    return None if match is None else KINDS[str(match.lastgroup)]


def json_schema(name: str) -> Json:
    """Return the JSON Schema (2020-12) of a kind's header or file."""
    kind = KINDS[name]
    defs: Json = {}
    body = kind.type.schema(defs)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": kind.title,
        "description": f"content/{kind.where}",
        **body,
        "$defs": defs,
    }


class FieldTable(NamedTuple):
    """The fields of one record, for the reference page."""

    title: str
    fields: tuple[Field, ...]


def field_tables(name: str) -> tuple[FieldTable, ...]:
    """Return the fields of a kind of file, then those of the records inside it."""
    return tuple(FieldTable(each.title, each.fields) for each in _records(KINDS[name].type))
