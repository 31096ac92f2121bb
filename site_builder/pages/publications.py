"""Publications: the list, and what each has adopted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from scoring.model import Publication
from scoring.vocabulary import Level
from site_builder.charts import Bar
from site_builder.pages import paths
from site_builder.pages.index import Views
from site_builder.pages.page import Page, Sheet
from site_builder.pages.writing import write

_NEWEST = 100
_MOST = 10


def family(views: Views) -> Iterator[Sheet]:
    """Yield the list of publications and their pages."""
    marks = views.marks
    yield Sheet(paths.PUBLICATIONS, marks.all, partial(_index, views))
    for publication in views.corpus.publications.values():
        adoptions = views.adoptions_by_publication.get(publication.id, ())
        key = marks.items(each.item for each in adoptions)
        yield Sheet(paths.publication(publication.id), key, partial(_page, views, publication))


def _index(views: Views) -> Page:
    publications = tuple(views.corpus.publications.values())
    year = views.as_of.year
    adopted = views.adoptions_by_publication
    return write(
        views,
        paths.PUBLICATIONS,
        "publications",
        levels=[
            (level, held)
            for level in Level
            if (held := [each for each in publications if each.level is level])
        ],
        year=year,
        this_year={
            each.id: sum(a.fact.date.year == year for a in adopted.get(each.id, ()))
            for each in publications
        },
    )


def _page(views: Views, publication: Publication) -> Page:
    adoptions = views.adoptions_by_publication.get(publication.id, ())
    units = Counter(
        unit
        for each in adoptions
        for unit in each.fact.units or [share.unit for share in each.item.units]
    )
    return write(
        views,
        paths.publication(publication.id),
        "publication",
        publication=publication,
        adoptions=adoptions[:_NEWEST],
        count=len(adoptions),
        years=sorted(Counter(each.fact.date.year for each in adoptions).items()),
        bars=[
            Bar(unit, count)
            for unit, count in sorted(units.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST]
        ],
    )
