"""用词表: the office's words, wrong and right."""

from __future__ import annotations

from typing import Final

from scoring.catalogue import screening
from scoring.wordlist import WordKind, WordRule
from site_builder.parsing.fields import Field, Given, ListOf, RecordType
from site_builder.parsing.scalars import OneWord
from site_builder.schema.common import DATE, SHORT


def _rule(given: Given) -> WordRule | None:
    wrong, right = given["wrong"], given["right"]
    reason = None
    if len(wrong) < 2:
        reason = "错词至少两个字"
    elif wrong == right:
        reason = "错词和正词一样"
    if reason is not None:
        given.report.add(screening.UNFIT_RULE, given.nodes["wrong"], wrong=wrong, reason=reason)
        return None
    return WordRule(source=given.source, **given.all())


WORDS: Final = ListOf(
    RecordType(
        "word_rule",
        "用词",
        (
            Field("wrong", "错", SHORT, "不能这样写的词，至少两个字", "放管服务", required=True),
            Field("right", "正", SHORT, "应当写的词", "放管服", required=True),
            Field(
                "kind", "种类", OneWord(WordKind), "错敏词、规范名称、旧单位名；不写就是错敏词",
                "错敏词",
            ),
            Field("since", "起", DATE, "报送日期从哪天起（含当天）才算错", "2026-07-01"),
            Field("until", "止", DATE, "报送日期到哪天止（含当天）才算错", "2026-12-31"),
        ),
        _rule,
    )
)  # fmt: skip
