"""Publications: the list, and what each has adopted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from scoring.model import Adopted, Publication
from scoring.vocabulary import Level
from site_builder.charts import Bar
from site_builder.pages import paths
from site_builder.pages.folders import several, whole
from site_builder.pages.gists import Some, digest
from site_builder.pages.index import FACT_DATE, Views
from site_builder.pages.lists import LENGTH, Leaf, further
from site_builder.pages.page import Batch, Page, Planned, Sheet
from site_builder.pages.writing import write

_MOST = 10


def family(views: Views) -> Iterator[Planned]:
    """Yield the list of publications, and a batch for each."""
    adopted = {name: whole(years) for name, years in views.folders.publications.items()}
    yield Sheet(paths.PUBLICATIONS, views.marks.all, partial(_index, views, adopted))
    for publication in views.corpus.publications.values():
        key = adopted[publication.id].mark if publication.id in adopted else ""
        yield Batch(f"publications/{publication.id}", key, partial(_of, views, publication))


def _of(views: Views, publication: Publication) -> Iterator[Sheet]:
    """Yield a publication's page, and those of the years where it is too long."""
    adoptions = views.adoptions_by(publication.id)
    home = paths.publication(publication.id)
    marks = []
    for year in further(adoptions, FACT_DATE):
        for leaf in year.leaves(home):
            marks.append(_mark(views, leaf.rows))
            make = partial(_leaf, views, publication, year.year, leaf)
            yield Sheet(leaf.path, leaf.key(marks[-1]), make)
    key = digest(*marks) if marks else _mark(views, adoptions)
    yield Sheet(home, key, partial(_page, views, publication))


def _mark(views: Views, adopted: Iterable[Adopted]) -> str:
    """Return what stands for all that is told of adoptions."""
    return views.marks.items(each.item for each in adopted)


def _index(views: Views, adopted: Mapping[str, Some]) -> Page:
    publications = tuple(views.corpus.publications.values())
    year = views.as_of.year
    years = views.folders.publications
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
            each.id: several(years.get(each.id, {}).get(year, ())).number for each in publications
        },
        adopted={each.id: adopted[each.id].number for each in publications if each.id in adopted},
    )


def _page(views: Views, publication: Publication) -> Page:
    adoptions = views.adoptions_by(publication.id)
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
        adoptions=adoptions[:LENGTH],
        count=len(adoptions),
        years=further(adoptions, FACT_DATE),
        bars=[
            Bar(unit, count)
            for unit, count in sorted(units.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST]
        ],
    )


def _leaf(views: Views, publication: Publication, year: int, leaf: Leaf[Adopted]) -> Page:
    return write(
        views, leaf.path, "publication_year", publication=publication, year=year, leaf=leaf
    )
