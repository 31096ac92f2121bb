"""What each unit owes: overdue first, then what is due soon."""

from __future__ import annotations

from dataclasses import replace

from scoring.vocabulary import AssignmentKind
from site_builder.reminding.letters import Reader
from site_builder.reminding.owing import letter, owed, summary, told
from tests.scoring.assignments.asked_office import answer, asked, extension, office, on


def test_what_is_overdue_comes_first_and_what_is_done_or_far_is_left_out() -> None:
    corpus = office(
        asked("甲局", "乙局", name="晚", due=on("9-8"), answers=(answer("乙局", "9-7"),)),
        asked("甲局", name="近", due=on("9-14"), requirements="附数据"),
        asked("甲局", name="远", due=on("9-30")),
    )
    (found,) = owed(corpus, on("9-9"), 5)
    assert found.unit == "甲局"
    assert [each.assignment for each in found.overdue] == ["晚"]
    assert [each.assignment for each in found.soon] == ["近"]
    assert summary(found, 5) == "逾期 1 件，5 个工作日内到期 1 件"
    assert told(corpus, found, 5).splitlines() == [
        "【逾期】",
        "1. 约稿《晚号》",
        "   情况：红灯，9月8日到期，逾期1天没有交",
        "   消除：交信息；或由下达人同意延期",
        "   下达：省局 韩文博",
        "【5 个工作日内到期】",
        "1. 约稿《近号》",
        "   情况：黄灯，9月14日到期，还有3个工作日",
        "   消除：交信息",
        "   要求：附数据",
        "   下达：省局 韩文博",
    ]
    assert [each.assignment for each in owed(corpus, on("9-9"), 2)[0].soon] == []


def test_an_extension_takes_the_matter_off_the_list() -> None:
    late = asked("甲局", due=on("9-8"))
    assert owed(office(late), on("9-9"))
    put_off = replace(late, extensions=(extension("9-30", "9-8"),))
    assert owed(office(put_off), on("9-9")) == ()


def test_a_unit_does_not_owe_what_waits_for_the_issuer_or_for_anybody() -> None:
    mended = asked(
        "甲局",
        kind=AssignmentKind.RECTIFICATION,
        due=on("9-8"),
        answers=(answer("甲局", "9-7", note="已整改"),),
    )
    unclaimed = asked(kind=AssignmentKind.CHALLENGE, name="榜", public=True, units=())
    assert owed(office(mended, unclaimed), on("9-20")) == ()


def test_a_letter_goes_to_those_who_have_an_address() -> None:
    corpus = office(asked("甲局", due=on("9-8")))
    people = {
        name: replace(person, emails=("li@example.invalid",)) if name == "甲局/li" else person
        for name, person in corpus.people.items()
    }
    corpus = replace(corpus, people=people)
    (found,) = owed(corpus, on("9-9"))
    made = letter(corpus, found, on("9-9"), 5)
    assert made.readers.reached == (Reader("李明", "li@example.invalid"),)
    assert made.subject == "〔催办〕甲局：逾期 1 件（2026-09-09）"
    assert "截至2026年9月9日，你单位逾期 1 件。" in made.text
