"""What a request changes, as typed values: two revisions read and compared, never diff text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import Any, Final, NamedTuple

from scoring.assignments.facts import Assignment
from scoring.model import Endorsement, Item
from scoring.review.record import Review, Trail
from scoring.review.workflow import Area
from scoring.rulebook import Rulebook
from scoring.vocabulary import Owner, Word
from site_builder.git import Change
from site_builder.parsing.fields import ListOf, RecordType
from site_builder.parsing.front_matter import Document, stem
from site_builder.reading.one_file import FileRead
from site_builder.review.areas import area_of
from site_builder.review.plain import Said, days_of, differing, entries, one_sided, said
from site_builder.review.records import blocks
from site_builder.review.sides import Side
from site_builder.review.text import text_digest
from site_builder.schema import KINDS, kind_of
from site_builder.schema.item import HEADER


class How(Word):
    """What befell a file, an item or an entry."""

    ADDED = "added", "新增"
    REMOVED = "removed", "删除"
    EDITED = "edited", "修改"
    RENAMED = "renamed", "改名"
    MODE = "mode", "改权限"


class Dated(NamedTuple):
    """A day that a changed fact states."""

    what: str
    day: date


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file; every path that a request changes has one."""

    path: str
    area: Area
    how: How
    mode: str | None
    """Git's mode after the change; None where the file is gone."""
    dated: tuple[Dated, ...] = ()
    """Days of the facts in it that were added, removed or changed, before and after."""


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One item; what was changed in it by field and owner."""

    id: str
    path: str
    how: How
    before: Item | None
    after: Item | None
    fields: Mapping[str, Said]
    """By English key, the values as they are after."""
    body: bool
    text: str | None
    """The digest of the reviewed text after; None where the item is gone or unreadable."""
    text_before: str | None = None
    old_path: str | None = None
    """Of a renamed item."""

    @property
    def areas(self) -> tuple[Area, ...]:
        """Return whose work the change is."""
        if all(said.owner is Owner.WRITER for said in self.fields.values()):
            return (Area.ITEM,)
        return (Area.ITEM, Area.REGISTER) if self.rewritten else (Area.REGISTER,)

    @property
    def rewritten(self) -> bool:
        """Return whether the text that reviewers answer for is another, or under another id."""
        return self.text != self.text_before or self.how is How.RENAMED


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One review record."""

    item: str
    path: str
    appended: tuple[Review, ...] = ()
    blocks: tuple[bytes, ...] = ()
    """The appended entries as written."""
    damage: str | None = None
    """How it was changed otherwise than by appending, in Chinese words."""


@dataclass(frozen=True, slots=True)
class EntryChange:
    """One entry of a registry, or a whole header: office, rules of review, rulebook, notice."""

    path: str
    id: str
    how: How
    fields: Mapping[str, Said]


@dataclass(frozen=True, slots=True)
class Changes:
    """All that a request changes, each in the order of paths."""

    files: tuple[FileChange, ...] = ()
    items: tuple[ItemChange, ...] = ()
    records: tuple[RecordChange, ...] = ()
    entries: tuple[EntryChange, ...] = ()
    rulebooks: tuple[tuple[str, Rulebook | None, Rulebook | None], ...] = ()
    """Path, before, after; only where more than 废止 differs."""

    @property
    def areas(self) -> tuple[Area, ...]:
        """Return the areas touched, in the order of `Area`."""
        items = {path for item in self.items for path in (item.path, item.old_path)}
        touched = {each.area for each in self.files if each.path not in items}
        touched |= {area for item in self.items for area in item.areas}
        return tuple(area for area in Area if area in touched)


def changes_of(base: Side, head: Side, differing_paths: Iterable[Change]) -> Changes:
    """Return the typed changes between two revisions at the paths that differ."""
    paths = sorted(differing_paths, key=lambda change: change.path)
    regular = [each for each in paths if _regular(each) and each.path.startswith(head.prefix + "/")]
    by_kind: dict[str, list[str]] = {}
    for each in regular:
        kind = kind_of(head.inside(each.path))
        if kind is not None:
            by_kind.setdefault(kind.name, []).append(each.path)
    items = tuple(_items(base, head, by_kind.get("item", [])))
    dated = {item.path: tuple(_dated_of_item(item)) for item in items}
    return Changes(
        files=tuple(
            FileChange(
                each.path, area_of(each, head), _how(each), each.new_mode,
                dated.get(each.path) or tuple(_dated(base, head, each.path)),
            )
            for each in paths
        ),
        items=items,
        records=tuple(_record(base, head, path) for path in by_kind.get("reviews", [])),
        entries=tuple(_entries(base, head, by_kind)),
        rulebooks=tuple(_rulebooks(base, head, by_kind.get("rulebook", []))),
    )  # fmt: skip


def _regular(change: Change) -> bool:
    """Return whether a path is a file on both sides, as far as it is there."""
    modes = {change.old_mode, change.new_mode} - {None}
    return modes <= {"100644", "100755"}


def _how(change: Change) -> How:
    if change.old_blob is None:
        return How.ADDED
    if change.new_blob is None:
        return How.REMOVED
    return How.MODE if change.old_blob == change.new_blob else How.EDITED


def _items(base: Side, head: Side, paths: Iterable[str]) -> Iterator[ItemChange]:
    """Yield what befell items; one gone and one new with the same text are one, renamed."""
    found = [_item(base, head, path) for path in paths]
    gone = {item.text_before: item for item in found if item.how is How.REMOVED}
    renamed: dict[str, str] = {}
    for item in found:
        old = gone.get(item.text) if item.how is How.ADDED and item.text is not None else None
        if old is not None and old.path not in renamed.values():
            renamed[item.path] = old.path
    for item in found:
        if item.path in renamed:
            yield _item(base, head, item.path, renamed[item.path])
        elif item.path not in renamed.values():
            yield item


def _item(base: Side, head: Side, path: str, old_path: str | None = None) -> ItemChange:
    before, after = base.read(old_path or path), head.read(path)
    fields = differing(_said(before, HEADER), _said(after, HEADER))
    old, new = _value(before, Item), _value(after, Item)
    fields |= {key: each for key, each in _unsaid(old, new) if key not in fields}
    if old_path is not None:
        how = How.RENAMED
    else:
        how = How.ADDED if before is None else How.REMOVED if after is None else How.EDITED
    return ItemChange(
        id=stem(path),
        path=path,
        how=how,
        before=old,
        after=new,
        fields=fields,
        body=_body(before) != _body(after),
        text=_digest(after),
        text_before=_digest(before),
        old_path=old_path,
    )


_LISTS: Final = {
    "adoptions": "采用",
    "forwardings": "报上级",
    "endorsements": "批示",
    "faults": "差错",
    "judgements": "裁量",
}


def _unsaid(before: Item | None, after: Item | None) -> Iterator[tuple[str, Said]]:
    """Yield the office's fields in which the values differ, however they were written."""
    for key, label in _LISTS.items():
        if any(one_sided(getattr(before, key, ()), getattr(after, key, ()))):
            yield key, Said(label, Owner.OFFICE, None)


def _dated_of_item(item: ItemChange) -> Iterator[Dated]:
    """Yield the days that a changed item states: its own where its text was touched."""
    sides = [each for each in (item.before, item.after) if each is not None]
    if item.rewritten:
        yield from (Dated("信息", each.date) for each in sides)
    for key, label in _LISTS.items():
        before, after = (_unfollowed(getattr(each, key, ())) for each in (item.before, item.after))
        facts = one_sided(before, after)
        yield from (Dated(label, day) for fact in facts for day in days_of(fact))
    cases = [getattr(getattr(each, "case", None), "conversions", ()) for each in
             (item.before, item.after)]  # fmt: skip
    for fact in one_sided(cases[0], cases[1]):
        yield from (Dated("案例转化", day) for day in days_of(fact))


_DONE: Final = {"answers": "答复", "extensions": "延期", "claims": "揭榜", "cleared": "销号"}
_LATER: Final[Mapping[type[Any], tuple[str, ...]]] = {
    Assignment: (*_DONE, "progress"),
    Endorsement: ("feedback", "conversions"),
}


def _dated(base: Side, head: Side, path: str) -> Iterator[Dated]:
    """Yield the days of changed facts in the files of assignments, faults and judgements."""
    kind = kind_of(head.inside(path)) if path.startswith(head.prefix + "/") else None
    if kind is None or kind.name not in ("assignment", "faults", "judgements"):
        return
    sides = [_facts(base.read(path)), _facts(head.read(path))]
    for fact in one_sided(*map(_unfollowed, sides)):
        yield from (Dated(kind.title, day) for day in days_of(fact))
    for name, label in _DONE.items():
        done = (tuple(a for each in side for a in getattr(each, name, ())) for side in sides)
        for fact in one_sided(*done):
            yield Dated(label, fact.date)


def _unfollowed(facts: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return facts without what came of them later, which has days of its own."""
    return tuple(
        replace(each, **dict.fromkeys(later, ())) if (later := _LATER.get(type(each))) else each
        for each in facts
    )


def _record(base: Side, head: Side, path: str) -> RecordChange:
    """Return what was appended to a record, or how else it was changed."""
    item, old, new = stem(path), base.data(path) or b"", head.data(path)
    if new is None or path not in head.paths:
        return RecordChange(item, path, damage="整个文件被删去了" if old else "文件过大")
    whole = not old or old.endswith(b"\n") or new[len(old) : len(old) + 1] == b"\n"
    if not new.startswith(old) or not whole:
        return RecordChange(item, path, damage="前面已有的内容被改、删或调换了次序")
    trail = _value(head.read(path), Trail)
    reviews = () if trail is None else trail.reviews
    kept, written = old.count(b"\n"), blocks(new, reviews)
    longer = (block.splitlines()[kept - start :] for start, block in written if start < kept)
    if any(map(bytes.strip, chain.from_iterable(longer))):
        return RecordChange(item, path, damage="最后一条后面接着写了别的内容")
    added = [each for each in zip(reviews, written, strict=True) if each[1][0] >= kept]
    return RecordChange(
        item, path, tuple(review for review, _ in added), tuple(block for _, (_, block) in added)
    )


def _entries(base: Side, head: Side, by_kind: Mapping[str, list[str]]) -> Iterator[EntryChange]:
    """Yield the entries of registries, and the fields of the other rules, that differ."""
    for name in ("units", "people", "publications", "leaders"):
        kind = KINDS[name].type
        assert isinstance(kind, ListOf)  # noqa: S101 - our own schema
        for path in by_kind.get(name, []):
            key = "id" if name == "people" else "name"
            old, new = (entries(_root(side.read(path)), kind, key) for side in (base, head))
            for entry in sorted({*old, *new}):
                fields = differing(old.get(entry, {}), new.get(entry, {}))
                how = How.EDITED if entry in old and entry in new else (
                    How.ADDED if entry in new else How.REMOVED
                )  # fmt: skip
                if fields:
                    yield EntryChange(path, entry, how, fields)
    for name in ("office", "workflow", "rulebook", "notice"):
        record = KINDS[name].type
        assert isinstance(record, RecordType)  # noqa: S101 - our own schema
        for path in by_kind.get(name, []):
            before, after = base.read(path), head.read(path)
            fields = differing(_said(before, record), _said(after, record))
            how = How.ADDED if before is None else How.REMOVED if after is None else How.EDITED
            if fields:
                yield EntryChange(path, stem(path), how, fields)


def _rulebooks(
    base: Side, head: Side, paths: Iterable[str]
) -> Iterator[tuple[str, Rulebook | None, Rulebook | None]]:
    """Yield the rulebooks in whose data more differs than the day on which they end."""
    kind = KINDS["rulebook"].type
    assert isinstance(kind, RecordType)  # noqa: S101 - our own schema
    for path in paths:
        before, after = base.read(path), head.read(path)
        if set(differing(_said(before, kind), _said(after, kind))) - {"废止"}:
            yield path, _value(before, Rulebook), _value(after, Rulebook)


def _document(read: FileRead[Any] | None) -> Document | None:
    return None if read is None else read.document


def _root(read: FileRead[Any] | None) -> Any:
    document = _document(read)
    return None if document is None else document.root


def _said(read: FileRead[Any] | None, kind: RecordType[Any]) -> dict[str, Said]:
    return said(_root(read), kind)


def _value(read: FileRead[Any] | None, kind: type[Any]) -> Any:
    return read.value if read is not None and isinstance(read.value, kind) else None


def _facts(read: FileRead[Any] | None) -> tuple[Any, ...]:
    value = None if read is None else read.value
    return value if isinstance(value, tuple) and not hasattr(value, "_fields") else (
        () if value is None else (value,)
    )  # fmt: skip


def _body(read: FileRead[Any] | None) -> str | None:
    document = _document(read)
    return None if document is None else document.body


def _digest(read: FileRead[Any] | None) -> str | None:
    document = _document(read)
    return None if document is None else text_digest(document)
