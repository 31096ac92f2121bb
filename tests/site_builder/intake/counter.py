"""An office that takes in forms: a repository, its registries, and forms as forges render them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from site_builder.git import Revisions
from site_builder.intake.forms import FORMS, Counter, Form
from site_builder.intake.issue import Shape
from site_builder.review.sides import Side, side_at
from tests.support import GitRepository

DAY = date(2026, 10, 20)
ITEM = "20261009-秋粮收购"
PLACE = f"content/items/2026/10/{ITEM}.md"
FILES: dict[str, str | bytes | None] = {
    "content/registry/office.yml": (
        "name: 晋中市局\ntitle: 晋中信息\nkinds: [动态, 经验]\nranks: [主要领导]\n"
    ),
    "content/registry/units.yml": (
        "- {name: 晋中市局, level: 市级}\n- {name: 榆次县局, parent: 晋中市局, short: 榆次}\n"
        "- {name: 太原市局}\n"
    ),
    "content/registry/people.yml": (
        "- {id: 榆次县局/duxiaohe, name: 杜晓禾, roles: [信息员], accounts: [duxiaohe],"
        " emails: [du@example.invalid]}\n"
        "- {id: 太原市局/tian, name: 田野, roles: [信息员], accounts: [tian]}\n"
        "- {id: 晋中市局/xue, name: 薛科, roles: [信息科], accounts: [XueKe]}\n"
        "- {id: 晋中市局/gone, name: 走了, roles: [信息科], accounts: [gone],"
        " valid_to: 2026-01-31}\n"
    ),
    "content/registry/publications.yml": (
        "- {name: 晋政信息, level: 省级, publisher: 省政府办公厅}\n"
    ),
    "content/registry/leaders.yml": "- {name: 省长, level: 省级, rank: 主要领导}\n",
    "content/registry/workflow.yml": (
        "since: 2026-10-01\ntiers: [{name: 办公室主任, role: 办公室主任}]\n"
        "paths: [{name: 本级, tiers: [办公室主任]}]\n"
        "owners:\n  - {area: 稿件, roles: [信息员]}\n  - {area: 登记, roles: [信息科]}\n"
    ),
    PLACE: (
        "---\ntitle: 秋粮收购\nauthor: 榆次县局/duxiaohe\ndate: 2026-10-09\n"
        "adoptions:\n  - {publication: 晋政信息, date: 2026-10-12}\n---\n\n秋粮收购开局平稳。\n"
    ),
}
ANSWERS: dict[str, dict[str, str]] = {
    "报送信息": {"title": "夏粮入库", "kind": "动态", "level": "省级", "body": "夏粮入库八成。"},
    "约稿": {
        "title": "留抵退税", "units": "晋中市局、榆次", "due": "2026-11-05", "body": "写一千字。",
    },
    "批示登记": {
        "item": ITEM, "leader": "省长", "date": "2026年10月15日", "praise": "是",
        "text": "做法很好：可推广。",
    },
    "建言献策": {"title": "少开会", "units": "晋中市局", "body": "会议太多。"},
}  # fmt: skip
FILLERS = {"报送信息": "duxiaohe", "约稿": "xueke", "批示登记": "XueKe", "建言献策": "tian"}


def form(name: str) -> Form:
    return next(each for each in FORMS if each.name == name)


def rendered(
    name: str, answers: Mapping[str, str] | None = None, *, tick: str = "X", end: str = "\n"
) -> str:
    """A form as a forge writes it: GitHub ticks with X, Gitea with x."""
    given = {**ANSWERS[name], **(answers or {})}
    parts = []
    for blank in form(name).blanks:
        answer = f"- [{tick}] 甲\n- [{tick}] 乙" if blank.shape is Shape.BOXES else "_No response_"
        parts.append(f"### {blank.label}\n\n{given.get(blank.key, answer)}\n")
    return "\n".join(parts).replace("\n", end)


class Taken:
    """Where forms are taken in, and what lies on branches."""

    def __init__(self, side: Side) -> None:
        self.side = side
        self.branches: dict[str, dict[str, bytes]] = {}

    def counter(self, account: str, on: date = DAY) -> Counter:
        def drafted(branch: str, path: str) -> bytes | None:
            found = self.branches.get(branch)
            return None if found is None else found.get(path, b"")

        return Counter(self.side, drafted, account, on)


@contextmanager
def taken(folder: Path, files: Mapping[str, str | bytes | None] = FILES) -> Iterator[Taken]:
    repository = GitRepository(folder)
    commit = repository.commit(files, "2026-10-01")
    revisions = Revisions.of(folder)
    assert revisions is not None
    with revisions:
        yield Taken(side_at(revisions, commit, "content"))
