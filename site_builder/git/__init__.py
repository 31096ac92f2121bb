"""The only caller of Git (GitPython): what is there now, what any revision holds, how to add to it.

state       what is there now: HEAD, clean or not, when each file was first and last changed
revisions   what any revision holds and how it came there, without checking anything out
worktree    commits on a branch, also on one that is not checked out
"""

from site_builder.git.revisions import Blob, Change, Commit, GitError, Revisions, Step, TreeEntry
from site_builder.git.state import GitState, Reading, common_directory, read_state
from site_builder.git.worktree import Author, Worktree

__all__ = [
    "Author",
    "Blob",
    "Change",
    "Commit",
    "GitError",
    "GitState",
    "Reading",
    "Revisions",
    "Step",
    "TreeEntry",
    "Worktree",
    "common_directory",
    "read_state",
]
