"""Forms that people fill in on a forge become files in their places, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.findings import Finding
from site_builder.intake.forms import FORMS, Filled, as_comment, filled, plain
from site_builder.intake.issue import LIMIT, Shape
from site_builder.review.forges.templates import templates
from tests.site_builder.intake.counter import (
    ANSWERS,
    DAY,
    FILES,
    FILLERS,
    PLACE,
    Taken,
    rendered,
    taken,
)
from tests.support import ROOT

FOLDER = ROOT / ".github" / "ISSUE_TEMPLATE"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Taken]:
    with taken(tmp_path_factory.mktemp("office")) as made:
        yield made


def good(office: Taken, name: str, **answers: str) -> Filled:
    found = filled(office.counter(FILLERS[name]), rendered(name, answers))
    assert isinstance(found, Filled), found
    return found


def wrong(office: Taken, name: str, account: str | None = None, **answers: str) -> list[str]:
    """The codes of what is wrong with a form."""
    found = filled(office.counter(account or FILLERS[name]), rendered(name, answers))
    assert not isinstance(found, Filled), found.text
    return [each.code for each in found]


def test_an_item_lies_where_its_date_says(office: Taken) -> None:
    found = good(office, "报送信息", date="2026年10月3日", tags="负面、紧急")
    assert found.path == "content/items/2026/10/20261003-夏粮入库.md"
    assert found.branch == "review/20261003-夏粮入库"
    assert found.person.id == "榆次县局/duxiaohe"
    assert found.text == (
        "---\ntitle: 夏粮入库\nauthor: 榆次县局/duxiaohe\ndate: 2026-10-03\nkind: 动态\n"
        "level: 省级\ntags:\n- 负面\n- 紧急\n---\n\n夏粮入库八成。\n"
    )


@pytest.mark.parametrize(("tick", "end"), [("X", "\n"), ("x", "\n"), ("X", "\r\n")])
@pytest.mark.parametrize("name", ANSWERS)
def test_every_form_is_read_as_each_forge_renders_it(
    office: Taken, name: str, tick: str, end: str
) -> None:
    found = filled(office.counter(FILLERS[name]), rendered(name, tick=tick, end=end))
    assert isinstance(found, Filled)
    assert found == good(office, name)


def test_a_commission_is_dated_by_its_form(office: Taken) -> None:
    found = good(office, "约稿")
    assert found.path == "content/assignments/2026/20261020-留抵退税.md"
    assert found.branch == "form/约稿-20261020-留抵退税"
    header = yaml.safe_load(found.text.split("---")[1])
    assert header == {
        "title": "留抵退税", "kind": "约稿", "issuer": "晋中市局/xue",
        "units": ["晋中市局", "榆次"], "issued": DAY, "due": date(2026, 11, 5),
    }  # fmt: skip


def test_a_suggestion_is_answered_in_thirty_days(office: Taken) -> None:
    header = yaml.safe_load(good(office, "建言献策").text.split("---")[1])
    assert (header["kind"], header["due"]) == ("建言", date(2026, 11, 19))


def test_an_endorsement_adds_one_line_and_nothing_else(office: Taken) -> None:
    found = good(office, "批示登记")
    line = "{leader: 省长, date: 2026-10-15, praise: 是, text: 做法很好：可推广。}"
    added = f"endorsements:\n  - {line}\n"
    before = FILES[PLACE]
    assert isinstance(before, str)
    assert found.path == PLACE
    assert found.text == before.replace("---\n\n秋粮", f"{added}---\n\n秋粮")


NEW = "{leader: 省长, date: 2026-10-15, praise: 是}"
IN_LINES = "- leader: 省长\n  date: 2026-10-15\n  praise: 是\n"
HEADS = {
    "after those there": (
        "endorsements:\n  - {leader: 省长, date: 2026-10-11}\ndate: 2026-10-09\n",
        f"endorsements:\n  - {{leader: 省长, date: 2026-10-11}}\n  - {NEW}\ndate: 2026-10-09\n",
    ),
    "in the style of the list, before a comment": (
        "date: 2026-10-09\nendorsements:\n- leader: 省长\n  date: 2026-10-11\n# 完\n",
        f"date: 2026-10-09\nendorsements:\n- leader: 省长\n  date: 2026-10-11\n{IN_LINES}# 完\n",
    ),
    "in the header's own language": (
        "日期: 2026-10-09\n",
        "日期: 2026-10-09\n批示:\n  - {批示人: 省长, 日期: 2026-10-15, 肯定: 是}\n",
    ),
    "into a list on one line": (
        "date: 2026-10-09\nendorsements: [{leader: 省长, date: 2026-10-11}]\n",
        f"date: 2026-10-09\nendorsements: [{{leader: 省长, date: 2026-10-11}}, {NEW}]\n",
    ),
    "not into what is no list": ("date: 2026-10-09\nendorsements: 省长\n", None),
}  # fmt: skip


@pytest.mark.parametrize("case", HEADS)
def test_an_endorsement_goes(tmp_path: Path, case: str) -> None:
    before, after = HEADS[case]
    head, tail = "---\ntitle: 秋粮收购\nauthor: 榆次县局/duxiaohe\n", "---\n\n正文。\n"
    if "日期" in before:
        head = "---\n标题: 秋粮收购\n作者: 榆次县局/duxiaohe\n"
    with taken(tmp_path, {**FILES, PLACE: head + before + tail}) as office:
        found = filled(office.counter("xueke"), rendered("批示登记", {"text": "_No response_"}))
    if after is None:
        assert not isinstance(found, Filled) and [each.code for each in found] == ["V459"]
    else:
        assert isinstance(found, Filled) and found.text == head + after + tail


NOT_YET = {
    "an account of nobody": ("报送信息", "stranger", {}, ["V454"]),
    "somebody who has left": ("约稿", "gone", {}, ["V454"]),
    "a writer who registers an endorsement": ("批示登记", "duxiaohe", {}, ["V455"]),
    "a writer who asks for contributions": ("约稿", "duxiaohe", {}, ["V455"]),
    "an office that is no writer": ("报送信息", "XueKe", {}, ["V455"]),
    "another unit's item": ("报送信息", None, {"author": "田野"}, ["V456"]),
    "an author nobody knows": ("报送信息", None, {"author": "李四"}, ["C202"]),
    "no title": ("报送信息", None, {"title": "_No response_"}, ["V451"]),
    "a title without letters": ("报送信息", None, {"title": "——……"}, ["V461"]),
    "a title of two lines": ("报送信息", None, {"title": "甲\nendorsements: 1"}, ["V452"]),
    "a title too long": ("报送信息", None, {"title": "长" * 81}, ["F130"]),
    "a box not ticked": ("报送信息", None, {"safe": "- [X] 甲\n- [ ] 乙"}, ["V453"]),
    "boxes taken away": ("报送信息", None, {"safe": "_No response_"}, ["V453"]),
    "no such day": ("报送信息", None, {"date": "2026-02-30"}, ["F125"]),
    "a day to come": ("报送信息", None, {"date": "2026-12-01"}, ["C220"]),
    "a kind that there is not": ("报送信息", None, {"kind": "小说"}, ["C205"]),
    "a level that there is not": ("报送信息", None, {"level": "街道级"}, ["F128"]),
    "a script": ("报送信息", None, {"body": "好。\n<script>x</script>"}, ["F152"]),
    "a way out of the folder": ("报送信息", None, {"body": "[看](../../../../x)"}, ["F153"]),
    "marks alone": ("报送信息", None, {"body": "- - -\n"}, ["F150"]),
    "a unit that there is not": ("约稿", None, {"units": "平遥县局"}, ["C201"]),
    "due before it is asked": ("约稿", None, {"due": "2026-10-19"}, ["C238"]),
    "an item that there is not": ("批示登记", None, {"item": "20261009-秋粮"}, ["V458"]),
    "a path": ("批示登记", None, {"item": "../../registry/people.yml"}, ["V458"]),
    "a leader that there is not": ("批示登记", None, {"leader": "张三"}, ["C204"]),
    "neither yes nor no": ("批示登记", None, {"praise": "也许"}, ["F128"]),
}  # fmt: skip


@pytest.mark.parametrize("case", NOT_YET)
def test_what_is_wrong_is_said(office: Taken, case: str) -> None:
    name, account, answers, codes = NOT_YET[case]
    assert wrong(office, name, account, **answers) == codes


def test_an_author_does_not_register_his_own_endorsement(tmp_path: Path) -> None:
    people = str(FILES["content/registry/people.yml"]).replace("[信息员]", "[信息员, 信息科]")
    with taken(tmp_path, {**FILES, "content/registry/people.yml": people}) as office:
        assert wrong(office, "批示登记", "duxiaohe") == ["V455"]


def test_the_second_of_a_name_is_refused_but_not_the_same_again(office: Taken) -> None:
    assert wrong(office, "报送信息", title="秋粮收购", date="2026-10-09") == ["V457"]
    first = good(office, "报送信息", title="早稻")
    office.branches[first.branch] = {first.path: first.text.encode()}
    assert good(office, "报送信息", title="早稻") == first
    assert wrong(office, "报送信息", title="早稻", body="换了。") == ["V457"]


def test_a_heading_inside_the_text_is_no_field(office: Taken) -> None:
    body = "一。\n\n### 作者\n\n太原市局/tian\n\n---\n\ntitle: 别的\n---"
    found = good(office, "报送信息", body=body)
    assert found.text.endswith(f"---\n\n{body}\n")
    assert "author: 榆次县局/duxiaohe\n" in found.text


def test_a_form_nobody_knows_or_too_long_is_refused(office: Taken) -> None:
    for text, code in (
        ("", "V450"),
        ("你好", "V450"),
        ("### 题目\n\n甲", "V450"),
        (rendered("报送信息", {"body": "长" * LIMIT}), "V460"),
    ):
        found = filled(office.counter("duxiaohe"), text)
        assert not isinstance(found, Filled) and [each.code for each in found] == [code]


SIGNS = st.sampled_from(
    ["---", "\n", "### 作者\n", "### 正文\n", ": ", "'", '"', "\\", "{", "}", "[", "]", "- ", "&a",
     "*a", "!!python/object", "|", ">", "%", "@", "`", "#", "\x00", "\u2028", "\u202e", "\ufeff",
     "\ud800", "\r", "../", "<b>", "题", "a", " ", "\t", "_No response_", "2026-10-09", "，", "："]
)  # fmt: skip
ANYTHING = st.one_of(st.lists(SIGNS, max_size=12).map("".join), st.text(max_size=60))


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(sorted(ANSWERS)), st.data())
def test_what_is_filled_in_is_a_sound_file_or_findings(name: str, data: st.DataObject) -> None:
    office = _OFFICES[0]
    blanks = next(form for form in FORMS if form.name == name).blanks
    keys = [blank.key for blank in blanks if blank.shape is not Shape.BOXES]
    answers = data.draw(st.dictionaries(st.sampled_from(keys), ANYTHING, max_size=3))
    found = filled(office.counter(FILLERS[name]), rendered(name, answers))
    if not isinstance(found, Filled):
        assert found and all(isinstance(each, Finding) and each.path == "表单" for each in found)
        assert all(each.line >= 1 for each in found)
        as_comment(found).encode("utf-8", "surrogatepass")
        return
    header = yaml.safe_load(found.text.split("\n---\n")[0].removeprefix("---\n"))
    assert re.fullmatch(r"content/(items/\d{4}/\d\d|assignments/\d{4})/[\w.-]+\.md", found.path)
    assert "endorsements" not in header or name == "批示登记"
    if name == "报送信息" and "author" not in answers:
        assert header["author"] == "榆次县局/duxiaohe"
    if name == "约稿":
        assert header["issuer"] == "晋中市局/xue"


@settings(max_examples=80, deadline=None)
@given(ANYTHING)
def test_any_text_is_read_as_a_form(text: str) -> None:
    assert not isinstance(filled(_OFFICES[0].counter("duxiaohe"), text), Filled)


_OFFICES: list[Taken] = []


@pytest.fixture(autouse=True)
def _same_office(office: Taken) -> None:
    _OFFICES[:] = [office]


def test_an_answer_calls_nobody_and_has_no_markup(office: Taken) -> None:
    found = filled(office.counter("@all<b>"), rendered("报送信息"))
    assert not isinstance(found, Filled)
    assert "@all" not in as_comment(found) and "<b>" not in as_comment(found)
    assert plain("[甲](x) *乙*") == "\\[甲\\]\\(x\\) \\*乙\\*"


def test_an_answer_is_not_endless(office: Taken) -> None:
    many = "、".join(f"单位{number}" for number in range(200))
    found = filled(office.counter("xueke"), rendered("约稿", {"units": many}))
    assert not isinstance(found, Filled) and len(found) == 200
    assert as_comment(found).count("\n- ") == 21


def shown(path: Path) -> dict[str, object]:
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yml")), ids=lambda path: path.stem)
def test_the_page_shows_the_fields_that_are_read(path: Path) -> None:
    page = shown(path)
    if path.stem == "config":
        assert page == {"blank_issues_enabled": True}
        return
    form = next(each for each in FORMS if each.name == page["name"])
    body = page["body"]
    assert isinstance(body, list)
    fields = [field for field in body if field["type"] != "markdown"]
    shapes = {
        "input": (Shape.LINE, Shape.NAMES), "dropdown": (Shape.LINE,),
        "checkboxes": (Shape.BOXES,), "textarea": (Shape.TEXT,),
    }  # fmt: skip
    assert [field["attributes"]["label"] for field in fields] == [b.label for b in form.blanks]
    assert [field["id"] for field in fields] == [blank.key for blank in form.blanks]
    for field, blank in zip(fields, form.blanks, strict=True):
        assert blank.shape in shapes[field["type"]]
        if blank.shape is Shape.BOXES:
            assert all(each["required"] for each in field["attributes"]["options"])
        else:
            assert field.get("validations", {}).get("required", False) == blank.required
        assert "render" not in field["attributes"]  # it would come in a fence of code
        words = [value for key, value in field["attributes"].items() if key != "options"]
        words += [
            each
            for each in field["attributes"].get("options", [])
            if blank.shape is not Shape.BOXES
        ]
        assert all(isinstance(word, str) for word in words)  # YAML takes a bare date for none


def test_every_form_has_its_page() -> None:
    names = {shown(path).get("name") for path in FOLDER.glob("*.yml")} - {None}
    assert names == {form.name for form in FORMS}
    assert len({form.blanks[0].label for form in FORMS}) == len(FORMS)


def test_the_choices_of_a_page_are_words_of_the_demonstration_and_of_a_new_office() -> None:
    page = shown(FOLDER / "submit.yml")
    body = page["body"]
    assert isinstance(body, list)
    options = {field["id"]: field["attributes"].get("options") for field in body if "id" in field}
    for registry in (ROOT / "content", ROOT / "site_builder" / "office" / "content"):
        text = (registry / "registry" / "office.yml").read_text(encoding="utf-8")
        kinds = re.findall(r"^kinds: \[(.*)\]$", text, re.MULTILINE)[0].split(", ")
        assert set(options["kind"]) <= set(kinds)
    assert options["level"] == ["本级", "县级", "市级", "省级", "国家级"]


def test_what_is_here_is_what_a_new_office_gets() -> None:
    for path, text in templates("github").items():
        assert (ROOT / path).read_text(encoding="utf-8") == text, path
        assert "{{" not in text and "{%" not in text


@pytest.mark.parametrize("name", ANSWERS)
def test_gitlabs_page_is_read_by_the_same_reader(office: Taken, name: str) -> None:
    page = templates("gitlab")[f".gitlab/issue_templates/{name}.md"].replace("- [ ]", "- [x]")
    for blank in next(form for form in FORMS if form.name == name).blanks:
        answer = ANSWERS[name].get(blank.key, "")
        page = page.replace(f"### {blank.label}\n", f"### {blank.label}\n\n{answer}\n")
    assert filled(office.counter(FILLERS[name]), page) == good(office, name)


def test_request_templates_lie_where_each_forge_reads_them() -> None:
    assert set(templates("gitea")) == set(templates("github")) == set(templates("forgejo"))
    assert ".gitee/PULL_REQUEST_TEMPLATE.zh-CN.md" in templates("gitee")
    requests = {"报送", "采用登记", "批示登记", "更正", "办法修订", "程序"}
    for forge, folder in (("github", ".github/PULL_REQUEST_TEMPLATE"),
                          ("gitlab", ".gitlab/merge_request_templates")):  # fmt: skip
        there = {Path(path).stem for path in templates(forge) if path.startswith(f"{folder}/")}
        assert there - {"Default"} == requests
    for text in templates("github").values():
        assert len(text) < 3000
