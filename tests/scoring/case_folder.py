"""Cases of `tests/cases/*/cases.yaml` as values, and the content folder that each one means.

The short forms of a case file (a bulletin's name for an adoption, 份数 for many equal items) are
written out as real files here, so that a case passes through the real reader.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from scoring.periods import Period, parse_period

CASES = Path(__file__).parents[1] / "cases"
Words = dict[str, Any]

_SHARED = frozenset(
    {"计分", "期", "截止", "单位", "单位情况", "人员", "刊物", "批示人", "体裁", "形式", "例"}
)
_OWN = frozenset(
    {"名称", "期", "截止", "计分", "人员", "信息", "任务", "差错", "裁量"}
    | {"应记", "合计", "名次", "累计", "折算", "结论", "定额", "表彰", "不予表彰"}
)


@dataclass(frozen=True)
class Case:
    """One sentence of a case file with all that the file shares among its cases."""

    set: str
    shared: Words
    own: Words

    @property
    def name(self) -> str:
        return str(self.own["名称"])

    @property
    def score(self) -> str:
        return str(self.own.get("计分", self.shared.get("计分", "信息")))

    @property
    def period(self) -> Period:
        period = parse_period(str(self.own.get("期", self.shared["期"])))
        assert period is not None
        return period

    @property
    def as_of(self) -> date:
        """The day after the period has ended, unless a day is stated."""
        written = self.own.get("截止", None if "期" in self.own else self.shared.get("截止"))
        return date.fromisoformat(written) if written else self.period.end + timedelta(days=1)

    def facts(self, key: str) -> list[Words]:
        return list(self.own.get(key, ()))

    def registry(self, key: str, empty: Any) -> Any:
        return self.own.get(key, self.shared.get(key, empty))


def cases_of(folder: Path) -> Iterator[Case]:
    """Yield the cases of a set; every scalar is the text written."""
    text = (folder / "cases.yaml").read_text(encoding="utf-8")
    shared = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - makes texts only
    assert set(shared) <= _SHARED, set(shared) - _SHARED
    for own in shared["例"]:
        assert set(own) <= _OWN, set(own) - _OWN
        yield Case(folder.name, shared, own)


def all_cases() -> tuple[Case, ...]:
    """Every case of every set, sorted by set."""
    return tuple(case for folder in sorted(CASES.iterdir()) for case in cases_of(folder))


def listed(value: Any) -> list[Any]:
    """One value as a list of one."""
    return list(value) if isinstance(value, list) else [value]


def write_content(case: Case, root: Path) -> None:
    """Write the case as a content folder."""
    _registries(case, root)
    (root / "rulebooks").mkdir()
    for rulebook in sorted((CASES / case.set).glob("rulebook*.md")):
        shutil.copy(rulebook, root / "rulebooks")
    for number, item in enumerate(_copies(case.facts("信息")), start=1):
        _write_item(item, number, root)
    for number, task in enumerate(case.facts("任务"), start=1):
        stem = task.get("编号", f"任务{number}")
        header = {"标题": stem, "下达人": listed(task["单位"])[0], **task}
        header["单位"] = listed(task["单位"])
        header.pop("编号", None)
        folder = root / "assignments" / task["下达日期"][:4]
        _write_markdown(folder / f"{stem}.md", header, "请按时报送。")
    for key, name in (("差错", "faults"), ("裁量", "judgements")):
        by_year: dict[str, list[Words]] = {}
        for fact in case.facts(key):
            by_year.setdefault(fact["日期"][:4], []).append(fact)
        for year, facts in by_year.items():
            _write_yaml(root / name / f"{year}.yml", facts)


def _registries(case: Case, root: Path) -> None:
    office: Words = {"名称": "测试办公室", "刊名": "测试信息"}
    office |= {key: case.shared[key] for key in ("体裁", "形式") if key in case.shared}
    ranks = {rank: 0 for levels in case.registry("批示人", {}).values() for rank in levels}
    if ranks:
        office["职级"] = list(ranks)
    _write_yaml(root / "registry" / "office.yml", office)
    more = case.registry("单位情况", {})
    units = case.registry("单位", {})
    named = (
        [(name, group) for group, names in units.items() for name in names]
        if isinstance(units, dict)
        else [(name, None) for name in units]
    )
    rows = [
        {"名称": name, **({"类别": group} if group else {}), **more.get(name, {})}
        for name, group in named
    ]
    _write_yaml(root / "registry" / "units.yml", rows)
    people = [
        {"编号": f"{unit}/{person['姓名']}", **person}
        for unit, names in case.registry("人员", {}).items()
        for person in (each if isinstance(each, dict) else {"姓名": each} for each in names)
    ]
    _write_yaml(root / "registry" / "people.yml", people)
    publications = [
        {"名称": name, "层级": level, "主办": "某机关"}
        for level, names in case.registry("刊物", {}).items()
        for name in names
    ]
    _write_yaml(root / "registry" / "publications.yml", publications)
    leaders = [
        {"名称": name, "层级": level, "职级": rank}
        for level, ranks in case.registry("批示人", {}).items()
        for rank, names in ranks.items()
        for name in names
    ]
    _write_yaml(root / "registry" / "leaders.yml", leaders)


def _copies(items: list[Words]) -> Iterator[Words]:
    """Yield each item as often as 份数 says, on each of its dates."""
    for item in items:
        plain = {key: value for key, value in item.items() if key not in {"份数", "日期"}}
        for day in listed(item["日期"]):
            for _ in range(int(item.get("份数", 1))):
                yield {**plain, "日期": day}


def _write_item(item: Words, number: int, root: Path) -> None:
    day = item["日期"]
    stem = item.get("编号", f"{day.replace('-', '')}-第{number}号")
    header: Words = {"标题": f"第{number}号信息", **item}
    length = int(header.pop("字数", 120))
    header.pop("编号", None)
    for key, word in (("采用", "刊物"), ("批示", "批示人"), ("报上级", "层级")):
        if key in item:
            header[key] = [
                {"日期": day, **(fact if isinstance(fact, dict) else {word: fact})}
                for fact in listed(item[key])
            ]
    folder = root / "items" / day[:4] / day[5:7]
    _write_markdown(folder / f"{stem}.md", header, "字" * length)


def _write_markdown(path: Path, header: Mapping[str, Any], body: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{_dump(dict(header))}---\n\n{body}\n", encoding="utf-8")


def _write_yaml(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_dump(value), encoding="utf-8")


def _dump(value: Any) -> str:
    return yaml.dump(value, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=10_000)


class _Plain(yaml.SafeDumper):
    """Writes texts as they are: `2026-03-01` and `10` need no quotes for our reader."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True

    def choose_scalar_style(self) -> str:
        style: str = super().choose_scalar_style()
        return style

    def represent_text(self, data: str) -> yaml.ScalarNode:
        return self.represent_scalar("tag:yaml.org,2002:str", data)


_Plain.add_representer(str, _Plain.represent_text)
