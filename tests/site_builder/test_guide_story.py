"""The guide's commands are real: its story is told once more, and must come out as printed."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click
import pytest

from site_builder.cli import cli
from tests.support import ROOT

GUIDE = ROOT / "site_builder" / "guide"
PAGES = sorted(path for path in GUIDE.glob("*.md") if path.name not in ("commands.md", "export.md"))
PEOPLE = {"张伟": "zhangwei", "李明": "liming", "王芳": "wangfang", "陈静": "chenjing"}
FILES = {
    "people.yml": """\
- {id: 办公室/zhangwei, name: 张伟, roles: [信息员], emails: [zhangwei@office.example]}
- {id: 办公室/chenjing, name: 陈静, roles: [信息科], emails: [chenjing@office.example]}
- {id: 办公室/liming, name: 李明, roles: [办公室主任], reviews_for: 示例市税务局,
   emails: [liming@office.example]}
- {id: 示例市税务局/wangfang, name: 王芳, roles: [分管局领导],
   emails: [wangfang@office.example]}
- {id: 示例市税务局/zhaogang, name: 赵刚, roles: [主要领导]}
""",
    "workflow.yml": """\
since: 2026-01-01
tiers:
  - {name: 办公室主任, role: 办公室主任, days: 1}
  - {name: 分管局领导, role: 分管局领导, days: 2}
  - {name: 主要领导, role: 主要领导, days: 2}
paths:
  - {name: 报省, levels: [国家级, 省级], tiers: [办公室主任, 分管局领导, 主要领导]}
  - {name: 本级, tiers: [办公室主任]}
owners:
  - {area: 稿件, roles: [信息员]}
  - {area: 登记, roles: [信息科]}
""",
}
ITEM = "content/items/2026/01/20260105-秋粮收购开局平稳.md"
WRITTEN = {  # what the guide says in words, by the step before which it is done
    "chunshui check": ("\n---\n\n", "\nlevel: 省级\n---\n\n全市秋粮收购开局平稳，已入库四成。\n"),
    "chunshui review submit": ("已入库四成", "截至1月4日已入库四成（市粮食局数据）"),
}


class Step(NamedTuple):
    who: str
    command: str
    said: str


def story() -> Iterator[Step]:
    """The steps of the guide's page on review: who does what, and what is answered."""
    text = (GUIDE / "review.md").read_text(encoding="utf-8")
    for block in re.findall(r"```text\n(.*?)```", text, re.DOTALL):
        for found in re.finditer(r"^(\S+)\$ (.+)\n((?:(?!\S+\$ ).*\n)*)", block, re.MULTILINE):
            yield Step(*found.groups())


def same(said: str) -> str:
    """An answer without what differs from day to day: times, ids of commits, counts of files."""
    said = re.sub(r"提交 [0-9a-f]{10} ", "提交 # ", said)
    said = re.sub(r"已生成 \d+ 页（写了 \d+ 个文件）", "已生成", said)
    said = re.sub(r"(?<![0-9])(?:\d{4}-)?\d\d-\d\d(?: \d\d:\d\d)?", "#", said)
    return "\n".join(line.rstrip() for line in said.splitlines())


class Office:
    """The server, and everybody's clone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        command = folder / "bin" / "chunshui"
        command.parent.mkdir()
        command.write_text(
            f'#!/bin/sh\nexec "{sys.executable}" -P -m site_builder "$@"\n', encoding="utf-8"
        )
        command.chmod(0o755)
        kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT")}
        self.environment = {
            **kept, "PATH": f"{command.parent}:{kept['PATH']}", "PYTHONPATH": str(ROOT),
            "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "NO_MKDOCS_2_WARNING": "1",
        }  # fmt: skip
        self.run("chunshui init seed --name 示例市税务局", folder)
        seed = folder / "seed"
        for name, text in FILES.items():
            (seed / "content" / "registry" / name).write_text(text, encoding="utf-8")
        for path in (seed / "content" / "items").rglob("*.md"):
            path.unlink()
        self.run("git init -q -b main", seed)
        self.run("git add .", seed)
        self.run("git -c user.name=甲 -c user.email=a@b.example commit -q -m 建库", seed)
        self.run("git clone -q --bare seed news.git", folder)
        for name, login in PEOPLE.items():
            self.run(f"git clone -q news.git {name}", folder)
            self.run(f"git config user.name {name}", folder / name)
            self.run(f"git config user.email {login}@office.example", folder / name)
        (folder / "陈静" / "签批单.pdf").write_bytes(b"%PDF")

    def run(self, command: str, place: Path) -> str:
        done = subprocess.run(
            shlex.split(command), cwd=place, env=self.environment, check=False,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
        )  # fmt: skip
        assert done.returncode == 0, f"{command}\n{done.stdout}"
        return done.stdout


def test_the_story_of_a_review_is_true(tmp_path: Path) -> None:
    office, edits = Office(tmp_path), dict(WRITTEN)
    steps = list(story())
    assert len(steps) > 20 and {step.who for step in steps} == set(PEOPLE)
    returned = False
    for step in steps:
        returned |= " return " in step.command
        for begin in list(edits):
            if step.command.startswith(begin) and (returned or begin == "chunshui check"):
                file = tmp_path / "张伟" / ITEM
                text = file.read_text(encoding="utf-8")
                changed = text.replace(*edits.pop(begin), 1)
                assert changed != text
                file.write_text(changed, encoding="utf-8")
        said = office.run(step.command, tmp_path / step.who)
        assert same(said) == same(step.said), step.command
    assert not edits
    page = next((tmp_path / "site").rglob("20260105*/index.html")).read_text(encoding="utf-8")
    assert "截至1月4日已入库四成" in page


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_command_in_the_guide_is_one_that_there_is(page: Path) -> None:
    text = page.read_text(encoding="utf-8").replace("\\\n", " ")
    for block in re.findall(r"```\w*\n(.*?)```", text, re.DOTALL):
        for line in re.findall(r"^(?:\S+\$ |\s*)chunshui (.+)$", block, re.MULTILINE):
            words = shlex.split(line.partition(" > ")[0].partition(" || ")[0], comments=True)
            found: click.Command | None = cli
            while isinstance(found, click.Group) and words:
                found = found.get_command(click.Context(found), words.pop(0))
            assert found is not None, line
            options = {flag for each in found.params for flag in each.opts}
            options |= {"--help"}
            assert {word for word in words if word.startswith("--")} <= options, line
