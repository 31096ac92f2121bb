"""Facts as frozen values: what the office's files say, nothing computed.

Every fact knows where it was written (`source`), so that every point can lead back to a file
and a line. Ids are the words people write: a unit, publication or leader is known by its
Chinese name, a person by `单位/拼音`, an item or assignment by its file's stem.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from scoring.alerts.facts import Action, AlertRule
from scoring.assignments.facts import Assignment
from scoring.assignments.kinds import DEFAULT_RULES, KindRule
from scoring.bulletins import Bulletin, BulletinStyle
from scoring.calendar import Calendar
from scoring.closing.facts import Correction, Notice, NoticeForm, Seal
from scoring.faces import DEFAULT_FACES, Faces
from scoring.findings import Source
from scoring.points import Points
from scoring.review.record import Trail
from scoring.review.workflow import Workflow
from scoring.rulebook import Rulebook
from scoring.vocabulary import (
    DEFAULT_FORMS,
    DEFAULT_KINDS,
    DEFAULT_RANKS,
    DEFAULT_TRACKS,
    AssignmentKind,
    CaseStatus,
    Employment,
    FaultKind,
    Level,
    LineageKind,
    Route,
)
from scoring.wordlist import WordRule


@dataclass(frozen=True, slots=True)
class Office:
    """`registry/office.yml`: the office itself and the words it chooses for itself."""

    source: Source
    name: str
    title: str
    """Name of the bulletin site, shown in the masthead."""
    as_of: date | None = None
    """A fixed 'today', for demonstrations and sealed archives; normally absent."""
    demo: bool = False
    """Every page says 示例 when true."""
    kinds: tuple[str, ...] = DEFAULT_KINDS
    forms: tuple[str, ...] = DEFAULT_FORMS
    ranks: tuple[str, ...] = DEFAULT_RANKS
    tracks: tuple[str, ...] = DEFAULT_TRACKS
    groups: tuple[str, ...] = ()
    """Ranking groups in the order in which they are printed; others follow by name."""
    fonts: Faces = DEFAULT_FACES
    """字体 of notices and bulletins in Word and PDF."""


class Lineage(NamedTuple):
    """沿革: from `on` the unit is `into`."""

    kind: LineageKind
    into: str
    on: date


@dataclass(frozen=True, slots=True)
class Unit:
    """报送单位: a node of the tree of units, in a ranking group, with its life span."""

    id: str
    source: Source
    parent: str | None = None
    group: str | None = None
    """类别; a unit without one takes part but is not ranked."""
    valid_from: date | None = None
    valid_to: date | None = None
    lineage: Lineage | None = None
    headcount: int | None = None
    level: Level | None = None
    conditions: tuple[str, ...] = ()
    """Non-numeric conditions that the office has certified, e.g. 有分管领导, 有考核办法 (RB01)."""
    short: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A person's training, secondment or promotion (seed 000: 培训、跟班、选拔重用)."""

    source: Source
    kind: str
    title: str
    start: date
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """信息员 or reviewer; id is `单位/拼音` so that namesakes differ."""

    id: str
    source: Source
    name: str
    unit: str
    roles: tuple[str, ...] = ()
    employment: Employment | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    tags: tuple[str, ...] = ()
    """Classes that a rulebook may name, e.g. 青年干部 (RB34)."""
    records: tuple[Record, ...] = ()
    reviews_for: str | None = None
    """审核单位: the unit for which he reviews, when it is not his own."""
    accounts: tuple[str, ...] = ()
    """Names under which he signs in to a forge; several are still one person."""
    emails: tuple[str, ...] = ()
    """Addresses under which he commits."""
    keys: tuple[str, ...] = ()
    """SSH public keys (`ssh-ed25519 AAAA…`); where there are any, what he signs must be signed."""


@dataclass(frozen=True, slots=True)
class Publication:
    """刊物: a bulletin that adopts items."""

    id: str
    source: Source
    level: Level
    publisher: str
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    own: bool = False
    """True for the office's own bulletins (本级刊物)."""


@dataclass(frozen=True, slots=True)
class Leader:
    """批示人: a post, not a person (省长, 分管副省长)."""

    id: str
    source: Source
    level: Level
    rank: str
    aliases: tuple[str, ...] = ()


class Share(NamedTuple):
    """A unit's part in a joint item; `share` is None where none was written."""

    unit: str
    share: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Adoption:
    """采用: a publication took the item on a date, in a form."""

    source: Source
    publication: str
    date: date
    issue: str | None = None
    form: str | None = None
    route: Route | None = None
    units: tuple[str, ...] = ()
    """Units credited by this adoption when not all of the item's."""
    length: int | None = None
    """Printed length in characters when it differs from the manuscript (RB39)."""


@dataclass(frozen=True, slots=True)
class Forwarding:
    """报上级: chosen by the office and sent up, before or without adoption (RB01, RB15)."""

    source: Source
    level: Level
    date: date


class Conversion(NamedTuple):
    """转化 of a case or an endorsement: 制度文件 or 示范点 … (seed 004: 双转化)."""

    kind: str
    title: str
    date: date


class Feedback(NamedTuple):
    """落实反馈: what was done about an endorsement, and when it was reported."""

    source: Source
    date: date
    text: str


@dataclass(frozen=True, slots=True)
class Endorsement:
    """批示: a leader's written instruction on an item."""

    source: Source
    leader: str
    date: date
    praise: bool = False
    publication: str | None = None
    """The publication on which it was written, where known (RB01)."""
    text: str | None = None
    feedback: tuple[Feedback, ...] = ()
    """落实反馈, the office's record of what came of it."""
    conversions: tuple[Conversion, ...] = ()
    """成果转化."""


@dataclass(frozen=True, slots=True)
class Fault:
    """差错: late, omitted, concealed, false or wrong; `item` is None where there is no item."""

    source: Source
    kind: FaultKind
    date: date
    unit: str | None = None
    """None on an item's own fault: then it is the item's units'."""
    item: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """裁量: points chosen inside a rule's range, with the reason recorded."""

    source: Source
    clause: str
    points: Points
    reason: str
    date: date
    unit: str | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Nomination:
    """案例: the item's nomination to the case library and what the office decided."""

    source: Source
    track: str
    status: CaseStatus = CaseStatus.NOMINATED
    year: int | None = None
    award: str | None = None
    conversions: tuple[Conversion, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """信息: one submitted piece. `length` counts the characters of its body."""

    id: str
    source: Source
    title: str
    date: date
    units: tuple[Share, ...]
    authors: tuple[str, ...] = ()
    """Person ids, first author first."""
    outside_authors: tuple[str, ...] = ()
    """Names outside the registry (journalists …): shown, never scored."""
    kind: str | None = None
    level: Level | None = None
    sources: tuple[str, ...] = ()
    commission: str | None = None
    """Id of the 约稿 it answers."""
    tags: tuple[str, ...] = ()
    length: int = 0
    adoptions: tuple[Adoption, ...] = ()
    forwardings: tuple[Forwarding, ...] = ()
    endorsements: tuple[Endorsement, ...] = ()
    faults: tuple[Fault, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    case: Nomination | None = None


class Adopted(NamedTuple):
    """An adoption with its item."""

    item: Item
    fact: Adoption


class Endorsed(NamedTuple):
    """An endorsement with its item."""

    item: Item
    fact: Endorsement


@dataclass(frozen=True, slots=True)
class GrantedHonour:
    """荣誉 recorded by the office: kept for ever, also for units that no longer exist."""

    source: Source
    name: str
    year: int
    to: str
    """A unit's id, a person's id, or a plain name from before the registry."""
    issuer: str
    document: str | None = None
    level: Level | None = None
    points: Points | None = None
    """荣誉积分, where the office keeps them."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """All facts of an office, each mapping in sorted order of its key."""

    office: Office
    units: Mapping[str, Unit] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    publications: Mapping[str, Publication] = field(default_factory=dict)
    leaders: Mapping[str, Leader] = field(default_factory=dict)
    items: Mapping[str, Item] = field(default_factory=dict)
    assignments: Mapping[str, Assignment] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    honours: tuple[GrantedHonour, ...] = ()
    rulebooks: tuple[Rulebook, ...] = ()
    """Sorted by score, then by the date from which they hold."""
    workflow: Workflow | None = None
    trails: Mapping[str, Trail] = field(default_factory=dict)
    """Reviews by item; also of items that never came to be published."""
    notices: tuple[Notice, ...] = ()
    """Sorted by period, then by score."""
    notice_form: NoticeForm | None = None
    """The office's template of notices."""
    seals: Mapping[str, Seal] = field(default_factory=dict)
    """By notice."""
    corrections: tuple[Correction, ...] = ()
    """Sorted by date, then by id."""
    bulletins: Mapping[str, Bulletin] = field(default_factory=dict)
    bulletin_styles: Mapping[str, BulletinStyle] = field(default_factory=dict)
    """刊样 by publication."""
    calendar: Calendar = field(default_factory=Calendar)
    assignment_kinds: Mapping[AssignmentKind, KindRule] = field(
        default_factory=lambda: DEFAULT_RULES
    )
    """Of every kind: the office's rule, or the program's."""
    alert_rules: tuple[AlertRule, ...] = ()
    """In the order of the file."""
    actions: tuple[Action, ...] = ()
    words: tuple[WordRule, ...] = ()
    """用词, in the order of the file; those that 沿革 makes are not among them."""
