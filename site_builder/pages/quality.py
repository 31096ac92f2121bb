"""Data quality: the findings about the content, the reference of finding codes and of fields."""

from __future__ import annotations

from scoring.catalogue import CATALOGUE
from scoring.findings import Severity
from site_builder.pages import paths
from site_builder.pages.family import Family
from site_builder.pages.index import Views
from site_builder.pages.writing import write
from site_builder.schema import KINDS, field_tables


def family(views: Views) -> Family:
    """Return the findings, the codes and the field reference."""
    findings = views.snapshot.findings
    by_severity = [
        (severity, held)
        for severity in Severity
        if (held := [finding for finding in findings if finding.severity is severity])
    ]
    kinds = {kind.code: kind for kind in CATALOGUE}
    return Family(
        pages=(
            write(views, paths.FINDINGS, "findings", by_severity=by_severity, kinds=kinds),
            write(views, paths.CODES, "codes", kinds=CATALOGUE),
            write(
                views,
                paths.FIELDS,
                "fields",
                files=[(kind, field_tables(name)) for name, kind in KINDS.items()],
            ),
        )
    )
