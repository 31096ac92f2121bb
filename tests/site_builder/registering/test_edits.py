"""One fact more into a file: every other byte stays, and what was written is read back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.model import Item
from site_builder.parsing.fields import ListOf
from site_builder.parsing.front_matter import Document, read_markdown
from site_builder.parsing.nodes import MappingNode, SequenceNode
from site_builder.parsing.report import Report
from site_builder.registering.edits import added, appended_entry, stated
from site_builder.schema import KINDS
from site_builder.schema.item import HEADER, read_item

ADOPTIONS, ENDORSEMENTS = HEADER.by_word["adoptions"], HEADER.by_word["endorsements"]
CASE = HEADER.by_word["case"]
DAY = date(2026, 9, 20)
VALUES: dict[str, object] = {"publication": "晋政信息", "date": DAY, "issue": "第31期"}
FLOW = "{publication: 晋政信息, date: 2026-09-20, issue: 第31期}"
CHINESE = "{刊物: 晋政信息, 日期: 2026-09-20, 期号: 第31期}"


def read(text: str) -> tuple[Document, Item | None, Report]:
    report = Report("content/items/2026/09/20260912-a.md")
    document = read_markdown(text.encode(), report, KINDS["item"].words)
    assert document is not None
    return document, read_item(document, report), report


def header(*lines: str) -> str:
    first = ("---", "title: 甲", "unit: 晋中市局", "date: 2026-09-12")
    return "\n".join([*first, *lines, "---", "文。"])


PLACES = {
    "none": ((), ("adoptions:", f"  - {FLOW}")),
    "none, a comment at the end": (("# 完",), ("# 完", "adoptions:", f"  - {FLOW}")),
    "empty": (("adoptions:", "tags: [甲]"), ("adoptions:", f"  - {FLOW}", "tags: [甲]")),
    "empty brackets": (("adoptions: []  # 无",), (f"adoptions: [{FLOW}]  # 无",)),
    "a line each": (
        ("adoptions:", "- {publication: 甲, date: 2026-09-13}  # 一", "", "# 下面", "tags: [甲]"),
        ("adoptions:", "- {publication: 甲, date: 2026-09-13}  # 一", f"- {FLOW}", "", "# 下面",
         "tags: [甲]"),
    ),
    "blocks": (
        ("adoptions:", "    - publication: 甲", "      date: 2026-09-13"),
        ("adoptions:", "    - publication: 甲", "      date: 2026-09-13",
         "    - publication: 晋政信息", "      date: 2026-09-20", "      issue: 第31期"),
    ),
    "brackets": (
        ("adoptions: [{publication: 甲, date: 2026-09-13}]",),
        (f"adoptions: [{{publication: 甲, date: 2026-09-13}}, {FLOW}]",),
    ),
    "brackets over lines": (
        ("adoptions: [", "  {publication: 甲, date: 2026-09-13} # 一", "  ]"),
        ("adoptions: [", "  {publication: 甲, date: 2026-09-13}, # 一", f"  {FLOW}", "  ]"),
    ),
    "brackets over lines, a comma at the end": (
        ("adoptions: [", "  {publication: 甲, date: 2026-09-13}, # 一", "]"),
        ("adoptions: [", "  {publication: 甲, date: 2026-09-13}, # 一", f"  {FLOW},", "]"),
    ),
    "a literal text last": (
        ("adoptions:", "  - publication: |", "      甲", "    date: 2026-09-13", "# 完"),
        ("adoptions:", "  - publication: |", "      甲", "    date: 2026-09-13",
         "  - publication: 晋政信息", "    date: 2026-09-20", "    issue: 第31期", "# 完"),
    ),
    "Chinese entries": (
        ("adoptions:", "  - {刊物: 甲, 日期: 2026-09-13}"),
        ("adoptions:", "  - {刊物: 甲, 日期: 2026-09-13}", f"  - {CHINESE}"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", PLACES)
def test_one_entry_more_and_nothing_else(case: str) -> None:
    before, after = PLACES[case]
    text = header(*before)
    assert added(text, read(text)[0], ADOPTIONS, VALUES) == header(*after)


def test_a_header_in_chinese_is_added_to_in_chinese() -> None:
    text = "---\n标题: 甲\n单位: 晋中市局\n日期: 2026-09-12\n---\n文。\n"
    wanted = text.replace("12\n---", f"12\n采用:\n  - {CHINESE}\n---")
    assert added(text, read(text)[0], ADOPTIONS, VALUES) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + header(),
        header().replace("\n", "\r\n"),
        header("adoptions: 甲"),
        header("adoptions: {publication: 甲}"),
        header("adoptions: [&a {publication: 甲, date: 2026-09-13}]"),
        header("tags：甲"),
        header().replace("---\ntitle", "———\ntitle"),
    ],
    ids=["BOM", "CRLF", "a word", "a mapping", "an anchor", "a mended line", "a mended fence"],
)
def test_what_is_not_plain_is_left_to_people(text: str) -> None:
    assert added(text, read(text)[0], ADOPTIONS, VALUES) is None


ENDORSED = {
    "flow": ("endorsements:", "  - {leader: 省长, date: 2026-09-25}  # 好", "tags: [甲]"),
    "block": ("endorsements:", "- leader: 省长", "  date: 2026-09-25", "tags: [甲]"),
    "with one": (
        "endorsements: [{leader: 省长, date: 2026-09-25, 反馈: [{date: 2026-10-01, text: 一}]}]",
    ),
}


@pytest.mark.parametrize("case", ENDORSED)
def test_feedback_comes_into_its_endorsement(case: str) -> None:
    text = header(*ENDORSED[case])
    document = read(text)[0]
    assert isinstance(document.root, MappingNode)
    node = {key.text: each for key, each in document.root.pairs}["endorsements"]
    assert isinstance(node, SequenceNode) and isinstance(ENDORSEMENTS.type, ListOf)
    inside = node.items[0]
    assert isinstance(inside, MappingNode)
    kind: Any = ENDORSEMENTS.type.of
    values = {"date": date(2026, 10, 20), "text": "已推开：见 #3"}
    after = added(text, document, kind.by_word["feedback"], values, inside=inside)
    assert after is not None
    item, report = read(after)[1:]
    assert item is not None and not report.findings
    assert item.endorsements[0].feedback[-1].text == "已推开：见 #3"
    assert len(item.endorsements[0].feedback) == (2 if case == "with one" else 1)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("case: {track: 智慧绩效}", "case: {track: 智慧绩效, status: 入选}"),
        ("case: {track: 智慧绩效, status: '推荐' }", "case: {track: 智慧绩效, status: 入选 }"),
        ("案例:\n  赛道: 智慧绩效  # 甲", "案例:\n  赛道: 智慧绩效  # 甲\n  状态: 入选"),
        ("case:\n  track: 甲\n  status: # 待", "case:\n  track: 甲\n  status: 入选 # 待"),
    ],
)
def test_one_value_is_stated(before: str, after: str) -> None:
    text = header(before, "tags: [甲]")
    document = read(text)[0]
    assert isinstance(document.root, MappingNode)
    inside = next(each for key, each in document.root.pairs if key.text in ("case", "案例"))
    kind: Any = CASE.type
    assert isinstance(inside, MappingNode)
    got = stated(text, document, kind.by_word["status"], "入选", inside=inside)
    assert got == header(after, "tags: [甲]")


def test_a_record_that_is_not_there_is_stated_whole() -> None:
    text = header()
    got = stated(text, read(text)[0], CASE, {"track": "智慧绩效"})
    assert got == header("case: {track: 智慧绩效}")
    again = header("case: {track: 智慧绩效}")
    assert stated(again, read(again)[0], CASE, {"track": "风险防控"}) is None


def test_a_list_that_is_a_file_has_one_entry_more() -> None:
    kind = KINDS["faults"].type
    assert isinstance(kind, ListOf)
    values = {"unit": "晋中市局", "date": date(2026, 9, 18), "kind": "漏报"}
    line = "- {unit: 晋中市局, date: 2026-09-18, kind: 漏报}\n"
    assert appended_entry("", values, kind) == line
    assert appended_entry("# 说明", values, kind) == f"# 说明\n{line}"
    assert appended_entry(line[:-1], values, kind) == line + line
    assert appended_entry(f"{line}# 完\n", values, kind) == f"{line}{line}# 完\n"
    chinese = "- 单位: 晋中市局\n  日期: 2026-09-18\n  种类: 漏报\n"
    assert appended_entry(chinese, values, kind) == chinese * 2
    assert appended_entry("甲: 乙\n", values, kind) is None
    assert appended_entry("[" * 50000, values, kind) is None


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cf", "Cn"]),
    min_size=1, max_size=12,
).filter(str.strip)  # fmt: skip
COMMENTS = st.sampled_from(["", "  # 说明: [甲], {乙}", "   # - 丙"])
BETWEEN = st.sampled_from(["", "# 一行说明\n", "\n", "  # 缩进的说明\n"])


@st.composite
def headers(draw: st.DrawFn) -> str:
    chinese = draw(st.booleans())
    title, unit, day = ("标题", "单位", "日期") if chinese else ("title", "unit", "date")
    one, when = ("刊物", "日期") if draw(st.booleans()) else ("publication", "date")
    name = draw(st.sampled_from(["adoptions", "采用"]))
    count = draw(st.integers(0, 3))
    entries = [f"{one}: 甲刊{number}, {when}: 2026-09-1{number + 3}" for number in range(count)]
    style = draw(st.sampled_from(["flow", "lines", "block", "open", "none"]))
    pad = draw(st.sampled_from(["", "  ", "    "]))
    comment = draw(COMMENTS)
    if style == "none" or (not count and style != "flow"):
        own = draw(st.sampled_from(["", f"{name}:{comment}\n"]))
    elif style == "flow":
        own = f"{name}: [{', '.join(f'{{{each}}}' for each in entries)}]{comment}\n"
    elif style == "open":
        last = draw(st.sampled_from(["", ","]))
        inner = ",\n".join(f"  {{{each}}}" for each in entries)
        own = f"{name}: [{comment}\n{inner}{last}{comment}\n  ]{comment}\n"
    elif style == "lines":
        own = f"{name}:{comment}\n" + "".join(f"{pad}- {{{each}}}{comment}\n" for each in entries)
    else:
        rows = [each.replace(", ", f"{comment}\n{pad}  ") for each in entries]
        own = f"{name}:{comment}\n" + "".join(f"{pad}- {each}{comment}\n" for each in rows)
    fields = [f"{title}: 甲{comment}\n", f"{unit}: [晋中市局]\n", f"{day}: 2026-09-12\n", own]
    order = draw(st.permutations(fields))
    body = draw(st.sampled_from(["文。\n", "", "\n---\nadoptions:\n  - 甲\n---\n"]))
    return "---\n" + "".join(draw(BETWEEN) + each for each in order) + f"---\n{body}"


@settings(max_examples=400, deadline=None)
@given(headers(), WORDS)
def test_every_other_byte_stays_and_the_values_are_read_back(text: str, issue: str) -> None:
    document, before, _ = read(text)
    assert before is not None
    values = {"publication": "晋政信息", "date": DAY, "issue": issue}
    after = added(text, document, ADOPTIONS, values)
    assert after is not None
    again, item, _ = read(after)
    assert item is not None and again.body == document.body
    assert len(item.adoptions) == len(before.adoptions) + 1
    last = item.adoptions[-1]
    assert (last.publication, last.date) == ("晋政信息", DAY)
    assert last.issue == " ".join(issue.split())
    kept = iter(after)
    assert all(letter in kept for letter in text)  # nothing is gone, and all in the same order
    lines = iter(after.split("\n"))
    others = [line for line in text.split("\n") if "[" not in line and "{" not in line]
    assert all(line in lines for line in others)
