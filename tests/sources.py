"""The repository's files, and what stands in those written in Python: imports, calls, functions."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tests.support import ROOT


class Import(NamedTuple):
    """One imported module name and where it is imported."""

    module: str
    path: str
    line: int


def tracked_files() -> list[str]:
    """Paths in the repository: committed or about to be; ignored ones are not part of it."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    return sorted(name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file())


def sources(*packages: str) -> list[str]:
    """The Python files below the given folders; an empty answer would make every rule hold."""
    found = [name for name in tracked_files() if name.endswith(".py")]
    return [name for name in found if name.startswith(tuple(f"{part}/" for part in packages))]


def tree(name: str) -> ast.Module:
    return ast.parse((ROOT / name).read_text(encoding="utf-8"), name)


def imports(name: str) -> Iterator[Import]:
    """Every import of a file, wherever it stands; `from a import b` counts as a.b when a module."""
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, name, node.lineno)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}:{node.lineno}: relative import"
            module = node.module or ""
            for alias in node.names:
                yield Import(_module_of(module, alias.name), name, node.lineno)


def _module_of(module: str, imported: str) -> str:
    inner = ROOT.joinpath(*module.split("."), imported)
    if inner.with_suffix(".py").is_file() or (inner / "__init__.py").is_file():
        return f"{module}.{imported}"
    return module


@cache
def all_imports(*packages: str) -> tuple[Import, ...]:
    """Every import of these packages, read once: each layer asks for them."""
    return tuple(found for name in sources(*packages) for found in imports(name))


def called(node: ast.Call) -> str:
    """Last name of what is called: `open` for open(), path.open() alike."""
    if isinstance(node.func, ast.Name):
        return node.func.id
    return node.func.attr if isinstance(node.func, ast.Attribute) else ""


def calls(name: str) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree(name)) if isinstance(node, ast.Call))


def functions(name: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
