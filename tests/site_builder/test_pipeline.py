"""A snapshot that takes over what was computed before is the one computed anew."""

from __future__ import annotations

import shutil
from dataclasses import fields
from datetime import date
from pathlib import Path

from site_builder.cache import ResidentStore, Store
from site_builder.pipeline import compute, examine
from site_builder.snapshot import Snapshot
from tests.support import ROOT

TODAY = date(2026, 11, 22)
ITEM = "items/2026/03/20260327-热线里的方言.md"
EDITS = (
    (ITEM, "土话", "方言"),
    (ITEM, "俺那个", "俺这个"),
    (ITEM, "\n---\n", "\n---\n加一句话。\n"),  # a rulebook pays for each length
    (ITEM, "kind: 经验", "kind: 动态"),
    (ITEM, "form: 综合", "form: 单篇"),
    ("rulebooks/2026.md", "形式: 综合, 记分: 10", "形式: 综合, 记分: 11"),
    ("registry/units.yml", "", "# 一行说明\n"),
    (ITEM, "方言", "土话"),
)


def told(snapshot: Snapshot) -> dict[str, object]:
    """Everything in a snapshot, bodies read."""
    values = {field.name: getattr(snapshot, field.name) for field in fields(snapshot)}
    return {**values, "bodies": dict(snapshot.bodies)}


def test_edits_one_after_the_other(tmp_path: Path) -> None:
    content = Path(shutil.copytree(ROOT / "content", tmp_path / "content"))
    resident = ResidentStore(tmp_path / "store")
    last: Snapshot | None = None
    taken_over = []
    for name, old, new in (("index.md", "", ""), *EDITS):
        file = content / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        now = compute(examine(content, today=TODAY, store=resident), last)
        assert told(now) == told(compute(examine(content, today=TODAY, store=Store(None))))
        taken_over.append(last is not None and now.ledgers is last.ledgers)
        last = now
    assert taken_over == [False, True, True, False, False, False, False, False, True]
