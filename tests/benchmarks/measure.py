"""Run a real command once and account for its whole tree of processes.

Wall time is the caller's clock. Processor time is the kernel's account of the process and of all
the children it waited for. Memory is the largest sum, over the process and its descendants, of
the proportional set size (PSS: pages that forked workers share are counted once) from /proc. As
the kernel takes milliseconds to tell it, it is asked for only when the plain sum of the resident
sets, looked at every 0.1 s, is the largest so far; where a command is over sooner, the kernel's
peak of the largest process is taken.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

_EVERY = 0.1
_PROC = Path("/proc")


class Measured(NamedTuple):
    """One run, or the medians of several."""

    wall: float
    cpu: float
    peak_mb: float


class Runs(NamedTuple):
    """All runs of one command."""

    every: tuple[Measured, ...]

    @property
    def median(self) -> Measured:
        """Median of each column; of the memory the largest, as that is what must be at hand."""
        walls, cpus, peaks = zip(*self.every, strict=True)
        return Measured(statistics.median(walls), statistics.median(cpus), max(peaks))

    @property
    def span(self) -> tuple[float, float]:
        """The shortest and the longest wall time."""
        walls = [each.wall for each in self.every]
        return min(walls), max(walls)


def run(command: Sequence[str | Path], folder: Path) -> Measured:
    """Run a command in a folder; what it prints is kept and shown only if it fails."""
    os.sync()
    with tempfile.TemporaryFile() as log:
        start = time.perf_counter()
        process = subprocess.Popen(
            [str(part) for part in command], cwd=folder, stdout=log, stderr=subprocess.STDOUT,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        )  # fmt: skip
        watch = _Watch(process.pid)
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.over.set()
        watch.join()
        if process.returncode:
            log.seek(0)
            told = log.read().decode(errors="replace")[-3_000:]
            raise SystemExit(f"{' '.join(map(str, command))}\n{told}")
    peak = max(watch.peak, usage.ru_maxrss / 1024)
    return Measured(wall, usage.ru_utime + usage.ru_stime, peak)


class _Watch(threading.Thread):
    """Samples the memory of a process and its descendants until told that it is over."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self.over = threading.Event()
        self.peak = 0.0
        self._process = process

    def run(self) -> None:
        most = 0
        while not self.over.wait(_EVERY):
            tree = list(_tree(self._process))
            resident = sum(map(_resident, tree))
            if resident > most:
                most = resident
                self.peak = max(self.peak, sum(map(_pss, tree)) / 1024)


def _tree(process: int) -> Iterator[int]:
    """Yield a process and its descendants."""
    yield process
    for child in _told(f"{process}/task/{process}/children").split():
        yield from _tree(int(child))


def _resident(process: int) -> int:
    """Return the pages that a process has in memory."""
    told = _told(f"{process}/statm").split()
    return int(told[1]) if told else 0


def _pss(process: int) -> int:
    """Return the kilobytes of a process, each shared page divided by those who share it."""
    for line in _told(f"{process}/smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


def _told(name: str) -> str:
    """Return what the kernel tells; nothing of a process that has gone."""
    try:
        return (_PROC / name).read_text(encoding="ascii")
    except OSError:
        return ""
