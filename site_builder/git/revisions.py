"""What any revision holds and how it came there, without checking anything out.

Paths are those inside the repository, with `/`, as Git has them: bytes that are no UTF-8 come as
surrogates. Objects are read through one `git cat-file --batch-check` and one `--batch` that go on
as long as the `Revisions`; names of revisions and paths reach Git on their standard input or after
`--`, so none can be taken for an option. Replacement objects and grafts are not followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, Self

from site_builder.git.repositories import found

if TYPE_CHECKING:
    from git import Repo

_ID: Final = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_LOG: Final = (
    "log", "-z", "-m", "--root", "--raw", "--no-abbrev", "--no-renames", "--topo-order",
    "--format=%H%x00%P%x00%an%x00%ae%x00%aI%x00%cI",
)  # fmt: skip
_SIGNATURE: Final = re.compile(rb"^gpgsig (.*(?:\n .*)*)\n", re.MULTILINE)
_ENVIRONMENT: Final = {
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
}


class TreeEntry(NamedTuple):
    """One file of a revision."""

    path: str
    mode: str
    """`100644` file, `100755` program, `120000` symbolic link, `160000` submodule."""
    blob: str
    """Object id; of a submodule the commit's, which is no object here."""


class Blob(NamedTuple):
    """A file's content as Git holds it."""

    size: int
    """In bytes."""
    data: bytes | None
    """None where it is longer than was allowed; nothing of it was read then."""


class Change(NamedTuple):
    """One path that differs between two revisions; a rename is one taken away and one added."""

    path: str
    old_mode: str | None
    """None where it was not there before."""
    new_mode: str | None
    """None where it is there no more."""
    old_blob: str | None
    new_blob: str | None


class Commit(NamedTuple):
    """Who made a commit, and when."""

    id: str
    parents: tuple[str, ...]
    author: str
    email: str
    authored: datetime
    committed: datetime


class Step(NamedTuple):
    """What a commit changed against one of its parents; a merge gives one step for each parent
    from which it differs, the first parent's first."""

    commit: Commit
    changes: tuple[Change, ...]


class Signature(NamedTuple):
    """What somebody put his name to."""

    text: str
    """Armoured, as Git keeps it: SSH, OpenPGP or X.509."""
    data: bytes
    """The commit without it."""


class _Header(NamedTuple):
    """An object as `git cat-file` announces it."""

    id: str
    kind: str
    size: int


class Revisions:
    """The history of the repository that holds a folder, also of a bare one.

    Every method but `resolve` takes commits by the id that `resolve` returned. Use it in a `with`
    statement, or call `close`: it keeps two processes.
    """

    @classmethod
    def of(cls, folder: Path) -> Self | None:
        """Return the history of a folder's repository, None where there is none or no Git."""
        repository = found(folder)
        if repository is None:
            return None
        top = None if repository.bare else Path(repository.working_dir).resolve()
        inside = "" if top is None else folder.resolve().relative_to(top).as_posix()
        return cls(repository, inside.removeprefix("."))

    def __init__(self, repository: Repo, inside: str = "") -> None:
        """Take a repository of its own; `inside` is where the folder lies in it, `""` at its top
        and in a bare one."""
        self.inside = inside
        self._git = repository.git
        self._git.update_environment(**_ENVIRONMENT)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def close(self) -> None:
        """End the processes."""
        self._git.clear_cache()

    def resolve(self, revision: str) -> str | None:
        """Return the id of the commit that a branch, tag, `HEAD~2`, … or id names, else None."""
        known = self._header(f"{revision}^{{commit}}")
        return None if known is None else known.id

    def signature(self, commit: str) -> Signature | None:
        """Return the signature of a commit and what it is over, None for an unsigned one."""
        raw: bytes = self._git.get_object_data(_id(commit))[3]
        head, gap, message = raw.partition(b"\n\n")
        found = _SIGNATURE.search(head + b"\n")
        if found is None:
            return None
        text = found[1].replace(b"\n ", b"\n").decode("ascii", "replace")
        rest = (head + b"\n")[: found.start()] + (head + b"\n")[found.end() :]
        return Signature(text, rest.removesuffix(b"\n") + gap + message)

    def branches(self, prefix: str = "") -> dict[str, str]:
        """Return the commits of local (`review/x`) and remote (`origin/review/x`) branches by
        name, sorted; only those below a prefix such as `review/` (of each remote too)."""
        listed = self._run(
            "for-each-ref", "--format=%(refname)%00%(objectname)", "refs/heads", "refs/remotes"
        )
        branches: dict[str, str] = {}
        for line in listed.splitlines():
            name, commit = line.split("\0")
            _, kind, short = name.split("/", 2)
            own = short if kind == "heads" else short.partition("/")[2]
            if own.startswith(prefix):
                branches[short] = commit
        return dict(sorted(branches.items()))

    def shallow(self) -> bool:
        """Return whether older commits were left out when the repository was cloned."""
        return self._run("rev-parse", "--is-shallow-repository").strip() == "true"

    def entries(self, commit: str, under: str = "") -> tuple[TreeEntry, ...]:
        """Return all files at or below a path, at any depth, in Git's order (bytes)."""
        listed = self._run("ls-tree", "-r", "-z", "--full-tree", _id(commit), "--", *_paths(under))
        return tuple(_tree_entry(line) for line in listed.split("\0") if line)

    def entry(self, commit: str, path: str) -> TreeEntry | None:
        """Return the file of a path, None where there is none (or a folder)."""
        return next((one for one in self.entries(commit, path) if one.path == path), None)

    def find(self, commit: str, path: str) -> str | None:
        """Return the blob id of a path, None where there is no blob. Faster than `entry`; a
        symbolic link too is a blob."""
        known = self._header(f"{_id(commit)}:{path}")
        return known.id if known is not None and known.kind == "blob" else None

    def read(self, blob: str, limit: int) -> Blob | None:
        """Return a blob's content unless it has more than `limit` bytes; None where the repository
        has no such blob."""
        known = self._header(_id(blob))
        if known is None or known.kind != "blob":
            return None
        data = None if known.size > limit else self._git.get_object_data(blob)[3]
        return Blob(known.size, data)

    def data(self, blob: str | None, limit: int) -> bytes:
        """Return a blob's bytes; none where there is no such blob or it has more than `limit`."""
        found = None if blob is None else self.read(blob, limit)
        return b"" if found is None else found.data or b""

    def merge_base(self, one: str, other: str) -> str | None:
        """Return the best common ancestor of two commits, None where they have none."""
        printed = self._run("merge-base", _id(one), _id(other), fails=1)
        return printed.partition("\n")[0] or None

    def merge_bases(self, one: str, other: str) -> tuple[str, ...]:
        """Return all best common ancestors of two commits: several after merges crosswise."""
        return tuple(self._run("merge-base", "--all", _id(one), _id(other), fails=1).split())

    def contains(self, commit: str, ancestor: str) -> bool:
        """Return whether a commit is, or has among its ancestors, another."""
        return self.merge_base(commit, ancestor) == ancestor

    def changes(self, base: str, head: str, under: str = "") -> tuple[Change, ...]:
        """Return what differs between two commits at or below a path, in Git's order."""
        compared = (_id(base), _id(head), "--", *_paths(under))
        printed = self._run("diff-tree", "-r", "-z", "--raw", "--no-renames", *compared)
        words = iter(printed.split("\0"))
        return tuple(_change(word, next(words)) for word in words if word)

    def commits(self, head: str, path: str) -> tuple[Commit, ...]:
        """Return the commits of the whole history that changed something at or below a path,
        newest first; also those of side branches that a merge then undid."""
        return tuple(dict.fromkeys(step.commit for step in self.steps((head,), path)))

    def steps(self, heads: Sequence[str], *under: str) -> Iterator[Step]:
        """Yield what each commit reachable from `heads` changed at or below some paths, newest
        first, parents after their children."""
        return self._steps("--full-history", *map(_id, heads), "--", *_paths(*under))

    def between(self, base: str, head: str) -> Iterator[Step]:
        """Yield what each commit that is in `head` and not in `base` changed, newest first; also
        of commits that changed nothing."""
        return self._steps(_id(head), f"^{_id(base)}", "--")

    def trunk(self, head: str, *under: str, since: str | None = None) -> Iterator[Step]:
        """Yield what each commit of the first-parent chain changed against its first parent at or
        below some paths, newest first: how a main branch came to be, one merge one step. With
        `since`, only what came after a commit, which may lie on a branch that was merged."""
        later = () if since is None else (f"^{_id(since)}",)
        return self._steps("--first-parent", _id(head), *later, "--", *_paths(*under))

    def reaches(self, head: str, blob: str, under: str = "") -> bool:
        """Return whether a blob was at any time, in any commit reachable from `head`, at or below
        a path. Costs a pass over the history: ask `steps` for many."""
        sought = ("--full-history", f"--find-object={_id(blob)}", "--max-count=1", _id(head))
        return any(self._steps(*sought, "--", *_paths(under)))

    def _steps(self, *arguments: str) -> Iterator[Step]:
        words = iter(self._run(*_LOG, *arguments).split("\0"))
        step: Step | None = None
        changes: list[Change] = []
        for word in words:
            if word.lstrip("\n").startswith(":"):
                changes.append(_change(word.lstrip("\n"), next(words)))
            elif word:
                if step is not None:
                    yield step._replace(changes=tuple(changes))
                step, changes = Step(_commit(word, words), ()), []
        if step is not None:
            yield step._replace(changes=tuple(changes))

    def _header(self, name: str) -> _Header | None:
        """Return what a name stands for; None too where it is no line of text."""
        try:
            known, kind, size = self._git.get_object_header(name)
        except ValueError:
            return None
        return _Header(_text(known), _text(kind), size)

    def _run(self, *arguments: str, fails: int = 0) -> str:
        """Return what a Git command prints; `fails` is an exit code that is an answer too."""
        status, printed, said = self._git.execute(
            [self._git.GIT_PYTHON_GIT_EXECUTABLE or "git", *arguments],
            with_extended_output=True,
            with_exceptions=False,
            stdout_as_string=False,
            strip_newline_in_stdout=False,
        )
        if status not in (0, fails):
            raise GitError(f"git {arguments[0]}: {said}")
        text: bytes = printed
        return text.decode("utf-8", "surrogateescape")


class GitError(Exception):
    """Git could not answer: the repository is damaged, or an id is of no commit in it."""


def _id(known: str) -> str:
    """Return an id as it is; anything else was not resolved and must not reach Git."""
    if _ID.fullmatch(known) is None:
        raise GitError(f"{known!r} is no object id")
    return known


def _text(word: str | bytes) -> str:
    """Return a word that GitPython gives as bytes, although it says otherwise."""
    return word.decode("ascii") if isinstance(word, bytes) else word


def _paths(*under: str) -> tuple[str, ...]:
    return tuple(path for path in under if path)


def _tree_entry(line: str) -> TreeEntry:
    about, _, path = line.partition("\t")
    mode, _, blob = about.split(" ")
    return TreeEntry(path, mode, blob)


def _change(raw: str, path: str) -> Change:
    old_mode, new_mode, old, new, _ = raw.removeprefix(":").split(" ")
    return Change(path, _given(old_mode), _given(new_mode), _given(old), _given(new))


def _given(word: str) -> str | None:
    """Return None for the zeros by which Git says that there is nothing."""
    return word if word.strip("0") else None


def _commit(first: str, words: Iterator[str]) -> Commit:
    parents, author, email = next(words).split(), next(words), next(words)
    authored, committed = _moment(next(words)), _moment(next(words))
    return Commit(first.strip(), tuple(parents), author, email, authored, committed)


def _moment(written: str) -> datetime:
    """Return a commit's time; one that no clock can show, as forgers write, is the epoch."""
    try:
        return datetime.fromisoformat(written.strip())
    except ValueError:
        return datetime.fromtimestamp(0, UTC)
