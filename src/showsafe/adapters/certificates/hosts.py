"""Names and addresses of a machine, and which of them a production's own authority may speak for."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address

from showsafe.errors import WrongInput

Address = IPv4Address | IPv6Address

PERMITTED_NETWORKS = tuple(
    ipaddress.ip_network(text)
    for text in (
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "169.254.0.0/16",
        "127.0.0.0/8",
        "fc00::/7",
        "fe80::/10",
        "::1/128",
    )
)
"""Addresses that no two places of the internet share: an authority for them can deceive nobody outside."""

PERMITTED_NAMES = ("local", "localhost")
"""Names that belong to whatever network one is in; everything below them is permitted too."""

LOCALHOST = "localhost"
LOOPBACK = (ip_address("127.0.0.1"), ip_address("::1"))
FALLBACK = "showsafe.local"
MOST = 64
"""How many names, or addresses, one certificate carries."""

_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
_LONGEST_NAME = 253
LONGEST_LABEL = 63
_PRIVATE_ENDS = ("internal", "lan", "home", "test")
"""Last labels that nobody can buy: a name of two labels below them is nobody else's."""


@dataclass(frozen=True, slots=True)
class Hosts:
    """The names and addresses of one machine, sorted, each once."""

    names: tuple[str, ...] = ()
    addresses: tuple[Address, ...] = ()

    @classmethod
    def of(cls, names: Iterable[str] = (), addresses: Iterable[Address | str] = ()) -> Hosts:
        """Return names and addresses as they were typed; raises WrongInput ``ca.not-a-name``, ``ca.not-an-address``."""
        return cls(
            tuple(sorted({name_of(name) for name in names})),
            tuple(sorted({address_of(each) for each in addresses}, key=_order)),
        )

    def with_(self, other: Hosts) -> Hosts:
        """Return these and those of another."""
        return Hosts.of((*self.names, *other.names), (*self.addresses, *other.addresses))

    def covers(self, other: Hosts) -> bool:
        """Whether every name and address of another is here."""
        return set(other.names) <= set(self.names) and set(other.addresses) <= set(self.addresses)

    def texts(self) -> tuple[str, ...]:
        """Return all of them as text, names first."""
        return (*self.names, *(str(each) for each in self.addresses))


def _order(address: Address) -> tuple[int, int]:
    return address.version, int(address)


def name_of(text: str) -> str:
    """Return a name in lower case; raises WrongInput ``ca.not-a-name``."""
    name = text.strip().rstrip(".").lower()
    labels = name.split(".")
    digits = labels[-1].isdigit()
    if not name or len(name) > _LONGEST_NAME or digits or not all(map(_LABEL.fullmatch, labels)):
        raise WrongInput(
            "ca.not-a-name",
            f"{_shown(text)} is no name of a machine.",
            "Use letters, digits, hyphens and dots, such as cart.local.",
        )
    return name


def address_of(text: Address | str) -> Address:
    """Return an address; raises WrongInput ``ca.not-an-address``."""
    try:
        # A zone (fe80::1%eth0) is a matter of one machine, and no certificate can carry it.
        return ip_address(text.strip().partition("%")[0]) if isinstance(text, str) else text
    except ValueError:
        raise WrongInput(
            "ca.not-an-address",
            f"{_shown(str(text))} is no address of a machine.",
            "Write it as 192.168.1.20, or as fd00::20.",
        ) from None


def chosen_name(text: str) -> str:
    """Return a name that a unit chose for its node, and that its authority will be allowed to speak for.

    Everything below it is permitted with it, so a name that others share is refused: raises WrongInput
    ``ca.name-too-wide``, ``ca.not-a-name``.
    """
    name = name_of(text)
    labels = name.split(".")
    enough = 2 if labels[-1] in (*PERMITTED_NAMES, *_PRIVATE_ENDS) else 3
    if len(labels) < enough:
        raise WrongInput(
            "ca.name-too-wide",
            f"An authority for {name} could speak for machines that are not yours.",
            "Choose a longer name, for the node alone, such as cart.studio.example; or none.",
        )
    return name


def permitted(hosts: Hosts, own_names: Iterable[str] = ()) -> Hosts:
    """Return those hosts that an authority with these names of its own may speak for."""
    ends = (*PERMITTED_NAMES, *own_names)
    return Hosts(
        tuple(name for name in hosts.names if any(name == end or name.endswith(f".{end}") for end in ends)),
        tuple(each for each in hosts.addresses if any(each in network for network in PERMITTED_NETWORKS)),
    )


def own_name() -> str:
    """Return the name of this machine in its own network (multicast DNS), such as ``cart.local``."""
    label = socket.gethostname().split(".")[0].lower()
    sound = _LABEL.fullmatch(label) and label != LOCALHOST
    return f"{label}.local" if sound else FALLBACK


def unit_name(unit: str) -> str:
    """Return the name under which a unit's node announces itself, such as ``showsafe-north-ridge.local``."""
    return f"showsafe-{unit}"[:LONGEST_LABEL].rstrip("-") + ".local"


def _shown(text: str) -> str:
    seen = "".join(c if c.isprintable() else "?" for c in text[:60])
    return repr(seen) if seen else "Nothing"
