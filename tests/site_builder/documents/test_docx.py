"""Word documents read back: the numbers of GB/T 9704-2012, and every word where it belongs."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from typing import Any

import docx as word
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from scoring.faces import Faces
from site_builder.documents.docx import docx
from site_builder.documents.paper import Annex, Masthead, Paper
from tests.site_builder.documents.papers import (
    BULLETIN,
    CLEANED,
    FACES,
    NOTICE,
    TABLE,
    hostile,
)


def read(paper: Paper, faces: Faces = FACES) -> Any:
    return word.Document(BytesIO(docx(paper, faces)))


def texts(document: Any) -> list[str]:
    return [each.text for each in document.paragraphs if each.text]


def near(length: Any, wanted: Any) -> bool:
    return bool(abs(length - wanted) <= Pt(1))


def test_page_and_type_area_are_those_of_the_standard() -> None:
    section = read(NOTICE).sections[0]
    assert near(section.page_width, Mm(210))
    assert near(section.page_height, Mm(297))
    assert near(section.top_margin, Mm(37))
    assert near(section.left_margin, Mm(28))
    assert near(section.page_width - section.left_margin - section.right_margin, Mm(156))
    assert near(section.page_height - section.top_margin - section.bottom_margin, Mm(225))


def kept(element: Any) -> bool:
    return element.find(qn("w:pPr")).find(qn("w:keepNext")) is not None


def test_the_signature_hangs_on_the_text() -> None:
    paragraphs = read(NOTICE).paragraphs
    at = next(i for i, each in enumerate(paragraphs) if each.text == "2026年1月5日")
    before = paragraphs[at - 7 : at]
    assert before[0].text == NOTICE.body[-1].text  # type: ignore[union-attr]
    assert all(kept(each._p) for each in before)
    assert not kept(paragraphs[at]._p)


def test_the_end_of_a_long_list_of_annexes_hangs_on_the_signature() -> None:
    many = replace(NOTICE, annexes=NOTICE.annexes[:1] * 20)
    paragraphs = [each for each in read(many).paragraphs if "得分排名" in each.text][:20]
    assert [kept(each._p) for each in paragraphs] == [False] * 19 + [True]


def test_a_table_that_fits_is_kept_on_one_page() -> None:
    rows = TABLE.rows[:10]
    short = replace(TABLE, rows=rows, note=None)
    for table, whole in ((short, True), (TABLE, False)):
        made = read(replace(NOTICE, annexes=(Annex("表", (table,)),))).tables[0]
        marks = [all(kept(each) for each in row._tr.iter(qn("w:p"))) for row in made.rows]
        assert marks[0]
        assert marks[1:] == [whole] * (len(marks) - 2) + [False]


def test_a_page_takes_22_lines_of_28_characters() -> None:
    normal = read(NOTICE).styles["Normal"]
    spacing = normal.element.find(qn("w:rPr")).find(qn("w:spacing"))
    letter = normal.font.size.pt + int(spacing.get(qn("w:val"))) / 20
    assert Mm(156).pt / 28 >= letter > Mm(156).pt / 29
    line = normal.paragraph_format.line_spacing
    assert line == Pt(28.95)
    assert 22 <= Mm(225).pt / line.pt < 23


def test_the_parts_stand_in_the_order_of_the_standard() -> None:
    assert texts(read(NOTICE)) == [
        "某省税务局办公室文件",
        "某税办函〔2026〕18号",
        "某省税务局办公室关于\n2026年第三季度信息工作情况的通报",
        "各市税务局：",
        "一、总体情况",
        NOTICE.body[1].text,  # type: ignore[union-attr]
        "（一）采用",
        "图1 走势",
        "［图片无法读取：坏图］",
        NOTICE.body[5].text,  # type: ignore[union-attr]
        "附件：1.\t得分排名",
        "2.\t采用一览",
        "某省税务局办公室",
        "2026年1月5日",
        "附件1",
        "得分排名",
        "得分表",
        "注：按采用日期计入。",
        "附件2",
        "采用一览",
        "得分表",
        "注：按采用日期计入。",
    ]


def test_faces_and_sizes() -> None:
    document = read(NOTICE, Faces(text="仿宋", digits="Times New Roman"))
    styles = document.styles
    faces = {
        name: styles[name].element.rPr.rFonts.get(qn("w:eastAsia"))
        for name in ("Normal", "公文标题", "公文一级标题", "公文二级标题")
    }
    assert list(faces.values()) == ["仿宋", "方正小标宋简体", "黑体", "楷体_GB2312"]
    assert styles["公文标题"].font.size == Pt(22)
    assert styles["Normal"].font.name == "Times New Roman"
    name = document.paragraphs[0].runs[0]
    assert str(name.font.color.rgb) == "FF0000"
    assert name.font.size == Pt(442 // 10)
    bold = next(each for each in document.paragraphs if each.text.startswith("晋中市局。")).runs
    assert [run.text for run in bold if run.font.bold] == ["晋中市局。"]


def test_the_signature_stands_by_the_date() -> None:
    signed = {each.text: each for each in read(NOTICE).paragraphs[-60:] if each.text}
    day = signed["2026年1月5日"].paragraph_format
    assert day.right_indent == 4 * Pt(16)
    assert signed["2026年1月5日"].alignment == 2


def test_annexes_begin_pages_of_their_own_and_a_wide_one_lies_across() -> None:
    document = read(NOTICE)
    orientations = [section.orientation for section in document.sections]
    assert orientations == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    assert next(
        p for p in document.paragraphs if p.text == "附件1"
    ).paragraph_format.page_break_before


def test_tables_repeat_their_heads_and_say_the_widths_twice() -> None:
    table = read(NOTICE).tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["序号", "单位", "得分"]
    assert [cell.text for cell in table.rows[80].cells] == ["80", "第80税务局", "80.5"]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    grid = [column.width for column in table.columns]
    assert grid == [cell.width for cell in table.rows[5].cells]
    assert near(sum(grid), Mm(156))
    assert grid[1] > 2 * grid[0]


def test_the_imprint_hangs_at_the_foot_of_the_last_page() -> None:
    table = read(NOTICE).tables[-1]
    assert [row.cells[0].text for row in table.rows] == [
        "抄送：总局办公厅。",
        "某省税务局办公室\t2026年1月6日印发",
    ]
    place = table._tbl.tblPr.find(qn("w:tblpPr"))
    assert place.get(qn("w:tblpYSpec")) == "bottom"


def test_page_numbers_are_outside() -> None:
    document = read(NOTICE)
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    assert section.footer.paragraphs[0].alignment == 2
    assert section.even_page_footer.paragraphs[0].alignment == 0
    for footer in (section.footer, section.even_page_footer):
        xml = footer._element.xml
        assert 'w:instr="PAGE"' in xml
        assert "— " in xml
    for section in document.sections[1:]:
        assert section.footer.paragraphs[0].alignment == 2


def test_a_bulletin_has_its_own_head_and_foot() -> None:
    document = read(BULLETIN)
    assert texts(document) == [
        "某省税务简报",
        "第32期",
        "\t签发人：冯某",
        "某省局办公室\t2026年9月21日",
        "【动态】",
        "夜游带动小微经营",
        "一二三四五六七八九十",
        "（晋中市局）",
    ]
    rows = [row.cells[0].text for row in document.tables[-1].rows]
    assert rows == ["报：总局。", "发：各市局。", "某省局办公室\t2026年9月21日印发", "（共印60份）"]
    assert document.paragraphs[0].runs[0].font.size == Pt(62)


def test_hostile_words_are_words() -> None:
    document = read(hostile())
    every = [text.replace("\n", "") for text in texts(document)]
    assert every[1] == f"{CLEANED}\t签发人：{CLEANED}"
    assert sum(CLEANED.replace(" ", "") in text.replace(" ", "") for text in every) >= 8
    assert document.tables[0].rows[1].cells[0].text == CLEANED
    assert document.tables[0].rows[1].cells[1].text == "=cmd()"


@pytest.mark.parametrize("paper", [NOTICE, BULLETIN, Paper(Masthead("字"), None, ())])
def test_the_same_paper_gives_the_same_bytes_with_the_papers_own_dates(paper: Paper) -> None:
    made = docx(paper, FACES)
    assert made == docx(paper, FACES)
    with zipfile.ZipFile(BytesIO(made)) as parts:
        days = {info.date_time[:3] for info in parts.infolist()}
        assert len(days) == 1
        assert not any("thumbnail" in name for name in parts.namelist())
    day = paper.day or paper.imprint.day
    properties = word.Document(BytesIO(made)).core_properties
    assert properties.created is not None
    if day is not None:
        assert properties.created.date() == day
        assert days == {(day.year, day.month, day.day)}


def test_pictures_are_kept() -> None:
    document = read(NOTICE)
    assert len(document.inline_shapes) == 1
