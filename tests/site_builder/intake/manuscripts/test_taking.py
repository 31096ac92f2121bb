"""Manuscripts taken in: what the header says, what is said instead, what is refused."""

from __future__ import annotations

import io
import shutil
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from scoring.model import Item
from site_builder.intake.manuscripts.proposing import Given
from site_builder.intake.manuscripts.signature import Registry
from site_builder.intake.manuscripts.taking import Outcome, Taken, found, take
from site_builder.pipeline import examine
from site_builder.registering.desk import Desk
from tests.site_builder.intake.manuscripts.made import CENTRE, letter, picture, saved, write

OFFICE = Path(__file__).parents[3] / "samples" / "valid" / "office"
DAY = date(2026, 9, 15)
TWINS = "- {id: 运城市局/xujing, name: 徐静}\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(OFFICE, tmp_path / "office" / "content"))


def desk(content: Path) -> Desk:
    return Desk.of(examine(content, today=DAY))


def take_one(content: Path, name: str, data: bytes | str, given: Given | None = None) -> Taken:
    folder = write(content.parent / "来稿", {name: data})
    (taken,) = take(desk(content), [folder / name], given or Given())
    return taken


def item_of(content: Path, taken: Taken) -> Item:
    """The item that a taken file makes, as the usual reader reads it."""
    change = taken.changes[0]
    made = desk(content).item(change.path, str(change.after))
    assert made is not None
    return made


def body_of(taken: Taken) -> str:
    return str(taken.changes[0].after).split("\n---\n", 1)[1].strip()


def test_a_usual_letter_is_taken_whole(content: Path) -> None:
    taken = take_one(content, "稿.docx", letter())
    assert (taken.outcome, taken.said) == (Outcome.TAKEN, ())
    item = item_of(content, taken)
    assert item.id == "20260915-窗口再提速"
    assert (item.title, item.date, item.authors) == ("窗口再提速", DAY, ("晋中市局/xujing",))
    assert [share.unit for share in item.units] == ["晋中市局"]
    assert body_of(taken) == "窗口办税又快了。"


@pytest.mark.parametrize(
    "signature",
    [
        "（晋中市局 徐静 供稿）",
        "（晋中  徐 静）",
        "作者：徐静",
        "供稿单位：晋中市局　撰稿人：徐静",
        "作者单位：国家税务总局晋中市税务局 作者：徐静",
        "晋中市局 徐静",
    ],
)
def test_signatures_as_offices_write_them(content: Path, signature: str) -> None:
    item = item_of(content, take_one(content, "稿.docx", letter(signature=signature)))
    assert item.authors == ("晋中市局/xujing",)
    assert [share.unit for share in item.units] == ["晋中市局"]


@pytest.mark.parametrize(
    "day",
    ["2026年9月15日", "２０２６年９月１５日", "2026-9-15", "2026.09.15", "二〇二六年九月十五日",
     "二○二六年九月十五日"],
)  # fmt: skip
def test_days_as_offices_write_them(content: Path, day: str) -> None:
    assert item_of(content, take_one(content, "稿.docx", letter(day=day))).date == DAY


def test_two_units_are_a_joint_item(content: Path) -> None:
    taken = take_one(content, "稿.docx", letter(signature="（晋中市局、运城市局 徐静 李娜）"))
    item = item_of(content, taken)
    assert [share.unit for share in item.units] == ["晋中市局", "运城市局"]
    assert item.authors == ("晋中市局/xujing", "运城市局/lina")


def test_namesakes_are_told_apart_by_their_unit_or_not_at_all(content: Path) -> None:
    people = content / "registry/people.yml"
    people.write_text(people.read_text(encoding="utf-8") + TWINS, encoding="utf-8")
    sure = take_one(content, "稿.docx", letter())
    assert item_of(content, sure).authors == ("晋中市局/xujing",)
    doubtful = take_one(content, "二.docx", letter("另一篇", signature="作者：徐静"),
                        Given(unit="晋中市局"))  # fmt: skip
    assert doubtful.outcome is Outcome.DOUBTFUL
    assert "有几个“徐静”（晋中市局/xujing、运城市局/xujing），没有写进作者" in doubtful.said
    assert item_of(content, doubtful).authors == ()
    assert "作者：徐静" in body_of(doubtful)


def test_who_is_not_in_the_registry_is_not_made_up(content: Path) -> None:
    taken = take_one(content, "稿.docx", letter(signature="（晋中市局 赵六 供稿）"))
    assert taken.outcome is Outcome.DOUBTFUL
    assert taken.said == ("名录里没有“赵六”，没有写进文件头",)
    assert item_of(content, taken).authors == ()
    assert "（晋中市局 赵六 供稿）" in body_of(taken)


def test_a_person_of_another_unit_is_a_doubt(content: Path) -> None:
    taken = take_one(content, "稿.docx", letter(signature="（运城市局 徐静 供稿）"))
    item = item_of(content, taken)
    assert (item.authors, [share.unit for share in item.units]) == ((), ["运城市局"])
    assert "和署名的单位不一致" in taken.said[0]


def test_a_former_unit_answers_under_its_name_of_the_day(content: Path) -> None:
    taken = take_one(content, "稿.docx", letter(signature="（榆次分局 供稿）"))
    assert [share.unit for share in item_of(content, taken).units] == ["榆次区局"]
    assert "“榆次分局”已并入或更名，写作“榆次区局”" in taken.said


def test_without_any_sender_the_header_lacks_one_and_says_so(content: Path) -> None:
    taken = take_one(content, "稿.docx", letter(signature=""))
    assert taken.outcome is Outcome.DOUBTFUL
    assert "没有找到单位和作者，请在文件头补上" in taken.said
    given = take_one(content, "稿.docx", letter(signature=""), Given(unit="晋中市局"))
    assert given.outcome is Outcome.TAKEN


def test_without_a_day_nothing_is_written_unless_one_is_given(content: Path) -> None:
    taken = take_one(content, "稿.docx", letter(day=""))
    assert taken.outcome is Outcome.REFUSED and "--date" in taken.said[0]
    assert take_one(content, "稿.docx", letter(day=""), Given(DAY)).outcome is Outcome.TAKEN
    two = take_one(content, "稿.docx", letter(signature="（晋中市局 2026年9月14日）"))
    assert two.outcome is Outcome.REFUSED and "有几个日期" in two.said[0]


def test_those_who_checked_a_text_are_not_its_authors(content: Path) -> None:
    taken = take_one(content, "稿.docx", letter(signature="作者：徐静　审核：温长青"))
    assert item_of(content, taken).authors == ("晋中市局/xujing",)
    assert "审核：温长青" in body_of(taken)


def test_a_title_of_two_lines_and_a_subtitle_are_one(content: Path) -> None:
    document = Document()
    for text in (
        "晋中市局办公室",
        "政务信息",
        "第12期",
        "以“三个聚焦”",
        "提升服务质效",
        "——晋中的做法",
    ):
        document.add_paragraph(text).alignment = CENTRE
    document.add_paragraph("晋中市局落实新规定，做了三件事。")
    document.add_paragraph("晋中市局　2026年9月15日")
    item = item_of(content, take_one(content, "稿.docx", saved(document)))
    assert item.title == "以“三个聚焦”提升服务质效——晋中的做法"


def test_prose_that_names_a_unit_and_a_day_is_no_signature(content: Path) -> None:
    text = "窗口提速\n\n2026年9月1日，晋中市局窗口提速。\n\n运城市局也来学习。\n"
    taken = take_one(content, "稿.txt", text, Given(DAY, "晋中市局"))
    item = item_of(content, taken)
    assert (item.date, [share.unit for share in item.units]) == (DAY, ["晋中市局"])
    assert "运城市局也来学习。" in body_of(taken)


@pytest.mark.parametrize("codec", ["utf-8-sig", "gb18030"])
def test_plain_text_in_any_encoding(content: Path, codec: str) -> None:
    text = "窗口再提速\r\n（晋中市局 徐静）\r\n\r\n　　窗口*又*快了。\r\n2026年9月15日\r\n"
    taken = take_one(content, "稿.txt", text.encode(codec))
    assert item_of(content, taken).title == "窗口再提速"
    assert body_of(taken) == "窗口\\*又\\*快了。"


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("空.txt", b"", "空的"),
        ("空.docx", b"", "空的"),
        ("旧.doc", b"\xd0\xcf\x11\xe0", "另存为 .docx"),
        ("稿.wps", b"\xd0\xcf\x11\xe0", "另存为 .docx"),
        ("表.xlsx", b"PK", "--register"),
        ("扫描.pdf", b"%PDF", "原来的 Word 稿"),
        ("密.docx", letter("关于某事的报告", body="秘密★1年"), "涉密或内部标志"),
        ("旧日.docx", letter(day="2016年9月15日"), "C221"),
        ("将来.docx", letter(day="2029年9月15日"), "C220"),
    ],
)
def test_what_is_refused_is_told_why(content: Path, name: str, data: bytes, why: str) -> None:
    taken = take_one(content, name, data)
    assert (taken.outcome, taken.changes) == (Outcome.REFUSED, ())
    assert why in "".join(taken.said)


def test_a_mark_in_what_is_not_carried_over_stops_it_too(content: Path) -> None:
    document = Document(io.BytesIO(letter()))
    document.sections[0].header.paragraphs[0].text = "机密★"
    assert take_one(content, "稿.docx", saved(document)).outcome is Outcome.REFUSED


def test_personal_numbers_are_told_and_do_not_stop_it(content: Path) -> None:
    taken = take_one(content, "稿.docx", letter(body="张某的手机是13800138000。"))
    assert taken.outcome is Outcome.TAKEN
    assert "138******00" in taken.said[0] and "13800138000" not in taken.said[0]


def test_a_picture_lies_beside_the_item_under_its_name(content: Path) -> None:
    document = Document(io.BytesIO(letter()))
    document.add_picture(io.BytesIO(picture((2000, 10))))
    taken = take_one(content, "稿.docx", saved(document))
    item, shown = taken.changes
    assert shown.path == "items/2026/09/20260915-窗口再提速-图1.png"
    assert isinstance(shown.after, bytes)
    assert "![图1](20260915-窗口再提速-图1.png)" in str(item.after)


def test_nothing_is_overwritten_and_twins_of_one_batch_are_told(content: Path) -> None:
    folder = write(content.parent / "来稿", {"a.docx": letter(), "b.docx": letter()})
    first, second = take(desk(content), found([folder]), Given())
    assert (first.outcome, second.outcome) == (Outcome.TAKEN, Outcome.REFUSED)
    assert "已经有了" in second.said[0]
    write(content, {first.changes[0].path: str(first.changes[0].after)})
    again = take(desk(content), [folder / "a.docx"], Given())
    assert again[0].outcome is Outcome.REFUSED


def test_a_folder_is_walked_without_links_and_litter(content: Path) -> None:
    names = ("二/b.txt", "a.docx", "~$a.docx", ".c.txt", "图.png", "旧.doc")
    folder = write(content.parent / "来稿", dict.fromkeys(names, "x"))
    (folder / "链.txt").symlink_to("/etc/hostname")
    walked = [path.relative_to(folder).as_posix() for path in found([folder])]
    assert walked == ["a.docx", "二/b.txt", "旧.doc"]


def test_markdown_keeps_its_signs_and_brings_pictures_from_its_own_folder_only(
    content: Path,
) -> None:
    folder = write(content.parent / "来稿", {
        "稿.md": "# 窗口再提速\n\n（晋中市局 徐静）\n\n**又**快了。\n\n![](图.png)\n\n"
                "![](../外.png)\n\n2026年9月15日\n",
        "图.png": picture(),
        "../外.png": picture(),
    })  # fmt: skip
    (taken,) = take(desk(content), [folder / "稿.md"], Given())
    assert len(taken.changes) == 2
    assert taken.said == ("找不到的图片没有带入：../外.png",)
    assert body_of(taken) == "**又**快了。\n\n![图1](20260915-窗口再提速-图1.png)"


def test_a_line_of_names_needs_no_label_but_prose_does(content: Path) -> None:
    registry = Registry(desk(content).corpus)
    assert registry.line("晋中市局 徐静") is not None
    assert registry.line("徐静说，今年好。") is None
    assert registry.line("晋中市局召开会议") is None
    assert registry.line("2026年9月15日，召开会议") is None
    assert registry.line("晋中市局各单位要加强学习") is None
    assert registry.line("晋中市局报送信息12篇") is None
    named = registry.line("晋中市局徐静 文强 供稿")
    assert named is not None and named.unknown == "文强"
