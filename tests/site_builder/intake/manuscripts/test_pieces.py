"""Plain text, Markdown, pictures, and the writing of Markdown that reads the same."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image

from site_builder.intake.manuscripts.manuscript import (
    Manuscript,
    Paragraph,
    Span,
    Table,
    Unreadable,
    plain,
)
from site_builder.intake.manuscripts.markdown import read_markdown
from site_builder.intake.manuscripts.pictures import SIDE, Shrunk, shrunk
from site_builder.intake.manuscripts.plain_text import read_plain
from site_builder.intake.manuscripts.writing import body
from site_builder.prose import html
from tests.site_builder.intake.manuscripts.made import picture, texts

TEXT = "标题\r\n\r\n　　正文第一段。\n第二段。\r"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_every_encoding_that_offices_use_is_read(codec: str) -> None:
    made = read_plain(TEXT.encode(codec))
    assert isinstance(made, Manuscript)
    assert texts(made.blocks) == ["标题", "正文第一段。", "第二段。"]


@pytest.mark.parametrize(
    ("data", "why"),
    [(b"", "空"), (b"\xef\xbb\xbf \r\n", "空"), (bytes(range(256)) * 9, "认不出"),
     (b"\xff\xfeA", "认不出"), ("长".encode() * 700_000, "太大")],
)  # fmt: skip
def test_what_is_no_text_is_refused(data: bytes, why: str) -> None:
    made = read_plain(data)
    assert isinstance(made, Unreadable) and why in made.reason


SIGNS = [
    "# 不是标题", "- 不是列表", "1. 第一", "2）第二", "> 不是引用", "*星* _线_ `码` ~~删~~",
    "[甲](乙)、![图](x.png)", "<b>粗</b><script>alert(1)</script>", "a < b & c &amp; &lt;",
    "| 甲 | 乙 |", "---", "===", "```", "    四个空格", "\\*反斜杠", "[1]: http://x", "+ 加号",
    "***", "第1章 3*4*5=60", "<http://a.example>", "1986\\. 年", "~~~", "**两星**",
]  # fmt: skip


@pytest.mark.parametrize("line", SIGNS)
def test_signs_of_markdown_read_as_they_were(line: str) -> None:
    made = str(html(body([plain("前段。"), plain(line), plain("后段。")], (), ())))
    shown = re.sub(r"<[^>]*>", "\n", made)
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        shown = shown.replace(entity, sign)
    assert [each for each in shown.split("\n") if each] == ["前段。", line.strip(), "后段。"]
    assert set(re.findall(r"<(\w+)", made)) == {"p"}


def test_tables_headings_bold_and_notes_become_what_they_are() -> None:
    blocks = (
        Paragraph((Span("一、背景"),), 1),
        Paragraph((Span("短话。", True), Span("长话*"))),
        Paragraph((Span("上行\n下行"),)),
        Table((("甲|乙", "丙"), ("1\n2", "*3*"))),
    )
    made = str(html(body(blocks, (), ("出处",))))
    for part in ("一、背景</h3>", "<strong>短话。</strong>长话*", "<br />", "<th>甲|乙</th>",
                 "<td>1 2</td>", "<td>*3*</td>", "［1］出处"):  # fmt: skip
        assert part in made


def test_a_photograph_is_shrunk_turned_and_without_metadata() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "在某处拍的"
    made = shrunk(picture((4000, 1000), "JPEG", exif=exif))
    assert isinstance(made, Shrunk) and made.ending == ".jpg"
    with Image.open(io.BytesIO(made.data)) as image:
        assert max(image.size) == SIDE and image.height > image.width
        assert not image.getexif()
    assert "在某处拍的".encode() not in made.data


def test_small_pictures_keep_their_size_and_are_the_same_each_time() -> None:
    made = shrunk(picture())
    assert made == shrunk(picture())
    assert isinstance(made, Shrunk) and made.ending == ".png"
    with Image.open(io.BytesIO(made.data)) as image:
        assert image.size == (40, 30)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "打不开"),
        (b"not a picture", "打不开"),
        (picture()[:40], "打不开"),
        (b"<svg onload='alert(1)'/>", "矢量图"),
        (b"\xd7\xcd\xc6\x9a" + b"\0" * 40, "矢量图"),
    ],
)
def test_what_is_no_picture_is_said_to_be_none(data: bytes, why: str) -> None:
    made = shrunk(data)
    assert isinstance(made, str) and why in made


def test_a_picture_that_would_fill_the_memory_is_not_unpacked() -> None:
    bomb = bytearray(picture((10, 10)))
    bomb[16:24] = (50_000).to_bytes(4, "big") * 2
    import zlib

    bomb[29:33] = zlib.crc32(bomb[12:29]).to_bytes(4, "big")
    made = shrunk(bytes(bomb))
    assert isinstance(made, str) and "太大" in made


def test_markdown_stays_as_it_is_and_brings_its_own_pictures() -> None:
    text = "# 标题\n\n**粗**，![图](a.png)和![外](../../b.png)。\n\n| 甲 |\n|---|\n"
    made = read_markdown(text.encode(), {"a.png": b"data"}.get)
    assert isinstance(made, Manuscript) and made.markdown
    assert made.remarks == ("找不到的图片没有带入：../../b.png",)
    assert texts(made.blocks)[:2] == ["# 标题", "**粗**，和。"]
    already = read_markdown(b"---\ntitle: x\n---\n", lambda _: None)
    assert isinstance(already, Unreadable) and "已经有文件头" in already.reason
