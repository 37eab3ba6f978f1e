"""What is told of one line of the outbox, made of its record at the moment of telling.

Without leave to name people, a message says roles and no ids of people, and not one word that somebody wrote: a text
may name anybody. Who pressed a stop or a hold, raised a concern or reported an incident is never told: whoever has to
fear that presses later, or not at all.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from showsafe.application import personal
from showsafe.application.records import event_of, stamp
from showsafe.application.telling import topics, words
from showsafe.application.telling.destinations import Destination
from showsafe.domain.acts import MAY_BE_ANONYMOUS, Act
from showsafe.domain.events import Event
from showsafe.domain.named import NODE
from showsafe.domain.state import State
from showsafe.errors import WrongInput
from showsafe.ledger import canonical, record
from showsafe.ledger.outbox import Line
from showsafe.ledger.store import Store

_ID_CHARACTERS = 32
_THINGS = ("weapon", "lot", "count", "missing")
_FREE = ("in_", "scene")
"""What is typed freely, and may therefore be the name of somebody."""
_SCENE = re.compile("[A-Z]{0,2}[0-9]{1,4}[A-Z]{0,2}")
"""What the number of a scene looks like; whatever else a scene is called is told with leave alone."""
_WORDS = ("about", "says", "cause", "harm", "reason")
LONGEST = 1000
"""Of a text that somebody wrote, so many characters are told; the rest is in the record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message: the same ``id`` however often it is sent; ``facts`` are pairs of a label and a value.

    ``at`` is when it was recorded, ``record`` 0 where it belongs to none; ``data`` is the same for programs.
    """

    id: str
    topic: str
    title: str
    unit: str
    record: int
    at: str
    lines: tuple[str, ...]
    facts: tuple[tuple[str, str], ...] = ()
    data: dict[str, Any]

    @property
    def subject(self) -> str:
        """One line of it: the unit, and what it is."""
        return f"[{self.unit}] {self.title}"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Makes the messages of one unit: ``state`` is that of the set now, for the roles of people."""

    unit: str
    store: Store
    state: State

    def message(self, line: Line, to: Destination) -> Message:
        """Return what a line says to a destination; raises NotVerified as ``event_of``, WrongInput ``ledger.*``."""
        return self._of_record(line, to) if line.what.record else self._of_day(line, to)

    def _of_record(self, line: Line, to: Destination) -> Message:
        entry = self.store.entry(line.what.record)
        body = record.read(entry.raw).body
        event = event_of(body, entry.number, self.store.personal)
        about = tuple(line.what.topic.split())
        deed = event.completes or event.act
        labels, said = words.LABELS[to.language], words.SENTENCES[to.language]
        values = dict(_values(self, event, deed, to))
        if topics.DEVIATION in about:
            values["what"] = deed.kind
            # A code may say something of a person, such as their age; which question was not answered does not.
            reasons = (each["code" if to.names else "gate"] for each in body["findings"])
            values["reasons"] = ", ".join(dict.fromkeys(reasons))
        title, own = _title(event, about[0], to.language)
        values["also"] = ", ".join(
            words.BY_TOPIC[to.language].get(each, each) for each in about if each not in own
        )
        shown = {"unit": self.unit, "record": str(entry.number), "at": self.time(event.at), **values}
        lines = (said["claim"], said["hot"], *(() if to.names else (said["no-names"],)))
        return Message(
            id=_id(self.unit, to.name, line.what.key, entry.leaf),
            topic=about[0],
            title=title,
            unit=self.unit,
            record=entry.number,
            at=stamp(event.at),
            lines=lines,
            facts=tuple((labels[key], value) for key, value in shown.items() if value),
            data={"unit": self.unit, "record": entry.number, "at": stamp(event.at), "topics": list(about)}
            | {
                "kind": event.kind,
                **{key: value for key, value in values.items() if value and key != "also"},
            },
        )

    def _of_day(self, line: Line, to: Destination) -> Message:
        try:
            content = canonical.decode(line.what.body)
            title, lines = str(content["title"]), tuple(map(str, content["lines"]))
        except (WrongInput, KeyError, TypeError) as error:
            raise WrongInput(
                "telling.no-text",
                "This message has no text that can be read.",
                "Nothing can be done with it.",
            ) from error
        return Message(
            id=_id(self.unit, to.name, line.what.key, line.what.body),
            topic=line.what.topic,
            title=title,
            unit=self.unit,
            record=0,
            at=line.what.at,
            lines=lines,
            data={"unit": self.unit, "at": line.what.at, "topics": [line.what.topic], "lines": list(lines)},
        )

    def time(self, at: datetime) -> str:
        """Return a time as people on the set say it, with the distance of their clock from UTC."""
        here = at + timedelta(minutes=self.state.offset_minutes)
        sign = "-" if self.state.offset_minutes < 0 else "+"
        hours, minutes = divmod(abs(self.state.offset_minutes), 60)
        return f"{here:%Y-%m-%d %H:%M} (UTC{sign}{hours:02}:{minutes:02})"

    def who(self, person: str, to: Destination) -> str:
        """Return how somebody is told of: by role, or by id and name where that is allowed."""
        known = self.state.people.get(person)
        roles = known.roles if known is not None else ()
        called = words.role(roles[0], to.language) if roles else words.SENTENCES[to.language]["somebody"]
        if not to.names or known is None:
            return called
        return f"{called}, {person}" + (f" ({known.name})" if known.name else "")


def test_message(unit: str, to: Destination, now: datetime, id_: str) -> Message:
    """Return the message of a test, which is no line of the outbox."""
    said = words.SENTENCES[to.language]
    return Message(
        id=id_,
        topic=topics.TEST,
        title=words.BY_TOPIC[to.language][topics.TEST],
        unit=unit,
        record=0,
        at=stamp(now),
        lines=(said["test"],),
        data={"unit": unit, "at": stamp(now), "topics": [topics.TEST]},
    )


def text_of_day(title: str, lines: tuple[str, ...]) -> bytes:
    """Return the body of a line that belongs to no record."""
    return canonical.encode({"title": title, "lines": list(lines)})


def _values(speaker: Speaker, event: Event, deed: Act, to: Destination) -> Iterator[tuple[str, str]]:
    """Yield what an act says, by the key of its label: things always, people and their words where that is allowed."""
    if event.late:
        yield "late", speaker.time(deed.at)
    nobody = deed.kind in MAY_BE_ANONYMOUS or deed.by == NODE
    if not nobody:
        yield "who", speaker.who(deed.by, to)
    for key in _THINGS:
        value = getattr(deed, key)
        if value not in (None, ""):
            yield key, str(value)
    known = {*speaker.state.weapons, *speaker.state.lots}
    for key in _FREE:
        value = getattr(deed, key)
        if value and (to.names or _is_a_thing(speaker.state, key, value)):
            yield key.rstrip("_"), value[:LONGEST]
    for key in _WORDS:
        value = getattr(deed, key)
        if value and (to.names or value in known) and not personal.sealed_in(value):
            yield key, value[:LONGEST]


def _is_a_thing(state: State, key: str, value: str) -> bool:
    """Whether what was typed is a lot, weapon or container on record, or the number of a scene; and nobody's id."""
    if value in state.people:
        return False
    if key == "scene":
        return _SCENE.fullmatch(value) is not None
    return value in state.lots or value in state.weapons or value in state.containers


def _title(event: Event, topic: str, language: str) -> tuple[str, tuple[str, ...]]:
    """Return what a message is called, and which topics that says."""
    deed = event.completes if event.completes is not None and event.act.kind == "confirm" else event.act
    # What was done though the rules would have refused it is that first, whatever it was.
    deviates = event.deviation and topic == topics.DEVIATION
    if not deviates and deed.kind in words.BY_KIND[language]:
        return words.BY_KIND[language][deed.kind], topics.of_kind(deed.kind)
    return words.BY_TOPIC[language].get(topic, topic), (topic,)


def _id(unit: str, destination: str, key: str, about: bytes) -> str:
    parts = (unit.encode(), destination.encode(), key.encode(), about)
    name = hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()
    return f"msg_{name[:_ID_CHARACTERS]}"
