"""刊物的一期 as a paper: masthead, the items in their order, 报送发."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from scoring.bulletins import Bulletin, BulletinItem, BulletinStyle, Printed
from scoring.model import Corpus, Item
from site_builder.documents.paper import (
    Block,
    Credit,
    Heading,
    Imprint,
    Masthead,
    Paper,
    Paragraph,
)
from site_builder.documents.prose_blocks import blocks, first_paragraph
from site_builder.documents.words import long_date

NOTE_WORD = "编者按："


class Sources(NamedTuple):
    """Where texts and pictures come from."""

    body: Callable[[str], str]
    """An item's body by its id."""
    picture: Callable[[str, str], bytes | None]
    """A picture by the item's id and the address in its body; None where it cannot be read."""


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


def digest_of(printed: BulletinItem, body: str) -> str | None:
    """Return the digest that is printed of an item, None where all of it is."""
    if printed.printed is not Printed.DIGEST:
        return None
    return printed.digest or first_paragraph(body)


def paper_of(corpus: Corpus, bulletin: Bulletin, note: str, sources: Sources) -> Paper:
    """Return an issue as a paper; `note` is the editor's note, if any."""
    head = heads(corpus, bulletin)
    return Paper(
        masthead=Masthead(
            head.name,
            bulletin.issue,
            approver=bulletin.approver,
            left=head.editor,
            right=long_date(bulletin.date),
            size=head.size,
        ),
        title=None,
        body=tuple(_body(corpus, bulletin, note, sources, credited=head.credit)),
        imprint=Imprint(
            tuple((word, "，".join(whom)) for word, whom in head.lines),
            head.printer,
            bulletin.date,
            head.copies,
        ),
        subject=f"{bulletin.publication}{bulletin.issue}",
    )


def _body(
    corpus: Corpus, bulletin: Bulletin, note: str, sources: Sources, *, credited: bool
) -> Iterator[Block]:
    yield from _note(note)
    column = None
    for printed in bulletin.items:
        if printed.column and printed.column != column:
            yield Heading(1, f"【{printed.column}】")
        column = printed.column
        item = corpus.items[printed.item]
        yield Heading(0, printed.title or item.title)
        body = sources.body(item.id)
        digest = digest_of(printed, body)
        if digest is not None:
            yield Paragraph(digest)
        else:
            yield from blocks(body, _pictures(sources, item.id))
        if credited:
            yield Credit(credit(corpus, item))


def _pictures(sources: Sources, item: str) -> Callable[[str], bytes | None]:
    return lambda address: sources.picture(item, address)


def _note(note: str) -> Iterator[Block]:
    made = blocks(note, lambda _: None)
    for at, block in enumerate(made):
        if at == 0 and isinstance(block, Paragraph):
            yield Paragraph(f"{NOTE_WORD}{block.text}", NOTE_WORD)
        else:
            yield block
