"""Portions of a site: what the families planned, beside what the last build knows of it.

A batch whose key the manifest holds has the paths that the manifest holds: it is planned only
where a file of it must be made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final

from site_builder.assembly.manifest import Bundle, Manifest, Record
from site_builder.assembly.rendering import source
from site_builder.pages.navigation import navigation
from site_builder.pages.page import NavEntry, Planned, Sheet

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

    def pages(self) -> Iterator[str]:
        """Yield the paths of the pages; of what is known nothing is planned."""
        if self.known and self.bundle is not None:
            files = (source(record.path) for record in self.bundle.records)
        else:
            files = (sheet.path for sheet in self.sheets)
        return (path for path in files if path.endswith(PAGE))


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
