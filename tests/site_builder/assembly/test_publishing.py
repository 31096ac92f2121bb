"""A site is published whole, whatever happens to the build that makes it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from site_builder.assembly import publishing
from site_builder.assembly.publishing import exclusive, patch, replace, staging


def write(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def held(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def site(tmp_path: Path) -> Path:
    place = tmp_path / "site"
    write(place, {"index.html": "旧", "a/index.html": "旧甲", "b/c/index.html": "旧乙"})
    return place


@pytest.mark.parametrize("exchange", [True, False], ids=["one step", "two renames"])
def test_a_whole_site_takes_the_place_of_the_old(
    site: Path, monkeypatch: pytest.MonkeyPatch, exchange: bool
) -> None:
    if not exchange:
        monkeypatch.setattr(publishing, "_exchange", lambda *_: False)
    with exclusive(site), staging(site) as fresh:
        write(fresh, {"index.html": "新"})
        replace(site, fresh)
    assert held(site) == {"index.html": "新"}
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_a_first_site_needs_no_old_one(tmp_path: Path) -> None:
    site = tmp_path / "deep/site"
    with exclusive(site), staging(site) as fresh:
        write(fresh, {"index.html": "新"})
        replace(site, fresh)
    assert held(site) == {"index.html": "新"}


def test_a_patch_changes_what_it_names_and_nothing_else(site: Path) -> None:
    kept = (site / "a/index.html").stat()
    with exclusive(site), staging(site) as fresh:
        write(fresh, {"index.html": "新", "d/index.html": "新丁"})
        patch(site, fresh, ["b/c/index.html"])
    assert held(site) == {"index.html": "新", "a/index.html": "旧甲", "d/index.html": "新丁"}
    assert (site / "a/index.html").stat() == kept
    assert not (site / "b").exists()
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_a_file_may_become_a_folder_and_a_folder_a_file(site: Path) -> None:
    with exclusive(site), staging(site) as fresh:
        write(fresh, {"index.html/x": "在下面", "b": "成了文件"})
        patch(site, fresh, ["index.html", "b/c/index.html"])
    assert held(site) == {"a/index.html": "旧甲", "b": "成了文件", "index.html/x": "在下面"}


def test_an_error_while_making_leaves_the_site_alone(site: Path) -> None:
    before = held(site)
    with pytest.raises(OSError, match="满"), exclusive(site), staging(site) as fresh:
        write(fresh, {"index.html": "新"})
        raise OSError(28, "磁盘满")
    assert held(site) == before
    assert [path.name for path in site.parent.iterdir()] == ["site"]


STEPS = ("unlink", "rmdir", "replace")


@pytest.mark.parametrize("call", range(6))
def test_a_patch_killed_at_any_step_is_finished_by_the_next_build(site: Path, call: int) -> None:
    script = f"""
        import os, pathlib, signal
        from site_builder.assembly.publishing import exclusive, patch, staging
        site, left = pathlib.Path({str(site)!r}), [{call}]
        def killing(name):
            real = getattr(pathlib.Path, name)
            def step(self, *rest, **named):
                if left[0] == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                left[0] -= 1
                return real(self, *rest, **named)
            return step
        with exclusive(site), staging(site) as fresh:
            for path, text in (("index.html", "新"), ("d/index.html", "新丁")):
                (fresh / path).parent.mkdir(exist_ok=True)
                (fresh / path).write_text(text, encoding="utf-8")
            for name in {STEPS!r}:
                setattr(pathlib.Path, name, killing(name))
            patch(site, fresh, ["b/c/index.html"])
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], check=False)
    steps = 1 + 2 + 2  # a file dropped, its two folders, two files put
    assert done.returncode == (-signal.SIGKILL if call < steps else 0)
    assert set(held(site).values()) <= {"旧", "新", "旧甲", "旧乙", "新丁"}
    with exclusive(site):
        pass
    assert held(site) == {"index.html": "新", "a/index.html": "旧甲", "d/index.html": "新丁"}
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_a_patch_the_disk_refuses_is_finished_by_the_next_build(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(*_: object) -> None:
        raise OSError(28, "磁盘满")

    with (
        monkeypatch.context() as full,
        pytest.raises(publishing.HalfPublished, match="磁盘满"),
        exclusive(site),
        staging(site) as fresh,
    ):
        write(fresh, {"index.html": "新"})
        full.setattr(Path, "replace", refusing)
        patch(site, fresh, ["a/index.html"])
    assert held(site) == {"index.html": "旧", "b/c/index.html": "旧乙"}
    with exclusive(site):
        pass
    assert held(site) == {"index.html": "新", "b/c/index.html": "旧乙"}
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_what_was_only_prepared_is_removed(site: Path) -> None:
    before = held(site)
    write(site.parent / ".site-making-dead/new", {"index.html": "半截"})
    write(site.parent / ".site-backup", {"要紧": "别人的"})
    with exclusive(site):
        pass
    assert held(site) == before
    assert sorted(path.name for path in site.parent.iterdir()) == [".site-backup", "site"]


def test_a_site_taken_away_between_two_renames_comes_back(site: Path) -> None:
    before = held(site)
    left = site.parent / ".site-making-dead"
    write(left / "new", {"index.html": "新"})
    site.rename(left / "old")
    with exclusive(site):
        assert held(site) == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows 上没有文件夹锁")
def test_a_second_build_waits_for_the_first(site: Path) -> None:
    script = f"""
        import pathlib
        from site_builder.assembly.publishing import exclusive
        with exclusive(pathlib.Path({str(site)!r})):
            pathlib.Path({str(site.parent / "second")!r}).touch()
    """
    with exclusive(site):
        second = subprocess.Popen([sys.executable, "-c", textwrap.dedent(script)])
        time.sleep(1)
        assert second.poll() is None
        assert not (site.parent / "second").exists()
    assert second.wait(timeout=30) == 0
    assert (site.parent / "second").exists()


def test_the_site_can_be_read_by_a_web_server(tmp_path: Path) -> None:
    site = tmp_path / "site"
    with exclusive(site), staging(site) as fresh:
        write(fresh, {"index.html": "新"})
        replace(site, fresh)
    umask = os.umask(0)
    os.umask(umask)
    assert site.stat().st_mode & 0o777 == 0o777 & ~umask
