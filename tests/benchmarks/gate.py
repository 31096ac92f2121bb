"""How long `chunshui gate` takes: `python -m tests.benchmarks.gate [SIZE …] [--office FOLDER]`.

Requests of one item are made on top of a generated office (its own branches are left alone): a
new item with its review, an item rewritten with its review, an adoption registered and approved.
The whole command is measured, start of the interpreter included; the aim is 2 s at 20,000 items.
底线 is what Git itself takes to list the files of one revision, and Python to start.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from tests.adversarial.office import BEIJING, Branch, item, place, record
from tests.adversarial.repository import Repository
from tests.benchmarks.content import generate
from tests.benchmarks.measure import Measured, Runs, run

DAY = datetime(2026, 1, 12, 9, tzinfo=BEIJING)
NEW = "20260112-基准"
_ROOT = "太原市局"
_WRITER, _DIRECTOR = f"{_ROOT}/bench-writer", f"{_ROOT}/bench-director"
_CLERKS = (f"{_ROOT}/bench-clerk", f"{_ROOT}/bench-second")
_WORKFLOW = """\
since: 2026-01-01
tiers:
  - {name: 办公室主任, role: 基准主任, days: 1}
paths:
  - {name: 本级, tiers: [办公室主任]}
owners:
  - {area: 稿件, roles: [信息员]}
  - {area: 登记, roles: [信息科]}
"""


def requests(office: Path) -> tuple[str, dict[str, str]]:
    """Make the requests; return the base and the head of each by what it does."""
    repository = Repository(office)
    start = repository.run_git("rev-parse", "HEAD").decode().strip()
    people = repository.run_git("show", f"{start}:content/registry/people.yml").decode()
    for who, role in zip(
        (_WRITER, _DIRECTOR, *_CLERKS), ("信息员", "基准主任", "信息科", "信息科"), strict=True
    ):
        mail = f"{who.rpartition('/')[2]}@office.example.invalid"
        people += f"- {{id: {who}, name: 基准, roles: [{role}], emails: [{mail}]}}\n"
    base = Branch(repository, "gate-base", {}, start)
    base.time = DAY
    files = {
        "content/registry/people.yml": people,
        "content/registry/workflow.yml": _WORKFLOW,
        place("20260105-旧"): item("旧", _WRITER, "2026-01-05"),
    }
    base.commit(_CLERKS[0], files)
    made: dict[str, str] = {}
    for what, name in (("新稿一条，已审", NEW), ("改稿一条，已审", "20260105-旧")):
        branch = Branch(repository, f"gate-{len(made)}", dict(base.files), base.head)
        branch.time = DAY
        text = item("基准", _WRITER, name[:4] + "-" + name[4:6] + "-" + name[6:8])
        branch.commit(_WRITER, {place(name): text}).submit(_WRITER, name)
        made[what] = branch.passed(name, (_DIRECTOR, "办公室主任")).head
        assert record(name) in branch.files
    branch = Branch(repository, "gate-register", dict(base.files), base.head)
    branch.time = DAY
    text = item("旧", _WRITER, "2026-01-05", "forwardings:\n  - {level: 省级, date: 2026-01-08}\n")
    made["登记一条，已核准"] = (
        branch.commit(_CLERKS[0], {place("20260105-旧"): text}).commit(_CLERKS[1]).head
    )
    return base.head, made


def measured(office: Path, runs: int) -> dict[str, Runs]:
    """Return the runs of each command, all in turn."""
    base, heads = requests(office)
    commands: dict[str, tuple[str | Path, ...]] = {
        "底线：git ls-tree": ("git", "ls-tree", "-r", "-z", base),
        "底线：启动 Python 和 GitPython": (sys.executable, "-c", "import click, git"),
    }
    for what, head in heads.items():
        commands[what] = (
            sys.executable, "-m", "site_builder", "gate", "--base", base, "--head", head,
            "--as-of", DAY.date().isoformat(),
        )  # fmt: skip
    found: dict[str, list[Measured]] = {}
    for _ in range(runs):
        for what, command in commands.items():
            found.setdefault(what, []).append(run(command, office))
    return {what: Runs(tuple(every)) for what, every in found.items()}


def main() -> None:
    """Measure the sizes named on the command line, or one office that is there already."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 20_000])
    parser.add_argument("--office", type=Path, help="an office with history; branches are added")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    print(
        "| 信息数 | 命令 | 用时 s（最短–最长） | CPU s | 峰值内存 MB |\n|---:|---|---:|---:|---:|"
    )
    if options.office is not None:
        _show(options.office.absolute(), options.runs)
        return
    with tempfile.TemporaryDirectory(prefix="chunshui-gate-") as folder:
        for size in options.sizes:
            office = Path(folder) / str(size)
            generate(office, size, history=True)
            _show(office, options.runs)


def _show(office: Path, runs: int) -> None:
    count = sum(1 for _ in (office / "content/items").rglob("*.md"))
    for what, every in measured(office, runs).items():
        wall, cpu, peak = every.median
        low, high = every.span
        print(
            f"| {count:,} | {what} | {wall:.2f}（{low:.2f}–{high:.2f}） | {cpu:.2f} | {peak:.0f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
