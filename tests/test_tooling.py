"""The tools around the program: commands, locks and workflows keep what they promise."""

from __future__ import annotations

import re
import shlex
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from site_builder.cli import cli
from tests.support import ROOT

RUNTIME = ROOT / "requirements.txt"
TEST = ROOT / "tests" / "requirements.txt"
OURS = ROOT / ".github" / "workflows"
OFFICES = ROOT / "site_builder" / "office" / ".github" / "workflows"
WORKFLOWS = sorted([*OURS.glob("*.yml"), *OFFICES.glob("*.yml")])


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def pins(lock: Path) -> dict[str, str]:
    """Name and version of each package of a lock; one that is not pinned fails here."""
    entries = read(lock).replace("\\\n", " ").splitlines()
    found: dict[str, str] = {}
    for entry in (line for line in entries if line and not line.lstrip().startswith(("#", "-r "))):
        named = re.match(r"([\w.-]+)==(\S+)( ; [^-]+)? +(--hash=sha256:[0-9a-f]{64} *)+$", entry)
        assert named, f"{lock.name}: not pinned with a hash: {entry[:80]}"
        name = canonicalize_name(named[1])
        assert name not in found, f"{lock.name}: two versions of {name}"
        found[name] = named[2]
    return found


def makefile_targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):(?!=)", read(ROOT / "Makefile"), re.MULTILINE))


def workflow(path: Path) -> dict[Any, Any]:
    """The workflow; those for a new office are templates and have marks around the text."""
    loaded = yaml.safe_load(re.sub(r"^\{%.*%\}$", "", read(path), flags=re.MULTILINE))
    assert isinstance(loaded, dict)
    return loaded


@pytest.mark.parametrize("lock", [RUNTIME, TEST], ids=["runtime", "test"])
def test_a_lock_names_no_address(lock: Path) -> None:
    assert re.findall(r"https?:|://|--(?:extra-)?index|--find-links|--trusted", read(lock)) == []


def test_the_locks_satisfy_what_pyproject_asks_for() -> None:
    asked = tomllib.loads(read(ROOT / "pyproject.toml"))
    groups = asked["dependency-groups"]
    runtime = pins(RUNTIME)
    for lock, wanted in (
        (runtime, asked["project"]["dependencies"] + groups["build"]),
        (runtime | pins(TEST), groups["test"] + groups["dev"]),
    ):
        for line in wanted:
            requirement = Requirement(line)
            version = lock.get(canonicalize_name(requirement.name))
            assert version is not None, f"{line}: not locked; run make lock"
            assert requirement.specifier.contains(version), f"{line}: locked at {version}"


def test_the_test_lock_adds_to_the_runtime_lock_and_repeats_nothing() -> None:
    assert "-r ../requirements.txt" in read(TEST).splitlines()
    assert pins(RUNTIME).keys() & pins(TEST).keys() == set()


def test_the_wheel_is_built_with_the_locked_setuptools() -> None:
    asked = tomllib.loads(read(ROOT / "pyproject.toml"))
    assert asked["build-system"]["requires"] == asked["dependency-groups"]["build"]


def test_make_help_lists_every_target_in_chinese() -> None:
    shown = subprocess.run(
        ["make", "--no-print-directory", "help"],
        cwd=ROOT, check=True, capture_output=True, encoding="utf-8",
    ).stdout  # fmt: skip
    listed = dict(re.findall(r"^  make (\S+) +(.+)$", shown, re.MULTILINE))
    assert listed.keys() == makefile_targets()
    assert all(re.search(r"[\u4e00-\u9fff]", text) for text in listed.values())


def test_ci_runs_the_readme_command_and_nothing_cleverer() -> None:
    script = ROOT / ".ci" / "run"
    lines = read(script).splitlines()
    assert lines[:2] == ["#!/usr/bin/env bash", "set -euo pipefail"]
    assert lines[-1] == "make test"
    assert script.stat().st_mode & 0o111


def test_every_make_command_that_is_written_down_exists() -> None:
    documents = [ROOT / "README.md", *WORKFLOWS, *sorted((ROOT / "site_builder").rglob("*.md"))]
    written = {
        (document.name, target)
        for document in documents
        for target in re.findall(
            r"(?:`|^\s*\$? ?|run: )make ([a-z]+)", read(document), re.MULTILINE
        )
    }
    assert {(name, target) for name, target in written if target not in makefile_targets()} == set()


# What a job may write beyond reading the repository; every other job may only read.
RIGHTS = {
    ("gate", "gate"): {"contents": "read", "pull-requests": "write", "statuses": "write"},
    ("record", "record"): {"contents": "write", "pull-requests": "read", "statuses": "write"},
    ("form", "form"): {"contents": "write", "issues": "write", "pull-requests": "write"},
}
WITH_RIGHTS = {name for name, _ in RIGHTS}
FETCHED = {
    "+refs/heads/*:refs/remotes/origin/*",  # all branches, none of them checked out but main
    "refs/pull/$number/head",
    "refs/pull/$NUMBER/head",
    "$REVISION",
}


def jobs(path: Path) -> dict[str, dict[str, Any]]:
    found = workflow(path)["jobs"]
    assert isinstance(found, dict)
    return found


def scripts(path: Path) -> list[str]:
    return [step["run"] for job in jobs(path).values() for step in job["steps"]]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_workflow_only_runs_commands_with_the_least_rights(path: Path) -> None:
    loaded = workflow(path)
    assert loaded["permissions"] == {"contents": "read"}
    for name, job in jobs(path).items():
        assert job.get("permissions") == RIGHTS.get((path.stem, name))
        assert "timeout-minutes" in job
        assert "uses" not in job
        for step in job["steps"]:
            assert step.keys() <= {"name", "env", "run"}, step
            # a value that a stranger may choose reaches the shell only as a variable
            assert "${{" not in step["run"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_has_rights_never_runs_what_a_request_brings(path: Path) -> None:
    triggers = workflow(path)[True]  # YAML reads `on` as true
    for script in scripts(path):
        words = script.replace("\\\n", " ")
        for fetched in re.findall(r"fetch --quiet \"\$REMOTE\" +['\"]?([^'\"\s]+)", words):
            assert fetched in FETCHED
        checked_out = re.findall(r"git (?:checkout|switch|reset|merge|restore) .*", words)
        if path.stem in WITH_RIGHTS:
            assert set(checked_out) <= {"git checkout --quiet -B main refs/remotes/origin/main"}
            assert "$REVISION" not in script
    if path.stem not in WITH_RIGHTS:
        assert "pull_request_target" not in triggers
        assert "secrets." not in read(path)
    else:
        assert "pull_request" not in triggers
        named = {word for step in re.findall(r"github[.](?:event|head)[\w.]*", read(path))
                 for word in [step]}  # fmt: skip
        assert named <= {
            "github.event.pull_request.number", "github.event.issue.number", "github.event_name",
            "github.event.pull_request.head.repo.full_name",
            "github.event.workflow_run.conclusion", "github.event.sender.login",
            "github.event.issue.user.login",
        }  # fmt: skip


def called(script: str) -> list[list[str]]:
    """The words of every call of our command."""
    joined = script.replace("\\\n", " ").replace('"$HOME/chunshui/bin/chunshui"', "chunshui")
    calls = re.findall(r"(?:^|[\s(|])chunshui ((?:[^\n|)&;])+)", joined)
    return [shlex.split(call) for call in calls if "install" not in joined]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_call_in_a_workflow_is_one_that_the_command_takes(path: Path) -> None:
    calls = [call for script in scripts(path) for call in called(script)]
    assert calls or path.stem in ("review", "check", "site")
    for call in calls:
        found: click.Command | None = cli
        while isinstance(found, click.Group):
            found = found.get_command(click.Context(found), call.pop(0))
        assert found is not None, path
        options = {flag for each in found.params for flag in each.opts}
        assert {word for word in call if word.startswith("-")} <= options, call


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_step_is_a_script_that_a_shell_reads(path: Path) -> None:
    for script in scripts(path):
        subprocess.run(["bash", "-n"], input=script, check=True, encoding="utf-8")


def test_an_office_gets_the_same_workflows_but_for_the_installation() -> None:
    for name in sorted({path.stem for path in WORKFLOWS} - {"check", "site"}):
        ours, offices = (workflow(folder / f"{name}.yml") for folder in (OURS, OFFICES))
        for loaded in (ours, offices):
            for job in loaded["jobs"].values():
                job["steps"] = [each for each in job["steps"] if "安装" not in each["name"]]
        assert ours == offices


def test_github_knows_every_event_that_a_workflow_waits_for() -> None:
    """Gitea takes its own names too, but one that GitHub does not know spoils the file there."""
    for path in WORKFLOWS:
        assert workflow(path)[True].keys() <= {
            "pull_request", "pull_request_target", "pull_request_review", "push", "issues",
            "schedule", "workflow_run",
        }  # fmt: skip


@pytest.mark.parametrize("folder", [OURS, OFFICES], ids=["ours", "a new office's"])
def test_content_is_checked_before_and_the_site_built_after_merging(folder: Path) -> None:
    loaded = {path.stem: workflow(path) for path in folder.glob("*.yml")}
    triggers = {name: content[True] for name, content in loaded.items()}  # YAML reads `on` as true
    assert triggers["check"] == {"pull_request": None}
    assert triggers["site"] == {"push": {"branches": ["main"]}}
