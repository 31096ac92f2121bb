"""Marks of a whole snapshot: by what most families of pages follow from, and by all there is.

They are taken from what stands for the files, before anything that follows from these is looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from typing import Final

import msgspec

from site_builder.pages.gists import digest
from site_builder.snapshot import Snapshot

_NEXT: Final = "\x1f"


def stated(snapshot: Snapshot, base: str, trails: Mapping[str, str]) -> str:
    """Return what stands for all that the facts say, with what follows from them; empty where that
    is not known.

    What belongs to texts alone, Git's dates and the commit are no part of it. What is counted of
    items is: rules may pay by 字数.
    """
    known = [*snapshot.sheaves, *snapshot.counted]
    if not snapshot.others or not snapshot.counted or not all(s.mark and s.facts for s in known):
        return ""
    return digest(
        base,
        snapshot.as_of.isoformat(),
        snapshot.others,
        *(repr(tuple(finding)) for finding in snapshot.findings),
        *(f"{sheaf.name} {sheaf.facts}" for sheaf in snapshot.sheaves),
        *(f"{sheaf.name} {sheaf.mark}" for sheaf in snapshot.counted),
        *(f"{key}{_NEXT}{trail}" for key, trail in trails.items()),
        *sorted(snapshot.first_texts),
        *snapshot.pictures,
    )


def whole(snapshot: Snapshot, facts: str) -> str:
    """Return what stands for all that any page can show; empty where that is not known.

    `facts` is what `stated` gives.
    """
    if not facts or snapshot.pending is not None:
        return ""
    dates = blake2b(msgspec.msgpack.encode(snapshot.history), digest_size=16)
    texts = (f"{sheaf.name} {sheaf.mark}" for sheaf in snapshot.sheaves)
    return digest(facts, snapshot.commit or "", dates.hexdigest(), *texts)
