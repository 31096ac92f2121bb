"""The same SQL on real engines: totals and ranks over the files equal `chunshui rank`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import duckdb
import pytest

from scoring.results import Ranked
from site_builder.cli.entries import table_row
from site_builder.exports import TABLES, sql
from site_builder.exports.columns import Type
from site_builder.snapshot import Snapshot
from tests.site_builder.exports.engines import COLUMNS, READ, Place, Won, as_printed, ranked
from tests.site_builder.exports.offices import AS_OF, called, demonstration, exported, small
from tests.support import ROOT

Run = Callable[..., CompletedProcess[str]]
_DUCKDB = {
    Type.TEXT: "VARCHAR", Type.INTEGER: "BIGINT", Type.DAY: "DATE", Type.FLAG: "BOOLEAN",
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("engines") / "all"
    return exported(demonstration(), made, "all", "jsonl", "parquet")


def expected(snapshot: Snapshot) -> dict[Place, Won]:
    """What `chunshui rank` says of units and people in every period of every score."""
    return as_printed(
        table_row(table)
        for results in snapshot.results.values()
        for key, table in results.tables.items()
        if key.ranked in (Ranked.UNIT, Ranked.PERSON)
    )


def duck(pattern: str) -> duckdb.DuckDBPyConnection:
    """DuckDB with a view of every table; the pattern has {table} in it."""
    database = duckdb.connect()
    for table in TABLES:
        if table.name not in READ:
            continue
        source = f"read_parquet('{pattern.format(table=table.name)}')"
        if pattern.endswith(".jsonl"):
            columns = {field.name: _DUCKDB[field.type] for field in table.fields}
            source = (
                f"read_json('{pattern.format(table=table.name)}',"
                f" format='newline_delimited', columns={columns})"
            )
        database.execute(f"CREATE VIEW {table.name} AS SELECT * FROM {source}")  # noqa: S608
    return database


def answer(database: duckdb.DuckDBPyConnection, where: str = "TRUE") -> list[Any]:
    columns = ", ".join(COLUMNS)
    query = f"SELECT {columns} FROM ({sql('ranking')}) WHERE {where}"  # noqa: S608
    return database.execute(query).fetchall()


@pytest.mark.parametrize("form", ["parquet", "jsonl"])
def test_duckdb_agrees_in_every_period(folder: Path, form: str) -> None:
    found = ranked(answer(duck(f"{folder}/{{table}}.{form}")))
    wanted = expected(demonstration())
    assert found == wanted
    periods = {place.period for place in wanted}
    assert {"2025-03", "2025Q3", "2026H1", "2026"} < periods
    assert len(periods) > 30
    assert any(won.rank > 1 for won in wanted.values())


@pytest.mark.parametrize("period", ["2026-10", "2025Q4", "2025"])
@pytest.mark.parametrize("by", ["单位", "个人"])
def test_duckdb_agrees_with_the_command(
    folder: Path, period: str, by: str, run_chunshui: Run
) -> None:
    done = run_chunshui(
        "rank", "--period", period, "--by", by, "--score", "信息", "--json",
        "--as-of", AS_OF.isoformat(), "--root", ROOT, cwd=folder,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    where = f"period = '{period}' AND ranked = '{by}' AND score = '信息'"
    found = ranked(answer(duck(f"{folder}/{{table}}.parquet"), where))
    assert found == as_printed(json.loads(done.stdout))


def test_the_exports_of_several_offices_are_ranked_side_by_side(tmp_path: Path) -> None:
    first = small(tmp_path / "content")
    second = called(demonstration(), "丁省局")
    for number, office in enumerate((first, second)):
        exported(office, tmp_path / f"out{number}", "all", "parquet")
    database = duck(f"{tmp_path}/*/{{table}}.parquet")
    assert ranked(answer(database, "office = '乙省局'")) == expected(first)
    assert ranked(answer(database, "office = '丁省局'")) == expected(second)
    thirds = {won for place, won in expected(first).items() if place.period == "2026-02"}
    assert thirds == {Won("10/3", 1), Won("0", 4)}


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_spark_agrees_in_every_period(folder: Path) -> None:
    pyspark = pytest.importorskip(
        "pyspark.sql", reason="pyspark is large and not among the test requirements"
    )
    session = (
        pyspark.SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.warehouse.dir", str(folder.parent / "warehouse"))
        .getOrCreate()
    )
    try:
        for name in READ:
            session.read.parquet(f"{folder}/{name}.parquet").createOrReplaceTempView(name)
        found = ranked(session.sql(sql("ranking")).select(*COLUMNS).collect())
    finally:
        session.stop()
    assert found == expected(demonstration())
