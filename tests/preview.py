"""A running `chunshui serve`, for tests that talk to it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from http.client import HTTPConnection
from pathlib import Path
from queue import Queue

PATIENCE = 120


class Served:
    """A running preview: what it says, line by line, and its pages."""

    def __init__(self, office: Path, *begin: str, **environment: str) -> None:
        """Start it, by other arguments for Python than those of the command where any are given."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = int(free.getsockname()[1])
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-P", *(begin or ("-m", "site_builder"))),
                *("serve", "--port", str(self.port)),
            ],
            cwd=office,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        self._lines: Queue[str] = Queue()
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()

    def _listen(self) -> None:
        assert self.process.stderr is not None
        with self.process.stderr as lines:
            for line in lines:
                self._lines.put(line.rstrip("\n"))

    def end(self, how: signal.Signals) -> int:
        """End the program; return its code."""
        self.process.send_signal(how)
        code = self.process.wait(PATIENCE)
        assert self.process.stdin is not None
        self.process.stdin.close()
        self._listener.join()
        return code

    def wait_until_it_answers(self) -> None:
        self.wait("预览")
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), PATIENCE).close()
            except ConnectionRefusedError:
                time.sleep(0.05)
            else:
                return

    def wait(self, words: str) -> None:
        """Wait until the program has said the words."""
        while words not in self.said():
            pass

    def said(self) -> str:
        """Return the next line that the program says."""
        return self._lines.get(timeout=PATIENCE)

    def tell(self, words: str) -> None:
        """Tell the program a line."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{words}\n")
        self.process.stdin.flush()

    def page(self, address: str) -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", address)
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8")

    def changed(self, page: str) -> None:
        """Wait as the page's own script waits, until the browser is told to load it anew."""
        found = re.search(r"livereload\((\d+), (\d+)\)", page)
        assert found is not None
        assert int(self.page(f"/livereload/{found[1]}/{found[2]}")[1]) > int(found[1])
