"""Closed periods: what may still be registered, and corrections as they should be."""

from __future__ import annotations

from site_builder.review.verdict import Verdict
from tests.adversarial.office import HAN, NIE, PEOPLE, RULEBOOK, XUE, Office, place
from tests.adversarial.quarter import (
    ASKED,
    ASKED_TEXT,
    JOINT,
    JOINT_TEXT,
    JUNE,
    JUNE_TEXT,
    QUARTER,
    REGISTERED,
    SEAL,
    UNITS,
    asked,
    correcting,
    correction,
    inside,
    on_top,
    quarter,
    replaced,
    sealed,
)
from tests.adversarial.repository import as_bytes
from tests.adversarial.stories import honest

_MORE = "[{score: 信息, unit: 晋中市局, before: 32, after: 37}]"


@honest("G542")
def correction_with_its_change(office: Office) -> Verdict:
    files = {
        place(JUNE): JUNE_TEXT.replace("form: 综合", "form: 单篇"),
        correcting(): correction(inside(place(JUNE)), differences=_MORE),
    }
    return asked(office, XUE, files)


@honest()
def correction_with_its_change_seen_by_another(office: Office) -> Verdict:
    files = {
        place(JUNE): JUNE_TEXT.replace("form: 综合", "form: 单篇"),
        correcting(): correction(inside(place(JUNE)), differences=_MORE),
    }
    return asked(office, XUE, files, NIE)


@honest("G542")
def corrections_of_the_quarter_and_of_the_month_in_it(office: Office) -> Verdict:
    lost = (
        "[{score: 信息, unit: 晋中市局, before: %s, after: %s}, "
        "{score: 信息, unit: 太原市局, before: 2, after: -0.8}]"
    )
    path = inside(place(JOINT))
    files = {
        place(JOINT): JOINT_TEXT.replace("form: 单篇", "form: 综合"),
        correcting(): correction(path, differences=lost % (32, 27.8)),
        correcting(notice="2026-09"): correction(
            path, notice="2026-09", differences=lost % (27, 22.8)
        ),
    }
    return asked(office, XUE, files)


@honest("G542")
def two_corrections_of_one_notice_add_up(office: Office) -> Verdict:
    half = "[{score: 信息, unit: 晋中市局, before: %s, after: %s}]"
    files = {
        place(JUNE): JUNE_TEXT.replace("form: 综合", "form: 单篇"),
        correcting(1): correction(inside(place(JUNE)), differences=half % (32, 34)),
        correcting(2): correction(inside(place(JUNE)), differences=half % (34, 37)),
    }
    return asked(office, XUE, files)


@honest("G542")
def correction_of_a_registry(office: Office) -> Verdict:
    base = quarter(office)
    text = as_bytes(base.files[UNITS]).decode()
    old = "太原市局, parent: 省局, group: 市局"
    files = {
        UNITS: text.replace(old, old.replace("group: 市局", "group: 处室")),
        correcting(): correction(inside(UNITS)),
        correcting(notice="2026-09"): correction(inside(UNITS), notice="2026-09"),
    }
    return on_top(office, base, XUE, files)


@honest("G542")
def address_of_a_person(office: Office) -> Verdict:
    return replaced(office, XUE, PEOPLE, "accounts: [xu, xu-second]", "accounts: [xu, xu-new]")


@honest("G542")
def unit_that_begins_later(office: Office) -> Verdict:
    new = "- {name: 大同市局, parent: 省局, group: 市局, valid_from: 2026-10-15}\n"
    return replaced(office, XUE, UNITS, "- {name: 太原市局", f"{new}- {{name: 太原市局")


@honest("G542")
def rulebook_for_later(office: Office) -> Verdict:
    base = quarter(office)
    text = as_bytes(base.files[RULEBOOK]).decode().replace("2026-01-01", "2026-11-01")
    return on_top(office, base, HAN, {"content/rulebooks/2026-11.md": text})


@honest("G542")
def feedback_on_an_endorsement_of_it(office: Office) -> Verdict:
    feedback = "praise: 是, feedback: [{date: 2026-10-16, text: 已落实}]}"
    text = JOINT_TEXT.replace("praise: 是}", feedback)
    return asked(office, XUE, {place(JOINT): text})


@honest("G542")
def item_of_it_adopted_after_the_notice(office: Office) -> Verdict:
    later = "  - {publication: 省政府信息, date: 2026-10-12, form: 单篇}\n"
    text = JUNE_TEXT.replace(REGISTERED, REGISTERED + later)
    return asked(office, XUE, {place(JUNE): text})


@honest("G542")
def adoption_of_the_days_before_the_notice_that_changes_nothing(office: Office) -> Verdict:
    later = "  - {publication: 省政府信息, date: 2026-10-03, form: 综合}\n"
    text = JUNE_TEXT.replace(REGISTERED, REGISTERED + later)
    return asked(office, XUE, {place(JUNE): text})


@honest("G542")
def assignment_of_it_answered_after_the_notice(office: Office) -> Verdict:
    answer = f"  - {{unit: 太原市局, date: 2026-10-12, item: {JOINT}}}\n---\n请写"
    return asked(office, XUE, {ASKED: ASKED_TEXT.replace("---\n请写", answer)})


@honest("G542")
def judgement_of_a_later_day(office: Office) -> Verdict:
    row = "- {unit: 太原市局, clause: 第四条, points: 2, date: 2026-10-04, reason: 说明}\n"
    return asked(office, XUE, {"content/judgements/2026.yml": row})


@honest("G542")
def draft_issued_and_sealed(office: Office) -> Verdict:
    base = office.branch().commit(XUE, {QUARTER: "---\nnumber: 示例\n---\n三季度通报。\n"})
    issued = office.branch(base).commit(XUE, {QUARTER: "---\nissued: 2026-10-19\n---\n通报。\n"})
    return office.judged(issued.commit(XUE, {SEAL: sealed(office, issued)}), base=base)


@honest("G542")
def notice_of_long_ago_sealed_later(office: Office) -> Verdict:
    base = quarter(office)
    return on_top(office, base, XUE, {SEAL: sealed(office, base)})
