"""A phone's first look, rehearsed in memory: a real handshake with no socket, before any phone makes one."""

from __future__ import annotations

import ssl

_STEPS = 10


def accepted(server: ssl.SSLContext, name: str, client: ssl.SSLContext) -> bool:
    """Whether a client that reaches a server under a name accepts what it shows."""
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    asking = client.wrap_bio(to_client, to_server, server_hostname=name)
    answering = server.wrap_bio(to_server, to_client, server_side=True)
    done = False
    for _ in range(_STEPS):
        try:
            asking.do_handshake()
            done = True
        except ssl.SSLWantReadError:
            done = False
        except ssl.SSLError:
            return False
        try:
            answering.do_handshake()
        except ssl.SSLWantReadError:
            continue
        except ssl.SSLError:
            return False
        if done:
            return True
    return done


def trusting(pem: str | None = None) -> ssl.SSLContext:
    """Return a client that trusts one authority, or, without one, those that this machine came with."""
    if pem is None:
        return ssl.create_default_context()
    return ssl.create_default_context(cadata=pem)
