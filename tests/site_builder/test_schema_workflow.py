"""The rules of review as an office writes them: values, defaults, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest

from scoring.review.workflow import Area, Workflow
from scoring.vocabulary import Level
from site_builder.parsing.front_matter import read_yaml
from site_builder.parsing.references import Names, Ref
from site_builder.parsing.report import Report
from site_builder.schema import KINDS
from tests.site_builder.reading.test_repository import OFFICE

SHORTEST = """\
since: 2026-09-01
tiers: [{name: 主任, role: 办公室主任}]
paths: [{name: 各级, tiers: 主任}]
"""


def read(text: str) -> tuple[Workflow | None, Report]:
    names = Names({Ref.UNIT: {"晋中": "晋中市局"}})
    report = Report("content/registry/workflow.yml", names=names)
    document = read_yaml(text.encode("utf-8"), report, KINDS["workflow"].words)
    assert document is not None and document.root is not None
    found: Workflow | None = KINDS["workflow"].type.read(document.root, "审核流程", report)
    return found, report


def one(name: str) -> frozenset[str]:
    return frozenset({name})


def sound(text: str) -> Workflow:
    found, report = read(text)
    assert report.findings == []
    assert found is not None
    return found


def codes(text: str) -> list[str]:
    return [finding.code for finding in read(text)[1].findings]


def test_all_that_can_be_said_is_read() -> None:
    found = sound((OFFICE / "registry/workflow.yml").read_text(encoding="utf-8"))
    assert found.since == date(2026, 9, 1)
    assert [(tier.name, tier.role, tier.days) for tier in found.tiers] == [
        ("办公室主任", "办公室主任", 1),
        ("分管局领导", "分管局领导", None),
    ]
    negative, provincial, own = found.paths
    assert (negative.tags, negative.kinds, negative.groups, negative.units, negative.levels) == (
        *map(one, ("负面", "问题", "设区市局", "晋中市局")), None,
    )  # fmt: skip
    assert provincial.levels == frozenset({Level.NATIONAL, Level.PROVINCIAL})
    assert own.tiers == ("办公室主任",)
    (deputy,) = found.deputies
    assert (deputy.person, deputy.deputy, deputy.document) == (
        "省局/hanwenbo", "运城市局/lina", "授权书〔2026〕2号",
    )  # fmt: skip
    assert (deputy.start, deputy.end) == (date(2026, 10, 8), date(2026, 10, 16))
    assert deputy.tiers == ("分管局领导",)
    lane = found.fast_lane
    assert lane is not None
    assert (lane.after, lane.days, lane.tags, lane.roles) == (
        "办公室主任", 2, one("紧急"), one("办公室主任"),
    )  # fmt: skip
    assert [(owner.area, owner.roles, owner.units) for owner in found.owners] == [
        (Area.RULEBOOK, one("办公室主任"), one("省局")),
        (Area.REGISTER, one("信息员"), None),
    ]


def test_what_is_not_said_has_a_default() -> None:
    found = sound(SHORTEST)
    assert (found.deputies, found.fast_lane, found.owners) == ((), None, ())
    assert found.tiers[0].days is None


@pytest.mark.parametrize("key", ["since", "tiers", "paths"])
def test_three_things_must_be_said(key: str) -> None:
    kept = [line for line in SHORTEST.splitlines() if not line.startswith(key)]
    assert codes("\n".join(kept)) == ["F123"]


@pytest.mark.parametrize(
    "condition",
    ["levels: 省级", "kinds: 问题", "tags: 负面", "groups: 市局", "units: 晋中"],
)
def test_the_last_path_must_take_everything(condition: str) -> None:
    spoiled = SHORTEST.replace("tiers: 主任}", f"tiers: 主任, {condition}}}")
    assert codes(spoiled) == ["V403"]
    assert codes(spoiled.removesuffix("]\n") + ", {name: 其余, tiers: 主任}]\n") == []


@pytest.mark.parametrize(("end", "expected"), [("07", ["V410"]), ("08", []), ("09", [])])
def test_a_deputy_has_one_day_at_least(end: str, expected: list[str]) -> None:
    deputy = f"deputies: [{{person: 甲/a, deputy: 甲/b, start: 2026-10-08, end: 2026-10-{end}}}]\n"
    found, report = read(SHORTEST + deputy)
    assert [finding.code for finding in report.findings] == expected
    assert found is None or len(found.deputies) == (0 if expected else 1)


@pytest.mark.parametrize("days", ["0", "61", "半天"])
def test_a_limit_is_a_number_of_working_days(days: str) -> None:
    assert codes(SHORTEST.replace("办公室主任}", f"办公室主任, days: {days}}}")) != []


def test_tiers_that_are_named_must_exist() -> None:
    _, report = read(SHORTEST.replace("tiers: 主任}", "tiers: [主任, 分管]}"))
    named = [each.name for each in report.references if Ref.TIER in each.kinds]
    assert named == ["主任", "分管"]
