"""Measure whole commands side by side: `python -m tests.benchmarks [SIZE …] [--runs N]`.

For every size (1,000 and 20,000 unless given; 200,000 takes long) an office is generated with its
Git history; then, N rounds in turn, the bare cost of reading and writing, Hugo with the smallest
template that shows an item on the same files, the commands of this project, and the site's bytes
made with the least Python (`bare`). One table is printed: medians (shortest–longest) of the wall
time, processor time, peak memory of the whole tree of processes, and the ratio to Hugo. For the
last size `chunshui build --profile` tells where the time goes; then the preview, the weight of
pages, the gate, scoring and search are measured by their own modules, which also run by themselves.
Copy what you saw into RESULTS.md with commit, machine and date.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests import chromium
from tests.benchmarks.content import generate
from tests.benchmarks.jobs import HUGO, Bench, Job
from tests.benchmarks.measure import Measured, Runs, run
from tests.support import ROOT

_HEAD = """\
| 信息数 | 命令 | 用时 s（最短–最长） | CPU s | 峰值内存 MB | 与 Hugo 之比 | 目标 |
|---:|---|---:|---:|---:|---:|---|"""


def main() -> None:
    """Measure the sizes named on the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 20_000])
    parser.add_argument("--runs", type=int, default=3, help="rounds, in turn")
    parser.add_argument("--folder", type=Path, help="where to keep the offices (else none)")
    parser.add_argument("--no-search", action="store_true", help="leave the search index out")
    parser.add_argument("--only-commands", action="store_true", help="nothing after the table")
    parser.add_argument("--lighthouse", type=Path, help="folder with node_modules/lighthouse")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    os.environ["PYTHONPATH"] = str(ROOT)
    # Whoever installs the program has its modules compiled: no run may begin by compiling them.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with _folder(options.folder) as base:
        print(_machine(), flush=True)
        print(f"\n{_HEAD}")
        benches: list[Bench] = []
        for size in options.sizes:
            office = base / str(size)
            if not office.exists():
                _say(f"生成 {size:,} 条")
                generate(office, size, history=True)
            bench = Bench(office, search=not options.no_search)
            benches.append(bench)
            _table(size, _rounds(bench, options.runs))
        _profile(bench)
        for each in benches:
            each.end()
        if not options.only_commands:
            _browsed(bench, options.lighthouse)
            _others(size)


@contextlib.contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    """Yield a folder for the offices, one for a time if none is to be kept."""
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept.absolute()
        return
    with tempfile.TemporaryDirectory(prefix="chunshui-bench-") as made:
        yield Path(made)


def _say(text: str) -> None:
    """Tell who waits what is going on."""
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def _rounds(bench: Bench, rounds: int) -> dict[Job, Runs]:
    """Return the runs of every job, all jobs once in each round."""
    every: dict[str, list[Measured]] = {}
    jobs: dict[str, Job] = {}
    for number in range(rounds):
        for job in bench.jobs():
            _say(f"第 {number + 1} 轮：{job.name}")
            job.prepare()
            every.setdefault(job.name, []).append(run(job.command, bench.office))
            jobs[job.name] = job
    return {jobs[name]: Runs(tuple(runs)) for name, runs in every.items()}


def _table(size: int, measured: dict[Job, Runs]) -> None:
    hugo = next((runs.median.wall for job, runs in measured.items() if job.name == HUGO), None)
    for job, runs in measured.items():
        wall, cpu, peak = runs.median
        low, high = runs.span
        ratio = f"{wall / hugo:.2f}" if hugo else "没有 hugo"
        print(
            f"| {size:,} | {job.name} | {wall:.2f}（{low:.2f}–{high:.2f}） | {cpu:.2f} "
            f"| {peak:.0f} | {ratio} | {job.aim} |",
            flush=True,
        )


def _profile(bench: Bench) -> None:
    """Show where a build from nothing spends its time."""
    bench.begin_anew()
    command = [sys.executable, "-m", "site_builder", "build", "--without-search", "--profile"]
    told = subprocess.run(
        command, cwd=bench.office, capture_output=True, encoding="utf-8", check=True
    )
    print(f"\n从头生成的各步：\n\n```\n{told.stdout.rstrip()}\n```\n{_sizes(bench)}", flush=True)


def _browsed(bench: Bench, lighthouse: Path | None) -> None:
    """Measure what a reader in a browser meets."""
    if chromium.find() is None:
        print(chromium.ADVICE)
        return
    from tests.benchmarks.serving import measure, told
    from tests.benchmarks.weight import show, weighed

    print(f"\n{told(measure(bench.office, 5))}\n", flush=True)
    run((sys.executable, "-m", "site_builder", "build"), bench.office)
    show(weighed(bench.site, lighthouse))


def _others(size: int) -> None:
    """Run the measurements that are programs of their own."""
    every = (("gate", (str(size),)), ("scoring", ()), ("search", (str(size),)))
    for name, arguments in every:
        print(f"\n{name}\n\n```", flush=True)
        command = (sys.executable, "-m", f"tests.benchmarks.{name}", *arguments)
        subprocess.run(command, cwd=ROOT, check=False)
        print("```", flush=True)


def _sizes(bench: Bench) -> str:
    files = [path for path in bench.site.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files) / 1e6
    return f"网站 {len(files):,} 个文件，{size:,.0f} MB"


def _machine() -> str:
    def told(*command: str) -> str:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
        return done.stdout.split("\n")[0]

    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"提交 {told('git', 'rev-parse', '--short', 'HEAD')}；Python {platform.python_version()}，"
        f"{os.cpu_count()} 核，{memory:.0f} GiB；{told('hugo', 'version')[:24] or '没有 hugo'}；"
        f"负载 {os.getloadavg()[0]:.2f}"
    )


if __name__ == "__main__":
    main()
