"""Types of what the program writes for itself in review records: moments and digests."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

import msgspec

from scoring.catalogue import reviews
from site_builder.parsing.nodes import Node
from site_builder.parsing.report import Report
from site_builder.parsing.scalars import Json, expect_scalar

_MOMENT: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}(?:Z|[+-][0-9]{2}:[0-9]{2})"
)


class Moment(msgspec.Struct, frozen=True):
    """A moment with its offset from UTC, written as RFC 3339 §5.6 says, without fractions."""

    words: str = "时间，如 2026-09-12T09:30:00+08:00"

    def read(self, node: Node, name: str, report: Report) -> datetime | None:
        """Return the moment."""
        scalar = expect_scalar(node, name, report, "一个时间")
        if scalar is None:
            return None
        if _MOMENT.fullmatch(scalar.text) is not None:
            try:
                return datetime.fromisoformat(scalar.text)
            except ValueError:
                pass
        report.add(reviews.MOMENT_FORM, node, field=name, found=scalar.text[:40])
        return None

    def schema(self, defs: Json) -> Json:  # noqa: ARG002
        """Return the JSON Schema."""
        return {"type": "string", "format": "date-time"}


class Hex(msgspec.Struct, frozen=True):
    """A digest in lower-case hexadecimal digits."""

    length: int

    @property
    def words(self) -> str:
        """Return the type in Chinese."""
        return f"{self.length} 位校验值"

    def read(self, node: Node, name: str, report: Report) -> str | None:
        """Return the digits."""
        scalar = expect_scalar(node, name, report, "一个校验值")
        if scalar is None:
            return None
        if re.fullmatch(f"[0-9a-f]{{{self.length}}}", scalar.text) is None:
            found = scalar.text[:20]
            report.add(reviews.DIGEST_FORM, node, field=name, length=self.length, found=found)
            return None
        return scalar.text

    def schema(self, defs: Json) -> Json:  # noqa: ARG002
        """Return the JSON Schema."""
        # Digits alone are a number to other readers of YAML.
        return {"type": ["string", "number"], "pattern": f"^[0-9a-f]{{{self.length}}}$"}
