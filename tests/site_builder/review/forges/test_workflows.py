"""The workflows' own scripts, run by a shell against a forge: from a form to the record on main."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.site_builder.intake.counter import rendered
from tests.site_builder.review.forges.hub import REPOSITORY, TOKENS, Hub, Pull, serving
from tests.site_builder.review.forges.office import REGISTRY, Stage, staged
from tests.support import ROOT

ITEM = "20261109-夏粮入库"
PLACE = f"content/items/2026/11/{ITEM}.md"
RECORD = f"content/reviews/2026/11/{ITEM}.yml"
BOT = "- {id: 晋中市局/desk, name: 收表, roles: [信息员], accounts: [gate-bot]}\n"
FORM = {"kind": "经验", "level": "省级", "date": "2026-11-09"}


class Runner:
    """A machine that runs a job: an empty folder for each, the forge's variables."""

    def __init__(self, folder: Path, hub: Hub) -> None:
        self.folder = folder
        self.hub = hub
        self.jobs = 0
        command = folder / "bin" / "chunshui"
        command.parent.mkdir()
        command.write_text(
            f'#!/bin/sh\nexec "{sys.executable}" -P -m site_builder "$@"\n', encoding="utf-8"
        )
        command.chmod(0o755)

    def run(self, name: str, job: str, number: int | str, api: str) -> str:
        """Run the steps of a job but for the installation; what they print."""
        self.jobs += 1
        place = self.folder / f"job{self.jobs}"
        place.mkdir()
        issue = self.hub.issues.get(int(number or 0))
        if issue is not None:
            (place / "event.json").write_text(json.dumps(issue.event()), encoding="utf-8")
        path = ROOT / ".github" / "workflows" / f"{name}.yml"
        steps = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"][job]["steps"]
        environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("GIT")},
            "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "CHUNSHUI_API": api,
            "CHUNSHUI_REPOSITORY": REPOSITORY,
            "BOT": next(iter(TOKENS)),
            "TOKEN": "read-only",
            "REMOTE": str(self.hub.git.path),
            "NUMBER": str(number),
            "DETAILS": "https://forge.example.invalid/runs/1",
            "GITHUB_EVENT_PATH": str(place / "event.json"),
            **({"GITEA_ACTIONS": "true"} if self.hub.dialect == "gitea" else {}),
        }
        said = []
        for step in steps:
            if "安装" in step["name"]:
                continue
            done = subprocess.run(
                ["bash", "-e", "-c", step["run"]],
                cwd=place, env=environment, check=False, capture_output=True, encoding="utf-8",
            )  # fmt: skip
            assert done.returncode == 0, done.stdout + done.stderr
            said.append(done.stdout)
        return "".join(said)


@pytest.fixture(params=["github", "gitea"])
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stage]:
    with staged(tmp_path, request.param) as made:
        people = str(REGISTRY["content/registry/people.yml"]) + BOT
        office = "name: 晋中市局\ntitle: 晋中信息\nkinds: [经验, 动态]\n"
        made.clone.commit(
            {"content/registry/people.yml": people, "content/registry/office.yml": office}
        )
        made.clone.git("push", "-q", "origin", "main")
        yield made


def point(hub: Hub, pull: Pull) -> None:
    """The forge keeps a reference to the newest commit of every request."""
    hub.git.git("update-ref", f"refs/pull/{pull.number}/head", hub.head(pull))


def test_from_a_form_to_the_record(stage: Stage, tmp_path: Path) -> None:
    hub = stage.hub
    runner = Runner(tmp_path, hub)
    with serving(hub) as api:
        issue = hub.ask("duxiaohe", rendered("报送信息", FORM))
        runner.run("form", "form", issue.number, api)
        (pull,) = hub.pulls.values()
        assert (pull.author, pull.branch) == ("gate-bot", f"review/{ITEM}")
        assert pull.title == "报送：夏粮入库"
        assert "夏粮入库八成。" in hub.git.git("show", f"{pull.branch}:{PLACE}")
        assert hub.git.git("log", "-1", "--format=%an %ae", pull.branch) == (
            "杜晓禾 editor@example.invalid"
        )
        assert [f"#{pull.number}" in row["body"] for row in issue.comments] == [True]

        runner.run("form", "form", issue.number, api)  # edited in nothing: the same again
        assert len(hub.pulls) == len(issue.comments) == 1

        point(hub, pull)
        hub.review(pull, "liwei", "APPROVED")
        runner.run("gate", "gate", pull.number, api)
        state = "status" if hub.dialect == "gitea" else "state"
        assert hub.statuses[-1][state] == "pending", hub.statuses
        hub.review(pull, "wangfang", "APPROVED", "通过：分管局领导")
        hub.review(pull, "zhaogang", "APPROVED")
        runner.run("gate", "gate", "", api)  # by the clock: every open request
        assert hub.statuses[-1][state] == "success", hub.statuses
        assert len(pull.comments) == 1

        hub.merge(pull)
        runner.run("record", "record", pull.number, api)
        record = hub.git.git("show", f"main:{RECORD}")
        assert record.count("通过") >= 1 and "李伟" not in record
        assert hub.statuses[-1]["sha"] == hub.tip("main")
        assert hub.git.git("branch", "--list", "chunshui/*") == ""
        before = hub.tip("main")
        runner.run("record", "record", pull.number, api)
        assert hub.tip("main") == before


def test_a_form_that_is_not_right_is_answered_and_mended(stage: Stage, tmp_path: Path) -> None:
    hub = stage.hub
    runner = Runner(tmp_path, hub)
    with serving(hub) as api:
        issue = hub.ask("duxiaohe", rendered("报送信息", {**FORM, "kind": "小说"}))
        runner.run("form", "form", issue.number, api)
        assert not hub.pulls and "小说" in issue.comments[0]["body"]
        issue.body = rendered("报送信息", FORM)
        runner.run("form", "form", issue.number, api)
        assert len(hub.pulls) == len(issue.comments) == 1
        assert "合并请求" in issue.comments[0]["body"]


def test_a_form_holds_no_command(stage: Stage, tmp_path: Path) -> None:
    hub = stage.hub
    runner = Runner(tmp_path, hub)
    title = "甲$(touch trap)`touch trap`"
    with serving(hub) as api:
        issue = hub.ask("duxiaohe", rendered("报送信息", {**FORM, "title": title}))
        runner.run("form", "form", issue.number, api)
    assert len(hub.pulls) == 1 and not list(tmp_path.rglob("trap"))
