"""Where time and memory went: the one place, with the commands, that looks at clocks."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple


class Part(NamedTuple):
    """One part of the work."""

    name: str
    seconds: float
    """By the clock."""
    processor: float
    """Seconds of processor time, of this process and of finished workers."""
    peak: int
    """Megabytes: the most that this process or one of its workers has held so far."""


class Profile:
    """Parts of a run in order."""

    def __init__(self) -> None:
        """Begin with nothing measured."""
        self.parts: list[Part] = []

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Measure what happens inside."""
        began, used = time.perf_counter(), _processor()
        yield
        seconds, processor = time.perf_counter() - began, _processor() - used
        self.parts.append(Part(name, seconds, processor, _peak()))

    def rows(self) -> list[tuple[str, ...]]:
        """Return the parts and their sum as cells of a table."""
        whole = sum(part.seconds for part in self.parts)
        processor = sum(part.processor for part in self.parts)
        peak = max((part.peak for part in self.parts), default=0)
        return [
            (
                part.name,
                f"{part.seconds:.2f}",
                f"{part.seconds / whole:.0%}",
                f"{part.processor:.2f}",
                str(part.peak),
            )
            for part in (*self.parts, Part("合计", whole, processor, peak))
        ]


HEAD = ("步骤", "用时（秒）", "占比", "处理器（秒）", "内存峰值（MB）")


def _processor() -> float:
    if sys.platform == "win32":
        return time.process_time()
    from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

    used = map(getrusage, (RUSAGE_SELF, RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def _peak() -> int:
    """Return megabytes, 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0
    from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

    per_megabyte = 1024 * 1024 if sys.platform == "darwin" else 1024
    held = map(getrusage, (RUSAGE_SELF, RUSAGE_CHILDREN))
    return max(usage.ru_maxrss for usage in held) // per_megabyte
