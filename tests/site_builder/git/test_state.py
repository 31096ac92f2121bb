"""What Git says of a folder, read at once or bit by bit: the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from site_builder.cache import Store
from site_builder.git import GitState, Reading, read_state
from site_builder.snapshot import History
from tests.support import GitRepository

Repositories = Callable[..., GitRepository]


def day(number: int) -> date:
    return date(2026, 1, number)


def history(first: int, last: int) -> History:
    return History(day(first), day(last))


def read_history(content: Path, store: Store | None = None) -> Mapping[str, History]:
    reading = Reading(content, store)
    reading.look_back()
    reading.state()
    return reading.history()


def test_first_and_last_days_of_every_file(git_repo: Repositories) -> None:
    office = git_repo()
    first = {"content/中文 名.md": "1", "content/gone.md": "1", "README.md": "1"}
    office.commit(first, date="2026-01-01")
    office.commit({"content/中文 名.md": "2", "content/gone.md": None}, date="2026-01-02")
    head = office.commit({"README.md": "2"}, date="2026-01-03")
    expected = {"中文 名.md": history(1, 2), "gone.md": history(1, 2)}
    state = read_state(office.path / "content")
    assert state == GitState(head, day(3), True, False)
    assert read_history(office.path / "content") == expected
    (office.path / "README.md").write_bytes(b"3")
    assert read_state(office.path / "content").clean
    (office.path / "content" / "new.md").write_bytes(b"1")
    assert not read_state(office.path / "content").clean


def test_the_date_of_head_is_the_one_its_committer_wrote(git_repo: Repositories) -> None:
    office = git_repo()
    office.commit({"content/index.md": "1"}, date="2026-01-02T00:30:00+08:00")
    assert read_state(office.path / "content").committed == day(2)


def test_a_folder_outside_git_or_without_a_commit_has_no_state(
    git_repo: Repositories, tmp_path: Path
) -> None:
    assert read_state(tmp_path) == GitState()
    assert read_state(git_repo().path) == GitState()
    assert read_history(tmp_path) == read_history(git_repo().path) == {}


def test_a_machine_without_git_reads_the_content_all_the_same(
    git_repo: Repositories, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = git_repo()
    office.commit({"content/index.md": "1"})
    monkeypatch.setenv("PATH", "")
    assert read_state(office.path / "content") == GitState()


def test_a_history_remembered_and_continued_is_the_whole_history(
    git_repo: Repositories, tmp_path: Path
) -> None:
    office, store = git_repo(), Store(tmp_path / "store")
    content = office.path / "content"

    def same() -> None:
        assert read_history(content, store) == read_history(content)
        assert read_history(content, store) == read_history(content)

    office.commit({"content/a.md": "1", "content/b.md": "1"}, date="2026-01-03")
    same()
    office.commit({"content/a.md": "2"}, date="2026-01-02")  # a clock that was behind
    office.commit({"content/a.md": "3", "content/c.md": "1"}, date="2026-01-04")
    same()
    office.git("checkout", "--quiet", "-b", "side", "HEAD~1")
    same()
    office.commit({"content/b.md": "side"}, date="2026-01-05")
    same()
    office.git("checkout", "--quiet", "main")
    office.commit({"content/d.md": "1"}, date="2026-01-06")
    same()
    # The side branch's content is thrown away, and still its commits belong to the history.
    office.git("merge", "--quiet", "--no-edit", "-s", "ours", "side", date="2026-01-07")
    same()
    office.git("commit", "--quiet", "--amend", "-m", "改", date="2026-01-08")
    same()
    office.git("reset", "--quiet", "--hard", "HEAD~1")
    same()


def test_a_damaged_or_foreign_history_is_read_anew(git_repo: Repositories, tmp_path: Path) -> None:
    office, store = git_repo(), Store(tmp_path / "store")
    content = office.path / "content"
    office.commit({"content/a.md": "1"}, date="2026-01-01")
    read_history(content, store)
    (kept,) = (tmp_path / "store" / "history").iterdir()
    other = git_repo("other")
    other.commit({"content/a.md": "other"}, date="2026-01-09")
    assert read_history(other.path / "content", store) == read_history(other.path / "content")
    kept.write_bytes(kept.read_bytes()[:-1])
    assert read_history(content, store) == read_history(content)


def test_commits_that_a_clone_left_out_are_found_once_they_are_there(
    git_repo: Repositories, tmp_path: Path
) -> None:
    office = git_repo()
    office.commit({"content/a.md": "1", "content/b.md": "1"}, date="2026-01-01")
    office.commit({"content/a.md": "2"}, date="2026-01-02")
    clone, store = git_repo("clone"), Store(tmp_path / "store")
    clone.git("fetch", "--quiet", "--depth=1", f"file://{office.path}", "main")
    clone.git("checkout", "--quiet", "FETCH_HEAD")
    content = clone.path / "content"
    assert read_state(content).shallow
    assert read_history(content, store) == {"a.md": history(2, 2), "b.md": history(2, 2)}
    clone.git("fetch", "--quiet", "--unshallow", f"file://{office.path}", "main")
    assert not read_state(content).shallow
    assert read_history(content, store) == {"a.md": history(1, 2), "b.md": history(1, 1)}


def test_two_folders_of_one_repository_have_their_own_histories(
    git_repo: Repositories, tmp_path: Path
) -> None:
    office, store = git_repo(), Store(tmp_path / "store")
    office.commit({"content/a.md": "1", "other/b.md": "1"}, date="2026-01-01")
    for _ in range(2):
        for name, file in (("content", "a.md"), ("other", "b.md")):
            assert read_history(office.path / name, store) == {file: history(1, 1)}
