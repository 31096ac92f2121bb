"""Histories."""

from __future__ import annotations

from site_builder.review.verdict import Verdict
from tests.adversarial.office import (
    HARVEST,
    HARVEST_TEXT,
    JINZHONG,
    SHI,
    XU,
    XUE,
    Office,
    item,
    place,
)
from tests.adversarial.stories import (
    ADOPTED,
    DRAFT,
    NEW,
    refused,
    with_field,
)


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
