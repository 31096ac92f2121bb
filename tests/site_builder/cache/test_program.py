"""What is installed is told by the name of a folder, or else by what lies in it."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import pytest

from site_builder.cache.program import edition


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
