"""GitLab: what its notes and versions tell, in the shapes that its API gives."""

from __future__ import annotations

from typing import Any

from site_builder.review.forges.gitlab import decisions
from site_builder.review.forges.http import Patience
from site_builder.review.forges.interface import (
    Change,
    ChangedFile,
    Forge,
    RequestState,
    ReviewState,
    StatusState,
)
from site_builder.review.forges.opening import open_forge
from tests.site_builder.review.forges.server import Asked, Reply, answering

PROJECT = "/projects/office%2Fnews"
ONE, TWO = "1" * 40, "2" * 40
VERSIONS = [
    {"id": 2, "head_commit_sha": TWO, "created_at": "2026-11-10T03:00:00.000Z"},
    {"id": 1, "head_commit_sha": ONE, "created_at": "2026-11-10T01:00:00.000Z"},
]


def note(number: int, who: str, body: str, time: str, system: bool = True) -> dict[str, Any]:
    return {
        "id": number,
        "author": {"username": who},
        "body": body,
        "system": system,
        "created_at": f"2026-11-10T{time}:00.000Z",
    }


def told(*notes: dict[str, Any], now: tuple[str, ...] = ()) -> list[tuple[str, str, str | None]]:
    rows = decisions(notes, VERSIONS, set(now))
    return [(row.account, row.state.value, row.commit) for row in rows]


def test_a_decision_belongs_to_the_version_before_it() -> None:
    approved = "approved this merge request"
    assert told(
        note(1, "liwei", approved, "02:00"), note(2, "wangfang", approved, "04:00"),
        now=("liwei", "wangfang"),
    ) == [("liwei", "approved", ONE), ("wangfang", "approved", TWO)]  # fmt: skip


def test_an_approval_stands_only_while_the_list_has_it() -> None:
    assert told(note(1, "liwei", "approved this merge request", "02:00")) == [
        ("liwei", "dismissed", ONE)
    ]


def test_an_approval_given_taken_back_and_given_again_is_the_last_one() -> None:
    approved = "approved this merge request"
    assert told(
        note(1, "liwei", approved, "02:00"),
        note(2, "liwei", "unapproved this merge request", "03:30"),
        note(3, "liwei", approved, "04:00"),
        now=("liwei",),
    ) == [
        ("liwei", "dismissed", ONE), ("liwei", "dismissed", TWO), ("liwei", "approved", TWO),
    ]  # fmt: skip


def test_an_approval_of_an_earlier_version_is_history() -> None:
    """GitLab may drop approvals after a push, without a note."""
    approved = "approved this merge request"
    assert told(
        note(1, "liwei", approved, "02:00"), note(2, "liwei", approved, "04:00"), now=("liwei",)
    ) == [("liwei", "approved", ONE), ("liwei", "approved", TWO)]


def test_nobody_can_write_what_only_gitlab_writes() -> None:
    assert (
        told(note(1, "x", "approved this merge request", "02:00", system=False), now=("x",)) == []
    )


def test_the_summary_of_a_review_is_its_reason() -> None:
    notes = [
        note(1, "liwei", "早先的话", "01:30", system=False),
        note(2, "liwei", "数据没有出处\n\n重审：办公室主任", "02:00", system=False),
        note(3, "liwei", "requested changes", "02:00"),
        note(4, "wangfang", "旁人的话", "02:00", system=False),
    ]
    (row,) = decisions(notes, VERSIONS, set())
    assert (row.state, row.body) == (ReviewState.CHANGES, "数据没有出处\n\n重审：办公室主任")


def test_before_the_first_version_nothing_was_judged() -> None:
    (row,) = decisions([note(1, "x", "requested changes", "00:30")], VERSIONS, set())
    assert row.commit is None


class Server:
    """A GitLab with one merge request, over HTTP."""

    def __init__(self) -> None:
        self.notes = [note(1, "liwei", "approved this merge request", "02:00")]
        self.statuses: list[dict[str, Any]] = []
        self.broken = 0

    def __call__(self, asked: Asked) -> Reply:
        path = asked.path.removeprefix(PROJECT)
        if asked.method != "GET":
            return self.write(asked, path)
        found: dict[str, Any] = {
            "/user": {"username": "gate-bot"},
            "/merge_requests/7": {
                "iid": 7, "title": "报送", "state": "opened", "author": {"username": "duxiaohe"},
                "sha": TWO, "diff_refs": {"base_sha": "0" * 40, "head_sha": TWO},
                "source_branch": "写稿", "target_branch": "main", "merged_at": None,
                "closed_at": None, "created_at": "2026-11-10T01:00:00.000Z",
                "updated_at": "2026-11-10T03:00:00.000Z", "web_url": "https://g.invalid/7",
            },
            "/merge_requests/7/approvals": {"approved_by": [{"user": {"username": "liwei"}}]},
            "/merge_requests/7/versions": VERSIONS,
            "/merge_requests/7/notes": self.notes,
            "/merge_requests/7/diffs": [
                {"old_path": "a", "new_path": "a", "new_file": True},
                {"old_path": "b", "new_path": "b", "deleted_file": True},
                {"old_path": "c", "new_path": "d", "renamed_file": True},
                {"old_path": "e", "new_path": "e", "new_file": False},
            ],
            f"/repository/commits/{TWO}/statuses": self.statuses,
        }  # fmt: skip
        if path not in found:
            return Reply(404, {"error": "404 Not Found"})
        data = found[path]
        if not isinstance(data, list):
            return Reply(200, data)
        page = int(asked.query.get("page", "1"))
        more = {"Link": f'<{asked.path}?page={page + 1}>; rel="next"'} if page < len(data) else {}
        return Reply(200, data[page - 1 : page], more)

    def write(self, asked: Asked, path: str) -> Reply:
        if path == f"/statuses/{TWO}":
            last = self.statuses[-1]["status"] if self.statuses else None
            if last == asked.body["state"]:  # what GitLab says of a repeated status
                return Reply(400, {"message": f"Cannot transition status from :{last}"})
            row = {**asked.body, "id": len(self.statuses) + 1, "status": asked.body["state"]}
            self.statuses.append(row)
        elif asked.method == "PUT":
            self.notes[int(path.rpartition("/")[2]) - 1]["body"] = asked.body["body"]
        else:
            number = len(self.notes) + 1
            self.notes.append(note(number, "gate-bot", asked.body["body"], "05:00", system=False))
        if self.broken:
            self.broken -= 1
            return Reply(502, {})
        return Reply(201, {})


def opened(root: str) -> Forge:
    return open_forge("gitlab", "office/news", Patience(lambda _: None), root=root)


def test_a_merge_request_its_reviews_and_its_files_are_read_to_the_last_page() -> None:
    with answering(Server()) as (root, _):
        forge = opened(root)
        request = forge.request(7)
        reviews, changed = forge.reviews(7), forge.changed_files(7)
    assert (request.author, request.head, request.base) == ("duxiaohe", TWO, "0" * 40)
    assert request.state is RequestState.OPEN
    assert request.opened.isoformat() == "2026-11-10T09:00:00+08:00"
    assert [(row.account, row.commit) for row in reviews] == [("liwei", ONE)]
    assert changed == (
        ChangedFile("a", Change.ADDED),
        ChangedFile("b", Change.REMOVED),
        ChangedFile("d", Change.RENAMED, "c"),
        ChangedFile("e", Change.MODIFIED),
    )


def test_status_and_report_are_written_once_even_where_the_answer_got_lost() -> None:
    server = Server()
    server.broken = 1
    with answering(server) as (root, _):
        forge = opened(root)
        for _ in range(2):
            forge.post_status(TWO, StatusState.PENDING, "还差一级")
        server.broken = 1
        for text in ("一稿", "一稿", "二稿"):
            forge.write_report(7, text)
        forge.post_status(TWO, StatusState.FAILURE, "退改")
    assert [row["status"] for row in server.statuses] == ["pending", "failed"]
    assert {row["name"] for row in server.statuses} == {"chunshui/gate"}
    assert [row["body"] for row in server.notes[1:]] == ["<!-- chunshui:report -->\n二稿\n"]
