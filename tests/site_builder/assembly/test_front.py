"""What onlookers are shown, and when again."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import cast

from site_builder.assembly.front import Front
from site_builder.assembly.rendering import Desk
from site_builder.pages.page import Page
from site_builder.shell.site import Shell
from tests.site_builder.assembly.edits import TODAY, Crowd


class Bare:
    """A theme that puts nothing round a page."""

    def everywhere(self, day: date) -> str:
        return f"bare {day}"

    def whole(self, page: Page, day: date) -> bytes:  # noqa: ARG002 - as a shell's
        return page.markdown.encode()


def test_only_what_changed_is_shown_and_what_changes_after_that_again(tmp_path: Path) -> None:
    site, fresh = tmp_path / "site", tmp_path / "making/new"
    for folder in (site / "a", site / "b", fresh):
        folder.mkdir(parents=True)
    for name in ("a", "b"):
        (site / name / "index.html").write_bytes(b"old")
    desk = Desk(fresh, "", lambda: cast("Shell", Bare()), TODAY, search=False)
    pages = [
        Page(f"{n}/index.md", "", "", text)
        for n, text in zip("abc", ("new", "old", "new"), strict=True)
    ]
    crowd = Crowd(site)

    Front(crowd, site, fresh, "another theme").show(desk, pages)
    assert not crowd.times

    front = Front(crowd, site, fresh, desk.theme)
    front.show(desk, pages)
    assert crowd.shown == {"a/index.html": b"new"}, "one is as it was, one is not there yet"
    assert front.waiting == {"b/index.html"}
    front.finish()
    assert crowd.times == {"a/index.html": 1}

    (site / "a/index.html").write_bytes(b"newer")
    front.finish()
    assert crowd.shown == {"a/index.html": b"newer"}
    assert crowd.times == {"a/index.html": 2}
