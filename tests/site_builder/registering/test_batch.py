"""A register of 2,000 rows, as offices keep them: nothing is lost and the report is true."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from pathlib import Path

import pytest

from site_builder.reading.repository import load
from tests.site_builder.registering.registers import Sent, Stated, office, register
from tests.support import GitRepository, digests, run_chunshui


def reported(path: Path) -> dict[int, dict[str, str]]:
    """The rows of a report by their numbers in the register."""
    text = path.read_text(encoding="utf-8-sig")
    return {int(row["行"]): row for row in csv.DictReader(io.StringIO(text))}


def adopted(root: Path) -> dict[str, list[tuple[str, str, str | None]]]:
    """The adoptions of every item that has one."""
    items = load(root / "content").corpus.items
    return {
        name: [(each.publication, f"{each.date}", each.issue) for each in item.adoptions]
        for name, item in items.items()
        if item.adoptions
    }


def counted(printed: str) -> dict[str, int]:
    """The numbers of the last line."""
    return {word: int(number) for word, number in re.findall(r"([^，：0-9 。]+) (\d+)", printed)}


class Played:
    """An office, its register, and the first run of the command."""

    def __init__(self, root: Path, rows: int) -> None:
        self.root = root
        self.repository = GitRepository(root)
        self.repository.git("config", "user.name", "办公室")
        self.repository.git("config", "user.email", "office@example.invalid")
        self.items: list[Sent]
        self.stated: list[Stated]
        self.items, self.stated = office(root, rows)
        data, self.by_row, self.others = register(self.stated)
        (root / "登记表.xlsx").write_bytes(data)
        self.repository.commit({})

    def adopt(self, *arguments: str) -> tuple[int, str]:
        done = run_chunshui("adopt", "--from", "登记表.xlsx", *arguments, cwd=self.root)
        assert done.returncode in (0, 1), done.stderr
        return done.returncode, done.stdout.strip().splitlines()[-1]

    def outcomes(self) -> Counter[str]:
        return Counter(each.outcome for each in self.stated)


@pytest.mark.slow
def test_two_thousand_rows_are_registered_without_loss_and_told_truly(tmp_path: Path) -> None:
    played = Played(tmp_path, 1)
    assert len(played.by_row) == 2_000
    _played(played)


def _played(played: Played) -> None:
    root = played.root
    code, last = played.adopt("--report", "报告.csv")
    report = reported(root / "报告.csv")

    # No row is missing from the report, and each says what became of it.
    assert len(report) == len(played.by_row) + played.others
    for row, each in played.by_row.items():
        told = report[row]
        assert told["结果"] == each.outcome, (row, each, told)
        assert told["标题"] == " ".join(str(each.cells[0]).split())
        if each.outcome in ("可登记", "已登记", "重复"):
            assert told["信息编号"] == each.item
        if each.outcome == "存疑":
            assert each.item in told["候选"], told
    assert {told["结果"] for row, told in report.items() if row not in played.by_row} == {"说明"}
    said = counted(last)
    outcomes = played.outcomes()
    assert {word: said[word] for word in outcomes} == dict(outcomes)
    assert said["共"] == len(report) and said["表头和说明"] == played.others
    assert code == 1

    # Exactly the sure rows are in the files, the rest of each file as it was.
    sure = {each.item for each in played.stated if each.outcome == "可登记"}
    known = {item.name for item in played.items if item.adopted is not None}
    there = adopted(root)
    assert there.keys() == sure | known
    assert all(len(each) == 1 for each in there.values())
    for each in played.stated:
        if each.outcome == "可登记":
            publication, _, issue = there[each.item][0]
            assert publication == "晋政信息" and issue == f"第{_number(each.cells[3])}期"
    changed = played.repository.git("diff", "--numstat").splitlines()
    assert len(changed) == len(sure)
    assert all(line.split("\t")[:2] == ["2", "0"] for line in changed)
    assert run_chunshui("check", cwd=root).returncode == 0

    # Again: nothing changes, and what is registered is told to be.
    before = digests(root / "content")
    _, last = played.adopt("--report", "又.csv")
    assert digests(root / "content") == before
    assert counted(last)["已登记"] == outcomes["可登记"] + outcomes["已登记"]
    again = reported(root / "又.csv")
    assert all(
        again[row]["结果"] == ("已登记" if each.outcome == "可登记" else each.outcome)
        for row, each in played.by_row.items()
    )


def _number(issue: object) -> int:
    return int(re.findall(r"\d+", str(issue))[-1])


def _answered(path: Path, answers: dict[int, str], encoding: str = "utf-8-sig") -> None:
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    for row in rows:
        row["确认"] = answers.get(int(row["行"]), "")
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))


@pytest.fixture
def small(tmp_path: Path) -> Played:
    return Played(tmp_path, 50)


def test_a_register_is_told_truly(small: Played) -> None:
    _played(small)


def test_what_the_office_answers_is_registered_and_nothing_else(small: Played) -> None:
    small.adopt("--report", "报告.csv", "--commit")
    before = adopted(small.root)
    asked = {row: each for row, each in small.by_row.items() if each.outcome == "存疑"}
    rows = sorted(asked)
    missing = min(row for row, each in small.by_row.items() if each.outcome == "无此信息")
    free = sorted({item.name for item in small.items} - before.keys())
    answers = {row: asked[row].item for row in rows[1:]} | {rows[0]: "否", missing: free[0]}
    _answered(small.root / "报告.csv", answers, "gbk")
    code, last = small.adopt("--answers", "报告.csv", "--dry-run")
    assert adopted(small.root) == before and "没有写" in last
    code, last = small.adopt("--answers", "报告.csv", "--commit")
    after = adopted(small.root)
    assert after.keys() - before.keys() == {asked[row].item for row in rows[1:]} | {free[0]}
    assert counted(last)["已否定"] == 1 and "存疑" not in last
    assert small.repository.git("status", "--porcelain", "content") == ""
    assert "登记采用：登记表" in small.repository.git("log", "-1", "--format=%s")
    assert code == 1  # rows are left over: those that lack something, and those refused


@pytest.mark.parametrize(
    ("answer", "reason"),
    [("也许", "没有这个编号或标题"), ("是", "没有唯一的候选"), ("20260101-没有", "没有这个编号")],
)
def test_an_answer_that_says_nothing_stops_everything(
    small: Played, answer: str, reason: str
) -> None:
    small.adopt("--report", "报告.csv", "--dry-run")
    missing = min(row for row, each in small.by_row.items() if each.outcome == "无此信息")
    _answered(small.root / "报告.csv", {missing: answer})
    done = run_chunshui("adopt", "--from", "登记表.xlsx", "--answers", "报告.csv", cwd=small.root)
    assert done.returncode == 1 and "[D715]" in done.stderr and reason in done.stderr
    assert small.repository.git("status", "--porcelain", "content") == ""


def test_answers_to_another_register_are_refused(small: Played) -> None:
    small.adopt("--report", "报告.csv", "--dry-run")
    rows = sorted(small.by_row)
    _answered(small.root / "报告.csv", {rows[0]: "否", rows[1]: "否"})
    moved = small.root / "别的.csv"
    moved.write_text("标题,刊物,日期\n别的题目,晋政信息,2026-09-09\n", encoding="utf-8")
    done = run_chunshui("adopt", "--from", "别的.csv", "--answers", "报告.csv", cwd=small.root)
    assert done.returncode == 1 and "重新写一份报告" in done.stderr


def test_single_candidates_are_taken_when_told_so(small: Played) -> None:
    before = small.outcomes()
    _, last = small.adopt("--yes-doubtful")
    said = counted(last)
    assert said["可登记"] > before["可登记"]
    assert said.get("存疑", 0) + said["可登记"] == before["存疑"] + before["可登记"]


def test_a_report_is_not_written_over(small: Played) -> None:
    (small.root / "报告.csv").write_text("填好了", encoding="utf-8")
    done = run_chunshui("adopt", "--from", "登记表.xlsx", "--report", "报告.csv", cwd=small.root)
    assert done.returncode == 2 and "已经有了" in done.stderr
    assert (small.root / "报告.csv").read_text(encoding="utf-8") == "填好了"
