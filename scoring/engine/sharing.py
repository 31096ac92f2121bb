"""联合、归属、个人: who receives a joint item's points, and in which parts."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from scoring.conditions import Joint, PersonJoint, Section
from scoring.engine import words
from scoring.model import Share
from scoring.points import ZERO, Points, times
from scoring.postings import Line, Row
from scoring.rulebook import Rulebook
from scoring.rules import Multiplier, Rule


@dataclass(frozen=True, slots=True, eq=False)
class Member:
    """One credited unit of an item, compared by identity so that it can key a memo cheaply."""

    unit: str
    group: str | None
    people: tuple[str, ...]
    """Its registered authors, first author first."""
    authors: tuple[str, ...]
    """The registered authors of all credited units, who share what goes to a common parent."""
    index: int
    units: tuple[str, ...]
    """All credited units, this one at `index`."""
    shares: tuple[Fraction, ...]
    """Their exact shares, which sum to 1."""


class Recipient(NamedTuple):
    """Where a member's part goes."""

    unit: str
    people: tuple[str, ...] = ()
    """The authors who share it, first author first."""
    share: Fraction | None = None
    """None is the whole."""
    phrase: str | None = None
    """How it was divided."""
    moved: str | None = None
    """By which 归属 it came from another unit."""


_WHOLE = (Fraction(1),)


def even_rest(shares: tuple[Share, ...]) -> tuple[Fraction, ...]:
    """Return exact shares that sum to 1: units without one take even parts of the rest.

    Shares that sum to something else are a finding; here they are taken as proportions.
    """
    if len(shares) == 1:
        return _WHOLE
    given = sum((share.share for share in shares if share.share is not None), Fraction(0))
    blank = sum(share.share is None for share in shares)
    rest = max(1 - given, Fraction(0)) / blank if blank else Fraction(0)
    parts = [rest if share.share is None else share.share for share in shares]
    whole = sum(parts, Fraction(0))
    if not whole:
        return tuple(Fraction(1, len(parts)) for _ in parts)
    return tuple(part / whole for part in parts)


def divided(member: Member, joint: Joint, parent: str | None) -> Recipient | None:
    """Return where a member's part goes; None where a common parent takes it with another's."""
    number = len(member.units)
    if number == 1:
        return Recipient(member.unit, member.people)
    first = member.index == 0
    unit, people = member.unit, member.people
    if joint is Joint.PARENT:
        if parent is None:
            joint = Joint.EVEN
        elif not first:
            return None
        else:
            unit, people = parent, member.authors
    share = part(joint, number, first, member.shares[member.index])
    phrase = words.joint(joint, member.units, share, first)
    return Recipient(unit, people, None if share == 1 else share, phrase)


def part(joint: Joint, number: int, first: bool, share: Fraction) -> Fraction:
    """Return which part of a fact one of several takes by a manner of 联合."""
    match joint:
        case Joint.EVEN:
            return Fraction(1, number)
        case Joint.SHARES:
            return share
        case Joint.FIRST:
            return Fraction(int(first))
        case _:
            return Fraction(1)


@dataclass(frozen=True, slots=True)
class Grant:
    """What a rule gives before it is divided."""

    section: Section
    rule: Rule | None
    points: Points
    detail: tuple[str, ...]
    extras: tuple[Multiplier, ...]
    rulebook: Rulebook


class Piece(NamedTuple):
    """A row before it is known whose it is."""

    author: int | None
    """Which of the recipient's people; None is the unit itself."""
    points: Points
    rule: Rule | None
    detail: tuple[str, ...]


class Plan(NamedTuple):
    """How a grant is divided: the same for all recipients of equal parts with as many authors."""

    pieces: tuple[Piece, ...]
    weight: Points
    rulebook: Rulebook

    def line(self, recipient: Recipient) -> Line:
        """Return the rows of one recipient and the authors who share them."""
        unit, people = recipient.unit, recipient.people
        rows = [
            Row(unit, None if author is None else people[author], points, rule, detail)
            for author, points, rule, detail in self.pieces
        ]
        return Line(tuple(rows), self.weight, self.rulebook)


def shared(grant: Grant, recipient: Recipient) -> Line:
    """Return the rows of a grant for one recipient and the authors who share it."""
    return planned(grant, recipient).line(recipient)


def planned(grant: Grant, recipient: Recipient) -> Plan:
    """Return how a grant is divided for a recipient, whoever it is."""
    measure, persons = grant.rulebook.measure, grant.rulebook.persons
    authors = len(recipient.people)
    points = _portion(grant.points, recipient.share)
    base = Piece(None, points, grant.rule, _told(grant, recipient, points))
    pieces = [base, *_authors(base, authors, persons, measure)]
    running, weight = points, grant.points
    for extra in grant.extras:
        more = times(running, extra.factor - 1)
        told: tuple[str, ...] = (words.multiplied(extra.factor, more, measure),)
        if recipient.moved is not None:
            told += (recipient.moved,)
        piece = Piece(None, more, extra, told)
        pieces += (piece, *_authors(piece, authors, persons, measure))
        running, weight = times(running, extra.factor), times(weight, extra.factor)
    return Plan(tuple(pieces), weight, grant.rulebook)


def _portion(points: Points, share: Fraction | None) -> Points:
    return points if share is None else times(points, share)


def _told(grant: Grant, recipient: Recipient, points: Points) -> tuple[str, ...]:
    told, measure = grant.detail, grant.rulebook.measure
    if recipient.phrase is None and recipient.moved is None:
        return told
    told = told or (words.amount(grant.points, measure),)
    if recipient.phrase is not None:
        told += (f"{recipient.phrase}，本单位{words.amount(points, measure)}",)
    return told if recipient.moved is None else (*told, recipient.moved)


def _authors(
    piece: Piece, number: int, joint: PersonJoint, measure: str
) -> tuple[Piece, ...]:
    """Return what the unit's authors get of one of its pieces."""
    if joint is PersonJoint.NONE or not number:
        return ()
    if number == 1:
        return (piece._replace(author=0),)
    told = piece.detail or (words.amount(piece.points, measure),)
    phrase = words.persons(joint, number)
    pieces = []
    for index in range(number):
        match joint:
            case PersonJoint.EVEN:
                points = times(piece.points, Fraction(1, number))
            case PersonJoint.FIRST:
                points = ZERO if index else piece.points
            case _:
                points = piece.points
        said = (*told, f"{phrase}，本人{words.amount(points, measure)}")
        pieces.append(Piece(index, points, piece.rule, said))
    return tuple(pieces)
