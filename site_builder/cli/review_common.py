"""What the commands of review share: who acts, which item is meant, where it lies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from site_builder.cli.words import Refused

if TYPE_CHECKING:
    from scoring.findings import Finding
    from scoring.model import Person
    from scoring.review.progress import Progress
    from site_builder.git import Worktree
    from site_builder.review.desk import Matter
    from site_builder.review.docket import Docket, Tip

F = TypeVar("F", bound=Callable[..., Any])


def now() -> datetime:
    """Return this moment to the second, with the machine's offset from UTC."""
    return datetime.now().astimezone().replace(microsecond=0)


def base_option(function: F) -> F:
    """Add `--base`, whose rules hold."""
    return click.option(
        "--base",
        metavar="版本",
        help="按哪个版本的流程和名录（默认主干：origin/main 或 main）。",
    )(function)


def as_option(function: F) -> F:
    """Add `--as`, who acts."""
    return click.option(
        "--as",
        "who",
        metavar="人员",
        help="谁来做：编号、邮箱或姓名（默认按 git 的 user.email 认人）。",
    )(function)


def item_argument(function: F) -> F:
    """Add the item: its id, or its file."""
    return click.argument("item", metavar="信息", callback=item_id)(function)


def item_id(_context: click.Context, _parameter: click.Parameter, given: str | None) -> str | None:
    """Return the id of an item named by its id or its file."""
    if given is None:
        return None
    name = Path(given).name
    return name.removesuffix(".md").removesuffix(".yml")


class Acting(NamedTuple):
    """Who acts, and under which address he commits."""

    person: Person
    email: str


@contextmanager
def docket_of(root: Path, base: str | None) -> Iterator[Docket]:
    """Open the docket of an office's repository, or refuse."""
    from site_builder.git import Revisions
    from site_builder.review.docket import Apart, Docket

    revisions = Revisions.of(root)
    if revisions is None:
        raise Refused(f"{root.resolve()} 不在 Git 仓库里。请到内容库里运行，或用 --root 指明。")
    with revisions:
        docket = Docket.of(revisions, base)
        if docket is None:
            raise Refused(f"没有“{base or 'main'}”这个版本。请先提交一次，或用 --base 指明。")
        if docket.corpus.workflow is None:
            raise Refused("主干上没有 registry/workflow.yml，不知道要审几级。请先由管理员写好。")
        try:
            yield docket
        except Apart as apart:
            one, other = apart.args
            raise Refused(
                f"分支 {one} 和 {other} 各有各的提交，接着记会丢掉一边。"
                f"请先 git fetch，删去本机的分支（git branch -D {one}），再做一次。"
            ) from apart


def worktree_of(root: Path) -> Worktree:
    """Return the worktree of an office, or refuse."""
    from site_builder.git import Worktree

    found = Worktree.of(root)
    if found is None:
        raise Refused("这里是裸仓库，不能审稿。请先 git clone 一份。")
    return found


def acting(docket: Docket, worktree: Worktree, who: str | None) -> Acting:
    """Return who acts, or refuse: nobody known, or another than the machine's owner."""
    email = worktree.setting("user.email")
    owner = None if email is None else docket.person(email)
    if who is None:
        if owner is None:
            raise Refused(
                f"不知道是谁：git 的 user.email（{email or '没有设'}）不在人员名录里。请运行 "
                "git config user.email 名录里的邮箱，或请信息科在 people.yml 登记邮箱。"
            )
        return Acting(owner, email or "")
    person = docket.person(who)
    if person is None:
        raise Refused(f"人员名录里没有“{who}”。请写编号，如 晋中市局/xujing。")
    if owner is not None and owner.id != person.id:
        raise Refused(f"本机是 {owner.name} 在用（{email}），不能替 {person.name} 记。")
    if owner is None and not person.emails and not person.keys:
        raise Refused(f"名录里没有{person.name}的邮箱，证明不了是本人。请先请信息科登记。")
    return Acting(person, email if owner is not None and email else (*person.emails, "")[0])


def matter_of(docket: Docket, item: str, tip: Tip, blob: str | None = None) -> Matter:
    """Return an item as it lies at a tip, or refuse."""
    from site_builder.review.desk import Matter

    found = docket.matter(item, tip, blob)
    if found is None:
        known = [each for each in docket.items() if item in each]
        hint = f"是不是 {'、'.join(known[:3])}？" if known else "可用 chunshui review list 查看。"
        raise Refused(f"没有“{item}”这条信息。{hint}（别人报审的，请先 git fetch）")
    if isinstance(found, Matter):
        return found
    raise refused(found)


def refused(finding: Finding) -> Refused:
    """Return a finding as the reason why a command does nothing."""
    return Refused(f"{finding.message} [{finding.code}]")


def where(matter: Matter, stands: Progress) -> str:
    """Return in a sentence where an item stands and who can go on."""
    from scoring.review.progress import State
    from site_builder.review.desk import who_can

    turn = stands.turn
    if stands.state is State.PASSED:
        return "各级都已通过，可以合并。"
    if turn is None:
        reason = stands.last.reason if stands.last is not None else None
        return f"现在是“{stands.state}”" + (f"：{reason}。" if reason else "。")
    due = "" if turn.due is None else f"，{turn.due} 前"
    return f"现在等{turn.tier.name}审{due}：{who_can(matter.corpus, turn)}。"
