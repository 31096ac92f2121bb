"""Any bytes at any place give findings, never a traceback; work grows with size, not faster."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.findings import Source, ordered
from site_builder.parsing.body_checks import check_body
from site_builder.parsing.front_matter import body_of, read_markdown, read_yaml
from site_builder.parsing.references import Names
from site_builder.parsing.report import Report
from site_builder.reading.repository import load
from site_builder.reporting import FORMATS, report
from site_builder.schema import KINDS, FileKind

OFFICE = Path(__file__).parent / "samples/valid/office"
VALID = {
    path.relative_to(OFFICE).as_posix(): path.read_bytes()
    for path in sorted(OFFICE.rglob("*"))
    if path.is_file()
}
PIECES: tuple[str | bytes, ...] = (
    "---", "———", "\n", "\n", "\n", "  ", "\t", "- ", ": ", "：", ":", "title", "标题", "date",
    "采用",
    "adoptions", "publication", "unit", "author", "晋政信息", "2026-09-12", "2026年9月3日", "１２",
    "“", "”",
    "'", '"', "[", "]", "{", "}", ",", "，", "、", "#", "&a", "*a", "!!x", "|", ">", "%", "@", "`",
    "```",
    "](", "![", "<b", "<script>", "javascript:", "[a]: ", "\x00", "\r", "\ufeff", "\u2028", "是",
    "60%",
    "3/5", "名称", "条款", "记分", "倍数", "\U0001f600", "\ud800".encode("utf-8", "surrogatepass"),
)  # fmt: skip
SOUP = st.lists(st.sampled_from(PIECES), max_size=60).map(
    lambda parts: b"".join(p if isinstance(p, bytes) else p.encode() for p in parts)
)


@st.composite
def spoiled(draw: st.DrawFn) -> bytes:
    """A sound file with a piece cut out, doubled or put in."""
    data = draw(st.sampled_from([*VALID.values()]))
    start = draw(st.integers(0, len(data)))
    end = draw(st.integers(start, min(len(data), start + 40)))
    return data[:start] + draw(SOUP) + data[draw(st.sampled_from((start, end))) :]


DATA = st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode), SOUP, spoiled())


def read(kind: FileKind, path: str, data: bytes) -> Report:
    """Read bytes as a kind of file, header and body, as the repository does."""
    found = Report(path, names=Names())
    reader = read_markdown if path.endswith(".md") else read_yaml
    document = reader(data, found, kind.words)
    if document is not None:
        if document.root is not None:
            kind.type.read(document.root, kind.title, found)
        check_body(document, found, frozenset())
    return found


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(sorted(KINDS)), DATA)
def test_any_bytes_as_any_kind_give_findings_with_a_place(name: str, data: bytes) -> None:
    kind = KINDS[name]
    path = "content/" + ("a.md" if kind.where.endswith(".md") else "a.yml")
    found = read(kind, path, data)
    lines = data.count(b"\n") + data.count(b"\r") + 1
    for finding in found.findings:
        assert finding.path == path
        assert 1 <= finding.line <= lines + 1
        assert finding.column >= 1
        assert finding.message
        assert "\n" not in str(finding)


@given(st.sampled_from(["item", "rulebook"]), DATA)
def test_a_body_read_alone_is_the_documents_body(name: str, data: bytes) -> None:
    words = KINDS[name].words
    document = read_markdown(data, Report("a.md"), words)
    assert document is None or document.body == body_of(data, words)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(sorted(VALID)), DATA, min_size=1, max_size=3))
def test_a_folder_with_any_bytes_loads_and_reports(spoil: dict[str, bytes]) -> None:
    with TemporaryDirectory() as folder:
        content = Path(shutil.copytree(OFFICE, Path(folder) / "content"))
        for name, data in spoil.items():
            (content / name).write_bytes(data)
        loaded = load(content)
    assert loaded.findings == ordered(loaded.findings)
    for style in FORMATS:
        report(loaded.findings, style, loaded.corpus)


HEAD = "---\ntitle: 甲\nauthor: 乙/b\ndate: 2026-09-12\n"
GROWING: dict[str, Callable[[int], str]] = {
    "one long line": lambda n: HEAD + "---\n" + "长" * n,
    "one long value": lambda n: HEAD + "tags: " + "长" * n + "\n---\n正文",
    "opened brackets": lambda n: HEAD + "tags: " + "[" * n,
    "opened links": lambda n: HEAD + "---\n" + "[" * n,
    "closed links": lambda n: HEAD + "---\n" + "](" * (n // 2),
    "images": lambda n: HEAD + "---\n" + "![a](b)" * (n // 7),
    "backticks": lambda n: HEAD + "---\n" + "".join("`" * (k % 50) + "a" for k in range(n // 25)),
    "angles": lambda n: HEAD + "---\n" + "<a " * (n // 3),
    "handlers": lambda n: HEAD + "---\n" + "<a onx" * (n // 6),
    "blanks": lambda n: HEAD + "---\n" + " " * n + "x",
    "blank header": lambda n: HEAD + " " * n + "x",
    "never closed": lambda n: HEAD + "x\n" * (n // 2),
    "control characters": lambda n: HEAD + "---\n" + "\x00" * n,
    "control lines": lambda n: HEAD + "---\n" + "\x00\n" * (n // 2),
    "full-width colons": lambda n: HEAD + "title：甲\n" * (n // 8) + "---\n",
    "unknown keys": lambda n: HEAD + "".join(f"k{k}: 1\n" for k in range(n // 8)) + "---\n",
    "the same key": lambda n: HEAD + "title: 1\n" * (n // 9) + "---\n",
    "anchors": lambda n: HEAD + "".join(f"a{k}: &a{k} 1\n" for k in range(n // 12)) + "---\n",
    "aliases": lambda n: HEAD + "a: &a [x]\nb: [" + "*a, " * (n // 4) + "]\n---\n",
    "alias bomb": lambda n: (
        HEAD + "".join(f"b{k}: &b{k} [{f'*b{k - 1}, ' * 9}]\n" for k in range(1, n // 60)) + "---\n"
    ),
    "adoptions": lambda n: HEAD + "adoptions:\n" + "  - {publication: 刊}\n" * (n // 20) + "---\n",
    "quotes": lambda n: HEAD + "tags: [" + "'a'," * (n // 4) + "]\n---\n",
    "one quote": lambda n: HEAD + 'tags: "' + "a\n" * (n // 2),
    "definitions": lambda n: HEAD + "---\n" + "[a]: http://b\n" * (n // 14),
    "labels": lambda n: HEAD + "---\n" + "![a][b]" * (n // 7),
    "carriage returns": lambda n: (HEAD + "---\n" + "a\n" * (n // 2)).replace("\n", "\r"),
}


def work(data: bytes) -> int:
    """Lines of Python executed while bytes are read as an item: the same on every machine."""
    count = 0

    def traced(frame: FrameType, event: str, argument: Any) -> Any:  # noqa: ARG001
        nonlocal count
        count += event == "line"
        return traced

    before = sys.gettrace()
    sys.settrace(traced)
    try:
        read(KINDS["item"], "content/a.md", data)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("shape", GROWING)
def test_work_grows_no_faster_than_size(shape: str) -> None:
    """Four times the bytes take at most about four times the steps."""
    make = GROWING[shape]
    small, large = work(make(2_000).encode()), work(make(8_000).encode())
    assert large <= 4.5 * small + 2_000


@pytest.mark.parametrize("shape", GROWING)
def test_a_megabyte_of_anything_is_read_to_its_end(shape: str) -> None:
    """Steps inside C are not counted above: a quadratic one would not end here."""
    data = GROWING[shape](330_000).encode()
    found = read(KINDS["item"], "content/a.md", data)
    assert all(finding.path == "content/a.md" for finding in found.findings)


def test_the_first_source_of_a_report_is_its_file() -> None:
    assert read(KINDS["item"], "content/a.md", b"").findings[0][:3] == Source("content/a.md")
