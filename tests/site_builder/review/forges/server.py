"""A server that answers what a test wrote down, for what no honest forge would say."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit


class Asked(NamedTuple):
    """One request as it came in."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: Any


class Reply(NamedTuple):
    """One answer; bytes go out as they are, anything else as JSON."""

    status: int
    data: Any = None
    headers: Mapping[str, str] = MappingProxyType({})


Script = Callable[[Asked], Reply]


class _Server(ThreadingHTTPServer):
    script: Script
    asked: list[Asked]


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        length = int(self.headers.get("Content-Length", "0"))
        content = self.rfile.read(length)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = json.loads(content) if content else None
        asked = Asked(self.command, parts.path, query, headers, body)
        self.server.asked.append(asked)
        reply = self.server.script(asked)
        if reply.status == 0:  # hang up
            self.connection.close()
            return
        data = reply.data if isinstance(reply.data, bytes) else json.dumps(reply.data).encode()
        self.send_response(reply.status)
        for name, value in {"Content-Length": str(len(data)), **reply.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    do_POST = do_PATCH = do_PUT = do_GET  # noqa: N815 - names of http.server

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def answering(script: Script) -> Iterator[tuple[str, list[Asked]]]:
    """The address of a server that answers by a script, and what it was asked."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.script, server.asked = script, []
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}", server.asked
        finally:
            server.shutdown()
            thread.join()
