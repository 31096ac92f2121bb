"""The command line as its users meet it: Chinese help, honest exit codes, results on stdout."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from site_builder.cli import COMMANDS
from tests.site_builder.handbook import HANDBOOK, handbook, help_of, inner
from tests.support import GitRepository

Run = Callable[..., CompletedProcess[str]]


@pytest.fixture
def office(run_chunshui: Run, tmp_path: Path) -> Path:
    """A new office, as `chunshui init` makes it."""
    folder = tmp_path / "office"
    made = run_chunshui("init", folder, "--name", '某市"税务局"', cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_in_chinese_with_an_example(command: str) -> None:
    text = help_of(command)
    assert "例：" in text
    assert f"chunshui {command}" in text.split("例：")[1]
    assert not re.search(r"\b(Usage|Options|Show|required|default)\b", text)


@pytest.mark.parametrize("command", inner("review"))
def test_every_command_of_review_explains_itself_too(command: str) -> None:
    text = help_of("review", command)
    assert f"chunshui review {command}" in text.split("例：")[1]
    assert not re.search(r"\b(Usage|Options|Show|required|default)\b", text)


def test_the_handbook_shows_the_help_that_the_commands_print() -> None:
    assert HANDBOOK.read_text(encoding="utf-8") == handbook()


def test_a_new_office_is_clean_at_once(office: Path, run_chunshui: Run) -> None:
    checked = run_chunshui("check", cwd=office)
    assert checked.returncode == 0, checked.stdout
    assert checked.stdout.count("\n") == 1
    assert checked.stderr == ""


def test_check_lists_only_what_concerns_the_named_files(office: Path, run_chunshui: Run) -> None:
    items = office / "content" / "items" / "2026" / "09"
    items.mkdir(parents=True, exist_ok=True)
    text = "---\ntitle: {}\nunit: {}\ndate: 2026-09-03\n---\n\n正文。\n"
    good, bad = items / "20260903-好.md", items / "20260903-坏.md"
    good.write_text(text.format("好", "甲县局"), encoding="utf-8")
    bad.write_text(text.format("坏", "无此单位"), encoding="utf-8")

    def check(*files: Path | str, cwd: Path = office) -> tuple[int, str, str]:
        done = run_chunshui("check", "--as-of", "2026-12-31", *files, cwd=cwd)
        return done.returncode, done.stdout, done.stderr

    assert check()[0] == 1
    code, listed, said = check(good)
    assert (code, listed.count("\n")) == (0, 1) and "其他文件还有 1 个问题" in said
    for files in ([bad], [good, bad], ["content/items"], ["content"], [bad.relative_to(office)]):
        code, listed, _ = check(*files)
        assert code == 1 and "20260903-坏.md:3:7" in listed
    assert check("20260903-坏.md", cwd=items)[0] == 1
    code, _, said = check("content/items/无.md")
    assert code == 2 and "没有 content/items/无.md 这个文件" in said
    code, _, said = check(office / "mkdocs.yml")
    assert code == 2 and "不在 content 里" in said


def test_a_cache_that_cannot_be_written_is_one_warning_and_no_more(
    office: Path, run_chunshui: Run
) -> None:
    GitRepository(office)
    (office / ".git/chunshui").write_bytes(b"")
    done = run_chunshui("check", cwd=office)
    assert done.returncode == 0
    assert done.stderr.count("\n") == 1 and "缓存没有写成" in done.stderr
    doctor = run_chunshui("doctor", cwd=office)
    assert "注意  缓存" in doctor.stdout


def test_init_refuses_a_folder_that_is_not_empty(office: Path, run_chunshui: Run) -> None:
    again = run_chunshui("init", office, cwd=office)
    assert again.returncode == 2
    assert "不是空文件夹" in again.stderr


def test_new_puts_an_item_in_its_place_and_check_asks_for_its_body(
    office: Path, run_chunshui: Run
) -> None:
    title = "三季度：留抵退税/落实情况"
    made = run_chunshui(
        *("new", title, "--author", "甲县局/wangfang", "--kind", "调研", "--date", "2026-01-05"),
        cwd=office,
    )
    path = office / "content/items/2026/01/20260105-三季度留抵退税落实情况.md"
    assert made.returncode == 0, made.stderr
    assert path.is_file()
    unwritten = run_chunshui("check", "--as-of", "2026-12-31", cwd=office)
    assert unwritten.returncode == 1
    assert "正文" in unwritten.stdout
    with path.open("a", encoding="utf-8") as file:
        file.write("今年三季度，全县办理留抵退税……\n")
    assert run_chunshui("check", "--as-of", "2026-12-31", cwd=office).returncode == 0
    again = run_chunshui(
        "new", title, "--author", "甲县局/wangfang", "--date", "2026-01-05", cwd=office
    )
    assert again.returncode == 2
    assert "已经有了" in again.stderr


def test_an_error_stops_everything_with_exit_code_1(office: Path, run_chunshui: Run) -> None:
    units = office / "content/registry/units.yml"
    units.write_text(units.read_text(encoding="utf-8") + "- {name：坏}\n", encoding="utf-8")
    checked = run_chunshui("check", cwd=office)
    assert checked.returncode == 1
    assert re.search(r"registry/units\.yml:\d+:\d+: .+ \[F\d+\]", checked.stdout)
    ranked = run_chunshui("rank", cwd=office)
    assert ranked.returncode == 1
    assert ranked.stdout == ""
    assert not (office / "site").exists()
    assert run_chunshui("build", cwd=office).returncode == 1
    assert not (office / "site").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["无此命令"], "没有 '无此命令' 这个命令"),
        (["check", "--formt"], "是否要写 --format"),
        (["check", "--format", "xml"], "--format 的值不对：只能写 text、json、github、markdown"),
        (["rank", "--by", "部门"], "只能写 单位、个人、刊物、层级"),
        (["rank", "--period"], "--period 后面还要写值"),
        (["rank", "--json=1"], "--json 后面不要写值"),
        (["serve", "--port", "八千"], "应为一个整数"),
        (["rank", "--period", "十月"], "应写成 2026-10"),
        (["rank", "--as-of", "2026年1月1日"], "应写成 2026-11-03"),
        (["explain"], "还缺"),
        (["doctor", "多余"], "多出了参数"),
    ],
)
def test_wrong_use_is_answered_in_chinese_with_exit_code_2(
    arguments: list[str], words: str, run_chunshui: Run, tmp_path: Path
) -> None:
    done = run_chunshui(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert words in done.stderr
    assert "--help" in done.stderr


def test_outside_an_office_the_way_in_is_named(run_chunshui: Run, tmp_path: Path) -> None:
    done = run_chunshui("check", cwd=tmp_path)
    assert done.returncode == 2
    assert "chunshui init" in done.stderr


def test_explain_offers_near_names(office: Path, run_chunshui: Run) -> None:
    done = run_chunshui("explain", "甲县", cwd=office)
    assert done.returncode == 2
    assert "甲县局" in done.stderr


def test_json_is_json(office: Path, run_chunshui: Run) -> None:
    year = ["--period", "2026", "--as-of", "2026-12-31"]
    for arguments in (["rank", *year], ["score", *year], ["explain", "办公室"], ["rules"]):
        done = run_chunshui(*arguments, "--json", cwd=office)
        assert done.returncode == 0, done.stderr
        assert isinstance(json.loads(done.stdout), list)
    checked = run_chunshui("check", "--format", "json", cwd=office)
    assert json.loads(checked.stdout) is not None


def test_schema_lists_kinds_and_prints_each(run_chunshui: Run, tmp_path: Path) -> None:
    listed = run_chunshui("schema", cwd=tmp_path)
    kinds = [line.split()[0] for line in listed.stdout.splitlines()]
    assert "item" in kinds
    for kind in kinds:
        schema = json.loads(run_chunshui("schema", kind, cwd=tmp_path).stdout)
        assert schema["$schema"].startswith("https://json-schema.org/")


def test_doctor_looks_at_this_machine(office: Path, run_chunshui: Run) -> None:
    done = run_chunshui("doctor", "--json", cwd=office)
    results = json.loads(done.stdout)
    assert done.returncode == 0, done.stdout
    assert {"Python", "Git", "comrak"} <= {result["subject"] for result in results}


def test_what_if_tells_who_moves(office: Path, run_chunshui: Run) -> None:
    draft = office / "draft.md"
    text = (office / "content/rulebooks/first.md").read_text(encoding="utf-8")
    draft.write_text(text.replace("每缺: -1", "每缺: -7"), encoding="utf-8")
    done = run_chunshui("what-if", draft, "--period", "2026", "--as-of", "2026-12-31", cwd=office)
    assert done.returncode == 0, done.stderr
    assert "甲县局" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--author", "王芳"], "请写 甲县局/wangfang，不写“王芳”"),
        (["--author", "甲县局/wangfan"], "是不是“甲县局/wangfang”"),
        (["--unit", "甲具局"], "是不是“甲县局”"),
        (["--unit", "甲县局", "--kind", "经念"], "是不是“经验”"),
    ],
)
def test_new_writes_nothing_that_check_would_refuse(
    office: Path, run_chunshui: Run, arguments: list[str], words: str
) -> None:
    before = sorted(office.rglob("*.md"))
    done = run_chunshui("new", "样本", *arguments, cwd=office)
    assert done.returncode == 2
    assert words in done.stderr
    assert run_chunshui("new", "！！", "--unit", "甲县局", cwd=office).returncode == 2
    assert sorted(office.rglob("*.md")) == before


def test_the_office_is_found_from_a_folder_inside(office: Path, run_chunshui: Run) -> None:
    assert run_chunshui("check", cwd=office / "content" / "items").returncode == 0


def test_namesakes_are_told_apart(office: Path, run_chunshui: Run) -> None:
    people = office / "content/registry/people.yml"
    text = people.read_text(encoding="utf-8")
    people.write_text(text.replace("name: 李娜", "name: 王芳"), encoding="utf-8")
    done = run_chunshui("explain", "王芳", cwd=office)
    assert done.returncode == 2
    assert "征管科/lina、甲县局/wangfang" in done.stderr
    assert run_chunshui("explain", "甲县局/wangfang", cwd=office).returncode == 0


def test_what_there_is_is_named_when_nothing_is_found(office: Path, run_chunshui: Run) -> None:
    ranked = run_chunshui("rank", "--period", "2000", cwd=office)
    assert ranked.returncode == 2
    assert re.search(r"现有 \d{4}年 至 \d{4}年", ranked.stderr)
    grouped = run_chunshui("rank", "--group", "火星", cwd=office)
    assert "现有：科室、县区局" in grouped.stderr
    scored = run_chunshui("score", "--period", "2000", cwd=office)
    assert (scored.stdout, scored.stderr) == ("", "2000年没有记分。\n")
    assert "没有 无.md 这个文件" in run_chunshui("what-if", "无.md", cwd=office).stderr


def test_a_reader_that_leaves_early_is_no_error(office: Path) -> None:
    command = f"{sys.executable} -m site_builder schema rulebook"
    piped = subprocess.run(
        ["bash", "-c", f"{command} | head -c 1 >/dev/null; echo ${{PIPESTATUS[0]}}"],
        cwd=office,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert (piped.stdout, piped.stderr) == ("0\n", "")


TIDY = """
import atexit, os, sys, weakref
from site_builder import cli
class Open: pass
held = Open()
def end():
    weakref.finalize(held, os.write, 2, b"closed ")
    atexit.register(os.write, 2, b"tidied ")
    print("一" * {long})
    return {code}
cli._run = end
sys.argv = ["chunshui"]
cli.main()
"""
BUFFERED = {**os.environ, "PYTHONUNBUFFERED": ""}


@pytest.mark.parametrize("code", [0, 1, 4])
def test_a_command_ends_at_once_but_tidily(office: Path, code: int) -> None:
    program = [sys.executable, "-c", TIDY.format(code=code, long=100_000)]
    done = subprocess.run(program, cwd=office, env=BUFFERED, capture_output=True, check=False)
    assert done.returncode == code
    assert done.stdout.decode() == "一" * 100_000 + "\n"
    assert done.stderr == b"tidied closed "


def test_what_cannot_be_printed_at_the_end_is_told(office: Path) -> None:
    program = [sys.executable, "-c", TIDY.format(code=0, long=1)]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            program, cwd=office, env=BUFFERED, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 120
    assert b"No space left" in done.stderr


def test_a_machine_that_cannot_read_chinese_file_names_is_told_so(office: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "site_builder", "check"],
        cwd=office,
        env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0"},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    if sys.platform.startswith("linux"):
        assert done.returncode == 2
        assert "PYTHONUTF8=1" in done.stderr


def test_an_office_without_a_rulebook_is_told_so(office: Path, run_chunshui: Run) -> None:
    (office / "content/rulebooks/first.md").unlink()
    assert run_chunshui("check", cwd=office).returncode == 0
    shown = run_chunshui("rules", cwd=office)
    assert (shown.returncode, shown.stdout) == (0, "")
    assert "还没有计分办法" in shown.stderr


def test_doctor_tells_a_shallow_clone(
    git_repo: Callable[..., GitRepository], run_chunshui: Run, tmp_path: Path
) -> None:
    repository = git_repo()
    repository.commit({"content/a.md": "一"})
    repository.commit({"content/a.md": "二"})
    repository.git("clone", "-q", "--depth=1", repository.path.as_uri(), str(tmp_path / "shallow"))
    assert "git fetch --unshallow" in run_chunshui("doctor", cwd=tmp_path / "shallow").stdout
    assert "unshallow" not in run_chunshui("doctor", cwd=repository.path).stdout
