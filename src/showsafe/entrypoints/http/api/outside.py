"""The address that is shown to others, for a QR: the one at which somebody reached this node, where others can too."""

from __future__ import annotations

from ipaddress import ip_address


def host_for_others(host: str, other: str) -> str:
    """Return the host of a request; where only this machine reaches that one, the ``other``, if there is one."""
    bare = host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() else host
    return other if other and _is_here(bare.strip("[]")) else host


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
