"""Types and small builders that several kinds of file share."""

from __future__ import annotations

from typing import Final

from scoring.vocabulary import Level
from site_builder.parsing.fields import Field, ListOf
from site_builder.parsing.references import Ref
from site_builder.parsing.scalars import Date, Name, OneWord, Text

TITLE_LIMIT: Final = 80
"""Characters of a title; the ranking tables and notices must be able to hold it."""

DATE: Final = Date()
LEVEL: Final = OneWord(Level)
UNIT: Final = Name(Ref.UNIT)
UNITS: Final = ListOf(UNIT, single=True, unique=True)
PUBLICATION: Final = Name(Ref.PUBLICATION)
ITEM: Final = Name(Ref.ITEM)
LONG: Final = Text(2000)
SHORT: Final = Text(40)
NAMES: Final = ListOf(SHORT, single=True, unique=True)


def life(first: str, last: str) -> tuple[Field, Field]:
    """Return the fields valid_from and valid_to under the Chinese words of their kind."""
    return (
        Field("valid_from", first, DATE, "从哪天起（含当天）", "2018-07-05"),
        Field("valid_to", last, DATE, "到哪天止（含当天）；不写就是至今", "2026-06-30"),
    )
