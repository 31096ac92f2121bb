"""A closed period counted before and after a request, and held against what is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from scoring.catalogue import gate
from scoring.closing.differences import corrected, differences, moved
from scoring.closing.entries import digest
from scoring.closing.facts import Correction, Notice, Seal
from scoring.closing.recount import Count
from scoring.findings import Finding, Source
from site_builder.cache import ResidentStore
from site_builder.closing.counting import Whole
from site_builder.closing.telling import told
from site_builder.review.closed import wrong
from site_builder.review.names_on_disk import shown
from site_builder.review.sides import Side

_NAMED: Final = 3
"""Files that a sentence names."""


@dataclass
class Recount:
    """Closed periods, counted on both sides of a request."""

    base: Side
    head: Side
    corrections: tuple[Correction, ...]
    """Those that the request adds."""

    def altered(
        self, notice: Notice, own: tuple[Correction, ...], paths: set[str]
    ) -> Iterator[Finding]:
        """Yield that a closed period would come to something else, and no correction says so.

        `own` are the corrections of this notice, `paths` the changed files that may alter it.
        """
        assert notice.issued is not None  # noqa: S101 - a draft closes nothing
        before, after = (each.count(notice, notice.issued) for each in self._wholes)
        label = notice.period.label
        place = Source(shown(self.head.place(min(paths)))) if paths else own[0].source
        named = "、".join(sorted(map(shown, paths))[:_NAMED])
        if before is None or after is None:
            where = "合并以后" if before is not None else "主干上"
            what = f"{where}的内容有错误，算不出来（用 chunshui check 查看）"
            yield gate.ALTERED.at(place, period=label, what=what, notice=notice.id, paths=named)
            return
        found = differences(before, after)
        # 累计 follows what is corrected in an earlier notice.
        allowing = self.corrections if found.brought else own
        missing = paths - {path for one in allowing for path in one.files}
        if found and missing:
            named = "、".join(sorted(map(shown, missing))[:_NAMED])
            place = Source(shown(self.head.place(min(missing))))
            what = told(found)
            yield gate.ALTERED.at(place, period=label, what=what, notice=notice.id, paths=named)
        elif moved(found.rows) != corrected(own):
            said = f"更正写的差额和算出来的不一样：{told(found)}"
            yield wrong(own[0].source if own else place, said)

    @cached_property
    def _wholes(self) -> tuple[Whole, Whole]:
        """Return all facts before and after; what is the same on both sides is read once."""
        store = ResidentStore(None)
        return Whole(self.base, store), Whole(self.head, store)

    def sealed(self, seal: Seal) -> Iterator[Finding]:
        """Yield that a new seal says something else than what its content comes to."""
        whole = self._wholes[1]
        notice = next((one for one in whole.notices if one.id == seal.notice), None)
        if notice is None or notice.issued != seal.as_of:
            yield wrong(seal.source, f"没有在 {seal.as_of} 印发的通报 {seal.notice}")
            return
        if self.head.revisions.resolve(seal.commit) != seal.commit:
            yield wrong(seal.source, f"没有封存所说的提交 {seal.commit[:10]}")
        counted = whole.count(notice, seal.as_of)
        if counted is None:
            yield wrong(seal.source, "合并以后的内容有错误，算不出来")
        elif list(map(_summary, counted)) != [
            (one.score, one.rulebooks, one.entries, one.digest, one.rows) for one in seal.scores
        ]:
            yield wrong(seal.source, "封存的得分、名次或校验值和合并以后的内容算出来的不一样")


def _summary(count: Count) -> tuple[Any, ...]:
    return (count.score, count.rulebooks, len(count.lines), digest(count.lines), count.rows)
