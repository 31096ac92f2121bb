"""The site's search: an index of plain files that a browser fetches in small pieces.

It finds what was typed as it is written. Chinese has no spaces, so the index knows no words but
grams: every pair of neighbouring characters (and threes where figures or Latin letters stand).
All texts that hold a word hold its grams; the few that only seem to are found out by the browser,
which reads the texts themselves before it shows them.

    months(snapshot, folders)  items by thirds of months, each with a key; nothing is read yet
    page_document(page)        what is found of a page that is not an item's
    source_of(key, pages)      all such pages, with a key
    key_of(months, pages)      stands for everything below search/
    plan(store, months, pages, workers)  → sheets of everything below search/
    everything(snapshot, pages)          → the same, made: for sites built without a cache

A third is indexed when its key is new and kept in the store. The grams of a year's thirds lie side
by side in the year's files, so a closed year's files never change; all other pages make one more
volume. Files of a volume have their digest in their names: a browser's cache can mix nothing.

    search/directory.json                 volumes, newest first, and their files
    search/2026/DIGEST.bin                a volume: segments, digests of its files of grams
    search/2026/texts-DIGEST.bin          which documents lie in which block of texts
    search/2026/facets-DIGEST.bin         units, kinds, publications, tracks and their documents
    search/2026/1f3-DIGEST.bin            grams with the documents that hold them
    search/2026/text/12-DIGEST.bin        some documents: address, title, date, text

Bytes are described in `segment` and `volume`; the browser's part is the theme's `search*.js`.
"""

from __future__ import annotations

from site_builder.search.documents import (
    Document,
    MonthSource,
    PageDocument,
    is_read,
    months,
    page_document,
    source_of,
)
from site_builder.search.plan import everything, key_of, plan

__all__ = [
    "Document",
    "MonthSource",
    "PageDocument",
    "everything",
    "is_read",
    "key_of",
    "months",
    "page_document",
    "plan",
    "source_of",
]
