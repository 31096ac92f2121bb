"""A notice on paper, in sheets, as CSV and JSON: one set of values, nothing lost."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from fractions import Fraction

import pytest

from scoring.closing.annexes import CARRIED, POINTS, RUNNING
from scoring.closing.facts import Notice
from scoring.faces import Faces
from scoring.findings import Source
from scoring.periods import parse_period
from site_builder.documents.docx import docx
from site_builder.documents.paper import Heading, Paragraph, TableBlock
from site_builder.documents.sheets import Percent
from site_builder.documents.xlsx import xlsx
from site_builder.notices.computing import Computing
from site_builder.notices.drafting import draft
from site_builder.notices.printing import Printed, as_json, csv_files, paper, sheets

DAY = date(2026, 10, 12)


@pytest.fixture(scope="module")
def printed(computing: Computing) -> Printed:
    period = parse_period("2026Q3")
    assert period is not None
    account = computing.account(period, DAY)
    assert account is not None
    notice = Notice(
        "2026Q3", Source("content/notices/2026Q3.md"), period, DAY,
        title="关于2026年第三季度政务信息工作情况的通报", number="〔2026〕31号",
        addressees=("各市局", "各处室"), copies_to=("省委办公厅", "省政府办公厅"), copies=80,
    )  # fmt: skip
    return Printed(account, notice, draft(account, None).split("\n---\n", 1)[1])


def test_the_letter_has_its_parts(printed: Printed) -> None:
    made = paper(printed)
    assert (made.masthead.number, made.addressee) == ("〔2026〕31号", "各市局，各处室")
    assert made.imprint.lines == (("抄送", "省委办公厅，省政府办公厅"),)
    assert (made.signature, made.day) == (printed.account.corpus.office.name, DAY)
    assert [one.title for one in made.annexes][:3] == [
        "各单位得分排名表", "采用信息目录", "领导批示目录",
    ]  # fmt: skip
    headings = [block for block in made.body if isinstance(block, Heading)]
    assert headings[0] == Heading(1, "一、总体情况")
    texts = [block.text for block in made.body if isinstance(block, Paragraph)]
    assert not any("数:" in text or "**" in text or "](" in text for text in texts)


def test_every_table_is_as_wide_as_its_columns(printed: Printed) -> None:
    for annex in paper(printed).annexes:
        tables = [block for block in annex.blocks if isinstance(block, TableBlock)]
        assert tables
        assert all(len(row) == len(table.columns) for table in tables for row in table.rows)
        assert annex.wide == any(len(table.columns) > 6 for table in tables)
    for sheet in sheets(printed):
        assert all(len(row) == len(sheet.columns) for row in sheet.rows)


def test_rates_and_days_are_numbers_in_the_workbook(printed: Printed) -> None:
    ranking = sheets(printed)[0]
    at = [column.title for column in ranking.columns].index("采用率")
    assert all(isinstance(row[at], Percent) for row in ranking.rows)
    adopted = next(sheet for sheet in sheets(printed) if sheet.name == "采用")
    assert all(isinstance(row[-1], date) for row in adopted.rows)


def test_documents_are_the_same_every_time(printed: Printed) -> None:
    made = paper(printed)
    assert docx(made, Faces()) == docx(made, Faces())
    assert xlsx(sheets(printed), DAY) == xlsx(sheets(printed), DAY)


def test_csv_and_json_hold_exact_points_that_add_up(printed: Printed) -> None:
    files = dict(csv_files(printed))
    assert list(files) == ["排名", "采用", "批示", "定额", "约稿"]
    rows = list(csv.DictReader(io.StringIO(files["排名"].removeprefix("\ufeff"))))
    assert {row["类别"] for row in rows} >= {"市局", "处室", "直报点"}
    for row in rows:
        assert Fraction(row[POINTS]) + Fraction(row[CARRIED]) == Fraction(row[RUNNING])
    value = json.loads(as_json(printed))
    assert value["附件"][0]["名称"] == "各单位得分排名表"
    assert value["数"]["报送条数"] == str(len(printed.account.events.sent))
    assert "数:" not in value["正文"]
    assert [row[1] for row in value["附件"][0]["表"][0]["行"]] == [
        row["单位"] for row in rows if (row["计分"], row["类别"]) == ("信息", "市局")
    ]
