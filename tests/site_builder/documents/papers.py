"""Papers for the tests of documents, and what is read back of what is made of them."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from PIL import Image

from scoring.faces import Faces
from site_builder.documents.paper import (
    Align,
    Annex,
    Column,
    Credit,
    Heading,
    Imprint,
    Masthead,
    Paper,
    Paragraph,
    PictureBlock,
    TableBlock,
)

FACES = Faces()
TEN = "一二三四五六七八九十"


def picture() -> bytes:
    file = BytesIO()
    Image.new("RGB", (60, 30), "red").save(file, "PNG")
    return file.getvalue()


TABLE = TableBlock(
    (Column("序号", 1), Column("单位", 3, Align.LEFT), Column("得分", 2, Align.RIGHT)),
    tuple((str(row), f"第{row}税务局", f"{row}.5") for row in range(1, 81)),
    title="得分表",
    note="注：按采用日期计入。",
)
NOTICE = Paper(
    Masthead("某省税务局办公室文件", "某税办函〔2026〕18号"),
    "某省税务局办公室关于2026年第三季度信息工作情况的通报",
    (
        Heading(1, "一、总体情况"),
        Paragraph("晋中市局。" + TEN * 5, "晋中市局。"),
        Heading(2, "（一）采用"),
        PictureBlock(picture(), "图1 走势"),
        PictureBlock(b"no picture", "坏图"),
        Paragraph(TEN * 3),
    ),
    addressee="各市税务局",
    annexes=(Annex("得分排名", (TABLE,)), Annex("采用一览", (TABLE,), wide=True)),
    signature="某省税务局办公室",
    day=date(2026, 1, 5),
    imprint=Imprint((("抄送", "总局办公厅"),), "某省税务局办公室", date(2026, 1, 6)),
)
BULLETIN = Paper(
    Masthead("某省税务简报", "第32期", approver="冯某", left="某省局办公室", right="2026年9月21日"),
    None,
    (Heading(1, "【动态】"), Heading(0, "夜游带动小微经营"), Paragraph(TEN), Credit("晋中市局")),
    imprint=Imprint((("报", "总局"), ("发", "各市局")), "某省局办公室", date(2026, 9, 21), 60),
)
HOSTILE = (
    '#eval("1") #import "@preview/x:1.0.0": * $x$ `r` <a> & </w:t> \\u{41} #read("/etc/hostname")'
    '\x00\x0b\u202e\ud800 {{ x }} "]) #panic() //注释 /* */ *粗* _斜_ = 标题 @引 \\ ~'
)
CLEANED = (
    '#eval("1") #import "@preview/x:1.0.0": * $x$ `r` <a> & </w:t> \\u{41} #read("/etc/hostname")'
    ' {{ x }} "]) #panic() //注释 /* */ *粗* _斜_ = 标题 @引 \\ ~'
)


def hostile() -> Paper:
    """A paper whose every word tries to be something else."""
    table = TableBlock((Column(HOSTILE, 1), Column("=1+1", 1)), ((HOSTILE, "=cmd()"),), HOSTILE)
    return Paper(
        Masthead(HOSTILE, HOSTILE, approver=HOSTILE),
        HOSTILE,
        (Heading(1, HOSTILE), Paragraph(HOSTILE, HOSTILE), Credit(HOSTILE), table),
        addressee=HOSTILE,
        annexes=(Annex(HOSTILE, (Paragraph(HOSTILE),)),),
        signature=HOSTILE,
        imprint=Imprint(((HOSTILE, HOSTILE),), HOSTILE),
    )
