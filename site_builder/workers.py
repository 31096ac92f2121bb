"""Work shared out among processes; the results are the same for any number of them."""

from __future__ import annotations

import gc
import os
import pickle
import selectors
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from operator import itemgetter
from typing import Any, Final, NamedTuple, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_NUMBER: Final = 8
"""Bytes of a part's number and of a result's length on a pipe."""
_TIRED: Final = b"\xff" * 2 * _NUMBER
"""In the place of a share's number and a result's length: the worker makes way for another."""
_CHUNK: Final = 1 << 20
"""Bytes that are read from a pipe at once, at most."""
_WAITING: Final = 4096
"""Shares of the work at most; their numbers must fit into a pipe that nobody reads yet."""


class WorkerLostError(Exception):
    """A worker ended without its results, killed by the system or by somebody."""


@dataclass(slots=True)
class _Worker:
    process: int
    results: int
    """The end of a pipe from which its results are read."""
    came: bytearray = field(default_factory=bytearray)
    """What came of a result that is not whole yet."""
    tired: bool = False
    """Whether it has made way for another."""


class _Plan(NamedTuple):
    waiting: int
    """The end of a pipe that tells which share is next."""
    step: int
    """Parts of a share."""
    most: int | None
    """Megabytes."""


def shared(
    work: Callable[[T], R], parts: Sequence[T], workers: int, *, most: int | None = None
) -> list[R]:
    """Return the work's result for every part, in order; an exception of any is raised here.

    `coming` says how it is done.
    """
    found = sorted(coming(work, parts, workers, most=most), key=itemgetter(0))
    return [result for _, result in found]


def coming(
    work: Callable[[T], R], parts: Sequence[T], workers: int, *, most: int | None = None
) -> Iterator[tuple[int, R]]:
    """Yield the place of every part and the work's result for it, as soon as they are there.

    Each worker is a copy of this process as it stands, so work and parts may be anything; only
    results travel. Where the system cannot copy a process safely (not Linux, or other threads
    are running) all is done in this one.

    A worker shares this process's memory until it looks at it: then the page is its own, since
    Python counts who looks. One that has taken `most` megabytes makes way for a new one.
    """
    workers = min(workers, len(parts))
    if workers < 2 or not _can_fork():
        yield from enumerate(map(work, parts))
        return
    frozen = gc.get_freeze_count()
    made: list[_Worker] = []
    left = len(parts)
    try:
        waiting, step = _numbers(len(parts))
        begin = partial(_start, work, parts, _Plan(waiting, step, most))
        try:
            for first, results in _gather(made, begin, workers):
                left -= len(results)
                yield from enumerate(results, first)
        finally:
            os.close(waiting)
    finally:
        _end(made, frozen)
    if left:
        raise WorkerLostError


@contextmanager
def beside(work: Callable[[], R], workers: int) -> Iterator[Callable[[], R]]:
    """Have work done in another process while the block runs; yield what waits for its result.

    Where there may be no other process, as `coming` says, it is done when it is asked for.
    """
    if workers < 2 or not _can_fork():
        yield work
        return
    frozen = gc.get_freeze_count()
    made: list[_Worker] = []
    waiting, step = _numbers(1)
    try:
        worker = _start(lambda _: work(), (None,), _Plan(waiting, step, None), made)
        yield partial(_awaited, worker)
    finally:
        os.close(waiting)
        _end(made, frozen)


def _awaited(worker: _Worker) -> Any:
    """Return the one result of a worker, or raise what it raised."""
    while data := os.read(worker.results, _CHUNK):
        worker.came += data
        for _, (result,) in _taken_from(worker):
            return result
    raise WorkerLostError


def _end(made: Sequence[_Worker], frozen: int) -> None:
    """Stop the workers that are left, of which somebody may have been the first to freeze."""
    if not frozen:  # else a caller has done the same
        gc.unfreeze()
    for worker in made:
        os.kill(worker.process, signal.SIGKILL)
        _bury(worker)


def _can_fork() -> bool:
    return sys.platform == "linux" and threading.active_count() == 1


def _numbers(count: int) -> tuple[int, int]:
    """Return a pipe that holds the number of the first part of each share, and a share's size."""
    step = -(-count // _WAITING)
    out, into = os.pipe()
    os.write(into, b"".join(n.to_bytes(_NUMBER, "big") for n in range(0, count, step)))
    os.close(into)
    return out, step


def _start(
    work: Callable[[Any], Any], parts: Sequence[Any], plan: _Plan, made: list[_Worker]
) -> _Worker:
    """Return a new worker, put beside those made; in the worker itself, work and do not return."""
    # What exists now is left alone by the copy's garbage collector, so its memory stays shared.
    gc.freeze()
    out, into = os.pipe()
    process = os.fork()
    if process:
        os.close(into)
        made.append(_Worker(process, out))
        return made[-1]
    try:
        for other in (out, *(worker.results for worker in made)):
            os.close(other)
        with os.fdopen(into, "wb") as results:
            while number := os.read(plan.waiting, _NUMBER):
                first = int.from_bytes(number, "big")
                written = _done(work, parts[first : first + plan.step])
                results.write(number + len(written).to_bytes(_NUMBER, "big") + written)
                results.flush()
                if plan.most is not None and _taken() > plan.most:
                    results.write(_TIRED)
                    break
    finally:
        os._exit(0)  # nothing of the parent's, tests' or buffers' ending may run a second time


def _taken() -> int:
    """Return the megabytes of pages that this process got for itself, those given back too.

    To ask how many it still has costs the kernel a look at every page, tens of milliseconds.
    """
    from resource import RUSAGE_SELF, getpagesize, getrusage

    return getrusage(RUSAGE_SELF).ru_minflt * getpagesize() >> 20


def _done(work: Callable[[Any], Any], parts: Sequence[Any]) -> bytes:
    """Return the results of a share for the way home, or the exception that ended it."""
    try:
        return pickle.dumps([work(part) for part in parts], pickle.HIGHEST_PROTOCOL)
    except BaseException as error:
        error.add_note("".join(traceback.format_exception(error)))
        return pickle.dumps(error)


def _gather(
    made: list[_Worker], start: Callable[[list[_Worker]], _Worker], workers: int
) -> Iterator[tuple[int, list[Any]]]:
    """Yield the number of each share's first part and the share's results, until no more will come.

    Keeps so many workers at work: one that is tired is followed by another.
    """
    with selectors.DefaultSelector() as selector:
        for _ in range(workers):
            selector.register(start(made).results, selectors.EVENT_READ, made[-1])
        while made:
            for key, _ in selector.select():
                worker: _Worker = key.data
                data = os.read(key.fd, _CHUNK)
                worker.came += data
                yield from _taken_from(worker)
                if data:
                    continue
                selector.unregister(key.fd)
                made.remove(worker)
                _bury(worker)
                if worker.tired:
                    selector.register(start(made).results, selectors.EVENT_READ, made[-1])


def _bury(worker: _Worker) -> None:
    """Wait for a worker's end, after which its memory is free."""
    os.close(worker.results)
    os.waitpid(worker.process, 0)


def _taken_from(worker: _Worker) -> list[tuple[int, list[Any]]]:
    """Return the whole results of what came so far, which are there no more; raise what it raised.

    Each stands with the number of its share's first part.
    """
    found: list[tuple[int, list[Any]]] = []
    came, begin = worker.came, 0
    while len(came) >= begin + 2 * _NUMBER:
        if came.startswith(_TIRED, begin):
            worker.tired = True
            begin += len(_TIRED)
            continue
        start = begin + 2 * _NUMBER
        number, length = (
            int.from_bytes(came[at : at + _NUMBER], "big") for at in (begin, begin + _NUMBER)
        )
        if len(came) < start + length:
            break
        results = pickle.loads(memoryview(came)[start : start + length])  # noqa: S301 - our own
        if isinstance(results, BaseException):
            raise results
        found.append((number, results))
        begin = start + length
    del came[:begin]
    return found
