"""The event that a forge hands to a workflow: what an issue said when somebody opened or edited it.

The text is taken from the event and not asked for later: on some forges others may edit an issue,
and nobody but its author may speak in his name.
"""

from __future__ import annotations

from typing import Any

from site_builder.review.forges.fields import moment, text, told, whole
from site_builder.review.forges.interface import ForgeError, Issue


def issue_of(event: Any) -> Issue:
    """Return the issue of an event; raises ForgeError for a request, and for one edited by another
    than its author."""
    row = event.get("issue") if isinstance(event, dict) else None
    if not isinstance(row, dict) or row.get("pull_request"):
        raise ForgeError("这个事件里没有表单。")
    author, sender = text(row, "user", "login"), text(event, "sender", "login")
    if not author or author.casefold() != sender.casefold():
        raise ForgeError("表单是别人改的，不算填表人的话；请填表的人自己改。")
    return Issue(whole(row, "number"), author, text(row, "body"), told(moment(row, "created_at")))
