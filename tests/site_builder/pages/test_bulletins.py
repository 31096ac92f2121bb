"""Issues of the office's own bulletins: the list, each issue, and when a page is made again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from scoring.bulletins import Bulletin, BulletinItem, BulletinStyle, Printed
from scoring.findings import Source
from scoring.model import Corpus
from site_builder.pages import bulletins, every, lists, plan, render
from site_builder.pages.index import Views
from site_builder.pages.page import Page
from site_builder.snapshot import Snapshot, Text
from tests.site_builder.pages.snapshots import make_snapshot
from tests.site_builder.pages.test_pages import HEADING, broken_links, document_of

SOURCE = Source("content/bulletins/2026/简报-第3期.md", 2)
MEAN = "<script>x</script> *a* [b](c) {: #d }"
ISSUE = "bulletins/issue/2026-简报-第3期/index.md"


def issue(number: int = 3, **said: object) -> Bulletin:
    items = (
        BulletinItem(SOURCE, "20260812-税务新机构", column="动态"),
        BulletinItem(SOURCE, "20260902-联合", f"短题{MEAN}", Printed.DIGEST, f"摘要{MEAN}"),
        BulletinItem(SOURCE, "没有这条"),
    )
    made = Bulletin(
        f"2026-简报-第{number}期", SOURCE, f"晋政信息{MEAN}", f"第{number}期",
        date(2026, 9, number % 28 + 1), items, report_to=("甲", "乙"), approver=MEAN,
    )  # fmt: skip
    return replace(made, **said)  # type: ignore[arg-type]


def office(*issues: Bulletin, style: BulletinStyle | None = None) -> Snapshot:
    base = make_snapshot()
    corpus: Corpus = replace(
        base.corpus,
        bulletins={each.id: each for each in issues},
        bulletin_styles={} if style is None else {style.publication: style},
    )
    note = Text("bulletins/2026/简报-第3期.md", "简报第3期", "按语<script>x</script>\n")
    return replace(base, corpus=corpus, bodies={**base.bodies, "bulletins/2026-简报-第3期": note})


def pages_of(snapshot: Snapshot) -> dict[str, Page]:
    return {page.path: page for page in render(snapshot)[0]}


def test_an_issue_prints_its_items_in_their_order() -> None:
    page = pages_of(office(issue()))[ISSUE].markdown
    at = [
        page.index(words)
        for words in (
            "第3期",
            "编者按",
            "【动态】",
            "#part-1",
            "税务<strong>改革",
            "#part-2",
            "甲，乙",
        )
    ]
    assert at == sorted(at)
    assert "<script>x" not in page
    assert page.count("&lt;script&gt;") >= 4
    assert "原文和得分" in page
    assert "摘要；" in page


def test_pages_hold_together_with_hostile_words_and_missing_items() -> None:
    made = pages_of(office(issue()))
    _, assets, _ = render(office(issue()))
    documents = {path: document_of(page) for path, page in made.items()}
    assert broken_links(documents, [asset.path for asset in assets]) == []
    for path in (ISSUE, "bulletins/index.md"):
        for block in made[path].markdown.strip().split("\n\n"):
            heads = block.startswith(("<", "# ")) or HEADING.fullmatch(block)
            assert heads, block


def test_the_list_says_what_to_do_where_there_is_no_issue() -> None:
    assert "chunshui bulletin compile" in pages_of(office())["bulletins/index.md"].markdown
    listed = pages_of(office(issue(3), issue(4)))["bulletins/index.md"].markdown
    assert listed.index("第4期") < listed.index("第3期")


def test_long_lists_go_over_years(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (lists, bulletins):
        monkeypatch.setattr(module, "LENGTH", 2)
    snapshot = office(*(issue(number) for number in range(1, 6)))
    made = pages_of(snapshot)
    assert "第1期" in made["bulletins/2026/index.md"].markdown
    assert "bulletins/2026/list-3/index.md" in made
    _, assets, _ = render(snapshot)
    documents = {path: document_of(page) for path, page in made.items()}
    assert broken_links(documents, [asset.path for asset in assets]) == []


def test_a_page_is_made_again_when_what_it_shows_changes() -> None:
    def key(snapshot: Snapshot) -> str:
        views = Views(snapshot)
        return views.marks.base + next(s.key for s in every(plan(views)) if s.path == ISSUE)

    before = key(office(issue()))
    assert key(office(issue(), issue(4))) == before
    shortened = replace(issue(), items=(issue().items[0]._replace(title="短"),))
    styled = BulletinStyle(SOURCE, f"晋政信息{MEAN}", copies=9)
    noted = office(issue())
    noted = replace(noted, bodies={**noted.bodies, "bulletins/2026-简报-第3期": Text("", "", "别")})
    corpus = office(issue()).corpus
    item = replace(corpus.items["20260902-联合"], title="另一个题目")
    retitled = replace(
        office(issue()), corpus=replace(corpus, items={**corpus.items, item.id: item})
    )
    changed = [office(shortened), office(issue(), style=styled), noted, retitled]
    assert before not in [key(each) for each in changed]
