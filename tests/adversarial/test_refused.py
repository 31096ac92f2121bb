"""Attempts to get past the gate: each a real request, refused for exactly the reasons named."""

from __future__ import annotations

import subprocess
import unicodedata
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from scoring.catalogue import BY_CODE
from scoring.findings import Severity
from scoring.review.record import Decision
from site_builder.review.records import appended
from site_builder.review.verdict import SUMMARY_LIMIT, State, Verdict
from tests.adversarial.office import (
    CHEN,
    FENG,
    FIRST,
    GAO,
    HAN,
    HARVEST,
    HARVEST_TEXT,
    JINZHONG,
    LI,
    NEWS,
    NEWS_TEXT,
    NIE,
    OLD,
    OLD_TEXT,
    PEOPLE,
    QIAO,
    RULEBOOK,
    SECOND,
    SHI,
    STRANGER,
    TODAY,
    WANG,
    WORKFLOW,
    XU,
    XUE,
    ZUO,
    Branch,
    Office,
    Raw,
    as_bytes,
    blob_id,
    item,
    on_forge,
    on_paper,
    place,
    record,
)

NEW = "20261015-新稿"
DRAFT = item("新稿", XU, "2026-10-15")
THREE_TIERS = item("新稿", XU, "2026-10-15", "level: 省级\n")
AWARD = "endorsements:\n  - {leader: 省长, date: 2026-10-12, praise: 是}\n"
ADOPTED = "adoptions:\n  - {publication: 省政府信息, date: 2026-10-12}\n"


class Attempt(NamedTuple):
    """One attempt and the codes of all errors that it must meet."""

    codes: frozenset[str]
    act: Callable[[Office], Verdict]


ATTEMPTS: dict[str, Attempt] = {}


def refused(*codes: str) -> Callable[[Callable[[Office], Verdict]], None]:
    """Register an attempt."""

    def register(act: Callable[[Office], Verdict]) -> None:
        assert act.__name__ not in ATTEMPTS
        ATTEMPTS[act.__name__] = Attempt(frozenset(codes), act)

    return register


def with_field(text: str, field: str) -> str:
    """An item's file with more in its header."""
    return text.replace("\n---\n\n", f"\n{field}---\n\n")


def changed(office: Office, who: str, **files: str) -> Verdict:
    """The verdict on one commit that replaces the two items of main."""
    names = {"harvest": place(HARVEST), "news": place(NEWS), "old": place(OLD)}
    return office.judged(
        office.branch().commit(who, {names[name]: text for name, text in files.items()})
    )


def sent(office: Office, text: str = DRAFT, who: str = XU) -> Branch:
    """A new item handed in."""
    return office.branch().commit(who, {place(NEW): text}).submit(who, NEW)


def altered(office: Office, path: str, old: str, new: str, who: str) -> Verdict:
    """The verdict on one commit that replaces some words in a file of main."""
    text = as_bytes(office.main.files[path]).decode()
    assert old in text
    return office.judged(office.branch().commit(who, {path: text.replace(old, new)}))


def rewritten(office: Office, change: Callable[[bytes], bytes]) -> Verdict:
    """The verdict on a branch on which the author changes his item's review record."""
    path = record(HARVEST)
    before = as_bytes(office.main.files[path])
    after = change(before)
    assert after != before
    return office.judged(office.branch().commit(XU, {path: after}))


def entries(data: bytes) -> list[bytes]:
    """A record's head and entries."""
    head, *rest = data.split(b"- decision")
    return [head, *(b"- decision" + each for each in rest)]


# Awarding oneself


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


# Other people's items


@refused("G511")
def another_units_item(office: Office) -> Verdict:
    return changed(office, SHI, harvest=HARVEST_TEXT.replace("一段", "两段"))


@refused("G511")
def item_of_the_unit_above(office: Office) -> Verdict:
    return changed(office, ZUO, harvest=HARVEST_TEXT.replace("一段", "两段"))


@refused("G511")
def another_units_item_deleted(office: Office) -> Verdict:
    return office.judged(office.branch().commit(SHI, {place(HARVEST): None}))


@refused("G511")
def another_units_item_taken_over(office: Office) -> Verdict:
    return changed(office, SHI, harvest=with_field(HARVEST_TEXT, "unit: 太原市局\n"))


@refused("G511")
def item_in_another_units_name(office: Office) -> Verdict:
    return office.judged(office.branch().commit(SHI, {place(NEW): DRAFT}))


@refused("G502")
def item_by_somebody_who_sends_none(office: Office) -> Verdict:
    return office.judged(
        office.branch().commit(CHEN, {place(NEW): DRAFT.replace(XU, CHEN)}), author=CHEN
    )


@refused("G504")
def item_by_a_stranger(office: Office) -> Verdict:
    return office.judged(office.branch().commit(STRANGER, {place(NEW): DRAFT}))


@refused("G504")
def item_under_an_account_that_is_nobodys(office: Office) -> Verdict:
    return office.judged(office.branch().commit(XU, {place(NEW): DRAFT}), author="xu-third")


@refused("G516")
def picture_replaced(office: Office) -> Verdict:
    picture = "content/items/2026/10/图1.png"
    base = office.branch().commit(XU, {picture: b"\x89PNG one"})
    return office.judged(office.branch(base).commit(XU, {picture: b"\x89PNG two"}), base=base)


@refused("G517")
def picture_exchanged_after_the_approval(office: Office) -> Verdict:
    picture = "content/items/2026/10/图1.png"
    branch = office.branch().commit(XU, {place(NEW): DRAFT, picture: b"\x89PNG one"})
    branch.submit(XU, NEW).passed(NEW, (QIAO, FIRST))
    return office.judged(branch.commit(XU, {picture: b"\x89PNG two"}, at=TODAY))


@refused("G517")
def picture_exchanged_after_the_approval_on_a_forge(office: Office) -> Verdict:
    picture = "content/items/2026/10/图1.png"
    branch = office.branch().commit(XU, {place(NEW): DRAFT, picture: b"\x89PNG one"})
    decided = [(XU, Decision.SUBMIT, None), (QIAO, Decision.PASS, FIRST)]
    reviews = [on_forge(branch.decided(w, NEW, d, t), n) for n, (w, d, t) in enumerate(decided)]
    branch.commit(XU, {picture: b"\x89PNG two"})
    return office.judged(branch, author="xu", reviews=reviews)


# Review records


@refused("G521")
def approval_forged_by_the_author(office: Office) -> Verdict:
    return office.judged(sent(office).review(QIAO, NEW, tier=FIRST, by=XU))


@refused("G523")
def own_item_approved_through_a_second_address(office: Office) -> Verdict:
    branch = sent(office)
    entry = branch.decided(XU, NEW, Decision.PASS, FIRST)
    text = appended(as_bytes(branch.files[record(NEW)]).decode(), entry)
    return office.judged(branch.commit(XU, {record(NEW): text}, email="xu.home@example.invalid"))


@refused("G523")
def director_approves_what_he_wrote(office: Office) -> Verdict:
    text = DRAFT.replace(XU, QIAO)
    return office.judged(sent(office, text, QIAO).review(QIAO, NEW, tier=FIRST))


@refused("G523")
def director_writes_under_another_name_and_approves(office: Office) -> Verdict:
    branch = office.branch().commit(QIAO, {place(NEW): DRAFT.replace(XU, LI)}).submit(LI, NEW)
    return office.judged(branch.review(QIAO, NEW, tier=FIRST))


@refused("G523")
def colleague_without_a_role_approves(office: Office) -> Verdict:
    return office.judged(sent(office).review(LI, NEW, tier=FIRST))


@refused("G523")
def director_of_another_unit_approves(office: Office) -> Verdict:
    return office.judged(sent(office).review(HAN, NEW, tier=FIRST))


@refused("G523")
def leader_fills_the_lower_tier(office: Office) -> Verdict:
    return office.judged(sent(office, THREE_TIERS).review(WANG, NEW, tier=FIRST))


@refused("G523")
def one_person_fills_two_tiers(office: Office) -> Verdict:
    day = TODAY.replace(month=11, day=10)
    branch = office.branch()
    branch.time = day
    people = as_bytes(branch.files[PEOPLE]).decode().replace("id: 晋中市局/li,", "id: 省局/li,")
    base = branch.commit(XUE, {PEOPLE: people})
    text = item("新稿", "省局/li", "2026-10-15", "level: 市级\n")
    request = office.branch(base).commit("省局/li", {place(NEW): text}).submit("省局/li", NEW)
    request.review(HAN, NEW, tier=FIRST)
    request.review(HAN, NEW, tier=SECOND, instead_of=FENG)
    return office.judged(request, base=base, on=day)


@refused("G523")
def deputy_before_his_time(office: Office) -> Verdict:
    branch = sent(office, THREE_TIERS).review(QIAO, NEW, tier=FIRST)
    return office.judged(branch.review(HAN, NEW, tier=SECOND, instead_of=FENG))


@refused("G527")
def approval_dated_into_a_deputys_time(office: Office) -> Verdict:
    branch = sent(office, THREE_TIERS).review(QIAO, NEW, tier=FIRST)
    time = TODAY.replace(month=11, day=10)
    return office.judged(branch.review(HAN, NEW, tier=SECOND, instead_of=FENG, time=time))


@refused("G523", "G527", "V406")
def approval_dated_back(office: Office) -> Verdict:
    time = TODAY - timedelta(days=4)
    return office.judged(sent(office).review(QIAO, NEW, tier=FIRST, time=time))


@refused("G523")
def approval_before_anything_was_handed_in(office: Office) -> Verdict:
    branch = office.branch().commit(XU, {place(NEW): DRAFT})
    return office.judged(branch.review(QIAO, NEW, tier=FIRST))


@refused("G528")
def approval_then_an_edit(office: Office) -> Verdict:
    branch = sent(office).review(QIAO, NEW, tier=FIRST)
    return office.judged(branch.commit(XU, {place(NEW): DRAFT.replace("一段", "另一段")}))


@refused("G528")
def three_approvals_then_one_figure(office: Office) -> Verdict:
    branch = sent(office, THREE_TIERS).passed(NEW, *JINZHONG)
    return office.judged(branch.commit(XU, {place(NEW): THREE_TIERS.replace("正文", "10 倍")}))


@refused("G522")
def approval_of_another_blob(office: Office) -> Verdict:
    blob = blob_id(NEWS_TEXT.encode())
    return office.judged(sent(office).review(QIAO, NEW, tier=FIRST, blob=blob))


@refused("G522")
def approval_with_the_digest_of_another_text(office: Office) -> Verdict:
    return office.judged(sent(office).review(QIAO, NEW, tier=FIRST, text="1" * 64))


@refused("G520")
def record_deleted(office: Office) -> Verdict:
    return office.judged(office.branch().commit(XU, {record(HARVEST): None}))


@refused("G520")
def last_entry_deleted(office: Office) -> Verdict:
    return rewritten(office, lambda data: b"".join(entries(data)[:-1]))


@refused("G520", "V404", "V406")
def entries_in_another_order(office: Office) -> Verdict:
    def swap(data: bytes) -> bytes:
        head, one, two, *rest = entries(data)
        return b"".join([head, two, one, *rest])

    return rewritten(office, swap)


@refused("G520", "V404")
def entry_changed_in_one_word(office: Office) -> Verdict:
    return rewritten(office, lambda data: data.replace("乔".encode(), b"").replace(b"qiao", b"li"))


@refused("G520")
def words_hung_on_the_last_entry(office: Office) -> Verdict:
    return rewritten(office, lambda data: data + "  reason: 同意转发\n".encode())


@refused("F142", "G521", "G527", "V404")
def second_record_in_another_folder(office: Office) -> Verdict:
    path = record(HARVEST).replace("/10/", "/01/")
    return office.judged(
        office.branch().commit(XU, {path: entries(as_bytes(office.main.files[record(HARVEST)]))[2]})
    )


@refused("G520")
def merge_that_reverts_a_review(office: Office) -> Verdict:
    returned = office.branch().review(FENG, HARVEST, Decision.RETURN, SECOND)
    branch = office.branch().commit(XU, {place(NEW): DRAFT})
    files = {record(HARVEST): office.main.files[record(HARVEST)]}
    branch.files = dict(returned.files)
    branch.commit(XU, files, merge=[returned.head])
    return office.judged(branch, base=returned)


@refused("G511")
def merge_that_hides_an_edit(office: Office) -> Verdict:
    other = office.branch().commit(SHI, {place("20261016-太原"): item("太", SHI, "2026-10-16")})
    branch = office.branch().commit(XU, {place(NEW): DRAFT})
    files = {place("20261016-太原"): item("太", SHI, "2026-10-16"), place(NEWS): NEWS_TEXT + "改\n"}
    return office.judged(branch.commit(XU, files, merge=[other.head]), base=other)


def foreign_key(office: Office) -> Path:
    """A key that the registry does not have."""
    key = office.path.parent / "foreign"
    if not key.exists():
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    return key


@refused("G524")
def signature_left_out(office: Office) -> Verdict:
    branch = sent(office, NEWS_TEXT.replace("10-10", "10-15"), SHI)
    return office.judged(branch.review(GAO, NEW, tier=FIRST))


@refused("G524")
def signature_by_a_foreign_key(office: Office) -> Verdict:
    key = foreign_key(office)
    branch = sent(office, NEWS_TEXT.replace("10-10", "10-15"), SHI)
    return office.judged(branch.review(GAO, NEW, tier=FIRST, key=key))


@refused("G524")
def signature_taken_from_another_item(office: Office) -> Verdict:
    last = entries(as_bytes(office.main.files[record(NEWS)]))[-1].decode()
    signature = last.partition("signature: ")[2].partition("\n")[0].strip('"')
    branch = sent(office, NEWS_TEXT.replace("10-10", "10-15"), SHI)
    return office.judged(branch.review(GAO, NEW, tier=FIRST, signature=signature))


@refused("G525")
def review_on_a_forge_made_up(office: Office) -> Verdict:
    branch = sent(office)
    entry = on_forge(branch.decided(QIAO, NEW, Decision.PASS, FIRST), 80)
    text = appended(as_bytes(branch.files[record(NEW)]).decode(), entry)
    return office.judged(branch.commit(XU, {record(NEW): text}))


@refused("G523")
def paper_entered_by_the_author(office: Office) -> Verdict:
    branch = sent(office)
    entry = on_paper(branch.decided(QIAO, NEW, Decision.PASS, FIRST), XU)
    text = appended(as_bytes(branch.files[record(NEW)]).decode(), entry)
    return office.judged(branch.commit(XU, {record(NEW): text}))


@refused("G521")
def paper_in_the_offices_name(office: Office) -> Verdict:
    branch = sent(office)
    entry = on_paper(branch.decided(QIAO, NEW, Decision.PASS, FIRST), XUE)
    text = appended(as_bytes(branch.files[record(NEW)]).decode(), entry)
    return office.judged(branch.commit(XU, {record(NEW): text}))


@refused("G521")
def forged_address_in_a_request_on_a_forge(office: Office) -> Verdict:
    return office.judged(sent(office).review(QIAO, NEW, tier=FIRST), author="xu")


@refused("G526")
def another_units_item_handed_in(office: Office) -> Verdict:
    return office.judged(office.branch().submit(SHI, HARVEST))


@refused("G526")
def another_units_item_withdrawn(office: Office) -> Verdict:
    return office.judged(office.branch().review(SHI, HARVEST, Decision.WITHDRAW))


@refused("G529")
def returned_item_merged(office: Office) -> Verdict:
    return office.judged(sent(office).review(QIAO, NEW, Decision.RETURN, FIRST))


@refused("G529")
def rejected_item_merged(office: Office) -> Verdict:
    return office.judged(sent(office).review(QIAO, NEW, Decision.REJECT, FIRST))


def keyed(office: Office, who: str) -> Branch:
    """Main, where the registry holds a key of one person more."""
    people = as_bytes(office.main.files[PEOPLE]).decode()
    key = people.partition("keys: [")[2].partition("]")[0]
    return office.branch().commit(
        NIE, {PEOPLE: people.replace(f"{{id: {who},", f"{{id: {who}, keys: [{key}],")}
    )


@refused("G508")
def award_under_the_address_of_one_who_signs(office: Office) -> Verdict:
    base = keyed(office, XUE)
    text = with_field(HARVEST_TEXT, AWARD)
    return office.judged(office.branch(base).commit(XUE, {place(HARVEST): text}), base=base)


@refused("G508")
def award_signed_with_a_foreign_key(office: Office) -> Verdict:
    base = keyed(office, XUE)
    branch = office.branch(base).commit(XUE, {place(HARVEST): with_field(HARVEST_TEXT, AWARD)})
    return office.judged(branch.signed(foreign_key(office)), base=base)


@refused("G520")
def record_changed_and_put_back(office: Office) -> Verdict:
    whole = office.main.files[record(HARVEST)]
    branch = office.branch().commit(XU, {record(HARVEST): b"".join(entries(as_bytes(whole))[:-1])})
    return office.judged(branch.commit(XU, {record(HARVEST): whole}))


# Rules, registries, program


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


# Closed periods


@refused("G512", "G513")
def item_dated_into_a_closed_period(office: Office) -> Verdict:
    name = "20260928-新稿"
    return office.judged(office.branch().commit(XU, {place(name): item("新稿", XU, "2026-09-28")}))


@refused("G513")
def item_dated_before_the_rules_of_review(office: Office) -> Verdict:
    name = "20260605-新稿"
    return office.judged(office.branch().commit(XU, {place(name): item("新稿", XU, "2026-06-05")}))


@refused("G512")
def item_moved_out_of_a_closed_period(office: Office) -> Verdict:
    text = item("三季度旧稿", XU, "2026-10-15")
    old = as_bytes(office.main.files[place(OLD)]).decode()
    assert old == OLD_TEXT
    base = office.branch().commit(
        XUE, {place(OLD): OLD_TEXT.partition("adoptions")[0] + "---\n\n正文。\n"}
    )
    files = {place(OLD): None, place("20261015-三季度旧稿"): text}
    return office.judged(office.branch(base).commit(XU, files), base=base)


@refused("G512")
def item_of_a_closed_period_rewritten(office: Office) -> Verdict:
    return changed(office, XU, old=OLD_TEXT.replace("一段", "两段"))


@refused("G512")
def adoption_dated_into_a_closed_period(office: Office) -> Verdict:
    adopted = ADOPTED.replace("2026-10-12", "2026-09-29")
    return changed(office, XUE, harvest=with_field(HARVEST_TEXT, adopted))


@refused("G512")
def adoption_of_a_closed_period_taken_away(office: Office) -> Verdict:
    text = OLD_TEXT.replace("adoptions:\n  - {publication: 省政府信息, date: 2026-09-20}\n", "")
    return changed(office, XUE, old=text)


@refused("G512")
def fault_dated_into_a_closed_period(office: Office) -> Verdict:
    fault = "- {unit: 太原市局, date: 2026-08-11, kind: 失实}\n"
    return office.judged(office.branch().commit(XUE, {"content/faults/2026.yml": fault}))


@refused("G502")
def notice_withdrawn_by_the_office(office: Office) -> Verdict:
    return office.judged(office.branch().commit(XUE, {"content/notices/2026Q3.md": None}))


# What Git can hold


@refused("G530")
def symbolic_link_as_an_item(office: Office) -> Verdict:
    return office.judged(office.branch().commit(XU, {place(NEW): Raw("120000", b"/etc/passwd")}))


@refused("G531")
def submodule_as_an_item(office: Office) -> Verdict:
    link = Raw("160000", office.main.head.encode())
    return office.judged(office.branch().commit(XU, {place(NEW): link}))


@refused("G532")
def item_that_can_be_run(office: Office) -> Verdict:
    return office.judged(office.branch().commit(XU, {place(NEW): Raw("100755", DRAFT.encode())}))


@refused("G532")
def only_the_mode_changed(office: Office) -> Verdict:
    mode = Raw("100755", HARVEST_TEXT.encode())
    return office.judged(office.branch().commit(XU, {place(HARVEST): mode}))


@refused("G530", "G533", "F140")
def paths_out_of_the_folder(office: Office) -> Verdict:
    branch = office.branch()
    office.plant(b"content/items/../../mkdocs.yml", b"site_name: x\n", XU, branch)
    branch.files = dict(office.main.files)
    return office.judged(branch.commit(XU, {"content/away": Raw("120000", b"../..")}))


@refused("G533", "F140")
def path_into_git_itself(office: Office) -> Verdict:
    branch = office.branch()
    path = b"content/items/2026/10/.GIT/hooks/post-checkout"
    return office.judged(office.plant(path, b"#!/bin/sh\n", XU, branch))


@refused("G533")
def path_that_is_no_text(office: Office) -> Verdict:
    path = b"content/items/2026/10/20261015-" + b"\xff\xfe.md"
    return office.judged(office.plant(path, DRAFT.encode(), XU, office.branch()))


@refused("G534")
def look_alike_of_an_item(office: Office) -> Verdict:
    base = office.branch().commit(XU, {place("20261012-ABC"): DRAFT.replace("10-15", "10-12")})
    fake = place("20261012-АBС")  # Cyrillic А and С
    text = item("仿", SHI, "2026-10-12")
    return office.judged(office.branch(base).commit(SHI, {fake: text}), base=base)


@refused("G534", "F142")
def twin_in_another_normal_form(office: Office) -> Verdict:
    name = unicodedata.normalize("NFC", "20261012-café")
    base = office.branch().commit(XU, {place(name): DRAFT.replace("10-15", "10-12")})
    twin = place(unicodedata.normalize("NFD", name))
    return office.judged(
        office.branch(base).commit(XU, {twin: DRAFT.replace("10-15", "10-12")}), base=base
    )


@refused("G534")
def renamed_in_case_only(office: Office) -> Verdict:
    text = DRAFT.replace("10-15", "10-12")
    base = office.branch().commit(XU, {place("20261012-ABC"): text})
    files = {place("20261012-ABC"): None, place("20261012-abc"): text}
    return office.judged(office.branch(base).commit(XU, files), base=base)


@refused("G502", "G534")
def content_folder_in_other_case(office: Office) -> Verdict:
    path = place(NEW).replace("content/", "Content/")
    return office.judged(office.branch().commit(XU, {path: with_field(DRAFT, AWARD)}))


@refused("G534", "G533")
def invisible_mark_in_a_name(office: Office) -> Verdict:
    name = "20261009-秋粮\u200b收购"
    return office.judged(office.branch().commit(XU, {place(name): HARVEST_TEXT}))


@refused("F101")
def item_of_a_hundred_megabytes(office: Office) -> Verdict:
    data = DRAFT.encode() + b" " * 100_000_000
    return office.judged(office.branch().commit(XU, {place(NEW): data}))


@refused("F101")
def picture_of_a_hundred_megabytes(office: Office) -> Verdict:
    path = "content/items/2026/10/图.png"
    return office.judged(office.branch().commit(XU, {path: bytes(100_000_000)}))


@refused("F118", "F119")
def bomb_of_aliases(office: Office) -> Verdict:
    rows = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    rows += [
        f"{n}: &{n} [{', '.join([f'*{p}'] * 9)}]"
        for p, n in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    text = with_field(DRAFT, "\n".join(rows) + "\n")
    return office.judged(office.branch().commit(XU, {place(NEW): text}))


@refused("F120")
def bomb_of_brackets(office: Office) -> Verdict:
    text = with_field(DRAFT, f"tags: {'[' * 5_000}{']' * 5_000}\n")
    return office.judged(office.branch().commit(XU, {place(NEW): text}))


@refused("F140")
def file_that_git_itself_reads(office: Office) -> Verdict:
    path = "content/items/.gitattributes"
    return office.judged(office.branch().commit(XU, {path: "* filter=x\n"}))


@refused("F152")
def script_in_a_body(office: Office) -> Verdict:
    text = DRAFT.replace("正文一段。", "<script>alert(1)</script>")
    return office.judged(office.branch().commit(XU, {place(NEW): text}))


# Histories


@refused("G505")
def history_of_its_own(office: Office) -> Verdict:
    branch = office.branch()
    branch.head = ""
    return office.judged(branch.commit(XU, dict(office.main.files)))


@refused("G505")
def histories_merged_crosswise(office: Office) -> Verdict:
    one = office.branch().commit(XU, {place(NEW): DRAFT})
    two = office.branch().commit(SHI, {place("20261016-太原"): item("太", SHI, "2026-10-16")})
    first, second = one.head, two.head
    both = {**one.files, **two.files}
    one.commit(XU, both, merge=[second])
    two.commit(SHI, both, merge=[first])
    return office.judged(two.commit(SHI, {place(NEW): None}), base=one)


@refused("G506")
def branch_behind_an_edit_of_the_same_item(office: Office) -> Verdict:
    base = office.branch().commit(XUE, {place(HARVEST): with_field(HARVEST_TEXT, ADOPTED)})
    text = HARVEST_TEXT.replace("一段", "两段")
    branch = office.branch().commit(XU, {place(HARVEST): text}).submit(XU, HARVEST)
    return office.judged(branch.passed(HARVEST, *JINZHONG), base=base)


def test_there_are_many() -> None:
    assert len(ATTEMPTS) >= 40


@pytest.mark.parametrize("name", ATTEMPTS)
def test_refused(name: str, office: Office) -> None:
    verdict = ATTEMPTS[name].act(office)
    errors = [each for each in verdict.findings if each.severity is Severity.ERROR]
    told = "\n".join(map(str, errors))
    assert {each.code for each in errors} == ATTEMPTS[name].codes, told
    assert verdict.state is State.FAILURE
    assert verdict.summary.startswith("不能合并") and len(verdict.summary) <= SUMMARY_LIMIT
    for each in errors:
        assert any("一" <= character <= "鿿" for character in each.message)
        assert str(each).isprintable()


def test_every_refusal_of_the_gate_is_attempted() -> None:
    attempted = set().union(*(each.codes for each in ATTEMPTS.values()))
    own = {
        code for code, kind in BY_CODE.items() if code[0] == "G" and kind.severity is Severity.ERROR
    }
    assert own - attempted == set()


def test_main_is_as_it_was(office: Office) -> None:
    assert office.run_git("rev-parse", "main").decode().strip() == office.main.head
