"""An issue of a bulletin from the command line: its file, its adoptions, its documents."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result
from docx.oxml.ns import qn
from PIL import Image

from site_builder.cli import cli
from tests.support import GitRepository

OFFICE = Path(__file__).parents[2] / "samples" / "valid" / "office"
ISSUE = "content/bulletins/2026/税务简报-第12期.md"
ITEM = "content/items/2026/09/20260918-夜游.md"
OTHER = "content/items/2026/09/20260919-夜市.md"
TEXT = """---
title: 夜游带动小微经营
author: 晋中市局/xujing
date: 2026-09-18
# 留着这一行
tags: [夜经济]
---

夜游以后，二百家小店多开了票。

![走势](20260918-走势.png)

| 店 | 张 |
|---|---:|
| 老街 | 128 |

做法是上门问。
"""
SINCE = "2026-09-01"
"""From when on the valid office reviews; here from October on."""
COMPILE = ("bulletin", "compile", "税务简报", "--issue", "12", "--date", "2026-09-28")


class Desk:
    """A Git repository with the valid office and two items more, and the commands."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copytree(OFFICE, root / "content")
        (root / ITEM).write_text(TEXT, encoding="utf-8")
        (root / OTHER).write_text(TEXT.replace("夜游", "夜市"), encoding="utf-8")
        file = BytesIO()
        Image.new("RGB", (40, 20), "blue").save(file, "PNG")
        (root / ITEM).with_name("20260918-走势.png").write_bytes(file.getvalue())
        workflow = root / "content/registry/workflow.yml"
        said = workflow.read_text(encoding="utf-8")
        assert SINCE in said
        workflow.write_text(said.replace(SINCE, "2026-10-01"), encoding="utf-8")
        self.repository = GitRepository(root)
        self.repository.commit({}, "2026-09-19")
        for key, value in (("name", "某人"), ("email", "someone@example.invalid")):
            self.repository.git("config", f"user.{key}", value)

    def __call__(self, *words: str) -> Result:
        return CliRunner().invoke(cli, [*words, "--root", str(self.root)])

    def text(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def changed(self) -> list[str]:
        return self.repository.git("status", "--short", "--untracked-files=all").splitlines()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_an_issue_and_its_adoptions_are_one_commit_and_nothing_the_second_time(desk: Desk) -> None:
    words = (
        *COMPILE, "夜市", "20260918-夜游", "--digest", "夜市", "--form", "夜市=简讯",
        "--title", "夜游=夜游平遥", "--column", "夜市=动态",
    )  # fmt: skip
    made = desk(*words, "--commit")
    assert made.exit_code == 0, made.output
    assert desk.text(ISSUE) == (
        "---\npublication: 税务简报\nissue: 第12期\ndate: 2026-09-28\nitems:\n"
        "- item: 20260919-夜市\n  printed: 摘要\n  form: 简讯\n  column: 动态\n"
        "- item: 20260918-夜游\n  title: 夜游平遥\n---\n"
    )
    line = "  - {publication: 税务简报, date: 2026-09-28, issue: 第12期, form: 单篇}\n"
    head, body = TEXT.split("tags: [夜经济]\n")
    assert desk.text(ITEM) == f"{head}tags: [夜经济]\nadoptions:\n{line}{body}"
    assert "form: 简讯}" in desk.text(OTHER)
    assert desk.changed() == []
    subject, *files = desk.repository.git("show", "--format=%s", "--name-only").split("\n")
    assert subject == "编发税务简报第12期，登记 2 条采用"
    assert sorted(filter(None, files)) == [ISSUE, ITEM, OTHER]
    again = desk(*words, "--commit")
    assert "没有改动" in again.output
    assert desk.changed() == []
    assert desk("check").exit_code == 0


def test_a_dry_run_shows_and_writes_nothing(desk: Desk) -> None:
    shown = desk(*COMPILE, "夜游", "--dry-run")
    assert f"+++ b/{ISSUE}" in shown.output
    assert "+  - {publication: 税务简报" in shown.output
    assert desk.changed() == []


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ((*COMPILE, "夜游", "夜游"), "[B832]"),
        ((*COMPILE[:-1], "2026-09-17", "夜游"), "[B833]"),
        ((*COMPILE, "火星基地"), "[D7"),
        ((*COMPILE, "夜游", "--digest", "夜市"), "不在这一期里"),
        ((*COMPILE, "夜游", "--title", "夜市=短"), "不在这一期里"),
        ((*COMPILE, "夜游", "--title", "夜游"), "信息=值"),
        (COMPILE, "请写明刊登哪些信息"),
        (("bulletin", "compile", "水务简报", "--issue", "1", "夜游"), "税务简报"),
        (("bulletin", "compile", "晋政信息", *COMPILE[3:], "夜游"), "[B831]"),
        ((*COMPILE, "夜游", "--form", "夜游=长篇"), "[C20"),
        ((*COMPILE[:4], "../../x", "--date", "2027-01-01", "夜游"), "[C220]"),
        (("bulletin", "print", "税务简报", "12"), "没有编发过"),
        (("bulletin", "print", "税务简报", "12", "--format", "odt"), "odt"),
    ],
)  # fmt: skip
def test_what_the_check_would_refuse_is_refused_and_nothing_written(
    desk: Desk, words: tuple[str, ...], why: str
) -> None:
    told = desk(*words)
    assert told.exit_code in (1, 2), told.output
    assert why in told.output
    assert desk.changed() == []


def test_an_issue_is_never_overwritten(desk: Desk) -> None:
    assert desk(*COMPILE, "夜游", "--commit").exit_code == 0
    other = desk(*COMPILE, "夜市")
    assert other.exit_code == 1
    assert "[B840]" in other.output
    assert desk.changed() == []


def test_adoptions_that_say_otherwise_are_not_added_to(desk: Desk) -> None:
    given = "adoptions:\n  - {publication: 税务简报, date: 2026-09-27, issue: 第12期}\n---\n\n夜"
    (desk.root / ITEM).write_text(TEXT.replace("---\n\n夜", given), encoding="utf-8")
    told = desk(*COMPILE, "夜游")
    assert told.exit_code == 1
    assert "[B837]" in told.output
    assert "2026-09-27" in told.output


def test_an_item_under_review_is_not_printed(desk: Desk) -> None:
    text = TEXT.replace("2026-09-18", "2026-10-12").replace(
        "title: 夜游", "level: 省级\ntitle: 灯会"
    )
    path = desk.root / "content/items/2026/10/20261012-灯会.md"
    path.parent.mkdir()
    path.write_text(text.replace("![走势](20260918-走势.png)", ""), encoding="utf-8")
    told = desk(*COMPILE[:-1], "2026-10-20", "20261012-灯会")
    assert told.exit_code == 1
    assert "[B839]" in told.output
    assert "未报审" in told.output


def test_an_issue_written_by_hand_gets_its_adoptions(desk: Desk) -> None:
    file = desk.root / ISSUE
    file.parent.mkdir(parents=True)
    file.write_text(
        "---\n刊物: 税务简报\n期号: 第12期\n日期: 2026-09-28\n信息:\n  - 信息: 20260918-夜游\n---\n"
        "\n今晚请看夜游。\n",
        encoding="utf-8",
    )
    assert "[B836]" in desk("check").output
    made = desk(*COMPILE)
    assert made.exit_code == 0, made.output
    assert "登记采用 1 条" in made.output
    assert "[B836]" not in desk("check").output


def test_a_draft_brings_its_note_and_whom_it_goes_to(desk: Desk, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(
        "---\npublication: 税务简报\nissue: 拟稿\ndate: 2026-09-28\nreport_to: 总局\ncopies: 60\n"
        "items: [{item: 20260918-夜游, printed: 摘要, digest: 夜里也有人开票。}]\n---\n\n按语。\n",
        encoding="utf-8",
    )
    assert desk(*COMPILE[:5], "--from", str(draft)).exit_code == 0
    assert "digest: 夜里也有人开票。" in desk.text(ISSUE)
    assert desk.text(ISSUE).endswith("---\n\n按语。\n")
    draft.write_text("---\npublication: 税务简报\nissue: 12\nitem: 错\n---\n", encoding="utf-8")
    wrong = desk(*COMPILE, "--from", str(draft))
    assert wrong.exit_code == 1
    assert "[F1" in wrong.output


def test_documents_have_texts_pictures_and_tables_and_the_offices_own_words(desk: Desk) -> None:
    style = desk.root / "content/templates/bulletin.yml"
    style.parent.mkdir()
    style.write_text(
        "- {publication: 税务简报, name: 某局税务简报, editor: 某局办公室, "
        "report_to: [甲, 乙], copies: 9}\n",
        encoding="utf-8",
    )
    office = desk.root / "content/registry/office.yml"
    office.write_text(
        f"{office.read_text(encoding='utf-8')}字体: {{正文: 仿宋}}\n", encoding="utf-8"
    )
    assert desk(*COMPILE, "夜游", "夜市", "--digest", "夜市").exit_code == 0
    output = desk.root / "out"
    done = desk("bulletin", "print", "税务简报", "12", "--format", "docx", "--output", str(output))
    assert done.exit_code == 0, done.output
    document = docx.Document(str(output / "税务简报-第12期.docx"))
    texts = [each.text for each in document.paragraphs if each.text]
    assert texts == [
        "某局税务简报", "第12期", "某局办公室\t2026年9月28日", "夜游带动小微经营",
        "夜游以后，二百家小店多开了票。", "走势", "做法是上门问。", "（晋中市局　徐静）",
        "夜市带动小微经营", "夜市以后，二百家小店多开了票。", "（晋中市局　徐静）",
    ]  # fmt: skip
    face = document.styles["Normal"].element.rPr.rFonts
    assert face.get(qn("w:eastAsia")) == "仿宋"
    assert len(document.inline_shapes) == 1
    assert document.tables[0].rows[1].cells[1].text == "128"
    foot = [row.cells[0].text for row in document.tables[-1].rows]
    assert foot == ["报：甲，乙。", "某局办公室\t2026年9月28日印发", "（共印9份）"]


def test_a_picture_behind_a_link_is_not_read(
    desk: Desk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert desk(*COMPILE, "夜游").exit_code == 0
    picture = (desk.root / ITEM).with_name("20260918-走势.png")
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "secret.png"
    shutil.move(picture, elsewhere)
    picture.symlink_to(elsewhere)
    printed = ("bulletin", "print", "税务简报", "12", "--format", "docx")
    assert desk(*printed, "--output", str(desk.root)).exit_code == 0
    document = docx.Document(str(desk.root / "税务简报-第12期.docx"))
    assert len(document.inline_shapes) == 0
    assert "［图片无法读取：走势］" in [each.text for each in document.paragraphs]


def test_issues_are_listed_the_newest_first(desk: Desk) -> None:
    assert "还没有编发过" in desk("bulletin", "list").output
    desk(*COMPILE, "夜游")
    desk(*COMPILE[:4], "13", "--date", "2026-10-05", "夜市")
    rows = desk("bulletin", "list", "--year", "2026").output.splitlines()[-2:]
    assert [row.split() for row in rows] == [
        ["税务简报", "第13期", "2026-10-05", "1"],
        ["税务简报", "第12期", "2026-09-28", "1"],
    ]
