"""Where this machine can be reached now: its private addresses, the likeliest first. Nothing is sent to find out.

On Linux the kernel's own tables say so. Elsewhere the system is asked for the addresses of the machine's name, and
which one it would use towards a private network: a datagram socket that is connected and never written to.
"""

from __future__ import annotations

import contextlib
import socket
import sys
from collections.abc import Iterable, Iterator
from ipaddress import IPv4Network, IPv6Address, ip_address
from pathlib import Path

from showsafe.adapters.certificates.hosts import PERMITTED_NETWORKS, Address

TABLES = Path("/proc/net")
_TOWARDS = ("192.168.255.254", "10.255.255.254", "172.31.255.254", "169.254.255.254", "fd00::1")
_BRIDGES = ("docker", "br-", "veth", "virbr", "vmnet", "vboxnet")
"""Networks inside the machine, where no phone is."""

_PORT = 9
_TEMPORARY, _TENTATIVE = 0x01, 0x40
_FIELDS = 8


def present(tables: Path = TABLES) -> tuple[Address, ...]:
    """Return the private addresses of this machine, without loopback, the likeliest for phones first."""
    return from_tables(tables) if (tables / "fib_trie").exists() else ordered(from_system())


def from_tables(tables: Path) -> tuple[Address, ...]:
    """Return them as the kernel's tables say."""
    routes = list(_routes(_text(tables / "route")))
    inside = [network for name, network in routes if name.startswith(_BRIDGES)]
    default = {name for name, network in routes if network.prefixlen == 0}
    first = [network for name, network in routes if name in default and network.prefixlen > 0]
    found = [each for each in _local(_text(tables / "fib_trie")) if not _in(each, inside)]
    return ordered((*found, *_local_six(_text(tables / "if_inet6"))), first)


def from_system(towards: Iterable[str] = _TOWARDS) -> tuple[Address, ...]:
    """Return them as the system answers, by the machine's name and by the way to private networks."""
    found: list[Address] = [each for target in towards if (each := _way_to(target)) is not None]
    with contextlib.suppress(OSError):
        for *_, where in socket.getaddrinfo(socket.gethostname(), None):
            found.append(ip_address(str(where[0]).partition("%")[0]))
    return tuple(found)


def ordered(found: Iterable[Address], first: Iterable[IPv4Network] = ()) -> tuple[Address, ...]:
    """Return the private ones of some addresses, each once: those of the network that leads outside first."""
    preferred = list(first)
    kept = {each for each in found if _reachable(each)}

    def rank(each: Address) -> tuple[bool, bool, int, int]:
        return each.is_link_local, not _in(each, preferred), each.version, int(each)

    return tuple(sorted(kept, key=rank))


def _reachable(each: Address) -> bool:
    # An address of one link needs the name of the link with it, and a browser takes none.
    only_with_zone = isinstance(each, IPv6Address) and each.is_link_local
    private = any(each in network for network in PERMITTED_NETWORKS)
    return private and not each.is_loopback and not only_with_zone


def _in(each: Address, networks: Iterable[IPv4Network]) -> bool:
    return any(each in network for network in networks)


def _way_to(target: str) -> Address | None:
    family = socket.AF_INET6 if ":" in target else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((target, _PORT))
            return ip_address(str(probe.getsockname()[0]).partition("%")[0])
    except OSError:
        return None


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""


def _local(table: str) -> Iterator[Address]:
    """Yield the addresses of ``fib_trie``: a line names one, and the next says whether it is this machine's."""
    last = ""
    for line in table.splitlines():
        words = line.split()
        if words[:1] == ["|--"] and len(words) > 1:
            last = words[1]
        elif words == ["/32", "host", "LOCAL"]:
            with contextlib.suppress(ValueError):
                yield ip_address(last)


def _local_six(table: str) -> Iterator[Address]:
    """Yield the addresses of ``if_inet6`` that stay: not those that are made for a day, nor one not yet taken."""
    for line in table.splitlines():
        words = line.split()
        with contextlib.suppress(ValueError, IndexError):
            if not int(words[4], 16) & (_TEMPORARY | _TENTATIVE):
                yield ip_address(bytes.fromhex(words[0]))


def _routes(table: str) -> Iterator[tuple[str, IPv4Network]]:
    for line in table.splitlines()[1:]:
        words = line.split()
        if len(words) < _FIELDS:
            continue
        with contextlib.suppress(ValueError):
            # Written in the byte order of the machine.
            destination = int(words[1], 16).to_bytes(4, sys.byteorder)
            yield words[0], IPv4Network((destination, int(words[7], 16).bit_count()), strict=False)
