"""The store: what it gives back, and above all what it does not."""

from __future__ import annotations

import multiprocessing
import os
import resource
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.cache import ResidentStore, Store, store_for
from tests.support import GitRepository


def kept(tmp_path: Path) -> tuple[Store, Path]:
    store = Store(tmp_path / "kept")
    store.put("facts/2026-09", "key", b"payload")
    return store, tmp_path / "kept" / "facts" / "2026-09.cache"


def test_a_piece_comes_back_under_its_key_only(tmp_path: Path) -> None:
    store, _ = kept(tmp_path)
    assert store.get("facts/2026-09", "key") == b"payload"
    assert store.get("facts/2026-09", "ke") is None
    assert store.get("facts/2026-09", "keyp") is None
    assert store.get("facts/2026-10", "key") is None
    assert store.trouble is None


def test_a_resident_store_gives_the_same_value_again(tmp_path: Path) -> None:
    store, file = kept(tmp_path)
    resident = ResidentStore(tmp_path / "kept")
    assert resident.value("facts/2026-09", "other", bytearray) is None
    read = resident.value("facts/2026-09", "key", bytearray)
    assert read == bytearray(b"payload")
    assert resident.value("facts/2026-09", "key", bytearray) is read
    assert resident.value("facts/2026-09", "other", bytearray) is None
    given = bytearray(b"2")
    resident.keep("facts/2026-09", "other", given, bytes)
    file.unlink()
    assert resident.value("facts/2026-09", "other", bytearray) is given
    assert resident.value("facts/2026-09", "key", bytearray) is None
    store.keep("facts/2026-09", "key", given, bytes)
    assert store.value("facts/2026-09", "key", bytearray) == given
    assert store.value("facts/2026-09", "key", bytearray) is not given


def test_a_name_holds_the_last_piece_put(tmp_path: Path) -> None:
    store, file = kept(tmp_path)
    store.put("facts/2026-09", "other", b"")
    assert store.get("facts/2026-09", "key") is None
    assert store.get("facts/2026-09", "other") == b""
    assert store.size() == file.stat().st_size
    assert [each.name for each in file.parent.iterdir()] == [file.name]


@given(data=st.data())
def test_no_damaged_file_is_ever_believed(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    store, file = kept(tmp_path_factory.mktemp("store"))
    whole = file.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    flipped = bytes([whole[place] ^ data.draw(st.integers(1, 255))])
    damaged = st.sampled_from(
        [whole[:place], whole[:place] + flipped + whole[place + 1 :], whole + flipped, b""]
    )
    file.write_bytes(data.draw(damaged))
    assert store.get("facts/2026-09", "key") is None
    store.put("facts/2026-09", "key", b"again")
    assert store.get("facts/2026-09", "key") == b"again"


def test_a_folder_in_the_place_of_a_piece_is_trouble_and_no_more(tmp_path: Path) -> None:
    store = Store(tmp_path)
    (tmp_path / "facts.cache" / "deep").mkdir(parents=True)
    assert store.get("facts", "key") is None
    store.put("facts", "key", b"payload")
    assert store.trouble is not None and "facts.cache" in store.trouble
    assert [file.name for file in tmp_path.iterdir()] == ["facts.cache"]


def test_what_cannot_be_written_is_trouble_and_no_more(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    store = Store(tmp_path / "file")  # not even root can make a folder below a file
    store.put("facts", "key", b"payload")
    assert store.get("facts", "key") is None
    assert store.trouble is not None and "不影响结果" in store.trouble


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_trouble_and_no_more(tmp_path: Path) -> None:
    store, file = kept(tmp_path)
    file.parent.chmod(0o500)
    store.put("facts/2026-09", "key", b"changed")
    assert store.trouble is not None
    assert store.get("facts/2026-09", "key") == b"payload"
    file.parent.chmod(0o700)


def in_child(work: Callable[[], None]) -> None:
    child = multiprocessing.get_context("fork").Process(target=work)
    child.start()
    child.join()
    assert child.exitcode == 0


def test_a_full_disk_leaves_the_earlier_piece_whole(tmp_path: Path) -> None:
    store, file = kept(tmp_path)

    def fill() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        store.put("facts/2026-09", "key", b"x" * 100_000)
        assert store.trouble is not None

    in_child(fill)
    assert store.get("facts/2026-09", "key") == b"payload"
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def test_of_two_writers_at_once_a_reader_sees_one_or_the_other(tmp_path: Path) -> None:
    store, _ = kept(tmp_path)
    pieces = [bytes([letter]) * 50_000 for letter in b"ab"]

    def write(piece: bytes) -> None:
        for _ in range(200):
            store.put("facts/2026-09", "key", piece)

    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=write, args=(piece,)) for piece in pieces]
    for writer in writers:
        writer.start()
    seen = {store.get("facts/2026-09", "key")}
    while any(writer.is_alive() for writer in writers):
        seen.add(store.get("facts/2026-09", "key"))
    assert seen <= {b"payload", *pieces}
    assert store.get("facts/2026-09", "key") in pieces
    assert [writer.exitcode for writer in writers] == [0, 0]


def test_the_moment_is_the_file_systems_own(tmp_path: Path) -> None:
    (tmp_path / "before").write_bytes(b"")
    moment = Store(tmp_path).moment()
    (tmp_path / "after").write_bytes(b"")
    assert moment is not None
    times = [(tmp_path / name).stat().st_mtime_ns for name in ("before", "after")]
    assert times[0] <= moment <= times[1]
    assert Store(None).moment() is None
    assert Store(tmp_path / "after").moment() is None


def test_only_the_newest_of_a_family_are_kept(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for number, name in enumerate(("few/a", "few/b", "few/c", "many/a")):
        store.put(name, "", b"")
        os.utime(tmp_path / f"{name}.cache", ns=(number, number))
    store.put("few/a", "", b"")
    store.keep_newest("few", 2)
    found = [name for name in ("few/a", "few/b", "few/c", "many/a") if store.get(name, "") == b""]
    assert found == ["few/a", "few/c", "many/a"]
    store.keep_newest("none", 2)
    Store(None).keep_newest("few", 0)


def test_what_a_killed_writer_left_is_removed_after_an_hour(tmp_path: Path) -> None:
    store, file = kept(tmp_path)
    old, new = (file.with_name(f"{file.name}.{pid}.tmp") for pid in (1, 2))
    for left in (old, new):
        left.write_bytes(b"half")
    time = file.stat().st_mtime_ns - 3601 * 10**9
    os.utime(old, ns=(time, time))
    Store(store.folder).put("office", "key", b"")
    assert not old.exists() and new.exists()
    assert store.get("facts/2026-09", "key") == b"payload"


def test_worktrees_share_one_store_in_the_git_directory(
    git_repo: Callable[..., GitRepository], tmp_path: Path
) -> None:
    office = git_repo()
    office.commit({"content/index.md": "# 首页"})
    office.git("worktree", "add", "--quiet", str(tmp_path / "other"), "-b", "other")
    expected = office.path.resolve() / ".git" / "chunshui"
    assert store_for(office.path / "content").folder == expected
    assert store_for(tmp_path / "other" / "content").folder == expected
    store_for(office.path).put("facts", "key", b"payload")
    assert store_for(tmp_path / "other").get("facts", "key") == b"payload"
    assert office.git("status", "--porcelain") == ""


def test_a_submodule_has_its_own_store(git_repo: Callable[..., GitRepository]) -> None:
    part, whole = git_repo("part"), git_repo("whole")
    part.commit({"index.md": "# 首页"})
    protocol = ("-c", "protocol.file.allow=always")
    whole.git(*protocol, "submodule", "add", "--quiet", str(part.path), "part")
    expected = whole.path.resolve() / ".git" / "modules" / "part" / "chunshui"
    assert store_for(whole.path / "part").folder == expected


@pytest.mark.parametrize("mark", ["gitdir: nowhere", "words", "gitdir: \0", "gitdir: ."])
def test_outside_git_nothing_is_kept(tmp_path: Path, mark: str) -> None:
    (tmp_path / ".git").write_text(mark, encoding="utf-8")
    store = store_for(tmp_path)
    assert store.folder is None
    store.put("facts", "key", b"payload")
    assert store.get("facts", "key") is None
    assert store.trouble is None and store.size() == 0
