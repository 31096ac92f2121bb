"""An office whose third quarter, and the September in it, are closed: what stories of it share."""

from __future__ import annotations

from collections.abc import Mapping

from site_builder.cache import ResidentStore
from site_builder.closing.counting import Whole
from site_builder.closing.papers import seal_text
from site_builder.git import Revisions
from site_builder.review.sides import side_at
from site_builder.review.verdict import Verdict
from tests.adversarial.office import RULEBOOK, SHI, XU, XUE, Branch, Office, item, place
from tests.adversarial.repository import Content, as_bytes

JUNE, JOINT = "20260620-六月稿", "20260910-联合稿"
ASKED = "content/assignments/2026/约稿-秋收.md"
UNITS, LEADERS = "content/registry/units.yml", "content/registry/leaders.yml"
PUBLICATIONS, CALENDAR = "content/registry/publications.yml", "content/registry/calendar.yml"
QUARTER, MONTH = "content/notices/2026Q3.md", "content/notices/2026-09.md"
SEAL = "content/notices/2026Q3.yml"
BODY = "这一篇正文写得长一些，好让字数够得上长稿的标准，前后一共三十多个字。"

REGISTERED = "  - {publication: 省政府信息, date: 2026-07-05, form: 综合}\n"
JUNE_TEXT = item(
    "六月稿", XU, "2026-06-20",
    f"kind: 调研\nadoptions:\n{REGISTERED}",
    BODY,
)  # fmt: skip
JOINT_TEXT = item(
    "联合稿", f"[{XU}, {SHI}]", "2026-09-10",
    "unit:\n  - {unit: 晋中市局, share: 3/5}\n  - {unit: 太原市局, share: 2/5}\n"
    "adoptions:\n  - {publication: 省政府信息, date: 2026-09-15, form: 单篇}\n"
    "endorsements:\n  - {leader: 省长, date: 2026-09-18, praise: 是}\n",
    BODY,
)  # fmt: skip
ASKED_TEXT = f"""---
title: 秋收里的税费问题
kind: 约稿
issuer: {XUE}
units: [晋中市局, 太原市局]
issued: 2026-09-01
answers:
  - {{unit: 晋中市局, date: 2026-09-11, item: {JOINT}}}
---
请写秋收里的税费问题。
"""
_BOOK = """\
---
名称: 政务信息计分办法
文号: 示例〔2026〕1号
施行: 2026-01-01
采用:
  - {条款: 第一条（一）, 层级: 省级, 字数: {止: 20}, 记分: 4}
  - {条款: 第一条（二）, 层级: 省级, 形式: 综合, 体裁: 调研, 记分: 5}
  - {条款: 第一条（三）, 层级: 省级, 形式: 综合, 记分: 3}
  - {条款: 第一条（四）, 层级: 省级, 记分: 10}
多家采用: 取最高
联合: 按比例
批示:
  - {条款: 第二条, 层级: 省级, 职级: 主要领导, 记分: 20}
约稿:
  - {条款: 第三条, 按时: 5, 迟报: -3, 未报: -10}
裁量:
  - {条款: 第四条, 范围: [1, 5]}
---
办法正文。
"""


def quarter(office: Office) -> Branch:
    """The main branch of the office: facts of the quarter, then the notice of its last month."""
    base = office.branch()
    files: Mapping[str, Content] = {
        RULEBOOK: _BOOK,
        place(JUNE): JUNE_TEXT,
        place(JOINT): JOINT_TEXT,
        ASKED: ASKED_TEXT,
        CALENDAR: "holidays: [2026-10-01]\n",
        MONTH: "---\nissued: 2026-10-06\n---\n九月通报。\n",
    }
    return base.commit(XUE, files)


def correction(
    *paths: str, notice: str = "2026Q3", differences: str = "[]", date: str = "2026-10-20"
) -> str:
    """The file of a correction; paths are inside the content folder."""
    return (
        f"---\nnotice: {notice}\ndate: {date}\nreason: 核定有误\nperson: {XUE}\n"
        f"files: [{', '.join(paths)}]\ndifferences: {differences}\n---\n"
    )


def correcting(number: int = 1, notice: str = "2026Q3") -> str:
    """Where a correction lies."""
    return f"content/corrections/2026/{notice}-{number}.md"


def inside(path: str) -> str:
    """A path inside the content folder."""
    return path.removeprefix("content/")


def asked(office: Office, who: str, files: Mapping[str, Content], *second: str) -> Verdict:
    """The verdict on one commit on top of the quarter, with the consent of others."""
    return on_top(office, quarter(office), who, files, *second)


def on_top(
    office: Office, base: Branch, who: str, files: Mapping[str, Content], *second: str
) -> Verdict:
    """The verdict on one commit on top of a branch."""
    branch = office.branch(base).commit(who, files)
    for each in second:
        branch.commit(each)
    return office.judged(branch, base=base)


def sealed(office: Office, branch: Branch) -> str:
    """The seal that the branch's content gives the quarter."""
    with Revisions.of(office.path) as revisions:  # type: ignore[union-attr]
        whole = Whole(side_at(revisions, branch.head, "content"), ResidentStore(None))
        notice = next(one for one in whole.notices if one.id == "2026Q3")
        assert notice.issued is not None
        counted = whole.count(notice, notice.issued)
        assert counted is not None
        return seal_text(notice.issued, branch.head, "0.1.0", counted)


def replaced(office: Office, who: str, path: str, old: str, new: str) -> Verdict:
    """The verdict on some words replaced in a file of the quarter."""
    base = quarter(office)
    text = as_bytes(base.files[path]).decode()
    assert old in text
    return on_top(office, base, who, {path: text.replace(old, new)})
