"""A parent's rankings from its children's exports, and every export that must not be believed."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from subprocess import CompletedProcess
from threading import Thread
from typing import Any

import duckdb
import pytest

from scoring.points import fraction, total
from scoring.results import Ranked
from site_builder.exports import export
from site_builder.federation import Federation, federate, publish, read_children
from site_builder.pipeline import compute, examine
from site_builder.snapshot import Snapshot
from tests.site_builder.exports.offices import AS_OF, called, demonstration, exported, small
from tests.support import ROOT

Run = Callable[..., CompletedProcess[str]]
Document = dict[str, Any]


@pytest.fixture(scope="module")
def children(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folders jia (the demonstration), yi (thirds), bing (the demonstration in mid-year)."""
    folder = tmp_path_factory.mktemp("children")
    halfway = AS_OF.replace(month=6, day=30)
    middle = compute(examine(ROOT / "content", today=halfway, as_of=halfway))
    exported(called(demonstration(), "甲省局"), folder / "jia", "all", "jsonl", "parquet")
    exported(small(folder / "content"), folder / "yi", "standings")
    exported(called(middle, "丙省局"), folder / "bing", "all", "parquet")
    return folder


@pytest.fixture(scope="module")
def federation(children: Path) -> Federation:
    found, problems = read_children([str(children / name) for name in ("jia", "yi", "bing")])
    assert problems == ()
    return federate("总局", found)


@contextmanager
def served(handler: Callable[..., BaseHTTPRequestHandler]) -> Iterator[str]:
    """A real server on this machine; its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


class Quiet(SimpleHTTPRequestHandler):
    """A file server that keeps no log."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_units_of_all_children_share_the_ranks(federation: Federation) -> None:
    tables = defaultdict(list)
    for place in federation.units:
        tables[place.entry.row.span, place.entry.row.group].append(place)
    assert len(tables) > 100
    shared = 0
    for places in tables.values():
        for place in places:
            better = [p for p in places if _points(p) > _points(place)]
            equal = [p for p in places if _points(p) == _points(place)]
            assert place.rank == len(better) + 1
            assert place.tied == (len(equal) > 1)
            shared += place.tied
    assert shared > 100


def _points(place: Any) -> Any:
    return fraction(place.entry.row.points)


def test_points_are_the_childrens_own(federation: Federation) -> None:
    found = {
        (place.entry.row.span.score, place.entry.row.span.period, place.entry.row.unit):
            place.entry.row.points
        for place in federation.units if place.entry.office == "甲省局"
    }  # fmt: skip
    assert found == {
        (key.score, key.period.id, row.subject): row.points
        for results in demonstration().results.values()
        for key, table in results.tables.items() if key.ranked is Ranked.UNIT
        for row in table.rows
    }  # fmt: skip


def test_children_are_ranked_by_the_sum_of_their_units(federation: Federation) -> None:
    february = [
        place.total for place in federation.offices
        if (place.total.span.score, place.total.span.period) == ("信息", "2026-02")
    ]  # fmt: skip
    assert {whole.office for whole in february} == {"甲省局", "乙省局", "丙省局"}
    for whole in february:
        own = [
            place.entry.row.points for place in federation.units
            if (place.entry.office, place.entry.row.span) == (whole.office, whole.span)
        ]  # fmt: skip
        assert (whole.points, whole.units) == (total(own), len(own))
    assert next(whole for whole in february if whole.office == "乙省局").points == 10


def test_a_period_is_open_while_one_child_has_not_finished_it(federation: Federation) -> None:
    whole = {place.total.span.period: place.unfinished for place in federation.offices}
    assert whole["2026-05"] is False
    assert whole["2026H2"] is True
    assert federation.as_of.isoformat() == "2026-03-31"


def test_only_who_showed_the_ledger_is_proved(federation: Federation) -> None:
    assert [(child.manifest.office, child.proved) for child in federation.children] == [
        ("甲省局", True), ("乙省局", False), ("丙省局", True),
    ]  # fmt: skip


def test_what_is_published_has_one_scale_and_ranks_that_sql_repeats(
    federation: Federation, tmp_path: Path
) -> None:
    manifest = publish(federation, tmp_path, ("jsonl", "parquet"))
    assert manifest.points_scale == 12  # quarters in two children, thirds in the third
    for table, group in (("unit_standings", "group_name"), ("child_standings", "score")):
        wrong = duckdb.execute(
            f"SELECT * FROM (SELECT *, RANK() OVER (PARTITION BY score, measure, period, {group}"  # noqa: S608
            " ORDER BY points_units DESC) AS ours FROM read_parquet(?)) WHERE ours <> rank",
            [f"{tmp_path}/{table}.parquet"],
        ).fetchall()
        assert wrong == []
    again = tmp_path / "again"
    again.mkdir()
    assert publish(federation, again, ("jsonl", "parquet")) == manifest


def test_http_gives_what_files_give(
    children: Path, run_chunshui: Run, tmp_path: Path
) -> None:
    pinned = hashlib.sha256((children / "yi/manifest.json").read_bytes()).hexdigest()
    with served(partial(Quiet, directory=str(children))) as address:
        done = run_chunshui(
            "federate", f"{address}/jia/manifest.json", f"{address}/yi/#sha256={pinned}",
            "--output", "http", "--period", "2026-02", "--json", cwd=tmp_path,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    thirds = [row for row in answer["units"] if row["points"] == "10/3"]
    assert [row["subject"] for row in thirds] == ["乙省局/甲", "乙省局/乙", "乙省局/丙"]
    assert all(row["tied"] for row in thirds)
    done = run_chunshui(
        "federate", children / "jia", children / "yi/manifest.json", "--output", "files",
        cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "2026年3月 市局 信息汇总排名" in done.stdout
    for name in ("children", "unit_standings", "child_standings"):
        one, other = (tmp_path / place / f"{name}.jsonl" for place in ("http", "files"))
        assert one.read_bytes() == other.read_bytes()


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
