"""PDFs read back: page sizes, lines and letters on a page, every word, no code run."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
import typst

from scoring.faces import Faces
from site_builder.documents.fonts import choose
from site_builder.documents.paper import Annex, Heading, Masthead, Paper, Paragraph
from site_builder.documents.pdf import Pdf, pdf
from tests.site_builder.documents.papers import BULLETIN, FACES, NOTICE, TABLE, TEN, hostile

pytestmark = pytest.mark.skipif(
    choose(FACES, typst.Fonts().families()) is None, reason="no face with Chinese characters"
)
MM = 72 / 25.4


def made(paper: Paper) -> Pdf:
    found = pdf(paper, FACES)
    assert isinstance(found, Pdf), found
    return found


def pages(paper: Paper) -> list[str]:
    with pypdfium2.PdfDocument(made(paper).data) as document:
        return [page.get_textpage().get_text_bounded().replace("\r", "") for page in document]


def sizes(paper: Paper) -> list[tuple[int, int]]:
    with pypdfium2.PdfDocument(made(paper).data) as document:
        return [(round(page.get_width() / MM), round(page.get_height() / MM)) for page in document]


def test_a_full_page_has_22_lines_of_28_letters() -> None:
    text = pages(Paper(Masthead("字"), None, (Paragraph(TEN * 200),)))[1]
    lines = [line for line in text.split("\n") if line.strip()]
    assert lines[-1].strip() == "— 2 —"
    assert Counter(map(len, lines[:-1])) == {28: 22}


def test_words_and_pages_of_a_notice() -> None:
    found = pages(NOTICE)
    whole = "\n".join(found)
    for words in (
        "某税办函〔2026〕18号", "各市税务局：", "一、总体情况", "［图片无法读取：坏图］",
        "2026年1月5日", "附件1", "采用一览", "第80税务局", "2026年1月6日印发", "抄送：总局办公厅。",
    ):  # fmt: skip
        assert words in whole
    assert "抄送" in found[-1]
    across = [number for number, size in enumerate(sizes(NOTICE)) if size == (297, 210)]
    assert across == list(range(across[0], across[-1] + 1))
    assert "附件2" in found[across[0]]
    heads = [page for page in found if "序号" in page]
    assert len(heads) > 3
    assert set(sizes(BULLETIN)) == {(210, 297)}


def test_a_bulletin_ends_with_its_copies() -> None:
    last = pages(BULLETIN)[-1]
    assert "报：总局。" in last
    assert "（共印60份）" in last


def test_the_signature_never_stands_alone() -> None:
    """Whatever the length of the text, its last words are on the page of the signature."""
    for length in (*range(14, 22), *range(36, 44)):
        body = tuple(Paragraph(f"第{line}行。") for line in range(length - 1))
        paper = replace(NOTICE, body=(*body, Paragraph(TEN * 6 + "特此通报。")))
        signed = next(page for page in pages(paper) if "2026年1月5日" in page)
        assert "特此通报。" in signed.replace("\n", "")
        assert "附件：" in signed


def test_a_long_list_of_annexes_takes_its_end_to_the_signature() -> None:
    many = replace(NOTICE, annexes=(Annex("得分排名", (Paragraph("表"),)),) * 20)
    signed = next(page for page in pages(many) if "2026年1月5日" in page)
    assert "20." in signed


def test_a_table_that_fits_is_not_broken() -> None:
    short = replace(TABLE, rows=TABLE.rows[:18], title=None)
    blocks = tuple(block for name in "甲乙丙" for block in (Heading(3, f"{name}组"), short))
    found = pages(replace(NOTICE, annexes=(Annex("表", blocks),)))
    assert [page.count("第18税务局") for page in found if "组" in page] == [1, 1, 1]


def test_hostile_words_are_printed_and_nothing_is_run() -> None:
    whole = "".join(pages(hostile())).replace("\n", "").replace(" ", "")
    assert whole.count('#read("/etc/hostname")') >= 8
    assert Path("/etc/hostname").read_text(encoding="utf-8").strip() not in whole


def test_very_long_words_stay_on_paper() -> None:
    long = "国家税务总局某省税务局" * 20
    paper = Paper(Masthead(long, long), long, (Paragraph("字" * 3000),), addressee=long)
    assert "".join(pages(paper)).replace("\n", "").count("国家税务总局某省税务局") >= 60


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert made(NOTICE).data == made(NOTICE).data
    assert b"/CreationDate" not in made(NOTICE).data or b"2026" in made(NOTICE).data


def test_digits_may_have_a_face_of_their_own() -> None:
    with_digits = pdf(NOTICE, Faces(digits="Libertinus Serif"))
    assert isinstance(with_digits, Pdf)
    assert b"LibertinusSerif" in with_digits.data
    assert b"LibertinusSerif" not in made(NOTICE).data


def test_a_face_that_is_not_there_is_replaced_and_named() -> None:
    odd = pdf(BULLETIN, Faces(text="没有这种字体"))
    assert isinstance(odd, Pdf)
    assert "没有这种字体" in {each.wanted for each in odd.replaced}
    assert all(str(each).startswith("没有字体“") for each in odd.replaced)
