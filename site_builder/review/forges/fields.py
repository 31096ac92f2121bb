"""Fields of a forge's answers: anything may be missing or null, and must then do no harm."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta, timezone
from typing import Any, Final, NamedTuple, TypeVar

from site_builder.review.forges.http import Transport
from site_builder.review.forges.interface import (
    MARKER,
    Change,
    ChangedFile,
    ForgeError,
    ForgeReviewRow,
    Request,
    RequestState,
    commented,
)

T = TypeVar("T")

BEIJING: Final = timezone(timedelta(hours=8))
"""Forges tell times in UTC; who may review on a day is asked by the office's own day."""


def text(row: Any, *names: str) -> str:
    """Return a text or number inside nested records, empty where anything on the way is missing."""
    for name in names:
        row = row.get(name) if isinstance(row, Mapping) else None
    return "" if row is None or isinstance(row, bool | dict | list) else str(row)


def flag(row: Any, name: str, missing: bool) -> bool:
    """Return a yes or no."""
    value = row.get(name) if isinstance(row, Mapping) else None
    return value if isinstance(value, bool) else missing


def listed(row: Any, name: str) -> list[Any]:
    """Return a list inside a record, an empty one where there is none."""
    value = row.get(name) if isinstance(row, Mapping) else None
    return value if isinstance(value, list) else []


def moment(row: Any, name: str) -> datetime | None:
    """Return a moment to the second in Beijing's time, None where there is none with an offset."""
    try:
        found = datetime.fromisoformat(text(row, name))
    except ValueError:
        return None
    if found.tzinfo is None or found.year < 2000:  # Gitea writes an unset time as the year 1
        return None
    return found.astimezone(BEIJING).replace(microsecond=0)


def whole(row: Any, name: str) -> int:
    """Return a whole number, 0 where there is none."""
    found = text(row, name)
    return int(found) if found.isascii() and found.isdigit() else 0


def in_order(rows: Iterable[ForgeReviewRow]) -> tuple[ForgeReviewRow, ...]:
    """Return rows oldest first; those without a time come last, in the order of the forge."""
    last = datetime.max.replace(tzinfo=BEIJING)
    return tuple(sorted(rows, key=lambda row: row.time or last))


def pull_request(row: Any) -> Request:
    """Return a pull request in the shape that GitHub, Gitea and Gitee share.

    Raises ForgeError where the commits or the time are not told: nothing could be judged then.
    """
    merged = flag(row, "merged", False) or text(row, "merged_at") != ""
    states = {"open": RequestState.OPEN, "closed": RequestState.CLOSED}
    state = states.get(text(row, "state"), RequestState.CLOSED)
    return Request(
        number=whole(row, "number"),
        title=text(row, "title"),
        author=text(row, "user", "login"),
        head=told(text(row, "head", "sha")),
        base=told(text(row, "base", "sha")),
        branch=text(row, "head", "ref"),
        state=RequestState.MERGED if merged or text(row, "state") == "merged" else state,
        opened=told(moment(row, "created_at")),
        ended=moment(row, "merged_at") or moment(row, "closed_at"),
        updated=moment(row, "updated_at"),
        target=text(row, "base", "ref"),
        url=text(row, "html_url"),
    )


def told(value: T | None) -> T:
    """Return what a forge must have told of a request, or raise ForgeError."""
    if not value:
        raise ForgeError("平台的回答里没有请求两端的提交或时间，请检查接口地址。")
    return value


def changed_file(row: Any, words: Mapping[str, Change]) -> ChangedFile:
    """Return a changed file in the shape that GitHub, Gitea and Gitee share, by its own words."""
    change = words.get(text(row, "status"), Change.UNKNOWN)
    return ChangedFile(text(row, "filename"), change, text(row, "previous_filename") or None)


class Comments(NamedTuple):
    """Where the comments of a request lie, and how they are told apart."""

    listed: Callable[[], Iterable[Any]]
    path: str
    """POST here writes a new one."""
    one: str
    """The path of one, without its id at the end."""
    change: str = "PATCH"
    author: tuple[str, str] = ("user", "login")


def write_comment(transport: Transport, comments: Comments, own: str | None, markdown: str) -> None:
    """Bring our one comment up to date: the oldest with the marker that our own account wrote.

    Where `own`, our account, is not given, the forge is asked for it.
    """
    body = commented(markdown)
    account = own or text(transport.get("user"), comments.author[1])

    def ours() -> Any:
        mine = (
            each for each in comments.listed()
            if text(each, "body").startswith(MARKER)
            and text(each, *comments.author).casefold() == account.casefold()
        )  # fmt: skip
        return min(mine, key=lambda each: whole(each, "id"), default=None)

    def done() -> bool:
        return _same(text(ours(), "body"), body)

    found = ours()
    if found is None:
        transport.once(lambda: ours() is not None, "POST", comments.path, {"body": body})
    elif not _same(text(found, "body"), body):
        one = f"{comments.one}/{text(found, 'id')}"
        transport.once(done, comments.change, one, {"body": body})


def _same(one: str, other: str) -> bool:
    """Return whether two texts are the same but for line ends, which forges may change."""
    return one.replace("\r\n", "\n").strip() == other.replace("\r\n", "\n").strip()
