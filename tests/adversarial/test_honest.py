"""Honest requests: each passes, or waits for exactly whom it should; the gate does not just say no.

The codes named are those of what a request waits for; without any it may be merged.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import pytest

from scoring.findings import Severity
from scoring.review.record import Decision, Review
from scoring.review.workflow import Area
from site_builder.review.changes import How
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
    THIRD,
    TODAY,
    WANG,
    WORKFLOW,
    XU,
    XUE,
    ZUO,
    Branch,
    Content,
    Office,
    as_bytes,
    item,
    on_forge,
    on_paper,
    place,
    record,
)

NEW = "20261015-新稿"
DRAFT = item("新稿", XU, "2026-10-15")
THREE_TIERS = item("新稿", XU, "2026-10-15", "level: 省级\n")
URGENT = item("新稿", XU, "2026-10-15", "tags: [紧急]\n")
AWARD = "endorsements:\n  - {leader: 省长, date: 2026-10-12, praise: 是}\n"


class Story(NamedTuple):
    """One request and the codes of what it must wait for."""

    codes: frozenset[str]
    act: Callable[[Office], Verdict]


STORIES: dict[str, Story] = {}


def honest(*codes: str) -> Callable[[Callable[[Office], Verdict]], None]:
    """Register a request that passes, or waits for what the codes say."""

    def register(act: Callable[[Office], Verdict]) -> None:
        assert act.__name__ not in STORIES
        STORIES[act.__name__] = Story(frozenset(codes), act)

    return register


def with_field(text: str, field: str) -> str:
    """An item's file with more in its header."""
    return text.replace("\n---\n\n", f"\n{field}---\n\n")


def sent(office: Office, text: str = DRAFT, who: str = XU) -> Branch:
    """A new item handed in."""
    return office.branch().commit(who, {place(NEW): text}).submit(who, NEW)


def altered(office: Office, path: str, old: str, new: str, who: str, *second: str) -> Verdict:
    """The verdict on some words replaced in a file of main, with the consent of others."""
    text = as_bytes(office.main.files[path]).decode()
    assert old in text
    branch = office.branch().commit(who, {path: text.replace(old, new)})
    for each in second:
        branch.commit(each)
    return office.judged(branch)


def forged(branch: Branch, who: str, tier: str, number: int, decision: Decision) -> Review:
    """A review on a forge, of the text as it now is."""
    return on_forge(branch.decided(who, NEW, decision, tier or None), number)


# Items


@honest("G541")
def item_not_handed_in(office: Office) -> Verdict:
    return office.judged(office.branch().commit(XU, {place(NEW): DRAFT}))


@honest("G540")
def item_handed_in(office: Office) -> Verdict:
    return office.judged(sent(office))


@honest()
def item_of_one_tier_approved(office: Office) -> Verdict:
    return office.judged(sent(office).passed(NEW, (QIAO, FIRST)))


@honest("G540")
def two_of_three_tiers(office: Office) -> Verdict:
    return office.judged(sent(office, THREE_TIERS).passed(NEW, *JINZHONG[:2]))


@honest()
def three_tiers_in_order(office: Office) -> Verdict:
    return office.judged(sent(office, THREE_TIERS).passed(NEW, *JINZHONG))


@honest("G540")
def second_tier_skipped(office: Office) -> Verdict:
    return office.judged(sent(office, THREE_TIERS).passed(NEW, JINZHONG[0], JINZHONG[2]))


@honest("G540")
def only_the_highest_tier(office: Office) -> Verdict:
    return office.judged(sent(office, THREE_TIERS).passed(NEW, JINZHONG[2]))


@honest()
def tiers_out_of_order_all_there(office: Office) -> Verdict:
    return office.judged(sent(office, THREE_TIERS).passed(NEW, *reversed(JINZHONG)))


@honest()
def returned_mended_and_approved(office: Office) -> Verdict:
    branch = sent(office).review(QIAO, NEW, Decision.RETURN, FIRST)
    branch.commit(XU, {place(NEW): DRAFT.replace("一段", "两段")}).submit(XU, NEW)
    return office.judged(branch.passed(NEW, (QIAO, FIRST)))


@honest("G540")
def edited_and_handed_in_again(office: Office) -> Verdict:
    branch = sent(office).passed(NEW, (QIAO, FIRST))
    return office.judged(
        branch.commit(XU, {place(NEW): DRAFT.replace("一段", "两段")}).submit(XU, NEW)
    )


@honest()
def director_writes_and_the_one_above_approves(office: Office) -> Verdict:
    text = DRAFT.replace(XU, QIAO)
    return office.judged(sent(office, text, QIAO).passed(NEW, (HAN, FIRST)))


@honest()
def item_of_the_unit_below_by_the_unit_above(office: Office) -> Verdict:
    text = DRAFT.replace(XU, ZUO)
    return office.judged(sent(office, text).passed(NEW, (QIAO, FIRST)))


@honest()
def own_item_from_a_second_address(office: Office) -> Verdict:
    branch = office.branch().commit(XU, {place(NEW): DRAFT}, email="XU.home@Example.invalid")
    return office.judged(branch.submit(XU, NEW).passed(NEW, (QIAO, FIRST)))


@honest()
def approved_with_a_signature(office: Office) -> Verdict:
    branch = sent(office, DRAFT.replace(XU, SHI), SHI)
    return office.judged(branch.review(GAO, NEW, tier=FIRST, key=office.key))


@honest()
def signed_approval_brought_in_by_another(office: Office) -> Verdict:
    branch = sent(office, DRAFT.replace(XU, SHI), SHI)
    return office.judged(branch.review(GAO, NEW, tier=FIRST, key=office.key, by=SHI))


@honest()
def approved_by_a_deputy(office: Office) -> Verdict:
    day = TODAY.replace(month=11, day=10)
    branch = office.branch()
    branch.time = day
    text = item("新稿", XU, "2026-10-15", "level: 市级\n")
    branch.commit(XU, {place(NEW): text}).submit(XU, NEW).passed(NEW, (QIAO, FIRST))
    return office.judged(branch.review(HAN, NEW, tier=SECOND, instead_of=FENG), on=day)


@honest()
def approved_on_paper(office: Office) -> Verdict:
    branch = sent(office)
    entry = on_paper(branch.decided(QIAO, NEW, Decision.PASS, FIRST), XUE)
    text = appended(as_bytes(branch.files[record(NEW)]).decode(), entry)
    return office.judged(branch.commit(XUE, {record(NEW): text}))


@honest()
def urgent_item_published_before_the_leader(office: Office) -> Verdict:
    return office.judged(sent(office, URGENT).passed(NEW, (QIAO, FIRST)))


@honest("G540")
def urgent_item_before_the_director(office: Office) -> Verdict:
    return office.judged(sent(office, URGENT).passed(NEW, (WANG, THIRD)))


@honest()
def main_merged_in_between(office: Office) -> Verdict:
    base = office.branch().commit(SHI, {place("20261016-太原"): item("太", SHI, "2026-10-16")})
    branch = sent(office)
    other: dict[str, Content] = {place("20261016-太原"): base.files[place("20261016-太原")]}
    branch.commit(XU, other, merge=[base.head])
    return office.judged(branch.passed(NEW, (QIAO, FIRST)), base=base)


@honest()
def main_gone_on_elsewhere(office: Office) -> Verdict:
    base = office.branch().commit(SHI, {place("20261016-太原"): item("太", SHI, "2026-10-16")})
    return office.judged(sent(office).passed(NEW, (QIAO, FIRST)), base=base)


@honest("G541")
def published_item_corrected(office: Office) -> Verdict:
    text = HARVEST_TEXT.replace("一段", "两段")
    return office.judged(office.branch().commit(XU, {place(HARVEST): text}))


@honest()
def published_item_corrected_and_reviewed(office: Office) -> Verdict:
    text = HARVEST_TEXT.replace("一段", "两段")
    branch = office.branch().commit(XU, {place(HARVEST): text}).submit(XU, HARVEST)
    return office.judged(branch.passed(HARVEST, *JINZHONG))


@honest()
def only_its_form_changed(office: Office) -> Verdict:
    text = NEWS_TEXT.replace("title: 太原动态", "标题: '太原动态'")
    return office.judged(office.branch().commit(SHI, {place(NEWS): text}))


@honest("G541")
def new_picture_with_an_item(office: Office) -> Verdict:
    files: dict[str, Content] = {
        place(NEW): DRAFT,
        "content/items/2026/10/图.png": b"\x89PNG",
    }
    return office.judged(office.branch().commit(XU, files))


@honest()
def picture_exchanged_and_approved_again(office: Office) -> Verdict:
    picture = "content/items/2026/10/图.png"
    branch = office.branch().commit(XU, {place(NEW): DRAFT, picture: b"\x89PNG one"})
    branch.submit(XU, NEW).passed(NEW, (QIAO, FIRST)).commit(XU, {picture: b"\x89PNG two"})
    return office.judged(branch.passed(NEW, (QIAO, FIRST)))


@honest()
def record_of_a_published_item_continued(office: Office) -> Verdict:
    return office.judged(office.branch().review(FENG, HARVEST, Decision.RETURN, SECOND))


@honest("G542")
def item_withdrawn_from_the_office(office: Office) -> Verdict:
    return office.judged(office.branch().commit(SHI, {place(NEWS): None}))


@honest()
def nothing_changed(office: Office) -> Verdict:
    return office.judged(office.branch())


# Forges


@honest()
def three_tiers_on_a_forge(office: Office) -> Verdict:
    branch = office.branch().commit(XU, {place(NEW): THREE_TIERS})
    branch.time = TODAY
    reviews = [forged(branch, XU, "", 1, Decision.SUBMIT)]
    reviews += [forged(branch, who, tier, n, Decision.PASS) for n, (who, tier) in
                enumerate(JINZHONG, 2)]  # fmt: skip
    return office.judged(branch, author="xu", reviews=reviews)


@honest("G540")
def authors_own_approval_on_a_forge(office: Office) -> Verdict:
    branch = office.branch().commit(XU, {place(NEW): DRAFT})
    reviews = [forged(branch, XU, "", 1, Decision.SUBMIT), forged(branch, XU, FIRST, 2,
               Decision.PASS)]  # fmt: skip
    return office.judged(branch, author="xu-second", reviews=reviews)


@honest("G540")
def approval_of_an_earlier_text_on_a_forge(office: Office) -> Verdict:
    branch = office.branch().commit(XU, {place(NEW): DRAFT})
    reviews = [forged(branch, XU, "", 1, Decision.SUBMIT), forged(branch, QIAO, FIRST, 2,
               Decision.PASS)]  # fmt: skip
    branch.commit(XU, {place(NEW): DRAFT.replace("一段", "两段")})
    reviews.append(forged(branch, XU, "", 3, Decision.SUBMIT))
    return office.judged(branch, author="xu", reviews=reviews)


@honest("G541")
def approval_of_another_item_on_a_forge(office: Office) -> Verdict:
    branch = office.branch().commit(XU, {place(NEW): DRAFT})
    reviews = [forged(branch, XU, "", 1, Decision.SUBMIT), forged(branch, QIAO, FIRST, 2,
               Decision.PASS)]  # fmt: skip
    other = [replace(each, text="2" * 64, blob="3" * 40) for each in reviews]
    return office.judged(branch, author="xu", reviews=other)


@honest()
def reviews_of_the_forge_recorded(office: Office) -> Verdict:
    branch = office.branch().commit(XU, {place(NEW): DRAFT})
    branch.time = TODAY
    reviews = [forged(branch, XU, "", 1, Decision.SUBMIT), forged(branch, QIAO, FIRST, 2,
               Decision.PASS)]  # fmt: skip
    text: str | None = None
    for review in reviews:
        text = appended(text, review)
    assert text is not None
    return office.judged(branch.commit(XUE, {record(NEW): text}), reviews=reviews)


# What the office records


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


# Rules, registries, pages, program


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


@pytest.mark.parametrize("name", STORIES)
def test_honest(name: str, office: Office) -> None:
    verdict = STORIES[name].act(office)
    errors = [each for each in verdict.findings if each.severity is Severity.ERROR]
    assert errors == []
    assert {each.code for each in verdict.findings if each.code[0] == "G"} == STORIES[name].codes
    assert verdict.state is (State.PENDING if STORIES[name].codes else State.SUCCESS)
    assert len(verdict.summary) <= SUMMARY_LIMIT


def test_there_are_as_many_as_attempts_asked_for() -> None:
    assert len(STORIES) >= 40


def test_an_early_approval_waits_for_the_tier_below(office: Office) -> None:
    verdict = STORIES["second_tier_skipped"].act(office)
    assert verdict.items[0].progress is not None
    told = [(tier.tier.name, tier.standing.label) for tier in verdict.items[0].progress.tiers]
    assert told == [(FIRST, "已通过"), (SECOND, "待审"), (THIRD, "先行通过")]
    assert "还要分管局领导审，可由冯安审" in verdict.summary


def test_a_change_is_told_by_field_and_owner(office: Office) -> None:
    text = with_field(HARVEST_TEXT, AWARD).replace("秋粮收购情况", "秋粮")
    verdict = office.judged(office.branch().commit(XUE, {place(HARVEST): text}))
    (change,) = verdict.changes.items
    assert change.how is How.EDITED and not change.body
    assert {key: (said.label, said.owner.label) for key, said in change.fields.items()} == {
        "endorsements": ("批示", "信息科"),
        "title": ("标题", "信息员"),
    }
    assert verdict.changes.areas == (Area.ITEM, Area.REGISTER)


def test_a_renamed_item_is_one_change(office: Office) -> None:
    files = {place(NEWS): None, place("20261010-太原"): NEWS_TEXT}
    verdict = office.judged(office.branch().commit(SHI, files))
    (change,) = verdict.changes.items
    assert (change.how, change.id, change.fields) == (How.RENAMED, "20261010-太原", {})


def test_an_urgent_item_names_the_day_until_which_the_others_must_decide(office: Office) -> None:
    verdict = STORIES["urgent_item_published_before_the_leader"].act(office)
    assert verdict.items[0].fast is not None
    assert verdict.summary == f"可以合并：先发后审，{verdict.items[0].fast} 前各级要审完"
