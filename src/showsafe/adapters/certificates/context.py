"""The way that was chosen as an ``ssl.SSLContext`` for a server, and kept up to date while it serves."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from showsafe.adapters.certificates import issuing, modes
from showsafe.adapters.certificates import place as places
from showsafe.adapters.certificates.hosts import Address
from showsafe.adapters.certificates.leaf import Leaf
from showsafe.adapters.certificates.modes import Mode
from showsafe.adapters.certificates.place import Place
from showsafe.errors import Unusable

CIPHERS = "ECDHE+AESGCM:ECDHE+CHACHA20"
"""For TLS 1.2; those of 1.3 are all sound. Forward secrecy and authenticated encryption, and nothing else."""


def server_context() -> ssl.SSLContext:
    """Return a context for a server that has no certificate yet."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(CIPHERS)
    context.options |= ssl.OP_NO_COMPRESSION | ssl.OP_NO_RENEGOTIATION
    context.set_alpn_protocols(["http/1.1"])
    return context


@dataclass(slots=True)
class Serving:
    """A server's context in one way, and the certificate that it shows now. New connections see a new one at once."""

    place: Place
    mode: Mode
    context: ssl.SSLContext
    shown: Leaf
    present: Callable[[], Iterable[Address]]

    def refresh(self, now: datetime) -> bool:
        """Look again where this machine is, issue anew where that is needed, and say whether another one is shown.

        To be called every minute or so. It takes over as well what another program issued or took in between.
        """
        fresh = _shown(self.place, self.mode, self.present(), now)
        if fresh.certificate == self.shown.certificate:
            return False
        _load(self.context, self.place, self.mode)
        self.shown = fresh
        return True


def serving(
    place: Place, asked: str, now: datetime, present: Callable[[], Iterable[Address]]
) -> tuple[Mode, Serving | None]:
    """Return the way that holds, and what a server of it needs; None for plain HTTP.

    Raises as ``modes.choose`` and ``issuing.issued``.
    """
    mode = modes.choose(place, asked, now)
    if mode.name == modes.OFF:
        return mode, None
    shown = _shown(place, mode, present(), now)
    context = server_context()
    _load(context, place, mode)
    return mode, Serving(place, mode, context, shown, present)


def _shown(place: Place, mode: Mode, present: Iterable[Address], now: datetime) -> Leaf:
    if mode.name == modes.CA:
        return issuing.issued(place, present, now)[0]
    own = place.own()
    if own is None:
        raise _gone()
    return own


def _load(context: ssl.SSLContext, place: Place, mode: Mode) -> None:
    try:
        context.load_cert_chain(place.file(places.OWN if mode.name == modes.OWN else places.LEAF))
    except OSError as error:
        raise _gone() from error


def _gone() -> Unusable:
    return Unusable(
        "ca.not-loaded",
        "The certificate of this node cannot be loaded any more.",
        "Look what is there: showsafe ca show DIR",
    )
