"""Each device's own chain inside a unit's log: from 1 without a hole, every record naming the one before by its sum."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from showsafe.fleet.kept import Link

MOST_DEVICES = 1024
"""The ends of so many chains are kept of one unit."""


def followed(
    known: Mapping[str, Link], body: Mapping[str, Any], unit: str
) -> tuple[dict[str, Any] | None, int]:
    """Return what is wrong with a record's place in its device's chain, or None, and its number there.

    Raises KeyError and TypeError for a record that does not say its place.
    """
    device, number, previous = (
        str(body["device"])[:64],
        int(body["device_number"]),
        str(body["device_previous"]),
    )
    link = known.get(device)
    expected = link.number + 1 if link else 1
    said: dict[str, Any] = {"device": device[:32], "expected": expected, "found": number}
    if body["unit"] != unit:
        return {**said, "why": "other-unit", "unit": str(body["unit"])[:120]}, number
    if number > expected:
        return {**said, "why": "hole"}, number
    if number < expected:
        return {**said, "why": "twice"}, number
    if previous != (link.leaf if link else ""):
        return {**said, "why": "other-branch"}, number
    return None, number


def keep(known: dict[str, Link], body: Mapping[str, Any], *, number: int, leaf: str) -> None:
    """Keep the end of a chain: the record that was just followed."""
    device = str(body["device"])[:64]
    if device in known or len(known) < MOST_DEVICES:
        known[device] = Link(number, leaf)


SENTENCES = {
    "hole": "The chain of device {device} goes from record {before} of its own to {found}: {missing} missing.",
    "twice": "Device {device} counts its record {found} a second time.",
    "other-branch": "Record {found} of device {device} does not follow the one before it that is here.",
    "other-unit": "A record in this log says that it belongs to the unit {unit}.",
}


def sentence(gap: Mapping[str, Any]) -> str:
    """Say what is wrong in one sentence."""
    missing = gap["found"] - gap["expected"]
    return SENTENCES[gap["why"]].format(
        **{"unit": "", **gap},
        before=gap["expected"] - 1,
        missing=f"{missing} is" if missing == 1 else f"{missing} are",
    )
