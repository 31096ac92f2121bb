"""Every export that must not be believed, and what is said of it."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from functools import partial
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from site_builder.exports import export
from site_builder.federation import read_children
from site_builder.snapshot import Snapshot
from tests.site_builder.exports.offices import demonstration
from tests.site_builder.federation.serving import Quiet, served

Run = Callable[..., CompletedProcess[str]]
Document = dict[str, Any]


@pytest.fixture
def child(children: Path, tmp_path: Path) -> Path:
    """A copy of the child that showed its ledger, for a test to spoil."""
    return Path(shutil.copytree(children / "jia", tmp_path / "child"))


def problem(*addresses: str | Path) -> str:
    """The one problem with the last of the addresses."""
    _, problems = read_children([str(address) for address in addresses])
    assert [found.address for found in problems] == [str(addresses[-1])]
    return problems[0].message


def edited(folder: Path, edit: Callable[[Document], object]) -> Path:
    """The folder with an edited manifest."""
    path = folder / "manifest.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    edit(document)
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return folder


def forged(folder: Path, table: str, edit: Callable[[list[str]], object]) -> Path:
    """The folder with edited lines of one table and a manifest that agrees with them."""
    path = folder / f"{table}.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    edit(lines)
    content = "".join(f"{line}\n" for line in lines).encode()
    path.write_bytes(content)

    def agree(document: Document) -> None:
        listed = next(each for each in document["tables"] if each["name"] == table)
        listed["rows"] = len(lines)
        file = next(each for each in listed["files"] if each["format"] == "jsonl")
        file |= {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}

    return edited(folder, agree)


def put(field: str, value: object, line: int = 0) -> Callable[[list[str]], object]:
    """An edit that sets a field of one line."""

    def edit(lines: list[str]) -> None:
        lines[line] = json.dumps(json.loads(lines[line]) | {field: value}, ensure_ascii=True)

    return edit


def test_a_changed_file_is_refused(child: Path) -> None:
    path = child / "items.jsonl"  # not even read for the ranking
    content = path.read_bytes()
    path.write_bytes(content.replace(b"2026", b"2025", 1))
    assert "items.jsonl 的 SHA-256 与清单不符" in problem(child)
    path.write_bytes(content[:-1])
    assert "少" in problem(child)
    path.write_bytes(content + b"\n")
    assert "多" in problem(child)
    path.unlink()
    assert "没有这个文件" in problem(child)


def test_a_changed_manifest_is_refused_when_its_digest_is_known(child: Path) -> None:
    digest = hashlib.sha256((child / "manifest.json").read_bytes()).hexdigest()
    assert read_children([f"{child}#sha256={digest}"])[1] == ()
    edited(child, lambda document: document.update(as_of="2026-01-01"))
    assert "清单的 SHA-256" in problem(f"{child}#sha256={digest}")


def standings(document: Document) -> Document:
    """What a manifest says of that table."""
    found: Document = next(each for each in document["tables"] if each["name"] == "standings")
    return found


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (lambda d: d.update(schema=99), "升级到同一版本"),
        (lambda d: d.pop("program"), "不是春水导出的清单"),
        (lambda d: d.update(office="甲/乙"), "不能有“/”"),
        (lambda d: d.update(office="甲\u202e"), "缺 office"),
        (lambda d: d.update(office=7), "缺 office"),
        (lambda d: d.update(commit="HEAD"), "commit 写得不对"),
        (lambda d: d.update(as_of="昨天"), "as_of 应是"),
        (lambda d: d.update(points_scale=0), "points_scale 应是不小于 1"),
        (lambda d: d.update(points_scale=4.0), "points_scale 应是不小于 1"),
        (lambda d: d.update(points_scale=True), "points_scale 应是不小于 1"),
        (lambda d: d.update(tables={}), "缺 tables"),
        (lambda d: d.update(tables=["items"]), "tables 写得不对"),
        (lambda d: d["tables"].append(d["tables"][0]), "列了两次"),
        (lambda d: d["tables"][0].update(name="../../etc/passwd"), "name 写得不对"),
        (lambda d: d["tables"][0]["files"][0].update(name="../items.jsonl"), "文件名应是"),
        (lambda d: d["tables"][0]["files"][0].update(format="exe"), "文件格式"),
        (lambda d: d["tables"][0]["files"][0].update(bytes=2**60), "bytes 应是"),
        (lambda d: d["tables"][0]["files"][0].update(sha256="0" * 63), "sha256 写得不对"),
        (lambda d: d["tables"][0]["fields"][0].update(type="float"), "类型不对"),
        (lambda d: standings(d)["fields"].pop(), "列与本程序的格式说明不符"),
        (lambda d: standings(d).update(rows=1), "行数与清单上的 1 行不符"),
        (lambda d: standings(d).update(rows=10**6), "行数与清单上的 1000000 行不符"),
        (lambda d: standings(d).update(rows=10**9), "超过"),
        (lambda d: standings(d).update(files=[]), "standings 没有文件"),
        (lambda d: d["tables"].remove(standings(d)), "缺 standings 表"),
    ],
)
def test_a_hostile_manifest_is_refused(
    edit: Callable[[Document], object], words: str, child: Path
) -> None:
    assert words in problem(edited(child, edit))


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"\xff", b"{", b"[" * 100_000, b"null", b" " * (4 * 2**20 + 1)]
)
def test_what_is_no_manifest_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_bytes(content)
    assert "清单" in problem(tmp_path)


@pytest.mark.parametrize(
    ("table", "edit", "words"),
    [
        ("standings", put("points_units", 1.0), "points_units 应是64 位整数"),
        ("standings", put("points_units", 2**63), "points_units 应是64 位整数"),
        ("standings", put("points_units", "62"), "points_units 应是64 位整数"),
        ("standings", put("rank", True), "rank 应是64 位整数"),
        ("standings", put("tied", 1), "tied 应是true 或 false"),
        ("standings", put("score", None), "score 应是文字"),
        ("standings", put("subject", "\ud800"), "subject 应是文字"),
        ("standings", put("subject", "\x1b[2J"), "subject 应是文字"),
        ("standings", put("ranked", "队伍"), "ranked 应是单位、个人"),
        ("standings", put("extra", 1), "列与格式说明不符"),
        ("standings", put("office", "别人"), "单位不是"),
        ("standings", put("period", "2031"), "没有对应的时段"),
        ("standings", put("points_scale", 8), "分值单位与清单不符"),
        ("standings", put("points_units", 4444), "两种写法不一致"),
        ("standings", lambda lines: lines.insert(0, lines[0]), "出现了两次"),
        ("standings", lambda lines: lines.insert(0, "[" * 90_000), "不是 JSON"),
        ("standings", lambda lines: lines.insert(0, "9" * 5000), "不是 JSON"),
        ("standings", lambda lines: lines.insert(0, "7"), "列与格式说明不符"),
        ("standings", lambda lines: lines.insert(0, " " * 2**20), "太长"),
        ("periods", put("end_date", "2026-02-30"), "end_date 应是"),
        ("periods", put("end_date", "2099-12-31"), "与它的起止日期不符"),
        ("periods", put("period", "很久"), "与它的起止日期不符"),
        ("periods", lambda lines: put("measure", "元")(lines.insert(0, lines[0]) or lines), "两种"),
        ("entries", lambda lines: lines.pop(0), "与台账逐笔相加的结果不符"),
    ],
)
def test_a_wrong_row_is_refused_although_all_digests_agree(
    table: str, edit: Callable[[list[str]], object], words: str, child: Path
) -> None:
    assert words in problem(forged(child, table, edit))


def test_a_total_that_the_ledger_does_not_give_is_refused(child: Path) -> None:
    def raised(lines: list[str]) -> None:
        row = json.loads(lines[0])
        points = row["points_units"] + row["points_scale"]
        lines[0] = json.dumps(row | {"points": f"{points / 4:g}", "points_units": points})

    assert "与台账逐笔相加的结果不符" in problem(forged(child, "standings", raised))


def test_a_broken_parquet_file_is_refused(children: Path, tmp_path: Path) -> None:
    child = Path(shutil.copytree(children / "bing", tmp_path / "child"))
    content = (child / "standings.parquet").read_bytes()[:-9] + b"xxxxxPAR1"
    (child / "standings.parquet").write_bytes(content)

    def agree(document: Document) -> None:
        listed = next(each for each in document["tables"] if each["name"] == "standings")
        listed["files"][0] |= {
            "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest(),
        }  # fmt: skip

    assert "不是完好的 Parquet 文件" in problem(edited(child, agree))


def test_no_link_is_followed(child: Path, tmp_path: Path) -> None:
    (child / "items.jsonl").rename(tmp_path / "elsewhere")
    (child / "items.jsonl").symlink_to(tmp_path / "elsewhere")
    assert "不跟随链接" in problem(child)


def test_one_office_twice_is_refused(child: Path, children: Path) -> None:
    assert "给了两次" in problem(children / "jia", child)


class Elsewhere(BaseHTTPRequestHandler):
    """Sends everybody to another address."""

    def do_GET(self) -> None:
        """Redirect."""
        self.send_response(302)
        self.send_header("Location", "http://127.0.0.1:9/manifest.json")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_no_redirect_is_followed_and_no_server_is_a_message(children: Path) -> None:
    with served(Elsewhere) as address:
        assert "302" in problem(f"{address}/export/")
    assert "读不到清单" in problem(address)
    with served(partial(Quiet, directory=str(children))) as address:
        assert "404" in problem(f"{address}/none/manifest.json")
    assert "读不到清单" in problem("http://[bad/manifest.json")


def test_all_problems_are_told_at_once_and_the_old_result_stays(
    child: Path, children: Path, run_chunshui: Run, tmp_path: Path
) -> None:
    assert run_chunshui("federate", children / "yi", cwd=tmp_path).returncode == 0
    before = (tmp_path / "汇总/manifest.json").read_bytes()
    (child / "items.jsonl").unlink()
    done = run_chunshui("federate", children / "yi", child, "nowhere", cwd=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert f"{child}：读不到items.jsonl" in done.stderr
    assert "nowhere：读不到清单" in done.stderr
    assert (tmp_path / "汇总/manifest.json").read_bytes() == before


def test_facts_alone_cannot_be_ranked(tmp_path: Path) -> None:
    snapshot: Snapshot = demonstration()
    export(snapshot, "facts", tmp_path, ("jsonl",))
    assert "缺 periods、successions、standings 表" in problem(tmp_path)
