"""Rules, registries, the program."""

from __future__ import annotations

from site_builder.review.verdict import Verdict
from tests.adversarial.office import CHEN, PEOPLE, SHI, WANG, WORKFLOW, XU, XUE, Office, place
from tests.adversarial.repository import as_bytes
from tests.adversarial.stories import (
    DRAFT,
    NEW,
    altered,
    refused,
)


@refused("G501", "G502")
def workflow_hidden_among_content(office: Office) -> Verdict:
    rules = as_bytes(office.main.files[WORKFLOW]).decode()
    rules = rules.replace("tiers: [办公室主任, 分管局领导, 主要领导]", "tiers: [办公室主任]")
    return office.judged(office.branch().commit(XU, {place(NEW): DRAFT, WORKFLOW: rules}))


@refused("G502")
def workflow_by_the_office(office: Office) -> Verdict:
    return altered(office, WORKFLOW, "days: 1", "days: 9", XUE)


@refused("G502", "G514")
def writer_makes_himself_a_leader(office: Office) -> Verdict:
    old = "徐静, roles: [信息员"
    return altered(office, PEOPLE, old, "徐静, roles: [主要领导, 信息员", XU)


@refused("G514")
def registrar_makes_himself_a_leader(office: Office) -> Verdict:
    return altered(office, PEOPLE, "薛婧, roles: [信息科", "薛婧, roles: [信息科, 主要领导", XUE)


@refused("C236", "G514")
def registrar_entered_a_second_time(office: Office) -> Verdict:
    entry = "- {id: 省局办公室/xue, name: 薛婧, roles: [主要领导]}\n"
    return altered(office, PEOPLE, "- {id: 省局/wang", entry + "- {id: 省局/wang", XUE)


@refused("G502", "V411")
def second_person_with_ones_own_account(office: Office) -> Verdict:
    entry = "- {id: 晋中市局/xu2, name: 许静, roles: [办公室主任], accounts: [XU-second]}\n"
    return altered(office, PEOPLE, "- {id: 省局/wang", entry + "- {id: 省局/wang", XU)


@refused("G502")
def key_of_the_director_exchanged(office: Office) -> Verdict:
    return altered(office, PEOPLE, 'keys: ["ssh-ed25519 ', 'keys: ["ssh-ed25519 A', SHI)


@refused("G502")
def program_by_a_writer(office: Office) -> Verdict:
    return office.judged(office.branch().commit(XU, {"scoring/engine.py": "POINTS = 100\n"}))


@refused("G501", "G502")
def program_hidden_among_content(office: Office) -> Verdict:
    files = {place(NEW): DRAFT, ".github/workflows/gate.yml": "on: push\n"}
    return office.judged(office.branch().commit(XU, files))


@refused("G501")
def program_and_registry_by_their_owners(office: Office) -> Verdict:
    units = as_bytes(office.main.files["content/registry/units.yml"]).decode()
    branch = office.branch().commit(XUE, {"content/registry/units.yml": units + "- {name: 新局}\n"})
    return office.judged(branch.commit(CHEN, {"mkdocs.yml": "site_name: 新\n"}))


@refused("G502")
def home_page_by_a_writer(office: Office) -> Verdict:
    return office.judged(office.branch().commit(XU, {"content/index.md": "# 我们第一\n"}))


@refused("G503")
def area_that_nobody_owns(office: Office) -> Verdict:
    rules = as_bytes(office.main.files[WORKFLOW]).decode()
    rules = rules.replace("  - {area: 页面, roles: [信息科]}\n", "")
    base = office.branch().commit(WANG, {WORKFLOW: rules})
    return office.judged(
        office.branch(base).commit(XUE, {"content/index.md": "# 新首页\n"}), base=base
    )


@refused("G507")
def no_rules_to_judge_by(office: Office) -> Verdict:
    base = office.branch().commit(WANG, {WORKFLOW: None})
    return office.judged(office.branch(base).commit(XU, {place(NEW): DRAFT}), base=base)
