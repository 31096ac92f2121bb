"""Which forges there are, where their APIs lie, and which header takes the token."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from site_builder.review.forges.gitea import Gitea
from site_builder.review.forges.gitee import Gitee
from site_builder.review.forges.github import GitHub
from site_builder.review.forges.gitlab import GitLab
from site_builder.review.forges.http import Patience, Transport
from site_builder.review.forges.interface import Forge, ForgeError


class _Kind(NamedTuple):
    make: Callable[[Transport, str, str | None], Forge]
    root: str | None
    """The API of the public server; None where every office has its own."""
    api: str
    """How the API's address ends, for the complaint."""
    header: str
    prefix: str = ""


_KINDS: Final[Mapping[str, _Kind]] = {
    "github": _Kind(GitHub, "https://api.github.com", "/api/v3", "Authorization", "Bearer "),
    "gitea": _Kind(Gitea, None, "/api/v1", "Authorization", "token "),
    "gitlab": _Kind(GitLab, "https://gitlab.com/api/v4", "/api/v4", "PRIVATE-TOKEN"),
    "gitee": _Kind(Gitee, "https://gitee.com/api/v5", "/api/v5", "Authorization", "Bearer "),
}
NAMES: Final = tuple(_KINDS)


def open_forge(
    name: str,
    repository: str,
    patience: Patience,
    *,
    root: str | None = None,
    token: str = "",
    account: str | None = None,
) -> Forge:
    """Return a forge's repository (`owner/name`) under its API's address.

    Raises ForgeError where an address is needed and not given, or cannot be one.
    """
    transport = open_transport(name, repository, patience, root=root, token=token)
    return _KINDS[name].make(transport, repository, account)


def open_transport(
    name: str, repository: str, patience: Patience, *, root: str | None = None, token: str = ""
) -> Transport:
    """Return the way to a forge's API; raises ForgeError as `open_forge` does."""
    kind = _KINDS[name]
    address = root or kind.root
    if address is None:
        raise ForgeError(f"请写明接口地址，如 https://平台的主机名{kind.api}。")
    owner, _, short = repository.partition("/")
    if not owner or not short:
        raise ForgeError(f"仓库“{repository}”应写成 所有者/仓库名。")
    return Transport(address, patience, kind.header, kind.prefix, token)
