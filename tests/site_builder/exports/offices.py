"""Real offices whose exports the tests look at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from site_builder.exports import export
from site_builder.pipeline import compute, examine
from site_builder.snapshot import Snapshot
from tests.support import ROOT

AS_OF = date(2026, 11, 20)
_SMALL = {
    "registry/office.yml": "name: {name}\ntitle: {name}信息\nas_of: 2026-03-31\n",
    "registry/units.yml": "- name: {name}\n"
    + "".join(f"- {{{{name: {unit}, parent: {{name}}, group: 市局}}}}\n" for unit in "甲乙丙丁"),
    "registry/publications.yml": "- {{name: 省简报, level: 省级, publisher: 省府}}\n",
    "rulebooks/2026.md": "---\n名称: 办法\n文号: 〔2026〕1号\n施行: 2026-01-01\n计分: 信息\n"
    "采用:\n  - {{条款: 第一条, 刊物: 省简报, 记分: 10}}\n联合: 平分\n---\n\n办法。\n",
    "items/2026/02/20260203-联合.md": "---\ntitle: 联合\nunit: [甲, 乙, 丙]\ndate: 2026-02-03\n"
    "adoptions:\n  - {{publication: 省简报, date: 2026-02-09}}\n---\n\n正文。\n",
}


@cache
def demonstration() -> Snapshot:
    """The demonstration office."""
    return compute(examine(ROOT / "content", today=AS_OF, as_of=AS_OF))


@cache
def sealed() -> Snapshot:
    """The sample office, which closed a quarter and corrected it twice."""
    return compute(examine(ROOT / "tests" / "samples" / "valid" / "office", today=AS_OF))


def small(folder: Path, name: str = "乙省局") -> Snapshot:
    """Four units of which three share ten points."""
    for path, text in _SMALL.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text.format(name=name), encoding="utf-8")
    examination = examine(folder, today=date(2026, 3, 31))
    assert examination.sound, examination.findings
    return compute(examination)


def called(snapshot: Snapshot, name: str) -> Snapshot:
    """The same office under another name."""
    corpus = snapshot.corpus
    return replace(snapshot, corpus=replace(corpus, office=replace(corpus.office, name=name)))


def exported(snapshot: Snapshot, folder: Path, selection: str = "all", *formats: str) -> Path:
    """The folder, with the export in it."""
    folder.mkdir(parents=True)
    export(snapshot, selection, folder, formats or ("jsonl",))
    return folder
