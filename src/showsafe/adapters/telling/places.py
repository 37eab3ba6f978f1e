"""Where a destination may lie: an address that somebody typed must not make this machine ask what only it can reach.

A name is looked up once, every address that it has is held against what the destination may be, and the connection is
made to the address that was looked at: a name that means another machine a moment later changes nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from showsafe.application.telling.destinations import LOOPBACK, PRIVATE, PUBLIC
from showsafe.errors import Unusable, WrongInput

LONGEST = 2000
_PORTS = {"https": 443, "http": 80}
_HOUSES = tuple(
    map(ipaddress.ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"))
)
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
LookUp = Callable[[str, int], Sequence[str]]
"""Returns the addresses of a name, as texts; raises OSError."""


@dataclass(frozen=True, slots=True)
class Url:
    """The address of a web hook, taken apart; ``target`` is path and query."""

    scheme: str
    host: str
    port: int
    target: str


def url_of(said: str, network: str) -> Url:
    """Read the address of a web hook: https, or http where it lies on this machine and that is allowed.

    Raises WrongInput ``telling.not-an-url``, which does not repeat the address.
    """
    plain = said.isascii() and said.isprintable() and " " not in said and len(said) <= LONGEST
    try:
        parts = urlsplit(said)
        port = parts.port
    except ValueError:
        raise _not_an_url() from None
    allowed = ("https", "http") if network == LOOPBACK else ("https",)
    whole = plain and parts.hostname and parts.scheme in allowed and port != 0
    if not whole or parts.username is not None or parts.fragment or "\\" in said:
        raise _not_an_url()
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Url(parts.scheme, str(parts.hostname), port or _PORTS[parts.scheme], target)


def looked_up(host: str, port: int) -> list[str]:
    """Return the addresses that the system knows of a name, in its order."""
    return list(
        dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    )


def address_for(host: str, port: int, network: str, look_up: LookUp = looked_up) -> str:
    """Return an address of a host where a destination of this network may lie: every one that it has may.

    Raises Unusable: ``telling.unknown-host``, ``telling.not-there``.
    """
    try:
        found = look_up(host, port)
    except (OSError, UnicodeError):
        found = []
    if not found:
        raise Unusable(
            "telling.unknown-host",
            f"Nobody knows the host {host} here, or there is no network.",
            "It is tried again; check the name if this goes on.",
        )
    if not all(_may(each, network) for each in found):
        raise Unusable(
            "telling.not-there",
            f"The host {host} lies in this network or on this machine, and this destination may not.",
            "If that is meant, add it anew with network=private, or network=loopback for this machine.",
        )
    return found[0]


def _may(said: str, network: str) -> bool:
    try:
        address = _meant(ipaddress.ip_address(said.partition("%")[0]))
    except ValueError:
        return False
    if address.is_loopback:
        return network == LOOPBACK
    if any(address in each for each in _HOUSES if each.version == address.version):
        return network == PRIVATE
    # Addresses of the machine's own link are never one: the keys of a cloud's machines are told there.
    return network in (PUBLIC, PRIVATE) and address.is_global and not address.is_multicast


def _meant(address: Address) -> Address:
    """Return the address that is reached in the end, where an IPv6 address only wraps an IPv4 one."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else address)


def _not_an_url() -> WrongInput:
    return WrongInput(
        "telling.not-an-url",
        "This is not the address of a web hook.",
        "Give one that begins with https:// and a host, without a user in it; http:// only with network=loopback.",
    )
