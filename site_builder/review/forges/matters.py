"""The items of a request, each with all that its reviews are read with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scoring.model import Item
from scoring.review.record import Trail
from site_builder.git import Revisions
from site_builder.review.forges.interface import ForgeError, Request
from site_builder.review.forges.reading import Case
from site_builder.review.forges.texts import ItemTexts
from site_builder.review.places import record_path
from site_builder.review.sides import Side, side_at
from site_builder.schema import kind_of

_REFS = {"gitlab": "refs/merge-requests/{}/head"}
_PULLS = "refs/pull/{}/head"


@dataclass(frozen=True, slots=True)
class Matters:
    """A request in the repository."""

    request: Request
    forge: str
    revisions: Revisions
    base: Side
    """The target branch: its registries and rules hold, its records count."""
    base_commit: str
    start: str
    """Where the request's branch left the target."""

    def cases(self, paths: Iterable[str]) -> Iterator[Case]:
        """Yield the items among changed paths, as they are at the request's newest commit."""
        workflow = self.base.corpus.workflow
        if workflow is None:
            return
        for path, item in self._items(sorted(set(paths))):
            record = self.base.place(record_path(item.id))
            kept = self.base.read(record)
            yield Case(
                item=item,
                request=self.request,
                forge=self.forge,
                corpus=self.base.corpus,
                workflow=workflow,
                judged=ItemTexts(self.revisions, path, self.start),
                start=self.start,
                record=record,
                trail=kept.value if kept is not None and isinstance(kept.value, Trail) else None,
            )

    def _items(self, paths: Iterable[str]) -> Iterator[tuple[str, Item]]:
        """Yield the items of paths, read with the target's registries."""
        found = {
            path: blob
            for path in paths
            if self._is_item(path)
            and (blob := self.revisions.find(self.request.head, path)) is not None
        }
        head = Side(self.revisions, self.base.prefix, {**self.base.paths, **found}, self.base)
        for path in found:
            read = head.read(path)
            if read is not None and isinstance(read.value, Item):
                yield path, read.value

    def _is_item(self, path: str) -> bool:
        kind = kind_of(self.base.inside(path)) if path.startswith(f"{self.base.prefix}/") else None
        return kind is not None and kind.name == "item"


def matters_of(
    request: Request, forge: str, revisions: Revisions, content: str, base: str | None = None
) -> Matters:
    """Return a request in a repository, judged by `base` (the newest known commit of its target).

    Raises ForgeError where the repository has not what the forge speaks of.
    """
    head = revisions.resolve(request.head)
    told = revisions.resolve(request.base)
    target = base or _target(revisions, request)
    if head is None or told is None or target is None:
        ref = _REFS.get(forge, _PULLS).format(request.number)
        raise ForgeError(
            f"本地仓库里没有请求 {request.number} 的提交；请先运行 "
            f"git fetch origin {request.target} {ref}。"
        )
    start = revisions.merge_base(told, head) or told
    return Matters(request, forge, revisions, side_at(revisions, target, content), target, start)


def _target(revisions: Revisions, request: Request) -> str | None:
    """Return the newest commit of the target that is known here and not older than the forge's."""
    told = revisions.resolve(request.base)
    for name in (f"origin/{request.target}", request.target):
        known = revisions.resolve(name)
        if known is not None and told is not None and revisions.contains(known, told):
            return known
    return told
