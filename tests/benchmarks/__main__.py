"""Measure whole commands on generated content: `python -m tests.benchmarks [SIZE …]`.

Prints a Markdown table: wall and CPU seconds and peak memory of each command as a whole process
(median of the runs), with the ratio to the smallest size of the same run; then the share of each
stage inside one process. Copy what you saw into RESULTS.md with commit, machine and date.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeVar

from tests.benchmarks.content import generate

RUNS = 3
T = TypeVar("T")
AS_OF = date(2026, 11, 20)
COMMANDS = {
    "check": ("check",),
    "score": ("score", "--json"),
    "build": ("build", "--output", "site"),
}


class Measured(NamedTuple):
    """One run of a command."""

    wall: float
    cpu: float
    peak_mb: float


def run(arguments: tuple[str, ...], folder: Path) -> Measured:
    """Run the real command once and read the kernel's account of it."""
    command = [sys.executable, "-m", "site_builder", *arguments, "--as-of", AS_OF.isoformat()]
    start = time.perf_counter()
    with (folder / "output.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit((folder / "output.log").read_text(encoding="utf-8")[-3000:])
    wall = time.perf_counter() - start
    return Measured(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def stages(folder: Path) -> dict[str, float]:
    """Time each stage once inside this process, in seconds."""
    from scoring.cases import cases
    from scoring.checks import check
    from scoring.rulebook_checks import check_rulebooks
    from site_builder.pages import render
    from site_builder.pipeline import compute, examine, rank_all, score_all
    from site_builder.repository import load

    timed: dict[str, float] = {}

    def clock(name: str, work: Callable[[], T]) -> T:
        start = time.perf_counter()
        result = work()
        timed[name] = time.perf_counter() - start
        return result

    content = folder / "content"
    corpus = clock("读取", lambda: load(content)).corpus
    clock("检查", lambda: (check(corpus, AS_OF), check_rulebooks(corpus)))
    ledgers = clock("计分", lambda: score_all(corpus, AS_OF))
    clock("排名与荣誉", lambda: [rank_all(corpus, each, AS_OF) for each in ledgers.values()])
    clock("案例", lambda: cases(corpus, next(iter(ledgers.values()))))
    snapshot = compute(examine(content, today=AS_OF, as_of=AS_OF))
    clock("写页面文字", lambda: render(snapshot))
    return timed


def main(sizes: list[int]) -> None:
    """Measure every command at every size and print the tables."""
    print("| 命令 | 信息数 | 用时 s | CPU s | 峰值内存 MB | 与最小一档之比 |")
    print("|---|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory(prefix="chunshui-bench-") as base:
        folders = {size: Path(base) / str(size) for size in sizes}
        for size, folder in folders.items():
            folder.mkdir()
            generate(folder, size)
        for name, arguments in COMMANDS.items():
            first: float | None = None
            for size, folder in folders.items():
                runs = [run(arguments, folder) for _ in range(RUNS)]
                wall, cpu, peak = (statistics.median(column) for column in zip(*runs, strict=True))
                first = first or wall
                cells = " | ".join((f"{size:,}", f"{wall:.2f}", f"{cpu:.2f}", f"{peak:.0f}"))
                print(f"| {name} | {cells} | {wall / first:.1f} |")
        print("\n| 阶段 | 信息数 | 用时 s | 占比 |\n|---|---:|---:|---:|")
        for size, folder in folders.items():
            timed = stages(folder)
            whole = sum(timed.values())
            for stage, seconds in timed.items():
                print(f"| {stage} | {size:,} | {seconds:.2f} | {seconds / whole:.0%} |")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1_000, 5_000])
