"""The shell of an office's site, rendered by the theme or kept from an earlier build."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar
from urllib.parse import urlsplit

import msgspec
import yaml

from site_builder.cache.program import edition, program
from site_builder.cache.store import Store
from site_builder.pages.page import NavEntry
from site_builder.shell.places import places
from site_builder.shell.site import Frames, Head, Rendered, Shell
from site_builder.workers import beside

T = TypeVar("T")

_NAME: Final = "shell"
_FILES: Final = "shell/files"
_READ_HEAD: Final = msgspec.msgpack.Decoder(Head).decode
_READ_FRAMES: Final = msgspec.msgpack.Decoder(Frames).decode
_READ_FILES: Final = msgspec.msgpack.Decoder(dict[str, bytes]).decode
_ENCODE: Final = msgspec.msgpack.Encoder().encode
_OTHERS: Final = {
    "mkdocs": "mkdocs",
    "material": "mkdocs-material",
    "jinja2": "jinja2",
    "markupsafe": "markupsafe",
}
"""Programs that have a part in what a frame looks like: projects by package."""


@contextmanager
def shell_of(
    config_file: Path,
    navigation: tuple[NavEntry, ...],
    stubs: Iterable[str],
    store: Store,
    workers: int,
) -> Iterator[Callable[[], Shell]]:
    """Yield what gives the shell of a site whose pages these stubs stand for.

    Only a new one needs MkDocs, which renders it in another process until it is asked for.
    """
    wanted = places(stubs)

    def render() -> Rendered:
        # MkDocs and the theme take longer to import than a small change takes to build.
        from site_builder.mkdocs_adapter import shell

        return shell(config_file, navigation, wanted, workers)

    key = _digest(repr((navigation, wanted)).encode(), *_settings(config_file))
    head = store.value(_NAME, key, _READ_HEAD)
    if head is not None:
        shell = Shell(head, _Kept(store, key, render))
        yield lambda: shell
        return
    with beside(render, workers) as rendered:
        kept = _Kept(store, key, rendered)
        yield cache(lambda: Shell(kept.made().head, kept))


class _Kept:
    """A shell in the store: frames lie there by folder, as few pages need only few of them.

    What the store has lost is rendered again.
    """

    def __init__(self, store: Store, key: str, render: Callable[[], Rendered]) -> None:
        self._store = store
        self._key = key
        self._render = render
        self._now: Rendered | None = None

    def frames(self, folder: str) -> Frames:
        """Return the frames of a folder of stubs."""
        found = self._found(_place(folder), _READ_FRAMES)
        return self.made().frames[folder] if found is None else found

    def files(self) -> Mapping[str, bytes]:
        """Return the theme's files."""
        found = self._found(_FILES, _READ_FILES)
        return self.made().files if found is None else found

    def _found(self, name: str, decode: Callable[[bytes], T]) -> T | None:
        """Return what the store has, where it was not rendered just now."""
        return None if self._now is not None else self._store.value(name, self._key, decode)

    def made(self) -> Rendered:
        """Return the shell as the theme renders it now; the store takes it."""
        if self._now is None:
            self._now = made = self._render()
            for folder, frames in made.frames.items():
                self._store.keep(_place(folder), self._key, frames, _ENCODE)
            self._store.keep(_FILES, self._key, made.files, _ENCODE)
            self._store.keep(_NAME, self._key, made.head, _ENCODE)
        return self._now


def _place(folder: str) -> str:
    return f"{_NAME}/{_digest(folder.encode())}"


def settings_files(config_file: Path) -> tuple[Path, ...]:
    """Return all that an office decides its theme with: settings, folder of templates, hooks."""
    return tuple(_named(_read_all(config_file)))


def site_path(config_file: Path) -> str:
    """Return where on its host the site will begin: `/`, or the path of its `site_url`."""
    site_url = _read(config_file).values.get("site_url")
    return urlsplit(site_url if isinstance(site_url, str) else "").path or "/"


class _Settings(NamedTuple):
    """One file of settings."""

    file: Path
    values: dict[str, Any]
    from_outside: list[tuple[str, str | None]]
    """Variables of the environment that it names, with their values."""


def _settings(config_file: Path) -> Iterator[bytes]:
    """Yield everything that decides how the theme renders an office's pages."""
    yield program().encode()
    yield from (edition(*each).encode() for each in _OTHERS.items())
    files = _read_all(config_file)
    yield repr([each.from_outside for each in files]).encode()
    for place in _named(files):
        yield from _files(place)


def _read_all(config_file: Path) -> list[_Settings]:
    """Return a file of settings and those it inherits from, each once."""
    found: list[_Settings] = []
    file: Path | None = config_file
    while file is not None and file.is_file() and file not in [each.file for each in found]:
        found.append(_read(file))
        above = found[-1].values.get("INHERIT")
        file = file.parent / above if isinstance(above, str) else None
    return found


def _named(files: list[_Settings]) -> Iterator[Path]:
    """Yield the files, and the folders and files of the theme that they name."""
    for each in files:
        theme, hooks = each.values.get("theme"), each.values.get("hooks")
        own = theme.get("custom_dir") if isinstance(theme, dict) else None
        names = (own, *(hooks if isinstance(hooks, list) else ()))
        places = (each.file.parent / name for name in names if isinstance(name, str))
        yield from (place for place in (each.file, *places) if place.exists())


def _files(place: Path) -> Iterator[bytes]:
    """Yield name and bytes of a file, or of all files in a folder, sorted."""
    found = sorted(place.rglob("*")) if place.is_dir() else [place]
    for file in found:
        if file.is_file() and "__pycache__" not in file.parts:
            yield file.relative_to(place.parent).as_posix().encode()
            yield file.read_bytes()


_SafeLoader: Final[Any] = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


class _Loader(_SafeLoader):  # type: ignore[misc]
    """Reads any mkdocs.yml without running what its tags name."""

    def __init__(self, stream: bytes) -> None:
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


def _read(file: Path) -> _Settings:
    """Return what a file of settings says; MkDocs will say what is wrong with it."""
    try:
        loader = _Loader(file.read_bytes())
        values = loader.get_single_data()
    except yaml.YAMLError:
        return _Settings(file, {}, [])
    return _Settings(file, values if isinstance(values, dict) else {}, loader.from_outside)


def _digest(*parts: bytes) -> str:
    made = blake2b(digest_size=16)
    for part in parts:
        made.update(len(part).to_bytes(8, "big") + part)
    return made.hexdigest()
