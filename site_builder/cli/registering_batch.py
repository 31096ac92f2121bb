"""`chunshui adopt --from`: a whole register at once."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from site_builder.cli.common import note
from site_builder.cli.registering_common import desk_of, stop, write
from site_builder.cli.words import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scoring.findings import Finding
    from scoring.model import Corpus
    from site_builder.registering.desk import Desk
    from site_builder.registering.judging import Answer, Given, Outcome, Verdict
    from site_builder.registering.register import Register

_SHOWN = 40
"""Rows that are told on the terminal; the report has all."""
NOT_ALL = 1


class Batch(NamedTuple):
    """What the command states."""

    register: Path
    publication: str | None
    day: date | None
    report: Path | None
    answers: Path | None
    yes_doubtful: bool
    dry_run: bool
    commit: bool


def adopt_from(root: Path, batch: Batch) -> int:
    """Register what is sure in a register and tell of every row; 1 where rows are left over."""
    from site_builder.registering.judging import Given, Verdict, judged

    if batch.report is not None and batch.report.exists():
        raise Refused(f"{batch.report} 已经有了，也许填过“确认”。请换一个名字。")
    register = _register(batch.register)
    desk = desk_of(root)
    given = Given(batch.publication, batch.day)
    if batch.answers is not None:
        given = given._replace(answers=_answers(desk, register, given, batch.answers))
    outcome = judged(desk, register.lines, given._replace(first_of_doubtful=batch.yes_doubtful))
    if batch.report is not None:
        _report(batch.report, outcome, register, desk.corpus)
    counts = Counter(each.verdict for each in outcome.judged)
    sure = counts[Verdict.SURE]
    _tell(batch.register.name, outcome, desk.corpus)
    subject = f"登记采用：{batch.register.stem} {sure} 条" if batch.commit and sure else None
    if outcome.changes:
        write(root, outcome.changes, dry_run=batch.dry_run, commit=subject)
    _sum_up(register, counts, len(outcome.changes), batch.dry_run)
    good = {Verdict.SURE, Verdict.DONE, Verdict.REPEATED, Verdict.DECLINED}
    return 0 if counts.keys() <= good else NOT_ALL


def _register(file: Path) -> Register:
    """Return the rows of a register's file, or stop."""
    from scoring.catalogue import registering
    from scoring.findings import Source
    from site_builder.intake.spreadsheets import tables
    from site_builder.registering.register import register_of

    read = tables(_bytes(file), file.name)
    if read.findings:
        stop(read.findings)
    register = register_of(read.tables)
    if not register.headed:
        stop([registering.NO_TABLE.at(Source(file.name), path=file.name)])
    return register


def _bytes(file: Path) -> bytes:
    """Return a file's bytes, of one too large more than is read, or refuse."""
    from site_builder.intake.spreadsheets import MAX_BYTES

    if not file.is_file():
        raise Refused(f"没有 {file} 这个文件。")
    with file.open("rb") as opened:
        return opened.read(MAX_BYTES + 1)


def _answers(
    desk: Desk, register: Register, given: Given, file: Path
) -> dict[tuple[str, int], Answer]:
    """Return the office's answers, or stop where one cannot be used."""
    from site_builder.registering.answering import answers
    from site_builder.registering.judging import judged

    data = _bytes(file)
    before = judged(desk, register.lines, given)
    found = answers(data, file.name, before.judged, desk.corpus)
    if found.findings:
        stop(found.findings)
    return dict(found.by_row)


def _report(file: Path, outcome: Outcome, register: Register, corpus: Corpus) -> None:
    from site_builder.registering.answering import report

    file.write_bytes(report(outcome.judged, register.notes, corpus))
    note(f"逐行的结果写在 {file}：填好“确认”一列，用 --answers {file} 交回来。")


def _tell(name: str, outcome: Outcome, corpus: Corpus) -> None:
    """Print the rows that are not registered, each with its reason."""
    from site_builder.reporting import as_text

    found = list(_findings(name, outcome, corpus))
    if found:
        click.echo(as_text(found[:_SHOWN]), err=True)
    if len(found) > _SHOWN:
        note(f"还有 {len(found) - _SHOWN} 行没有列出；用 --report 报告.csv 写出全部。")
    if outcome.remarks:
        click.echo(as_text(outcome.remarks), err=True)


def _findings(name: str, outcome: Outcome, corpus: Corpus) -> Iterator[Finding]:
    from scoring.catalogue import registering
    from scoring.findings import Source
    from site_builder.registering.judging import Verdict
    from site_builder.registering.seek import called

    for each in outcome.judged:
        line = each.line
        place = Source(f"{name}（{line.sheet}）" if line.sheet else name, line.row)
        title = line.title[:60]
        match each.verdict:
            case Verdict.LACKING:
                yield registering.ROW_FIELD.at(place, row=line.row, problem=each.reason)
            case Verdict.MISSING:
                yield registering.ROW_MISSING.at(place, row=line.row, title=title)
            case Verdict.REFUSED:
                yield registering.ROW_REFUSED.at(
                    place, row=line.row, title=title, reason=each.reason
                )
            case Verdict.DOUBTFUL:
                those = called(corpus.items[one.item] for one in each.candidates)
                yield registering.ROW_DOUBTFUL.at(
                    place, row=line.row, title=title, reason=each.reason, those=those
                )
            case _:
                continue


def _sum_up(register: Register, counts: Counter[Verdict], files: int, dry_run: bool) -> None:
    """Print one line in which every row of the register is counted once."""
    from site_builder.registering.judging import Verdict

    whole = len(register.lines) + len(register.notes)
    parts = [f"{verdict} {counts[verdict]}" for verdict in Verdict if counts[verdict]]
    parts += [f"表头和说明 {len(register.notes)}"] if register.notes else []
    done = "没有写" if dry_run else f"写了 {files} 个文件"
    click.echo(f"共 {whole} 行：{'，'.join(parts)}。{done if files else '没有要写的'}。")
