"""Portions of a site: what the families planned, beside what the last build knows of it.

A batch whose key the manifest holds has the paths that the manifest holds: it is planned only
where a file of it must be made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Final

from site_builder.assembly.manifest import NOWHERE, Bundle, Manifest, Reach, Record
from site_builder.assembly.rendering import source
from site_builder.pages.gists import digest
from site_builder.pages.navigation import navigation
from site_builder.pages.page import NavEntry, Planned, Sheet
from site_builder.shell.places import Layout

_SINGLE: Final = "pages"
PAGE: Final = ".md"


class Portion:
    """A batch, or sheets that are planned one by one, with the files that it had."""

    def __init__(
        self, name: str, key: str, sheets: Callable[[], Iterable[Sheet]], known: Manifest
    ) -> None:
        """Keep all; `key` is empty for sheets that were planned one by one."""
        self.name = name
        self.key = key
        self.bundle: Bundle | None = known.get(name)
        """What the last build wrote under the name."""
        self.reached = NOWHERE
        """Which pages there are, as far as somebody asked."""
        self._sheets = sheets

    @property
    def known(self) -> bool:
        """Return whether the bundle has just the sheets that planning would give."""
        return bool(self.key) and self.bundle is not None and self.bundle.key == self.key

    @cached_property
    def sheets(self) -> Sequence[Sheet]:
        """Return the sheets, planned now."""
        return tuple(self._sheets())

    @cached_property
    def records(self) -> dict[str, Record]:
        """Return the records of the files that it had, by path."""
        return {} if self.bundle is None else {each.path: each for each in self.bundle.records}

    def pages(self) -> list[str]:
        """Return the paths of the pages; of what is known nothing is planned."""
        if self.known and self.bundle is not None:
            files = map(source, self.bundle.paths)
            return [path for path in files if path.endswith(PAGE)]
        return [sheet.path for sheet in self.sheets if sheet.path.endswith(PAGE)]

    def reach(self, layout: Layout) -> Reach:
        """Return which pages there are; where that is known, their paths are not looked at."""
        known = self.bundle.reach if self.known and self.bundle is not None else None
        if known is None or known.layout != layout.mark:
            paths = sorted(self.pages())
            stubs = tuple(sorted(layout.stubs(paths)))
            known = Reach(len(paths), digest(*paths), layout.mark, stubs)
        self.reached = known
        return known


def portions(planned: Iterable[Planned], base: str, known: Manifest) -> list[Portion]:
    """Return what was planned in portions: every batch, and all single sheets as one.

    `base` is what all sheets depend on.
    """
    single: list[Sheet] = []
    found: list[Portion] = []
    for each in planned:
        if isinstance(each, Sheet):
            single.append(each)
        else:
            found.append(
                Portion(f"{_SINGLE}/{each.name}", f"{base} {each.key}", each.sheets, known)
            )
    return [Portion(_SINGLE, "", lambda: single, known), *found]


def navigated(found: Iterable[Portion]) -> tuple[NavEntry, ...]:
    """Return the navigation; what stands in it is planned one by one."""
    single = next(each for each in found if each.name == _SINGLE)
    return navigation({sheet.path: sheet.title for sheet in single.sheets})
