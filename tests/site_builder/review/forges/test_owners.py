"""Owner files: each forge's own place and language, read here as that forge reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from scoring.model import Corpus
from site_builder.cli import cli
from site_builder.git import Revisions
from site_builder.review.forges.owners import PLACES, owners_file, rules
from site_builder.review.sides import side_at
from tests.support import ROOT, GitRepository

DAY = date(2026, 10, 20)
PEOPLE = (
    "- {id: 市局/dir, name: 主任, roles: [办公室主任], accounts: [dir, dir-phone]}\n"
    "- {id: 市局/desk, name: 登记, roles: [信息科], accounts: [desk]}\n"
    "- {id: 市局/dev, name: 程序, roles: [程序维护], accounts: [dev]}\n"
    "- {id: 市局/writer, name: 作者, roles: [信息员], accounts: [writer]}\n"
    "- {id: 市局/old, name: 旧, roles: [信息科], accounts: [old], valid_to: 2026-09-30}\n"
    "- {id: 市局/odd, name: 怪, roles: [信息科], accounts: ['x @all']}\n"
    "- {id: 市局/none, name: 无, roles: [信息科]}\n"
)
WORKFLOW = (
    "since: 2026-10-01\ntiers: [{name: 办公室主任, role: 办公室主任}]\n"
    "paths: [{name: 本级, tiers: [办公室主任]}]\n"
    "owners:\n  - {area: 稿件, roles: [信息员]}\n  - {area: 登记, roles: [信息科]}\n"
    "  - {area: 流程, roles: [办公室主任]}\n  - {area: 程序, roles: [程序维护]}\n"
)
FILES = {
    "content/items/2026/10/20261009-秋粮.md": {"dir", "dir-phone"},
    "content/assignments/2026/约稿.md": {"desk"},
    "content/notices/2026Q3.md": {"desk"},
    "content/registry/workflow.yml": {"dir", "dir-phone"},
    "site_builder/cli/gate.py": {"dev"},
    ".github/workflows/gate.yml": {"dev"},
    "contents/items/x.md": {"dev"},
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> GitRepository:
    made = GitRepository(tmp_path_factory.mktemp("office"))
    made.commit(
        {
            "content/registry/office.yml": "name: 市局\ntitle: 信息\n",
            "content/registry/units.yml": "- {name: 市局}\n",
            "content/registry/people.yml": PEOPLE,
            "content/registry/workflow.yml": WORKFLOW,
        }
    )
    return made


@pytest.fixture(scope="module")
def corpus(office: GitRepository) -> Iterator[Corpus]:
    revisions = Revisions.of(office.path)
    assert revisions is not None
    with revisions:
        yield side_at(revisions, str(revisions.resolve("main")), "content").corpus


def tokens(line: str) -> list[str]:
    """A line as Gitea takes it apart: a backslash makes the next sign plain, # ends the line."""
    found, token, escaped = [], "", False
    for sign in line.strip().replace("\t", " "):
        if escaped:
            token, escaped = token + sign, False
        elif sign == "\\":
            escaped = True
        elif sign == "#":
            break
        elif sign == " ":
            found += [token] if token else []
            token = ""
        else:
            token += sign
    return found + ([token] if token else [])


# What Go's RE2 and Python's re read alike; anything else must not stand in our expressions.
SAME_IN_GO = re.compile(r"(?:[^\\.+*?()|\[\]{}^$]|\\[\\.+*?()|\[\]{}^$]|\.\*)+")


def by_expressions(text: str, path: str) -> set[str]:
    """All lines whose expression matches the whole path; ! turns it round."""
    named: set[str] = set()
    for line in text.splitlines():
        words = tokens(line)
        if len(words) > 1:
            pattern = words[0].removeprefix("!")
            assert SAME_IN_GO.fullmatch(pattern), pattern
            if bool(re.match(f"^{pattern}$", path)) != words[0].startswith("!"):
                named |= {word.removeprefix("@") for word in words[1:]}
    return named


def by_globs(text: str, path: str) -> set[str]:
    """The last line that matches, of every section."""
    found: dict[str, set[str]] = {}
    section = ""
    for line in text.splitlines():
        header = re.fullmatch(r"\^?\[(.+)\]", line)
        if header is not None:
            section = header[1]
        elif line and not line.startswith("#"):
            pattern, *named = line.replace("\\ ", "\0").split()
            pattern = pattern.replace("\0", " ")
            expression = re.escape(pattern).replace(r"\?", "[^/]").removeprefix("/")
            expression = ".*" if pattern == "*" else expression
            if re.fullmatch(expression + (".*" if pattern.endswith("/") else ""), path):
                found[section] = {name.removeprefix("@") for name in named}
    return set().union(*found.values())


@pytest.mark.parametrize("forge", PLACES)
@pytest.mark.parametrize("path", FILES)
def test_those_are_asked_whose_it_is(corpus: Corpus, forge: str, path: str) -> None:
    text = owners_file(forge, corpus, "content", DAY)
    read = by_expressions if forge in ("gitea", "forgejo") else by_globs
    assert read(text, path) == FILES[path]


@pytest.mark.parametrize("forge", PLACES)
def test_a_folder_of_any_name_is_meant_and_no_other(corpus: Corpus, forge: str) -> None:
    content = "信息 #1 (a+b)/content"
    text = owners_file(forge, corpus, content, DAY)
    read = by_expressions if forge in ("gitea", "forgejo") else by_globs
    assert read(text, f"{content}/items/2026/10/x.md") == {"dir", "dir-phone"}
    assert read(text, "信息 #1 (aab)/content/items/2026/10/x.md") == {"dev"}


def test_no_other_forge_reads_it_and_no_line_is_smuggled_in(corpus: Corpus) -> None:
    assert {place.partition("/")[0] for place in PLACES.values()} == {
        ".github", ".gitea", ".forgejo", ".gitlab",
    }  # fmt: skip
    for forge in PLACES:
        text = owners_file(forge, corpus, "content", DAY)
        assert "@all" not in text and "@old" not in text
        assert "# 办法：名录里没有负责人的账号" in text


def test_every_kind_of_content_has_a_rule() -> None:
    """But review records, which only the commands write, and what lies beside."""
    placed = {
        path.removeprefix("c/").partition("/")[0] for rule in rules("c") for path in rule.paths
    }
    folders = {path.name for path in (ROOT / "content").iterdir() if path.is_dir()}
    assert folders - placed - {"reviews"} == set()


def run(office: GitRepository, *arguments: str) -> tuple[int, str]:
    where = ["--as-of", "2026-10-20", "--root", str(office.path)]
    done = CliRunner().invoke(cli, ["owners", *arguments, *where])
    return done.exit_code, done.output


@pytest.mark.parametrize("forge", PLACES)
def test_the_command_writes_where_the_forge_looks(
    office: GitRepository, corpus: Corpus, forge: str
) -> None:
    code, said = run(office, "--forge", forge, "--write")
    assert code == 0 and PLACES[forge] in said
    assert "无、怪" in said  # those who own something and cannot be asked
    written = office.path / PLACES[forge]
    assert written.read_text(encoding="utf-8") == owners_file(forge, corpus, "content", DAY)
    top = {path.name for path in office.path.iterdir()}
    assert "CODEOWNERS" not in top and "docs" not in top
    assert Path(office.path / ".git").is_dir()


def test_gitee_is_told_that_there_is_none(office: GitRepository) -> None:
    code, said = run(office, "--forge", "gitee", "--write")
    assert code == 0 and "Gitee 没有" in said
    assert not (office.path / ".gitee").exists()
