"""把关: may a request be merged? Judged by the base's rules, people and program.

Two revisions are read and compared as values. What a request does not touch is not read, so that
the time it takes grows with the request, not with the office.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from scoring.catalogue import files, gate
from scoring.checks.reviews import identity_of_one
from scoring.findings import Finding, Source, ordered
from scoring.model import Corpus, Item
from scoring.review.fast import opener
from scoring.review.progress import Progress, State, progress
from scoring.review.record import Channel, Review, Trail
from scoring.review.workflow import Area
from site_builder.git import Change, Revisions
from site_builder.review.changes import Changes, How, ItemChange, RecordChange, changes_of
from site_builder.review.commits import Commits
from site_builder.review.entries import Judge, Signed
from site_builder.review.names_on_disk import check_files, shown
from site_builder.review.ownership import called, listed, seconds
from site_builder.review.permits import Permits
from site_builder.review.places import item_path, record_path
from site_builder.review.provenance import Provenance, Who, provenance
from site_builder.review.sides import Side, side_at
from site_builder.review.text import text_digest
from site_builder.review.verdict import (
    REQUEST,
    Approval,
    ItemVerdict,
    Need,
    Verdict,
    state_of,
    summary_of,
)
from site_builder.schema import KINDS, is_picture, kind_of

PICTURE_LIMIT = 10_000_000
"""Bytes of a file that is not text of the office's."""
_ALONE = (Area.REGISTER, Area.REGISTRY, Area.RULEBOOK, Area.WORKFLOW, Area.PAGES, Area.PROGRAM)
_REGISTRY_FILES = (
    "office", "units", "people", "publications", "leaders", "calendar", "assignment_kinds",
    "workflow", "words",
)  # fmt: skip


@dataclass(frozen=True)
class Request:
    """What is asked to be merged into what."""

    base: str
    """The commit into which: its rules hold."""
    head: str
    on: date
    """The day that counts as today."""
    content: str = "content"
    """The content folder inside the repository."""
    author: str | None = None
    """Account, address or id of who made the request, where a forge or server has made sure of
    him; without it the addresses in the commits count."""
    reviews: Sequence[Review] = ()
    """Reviews of items that a forge vouches for, 报审 included."""
    approvals: Sequence[Approval] = ()
    """Consents to the request as a whole that a forge vouches for."""


def judge(revisions: Revisions, request: Request, signed: Signed) -> Verdict:
    """Return the verdict on a request; both commits are ids that `Revisions.resolve` gave."""
    starts = revisions.merge_bases(request.base, request.head)
    base = side_at(revisions, request.base, request.content)
    if len(starts) != 1:
        found = f"有 {len(starts)} 个共同起点" if starts else "没有共同起点"
        return _refused(request, base.corpus, gate.NO_COMMON_PAST.at(REQUEST, found=found))
    if base.corpus.workflow is None:
        place = Source(base.place(KINDS["workflow"].where))
        return _refused(request, base.corpus, gate.NO_WORKFLOW.at(place))
    differing = revisions.changes(starts[0], request.head)
    behind: frozenset[str] = frozenset()
    if starts[0] != request.base:
        behind = frozenset(each.path for each in revisions.changes(starts[0], request.base))
    head = Side(revisions, request.content, _after(base.paths, differing), _like(base, differing))
    made = provenance(revisions, request.base, request.head, base.corpus, request.author)
    return _Gate(request, base, head, differing, behind, made, signed).verdict()


def _after(before: Mapping[str, str], differing: Sequence[Change]) -> dict[str, str]:
    """Return the files that there will be after merging."""
    paths = dict(before)
    for change in differing:
        paths.pop(change.path, None)
        if change.new_blob is not None:
            paths[change.path] = change.new_blob
    return paths


def _start(base: Side, differing: Sequence[Change]) -> Side:
    """Return the base as it was, at the paths that differ, when the branch began."""
    paths = dict(base.paths)
    for change in differing:
        paths.pop(change.path, None)
        if change.old_blob is not None:
            paths[change.path] = change.old_blob
    return Side(base.revisions, base.prefix, paths, base)


def _like(base: Side, differing: Sequence[Change]) -> Side | None:
    """Return the base where a request leaves the registries as they are."""
    rules = {base.place(KINDS[name].where) for name in _REGISTRY_FILES}
    return None if any(each.path in rules for each in differing) else base


def _refused(request: Request, corpus: Corpus, finding: Finding) -> Verdict:
    found = (finding,)
    state = state_of(found)
    return Verdict(
        request.base, request.head, request.on, state, found, summary_of(state, found, ()), (),
        corpus, Changes(),
    )  # fmt: skip


class _Gate:
    """One request judged."""

    def __init__(
        self,
        request: Request,
        base: Side,
        head: Side,
        differing: Sequence[Change],
        behind: frozenset[str],
        made: Provenance,
        signed: Signed,
    ) -> None:
        self.request, self.base, self.head = request, base, head
        self.differing, self.behind, self.made = differing, behind, made
        self.changes = changes_of(_start(base, differing), head, differing)
        self.permits = Permits(base, head, self.changes, made, request.on)
        self.judge = Judge(head.revisions, base.corpus, made, request.reviews, signed, request.on)
        records = base.place("reviews/")
        self.commits = Commits(head.revisions, base.corpus, made, records)
        self.old = {each.path: each.old_blob for each in differing}

    @property
    def corpus(self) -> Corpus:
        return self.base.corpus

    def verdict(self) -> Verdict:
        """Return the verdict."""
        found = [*self._files(), *self.commits.check(), *self.permits.check()]
        items, extra = [], set[Area]()
        for record in self.changes.records:
            item = self._item_of(record)
            found += self.judge.check(record, item, self._texts(record.item))
        for change in self.changes.items:
            verdict, area, said = self._reviewed(change)
            reviews = self._trail(change.id, change.text or "").reviews
            items.append(replace(verdict, reviews=reviews))
            found += said
            extra |= area
        for record in self.changes.records:
            found += self._uncounted(record)
        needs = tuple(self._needs(extra))
        found += (self._waiting(need) for need in needs if not need.given)
        findings = ordered(found)
        state = state_of(findings)
        return Verdict(
            base=self.request.base,
            head=self.request.head,
            on=self.request.on,
            state=state,
            findings=findings,
            summary=summary_of(state, findings, tuple(items)),
            authors=tuple(who.person or who.found for who in self._authors()),
            corpus=self.corpus,
            changes=self.changes,
            items=tuple(items),
            needs=needs,
            sides=(self.base, self.head),
        )

    def _files(self) -> Iterator[Finding]:
        """Yield what is wrong with the changed files themselves."""
        yield from check_files(self.differing, self.base.paths, self.head.prefix)
        for change in self.differing:
            if change.path in self.behind:
                yield gate.BEHIND.at(Source(shown(change.path)))
            if change.new_blob is None or change.new_mode not in ("100644", "100755"):
                continue
            inside = change.path.startswith(self.head.prefix + "/")
            if inside and kind_of(self.head.inside(change.path)) is not None:
                yield from self.head.findings(change.path)
            else:
                yield from self._oversize(change.path, change.new_blob)
        if any(each.path == self.head.place("registry/people.yml") for each in self.differing):
            yield from identity_of_one(self.head.corpus)

    def _oversize(self, path: str, blob: str) -> Iterator[Finding]:
        known = self.head.revisions.read(blob, 0)
        if known is not None and known.size > PICTURE_LIMIT:
            place = Source(shown(path))
            yield files.TOO_LARGE.at(place, size=known.size, limit=PICTURE_LIMIT)

    def _item_of(self, record: RecordChange) -> Item | None:
        """Return the item of a record as it will be."""
        for change in self.changes.items:
            if change.id == record.item:
                return change.after or change.before
        read = self.head.read(self.head.place(item_path(record.item)))
        return read.value if read is not None and isinstance(read.value, Item) else None

    def _texts(self, item: str) -> frozenset[str]:
        """Return the blobs that an item's file has been, as far as the request knows."""
        path = self.head.place(item_path(item))
        touched = self.made.touches.get(path, ()) + self.made.merges.get(path, ())
        found = {touch.new_blob for touch in touched} | {touch.old_blob for touch in touched}
        found |= {self.base.paths.get(path), self.head.paths.get(path), self.old.get(path)}
        return frozenset(blob for blob in found if blob is not None)

    def _reviewed(self, change: ItemChange) -> tuple[ItemVerdict, set[Area], list[Finding]]:
        """Return where an item stands, whose consent it needs besides, and what it waits for."""
        if change.how is How.REMOVED:
            return ItemVerdict(change), {Area.REGISTER}, []
        if not change.rewritten or change.after is None or change.text is None:
            return ItemVerdict(change), set(), []
        stands = self._progress(change.after, change.text, self.permits.rewriters(change))
        place = Source(change.path)
        if stands.state is State.FREE:
            return ItemVerdict(change, stands), {Area.REGISTER}, []
        late = list(self._late_pictures(change, stands))
        fast = self._fast(change.after, stands)
        if fast is not None:
            return ItemVerdict(change, stands, fast), set(), late
        return ItemVerdict(change, stands), set(), [*late, *self._standing(stands, place)]

    def _late_pictures(self, change: ItemChange, stands: Progress) -> Iterator[Finding]:
        """Yield the pictures beside an item that were touched after a review that counts."""
        folder, path = change.path.rpartition("/")[0], self.head.place(record_path(change.id))
        record = next((each for each in self.changes.records if each.path == path), None)
        reviews = [tier.review for tier in stands.tiers if tier.review is not None]
        for file in self.changes.files:
            if file.path.rpartition("/")[0] != folder or not is_picture(
                self.head.inside(file.path)
            ):
                continue
            for review in reviews:
                if self.judge.later(file.path, review, record):
                    who, picture = called(self.corpus, review.person), shown(file.path)
                    yield gate.PICTURE_LATE.at(Source(change.path), who=who, picture=picture)
                    break

    def _progress(self, item: Item, text: str, wrote: tuple[str, ...]) -> Progress:
        """Return where an item stands; whoever wrote its text counts as one of its authors."""
        authors = tuple(dict.fromkeys((*item.authors, *wrote)))
        trail = self._trail(item.id, text)
        return progress(
            self.corpus.workflow, self.corpus, replace(item, authors=authors), trail, text,
            self.request.on,
        )  # fmt: skip

    def _trail(self, item: str, text: str) -> Trail:
        """Return an item's record as it will be, with the reviews that the forge gives."""
        path = self.head.place(record_path(item))
        read = self.head.read(path)
        kept = read.value.reviews if read is not None and isinstance(read.value, Trail) else ()
        known = {(one.forge.forge, one.forge.id) for one in kept if one.forge is not None}
        texts = self._texts(item)
        new = [
            one
            for one in self.request.reviews
            if (one.text == text or one.blob in texts)
            and (one.forge is None or (one.forge.forge, one.forge.id) not in known)
        ]
        return Trail(item, Source(path), tuple(sorted((*kept, *new), key=lambda one: one.time)))

    def _standing(self, stands: Progress, place: Source) -> Iterator[Finding]:
        """Yield what an item still waits for, or why nothing will come of it as it is."""
        turn, last = stands.turn, stands.last
        if last is not None and stands.state in (State.RETURNED, State.REJECTED, State.WITHDRAWN):
            todo = "请改好以后重新报审"
            yield gate.RETURNED.at(
                place,
                who=called(self.corpus, last.person),
                decision=last.decision,
                reason=f"（{last.reason}）" if last.reason else "",
                todo=todo if stands.state is State.RETURNED else "不能合并",
            )
        elif stands.changed and self._voided(stands.item):
            yield gate.CHANGED_SINCE.at(place)
        elif stands.state is State.UNSENT:
            yield gate.UNSENT.at(place, path="" if stands.path is None else stands.path.name)
        elif turn is not None:
            who = listed(self.corpus, tuple(each.person for each in turn.holders))
            yield gate.TIER_OPEN.at(
                place,
                tier=turn.tier.name,
                who=f"，可由{who}审" if who else "，但名录里现在没有人能审",
                due="" if turn.due is None else f"，{turn.due} 前",
            )

    def _voided(self, item: str) -> bool:
        """Return whether the request itself brings reviews of an item, of an earlier text."""
        path = self.head.place(record_path(item))
        recorded = any(each.path == path and each.appended for each in self.changes.records)
        return recorded or any(one.blob in self._texts(item) for one in self.request.reviews)

    def _fast(self, item: Item, stands: Progress) -> date | None:
        """Return until when the other tiers must have decided of an item that may go out now."""
        workflow = self.corpus.workflow
        if workflow is None or workflow.fast_lane is None:
            return None
        if opener(workflow, self.corpus, item, stands) is None:
            return None
        return workflow.calendar.after(self.request.on, workflow.fast_lane.days)

    def _uncounted(self, record: RecordChange) -> Iterator[Finding]:
        """Yield the decisions that a request records and that their makers could not take."""
        item, read = self._item_of(record), self.head.read(self.head.place(item_path(record.item)))
        if item is None or read is None or read.document is None or record.damage is not None:
            return
        change = next((each for each in self.changes.items if each.id == record.item), None)
        wrote = () if change is None else self.permits.rewriters(change)
        text = text_digest(read.document)
        for review, reason in self._progress(item, text, wrote).discounted:
            own = review in record.appended and review.channel is not Channel.FORGE
            if own and review.text == text:
                yield gate.NOT_ENTITLED.at(review.source, decision=review.decision, reason=reason)

    def _needs(self, extra: set[Area]) -> Iterator[Need]:
        """Yield whose consent the request needs for what no tier reviews."""
        authors = frozenset(who.person for who in self._authors() if who.person is not None)
        given = [one.person for one in self.request.approvals if one.head == self.request.head]
        given += self.commits.sealed()
        for area in _ALONE:
            if area in self.changes.areas or area in extra:
                who = seconds(self.corpus, area, authors, self.request.on)
                yield Need(area, who, tuple(one for one in dict.fromkeys(given) if one in who))

    def _authors(self) -> tuple[Who, ...]:
        """Return all who had a hand in what is changed."""
        found = (
            who
            for change in self.differing
            for who in self.made.writers(change.path, change.new_blob)
        )
        return tuple(dict.fromkeys(found))

    def _waiting(self, need: Need) -> Finding:
        who = listed(self.corpus, need.who)
        who = f"，可由{who}核准" if who else "，但名录里没有别的人可以核准"
        return gate.APPROVAL.at(REQUEST, area=need.area, who=who)
