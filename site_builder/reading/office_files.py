"""The office's own files, of which there are few: each is read every time.

Registries of one file, yearly lists, assignments, notices and what belongs to them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final, TypeVar

from scoring.assignments.facts import Assignment
from scoring.bulletins import Bulletin
from scoring.calendar import Calendar
from scoring.catalogue import sealing
from scoring.closing.facts import Correction, Notice, NoticeForm
from scoring.model import GrantedHonour
from scoring.review.workflow import Workflow
from site_builder.parsing.front_matter import Document, stem
from site_builder.parsing.references import Ref
from site_builder.parsing.report import Report
from site_builder.reading.gathering import Reading
from site_builder.reading.one_file import check_filed, misplaced, whole
from site_builder.schema import kind_of
from site_builder.schema.assignments import read_assignment
from site_builder.schema.bulletins import read_bulletin
from site_builder.schema.closing import read_correction, read_notice, read_notice_form

T = TypeVar("T")
FORM: Final = "templates/notice"
"""Under which the body of the template of notices is kept."""


def one(reading: Reading, name: str) -> Any:
    """Return the value of a kind that has one file, None where it is missing or unreadable."""
    entry = next(iter(reading.of_kind(name)), None)
    return None if entry is None else reading.read(entry, whole(name)).value


def yearly(reading: Reading, name: str) -> tuple[Any, ...]:
    """Return the facts of the yearly lists, each in the file of its year."""
    found: list[Any] = []
    for entry in reading.of_kind(name):
        for value in reading.read(entry, whole(name)).value or ():
            year = value.year if isinstance(value, GrantedHonour) else value.date.year
            if f"{year}" != stem(entry.path):
                right = f"{reading.frame.prefix}/{name}/{year}.yml"
                reading.findings.append(misplaced(value.source, year, right))
            found.append(value)
    return tuple(found)


def assignments(reading: Reading) -> dict[str, Assignment]:
    """Return the assignments by id; of several files with one id the first counts."""
    found: dict[str, Assignment] = {}
    for entry in reading.of_kind("assignment"):
        read = reading.read_alone(entry, read_assignment)
        check_filed(read, entry, reading.frame)
        reading.take(read.report)
        if read.document is not None and read.value is not None:
            found.setdefault(read.value.id, read.value)
            reading.keep(read.document, read.value.title)
    return dict(sorted(found.items()))


def workflow_of(reading: Reading, calendar: Calendar) -> Workflow | None:
    """Return the rules of review and make their tiers known; an office may have none."""
    entry = next(iter(reading.of_kind("workflow")), None)
    if entry is None:
        reading.known[Ref.TIER] = ()
        return None

    def convert(document: Document, report: Report) -> Workflow | None:
        read: Workflow | None = whole("workflow")(document, report)
        return read

    workflow = reading.read(entry, convert).value
    if workflow is not None:
        reading.known[Ref.TIER] = {tier.name for tier in workflow.tiers}
        workflow = replace(workflow, calendar=calendar)
    return workflow


def notices(reading: Reading) -> tuple[Notice, ...]:
    """Return the notices, drafts too, by period and score."""
    found = []
    for entry in reading.of_kind("notice"):
        document, notice, *_ = reading.read(entry, read_notice)
        if document is not None and notice is not None:
            title = notice.title or notice.period.label
            reading.keep(document, title, f"notices/{notice.id}")
            found.append(notice)
    return tuple(sorted(found, key=lambda notice: (notice.period, notice.score or "")))


def notice_form(reading: Reading) -> NoticeForm | None:
    """Return the office's template of notices; an office may have none."""
    entry = next(iter(reading.of_kind("notice_form")), None)
    if entry is None:
        return None
    document, form, *_ = reading.read(entry, read_notice_form)
    if document is not None and form is not None:
        reading.keep(document, "通报模板", FORM)
    return form


def corrections(reading: Reading) -> tuple[Correction, ...]:
    """Return the corrections by date and id."""
    found = by_id_of(reading, "correction", read_correction, lambda one: one.id).values()
    for correction in found:
        for path in correction.files:
            if kind_of(path) is None:
                reading.findings.append(sealing.OUTSIDE.at(correction.source, found=path))
            elif f"{reading.frame.prefix}/{path}" not in reading.known_paths:
                reading.findings.append(sealing.GONE.at(correction.source, found=path))
    return tuple(sorted(found, key=lambda one: (one.date, one.id)))


def bulletins(reading: Reading) -> dict[str, Bulletin]:
    """Return the issues of bulletins by id; of several with one id the first counts."""
    found: dict[str, Bulletin] = {}
    for entry in reading.of_kind("bulletin"):
        document, bulletin, *_ = reading.read(entry, read_bulletin)
        if document is None or bulletin is None:
            continue
        right = f"bulletins/{bulletin.date.year}/{document.stem}.md"
        if entry.path != right:
            place = f"{reading.frame.prefix}/{right}"
            reading.findings.append(misplaced(bulletin.source, bulletin.date, place))
        if bulletin.id not in found:
            found[bulletin.id] = bulletin
            title = f"{bulletin.publication}{bulletin.issue}"
            reading.keep(document, title, f"bulletins/{bulletin.id}")
    return dict(sorted(found.items()))


def by_id_of(
    reading: Reading,
    name: str,
    convert: Callable[[Document, Report], T | None],
    key: Callable[[T], str],
) -> dict[str, T]:
    """Return the values of a kind by id, bodies kept; of several with one id the first counts."""
    found: dict[str, T] = {}
    for entry in reading.of_kind(name):
        document, value, *_ = reading.read(entry, convert)
        if document is not None and value is not None and key(value) not in found:
            found[key(value)] = value
            if entry.path.endswith(".md"):
                reading.keep(document, key(value))
    return dict(sorted(found.items()))
