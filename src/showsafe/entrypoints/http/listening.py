"""Sockets that listen, taken before anything else is begun: what cannot be had is said in one sentence."""

from __future__ import annotations

import contextlib
import errno
import socket
from collections.abc import Iterator

from showsafe.errors import Unusable

EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - phones reach the node from other machines
"""Every address of this machine, of both versions."""

BACKLOG = 512

Listening = tuple[socket.socket, ...]


@contextlib.contextmanager
def listening(host: str, port: int) -> Iterator[Listening]:
    """Listen at one address of this machine, or at all of them where ``host`` is ""; port 0 takes a free one.

    Raises Unusable ``serve.port-taken``, ``serve.port-not-allowed``, ``serve.no-such-address``.
    """
    with contextlib.ExitStack() as stack:
        first = stack.enter_context(contextlib.closing(_socket(host or EVERYWHERE[0], port)))
        taken = [first]
        if not host:
            # Where this machine has no addresses of version 6, phones come by those of version 4.
            with contextlib.suppress(Unusable):
                second = _socket(EVERYWHERE[1], port_of(first))
                taken.append(stack.enter_context(contextlib.closing(second)))
        yield tuple(taken)


def port_of(one: socket.socket) -> int:
    """Return the port of a listening socket."""
    return int(one.getsockname()[1])


def _socket(host: str, port: int) -> socket.socket:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, *_, where = found[0]
        # Named as TCP, so that the server sends the rest of an answer without waiting for word of its head.
        made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    except (OSError, UnicodeError):
        raise _no_such(host) from None
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        made.bind(where)
        made.listen(BACKLOG)
    except OSError as error:
        made.close()
        raise _not_had(error, host, port) from error
    return made


def _not_had(error: OSError, host: str, port: int) -> Unusable:
    if error.errno == errno.EADDRINUSE:
        return Unusable(
            "serve.port-taken",
            f"Another program answers at port {port} already.",
            f"Is Showsafe running? Use that, or choose another port: --port {port % 65_535 + 1}",
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return Unusable(
            "serve.port-not-allowed",
            f"This user may not answer at port {port}.",
            "Choose one above 1023: --port 7380",
        )
    return _no_such(host)


def _no_such(host: str) -> Unusable:
    return Unusable(
        "serve.no-such-address",
        f"This machine cannot answer at {host[:60]}.",
        "Give an address of this machine, or leave --host out to answer at all of them.",
    )
