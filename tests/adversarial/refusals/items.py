"""Other people's items."""

from __future__ import annotations

from scoring.review.record import Decision
from site_builder.review.verdict import Verdict
from tests.adversarial.office import (
    CHEN,
    FIRST,
    HARVEST,
    HARVEST_TEXT,
    QIAO,
    SHI,
    STRANGER,
    TODAY,
    XU,
    ZUO,
    Office,
    on_forge,
    place,
)
from tests.adversarial.stories import (
    DRAFT,
    NEW,
    changed,
    refused,
    with_field,
)


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
