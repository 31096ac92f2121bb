"""The fields of every kind of file, declared once: read, described and checked from here.

Every kind has a reader `read_x(document, report)`; faults and references go into the report.
"""

from site_builder.schema.kinds import (
    KINDS,
    FieldTable,
    FileKind,
    field_tables,
    is_picture,
    json_schema,
    kind_of,
)

__all__ = [
    "KINDS",
    "FieldTable",
    "FileKind",
    "field_tables",
    "is_picture",
    "json_schema",
    "kind_of",
]
