"""What Chunshui can score, feature by feature, and published tables beside its own figures."""

from __future__ import annotations

from functools import partial

from scoring.features import FEATURES
from site_builder import prose
from site_builder.pages import paths
from site_builder.pages.family import Family
from site_builder.pages.index import Views
from site_builder.pages.writing import write
from site_builder.published import comparisons


def family(views: Views) -> Family:
    """Return the page of features and the page of recomputed tables."""
    return Family(
        pages=(
            write(views, paths.FEATURES, "features", features=FEATURES),
            write(
                views,
                paths.RECOMPUTED,
                "recomputed",
                hide=("navigation", "toc"),
                comparisons=comparisons(),
                prose=partial(prose.html, top=3),
            ),
        )
    )
