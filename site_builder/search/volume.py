"""A volume: a year's segments, or those of all other pages, as files that a browser fetches.

The volume's own file is a JSON head behind its length (four bytes, lowest first), then the digests
of the gram files, 5 bytes each. The head names the digests of two more, fetched only when needed:

    texts    documents in each block of texts, 1 byte each · digests of the blocks, 5 bytes each
    facets   a JSON head of each facet's words, behind its length · for each word a list

A gram file holds a range of groups: for each segment its length in bytes and its entries.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from site_builder.search.postings import number, packed
from site_builder.search.segment import DIGEST, FACETS, GROUPS, Index, digest

_FILE: Final = 8192
"""Bytes that a file of grams should hold at most, on average."""
_MOST_BITS: Final = GROUPS.bit_length() - 1


class Files(NamedTuple):
    """What is written of a volume besides grams and texts."""

    own: bytes
    texts: bytes
    facets: bytes


@dataclass(frozen=True, slots=True)
class Volume:
    """What a volume's files tell of its pieces, and the files themselves."""

    files: Files
    shards: tuple[str, ...]
    """Digests of the gram files."""
    blocks: tuple[tuple[str, ...], ...]
    """Digests of the blocks of each segment."""
    count: int
    """Documents."""


def volume(names: Sequence[str], indexes: Sequence[Index]) -> Volume:
    """Return the volume of some segments."""
    bits = _bits(sum(len(index.entries) for index in indexes))
    shards = tuple(digest(shard(indexes, each, 1 << bits)) for each in range(1 << bits))
    blocks = tuple(tuple(index.blocks) for index in indexes)
    count = sum(index.count for index in indexes)
    return Volume(_files(names, indexes, bits, shards), shards, blocks, count)


def shard(indexes: Sequence[Index], which: int, files: int) -> bytes:
    """Return one of so many gram files: the entries of its groups, segment by segment."""
    width = GROUPS // files
    first, last = which * width, (which + 1) * width
    parts: list[bytes] = []
    for index in indexes:
        begin, end = index.offsets[first], index.offsets[last]
        parts += (number(end - begin), index.entries[begin:end])
    return b"".join(parts)


def reread(files: Files) -> Volume:
    """Return the volume that its files tell of."""
    begin = 4 + int.from_bytes(files.own[:4], "little")
    head = json.loads(files.own[4:begin])
    shards = tuple(_digests(files.own, begin, 1 << head["bits"]))
    first = sum(count for _, _, count in head["segments"])
    blocks = []
    for _, _, count in head["segments"]:
        blocks.append(tuple(_digests(files.texts, first, count)))
        first += count * DIGEST
    count = sum(documents for _, documents, _ in head["segments"])
    return Volume(files, shards, tuple(blocks), count)


def _digests(file: bytes, first: int, count: int) -> Iterator[str]:
    for at in range(first, first + count * DIGEST, DIGEST):
        yield file[at : at + DIGEST].hex()


def _bits(size: int) -> int:
    bits = 0
    while size > _FILE << bits and bits < _MOST_BITS:
        bits += 1
    return bits


def _files(
    names: Sequence[str], indexes: Sequence[Index], bits: int, shards: Sequence[str]
) -> Files:
    held = (index.held for index in indexes)
    texts = b"".join((*held, *(bytes.fromhex(each) for index in indexes for each in index.blocks)))
    words, lists = _facets(indexes)
    facets = b"".join((_headed(words), *lists))
    head = {
        "bits": bits,
        "segments": [
            (name, index.count, len(index.held)) for name, index in zip(names, indexes, strict=True)
        ],
        "common": _common(indexes),
        "texts": digest(texts),
        "facets": digest(facets),
    }
    return Files(b"".join((_headed(head), *map(bytes.fromhex, shards))), texts, facets)


def _headed(head: object) -> bytes:
    """Return a JSON head behind its length."""
    written = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    return len(written).to_bytes(4, "little") + written


def _common(indexes: Sequence[Index]) -> list[str]:
    """Return the grams that are common in every segment."""
    first, *others = ({*index.common} for index in indexes)
    return sorted(first.intersection(*others))


def _facets(indexes: Sequence[Index]) -> tuple[dict[str, list[str]], list[bytes]]:
    """Return the words of each facet, and the lists of their documents in the volume."""
    total = sum(index.count for index in indexes)
    words: dict[str, list[str]] = {}
    lists: list[bytes] = []
    for name in FACETS:
        held: dict[str, list[int]] = {}
        before = 0
        for index in indexes:
            for word, documents in index.facets[name].items():
                held.setdefault(word, []).extend(before + each for each in documents)
            before += index.count
        words[name] = sorted(held)
        lists += (packed(held[word], total) for word in words[name])
    return words, lists
