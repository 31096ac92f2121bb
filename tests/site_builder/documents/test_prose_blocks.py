from __future__ import annotations

from site_builder.documents.paper import Align, Column, Heading, Paragraph, PictureBlock, TableBlock
from site_builder.documents.prose_blocks import blocks

TEXT = """前言**粗**，[链接](https://a.example)。
续行

## 一、做法

### （一）试点

3. 甲
4. 乙
   - 子项

   第二段

> 引文

| 单位 | 数 |
|:--|--:|
| 太原<b> | 1 |
| 大同 |

![图 1](20260918-%E7%94%B2.png)

```
第一行
  第二行
```

<script>x</script>
"""


def test_everything_in_a_text_comes_out_in_its_order() -> None:
    asked = []

    def picture(address: str) -> bytes:
        asked.append(address)
        return b"x"

    assert blocks(TEXT, picture) == (
        Paragraph("前言粗，链接。续行"),
        Heading(1, "一、做法"),
        Heading(2, "（一）试点"),
        Paragraph("3. 甲"),
        Paragraph("4. 乙"),
        Paragraph("— 子项"),
        Paragraph("第二段"),
        Paragraph("引文"),
        TableBlock(
            (Column("单位", 7, Align.LEFT), Column("数", 4, Align.RIGHT)),
            (("太原<b>", "1"), ("大同", "")),
        ),
        PictureBlock(b"x", "图 1"),
        Paragraph("第一行"),
        Paragraph("第二行"),
        Paragraph("<script>x</script>"),
    )
    assert asked == ["20260918-甲.png"]


def test_a_picture_that_is_not_there_keeps_its_place_and_name() -> None:
    assert blocks("甲![](a.png)乙", lambda _: None) == (
        Paragraph("甲"),
        PictureBlock(b"", "a.png"),
        Paragraph("乙"),
    )
    assert blocks("", lambda _: None) == ()
