"""`chunshui review submit | approve | return | reject | withdraw | record-paper`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from site_builder.cli import review_common
from site_builder.cli.common import Day, root_option
from site_builder.cli.review_common import (
    Acting,
    acting,
    as_option,
    base_option,
    docket_of,
    item_argument,
    matter_of,
    refused,
    where,
    worktree_of,
)
from site_builder.cli.words import Command, Refused

if TYPE_CHECKING:
    from scoring.findings import Finding
    from scoring.review.record import Decision, Review
    from site_builder.git import Worktree
    from site_builder.review.desk import Asked, Made, Matter
    from site_builder.review.docket import Docket, Tip

F = TypeVar("F", bound=Callable[..., Any])


class _Desk(NamedTuple):
    """Somebody at his desk, with one item before him."""

    docket: Docket
    worktree: Worktree
    acting: Acting
    tip: Tip
    key: str | None


def _key_option(function: F) -> F:
    return click.option(
        "--key", metavar="文件", help="签名用的 SSH 密钥（默认 git 的 user.signingkey）。"
    )(function)


def _common(function: F) -> F:
    """Add what every decision may be given."""
    for option in (root_option, base_option, _key_option, as_option):
        function = option(function)
    return function


def _tier_options(function: F) -> F:
    for option in (
        click.option("--for", "instead_of", metavar="人员", help="代谁审：授权人的编号或姓名。"),
        click.option("--tier", metavar="审级", help="以哪一级审（默认轮到的那一级）。"),
    ):
        function = option(function)
    return function


@click.command("submit", cls=Command)
@item_argument
@_common
def submit(item: str, who: str | None, key: str | None, base: str | None, root: Path) -> None:
    """报审：把工作目录里的稿件提交到分支 review/编号，请各级审核。

    正文里用到的图片（放在同一文件夹）一起提交。报审以前请先运行 chunshui check。
    退改以后改好再报，也用这个命令；文字没有改过的不收，换图请用新的文件名。

    \b
    例：
      chunshui review submit content/items/2026/10/20261009-秋粮收购.md
      git push -u origin review/20261009-秋粮收购
    """
    from site_builder.review import desk
    from site_builder.review.places import branch_of, item_path

    with docket_of(root, base) as docket:
        worktree = worktree_of(root)
        path = docket.place(item_path(item))
        if not (worktree.top / path).is_file():
            raise Refused(
                f"没有 {path}。请写编号，也就是文件名去掉 .md，如 20261109-秋粮收购；"
                "信息放在以它的日期命名的文件夹里。"
            )
        tip = docket.tip(item)
        here = _Desk(docket, worktree, acting(docket, worktree, who), tip, key)
        blob = worktree.store(path)
        matter = matter_of(docket, item, tip, blob)
        made = desk.submit(matter, here.acting.person.id, review_common.now())
        branch = branch_of(item)
        known = docket.revisions.resolve(f"refs/heads/{branch}")
        if tip.branch is None and known and not docket.revisions.contains(tip.commit, known):
            raise Refused(f"分支 {branch} 已经合并过。请先删去它：git branch -D {branch}。")
        files = {path: blob, **_pictures(here, path, blob)}
        _record(here, matter, made, files, switching=True)


def _pictures(here: _Desk, path: str, blob: str) -> dict[str, str | bytes]:
    """Return the pictures beside an item that it shows and that the branch has not yet, stored."""
    from site_builder.parsing.front_matter import DEFAULT_LIMIT
    from site_builder.review.text import named_in
    from site_builder.schema import is_picture

    revisions, content = here.docket.revisions, here.docket.content
    read = revisions.read(blob, DEFAULT_LIMIT)
    text = (read.data or b"").decode("utf-8", "replace") if read else ""
    folder = path.rpartition("/")[0]
    beside = sorted(
        each.name
        for each in (here.worktree.top / folder).iterdir()
        if each.is_file()
        and not each.is_symlink()
        and is_picture(f"{folder}/{each.name}"[len(content) + 1 :])
    )
    stored = {f"{folder}/{name}": name for name in named_in(text, beside)}
    made = {picture: here.worktree.store(picture) for picture in stored}
    return {
        picture: each
        for picture, each in made.items()
        if revisions.find(here.tip.commit, picture) != each
    }


@click.command("approve", cls=Command)
@item_argument
@_tier_options
@click.option("--reason", metavar="意见", help="意见（可不写）。")
@_common
def approve(item: str, **given: Any) -> None:
    """通过现在报审的这一稿。

    在哪个分支上都能审，不用切换。还没有轮到的上级可以先审：先记下，等下级都通过了才算。

    \b
    例：
      chunshui review approve 20261009-秋粮收购
      chunshui review approve 20261009-秋粮收购 --for 冯国安     代冯国安审
    """
    from scoring.review.record import Decision

    _decide(Decision.PASS, item, given)


@click.command("return", cls=Command)
@item_argument
@click.option("--reason", required=True, metavar="理由", help="差在哪里，怎么改。")
@click.option("--again", multiple=True, metavar="审级", help="改后哪几级要重看（默认各级）。")
@_tier_options
@_common
def return_(item: str, **given: Any) -> None:
    """退改：退给作者，写明差在哪里。

    \b
    例：
      chunshui review return 20261009-秋粮收购 --reason 数据没有出处
      chunshui review return 20261009-秋粮收购 --reason 标题太长 --again 办公室主任
    """
    from scoring.review.record import Decision

    _decide(Decision.RETURN, item, given)


@click.command("reject", cls=Command)
@item_argument
@click.option("--reason", required=True, metavar="理由", help="为什么不采用。")
@_tier_options
@_common
def reject(item: str, **given: Any) -> None:
    """不采用，写明理由。

    \b
    例：
      chunshui review reject 20261009-秋粮收购 --reason 已有类似信息
    """
    from scoring.review.record import Decision

    _decide(Decision.REJECT, item, given)


@click.command("withdraw", cls=Command)
@item_argument
@click.option("--reason", metavar="理由", help="为什么撤（可不写）。")
@_common
def withdraw(item: str, reason: str | None, **given: Any) -> None:
    """撤稿：作者或信息科把报审的稿件撤回来；记录照留。

    \b
    例：
      chunshui review withdraw 20261009-秋粮收购 --reason 情况有变
    """
    from site_builder.review import desk

    with docket_of(given["root"], given["base"]) as docket:
        here, matter = _before(docket, item, given)
        made = desk.withdraw(matter, here.acting.person.id, review_common.now(), reason)
        _record(here, matter, made, {})


@click.command("record-paper", cls=Command)
@item_argument
@click.option("--signer", required=True, metavar="人员", help="谁签的字：编号或姓名。")
@click.option("--number", required=True, metavar="编号", help="签批单的编号。")
@click.option("--signed", required=True, type=Day(), metavar="日期", help="签字的日期。")
@click.option(
    "--scan",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="文件",
    help="签批单的扫描件；只记它的校验值，文件自己存好。",
)
@click.option(
    "--decision",
    type=click.Choice(["通过", "退改", "不采用"]),
    default="通过",
    metavar="决定",
    help="通过（默认）、退改或不采用。",
)
@click.option("--reason", metavar="理由", help="签批单上的意见；退改和不采用要写。")
@click.option("--again", multiple=True, metavar="审级", help="退改以后哪几级要重看。")
@_tier_options
@_common
def record_paper(
    item: str, number: str, signed: date, scan: Path | None, decision: str, **given: Any
) -> None:
    """代录：登记没有账号的领导在签批单上的签字。

    由登记的人（信息科）录入，不能是签字的人、作者或报审人。

    \b
    例：
      chunshui review record-paper 20261009-秋粮收购 --signer 梁致远 \\
        --number 签批〔2026〕118号 --signed 2026-10-12 --scan 签批单.pdf
    """
    from scoring.review.record import Decision, Paper

    decisions = {each.label: each for each in Decision}
    digest = None if scan is None else sha256(scan.read_bytes()).hexdigest()

    def paper(recorder: str) -> Paper:
        return Paper(number, signed, recorder, digest)

    _decide(decisions[decision], item, given, paper)


def _before(docket: Docket, item: str, given: dict[str, Any]) -> tuple[_Desk, Matter]:
    """Return somebody at his desk with an item that was handed in."""
    worktree = worktree_of(given["root"])
    tip = docket.tip(item)
    here = _Desk(docket, worktree, acting(docket, worktree, given["who"]), tip, given["key"])
    return here, matter_of(docket, item, tip)


def _named(docket: Docket, found: str | None) -> str | None:
    """Return the id of a person, or refuse."""
    if found is None:
        return None
    person = docket.person(found)
    if person is None:
        raise Refused(f"人员名录里没有“{found}”。请写编号，如 山西省局/fengguoan。")
    return person.id


def _decide(
    decision: Decision,
    item: str,
    given: dict[str, Any],
    paper: Callable[[str], Any] | None = None,
) -> None:
    from site_builder.review import desk

    with docket_of(given["root"], given["base"]) as docket:
        here, matter = _before(docket, item, given)
        actor = here.acting.person.id
        asked: Asked = desk.Asked(
            decision=decision,
            person=_named(docket, given.get("signer")) or actor,
            time=review_common.now(),
            tier=given["tier"],
            instead_of=_named(docket, given["instead_of"]),
            reason=given.get("reason"),
            again=tuple(given.get("again", ())),
            paper=None if paper is None else paper(actor),
        )
        _record(here, matter, desk.decide(matter, asked), {})


def _record(
    here: _Desk,
    matter: Matter,
    made: Made | Finding,
    files: dict[str, str | bytes],
    *,
    switching: bool = False,
) -> None:
    """Commit an entry on the item's branch, which is checked out first where it is `switching` or
    is checked out already, and say what comes next."""
    from site_builder.git import Author
    from site_builder.review.desk import Made
    from site_builder.review.ownership import called
    from site_builder.review.places import branch_of, record_path
    from site_builder.review.records import appended, placed

    if not isinstance(made, Made):
        raise refused(made)
    review = _sealed(here, matter.item.id, placed(matter.record, made.review))
    branch = branch_of(matter.item.id)
    record = here.docket.place(record_path(matter.item.id))
    person, email = here.acting
    text = appended(matter.record, review).encode("utf-8")
    _readable(text, record, here.docket)
    if switching or here.worktree.branch() == branch:
        _check_out(here, branch, record)
    why = f"{review.decision}：{matter.item.title}"
    commit = here.worktree.commit(
        branch,
        here.tip.commit,
        {**files, record: text},
        Author(person.name, email or f"{person.id}@invalid", review.time),
        why,
    )
    who = called(matter.corpus, review.person)
    tier = f"（{review.tier}）" if review.tier else ""
    click.echo(f"已记下：{who}{tier} {review.decision}“{matter.item.title}”。")
    click.echo(_next(matter, made))
    click.echo(f"提交 {commit[:10]} 在分支 {branch} 上。请推送：git push origin {branch}")


def _readable(record: bytes, path: str, docket: Docket) -> None:
    """Refuse an entry that could not be read again, e.g. one whose reason is too long."""
    from scoring.findings import Severity
    from site_builder.review.reading import record_of

    for finding in record_of(record, path, docket.rules.names).findings:
        if finding.severity is Severity.ERROR:
            raise refused(finding)


def _check_out(here: _Desk, branch: str, record: str) -> None:
    """Check the item's branch out as far as its review has come, or refuse."""
    on_it = here.worktree.branch() == branch
    if on_it and here.worktree.changed(record):
        raise Refused(f"{record} 有没有提交的改动。记录不能手改，请恢复：git restore {record}。")
    if on_it and here.docket.revisions.resolve("HEAD") == here.tip.commit:
        return
    against = here.worktree.switch(branch, here.tip.commit)
    if against is not None:
        raise Refused(f"切换不到分支 {branch}，请先提交或收起别的改动。Git 说：{against}")


def _next(matter: Matter, made: Made) -> str:
    from scoring.review.progress import Standing

    early = [
        tier.tier.name
        for tier in made.after.tiers
        if tier.standing is Standing.EARLY and tier.review is made.review
    ]
    waits = f"还没有轮到{early[0]}：先记下，等下级都通过了才算。" if early else ""
    return waits + where(matter, made.after)


def _sealed(here: _Desk, item: str, review: Review) -> Review:
    """Return the entry signed where the registry has keys of whoever records it, or refuse."""
    from dataclasses import replace

    from site_builder.review.records import statement
    from site_builder.review.signatures import Refusal, sign, signed_by

    person = here.acting.person
    if not person.keys:
        return review
    key = here.key or here.worktree.setting("user.signingkey")
    if key is None:
        raise Refused(
            f"名录里登记了{person.name}的公钥，要签名。请用 --key 指明密钥，或运行 "
            "git config user.signingkey ~/.ssh/id_ed25519.pub。"
        )
    data = statement(item, review)
    signature = sign(data, key)
    if isinstance(signature, Refusal):
        raise Refused(f"{signature.reason}。")
    if signed_by(data, signature, person.keys) is not True:
        raise Refused(f"{key} 不是名录里登记的{person.name}的密钥。")
    return replace(review, signature=signature)


COMMANDS = {each.name: each for each in (submit, approve, return_, reject, withdraw, record_paper)}
