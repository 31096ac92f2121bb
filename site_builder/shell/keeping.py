"""The shell of an office's site, rendered by the theme or kept from an earlier build."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import yaml

from site_builder.cache.program import program
from site_builder.cache.store import Store
from site_builder.pages.page import NavEntry
from site_builder.shell.places import Layout
from site_builder.shell.site import Shell, decoded

_NAME: Final = "shell"
_OTHERS: Final = ("mkdocs", "mkdocs-material", "jinja2", "markupsafe")
"""Programs that have a part in what a frame looks like."""


def shell_of(
    config_file: Path,
    navigation: tuple[NavEntry, ...],
    paths: Iterable[str],
    store: Store,
) -> Shell:
    """Return the shell of a site with pages at these paths; only a new one needs MkDocs."""
    places = Layout(navigation).places(paths)
    key = _digest(repr((navigation, places)).encode(), *_settings(config_file))
    kept = store.get(_NAME, key)
    made = None if kept is None else decoded(kept)
    if made is None:
        # MkDocs and the theme take longer to import than a small change takes to build.
        from site_builder.mkdocs_adapter import shell

        made = shell(config_file, navigation, places)
        store.put(_NAME, key, made.encoded)
    return made


def settings_files(config_file: Path) -> tuple[Path, ...]:
    """Return all that an office decides its theme with: settings, folder of templates, hooks."""
    files = list(_inherited(config_file))
    for file in files[:]:
        values = _read(file)[0]
        theme, hooks = values.get("theme"), values.get("hooks")
        own = theme.get("custom_dir") if isinstance(theme, dict) else None
        named = (own, *(hooks if isinstance(hooks, list) else ()))
        files += (file.parent / name for name in named if isinstance(name, str))
    return tuple(file for file in files if file.exists())


def site_path(config_file: Path) -> str:
    """Return where on its host the site will begin: `/`, or the path of its `site_url`."""
    site_url = _read(config_file)[0].get("site_url")
    return urlsplit(site_url if isinstance(site_url, str) else "").path or "/"


def _settings(config_file: Path) -> Iterator[bytes]:
    """Yield everything that decides how the theme renders an office's pages."""
    yield program().encode()
    yield from (f"{name} {version(name)}".encode() for name in _OTHERS)
    for place in settings_files(config_file):
        yield from _files(place)
    for file in _inherited(config_file):
        yield repr(_read(file)[1]).encode()


def _inherited(config_file: Path) -> Iterator[Path]:
    """Yield the settings file and those it inherits from, each once."""
    seen: set[Path] = set()
    file: Path | None = config_file
    while file is not None and file not in seen and file.is_file():
        seen.add(file)
        yield file
        above = _read(file)[0].get("INHERIT")
        file = file.parent / above if isinstance(above, str) else None


def _files(place: Path) -> Iterator[bytes]:
    """Yield name and bytes of a file, or of all files in a folder, sorted."""
    found = sorted(place.rglob("*")) if place.is_dir() else [place]
    for file in found:
        if file.is_file() and "__pycache__" not in file.parts:
            yield file.relative_to(place.parent).as_posix().encode()
            yield file.read_bytes()


class _Loader(yaml.CSafeLoader):
    """Reads any mkdocs.yml without running what its tags name."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.from_outside: list[tuple[str, str | None]] = []


def _tagged(loader: _Loader, tag: str, node: yaml.Node) -> Any:
    """Return what a tag stands for: `!ENV` a variable's value, anything else its own words."""
    scalars = node.value if isinstance(node, yaml.SequenceNode) else [node]
    names = [str(each.value) for each in scalars if isinstance(each, yaml.ScalarNode)]
    if tag == "!ENV":
        loader.from_outside += ((name, os.environ.get(name)) for name in names)
        return next(filter(None, map(os.environ.get, names)), names[-1] if names else None)
    return " ".join([tag, *names])


_Loader.add_multi_constructor("", _tagged)


def _read(file: Path) -> tuple[dict[str, Any], list[tuple[str, str | None]]]:
    """Return the settings, and the variables of the environment they name."""
    loader = _Loader(file.read_text(encoding="utf-8"))
    try:
        values = loader.get_single_data()
    except yaml.YAMLError:
        # MkDocs will say what is wrong with it.
        values = None
    return (values if isinstance(values, dict) else {}), loader.from_outside


def _digest(*parts: bytes) -> str:
    made = blake2b(digest_size=16)
    for part in parts:
        made.update(len(part).to_bytes(8, "big") + part)
    return made.hexdigest()
