"""Items on their way through the tiers, by plain Git."""

from __future__ import annotations

from scoring.review.record import Decision
from site_builder.review.records import appended
from site_builder.review.verdict import Verdict
from tests.adversarial.office import (
    FENG,
    FIRST,
    GAO,
    HAN,
    HARVEST,
    HARVEST_TEXT,
    JINZHONG,
    NEWS,
    NEWS_TEXT,
    QIAO,
    SECOND,
    SHI,
    THIRD,
    TODAY,
    WANG,
    XU,
    XUE,
    ZUO,
    Office,
    item,
    on_paper,
    place,
    record,
)
from tests.adversarial.repository import Content, as_bytes
from tests.adversarial.stories import (
    DRAFT,
    NEW,
    THREE_TIERS,
    honest,
    sent,
)

URGENT = item("新稿", XU, "2026-10-15", "tags: [紧急]\n")


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
