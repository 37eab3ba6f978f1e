"""Where dated tasks come from, one part a file."""

from __future__ import annotations

from showsafe.books.due import beside, bound, consign, expiring, hire, places
from showsafe.books.tasks import Source

SOURCES: tuple[Source, ...] = (
    bound.due,
    beside.due,
    places.due,
    expiring.due,
    hire.due,
    consign.due,
)
"""Every part that has tasks: one line for each."""
