"""A file that was parsed before is what parsing it anew gives, and says the same of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.cache import Store
from site_builder.parsing.front_matter import Document
from site_builder.parsing.report import Report
from site_builder.reading import trees
from site_builder.reading.one_file import parsed
from site_builder.reading.trees import Trees
from site_builder.schema import KINDS, FileKind

UNITS = "- {名称: 晋中市局, 类别: 市局}\n- 名称: '大同市局'\n  备注: |\n    一\n    二\n"
TASK = "---\ntitle: 约稿\nto: [甲, 乙]\nnested: {a: [], b: {}}\n---\n\n正文 **一**\n"
SOUND = {"units": UNITS, "assignment": TASK, "page": "没有表头的正文\n"}
FAULTY = {
    "units": "- 名称：晋中市局\n",
    "assignment": TASK.replace("title", "to"),
    "page": "\ufeff# 页\r\n",
}


def report_of(kind: str, prefix: str = "content") -> Report:
    return Report(f"{prefix}/{kind}.{'yml' if kind == 'units' else 'md'}")


def told(report: Report) -> object:
    return report.text, report.lines, report.findings


def same(store: Store, kind: str, text: str) -> Document | None:
    """Return what is kept of a text, which must be what it is without a store."""
    data, report, anew = text.encode(), report_of(kind), report_of(kind)
    kept = Trees(store)
    found = kept.parsed(data, KINDS[kind], report)
    kept.keep()
    assert found == parsed(data, KINDS[kind], anew)
    assert told(report) == told(anew)
    return found


@pytest.mark.parametrize("kind", SOUND)
def test_a_tree_kept_is_the_tree(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path)
    first = same(store, kind, SOUND[kind])
    for text in (FAULTY[kind], SOUND[kind] + "\n", "", SOUND[kind]):
        same(store, kind, text)
        same(store, kind, text)
    data = SOUND[kind].encode()

    def refused(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(trees, "parsed", refused)
    assert Trees(store).parsed(data, KINDS[kind], report_of(kind)) == first


def test_what_lies_elsewhere_or_is_damaged_is_parsed_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, data = Store(tmp_path), UNITS.encode()
    same(store, "units", UNITS)
    asked: list[str] = []

    def noted(data: bytes, kind: FileKind, report: Report) -> Document | None:
        asked.append(report.path)
        return parsed(data, kind, report)

    monkeypatch.setattr(trees, "parsed", noted)
    Trees(store).parsed(data, KINDS["units"], report_of("units", "other"))
    (piece,) = tmp_path.glob("trees*")
    piece.write_bytes(piece.read_bytes()[:-1] + b"\0")
    same(store, "units", UNITS)
    assert asked == ["other/units.yml", "content/units.yml"]


def test_files_that_are_gone_are_not_kept(tmp_path: Path) -> None:
    store = Store(tmp_path)
    kept = Trees(store)
    for kind, text in SOUND.items():
        kept.parsed(text.encode(), KINDS[kind], report_of(kind))
    kept.keep()
    size = store.size()
    same(store, "units", UNITS)
    assert store.size() < size
