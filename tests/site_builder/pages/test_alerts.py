"""预警、问责登记、成果转化: what their pages say of the demonstration office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from scoring.alerts.facts import Action, ActionKind
from scoring.findings import Source
from scoring.model import Feedback
from site_builder.pages import alerts, render
from site_builder.pages.conversions import STEPS, chain
from site_builder.pages.index import Views
from site_builder.pages.page import Page
from site_builder.pipeline import compute, examine
from site_builder.snapshot import Snapshot
from tests.site_builder.pages.test_pages import document_of
from tests.support import ROOT

AS_OF = date(2026, 11, 20)


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return compute(examine(ROOT / "content", today=AS_OF))


@pytest.fixture(scope="module")
def pages(snapshot: Snapshot) -> Mapping[str, Page]:
    return {page.path: page for page in render(snapshot)[0]}


def text(page: Page) -> str:
    return document_of(page).text


def test_every_alert_stands_on_the_page_and_on_its_unit(
    snapshot: Snapshot, pages: Mapping[str, Page]
) -> None:
    assert len(snapshot.alerts) > 10
    whole = text(pages["alerts/index.md"])
    for alert in snapshot.alerts:
        own = text(pages[f"units/{alert.unit}/index.md"])
        for words in (alert.why, alert.clears, alert.rule.name):
            assert words in whole
            assert words in own


def test_colours_come_in_order_with_their_word(pages: Mapping[str, Page]) -> None:
    shown = pages["alerts/index.md"].markdown.partition('id="alarms"')[2]
    places = [shown.index(f'cs-colour--{colour}">{word}<')
              for colour, word in (("red", "红"), ("yellow", "黄"), ("blue", "蓝"))]  # fmt: skip
    assert places == sorted(places)


def test_the_supervised_units_are_those_that_were_weak_when_they_were_put_under_it() -> None:
    then = compute(examine(ROOT / "content", today=AS_OF, as_of=date(2026, 7, 13)))
    weak = [alert for alert in then.alerts if alert.rule.name == "两季靠后挂牌"]
    assert [alert.unit for alert in weak] == ["朔州市局", "阳泉市局"]
    assert {alert.since for alert in weak} == {date(2026, 7, 1)}
    put = [one for one in then.corpus.actions if one.kind is ActionKind.SUPERVISE]
    assert {one.unit for one in put} == {alert.unit for alert in weak}
    assert {one.date for one in put} == {then.corpus.assignments["督办-挂牌督导单位整改"].issued}


def test_the_screen_and_the_home_page_name_the_red_ones(
    snapshot: Snapshot, pages: Mapping[str, Page]
) -> None:
    red = alerts.alarms(Views(snapshot))[0]
    for path in ("index.md", "screen/index.md"):
        assert all(unit in text(pages[path]) for unit in red.units)
    assert f"红色预警 {len(red.rows)} 件" in text(pages["screen/index.md"])


def test_actions_say_whether_their_light_still_burns(
    snapshot: Snapshot, pages: Mapping[str, Page]
) -> None:
    assert text(pages["actions/index.md"]).count("灯还亮着") == 3
    gone = replace(snapshot, alerts=())
    made = {page.path: page for page in render(gone)[0]}
    assert text(made["actions/index.md"]).count("灯已灭，可以解除") == 3
    assert "没有预警" in text(made["alerts/index.md"])
    assert "红色预警" not in text(made["screen/index.md"])


def test_an_alert_whose_action_is_recorded_says_so(snapshot: Snapshot) -> None:
    (row,) = [row for row in alerts.warned(Views(snapshot))["晋城市局"] if row.alert.rule.proposes]
    assert row.actions == ()
    action = Action(
        Source("content/actions/2026.yml"), ActionKind.RECTIFY, row.alert.unit, AS_OF,
        "省局办公室/hanwenbo", "未交", row.alert.rule.name,
    )  # fmt: skip
    facts = replace(snapshot.corpus, actions=(*snapshot.corpus.actions, action))
    (after,) = [
        row
        for row in alerts.warned(Views(replace(snapshot, corpus=facts)))["晋城市局"]
        if row.alert.rule.proposes
    ]
    assert after.actions == (action,)


def test_of_very_many_the_gravest_are_spelt_out_and_the_rest_counted(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alerts, "_SHOWN", 3)
    made = {page.path: page for page in render(snapshot)[0]}
    page = made["alerts/index.md"]
    assert page.markdown.count('<li class="cs-alarm ') == 3
    assert "cs-alarm--blue" not in page.markdown
    later = [alert.unit for alert in snapshot.alerts[3:]]
    assert "这里列出最要紧的 3 件" in text(page)
    assert all(f"{unit} {later.count(unit)} 件" in text(page) for unit in later)


def test_an_office_without_rules_is_told_how_to_write_them(snapshot: Snapshot) -> None:
    facts = replace(snapshot.corpus, alert_rules=(), actions=())
    made = {page.path: page for page in render(replace(snapshot, corpus=facts, alerts=()))[0]}
    assert "registry/alerts.yml" in text(made["alerts/index.md"])
    assert "chunshui action" in text(made["actions/index.md"])


# --- 成果转化 ------------------------------------------------------------------------------------


def test_a_chain_has_its_steps_in_order(snapshot: Snapshot, pages: Mapping[str, Page]) -> None:
    item = snapshot.corpus.items["20260528-黄河金三角"]
    assert chain(Views(snapshot), item).steps == list(STEPS)
    shown = text(pages["items/2026/05/20260528-黄河金三角/index.md"]).partition("来龙去脉")[2]
    places = [shown.index(word) for word in ("隔壁窗口", "《山西信息》", "四十二项", "协同规程")]
    assert places == sorted(places)


def test_an_item_that_was_only_sent_and_adopted_has_no_chain(
    snapshot: Snapshot, pages: Mapping[str, Page]
) -> None:
    views = Views(snapshot)
    plain = [
        item
        for item in snapshot.corpus.items.values()
        if item.adoptions and not chain(views, item).tells
    ]
    assert plain
    for item in plain:
        path = f"items/{item.date:%Y/%m}/{item.id}/index.md"
        assert "cs-chain" not in pages[path].markdown


def test_the_year_s_numbers_are_those_of_its_items(
    snapshot: Snapshot, pages: Mapping[str, Page]
) -> None:
    items = [item for item in snapshot.corpus.items.values() if item.date.year == 2026]
    endorsed = sum(bool(item.endorsements) for item in items)
    told = sum(any(one.feedback for one in item.endorsements) for item in items)
    lead = text(pages["conversions/2026/index.md"])
    assert f"2026年报送 {len(items)} 篇" in lead
    assert f"{endorsed} 篇得到批示，{told} 篇有落实反馈" in lead


def test_feedback_gives_an_item_and_its_unit_a_new_key(snapshot: Snapshot) -> None:
    before = Views(snapshot)
    item = next(
        item
        for item in snapshot.corpus.items.values()
        if item.endorsements and not item.endorsements[0].feedback
    )
    fact = Feedback(item.source, AS_OF, "已办")
    first = replace(item.endorsements[0], feedback=(fact,))
    changed = replace(item, endorsements=(first, *item.endorsements[1:]))
    facts = replace(snapshot.corpus, items={**snapshot.corpus.items, item.id: changed})
    after = Views(replace(snapshot, corpus=facts))
    assert before.marks.item(item) != after.marks.item(changed)
