"""sitemap.xml and its compressed form, as MkDocs writes them."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from urllib.parse import urljoin

from markupsafe import escape

from site_builder.markup import address


def sitemaps(paths: Iterable[str], site_url: str, day: date) -> dict[str, bytes]:
    """Return both files by name; a site whose address is not known has an empty list.

    `day` is when every page was last made; the compressed form carries it, not the clock.
    """
    text = "".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>\n',
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
            *(_entries(paths, site_url, day) if site_url else ()),
            "\n</urlset>",
        )
    ).encode()
    packed = io.BytesIO()
    moment = datetime.combine(day, time(), UTC).timestamp()
    with gzip.GzipFile("sitemap.xml", "wb", fileobj=packed, mtime=moment) as file:
        file.write(text)
    return {"sitemap.xml": text, "sitemap.xml.gz": packed.getvalue()}


def _entries(paths: Iterable[str], site_url: str, day: date) -> Iterator[str]:
    for path in sorted(paths):
        yield (
            f"\n    <url>\n         <loc>{escape(urljoin(site_url, address(path)))}</loc>"
            f"\n         <lastmod>{day}</lastmod>\n    </url>"
        )
