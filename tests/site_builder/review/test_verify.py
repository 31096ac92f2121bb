"""The proof holds through every way of merging, and names every kind of tampering."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.site_builder.review.desk_office import (
    BRANCH,
    DIRECTOR,
    ITEM,
    ITEM_PATH,
    NIGHT,
    RECORD,
    WRITER,
    Office,
    codes,
    people,
    read,
    text,
    without_branch,
)
from tests.site_builder.review.test_signatures import made_key
from tests.support import GitRepository

Change = Callable[[str], str]


def entries(record: str) -> list[str]:
    return re.split(r"^(?=- )", record, flags=re.MULTILINE)


def test_a_merge_is_proved(passed: Office, merged: GitRepository) -> None:
    proof = passed.proof(merged)
    assert (proof.items, proof.entries, proof.findings) == (1, 6, ())


def test_a_fast_forward_is_proved(passed: Office) -> None:
    passed.merge("--ff-only")
    assert passed.proof(without_branch(passed)).findings == ()


def test_a_rebase_is_proved(passed: Office) -> None:
    other = passed.clone("other")
    other.commit({"content/about/x.md": "# 页\n\n文。\n"}, date="2026-10-09")
    other.git("push", "--quiet", "origin", "main")
    other.git("switch", "--quiet", "-c", "rebased", f"origin/{BRANCH}")
    before = other.git("rev-parse", "HEAD")
    other.git("rebase", "--quiet", "main")
    assert other.git("rev-parse", "HEAD") != before
    other.git("push", "--quiet", "origin", "rebased:main")
    assert passed.proof(without_branch(passed)).findings == ()


def test_a_squash_is_proved_while_the_branch_is_left(passed: Office) -> None:
    clone = passed.merge("--squash")
    assert passed.proof(clone).findings == ()


def test_a_squash_without_branch_or_signatures_cannot_be_proved(passed: Office) -> None:
    passed.merge("--squash")
    found = passed.proof(without_branch(passed)).findings
    assert codes(found) == ["V423"] * 2 + ["V426"] * 6
    assert "editor@example.invalid" in found[-1].message


def test_signed_entries_survive_a_squash(signed: Office) -> None:
    signed.merge("--squash")
    assert codes(signed.proof(without_branch(signed)).findings) == ["V423"] * 2


def test_a_mirror_is_proved_without_a_worktree(passed: Office) -> None:
    passed.merge("--no-ff", "-m", "合并")
    server, mirror = passed.folder / "server.git", passed.folder / "mirror.git"
    passed.seed.git("clone", "--quiet", "--mirror", str(server), str(mirror))
    passed.seed.path = mirror
    assert passed.proof(passed.seed, head="main").findings == ()


def test_a_shallow_clone_proves_nothing(passed: Office, merged: GitRepository) -> None:
    assert merged.path.is_dir()
    assert "V430" in codes(passed.proof(passed.clone("shallow", "--depth=1")).findings)


def test_what_the_office_registers_voids_nothing(passed: Office, merged: GitRepository) -> None:
    adopted = "adoptions:\n  - {publication: 晋政信息, date: 2026-10-12, form: 单篇}\n---\n\n"
    whole = read(merged, ITEM_PATH)
    merged.commit({ITEM_PATH: whole.replace("---\n\n", adopted)}, date=NIGHT)
    assert passed.proof(merged).findings == ()


def test_people_may_move_on(passed: Office, merged: GitRepository) -> None:
    moved = people().replace("[办公室主任]", "[分管局领导]").replace("[法规科]", "[信息员]")
    left = moved.replace("name: 孙科长\n", "name: 孙科长\n  valid_to: 2026-10-05\n")
    merged.commit({"content/registry/people.yml": left}, date="2026-11-01")
    assert codes(passed.proof(merged).findings) == ["V434"]


def test_a_key_registered_later_asks_nothing_of_earlier_entries(
    passed: Office, merged: GitRepository, tmp_path: Path
) -> None:
    key = {DIRECTOR: made_key(tmp_path, "late")[1]}
    merged.commit({"content/registry/people.yml": people(key)}, date="2026-11-01")
    assert passed.proof(merged).findings == ()


def test_item_and_record_may_be_renamed_together(passed: Office, merged: GitRepository) -> None:
    for path in (ITEM_PATH, RECORD):
        merged.git("mv", path, path.replace("秋粮收购", "新名"))
    merged.commit({}, date=NIGHT)
    proof = passed.proof(merged)
    assert (proof.entries, proof.findings) == (6, ())


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda whole: whole.replace("平稳。", "很好。"), ["V425"]),
        (lambda whole: whole.replace("title: 秋粮", "title: 夏粮"), ["V425"]),
    ],
)
def test_a_text_changed_after_it_passed(
    passed: Office, merged: GitRepository, change: Change, expected: list[str]
) -> None:
    merged.commit({ITEM_PATH: change(read(merged, ITEM_PATH))}, date=NIGHT)
    assert codes(passed.proof(merged).findings) == expected


def _without(number: int) -> Change:
    def change(record: str) -> str:
        parts = entries(record)
        return "".join(parts[:number] + parts[number + 1 :])

    return change


def _swapped(record: str) -> str:
    parts = entries(record)
    parts[4], parts[5] = parts[5], parts[4]
    return "".join(parts)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (_without(2), {"V404", "V420"}),
        (_without(6), {"V420", "V424"}),
        (_swapped, {"V404", "V406", "V420"}),
        (lambda record: record.replace("请注明", "很好"), {"V404", "V420"}),
        (lambda record: record.replace("签批〔2026〕1号", "签批〔2026〕2号"), {"V420"}),
        (lambda record: record.replace("# 审核", "# 审"), {"V404", "V420"}),
    ],
    ids=["return cut", "last cut", "swapped", "reason", "number", "comment"],
)
def test_a_record_that_was_not_only_added_to(
    passed: Office, merged: GitRepository, change: Change, expected: set[str]
) -> None:
    changed = change(read(merged, RECORD))
    assert changed != read(merged, RECORD)
    merged.commit({RECORD: changed}, date=NIGHT)
    found = passed.proof(merged).findings
    assert expected <= set(codes(found))
    cut = next(one for one in found if one.code == "V420")
    assert merged.git("rev-parse", "HEAD")[:10] in cut.message
    merged.git("revert", "--no-edit", "HEAD")
    assert "V420" in codes(passed.proof(merged).findings), "what was cut once stays known"


def test_a_record_taken_away(passed: Office, merged: GitRepository) -> None:
    merged.commit({RECORD: None}, date=NIGHT)
    found = passed.proof(merged).findings
    assert codes(found) == ["V420", "V424"]
    assert "没有报审的记录" in found[0].message + found[1].message


def test_a_merge_that_goes_back_to_an_older_record(passed: Office) -> None:
    clone = passed.clone("careless")
    clone.git("switch", "--quiet", "-c", "old", f"origin/{BRANCH}~1")
    clone.commit({"content/about/x.md": "# 页\n\n文。\n"}, date="2026-10-09")
    clone.git("switch", "--quiet", "main")
    clone.git("merge", "--quiet", "--ff-only", f"origin/{BRANCH}")
    clone.git("merge", "--quiet", "--no-commit", "--no-ff", "old")
    clone.git("checkout", "old", "--", RECORD)
    clone.commit({}, date=NIGHT)
    found = passed.proof(clone).findings
    assert codes(found) == ["V420", "V424"]
    assert any("合并时没有留下已有的记录" in one.message for one in found)
    assert any("还差主要领导" in one.message for one in found)


def test_a_tier_that_was_skipped(office: Office) -> None:
    office.write(office.here, text())
    office.done(office.here, WRITER, "submit", ITEM)
    office.done(office.there, DIRECTOR, "approve", ITEM)
    found = office.proof(office.merge("--no-ff", "-m", "合并")).findings
    assert codes(found) == ["V424"]
    assert "还差分管局领导、主要领导" in found[0].message


def test_what_was_returned_or_never_handed_in(office: Office) -> None:
    office.write(office.here, text())
    office.done(office.here, WRITER, "submit", ITEM)
    office.done(office.there, DIRECTOR, "return", ITEM, "--reason", "x")
    clone = office.merge("--no-ff", "-m", "合并")
    other = "content/items/2026/10/20261010-另一条.md"
    clone.commit({other: text(date="2026-10-10")}, date=NIGHT)
    found = office.proof(clone).findings
    assert [one.message.partition("审核却")[2] for one in found] == [
        "已记为“退改”", "没有报审的记录",
    ]  # fmt: skip


def test_items_from_before_the_rules_need_no_proof(office: Office) -> None:
    clone = office.clone("old")
    clone.commit({"content/items/2026/09/20260930-旧.md": text(date="2026-09-30")})
    proof = office.proof(clone)
    assert (proof.items, proof.findings) == (0, ())


def test_a_fast_item_is_given_its_time(office: Office) -> None:
    office.write(office.here, text(tags="[紧急]"))
    office.done(office.here, WRITER, "submit", ITEM)
    office.done(office.there, DIRECTOR, "approve", ITEM)
    clone = office.merge("--no-ff", "-m", "合并")
    assert office.proof(clone, day=13).findings == ()
    assert codes(office.proof(clone, day=14).findings) == ["V424"]


def test_a_picture_changed_after_review(office: Office) -> None:
    here, picture = office.here, "content/items/2026/10/图 1.png"
    office.write(here, text("![示意](图%201.png)", level="县级"))
    (here.path / picture).write_bytes(b"first")
    (here.path / "content/items/2026/10/other.png").write_bytes(b"other")
    office.done(here, WRITER, "submit", ITEM)
    assert here.git("status", "--porcelain") == "?? content/items/2026/10/other.png"
    office.done(office.there, DIRECTOR, "approve", ITEM)
    clone = office.merge("--no-ff", "-m", "合并")
    assert office.proof(clone).findings == ()
    clone.commit({"content/items/2026/10/other.png": b"1"}, date=NIGHT)
    assert office.proof(clone).findings == ()
    clone.commit({picture: b"second"}, date=NIGHT)
    found = office.proof(clone).findings
    assert codes(found) == ["V435"] and "图 1.png" in found[0].message


def test_one_item_is_proved_alone(passed: Office, merged: GitRepository) -> None:
    other = "content/items/2026/10/20261010-另一条.md"
    merged.commit({other: text(date="2026-10-10")}, date=NIGHT)
    code, said = passed.run(merged, DIRECTOR, "verify", ITEM)
    assert (code, said) == (0, "核对 1 条信息、6 条审核记录：全部属实。\n")
    assert "没有“20261011-无”这条信息" in passed.refused(merged, DIRECTOR, "verify", "20261011-无")
    code, said = passed.run(merged, DIRECTOR, "verify")
    assert code == 1
    assert "[V424]" in said and "核对 2 条信息、6 条审核记录：有不实的，见上。" in said
