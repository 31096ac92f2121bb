"""A small office in a real bare repository, and requests made of real commits on top of it."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from scoring.findings import Source
from scoring.model import Person
from scoring.review.record import Decision, ForgeReview, Paper, Review
from site_builder.git import Revisions
from site_builder.review.gate import Request, judge
from site_builder.review.places import item_path, record_path
from site_builder.review.records import appended, placed, statement
from site_builder.review.signatures import sign, signed_by
from site_builder.review.text import digest_of_file
from site_builder.review.verdict import Approval, Verdict
from tests.adversarial.repository import Content, Repository, as_bytes, blob_id

BEIJING = timezone(timedelta(hours=8))
TODAY = datetime(2026, 10, 20, 9, tzinfo=BEIJING)

WANG, FENG, HAN = "省局/wang", "省局/feng", "省局办公室/han"
XUE, NIE, CHEN = "省局办公室/xue", "省局办公室/nie", "省局办公室/chen"
XU, LI, QIAO, ZUO = "晋中市局/xu", "晋中市局/li", "晋中市局/qiao", "左权县局/zuo"
SHI, GAO = "太原市局/shi", "太原市局/gao"
STRANGER = "somebody"
FIRST, SECOND, THIRD = "办公室主任", "分管局领导", "主要领导"

HARVEST, NEWS, OLD = "20261009-秋粮收购", "20261010-太原动态", "20260915-三季度旧稿"
PEOPLE = "content/registry/people.yml"
WORKFLOW = "content/registry/workflow.yml"
RULEBOOK = "content/rulebooks/2026.md"

_PEOPLE = """\
- {id: 省局/wang, name: 王立, roles: [主要领导], emails: [wang@office.example.invalid]}
- {id: 省局/feng, name: 冯安, roles: [分管局领导], emails: [feng@office.example.invalid]}
- {id: 省局办公室/han, name: 韩文, roles: [办公室主任], reviews_for: 省局, \
emails: [han@office.example.invalid], accounts: [han]}
- {id: 省局办公室/xue, name: 薛婧, roles: [信息科], emails: [xue@office.example.invalid]}
- {id: 省局办公室/nie, name: 聂涛, roles: [信息科], emails: [nie@office.example.invalid]}
- {id: 省局办公室/chen, name: 陈序, roles: [程序维护], emails: [chen@office.example.invalid]}
- {id: 晋中市局/xu, name: 徐静, roles: [信息员], accounts: [xu, xu-second], \
emails: [xu@office.example.invalid, xu.home@example.invalid]}
- {id: 晋中市局/li, name: 李明, roles: [信息员], emails: [li@office.example.invalid]}
- {id: 晋中市局/qiao, name: 乔琳, roles: [办公室主任, 信息员], \
emails: [qiao@office.example.invalid]}
- {id: 左权县局/zuo, name: 左青, roles: [信息员], emails: [zuo@office.example.invalid]}
- {id: 太原市局/shi, name: 史宁, roles: [信息员], emails: [shi@office.example.invalid]}
- {id: 太原市局/gao, name: 高原, roles: [办公室主任], emails: [gao@office.example.invalid], \
keys: ["%s"]}
"""
_WORKFLOW = """\
since: 2026-10-01
tiers:
  - {name: 办公室主任, role: 办公室主任, days: 1}
  - {name: 分管局领导, role: 分管局领导, days: 2}
  - {name: 主要领导, role: 主要领导, days: 2}
paths:
  - {name: 紧急, tags: [紧急], tiers: [办公室主任, 主要领导]}
  - {name: 报省, levels: [国家级, 省级], tiers: [办公室主任, 分管局领导, 主要领导]}
  - {name: 报市, levels: [市级], tiers: [办公室主任, 分管局领导]}
  - {name: 本级, tiers: [办公室主任]}
deputies:
  - {person: 省局/feng, deputy: 省局办公室/han, start: 2026-11-09, end: 2026-11-20}
fast_lane: {after: 办公室主任, days: 2, tags: [紧急], roles: [办公室主任]}
owners:
  - {area: 稿件, roles: [信息员]}
  - {area: 登记, roles: [信息科]}
  - {area: 名录, roles: [信息科]}
  - {area: 页面, roles: [信息科]}
  - {area: 办法, roles: [办公室主任], units: [省局办公室]}
  - {area: 流程, roles: [主要领导]}
  - {area: 程序, roles: [程序维护]}
"""
_RULEBOOK = """\
---
名称: 政务信息计分办法
文号: 示例〔2026〕1号
施行: 2026-01-01
采用:
  - {条款: 第一条, 层级: 省级, 记分: 10}
批示:
  - {条款: 第二条, 层级: 省级, 记分: 20}
---
第一条 省级采用记 10 分。

第二条 省级批示记 20 分。
"""
REGISTRY: dict[str, str] = {
    "content/registry/office.yml": "name: 示例省局\ntitle: 示例信息\n",
    "content/registry/units.yml": "- {name: 省局, level: 省级}\n"
    "- {name: 省局办公室, parent: 省局}\n- {name: 晋中市局, parent: 省局, group: 市局}\n"
    "- {name: 左权县局, parent: 晋中市局}\n- {name: 太原市局, parent: 省局, group: 市局}\n",
    "content/registry/publications.yml": "- {name: 省政府信息, level: 省级, publisher: 省政府}\n",
    "content/registry/leaders.yml": "- {name: 省长, level: 省级, rank: 主要领导}\n",
    WORKFLOW: _WORKFLOW,
    RULEBOOK: _RULEBOOK,
    "content/notices/2026Q3.md": "---\nissued: 2026-10-08\n---\n三季度通报。\n",
    "content/index.md": "# 首页\n",
    "mkdocs.yml": "site_name: 示例\n",
}


def item(title: str, author: str, date: str, rest: str = "", body: str = "正文一段。") -> str:
    """The file of an item."""
    return f"---\ntitle: {title}\nauthor: {author}\ndate: {date}\n{rest}---\n\n{body}\n"


HARVEST_TEXT = item("秋粮收购情况", XU, "2026-10-09", "level: 省级\n")
NEWS_TEXT = item("太原动态", SHI, "2026-10-10")
OLD_TEXT = item(
    "三季度旧稿", XU, "2026-09-15",
    "adoptions:\n  - {publication: 省政府信息, date: 2026-09-20}\n",
)  # fmt: skip


def place(name: str) -> str:
    """Where an item's file lies in the repository."""
    return f"content/{item_path(name)}"


def record(name: str) -> str:
    """Where an item's review record lies in the repository."""
    return f"content/{record_path(name)}"


class Branch:
    """A line of commits."""

    def __init__(self, office: Repository, name: str, files: dict[str, Content], head: str) -> None:
        self.office, self.name, self.files, self.head = office, name, files, head
        self.time = TODAY

    def commit(
        self,
        who: str,
        files: Mapping[str, Content] | None = None,
        *,
        email: str | None = None,
        merge: Sequence[str] = (),
        at: datetime | None = None,
    ) -> Branch:
        """Commit files (None removes one) as somebody, an hour later each time."""
        self.time = at or self.time + timedelta(hours=1)
        for path, content in (files or {}).items():
            if content is None:
                del self.files[path]
            else:
                self.files[path] = content
        address = email or f"{who.rpartition('/')[2]}@office.example.invalid"
        self.head = self.office.write(self.name, self.head, address, self.time, files or {}, merge)
        return self

    def signed(self, key: Path) -> Branch:
        """Sign the last commit, as `git commit -S` does."""
        git = self.office.run_git
        raw = git("cat-file", "commit", self.head)
        command = ["ssh-keygen", "-q", "-Y", "sign", "-n", "git", "-f", str(key)]
        done = subprocess.run(command, input=raw, check=True, capture_output=True)
        signature = b"gpgsig " + done.stdout.strip().replace(b"\n", b"\n ") + b"\n"
        head, gap, message = raw.partition(b"\n\n")
        data = head + b"\n" + signature + gap[1:] + message
        self.head = git("hash-object", "-w", "-t", "commit", "--stdin", data=data).decode().strip()
        git("update-ref", f"refs/heads/{self.name}", self.head)
        return self

    def review(
        self,
        who: str,
        name: str,
        decision: Decision = Decision.PASS,
        tier: str | None = None,
        *,
        by: str | None = None,
        key: Path | None = None,
        **values: Any,
    ) -> Branch:
        """Append a decision to an item's record as the commands do, in a commit of its own."""
        self.time += timedelta(hours=1)
        review = self.decided(who, name, decision, tier, **values)
        before = self.files.get(record(name))
        text = None if before is None else as_bytes(before).decode()
        if key is not None:
            signature = sign(statement(name, placed(text, review)), str(key))
            assert isinstance(signature, str)
            review = placed(text, review)
            review = Review(**{**fields_of(review), "signature": signature})
        at = self.time
        return self.commit(by or who, {record(name): appended(text, review)}, at=at)

    def decided(
        self, who: str, name: str, decision: Decision, tier: str | None = None, **values: Any
    ) -> Review:
        """A decision on the text that an item now has."""
        data = as_bytes(self.files.get(place(name), b""))
        given: dict[str, Any] = {
            "source": Source("-"),
            "decision": decision,
            "person": who,
            "time": self.time,
            "text": digest_of_file(data) or "0" * 64,
            "blob": blob_id(data),
            "tier": tier,
        }
        if decision in (Decision.RETURN, Decision.REJECT, Decision.WITHDRAW):
            given["reason"] = "数据没有出处"
        return Review(**{**given, **values})

    def submit(self, who: str, name: str) -> Branch:
        """报审."""
        return self.review(who, name, Decision.SUBMIT)

    def passed(self, name: str, *by: tuple[str, str]) -> Branch:
        """通过, by person and tier."""
        for who, tier in by:
            self.review(who, name, Decision.PASS, tier)
        return self


THREE = ((HAN, FIRST), (FENG, SECOND), (WANG, THIRD))
JINZHONG = ((QIAO, FIRST), (FENG, SECOND), (WANG, THIRD))
"""Who reviews for the city: its own director first."""


class Office(Repository):
    """The repository; every request is a branch of its own."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._made = 0
        self.run_git(
            "init", "--quiet", "--bare", "--initial-branch=main", str(path), cwd=path.parent
        )
        self.key = path.parent / "key"
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(self.key)]
        subprocess.run(command, check=True)
        public = self.key.with_suffix(".pub").read_text(encoding="ascii").strip()
        self.main = Branch(self, "main", {}, "")
        self.main.time = datetime(2026, 10, 8, 9, tzinfo=BEIJING)
        self.main.commit(XUE, {**REGISTRY, PEOPLE: _PEOPLE % public, place(OLD): OLD_TEXT})
        self.main.commit(XU, {place(HARVEST): HARVEST_TEXT})
        self.main.submit(XU, HARVEST).passed(HARVEST, *JINZHONG)
        self.main.commit(SHI, {place(NEWS): NEWS_TEXT}).submit(SHI, NEWS)
        self.main.review(GAO, NEWS, Decision.PASS, FIRST, key=self.key)
        self.main.time = TODAY

    def branch(self, of: Branch | None = None) -> Branch:
        """Begin a branch where another (main) now is."""
        self._made += 1
        start = of or self.main
        found = Branch(self, f"request-{self._made}", dict(start.files), start.head)
        found.time = max(start.time, TODAY)
        return found

    def plant(self, path: bytes, content: bytes, who: str, branch: Branch) -> Branch:
        """Commit a file under a name that no client would write, tree by tree."""
        blob = self.run_git("hash-object", "-w", "--stdin", data=content).strip()
        parts = path.split(b"/")
        mode, child = b"100644", blob
        for depth in range(len(parts) - 1, -1, -1):
            folder = b"/".join(parts[:depth]).decode("utf-8", "surrogateescape")
            kind = b"blob" if mode == b"100644" else b"tree"
            rows = [
                row
                for row in self._listed(branch.head, folder)
                if row.partition(b"\t")[2] != parts[depth]
            ]
            rows.append(mode + b" " + kind + b" " + child + b"\t" + parts[depth])
            child = self.run_git("mktree", "-z", data=b"".join(row + b"\0" for row in rows)).strip()
            mode = b"040000"
        address = f"{who.rpartition('/')[2]}@office.example.invalid"
        commit = self.run_git(
            "-c", "user.name=x", "-c", f"user.email={address}", "commit-tree", child.decode(),
            "-p", branch.head, "-m", "x",
        )  # fmt: skip
        branch.head = commit.decode().strip()
        return branch

    def _listed(self, commit: str, folder: str) -> list[bytes]:
        """The entries of a folder, as mktree takes them."""
        known = subprocess.run(
            ["git", "ls-tree", "-z", f"{commit}:{folder}"],
            cwd=self.path, check=False, capture_output=True,
        )  # fmt: skip
        return [row for row in known.stdout.split(b"\0") if row] if not known.returncode else []

    def judged(
        self,
        branch: Branch,
        *,
        base: Branch | None = None,
        author: str | None = None,
        reviews: Sequence[Review] = (),
        approvals: Sequence[str] = (),
        on: datetime = TODAY,
    ) -> Verdict:
        """The verdict on a branch against main."""
        with Revisions.of(self.path) as revisions:  # type: ignore[union-attr]
            request = Request(
                base=(base or self.main).head,
                head=branch.head,
                on=on.date(),
                author=author,
                reviews=reviews,
                approvals=[Approval(person, branch.head) for person in approvals],
            )
            return judge(revisions, request, _signed)


def _signed(name: str, review: Review, person: Person) -> bool:
    return signed_by(statement(name, review), review.signature or "", person.keys) is True


def fields_of(review: Review) -> dict[str, Any]:
    """A review's values by name."""
    return {name: getattr(review, name) for name in Review.__slots__}


def on_forge(review: Review, number: int, forge: str = "gitea") -> Review:
    """The same decision, taken on a forge."""
    return Review(**{**fields_of(review), "forge": ForgeReview(forge, str(number))})


def on_paper(review: Review, recorder: str) -> Review:
    """The same decision, signed on paper and entered by somebody."""
    paper = Paper("签批〔2026〕8号", review.time.date(), recorder)
    return Review(**{**fields_of(review), "paper": paper})
