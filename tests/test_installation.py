"""An office without the internet installs from a folder of wheels and builds its site.

The network is switched off with `unshare --net` where that is allowed (root in most containers,
or user namespaces); elsewhere every proxy points to a closed port. pip gets `--no-index` and no
configuration in both cases.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest

from tests.sources import tracked_files
from tests.support import ROOT, GitRepository

CLOSED = "http://127.0.0.1:9"
UNSHARE = (["unshare", "--net"], ["unshare", "--map-root-user", "--net"])


@lru_cache(maxsize=1)
def no_network() -> list[str]:
    """Words before a command that take the network from it; none where that is not allowed."""
    for words in UNSHARE:
        if shutil.which(words[0]):
            tried = subprocess.run([*words, "true"], capture_output=True, check=False)
            if tried.returncode == 0:
                return words
    return []


def offline(*command: str | Path, cwd: Path) -> str:
    """Output of a command that has neither network nor pip settings; a failure shows it all."""
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("PIP_", "VIRTUAL"))
    }
    kept |= {"PIP_CONFIG_FILE": os.devnull, "NO_MKDOCS_2_WARNING": "1"}
    kept |= dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), CLOSED)
    done = subprocess.run(
        [*no_network(), *map(str, command)],
        cwd=cwd, env=kept, check=False, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheelhouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `make wheelhouse` makes from a clean copy, with this test's environment."""
    folder = tmp_path_factory.mktemp("copy")
    for name in tracked_files():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    made = subprocess.run(
        ["make", f"--assume-old={sys.prefix}/.ready", "wheelhouse", f"VENV={sys.prefix}"],
        cwd=folder, check=False, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert made.returncode == 0, made.stdout + made.stderr
    return folder / "wheelhouse"


@pytest.fixture(scope="module")
def installed(wheelhouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the programs of a fresh environment, installed from the wheels alone."""
    environment = tmp_path_factory.mktemp("environment")
    programs = environment / "bin"
    offline(sys.executable, "-m", "venv", environment, cwd=environment)
    offline(
        programs / "pip", "install", "--no-index", "--find-links", wheelhouse, "chunshui",
        cwd=environment,
    )  # fmt: skip
    return programs


@pytest.mark.slow
def test_the_wheelhouse_holds_only_wheels_and_ours_with_all_its_data(wheelhouse: Path) -> None:
    assert {path.suffix for path in wheelhouse.iterdir()} == {".whl"}
    (ours,) = wheelhouse.glob("chunshui-*.whl")
    with zipfile.ZipFile(ours) as wheel:
        inside = set(wheel.namelist())
    wanted = {name for name in tracked_files() if name.startswith(("scoring/", "site_builder/"))}
    assert wanted - inside == set()


@pytest.mark.slow
def test_a_new_office_starts_without_the_internet(
    installed: Path, git_repo: Callable[..., GitRepository], tmp_path: Path
) -> None:
    chunshui = installed / "chunshui"
    assert "check" in offline(chunshui, "--help", cwd=tmp_path)
    offline(chunshui, "init", tmp_path / "office", cwd=tmp_path)
    office = git_repo("office")
    office.commit({}, date=date.today().isoformat())  # noqa: DTZ011 - init uses it
    offline(chunshui, "check", cwd=office.path)
    offline(chunshui, "build", "--output", tmp_path / "site", cwd=office.path)
    assert "春水" in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
