"""What an issue of a bulletin prints beside its items: its own words, else the office's."""

from __future__ import annotations

from typing import NamedTuple

from scoring.bulletins import Bulletin, BulletinStyle
from scoring.model import Corpus, Item


class Heads(NamedTuple):
    """What stands at the head and the foot of an issue: its own words, else the office's."""

    name: str
    size: int | None
    editor: str
    printer: str
    lines: tuple[tuple[str, tuple[str, ...]], ...]
    """报、送、发 with whom, those that are said."""
    copies: int | None
    credit: bool


def heads(corpus: Corpus, bulletin: Bulletin) -> Heads:
    """Return what an issue says of itself, filled up from 刊样 and the registry."""
    style = corpus.bulletin_styles.get(bulletin.publication)
    style = style or BulletinStyle(bulletin.source, bulletin.publication)
    publication = corpus.publications.get(bulletin.publication)
    publisher = corpus.office.name if publication is None else publication.publisher
    editor = bulletin.editor or style.editor or publisher
    lines = (
        ("报", bulletin.report_to or style.report_to),
        ("送", bulletin.send_to or style.send_to),
        ("发", bulletin.issue_to or style.issue_to),
    )
    return Heads(
        name=style.name or bulletin.publication,
        size=style.size,
        editor=editor,
        printer=style.printer or editor,
        lines=tuple((word, whom) for word, whom in lines if whom),
        copies=bulletin.copies or style.copies,
        credit=style.credit,
    )


def credit(corpus: Corpus, item: Item) -> str:
    """Return who sent an item: units, then authors."""
    people = (corpus.people.get(name) for name in item.authors)
    names = [person.name for person in people if person is not None]
    units = "、".join(dict.fromkeys(share.unit for share in item.units))
    return "　".join(part for part in (units, "、".join(names)) if part)
