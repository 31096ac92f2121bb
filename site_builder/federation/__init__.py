"""汇总: a parent's rankings from the published exports of its children, in files or on HTTP."""

from __future__ import annotations

from site_builder.federation.children import Child, read_children
from site_builder.federation.ranking import Federation, federate
from site_builder.federation.tables import publish

__all__ = ["Child", "Federation", "federate", "publish", "read_children"]
