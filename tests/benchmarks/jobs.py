"""What is measured on one office, in an order in which each job finds what it needs."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.bare import write_list
from tests.benchmarks.content import LAST
from tests.benchmarks.generated.history import git

HUGO = "Hugo（只有最小模板）"
_CHUNSHUI = (sys.executable, "-m", "site_builder")
_ADOPTING = "山西税务简报"
_IMPORTED = (
    "git", "site_builder.cli.build", "site_builder.cache", "site_builder.pipeline",
    "site_builder.assembly.building", "site_builder.shell.keeping",
)  # fmt: skip
"""What every build asks for, and with these all that they ask for."""
_HUGO_CONFIG = """\
baseURL = "http://localhost/"
title = "x"
disableKinds = ["taxonomy", "term", "RSS", "sitemap"]
"""
_SINGLE = """\
<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>\
<body><h1>{{ .Title }}</h1><p>{{ .Params.author }} {{ .Date.Format "2006-01-02" }}</p>\
{{ .Content }}</body></html>
"""
_LIST = """\
<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>\
<body><h1>{{ .Title }}</h1><ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}\
</a></li>{{ end }}</ul></body></html>
"""


class Job(NamedTuple):
    """One measured command with what must be done before it."""

    name: str
    command: tuple[str | Path, ...]
    prepare: Callable[[], None]
    aim: str = ""


class Bench:
    """An office with its neighbours: Hugo's site and what is written."""

    def __init__(self, office: Path, *, search: bool) -> None:
        self.office, self._search = office, search
        self.site, self._beside = office / "site", office.parent / f"{office.name}-beside"
        self._hugo = self._beside / "hugo"
        self._aside = self._beside / "aside"
        self._items = sorted((office / "content/items").glob("**/*.md"))
        self._edits = 0
        self._write_hugo()
        self._write_draft()
        git(office, "config", "core.excludesFile", str(self._beside / "ignored"))
        git(office, "config", "user.name", "信息科")
        git(office, "config", "user.email", "office@example.invalid")

    def jobs(self) -> Iterator[Job]:
        """Yield the jobs of one round, each to be done before the next is asked for."""
        year = str(LAST.year)
        out = self._beside / "out"
        floor = (sys.executable, "-m", "tests.benchmarks.floor", self.office / "content/items", out)
        yield Job("底线：全部读一遍、写一遍", floor, self._remover(out))
        if shutil.which("hugo"):
            command = (
                "hugo", "-s", self._hugo, "--contentDir", self.office / "content/items",
                "-d", out, "--quiet",
            )  # fmt: skip
            yield Job(HUGO, command, self._remover(out))
        fast = (*_CHUNSHUI, "build", "--without-search")
        yield Job("build 从头（不含检索）", fast, self.begin_anew, "不慢于 Hugo，< 1 GB")
        files = self._beside / "files.json"
        bare = (
            sys.executable, "-m", "tests.benchmarks.bare", "--list", files,
            self.office / "content/items", self.site, out,
        )  # fmt: skip
        yield Job("底线：同样的字节、最少的 Python", bare, self._lister(files, out))
        imports = f"import {', '.join(_IMPORTED)}"
        yield Job("启动：只导入 build 的模块", (sys.executable, "-c", imports), _nothing)
        yield Job("build 没有变化", fast, _nothing)
        yield Job("build 改一条", fast, self._edit, "< 1 s 加启动")
        yield Job("build 登记一次采用", fast, self._adopt)
        if self._search:
            whole = (*_CHUNSHUI, "build")
            yield Job("build 再加检索（索引从头）", whole, _nothing, "< 60 s")
            yield Job("build 改一条（含检索）", whole, self._edit, "< 3 s")
        check = (*_CHUNSHUI, "check")
        yield Job("check 从头", check, self.forget)
        yield Job("check 改一条", check, self._edit, "< 1 s")
        yield Job("score --json", (*_CHUNSHUI, "score", "--json"), _nothing)
        draft = self._beside / "draft.md"
        yield Job("what-if", (*_CHUNSHUI, "what-if", draft, "--period", year), _nothing)
        yield Job("--help", (*_CHUNSHUI, "--help"), _nothing, "< 150 ms")

    def _remover(self, folder: Path) -> Callable[[], None]:
        return partial(self._put_aside, folder)

    def _lister(self, files: Path, out: Path) -> Callable[[], None]:
        """Return what writes down the files of the site that was just built."""

        def prepare() -> None:
            self._put_aside(out)
            write_list(self.site, self.office / "content/items", files)

        return prepare

    def _put_aside(self, folder: Path) -> None:
        """Take a folder out of the way; it goes when all is measured.

        For minutes after a file is gone ext4 does not use its inode again, and looks at all of
        those whenever it wants a new one: who writes just after many files were removed waits for
        their removal, up to twice as long as for his own work.
        """
        if folder.exists():
            self._aside.mkdir(exist_ok=True)
            folder.rename(self._aside / str(len(list(self._aside.iterdir()))))

    def end(self) -> None:
        """Remove what was put aside."""
        shutil.rmtree(self._aside, ignore_errors=True)

    def forget(self) -> None:
        """Delete what earlier runs have kept."""
        shutil.rmtree(self.office / ".git/chunshui", ignore_errors=True)

    def begin_anew(self) -> None:
        """Delete what earlier runs have kept, and the site."""
        self.forget()
        self._put_aside(self.site)

    def _edit(self) -> None:
        """Change one item, another each time, and commit it."""
        self._edits += 1
        path = self._items[self._edits * 7_919 % len(self._items)]
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\n补充说明第{self._edits}处。\n")
        git(self.office, "commit", "--quiet", "-m", "更正", "--", str(path))

    def _adopt(self) -> None:
        """Record an adoption of one item, another each time, and commit it: ranks change."""
        self._edits += 1
        at = self._edits * 7_919 % len(self._items)
        for path in self._items[at:]:
            head, date, rest = path.read_text(encoding="utf-8").partition("\ndate: ")
            if date and "adoptions:" not in rest:
                break
        day, end, rest = rest.partition("\n")
        adoption = f"{{publication: {_ADOPTING}, date: {day}, issue: 第99期, form: 单篇}}"
        told = f"{head}{date}{day}{end}adoptions:\n  - {adoption}\n{rest}"
        path.write_text(told, encoding="utf-8")
        git(self.office, "commit", "--quiet", "-m", "登记采用", "--", str(path))

    def _write_hugo(self) -> None:
        layouts = self._hugo / "layouts/_default"
        layouts.mkdir(parents=True, exist_ok=True)
        (self._hugo / "config.toml").write_text(_HUGO_CONFIG, encoding="utf-8")
        (layouts / "single.html").write_text(_SINGLE, encoding="utf-8")
        (layouts / "list.html").write_text(_LIST, encoding="utf-8")
        (self._beside / "ignored").write_text("/site/\n", encoding="utf-8")

    def _write_draft(self) -> None:
        """Write a rulebook that differs from the last year's in what an adoption is worth."""
        text = (self.office / f"content/rulebooks/{LAST.year}.md").read_text(encoding="utf-8")
        (self._beside / "draft.md").write_text(
            text.replace("记分: 15}", "记分: 12}"), encoding="utf-8"
        )


def _nothing() -> None:
    """Prepare nothing."""
