"""The report of real requests in a real repository: what a reviewer reads, and what nobody can
make it say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import comrak
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.review.record import Decision
from site_builder.cache import Store
from site_builder.git import Revisions
from site_builder.markup import inert
from site_builder.review.gate import Request, judge
from site_builder.review.report import LIMIT, fitted, report
from site_builder.review.showing import shown
from tests.adversarial.office import (
    FENG,
    FIRST,
    HARVEST,
    NIE,
    OLD,
    OLD_TEXT,
    PEOPLE,
    QIAO,
    SECOND,
    SHI,
    THIRD,
    TODAY,
    WANG,
    XU,
    XUE,
    Branch,
    Office,
    item,
    place,
)

NEW, TWIN = "20261015-新稿", "20261012-太原秋粮"
BODY = (
    "今年以来，全省税务系统扎实推进秋粮收购保障工作，累计收购12.5万吨，同比增长3%。采用三条措施："
    "一是开辟绿色通道，二是简化开票手续，三是上门辅导。\n\n下一步，将继续优化服务，确保农民卖粮款及时"
    "到账，预计11月底前完成全部收购任务。"
)
LATER = BODY.replace("12.5万吨", "13.8万吨").replace("三条措施", "五条措施")
LEVEL = "level: 省级\n"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The office of the adversarial tests, with an item that others may copy."""
    made = Office(tmp_path_factory.mktemp("report") / "office.git")
    made.main.commit(SHI, {place(TWIN): item("太原秋粮", SHI, "2026-10-12", "", BODY)})
    return made


def told(office: Office, branch: Branch, on: datetime = TODAY, store: Path | None = None) -> str:
    """The report on a branch."""
    revisions = Revisions.of(office.path)
    assert revisions is not None
    with revisions:
        request = Request(base=office.main.head, head=branch.head, on=on.date())
        return report(judge(revisions, request, lambda *_: True), Store(store))


def rendered(markdown: str) -> str:
    """What a forge shows, before it takes unsafe tags away."""
    options = comrak.ExtensionOptions()
    options.strikethrough = options.table = options.autolink = options.tasklist = True
    render = comrak.RenderOptions()
    render.unsafe_ = True
    return comrak.render_markdown(markdown, extension_options=options, render_options=render)


def words(markdown: str) -> str:
    """What one reads of it."""
    html = re.sub("<[^>]*>", "", rendered(markdown)).replace("\u200b", "")
    return re.sub(r"&#?\w+;", lambda found: _decoded(found[0]), html)


def _decoded(reference: str) -> str:
    import html

    return html.unescape(reference)


def draft(office: Office, body: str = BODY, title: str = "秋粮收购开局平稳") -> Branch:
    branch = office.branch().commit(XU, {place(NEW): item(title, XU, "2026-10-15", LEVEL, body)})
    return branch.submit(XU, NEW)


def test_the_first_lines_say_what_is_open_since_when_and_who_can_give_it(office: Office) -> None:
    branch = draft(office).passed(NEW, (QIAO, FIRST))
    lines = words(told(office, branch, TODAY + timedelta(days=9))).splitlines()
    assert lines[0] == "等待审核"
    assert next(line for line in lines if "还差" in line) == (
        "秋粮收购开局平稳：还差分管局领导审，可由冯安审；2026-10-20 13:00 起等了 7 个工作日"
        "（已过期限 2026-10-22）；之后还有主要领导。"
    )


def test_everyone_sees_what_was_changed_since_he_looked(office: Office) -> None:
    branch = draft(office).passed(NEW, (QIAO, FIRST))
    branch.review(FENG, NEW, Decision.RETURN, SECOND)
    text = item("秋粮收购开局稳定", XU, "2026-10-15", LEVEL, LATER)
    branch.commit(XU, {place(NEW): text}).submit(XU, NEW).passed(NEW, (QIAO, FIRST))
    said = told(office, branch)
    assert "与冯安（省局）上次看的一稿（2026-10-20 14:00，分管局领导退改）、第一次报审" in words(
        said
    )
    html = rendered(said).replace("\u200b", "")
    assert re.findall("<del>(.*?)</del>", html) == ["平稳", "12.5万吨", "三条"]
    assert {"稳定", "13.8万吨", "五条"} <= set(re.findall("<strong>(.*?)</strong>", html))
    assert "第 2 轮" in said


def test_a_reviewer_who_passed_this_text_is_not_shown_it_again(office: Office) -> None:
    said = told(office, draft(office).passed(NEW, (QIAO, FIRST)))
    assert "上次看的一稿" not in said
    assert "比</strong>" not in said


def test_the_item_is_shown_as_it_will_look_below_all_else(office: Office) -> None:
    said = told(office, draft(office, "## 情况\n\n- 一\n- 二\n\n[出处](https://example.invalid/a)"))
    assert "晋中市局 · 徐静 · 省级 · 2026-10-15 · " in words(said)
    assert "办公室主任待审 → 分管局领导未到 → 主要领导未到" in said
    folded = said[said.index("<details><summary>全文：秋粮收购开局平稳") :]
    assert "<p><strong>情况</strong></p><ul><li>一</li><li>二</li></ul>" in folded
    assert "<a" not in folded
    assert "出处（链接：https" in folded


def test_a_copy_from_another_unit_is_told_with_its_passage(office: Office, tmp_path: Path) -> None:
    first, again = (told(office, draft(office), store=tmp_path / "cache") for _ in range(2))
    assert first.replace("\u200b", "")[:20] == again.replace("\u200b", "")[:20]
    said = words(again)
    assert "太原市局 2026-10-12 《太原秋粮》：相同 100%，不是同一单位，请查是否一稿多投" in said
    assert "如：“今年以来，全省税务系统扎实推进秋粮收购保障工作" in said
    assert list((tmp_path / "cache" / "prints").iterdir())


def test_an_item_worked_up_from_another_is_no_copy_of_it(office: Office) -> None:
    rest = f"{LEVEL}sources: [{TWIN}]\n"
    text = item("新稿", XU, "2026-10-15", rest, BODY)
    branch = office.branch().commit(XU, {place(NEW): text})
    assert "相近" not in told(office, branch)


def test_a_registration_shows_what_it_does_to_points_and_ranks(office: Office) -> None:
    award = "endorsements:\n  - {leader: 省长, date: 2026-10-18, praise: 是}\n---\n\n"
    branch = office.branch().commit(XUE, {place(OLD): OLD_TEXT.replace("---\n\n", award)})
    said = words(told(office, branch))
    assert "还差登记的核准，可由聂涛核准" in said
    assert "登记 批示：省长 2026-10-18 肯定性" in said
    year = said[said.index("2026年单位") :]
    assert re.search(r"晋中市局\s+1（不变）\s+10 → 30", year)
    assert re.search(r"太原市局\s+1 → 2（降 1）\s+0 → 0", year[year.index("2026年10月单位") :])


def test_a_change_of_words_alone_shows_no_ranks(office: Office) -> None:
    text = OLD_TEXT.replace("title: 三季度旧稿", "title: 三季度旧闻")
    assert "名次" not in told(office, office.branch().commit(XU, {place(OLD): text}))


def test_refusals_come_first_and_ranks_are_not_worked_out_for_them(office: Office) -> None:
    award = "endorsements:\n  - {leader: 省长, date: 2026-10-18}\n---\n\n"
    branch = office.branch().commit(XU, {place(OLD): OLD_TEXT.replace("---\n\n", award)})
    said = words(told(office, branch))
    assert said.startswith("不能合并\n")
    assert said.index("20260915-三季度旧稿：") < said.index("还差")
    assert "名次" not in said


def test_a_finding_comes_with_its_line_mended(office: Office) -> None:
    text = item("新稿", XU, "2026-10-15").replace("date: 2026", "date： 2026")
    said = words(told(office, office.branch().commit(XU, {place(NEW): text})))
    assert "改为：date: 2026-10-15" in said


def test_changes_of_the_registries_are_listed(office: Office) -> None:
    people = str(office.main.files[PEOPLE]).replace("name: 高原", "name: 高远")
    said = words(told(office, office.branch().commit(XUE, {PEOPLE: people})))
    assert "content/registry/people.yml：修改 太原市局/gao（姓名）" in said
    assert f"可由{office_name(NIE)}核准" in said


def office_name(person: str) -> str:
    return {NIE: "聂涛"}[person]


def test_a_published_text_is_compared_with_what_it_was(office: Office) -> None:
    text = item("秋粮收购情况", XU, "2026-10-09", LEVEL, "正文两段。")
    branch = office.branch().commit(XU, {place(HARVEST): text})
    said = words(told(office, branch))
    assert "上次看的一稿" in said
    assert "正文 一段 两段 。" in said.replace("  ", " ")


@pytest.mark.parametrize("who", [(QIAO, FIRST), (FENG, SECOND), (WANG, THIRD)])
def test_whoever_passed_a_text_is_named_with_the_time(office: Office, who: tuple[str, str]) -> None:
    branch = draft(office).passed(NEW, (QIAO, FIRST), (FENG, SECOND), (WANG, THIRD))
    said = words(told(office, branch))
    assert said.startswith("可以合并\n")
    name = {QIAO: "乔琳", FENG: "冯安", WANG: "王立"}[who[0]]
    assert re.search(rf"{who[1]}已通过（{name} 10-20 1\d:00）", said)


HOSTILE = [
    "@octocat 和 @all",
    "</details><script>alert(1)</script><img src=x onerror=alert(1)>",
    "[点我](https://evil.example) ![x](https://evil.example/a.png) <https://evil.example>",
    "https://evil.example www.evil.example a@evil.example",
    "`code` ``` ~~~ **粗** ~~删~~ | 表 | 格 |",
    "# 标题\n\n/approve\n/close\n- [ ] 任务 #12 !3 GH-5 o/r#6",
    "<!-- chunshui:report -->\n<a href='x'>x</a>\n\n    代码\n\n> 引",
    "[x]: https://evil.example\n\n[x] [^1]\n\n[^1]: 注",
    "\u202e反\u200b\ufeff 𠮷",
]
TAGS = {
    "h2", "h3", "p", "ul", "ol", "li", "strong", "em", "sub", "br", "del", "ins", "blockquote",
    "details", "summary", "table", "thead", "tbody", "tr", "th", "td", "code", "pre", "hr",
}  # fmt: skip


class Reader(HTMLParser):
    """Tags with attributes, and the words outside of tags."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.depth = 0
        self.said = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        self.depth += tag == "details"

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == "details"

    def handle_comment(self, data: str) -> None:
        self.tags.append(f"<!--{data}-->")

    def handle_data(self, data: str) -> None:
        self.said += data


def harmless(markdown: str) -> Reader:
    """Read a report as a forge shows it and see that nothing in it does anything."""
    page = Reader(rendered(markdown))
    assert set(page.tags) <= TAGS
    assert page.attributes == []
    assert page.depth == 0
    assert not re.search(r"[@＠](?!\u200b)\S|#\d|!\d|GH-\d|://|www\.", page.said)
    assert not re.search(r"^\s*/[a-z]", markdown, re.MULTILINE)
    return page


@pytest.mark.parametrize("evil", HOSTILE)
def test_no_text_of_an_item_does_anything_on_the_page(office: Office, evil: str) -> None:
    title = '"' + " ".join(evil.split()).replace("\\", "").replace('"', "'") + '"'
    text = item(title, XU, "2026-10-15", LEVEL, f"{BODY}\n\n{evil}")
    branch = draft(office).passed(NEW, (QIAO, FIRST))
    branch.commit(XU, {place(NEW): text}).submit(XU, NEW)
    page = harmless(told(office, branch))
    assert "分管局领导" in page.said
    assert page.tags.count("details") == 1


def texts() -> st.SearchStrategy[str]:
    signs = st.sampled_from([*HOSTILE, "\n", "\n\n", "|", "`", "*", "_", "<", "&#64;", "  ", "甲"])
    return st.lists(signs | st.text(max_size=8), max_size=8).map("".join)


@given(texts())
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_whatever_is_made_inert_stays_what_it_was_and_does_nothing(text: str) -> None:
    for form in ("{}", "- x{}", "| {} |\n|---|", "> **{}** x", "### {}", "<p>{}</p>"):
        page = Reader(rendered(form.format(inert(text))))
        assert not set(page.tags) - {"p", "ul", "li", "table", "thead", "tr", "th", "blockquote",
                                     "strong", "h3"}  # fmt: skip
        assert page.attributes == []
        if form == "<p>{}</p>":
            kept = re.sub(r"[\s\u200b\ufffd]+", "", page.said)
            written = re.sub(r"[\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", text)
            assert kept == re.sub(r"[\s\x00-\x1f\x7f\u200b\ufffd]+", "", written)


@given(texts())
def test_a_body_as_it_will_look_does_nothing(text: str) -> None:
    made = shown(text)
    assert "\n" not in made
    harmless(f"<details><summary>x</summary>\n{made or 'x'}\n</details>\n")


def long_parts() -> Iterator[tuple[int, str, str]]:
    yield 0, "结论", "甲" * 100
    yield 3, "比较", "乙" * 2_000
    yield 1, "问题", "丙" * 900
    yield 7, "全文", "丁" * 100


def test_what_does_not_fit_is_left_out_by_weight_and_named() -> None:
    from site_builder.review import report as module

    parts = [module._Part(*each) for each in long_parts()]
    said = fitted(parts, 2_200)
    assert [said.count(sign) for sign in "甲乙丙丁"] == [100, 0, 900, 100]
    assert "略去：比较" in said
    assert fitted(parts, 10_000).count("略去") == 0


def test_a_huge_request_gives_a_report_that_a_forge_takes(office: Office) -> None:
    branch = office.branch()
    body = "\n\n".join(f"{number}. *第*{number}`段`说了些话。" for number in range(3_000))
    branch.commit(XU, {place(f"202610{day:02}-长"): item("长" * 200, XU, f"2026-10-{day:02}", LEVEL,
                       body) for day in range(1, 29)})  # fmt: skip
    said = told(office, branch)
    assert LIMIT // 2 < len(said) <= LIMIT
    assert "另有 16 条信息" in said
    assert "略去：" in said
    harmless(said)


def test_a_request_that_cannot_be_compared_still_has_a_report(office: Office) -> None:
    apart = Branch(office, "apart", {}, "").commit(XU, {place(NEW): item("新", XU, "2026-10-15")})
    said = words(told(office, apart))
    assert said.startswith("不能合并\n")
    assert "没有共同起点" in said


def test_a_removed_item_is_told_by_what_it_was(office: Office) -> None:
    said = words(told(office, office.branch().commit(XUE, {place(OLD): None})))
    assert "删除：三季度旧稿" in said
    assert "删去 采用：省政府信息 2026-09-20" in said
