"""A whole quarter of an information office, played by its real commands in a real repository.

Commissions, manuscripts, answers, a register of adoptions, an endorsement, reminders, a bulletin,
the notice, closing, an attempt to change what is closed, a correction, the proof, and the next
notice that carries the difference.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from site_builder.reading.repository import load
from tests.e2e.quarter_office import REGISTRY, manuscript, register
from tests.support import GitRepository, run_chunshui

HARVEST, FAIR, CREDIT = "春耕农资里的税费问题", "夜市摊主问得最多的七件事", "信用修复半年看"
COMMISSION = "春耕生产中的税费服务"


class Desk:
    """The office's desk: one repository, one command after the other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.repository = GitRepository(folder)
        self.repository.git("config", "user.name", "薛婧")
        self.repository.git("config", "user.email", "xue@office.example.invalid")
        self.repository.commit(REGISTRY, "2026-04-01", "建库")

    def run(self, *words: str | Path, code: int = 0) -> str:
        """What a command says, on both streams."""
        done = run_chunshui(*words, cwd=self.folder)
        said = done.stdout + done.stderr
        assert done.returncode == code, f"chunshui {' '.join(map(str, words))}\n{said}"
        return said

    def read(self, path: str) -> str:
        return (self.folder / path).read_text(encoding="utf-8")

    def standing(self, as_of: str) -> dict[str, str]:
        """Each unit's points of the quarter."""
        said = self.run("rank", "--period", "2026Q2", "--as-of", as_of, "--json")
        tables: list[dict[str, Any]] = json.loads(said)
        rows = [row for table in tables if table["group"] == "市局" for row in table["rows"]]
        return {row["subject"]: row["points"] for row in rows}


def commissions(desk: Desk) -> None:
    """约稿 is issued; a limit of ten working days steps over the holidays of May."""
    desk.run(
        "assign", "约稿", COMMISSION, "--to", "市局", "--by", "韩文博", "--date", "2026-04-27",
        "--text", "反映春耕中的税费服务和问题，附走访数据。", "--commit",
    )  # fmt: skip
    (asked,) = load(desk.folder / "content").corpus.assignments.values()
    assert set(asked.units) == {"晋中市局", "太原市局", "大同市局"}
    assert asked.due.isoformat() == "2026-05-14"


def manuscripts(desk: Desk) -> None:
    """Three manuscripts come in; the classified one stays outside."""
    incoming = desk.folder.parent / "来稿"
    incoming.mkdir()
    (incoming / "晋中.docx").write_bytes(
        manuscript(
            HARVEST, "晋中市局 许静 2026年5月12日", "春耕时节走访四十户农资商户。", "建议尽快明确。"
        )
    )
    (incoming / "太原.txt").write_bytes(
        f"{FAIR}\n太原市局 史宁 2026年5月20日\n\n夜市摊主最关心开票和起征点。\n".encode("gb18030")
    )
    (incoming / "大同.docx").write_bytes(
        manuscript(CREDIT, "大同市局 高原 2026年6月3日", "秘密★1年", "信用修复的情况如下。")
    )
    said = desk.run("import", incoming, "--kind", "问题", "--commit", code=1)
    assert "大同.docx" in said and "秘密★1年" in said
    items = load(desk.folder / "content").corpus.items
    assert {each.title: (each.units[0].unit, each.date.isoformat()) for each in items.values()} == {
        HARVEST: ("晋中市局", "2026-05-12"),
        FAIR: ("太原市局", "2026-05-20"),
    }


def answers(desk: Desk) -> None:
    """One answer in time, one late, one never; the board and the reminder name the third."""
    for unit, title, day in (("晋中", HARVEST, "2026-05-12"), ("太原", FAIR, "2026-05-20")):
        desk.run("answer", "春耕生产", "--unit", unit, "--item", title, "--date", day, "--commit")
    board = desk.run("board", "--as-of", "2026-05-22", "--format", "json", "--all")
    assert {row["unit"]: row["light"] for row in json.loads(board)} == {
        "晋中市局": "绿", "太原市局": "绿", "大同市局": "红",
    }  # fmt: skip
    reminder = desk.run("remind", "--on", "2026-05-22")
    assert "大同市局" in reminder and "太原市局" not in reminder
    assert "约稿逾期" in desk.run("alerts", "--as-of", "2026-05-22")


def registering(desk: Desk) -> None:
    """Adoptions come as a spreadsheet: two are sure, one is nowhere; twice changes nothing."""
    sheet = desk.folder.parent / "采用登记表.xlsx"
    sheet.write_bytes(
        register([
            (1, HARVEST, "晋中", "晋政信息", "第９期", "2026年5月28日"),
            (2, FAIR, "太原市局", "晋政信息", "10", "2026.6.4"),
            (4, "从来没有报过的信息", "大同", "晋政信息", "11", "2026-06-08"),
        ])
    )  # fmt: skip
    said = desk.run("adopt", "--from", sheet, "--commit", code=1)
    assert "从来没有报过的信息" in said
    before = desk.repository.git("rev-parse", "HEAD")
    desk.run("adopt", "--from", sheet, "--commit", code=1)
    assert desk.repository.git("rev-parse", "HEAD") == before
    desk.run(
        "endorse", HARVEST, "--leader", "省长", "--date", "2026-06-10", "--praise",
        "--text", "请农业农村厅、税务局会商。", "--commit",
    )  # fmt: skip
    desk.run("endorse", HARVEST, "--feedback", "已联合发文", "--date", "2026-06-22", "--commit")
    desk.run(
        "fault", "大同", "--kind", "漏报", "--date", "2026-06-12", "--note", "情况未报", "--commit"
    )
    assert "登记过" in desk.run(
        "endorse", HARVEST, "--leader", "省长", "--date", "2026-06-10", code=1
    )


def bulletin(desk: Desk) -> None:
    """The office's own bulletin prints one of them, and its adoption is registered with it."""
    desk.run(
        "bulletin", "compile", "省税简报", "--issue", "6", "--date", "2026-06-18", FAIR, "--commit"
    )
    adoptions = [
        (one.publication, one.issue)
        for item in load(desk.folder / "content").corpus.items.values()
        for one in item.adoptions
    ]
    assert sorted(adoptions) == [
        ("晋政信息", "第10期"),
        ("晋政信息", "第9期"),
        ("省税简报", "第6期"),
    ]
    out = desk.folder.parent / "刊物"
    desk.run("bulletin", "print", "省税简报", "6", "--format", "docx", "--output", out)
    (printed,) = out.glob("*.docx")
    text = "\n".join(each.text for each in Document(str(printed)).paragraphs)
    assert FAIR in text and "夜市摊主最关心开票和起征点" in text


POINTS = {"晋中市局": "32", "太原市局": "13", "大同市局": "-5"}
"""10 + 20 + 2; 10 + 4 - 1; -3 - 2."""


def notice(desk: Desk) -> None:
    """The notice is drafted, edited and goes stale; refreshed, it keeps the office's words."""
    assert desk.standing("2026-07-10") == POINTS
    path = "content/notices/2026Q2.md"
    desk.run("notice", "2026Q2", "--as-of", "2026-07-10")
    text = desk.read(path)
    assert "[32](数:得分.晋中市局)" in text
    edited = text.replace("## 六、", "请各单位认真学习。\n\n## 六、").replace("[32](", "[23](")
    (desk.folder / path).write_text(edited, encoding="utf-8")
    assert "N901" in desk.run("check")
    desk.run("notice", "2026Q2", "--refresh", "--as-of", "2026-07-10")
    assert desk.read(path) == text.replace("## 六、", "请各单位认真学习。\n\n## 六、")
    desk.repository.git("add", "--all")
    desk.repository.git("commit", "--quiet", "-m", "二季度通报拟稿")


def closing(desk: Desk) -> None:
    """The notice is printed and issued; what was published is sealed and proved."""
    out = desk.folder.parent / "通报"
    desk.run("notice", "2026Q2", "--format", "docx,xlsx,csv", "--output", out)
    words = "\n".join(each.text for each in Document(str(next(out.glob("*.docx")))).paragraphs)
    assert "请各单位认真学习。" in words and "数:" not in words
    desk.run("close", "2026Q2", "--issued", "2026-07-10", "--number", "示例〔2026〕7号", "--commit")
    assert "issued: 2026-07-10\n" in desk.read("content/notices/2026Q2.md")
    desk.run("verify")
    refused = desk.run("fault", "太原", "--kind", "漏报", "--date", "2026-06-20", code=1)
    assert "chunshui correct" in refused


def past_the_gate(desk: Desk) -> None:
    """What is closed changes by a correction only, and with a second pair of eyes."""
    item = next((desk.folder / "content/items/2026/05").glob("*夜市摊主*"))
    path = item.relative_to(desk.folder).as_posix()
    desk.repository.git("switch", "--quiet", "--create", "更正")
    text = item.read_text(encoding="utf-8")
    item.write_text(
        text.replace("publication: 晋政信息", "publication: 省税简报"), encoding="utf-8"
    )
    desk.repository.git("commit", "--quiet", "--all", "-m", "改采用刊物")
    gate = ("gate", "--base", "main", "--head", "更正", "--as-of", "2026-08-05")
    assert "G512" in desk.run(*gate, code=1)

    desk.repository.git("reset", "--quiet", "--soft", "main")
    desk.run(
        "correct", "2026Q2", path, "--reason", "核定由本级刊物采用", "--person", "省局办公室/han",
        "--date", "2026-08-05", "--commit",
    )  # fmt: skip
    assert "G542" in desk.run(*gate, code=4)
    desk.repository.git("switch", "--quiet", "main")
    desk.repository.git("merge", "--quiet", "--no-ff", "-m", "更正二季度通报", "更正")
    said = desk.run("verify")
    assert "太原市局" in said and "2026Q2-1" in said


def tampering(desk: Desk) -> None:
    """Whoever goes past the gate is named with his commit."""
    item = next((desk.folder / "content/items/2026/05").glob("*春耕农资*"))
    before = item.read_text(encoding="utf-8")
    item.write_text(before.replace("praise: 是", "praise: 否"), encoding="utf-8")
    desk.repository.git("commit", "--quiet", "--all", "-m", "顺手改一下")
    culprit = desk.repository.git("rev-parse", "--short=7", "HEAD")
    said = desk.run("verify", code=1)
    assert culprit in said and "晋中市局" in said
    item.write_text(before, encoding="utf-8")
    desk.repository.git("commit", "--quiet", "--all", "-m", "改回来")
    desk.run("verify")


def next_notice(desk: Desk) -> None:
    """The next quarter's notice carries the difference: 13 was published, 7 is right."""
    desk.run("notice", "2026Q3", "--as-of", "2026-10-12")
    desk.repository.git("add", "--all")
    desk.repository.git("commit", "--quiet", "-m", "三季度通报拟稿")
    out = desk.folder.parent / "三季度"
    desk.run("notice", "2026Q3", "--format", "json", "--as-of", "2026-10-12", "--output", out)
    (printed,) = out.glob("*.json")
    annexes = json.loads(printed.read_text(encoding="utf-8"))
    assert carried(annexes, "太原市局") == {
        "本期得分": "0",
        "上期累计": "13",
        "更正": "-6",
        "累计得分": "7",
    }
    desk.run("close", "2026Q3", "--issued", "2026-10-12", "--commit")
    desk.run("verify")


def carried(annexes: Any, unit: str) -> dict[str, str]:
    """A unit's row of the ranking annex."""
    table = annexes["附件"][0]["表"][0]
    rows = [dict(zip(table["列"], row, strict=True)) for row in table["行"]]
    (found,) = [row for row in rows if row["单位"] == unit]
    return {name: str(found[name]) for name in ("本期得分", "上期累计", "更正", "累计得分")}


@pytest.mark.slow
def test_a_quarter_of_an_office(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "office")
    commissions(desk)
    manuscripts(desk)
    answers(desk)
    registering(desk)
    bulletin(desk)
    notice(desk)
    closing(desk)
    past_the_gate(desk)
    tampering(desk)
    next_notice(desk)
