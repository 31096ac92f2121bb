"""A province, a city and a county with three tiers of review, written shortly."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

from scoring.calendar import Calendar
from scoring.findings import Source
from scoring.model import Corpus, Item, Office, Person, Share, Unit
from scoring.review.progress import Progress, progress
from scoring.review.record import Decision, Paper, Review, Trail
from scoring.review.workflow import Deputy, Path, Tier, Workflow
from scoring.vocabulary import Level

HERE = Source("content/x.yml")
BEIJING = timezone(timedelta(hours=8))
DIRECTOR, DEPUTY_HEAD, HEAD = "办公室主任", "分管局领导", "主要领导"
TIERS = tuple(
    Tier(HERE, name, name, days) for name, days in ((DIRECTOR, 1), (DEPUTY_HEAD, 2), (HEAD, None))
)
PATHS = (
    Path(HERE, "负面", (DIRECTOR, DEPUTY_HEAD, HEAD), tags=frozenset({"负面"})),
    Path(HERE, "报省", (DIRECTOR, DEPUTY_HEAD, HEAD), levels=frozenset({Level.PROVINCIAL})),
    Path(HERE, "报市", (DIRECTOR, HEAD), levels=frozenset({Level.MUNICIPAL})),
    Path(HERE, "本级", (DIRECTOR,)),
)
WORKFLOW = Workflow(
    HERE, date(2026, 10, 1), TIERS, PATHS, (),
    calendar=Calendar(frozenset({date(2026, 10, 7)}), frozenset({date(2026, 10, 10)})),
)  # fmt: skip
UNITS = {
    "省局": Unit("省局", HERE, group="省"),
    "市局": Unit("市局", HERE, parent="省局", group="市"),
    "县局": Unit("县局", HERE, parent="市局", group="县"),
}


def person(id_: str, *roles: str, **more: Any) -> Person:
    return Person(id_, HERE, id_.rpartition("/")[2], id_.rpartition("/")[0], roles, **more)


PEOPLE = (
    person("市局/writer", "信息员"),
    person("市局/clerk", "信息员"),
    person("市局/director", DIRECTOR),
    person("市局/deputy", DEPUTY_HEAD),
    person("市局/head", HEAD),
    person("省局/director", DIRECTOR),
    person("省局/head", HEAD),
)
WRITER, CLERK, DIR, DEP, BOSS = (f"市局/{one}" for one in (
    "writer", "clerk", "director", "deputy", "head",
))  # fmt: skip


def corpus(*people: Person, workflow: Workflow = WORKFLOW) -> Corpus:
    """The office; people given replace those of the same id, or come after them."""
    known = {one.id: one for one in (*PEOPLE, *people)}
    return Corpus(Office(HERE, "省局", "春水"), UNITS, known, workflow=workflow)


def item(**changes: Any) -> Item:
    made = Item(
        "20261009-短名", HERE, "题目", date(2026, 10, 9), (Share("市局"),), (WRITER,),
        level=Level.PROVINCIAL,
    )  # fmt: skip
    return replace(made, **changes)


def moment(hours: int) -> datetime:
    """So many hours after nine o'clock on Friday, 2026-10-09."""
    return datetime(2026, 10, 9, 9, tzinfo=BEIJING) + timedelta(hours=hours)


class Story:
    """Decisions in the order in which they are told, an hour apart."""

    def __init__(self, *people: Person, workflow: Workflow = WORKFLOW, **changes: Any) -> None:
        self.corpus = corpus(*people, workflow=workflow)
        self.item = item(**changes)
        self.reviews: list[Review] = []
        self.text = "1" * 64

    def tell(self, decision: Decision, who: str, tier: str | None = None, **more: Any) -> Story:
        values = {"text": self.text, "time": moment(len(self.reviews)), **more}
        self.reviews.append(
            Review(HERE, decision, who, blob="b" * 40, tier=tier, before="", **values)
        )
        return self

    def submit(self, who: str = WRITER, **more: Any) -> Story:
        return self.tell(Decision.SUBMIT, who, **more)

    def passed(self, who: str, tier: str, **more: Any) -> Story:
        return self.tell(Decision.PASS, who, tier, **more)

    def returned(self, who: str, tier: str, *again: str) -> Story:
        return self.tell(Decision.RETURN, who, tier, reason="数据没有出处", again=again)

    def rewrite(self, digit: str) -> Story:
        """The writer changes the text."""
        self.text = digit * 64
        return self

    def now(self, on: date | None = None) -> Progress:
        trail = Trail(self.item.id, HERE, tuple(self.reviews)) if self.reviews else None
        day = on or moment(len(self.reviews)).date()
        return progress(self.corpus.workflow, self.corpus, self.item, trail, self.text, day)

    def standings(self) -> list[str]:
        return [one.standing.label for one in self.now().tiers]

    def against(self) -> list[str]:
        return [each.reason for each in self.now().discounted]


def deputy(instead_of: str, who: str, start: date, end: date, *tiers: str) -> Workflow:
    """The rules with one authorisation."""
    return replace(WORKFLOW, deputies=(Deputy(HERE, instead_of, who, start, end, None, tiers),))


def paper(recorder: str, signed: date = date(2026, 10, 9)) -> Paper:
    return Paper("签批〔2026〕1号", signed, recorder)
