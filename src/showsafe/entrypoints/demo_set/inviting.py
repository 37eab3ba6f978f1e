"""Codes by which the first devices come to the demonstration set, while it is served."""

from __future__ import annotations

from showsafe.application.access.desk import Desk
from showsafe.entrypoints.keyboard import JOIN

DEVICES = (("cart", ""), ("phone-ann", "ann"), ("phone-bob", "bob"))
"""The devices that are invited, each with whose own it is; "" for one that is shared."""

BY, WITNESS = "moe", "sue"


def invite(desk: Desk, address: str) -> list[str]:
    """Return the lines to print: for each device one address to open on it, good once and for ten minutes."""
    lines = ["Open one of these on a device to bring it in (each once, within ten minutes):"]
    for name, person in DEVICES:
        token = desk.enrolling.invite(name=name, person=person, by=BY, witness=WITNESS)
        whose = f"{person}'s own" if person else "shared"
        lines.append(f"  {name:10} {whose:10} {address.rstrip('/')}/{JOIN}#{token}")
    return lines
