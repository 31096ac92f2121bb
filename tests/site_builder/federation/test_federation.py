"""A parent's rankings from its children's exports."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import duckdb
import pytest

from scoring.points import fraction, total
from scoring.results import Ranked
from site_builder.federation import Federation, federate, publish, read_children
from tests.site_builder.exports.offices import demonstration
from tests.site_builder.federation.serving import Quiet, served

Run = Callable[..., CompletedProcess[str]]


@pytest.fixture(scope="module")
def federation(children: Path) -> Federation:
    found, problems = read_children([str(children / name) for name in ("jia", "yi", "bing")])
    assert problems == ()
    return federate("总局", found)


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
