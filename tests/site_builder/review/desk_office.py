"""An office on a bare repository with two clones, and its people at their commands."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner

from scoring.findings import Finding
from site_builder.cli import cli, review_common
from site_builder.cli.words import Refused
from site_builder.git import Revisions
from site_builder.review.verify import Verified, verify
from tests.support import GitRepository

BEIJING = timezone(timedelta(hours=8))
NIGHT = "2026-10-09T22:00:00+08:00"
ITEM = "20261009-秋粮收购"
ITEM_PATH = f"content/items/2026/10/{ITEM}.md"
RECORD = f"content/reviews/2026/10/{ITEM}.yml"
BRANCH = f"review/{ITEM}"
WRITER, CLERK, REGISTRAR, DIRECTOR, SECOND, VICE, HEAD = (
    f"市局/{name}"
    for name in ("writer", "clerk", "registrar", "director", "second", "vice", "head")
)
REGISTRY = {
    "office.yml": "name: 示例市税务局\ntitle: 示例信息\n",
    "units.yml": "- {name: 市局}\n- {name: 县局, parent: 市局}\n",
    "workflow.yml": """\
since: 2026-10-01
tiers:
  - {name: 办公室主任, role: 办公室主任, days: 1}
  - {name: 分管局领导, role: 分管局领导, days: 2}
  - {name: 主要领导, role: 主要领导}
paths:
  - {name: 报省, levels: [省级], tiers: [办公室主任, 分管局领导, 主要领导]}
  - {name: 本级, tiers: [办公室主任]}
deputies:
  - {person: 市局/vice, deputy: 市局/second, start: 2026-10-01, end: 2026-10-31}
fast_lane: {after: 办公室主任, days: 2, tags: [紧急], roles: [办公室主任]}
owners:
  - {area: 稿件, roles: [信息员]}
  - {area: 登记, roles: [信息科]}
  - {area: 名录, roles: [信息科]}
""",
}
ROLES = {
    WRITER: ("王文", "信息员"),
    CLERK: ("李员", "信息员"),
    REGISTRAR: ("张登记", "信息科"),
    DIRECTOR: ("赵主任", "办公室主任"),
    VICE: ("钱副局长", "分管局领导"),
    SECOND: ("孙科长", "法规科"),
    HEAD: ("周局长", "主要领导"),
}


def mail(person: str) -> str:
    return f"{person.rpartition('/')[2]}@example.invalid"


def people(keys: dict[str, str] | None = None) -> str:
    """The people registry; the head has no address: he signs on paper."""
    lines = []
    for id_, (name, role) in ROLES.items():
        lines.append(f"- id: {id_}\n  name: {name}\n  roles: [{role}]\n")
        if id_ != HEAD:
            lines.append(f"  emails: [{mail(id_)}]\n")
        if keys and id_ in keys:
            lines.append(f"  keys: [{keys[id_]}]\n")
    return "".join(lines)


def text(body: str = "秋粮收购开局平稳。", **fields: str) -> str:
    given = {"title": "秋粮收购开局平稳", "author": WRITER, "date": "2026-10-09", "level": "省级"}
    header = "".join(f"{key}: {value}\n" for key, value in {**given, **fields}.items())
    return f"---\n{header}---\n\n{body}\n"


class Office:
    """A server and clones; every command takes one hour."""

    def __init__(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, keys: dict[str, str] | None = None
    ) -> None:
        """`keys` are the files of private keys by person; the public ones are registered."""
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
        monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        monkeypatch.setattr(review_common, "now", self._now)
        self.folder = folder
        self.time = datetime(2026, 10, 9, 8, tzinfo=BEIJING)
        self.seed = seed = GitRepository(folder / "seed")
        files = {f"content/registry/{name}": data for name, data in REGISTRY.items()}
        self.keys = keys or {}
        public = {
            who: Path(f"{key}.pub").read_text(encoding="ascii").strip()
            for who, key in self.keys.items()
        }
        seed.commit({**files, "content/registry/people.yml": people(public)}, date="2026-10-01")
        seed.git("clone", "--quiet", "--bare", ".", str(folder / "server.git"))
        self.here = self.clone("here")
        self.there = self.clone("there")

    @classmethod
    def copied(cls, other: Office, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
        """The same office with its own server and clones, as far as the other has come."""
        copytree(other.folder, folder, symlinks=True)
        copy = cls.__new__(cls)
        copy.folder, copy.keys, copy.time = folder, other.keys, other.time
        for name in ("seed", "here", "there"):
            setattr(copy, name, GitRepository(folder / name))
        for clone in (copy.here, copy.there):
            clone.git("remote", "set-url", "origin", f"file://{folder / 'server.git'}")
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
        monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        monkeypatch.setattr(review_common, "now", copy._now)
        return copy

    def _now(self) -> datetime:
        return self.time

    def clone(self, name: str, *options: str) -> GitRepository:
        """A clone of the server."""
        path, server = str(self.folder / name), f"file://{self.folder / 'server.git'}"
        self.seed.git("clone", "--quiet", *options, server, path)
        return GitRepository(Path(path))

    def run(self, clone: GitRepository, who: str | None, *arguments: str) -> tuple[int, str]:
        """What a command of review answers somebody: exit code, output or refusal."""
        self.time += timedelta(hours=1)
        key = self.keys.get(who or "", "none")
        settings = {"user.email": mail(who or ""), "user.name": "某人", "user.signingkey": key}
        for name, value in settings.items():
            clone.git("config", name, value)
        if who is None:
            clone.git("config", "--unset", "user.email")
        given = ["review", arguments[0], *arguments[1:], "--root", str(clone.path)]
        done = CliRunner().invoke(cli, given, standalone_mode=False)
        if isinstance(done.exception, Refused):
            return 2, done.exception.message
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.exit_code, done.output

    def done(self, clone: GitRepository, who: str, *arguments: str) -> str:
        """A command that must succeed, and is then pushed; what it said."""
        clone.git("fetch", "--quiet", "origin")
        code, said = self.run(clone, who, *arguments)
        assert code == 0, said
        if arguments[0] not in ("list", "show", "status", "verify"):
            clone.git("push", "--quiet", "origin", BRANCH)
        return said

    def refused(self, clone: GitRepository, who: str | None, *arguments: str) -> str:
        """A command that must be refused; why it was."""
        clone.git("fetch", "--quiet", "origin")
        code, said = self.run(clone, who, *arguments)
        assert code == 2, said
        return said

    def write(self, clone: GitRepository, content: str) -> None:
        file = clone.path / ITEM_PATH
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")

    def three_tiers(self) -> None:
        """The whole way of an item: two rounds, a deputy, a signature on paper."""
        self.write(self.here, text("秋粮收购开始了。"))
        self.done(self.here, WRITER, "submit", ITEM_PATH)
        self.done(self.there, DIRECTOR, "return", ITEM, "--reason", "数据没有出处: 请注明")
        self.here.git("pull", "--quiet", "origin", BRANCH)
        self.write(self.here, text())
        self.done(self.here, WRITER, "submit", ITEM)
        self.done(self.there, DIRECTOR, "approve", ITEM)
        self.done(self.there, SECOND, "approve", ITEM)
        paper = ("--signer", "周局长", "--number", "签批〔2026〕1号", "--signed", "2026-10-09")
        self.done(self.there, REGISTRAR, "record-paper", ITEM, *paper)

    def merge(self, *how: str) -> GitRepository:
        """Merge the branch into main in a clone of its own, and push."""
        clone = self.clone(f"merger{len(list(self.folder.iterdir()))}")
        clone.git("merge", "--quiet", *how, f"origin/{BRANCH}")
        if "--squash" in how:
            clone.git("commit", "--quiet", "-m", "压缩合并")
        clone.git("push", "--quiet", "origin", "main")
        return clone

    def proof(self, clone: GitRepository, day: int = 20, head: str = "HEAD") -> Verified:
        """What `review verify` finds of a clone."""
        revisions = Revisions.of(clone.path)
        assert revisions is not None
        with revisions:
            commit = revisions.resolve(head)
            assert commit is not None
            on = datetime(2026, 10, day, tzinfo=BEIJING).date()
            return verify(revisions, commit, "content", on)


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return sorted(found.code for found in findings)


def without_branch(office: Office) -> GitRepository:
    """The branch is deleted on the server; a new clone."""
    office.here.git("push", "--quiet", "origin", "--delete", BRANCH)
    return office.clone("public")


def read(clone: GitRepository, path: str) -> str:
    return (clone.path / path).read_text(encoding="utf-8")
