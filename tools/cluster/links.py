"""The network between the nodes of one machine, so that it can be cut: every link runs over a relay.

A cut link is silence, as between two buildings: what was open stays open and carries nothing, and what is opened
anew gets no answer. When the link is mended, what went through the silence is closed. Clients and the proxy do not go
over it: they may well stand on the wrong side.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from tools.cluster.processes import found

_PIECE = 65_536
_BEAT = 0.1


@dataclass(frozen=True, slots=True)
class Link:
    """One relay: where it listens, where it leads, whose door that is, and who comes in (empty: found out)."""

    listens: tuple[str, int]
    leads: tuple[str, int]
    door: str
    source: str = ""


class Links:
    """All relays of a cluster, in a thread of their own."""

    def __init__(self, folder: Path, links: list[Link], hosts: list[str]) -> None:
        self._folder, self._links, self._hosts = folder, links, hosts
        self._listening = [socket.create_server(link.listens) for link in links]
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._run, name="links", daemon=True).start()

    def _run(self) -> None:
        self._loop.run_until_complete(self._serve())

    async def _serve(self) -> None:
        servers = [
            await asyncio.start_server(self._caller(link), sock=listening)
            for link, listening in zip(self._links, self._listening, strict=True)
        ]
        await asyncio.gather(*(server.serve_forever() for server in servers))

    def _caller(self, link: Link) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]:
        async def called(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            source = link.source or await asyncio.to_thread(
                self._source, writer.get_extra_info("peername")[1]
            )
            with contextlib.suppress(OSError, asyncio.CancelledError):
                await self._relayed(link, source, reader, writer)
            writer.close()

        return called

    async def _relayed(
        self, link: Link, source: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        if await self._silent(link, source):
            return
        theirs, ours = await asyncio.open_connection(*link.leads)
        pumps = [
            asyncio.ensure_future(self._pump(link, source, reader, ours)),
            asyncio.ensure_future(self._pump(link, source, theirs, writer)),
        ]
        await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
        for pump in pumps:
            pump.cancel()
        ours.close()

    async def _pump(
        self, link: Link, source: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        with contextlib.suppress(OSError):
            while piece := await reader.read(_PIECE):
                if await self._silent(link, source):
                    return
                writer.write(piece)
                await writer.drain()

    async def _silent(self, link: Link, source: str) -> bool:
        """Return false at once where the link is whole; where it is cut, wait until it is mended and return true."""
        silent = False
        while self._cut(link, source):
            silent = True
            await asyncio.sleep(_BEAT)
        return silent

    def _cut(self, link: Link, source: str) -> bool:
        """Tell whether one of the two ends is cut off; a host still reaches itself."""
        if link.door == source:
            return False
        return any((self._folder / "cut" / name).exists() for name in (link.door, source) if name)

    def _source(self, port: int) -> str:
        """Return the host whose process opened a connection, asked of the kernel."""
        for line in Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]:
            fields = line.split()
            if int(fields[1].rpartition(":")[2], 16) == port and fields[1] != fields[2]:
                inode = f"socket:[{fields[9]}]"
                for host in self._hosts:
                    if any(inode in _open(pid) for pid in found(self._folder, host)):
                        return host
        return ""


def _open(pid: int) -> set[str]:
    names = set()
    with contextlib.suppress(OSError):
        for name in Path(f"/proc/{pid}/fd").iterdir():
            with contextlib.suppress(OSError):
                names.add(str(name.readlink()))
    return names
