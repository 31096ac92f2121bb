"""Cases and honours: the case library and the wall that is kept for ever."""

from __future__ import annotations

from scoring.results import Honour
from scoring.vocabulary import CaseStatus
from site_builder.pages import paths
from site_builder.pages.family import Family
from site_builder.pages.index import Views
from site_builder.pages.writing import write


def family(views: Views) -> Family:
    """Return the case library and the honour wall."""
    cases = views.snapshot.cases
    library = write(
        views,
        paths.CASES,
        "cases",
        cases=cases,
        selected=[case for case in cases if case.status is CaseStatus.SELECTED],
        tracks=list(dict.fromkeys(case.track for case in cases)),
        years=sorted({case.year for case in cases}, reverse=True),
        units=sorted({unit for case in cases for unit in case.units}),
    )
    given = [honour for honour in views.honours if honour.vetoed is None]
    wall = write(
        views,
        paths.HONOURS,
        "honours",
        years=[
            (year, [honour for honour in given if honour.year == year])
            for year in sorted({honour.year for honour in given}, reverse=True)
        ],
        vetoed=[honour for honour in views.honours if honour.vetoed is not None],
        gone={honour.to for honour in given if _gone(views, honour)},
    )
    return Family(pages=(library, wall))


def _gone(views: Views, honour: Honour) -> bool:
    """Return whether the honoured unit or person is no longer there."""
    unit, person = views.corpus.units.get(honour.to), views.corpus.people.get(honour.to)
    if unit is None and person is None:
        return True
    ended = unit.valid_to if unit is not None else person.valid_to if person is not None else None
    return ended is not None and ended < views.as_of
