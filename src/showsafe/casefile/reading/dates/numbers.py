"""Numbers in figures and in words."""

from __future__ import annotations

from showsafe.casefile.reading.tables import table

_LONGEST = 9


def count(said: str) -> float | None:
    """Return a number; nothing where the words leave it open, as in *several*."""
    low = said.lower().replace(",", "")
    if low.replace(".", "", 1).isdigit():
        return float(low) if len(low) <= _LONGEST else None
    own = table("dates")["numbers"]
    parts = low.split("-")
    if all(part in own for part in parts):
        return float(sum(own[part] for part in parts))
    return None


def short(number: float) -> str:
    """Return a number without a fraction where it has none."""
    return str(int(number)) if number == int(number) else str(number)
