"""The report on a register as a table that the office fills in, and the answers it gives back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from scoring.catalogue import registering
from scoring.findings import Finding, Source
from scoring.model import Corpus
from site_builder.intake.spreadsheets import tables
from site_builder.registering.judging import Answer, Judged, Verdict
from site_builder.registering.register import Note, narrow
from site_builder.registering.seek import Finder, bare

HEAD: Final = (
    "表", "行", "结果", "标题", "单位", "刊物", "期号", "日期", "形式", "信息编号", "原因", "候选",
    "确认",
)  # fmt: skip
_SHEET, _ROW, _TITLE, _CANDIDATES, _ANSWER = (
    HEAD.index(word) for word in ("表", "行", "标题", "候选", "确认")
)
_YES: Final = {"是", "对", "√", "y", "yes", "确认"}
_NO: Final = {"否", "不", "不是", "×", "x", "n", "no", "不登记"}
_ASKED: Final = (Verdict.DOUBTFUL, Verdict.MISSING)
_STARTS_FORMULA: Final = ("=", "+", "-", "@", "'")


class Answers(NamedTuple):
    """What the office answered."""

    by_row: Mapping[tuple[str, int], Answer]
    findings: tuple[Finding, ...]


def report(rows: Iterable[Judged], notes: Iterable[Note], corpus: Corpus) -> bytes:
    """Return every row of a register with what comes of it, as a .csv that spreadsheets open."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(HEAD)
    lines = [(each.line.sheet, each.line.row, tuple(_cells(each, corpus))) for each in rows]
    lines += [(each.sheet, each.row, ("说明", each.text)) for each in notes]
    order = {sheet: at for at, sheet in enumerate(dict.fromkeys(sheet for sheet, _, _ in lines))}
    for sheet, row, cells in sorted(lines, key=lambda line: (order[line[0]], line[1])):
        writer.writerow([_plain(text) for text in (sheet, str(row), *cells)])
    return file.getvalue().encode("utf-8-sig")


def answers(data: bytes, name: str, rows: Iterable[Judged], corpus: Corpus) -> Answers:
    """Return the answers in a filled-in report; `rows` are what the register now comes to."""
    read = tables(data, name)
    if read.findings:
        return Answers({}, read.findings)
    asked = {(each.line.sheet, each.line.row): each for each in rows}
    finder = Finder(corpus)
    found: dict[tuple[str, int], Answer] = {}
    findings: list[Finding] = []
    for row in read.tables[0].rows if read.tables else ():
        cells = [*row.cells, *[""] * len(HEAD)][: len(HEAD)]
        written = narrow(cells[_ANSWER])
        if not written or written == HEAD[_ANSWER]:
            continue
        number = int(cells[_ROW]) if cells[_ROW].isdecimal() else 0
        answer = _answer(written, cells, asked.get((_bare(cells[_SHEET]), number)), finder)
        if isinstance(answer, str):
            place = Source(name, row.number)
            findings.append(
                registering.ANSWER.at(
                    place, path=name, row=row.number, found=written[:40], reason=answer
                )
            )
        else:
            found[_bare(cells[_SHEET]), number] = answer
    return Answers(found, tuple(findings))


def _answer(written: str, cells: list[str], judged: Judged | None, finder: Finder) -> Answer | str:
    """Return the answer to a row, or why it cannot be used."""
    if judged is None or bare(_bare(cells[_TITLE])) != bare(judged.line.title):
        return "登记表的那一行已经不是这个标题；请重新写一份报告"
    if written.casefold() in _NO:
        return Answer(None)
    if written.casefold() in _YES:
        if judged.verdict not in _ASKED:
            return Answer(judged.item)
        if len(judged.candidates) == 1:
            return Answer(judged.candidates[0].item)
        return "没有唯一的候选，请写编号"
    item = finder.seek(written, exact=True).sure
    return Answer(item) if item is not None else "没有这个编号或标题"


def _cells(judged: Judged, corpus: Corpus) -> Iterator[str]:
    yield judged.verdict.label
    line = judged.line.cells
    for key in ("title", "unit", "publication", "issue", "date", "form"):
        yield line.get(key, "")
    yield judged.item or ""
    yield judged.reason
    yield "；".join(
        f"{each.item}《{corpus.items[each.item].title}》{each.likeness}%"
        for each in judged.candidates
    )
    yield ""


def _plain(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_STARTS_FORMULA) else text


def _bare(text: str) -> str:
    return text[1:] if text.startswith("'") else text
