"""What the gate says of a request: one value for people, programs, forges and the report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from scoring.findings import Finding, Severity, Source
from scoring.model import Corpus
from scoring.review.progress import Progress, TierProgress
from scoring.review.progress import State as Standing
from scoring.review.record import Review
from scoring.review.workflow import Area
from scoring.vocabulary import Word
from site_builder.parsing.front_matter import stem
from site_builder.reporting import as_markdown as findings_table
from site_builder.review.changes import Changes, ItemChange
from site_builder.review.ownership import called, listed
from site_builder.review.sides import Side

SUMMARY_LIMIT: Final = 140
"""Characters that every forge allows in the description of a commit status."""
_WAITS: Final = "G54"
REQUEST: Final = Source("（本次请求）")
"""The place of what concerns no one file."""


class State(Word):
    """The verdict; the values are the states of a commit status on every forge."""

    SUCCESS = "success", "可以合并"
    PENDING = "pending", "等待审核"
    FAILURE = "failure", "不能合并"


class Approval(NamedTuple):
    """核准: an owner's consent to a request as a whole, vouched for by a forge."""

    person: str
    head: str
    """The commit that he saw; consent to another one does not count."""
    time: datetime | None = None


class Need(NamedTuple):
    """Whose consent a request needs besides the tiers' reviews."""

    area: Area
    who: tuple[str, ...]
    """Who can give it."""
    given: tuple[str, ...]
    """Who gave it; one is enough."""


@dataclass(frozen=True, slots=True)
class ItemVerdict:
    """One item of a request."""

    change: ItemChange
    progress: Progress | None = None
    """None where no tier has to look: only the office's fields changed, or the item is gone."""
    fast: date | None = None
    """先发后审: may be published now, and until this day the other tiers must have decided."""
    reviews: tuple[Review, ...] = ()
    """All decisions on it, in the record and on the forge, by time."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The gate's answer."""

    base: str
    """The commit by whose rules was judged."""
    head: str
    on: date
    state: State
    findings: tuple[Finding, ...]
    summary: str
    """One line of Chinese, at most `SUMMARY_LIMIT` characters."""
    authors: tuple[str, ...]
    """People whose work it is, then the addresses of strangers."""
    corpus: Corpus
    """The base's registries and rules; no items."""
    changes: Changes
    items: tuple[ItemVerdict, ...] = ()
    needs: tuple[Need, ...] = ()
    sides: tuple[Side, Side] | None = None
    """The base, and what there would be after merging, to be read while the repository is open;
    None where nothing could be compared."""


def state_of(findings: tuple[Finding, ...]) -> State:
    """Return the state: an error refuses, something that is waited for waits."""
    if any(finding.severity is Severity.ERROR for finding in findings):
        return State.FAILURE
    waits = any(finding.code.startswith(_WAITS) for finding in findings)
    return State.PENDING if waits else State.SUCCESS


def waits(finding: Finding) -> bool:
    """Return whether a finding says what a request waits for."""
    return finding.code.startswith(_WAITS)


def summary_of(state: State, findings: tuple[Finding, ...], items: tuple[ItemVerdict, ...]) -> str:
    """Return the verdict in one line of at most `SUMMARY_LIMIT` characters."""
    if state is State.FAILURE:
        errors = [each for each in findings if each.severity is Severity.ERROR]
        more = f"（共 {len(errors)} 处）" if len(errors) > 1 else ""
        return _cut(f"{state}{more}：{_about(errors[0])} [{errors[0].code}]")
    if state is State.PENDING:
        open_ones = [each for each in findings if waits(each)]
        more = f"（共 {len(open_ones)} 项）" if len(open_ones) > 1 else ""
        return _cut(f"{state}{more}：{_about(open_ones[0])}")
    reviewed = [each for each in items if each.progress is not None]
    fast = [each for each in reviewed if each.fast is not None]
    if fast:
        return _cut(f"{state}：先发后审，{fast[0].fast} 前各级要审完")
    done = f"{len(reviewed)} 条信息各级已审" if reviewed else "改动符合规定"
    return _cut(f"{state}：{done}")


def _about(finding: Finding) -> str:
    """Return a finding's message, led by the name of its file."""
    name = "" if finding.path == REQUEST.path else f"{stem(finding.path)[:40]}："
    return name + finding.message


def _cut(text: str) -> str:
    return text if len(text) <= SUMMARY_LIMIT else text[: SUMMARY_LIMIT - 1] + "…"


def as_data(verdict: Verdict) -> dict[str, Any]:
    """Return the verdict as plain data for JSON."""
    return {
        "base": verdict.base,
        "head": verdict.head,
        "on": verdict.on.isoformat(),
        "state": verdict.state.value,
        "summary": verdict.summary,
        "authors": list(verdict.authors),
        "areas": [area.label for area in verdict.changes.areas],
        "items": [_item_data(each) for each in verdict.items],
        "approvals": [
            {
                "area": need.area.label,
                "can_approve": list(need.who),
                "approved_by": list(need.given),
            }
            for need in verdict.needs
        ],
        "findings": [
            {
                "path": finding.path,
                "line": finding.line,
                "code": finding.code,
                "severity": finding.severity.name.lower(),
                "message": finding.message,
            }
            for finding in verdict.findings
        ],
    }


def _item_data(item: ItemVerdict) -> dict[str, Any]:
    change, progress = item.change, item.progress
    path = None if progress is None or progress.path is None else progress.path.name
    return {
        "id": change.id,
        "path": change.path,
        "change": change.how.label,
        "fields": [each.label for each in change.fields.values()],
        "body": change.body,
        "state": None if progress is None else progress.state.label,
        "route": path,
        "rounds": 0 if progress is None else progress.rounds,
        "publish_before_review_until": None if item.fast is None else item.fast.isoformat(),
        "tiers": [] if progress is None else [_tier_data(each) for each in progress.tiers],
    }


def _tier_data(tier: TierProgress) -> dict[str, Any]:
    return {
        "tier": tier.tier.name,
        "standing": tier.standing.label,
        "by": None if tier.review is None else tier.review.person,
        "since": None if tier.since is None else tier.since.isoformat(),
        "due": None if tier.due is None else tier.due.isoformat(),
        "can_review": [holder.person for holder in tier.holders],
    }


def as_markdown(verdict: Verdict) -> str:
    """Return the verdict for a request's page: the line, what is wrong or waited for."""
    return findings_table(verdict.findings, f"**{verdict.summary}**") + "\n"


def told(verdict: Verdict) -> str:
    """Return the verdict for a terminal: the line, findings, each item's tiers, approvals."""
    corpus, lines = verdict.corpus, [verdict.summary]
    lines += [f"  {finding}" for finding in verdict.findings]
    for item in verdict.items:
        if item.progress is None or item.progress.state is Standing.FREE:
            continue
        route = "" if item.progress.path is None else f"  去向：{item.progress.path.name}"
        lines.append(f"{item.change.id}（{item.change.how}）{item.progress.state}{route}")
        lines += [f"  {_tier_line(tier, corpus)}" for tier in item.progress.tiers]
    for need in verdict.needs:
        by = "、".join(called(corpus, each) for each in need.given)
        rest = f"已由{by}核准" if by else f"可由{listed(corpus, need.who)}核准"
        lines.append(f"{need.area}：{rest}")
    return "\n".join(lines)


def _tier_line(tier: TierProgress, corpus: Corpus) -> str:
    if tier.review is not None:
        by = f"{called(corpus, tier.review.person)} {tier.review.time:%Y-%m-%d %H:%M}"
    else:
        by = f"可由{listed(corpus, tuple(holder.person for holder in tier.holders))}审"
    due = f"，{tier.due} 前" if tier.review is None and tier.due is not None else ""
    return f"{tier.tier.name}  {tier.standing}  {by}{due}"
