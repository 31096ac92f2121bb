"""Registering from the command line, as a clerk does it: first wrongly, then rightly."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from site_builder.reading.repository import load
from tests.support import GitRepository, digests, run_chunshui

ITEM = "content/items/2026/09/20260912-新机构挂牌.md"
OTHER = "content/items/2026/09/20260918-夜游平遥.md"
FILES: Mapping[str, str] = {
    "content/index.md": "# 首页\n\n文。\n",
    "content/registry/office.yml": (
        "name: 晋中市局\ntitle: 晋中信息\nas_of: 2026-11-20\nkinds: [动态]\nranks: [主要领导]\n"
        "forms: [单篇, 综合]\ntracks: [智慧绩效, 风险防控]\n"
    ),
    "content/registry/units.yml": (
        "- {name: 晋中市局, level: 市级}\n- {name: 榆次县局, parent: 晋中市局, short: 榆次}\n"
    ),
    "content/registry/people.yml": "- {id: 榆次县局/duxiaohe, name: 杜晓禾, roles: [信息员]}\n",
    "content/registry/publications.yml": (
        "- {name: 晋政信息, level: 省级, publisher: 省政府办公厅, aliases: [政务信息]}\n"
    ),
    "content/registry/leaders.yml": (
        "- {name: 省长, level: 省级, rank: 主要领导}\n- {name: 市长, level: 市级, rank: 主要领导}\n"
    ),
    "content/faults/2026.yml": (
        "# 没有对应信息的差错\n- {unit: 榆次县局, date: 2026-09-01, kind: 漏报}\n"
    ),
    ITEM: (
        "---\ntitle: 税务新机构挂牌成立情况报告  # 报送时的标题\nauthor: 榆次县局/duxiaohe\n"
        "date: 2026-09-12\n# 以下由办公室登记\nendorsements:\n"
        "  - {leader: 市长, date: 2026-09-20}\n---\n\n新机构挂牌。\n"
    ),
    OTHER: (
        "---\n标题: 夜游平遥的税收账\n单位: 榆次县局\n日期: 2026-09-18\n"
        "案例: {赛道: 智慧绩效}\n---\n\n夜游。\n"
    ),
}
CLOSED = {"content/notices/2026Q3.md": "---\nissued: 2026-10-12\n---\n\n通报。\n"}


class Office:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.repository = GitRepository(root)
        self.repository.git("config", "user.name", "薛科")
        self.repository.git("config", "user.email", "xue@example.invalid")
        self.repository.commit(FILES)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return run_chunshui(*arguments, cwd=self.root)

    def good(self, *arguments: str) -> str:
        done = self.run(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def wrong(self, *arguments: str) -> str:
        before = digests(self.root / "content")
        done = self.run(*arguments)
        assert done.returncode in (1, 2) and digests(self.root / "content") == before
        return done.stderr

    def text(self, path: str = ITEM) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def diff(self) -> list[str]:
        """The lines that differ from the last commit."""
        lines = self.repository.git("diff", "--unified=0").splitlines()
        return [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


ADOPT = ("--publication", "晋政信息", "--date", "2026-09-20")
REFUSED = {
    "nothing said": (("adopt",), "要写明哪一条"),
    "no such item": (("adopt", "没有报过的题目", *ADOPT), "[D702]"),
    "too few letters": (("adopt", "税", *ADOPT), "[D702]"),
    "a publication misspelt": (
        ("adopt", "新机构", "--publication", "晋政信", "--date", "2026-09-20"), "是不是“晋政信息”"),
    "no such day": (
        ("adopt", "新机构", "--publication", "晋政信息", "--date", "2026-09-31"), "不是一个日期"),
    "before it was sent": (
        ("adopt", "新机构", "--publication", "晋政信息", "--date", "2026-09-01"), "[C223]"),
    "in the future": (
        ("adopt", "新机构", "--publication", "晋政信息", "--date", "2027-09-01"), "[C220]"),
    "a form misspelt": (("adopt", "新机构", *ADOPT, "--form", "单片"), "是不是“单篇”"),
    "a unit that did not send it": (("adopt", "新机构", *ADOPT, "--unit", "晋中市局"), "[C241]"),
    "a leader misspelt": (
        ("endorse", "新机构", "--leader", "省张", "--date", "2026-09-25"), "[C204]"),
    "no leader": (("endorse", "新机构", "--date", "2026-09-25"), "--leader"),
    "the same endorsement": (
        ("endorse", "新机构", "--leader", "市长", "--date", "2026-09-20"), "[D704]"),
    "feedback on nothing": (
        ("endorse", "夜游", "--feedback", "好", "--date", "2026-10-20"), "[D706]"),
    "feedback on another's": (
        ("endorse", "新机构", "--feedback", "好", "--leader", "省长", "--date", "2026-10-20"),
        "[D706]"),
    "feedback too early": (
        ("endorse", "新机构", "--feedback", "好", "--date", "2026-09-19"), "早于"),
    "a conversion without a name": (
        ("endorse", "新机构", "--conversion", "制度", "--date", "2026-10-20"), "种类:名称"),
    "a kind of fault misspelt": (
        ("fault", "新机构", "--kind", "池报", "--date", "2026-09-20"), "[F128]"),
    "a unit misspelt": (
        ("fault", "榆次县", "--kind", "漏报", "--date", "2026-09-20"), "是不是“榆次县局”"),
    "the same fault": (("fault", "榆次", "--kind", "漏报", "--date", "2026-09-01"), "[D704]"),
    "a case not nominated": (("case", "select", "新机构"), "[D707]"),
    "a case nominated again": (("case", "nominate", "夜游", "--track", "风险防控"), "[D707]"),
    "a track misspelt": (("case", "nominate", "新机构", "--track", "智慧绩校"), "[C208]"),
    "an honour for nobody": (
        ("honour", "grant", "先进", "--to", "榆次县", "--year", "2025", "--issuer", "省局"),
        "是不是“榆次县局”"),
    "a report without a register": (("adopt", "新机构", *ADOPT, "--report", "a.csv"), "--from"),
    "a title with a register": (("adopt", "新机构", "--from", "content/index.md"), "都在表里"),
    "a register that is not there": (("adopt", "--from", "无.xlsx"), "没有 无.xlsx 这个文件"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_wrong_is_said_and_nothing_is_written(office: Office, case: str) -> None:
    arguments, words = REFUSED[case]
    assert words in office.wrong(*arguments)


NEW = "publication: 晋政信息, date: 2026-09-20"
FED = "{date: 2026-10-20, text: 已推开}"
CONVERTED = "{kind: 制度文件, title: 规程, date: 2026-10-20}"
SHOWN = "{种类: 示范点, 名称: 甲, 日期: 2026-11-03}"
REGISTERED = {
    "an adoption": (
        ("adopt", "新机构挂牌", "--publication", "《政务信息》", "--date", "2026年9月20日",
         "--issue", "３１", "--form", "单篇", "--route", "直报"),
        ["+adoptions:",
         f"+  - {{{NEW}, issue: 第31期, form: 单篇, route: 直报}}"],
    ),
    "an adoption in Chinese": (
        ("adopt", "夜游平遥的税收账", "--publication", "晋政信息", "--date", "2026.9.20",
         "--unit", "榆次"),
        ["+采用:", "+  - {刊物: 晋政信息, 日期: 2026-09-20, 单位: [榆次县局]}"],
    ),
    "an endorsement": (
        ("endorse", "20260912-新机构挂牌", "--leader", "省长", "--date", "2026-09-25", "--praise",
         "--text", "很好：\n可推广"),
        ["+  - {leader: 省长, date: 2026-09-25, praise: 是, text: 很好： 可推广}"],
    ),
    "feedback and what came of it": (
        ("endorse", "新机构", "--feedback", "已推开", "--conversion", "制度文件：规程", "--date",
         "2026-10-20"),
        ["-  - {leader: 市长, date: 2026-09-20}",
         f"+  - {{leader: 市长, date: 2026-09-20, feedback: [{FED}], conversions: [{CONVERTED}]}}"],
    ),
    "an item's fault": (
        ("fault", "新机构", "--kind", "迟报", "--date", "2026-09-20", "--note", "迟报三天"),
        ["+faults:", "+  - {kind: 迟报, date: 2026-09-20, note: 迟报三天}"],
    ),
    "a unit's fault": (
        ("fault", "榆次", "--kind", "漏报", "--date", "2026-09-20"),
        ["+- {unit: 榆次县局, kind: 漏报, date: 2026-09-20}"],
    ),
    "a case nominated": (
        ("case", "nominate", "新机构", "--track", "智慧绩效"), ["+case: {track: 智慧绩效}"],
    ),
    "a case selected": (
        ("case", "select", "夜游", "--award", "一等奖", "--conversion", "示范点:甲", "--date",
         "2026-11-03"),
        ["-案例: {赛道: 智慧绩效}",
         f"+案例: {{赛道: 智慧绩效, 状态: 入选, 奖项: 一等奖, 转化: [{SHOWN}]}}"],
    ),
    "a case declined": (
        ("case", "decline", "夜游"),
        ["-案例: {赛道: 智慧绩效}", "+案例: {赛道: 智慧绩效, 状态: 未入选}"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REGISTERED)
def test_only_the_lines_of_the_fact_differ(office: Office, case: str) -> None:
    arguments, lines = REGISTERED[case]
    assert all(line in office.good(*arguments, "--dry-run") for line in lines)
    assert office.diff() == []
    office.good(*arguments)
    assert office.diff() == lines
    assert office.run("check").returncode == 0
    again = office.wrong(*arguments)  # the same fact twice
    assert "[D704]" in again or "[D707]" in again


def test_an_honour_is_kept_in_the_file_of_its_year(office: Office) -> None:
    grant = ("honour", "grant", "先进单位", "--year", "2025", "--issuer", "省局", "--points", "2")
    office.good(*grant, "--to", "榆次")
    office.good(*grant, "--to", "杜晓禾")
    office.good(*grant, "--to", "老榆次分局", "--old-name")
    assert office.text("content/honours/2025.yml").splitlines() == [
        f"- {{name: 先进单位, year: 2025, to: {to}, issuer: 省局, points: 2}}"
        for to in ("榆次县局", "榆次县局/duxiaohe", "老榆次分局")
    ]
    assert office.run("check").returncode == 0


def test_several_items_are_listed_to_choose_from(office: Office) -> None:
    office.repository.commit({OTHER.replace("夜游", "夜游又"): FILES[OTHER]})
    said = office.wrong("adopt", "夜游平遥的税收账", *ADOPT)
    assert "[D703]" in said and "20260918-夜游平遥《" in said and "20260918-夜游又平遥《" in said


def test_a_commit_holds_exactly_the_fact(office: Office) -> None:
    (office.root / "content" / "index.md").write_text("# 别的\n\n改到一半。\n", encoding="utf-8")
    assert "已提交" in office.good("adopt", "新机构", *ADOPT, "--commit")
    names = office.repository.git("show", "--name-only", "--format=%an|%s", "HEAD").splitlines()
    assert names == ["薛科|登记采用：晋政信息 2026-09-20 20260912-新机构挂牌", "", ITEM]
    assert office.repository.git("status", "--porcelain") == " M content/index.md"


def test_what_is_not_committed_is_not_committed_along(office: Office) -> None:
    (office.root / ITEM).write_text(FILES[ITEM] + "改到一半。\n", encoding="utf-8")
    assert "没有提交的改动" in office.wrong("adopt", "新机构", *ADOPT, "--commit")
    office.good("adopt", "新机构", *ADOPT)
    assert office.text().endswith("改到一半。\n") and "adoptions:" in office.text()


def test_nobody_commits_without_a_name(office: Office) -> None:
    office.repository.git("config", "user.name", "")
    assert "git config user.name" in office.wrong("adopt", "新机构", *ADOPT, "--commit")


def test_a_closed_period_is_left_to_corrections(office: Office) -> None:
    office.repository.commit(CLOSED)
    said = office.wrong("adopt", "新机构", *ADOPT)
    assert "[D705]" in said and "chunshui correct 2026Q3" in said
    assert "[D705]" in office.wrong("fault", "榆次", "--kind", "漏报", "--date", "2026-09-20")
    assert "[D705]" in office.wrong("endorse", "新机构", "--leader", "省长", "--date", "2026-09-21")
    office.good("adopt", "新机构", "--publication", "晋政信息", "--date", "2026-10-20")
    office.good("endorse", "新机构", "--feedback", "已推开", "--date", "2026-10-20")
    drafted = CLOSED["content/notices/2026Q3.md"].replace("issued: 2026-10-12", "title: 拟稿")
    office.repository.commit({"content/notices/2026Q3.md": drafted})
    office.good("adopt", "夜游", *ADOPT)  # a draft closes nothing


def test_a_correction_opens_the_file_it_names(office: Office) -> None:
    correction = (
        "---\nnotice: 2026Q3\ndate: 2026-11-05\nreason: 漏登\nperson: 榆次县局/duxiaohe\n"
        f"files: [{ITEM.removeprefix('content/')}]\n---\n"
    )
    office.repository.commit({**CLOSED, "content/corrections/2026/2026Q3-1.md": correction})
    office.good("adopt", "新机构", *ADOPT)
    assert "[D705]" in office.wrong("adopt", "夜游", *ADOPT)


def test_what_happened_after_the_last_commit_is_not_in_the_future(office: Office) -> None:
    place = "content/registry/office.yml"
    office.repository.commit(
        {
            place: FILES[place].replace("as_of: 2026-11-20\n", ""),
            ITEM: None,
            OTHER: None,
            "content/faults/2026.yml": None,
            "content/items/2025/01/20250101-甲.md": FILES[OTHER].replace(
                "2026-09-18", "2025-01-01"
            ),
        },
        "2025-01-02",
    )
    office.good("adopt", "夜游", "--publication", "晋政信息", "--date", "2025-01-06")


@pytest.mark.parametrize(
    "text",
    [
        FILES[ITEM].replace("\n", "\r\n"),
        "\ufeff" + FILES[ITEM],
        FILES[ITEM].replace("endorsements:", "adoptions: 见附件\nendorsements:"),
    ],
    ids=["CRLF", "BOM", "a word for a list"],
)
def test_what_is_written_strangely_is_left_to_people(office: Office, text: str) -> None:
    (office.root / ITEM).write_bytes(text.encode())
    said = office.wrong("adopt", "新机构", *ADOPT)
    assert "[D701]" in said and "{publication: 晋政信息, date: 2026-09-20}" in said


def test_nothing_is_written_through_a_link(office: Office) -> None:
    faults = office.root / "content" / "faults"
    moved = office.root / "elsewhere"
    faults.rename(moved)
    faults.symlink_to(moved, target_is_directory=True)
    done = office.run("fault", "榆次", "--kind", "漏报", "--date", "2025-09-20")
    assert done.returncode == 2 and "链接" in done.stderr
    assert not (moved / "2025.yml").exists()


CSV = """2026年9月采用登记表,,,,
,,,,
采用时间,采用刊物,期数,题目,部门
9月20日,《晋政信息》,31,税务新机构挂牌成立情况报告。,榆次
九月二十日,晋政信息,32,夜游平遥的税收账,榆次
,,,,
合计,,,2条,
"""


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gbk"])
def test_a_csv_is_taken_with_its_columns_in_any_order(office: Office, codec: str) -> None:
    (office.root / "登记表.csv").write_bytes(CSV.replace("\n", "\r\n").encode(codec))
    done = office.run("adopt", "--from", "登记表.csv")
    assert done.returncode == 1 and "登记表.csv:5:1: 第 5 行：日期“九月二十日”看不懂" in done.stderr
    assert done.stdout == "共 5 行：可登记 1，缺项 1，表头和说明 3。写了 1 个文件。\n"
    line = "+  - {publication: 晋政信息, date: 2026-09-20, issue: 第31期}"
    assert office.diff() == ["+adoptions:", line]


@pytest.mark.parametrize(
    ("text", "code"),
    [("甲,乙\n1,2\n", "[D714]"), ("标题,作者\n甲,乙\n", "[D714]"), ("\0\0\0", "[D730]")],
)
def test_what_is_no_register_is_said(office: Office, text: str, code: str) -> None:
    (office.root / "登记表.csv").write_text(text, encoding="utf-8")
    assert code in office.wrong("adopt", "--from", "登记表.csv")


def test_a_closed_period_refuses_its_rows_alone(office: Office) -> None:
    office.repository.commit(CLOSED)
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ("标题", "刊物", "日期"),
        ("税务新机构挂牌成立情况报告", "晋政信息", "2026-09-20"),
        ("税务新机构挂牌成立情况报告", "晋政信息", "2026-10-20"),
        ("夜游平遥的税收账", "晋政信息", "2026-10-21"),
    ):
        sheet.append(row)
    book.save(office.root / "表.xlsx")
    done = office.run("adopt", "--from", "表.xlsx")
    assert "第 2 行" in done.stderr and "chunshui correct 2026Q3" in done.stderr
    assert "可登记 2，不能登记 1" in done.stdout
    items = load(office.root / "content").corpus.items
    days = [f"{each.date}" for item in items.values() for each in item.adoptions]
    assert days == ["2026-10-20", "2026-10-21"]
