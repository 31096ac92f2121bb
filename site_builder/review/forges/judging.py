"""The gate on a forge: read, judge, post one status and one report."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final, NamedTuple

from scoring.model import Corpus
from site_builder.git import Revisions
from site_builder.markup import inert
from site_builder.review.entries import Signed
from site_builder.review.forges.interface import (
    Forge,
    ForgeError,
    ForgeReviewRow,
    Request,
    RequestState,
    ReviewState,
    StatusState,
)
from site_builder.review.forges.matters import Matters, matters_of
from site_builder.review.forges.reading import Unread, people_by_account, reviews_of
from site_builder.review.gate import Request as GateRequest
from site_builder.review.gate import judge
from site_builder.review.verdict import Approval, Verdict, as_markdown

_UNREAD: Final = 20
"""Reviews that do not count of which the report tells; a comment has an end."""


class Judged(NamedTuple):
    """What was posted."""

    request: Request
    verdict: Verdict
    unread: tuple[Unread, ...]
    """Reviews on the forge that do not count, and why."""


class Setting(NamedTuple):
    """In which repository, on which day, by which checks a request is judged."""

    revisions: Revisions
    content: str
    """The content folder inside the repository."""
    on: date
    signed: Signed
    report: Callable[[Verdict], str] = as_markdown


def judge_request(forge: Forge, number: int, setting: Setting, url: str | None = None) -> Judged:
    """Judge an open request and post the verdict; `url` is where more can be read.

    Raises ForgeError where that could not be done; then, as after a mistake of our own, the status
    says so: no earlier 可以合并 may stay on a commit whose reviews could not be read.
    """
    request = forge.request(number)
    if request.state is not RequestState.OPEN:
        raise ForgeError(f"请求 {number} 已经合并或关闭，不再把关。")
    try:
        judged = _judged(forge, request, setting)
    except Exception:
        said = "没有判成：读不到审核或提交，请看运行记录"
        forge.post_status(request.head, StatusState.ERROR, said, url)
        raise
    verdict = judged.verdict
    forge.post_status(request.head, StatusState(verdict.state.value), verdict.summary, url)
    forge.write_report(number, _report(forge.name, judged, setting))
    return judged


def _judged(forge: Forge, request: Request, setting: Setting) -> Judged:
    revisions = setting.revisions
    matters = matters_of(request, forge.name, revisions, setting.content)
    rows = forge.reviews(request.number)
    found = [reviews_of(case, rows) for case in matters.cases(_changed(matters))]
    gate = GateRequest(
        base=matters.base_commit,
        head=request.head,
        on=setting.on,
        content=setting.content,
        author=request.author,
        reviews=tuple(review for each in found for review in each.reviews),
        approvals=approvals_of(request, rows, matters.base.corpus),
    )
    verdict = judge(revisions, gate, setting.signed)
    unread = dict.fromkeys(each for one in found for each in one.unread)
    return Judged(request, verdict, tuple(unread))


def _changed(matters: Matters) -> Iterable[str]:
    changes = matters.revisions.changes(matters.start, matters.request.head, matters.base.prefix)
    return (each.path for each in changes if each.new_blob is not None)


def approvals_of(
    request: Request, rows: Iterable[ForgeReviewRow], corpus: Corpus
) -> tuple[Approval, ...]:
    """Return whose last decision on a request as a whole is to approve its newest commit."""
    people = people_by_account(corpus)
    found: dict[str, Approval] = {}
    for row in rows:
        person = people.get(row.account.casefold())
        if person is None or not row.official:
            continue
        if row.state is ReviewState.CHANGES:
            found.pop(person, None)
        if row.state is ReviewState.APPROVED and not row.stale and row.commit == request.head:
            found[person] = Approval(person, request.head, row.time)
    return tuple(found.values())


def _report(forge: str, judged: Judged, setting: Setting) -> str:
    """Return the report with what only a forge's reader needs to know."""
    parts = [setting.report(judged.verdict).rstrip()]
    if judged.unread:
        lines = [
            f"- {inert(each.row.account or '已注销的账号')}：{inert(each.reason)}"
            for each in judged.unread[:_UNREAD]
        ]
        more = len(judged.unread) - len(lines)
        lines += [f"- 另有 {more} 条"] if more else []
        parts.append("\n".join(["没有计入的审核：", "", *lines]))
    turns = [
        item.progress.turn.tier.name
        for item in judged.verdict.items
        if item.progress is not None and item.progress.turn is not None
    ]
    if forge == "gitee" and turns:
        sha = judged.request.head[:8]
        parts.append(
            "在评论里回复下面一行算作审核（要写明看的是哪一稿）：\n\n"
            f"```\n通过：{turns[0]} {sha}\n```\n\n不同意就写“退改 {sha}”，下一行写理由。"
        )
    return "\n\n".join(parts) + "\n"
