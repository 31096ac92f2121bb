"""Commits on a branch that need not be checked out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from site_builder.git import Author, GitError, Worktree
from tests.support import GitRepository

Repositories = Callable[..., GitRepository]
WHO = Author(
    "王文", "w@example.invalid", datetime(2026, 10, 9, 9, tzinfo=timezone(timedelta(hours=8)))
)


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


def opened(office: GitRepository) -> Worktree:
    found = Worktree.of(office.path)
    assert found is not None
    return found


def test_a_commit_on_another_branch_leaves_the_worktree_as_it_is(git_repo: Repositories) -> None:
    office = git_repo()
    head = office.commit({"a.md": "1"})
    (office.path / "a.md").write_bytes(b"mine")
    made = opened(office).commit("review/x", head, {"名 字/b.md": "二".encode()}, WHO, "为什么")
    assert office.git("rev-parse", "review/x", "review/x~1") == f"{made}\n{head}"
    assert office.git("show", "review/x:名 字/b.md") == "二"
    assert office.git("show", "review/x:a.md") == "1"
    assert office.git("status", "--porcelain").strip() == "M a.md"
    assert (office.path / "a.md").read_bytes() == b"mine"
    told = office.git("log", "-1", "--format=%an %ae %aI %cn %s", "review/x")
    assert told == "王文 w@example.invalid 2026-10-09T09:00:00+08:00 王文 为什么"


def test_files_follow_where_the_branch_is_checked_out(git_repo: Repositories) -> None:
    office = git_repo()
    head = office.commit({"a.md": "1", "b.md": "1"})
    (office.path / "b.md").write_bytes(b"mine")
    worktree = opened(office)
    worktree.commit("main", head, {"a.md": b"2", "c.md": b"3"}, WHO, "x")
    assert office.git("status", "--porcelain").strip() == "M b.md"
    assert (office.path / "a.md").read_bytes() == b"2"
    assert worktree.changed("b.md") and not worktree.changed("a.md")


def test_a_stored_file_is_committed_as_git_would_add_it(git_repo: Repositories) -> None:
    office = git_repo()
    head = office.commit({".gitattributes": "*.md text eol=lf\n"})
    (office.path / "a.md").write_bytes(b"1\r\n2\r\n")
    worktree = opened(office)
    blob = worktree.store("a.md")
    worktree.commit("x", head, {"a.md": blob}, WHO, "x")
    assert office.git("cat-file", "-s", "x:a.md") == "4"


def test_a_switch_takes_along_what_is_not_committed_or_says_why_not(
    git_repo: Repositories,
) -> None:
    office = git_repo()
    first = office.commit({"a.md": "1"})
    second = office.commit({"a.md": "2"})
    worktree = opened(office)
    (office.path / "b.md").write_bytes(b"new")
    assert worktree.switch("review/x", first) is None
    assert worktree.branch() == "review/x"
    assert (office.path / "a.md").read_bytes() == b"1"
    (office.path / "a.md").write_bytes(b"mine")
    against = worktree.switch("review/x", second)
    assert against is not None and "a.md" in against
    assert (office.path / "a.md").read_bytes() == b"mine"


def test_settings_and_no_branch(git_repo: Repositories) -> None:
    office = git_repo()
    head = office.commit({"a.md": "1"})
    office.git("config", "user.email", "w@example.invalid")
    worktree = opened(office)
    assert worktree.setting("user.email") == "w@example.invalid"
    assert worktree.setting("user.signingkey") is None
    office.git("switch", "--quiet", "--detach", head)
    assert worktree.branch() is None


def test_a_name_that_git_refuses_is_no_branch(git_repo: Repositories) -> None:
    office = git_repo()
    head = office.commit({"a.md": "1"})
    with pytest.raises(GitError):
        opened(office).commit("a..b", head, {"a.md": b"2"}, WHO, "x")


def test_only_a_worktree_is_written_to(tmp_path: Path, git_repo: Repositories) -> None:
    git_repo().git("clone", "--quiet", "--bare", ".", str(tmp_path / "bare.git"))
    assert Worktree.of(tmp_path / "bare.git") is None
    assert Worktree.of(tmp_path) is None
