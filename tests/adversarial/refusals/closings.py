"""Ways round a closed period: what has no date in it, and corrections that do not correct."""

from __future__ import annotations

from site_builder.review.verdict import Verdict
from tests.adversarial.office import (
    HAN,
    HARVEST,
    HARVEST_TEXT,
    PEOPLE,
    RULEBOOK,
    SHI,
    XU,
    XUE,
    Office,
    item,
    place,
)
from tests.adversarial.quarter import (
    ASKED,
    ASKED_TEXT,
    BODY,
    CALENDAR,
    JOINT,
    JOINT_TEXT,
    JUNE,
    JUNE_TEXT,
    LEADERS,
    MONTH,
    PUBLICATIONS,
    QUARTER,
    REGISTERED,
    SEAL,
    UNITS,
    asked,
    correcting,
    correction,
    inside,
    on_top,
    quarter,
    replaced,
    sealed,
)
from tests.adversarial.repository import as_bytes
from tests.adversarial.stories import ADOPTED, refused, with_field

_SINGLE = "  - {publication: 省政府信息, date: 2026-07-05, form: 单篇}\n"
_LESS = "[{score: 信息, unit: 晋中市局, before: 32, after: 27}]"
_LATE = "  - {publication: 省政府信息, date: 2026-10-03, form: 单篇}\n"


def _june(old: str, new: str) -> dict[str, str | bytes | None]:
    """The item of June, adopted in the quarter, with some words replaced."""
    assert old in JUNE_TEXT
    return {place(JUNE): JUNE_TEXT.replace(old, new)}


@refused("G518")
def unit_of_an_item_adopted_in_it(office: Office) -> Verdict:
    return asked(office, XU, _june("date: 2026-06-20\n", "date: 2026-06-20\nunit: 左权县局\n"))


@refused("G518")
def author_of_an_item_adopted_in_it(office: Office) -> Verdict:
    return asked(office, XU, _june("author: 晋中市局/xu", "author: 晋中市局/li"))


@refused("G518")
def kind_of_an_item_adopted_in_it(office: Office) -> Verdict:
    return asked(office, XU, _june("kind: 调研", "kind: 动态"))


@refused("G518")
def body_of_an_item_adopted_in_it_shortened(office: Office) -> Verdict:
    return asked(office, XU, _june(BODY, "短了。"))


@refused("G518")
def item_adopted_in_it_under_another_name(office: Office) -> Verdict:
    files = {place(JUNE): None, place("20260620-换了名"): JUNE_TEXT}
    return asked(office, XU, files)


@refused("G510", "G512", "G518")
def item_adopted_in_it_deleted(office: Office) -> Verdict:
    return asked(office, XU, {place(JUNE): None})


@refused("G512")
def shares_of_a_joint_item(office: Office) -> Verdict:
    text = JOINT_TEXT.replace("3/5", "9/10").replace("2/5", "1/10")
    return asked(office, XU, {place(JOINT): text})


@refused("G518")
def later_adoption_that_takes_the_earlier_ones_place(office: Office) -> Verdict:
    return asked(office, XUE, _june(REGISTERED, REGISTERED + _LATE))


@refused("G518")
def answer_registered_late_but_dated_before_the_notice(office: Office) -> Verdict:
    # What was 未报 when the notice came out would be 迟报.
    answer = f"  - {{unit: 太原市局, date: 2026-10-05, item: {JOINT}}}\n---\n"
    text = ASKED_TEXT.replace("---\n请写", answer + "请写")
    return asked(office, XUE, {ASKED: text})


@refused("G518")
def item_of_a_later_day_that_answers_what_was_due_in_it(office: Office) -> Verdict:
    text = item("迟到的稿", SHI, "2026-10-07", "commission: 约稿-秋收\n")
    return asked(office, SHI, {place("20261007-迟到的稿"): text})


@refused("G518")
def answer_of_a_later_day_taken_away_with_its_item(office: Office) -> Verdict:
    name = "20261007-迟到的稿"
    answer = f"  - {{unit: 太原市局, date: 2026-10-07, item: {name}}}\n---\n请写"
    text = item("迟到的稿", SHI, "2026-10-07")
    base = quarter(office).commit(
        XUE, {place(name): text, ASKED: ASKED_TEXT.replace("---\n请写", answer)}
    )
    files = {place(name): None, place("20261007-换了名"): text}
    return on_top(office, base, SHI, files)


@refused("G512")
def assignment_of_it_asked_of_somebody_else(office: Office) -> Verdict:
    text = ASKED_TEXT.replace("units: [晋中市局, 太原市局]", "units: [晋中市局]")
    return asked(office, XUE, {ASKED: text})


@refused("G518")
def day_off_that_moves_a_due_day(office: Office) -> Verdict:
    days = ", ".join(f"2026-09-{day:02}" for day in range(2, 31))
    return replaced(office, XUE, CALENDAR, "2026-10-01", f"{days}, 2026-10-01")


@refused("G518")
def unit_put_into_another_group(office: Office) -> Verdict:
    old = "太原市局, parent: 省局, group: 市局"
    return replaced(office, XUE, UNITS, old, old.replace("group: 市局", "group: 处室"))


@refused("G518")
def unit_merged_in_hindsight(office: Office) -> Verdict:
    old = "太原市局, parent: 省局, group: 市局"
    merged = f"{old}, valid_to: 2026-08-31, merged_into: {{unit: 晋中市局, on: 2026-09-01}}"
    return replaced(office, XUE, UNITS, old, merged)


@refused("G518")
def unit_without_a_first_day_added(office: Office) -> Verdict:
    text = "- {name: 大同市局, parent: 省局, group: 市局}\n- {name: 太原市局"
    return replaced(office, XUE, UNITS, "- {name: 太原市局", text)


@refused("G518")
def unit_in_use_taken_away(office: Office) -> Verdict:
    line = "- {name: 太原市局, parent: 省局, group: 市局}\n"
    return replaced(office, XUE, UNITS, line, "")


@refused("G518")
def leaders_rank(office: Office) -> Verdict:
    return replaced(office, XUE, LEADERS, "rank: 主要领导", "rank: 其他领导")


@refused("G518")
def publications_level(office: Office) -> Verdict:
    return replaced(office, XUE, PUBLICATIONS, "level: 省级", "level: 市级")


@refused("G518")
def persons_unit(office: Office) -> Verdict:
    old = "name: 徐静, roles: [信息员]"
    return replaced(office, XUE, PEOPLE, old, f"unit: 太原市局, {old}")


@refused("G518")
def rulebook_ended_in_the_middle_of_it(office: Office) -> Verdict:
    ended = "施行: 2026-01-01\n废止: 2026-08-31"
    return replaced(office, HAN, RULEBOOK, "施行: 2026-01-01", ended)


@refused("G515")
def second_rulebook_from_the_middle_of_it(office: Office) -> Verdict:
    base = quarter(office)
    text = as_bytes(base.files[RULEBOOK]).decode().replace("2026-01-01", "2026-08-01")
    return on_top(office, base, HAN, {"content/rulebooks/2026-8.md": text})


@refused("G512")
def correction_of_another_notice(office: Office) -> Verdict:
    paper = correction(inside(place(JUNE)), notice="2026-09")
    files = _june(REGISTERED, _SINGLE) | {correcting(notice="2026-09"): paper}
    return asked(office, XUE, files)


@refused("G512", "G518")
def correction_of_another_file(office: Office) -> Verdict:
    files = _june(REGISTERED, _SINGLE) | {correcting(): correction(inside(place(JOINT)))}
    return asked(office, XUE, files)


@refused("G512")
def correction_that_leaves_a_second_file_out(office: Office) -> Verdict:
    adopted = with_field(HARVEST_TEXT, ADOPTED.replace("2026-10-12", "2026-09-29"))
    files = _june(REGISTERED, "") | {place(HARVEST): adopted}
    files[place(JUNE)] = JUNE_TEXT.replace(f"adoptions:\n{REGISTERED}", "")
    files[correcting()] = correction(inside(place(JUNE)), differences=_LESS)
    return asked(office, XUE, files)


@refused("G512")
def correction_of_the_quarter_but_not_of_the_month_in_it(office: Office) -> Verdict:
    text = JOINT_TEXT.replace("form: 单篇", "form: 综合")
    lost = "[{score: 信息, unit: 晋中市局, before: 32, after: 27.8}, \
{score: 信息, unit: 太原市局, before: 2, after: -0.8}]"
    paper = correction(inside(place(JOINT)), differences=lost)
    return asked(office, XUE, {place(JOINT): text, correcting(): paper})


@refused("G519")
def correction_with_other_points(office: Office) -> Verdict:
    files = _june(REGISTERED, _SINGLE) | {
        correcting(): correction(inside(place(JUNE)), differences=_LESS)
    }
    return asked(office, XUE, files)


@refused("G519")
def correction_of_nothing(office: Office) -> Verdict:
    paper = correction(inside(place(JUNE)), differences=_LESS)
    return asked(office, XUE, {correcting(): paper})


@refused("G512", "G518")
def change_by_a_correction_that_was_there_before(office: Office) -> Verdict:
    base = quarter(office).commit(XUE, {correcting(): correction(inside(place(JUNE)))})
    return on_top(office, base, XUE, _june(REGISTERED, _SINGLE))


@refused("G519")
def correction_that_no_notice_would_carry(office: Office) -> Verdict:
    paper = correction(inside(place(JUNE)), date="2026-10-08")
    return asked(office, XUE, {correcting(): paper})


@refused("G519")
def correction_of_tomorrow(office: Office) -> Verdict:
    paper = correction(inside(place(JUNE)), date="2026-10-21")
    return asked(office, XUE, {correcting(): paper})


@refused("G502")
def correction_by_a_writer(office: Office) -> Verdict:
    paper = correction(inside(place(JUNE)), differences="[]")
    return asked(office, XU, _june("六月稿", "六月的稿") | {correcting(): paper})


@refused("G502")
def correction_changed_later(office: Office) -> Verdict:
    base = quarter(office).commit(XUE, {correcting(): correction(inside(place(JUNE)))})
    paper = correction(inside(place(JOINT)))
    return on_top(office, base, XUE, {correcting(): paper})


@refused("G502")
def correction_deleted(office: Office) -> Verdict:
    base = quarter(office).commit(XUE, {correcting(): correction(inside(place(JUNE)))})
    return on_top(office, base, XUE, {correcting(): None})


@refused("G502")
def seal_changed(office: Office) -> Verdict:
    base = quarter(office)
    text = sealed(office, base)
    base.commit(XUE, {SEAL: text})
    return on_top(office, base, XUE, {SEAL: text.replace("rank: 1", "rank: 2")})


@refused("G502")
def seal_deleted(office: Office) -> Verdict:
    base = quarter(office)
    base.commit(XUE, {SEAL: sealed(office, base)})
    return on_top(office, base, XUE, {SEAL: None})


@refused("G502")
def notice_narrowed_to_another_score(office: Office) -> Verdict:
    return replaced(office, XUE, QUARTER, "issued:", "score: 宣传\nissued:")


@refused("G512")
def backdated_notice_and_its_own_correction(office: Office) -> Verdict:
    earlier = "content/notices/2026-07.md"
    files = _june(REGISTERED, _SINGLE) | {
        earlier: "---\nissued: 2026-08-05\n---\n七月通报。\n",
        correcting(notice="2026-07"): correction(inside(place(JUNE)), notice="2026-07"),
    }
    return asked(office, XUE, files)


@refused("G501", "G502", "G512", "G518")
def period_opened_again_together_with_the_change(office: Office) -> Verdict:
    files = _june(REGISTERED, _SINGLE) | {QUARTER: None, MONTH: None}
    return asked(office, XUE, files)


@refused("G519")
def seal_with_points_of_ones_own(office: Office) -> Verdict:
    base = quarter(office)
    text = sealed(office, base)
    assert "points: 32," in text
    return on_top(office, base, XUE, {SEAL: text.replace("points: 32,", "points: 132,")})


@refused("G519")
def seal_of_a_commit_that_is_not_there(office: Office) -> Verdict:
    base = quarter(office)
    text = sealed(office, base).replace(base.head, "0" * 39 + "1")
    return on_top(office, base, XUE, {SEAL: text})


@refused("G519")
def seal_of_another_day_than_the_notices(office: Office) -> Verdict:
    base = quarter(office)
    text = sealed(office, base).replace("as_of: 2026-10-08", "as_of: 2026-10-18")
    return on_top(office, base, XUE, {SEAL: text})
