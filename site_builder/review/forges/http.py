"""The only door to a forge's HTTP API: JSON, all pages, patience, and a token that never shows.

Only the configured host is asked, over http or https; a redirect or a next page elsewhere is an
error, because the token would go there too. Proxies of the environment are not used for the same
reason. Reading is tried again after 5xx, 429 and a broken connection; writing only after a look at
whether it had happened (`once`).
"""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from http.client import HTTPException, HTTPResponse
from typing import IO, Any, Final, NamedTuple
from urllib.parse import urlencode, urljoin, urlsplit

from site_builder.review.forges.interface import ForgeError

PER_PAGE: Final = 100
_LARGEST: Final = 32 * 2**20
_MOST_PAGES: Final = 1000
_NEXT: Final = re.compile(r'<([^<>]+)>\s*;[^,]*\brel="?next"?')
_TOKEN: Final = re.compile(r"[!-~]{1,4096}")
_BUSY: Final = (429, 500, 502, 503, 504)


class Patience(NamedTuple):
    """How long to wait for a forge, in seconds; what waits is given, so that tests need not."""

    pause: Callable[[int], object]
    waits: tuple[int, ...] = (1, 4, 15)
    """Before the second try, the third, …"""
    longest: int = 60
    """The most that a server may ask for (Retry-After)."""
    timeout: int = 30
    """How long it may stay silent."""


class Busy(Exception):  # noqa: N818 - no error yet: it is worth another try
    """The forge may answer later."""

    def __init__(self, reason: str, after: int | None = None) -> None:
        """Keep the reason, and for how long the forge asked to wait."""
        super().__init__(reason)
        self.reason = reason
        self.after = after


class Answer(NamedTuple):
    """What a forge answered."""

    data: Any
    headers: Mapping[str, str]
    """By their names in small letters."""


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Follows a redirect of a reading request on the same host (a renamed repository) only."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: Any,
        newurl: str,
    ) -> urllib.request.Request | None:
        """Return the next request, None (the redirect itself is the bad answer) where refused."""
        if req.get_method() != "GET" or _origin(newurl) != _origin(req.full_url):
            return None
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class Transport:
    """One forge's API under one address."""

    def __init__(
        self, root: str, patience: Patience, header: str = "", prefix: str = "", token: str = ""
    ) -> None:
        """Take the API's address and the token with the header that carries it.

        Raises ForgeError where the address or the token cannot be one.
        """
        parts = urlsplit(root)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
            raise ForgeError("平台地址应是 http:// 或 https:// 开头的接口地址，不带用户名。")
        if token and _TOKEN.fullmatch(token) is None:
            raise ForgeError("令牌里有空格、换行或其他不能用的字符，请检查环境变量。")
        self._root = root.rstrip("/") + "/"
        self._patience = patience
        self._token = token
        self._headers = {
            "Accept": "application/json",
            "User-Agent": "chunshui",
            **({header: prefix + token} if token else {}),
        }
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _SameHost)

    def get(self, path: str, **query: str | int) -> Any:
        """Return what a path holds."""
        return self._patiently(partial(self._ask, "GET", self._address(path, query))).data

    def linked_pages(self, path: str, **query: str | int) -> Iterator[Any]:
        """Yield the rows of all pages that the Link header leads to (GitHub, GitLab)."""
        address = self._address(path, {"per_page": PER_PAGE, **query})
        for _ in range(_MOST_PAGES):
            answer = self._patiently(partial(self._ask, "GET", address))
            yield from _rows(answer.data)
            following = self._next(address, answer)
            if following is None:
                return
            address = following
        raise ForgeError(f"{path}：超过 {_MOST_PAGES} 页，没有读完。")

    def counted_pages(
        self, path: str, size_word: str = "limit", **query: str | int
    ) -> Iterator[Any]:
        """Yield the rows of page after page until one is empty or repeats the last (Gitea, Gitee).

        A server may give fewer rows than asked for, so a short page is not yet the end.
        """
        before: list[Any] = []
        for page in range(1, _MOST_PAGES + 1):
            rows = _rows(self.get(path, **{size_word: PER_PAGE, "page": page, **query}))
            if not rows or rows == before:
                return
            yield from rows
            before = rows
        raise ForgeError(f"{path}：超过 {_MOST_PAGES} 页，没有读完。")

    def once(
        self, done: Callable[[], bool], method: str, path: str, body: Mapping[str, object]
    ) -> None:
        """Send what changes something, unless `done` says that it has happened.

        After a server's error nobody knows whether it happened: `done` looks again before each
        further try, so that nothing is posted twice.
        """
        address, tried = self._address(path, {}), False

        def act() -> Answer:
            nonlocal tried
            if tried and done():
                return Answer(None, {})
            tried = True
            return self._ask(method, address, body)

        if not done():
            self._patiently(act)

    def _patiently(self, act: Callable[[], Answer]) -> Answer:
        for wait in (*self._patience.waits, None):
            try:
                return act()
            except Busy as busy:
                if wait is None or (busy.after or 0) > self._patience.longest:
                    raise ForgeError(f"{busy.reason}，试了几次都不行，请稍后再试。") from None
                self._patience.pause(max(wait, busy.after or 0))
        raise AssertionError  # the loop ends only with a return or a raise

    def _ask(self, method: str, address: str, body: Mapping[str, object] | None = None) -> Answer:
        data = None if body is None else json.dumps(body, ensure_ascii=False).encode("utf-8")
        headers = dict(self._headers)
        if data is not None:
            headers["Content-Type"] = "application/json; charset=utf-8"
        asked = urllib.request.Request(address, data, headers, method=method)  # noqa: S310 - http(s)
        where = f"{method} {urlsplit(address).path}"
        try:
            with self._opener.open(asked, timeout=self._patience.timeout) as response:
                return _answer(response)
        except urllib.error.HTTPError as error:
            with error:
                raise self._refused(where, error) from None
        except (OSError, HTTPException) as error:
            reason = getattr(error, "reason", error)
            raise Busy(self._clean(f"{where}：连不上平台（{reason}）")) from None

    def _refused(self, where: str, error: urllib.error.HTTPError) -> Exception:
        """Return what to raise for an answer that is no success."""
        headers = {name.lower(): value for name, value in error.headers.items()}
        after = headers.get("retry-after", "").strip()
        seconds = int(after) if after.isascii() and after.isdigit() else None
        said = self._clean(f"{where}：平台回答 {error.code} {_message(error)}".rstrip())
        if error.code in _BUSY or (error.code == 403 and seconds is not None):
            return Busy(said, seconds)
        return ForgeError(f"{said}。")

    def _next(self, address: str, answer: Answer) -> str | None:
        found = _NEXT.search(answer.headers.get("link", ""))
        if found is None:
            return None
        following: str = urljoin(address, found[1])
        if _origin(following) != _origin(self._root):
            raise ForgeError("平台说下一页在别的主机上，没有跟过去。")
        return following

    def _address(self, path: str, query: Mapping[str, str | int]) -> str:
        return self._root + path + (f"?{urlencode(query)}" if query else "")

    def _clean(self, message: str) -> str:
        return message.replace(self._token, "***") if self._token else message


def _origin(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    return parts.scheme, parts.netloc


def _answer(response: HTTPResponse) -> Answer:
    content = response.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise ForgeError("平台的回答太大，没有读完。")
    headers = {name.lower(): value for name, value in response.headers.items()}
    try:
        return Answer(json.loads(content) if content.strip() else None, headers)
    except ValueError:
        raise ForgeError("平台的回答不是 JSON，请检查接口地址。") from None


def _rows(data: Any) -> list[Any]:
    if not isinstance(data, list):
        raise ForgeError("平台的回答不是列表，请检查接口地址。")
    return data


def _message(error: urllib.error.HTTPError) -> str:
    """Return the reason that a refusal gives, on one line."""
    try:
        data = json.loads(error.read(4096))
    except (ValueError, OSError, HTTPException):
        return ""
    said = data.get("message") or data.get("error") if isinstance(data, dict) else None
    return "" if said is None else " ".join(str(said).split())[:200]
