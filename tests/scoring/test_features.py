"""Every feature of published rule sets has a syntax that reads and a case that proves it."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.features import FEATURES, Feature
from site_builder.parsing.nodes import MappingNode, parse
from site_builder.reading.repository import load_rulebook
from tests.scoring.case_folder import CASES, all_cases

KNOWN = {(case.set, case.name) for case in all_cases()}
HEAD = {"名称": "示例", "文号": "示例", "施行": "2026-01-01"}


def test_there_are_57_features_in_order() -> None:
    assert [feature.number for feature in FEATURES] == list(range(1, 58))
    assert len({feature.title for feature in FEATURES}) == 57


@pytest.mark.parametrize("feature", FEATURES, ids=[str(f.number) for f in FEATURES])
def test_feature_is_proved_by_cases_that_exist(feature: Feature) -> None:
    assert feature.proofs
    assert not [tuple(proof) for proof in feature.proofs if tuple(proof) not in KNOWN]


@pytest.mark.parametrize("feature", FEATURES, ids=[str(f.number) for f in FEATURES])
def test_syntax_reads_without_a_finding(feature: Feature, tmp_path: Path) -> None:
    missing = [f"{key}: {text}\n" for key, text in HEAD.items() if f"{key}:" not in _keys(feature)]
    file = tmp_path / "rulebook.md"
    file.write_text(f"---\n{''.join(missing)}{feature.syntax}\n---\n\n正文\n", encoding="utf-8")
    book, findings = load_rulebook(file)
    assert book is not None
    assert not [str(finding) for finding in findings]


@pytest.mark.parametrize("feature", FEATURES, ids=[str(f.number) for f in FEATURES])
def test_a_proving_set_uses_the_syntax(feature: Feature) -> None:
    used = {
        key
        for proof in feature.proofs
        for path in (CASES / proof.rule_set).glob("rulebook*.md")
        for key in _top(path.read_text(encoding="utf-8").split("---\n")[1])
    }
    implied = {"多家采用", "计入", "个人", "废止"}
    assert set(_top(feature.syntax)) <= used | implied


def _keys(feature: Feature) -> set[str]:
    return {f"{key}:" for key in _top(feature.syntax)}


def _top(text: str) -> list[str]:
    root = parse(text, "x").root
    return [key.text for key, _ in root.pairs] if isinstance(root, MappingNode) else []
