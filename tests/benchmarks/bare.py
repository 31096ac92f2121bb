"""The bound: the site's bytes with the least Python, in two processes.

A program in Python that makes pages of the items has to read each file, to parse its front matter,
to convert its body, to put it into a page of the theme and to write that page into a folder of its
own. This one does only that, with the same YAML library and the same converter as the program, no
Python between them that could be left out: the front matter is parsed, nothing is done with it.
Each page is cut or filled to the bytes that the site's own page has; the site's other files are
written with as many bytes of nothing. No item is checked, scored, ranked or linked to, and no page
says anything but its title and text.

What this takes beside Hugo is what an aim in terms of Hugo leaves for everything else. The list
of files (`listed`) is made before, from a finished site, and costs the bound nothing.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
from collections.abc import Iterable
from contextlib import suppress
from html import escape
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import comrak
import yaml

_SHARE = 256
"""Neighbours that one process writes: two would wait for each other in one folder."""
_MARK = "---\n"
_CONTENT = '<div class="cs-body">\n'
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL


class File(NamedTuple):
    """A file of the site."""

    path: str
    size: int
    source: str | None
    """The item's file, where it is the page of one."""


class Frame(NamedTuple):
    """A page of the site without its title and its text."""

    before: bytes
    between: bytes
    after: bytes


def listed(site: Path, source: Path) -> tuple[list[File], Frame]:
    """Return the files of a finished site, and what stands round the text of an item's page."""
    items = {path.stem: str(path) for path in source.rglob("*.md")}
    files: list[File] = []
    for path in sorted(each for each in site.rglob("*") if each.is_file()):
        name = path.relative_to(site).as_posix()
        own = items.get(path.parent.name) if name.startswith("items/") else None
        files.append(File(name, path.stat().st_size, own))
    page = next(file for file in files if file.source)
    text = (site / page.path).read_text(encoding="utf-8")
    title, rest = text.split("</title>", 1)
    head, body = rest.split(_CONTENT, 1)
    begin = title.rindex(">") + 1
    after = body[body.index("</div>") :]
    parts = (title[:begin], f"</title>{head}{_CONTENT}", after)
    return files, Frame(*(part.encode() for part in parts))


def write_list(site: Path, source: Path, file: Path) -> None:
    """Write down what `listed` tells."""
    files, frame = listed(site, source)
    file.parent.mkdir(parents=True, exist_ok=True)
    told = {"files": files, "frame": [part.decode() for part in frame]}
    file.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


class Writer:
    """Makes and writes files."""

    def __init__(self, target: Path, frame: Frame) -> None:
        """Keep where the files go, and what stands round every page."""
        self._target = target
        self._frame = frame
        self._extensions = comrak.ExtensionOptions()
        self._extensions.table = True
        self._extensions.cjk_friendly_emphasis = True
        self._render = comrak.RenderOptions()
        self._render.escape = True

    def write(self, files: Iterable[File]) -> None:
        """Write some of the files."""
        for path, size, source in files:
            data = self._page(source) if source else b""
            place = f"{self._target}/{path}"
            with suppress(FileExistsError):
                os.mkdir(place.rpartition("/")[0])  # noqa: PTH102 - the least Python
            file = os.open(place, _NEW, 0o666)
            os.write(file, data[:size].ljust(size))
            os.close(file)

    def _page(self, source: str) -> bytes:
        text = Path(source).read_bytes().decode()
        _, header, body = text.split(_MARK, 2)
        following = yaml.cyaml.CParser(header).get_event  # type: ignore[attr-defined]
        title, wanted = "", False
        while (event := following()) is not None:
            if not title and type(event) is yaml.ScalarEvent:
                title, wanted = (event.value if wanted else ""), event.value == "title"
        html = comrak.render_markdown(
            body, extension_options=self._extensions, render_options=self._render
        )
        before, between, after = self._frame
        return b"".join((before, escape(title).encode(), between, html.encode(), after))


def main() -> None:
    """Write the site's bytes."""
    parser = argparse.ArgumentParser(
        description="同样的字节、最少的 Python：只读取、解析题头、转换正文、套上版式、写出。",
        add_help=False,
        usage="python -m tests.benchmarks.bare [--list 清单] [--workers 个数] 内容 网站 输出",
    )
    parser.add_argument("--help", action="help", help="显示这段说明")
    parser.add_argument("--workers", type=int, default=2, help="几个进程（默认 2）")
    parser.add_argument(
        "--list", type=Path, help="事先写好的文件清单（没有就先列一遍，算在用时里）"
    )
    parser.add_argument("source", type=Path, help="信息所在的文件夹，如 content/items")
    parser.add_argument("site", type=Path, help="已经生成的网站，照它的文件和大小写")
    parser.add_argument("target", type=Path, help="写到哪里，应是还没有的文件夹")
    options = parser.parse_args()
    if options.list:
        told = json.loads(options.list.read_bytes())
        files = [File(*each) for each in told["files"]]
        frame = Frame(*(part.encode() for part in told["frame"]))
    else:
        files, frame = listed(options.site, options.source)
    for folder in sorted({path.rpartition("/")[0].rpartition("/")[0] for path, _, _ in files}):
        (options.target / folder).mkdir(parents=True, exist_ok=True)
    writer = Writer(options.target, frame)
    fork = multiprocessing.get_context("fork")
    shares = [files[begin : begin + _SHARE] for begin in range(0, len(files), _SHARE)]
    parts = [shares[number :: options.workers] for number in range(options.workers)]
    processes = [fork.Process(target=writer.write, args=(chain(*part),)) for part in parts]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    if any(process.exitcode for process in processes):
        raise SystemExit("没有写完。")


if __name__ == "__main__":
    main()
