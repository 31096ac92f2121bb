"""Protecting the main branch where a forge has an API for it.

What is asked for is the same everywhere: nothing reaches the main branch without our status, and
nobody pushes over it. How many must approve and who they are is not left to the forge: no forge
knows the order of tiers, so the gate alone says, by one status.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import quote

from site_builder.review.forges.fields import text
from site_builder.review.forges.http import Transport
from site_builder.review.forges.interface import CONTEXT

_DEVELOPER, _MAINTAINER = 30, 40
"""GitLab's levels of access: who may merge, who may push (the account that writes records)."""


def _github(transport: Transport, repository: str, branch: str, bot: str | None) -> None:  # noqa: ARG001
    path = f"repos/{repository}/branches/{quote(branch, safe='')}/protection"
    wanted: dict[str, object] = {
        "required_status_checks": {"strict": True, "contexts": [CONTEXT]},
        "enforce_admins": True,
        # A required pull request would also keep the records out, which are pushed with a status.
        "required_pull_request_reviews": None,
        "restrictions": None,
        "allow_force_pushes": False,
        "allow_deletions": False,
    }
    transport.once(lambda: False, "PUT", path, wanted)


def _gitea(transport: Transport, repository: str, branch: str, bot: str | None) -> None:
    path = f"repos/{repository}/branch_protections"
    wanted: dict[str, object] = {
        "enable_push": bot is not None,
        "enable_push_whitelist": bot is not None,
        "push_whitelist_usernames": [] if bot is None else [bot],
        "enable_status_check": True,
        "status_check_contexts": [CONTEXT],
        "block_on_outdated_branch": True,
        "block_admin_merge_override": True,
        "dismiss_stale_approvals": False,
        "required_approvals": 0,
    }

    def known() -> bool:
        rules = transport.get(path)
        names = [text(each, "rule_name") or text(each, "branch_name") for each in rules or []]
        return branch in names

    if known():
        transport.once(lambda: False, "PATCH", f"{path}/{quote(branch, safe='')}", wanted)
    else:
        whole = {"rule_name": branch, "branch_name": branch, **wanted}
        transport.once(known, "POST", path, whole)


def _gitlab(transport: Transport, repository: str, branch: str, bot: str | None) -> None:
    project = f"projects/{quote(repository, safe='')}"
    path = f"{project}/protected_branches"

    def known() -> bool:
        return any(text(each, "name") == branch for each in transport.linked_pages(path))

    wanted: dict[str, object] = {
        "name": branch,
        "push_access_level": 0 if bot is None else _MAINTAINER,
        "merge_access_level": _DEVELOPER,
        "allow_force_push": False,
    }
    if known():
        levels = {"allow_force_push": False}
        transport.once(lambda: False, "PATCH", f"{path}/{quote(branch, safe='')}", levels)
    else:
        transport.once(known, "POST", path, wanted)
    checks: dict[str, object] = {
        "only_allow_merge_if_pipeline_succeeds": True,
        "allow_merge_on_skipped_pipeline": False,
    }
    transport.once(lambda: False, "PUT", project, checks)


PROTECT: Final[Mapping[str, Callable[[Transport, str, str, str | None], None]]] = {
    "github": _github,
    "gitea": _gitea,
    "gitlab": _gitlab,
}
"""By forge: protect a branch of a repository; the account may push review records to it."""
BY_HAND: Final = (
    "Gitee 没有设置主干保护的接口。请在仓库“管理 → 保护分支设置”里把主干设为"
    "“禁止直接推送”，在“管理 → 代码审查设置”里勾选“要求门禁状态成功才能合并”。"
)
"""What to do on the one forge without such an API."""
