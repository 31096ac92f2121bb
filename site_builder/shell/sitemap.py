"""sitemap.xml and its compressed form, as MkDocs writes them."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from typing import Final
from urllib.parse import urljoin

from markupsafe import escape

from site_builder.markup import address

SITEMAPS: Final = ("sitemap.xml", "sitemap.xml.gz")


def sitemap(paths: Iterable[str], site_url: str, day: date) -> bytes:
    """Return the addresses of the pages; of a site whose own is not known, none.

    `day` is when every page was last made.
    """
    return "".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>\n',
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
            *(_entries(paths, site_url, day) if site_url else ()),
            "\n</urlset>",
        )
    ).encode()


def packed(text: bytes, day: date) -> bytes:
    """Return the compressed form; it carries the day, not the clock."""
    made = io.BytesIO()
    moment = datetime.combine(day, time(), UTC).timestamp()
    with gzip.GzipFile("sitemap.xml", "wb", fileobj=made, mtime=moment) as file:
        file.write(text)
    return made.getvalue()


def _entries(paths: Iterable[str], site_url: str, day: date) -> Iterator[str]:
    # Addresses of pages are quoted: only the site's own part may hold what XML escapes.
    site = escape(urljoin(site_url, "."))
    after = f"</loc>\n         <lastmod>{day}</lastmod>\n    </url>"
    for path in sorted(paths):
        yield f"\n    <url>\n         <loc>{site}{address(path)}{after}"
