"""Items whose reviews are on a forge."""

from __future__ import annotations

from dataclasses import replace

from scoring.review.record import Decision, Review
from site_builder.review.records import appended
from site_builder.review.verdict import Verdict
from tests.adversarial.office import (
    FIRST,
    JINZHONG,
    QIAO,
    TODAY,
    XU,
    XUE,
    Branch,
    Office,
    item,
    on_forge,
    place,
    record,
)
from tests.adversarial.stories import (
    DRAFT,
    NEW,
    THREE_TIERS,
    honest,
)

URGENT = item("新稿", XU, "2026-10-15", "tags: [紧急]\n")


def forged(branch: Branch, who: str, tier: str, number: int, decision: Decision) -> Review:
    """A review on a forge, of the text as it now is."""
    return on_forge(branch.decided(who, NEW, decision, tier or None), number)


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
