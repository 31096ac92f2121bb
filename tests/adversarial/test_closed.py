"""Tampering with a closed period directly on the main branch: found, and named with its commit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from scoring.findings import Finding, Severity
from site_builder.cache import Store
from site_builder.closing.verifying import Proof, verify
from site_builder.git import Revisions
from site_builder.review.closed import Closed
from tests.adversarial.office import (
    BEIJING,
    LI,
    REGISTRY,
    RULEBOOK,
    XUE,
    Branch,
    Office,
    item,
    place,
)
from tests.adversarial.quarter import (
    ASKED,
    BODY,
    CALENDAR,
    JOINT,
    JOINT_TEXT,
    JUNE,
    JUNE_TEXT,
    LEADERS,
    PUBLICATIONS,
    QUARTER,
    SEAL,
    UNITS,
    correcting,
    correction,
    inside,
    quarter,
    sealed,
)
from tests.adversarial.repository import Content, Repository, as_bytes

_MORE = "[{score: 信息, unit: 晋中市局, before: 32, after: 37}]"
_LATER = "  - {publication: 省政府信息, date: 2026-10-12, form: 单篇}\n"
_UNITS = REGISTRY[UNITS]
_ADDRESS = "li@office.example.invalid"
_ENTRY, _ROW, _SEAL_CHANGED, _ISSUED, _CORRECTION = "N922", "N924", "N925", "N926", "N927"


def closed(office: Office) -> Branch:
    """The main branch after closing the quarter, and after more work."""
    base = quarter(office)
    base.commit(XUE, {SEAL: sealed(office, base)})
    return base.commit(XUE, {place("20261015-新稿"): item("新稿", LI, "2026-10-15")})


def proof(repository: Repository, branch: Branch, *only: str) -> Proof:
    """The proof of a branch, of the quarter unless another period is named."""
    with Revisions.of(repository.path) as revisions:  # type: ignore[union-attr]
        names = only or ("2026Q3",)
        return verify(revisions, branch.head, "content", "0.1.0", Store(None), names)


def errors(found: Proof) -> list[Finding]:
    return [each for each in found.findings if each.severity is Severity.ERROR]


def told(findings: Iterable[Finding]) -> str:
    return "\n".join(map(str, findings))


def test_what_nobody_touched_holds(office: Office) -> None:
    found = proof(office, closed(office))
    assert found.findings == ()
    (period,) = found.periods
    assert (period.own, period.entries, period.explained, period.unexplained) == (True, 15, 0, 0)


class Tampering(NamedTuple):
    """What somebody with the right to push does to main, and the code that names him."""

    code: str
    files: Callable[[Branch], dict[str, Content]]


def replaced(path: str, old: str, new: str) -> Callable[[Branch], dict[str, Content]]:
    def files(branch: Branch) -> dict[str, Content]:
        text = as_bytes(branch.files[path]).decode()
        assert old in text
        return {path: text.replace(old, new)}

    return files


def gone(path: str) -> Callable[[Branch], dict[str, Content]]:
    return lambda _: {path: None}


TAMPERING = {
    "a fact rewritten": Tampering(_ENTRY, replaced(place(JUNE), "form: 综合", "form: 单篇")),
    "an item deleted": Tampering(_ENTRY, gone(place(JUNE))),
    "an item under another name": Tampering(
        _ENTRY, lambda _: {place(JUNE): None, place("20260620-换了名"): JUNE_TEXT}
    ),
    "a body shortened": Tampering(_ENTRY, replaced(place(JUNE), BODY, "短了。")),
    "shares changed": Tampering(
        _ENTRY,
        lambda _: {place(JOINT): JOINT_TEXT.replace("3/5", "9/10").replace("2/5", "1/10")},
    ),
    "an author changed": Tampering(_ENTRY, replaced(place(JUNE), "局/xu", "局/li")),
    "an adoption backdated": Tampering(
        _ENTRY,
        replaced(place("20260915-三季度旧稿"), "date: 2026-09-20}", "date: 2026-09-20}\n"
                 "  - {publication: 省政府信息, date: 2026-09-29, form: 单篇, length: 900}"),
    ),
    "a new item of the past": Tampering(
        _ENTRY,
        lambda _: {
            place("20260901-补的稿"): item(
                "补的稿", LI, "2026-09-01",
                "adoptions:\n  - {publication: 省政府信息, date: 2026-09-02}\n",
            )
        },
    ),
    "a rulebook": Tampering(_ENTRY, replaced(RULEBOOK, "调研, 记分: 5", "调研, 记分: 6")),
    "a rulebook that ends": Tampering(
        _ENTRY, replaced(RULEBOOK, "施行: 2026-01-01", "施行: 2026-01-01\n废止: 2026-08-31")
    ),
    "a unit's group": Tampering(
        _ROW, replaced(UNITS, "太原市局, parent: 省局, group: 市局", "太原市局, parent: 省局")
    ),
    "a leader's rank": Tampering(_ENTRY, replaced(LEADERS, "主要领导", "其他领导")),
    "a publication's level": Tampering(_ENTRY, replaced(PUBLICATIONS, "省级", "市级")),
    "a day off": Tampering(
        _ENTRY, replaced(CALENDAR, "[", "[2026-09-02, 2026-09-03, 2026-09-04, 2026-09-07, ")
    ),
    "an assignment": Tampering(_ENTRY, replaced(ASKED, "[晋中市局, 太原市局]", "[晋中市局]")),
    "the seal": Tampering(_SEAL_CHANGED, replaced(SEAL, "points: 2,", "points: 20,")),
    "the seal deleted": Tampering(_SEAL_CHANGED, gone(SEAL)),
    "the day of issue": Tampering(_ISSUED, replaced(QUARTER, "2026-10-08", "2026-10-18")),
    "the notice deleted": Tampering(_ISSUED, gone(QUARTER)),
    "the notice's text": Tampering("N932", replaced(QUARTER, "三季度通报", "三季度的通报")),
    "a unit that is in use": Tampering(
        "N928", replaced(UNITS, "- {name: 太原市局, parent: 省局, group: 市局}\n", "")
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TAMPERING)
def test_tampering_on_main_is_found_and_named(name: str, office: Office) -> None:
    main = closed(office)
    code, files = TAMPERING[name]
    done = main.commit(LI, files(main)).head
    main.commit(XUE, {place("20261016-后来的稿"): item("后来的稿", LI, "2026-10-16")})
    found = errors(proof(office, main))
    assert {each.code for each in found} == {code}, told(found)
    for each in found:
        assert done[:10] in each.message
        assert code == "N928" or _ADDRESS in each.message


def test_of_several_commits_the_one_that_did_it_is_named(office: Office) -> None:
    main = closed(office)
    main.commit(XUE, {place(JUNE): JUNE_TEXT.replace("kind: 调研", "kind: 调研\ntags: [回访]")})
    text = as_bytes(main.files[place(JUNE)]).decode()
    done = main.commit(LI, {place(JUNE): text.replace("form: 综合", "form: 单篇")}).head
    text = as_bytes(main.files[place(JUNE)]).decode()
    main.commit(XUE, {place(JUNE): text.replace("tags: [回访]", "tags: [回访, 养殖]")})
    found = errors(proof(office, main))
    assert {each.code for each in found} == {_ENTRY}
    assert all(done[:10] in each.message and _ADDRESS in each.message for each in found)
    assert any("由 5 分变为 10 分" in each.message for each in found)


def test_of_a_merge_the_commit_that_was_merged_is_named(office: Office) -> None:
    main = closed(office)
    side = office.branch(main)
    done = side.commit(LI, {place(JUNE): JUNE_TEXT.replace("form: 综合", "form: 单篇")}).head
    main.commit(XUE, {place(JUNE): side.files[place(JUNE)]}, merge=[side.head])
    found = errors(proof(office, main))
    assert found and all(done[:10] in each.message for each in found), told(found)


def test_what_was_changed_back_is_told_but_no_error(office: Office) -> None:
    main = closed(office)
    done = main.commit(LI, {place(JUNE): JUNE_TEXT.replace("form: 综合", "form: 单篇")}).head
    main.commit(XUE, {place(JUNE): JUNE_TEXT})
    found = proof(office, main)
    assert errors(found) == []
    assert {each.code for each in found.findings} == {"N930"}
    assert any(done[:10] in each.message for each in found.findings)


def corrected(main: Branch, *, apart: bool = False, differences: str = _MORE) -> Branch:
    """A correction with its change, in one commit or in two."""
    files: dict[str, Content] = {place(JUNE): JUNE_TEXT.replace("form: 综合", "form: 单篇")}
    paper = {correcting(): correction(inside(place(JUNE)), differences=differences)}
    if apart:
        return main.commit(XUE, files).commit(XUE, paper)
    return main.commit(XUE, {**files, **paper})


@pytest.mark.parametrize("apart", [False, True])
def test_a_correction_explains_its_change(office: Office, apart: bool) -> None:
    found = proof(office, corrected(closed(office), apart=apart))
    assert errors(found) == []
    assert {each.code for each in found.findings} == {"N923"}
    assert all("由更正 2026Q3-1 说明" in each.message for each in found.findings)
    (period,) = found.periods
    assert (period.explained, period.unexplained) == (2, 0)  # the unit's entry and its author's


def test_a_correction_with_other_sums_explains_nothing(office: Office) -> None:
    wrong = _MORE.replace("after: 37", "after: 35")
    found = errors(proof(office, corrected(closed(office), differences=wrong)))
    assert found and all("差额和算出来的不一样" in each.message for each in found)


def test_a_correction_of_one_file_does_not_cover_another(office: Office) -> None:
    main = closed(office)
    done = main.commit(LI, {place(JOINT): JOINT_TEXT.replace("form: 单篇", "form: 综合")}).head
    found = errors(proof(office, corrected(main)))
    assert any(done[:10] in each.message for each in found)
    assert all("差额" in each.message or "没有列出" in each.message for each in found)


def test_the_file_of_a_correction_changed_again_is_found(office: Office) -> None:
    main = corrected(closed(office))
    text = as_bytes(main.files[place(JUNE)]).decode()
    done = main.commit(LI, {place(JUNE): text.replace("2026-07-05", "2026-07-06")}).head
    found = errors(proof(office, main))
    assert {each.code for each in found} == {_ENTRY}
    assert all(done[:10] in each.message and "没有更正" in each.message for each in found)


@pytest.mark.parametrize("how", ["changed", "deleted"])
def test_a_correction_is_only_ever_added(office: Office, how: str) -> None:
    main = corrected(closed(office))
    text = as_bytes(main.files[correcting()]).decode()
    after = None if how == "deleted" else text.replace("核定有误", "另有原因")
    done = main.commit(LI, {correcting(): after}).head
    found = errors(proof(office, main))
    assert {each.code for each in found} == {_CORRECTION}
    assert all(done[:10] in each.message and _ADDRESS in each.message for each in found)


def _anew(repository: Repository, files: dict[str, Content], seal: str) -> Branch:
    """A history written from the beginning, with the old seal in it."""
    branch = Branch(repository, "anew", {}, "")
    branch.time = datetime(2026, 10, 8, 9, tzinfo=BEIJING)
    return branch.commit(LI, files).commit(LI, {SEAL: seal})


def test_a_history_written_anew_is_found_and_compared_with_the_old(office: Office) -> None:
    main = closed(office)
    seal = as_bytes(main.files[SEAL]).decode()
    files = {path: content for path, content in main.files.items() if path != SEAL}
    files[place(JUNE)] = JUNE_TEXT.replace("form: 综合", "form: 单篇")
    found = errors(proof(office, _anew(office, files, seal)))
    assert {each.code for each in found} == {"N920", _ENTRY}, told(found)


def test_where_the_old_history_is_gone_the_published_rows_are_compared(
    office: Office, tmp_path: Path
) -> None:
    main = closed(office)
    other = Repository(tmp_path)
    other.run_git("init", "--quiet", "--bare", "--initial-branch=main", ".")
    seal = as_bytes(main.files[SEAL]).decode()
    files = {path: content for path, content in main.files.items() if path != SEAL}
    honest = errors(proof(other, _anew(other, files, seal)))
    assert {each.code for each in honest} == {"N920"}
    files[place(JUNE)] = JUNE_TEXT.replace("form: 综合", "form: 单篇")
    found = errors(proof(other, _anew(other, files, seal)))
    assert {each.code for each in found} == {"N920", "N931"}, told(found)
    assert any("得分 32→37" in each.message for each in found)


def test_a_seal_forged_from_the_beginning_does_not_match_its_commit(office: Office) -> None:
    base = quarter(office)
    base.commit(LI, {SEAL: sealed(office, base).replace("points: 2,", "points: 20,")})
    found = errors(proof(office, base))
    assert {each.code for each in found} == {"N921"}
    assert "得分 20→2" in found[0].message


def test_another_program_is_said_where_the_digest_differs(office: Office) -> None:
    base = quarter(office)
    text = sealed(office, base).replace('program: "0.1.0"', 'program: "0.0.9"')
    digest = text.partition("digest: ")[2][:64]
    base.commit(LI, {SEAL: text.replace(digest, "a" * 64)})
    found = errors(proof(office, base))
    assert "封存时的程序是 0.0.9，现在是 0.1.0" in found[0].message


def test_an_issued_notice_without_a_seal_is_traced_from_its_issue(office: Office) -> None:
    main = quarter(office)
    done = main.commit(LI, {place(JOINT): JOINT_TEXT.replace("form: 单篇", "form: 综合")}).head
    found = proof(office, main, "2026-09")
    assert {each.code for each in found.findings} == {"N910", _ENTRY}
    assert all(done[:10] in each.message for each in errors(found))


@pytest.mark.parametrize(
    ("files", "counted"),
    [
        ({place("20261020-新稿"): item("新稿", LI, "2026-10-20")}, False),
        ({place(JUNE): JUNE_TEXT.replace("综合}\n", "综合}\n" + _LATER)}, False),
        ({UNITS: _UNITS + "- {name: 大同市局, valid_from: 2026-10-15}\n"}, True),
        ({place(JUNE): JUNE_TEXT.replace("六月稿", "六月")}, True),
    ],
)
def test_requests_of_every_day_need_no_counting(
    office: Office, files: dict[str, Content], counted: bool
) -> None:
    base = quarter(office)
    branch = office.branch(base).commit(XUE, files)
    verdict = office.judged(branch, base=base)
    assert verdict.sides is not None
    looked = Closed(*verdict.sides, verdict.changes, verdict.on)
    assert list(looked.check()) == []
    assert ("_recount" in vars(looked)) is counted
