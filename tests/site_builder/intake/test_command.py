"""`chunshui form` with a form from a file, as an office without a forge uses it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from site_builder.cli import cli
from tests.site_builder.intake.counter import FILES, rendered
from tests.support import GitRepository


@pytest.fixture
def office(tmp_path: Path) -> GitRepository:
    made = GitRepository(tmp_path / "office")
    made.commit(FILES, "2026-10-01")
    return made


def run(office: GitRepository, text: str, account: str, *more: str) -> Result:
    file = office.path.parent / "form.md"
    file.write_text(text, encoding="utf-8")
    given = ["form", "--issue-file", str(file), "--author", account, "--date", "2026-10-20"]
    return CliRunner().invoke(
        cli, [*given, "--root", str(office.path), *more], standalone_mode=False
    )


def test_the_file_and_its_branch_are_shown_and_nothing_is_written(office: GitRepository) -> None:
    before = office.git("rev-parse", "--all")
    done = run(office, rendered("报送信息"), "duxiaohe")
    assert done.return_value == 0
    assert done.output.startswith("分支：review/20261020-夏粮入库\n文件：content/items/2026/10/")
    assert office.git("rev-parse", "--all") == before
    assert office.git("status", "--porcelain") == ""


def test_a_commit_is_in_the_name_of_who_filled_it_in(office: GitRepository) -> None:
    for _ in range(2):  # the second time there is nothing to do
        done = run(office, rendered("报送信息"), "duxiaohe", "--commit")
        assert (done.return_value, done.output) == (0, "review/20261020-夏粮入库\n")
    branch = "review/20261020-夏粮入库"
    assert office.git("log", "--format=%an %ae %s", f"main..{branch}") == (
        "杜晓禾 du@example.invalid 报送：夏粮入库"
    )
    changed = office.git("diff", "--name-status", "main", branch)
    assert changed == "A\tcontent/items/2026/10/20261020-夏粮入库.md"
    assert office.git("branch", "--show-current") == "main"


def test_who_has_no_address_is_named_by_his_id(office: GitRepository) -> None:
    done = run(office, rendered("批示登记"), "xueke", "--commit")
    assert done.return_value == 0, done.output
    assert office.git("log", "-1", "--format=%ae", done.output.strip()) == "晋中市局/xue"


def test_what_to_mend_is_said_with_its_own_exit_code(office: GitRepository) -> None:
    done = run(office, rendered("报送信息", {"kind": "小说"}), "duxiaohe", "--commit")
    assert done.return_value == 1 and "小说" in done.output
    assert office.git("branch", "--list") == "* main"


def test_a_form_without_anybody_is_refused(office: GitRepository) -> None:
    file = office.path.parent / "form.md"
    file.write_text("", encoding="utf-8")
    done = CliRunner().invoke(cli, ["form", "--issue-file", str(file), "--root", str(office.path)])
    assert done.exit_code == 2 and "--author" in done.output
