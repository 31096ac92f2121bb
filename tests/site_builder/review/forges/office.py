"""A small office on a forge: its repository, its people's accounts, and an item in three tiers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from site_builder.review.forges.http import Patience
from site_builder.review.forges.interface import Forge
from site_builder.review.forges.opening import open_forge
from tests.site_builder.review.forges.hub import REPOSITORY, TOKENS, Hub, Pull, serving
from tests.support import GitRepository

ITEM = "20261109-纳税信用修复"
PLACE = f"content/items/2026/11/{ITEM}.md"
RECORD = f"content/reviews/2026/11/{ITEM}.yml"
DIRECTOR, DEPUTY, HEAD = "榆次县局/liwei", "晋中市局/wangfang", "晋中市局/zhaogang"
REGISTRY: dict[str, str | bytes | None] = {
    "content/registry/office.yml": "name: 晋中市局\ntitle: 晋中信息\n",
    "content/registry/units.yml": (
        "- {name: 晋中市局, level: 市级}\n- {name: 榆次县局, parent: 晋中市局, level: 县级}\n"
    ),
    "content/registry/people.yml": (
        "- {id: 榆次县局/duxiaohe, name: 杜晓禾, roles: [信息员], accounts: [duxiaohe],"
        " emails: [editor@example.invalid]}\n"
        "- {id: 榆次县局/liwei, name: 李伟, roles: [办公室主任], accounts: [LiWei, liwei-phone]}\n"
        "- {id: 晋中市局/wangfang, name: 王芳, roles: [分管局领导, 办公室主任],"
        " accounts: [wangfang]}\n"
        "- {id: 晋中市局/zhaogang, name: 赵刚, roles: [主要领导], accounts: [zhaogang]}\n"
    ),
    "content/registry/publications.yml": (
        "- {name: 晋中快报, level: 市级, publisher: 晋中市局, own: 是}\n"
    ),
    "content/registry/workflow.yml": (
        "since: 2026-10-01\n"
        "tiers:\n"
        "  - {name: 办公室主任, role: 办公室主任, days: 1}\n"
        "  - {name: 分管局领导, role: 分管局领导, days: 2}\n"
        "  - {name: 主要领导, role: 主要领导, days: 2}\n"
        "paths:\n"
        "  - {name: 报省, levels: [省级], tiers: [办公室主任, 分管局领导, 主要领导]}\n"
        "  - {name: 本级, tiers: [办公室主任]}\n"
        "deputies:\n"  # the head of the city's office, who has a tier of his own
        f"  - {{person: {DIRECTOR}, deputy: {HEAD}, start: 2026-11-01, end: 2026-11-30}}\n"
        "owners:\n"
        "  - {area: 稿件, roles: [信息员]}\n"
        "  - {area: 登记, roles: [办公室主任]}\n"
    ),
}


def item(body: str = "我县推进纳税信用修复。", office: str = "") -> str:
    """An item's file; `office` is more front matter."""
    return (
        "---\ntitle: 推进纳税信用修复\nauthor: [榆次县局/duxiaohe]\nunit: 榆次县局\n"
        f"date: 2026-11-09\nkind: 经验\nlevel: 省级\n{office}---\n\n{body}\n"
    )


class Stage:
    """The writer's clone, the forge with its bare repository, and the adapter under test."""

    def __init__(self, folder: Path, hub: Hub, clone: GitRepository, forge: Forge) -> None:
        self.folder = folder
        self.hub = hub
        self.clone = clone
        self.forge = forge
        self.waits: list[int] = []

    def push(self, text: str, branch: str = "写稿", path: str = PLACE) -> str:
        """The writer commits the item and pushes; a branch that is new begins at main."""
        known = self.clone.git("branch", "--list", branch)
        self.clone.git("switch", "-q", *(() if known else ("-c",)), branch)
        self.clone.commit({path: text}, "2026-11-10T08:30:00+08:00")
        self.clone.git("push", "-q", "origin", branch)
        return self.clone.git("rev-parse", "HEAD")

    def propose(self, text: str | None = None) -> Pull:
        """The writer pushes an item and opens a request for it."""
        self.push(item() if text is None else text)
        return self.hub.open("duxiaohe", "写稿")


@contextmanager
def staged(
    folder: Path, dialect: str, *, token: str = next(iter(TOKENS)), page_limit: int = 50
) -> Iterator[Stage]:
    """A stage while its forge is served."""
    clone = GitRepository(folder / "clone")
    clone.commit(REGISTRY, "2026-11-01")
    clone.git("clone", "-q", "--bare", ".", str(folder / "bare.git"))
    clone.git("remote", "add", "origin", str(folder / "bare.git"))
    hub = Hub(folder / "bare.git", dialect, page_limit)
    with serving(hub) as root:
        stage = Stage(folder, hub, clone, None)  # type: ignore[arg-type]
        stage.forge = opened(dialect, root, stage.waits.append, token)
        yield stage


def opened(
    name: str, root: str, pause: Callable[[int], object], token: str = next(iter(TOKENS))
) -> Forge:
    """An adapter that notes its waits instead of waiting."""
    return open_forge(name, REPOSITORY, Patience(pause, (1, 4, 15)), root=root, token=token)
