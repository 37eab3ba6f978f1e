"""Issuing to this machine: for which hosts, and again when one of them is new or the end is near."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from showsafe.adapters.certificates import hosts as known
from showsafe.adapters.certificates import leaf as leaves
from showsafe.adapters.certificates.authority import Authority
from showsafe.adapters.certificates.hosts import Address, Hosts
from showsafe.adapters.certificates.leaf import Leaf
from showsafe.adapters.certificates.place import Place
from showsafe.errors import Unusable

MOST_PRESENT = 32
"""How many of the present addresses a certificate is for: the others are virtual networks, with no phone in them."""


def wanted(authority: Authority, given: Hosts, present: Iterable[Address]) -> Hosts:
    """Return what a certificate of now is for: this machine itself, its names, where it is, and what was given.

    Of the present addresses, which come with the likeliest first, those that the authority may not speak for are left
    out; what was given by hand is kept, so that it is refused in words.
    """
    found = Hosts.of(
        (known.LOCALHOST, known.own_name(), known.unit_name(authority.unit), *authority.own_names),
        (*known.LOOPBACK, *tuple(present)[:MOST_PRESENT]),
    )
    return known.permitted(found, authority.own_names).with_(given)


def issued(
    place: Place, present: Iterable[Address], now: datetime, *, again: bool = False
) -> tuple[Leaf, bool]:
    """Return the certificate of this machine, issued anew where that is needed or asked for, and whether it was.

    Raises Unusable ``ca.none`` and as ``leaf.issue``, ``Place``.
    """
    authority = needed(place)
    hosts = wanted(authority, place.hosts(), present)
    held = place.leaf(authority)
    if held is not None and not again and not leaves.needs_reissue(held, hosts, now, authority.ends):
        return held, False
    fresh = leaves.issue(authority, hosts, now)
    place.keep_leaf(fresh)
    return fresh, True


def needed(place: Place) -> Authority:
    """Return the production's authority; raises Unusable ``ca.none``."""
    authority = place.authority()
    if authority is None:
        raise Unusable(
            "ca.none",
            "This unit has no certificate authority.",
            "Make one, once for the production: showsafe ca init DIR",
        )
    return authority


def issued_for(
    place: Place, given: Hosts, present: Iterable[Address], now: datetime, *, forget: bool = False
) -> Leaf:
    """Issue anew, with hosts given by hand beside those given before, or instead of them, and keep them for later.

    What is refused changes nothing. Raises as ``issued``, and WrongInput ``ca.outside``, ``ca.too-many``.
    """
    authority = needed(place)
    kept = given if forget else place.hosts().with_(given)
    fresh = leaves.issue(authority, wanted(authority, kept, present), now)
    place.keep_hosts(kept)
    place.keep_leaf(fresh)
    return fresh
