"""近似稿件 in a content folder: a text against the whole archive, or the archive against itself.

As the gate's report does for a revision (`review.archive`), texts are found by shared fingerprints
and then held against each other, so that no chance hit is told. Prints are kept in the store, a
piece for each month, by the digest of each file.
"""

from __future__ import annotations

import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

import msgspec

from scoring.model import Item
from site_builder.cache import Store
from site_builder.reading.repository import Loaded
from site_builder.review.archive import ENOUGH, LIKE, LONG, LOOKED_AT, PART
from site_builder.review.fingerprints import VERSION, Passage, passage, prints
from site_builder.workers import shared

_KEY: Final = f"{VERSION}:{sys.byteorder}"
_COMMON: Final = 20
"""Items that share a print from which on it is a set phrase and says nothing of two of them."""
_SHARE: Final = 500
"""Bodies whose prints a worker makes at a time."""
_NUMBER: Final = 32
"""Bits of a print."""
MANY: Final = 50
"""Percent from which two units' texts of nearly the same day look like one sent twice."""
DAYS: Final = 30


class Alike(NamedTuple):
    """Two texts that have much in common."""

    item: str
    """The one of which the percentage is: the given text, or the shorter of two."""
    other: str
    passage: Passage
    twice: bool
    """疑似一稿多投: other units, nearly the same day, half the text or more."""


class Stock:
    """The prints of all items of a content folder."""

    def __init__(self, loaded: Loaded, store: Store, workers: int = 1) -> None:
        """Take what the folder holds; prints are looked for in the store and kept there."""
        self._items = loaded.corpus.items
        self._loaded = loaded
        months: defaultdict[str, list[str]] = defaultdict(list)
        for path_id, item in self._items.items():
            months[f"{item.date:%Y-%m}"].append(path_id)
        self._prints: dict[str, array[int]] = {}
        kept: dict[str, dict[str, bytes]] = {}
        missing: list[str] = []
        for month, ids in sorted(months.items()):
            known = store.get(f"alike/{month}", _KEY)
            kept[month] = (
                {} if known is None else (msgspec.msgpack.decode(known, type=dict[str, bytes]))
            )
            missing += (each for each in ids if loaded.digests[each] not in kept[month])
        made = dict(zip(missing, self._made(missing, workers), strict=True))
        for month, ids in sorted(months.items()):
            before = kept[month]
            now = {}
            for each in ids:
                digest = loaded.digests[each]
                now[digest] = made[each] if each in made else before[digest]
                self._prints[each] = _numbers(now[digest])
            if now != before:
                store.put(f"alike/{month}", _KEY, msgspec.msgpack.encode(now))
        self._body = lru_cache(maxsize=256)(self._read)

    def _made(self, ids: list[str], workers: int) -> list[bytes]:
        """Return the prints of bodies, made by several processes."""
        parts = [ids[begin : begin + _SHARE] for begin in range(0, len(ids), _SHARE)]
        found = shared(lambda part: [prints(self._read(each)).tobytes() for each in part],
                       parts, workers)  # fmt: skip
        return [each for part in found for each in part]

    def _read(self, item: str) -> str:
        """Return a body, empty where the file has just gone or changed: then nothing is told."""
        try:
            return self._loaded.bodies[item].body
        except OSError:
            return ""

    def near(self, texts: Mapping[str, str], new: Mapping[str, Item]) -> dict[str, list[Alike]]:
        """Return, for each text, the archive's items that have much of it, the nearest first.

        `new` are the items that the texts will be, where they will be any: they are held against
        each other too, and the sources that they declare are left out.
        """
        wanted = {key: frozenset(prints(text)) for key, text in texts.items()}
        counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        owners: defaultdict[int, list[str]] = defaultdict(list)
        for key, own in wanted.items():
            for each in own:
                owners[each].append(key)
        others = {**self._prints, **{f: array("I", sorted(wanted[f])) for f in new if f in wanted}}
        for other, known in others.items():
            for each in owners.keys() & set(known):
                for key in owners[each]:
                    counts[key][other] += 1
        return {
            key: self._told(key, texts, counts[key], len(wanted[key]), {**self._items, **new})
            for key in texts
        }

    def _told(
        self,
        key: str,
        texts: Mapping[str, str],
        counts: Mapping[str, int],
        size: int,
        items: Mapping[str, Item],
    ) -> list[Alike]:
        but = {key, *_sources(key, items)}
        likely = [(count, other) for other, count in counts.items()
                  if count >= _least(size) and other not in but
                  and key not in _sources(other, items)]  # fmt: skip
        found = []
        for _, other in sorted(likely, key=lambda each: (-each[0], each[1]))[:LOOKED_AT]:
            text = texts[other] if other in texts else self._body(other)
            same = passage(texts[key], text)
            if same.percent >= LIKE or len(same.text) >= LONG:
                found.append(Alike(key, other, same, _twice(key, other, same, items)))
        return sorted(found, key=lambda each: (-each.passage.shared, each.other))

    def pairs(self, ids: Collection[str] | None = None) -> Iterator[Alike]:
        """Yield every two items that have much in common, by day; with `ids` those with one of
        them. A phrase that very many texts have says nothing."""
        names = list(self._prints)
        for one, other in self._likely(names):
            if ids is not None and one not in ids and other not in ids:
                continue
            if one in _sources(other, self._items) or other in _sources(one, self._items):
                continue
            short, long = sorted((one, other), key=lambda each: (self._items[each].length, each))
            same = passage(self._body(short), self._body(long))
            if same.percent >= LIKE or len(same.text) >= LONG:
                yield Alike(short, long, same, _twice(short, long, same, self._items))

    def _likely(self, names: list[str]) -> list[tuple[str, str]]:
        """Return the pairs that share enough prints, in the order of their days and ids."""
        placed = sorted(
            each << _NUMBER | at for at, name in enumerate(names) for each in self._prints[name]
        )
        counts: Counter[tuple[int, int]] = Counter()
        begin, mask = 0, (1 << _NUMBER) - 1
        for end in range(1, len(placed) + 1):
            if end < len(placed) and placed[end] >> _NUMBER == placed[begin] >> _NUMBER:
                continue
            if 1 < end - begin <= _COMMON:
                owners = [each & mask for each in placed[begin:end]]
                counts.update((one, other) for at, one in enumerate(owners)
                              for other in owners[at + 1 :])  # fmt: skip
            begin = end
        found = [
            (names[one], names[other])
            for (one, other), count in counts.items()
            if count >= _least(min(len(self._prints[names[at]]) for at in (one, other)))
        ]
        return sorted(found)


def _least(size: int) -> int:
    """Return how many prints two texts must share, the smaller of which has so many."""
    return max(2, min(ENOUGH, size * PART // 100))


def _numbers(data: bytes) -> array[int]:
    found = array("I")
    found.frombytes(data)
    return found


def _sources(item: str, items: Mapping[str, Item]) -> Iterable[str]:
    """Return the items that one says it was worked up from, and what those were."""
    found: dict[str, None] = {}
    waiting = [item]
    while waiting:
        known = items.get(waiting.pop())
        for source in () if known is None else known.sources:
            if source not in found:
                found[source] = None
                waiting.append(source)
    return found


def _twice(one: str, other: str, same: Passage, items: Mapping[str, Item]) -> bool:
    first, second = items.get(one), items.get(other)
    if first is None or second is None or same.percent < MANY:
        return False
    units = {share.unit for share in first.units} & {share.unit for share in second.units}
    return not units and abs((first.date - second.date).days) <= DAYS
