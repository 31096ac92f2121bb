"""What an export promises: nothing lost, nothing rounded, the same bytes, read back as written."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from scoring.findings import Source
from scoring.ledger import Ledger
from scoring.model import Judgement
from scoring.points import Points, fraction, total
from site_builder.exports import SELECTIONS, TABLES, ExportError, export
from site_builder.exports.columns import Setting, Table, Type, units, units_of
from site_builder.exports.manifest import parsed
from site_builder.exports.reading import rows as read
from site_builder.exports.scale import LARGEST, scale_of
from site_builder.exports.tables.assignments import ASSIGNMENT_GROUPS
from site_builder.exports.tables.records import JUDGEMENTS
from site_builder.snapshot import Snapshot
from tests.site_builder.exports.manual import PAGE, page
from tests.site_builder.exports.offices import called, demonstration, exported, sealed, small
from tests.support import ROOT

Run = Callable[..., CompletedProcess[str]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration office's export in both formats."""
    made = tmp_path_factory.mktemp("export") / "all"
    return exported(demonstration(), made, "all", "jsonl", "parquet")


def digests(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
    }


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The export of an office with a closed period, in both formats."""
    made = tmp_path_factory.mktemp("closed") / "all"
    return exported(sealed(), made, "all", "jsonl", "parquet")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
@pytest.mark.parametrize("form", ["jsonl", "parquet"])
@pytest.mark.parametrize("office", [demonstration, sealed])
def test_a_table_reads_back_as_it_was_written(
    office: Callable[[], Snapshot],
    table: Table[Snapshot, Any],
    form: str,
    folder: Path,
    closed: Path,
) -> None:
    snapshot, made = office(), folder if office is demonstration else closed
    setting = Setting(snapshot.corpus.office.name, scale_of(TABLES, snapshot))
    rows = list(table.rows(snapshot, setting))
    assert list(read(made / f"{table.name}.{form}", table, form)) == rows
    keys = [field.name for field in table.fields]
    places = [keys.index(name) for name in table.key]
    assert len({tuple(row[place] for place in places) for row in rows}) == len(rows)
    for name in keys:
        if units_of(name) in keys:
            for row in map(dict, (zip(keys, row, strict=True) for row in rows)):
                if row[name] is not None:
                    whole, scale = str(row[units_of(name)]), str(row["points_scale"])
                    assert Fraction(whole) / Fraction(scale) == Fraction(str(row[name]))


def test_no_fact_is_lost(folder: Path) -> None:
    corpus, lines = demonstration().corpus, Counter[str]()
    for path in folder.glob("*.jsonl"):
        lines[path.stem] = path.read_bytes().count(b"\n")
    items = corpus.items.values()
    assert lines["items"] == len(items) > 100
    assert lines["adoptions"] == sum(len(item.adoptions) for item in items) > 100
    assert lines["endorsements"] == sum(len(item.endorsements) for item in items) > 10
    assert lines["faults"] == sum(len(item.faults) for item in items) + len(corpus.faults) > 0
    came = [one for item in items for one in item.endorsements]
    assert lines["feedback"] == sum(len(one.feedback) for one in came) > 5
    assert lines["endorsement_conversions"] == sum(len(one.conversions) for one in came) > 2
    assert lines["words"] == len(corpus.words) > 5
    assert lines["alert_rules"] == len(corpus.alert_rules) > 5
    issues = corpus.bulletins.values()
    assert lines["bulletins"] == len(issues) > 2
    assert lines["bulletin_items"] == sum(len(issue.items) for issue in issues) > 6
    assert lines["actions"] == len(corpus.actions) > 2
    assert lines["alerts"] == len(demonstration().alerts) > 5
    reviews = [each for trail in corpus.trails.values() for each in trail.reviews]
    assert lines["reviews"] == len(reviews) > 50
    assert lines["review_units"] == sum(len(each.units) for each in reviews) > 10
    assert lines["review_again"] == sum(len(each.again) for each in reviews)
    ledgers = demonstration().ledgers.values()
    assert lines["entries"] == sum(len(ledger.entries) for ledger in ledgers) > 1000
    assert {table.name for table in TABLES} == lines.keys()


def lines(folder: Path, table: str) -> list[dict[str, Any]]:
    text = (folder / f"{table}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_nothing_of_an_assignment_is_lost(folder: Path) -> None:
    asked = demonstration().corpus.assignments.values()
    assert [line["id"] for line in lines(folder, "assignments")] == [each.id for each in asked]
    wanted = Counter[str]()
    for each in asked:
        wanted["answers"] += len(each.answers)
        wanted["assignment_units"] += len(each.units)
        wanted["assignment_people"] += len(each.people)
        wanted["assignment_claims"] += len(each.claims)
        wanted["assignment_progress"] += len(each.progress)
        wanted["assignment_extensions"] += len(each.extensions)
        wanted["assignment_clearances"] += len(each.cleared)
    assert {name: len(lines(folder, name)) for name in wanted} == wanted
    assert min(wanted.values()) > 0
    for table in ("assignments", "answers", "assignment_progress", "assignment_states"):
        seen = lines(folder, table)
        never = {name for name in seen[0] if all(line[name] is None for line in seen)}
        assert never <= {"category"}


def test_the_groups_that_were_asked_are_rows() -> None:
    office = demonstration()
    whole = replace(next(iter(office.corpus.assignments.values())), groups=("市局", "处室"))
    asked = replace(office, corpus=replace(office.corpus, assignments={whole.id: whole}))
    rows = list(ASSIGNMENT_GROUPS.rows(asked, Setting("甲", 1)))
    assert rows == [("甲", whole.id, 1, "市局"), ("甲", whole.id, 2, "处室")]


def test_the_board_stands_in_all_only(folder: Path, tmp_path: Path) -> None:
    seen = lines(folder, "assignment_states")
    assert {line["light"] for line in seen} == {"红", "黄", "蓝", "绿"}
    assert [line["light"] for line in seen] == sorted(
        (line["light"] for line in seen), key="红黄蓝绿".index
    )
    late = [line for line in seen if line["status"] == "逾期未办"]
    assert late
    assert all(line["overdue_days"] > 0 and line["clears"] for line in late)
    assert any(line["recurrences"] for line in seen)
    done = [line for line in seen if line["status"] == "按期办结"]
    assert done
    assert all(line["clears"] is None and line["overdue_days"] == 0 for line in done)
    facts = exported(demonstration(), tmp_path / "facts", "facts")
    assert not (facts / "assignment_states.jsonl").exists()
    assert (facts / "assignment_progress.jsonl").exists()


def test_a_closed_period_is_exported_with_its_corrections(closed: Path) -> None:
    (notice,) = lines(closed, "notices")
    assert (notice["id"], notice["score"], notice["issued"]) == ("2026Q2", "信息", "2026-07-10")
    (seal,) = lines(closed, "seals")
    assert (seal["as_of"], seal["content_commit"]) == ("2026-07-10", "c" * 40)
    (score,) = lines(closed, "sealed_scores")
    assert (score["score"], score["entries"], score["digest"]) == ("信息", 2, "d" * 64)
    assert [line["rulebook"] for line in lines(closed, "sealed_rulebooks")] == ["2026"]
    rows = lines(closed, "sealed_rows")
    assert [(row["unit"], row["rank"], row["points"]) for row in rows] == [
        ("晋中市局", 1, "20"),
        ("运城市局", 2, "10/3"),
    ]
    assert {row["points_scale"] % 3 for row in rows} == {0}
    corrections = lines(closed, "corrections")
    assert [one["id"] for one in corrections] == ["2026Q2-1", "2026Q2-2"]
    assert {one["notice"] for one in corrections} == {"2026Q2"}
    files = lines(closed, "correction_files")
    assert [one["path"] for one in files] == ["judgements/2026.yml"] * 2
    changed = lines(closed, "correction_differences")
    assert [(one["points_before"], one["points_after"]) for one in changed] == [
        ("20", "15"),
        ("15", "18"),
    ]


def test_an_entry_leads_to_its_line_and_clause(folder: Path) -> None:
    for line in (folder / "entries.jsonl").read_text(encoding="utf-8").splitlines()[::50]:
        entry = json.loads(line)
        written = (ROOT / entry["source_path"]).read_text(encoding="utf-8").splitlines()
        assert 1 <= entry["source_line"] <= len(written)
        assert entry["clause"] is None or entry["clause"] in entry["sentence"]
        assert entry["rulebook_number"] in entry["sentence"]


def test_parquet_knows_dates_integers_and_no_floating_point(folder: Path) -> None:
    found = Counter[str]()
    for path in folder.glob("*.parquet"):
        schema = parquet.read_schema(path)
        assert not schema.metadata
        found.update(str(field.type) for field in schema)
    assert found.keys() == {"string", "int64", "date32[day]", "bool"}


def test_the_manifest_tells_every_file(folder: Path) -> None:
    content = (folder / "manifest.json").read_bytes()
    manifest = parsed(content)
    assert manifest.office == demonstration().corpus.office.name
    assert manifest.commit == demonstration().commit
    told = {table.file_name(file): file.sha256 for table in manifest.tables for file in table.files}
    assert told == {name: sha for name, sha in digests(folder).items() if name != "manifest.json"}
    for table, listed in zip(TABLES, manifest.tables, strict=True):
        assert [field.name for field in listed.fields] == [field.name for field in table.fields]


def test_the_same_facts_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    again = exported(demonstration(), tmp_path / "again", "all", "jsonl", "parquet")
    assert digests(again) == digests(folder)


def test_no_hash_order_shows(tmp_path: Path) -> None:
    seen = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        done = subprocess.run(
            [sys.executable, "-P", "-m", "site_builder", "export", "all", out, "--root", ROOT,
             "--as-of", "2026-11-20", "--format", "both"],
            env={**os.environ, "PYTHONHASHSEED": seed}, check=False, capture_output=True,
            encoding="utf-8",
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        seen.append(digests(out))
    assert seen[0] == seen[1]


def test_thirds_stay_whole(tmp_path: Path) -> None:
    folder = exported(small(tmp_path / "content"), tmp_path / "out")
    lines = (folder / "entries.jsonl").read_text(encoding="utf-8").splitlines()
    thirds = [entry for entry in map(json.loads, lines) if entry["section"] == "采用"]
    assert {(entry["points"], entry["points_units"]) for entry in thirds} == {("10/3", 10)}
    assert {entry["points_scale"] for entry in thirds} == {3}
    assert sum(entry["points_units"] for entry in thirds) == 10 * 3


def judged(*values: Points) -> Snapshot:
    """An office whose only points are these judgements."""
    source = Source("content/judgements/2026.yml", 1)
    given = tuple(Judgement(source, "第一条", value, "理由", date(2026, 1, 1)) for value in values)
    empty = demonstration()
    corpus = replace(empty.corpus, items={}, judgements=given)
    return replace(empty, corpus=corpus, ledgers={"信息": Ledger("信息", ())})


@settings(deadline=None)
@given(st.lists(st.fractions(max_denominator=40).filter(lambda value: abs(value) < 10**6)))
def test_whole_units_add_up_to_the_exact_sum(values: list[Fraction]) -> None:
    scale = scale_of([JUDGEMENTS], judged(*values))
    added = sum(units(value, scale) for value in values)
    assert Fraction(added, scale) == fraction(total(values))


def test_a_sum_that_fits_no_integer_is_refused_before_anything_is_written() -> None:
    assert scale_of([JUDGEMENTS], judged(Decimal(LARGEST))) == 1
    with pytest.raises(ExportError, match="超出 64 位整数"):
        scale_of([JUDGEMENTS], judged(Decimal(LARGEST), Decimal(-1)))
    with pytest.raises(ExportError, match=r"分母最大的一笔是 1/1000003 分"):
        scale_of([JUDGEMENTS], judged(*(Fraction(1, n) for n in (999983, 999979, 1000003, 97, 1))))


def test_every_table_belongs_to_one_selection_and_those_of_today_to_all() -> None:
    parts = [table.name for name in ("facts", "ledger", "standings") for table in SELECTIONS[name]]
    today = ["assignment_states", "alerts"]
    assert parts + today == [table.name for table in SELECTIONS["all"]]
    assert len(set(parts)) == len(parts)


def test_without_pyarrow_json_lines_still_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    exported(demonstration(), tmp_path / "lines", "standings")
    with pytest.raises(ExportError, match=r"pip install 'chunshui\[parquet\]'"):
        exported(demonstration(), tmp_path / "both", "standings", "jsonl", "parquet")


def test_an_office_whose_name_would_be_mistaken_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="有“/”"):
        export(called(demonstration(), "甲/乙"), "facts", tmp_path, ("jsonl",))


def test_the_command_replaces_an_export_and_nothing_else(run_chunshui: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    everyday = ("--root", ROOT, "--as-of", "2026-11-20")
    assert run_chunshui("export", "all", out, *everyday, cwd=tmp_path).returncode == 0
    done = run_chunshui("export", "ledger", out, *everyday, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    names = sorted(path.name for path in out.iterdir())
    assert names == ["entries.jsonl", "manifest.json", "rulebooks.jsonl"]
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("信", encoding="utf-8")
    refused = run_chunshui("export", "all", "mine", *everyday, cwd=tmp_path)
    assert refused.returncode == 2
    assert "里有别的文件" in refused.stderr
    assert (tmp_path / "mine" / "letter.txt").is_file()


def test_the_manual_shows_the_query_and_every_field() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert text == page(), "run python -m tests.site_builder.exports.manual"
    for table in TABLES:
        assert table.doc.endswith("。")
        for field in table.fields:
            assert f"| `{field.name}` |" in text
            assert field.type in Type
