"""What is installed is told by the name of a folder, or else by what lies in it; what the program
itself is, by all its files."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import pytest

from site_builder.cache import program as telling
from site_builder.cache.program import edition, program


@pytest.fixture(autouse=True)
def afresh() -> None:
    edition.cache_clear()


def test_the_version_installed_is_told() -> None:
    for package, project in (("mkdocs", "mkdocs"), ("material", "mkdocs-material")):
        assert version(project) in edition(package, project)


def installed(folder: Path, told: str, named: str) -> None:
    (folder / "zzpack").mkdir(parents=True)
    (folder / "zzpack" / "__init__.py").write_text("", encoding="utf-8")
    (folder / told).mkdir()
    text = f"Metadata-Version: 2.1\nName: zz-pack\nVersion: {named}\n"
    file = "METADATA" if told.endswith("dist-info") else "PKG-INFO"
    (folder / told / file).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "told", ["zz_pack-7.1.dist-info", "ZZ_Pack-7.1.dist-info", "zz_pack-7.1.egg-info"]
)
def test_so_it_is_however_the_folder_is_called(
    told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed(tmp_path, told, "7.1")
    installed(tmp_path / "other", "zz_packer-3.0.dist-info", "3.0")
    monkeypatch.syspath_prepend(tmp_path)
    assert "7.1" in edition("zzpack", "zz-pack")
    assert "3.0" not in edition("zzpack", "zz-pack")


def test_what_is_not_installed_is_told_too() -> None:
    with pytest.raises(ImportError):
        edition("zznowhere", "zz-nowhere")


def test_every_file_of_the_program_tells_what_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(telling, "_PACKAGES", ("zzown",))
    own = tmp_path / "zzown"
    files = {"__init__.py": "", "a.py": "一", "b/c.html": "二", "b/d/e": "三"}
    seen = []

    def look(**now: str) -> None:
        for name, text in {**files, **now}.items():
            (own / name).parent.mkdir(parents=True, exist_ok=True)
            (own / name).write_text(text, encoding="utf-8")
        seen.append(program.__wrapped__())

    look()
    (own / "b" / "__pycache__").mkdir()
    (own / "b" / "__pycache__" / "x.pyc").write_text("机器自己写的", encoding="utf-8")
    (own / ".#a.py").symlink_to("nobody@nowhere")
    look()
    assert seen[0] == seen[1]
    look(**{"a.py": "四"})
    look(**{"b/d/e": ""})
    look(**{"a.py": "", "b/c.html": "一二"})
    (own / "b" / "d" / "e").rename(own / "b" / "d" / "f")
    seen.append(program.__wrapped__())
    assert len(set(seen)) == len(seen) - 1
