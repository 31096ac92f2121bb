"""Review records as text: entries are added below what stands there, never changed.

One entry is written like this, in the order of the schema, each value on one line:

    - decision: 退改
      tier: 办公室主任
      person: 省局办公室/hanwenbo
      time: 2026-09-12T09:30:00+08:00
      reason: "数据没有出处: 请注明"
      text: 9f86…
      blob: 1b2c…
      before: e3b0…
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from scoring.review.chain import before
from scoring.review.record import ForgeReview, Paper, Review
from scoring.vocabulary import Word
from site_builder.schema.reviews import REVIEW

HEAD: Final = "# 审核记录，只由 chunshui 命令添加；手工改动会被 chunshui review verify 查出。\n"
_PLAIN: Final = re.compile(r"\w(?:[\w /.+@（）〔〕《》“”、，。；！？-]*[\w）〕》”。！？=])?")
_LINE_BREAKS: Final = re.compile("\r\n?")
_UNSEEN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_KEYS: Final = tuple(field.key for field in REVIEW.fields)


def one_line(text: str) -> str:
    """Return a text without control characters, its blanks and line ends folded to one blank."""
    return " ".join(_UNSEEN.sub(" ", text).split())


def placed(record: str | None, review: Review) -> Review:
    """Return a review as it will stand at the end of a record: its texts on one line, 前文."""
    lines = _begun(record).split("\n")
    return replace(
        review,
        reason=one_line(review.reason or "") or None,
        title=one_line(review.title or "") or None,
        before=before(lines, len(lines)),
    )


def appended(record: str | None, review: Review) -> str:
    """Return a record's text (None before the first entry) with a review added; what stood there
    stands there unchanged."""
    own = _values(placed(record, review))
    lines = [line for key, value in own.items() for line in _written(key, value)]
    entry = "".join(f"{'  ' if number else '- '}{line}\n" for number, line in enumerate(lines))
    return _begun(record) + entry


def statement(item: str, review: Review) -> bytes:
    """Return what a signature is over: the item's id and every value of its entry but itself, in
    one form that no layout of the record changes."""
    said = {key: value for key, value in _values(review).items() if key != "signature"}
    form = json.dumps([item, said], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return form.encode("utf-8", "surrogatepass")


def blocks(data: bytes, reviews: Sequence[Review]) -> list[tuple[int, bytes]]:
    """Return the line (from 0) at which each entry of a record begins, and the entry as written;
    `reviews` are what the record was read as."""
    lines = data.splitlines(keepends=True)
    starts = [review.source.line - 1 for review in reviews]
    ends = [*starts[1:], len(lines)]
    return [(start, b"".join(lines[start:end])) for start, end in zip(starts, ends, strict=True)]


def _begun(record: str | None) -> str:
    """Return the text below which the next entry is written."""
    if not record:
        return HEAD
    text = _LINE_BREAKS.sub("\n", record)
    return text if text.endswith("\n") else f"{text}\n"


def _values(review: Review) -> dict[str, Any]:
    """Return the fields that an entry has, as written."""
    found = {key: _plain(getattr(review, key)) for key in _KEYS}
    return {key: value for key, value in found.items() if value not in (None, "", [], {})}


def _plain(value: object) -> Any:
    if isinstance(value, Word):
        return value.label
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, ForgeReview):
        return _record({"name": value.forge, "id": value.id, "url": value.url})
    if isinstance(value, Paper):
        return _record(value._asdict())
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value


def _record(values: Mapping[str, object]) -> dict[str, Any]:
    return {key: _plain(value) for key, value in values.items() if value is not None}


def _written(key: str, value: Any) -> Iterator[str]:
    """Yield the lines of a field without the indent of its entry."""
    if isinstance(value, dict):
        yield f"{key}:"
        for each, inner in value.items():
            yield f"  {each}: {_scalar(inner)}"
    elif isinstance(value, Sequence) and not isinstance(value, str):
        yield f"{key}: [{', '.join(_scalar(each) for each in value)}]"
    else:
        yield f"{key}: {value if key == 'time' else _scalar(value)}"


def _scalar(text: str) -> str:
    """Return a text so that YAML reads exactly it."""
    if _PLAIN.fullmatch(text) is not None:
        return text
    return json.dumps(one_line(text), ensure_ascii=False)
