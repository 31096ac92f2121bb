"""Awarding oneself."""

from __future__ import annotations

from site_builder.review.verdict import Verdict
from tests.adversarial.office import HAN, HARVEST, HARVEST_TEXT, RULEBOOK, XU, XUE, Office, place
from tests.adversarial.repository import as_bytes
from tests.adversarial.stories import (
    ADOPTED,
    AWARD,
    DRAFT,
    NEW,
    altered,
    changed,
    refused,
    with_field,
)


@refused("G510")
def endorsement_in_ones_own_item(office: Office) -> Verdict:
    return changed(office, XU, harvest=with_field(HARVEST_TEXT, AWARD))


@refused("G510")
def adoption_in_ones_own_item(office: Office) -> Verdict:
    return changed(office, XU, harvest=with_field(HARVEST_TEXT, ADOPTED))


@refused("G510")
def endorsement_by_its_chinese_key(office: Office) -> Verdict:
    field = "批示:\n  - {批示人: 省长, 日期: 2026-10-12, 肯定: 是}\n"
    return changed(office, XU, harvest=with_field(HARVEST_TEXT, field))


@refused("F112", "G510")
def endorsement_with_full_width_colons(office: Office) -> Verdict:
    field = "批示：\n  - {批示人：省长，日期：2026-10-12}\n"
    return changed(office, XU, harvest=with_field(HARVEST_TEXT, field))


@refused("F117", "G510")
def endorsement_by_both_keys(office: Office) -> Verdict:
    field = "批示: []\n" + AWARD
    return changed(office, XU, harvest=with_field(HARVEST_TEXT, field))


@refused("F118")
def endorsement_by_a_key_with_a_cyrillic_letter(office: Office) -> Verdict:
    return changed(office, XU, harvest=with_field(HARVEST_TEXT, AWARD.replace("end", "еnd")))


@refused("G510")
def points_by_judgement(office: Office) -> Verdict:
    field = "裁量:\n  - {条款: 第九条, 记分: 50, 理由: 影响大, 日期: 2026-10-12}\n"
    return changed(office, XU, harvest=with_field(HARVEST_TEXT, field))


@refused("G510")
def case_selected_by_its_nominator(office: Office) -> Verdict:
    field = "案例: {赛道: 智慧绩效, 状态: 入选, 奖项: 一等奖}\n"
    return changed(office, XU, harvest=with_field(HARVEST_TEXT, field))


@refused("G510")
def item_born_with_an_adoption(office: Office) -> Verdict:
    return office.judged(office.branch().commit(XU, {place(NEW): with_field(DRAFT, ADOPTED)}))


@refused("G510")
def renamed_with_one_award_more(office: Office) -> Verdict:
    files = {place(HARVEST): None, place("20261009-秋粮"): with_field(HARVEST_TEXT, AWARD)}
    return office.judged(office.branch().commit(XU, files))


@refused("G510")
def renamed_and_rewritten_with_its_adoption(office: Office) -> Verdict:
    base = office.branch().commit(XUE, {place(HARVEST): with_field(HARVEST_TEXT, ADOPTED)})
    text = with_field(HARVEST_TEXT, ADOPTED).replace("秋粮收购情况", "另一个题目")
    files = {place(HARVEST): None, place("20261009-另一个"): text}
    return office.judged(office.branch(base).commit(XU, files), base=base)


@refused("F142", "G534", "G510")
def second_file_with_the_same_id(office: Office) -> Verdict:
    path = place(HARVEST).replace("/10/", "/01/")
    return office.judged(office.branch().commit(XU, {path: with_field(HARVEST_TEXT, AWARD)}))


@refused("G501", "G502", "G515")
def rulebook_that_doubles_the_points_beside_an_item(office: Office) -> Verdict:
    rules = as_bytes(office.main.files[RULEBOOK]).decode().replace("记分: 10", "记分: 20")
    return office.judged(office.branch().commit(XU, {place(NEW): DRAFT, RULEBOOK: rules}))


@refused("G515")
def rulebook_of_a_closed_period_changed_by_its_owner(office: Office) -> Verdict:
    return altered(office, RULEBOOK, "记分: 10", "记分: 20", HAN)


@refused("G515")
def new_rulebook_for_a_closed_period(office: Office) -> Verdict:
    rules = as_bytes(office.main.files[RULEBOOK]).decode().replace("01-01", "07-01")
    return office.judged(office.branch().commit(HAN, {"content/rulebooks/新.md": rules}))


@refused("G510")
def award_under_a_forged_address_on_a_forge(office: Office) -> Verdict:
    branch = office.branch().commit(XUE, {place(HARVEST): with_field(HARVEST_TEXT, AWARD)})
    return office.judged(branch, author="xu-second")


@refused("G510")
def award_hidden_between_commits_of_the_office(office: Office) -> Verdict:
    branch = office.branch().commit(XUE, {place(HARVEST): with_field(HARVEST_TEXT, ADOPTED)})
    return office.judged(
        branch.commit(XU, {place(HARVEST): with_field(HARVEST_TEXT, ADOPTED + AWARD)})
    )


@refused("G502")
def faults_of_ones_unit_struck_off(office: Office) -> Verdict:
    path = "content/faults/2026.yml"
    fault = "- {unit: 晋中市局, date: 2026-10-11, kind: 失实}\n"
    base = office.branch().commit(XUE, {path: fault + fault.replace("晋中", "太原")})
    return office.judged(
        office.branch(base).commit(XU, {path: fault.replace("晋中", "太原")}), base=base
    )
