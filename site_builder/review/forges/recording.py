"""After a request ended: its reviews go into the records on the target branch, in one commit.

Running it again adds nothing: what is recorded is known by its id on the forge.
"""

from __future__ import annotations

from typing import NamedTuple

from site_builder.git import Author, Revisions, Worktree
from site_builder.parsing.front_matter import DEFAULT_LIMIT
from site_builder.review.forges.interface import Change, Forge, ForgeError, Request, RequestState
from site_builder.review.forges.matters import matters_of
from site_builder.review.forges.reading import Unread, reviews_of, unrecorded
from site_builder.review.records import appended


class Recorded(NamedTuple):
    """What was added to the records."""

    request: Request
    commit: str | None
    """None where there was nothing to add."""
    added: dict[str, int]
    """How many entries, by item."""
    unread: tuple[Unread, ...]


def record_reviews(
    forge: Forge,
    number: int,
    revisions: Revisions,
    worktree: Worktree,
    content: str,
    author: Author,
) -> Recorded:
    """Append the reviews of a merged or closed request to the records on its target branch.

    Raises ForgeError while it is open, and where the local repository lacks what it speaks of.
    """
    request = forge.request(number)
    if request.state is RequestState.OPEN:
        raise ForgeError(f"请求 {number} 还没有合并，也没有关闭，先不记录。")
    parent = revisions.resolve(f"refs/heads/{request.target}")
    if parent is None:
        raise ForgeError(f"本地没有分支“{request.target}”，请先检出它。")
    matters = matters_of(request, forge.name, revisions, content, parent)
    rows = forge.reviews(number)
    paths = [each.path for each in forge.changed_files(number) if each.change is not Change.REMOVED]
    files: dict[str, bytes] = {}
    added: dict[str, int] = {}
    unread: dict[Unread, None] = {}
    for case in matters.cases(paths):
        found = reviews_of(case, rows)
        unread |= dict.fromkeys(found.unread)
        new = unrecorded(case.trail, found.reviews)
        if new:
            data = matters.base.data(case.record)
            text = None if data is None else data.decode("utf-8")
            for review in new:
                text = appended(text, review)
            files[case.record] = (text or "").encode("utf-8")
            added[case.item.id] = len(new)
    commit = None
    if files:
        why = f"记录请求 {number} 的审核（{forge.name}）"
        commit = worktree.commit(request.target, parent, files, author, why)
    return Recorded(request, commit, added, tuple(unread))


def only_records(revisions: Revisions, base: str, head: str, content: str) -> bool:
    """Return whether `head` goes on from `base` and does nothing but append to review records."""
    begin = f"{content}/reviews/"
    return revisions.contains(head, base) and all(
        change.path.startswith(begin)
        and change.new_mode == "100644"
        and revisions.data(change.new_blob, DEFAULT_LIMIT).startswith(
            revisions.data(change.old_blob, DEFAULT_LIMIT)
        )
        for change in revisions.changes(base, head)
    )
