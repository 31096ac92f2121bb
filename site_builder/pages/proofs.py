"""What Chunshui can score, feature by feature, and published tables beside its own figures."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from scoring.features import FEATURES
from site_builder import prose
from site_builder.pages import paths
from site_builder.pages.index import Views
from site_builder.pages.page import Page, Sheet
from site_builder.pages.writing import write


def family(views: Views) -> Iterator[Sheet]:
    """Yield the page of features and the page of recomputed tables; both tell of the program."""
    yield Sheet(paths.FEATURES, "", partial(_features, views))
    yield Sheet(paths.RECOMPUTED, "", partial(_recomputed, views))


def _features(views: Views) -> Page:
    return write(views, paths.FEATURES, "features", features=FEATURES)


def _recomputed(views: Views) -> Page:
    # It takes the whole reader, and the page is made anew only with another program.
    from site_builder.published import comparisons

    return write(
        views,
        paths.RECOMPUTED,
        "recomputed",
        hide=("navigation", "toc"),
        comparisons=comparisons(),
        prose=partial(prose.html, top=3),
    )
