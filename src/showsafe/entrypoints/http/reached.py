"""Where a node is reached: the names and addresses that it answers to, and what to show of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from ipaddress import IPv6Address

from showsafe.adapters.certificates import hosts
from showsafe.adapters.certificates.hosts import Address, Hosts
from showsafe.application.access.authenticators import site_of

_USUAL = {True: 443, False: 80}


@dataclass(frozen=True, slots=True)
class Reached:
    """How people reach a node: best first, and the further ways; ``hosts`` are all that it answers to."""

    urls: tuple[str, ...]
    hosts: frozenset[str]

    @property
    def url(self) -> str:
        """The address for people."""
        return self.urls[0]

    @property
    def name(self) -> str:
        """The first address with a name in it rather than a number, without its scheme; "" where there is none."""
        sites = (site_of(url) for url in self.urls)
        return next((site.origin.removeprefix("https://") for site in sites if site), "")


def url_of(host: Address | str, port: int, *, secure: bool) -> str:
    """Return the address of a node at a host."""
    shown = f"[{host}]" if isinstance(host, IPv6Address) else str(host)
    port_shown = "" if port == _USUAL[secure] else f":{port}"
    return f"http{'s' if secure else ''}://{shown}{port_shown}/"


def reached(
    unit: str,
    present: tuple[Address, ...],
    given: Hosts,
    port: int,
    *,
    secure: bool,
    only: str = "",
    own: Hosts | None = None,
) -> Reached:
    """Return how a node is reached.

    ``present`` are the addresses of now, ``given`` what somebody named by hand, ``only`` the one host that it listens
    at, if it is one; ``own`` are the names of the studio's certificate, which has no other.
    """
    local = (hosts.own_name(), hosts.unit_name(unit))
    names = (hosts.LOCALHOST, *local, *given.names, *(own.names if own else ()))
    addresses = (*hosts.LOOPBACK, *present, *given.addresses, *(own.addresses if own else ()))
    if own is not None:
        shown: list[Address | str] = [_name(name) for name in own.names]
    elif only:
        shown = [only]
    else:
        shown = [*present, *given.names, hosts.unit_name(unit), hosts.LOCALHOST]
    urls = tuple(url_of(_typed(each), port, secure=secure) for each in dict.fromkeys(shown))
    answered = {only.lower(), *names, *(str(each) for each in addresses)} - {""}
    return Reached(urls, frozenset(answered))


def _name(name: str) -> str:
    """Return a name of a certificate; for one that stands for many, this machine's own among them."""
    return name.replace("*", hosts.own_name().removesuffix(".local"), 1)


def _typed(host: Address | str) -> Address | str:
    return hosts.address_of(host) if isinstance(host, str) and ":" in host else host


class Answered(Collection[str]):
    """The hosts that a node answers to at this moment, as the ``Host`` header has them: the port may be any.

    A page of another site that has its own name lead here (DNS rebinding) shows up by that name, whatever the port.
    A name that begins with ``*.`` stands for every name with one more label.
    """

    def __init__(self, now: Collection[str] = ()) -> None:
        self.now = frozenset(now)

    def __contains__(self, host: object) -> bool:
        """Whether the node answers to a host."""
        name = _without_port(str(host))
        return name in self.now or f"*.{name.partition('.')[2]}" in self.now

    def __iter__(self) -> Iterator[str]:
        """Yield each name and address."""
        return iter(self.now)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.now)


def _without_port(host: str) -> str:
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].rstrip(".")
