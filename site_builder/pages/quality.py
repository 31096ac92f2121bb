"""Data quality: the findings about the content, the reference of finding codes and of fields."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from scoring.catalogue import CATALOGUE
from scoring.findings import Severity
from site_builder.pages import paths
from site_builder.pages.index import Views
from site_builder.pages.page import Page, Sheet
from site_builder.pages.writing import write
from site_builder.schema import KINDS, field_tables


def family(views: Views) -> Iterator[Sheet]:
    """Yield the findings, the codes and the field reference."""
    yield Sheet(paths.FINDINGS, views.marks.all, partial(_findings, views))
    yield Sheet(paths.CODES, "", partial(write, views, paths.CODES, "codes", kinds=CATALOGUE))
    yield Sheet(paths.FIELDS, "", partial(_fields, views))


_SHOWN = 300


def _findings(views: Views) -> Page:
    findings = views.snapshot.findings
    by_severity = [
        (severity, len(held), held[:_SHOWN])
        for severity in Severity
        if (held := [finding for finding in findings if finding.severity is severity])
    ]
    kinds = {kind.code: kind for kind in CATALOGUE}
    return write(views, paths.FINDINGS, "findings", by_severity=by_severity, kinds=kinds)


def _fields(views: Views) -> Page:
    files = [(kind, field_tables(name)) for name, kind in KINDS.items()]
    return write(views, paths.FIELDS, "fields", files=files)
