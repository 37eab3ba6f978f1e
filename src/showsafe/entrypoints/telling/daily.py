"""What is told once a day, in the morning where the set is: how ready tomorrow's scenes are, and which tasks are due.

A morning that nobody was there to tell is not told in the evening: between ``FROM`` and ``UNTIL``, or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import time, timedelta
from pathlib import Path

from showsafe.adapters import settings_file
from showsafe.application.ports import Clock
from showsafe.application.records import stamp
from showsafe.application.telling.destinations import Destination
from showsafe.application.telling.message import text_of_day
from showsafe.books.readiness.look import Looked
from showsafe.entrypoints.within import Within
from showsafe.errors import ShowsafeError
from showsafe.ledger.outbox import ToTell

FROM, UNTIL = time(5), time(12)


@dataclass(frozen=True, slots=True)
class Text:
    """One message of a day: what it is called, and its lines. It names nobody: roles and counts."""

    title: str
    lines: tuple[str, ...]


Source = Callable[[Looked, str], Text | None]
"""Returns the text of a topic in a language, or None where there is nothing to tell."""

Looking = Callable[[], AbstractContextManager[Looked]]
"""Looks at the unit and its books, all of one moment."""


@dataclass(slots=True)
class Daily:
    """Puts the messages of a day into the outbox, each once."""

    path: Path
    within: Within
    clock: Clock
    looking: Looking
    sources: Mapping[str, Source]
    _put: set[tuple[str, str]] = field(default_factory=set)

    def put(self, destinations: Sequence[Destination]) -> None:
        """Put what is to be told today and was not yet; raises what the ledger and its books say."""
        here = self.clock.now() + timedelta(minutes=settings_file.read(self.path).utc_offset_minutes)
        if not FROM <= here.time() < UNTIL:
            return
        wanted = {
            (to.name, f"{topic} {here.date().isoformat()}"): (to, topic)
            for to in destinations
            for topic in self.sources
            if topic in to.topics
        }
        new = {each: wanted[each] for each in wanted if each not in self._put}
        if not new:
            return
        with self.looking() as looked:
            made = [self._line(looked, *each, key) for (_, key), each in new.items()]
        if lines := [line for line in made if line is not None]:
            with self.within.writing() as unit:
                unit.store.tell(lines)
        self._put = set(wanted)

    def _line(self, looked: Looked, to: Destination, topic: str, key: str) -> ToTell | None:
        try:
            text = self.sources[topic](looked, to.language)
        except ShowsafeError as error:
            # The other topics of the morning are told all the same; of this one, what is wrong.
            text = Text(key, (error.says, error.now))
        if text is None:
            return None
        at = stamp(self.clock.now())
        return ToTell(to.name, key, topic, at, body=text_of_day(text.title, text.lines))
