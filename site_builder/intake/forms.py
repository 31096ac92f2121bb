"""A form that somebody filled in on a forge → the file in its place, or what is wrong with it.

Who he is comes from the forge, what he may from the rules and registries of the main branch. The
file is read again by the reader that reads every file; what that finds fault with is not written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from scoring.assignments.facts import Assignment
from scoring.catalogue import facts, forms
from scoring.findings import Finding, Severity, Source
from scoring.model import Corpus, Item, Person
from scoring.nearest import hint
from scoring.review.holders import in_service
from scoring.review.workflow import Area
from site_builder.drafts import Draft, draft, headed, short_name
from site_builder.intake.issue import Blank, Sections, Shape, first_heading, sections
from site_builder.parsing.front_matter import DEFAULT_LIMIT, stem
from site_builder.parsing.nodes import ScalarNode
from site_builder.parsing.references import Ref, unknown
from site_builder.parsing.report import Report
from site_builder.parsing.scalars import Date
from site_builder.reading.folder import Entry
from site_builder.reading.one_file import FileRead, Frame, check_filed, read_data
from site_builder.registering.edits import added
from site_builder.review.ownership import called, owners, roles_of, within_reach
from site_builder.review.places import BRANCHES, branch_of, item_path
from site_builder.review.sides import Side
from site_builder.schema import KINDS
from site_builder.schema.assignments import read_assignment
from site_builder.schema.item import HEADER, read_item

_OWN_LEVEL: Final = "本级"
_SHOWN: Final = 20
"""Faults in one answer."""
_ANSWER_DAYS: Final = 30
"""Days in which a suggestion is to be answered where its form does not say."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A file to commit on a branch of its own."""

    form: str
    path: str
    """In the repository."""
    text: str
    branch: str
    subject: str
    person: Person
    """Who filled in the form."""


@dataclass(frozen=True)
class Counter:
    """Where forms are taken in."""

    base: Side
    """The main branch: its rules hold."""
    drafted: Callable[[str, str], bytes | None]
    """Branch and path → the file on that branch, empty where it has none; None without branch."""
    account: str
    """Who filled in the form, as the forge knows him."""
    on: date
    """When."""


class Form(NamedTuple):
    """One form."""

    name: str
    blanks: tuple[Blank, ...]
    """The first one's label is in no other form: by it a form is known."""
    area: Area | None
    """Whose owners may fill it in; everybody in the registry without."""
    make: Callable[[Counter, Sections, Person], Filled | tuple[Finding, ...]]


def filled(counter: Counter, text: str) -> Filled | tuple[Finding, ...]:
    """Return the file that a form asks for, or what is wrong with the form."""
    heading = first_heading(text)
    form = next((each for each in FORMS if each.blanks[0].label == heading), None)
    if form is None:
        return (forms.NO_FORM.at(Source("表单")),)
    made, faults = sections(text, form.blanks)
    corpus = counter.base.corpus
    known = _by_account(corpus, counter.account)
    person = None if known is None else corpus.people[known]
    if person is None or not in_service(person, counter.on):
        return (forms.UNKNOWN_ACCOUNT.at(Source("表单"), account=counter.account[:60]), *faults)
    if form.area is not None and person.id not in owners(corpus, form.area, counter.on):
        roles = roles_of(corpus, form.area) or "流程里规定的人"
        return (_not_entitled(counter, person, form.name, roles),)
    return faults or form.make(counter, made, person)


def _by_account(corpus: Corpus, account: str) -> str | None:
    """Return the id of the person of an account; forges know no small from capital letters."""
    sought = account.casefold()
    for person in corpus.people.values():
        if sought in (each.casefold() for each in person.accounts):
            return person.id
    return None


def _not_entitled(counter: Counter, person: Person, form: str, roles: str) -> Finding:
    who = called(counter.base.corpus, person.id)
    return forms.NOT_ENTITLED.at(Source("表单"), who=who, form=form, roles=roles)


def _item(counter: Counter, made: Sections, person: Person) -> Filled | tuple[Finding, ...]:
    """Return the item of 报送信息."""
    faults: list[Finding] = []
    title, day = made.said["title"], _day(counter, made, "date", faults)
    faults += _no_title(made)
    if day is None or faults:
        return tuple(faults)
    authors = tuple(_person(counter, name) for name in made.names("author")) or (person.id,)
    level = made.said.get("level")
    drafted = draft(
        title,
        day,
        author=authors[0] if len(authors) == 1 else list(authors),
        unit=None,
        kind=made.said.get("kind"),
        more={
            "level": None if level == _OWN_LEVEL else level,
            "commission": made.said.get("commission"),
            "tags": list(made.names("tags")) or None,
        },
    )
    whole = Draft(drafted.path, f"{drafted.text}{made.said['body']}\n")
    read = _read(counter, whole, "item", read_item)
    faults += _faults(counter, made, read)
    item = read.value
    if isinstance(item, Item) and not faults:
        unit = item.units[0].unit
        if not within_reach(counter.base.corpus, person.id, unit):
            who = called(counter.base.corpus, person.id)
            faults.append(forms.OTHER_UNIT.at(made.place("author"), who=who, unit=unit))
    branch = branch_of(stem(whole.path))
    return tuple(faults) or _kept(counter, whole, branch, f"报送：{title}", person, "报送信息")


def _commission(counter: Counter, made: Sections, person: Person) -> Filled | tuple[Finding, ...]:
    """Return the assignment of 约稿."""
    return _assignment(counter, made, person, "约稿", "约稿")


def _suggestion(counter: Counter, made: Sections, person: Person) -> Filled | tuple[Finding, ...]:
    """Return the assignment of 建言献策."""
    return _assignment(counter, made, person, "建言", "建言献策")


def _assignment(
    counter: Counter, made: Sections, person: Person, kind: str, form: str
) -> Filled | tuple[Finding, ...]:
    faults = list(_no_title(made))
    due: date | None = counter.on + timedelta(days=_ANSWER_DAYS)
    if "due" in made.said:
        due = _day(counter, made, "due", faults)
    if due is not None and due < counter.on:
        place = made.place("due")
        faults.append(facts.DUE_BEFORE_ISSUED.at(place, due=due, issued=counter.on))
    if due is None or faults:
        return tuple(faults)
    title = made.said["title"]
    fields = {
        "title": title,
        "kind": kind,
        "issuer": person.id,
        "units": list(made.names("units")),
        "issued": counter.on,
        "due": due,
    }
    name = f"{counter.on:%Y%m%d}-{short_name(title)}"
    text = f"{headed(fields)}{made.said['body']}\n"
    whole = Draft(f"assignments/{counter.on:%Y}/{name}.md", text)
    read = _read(counter, whole, "assignment", read_assignment)
    faults += _faults(counter, made, read)
    branch = _branch(kind, name)
    return tuple(faults) or _kept(counter, whole, branch, f"{kind}：{title}", person, form)


def _endorsement(counter: Counter, made: Sections, person: Person) -> Filled | tuple[Finding, ...]:
    """Return an item's file with the endorsement of 批示登记."""
    faults: list[Finding] = []
    name = made.said["item"].rstrip("/").rpartition("/")[2].removesuffix(".md")
    path = counter.base.place(item_path(name))
    day, old = _day(counter, made, "date", faults), counter.base.read(path)
    if old is None or old.document is None or not isinstance(old.value, Item):
        known = counter.base.names.canonical[Ref.ITEM]
        place = made.place("item")
        faults.append(forms.NO_SUCH_ITEM.at(place, found=name[:60], hint=hint(name, known)))
        return tuple(faults)
    if person.id in old.value.authors:
        faults.append(_not_entitled(counter, person, "批示登记", "作者以外的登记人"))
    if day is None or faults:
        return tuple(faults)
    values: dict[str, object] = {"leader": made.said["leader"], "date": day}
    values |= {key: made.said[key] for key in ("praise", "publication", "text") if key in made.said}
    if "text" in values:
        values["text"] = " ".join(made.said["text"].split())
    before = (counter.base.data(path) or b"").decode("utf-8", "replace")
    after = added(before, old.document, HEADER.by_word["endorsements"], values)
    whole = Draft(counter.base.inside(path), after or "")
    read = _read(counter, whole, "item", read_item)
    if after is None:
        return (forms.BY_HAND.at(made.place("item"), name=name),)
    faults += _faults(counter, made, read)
    subject = f"登记批示：{values['leader']} {day} {name}"
    branch = _branch("批示", f"{name}-{day:%Y%m%d}")
    return tuple(faults) or _kept(counter, whole, branch, subject, person, "批示登记")


def _branch(kind: str, name: str) -> str:
    return f"form/{kind}-{branch_of(name).removeprefix(BRANCHES)}"


def _no_title(made: Sections) -> Iterator[Finding]:
    if not short_name(made.said["title"]):
        yield forms.NO_TITLE.at(made.place("title"), field="标题")


def _day(counter: Counter, made: Sections, key: str, faults: list[Finding]) -> date | None:
    """Return the day that a field means, that of the form where it is empty; None with a finding
    where there is no such day."""
    written = made.said.get(key)
    if written is None:
        return counter.on
    place = made.place(key)
    report = Report(place.path)
    day = Date().read(ScalarNode(written, place.line, 1), "日期", report)
    if day is None:
        faults += report.findings
    elif key == "date" and day > counter.on:
        faults.append(facts.IN_FUTURE.at(place, what="表单里", date=day, today=counter.on))
    return day


def _person(counter: Counter, written: str) -> str:
    """Return the id of a person named by id, account or, where only one has it, by name."""
    people = counter.base.corpus.people
    if written in people:
        return written
    called_so = [person.id for person in people.values() if person.name == written]
    known = _by_account(counter.base.corpus, written)
    return called_so[0] if len(called_so) == 1 else known or written


def _read(
    counter: Counter, whole: Draft, kind: str, convert: Callable[[Any, Report], Any]
) -> FileRead[Any]:
    """Return a file as the reader of the content folder reads it."""
    base = counter.base
    report = Report(base.place(whole.path), names=base.names)
    read = read_data(whole.text.encode(), KINDS[kind], report, base.paths, convert)
    if isinstance(read.value, Item | Assignment):
        entry = Entry(whole.path, "", KINDS[kind])
        check_filed(read, entry, Frame(base.prefix, DEFAULT_LIMIT))
    return read


def _faults(counter: Counter, made: Sections, read: FileRead[Any]) -> Iterator[Finding]:
    """Yield the errors of a file at the places of its form."""
    called_so = {person.id: person.name for person in counter.base.corpus.people.values()}
    found = (
        *read.report.findings,
        *unknown(read.report.references, counter.base.known, called_so),
    )
    first = 0 if read.document is None else read.document.body_line
    for each in found:
        if each.severity is Severity.ERROR:
            line = made.lines.get("body", 1) + 2 + each.line - first if each.line >= first else 1
            yield each._replace(path="表单", line=max(line, 1), column=1, mended=None)


def _kept(
    counter: Counter, whole: Draft, branch: str, subject: str, person: Person, form: str
) -> Filled | tuple[Finding, ...]:
    """Return the file, unless another of its name is there already."""
    path = counter.base.place(whole.path)
    there = counter.drafted(branch, path)
    again = there == whole.text.encode()
    if (there is not None and not again) or (form != "批示登记" and path in counter.base.paths):
        return (_taken(whole),)
    return Filled(form, path, whole.text, branch, subject, person)


def _taken(whole: Draft) -> Finding:
    return forms.TAKEN.at(Source("表单"), name=stem(whole.path))


_SAFE: Final = Blank("保密审查", "safe", Shape.BOXES, True)

FORMS: Final = (
    Form(
        "报送信息",
        (
            Blank("信息标题", "title", required=True),
            Blank("作者", "author", Shape.NAMES),
            Blank("报送日期", "date"),
            Blank("体裁", "kind", required=True),
            Blank("报送层级", "level", required=True),
            Blank("标签", "tags", Shape.NAMES),
            Blank("答复的约稿", "commission"),
            _SAFE,
            Blank("正文", "body", Shape.TEXT, True),
        ),
        Area.ITEM,
        _item,
    ),
    Form(
        "约稿",
        (
            Blank("约稿题目", "title", required=True),
            Blank("约哪些单位", "units", Shape.NAMES, True),
            Blank("截止日期", "due", required=True),
            Blank("约稿要求", "body", Shape.TEXT, True),
        ),
        Area.REGISTER,
        _commission,
    ),
    Form(
        "批示登记",
        (
            Blank("信息编号", "item", required=True),
            Blank("批示人职务", "leader", required=True),
            Blank("批示日期", "date", required=True),
            Blank("是否肯定", "praise", required=True),
            Blank("批示在哪个刊物上", "publication"),
            Blank("登记核对", "checked", Shape.BOXES, True),
            Blank("批示内容", "text", Shape.TEXT),
        ),
        Area.REGISTER,
        _endorsement,
    ),
    Form(
        "建言献策",
        (
            Blank("建议题目", "title", required=True),
            Blank("建议由哪些单位办理", "units", Shape.NAMES, True),
            Blank("希望哪天以前答复", "due"),
            _SAFE,
            Blank("问题和建议", "body", Shape.TEXT, True),
        ),
        None,
        _suggestion,
    ),
)
"""Every form; `.github/ISSUE_TEMPLATE/` shows the same fields in the same order."""


def as_comment(findings: tuple[Finding, ...]) -> str:
    """Return what to answer under a form that is not yet right."""
    lines = list(dict.fromkeys(f"- {plain(each.message)}。" for each in findings))
    more = [f"- 还有 {len(lines) - _SHOWN} 处，改好上面的再看。"] if len(lines) > _SHOWN else []
    return "\n".join(
        [
            "这张表单还不能写成文件，请改好下面几处：",
            "",
            *lines[:_SHOWN],
            *more,
            "",
            "点本页正文右上角的“编辑”，改好保存，程序会再读一遍。",
        ]
    )


def plain(text: str) -> str:
    """Return words that a form brought so that Markdown shows them and calls nobody."""
    shown = "".join(f"\\{sign}" if sign in "\\`*_{}[]()#+!|~" else sign for sign in text)
    return shown.replace("&", "&amp;").replace("<", "&lt;").replace("@", "&#64;")
