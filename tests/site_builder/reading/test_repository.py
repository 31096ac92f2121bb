"""Content folders as people leave them: what is read, and every finding, message by message."""

from __future__ import annotations

import os
import shutil
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from scoring.catalogue import CATALOGUE
from scoring.checks import check
from scoring.findings import ordered
from scoring.rulebook_checks import check_rulebooks
from scoring.vocabulary import CaseStatus, Level, LineageKind
from site_builder.reading.folder import walk
from site_builder.reading.repository import load, load_rulebook
from site_builder.reporting import as_text

SAMPLES = Path(__file__).parents[2] / "samples"
OFFICE = SAMPLES / "valid" / "office"
INVALID = sorted((SAMPLES / "invalid").iterdir())
ITEM = "items/2026/09/20260915-样本.md"
SAMPLE = "---\ntitle: 样本\nauthor: 晋中市局/xujing\ndate: 2026-09-15\n---\n\n正文。\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the valid office that a test may spoil."""
    return Path(shutil.copytree(OFFICE, tmp_path / "content"))


def findings_of(content: Path) -> str:
    """All findings as `chunshui check` prints them."""
    loaded = load(content)
    day = loaded.corpus.office.as_of or date(2026, 10, 31)
    every = (*loaded.findings, *check(loaded.corpus, day), *check_rulebooks(loaded.corpus))
    return as_text(ordered(every))


def test_limits_count_by_the_calendar_of_the_office(content: Path) -> None:
    corpus = load(content).corpus
    assert corpus.workflow is not None
    for calendar in (corpus.calendar, corpus.workflow.calendar):
        assert not calendar.works(date(2026, 10, 1))
        assert calendar.works(date(2026, 10, 10))


def test_the_valid_office_is_clean(content: Path) -> None:
    assert findings_of(content) == ""


@pytest.mark.parametrize("sample", INVALID, ids=lambda path: path.name)
def test_each_invalid_sample_gives_exactly_its_findings(sample: Path, content: Path) -> None:
    if (sample / "content").exists():
        shutil.copytree(sample / "content", content, dirs_exist_ok=True)
    removed = sample / "removed.txt"
    if removed.exists():
        for name in removed.read_text(encoding="utf-8").split():
            (content / name).unlink()
    expected = (sample / "expected.txt").read_text(encoding="utf-8").rstrip("\n")
    assert findings_of(content) == expected


def _too_large(content: Path) -> None:
    (content / ITEM).write_text(SAMPLE + "长" * 700, encoding="utf-8")


def _symlink(content: Path) -> None:
    (content / ITEM).symlink_to("/etc/hostname")


def _symlinked_folder(content: Path) -> None:
    (content / "items/2026/10").symlink_to(content / "items/2026/09")


def _pipe(content: Path) -> None:
    os.mkfifo(content / ITEM)


def _twin_by_case(content: Path) -> None:
    for name in ("20260915-A", "20260915-a"):
        (content / f"items/2026/09/{name}.md").write_text(SAMPLE, encoding="utf-8")


def _twin_by_composition(content: Path) -> None:
    for form in ("NFC", "NFD"):
        name = unicodedata.normalize(form, "20260915-é.md")
        (content / "items/2026/09" / name).write_text(SAMPLE, encoding="utf-8")


def _not_utf8_name(content: Path) -> None:
    (content / os.fsdecode("items/2026/09/20260915-样".encode("gbk") + b".md")).write_text(
        "x", encoding="utf-8"
    )


MADE: dict[str, tuple[Callable[[Path], None], tuple[str, ...]]] = {
    "a file over the limit": (_too_large, ("F101",)),
    "a symbolic link": (_symlink, ("F144",)),
    "a linked folder": (_symlinked_folder, ("F144",)),
    "a pipe": (_pipe, ("F146",)),
    "names that differ only in case": (_twin_by_case, ("F143",)),
    "names that look the same": (_twin_by_composition, ("F142", "F143")),
    "a name that is not UTF-8": (_not_utf8_name, ("F142",)),
}


@pytest.mark.parametrize("case", MADE)
def test_what_git_cannot_keep_as_a_sample_is_a_finding_too(case: str, content: Path) -> None:
    make, expected = MADE[case]
    make(content)
    found = [f.code for f in load(content, limit=2000).findings]
    assert sorted(set(found)) == sorted(expected)


def test_every_kind_of_finding_about_files_and_facts_has_a_sample() -> None:
    written = "".join((s / "expected.txt").read_text(encoding="utf-8") for s in INVALID)
    made = {code for _, codes in MADE.values() for code in codes}
    codes = {k.code for k in CATALOGUE if k.code[0] in "FCS" or "V400" < k.code < "V420"}
    assert {code for code in codes if f"[{code}]" not in written} - made == set()


def test_codes_are_unique_and_every_kind_is_explained() -> None:
    codes = [kind.code for kind in CATALOGUE]
    assert len(codes) == len(set(codes))
    for kind in CATALOGUE:
        assert all((kind.title, kind.message, kind.why, kind.bad, kind.good)), kind.code


def test_facts_are_read_with_their_places() -> None:
    corpus = load(OFFICE).corpus
    item = corpus.items["20260912-新机构挂牌"]
    assert item.source == ("office/items/2026/09/20260912-新机构挂牌.md", 2, 1)
    assert [(share.unit, str(share.share)) for share in item.units] == [
        ("晋中市局", "3/5"),
        ("运城市局", "2/5"),
    ]
    assert item.level is Level.PROVINCIAL
    assert item.adoptions[1].source.line == 15
    assert item.endorsements[0].praise is True
    assert item.case is not None
    assert item.case.status is CaseStatus.SELECTED


def test_aliases_and_short_names_become_the_name_itself() -> None:
    corpus = load(OFFICE).corpus
    item = corpus.items["20260912-新机构挂牌"]
    assert item.adoptions[0].publication == "晋政信息"
    assert item.endorsements[0].leader == "分管副省长"
    assert corpus.units["榆次区局"].parent == "晋中市局"


def test_chinese_keys_say_the_same_and_the_author_s_unit_is_the_default() -> None:
    item = load(OFFICE).corpus.items["20260901-挂牌筹备"]
    assert (item.title, item.date, item.kind) == ("新机构挂牌筹备情况", date(2026, 9, 1), "动态")
    assert [share.unit for share in item.units] == ["晋中市局"]
    assert item.commission == "2026年9月约稿"


def test_a_unit_knows_what_became_of_it() -> None:
    lineage = load(OFFICE).corpus.units["榆次分局"].lineage
    assert lineage == (LineageKind.RENAMED, "榆次区局", date(2026, 7, 1))


def test_bodies_and_pages_are_kept_without_their_headers() -> None:
    loaded = load(OFFICE)
    assert loaded.bodies["20260901-挂牌筹备"][:3] == (
        "items/2026/09/20260901-挂牌筹备.md",
        "新机构挂牌筹备情况",
        "\n筹备工作已经就绪。\n",
    )
    assert [(text.path, text.title) for text in loaded.texts] == [
        ("about/本站.md", "关于本站"),
        ("index.md", "首页"),
    ]
    assert loaded.bodies["2026"].title == "信息工作计分办法"


def test_mappings_are_sorted_and_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    corpus = load(OFFICE, progress=lambda done, whole: told.append((done, whole))).corpus
    for mapping in (corpus.units, corpus.people, corpus.publications, corpus.items):
        assert list(mapping) == sorted(mapping)
    done, whole = [each for each, _ in told], {whole for _, whole in told}
    assert done == sorted(done) and whole == {done[-1]}


def test_a_person_who_moved_keeps_the_id_and_has_a_new_default_unit(content: Path) -> None:
    people = content / "registry/people.yml"
    text = people.read_text(encoding="utf-8").replace("name: 徐静", "name: 徐静\n  unit: 运城市局")
    people.write_text(text, encoding="utf-8")
    (content / ITEM).write_text(SAMPLE, encoding="utf-8")
    assert [share.unit for share in load(content).corpus.items["20260915-样本"].units] == [
        "运城市局"
    ]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("\u3000author: 晋中市局/xujing", "F107"),
        ("author\u3000: 晋中市局/xujing", "F107"),
        ("author：晋中市局/xujing", "F112"),
    ],
)
def test_an_author_whose_line_is_to_be_mended_is_not_missing_too(
    content: Path, written: str, code: str
) -> None:
    text = SAMPLE.replace("author: 晋中市局/xujing", written)
    (content / ITEM).write_text(text, encoding="utf-8")
    assert [finding.code for finding in load(content).findings] == [code]


def test_names_in_a_registry_that_cannot_be_read_are_not_looked_up(content: Path) -> None:
    (content / "registry/publications.yml").write_text('- {name: "晋政', encoding="utf-8")
    assert [finding.code for finding in load(content).findings] == ["F111"]


def test_a_rulebook_is_read_from_anywhere(tmp_path: Path) -> None:
    file = tmp_path / "新办法.md"
    text = (OFFICE / "rulebooks/2026.md").read_text(encoding="utf-8")
    file.write_text(text.replace("层级: 省级", "刊物: 省政府信息"), encoding="utf-8")
    book, findings = load_rulebook(file, load(OFFICE).corpus)
    assert findings == ()
    assert book is not None
    assert book.id == "新办法"
    assert book.adoptions[0].when.publications == frozenset({"晋政信息"})
    file.write_text(text.replace("分管副省长", "副部长"), encoding="utf-8")
    assert [f.code for f in load_rulebook(file, load(OFFICE).corpus)[1]] == ["C204"]
    file.write_text("---\n名称: 只有名称\n---\n", encoding="utf-8")
    book, findings = load_rulebook(file)
    assert book is None
    assert {finding.code for finding in findings} == {"F123"}


def test_only_real_pictures_in_their_places_are_shown(tmp_path: Path) -> None:
    for name in (
        "about/图.png",
        "about/深/图.png",
        "items/2026/02/图.JPG",
        "图.png",
        "about/图.svg",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "about/link.png").symlink_to(tmp_path / "图.png")
    (tmp_path / "about/folder.png").mkdir()
    assert load(tmp_path).pictures == ("about/图.png", "items/2026/02/图.JPG")


def test_another_byte_in_any_of_the_few_files_is_seen(tmp_path: Path) -> None:
    shutil.copytree(OFFICE, tmp_path / "content")
    before = load(tmp_path / "content").others
    assert before
    for entry in walk(tmp_path / "content", "content").entries:
        file = Path(entry.file)
        kept = file.read_bytes()
        file.write_bytes(kept + b"\n")
        assert load(tmp_path / "content").others != before, entry.path
        file.write_bytes(kept)
    assert load(tmp_path / "content").others == before
