"""Closed periods."""

from __future__ import annotations

from site_builder.review.verdict import Verdict
from tests.adversarial.office import HARVEST_TEXT, OLD, OLD_TEXT, XU, XUE, Office, item, place
from tests.adversarial.repository import as_bytes
from tests.adversarial.stories import (
    ADOPTED,
    changed,
    refused,
    with_field,
)


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
