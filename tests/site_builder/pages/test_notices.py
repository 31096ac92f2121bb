"""Pages of notices: only issued ones, as sealed, with what was corrected since."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from scoring.closing.facts import (
    Correction,
    Difference,
    Notice,
    Seal,
    SealedRow,
    SealedScore,
)
from scoring.findings import Source
from scoring.model import Corpus
from scoring.periods import PeriodKind, period_of
from site_builder.pages import notices, paths
from site_builder.pages.index import Views
from site_builder.pages.page import Page
from site_builder.snapshot import Snapshot, Text

HERE = Source("content/notices/2026-09.md", 2)
PERIOD = period_of(date(2026, 9, 1), PeriodKind.MONTH)
NOTICE = Notice(
    "2026-09", HERE, PERIOD, date(2026, 9, 15), title="关于9月<b>情况</b>的通报",
    number="〔2026〕9号", addressees=("各局",),
)  # fmt: skip
ROWS = (
    SealedRow("大同市局", "市局", 1, Decimal("8.5"), Decimal("8.5")),
    SealedRow("太原市局", "市局", 2, Fraction(20, 3), Fraction(50, 3)),
)
PART = SealedScore(HERE, "信息", ("2026",), 3, "a" * 64, ROWS)
SEAL = Seal("2026-09", HERE, date(2026, 9, 15), "b" * 40, "0.1.0", (PART,))
CORRECTION = Correction(
    "2026-09-1", HERE, "2026-09", date(2026, 9, 18), "核定<i>为综合", "太原市局/wang", (),
    (Difference("信息", "太原市局", Decimal(7), Decimal(5)),),
)  # fmt: skip
BODY = Text(
    "notices/2026-09.md", "通报",
    "\n9月采用[2](数:采用次数)次。\n\n## 一、情况\n\n好。\n", 9,
)  # fmt: skip


def with_notice(snapshot: Snapshot, **changes: object) -> Snapshot:
    """The small office with a sealed notice and a draft."""
    draft = replace(NOTICE, id="2026-08", issued=None, title="拟稿")
    values = {"notices": (draft, NOTICE), "seals": {"2026-09": SEAL}, **changes}
    corpus: Corpus = replace(snapshot.corpus, **values)  # type: ignore[arg-type]
    bodies = {**snapshot.bodies, "notices/2026-09": BODY, "notices/2026-08": BODY}
    return replace(snapshot, corpus=corpus, bodies=bodies)


def made(snapshot: Snapshot) -> dict[str, tuple[str, Page]]:
    """Key and page of every page about notices."""
    found = {}
    for sheet in notices.family(Views(snapshot)):
        page = sheet.make()
        assert isinstance(page, Page)
        found[sheet.path] = (sheet.key, page)
    return found


def test_without_notices_the_list_says_what_to_do(snapshot: Snapshot) -> None:
    ((_, page),) = made(snapshot).values()
    assert "chunshui notice" in page.markdown


def test_drafts_are_not_published(snapshot: Snapshot) -> None:
    found = made(with_notice(snapshot))
    assert list(found) == [paths.NOTICES, paths.notice(PERIOD)]
    assert "拟稿" not in found[paths.NOTICES][1].markdown


def test_a_sealed_notice_shows_what_was_sealed(snapshot: Snapshot) -> None:
    page = made(with_notice(snapshot))[paths.notice(PERIOD)][1].markdown
    assert "9月采用2次。" in page
    assert "数:" not in page
    assert "已封账" in page
    assert "a" * 64 in page
    assert "b" * 40 in page
    assert ">8.5</td>" in page
    assert 'title="50/3">16.67</span>' in page
    assert "<b>" not in page
    assert "#corrections" not in page


def test_a_corrected_notice_says_so_and_stays_as_it_was(snapshot: Snapshot) -> None:
    found = made(with_notice(snapshot, corrections=(CORRECTION,)))
    page = found[paths.notice(PERIOD)][1].markdown
    assert "有更正" in page
    assert "核定&lt;i&gt;为综合" in page
    assert ">8.5</td>" in page
    assert '<td class="cs-num">1</td>' in found[paths.NOTICES][1].markdown


def _other_title(snapshot: Snapshot) -> Snapshot:
    items = snapshot.corpus.items
    one = replace(items["20260902-联合"], title="改了题目")
    corpus = replace(snapshot.corpus, items={**items, one.id: one})
    return replace(snapshot, corpus=corpus)


def _less_endorsed(snapshot: Snapshot) -> Snapshot:
    items = snapshot.corpus.items
    one = replace(items["20260903-环境"], endorsements=())
    corpus = replace(snapshot.corpus, items={**items, one.id: one})
    return replace(snapshot, corpus=corpus)


def _other_body(snapshot: Snapshot) -> Snapshot:
    text = BODY._replace(body="\n改了。\n")
    return replace(snapshot, bodies={**snapshot.bodies, "notices/2026-09": text})


def _unsealed(snapshot: Snapshot) -> Snapshot:
    return replace(snapshot, corpus=replace(snapshot.corpus, seals={}))


def _corrected(snapshot: Snapshot) -> Snapshot:
    return replace(snapshot, corpus=replace(snapshot.corpus, corrections=(CORRECTION,)))


@pytest.mark.parametrize(
    "change", [_other_title, _less_endorsed, _other_body, _unsealed, _corrected]
)
def test_a_page_that_changes_has_another_key(
    snapshot: Snapshot, change: Callable[[Snapshot], Snapshot]
) -> None:
    before, after = (made(each) for each in (
        with_notice(snapshot), change(with_notice(snapshot)),
    ))  # fmt: skip
    path = paths.notice(PERIOD)
    assert before[path][1] != after[path][1]
    assert before[path][0] != after[path][0]
