"""The demonstration office's last months, and every kind of edit made on them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from hypothesis import strategies as st

from scoring.findings import Severity, Source
from scoring.review.record import Decision, Review
from site_builder.pipeline import compute, examine
from site_builder.review.places import record_path
from site_builder.review.records import appended
from site_builder.review.text import digest_of_file
from site_builder.snapshot import History, Snapshot
from tests.support import ROOT

AS_OF = date(2026, 11, 20)
WORDS = ("三农", "夜经济", "税费服务 <b>", "数字经济")
PUBLICATIONS = ("晋政信息", "山西信息", "山西税务简报", "税务总局简报", "太原政务信息")
LEADERS = ("省长", "局长", "分管副省长")
AUTHORS = ("太原市局/shijianing", "晋中市局/jiaruolan", "省局考核考评处/yanlixin")


class Desk:
    """A copy of the demonstration office's last months, on which somebody works."""

    def __init__(self, folder: Path) -> None:
        self.content = folder / "content"
        shutil.copytree(ROOT / "content", self.content)
        self.as_of = AS_OF
        self.history: dict[str, History] = {}
        for item in self.content.glob("items/*/*/*.md"):
            if item.name < "202608":
                item.unlink()
        self._forget()

    def _forget(self) -> None:
        """Take away what speaks of items that are no longer there."""
        found = examine(self.content, today=AS_OF, as_of=self.as_of).findings
        for name in {finding.path for finding in found if finding.severity is Severity.ERROR}:
            path = self.content.parent / name
            if "/items/" in name:
                text = re.sub(
                    r"^sources:.*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE
                )
                path.write_text(text, encoding="utf-8")
            else:
                path.unlink()

    def items(self) -> list[Path]:
        return sorted(self.content.glob("items/*/*/*.md"))

    def texts(self) -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in self.content.rglob("*") if path.is_file()}

    def undo(self, texts: dict[Path, bytes]) -> None:
        for path in self.texts().keys() - texts.keys():
            path.unlink()
        for path, text in texts.items():
            path.write_bytes(text)

    def snapshot(self) -> Snapshot | None:
        """What the office says now; None where it has errors."""
        found = examine(self.content, today=AS_OF, as_of=self.as_of)
        return replace(compute(found), history=dict(self.history)) if found.sound else None


class Choice(NamedTuple):
    """Numbers by which an edit chooses among what there is."""

    item: int
    other: int
    day: date

    def of(self, words: tuple[str, ...]) -> str:
        return words[self.other % len(words)]


Edit = Callable[[Desk, Choice], None]


def _chosen(desk: Desk, number: int) -> Path:
    items = desk.items()
    return items[number % len(items)]


def _field(desk: Desk, choice: Choice, name: str, value: str) -> None:
    """Give a field of an item's header a value."""
    path = _chosen(desk, choice.item)
    _, header, body = path.read_text(encoding="utf-8").split("---\n", 2)
    without = re.sub(rf"^{name}:.*\n(?:[ -].*\n)*", "", header, flags=re.MULTILINE)
    path.write_text(f"---\n{without}{name}: {value}\n---\n{body}", encoding="utf-8")


def title(desk: Desk, choice: Choice) -> None:
    _field(desk, choice, "title", f"关于{choice.other}件事的报告")


def tags(desk: Desk, choice: Choice) -> None:
    _field(desk, choice, "tags", f"[{choice.of(WORDS)}, 专题{choice.other}]")


def author(desk: Desk, choice: Choice) -> None:
    _field(desk, choice, "author", choice.of(AUTHORS))


def adoption(desk: Desk, choice: Choice) -> None:
    told = f"publication: {choice.of(PUBLICATIONS)}, date: {choice.day}, form: 单篇"
    _field(desk, choice, "adoptions", f"[{{{told}}}]")


def endorsement(desk: Desk, choice: Choice) -> None:
    told = f"leader: {choice.of(LEADERS)}, date: {choice.day}, praise: true, text: 好"
    _field(desk, choice, "endorsements", f"[{{{told}}}]")


def feedback(desk: Desk, choice: Choice) -> None:
    told = f"leader: {choice.of(LEADERS)}, date: {choice.day}"
    came = f"feedback: [{{date: {choice.day}, text: 已办{choice.other}}}]"
    result = f"conversions: [{{kind: 制度文件, title: 规程{choice.item}, date: {choice.day}}}]"
    more = (came, result, f"{came}, {result}")[choice.other % 3]
    _field(desk, choice, "endorsements", f"[{{{told}, {more}}}]")


def action(desk: Desk, choice: Choice) -> None:
    path = desk.content / "actions/2026.yml"
    kept = path.read_text(encoding="utf-8") if path.exists() else ""
    unit, rule = choice.of(("朔州市局", "太原市局")), choice.of(("约稿逾期", "零报送"))
    told = f"单位: {unit}, 日期: {choice.day}, 决定人: 山西省局/fengguoan, 规则: {rule}"
    entry = f"- {{种类: 约谈, {told}, 理由: 事由{choice.other}}}\n"
    path.parent.mkdir(exist_ok=True)
    path.write_text(kept + entry, encoding="utf-8")


def alert_rule(desk: Desk, choice: Choice) -> None:
    path = desk.content / "registry/alerts.yml"
    text = path.read_text(encoding="utf-8")
    changed = re.sub(r"低于: \d+%}", f"低于: {choice.other % 90 + 10}%}}", text)
    path.write_text(changed, encoding="utf-8")


def fault(desk: Desk, choice: Choice) -> None:
    _field(desk, choice, "faults", f"[{{kind: 失实, date: {choice.day}}}]")


def case(desk: Desk, choice: Choice) -> None:
    conversion = f"kind: 制度文件, title: 规程{choice.other}, date: {choice.day}"
    _field(
        desk, choice, "case", f"{{track: 智慧绩效, status: 入选, conversions: [{{{conversion}}}]}}"
    )


def sources(desk: Desk, choice: Choice) -> None:
    _field(desk, choice, "sources", f"[{_chosen(desk, choice.other).stem}]")


def body(desk: Desk, choice: Choice) -> None:
    path = _chosen(desk, choice.item)
    path.write_text(
        path.read_text(encoding="utf-8") + f"\n又记：{choice.other}。\n", encoding="utf-8"
    )


def link(desk: Desk, choice: Choice) -> None:
    path, other = _chosen(desk, choice.item), _chosen(desk, choice.other)
    way = f"../{other.parent.name}/{other.name}"
    path.write_text(path.read_text(encoding="utf-8") + f"\n见[前文]({way})。\n", encoding="utf-8")


def rename(desk: Desk, choice: Choice) -> None:
    path = _chosen(desk, choice.item)
    path.rename(path.with_name(f"{path.name[:9]}改名{choice.other}.md"))


def move(desk: Desk, choice: Choice) -> None:
    path = _chosen(desk, choice.item)
    _field(desk, choice, "date", str(choice.day))
    target = desk.content / f"items/{choice.day:%Y/%m/%Y%m%d}{path.name[8:]}"
    target.parent.mkdir(parents=True, exist_ok=True)
    path.rename(target)


def delete(desk: Desk, choice: Choice) -> None:
    _chosen(desk, choice.item).unlink()


def another(desk: Desk, choice: Choice) -> None:
    path = _chosen(desk, choice.item)
    desk.content.joinpath(f"items/{path.parent.relative_to(desk.content / 'items')}").mkdir(
        parents=True, exist_ok=True
    )
    shutil.copy(path, path.with_name(f"{path.name[:9]}另一篇{choice.other}.md"))


def look_back(desk: Desk, choice: Choice) -> None:
    desk.as_of = choice.day


def history(desk: Desk, choice: Choice) -> None:
    path = _chosen(desk, choice.item).relative_to(desk.content).as_posix()
    desk.history[path] = History(choice.day, choice.day + timedelta(choice.other % 2))


def points(desk: Desk, choice: Choice) -> None:
    path = desk.content / "rulebooks/2026.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("记分: 15}", f"记分: {choice.other + 16}}}", 1), encoding="utf-8")


def name(desk: Desk, choice: Choice) -> None:
    path = desk.content / "registry/people.yml"
    text = path.read_text(encoding="utf-8")
    changed = re.sub(r"(name: |姓名: )\S{2}", rf"\g<1>王{choice.of(('五', '六'))}", text, count=1)
    path.write_text(changed, encoding="utf-8")


def review(desk: Desk, choice: Choice) -> None:
    """One decision more; what comes before an earlier one has errors and is undone."""
    path = _chosen(desk, choice.item)
    record = desk.content / record_path(path.stem)
    decision = (Decision.SUBMIT, Decision.PASS, Decision.RETURN)[choice.other % 3]
    sends = decision is Decision.SUBMIT
    entry = Review(
        Source(""),
        decision,
        AUTHORS[0] if sends else "省局办公室/hanwenbo",
        datetime(choice.day.year, choice.day.month, choice.day.day, 9, tzinfo=UTC),
        digest_of_file(path.read_bytes()) or "",
        f"{choice.other:040x}",
        tier=None if sends else "办公室主任",
        reason=None if sends else f"理由{choice.other}",
    )
    record.parent.mkdir(parents=True, exist_ok=True)
    before = record.read_text(encoding="utf-8") if record.exists() else None
    record.write_text(appended(before, entry), encoding="utf-8")


def limits(desk: Desk, choice: Choice) -> None:
    path = desk.content / "registry/workflow.yml"
    text = path.read_text(encoding="utf-8")
    changed = re.sub(r"days: \d+}", f"days: {choice.other % 9 + 1}}}", text)
    path.write_text(changed, encoding="utf-8")


def asked(desk: Desk, choice: Choice) -> None:
    """What is written of an assignment changes: progress, an extension, an answer."""
    paths = sorted(desk.content.glob("assignments/*/*.md"))
    path = paths[choice.item % len(paths)]
    text = path.read_text(encoding="utf-8")
    unit = re.search(r"units: \[([^,\]]+)", text)
    name = unit[1] if unit else AUTHORS[0].partition("/")[0]
    fields = (
        (
            "progress",
            f"unit: {name}, date: {choice.day}, note: 在办, percent: {choice.other % 100}",
        ),
        ("extensions", f"unit: {name}, until: 2026-12-30, date: {choice.day}, reason: 等数据"),
        ("answers", f"unit: {name}, date: {choice.day}, note: 已办"),
    )
    field, told = fields[choice.other % len(fields)]
    if f"\n{field}:" not in text:
        path.write_text(
            text.replace("\n---\n", f"\n{field}: [{{{told}}}]\n---\n", 1), encoding="utf-8"
        )


def commission(desk: Desk, choice: Choice) -> None:
    paths = sorted(desk.content.glob("assignments/*/约稿-*.md"))
    _field(desk, choice, "commission", paths[choice.other % len(paths)].stem)


def bulletin(desk: Desk, choice: Choice) -> None:
    """An issue of an own bulletin prints another item, shortens a title or says another thing."""
    folder = desk.content / "bulletins/2026"
    path = sorted(folder.glob("*.md"))[choice.item % len(list(folder.glob("*.md")))]
    text = path.read_text(encoding="utf-8")
    item = _chosen(desk, choice.other).stem
    if choice.other % 3:
        text = text.replace("items:\n", f"items:\n- item: {item}\n  title: 短{choice.other}\n", 1)
    else:
        text += f"\n编者说{choice.other}。\n"
    path.write_text(text, encoding="utf-8")


EDITS: tuple[Edit, ...] = (
    title, tags, author, adoption, endorsement, fault, case, sources, body, link, rename, move,
    delete, another, look_back, history, points, name, review,
    review, limits, bulletin, feedback, action, alert_rule,
)  # fmt: skip
CHOICES = st.builds(
    Choice,
    st.integers(0, 400),
    st.integers(0, 400),
    st.dates(date(2026, 8, 1), date(2026, 11, 30)),
)


def longer(text: str, number: int) -> str:
    return f"{text}\n又记：{number}。\n"


def _shorter(text: str, number: int) -> str:
    return f"{text[: len(text) // (number % 3 + 2)]}\n"


def _other_lead(text: str, number: int) -> str:
    return f"第{number}种导语。\n\n{text}"


def _leading_nowhere(text: str, _number: int) -> str:
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text) + "。\n"


TEXTS = (longer, _shorter, _other_lead, _leading_nowhere)


def rewrite(item: Path, change: Callable[[str, int], str], number: int) -> None:
    """Change an item's text and nothing else."""
    _, header, text = item.read_text(encoding="utf-8").split("---\n", 2)
    item.write_text(f"---\n{header}---\n{change(text, number)}", encoding="utf-8")
