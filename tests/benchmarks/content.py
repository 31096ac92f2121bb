"""Seeded content of any size: an office whose items are woven from the demonstration's own prose.

Sentences come from the real demonstration items, so words, names, numbers and document numbers
vary as they do in a bulletin; only their combination is drawn. The same size and seed give the
same files.
"""

from __future__ import annotations

import re
import shutil
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import yaml

from tests.support import ROOT

SEED = 20261122
_FIRST, _DAYS = date(2025, 1, 1), 660
_SENTENCE = re.compile(r"[^。！？\n]{8,}[。！？]")
_KINDS = ("动态", "经验", "问题", "建议", "调研", "简讯")


def generate(folder: Path, items: int, seed: int = SEED) -> None:
    """Write an office with that many items, its registries and rulebooks the demonstration's."""
    random = Random(seed)  # noqa: S311 - reproducible test data, not a secret
    demo = ROOT / "content"
    for part in ("registry", "rulebooks"):
        shutil.copytree(demo / part, folder / "content" / part)
    shutil.copyfile(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    sentences = _sentences(demo)
    authors = _authors(demo)
    publications = [each["name"] for each in _registry(demo, "publications") if _lasting(each)]
    leaders = [record["name"] for record in _registry(demo, "leaders")]
    for number in range(items):
        day = _FIRST + timedelta(days=number * _DAYS // items)
        text = _item(random, number, day, sentences, authors, publications, leaders)
        path = folder / f"content/items/{day:%Y/%m}/{day:%Y%m%d}-信息{number:06}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _sentences(demo: Path) -> list[str]:
    """Every sentence of the demonstration's items, in the order of their files."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(demo.glob("items/**/*.md")))
    bodies = (text.split("\n---\n", 1)[1] for text in texts)
    return [sentence for body in bodies for sentence in _SENTENCE.findall(body)]


def _registry(demo: Path, name: str) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = yaml.safe_load(
        (demo / f"registry/{name}.yml").read_text(encoding="utf-8")
    )
    return records


def _lasting(record: dict[str, Any]) -> bool:
    """Whether a unit, person or publication is there from the first day to the last."""
    ended = {"valid_to", "renamed_to", "merged_into", "unit"} & set(record)
    return not ended and bool(record.get("valid_from", _FIRST) <= _FIRST)


def _authors(demo: Path) -> list[str]:
    """People who write from the first day to the last, in units that do so too."""
    units = {unit["name"] for unit in _registry(demo, "units") if _lasting(unit)}
    people = [person["id"] for person in _registry(demo, "people") if _lasting(person)]
    return [person for person in people if person.rpartition("/")[0] in units]


def _item(
    random: Random,
    number: int,
    day: date,
    sentences: list[str],
    authors: list[str],
    publications: list[str],
    leaders: list[str],
) -> str:
    lines = [
        f"title: {random.choice(sentences)[:24].strip('　 -|#*>')}（{number}号）",
        f"author: {random.choice(authors)}",
        f"date: {day}",
        f"kind: {random.choice(_KINDS)}",
    ]
    taken = random.sample(publications, random.choice((0, 0, 1, 1, 1, 2, 3)))
    if taken:
        lines.append("adoptions:")
        form = "form: 单篇, issue: 第{}期"
        lines += [
            f"  - {{publication: {name}, date: {day + timedelta(days=random.randint(1, 20))}, "
            f"{form.format(random.randint(1, 60))}}}"
            for name in taken
        ]
    if taken and random.random() < 0.1:
        later = day + timedelta(days=random.randint(21, 30))
        lines.append(f"endorsements: [{{leader: {random.choice(leaders)}, date: {later}}}]")
    paragraphs = ("".join(random.sample(sentences, 6)) for _ in range(random.randint(2, 4)))
    header = "\n".join(("---", *(line.replace("：（", "（") for line in lines), "---"))
    return f"{header}\n" + "\n\n".join(paragraphs) + "\n"
