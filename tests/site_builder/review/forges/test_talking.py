"""What is asked of a forge and told to it, each once, whatever its server answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.review.forges.interface import ForgeError, StatusState
from tests.site_builder.review.forges.office import PLACE, Stage, item, staged


def test_changed_files_come_with_the_forges_own_words_translated(stage: Stage) -> None:
    stage.push(item(), branch="写稿")
    stage.clone.git("mv", "content/registry/publications.yml", "content/registry/刊物.yml")
    stage.clone.commit(
        {"content/registry/office.yml": "name: 新\ntitle: 新\n", "content/registry/units.yml": None}
    )
    stage.clone.git("push", "-q", "origin", "写稿")
    pull = stage.hub.open("duxiaohe", "写稿")
    found = {each.path: (each.change.value, each.previous)
             for each in stage.forge.changed_files(pull.number)}  # fmt: skip
    assert found == {
        PLACE: ("added", None),
        "content/registry/office.yml": ("modified", None),
        "content/registry/units.yml": ("removed", None),
        "content/registry/刊物.yml": ("renamed", "content/registry/publications.yml"),
    }


def test_a_servers_error_is_waited_out(stage: Stage) -> None:
    pull = stage.propose()
    stage.hub.fail("GET .*/reviews", 502)
    stage.hub.fail("GET .*/reviews", 429, headers={"Retry-After": "7"})
    assert stage.forge.reviews(pull.number) == ()
    assert stage.waits == [1, 7]


def test_a_forge_that_stays_away_is_given_up(stage: Stage) -> None:
    stage.hub.fail("GET", 503, times=4)
    with pytest.raises(ForgeError, match="试了几次都不行"):
        stage.forge.request(1)
    assert stage.waits == [1, 4, 15]


def test_a_server_that_asks_for_too_much_patience_is_given_up(stage: Stage) -> None:
    stage.hub.fail("GET", 429, headers={"Retry-After": "3600"})
    with pytest.raises(ForgeError, match="429"):
        stage.forge.request(1)
    assert stage.waits == []


def posts(stage: Stage, what: str) -> int:
    return sum(line.startswith("POST") and what in line for line in stage.hub.log)


def test_a_status_is_posted_once(stage: Stage) -> None:
    pull = stage.propose()
    sha = stage.hub.head(pull)
    stage.forge.post_status(sha, StatusState.PENDING, "还差𠮷主任一级。" + "很长" * 100)
    stage.forge.post_status(sha, StatusState.PENDING, "还差𠮷主任一级。" + "很长" * 100)
    assert posts(stage, "/statuses/") == 1
    stage.forge.post_status(sha, StatusState.SUCCESS, "三级审核已通过", "https://a.invalid/1")
    stage.forge.post_status(sha, StatusState.PENDING, "撤回了一级")
    assert [row["description"][:6] for row in stage.hub.statuses] == [
        "还差〓主任一", "三级审核已通", "撤回了一级",
    ]  # fmt: skip
    assert {row["context"] for row in stage.hub.statuses} == {"chunshui/gate"}
    assert len(stage.hub.statuses[0]["description"]) == 140


@pytest.mark.parametrize("after", [False, True], ids=["nothing-done", "done-all-the-same"])
def test_an_error_while_posting_posts_nothing_twice(stage: Stage, after: bool) -> None:
    pull = stage.propose()
    stage.hub.fail("POST .*/statuses/", 500, after=after)
    stage.hub.fail("POST .*/comments", 504, after=after)
    stage.forge.post_status(stage.hub.head(pull), StatusState.FAILURE, "少一级")
    stage.forge.write_report(pull.number, "# 报告")
    assert len(stage.hub.statuses) == 1
    assert [row["body"] for row in pull.comments] == ["<!-- chunshui:report -->\n# 报告\n"]


def test_the_report_is_one_comment_of_ours(stage: Stage) -> None:
    pull = stage.propose()
    forged = {"id": 0, "user": {"login": "duxiaohe"}, "body": "<!-- chunshui:report -->\n已通过"}
    pull.comments.append(forged)
    for text in ("一稿", "二稿", "二稿"):
        stage.forge.write_report(pull.number, text)
    assert [(row["user"]["login"], row["body"]) for row in pull.comments] == [
        ("duxiaohe", "<!-- chunshui:report -->\n已通过"),
        ("gate-bot", "<!-- chunshui:report -->\n二稿\n"),
    ]
    assert sum(line.startswith("PATCH") for line in stage.hub.log) == 1


def test_a_refusal_shows_no_token(tmp_path: Path) -> None:
    wrong = "not-the-right-one"
    with staged(tmp_path, "gitea", token=wrong) as stage:
        stage.propose()
        with pytest.raises(ForgeError) as refused:
            stage.forge.request(1)
    assert "401" in str(refused.value)
    assert wrong not in str(refused.value)
