"""What is told once a day, in the morning where the set is: how ready tomorrow's scenes are, and which tasks are due.

A morning that nobody was there to tell is not told in the evening: between ``FROM`` and ``UNTIL``, or not at all.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path

from showsafe.application.ports import Clock
from showsafe.application.records import stamp
from showsafe.application.telling.destinations import Destination
from showsafe.application.telling.message import text_of_day
from showsafe.entrypoints.within import Looking, Within
from showsafe.errors import ShowsafeError
from showsafe.ledger.outbox import ToTell

log = logging.getLogger("showsafe.telling")

FROM, UNTIL = time(5), time(12)


@dataclass(frozen=True, slots=True)
class Text:
    """One message of a day: what it is called, and its lines. It names nobody: roles and counts."""

    title: str
    lines: tuple[str, ...]


Source = Callable[[Looking, Path, datetime, str], Text | None]
"""Returns the text of a topic at a time in a language, or None where there is nothing to tell."""


@dataclass(slots=True)
class Daily:
    """Puts the messages of a day into the outbox, each once."""

    path: Path
    within: Within
    clock: Clock
    sources: Mapping[str, Source]
    _put: set[tuple[str, str]] = field(default_factory=set)

    def put(self, destinations: Sequence[Destination]) -> None:
        """Put what is to be told today and was not yet; raises what the ledger says."""
        now = self.clock.now()
        with self.within.looking() as opened:
            here = now + timedelta(minutes=opened.settings.utc_offset_minutes)
            if not FROM <= here.time() < UNTIL:
                return
            wanted = [
                (to, topic, f"{topic} {here.date().isoformat()}")
                for to in destinations
                for topic in self.sources
                if topic in to.topics
            ]
            new = [each for each in wanted if (each[0].name, each[2]) not in self._put]
            lines = [
                line for to, topic, key in new if (line := self._line(opened, to, topic, key)) is not None
            ]
        if lines:
            with self.within.writing() as unit:
                unit.store.tell(lines)
        self._put = {(to.name, key) for to, _, key in wanted}

    def _line(self, opened: Looking, to: Destination, topic: str, key: str) -> ToTell | None:
        now = self.clock.now()
        try:
            text = self.sources[topic](opened, self.path, now, to.language)
        except ShowsafeError as error:
            # The other topics of the morning are told all the same; this one is told what is wrong.
            text = Text(key, (error.says, error.now))
        if text is None:
            return None
        return ToTell(to.name, key, topic, stamp(now), body=text_of_day(text.title, text.lines))
