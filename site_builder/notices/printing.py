"""A notice as a document, as sheets, as CSV and as JSON: the same values four times."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, NamedTuple

from scoring.closing.account import Account
from scoring.closing.annexes import POINTS, RUNNING, Annex, Cell, Grid, annexes, cell_words
from scoring.closing.bound import plain
from scoring.closing.facts import Notice
from scoring.points import shown, text
from site_builder.documents import paper as papers
from site_builder.documents.paper import Align, Column, Heading, Imprint, Masthead, Paper
from site_builder.documents.prose_blocks import blocks
from site_builder.documents.sheets import Percent, Sheet, SheetColumn, Value
from site_builder.feeds import csv_text, json_text

_WIDTHS: Final = {
    "单位": 28, "标题": 48, "名称": 36, "批示内容": 48, "刊物": 18, "批示人": 18, "条款": 20,
    "定额": 14, "采用日期": 14, "批示日期": 14, "期号": 14, "截止": 14, "答复": 14,
}  # fmt: skip
"""Of the columns of a sheet, in characters."""
_USUAL: Final = 10
_SHARES: Final = {
    "单位": 22, "标题": 44, "名称": 40, "批示内容": 44, "刊物": 14, "批示人": 14, "条款": 14,
}  # fmt: skip
"""Of the columns on paper; those of short words are made as wide as their words need."""
_USUAL_SHARE: Final = 7
_LEFT: Final = frozenset(("单位", "标题", "名称", "批示内容"))
_BARS: Final = frozenset((POINTS, RUNNING))
_ACROSS: Final = 6
"""More columns than these do not stand well on an upright page: titles take three lines."""
_PERCENT: Final = re.compile(r"\d+(?:\.\d+)?%")


class Printed(NamedTuple):
    """What is printed: the account, the notice's header and its text."""

    account: Account
    notice: Notice
    body: str

    @property
    def annexes(self) -> tuple[Annex, ...]:
        """Return the annexes, as sealed where the notice is."""
        made = self.account
        seal = made.corpus.seals.get(self.notice.id)
        return annexes(made.corpus, made.scores, made.carried, seal)

    @property
    def title(self) -> str:
        """Return the title."""
        return self.notice.title or f"{self.account.period.label}政务信息工作情况的通报"


def paper(printed: Printed) -> Paper:
    """Return a notice as an official letter with its annexes."""
    notice, office = printed.notice, printed.account.corpus.office
    issuer = notice.signer or office.name
    copies = "，".join(notice.copies_to)
    return Paper(
        masthead=Masthead(issuer, number=notice.number),
        title=printed.title,
        body=blocks(plain(printed.body), lambda _: None),
        addressee="，".join(notice.addressees) or None,
        annexes=tuple(_annex(each) for each in printed.annexes),
        signature=issuer,
        day=notice.issued,
        imprint=Imprint(
            lines=(("抄送", copies),) if copies else (),
            printer=issuer,
            day=notice.issued,
            copies=notice.copies,
        ),
    )


def _annex(annex: Annex) -> papers.Annex:
    found: list[papers.Block] = []
    several = len(annex.grids) > 1
    for grid in annex.grids:
        if several:
            found.append(Heading(3, grid.title))
        columns = tuple(
            Column(
                name,
                _SHARES.get(name, _USUAL_SHARE),
                Align.LEFT if name in _LEFT else Align.CENTRE,
            )
            for name in grid.columns
        )
        rows = tuple(tuple(map(_shown, row)) for row in grid.rows)
        found.append(papers.TableBlock(columns, rows, note=grid.note))
    wide = any(len(grid.columns) > _ACROSS for grid in annex.grids)
    return papers.Annex(annex.title, tuple(found), wide=wide)


def _width(column: str) -> int:
    return _WIDTHS.get(column, _USUAL)


def _shown(cell: Cell) -> str:
    """Return a cell for print."""
    match cell:
        case None:
            return ""
        case tuple():
            return cell_words(cell)
        case date():
            return f"{cell.month}月{cell.day}日"
        case Decimal() | Fraction():
            return shown(cell)
        case _:
            return str(cell)


def sheets(printed: Printed) -> tuple[Sheet, ...]:
    """Return the annexes as sheets of a workbook, a ranking for each group."""
    return tuple(_sheet(printed, annex, grid) for annex in printed.annexes for grid in annex.grids)


def _sheet(printed: Printed, annex: Annex, grid: Grid) -> Sheet:
    label = f"{printed.account.period.label}{annex.title}"
    return Sheet(
        name=f"{annex.name} {grid.title}".strip(),
        title=f"{label}（{grid.title}）" if grid.title else label,
        columns=tuple(SheetColumn(name, _width(name), bar=name in _BARS) for name in grid.columns),
        rows=tuple(tuple(map(_value, row)) for row in grid.rows),
        note=grid.note,
        wide=len(grid.columns) > _ACROSS,
    )


def _value(cell: Cell) -> Value:
    match cell:
        case tuple():
            return cell_words(cell)
        case str() if _PERCENT.fullmatch(cell):
            return Percent(Decimal(cell.removesuffix("%")))
        case _:
            return cell


def exact(cell: Cell) -> str:
    """Return a cell as text that loses nothing: points as `10/3`, days as 2026-09-18."""
    match cell:
        case None:
            return ""
        case tuple():
            return cell_words(cell)
        case date():
            return cell.isoformat()
        case Decimal() | Fraction():
            return text(cell)
        case _:
            return str(cell)


def csv_files(printed: Printed) -> Iterator[tuple[str, str]]:
    """Yield the name and text of a CSV file for each annex, its groups one below the other."""
    for annex in printed.annexes:
        heads = [name for name, _ in annex.grids[0].heads]
        columns = max((grid.columns for grid in annex.grids), key=len)
        rows = []
        for grid in annex.grids:
            own = [value for _, value in grid.heads]
            for row in grid.rows:
                held = dict(zip(grid.columns, map(exact, row), strict=True))
                rows.append([*own, *(held.get(name, "") for name in columns)])
        yield annex.name, csv_text([*heads, *columns], rows)


def as_json(printed: Printed) -> str:
    """Return header, text, annexes and figures; points as exact text."""
    notice, account = printed.notice, printed.account
    value: Mapping[str, Any] = {
        "时段": account.period.id,
        "标题": printed.title,
        "文号": notice.number,
        "印发": None if notice.issued is None else notice.issued.isoformat(),
        "截至": account.events.day.isoformat(),
        "主送": list(notice.addressees),
        "抄送": list(notice.copies_to),
        "正文": plain(printed.body).strip(),
        "附件": [_json_annex(annex) for annex in printed.annexes],
        "数": {
            figure.name: figure.text if figure.rate else str(figure.value)
            for figure in account.figures.listed()
        },
    }
    return json_text(value)


def _json_annex(annex: Annex) -> Mapping[str, Any]:
    return {
        "名称": annex.title,
        "表": [
            {
                "标题": grid.title,
                **dict(grid.heads),
                "列": list(grid.columns),
                "行": [
                    [None if cell is None else exact(cell) for cell in row] for row in grid.rows
                ],
                "说明": grid.note,
            }
            for grid in annex.grids
        ],
    }
