"""Compiled templates are kept where Python keeps compiled modules, or nowhere."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jinja2 import Template

from site_builder import templating
from site_builder.templating import Templates

NAME = "charts.svg.jinja"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which templates are kept, not made yet."""
    made = tmp_path / "__pycache__"
    monkeypatch.setattr(templating, "_COMPILED", made)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return made


def refuse(*given: object, **named: object) -> Template:
    raise AssertionError(given, named)


def test_a_template_is_compiled_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Templates().get_template(NAME)
    assert len(list(folder.iterdir())) == 1
    monkeypatch.setattr(Templates, "_generate", refuse)
    Templates().get_template(NAME)


def test_another_compiler_does_not_take_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Templates().get_template(NAME)
    other = folder.parent / "templating.py"
    other.write_text("# changed", encoding="utf-8")
    monkeypatch.setattr(templating, "__file__", str(other))
    Templates().get_template(NAME)
    assert len(list(folder.iterdir())) == 2


def test_nothing_is_kept_where_python_keeps_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    Templates().get_template(NAME)
    assert not folder.exists()


def test_a_place_that_cannot_be_written_is_left_alone(folder: Path) -> None:
    folder.write_text("no folder", encoding="utf-8")
    Templates().get_template(NAME)
    assert folder.read_text(encoding="utf-8") == "no folder"
