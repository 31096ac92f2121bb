"""Our calls against GitHub's own description of its API, and its own examples of webhooks.

They are packages of npm, too large for every run of the tests. Where there is Node.js:

    npm install --prefix build/npm @stoplight/prism-cli@5 @octokit/openapi@23 \
        @octokit/webhooks-examples@7
    CHUNSHUI_NPM=build/npm python -m pytest tests/site_builder/review/forges -k contract

Prism serves the description of GitHub Enterprise Server on this machine and refuses what does not
fit it. It keeps no state; stories are played in test_stories.py.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from site_builder.review.forges.fields import pull_request
from site_builder.review.forges.github import GitHub
from site_builder.review.forges.http import Patience
from site_builder.review.forges.interface import (
    MARKER,
    Change,
    Forge,
    ForgeError,
    RequestState,
    ReviewState,
    StatusState,
)
from site_builder.review.forges.opening import open_forge
from tests.site_builder.review.forges.server import Asked, Reply, Script, answering

NPM = Path(os.environ.get("CHUNSHUI_NPM", ""), "node_modules").resolve()
pytestmark = pytest.mark.skipif(
    "CHUNSHUI_NPM" not in os.environ,
    reason="CHUNSHUI_NPM names no folder with GitHub's API description (see this file's head)",
)
DESCRIPTION = NPM / "@octokit/openapi/generated/ghes-3.19.json"
EXAMPLES = NPM / "@octokit/webhooks-examples/api.github.com/index.json"
SHA = "ecdd80bb57125d7ba9641ffaa4d7d2c19d3f3091"
_PATIENCE = 180


@pytest.fixture(scope="module")
def prism() -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(NPM / ".bin/prism"), "mock", "-h", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen([*command, str(DESCRIPTION)], stdout=subprocess.DEVNULL) as process:
        try:
            _wait(process, port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(_PATIENCE):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert process.poll() is None, "prism did not start"
            time.sleep(1)
        else:
            return
    raise AssertionError("prism does not listen")


def relayed(prism: str, instead: dict[tuple[str, str], Any]) -> Script:
    """Ask prism; its examples' next pages are left out, since they lie on GitHub's own host."""

    def script(asked: Asked) -> Reply:
        if (asked.method, asked.path) in instead:
            return Reply(200, instead[asked.method, asked.path])
        query = "&".join(f"{name}={value}" for name, value in asked.query.items())
        data = None if asked.body is None else json.dumps(asked.body).encode("utf-8")
        headers = {"Authorization": "Bearer x", "Content-Type": "application/json"}
        request = urllib.request.Request(  # noqa: S310 - this machine's own
            f"{prism}{asked.path}?{query}", data, headers, method=asked.method
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as reply:  # noqa: S310
                return Reply(reply.status, reply.read())
        except urllib.error.HTTPError as error:
            with error:
                return Reply(error.code, error.read())

    return script


@contextmanager
def asking(
    prism: str, instead: dict[tuple[str, str], Any] | None = None
) -> Iterator[tuple[Forge, list[Asked]]]:
    with answering(relayed(prism, instead or {})) as (root, asked):
        patience = Patience(lambda _: None, ())
        yield open_forge("github", "octocat/Hello-World", patience, root=root), asked


def test_contract_of_reading_a_request(prism: str) -> None:
    with asking(prism) as (forge, _):
        request = forge.request(1347)
    assert (request.author, request.state) == ("octocat", RequestState.MERGED)
    assert (request.branch, request.target) == ("new-topic", "master")
    assert len(request.head) == len(request.base) == 40


def test_contract_of_reading_reviews_and_files(prism: str) -> None:
    with asking(prism) as (forge, asked):
        (review,) = forge.reviews(12)
        (changed,) = forge.changed_files(12)
    assert (review.id, review.account, review.state) == ("80", "octocat", ReviewState.APPROVED)
    assert review.commit == SHA
    assert (changed.path, changed.change) == ("file1.txt", Change.ADDED)
    assert {each.query["per_page"] for each in asked} == {"100"}


def test_contract_of_writing(prism: str) -> None:
    with asking(prism) as (forge, asked):
        forge.post_status(SHA, StatusState.PENDING, "还差一级", "https://ci.example.invalid/7")
        forge.write_report(12, "# 报告")
    assert [(each.method, each.path.rpartition("/")[2]) for each in asked] == [
        ("GET", "statuses"), ("POST", SHA),
        ("GET", "user"), ("GET", "comments"), ("GET", "comments"), ("POST", "comments"),
    ]  # fmt: skip


def test_contract_of_changing_the_report(prism: str) -> None:
    listed = [{"id": 5, "user": {"login": "octocat"}, "body": f"{MARKER}\n旧\n"}]
    path = "/repos/octocat/Hello-World/issues/12/comments"
    with asking(prism, {("GET", path): listed}) as (forge, asked):
        forge.write_report(12, "新")
    assert (asked[-1].method, asked[-1].path) == (
        "PATCH", "/repos/octocat/Hello-World/issues/comments/5",
    )  # fmt: skip


def test_contract_refuses_what_github_would(prism: str) -> None:
    """Without this nothing here would prove anything."""
    with asking(prism) as (forge, _), pytest.raises(ForgeError, match="422"):
        assert isinstance(forge, GitHub)
        path = f"repos/octocat/Hello-World/statuses/{SHA}"
        forge._transport.once(lambda: False, "POST", path, {"state": "approved"})


def test_contract_of_next_pages_on_another_host(prism: str) -> None:
    """Prism's example leads to GitHub's public host: a server elsewhere must not send us there."""
    forge = open_forge("github", "o/r", Patience(lambda _: None, ()), root=prism, token="x" * 8)
    with pytest.raises(ForgeError, match="别的主机"):
        forge.reviews(12)


def _examples(name: str) -> list[dict[str, Any]]:
    listed = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = next(each["examples"] for each in listed if each["name"] == name)
    return found


def test_contract_of_webhooks_about_reviews() -> None:
    rows = [GitHub.review_row(each["review"]) for each in _examples("pull_request_review")]
    assert [row.state for row in rows] == [
        ReviewState.COMMENT, ReviewState.DISMISSED, ReviewState.COMMENT, ReviewState.COMMENT,
    ]  # fmt: skip
    assert all(row.account and row.commit and row.time for row in rows)


def test_contract_of_webhooks_about_requests() -> None:
    states = {
        (each["action"], pull_request(each["pull_request"]).state)
        for each in _examples("pull_request")
    }
    assert ("opened", RequestState.OPEN) in states
    assert ("closed", RequestState.CLOSED) in states
    assert not {state for action, state in states if action == "reopened"} - {RequestState.OPEN}
