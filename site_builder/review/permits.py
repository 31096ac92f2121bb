"""Whether those who made a request may make it: areas, fields, units, periods, themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from scoring.catalogue import gate
from scoring.findings import Finding, Source
from scoring.model import Corpus
from scoring.review.workflow import Area
from scoring.vocabulary import Owner
from site_builder.parsing.front_matter import DEFAULT_LIMIT, Document, read_markdown
from site_builder.parsing.report import Report
from site_builder.review.changes import Changes, EntryChange, FileChange, How, ItemChange
from site_builder.review.closed import Closed
from site_builder.review.names_on_disk import shown
from site_builder.review.ownership import called, owners, roles_of, within_reach
from site_builder.review.plain import differing, said
from site_builder.review.provenance import Provenance, Touch, Who
from site_builder.review.sides import Side
from site_builder.review.text import text_digest
from site_builder.schema import KINDS, is_picture
from site_builder.schema.item import HEADER

CONTENT = (Area.ITEM, Area.REGISTER, Area.REVIEWS)
"""What one request may hold together; every other area stands alone."""
_IDENTITY = frozenset(
    ("id", "unit", "roles", "reviews_for", "accounts", "emails", "keys", "valid_from", "valid_to")
)


@dataclass
class Permits:
    """The base's rules applied to who made what."""

    base: Side
    head: Side
    changes: Changes
    provenance: Provenance
    on: date

    @property
    def corpus(self) -> Corpus:
        """Return the base's registries and rules."""
        return self.base.corpus

    def check(self) -> Iterator[Finding]:
        """Yield everything that those who made the request may not do."""
        yield from self._mixed()
        items = {path for each in self.changes.items for path in (each.path, each.old_path)}
        for item in self.changes.items:
            yield from self._item(item)
        for area in Area:
            files = [
                each for each in self.changes.files if each.area is area and each.path not in items
            ]
            if files and area is not Area.REVIEWS:
                yield from self._area(area, files)
        for entry in self.changes.entries:
            yield from self._own_entry(entry)
        yield from Closed(self.base, self.head, self.changes, self.on).check()

    def _mixed(self) -> Iterator[Finding]:
        """Yield that areas stand together that must stand alone."""
        areas = self.changes.areas
        if self._only_corrects:  # what a correction lets change, it must come with
            areas = tuple(area for area in areas if area is not Area.REGISTER)
        groups = list(dict.fromkeys(Area.ITEM if one in CONTENT else one for one in areas))
        if len(groups) > 1:
            first = next(each for each in self.changes.files if each.area not in CONTENT)
            named = "、".join(f"“{area}”" for area in areas)
            yield gate.MIXED.at(Source(shown(first.path)), areas=named)

    @property
    def _only_corrects(self) -> bool:
        """Return whether nothing is registered but corrections."""
        begin = self.head.place("corrections/")
        registered = [each for each in self.changes.files if each.area is Area.REGISTER]
        return all(
            each.path.startswith(begin) and each.how is How.ADDED for each in registered
        ) and not any(Area.REGISTER in each.areas for each in self.changes.items)

    def _item(self, item: ItemChange) -> Iterator[Finding]:
        """Yield what those who changed an item may not change in it."""
        place = Source(item.path)
        for key, field in item.fields.items():
            if field.owner is Owner.OFFICE:
                for who in self._answerable(item, partial(self._says, key)):
                    yield from self._registers(who, field.label, place)
        if not item.rewritten and any(f.owner is Owner.OFFICE for f in item.fields.values()):
            return
        for who in self._answerable(item, self._rewrites):
            yield from self._writes(who, item, place)
            yield from self._dated_early(who, item, place)

    def _answerable(self, item: ItemChange, made: Callable[[Touch], bool]) -> tuple[Who, ...]:
        return self.provenance.answerable(item.path, self.head.paths.get(item.path), made)

    def _registers(self, who: Who, label: str, place: Source) -> Iterator[Finding]:
        """Yield that somebody wrote a field of the office's without belonging to it."""
        if who.person is None:
            yield gate.STRANGER.at(place, found=shown(who.found)[:80])
        elif who.person not in owners(self.corpus, Area.REGISTER, self.on):
            yield gate.OFFICE_FIELD.at(
                place,
                who=called(self.corpus, who.person),
                field=label,
                roles=roles_of(self.corpus, Area.REGISTER) or "信息科",
            )

    def _writes(self, who: Who, item: ItemChange, place: Source) -> Iterator[Finding]:
        """Yield that somebody touched a text that is not his or his unit's."""
        if who.person is None:
            yield gate.STRANGER.at(place, found=shown(who.found)[:80])
            return
        yield from self._owner(Area.ITEM, who.person, place)
        for side in dict.fromkeys((item.before, item.after)):
            unit = None if side is None else side.units[0].unit
            if unit is not None and not within_reach(self.corpus, who.person, unit):
                own = self.corpus.people[who.person]
                yield gate.OTHER_UNIT.at(place, who=own.name, own=own.unit, unit=unit)
                return

    def _owner(self, area: Area, person: str, place: Source) -> Iterator[Finding]:
        roles = roles_of(self.corpus, area)
        if not roles:
            yield gate.NOBODY_OWNS.at(place, area=area)
        elif person not in owners(self.corpus, area, self.on):
            yield gate.NOT_OWNER.at(place, who=called(self.corpus, person), area=area, roles=roles)

    def _dated_early(self, who: Who, item: ItemChange, place: Source) -> Iterator[Finding]:
        """Yield that an item is dated before the rules of review began, and so past them."""
        workflow = self.corpus.workflow
        if workflow is None or item.after is None or self.on < workflow.since:
            return
        early = item.after.date < workflow.since
        before = item.before is not None and item.before.date < workflow.since
        if early and not before and who.person not in owners(self.corpus, Area.REGISTER, self.on):
            yield gate.BEFORE_RULES.at(place, day=item.after.date, since=workflow.since)

    def _area(self, area: Area, files: list[FileChange]) -> Iterator[Finding]:
        """Yield who changed an area without owning it, once each."""
        seen: set[tuple[Who, str]] = set()
        for file in files:
            blob = self.head.paths.get(file.path)
            for who in self.provenance.answerable(file.path, blob):
                place = Source(shown(file.path))
                kind = self._picture(file)
                if (who, kind) in seen:
                    continue
                seen.add((who, kind))
                if who.person is None:
                    yield gate.STRANGER.at(place, found=shown(who.found)[:80])
                elif not kind:
                    yield from self._owner(area, who.person, place)
                elif who.person not in owners(self.corpus, Area.REGISTER, self.on):
                    yield gate.PICTURE.at(place, who=called(self.corpus, who.person))

    def _picture(self, file: FileChange) -> str:
        """Return what befell a picture that items already show, empty for anything else."""
        shows = file.area is Area.ITEM and is_picture(self.head.inside(file.path))
        return file.how.value if shows and file.how is not How.ADDED else ""

    def _own_entry(self, entry: EntryChange) -> Iterator[Finding]:
        """Yield that somebody gave himself a role, a unit or another identity."""
        if entry.path != self.base.place(KINDS["people"].where):
            return
        fields = [each.label for key, each in entry.fields.items() if key in _IDENTITY]
        blob = self.head.paths.get(entry.path)
        for who in self.provenance.answerable(entry.path, blob):
            if fields and who.person == entry.id:
                yield gate.OWN_ENTRY.at(
                    Source(entry.path),
                    who=called(self.corpus, entry.id),
                    fields="、".join(fields),
                )

    def _says(self, key: str, touch: Touch) -> bool:
        """Return whether a commit changed one field of an item."""
        sides = [self._document(blob) for blob in (touch.old_blob, touch.new_blob)]
        old, new = (said(None if one is None else one.root, HEADER) for one in sides)
        return key in differing(old, new)

    def _rewrites(self, touch: Touch) -> bool:
        """Return whether a commit changed the text of an item."""
        sides = [self._document(blob) for blob in (touch.old_blob, touch.new_blob)]
        old, new = (None if one is None else text_digest(one) for one in sides)
        return old != new

    def rewriters(self, item: ItemChange) -> tuple[str, ...]:
        """Return the people who wrote the text that an item now has."""
        touches = self.provenance.touches.get(item.path, ())
        found = [touch.who for touch in touches if self._rewrites(touch)]
        found += self._answerable(item, self._rewrites)
        return tuple(dict.fromkeys(who.person for who in found if who.person is not None))

    def _document(self, blob: str | None) -> Document | None:
        found = None if blob is None else self.head.revisions.read(blob, DEFAULT_LIMIT)
        if found is None or found.data is None:
            return None
        return read_markdown(found.data, Report("items/-.md"), KINDS["item"].words)
