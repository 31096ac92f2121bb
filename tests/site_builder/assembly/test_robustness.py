"""Builds that are killed, that find the disk full, or that meet: the site stays whole."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.support import GitRepository, digests, run_chunshui

Run = Callable[..., CompletedProcess[str]]
AUTHORS = ("办公室/zhangwei", "征管科/lina", "甲县局/wangfang", "乙县局/zhaolei")
ITEM = """---
title: 第{number}条信息
author: {author}
date: 2026-11-0{day}
adoptions: [{{publication: 省局简报, date: 2026-11-0{day}, issue: 第{number}期}}]
---
这是第{number}条信息的正文，写于第{day}天，数字{number}号。
"""


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new office with items, committed, its site built once."""
    folder = tmp_path_factory.mktemp("pattern") / "office"
    assert run_chunshui("init", folder, "--name", "某市税务局", cwd=folder.parent).returncode == 0
    for number in range(1, 9):
        edit(folder, number)
    GitRepository(folder).commit({}, date=date.today().isoformat())  # noqa: DTZ011 - init uses it
    built = run_chunshui("build", cwd=folder)
    assert built.returncode == 0, built.stderr
    return folder


@pytest.fixture
def office(pattern: Path, tmp_path: Path) -> Path:
    """A copy of it with a site of its own."""
    folder = tmp_path / "office"
    shutil.copytree(pattern, folder, ignore=shutil.ignore_patterns("site"))
    built = run_chunshui("build", cwd=folder)
    assert built.returncode == 0, built.stderr
    return folder


def edit(office: Path, number: int, day: int = 1) -> None:
    """Write an item, or write it anew."""
    path = office / f"content/items/2026/11/2026110{day}-第{number}条.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    author = AUTHORS[number % len(AUTHORS)]
    path.write_text(ITEM.format(number=number, day=day, author=author), encoding="utf-8")


def cold(office: Path) -> dict[str, str]:
    """What a build makes that knows of no earlier one but how the theme looks."""
    again = office.parent / "cold"
    shutil.copytree(office, again, ignore=shutil.ignore_patterns("site", "chunshui", ".site-*"))
    theme = office / ".git/chunshui/shell.cache"
    if theme.is_file():
        (again / ".git/chunshui").mkdir()
        shutil.copy(theme, again / ".git/chunshui")
    built = run_chunshui("build", cwd=again)
    assert built.returncode == 0, built.stderr
    return digests(again / "site")


def start(office: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "site_builder", "build"],
        cwd=office, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip


def test_a_killed_build_leaves_old_or_new_pages_and_the_next_one_is_right(office: Path) -> None:
    began = time.monotonic()
    edit(office, 9)
    assert run_chunshui("build", cwd=office).returncode == 0
    lasted = time.monotonic() - began
    site = office / "site"
    for step in range(4):
        before = digests(site)
        edit(office, 10 + step, day=2 + step)
        process = start(office)
        time.sleep(lasted * (step + 1) / 4)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=30)
        left = digests(site)
        assert {path for path in before if path.endswith(".html")} <= set(left)
    assert run_chunshui("build", cwd=office).returncode == 0
    assert digests(site) == cold(office)
    assert not list(office.glob(".site-*"))


KILLED = """
import os, signal, sys
from site_builder.assembly import publishing, work
own = getattr(publishing, {step!r})
def killed(*given):
    if {done}: own(*given)
    os.kill(os.getpid(), signal.SIGKILL)
publishing.{step} = killed
if {step!r} == "patch": work.patch = killed
sys.argv = ["chunshui", "build"]
from site_builder.cli import main
main()
"""


@pytest.mark.parametrize(("step", "done"), [("patch", False), ("_apply", False), ("patch", True)])
def test_a_build_killed_while_it_publishes_leaves_no_file_behind(
    office: Path, step: str, done: bool
) -> None:
    edit(office, 9)
    program = KILLED.format(step=step, done=done)
    process = subprocess.run([sys.executable, "-c", program], cwd=office, check=False)
    assert process.returncode == -signal.SIGKILL
    edit(office, 10)  # so no file of the search has the name it had
    assert run_chunshui("build", cwd=office).returncode == 0
    assert digests(office / "site") == cold(office)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of twelve megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", disk], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("这台机器不许挂载小磁盘（需要管理员）")
    yield disk
    subprocess.run(["umount", "-l", disk], check=True)


def test_a_full_disk_is_told_and_the_site_stays(office: Path, small_disk: Path) -> None:
    site = small_disk / "site"
    built = run_chunshui("build", "--output", site, cwd=office)
    assert built.returncode == 0, built.stderr
    before = digests(site)
    full = (small_disk / "占满").open("wb", buffering=0)  # a buffer would be flushed on closing
    with full as filler, pytest.raises(OSError, match="space"):
        while True:
            filler.write(b"0" * 65536)
    edit(office, 9)
    refused = run_chunshui("build", "--output", site, cwd=office)
    assert refused.returncode == 2
    assert "已发布的网站没有改动" in refused.stderr
    assert digests(site) == before
    (small_disk / "占满").unlink()
    assert run_chunshui("build", "--output", site, cwd=office).returncode == 0
    assert digests(site) == cold(office)


def test_a_cache_that_cannot_be_written_costs_only_time(office: Path) -> None:
    cache = office / ".git/chunshui"
    shutil.rmtree(cache)
    cache.write_text("不是文件夹", encoding="utf-8")
    edit(office, 9)
    built = run_chunshui("build", cwd=office)
    assert built.returncode == 0, built.stderr
    assert "缓存" in built.stderr
    assert digests(office / "site") == cold(office)


def test_a_damaged_cache_is_not_believed(office: Path) -> None:
    for path in (office / ".git/chunshui").rglob("*"):
        if path.is_file():
            data = bytearray(path.read_bytes())
            data[len(data) // 2] ^= 0xFF
            path.write_bytes(data)
    edit(office, 9)
    assert run_chunshui("build", cwd=office).returncode == 0
    assert digests(office / "site") == cold(office)


def test_two_builds_at_once_both_end_well(office: Path) -> None:
    edit(office, 9)
    both = [start(office), start(office)]
    assert [each.wait(timeout=120) for each in both] == [0, 0]
    assert digests(office / "site") == cold(office)
    assert not list(office.glob(".site-*"))


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_page_changed_by_hand_is_made_again(office: Path, workers: str) -> None:
    (office / "site/index.html").write_text("改过", encoding="utf-8")
    (office / "site/items/index.html").unlink()
    next(office.glob("site/items/*/*/*/index.html")).write_text("改过", encoding="utf-8")
    next(office.glob("site/units/*/*/index.html")).unlink()
    assert run_chunshui("build", "--workers", workers, cwd=office).returncode == 0
    assert digests(office / "site") == cold(office)
