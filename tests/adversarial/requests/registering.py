"""What the office records, and what its owners change."""

from __future__ import annotations

from site_builder.review.verdict import Verdict
from tests.adversarial.office import (
    CHEN,
    FENG,
    HAN,
    HARVEST,
    HARVEST_TEXT,
    NIE,
    OLD,
    OLD_TEXT,
    PEOPLE,
    RULEBOOK,
    WANG,
    WORKFLOW,
    XU,
    XUE,
    Office,
    item,
    place,
)
from tests.adversarial.repository import as_bytes
from tests.adversarial.stories import (
    AWARD,
    altered,
    honest,
    with_field,
)


@honest("G542")
def endorsement_registered(office: Office) -> Verdict:
    text = with_field(HARVEST_TEXT, AWARD)
    return office.judged(office.branch().commit(XUE, {place(HARVEST): text}))


@honest()
def endorsement_registered_and_seen_by_another(office: Office) -> Verdict:
    text = with_field(HARVEST_TEXT, AWARD)
    return office.judged(office.branch().commit(XUE, {place(HARVEST): text}).commit(NIE))


@honest()
def endorsement_registered_and_merged_by_another(office: Office) -> Verdict:
    text = with_field(HARVEST_TEXT, AWARD)
    request = office.branch().commit(XUE, {place(HARVEST): text})
    merge = office.branch()
    return office.judged(merge.commit(NIE, {place(HARVEST): text}, merge=[request.head]))


@honest()
def endorsement_signed_and_seen_by_another(office: Office) -> Verdict:
    people = as_bytes(office.main.files[PEOPLE]).decode()
    key = people.partition("keys: [")[2].partition("]")[0]
    people = people.replace(f"{{id: {XUE},", f"{{id: {XUE}, keys: [{key}],")
    base = office.branch().commit(NIE, {PEOPLE: people})
    branch = office.branch(base).commit(XUE, {place(HARVEST): with_field(HARVEST_TEXT, AWARD)})
    return office.judged(branch.signed(office.key).commit(NIE), base=base)


@honest("G542")
def endorsement_seen_under_the_address_of_one_who_signs(office: Office) -> Verdict:
    people = as_bytes(office.main.files[PEOPLE]).decode()
    key = people.partition("keys: [")[2].partition("]")[0]
    people = people.replace(f"{{id: {NIE},", f"{{id: {NIE}, keys: [{key}],")
    base = office.branch().commit(XUE, {PEOPLE: people})
    branch = office.branch(base).commit(XUE, {place(HARVEST): with_field(HARVEST_TEXT, AWARD)})
    return office.judged(branch.commit(NIE), base=base)


@honest("G542")
def endorsement_seen_only_by_its_registrar(office: Office) -> Verdict:
    text = with_field(HARVEST_TEXT, AWARD)
    branch = office.branch().commit(XUE, {place(HARVEST): text}).commit(XUE)
    return office.judged(branch, approvals=[XUE])


@honest("G542")
def endorsement_seen_by_somebody_without_a_say(office: Office) -> Verdict:
    text = with_field(HARVEST_TEXT, AWARD)
    branch = office.branch().commit(XUE, {place(HARVEST): text}).commit(XU)
    return office.judged(branch, approvals=[XU, WANG])


@honest()
def endorsement_approved_on_a_forge(office: Office) -> Verdict:
    text = with_field(HARVEST_TEXT, AWARD)
    branch = office.branch().commit(XUE, {place(HARVEST): text})
    return office.judged(branch, author=XUE, approvals=[NIE])


@honest("G542")
def approval_by_a_commit_is_nothing_on_a_forge(office: Office) -> Verdict:
    text = with_field(HARVEST_TEXT, AWARD)
    branch = office.branch().commit(XUE, {place(HARVEST): text}).commit(NIE)
    return office.judged(branch, author=XUE)


@honest()
def adoption_of_an_old_item_in_an_open_period(office: Office) -> Verdict:
    more = "  - {publication: 省政府信息, date: 2026-10-11}\n"
    text = OLD_TEXT.replace("2026-09-20}\n", "2026-09-20}\n" + more)
    return office.judged(office.branch().commit(XUE, {place(OLD): text}).commit(NIE))


@honest()
def faults_of_the_month(office: Office) -> Verdict:
    fault = "- {unit: 太原市局, date: 2026-10-11, kind: 失实}\n"
    branch = office.branch().commit(XUE, {"content/faults/2026.yml": fault})
    return office.judged(branch.commit(NIE))


@honest()
def item_of_before_the_rules_entered_by_the_office(office: Office) -> Verdict:
    people = as_bytes(office.main.files[PEOPLE]).decode()
    people = people.replace("薛婧, roles: [信息科", "薛婧, roles: [信息科, 信息员")
    base = office.branch().commit(NIE, {PEOPLE: people})
    text = item("旧稿", XUE, "2026-06-05")
    branch = office.branch(base).commit(XUE, {place("20260605-旧稿"): text})
    return office.judged(branch.commit(NIE), base=base)


@honest()
def person_registered_by_the_office(office: Office) -> Verdict:
    entry = "- {id: 太原市局/new, name: 新人, roles: [信息员]}\n- {id: 太原市局/shi"
    return altered(office, PEOPLE, "- {id: 太原市局/shi", entry, XUE, NIE)


@honest()
def unit_and_its_people_registered(office: Office) -> Verdict:
    path = "content/registry/units.yml"
    units = as_bytes(office.main.files[path]).decode() + "- {name: 新局, parent: 省局}\n"
    people = as_bytes(office.main.files[PEOPLE]).decode() + "- {id: 新局/ma, name: 马}\n"
    return office.judged(office.branch().commit(XUE, {path: units, PEOPLE: people}).commit(NIE))


@honest()
def registrars_training_entered_by_himself(office: Office) -> Verdict:
    old = "name: 薛婧, roles"
    more = "name: 薛婧, tags: [青年干部], roles"
    return altered(office, PEOPLE, old, more, XUE, NIE)


@honest("G542")
def workflow_by_its_owner(office: Office) -> Verdict:
    return altered(office, WORKFLOW, "days: 1", "days: 2", WANG)


@honest()
def workflow_by_its_only_owner_seen_by_a_reviewer(office: Office) -> Verdict:
    return altered(office, WORKFLOW, "days: 1", "days: 2", WANG, FENG)


@honest()
def notice_put_right_by_the_owner_of_the_rules(office: Office) -> Verdict:
    path = "content/notices/2026Q3.md"
    return altered(office, path, "2026-10-08", "2026-10-09", WANG, FENG)


@honest()
def rulebook_for_the_time_to_come(office: Office) -> Verdict:
    rules = as_bytes(office.main.files[RULEBOOK]).decode().replace("2026-01-01", "2026-11-01")
    files = {"content/rulebooks/2026-11.md": rules.replace("记分: 10", "记分: 12")}
    return office.judged(office.branch().commit(HAN, files).commit(FENG))


@honest()
def rulebook_brought_to_its_end(office: Office) -> Verdict:
    new = "施行: 2026-01-01\n废止: 2026-12-31"
    return altered(office, RULEBOOK, "施行: 2026-01-01", new, HAN, FENG)


@honest()
def notice_of_a_new_period(office: Office) -> Verdict:
    path = "content/notices/2026-10A.md"
    text = "---\nissued: 2026-10-19\n---\n上半月通报。\n"
    return office.judged(office.branch().commit(XUE, {path: text}).commit(NIE))


@honest()
def home_page_by_the_office(office: Office) -> Verdict:
    return altered(office, "content/index.md", "首页", "新首页", XUE, NIE)


@honest("G542")
def program_by_its_keeper(office: Office) -> Verdict:
    return office.judged(office.branch().commit(CHEN, {"mkdocs.yml": "site_name: 新\n"}))


@honest()
def program_approved_by_a_reviewer(office: Office) -> Verdict:
    branch = office.branch().commit(CHEN, {"mkdocs.yml": "site_name: 新\n"})
    return office.judged(branch, author=CHEN, approvals=[HAN])
