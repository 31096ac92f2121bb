"""核对: the proof that nothing about a closed period has changed silently.

Every closed period is counted by the content of its own commit, which must give its seal to the
digit, and by the content of now. What differs is told entry by entry, with the commit that did it
and the correction that explains it, if one does. What was published must be as it was first
committed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from scoring.catalogue import sealing
from scoring.closing.differences import (
    EntryDifference,
    RowDifference,
    differences,
    row_differences,
)
from scoring.closing.entries import digest
from scoring.closing.facts import Notice, Seal, SealedScore
from scoring.closing.recount import Count, Counted
from scoring.findings import Finding, FindingKind, Source, ordered
from site_builder.cache import Store
from site_builder.closing.history import History
from site_builder.closing.published import Published, Version
from site_builder.closing.telling import entry_told, row_told
from site_builder.closing.tracing import Altered, Stretch, trace
from site_builder.git import Commit, Revisions

_LONG = 10
"""Digits of a commit that people are shown."""


class Period(NamedTuple):
    """One closed period looked at."""

    notice: Notice
    seal: Seal | None
    own: bool | None
    """Whether its own commit gives its seal; None where that cannot be said."""
    entries: int
    """In the seal."""
    stretches: tuple[Stretch, ...]
    findings: tuple[Finding, ...]

    @property
    def explained(self) -> int:
        """Return how many entries differ and are explained by corrections."""
        return sum(len(one.net.entries) for one in self.stretches if one.unexplained is None)

    @property
    def unexplained(self) -> int:
        """Return how many entries and rows differ without explanation."""
        return sum(
            len(one.net.entries) or len(one.net.rows)
            for one in self.stretches
            if one.unexplained is not None
        )


class Proof(NamedTuple):
    """What was looked at, and what does not hold."""

    periods: tuple[Period, ...]
    findings: tuple[Finding, ...]


def verify(
    revisions: Revisions,
    head: str,
    content: str,
    program: str,
    store: Store,
    only: Collection[str] = (),
) -> Proof:
    """Return the proof of the closed periods of a commit, of all or those whose ids are named;
    `program` is the version that counts now."""
    history = History(revisions, head, content, store)
    published = Published(history)
    proof = _Proof(history, published, program)
    names = sorted({path.split("/")[1].rpartition(".")[0] for path in published.versions
                    if path.startswith("notices/")})  # fmt: skip
    wanted = [name for name in names if not only or name in only]
    found: list[Finding] = list(proof.corrections())
    if revisions.shallow():
        found.append(sealing.SHALLOW.at(Source(f"{content}/notices")))
    for name in wanted:
        found += proof.papers(name)
    periods = [each for name in wanted if (each := proof.period(name)) is not None]
    found += (finding for period in periods for finding in period.findings)
    return Proof(tuple(periods), ordered(found))


class _Proof:
    """The closed periods of one head."""

    def __init__(self, history: History, published: Published, program: str) -> None:
        self._history = history
        self._published = published
        self._program = program

    def papers(self, name: str) -> Iterator[Finding]:
        """Yield that a notice or its seal is not as it was first."""
        yield from self._seal_kept(f"notices/{name}.yml")
        yield from self._notice_kept(name)

    def corrections(self) -> Iterator[Finding]:
        """Yield that corrections are not as they were first."""
        for path, versions in self._published.versions.items():
            if path.startswith("corrections/"):
                yield from self._kept(path, versions, sealing.CORRECTION_CHANGED)

    def _seal_kept(self, path: str) -> Iterator[Finding]:
        versions = self._published.versions.get(path, ())
        yield from self._kept(path, versions, sealing.SEAL_CHANGED)

    def _kept(
        self, path: str, versions: Iterable[Version], kind: FindingKind
    ) -> Iterator[Finding]:
        """Yield the commits that did anything to a file after it was first committed."""
        first, *later = versions or (None,)
        for each in later:
            if first is not None and each.blob != first.blob:
                found = "删去了" if each.blob is None else "改过"
                yield kind.at(self._place(path), **_by(each.commit), found=found)

    def _notice_kept(self, name: str) -> Iterator[Finding]:
        """Yield the commits that changed an issued notice."""
        issues = self._published.issues(name)
        if not issues:
            return
        first, notice = issues[0]
        before = None if notice is None else notice.issued
        for version, now in issues[1:]:
            after = None if now is None else now.issued
            place = self._place(f"notices/{name}.md")
            if after != before:
                said = "没有了" if after is None else f"{after}"
                yield sealing.ISSUED_CHANGED.at(
                    place, before=before, after=said, **_by(version.commit)
                )
            elif version.blob != first.blob:
                yield sealing.NOTICE_CHANGED.at(place, **_by(version.commit))

    def _place(self, path: str) -> Source:
        return Source(f"{self._history.content}/{path}")

    def period(self, name: str) -> Period | None:
        """Return a notice's period looked at, None where it never was issued."""
        issues = self._published.issues(name)
        if not issues or issues[0][1] is None:
            return None
        sealed = self._published.seal(name)
        notice = issues[0][1]
        seal, added = (None, issues[0][0].commit) if sealed is None else sealed
        as_of = notice.issued if seal is None else seal.as_of
        assert as_of is not None  # noqa: S101 - it was issued
        start, known, findings = self._start(notice, seal, added, as_of)
        entries = 0 if seal is None else sum(one.entries for one in seal.scores)
        if start is None:
            where = f"提交 {(added.id if seal is None else seal.commit)[:_LONG]} "
            findings.append(self._uncountable(notice, where))
            return Period(notice, seal, None, entries, (), tuple(findings))
        own = None
        if seal is not None and known:
            wrong = list(self._own(notice, seal, start))
            findings += wrong
            own = not wrong
        since = added.id if seal is None or not self._reached(seal.commit) else seal.commit
        anew = self._anew(notice, seal, added, start) if since == added.id and known else None
        traced = trace(self._history, notice, as_of, start, since, anew)
        for commit in traced.broken:
            findings.append(self._uncountable(notice, f"提交 {commit.id[:_LONG]} "))
        for stretch in traced.stretches:
            findings += self._told(notice, stretch)
        return Period(notice, seal, own, entries, traced.stretches, tuple(findings))

    def _start(
        self, notice: Notice, seal: Seal | None, added: Commit, as_of: date
    ) -> tuple[Counted | None, bool, list[Finding]]:
        """Return what was sealed, counted again; whether by the seal's own commit; findings."""
        place = self._place(f"notices/{notice.id}.md")
        period = notice.period.label
        if seal is None:
            finding = sealing.NO_SEAL.at(place, period=notice.id, day=as_of)
            return self._history.count(added.id, notice, as_of), False, [finding]
        findings: list[Finding] = []
        there = self._history.revisions.resolve(seal.commit) == seal.commit
        if not there or not self._reached(seal.commit):
            findings.append(
                sealing.COMMIT_GONE.at(place, period=period, commit=seal.commit[:_LONG])
            )
        if there:
            return self._history.count(seal.commit, notice, as_of), True, findings
        counted = self._history.count(added.id, notice, as_of)
        for score in seal.scores:
            count = _score(counted or (), score.score)
            rows = () if count is None else count.rows
            for one in row_differences(score.score, score.rows, rows):
                said = row_told(one)
                findings.append(
                    sealing.ROW_OF_SEAL.at(place, period=period, score=score.score, what=said)
                )
        return counted, False, findings

    def _anew(
        self, notice: Notice, seal: Seal | None, added: Commit, start: Counted
    ) -> Altered | None:
        """Return what the commit that holds a seal has otherwise than the one that it names."""
        if seal is None:
            return None
        counted = self._history.count(added.id, notice, seal.as_of)
        if counted is None or counted == start:
            return None
        paths = self._history.differing(seal.commit, added.id, notice, seal.as_of)
        return Altered(added, paths, differences(start, counted))

    def _reached(self, commit: str) -> bool:
        """Return whether the head comes after a commit."""
        revisions = self._history.revisions
        known = revisions.resolve(commit) == commit
        return known and revisions.contains(self._history.head, commit)

    def _own(self, notice: Notice, seal: Seal, counted: Counted) -> Iterator[Finding]:
        """Yield the scores for which a seal's own commit gives something else."""
        place = self._place(f"notices/{notice.id}.yml")
        program = ""
        if seal.program != self._program:
            program = f"；封存时的程序是 {seal.program}，现在是 {self._program}，算法可能变了"
        for score in seal.scores:
            found = "、".join(_unlike(score, _score(counted, score.score)))
            if found:
                yield sealing.OWN_DIGEST.at(
                    place,
                    period=notice.period.label,
                    score=score.score,
                    commit=seal.commit[:_LONG],
                    found=found,
                    program=program,
                )

    def _uncountable(self, notice: Notice, where: str) -> Finding:
        place = self._place(f"notices/{notice.id}.md")
        return sealing.CANNOT_COUNT.at(place, period=notice.period.label, where=where)

    def _told(self, notice: Notice, stretch: Stretch) -> Iterator[Finding]:
        """Yield what differs over a stretch, entry by entry; rows where no entry does."""
        if not stretch.net:
            for each in stretch.altered:
                yield sealing.CHANGED_BACK.at(
                    self._place(each.paths[0]),
                    period=notice.period.label,
                    paths="、".join(each.paths[:3]),
                    **_by(each.commit),
                )
            return
        differing: tuple[EntryDifference | RowDifference, ...] = (
            stretch.net.entries or stretch.net.rows
        )
        for one in differing:
            yield self._one(notice, stretch, one)

    def _one(
        self, notice: Notice, stretch: Stretch, one: EntryDifference | RowDifference
    ) -> Finding:
        by = stretch.by(one)
        assert by is not None  # noqa: S101 - a stretch differs by what altered it
        entry = isinstance(one, EntryDifference)
        place = self._place(one.line.file if isinstance(one, EntryDifference) else by.paths[0])
        said: dict[str, Any] = {
            "period": notice.period.label,
            "score": one.score,
            "what": entry_told(one) if isinstance(one, EntryDifference) else row_told(one),
            **_by(by.commit),
        }
        if stretch.unexplained is None:
            names = stretch.corrections or ()
            named = "、".join(each.id for each in names) or "（累计随更正变动）"
            return sealing.EXPLAINED.at(place, **said, correction=named)
        kind = sealing.CHANGED if entry else sealing.CHANGED_ROW
        return kind.at(place, **said, paths=_paths(by), why=stretch.unexplained)


def _by(commit: Commit) -> dict[str, Any]:
    return {"commit": commit.id[:_LONG], "who": commit.email}


def _paths(by: Altered) -> str:
    more = f"等 {len(by.paths)} 个文件" if len(by.paths) > 3 else ""
    return "、".join(by.paths[:3]) + more


def _score(counted: Iterable[Count], name: str) -> Count | None:
    return next((count for count in counted if count.score == name), None)


def _unlike(sealed: SealedScore, count: Count | None) -> Iterator[str]:
    """Yield in words in which a seal and a count differ."""
    if count is None:
        yield "没有这项计分"
        return
    if digest(count.lines) != sealed.digest:
        yield f"校验值不同（{sealed.entries} 笔，重算 {len(count.lines)} 笔）"
    rows = list(row_differences(sealed.score, sealed.rows, count.rows))
    if rows:
        yield "公布的得分或名次不同：" + "；".join(row_told(one) for one in rows[:3])

