"""The door to the network: where it goes, how often, and what it never tells."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from site_builder.review.forges.http import Patience, Transport
from site_builder.review.forges.interface import ForgeError
from site_builder.review.forges.opening import NAMES, open_forge
from tests.site_builder.review.forges.server import Asked, Reply, Script, answering

KEY = "a-token-nobody-may-see"


def transport(root: str, waits: list[int] | None = None, token: str = KEY) -> Transport:
    pause: Callable[[int], object] = ([] if waits is None else waits).append
    return Transport(root, Patience(pause, (1, 4), timeout=5), "Authorization", "token ", token)


def pages(*rows: object) -> Script:
    """One row on each page."""

    def script(asked: Asked) -> Reply:
        number = int(asked.query.get("page", "1"))
        return Reply(200, [rows[number - 1]] if number <= len(rows) else [])

    return script


def test_only_web_addresses_are_asked() -> None:
    for root in ("file:///etc", "ftp://a.invalid", "a.invalid/api", "https://u:p@a.invalid", "x:"):
        with pytest.raises(ForgeError, match="http"):
            transport(root)


@pytest.mark.parametrize("token", ["two words", "line\nbreak", "口令词", "a\tb"])
def test_a_token_that_is_none_is_refused_without_being_shown(token: str) -> None:
    with pytest.raises(ForgeError) as refused:
        transport("https://a.invalid", token=token)
    assert token not in str(refused.value)


def test_pages_go_on_until_one_is_empty_whatever_their_size() -> None:
    with answering(pages(1, 2, 3)) as (root, asked):
        assert list(transport(root).counted_pages("rows")) == [1, 2, 3]
    assert [each.query["page"] for each in asked] == ["1", "2", "3", "4"]


def test_a_list_that_knows_no_pages_is_read_once() -> None:
    with answering(lambda _: Reply(200, [1, 2])) as (root, _):
        assert list(transport(root).counted_pages("rows")) == [1, 2]


def test_next_pages_come_from_the_link_header() -> None:
    def script(asked: Asked) -> Reply:
        if asked.query.get("after") == "x":
            return Reply(200, [2])
        more = '</api/rows?after=w>; rel="prev", </api/rows?after=x>; rel="next"'
        return Reply(200, [1], {"Link": more})

    with answering(script) as (root, asked):
        assert list(transport(f"{root}/api").linked_pages("rows")) == [1, 2]
    assert asked[0].query == {"per_page": "100"}


def test_a_next_page_on_another_host_is_not_asked() -> None:
    with answering(lambda _: Reply(200, [])) as (other, never):

        def script(_: Asked) -> Reply:
            return Reply(200, [1], {"Link": f'<{other}/rows?page=2>; rel="next"'})

        with answering(script) as (root, _), pytest.raises(ForgeError, match="别的主机"):
            list(transport(root).linked_pages("rows"))
    assert never == []


def test_a_redirect_to_another_host_is_not_followed() -> None:
    with answering(lambda _: Reply(200, {})) as (other, never):
        script: Script = lambda _: Reply(302, None, {"Location": f"{other}/steal"})  # noqa: E731
        with answering(script) as (root, _), pytest.raises(ForgeError, match="302"):
            transport(root).get("user")
    assert never == []


def test_a_renamed_repository_is_followed_on_its_host() -> None:
    def script(asked: Asked) -> Reply:
        if asked.path == "/old":
            return Reply(301, None, {"Location": "/new"})
        return Reply(200, {"path": asked.path, "token": asked.headers["authorization"]})

    with answering(script) as (root, _):
        assert transport(root).get("old") == {"path": "/new", "token": f"token {KEY}"}


def test_what_changes_something_follows_no_redirect() -> None:
    script: Script = lambda _: Reply(307, None, {"Location": "/new"})  # noqa: E731
    with answering(script) as (root, asked), pytest.raises(ForgeError, match="307"):
        transport(root).once(lambda: False, "POST", "old", {})
    assert len(asked) == 1


def test_a_broken_connection_is_tried_again() -> None:
    replies = iter([Reply(0), Reply(0), Reply(200, {"ok": 1})])
    waits: list[int] = []
    with answering(lambda _: next(replies)) as (root, _):
        assert transport(root, waits).get("x") == {"ok": 1}
    assert waits == [1, 4]


def test_nobody_there_is_said_in_the_end() -> None:
    with answering(lambda _: Reply(200)) as (root, _):
        pass
    waits: list[int] = []
    with pytest.raises(ForgeError, match="连不上平台"):
        transport(root, waits).get("x")
    assert waits == [1, 4]


def test_a_limit_of_rate_that_says_how_long_is_waited_out() -> None:
    replies = iter([Reply(403, {}, {"Retry-After": "9"}), Reply(200, {"ok": 1})])
    waits: list[int] = []
    with answering(lambda _: next(replies)) as (root, _):
        assert transport(root, waits).get("x") == {"ok": 1}
    assert waits == [9]


def test_a_plain_no_is_not_tried_again() -> None:
    said = Reply(403, {"message": "no\nright"})
    with answering(lambda _: said) as (root, asked), pytest.raises(ForgeError, match="no right"):
        transport(root).get("x")
    assert len(asked) == 1


@pytest.mark.parametrize("status", [401, 500])
def test_no_answer_ever_shows_the_token(status: int) -> None:
    """Not even where the server's own message repeats it."""
    said = Reply(status, {"message": f"bad {KEY}"})
    with answering(lambda _: said) as (root, _), pytest.raises(ForgeError) as refused:
        transport(root).get("x")
    assert KEY not in str(refused.value)
    assert KEY not in repr(refused.value.__cause__) + repr(refused.value.__context__)


@pytest.mark.parametrize("data", [b"<html>", b"\xff\xfe", b"[1"])
def test_an_answer_that_is_no_json_is_an_error(data: bytes) -> None:
    with (
        answering(lambda _: Reply(200, data)) as (root, _),
        pytest.raises(ForgeError, match="JSON"),
    ):
        transport(root).get("x")


def test_rows_that_are_no_list_are_an_error() -> None:
    said = Reply(200, {"rows": []})
    with answering(lambda _: said) as (root, _), pytest.raises(ForgeError, match="不是列表"):
        list(transport(root).counted_pages("x"))


def test_an_answer_that_is_too_large_is_not_read() -> None:
    large = b" " * (32 * 2**20 + 1)
    with (
        answering(lambda _: Reply(200, large)) as (root, _),
        pytest.raises(ForgeError, match="太大"),
    ):
        transport(root).get("x")


def test_a_proxy_of_the_environment_is_not_told_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    with answering(lambda _: Reply(200, {})) as (proxy, never):
        monkeypatch.setenv("http_proxy", proxy)
        with answering(lambda _: Reply(200, {"ok": 1})) as (root, _):
            assert transport(root).get("x") == {"ok": 1}
    assert never == []


def test_every_forge_sends_its_token_in_its_own_header() -> None:
    expected = {
        "github": ("authorization", f"Bearer {KEY}"),
        "gitea": ("authorization", f"token {KEY}"),
        "gitlab": ("private-token", KEY),
        "gitee": ("authorization", f"Bearer {KEY}"),
    }
    assert set(expected) == set(NAMES)
    for name, (header, value) in expected.items():
        with answering(lambda _: Reply(404, {})) as (root, asked):
            forge = open_forge(name, "o/r", Patience(print), root=root, token=KEY)
            with pytest.raises(ForgeError, match="404"):
                forge.request(1)
        assert asked[0].headers[header] == value
        assert KEY not in asked[0].path


def test_an_office_says_where_its_own_forge_is() -> None:
    with pytest.raises(ForgeError, match="/api/v1"):
        open_forge("gitea", "o/r", Patience(print))
    with pytest.raises(ForgeError, match="所有者/仓库名"):
        open_forge("github", "news", Patience(print))
