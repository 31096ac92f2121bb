"""Real things that tests share: a Git repository with fixed dates, and the real command."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
IDENTITY = {"NAME": "示例编辑", "EMAIL": "editor@example.invalid"}


def _git_environment(date: str | None = None) -> dict[str, str]:
    """The caller's environment without any Git setting of the machine or the user."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    for role in ("AUTHOR", "COMMITTER"):
        environment |= {f"GIT_{role}_{key}": value for key, value in IDENTITY.items()}
        if date is not None:
            environment[f"GIT_{role}_DATE"] = date if "T" in date else f"{date}T09:00:00+08:00"
    return environment


class GitRepository:
    """A real repository in `path`, on branch main; the same commits have the same ids."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str, date: str | None = None) -> str:
        """What `git ARGUMENTS` printed, without the last line break; raises when it fails."""
        done = subprocess.run(
            ["git", "-c", "core.quotePath=false", *arguments],
            cwd=self.path,
            env=_git_environment(date),
            check=True,
            capture_output=True,
            encoding="utf-8",
        )
        return done.stdout.rstrip("\n")

    def commit(
        self,
        files: Mapping[str, str | bytes | None],
        date: str = "2026-01-01",
        message: str = "更新内容",
    ) -> str:
        """Write the files (None removes one), commit all, and return the commit's id.

        `date` is a day (nine o'clock in Beijing) or a full ISO time.
        """
        for name, content in files.items():
            target = self.path / name
            if content is None:
                target.unlink()
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", message, date=date)
        return self.git("rev-parse", "HEAD")


def run_chunshui(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the real command in the folder `cwd`; the caller looks at returncode and output."""
    return subprocess.run(
        [sys.executable, "-P", "-m", "site_builder", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        check=False,
        capture_output=True,
        encoding="utf-8",
    )


def run_mkdocs(office: Path, destination: Path) -> subprocess.CompletedProcess[str]:
    """Build an office's site with MkDocs alone; the caller looks at returncode and output."""
    return subprocess.run(
        [sys.executable, "-P", "-m", "mkdocs", "build", "-q", "-d", destination],
        cwd=office,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        check=False,
        capture_output=True,
        encoding="utf-8",
    )


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of every file by its path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
