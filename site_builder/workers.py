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
from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_NUMBER: Final = 8
"""Bytes of a part's number and of a result's length on a pipe."""
_WAITING: Final = 4096
"""Shares of the work at most; their numbers must fit into a pipe that nobody reads yet."""


class WorkerLostError(Exception):
    """A worker ended without its results, killed by the system or by somebody."""


class _Worker(NamedTuple):
    process: int
    results: int
    """The end of a pipe from which its results are read."""


def shared(work: Callable[[T], R], parts: Sequence[T], workers: int) -> list[R]:
    """Return the work's result for every part, in order; an exception of any is raised here.

    Each worker is a copy of this process as it stands, so work and parts may be anything; only
    results travel. Where the system cannot copy a process safely (not Linux, or other threads
    are running) all is done in this one.
    """
    workers = min(workers, len(parts))
    if workers < 2 or not _can_fork():
        return [work(part) for part in parts]
    # What exists now is left alone by the copies' garbage collectors, so its memory stays shared.
    frozen = gc.get_freeze_count()
    gc.freeze()
    made: list[_Worker] = []
    try:
        waiting, step = _numbers(len(parts))
        try:
            for _ in range(workers):
                made.append(_start(work, parts, waiting, step, made))
        finally:
            os.close(waiting)
        found = _gather(made)
    finally:
        if not frozen:  # else a caller has done the same
            gc.unfreeze()
        for worker in made:
            os.close(worker.results)
            os.kill(worker.process, signal.SIGKILL)  # those that have ended wait for this process
            os.waitpid(worker.process, 0)
    if len(found) != len(range(0, len(parts), step)):
        raise WorkerLostError
    return [result for _, results in sorted(found.items()) for result in results]


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
    work: Callable[[Any], Any], parts: Sequence[Any], waiting: int, step: int, made: list[_Worker]
) -> _Worker:
    """Return a new worker; in the worker itself, do the work and do not return."""
    out, into = os.pipe()
    process = os.fork()
    if process:
        os.close(into)
        return _Worker(process, out)
    try:
        for other in (out, *(worker.results for worker in made)):
            os.close(other)
        with os.fdopen(into, "wb") as results:
            while number := os.read(waiting, _NUMBER):
                first = int.from_bytes(number, "big")
                written = _done(work, parts[first : first + step])
                results.write(number + len(written).to_bytes(_NUMBER, "big") + written)
                results.flush()
    finally:
        os._exit(0)  # nothing of the parent's, tests' or buffers' ending may run a second time


def _done(work: Callable[[Any], Any], parts: Sequence[Any]) -> bytes:
    """Return the results of a share for the way home, or the exception that ended it."""
    try:
        return pickle.dumps([work(part) for part in parts], pickle.HIGHEST_PROTOCOL)
    except BaseException as error:
        error.add_note("".join(traceback.format_exception(error)))
        return pickle.dumps(error)


def _gather(made: Sequence[_Worker]) -> dict[int, list[Any]]:
    """Return the results by the number of their share's first part, once no more will come."""
    found: dict[int, list[Any]] = {}
    coming = {worker.results: bytearray() for worker in made}
    with selectors.DefaultSelector() as selector:
        for end in coming:
            selector.register(end, selectors.EVENT_READ)
        while coming:
            for key, _ in selector.select():
                data = os.read(key.fd, 1 << 20)
                coming[key.fd] += data
                _take(coming[key.fd], found)
                if not data:
                    selector.unregister(key.fd)
                    del coming[key.fd]
    return found


def _take(came: bytearray, found: dict[int, list[Any]]) -> None:
    """Move the whole results from what came so far to those found; raise what a worker raised."""
    begin = 0
    while len(came) >= begin + 2 * _NUMBER:
        start = begin + 2 * _NUMBER
        number, length = (
            int.from_bytes(came[at : at + _NUMBER], "big") for at in (begin, begin + _NUMBER)
        )
        if len(came) < start + length:
            break
        results = pickle.loads(memoryview(came)[start : start + length])  # noqa: S301 - our own
        if isinstance(results, BaseException):
            raise results
        found[number] = results
        begin = start + length
    del came[:begin]
