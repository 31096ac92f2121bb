"""Ways to build: the same commit gives the same bytes, by whichever command."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from mkdocs.exceptions import PluginError

from site_builder.mkdocs_adapter import ChunshuiPlugin
from tests.support import ROOT, GitRepository, digests

Run = Callable[..., CompletedProcess[str]]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new office, committed."""
    from tests.support import run_chunshui

    folder = tmp_path_factory.mktemp("building") / "office"
    made = run_chunshui("init", folder, "--name", "某市税务局", cwd=folder.parent)
    assert made.returncode == 0, made.stderr
    GitRepository(folder).commit({}, date=date.today().isoformat())  # noqa: DTZ011 - init uses it
    return folder


def _python(module: str, *arguments: str | Path, cwd: Path, seed: str = "0") -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-m", module, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONHASHSEED": seed, "TZ": f"UTC{seed}"},
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_two_builds_of_one_commit_are_the_same_bytes(office: Path, tmp_path: Path) -> None:
    for seed in ("1", "2"):
        _python("site_builder", "build", "--output", tmp_path / seed, cwd=office, seed=seed)
    first, second = digests(tmp_path / "1"), digests(tmp_path / "2")
    assert len(first) > 40
    assert first == second


def test_mkdocs_alone_builds_the_same_site(office: Path, tmp_path: Path) -> None:
    _python("site_builder", "build", "--output", tmp_path / "ours", cwd=office)
    _python("mkdocs", "build", "--strict", "-q", "-d", tmp_path / "theirs", cwd=office)
    assert digests(tmp_path / "ours") == digests(tmp_path / "theirs")


def test_the_staged_tree_builds_with_other_generators(office: Path, tmp_path: Path) -> None:
    staged = tmp_path / "staged"
    _python("site_builder", "stage", staged, cwd=office)
    for generator in ("properdocs", "mkdocs"):
        site = tmp_path / generator
        _python(
            *(generator, "build", "--strict", "-q", "-f", staged / "mkdocs.yml", "-d", site),
            cwd=tmp_path,
        )
        assert (site / "rankings/index.html").is_file()
    ours = tmp_path / "ours"
    _python("site_builder", "build", "--output", ours, cwd=office)
    assert {p for p in digests(ours) if p.endswith("index.html")} == {
        p for p in digests(tmp_path / "properdocs") if p.endswith("index.html")
    }


def test_staging_refuses_a_folder_with_files(office: Path, run_chunshui: Run) -> None:
    done = run_chunshui("stage", office, cwd=office)
    assert done.returncode == 2
    assert "不是空文件夹" in done.stderr


def test_nothing_generated_is_written_into_content(office: Path) -> None:
    status = subprocess.run(
        ["git", "status", "--porcelain"], cwd=office, capture_output=True, check=True
    )
    assert status.stdout == b""


def test_a_broken_office_leaves_the_published_site_alone(
    office: Path, run_chunshui: Run, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    assert run_chunshui("build", "--output", site, cwd=office).returncode == 0
    before = digests(site)
    broken = office / "content/items/坏.md"
    broken.write_text("没有开头", encoding="utf-8")
    try:
        done = run_chunshui("build", "--output", site, cwd=office)
    finally:
        broken.unlink()
    assert done.returncode == 1
    assert digests(site) == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_the_demonstration_is_clean_and_set_up_like_every_office(run_chunshui: Run) -> None:
    checked = run_chunshui("check", cwd=ROOT)
    assert checked.returncode == 0, checked.stdout
    own = ("#", "site_name:", "site_description:", "copyright:")
    template = ROOT / "site_builder/office/mkdocs.yml"
    ours, theirs = (
        [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith(own)]
        for path in (ROOT / "mkdocs.yml", template)
    )
    assert ours == theirs


@pytest.mark.parametrize("output", [".", "..", "content", "content/site", "mkdocs.yml", "notes"])
def test_a_site_never_takes_the_place_of_anything_else(
    git_repo: Callable[..., GitRepository], run_chunshui: Run, output: str
) -> None:
    repository = git_repo()
    assert run_chunshui("init", "office", cwd=repository.path).returncode == 0
    home = repository.path / "office"
    (home / "notes").mkdir()
    (home / "notes/记录.txt").write_text("要紧的", encoding="utf-8")
    before = digests(repository.path)
    done = run_chunshui("build", "--output", output, cwd=home)
    assert done.returncode == 2
    assert digests(repository.path) == before
    assert "换一个" in done.stderr


def test_an_error_while_serving_is_told_and_the_pages_stay(
    git_repo: Callable[..., GitRepository],
    run_chunshui: Run,
    capsys: pytest.CaptureFixture[str],
) -> None:
    repository = git_repo()
    assert run_chunshui("init", "office", cwd=repository.path).returncode == 0
    content = repository.path / "office/content"
    plugin = ChunshuiPlugin()
    plugin.load_config({})
    plugin.on_startup(command="serve", dirty=False)
    sound = plugin.taken(content)
    (content / "items/坏.md").write_text("没有开头", encoding="utf-8")
    assert plugin.taken(content) is sound
    assert "items/坏.md:1:1" in capsys.readouterr().err
    (content / "items/坏.md").unlink()
    assert plugin.taken(content) is not sound
    plugin.on_startup(command="build", dirty=False)
    (content / "items/坏.md").write_text("没有开头", encoding="utf-8")
    with pytest.raises(PluginError, match=r"items/坏\.md"):
        plugin.taken(content)
