"""What lies on branches of review, and a site that is asked to tell of it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from site_builder.review.pending import gather
from tests.site_builder.review.desk_office import (
    BRANCH,
    DIRECTOR,
    ITEM,
    ITEM_PATH,
    WRITER,
    Office,
    text,
)
from tests.support import digests, run_chunshui

DAY = date(2026, 10, 13)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    office = Office(tmp_path, monkeypatch)
    office.write(office.here, text())
    office.done(office.here, WRITER, "submit", ITEM_PATH)
    office.there.git("fetch", "--quiet", "origin")
    return office


def test_what_was_handed_in_by_a_day_is_gathered(office: Office) -> None:
    (one,) = gather(office.there.path, DAY).handed
    assert (one.item.id, one.published) == (ITEM, False)
    assert one.text == one.trail.reviews[-1].text
    assert gather(office.there.path, date(2026, 10, 8)).handed == ()


def test_what_was_merged_or_never_handed_in_is_not_gathered(office: Office) -> None:
    office.there.git("branch", "review/20261012-没有报审", "main")
    assert [one.item.id for one in gather(office.there.path, DAY).handed] == [ITEM]
    assert gather(office.merge().path, DAY) == ((), ())


def test_branches_that_went_apart_are_told_and_the_others_shown(office: Office) -> None:
    office.done(office.there, DIRECTOR, "approve", ITEM)
    here = office.here
    here.git("commit", "--quiet", "--allow-empty", "-m", "另一边")
    here.git("checkout", "--quiet", BRANCH)
    here.git("commit", "--quiet", "--allow-empty", "-m", "另一边")
    here.git("checkout", "--quiet", "main")
    here.git("fetch", "--quiet", "origin")
    gathered = gather(here.path, DAY)
    assert gathered.handed == ()
    (said,) = gathered.untold
    assert said.startswith(f"{ITEM} 没有列出：分支 ")


def test_outside_git_there_are_no_branches(tmp_path: Path) -> None:
    gathered = gather(tmp_path, DAY)
    assert gathered.handed == ()
    assert "不在 Git 仓库里" in gathered.untold[0]


def test_a_site_tells_of_branches_only_when_asked(office: Office, tmp_path: Path) -> None:
    run_chunshui("init", tmp_path / "new", "--name", "示例市税务局", cwd=tmp_path)
    root = office.there.path
    shutil.copy(tmp_path / "new/mkdocs.yml", root)
    office.there.commit({}, date="2026-10-09")

    def built(name: str, *options: str) -> dict[str, str]:
        site = tmp_path / name
        done = run_chunshui(
            "build", "--without-search", "--output", site, "--workers", "1", *options, cwd=root
        )
        assert done.returncode == 0, done.stderr
        return digests(site)

    silent = built("silent")
    asked = built("asked", "--pending", "--as-of", "2026-10-13")
    office.there.git("update-ref", "-d", f"refs/remotes/origin/{BRANCH}")
    assert built("again") == silent
    board = "reviews/index.html"
    page = (tmp_path / "asked" / board).read_text(encoding="utf-8")
    assert "秋粮收购开局平稳" in page
    assert "红灯" in page
    assert "秋粮收购开局平稳" not in (tmp_path / "silent" / board).read_text(encoding="utf-8")
    assert asked.keys() == silent.keys()
