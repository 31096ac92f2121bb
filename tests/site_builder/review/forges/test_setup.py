"""Protecting the main branch over each forge's API, and the small steps that pipelines call."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from site_builder.cli import cli
from site_builder.review.forges.interface import CONTEXT
from tests.site_builder.review.forges.hub import REPOSITORY, TOKENS, serving
from tests.site_builder.review.forges.office import Stage
from tests.site_builder.review.forges.server import Asked, Reply, answering


class Rules:
    """A forge that keeps the rules of branches and nothing else."""

    def __init__(self) -> None:
        self.kept: dict[str, Any] = {}

    def __call__(self, asked: Asked) -> Reply:
        if asked.headers.get("authorization", asked.headers.get("private-token", "")) == "":
            return Reply(401, {"message": "no token"})
        if asked.method == "GET":
            name = "rule_name" if asked.path.endswith("branch_protections") else "name"
            second = asked.query.get("page", "1") != "1"
            return Reply(200, [] if second else [{name: each} for each in self.kept])
        last = asked.path.rpartition("/")[2]
        body = asked.body
        if asked.method == "POST":
            key = body.get("rule_name") or body["name"]
            if key in self.kept:
                return Reply(409, {"message": "already there"})
            self.kept[key] = body
            return Reply(201, body)
        key = "main" if last == "protection" else last
        if asked.method == "PATCH" and key not in self.kept:
            return Reply(404, {"message": "no such rule"})
        self.kept[key] = {**self.kept.get(key, {}), **body}
        return Reply(200, self.kept[key])


def setup(forge: str, root: str, *more: str) -> Result:
    arguments = ["forge", "setup", "--forge", forge, "--repository", REPOSITORY, "--api", root]
    return CliRunner().invoke(cli, [*arguments, *more], env={"CHUNSHUI_TOKEN": "an-admin"})


def test_github_lets_nothing_in_without_our_status() -> None:
    rules = Rules()
    with answering(rules) as (root, asked):
        assert setup("github", root).exit_code == 0
    assert [(each.method, each.path) for each in asked] == [
        ("PUT", f"/repos/{REPOSITORY}/branches/main/protection")
    ]
    body = asked[0].body
    assert body["required_status_checks"] == {"strict": True, "contexts": [CONTEXT]}
    assert body["enforce_admins"] is True and body["allow_force_pushes"] is False
    # GitHub refuses a body in which one of these is missing
    assert {"restrictions", "required_pull_request_reviews"} <= body.keys()


@pytest.mark.parametrize("bot", [None, "chunshui-bot"])
def test_gitea_is_protected_once_and_brought_up_to_date_after(bot: str | None) -> None:
    rules, more = Rules(), () if bot is None else ("--bot", bot)
    with answering(rules) as (root, asked):
        assert setup("gitea", root, *more).exit_code == 0
        assert setup("gitea", root, *more).exit_code == 0
    changes = [each for each in asked if each.method != "GET"]
    assert [each.method for each in changes] == ["POST", "PATCH"]
    rule = rules.kept["main"]
    assert rule["status_check_contexts"] == [CONTEXT] and rule["enable_status_check"] is True
    assert rule["block_admin_merge_override"] is True
    assert rule["enable_push"] is (bot is not None)
    assert rule["push_whitelist_usernames"] == ([] if bot is None else [bot])


def test_gitlab_is_protected_and_waits_for_the_pipeline() -> None:
    rules = Rules()
    with answering(rules) as (root, asked):
        assert setup("gitlab", root).exit_code == 0
        assert setup("gitlab", root).exit_code == 0
    assert rules.kept["main"]["push_access_level"] == 0
    project = rules.kept["office%2Fnews"]
    assert project["only_allow_merge_if_pipeline_succeeds"] is True
    assert [each.method for each in asked if "protected" in each.path] == [
        "GET", "GET", "POST", "GET", "PATCH",
    ]  # fmt: skip


def test_gitee_is_set_up_by_hand() -> None:
    done = setup("gitee", "http://127.0.0.1:9")
    assert done.exit_code == 0 and "门禁状态" in done.output


def test_a_forge_that_refuses_is_told_without_the_token() -> None:
    with answering(lambda _: Reply(403, {"message": "Must have admin rights an-admin"})) as (
        root,
        _,
    ):
        done = setup("github", root)
    assert done.exit_code == 2
    assert "Must have admin rights" in done.output and "an-admin" not in done.output


def run(stage: Stage, *arguments: str) -> Result:
    environment = {"CHUNSHUI_TOKEN": next(iter(TOKENS)), "CHUNSHUI_REPOSITORY": REPOSITORY}
    with serving(stage.hub) as root:
        given = ["forge", *arguments, "--forge", stage.hub.dialect, "--api", root]
        return CliRunner().invoke(cli, given, env=environment)


def test_open_requests_are_listed_over_all_pages(stage: Stage) -> None:
    stage.push("---\n---\n")
    numbers = [stage.hub.open("duxiaohe", "写稿").number for _ in range(103)]
    stage.hub.close(stage.hub.pulls[5])
    done = run(stage, "requests")
    assert [int(line) for line in done.output.split()] == [n for n in numbers if n != 5]


def test_a_request_is_opened_once_whatever_the_server_does(stage: Stage) -> None:
    stage.push("---\n---\n")
    stage.hub.fail(r"POST .*/pulls$", 502, after=True)
    for _ in range(2):
        done = run(stage, "open", "--branch", "写稿", "--title", "报送")
        assert done.exit_code == 0, done.output
    assert [(pull.branch, pull.title) for pull in stage.hub.pulls.values()] == [("写稿", "报送")]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"sender": {"login": "somebody"}}, "请填表的人自己改"),
        ({"issue": {"number": 1, "pull_request": {}, "user": {"login": "a"}}}, "不算填表人的话"),
        ({"issue": {"number": 1, "pull_request": {"merged": False}}}, "没有表单"),
        ({"issue": None}, "没有表单"),
        ({"issue": {"number": 1}}, "不算填表人的话"),
    ],
)
def test_only_its_author_speaks_by_a_form(stage: Stage, change: dict[str, Any], said: str) -> None:
    issue = stage.hub.ask("duxiaohe", "### 信息标题")
    event = stage.folder / "event.json"
    event.write_text(json.dumps({**issue.event(), **change}), encoding="utf-8")
    environment = {"CHUNSHUI_TOKEN": next(iter(TOKENS)), "CHUNSHUI_REPOSITORY": REPOSITORY}
    with serving(stage.hub) as root:
        given = ["form", "--forge", stage.hub.dialect, "--api", root, "--event", str(event)]
        done = CliRunner().invoke(cli, [*given, "--root", str(stage.clone.path)], env=environment)
    assert done.exit_code == 2 and said in done.output
    assert not issue.comments


RECORD = "content/reviews/2026/11/20261109-甲.yml"


@pytest.mark.parametrize(
    ("files", "good"),
    [
        ({RECORD: "- a: 1\n- b: 2\n"}, True),
        ({RECORD: "- a: 1\n", "content/reviews/2026/11/20261109-乙.yml": "- a: 1\n"}, True),
        ({RECORD: "- b: 2\n"}, False),
        ({RECORD: None}, False),
        ({RECORD: "- a: 1\n- b: 2\n", "Makefile": "x:\n"}, False),
        ({"content/items/2026/11/20261109-甲.md": "---\n---\n"}, False),
    ],
)
def test_only_what_appends_to_records_is_vouched_for(
    stage: Stage, files: dict[str, str | bytes | None], good: bool
) -> None:
    stage.clone.commit({RECORD: "- a: 1\n"})
    base = stage.clone.git("rev-parse", "HEAD")
    head = stage.clone.commit(files)
    where = ("--root", str(stage.clone.path))
    done = run(stage, "vouch", "--base", base, "--commit", head, *where)
    assert (done.exit_code, len(stage.hub.statuses)) == ((0, 1) if good else (2, 0)), done.output
    back = run(stage, "vouch", "--base", head, "--commit", base, *where)
    assert back.exit_code == 2
