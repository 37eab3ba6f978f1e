"""How telling stands: what waits for each destination, since when, and what was wrong the last time, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from showsafe.application.records import unstamp
from showsafe.application.telling.destinations import Destination
from showsafe.ledger.outbox import ASIDE, TOLD, WAITING, Line, Outbox

LONG = timedelta(hours=1)
"""What waits longer than this is shown on the screens: whoever relies on being told has to hear it another way."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one destination stands: how many lines in each state, the oldest that waits, the newest of the others."""

    to: Destination
    waiting: int
    told: int
    aside: int
    oldest: Line | None
    last_told: Line | None
    last_aside: Line | None

    def as_json(self) -> dict[str, Any]:
        """Return it for a program."""
        oldest, last, aside = self.oldest, self.last_told, self.last_aside
        return {
            "name": self.to.name,
            "kind": self.to.kind,
            "shown": self.to.shown,
            "topics": list(self.to.topics),
            "names": self.to.names,
            "by": self.to.by,
            "language": self.to.language,
            "network": self.to.network,
            "waiting": self.waiting,
            "oldest": oldest.what.at if oldest else "",
            "tries": oldest.tries if oldest else 0,
            "due": oldest.due if oldest else "",
            "says": oldest.says if oldest else "",
            "told": self.told,
            "last_told": {"at": last.due, "what": last.what.key, "says": last.says} if last else None,
            "aside": self.aside,
            "last_aside": {"at": aside.due, "what": aside.what.key, "says": aside.says} if aside else None,
        }


def standings(outbox: Outbox, destinations: Sequence[Destination]) -> list[Standing]:
    """Return how each destination stands; ``told`` counts those that are still kept to show."""
    counts = {(each.destination, each.state): each.count for each in outbox.tallies()}

    def one(to: Destination, state: str, *, newest_first: bool) -> Line | None:
        return next(iter(outbox.outbox(to.name, state, newest_first=newest_first, limit=1)), None)

    return [
        Standing(
            to,
            counts.get((to.name, WAITING), 0),
            counts.get((to.name, TOLD), 0),
            counts.get((to.name, ASIDE), 0),
            one(to, WAITING, newest_first=False),
            one(to, TOLD, newest_first=True),
            one(to, ASIDE, newest_first=True),
        )
        for to in destinations
    ]


def gauges(outbox: Outbox, now: datetime) -> dict[str, int]:
    """Return what there is to measure: how much waits, for how many seconds the oldest has, and what lies aside."""
    tallies = outbox.tallies()
    waiting = [each for each in tallies if each.state == WAITING]
    oldest = max((now - unstamp(each.oldest) for each in waiting), default=timedelta())
    return {
        "telling_waiting": sum(each.count for each in waiting),
        "telling_oldest_seconds": max(0, int(oldest.total_seconds())),
        "telling_aside": sum(each.count for each in tallies if each.state == ASIDE),
    }


def untold(outbox: Outbox, now: datetime) -> dict[str, Any] | None:
    """Return what could not be told for long, for the screens: how many, and since when; None where nothing is."""
    waiting = [each for each in outbox.tallies() if each.state == WAITING]
    late = [each for each in waiting if now - unstamp(each.oldest) > LONG]
    if not late:
        return None
    return {
        "count": sum(each.count for each in late),
        "since": min((each.oldest for each in late), key=unstamp),
        "to": [each.destination for each in late],
    }
