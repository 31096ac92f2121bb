"""Review records of generated items: three tiers, one item in six sent back once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta, timezone
from hashlib import sha1, sha256
from pathlib import Path

from scoring.findings import Source
from scoring.model import Corpus, Item
from scoring.review.paths import path_of
from scoring.review.record import Decision, ForgeReview, Review
from site_builder.reading.repository import load
from site_builder.review.places import record_path
from site_builder.review.records import appended
from site_builder.review.text import digest_of_file
from tests.benchmarks.generated.draw import Draw
from tests.benchmarks.generated.history import Change

_BEIJING = timezone(timedelta(hours=8))
_PLACE = Source("")
_TIERS = ("办公室主任", "分管局领导", "主要领导")
_STAFF = ("山西省局/review-director", "山西省局/review-deputy", "山西省局/review-head")
_CLERK = "山西省局/review-clerk"
"""Hands in what has no author."""
_WORKFLOW = """\
since: {since}
tiers:
  - {{name: 办公室主任, role: 省局办公室主任, days: 1}}
  - {{name: 分管局领导, role: 省局分管局领导, days: 2}}
  - {{name: 主要领导, role: 省局主要领导, days: 2}}
paths:
  - {{name: 报省, levels: [国家级, 省级], tiers: [办公室主任, 分管局领导, 主要领导]}}
  - {{name: 报市, levels: [市级], tiers: [办公室主任, 分管局领导]}}
  - {{name: 本级, tiers: [办公室主任]}}
"""
_REASONS = ("数据没有出处，请注明", "做法写得太空，补上一两件实事", "标题和内容对不上", "超过字数")


def write(
    folder: Path, draw: Draw, items: Iterable[Change], first: date, last: date
) -> list[Change]:
    """Write the rules of review, who reviews, and a record for every item; return the records as
    changes of the day of their last entry."""
    content = folder / "content"
    (content / "registry/workflow.yml").write_text(_WORKFLOW.format(since=first), encoding="utf-8")
    with (content / "registry/people.yml").open("a", encoding="utf-8") as people:
        for person, tier in zip(_STAFF, _TIERS, strict=True):
            people.write(f"- {{id: {person}, name: 示例, roles: [省局{tier}]}}\n")
        people.write(f"- {{id: {_CLERK}, name: 示例, roles: [信息员]}}\n")
    corpus = load(content).corpus
    changes = []
    for number, change in enumerate(items):
        item = corpus.items[Path(change.path).stem]
        data = (folder / change.path).read_bytes()
        record, day = None, change.day
        for review in _reviews(corpus, item, data, number, draw, last):
            record, day = appended(record, review), review.time.date()
        path = content / record_path(item.id)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(record or "", encoding="utf-8")
        changes.append(Change(path.relative_to(folder).as_posix(), day, (0, 0), None))
    return changes


def _reviews(
    corpus: Corpus, item: Item, data: bytes, number: int, draw: Draw, last: date
) -> Iterator[Review]:
    """Yield what was decided about an item whose file this is."""
    assert corpus.workflow is not None
    path = path_of(corpus.workflow, item, corpus)
    assert path is not None
    sender = next(iter(item.authors), _CLERK)
    final = digest_of_file(data) or "", _object_id(data)
    draft = sha256(data).hexdigest(), _object_id(b"draft" + data)
    steps: list[tuple[Decision, str | None, tuple[str, str]]] = []
    if draw.chance(1 / 6):
        steps = [(Decision.SUBMIT, None, draft), (Decision.RETURN, _TIERS[0], draft)]
    steps.append((Decision.SUBMIT, None, final))
    steps += [(Decision.PASS, tier, final) for tier in path.tiers]
    day = item.date
    for place, (decision, tier, (text, blob)) in enumerate(steps):
        day = min(day + timedelta(days=draw.whole(0, 1) if place else 0), last)
        moment = datetime.combine(day, time(8 + place, draw.whole(0, 59)), _BEIJING)
        yield Review(
            _PLACE, decision, sender if tier is None else _STAFF[_TIERS.index(tier)],
            moment, text, blob, tier=tier,
            reason=draw.pick(_REASONS) if decision is Decision.RETURN else None,
            title=item.title if tier is None else None,
            units=tuple(share.unit for share in item.units) if tier is None else (),
            forge=ForgeReview("gitea", f"{number}-{place}"),
        )  # fmt: skip


def _object_id(data: bytes) -> str:
    """What Git calls a file of this content."""
    return sha1(b"blob %d\0%b" % (len(data), data)).hexdigest()  # noqa: S324 - Git's own choice
