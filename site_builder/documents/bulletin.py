"""刊物的一期 as a paper: masthead, the items in their order, 报送发."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from scoring.bulletins import Bulletin, BulletinItem, Printed
from scoring.model import Corpus
from scoring.printing import credit, heads
from site_builder import prose
from site_builder.documents.paper import (
    Block,
    Credit,
    Heading,
    Imprint,
    Masthead,
    Paper,
    Paragraph,
)
from site_builder.documents.prose_blocks import blocks
from site_builder.documents.words import long_date

NOTE_WORD = "编者按："


class Sources(NamedTuple):
    """Where texts and pictures come from."""

    body: Callable[[str], str]
    """An item's body by its id."""
    picture: Callable[[str, str], bytes | None]
    """A picture by the item's id and the address in its body; None where it cannot be read."""


def digest_of(printed: BulletinItem, body: str) -> str | None:
    """Return the digest that is printed of an item, None where all of it is."""
    if printed.printed is not Printed.DIGEST:
        return None
    return printed.digest or prose.first_paragraph(body)


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
