"""近似稿件 in an archive with planted copies: time, memory, recall, false alarms.

`python -m tests.benchmarks.alike [ITEMS [EACH]]` writes an office of that many items (20,000),
plants `EACH` (100) copies of each kind under other units, and holds the archive against itself,
without and with kept fingerprints. Edits touch runs of one to four characters: replaced, taken
out or put in. A false alarm is a pair that is not a planted copy and its original; the generator's
own texts share sentences, so that those with a passage of 100 characters are counted apart.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from scoring.model import Item
from site_builder.cache import Store
from site_builder.reading.repository import Loaded, load
from site_builder.screening.alike import Alike, Stock
from tests.benchmarks.content import SEED, generate

_LONG = 250
"""Characters of a body that is worth copying."""


def edited(text: str, percent: int, draw: random.Random, letters: str) -> str:
    """A text of which so many characters in a hundred are changed, in runs of one to four."""
    found = list(text)
    left = len(text) * percent // 100
    while left > 0:
        size = min(draw.randint(1, 4), left)
        at = draw.randrange(len(found))
        put = "" if draw.random() < 0.25 else "".join(draw.choices(letters, k=size))
        found[at : at + (0 if draw.random() < 0.25 else size)] = put
        left -= size
    return "".join(found)


def reordered(text: str, draw: random.Random) -> str:
    """A text whose sentences come in another order."""
    sentences = [f"{each}。" for each in text.replace("\n", "").split("。") if each.strip()]
    draw.shuffle(sentences)
    return "".join(sentences)


def half(text: str, draw: random.Random) -> str:
    """Half of a text, from anywhere in it."""
    begin = draw.randrange(len(text) // 2)
    return text[begin : begin + len(text) // 2]


def kinds(letters: str) -> dict[str, Callable[[str, random.Random], str]]:
    """The kinds of copies by name."""
    return {
        "改 2%": lambda text, draw: edited(text, 2, draw, letters),
        "改 10%": lambda text, draw: edited(text, 10, draw, letters),
        "改 20%": lambda text, draw: edited(text, 20, draw, letters),
        "句子换序": reordered,
        "节选一半": half,
    }


def plant(content: Path, loaded: Loaded, each: int, draw: random.Random) -> dict[str, str]:
    """Write the copies and return the kind of each pair, its original first, joined by a space."""
    units = [unit.id for unit in loaded.corpus.units.values() if unit.valid_to is None]
    worth: list[Item] = [item for item in loaded.corpus.items.values() if item.length >= _LONG]
    originals = draw.sample(worth, each * 5)
    letters = "".join(loaded.bodies[item.id].body for item in originals[:50]).replace("\n", "")
    planted: dict[str, str] = {}
    for number, (kind, make) in enumerate(kinds(letters).items()):
        for item in originals[number * each : (number + 1) * each]:
            own = f"{item.date:%Y%m%d}-抄{len(planted)}"
            unit = draw.choice([name for name in units if name != item.units[0].unit])
            text = make(loaded.bodies[item.id].body.strip(), draw)
            header = f"title: 抄{len(planted)}\nunit: {unit}\ndate: {item.date}"
            path = content / f"items/{item.date:%Y/%m}/{own}.md"
            path.write_text(f"---\n{header}\n---\n\n{text}\n", encoding="utf-8")
            planted[f"{item.id} {own}"] = kind
    return planted


def measured(content: Path, store: Store, workers: int) -> tuple[list[Alike], str]:
    """All pairs, and how long it took: reading, fingerprints, comparing."""
    begin = time.perf_counter()
    loaded = load(content, store=store, workers=workers)
    read = time.perf_counter()
    stock = Stock(loaded, store, workers)
    printed = time.perf_counter()
    found = list(stock.pairs())
    done = time.perf_counter()
    return found, (
        f"读取 {read - begin:.1f} s，指纹 {printed - read:.1f} s，比对 {done - printed:.1f} s，"
        f"合计 {done - begin:.1f} s"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("items", type=int, nargs="?", default=20_000)
    parser.add_argument("each", type=int, nargs="?", default=100)
    options = parser.parse_args()
    draw = random.Random(SEED)  # noqa: S311 - texts, not secrets
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder) / "office" / "content"
        generate(content.parent, options.items)
        store = Store(Path(folder) / "cache")
        planted = plant(content, load(content), options.each, draw)
        print(f"{options.items} 条，另抄 {len(planted)} 条；负载 {os.getloadavg()[0]:.1f}")
        workers = min(2, os.cpu_count() or 1)
        for name in ("没有缓存", "有缓存"):
            found, took = measured(content, store, workers)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(f"{name}：{took}，本进程峰值内存 {peak} MB，负载 {os.getloadavg()[0]:.1f}")
        hits = dict.fromkeys(kinds("x"), 0)
        false, long = [], 0
        for one in found:
            kind = planted.get(f"{one.item} {one.other}") or planted.get(f"{one.other} {one.item}")
            if kind is not None:
                hits[kind] += 1
            else:
                false.append(one)
                long += len(one.passage.text) >= 100
        for kind, count in hits.items():
            print(f"{kind}：{count} / {options.each}")
        print(f"另有 {len(false)} 对（其中相同一段满 100 字的 {long} 对）")
        for one in false[:5]:
            print(f"  {one.item} {one.other} {one.passage.percent}% “{one.passage.text[:40]}”")


if __name__ == "__main__":
    main()
