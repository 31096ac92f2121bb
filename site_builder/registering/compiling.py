"""An issue of the office's own bulletin: its file, and the adoption of every item in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from scoring.bulletins import Bulletin, BulletinItem, Printed
from scoring.catalogue import bulletins as catalogue
from scoring.checks.bulletins import said
from scoring.findings import Finding, Source
from scoring.model import Adoption, Corpus, Item
from scoring.review.progress import State, progress
from site_builder.drafts import headed, short_name
from site_builder.parsing.front_matter import read_markdown
from site_builder.parsing.report import Report
from site_builder.registering.desk import Change, Desk
from site_builder.registering.edits import added
from site_builder.review.text import digest_of_file
from site_builder.schema import KINDS
from site_builder.schema.bulletins import read_bulletin
from site_builder.schema.item import HEADER

_READY = (State.FREE, State.PASSED)


class Compiled(NamedTuple):
    """What an issue changes, or why it cannot be made."""

    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]


def name_of(publication: str, issue: str, year: int) -> str:
    """Return the id of an issue: 2026-山西税务简报-第32期."""
    return f"{year}-{_stem(publication, issue)}"


def _stem(publication: str, issue: str) -> str:
    """Return the name of an issue's file, without what a file's name may not hold."""
    return f"{short_name(publication)}-{short_name(issue)}"


def issue_number(given: str) -> str:
    """Return 期号 as adoptions name it: 32 → 第32期; other words stay as they are."""
    return f"第{given}期" if given.isdecimal() else given


def compiled(desk: Desk, bulletin: Bulletin, note: str) -> Compiled:
    """Return the files to write so that an issue is there and its adoptions are registered.

    What is there already is left: of an issue compiled before nothing changes.
    """
    findings = [*_unready(desk, bulletin)]
    stem = _stem(bulletin.publication, bulletin.issue)
    path = f"bulletins/{bulletin.date.year}/{stem}.md"
    text = written(bulletin, note)
    there = kept(desk, bulletin.id)
    if there is not None and written(*there) != text:
        findings.append(catalogue.OTHER_ISSUE.at(there[0].source, path=there[0].source.path))
    elif there is None and (desk.content / path).exists():
        place = desk.place(path)
        findings.append(catalogue.OTHER_ISSUE.at(Source(place), path=place))
    changes = [] if there is not None else [Change(path, None, text)]
    for each in bulletin.items:
        item = desk.corpus.items.get(each.item)
        if item is not None:
            made = _adopted(desk, bulletin, each, item)
            if isinstance(made, Finding):
                findings.append(made)
            elif made is not None:
                changes.append(made)
    return Compiled(tuple(changes), tuple(findings))


def written(bulletin: Bulletin, note: str) -> str:
    """Return the file of an issue."""
    head = {
        "publication": bulletin.publication,
        "issue": bulletin.issue,
        "date": bulletin.date,
        "editor": bulletin.editor,
        "report_to": list(bulletin.report_to) or None,
        "send_to": list(bulletin.send_to) or None,
        "issue_to": list(bulletin.issue_to) or None,
        "copies": bulletin.copies,
        "approver": bulletin.approver,
        "items": [_item(each) for each in bulletin.items],
    }
    return headed(head).rstrip() + "\n" + (f"\n{note.strip()}\n" if note.strip() else "")


def _item(each: BulletinItem) -> dict[str, object]:
    given = {
        "item": each.item,
        "title": each.title,
        "printed": each.printed.label if each.printed is not Printed.WHOLE else None,
        "digest": each.digest,
        "form": each.form,
        "column": each.column,
    }
    return {key: value for key, value in given.items() if value is not None}


def kept(desk: Desk, name: str) -> tuple[Bulletin, str] | None:
    """Return an issue that is there, with the editor's note in its body; None where it is not."""
    bulletin = desk.corpus.bulletins.get(name)
    if bulletin is None:
        return None
    path = desk.inside(bulletin.source)
    document = desk.document(path, desk.text(path) or "")
    return bulletin, "" if document is None else document.body


def drafted(text: str, path: str) -> tuple[Bulletin | None, str, tuple[Finding, ...]]:
    """Return a draft of an issue written by hand, its note, and what is wrong with it."""
    report = Report(path)
    document = read_markdown(text.encode(), report, KINDS["bulletin"].words)
    bulletin = None if document is None else read_bulletin(document, report)
    return bulletin, "" if document is None else document.body, tuple(report.findings)


def _unready(desk: Desk, bulletin: Bulletin) -> Iterator[Finding]:
    """Yield the items that have not been through review."""
    corpus = desk.corpus
    for each in bulletin.items:
        item = corpus.items.get(each.item)
        if item is None:
            continue
        data = (desk.content / desk.inside(item.source)).read_bytes()
        trail = corpus.trails.get(item.id)
        text = digest_of_file(data) or ""
        now = progress(corpus.workflow, corpus, item, trail, text, bulletin.date)
        if now.state not in _READY:
            words = "审核以后又改过" if now.changed else f"在审核里是“{now.state.label}”"
            yield catalogue.NOT_PASSED.at(item.source, item=item.id, state=words)


def _adopted(
    desk: Desk, bulletin: Bulletin, each: BulletinItem, item: Item
) -> Change | Finding | None:
    """Return the item's file with the adoption, None where it has it already."""
    same = [one for one in item.adoptions if one.publication == bulletin.publication]
    if any((one.issue, one.date) == (bulletin.issue, bulletin.date) for one in same):
        return None
    near = _near(same, bulletin.issue, bulletin.date)
    words = {"item": item.id, "publication": bulletin.publication, "issue": bulletin.issue}
    if near is not None:
        found = said(near)
        return catalogue.ADOPTED_OTHERWISE.at(near.source, **words, date=bulletin.date, found=found)
    path = desk.inside(item.source)
    text = desk.text(path)
    document = None if text is None else desk.document(path, text)
    values = {
        "publication": bulletin.publication,
        "date": bulletin.date,
        "issue": bulletin.issue,
        "form": each.form or usual_form(desk.corpus),
    }
    given = {key: value for key, value in values.items() if value is not None}
    after = (
        None
        if text is None or document is None
        else added(text, document, HEADER.by_word["adoptions"], given)
    )
    if text is None or after is None:
        return catalogue.UNWRITABLE.at(item.source, path=item.source.path)
    return Change(path, text, after)


def _near(adopted: Iterable[Adoption], issue: str, day: date) -> Adoption | None:
    return next((one for one in adopted if one.issue == issue or one.date == day), None)


def usual_form(corpus: Corpus) -> str | None:
    """Return 单篇, or the office's first form where it has no such word."""
    forms = corpus.office.forms
    return "单篇" if "单篇" in forms else next(iter(forms), None)
