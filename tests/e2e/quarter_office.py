"""A small office on the first day of a quarter: registries and rules, nothing registered."""

from __future__ import annotations

from io import BytesIO

from docx import Document
from openpyxl import Workbook

REGISTRY = {
    "content/index.md": "# 示例省局政务信息\n",
    "content/registry/office.yml": "name: 示例省税务局\ntitle: 示例税务信息\ngroups: [市局]\n",
    "content/registry/units.yml": """\
- {name: 省局, level: 省级}
- {name: 省局办公室, parent: 省局}
- {name: 晋中市局, parent: 省局, group: 市局, short: 晋中}
- {name: 太原市局, parent: 省局, group: 市局, short: 太原}
- {name: 大同市局, parent: 省局, group: 市局, short: 大同}
""",
    "content/registry/people.yml": """\
- {id: 省局/wang, name: 王立, roles: [主要领导], emails: [wang@office.example.invalid]}
- {id: 省局办公室/han, name: 韩文博, roles: [办公室主任], emails: [han@office.example.invalid]}
- {id: 省局办公室/xue, name: 薛婧, roles: [信息科], emails: [xue@office.example.invalid]}
- {id: 省局办公室/nie, name: 聂涛, roles: [信息科], emails: [nie@office.example.invalid]}
- {id: 晋中市局/xu, name: 许静, roles: [信息员], emails: [xu@office.example.invalid]}
- {id: 太原市局/shi, name: 史宁, roles: [信息员], emails: [shi@office.example.invalid]}
- {id: 大同市局/gao, name: 高原, roles: [信息员], emails: [gao@office.example.invalid]}
""",
    "content/registry/publications.yml": """\
- {name: 晋政信息, level: 省级, publisher: 省政府办公厅}
- {name: 省税简报, level: 省级, publisher: 省局办公室, own: 是}
""",
    "content/registry/leaders.yml": "- {name: 省长, level: 省级, rank: 主要领导}\n",
    "content/registry/calendar.yml": "holidays: [2026-05-01, 2026-05-04, 2026-05-05]\n",
    "content/registry/alerts.yml": """\
- {name: 约稿逾期, watch: 逾期未交, colour: 红, days: 1, kinds: [约稿], proposes: 督促整改}
- {name: 批示待反馈, watch: 批示未反馈, colour: 黄, days: 10}
""",
    "content/registry/workflow.yml": """\
since: 2027-01-01
tiers: [{name: 办公室主任, role: 办公室主任}]
paths: [{name: 各级, tiers: [办公室主任]}]
owners:
  - {area: 稿件, roles: [信息员]}
  - {area: 登记, roles: [信息科]}
  - {area: 名录, roles: [信息科]}
  - {area: 办法, roles: [办公室主任]}
  - {area: 流程, roles: [主要领导]}
""",
    "content/rulebooks/2026.md": """\
---
名称: 政务信息计分办法
文号: 示例〔2026〕1号
施行: 2026-01-01
采用:
  - {条款: 第一条（一）, 刊物: 晋政信息, 记分: 10}
  - {条款: 第一条（二）, 刊物: 省税简报, 记分: 4}
批示:
  - {条款: 第二条, 层级: 省级, 肯定: 是, 记分: 20}
约稿:
  - {条款: 第三条, 按时: 2, 迟报: -1, 未报: -3}
差错:
  - {条款: 第四条, 种类: 漏报, 记分: -2}
---
第一条 《晋政信息》采用记10分，《省税简报》采用记4分。

第二条 省级领导肯定性批示记20分。

第三条 约稿按时记2分，迟报扣1分，未报扣3分。

第四条 漏报扣2分。
""",
    "mkdocs.yml": "site_name: 示例税务信息\ntheme: {name: material, font: false}\n"
    "plugins: [chunshui]\n",
}


def manuscript(title: str, signed: str, *paragraphs: str) -> bytes:
    """A Word file as a county's clerk sends it: title, signature line, text."""
    document = Document()
    document.add_heading(title, level=0)
    document.add_paragraph(signed)
    for each in paragraphs:
        document.add_paragraph(each)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def register(rows: list[tuple[object, ...]]) -> bytes:
    """The 采用登记表 of a quarter, with a title above and a note below."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["二季度信息采用登记表"])
    sheet.merge_cells("A1:F1")
    sheet.append(["序号", "标题", "报送单位", "采用刊物", "期号", "采用日期"])
    for row in rows:
        sheet.append(list(row))
    sheet.append(["填表人：薛婧"])
    made = BytesIO()
    book.save(made)
    return made.getvalue()
