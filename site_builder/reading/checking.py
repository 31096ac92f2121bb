"""The checks of a folder that was read: of months that are as they were the findings are kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

import msgspec

from scoring.checks import check, check_apart
from scoring.findings import Finding
from scoring.sheaf import Sheaf, parted
from site_builder.cache import Store
from site_builder.cache.program import program
from site_builder.reading.repository import Loaded

_NAME: Final = "checked"


class _Checked(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """What was found about the items of a month, each by itself."""

    mark: str
    """Stands for the items and for all that the rules see beside them."""
    findings: tuple[Finding, ...]


_KEPT: Final = msgspec.json.Decoder(dict[str, _Checked]).decode


def checked(loaded: Loaded, as_of: date, store: Store | None) -> tuple[Finding, ...]:
    """Return every finding about the facts of an office on a day, sorted by place.

    What the store holds changes nothing in it.
    """
    kept = Store(None) if store is None else store
    return check(loaded.corpus, as_of, _apart(loaded, kept))


def _apart(loaded: Loaded, store: Store) -> Iterator[Finding]:
    """Yield the findings about each item by itself."""
    key = program()
    before = store.value(_NAME, key, _KEPT) or {}
    now = {sheaf.name: _of(sheaf, loaded, before.get(sheaf.name)) for sheaf in loaded.sheaves}
    if any(one is not before.get(name) for name, one in now.items()) or len(now) < len(before):
        store.keep(_NAME, key, now, msgspec.json.encode)
    for one in now.values():
        yield from one.findings


def _of(sheaf: Sheaf, loaded: Loaded, before: _Checked | None) -> _Checked:
    mark = parted(sheaf.mark, loaded.around)
    if before is not None and before.mark == mark:
        return before
    return _Checked(mark, check_apart(loaded.corpus, sheaf.items))
