"""The tools around the program: commands, locks and workflows keep what they promise."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

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


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_workflow_only_runs_commands_and_may_only_read(path: Path) -> None:
    loaded = workflow(path)
    assert loaded["permissions"] == {"contents": "read"}
    for job in loaded["jobs"].values():
        assert "permissions" not in job
        assert "timeout-minutes" in job
        for step in job["steps"]:
            assert step.keys() <= {"name", "env", "run"}, step
            # a value that a stranger may choose reaches the shell only as a variable
            assert "${{" not in step["run"]


@pytest.mark.parametrize("folder", [OURS, OFFICES], ids=["ours", "a new office's"])
def test_content_is_checked_before_and_the_site_built_after_merging(folder: Path) -> None:
    loaded = {path.stem: workflow(path) for path in folder.glob("*.yml")}
    triggers = {name: content[True] for name, content in loaded.items()}  # YAML reads `on` as true
    assert triggers["check"] == {"pull_request": None}
    assert triggers["site"] == {"push": {"branches": ["main"]}}
