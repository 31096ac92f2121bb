"""What a machine needs to run Chunshui, looked at one by one, each with the way to mend it."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

_PACKAGES = ("mkdocs", "mkdocs-material", "comrak", "gitpython", "msgspec", "python-frontmatter")
_OLDEST_PYTHON = (3, 11)


class Diagnosis(NamedTuple):
    """One thing looked at: 通过, 注意 or 不行, with what to do."""

    state: str
    subject: str
    message: str


def diagnose(root: Path) -> tuple[Diagnosis, ...]:
    """Return the state of this machine and of the office's folder."""
    return (
        _python(),
        _encoding(),
        _yaml(),
        *_packages(),
        *_git(root),
        *_cache(root),
        *_folder(root),
    )


def _python() -> Diagnosis:
    written = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info >= _OLDEST_PYTHON:
        return Diagnosis("通过", "Python", written)
    return Diagnosis("不行", "Python", f"{written} 太旧，请装 3.11 或更新的版本。")


def _encoding() -> Diagnosis:
    encoding = sys.getfilesystemencoding()
    if encoding.lower().replace("-", "") == "utf8":
        return Diagnosis("通过", "文件名编码", encoding)
    return Diagnosis("不行", "文件名编码", f"{encoding}：中文文件名会出错，请设 PYTHONUTF8=1。")


def _yaml() -> Diagnosis:
    import yaml

    if yaml.__with_libyaml__:
        return Diagnosis("通过", "YAML", f"{yaml.__version__}，带 LibYAML")
    return Diagnosis("不行", "YAML", "没有 LibYAML，请改装 PyYAML 的预编译包。")


def _packages() -> Iterator[Diagnosis]:
    for name in _PACKAGES:
        try:
            yield Diagnosis("通过", name, version(name))
        except PackageNotFoundError:
            yield Diagnosis("不行", name, f"没有安装，请运行 pip install {name}。")
    if importlib.util.find_spec("properdocs") is None:
        yield Diagnosis("通过", "properdocs", "没有安装（可选，MkDocs 停止维护后的替代）")


def _git(root: Path) -> Iterator[Diagnosis]:
    if shutil.which("git") is None:
        yield Diagnosis("不行", "Git", "没有找到 git 命令，请先安装。")
        return
    from site_builder.git import read_state

    state = read_state(root)
    if state.commit is None:
        yield Diagnosis("注意", "Git", f"{root} 还不在 Git 里，页面上没有提交日期。请 git init。")
    elif state.shallow:
        message = "克隆时略去了早先的提交，首次报送的日期不准。请 git fetch --unshallow。"
        yield Diagnosis("注意", "Git", message)
    elif not state.clean:
        yield Diagnosis("注意", "Git", "有没提交的改动，按今天的日期计算。")
    else:
        yield Diagnosis("通过", "Git", f"HEAD {state.commit[:12]}，{state.committed}")


def _cache(root: Path) -> Iterator[Diagnosis]:
    from site_builder.cache import store_for

    store = store_for(root)
    if store.folder is None:
        return
    size = f"{store.size() / 1_000_000:.1f} MB"
    if store.moment() is None:
        yield Diagnosis("注意", "缓存", f"{store.folder} 写不进去，每次都要从头读。")
    else:
        yield Diagnosis("通过", "缓存", f"{store.folder}，{size}，随时可以删除")


def _folder(root: Path) -> Iterator[Diagnosis]:
    for name in ("content", "mkdocs.yml"):
        if (root / name).exists():
            yield Diagnosis("通过", name, "有")
        else:
            yield Diagnosis("注意", name, "没有。新单位请用 chunshui init 建立。")
