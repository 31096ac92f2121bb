"""What was published and must stay: issued notices, their seals, corrections."""

from __future__ import annotations

from site_builder.git import Change, Revisions
from site_builder.parsing.front_matter import DEFAULT_LIMIT, read_markdown
from site_builder.parsing.report import Report
from site_builder.schema import KINDS, kind_of
from site_builder.schema.closing import read_notice


def settled(change: Change, inside: str, revisions: Revisions) -> bool:
    """Return whether a change, at a path inside the content folder, touches what was published: a
    notice that was issued (or can no more be read), a seal or a correction that was there."""
    kind = kind_of(inside)
    if kind is None or change.old_blob is None:
        return False
    if kind.name in ("seal", "correction"):
        return True
    return kind.name == "notice" and _issued(change.old_blob, inside, revisions)


def _issued(blob: str, inside: str, revisions: Revisions) -> bool:
    data = revisions.data(blob, DEFAULT_LIMIT)
    report = Report(inside)
    document = read_markdown(data, report, KINDS["notice"].words)
    notice = None if document is None else read_notice(document, report)
    return notice is None or notice.issued is not None
