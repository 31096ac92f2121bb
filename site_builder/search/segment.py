"""Some documents as an index and as texts: the pieces that are kept from build to build.

An index is a row of entries in 4096 groups, by the gram's CRC-32; within a group grams rise:

    length of the gram in UTF-16 units, + 8 where titles hold it · the gram, UTF-16LE
    list of documents that hold it · list of those whose title holds it (`postings.packed`)

Texts lie in blocks of about 9 KB, UTF-16LE: fields end in U+001F, documents in U+001E.
"""

from __future__ import annotations

from array import array
from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import repeat
from typing import Final
from zlib import crc32

from site_builder.search.documents import Document
from site_builder.search.folding import fold, grams, is_gram
from site_builder.search.postings import packed

GROUPS: Final = 4096
DIGEST: Final = 5
"""Bytes."""
FACETS: Final = ("units", "kinds", "publications", "tracks")
_BLOCK: Final = 9000
_MOST: Final = 255
_TITLED: Final = 8
_COMMON: Final = 4
"""A gram is common when at least one document in so many holds it."""

Postings = dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class Index:
    """Where grams and facets stand in some documents."""

    count: int
    """Documents."""
    offsets: tuple[int, ...]
    """Where each group begins in `entries`, and where the last ends."""
    entries: bytes
    common: list[str]
    """Grams of little use beside others, sorted."""
    facets: dict[str, Postings]
    """By facet, by word, the documents."""
    held: bytes
    """How many documents each block of texts holds."""
    blocks: list[str]
    """Digest of each block."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Documents made ready for search."""

    index: Index
    blocks: list[bytes]


def segment(documents: Sequence[Document]) -> Segment:
    """Return documents, numbered in this order, as an index and blocks of text."""
    texts: Postings = defaultdict(list)
    titles: Postings = defaultdict(list)
    facets: dict[str, Postings] = {name: defaultdict(list) for name in FACETS}
    for number, document in enumerate(documents):
        folded = fold(f"{document.title}\n{document.text}")
        _note(texts, grams(folded), number)
        _note(titles, grams(folded[: len(document.title)]), number)
        for name in FACETS:
            _note(facets[name], getattr(document, name), number)
    count = len(documents)
    offsets, entries = _entries(texts, titles, count)
    blocks = list(_blocks(documents))
    index = Index(
        count=count,
        offsets=offsets,
        entries=entries,
        common=sorted(
            gram for gram, found in texts.items() if len(found) * _COMMON >= count and is_gram(gram)
        ),
        facets={name: {word: held[word] for word in sorted(held)} for name, held in facets.items()},
        held=bytes(held for held, _ in blocks),
        blocks=[digest(block) for _, block in blocks],
    )
    return Segment(index, [block for _, block in blocks])


def _note(postings: Postings, words: Collection[str], number: int) -> None:
    """Write the number down for each word: a loop of ten thousand lists that C runs."""
    deque(map(list.append, map(postings.__getitem__, words), repeat(number, len(words))), 0)


def digest(data: bytes) -> str:
    """Return the digest that a file of this content has in its name."""
    return blake2b(data, digest_size=DIGEST).hexdigest()


def _entries(
    texts: Mapping[str, list[int]], titles: Mapping[str, list[int]], count: int
) -> tuple[tuple[int, ...], bytes]:
    groups: list[list[tuple[bytes, bytes]]] = [[] for _ in range(GROUPS)]
    for gram, found in texts.items():
        if not is_gram(gram):
            continue
        written = gram.encode("utf-16-le")
        titled = titles.get(gram)
        length = len(written) // 2
        lists = packed(found, count)
        if titled is not None:
            length += _TITLED
            lists += packed(titled, count)
        groups[crc32(written) % GROUPS].append((written, bytes((length,)) + written + lists))
    offsets = array("L", [0])
    entries = bytearray()
    for held in groups:
        for _, entry in sorted(held):
            entries += entry
        offsets.append(len(entries))
    return tuple(offsets), bytes(entries)


def _blocks(documents: Iterable[Document]) -> Iterator[tuple[int, bytes]]:
    """Yield blocks, each with the number of documents in it."""
    waiting: list[bytes] = []
    size = 0
    for document in documents:
        fields = (document.address, document.title, document.date, document.text)
        written = ("\x1f".join(fields) + "\x1e").encode("utf-16-le")
        if waiting and (size + len(written) > _BLOCK or len(waiting) == _MOST):
            yield len(waiting), b"".join(waiting)
            waiting, size = [], 0
        waiting.append(written)
        size += len(written)
    if waiting:
        yield len(waiting), b"".join(waiting)
