"""A bad link to a server of a test: it breaks, goes silent or slow at a moment that the test chooses."""

from __future__ import annotations

import contextlib
import re
import select
import socket
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import Self

LOST, UNSENT, SILENT, HELD = "answer lost", "never sent", "no answer", "never sent, and open"
FATES = (LOST, UNSENT, SILENT, HELD)
"""What becomes of one message: it arrives and the link breaks, it does not arrive and the link breaks, it arrives and
no answer comes, it does not arrive and no answer comes."""


class Proxy:
    """A port of this machine that leads to a server; one link of it after another can be given a fate."""

    def __init__(self, dsn: str) -> None:
        found = re.search(r"host=(\S+) port=(\d+)", dsn)
        assert found is not None
        self._target = str(Path(found[1]) / f".s.PGSQL.{found[2]}")
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._ended = Event()
        self._threads: list[Thread] = []
        self.dsn = dsn.replace(found[0], f"host=127.0.0.1 port={self._listener.getsockname()[1]}")
        self.word, self.fate, self.met = b"", "", Event()
        self.closed, self.mute = Event(), Event()
        self.delay = 0.0
        self._begin(self._accept)

    def doom(self, word: bytes, fate: str) -> None:
        """Give the next message with this word a fate; ``met`` says when it came."""
        self.met.clear()
        self.word, self.fate = word, fate

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._ended.set()
        self._listener.close()
        for thread in self._threads:
            thread.join(30)

    def _begin(self, what: object, *values: object) -> None:
        thread = Thread(target=what, args=values, daemon=True)  # type: ignore[arg-type]
        thread.start()
        self._threads.append(thread)

    def _accept(self) -> None:
        while not self._ended.is_set():
            with contextlib.suppress(OSError, ValueError):
                if not select.select([self._listener], [], [], 0.05)[0]:
                    continue
                client, _ = self._listener.accept()
                if self.closed.is_set():
                    client.close()
                else:
                    self._begin(self._link, client)

    def _link(self, client: socket.socket) -> None:
        with client, socket.socket(socket.AF_UNIX) as server, contextlib.suppress(OSError):
            server.connect(self._target)
            mute = False
            while not self._ended.is_set():
                readable = select.select([client, server], [], [], 0.05)[0]
                for end in readable:
                    data = end.recv(1 << 16)
                    if not data:
                        return
                    fate = self._fate_of(data) if end is client else ""
                    mute = mute or self.mute.is_set() or fate in (SILENT, HELD)
                    if end is client and fate not in (UNSENT, HELD):
                        server.sendall(data)
                    if end is server and not mute:
                        self._ended.wait(self.delay)
                        client.sendall(data)
                    if fate in (LOST, UNSENT):
                        if fate == LOST:
                            select.select([server], [], [], 0.3)
                        return

    def _fate_of(self, data: bytes) -> str:
        if not self.word or self.word not in data:
            return ""
        self.word = b""
        self.met.set()
        return self.fate
