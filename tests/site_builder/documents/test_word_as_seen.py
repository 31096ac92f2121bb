"""Word documents as LibreOffice lays them out: what the numbers in the file come to on paper."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pypdfium2
import pytest

from scoring.faces import Faces
from site_builder.documents.docx import docx
from site_builder.documents.paper import Masthead, Paper, Paragraph
from tests.site_builder.documents.papers import BULLETIN, NOTICE, TEN

WRITER = shutil.which("soffice")
FACE = "Noto Serif CJK SC"
NUMBER = re.compile(r"— ?\d+ ?—")
FACES = Faces(*[FACE] * 5)


def _has_face() -> bool:
    if shutil.which("fc-list") is None:
        return False
    listed = subprocess.run(
        ["fc-list", ":", "family"], capture_output=True, encoding="utf-8", check=False
    )
    return FACE in listed.stdout


pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(WRITER is None or not _has_face(), reason="no LibreOffice or no face here"),
]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, pypdfium2.PdfDocument]]:
    folder = tmp_path_factory.mktemp("word")
    full = Paper(Masthead("字"), None, (Paragraph(TEN * 200),))
    short = tuple(Paragraph(f"第{line}行。") for line in range(6))
    ending = replace(NOTICE, body=(*short, Paragraph("特此通报。")))
    papers = {"full": full, "notice": NOTICE, "bulletin": BULLETIN, "ending": ending}
    for name, paper in papers.items():
        (folder / f"{name}.docx").write_bytes(docx(paper, FACES))
    files = [str(folder / f"{name}.docx") for name in papers]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [str(WRITER), profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *files],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    read = {name: pypdfium2.PdfDocument(folder / f"{name}.pdf") for name in papers}
    yield read
    for document in read.values():
        document.close()


def text(page: pypdfium2.PdfPage) -> str:
    return str(page.get_textpage().get_text_bounded()).replace("\r", "")


def lines(page: pypdfium2.PdfPage) -> list[str]:
    """The lines of a page but for its number, which some LibreOffices write first, some last."""
    every = [line for line in text(page).split("\n") if line.strip()]
    return [line for line in every if not NUMBER.fullmatch(line.strip())]


def place(page: pypdfium2.PdfPage, words: str) -> tuple[float, float]:
    """Left edge and foot of some words, in points from the page's lower left corner."""
    textpage = page.get_textpage()
    found = textpage.search(words).get_next()
    assert found is not None, words
    left, bottom, _, _ = textpage.get_charbox(found[0])
    return left, bottom


def test_a_full_page_has_22_lines_of_28_letters(seen: dict[str, pypdfium2.PdfDocument]) -> None:
    assert "—2—" in text(seen["full"][1]).replace(" ", "")
    assert Counter(map(len, lines(seen["full"][1]))) == {28: 22}


def test_the_signature_takes_the_last_words_to_its_page(
    seen: dict[str, pypdfium2.PdfDocument],
) -> None:
    first, second = (text(seen["ending"][at]).replace(" ", "") for at in (0, 1))
    assert "第5行" in first
    assert "特此通报。" not in first
    assert "2026年1月5日" not in first
    assert second.index("特此通报。") < second.index("附件：") < second.index("2026年1月5日")


def test_the_imprint_stands_at_the_foot_of_the_last_page(
    seen: dict[str, pypdfium2.PdfDocument],
) -> None:
    millimetre = 72 / 25.4
    for name in ("notice", "bulletin"):
        last = seen[name][len(seen[name]) - 1]
        assert 35 * millimetre < place(last, "印发")[1] < 60 * millimetre


def test_page_numbers_are_right_on_odd_pages_and_left_on_even(
    seen: dict[str, pypdfium2.PdfDocument],
) -> None:
    pages = seen["notice"]
    assert place(pages[0], "1 —")[0] > 400
    assert place(pages[1], "2 —")[0] < 200


def test_annexes_begin_pages_and_heads_are_repeated(
    seen: dict[str, pypdfium2.PdfDocument],
) -> None:
    pages = [text(page) for page in seen["notice"]]
    assert sum("附件1" in page.replace(" ", "") and "得分排名" in page for page in pages) == 1
    assert sum("序号" in page and "单位" in page for page in pages) >= 5
    across = [page.get_width() > page.get_height() for page in seen["notice"]]
    assert any(across)
    assert not across[0]
    assert not across[-1]


def test_a_page_of_a_table_is_full(seen: dict[str, pypdfium2.PdfDocument]) -> None:
    """Rows are as high as their words, not as high as the page's lines."""
    rows = [text(page).count("税务局\n") + text(page).count("税务局 ") for page in seen["notice"]]
    assert max(rows) >= 30


def test_a_name_in_red_stays_on_one_line(seen: dict[str, pypdfium2.PdfDocument]) -> None:
    assert "某省税务简报" in lines(seen["bulletin"][0])[0]
    assert "某省税务局办公室文件" in lines(seen["notice"][0])[0]
