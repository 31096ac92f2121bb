"""Sharing work among processes: the same results, the same exceptions, whatever their number."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from site_builder.workers import WorkerLostError, beside, shared
from tests.support import ROOT

WORKERS = (0, 1, 2, 5)


def alone(work: Callable[[], None]) -> None:
    """Do it in a process of its own: beside a browser's or a server's thread nothing is shared."""
    script = f"from tests.site_builder.test_workers import {work.__name__} as work; work()"
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr


class WrongError(Exception):
    """Something of our own."""


@pytest.mark.parametrize("workers", WORKERS)
def test_results_come_in_the_order_of_the_parts(workers: int) -> None:
    given = {"factor": 3}  # what a closure holds reaches the workers
    assert shared(lambda part: part * given["factor"], range(20), workers) == [
        part * 3 for part in range(20)
    ]


@pytest.mark.parametrize("workers", WORKERS)
def test_many_and_large_results_come_whole(workers: int) -> None:
    assert shared(str, range(10_001), workers) == list(map(str, range(10_001)))
    large = [b"x" * size for size in (3_000_000, 0, 1_000_000, 70_000)]
    assert shared(lambda part: part, large, workers) == large


@pytest.mark.parametrize("workers", WORKERS)
def test_nothing_to_do_gives_nothing(workers: int) -> None:
    assert shared(str, [], workers) == []


def open_files() -> list[str]:
    return sorted(each.name for each in Path("/proc/self/fd").iterdir())


def test_no_process_and_no_file_is_left_open() -> None:
    alone(leave_nothing)


def leave_nothing() -> None:
    open_before = open_files()
    shared(str, range(100), 3)
    with pytest.raises(WrongError):
        shared(_fail, range(100), 3)
    assert open_files() == open_before
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def _fail(_: int) -> None:
    raise WrongError("part")


def test_two_workers_are_two_other_processes() -> None:
    alone(be_others)


def be_others() -> None:
    assert os.getpid() not in shared(lambda _: os.getpid(), range(4), 2)
    assert shared(lambda _: os.getpid(), range(4), 1) == [os.getpid()] * 4


def test_a_worker_that_has_copied_its_fill_makes_way_for_another() -> None:
    alone(make_way)


def make_way() -> None:
    def work(part: int) -> tuple[int, int, int]:
        held = b"x" * ((part % 2) << 25)
        return part, os.getpid(), len(held)

    open_before = open_files()
    alike = [part[0] for part in shared(work, range(12), 2, most=1_000)]
    done = shared(work, range(12), 2, most=16)
    assert [part for part, _, _ in done] == alike == list(range(12))
    filled = [process for part, process, _ in done if part % 2]
    assert len(set(filled)) == len(filled)
    with pytest.raises(WrongError):
        shared(_fail, range(100), 2, most=0)
    with pytest.raises(WorkerLostError):
        shared(lambda _: os._exit(9), range(4), 2, most=0)
    assert open_files() == open_before
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@pytest.mark.parametrize("workers", WORKERS)
def test_an_exception_in_a_worker_is_raised_here(workers: int) -> None:
    def work(part: int) -> int:
        if part == 3:
            raise WrongError("part 3")
        return part

    with pytest.raises(WrongError, match="part 3"):
        shared(work, range(8), workers)
    assert shared(abs, [-1, -2], workers) == [1, 2]


def test_an_exception_tells_where_in_the_worker_it_was_raised() -> None:
    with pytest.raises(WrongError) as caught:
        shared(_fail, range(8), 2)
    assert 'raise WrongError("part")' in "".join(traceback.format_exception(caught.value))


def test_a_killed_worker_is_an_exception_and_no_endless_wait() -> None:
    alone(lose_a_worker)


def lose_a_worker() -> None:
    with pytest.raises(WorkerLostError):
        shared(lambda _: os._exit(9), range(4), 2)


@pytest.mark.parametrize("workers", WORKERS)
def test_a_result_comes_from_beside(workers: int) -> None:
    large = b"x" * 3_000_000
    with beside(lambda: large, workers) as awaited:
        assert shared(str, range(4), workers) == ["0", "1", "2", "3"]
        assert awaited() == large
    with beside(partial(_fail, 1), workers) as awaited, pytest.raises(WrongError):
        awaited()


def test_what_is_beside_is_another_process_and_leaves_nothing() -> None:
    alone(be_beside)


def be_beside() -> None:
    open_before = open_files()
    with beside(os.getpid, 2) as awaited:
        assert awaited() != os.getpid()
    with beside(os.getpid, 1) as awaited:
        assert awaited() == os.getpid()
    with beside(lambda: time.sleep(60), 2):
        pass  # nobody waits for it
    with beside(lambda: os._exit(9), 2) as awaited, pytest.raises(WorkerLostError):
        awaited()
    assert open_files() == open_before
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_work_may_itself_share_work_out() -> None:
    assert shared(lambda part: shared(lambda each: each + part, [1, 2], 2), [10, 20], 2) == [
        [11, 12],
        [21, 22],
    ]


def test_beside_other_threads_all_is_done_in_this_process() -> None:
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        assert shared(lambda _: os.getpid(), range(4), 2) == [os.getpid()] * 4
    finally:
        done.set()
        other.join()
