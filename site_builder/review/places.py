"""Where the record of an item lies, and which branch its review takes."""

from __future__ import annotations

import re
from typing import Final

BRANCHES: Final = "review/"
"""Before an item's id: the branch on which it is reviewed."""
_UNFIT: Final = re.compile(r"[~^:?*\[\\%\s]|@(?=\{)|\.(?=\.)|^\.|\.$|(?<=\.)lock$")


def item_path(item: str) -> str:
    """Return where an item's file lies in the content folder."""
    return f"items/{item[:4]}/{item[4:6]}/{item}.md"


def record_path(item: str) -> str:
    """Return where an item's review record lies in the content folder."""
    return f"reviews/{item[:4]}/{item[4:6]}/{item}.yml"


def branch_of(item: str) -> str:
    """Return the branch on which an item is reviewed; what Git allows in no name of a branch is
    written `%XX`."""
    return BRANCHES + _UNFIT.sub(lambda found: f"%{ord(found[0][0]):02X}{found[0][1:]}", item)
