"""Owner files: who is asked to look at which paths, in each forge's own place and language.

GitHub reads globs of which the last match counts, Gitea and Forgejo Go's regular expressions which
all count together, GitLab globs by sections. A file in the root or in docs/ would be read by all of
them with three meanings, so none is written there. None of them knows an order: owner files notify,
the gate decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple

from scoring.model import Corpus
from scoring.review.workflow import Area
from site_builder.review.ownership import owners

PLACES: Final = {
    "github": ".github/CODEOWNERS",
    "gitea": ".gitea/CODEOWNERS",
    "forgejo": ".forgejo/CODEOWNERS",
    "gitlab": ".gitlab/CODEOWNERS",
}
"""Where each forge looks, out of the places that no other reads."""
NONE: Final = (
    "Gitee 没有这样的负责人文件；请在仓库“管理 → 代码审查设置”里指定审查人，"
    "能不能合并仍由 chunshui gate 决定。"
)
_HEAD: Final = (
    "# 由 chunshui owners 按审核流程和人员名录生成，请勿手改；人事变动以后再生成一次。",
    "# 这里只决定请谁来看，不决定能不能合并：次序和级数由 chunshui gate 把关。",
)
_ACCOUNT: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,60}")
_REGISTRY: Final = ("office", "units", "people", "publications", "leaders")


class Rule(NamedTuple):
    """The paths of an area, from the root of the repository; a folder ends with a slash."""

    area: Area
    paths: tuple[str, ...]


def rules(content: str) -> tuple[Rule, ...]:
    """Return whose paths are whose, the widest first: of the globs the last match counts."""

    def inside(*paths: str) -> tuple[str, ...]:
        return tuple(f"{content}/{path}" for path in paths)

    return (
        Rule(Area.PROGRAM, ("",)),
        Rule(Area.ITEM, inside("items/")),
        Rule(Area.REGISTER, inside("assignments/", "faults/", "judgements/", "honours/",
                                   "notices/", "corrections/", "bulletins/", "actions/")),
        Rule(Area.REGISTRY, inside("templates/", *(f"registry/{name}.yml" for name in _REGISTRY))),
        Rule(Area.PAGES, inside("about/", "index.md")),
        Rule(Area.RULEBOOK, inside("rulebooks/")),
        Rule(Area.WORKFLOW, inside("registry/workflow.yml")),
    )  # fmt: skip


def owners_file(forge: str, corpus: Corpus, content: str, on: date) -> str:
    """Return the owner file of a forge in `PLACES` as of a day.

    Owners of items are those who fill the tiers of review: the writers themselves are not asked.
    An area whose owners have no account that the forge could name is left out.
    """
    lines = list(_HEAD)
    for rule in rules(content):
        accounts = [f"@{account}" for account in _accounts(corpus, rule.area, on)]
        if not accounts:
            lines += ["", f"# {rule.area}：名录里没有负责人的账号"]
            continue
        named = " ".join(accounts)
        lines += ["", f"^[{rule.area}]" if forge == "gitlab" else f"# {rule.area}"]
        if forge in ("gitea", "forgejo"):
            lines += [f"{_expression(path, content)} {named}" for path in rule.paths]
            continue
        lines += [f"{_glob(path)} {named}" for path in rule.paths]
        if forge == "gitlab" and rule.area is Area.PROGRAM:
            lines.append(_glob(f"{content}/"))  # every section counts: here, nobody for the content
    return "\n".join(lines) + "\n"


def without_account(corpus: Corpus, on: date) -> tuple[str, ...]:
    """Return the people who own something and have no account, registry order."""
    named = dict.fromkeys(person for area in Area for person in _people(corpus, area, on))
    return tuple(person for person in named if not _usable(corpus.people[person].accounts))


def _people(corpus: Corpus, area: Area, on: date) -> Iterator[str]:
    if area is not Area.ITEM:
        yield from owners(corpus, area, on)
    elif corpus.workflow is not None:
        roles = {tier.role for tier in corpus.workflow.tiers}
        for person in corpus.people.values():
            begun = person.valid_from is None or person.valid_from <= on
            left = person.valid_to is not None and person.valid_to < on
            if begun and not left and not roles.isdisjoint(person.roles):
                yield person.id


def _accounts(corpus: Corpus, area: Area, on: date) -> tuple[str, ...]:
    found = (_usable(corpus.people[person].accounts) for person in _people(corpus, area, on))
    return tuple(dict.fromkeys(account for each in found for account in each))


def _usable(accounts: Iterable[str]) -> list[str]:
    """Return the accounts that can stand in an owner file; others could add owners or lines."""
    return [account for account in accounts if _ACCOUNT.fullmatch(account)]


def _glob(path: str) -> str:
    """Return a path as a glob from the root.

    GitHub can write neither brackets nor a hash: any one sign stands for them.
    """
    return "*" if not path else "/" + re.sub(r"[\\*?\[\]#!]", "?", path).replace(" ", "\\ ")


def _expression(path: str, content: str) -> str:
    """Return a path as one of Go's regular expressions, which must match the whole path.

    All matching lines count, so that of the program must leave the content folder out: without
    look-ahead, which Go has not, by `!`, «all paths except». The line is taken apart before, and
    that eats one backslash of two.
    """
    if not path:
        return "!" + _expression(f"{content}/", content)
    whole = re.sub(r"([\\.+*?()|\[\]{}^$])", r"\\\1", path) + (".*" if path.endswith("/") else "")
    return re.sub(r"([\\ #])", r"\\\1", whole)
