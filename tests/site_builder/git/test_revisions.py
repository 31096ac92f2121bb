"""What any revision holds, read from real repositories without checking anything out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.git import Blob, Change, GitError, Revisions, TreeEntry
from tests.support import GitRepository

Repositories = Callable[..., GitRepository]


def opened(folder: Path) -> Revisions:
    revisions = Revisions.of(folder)
    assert revisions is not None
    return revisions


def known(revisions: Revisions, revision: str) -> str:
    commit = revisions.resolve(revision)
    assert commit is not None
    return commit


def test_a_folder_outside_git_has_no_revisions(tmp_path: Path) -> None:
    assert Revisions.of(tmp_path) is None


@pytest.mark.parametrize("name", ["--all", "-h", "没有", "a b", "HEAD\nHEAD", "", "HEAD:a.md"])
def test_what_names_no_commit_is_none(git_repo: Repositories, name: str) -> None:
    office = git_repo()
    head = office.commit({"a.md": "1"})
    with opened(office.path) as revisions:
        assert revisions.resolve(name) is None
        assert revisions.resolve("HEAD") == head
        with pytest.raises(GitError):
            revisions.entries(name)


def test_files_of_a_revision_are_listed_with_their_modes(git_repo: Repositories) -> None:
    office = git_repo()
    (office.path / "链接").symlink_to("a.md")
    office.commit({"a.md": "1", "内容/名 字.md": "22", "内容/b/c.md": "1"})
    with opened(office.path / "内容") as revisions:
        assert revisions.inside == "内容"
        head = known(revisions, "main")
        entries = revisions.entries(head)
        paths = [entry.path for entry in entries]
        assert paths == ["a.md", "内容/b/c.md", "内容/名 字.md", "链接"]
        below = revisions.entries(head, "内容")
        assert [entry.path for entry in below] == ["内容/b/c.md", "内容/名 字.md"]
        link = revisions.entry(head, "链接")
        assert link is not None and link.mode == "120000"
        assert revisions.entry(head, "内容") is None
        assert revisions.entry(head, "*") is None
        one = revisions.find(head, "a.md")
        assert one is not None and TreeEntry("a.md", "100644", one) in entries
        assert revisions.find(head, "内容") is None
        assert revisions.find(head, "没有\n.md") is None


def test_a_blob_is_read_up_to_a_limit(git_repo: Repositories) -> None:
    office = git_repo()
    office.commit({"a.md": "一二", "b.md": b"\xff\0\n"})
    with opened(office.path) as revisions:
        head = known(revisions, "HEAD")
        first, second = (revisions.find(head, name) or "" for name in ("a.md", "b.md"))
        assert revisions.read(first, 6) == Blob(6, "一二".encode())
        assert revisions.read(first, 5) == Blob(6, None)
        assert revisions.read(second, 100) == Blob(3, b"\xff\0\n")
        assert revisions.read("1" * 40, 100) is None
        assert revisions.read(head, 100) is None


def test_changes_say_modes_and_ids_and_know_no_renames(git_repo: Repositories) -> None:
    office = git_repo()
    base = office.commit({"a.md": "1", "old.md": "同一篇", "gone.md": "1"})
    (office.path / "a.md").chmod(0o755)
    head = office.commit({"old.md": None, "新.md": "同一篇", "gone.md": None})
    with opened(office.path) as revisions:
        one, piece = (revisions.find(base, name) for name in ("a.md", "old.md"))
        assert revisions.changes(base, head) == (
            Change("a.md", "100644", "100755", one, one),
            Change("gone.md", "100644", None, one, None),
            Change("old.md", "100644", None, piece, None),
            Change("新.md", None, "100644", None, piece),
        )
        assert revisions.changes(base, head, "a.md") == (
            Change("a.md", "100644", "100755", one, one),
        )
        assert revisions.changes(head, head) == ()


def _merged(office: GitRepository) -> dict[str, str]:
    """A branch that adds a line, and a merge that leaves it out."""
    made = {"first": office.commit({"a.md": "1\n"}, date="2026-01-01")}
    office.git("switch", "--quiet", "-c", "review/x")
    made["added"] = office.commit({"a.md": "1\n2\n"}, date="2026-01-02")
    office.git("switch", "--quiet", "main")
    made["other"] = office.commit({"b.md": "1\n"}, date="2026-01-03")
    office.git("merge", "--quiet", "-s", "ours", "-m", "合并", "review/x", date="2026-01-04")
    made["merge"] = office.git("rev-parse", "HEAD")
    return made


def test_what_a_merge_left_out_is_in_the_history(git_repo: Repositories) -> None:
    office = git_repo()
    made = _merged(office)
    with opened(office.path) as revisions:
        steps = list(revisions.steps([made["merge"]], "a.md"))
        assert [step.commit.id for step in steps] == [made["merge"], made["added"], made["first"]]
        undone, added = (steps[number].changes[0] for number in (0, 1))
        assert (undone.old_blob, undone.new_blob) == (added.new_blob, added.old_blob)
        assert [one.id for one in revisions.commits(made["merge"], "a.md")] == [
            made["merge"], made["added"], made["first"],
        ]  # fmt: skip
        assert [step.commit.id for step in revisions.trunk(made["merge"], "a.md")] == [
            made["first"]
        ]
        assert revisions.reaches(made["merge"], added.new_blob or "")
        assert not revisions.reaches(made["other"], added.new_blob or "")
        assert not revisions.reaches(made["merge"], added.new_blob or "", "b.md")


def test_ancestors_and_branches(git_repo: Repositories, tmp_path: Path) -> None:
    office = git_repo()
    made = _merged(office)
    office.git("branch", "review/其他")
    clone = GitRepository(tmp_path / "clone")
    clone.git("remote", "add", "origin", str(office.path))
    clone.git("fetch", "--quiet", "origin")
    with opened(clone.path) as revisions:
        assert revisions.merge_base(made["added"], made["other"]) == made["first"]
        assert revisions.contains(made["merge"], made["added"])
        assert not revisions.contains(made["other"], made["added"])
        assert revisions.branches("review/") == {
            "origin/review/x": made["added"],
            "origin/review/其他": made["merge"],
        }
        assert not revisions.shallow()
    clone.git("switch", "--quiet", "--orphan", "alone")
    alone = clone.commit({"c.md": "1"})
    with opened(clone.path) as revisions:
        assert revisions.merge_base(alone, made["merge"]) is None


def test_the_author_is_told_with_his_time(git_repo: Repositories) -> None:
    office = git_repo()
    office.commit({"a.md": "1"}, date="2026-01-02T00:30:00+08:00")
    with opened(office.path) as revisions:
        (commit,) = revisions.commits(known(revisions, "HEAD"), "a.md")
        assert (commit.author, commit.email) == ("示例编辑", "editor@example.invalid")
        assert commit.authored.isoformat() == "2026-01-02T00:30:00+08:00"
        assert commit.parents == ()


def test_a_time_that_no_clock_shows_is_the_epoch(git_repo: Repositories) -> None:
    office = git_repo()
    tree = office.git("rev-parse", f"{office.commit({'a.md': '1'})}^{{tree}}")
    who = "x <x@example.invalid> 1 +9959"
    raw = f"tree {tree}\nauthor {who}\ncommitter {who}\n\nx\n"
    (office.path / "raw").write_text(raw, encoding="utf-8")
    forged = office.git("hash-object", "-t", "commit", "-w", "--literally", "raw")
    with opened(office.path) as revisions:
        (commit,) = revisions.commits(forged, "a.md")
        assert commit.authored.year == 1970


def test_a_bare_repository_and_a_replaced_object(git_repo: Repositories, tmp_path: Path) -> None:
    office = git_repo()
    head = office.commit({"a.md": "1", "b.md": "2"})
    office.git("clone", "--quiet", "--bare", ".", str(tmp_path / "bare.git"))
    with opened(tmp_path / "bare.git") as revisions:
        assert revisions.inside == ""
        one, two = (revisions.find(head, name) or "" for name in ("a.md", "b.md"))
    office.git("replace", one, two)
    with opened(office.path) as revisions:
        assert revisions.read(one, 10) == Blob(1, b"1")


def test_a_shallow_clone_says_so(git_repo: Repositories, tmp_path: Path) -> None:
    office = git_repo()
    office.commit({"a.md": "1"})
    office.commit({"a.md": "2"})
    address = f"file://{office.path}"
    office.git("clone", "--quiet", "--depth=1", address, str(tmp_path / "shallow"))
    with opened(tmp_path / "shallow") as revisions:
        assert revisions.shallow()
