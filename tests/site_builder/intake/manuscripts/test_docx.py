"""A .docx read: wrong and hostile ones first, then all that a manuscript may hold."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document

from tests.site_builder.intake.manuscripts.made import (
    letter,
    p,
    picture,
    pictures,
    refused,
    said,
    saved,
    tables,
    texts,
    wps,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (OLE + b"\0" * 600, "旧的 .doc"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"{\\rtf1 ...}", "RTF"),
        (b"<html>", "不是 .docx"),
        (b"PK\x03\x04broken", "损坏"),
        (letter()[:-900], "损坏"),
        (wps("", {"word/document.xml": "<w:document"}), "损坏"),
        (wps("", {"word/document.xml": "<a/>"}), "没有正文"),
    ],
)
def test_what_is_no_docx_is_told_apart_and_how_to_mend_it(data: bytes, why: str) -> None:
    assert why in refused(data)


def test_entities_are_refused_whether_they_grow_or_reach_outside() -> None:
    growing = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    outside = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    for document in (growing, outside):
        assert "做了手脚" in refused(wps("", {"word/document.xml": document}))
        assert "做了手脚" in refused(
            wps(p("文"), {"word/styles.xml": document}, s="styles:styles.xml")
        )


def test_a_zip_bomb_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for number in range(8):
            package.writestr(f"word/media/{number}.bin", b"\0" * 40_000_000)
    assert "太大" in refused(out.getvalue())
    many = wps(p("文"), {f"word/{number}.xml": "" for number in range(5_000)})
    assert "太大" in refused(many)


def test_a_part_that_lies_about_its_size_is_not_believed() -> None:
    data = bytearray(wps(p("文") * 20_000))
    at = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    assert "损坏" in refused(bytes(data))


@pytest.mark.parametrize(
    ("before", "opened", "closed", "after"),
    [
        ("", "<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", ""),
        ("<w:p>", "<w:ins>", "</w:ins>", "</w:p>"),
        ("<w:p><w:r>", "<mc:AlternateContent><mc:Choice>", "</mc:Choice></mc:AlternateContent>",
         "</w:r></w:p>"),
        ("", "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", ""),
    ],
)  # fmt: skip
def test_what_lies_too_deep_is_refused(before: str, opened: str, closed: str, after: str) -> None:
    deep = f"{before}{opened * 5_000}{closed * 5_000}{after}"
    assert "太深" in refused(wps(deep))


def test_controls_round_a_row_may_be_as_deep_as_they_like() -> None:
    cells = "<w:tc>" + p("甲") + "</w:tc><w:tc>" + p("乙") + "</w:tc>"
    row = "<w:sdt>" * 5_000 + f"<w:tr>{cells}</w:tr>" + "</w:sdt>" * 5_000
    assert tables(said(wps(f"<w:tbl>{row}</w:tbl>")).blocks) == [(("甲", "乙"),)]


def test_paragraphs_keep_their_look_line_ends_and_bold_words() -> None:
    document = Document()
    document.add_heading("一、背景", 2)
    paragraph = document.add_paragraph("前")
    paragraph.add_run("粗").bold = True
    paragraph.add_run().add_break()
    paragraph.add_run("后\t尾")
    manuscript = said(saved(document))
    heading, whole = manuscript.blocks
    assert (heading.level, whole.level) == (2, 0)  # type: ignore[union-attr]
    assert whole.text == "前粗\n后 尾"  # type: ignore[union-attr]
    assert [span.bold for span in whole.spans] == [False, True, False]  # type: ignore[union-attr]


def test_merged_cells_are_filled() -> None:
    document = Document()
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "合并两列"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "合并两行"
    table.cell(0, 2).text, table.cell(1, 1).text, table.cell(2, 2).text = "丙", "1", "2"
    assert tables(said(saved(document)).blocks) == [
        (("合并两列", "合并两列", "丙"), ("合并两行", "1", ""), ("合并两行", "", "2"))
    ]


def test_a_table_may_claim_any_width() -> None:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="900000000"/></w:tcPr>' + p("宽") + "</w:tc>"
    manuscript = said(wps(f"<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>"))
    assert len(tables(manuscript.blocks)[0][0]) == 60
    assert any("多出的" in remark for remark in manuscript.remarks)


def test_a_table_of_one_cell_is_a_frame() -> None:
    document = Document()
    document.add_table(1, 1).cell(0, 0).text = "框里的话"
    manuscript = said(saved(document))
    assert (texts(manuscript.blocks), tables(manuscript.blocks)) == (["框里的话"], [])


def test_numbers_that_word_writes_itself_are_written_out() -> None:
    def level(place: int, form: str, text: str) -> str:
        return (f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
                f'<w:lvlText w:val="{text}"/></w:lvl>')  # fmt: skip

    numbering = (
        '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:abstractNum w:abstractNumId="7">'
        + level(0, "chineseCounting", "%1、")
        + level(1, "chineseCounting", "（%2）")
        + level(2, "decimal", "%3.")
        + '</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )

    def item(place: int, text: str) -> str:
        return p(text, f'<w:numPr><w:ilvl w:val="{place}"/><w:numId w:val="3"/></w:numPr>')

    said_there = ((0, "背景"), (1, "甲"), (1, "乙"), (2, "细"), (2, ""), (2, "目"), (0, "做法"))
    body = "".join(item(*each) for each in (*said_there, (1, "丙")))
    manuscript = said(wps(body, {"word/numbering.xml": numbering}, n="numbering:numbering.xml"))
    assert texts(manuscript.blocks) == [
        "一、背景", "（一）甲", "（二）乙", "1. 细", "3. 目", "二、做法", "（一）丙",
    ]  # fmt: skip


def test_text_boxes_as_wps_writes_them_are_read_once() -> None:
    box = "<w:txbxContent>" + p("框中话") + "</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>段落</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'>"
        f"<w:drawing><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    manuscript = said(wps(body))
    assert texts(manuscript.blocks) == ["段落", "框中话"]
    assert manuscript.remarks == ("文本框 1 个，文字放在它所在的段落后面",)


def test_footnotes_come_at_the_end_and_nothing_is_lost_silently() -> None:
    notes = (
        f'<w:footnotes {W}><w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
        f'<w:footnote w:id="1">{p("出处甲")}</w:footnote></w:footnotes>'
    )
    body = (
        "<w:p><w:r><w:t>引文</w:t></w:r><w:r><w:footnoteReference w:id='1'/></w:r>"
        "<w:ins><w:r><w:t>加</w:t></w:r></w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:sym w:char='F052'/></w:r>"
        "<w:hyperlink r:id='x'><w:r><w:t>网</w:t></w:r></w:hyperlink>"
        "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>"
        "<w:r><w:drawing><c:chart r:id='y'/></w:drawing></w:r>"
        "<w:r><w:drawing><a:blip r:embed='gone'/></w:drawing></w:r></w:p>"
    )
    manuscript = said(
        wps(body, {"word/footnotes.xml": notes, "word/header1.xml": header("内部资料 注意保存"),
                   "word/footer1.xml": header("第 3 页")},
            f="footnotes:footnotes.xml", h="header:header1.xml", g="footer:footer1.xml",
            gone="image:media/none.png")
    )  # fmt: skip
    assert texts(manuscript.blocks) == ["引文［1］加网a+b"]
    assert manuscript.notes == ("出处甲",)
    told = "\n".join(manuscript.remarks)
    for word in ("图表", "丢失", "超链接", "公式", "特殊符号", "删去", "加进", "隐藏", "页眉"):
        assert word in told
    assert "页脚" not in told
    assert "内部资料 注意保存" in manuscript.aside
    assert "藏" in manuscript.aside and "删" in manuscript.aside


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def header(text: str) -> str:
    return f"<w:hdr {W}>{p(text)}</w:hdr>"


def test_pictures_come_in_their_place() -> None:
    document = Document()
    document.add_paragraph("前")
    document.add_picture(io.BytesIO(picture()))
    document.add_paragraph("后")
    manuscript = said(saved(document))
    assert [each.data for each in pictures(manuscript.blocks)] == [picture()]
    kinds = [type(each).__name__ for each in manuscript.blocks if getattr(each, "text", "图")]
    assert kinds == ["Paragraph", "Picture", "Paragraph"]


def test_a_picture_linked_from_outside_is_not_fetched() -> None:
    body = "<w:p><w:r><w:drawing><a:blip r:link='x'/></w:drawing></w:r></w:p>" + p("文")
    manuscript = said(wps(body))
    assert manuscript.remarks == ("链接到外面的图片 1 张没有带入",)
    leaving = "<w:p><w:r><w:drawing><a:blip r:embed='x'/></w:drawing></w:r></w:p>" + p("文")
    assert not pictures(said(wps(leaving, x="image:../../../../etc/passwd")).blocks)
