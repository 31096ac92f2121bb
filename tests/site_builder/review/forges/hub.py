"""A small forge for tests: real HTTP, a real bare repository, and the state that a forge keeps.

It speaks GitHub's dialect (as Enterprise has it, under /api/v3) and Gitea's (under /api/v1), with
what makes them differ: words, paging, `stale`, `official`, `dismissed`, rows of who was asked.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.support import GitRepository

TOKENS = {"secret-of-the-gate": "gate-bot", "secret-of-a-writer": "duxiaohe"}
REPOSITORY = "office/news"
_WORDS = {
    "github": {"M": "modified", "D": "removed", "A": "added", "R": "renamed", "C": "copied"},
    "gitea": {"M": "changed", "D": "deleted", "A": "added", "R": "renamed", "C": "copied"},
}


@dataclass
class Pull:
    """A request, as the forge keeps it."""

    number: int
    title: str
    author: str
    branch: str
    base: str
    opened: str
    reviews: list[dict[str, Any]] = field(default_factory=list)
    comments: list[dict[str, Any]] = field(default_factory=list)
    merged_at: str | None = None
    closed_at: str | None = None
    head: str = ""
    """Kept when it ends, since the branch may go."""


@dataclass
class Issue:
    """A form that somebody filled in."""

    number: int
    author: str
    body: str
    opened: str
    comments: list[dict[str, Any]] = field(default_factory=list)

    def event(self, sender: str | None = None) -> dict[str, Any]:
        """What a workflow is handed when it is opened or edited."""
        issue = {
            "number": self.number,
            "title": "[报送信息]",
            "user": {"login": self.author},
            "body": self.body,
            "created_at": self.opened,
        }
        return {"action": "edited", "issue": issue, "sender": {"login": sender or self.author}}


@dataclass
class Fault:
    """What the next matching request meets."""

    pattern: str
    status: int
    headers: dict[str, str]
    after: bool
    """Whether the work is done before the error is answered."""


class Hub:
    """The forge: what people do on its pages is a method, what programs do goes over HTTP."""

    def __init__(self, bare: Path, dialect: str, page_limit: int = 50) -> None:
        self.git = GitRepository.__new__(GitRepository)
        self.git.path = bare
        self.dialect = dialect
        self.page_limit = page_limit
        """Gitea's MAX_RESPONSE_ITEMS: it gives no more, whatever is asked for."""
        self.pulls: dict[int, Pull] = {}
        self.issues: dict[int, Issue] = {}
        self.statuses: list[dict[str, Any]] = []
        self.faults: list[Fault] = []
        self.log: list[str] = []
        self._ids = iter(range(1, 10**6))
        self._minute = iter(range(10**6))

    # what people do

    def open(self, author: str, branch: str, title: str = "报送") -> Pull:
        number = len(self.pulls) + len(self.issues) + 1
        pull = Pull(number, title, author, branch, self.tip("main"), self.clock())
        self.pulls[pull.number] = pull
        return pull

    def ask(self, author: str, body: str) -> Issue:
        """Somebody fills in a form."""
        issue = Issue(len(self.pulls) + len(self.issues) + 1, author, body, self.clock())
        self.issues[issue.number] = issue
        return issue

    def review(
        self, pull: Pull, account: str | None, state: str, body: str = "", **more: Any
    ) -> dict[str, Any]:
        """Somebody reviews what is the newest commit now; more fields override."""
        row = {
            "id": next(self._ids),
            "user": None if account is None else {"login": account},
            "state": state,
            "body": body,
            "commit_id": self.head(pull),
            "submitted_at": self.clock(),
            "html_url": f"https://forge.example.invalid/{REPOSITORY}/pulls/{pull.number}#r",
        }
        if self.dialect == "gitea":
            row |= {"official": True, "dismissed": False, "stale": False, "team": None}
        row |= more
        pull.reviews.append(row)
        return row

    def dismiss(self, row: dict[str, Any]) -> None:
        row.update({"dismissed": True} if self.dialect == "gitea" else {"state": "DISMISSED"})

    def merge(self, pull: Pull, *, squash: bool = False) -> str:
        """Merge as the buttons do: with a merge commit, or all as one commit."""
        pull.head, pull.merged_at = self.head(pull), self.clock()
        pull.closed_at = pull.merged_at
        main = self.tip("main")
        tree = self.git.git("merge-tree", "--write-tree", main, pull.head)
        parents = ("-p", main) if squash else ("-p", main, "-p", pull.head)
        made = self.git.git(
            "commit-tree", tree, *parents, "-m", f"合并 {pull.number}", date=pull.merged_at
        )
        self.git.git("update-ref", "refs/heads/main", made)
        return made

    def close(self, pull: Pull) -> None:
        pull.head, pull.closed_at = self.head(pull), self.clock()

    def fail(
        self, pattern: str, status: int, *, times: int = 1, after: bool = False,
        headers: dict[str, str] | None = None,
    ) -> None:  # fmt: skip
        """Let the next requests whose «METHOD path» matches meet an error."""
        self.faults += [Fault(pattern, status, headers or {}, after) for _ in range(times)]

    def clock(self) -> str:
        minute = next(self._minute)
        return f"2026-11-10T{1 + minute // 60:02}:{minute % 60:02}:00Z"

    def tip(self, branch: str) -> str:
        return self.git.git("rev-parse", f"refs/heads/{branch}")

    def head(self, pull: Pull) -> str:
        return pull.head or self.tip(pull.branch)

    # what programs ask for

    def answer(self, method: str, path: str, query: dict[str, str], body: Any, who: str) -> Any:
        """The status and the data for a request, with the rows of one page."""
        for wanted, pattern, work in self._routes():
            found = re.fullmatch(pattern, path)
            if method == wanted and found is not None and self._known(path):
                return work(*found.groups(), query=query, body=body, who=who)
        return 404, {"message": "Not Found"}

    def _known(self, path: str) -> bool:
        asked = re.search(r"/(pulls|issues)/([0-9]+)", path)
        known = {**self.pulls, **(self.issues if asked and asked[1] == "issues" else {})}
        return asked is None or int(asked[2]) in known

    def _routes(self) -> list[tuple[str, str, Callable[..., Any]]]:
        repo = f"/repos/{REPOSITORY}"
        return [
            ("GET", "/user", lambda who, **_: (200, {"login": who, "id": 1})),
            ("GET", f"{repo}/pulls", self._list_pulls),
            ("POST", f"{repo}/pulls", self._post_pull),
            ("GET", rf"{repo}/pulls/(\d+)", self._pull),
            ("GET", rf"{repo}/pulls/(\d+)/reviews", self._reviews),
            ("GET", rf"{repo}/pulls/(\d+)/files", self._files),
            ("GET", rf"{repo}/commits/([0-9a-f]+)/statuses", self._list_statuses),
            ("POST", rf"{repo}/statuses/([0-9a-f]+)", self._post_status),
            ("GET", rf"{repo}/issues/(\d+)/comments", self._list_comments),
            ("POST", rf"{repo}/issues/(\d+)/comments", self._post_comment),
            ("PATCH", rf"{repo}/issues/comments/(\d+)", self._patch_comment),
        ]

    def _pull(self, number: str, **_: Any) -> Any:
        pull = self.pulls[int(number)]
        ended = pull.closed_at is not None
        return 200, {
            "number": pull.number,
            "title": pull.title,
            "state": "closed" if ended else "open",
            "user": {"login": pull.author},
            "head": {"sha": self.head(pull), "ref": pull.branch},
            "base": {"sha": pull.base, "ref": "main"},
            "merged": pull.merged_at is not None,
            "merged_at": pull.merged_at,
            "closed_at": pull.closed_at,
            "created_at": pull.opened,
            "updated_at": pull.closed_at or "2026-11-10T23:59:00Z",
            "html_url": f"https://forge.example.invalid/{REPOSITORY}/pulls/{pull.number}",
        }

    def _list_pulls(self, query: dict[str, str], **_: Any) -> Any:
        """All requests of a state; the newest first, as both forges do."""
        numbers = sorted(self.pulls, reverse=True)
        rows = [self._pull(str(number))[1] for number in numbers]
        return self._page([row for row in rows if row["state"] == query.get("state")], query)

    def _post_pull(self, body: Any, who: str, **_: Any) -> Any:
        open_ones = (pull for pull in self.pulls.values() if pull.closed_at is None)
        if any(pull.branch == body["head"] for pull in open_ones):
            return 422, {"message": "A pull request already exists"}
        made = self.open(who, body["head"], body["title"])
        return 201, self._pull(str(made.number))[1]

    def _comments(self, number: str) -> list[dict[str, Any]]:
        return self._talks()[int(number)].comments

    def _talks(self) -> dict[int, Pull | Issue]:
        """All that may be commented on: requests and forms are numbered together."""
        return {**self.pulls, **self.issues}

    def _reviews(self, number: str, query: dict[str, str], **_: Any) -> Any:
        pull = self.pulls[int(number)]
        rows = [dict(row) for row in pull.reviews]
        for row in rows:
            if self.dialect == "gitea" and row["commit_id"]:
                row["stale"] = row["stale"] or row["commit_id"] != self.head(pull)
        return self._page(rows, query)

    def _files(self, number: str, query: dict[str, str], **_: Any) -> Any:
        pull = self.pulls[int(number)]
        start = self.git.git("merge-base", pull.base, self.head(pull))
        listed = self.git.git("diff", "--name-status", "-z", "-M", start, self.head(pull))
        words, rows = iter(listed.split("\0")), []
        for letter in words:
            if not letter:
                continue
            row = {"status": _WORDS[self.dialect][letter[0]], "filename": next(words)}
            if letter[0] in "RC":
                row |= {"previous_filename": row["filename"], "filename": next(words)}
            rows.append(row)
        return self._page(rows, query)

    def _list_statuses(self, sha: str, query: dict[str, str], **_: Any) -> Any:
        rows = [row for row in reversed(self.statuses) if row["sha"] == sha]
        return self._page(rows, query)

    def _post_status(self, sha: str, body: Any, **_: Any) -> Any:
        said = body.get("description", "")
        if body.get("state") not in ("error", "failure", "pending", "success"):
            return 422, {"message": "Validation Failed"}
        if self.dialect == "github" and (len(said) > 140 or any(sign > "\uffff" for sign in said)):
            return 422, {"message": "description doesn't accept 4-byte Unicode"}
        row = {"id": next(self._ids), "sha": sha, **body}
        if self.dialect == "gitea":
            row["status"] = row.pop("state")
        self.statuses.append(row)
        return 201, row

    def _list_comments(self, number: str, query: dict[str, str], **_: Any) -> Any:
        comments = self._comments(number)
        if self.dialect == "gitea":  # Gitea gives all comments at once, whatever page is asked for
            return 200, comments, {}
        return self._page(comments, query)

    def _post_comment(self, number: str, body: Any, who: str, **_: Any) -> Any:
        row = {"id": next(self._ids), "user": {"login": who}, "body": body["body"]}
        self._comments(number).append(row)
        return 201, row

    def _patch_comment(self, key: str, body: Any, **_: Any) -> Any:
        for each in self._talks().values():
            for row in each.comments:
                if row["id"] == int(key):
                    row["body"] = body["body"]
                    return 200, row
        return 404, {"message": "Not Found"}

    def _page(self, rows: list[Any], query: dict[str, str]) -> Any:
        number = int(query.get("page", "1"))
        if self.dialect == "gitea":
            size = min(int(query.get("limit", "30")), self.page_limit)
        else:
            size = min(int(query.get("per_page", "30")), 100)
        more = {"page": str(number + 1)} if number * size < len(rows) else {}
        return 200, rows[(number - 1) * size : number * size], more


class _Server(ThreadingHTTPServer):
    hub: Hub
    root: str


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        hub, path = self.server.hub, urlsplit(self.path).path
        line = f"{self.command} {path}"
        hub.log.append(line)
        length = int(self.headers.get("Content-Length", "0"))
        body = json.loads(self.rfile.read(length)) if length else None
        fault = next((each for each in hub.faults if re.search(each.pattern, line)), None)
        if fault is None:
            self._send(*self._work(body))
            return
        hub.faults.remove(fault)
        if fault.after:
            self._work(body)
        self._send(fault.status, {"message": "try later"}, fault.headers)

    do_POST = do_PATCH = do_GET  # noqa: N815 - names of http.server

    def _work(self, body: Any) -> tuple[int, Any, dict[str, str]]:
        hub, parts = self.server.hub, urlsplit(self.path)
        scheme, _, token = self.headers.get("Authorization", "").partition(" ")
        known = scheme == ("Bearer" if hub.dialect == "github" else "token")
        if not known or token not in TOKENS:
            return 401, {"message": f"Bad credentials {token}"}, {}
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        path = parts.path.removeprefix(self.server.root)
        status, data, *more = hub.answer(self.command, path, query, body, TOKENS[token])
        if not more or not more[0]:
            return status, data, {}
        following = "&".join(f"{key}={value}" for key, value in {**query, **more[0]}.items())
        here = f"http://{self.headers['Host']}{parts.path}"
        link = f'<{here}?page=1>; rel="first", <{here}?{following}>; rel="next"'
        return status, data, {"Link": link}

    def _send(self, status: int, data: Any, headers: dict[str, str]) -> None:
        content = json.dumps(data, ensure_ascii=False).encode("utf-8")
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing: the log is `Hub.log`."""


@contextmanager
def serving(hub: Hub) -> Iterator[str]:
    """The address of a forge's API while it is served."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.hub = hub
        server.root = "/api/v3" if hub.dialect == "github" else "/api/v1"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}{server.root}"
        finally:
            server.shutdown()
            thread.join()
