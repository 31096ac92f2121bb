"""Gitee: only what a comment says of one commit counts."""

from __future__ import annotations

from typing import Any

import pytest

from site_builder.review.forges.gitee import review_rows
from site_builder.review.forges.http import Patience
from site_builder.review.forges.interface import ReviewState, StatusState
from site_builder.review.forges.opening import open_forge
from tests.site_builder.review.forges.server import Asked, Reply, answering

ONE, TWO = "1a2b3c4d" + "1" * 32, "1a2b3c5e" + "2" * 32
PULL: dict[str, Any] = {
    "number": 3, "state": "open", "title": "报送", "user": {"login": "duxiaohe"},
    "head": {"sha": TWO, "ref": "写稿"}, "base": {"sha": "0" * 40, "ref": "main"},
    "created_at": "2026-11-10T09:00:00+08:00", "merged_at": None, "closed_at": None,
    "assignees_number": 1, "testers_number": 0, "testers": [],
    "assignees": [{"login": "liwei", "accept": True}, {"login": "wangfang", "accept": False}],
}  # fmt: skip


def comment(number: int, who: str, body: str, changed: str = "10:00") -> dict[str, Any]:
    return {
        "id": number,
        "user": {"login": who},
        "body": body,
        "created_at": "2026-11-10T10:00:00+08:00",
        "updated_at": f"2026-11-10T{changed}:00+08:00",
    }


def rows(*comments: dict[str, Any]) -> list[tuple[str, str, str | None]]:
    found = review_rows({**PULL, "assignees": []}, [ONE, TWO], comments)
    return [(row.account, row.state.value, row.commit) for row in found]


@pytest.mark.parametrize(
    ("body", "state", "commit"),
    [
        ("通过：分管局领导 1a2b3c4d", "approved", ONE),
        (f"通过 {TWO}", "approved", TWO),
        ("退改 1a2b3c5e\r\n数据没有出处", "changes", TWO),
        ("不采用：选题已有人报 1a2b3c5", "changes", TWO),
        ("通过 1a2b3c9", "approved", None),
        ("通过 1a2b3c", None, None),
        ("通过", None, None),
        ("我看通过 1a2b3c4d", None, None),
        ("通过 1a2b3c4d 吗？", None, None),
    ],
)
def test_the_first_line_is_the_decision_and_the_commit(
    body: str, state: str | None, commit: str | None
) -> None:
    assert rows(comment(1, "liwei", body)) == ([] if state is None else [("liwei", state, commit)])


def test_a_beginning_that_fits_two_commits_is_none() -> None:
    found = review_rows(PULL, [ONE, ONE[:8] + "9" * 32], [comment(1, "x", "通过 1a2b3c4d")])
    assert found[0].commit is None


def test_the_reason_and_the_tier_stay_in_the_text() -> None:
    (row,) = review_rows({}, [TWO], [comment(1, "x", "退改：办公室主任 1a2b3c5e\n没有出处")])
    assert row.body == "退改：办公室主任\n没有出处"


def test_a_comment_that_was_changed_later_is_not_his_own_word() -> None:
    (row,) = review_rows({}, [ONE], [comment(1, "liwei", "通过 1a2b3c4d", changed="11:00")])
    assert not row.official


def test_who_only_pressed_the_button_is_listed_without_a_text() -> None:
    (row,) = review_rows(PULL, [ONE], [])
    assert (row.account, row.state, row.commit, row.time) == (
        "liwei", ReviewState.APPROVED, None, None,
    )  # fmt: skip


class Server:
    """A Gitee with one pull request, over HTTP."""

    def __init__(self) -> None:
        self.comments = [comment(number, "x", "聊天") for number in range(1, 151)]
        self.comments.append(comment(151, "liwei", "通过 1a2b3c5e"))
        self.checks: list[dict[str, Any]] = []

    def __call__(self, asked: Asked) -> Reply:
        path = asked.path.removeprefix("/repos/office/news")
        if asked.method != "GET":
            return self.write(asked, path)
        if path == f"/commits/{TWO}/check-runs":
            return Reply(200, {"total_count": len(self.checks), "check_runs": self.checks})
        found: dict[str, Any] = {
            "/user": {"login": "gate-bot"},
            "/pulls/3": PULL,
            "/pulls/3/commits": [{"sha": ONE}, {"sha": TWO}],
            "/pulls/3/comments": self.comments,
            "/pulls/3/files": [{"filename": "a", "status": "added"}],
        }
        data = found[path]
        if isinstance(data, list) and "page" in asked.query:
            page, size = int(asked.query["page"]), int(asked.query["per_page"])
            data = data[(page - 1) * size : page * size]
        return Reply(200, data)

    def write(self, asked: Asked, path: str) -> Reply:
        if path.startswith("/check-runs"):
            if asked.method == "POST":
                self.checks.append({"id": len(self.checks) + 1, **asked.body})
            else:
                self.checks[0].update(asked.body)
        elif asked.method == "PATCH":
            self.comments[int(path.rpartition("/")[2]) - 1]["body"] = asked.body["body"]
        else:
            number = len(self.comments) + 1
            self.comments.append(comment(number, "gate-bot", asked.body["body"]))
        return Reply(201, {})


def test_a_request_is_read_to_the_last_comment() -> None:
    with answering(Server()) as (root, _):
        forge = open_forge("gitee", "office/news", Patience(lambda _: None), root=root)
        assert forge.request(3).head == TWO
        (row,) = forge.reviews(3)
        assert (row.account, row.commit) == ("liwei", TWO)
        assert [each.path for each in forge.changed_files(3)] == ["a"]


def test_there_is_one_check_and_one_report() -> None:
    server = Server()
    with answering(server) as (root, _):
        forge = open_forge("gitee", "office/news", Patience(lambda _: None), root=root)
        for state in (StatusState.PENDING, StatusState.PENDING, StatusState.SUCCESS):
            forge.post_status(TWO, state, "三级审核")
        for text in ("一稿", "二稿"):
            forge.write_report(3, text)
    (check,) = server.checks
    assert (check["name"], check["head_sha"]) == ("chunshui/gate", TWO)
    assert (check["status"], check["conclusion"]) == ("completed", "success")
    assert [each["body"] for each in server.comments[151:]] == ["<!-- chunshui:report -->\n二稿\n"]
