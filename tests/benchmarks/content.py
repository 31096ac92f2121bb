"""Seeded content of any size: an invented province's bulletin office.

`python -m tests.benchmarks.content FOLDER ITEMS [SEED] [--reviews]` writes one, makes it a Git
repository with a history, and prints how varied its bodies are beside the demonstration's. About
135 ranked units, 500 people; few units send much, month ends are busier, weekends quiet; with
`--reviews` every item has a review record. The same size and seed give the same files, on any
machine, as long as the demonstration's items and rulebooks are the same.
"""

from __future__ import annotations

import argparse
import shutil
from datetime import date, timedelta
from pathlib import Path

from tests.benchmarks.generated import registry, trails
from tests.benchmarks.generated.assignments import Desk
from tests.benchmarks.generated.draw import Draw, Weighted
from tests.benchmarks.generated.facts import Scribe
from tests.benchmarks.generated.history import Change, commit
from tests.benchmarks.generated.places import CITIES
from tests.benchmarks.generated.prose import Prose, slug
from tests.benchmarks.generated.variety import variety
from tests.support import ROOT

SEED = 20261122
LAST = date(2025, 12, 31)
PER_YEAR = 20_000


def generate(
    folder: Path,
    items: int,
    seed: int = SEED,
    *,
    history: bool = False,
    per_year: int = PER_YEAR,
    reviews: bool = False,
) -> None:
    """Write an office with that many items; with `history`, make it a Git repository; with
    `reviews`, let every item have passed its tiers."""
    demonstration, content = ROOT / "content", folder / "content"
    years = range(LAST.year - max(1, -(-items // per_year)) + 1, LAST.year + 1)
    first = date(years[0], 1, 1)
    draw = Draw(seed)
    shutil.copyfile(ROOT / "mkdocs.yml", _parent(folder / "mkdocs.yml"))
    for name in ("index.md", "about"):
        copy = shutil.copytree if (demonstration / name).is_dir() else shutil.copyfile
        copy(demonstration / name, _parent(content / name))
    offices = registry.write(content, draw, first, LAST)
    registry.rulebooks(content, demonstration, years)
    _yearly(content, draw, years)
    prose = Prose(draw, demonstration)
    scribe = Scribe(draw, prose, offices, LAST)
    desk = Desk(draw, prose, offices, years)
    changes = _items(content, draw, scribe, desk, _days(draw, items, first))
    desk.write(content, prose.words("批语") + "。")
    if reviews:
        changes += trails.write(folder, draw, tuple(changes), first, LAST)
    if history:
        commit(folder, first, changes)


def _parent(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _days(draw: Draw, items: int, first: date) -> list[date]:
    """Return the day of every item, in order."""
    days = [first + timedelta(days=n) for n in range((LAST - first).days + 1)]
    weighted = Weighted([_weight(day) for day in days])
    return [days[place] for place in sorted(weighted.place(draw) for _ in range(items))]


def _weight(day: date) -> float:
    """How busy a day is beside another."""
    weight = 0.08 if day.weekday() > 4 else 1.0
    weight *= 1.9 if day.day >= 25 else 1.0
    weight *= {1: 0.8, 2: 0.6, 6: 1.2, 10: 0.85, 12: 1.5}.get(day.month, 1.0)
    return weight * (1 + 0.03 * (day.year - 2016))


def _items(content: Path, draw: Draw, scribe: Scribe, desk: Desk, days: list[date]) -> list[Change]:
    """Write the items and return when each file came and last changed."""
    changes, month, folder = [], "", content
    taken: dict[str, None] = {}
    for day in days:
        office = scribe.sender(day)
        kind, piece = scribe.piece(office, day)
        name = f"{day:%Y%m%d}-{slug(draw, piece.title)}"
        while name in taken:
            name += draw.pick("甲乙丙丁戊己庚辛")
        taken[name] = None
        asked = desk.asked(office.name, day)
        if asked is not None:
            asked.answers.append((office.name, day, name))
        commission = asked.id if asked is not None and asked.kind == "约稿" else None
        written = scribe.item(office, day, kind, piece, commission)
        if f"{day:%Y/%m}" != month:
            month = f"{day:%Y/%m}"
            folder = content / "items" / month
            folder.mkdir(parents=True)
        (folder / f"{name}.md").write_bytes(written.text)
        scribe.recent.setdefault(office.city, []).append(name)
        path = f"content/items/{month}/{name}.md"
        changes.append(Change(path, day, written.cut, written.last_day))
    return changes


def _yearly(content: Path, draw: Draw, years: range) -> None:
    """Write the honours of past years and a few faults without an item."""
    for year in years:
        if year == LAST.year:
            continue
        lines = [
            f"- {{name: 税收信息报送先进单位, year: {year}, to: {city}市局, issuer: 山西省税务局, "
            f"document: 晋税办发〔{year + 1}〕1号, level: 省级, points: 5}}"
            for city in draw.several(tuple(CITIES), 3)
        ]
        _lines(content / f"honours/{year}.yml", lines)
    for year in years:
        lines = [
            f"- {{unit: {draw.pick(tuple(CITIES))}市局, date: {year}-{month:02}-17, "
            f"kind: {draw.pick(('迟报', '漏报', '差错'))}, note: 统计表逾期}}"
            for month in (3, 6, 9, 11)
        ]
        _lines(content / f"faults/{year}.yml", lines)


def _lines(path: Path, lines: list[str]) -> None:
    _parent(path).write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Write an office with a history and tell how varied it is."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("items", type=int)
    parser.add_argument("seed", type=int, nargs="?", default=SEED)
    parser.add_argument("--reviews", action="store_true", help="a review record for every item")
    options = parser.parse_args()
    folder = options.folder
    generate(folder, options.items, options.seed, history=True, reviews=options.reviews)
    real, made = ROOT / "content", folder / "content"
    print(
        "| 正文 | 字数 | 不同的两字组合 | 其中占比 | zlib | lzma |\n|---|---:|---:|---:|---:|---:|"
    )
    measured = variety(real)
    print(f"| 示例 {measured}")
    print(f"| 生成，同样字数 {variety(made, measured.characters)}")
    print(f"| 生成，至多一百万字 {variety(made, 1_000_000)}")


if __name__ == "__main__":
    main()
