"""One unit's records, one after the other, into the lines of its facts. Pure: the same records give the same lines.

1. A record is read as the node reads its own, and applied by the same ``apply``: the office has no rules of its own.
2. Each device's chain is followed beside it; a hole, a second branch or a record of another unit is a gap.
3. What stands in a line depends on the records up to the one it names, never on how many were taken at a time.
4. Whatever cannot be read ends it there, with the record's number: what came before stays as it is.
5. There is an end to what a log that lies can make the office keep or do (``MOST_THINGS``, ``MOST_ROUNDS``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from showsafe.application.facts.values import Line, Summary
from showsafe.application.records import event_of, unstamp
from showsafe.domain.acts import Act
from showsafe.domain.apply import apply
from showsafe.domain.changing import changed
from showsafe.domain.effects.forgetting import subject_of
from showsafe.domain.events import Event
from showsafe.domain.named import deeds
from showsafe.domain.spoken import is_hot
from showsafe.domain.state import State
from showsafe.domain.things import Weapon
from showsafe.errors import NotVerified, Unusable
from showsafe.fleet import chains, matters, subjects
from showsafe.fleet.kept import Kept, Mark, Told
from showsafe.ledger import record
from showsafe.ledger.store import Personal
from showsafe.ledger.tree import leaf_hash
from showsafe.ledger.writer import is_time
from showsafe.projections.rows import SET

MOST_THINGS = 20_000
"""So many weapons, lots, people and papers of one unit are followed; no production has as many."""

MOST_GAPS = 1_000
"""So many gaps of one unit have a line: a log that is another one's, record for record, is told of often enough."""

MOST_ROUNDS = 5_000
"""So many rounds are loaded or found in one act, or lie in one weapon, that is followed: no belt is as long."""


@dataclass(frozen=True, slots=True)
class Drained:
    """Lines that changed, and the subjects of whom all papers are among them."""

    lines: tuple[Line, ...]
    papers_of: tuple[tuple[str, str], ...]


class Fold:
    """The records of one unit, taken one by one. ``kept`` is all it knows; ``drain`` gives the lines that changed."""

    def __init__(self, unit: str, kept: Kept | None = None) -> None:
        self.unit = unit
        self.kept = kept or Kept()
        self._lines: dict[tuple[str, str], Line] = {}
        self._weapons: dict[str, Mark] = {}
        self._people: set[str] = set()

    def take(self, number: int, raw: bytes, arrived: datetime) -> None:
        """Follow one record, the next; raises a ShowsafeError, or whatever a record that lies makes break.

        What has raised once is not to be used again: half of that record may be in it.
        """
        kept = self.kept
        if number != kept.size + 1:
            raise Unusable(
                "facts.not-next", f"Record {number} does not follow record {kept.size}.", "Follow it again."
            )
        body = record.read(raw).body
        mark = _mark(body, number, arrived)
        gap, link = chains.followed(kept.chains, body, self.unit)
        if body["scope"] == SET:
            self._applied(event_of(body, number, _sealed), body, mark)
        else:
            kept.untold += 1
        chains.keep(kept.chains, body, number=link, leaf=leaf_hash(raw).hex())
        if gap is not None:
            kept.gaps += 1
            if kept.gaps <= MOST_GAPS:
                self.put(matters.gap(gap, mark))
        kept.size, kept.last = number, mark

    def _applied(self, event: Event, body: Mapping[str, Any], mark: Mark) -> None:
        kept, before = self.kept, self.kept.state
        for act in (event.act, event.completes):
            _few("rounds in one act", sum(map(_rounds_of, deeds(act))) if act else 0, MOST_ROUNDS)
        after = apply(before, event)
        _bounded(after)
        found = [*matters.lines(kept, before, after, event, body, mark)]
        kept.state = after
        for line in found:
            self.put(line)
        if before.day is not after.day:
            kept.day = mark if after.day.open else Mark()
        for weapon in (*changed(before.beliefs, after.beliefs), *changed(before.weapons, after.weapons)):
            _few("rounds in one weapon", len(after.believed(weapon).contents), MOST_ROUNDS)
            self._weapons[weapon] = mark
        self._told(before, after, event, mark)

    def _told(self, before: State, after: State, event: Event, mark: Mark) -> None:
        """Keep who is described anew, and by which commitments: the set may show what lies behind them later."""
        kept = self.kept
        if before.papers is not after.papers:
            for line in subjects.papers_of_the_set(kept, mark):
                self.put(line)
        for name in changed(before.people, after.people):
            if not subjects.same(before.people.get(name), after.people[name]):
                kept.people[name] = mark
                self._people.add(name)
            if after.people[name].erased:
                kept.told.pop(name, None)
        subject = subject_of(event.completes or event.act) if event.sealed else ""
        if subject in after.people and before.people.get(subject) is not after.people[subject]:
            said = {key: Told(mark.record, commitment) for key, commitment in event.sealed}
            kept.told[subject] = {**kept.told.get(subject, {}), **said}
            kept.people[subject] = mark
            self._people.add(subject)

    def put(self, line: Line) -> None:
        """Keep a line until it is drained; a later one of the same thing takes its place."""
        self._lines[(line.kind, line.key)] = line

    @property
    def describes(self) -> bool:
        """Whether somebody was described since the lines were drained."""
        return bool(self._people)

    def everybody(self) -> None:
        """Have the lines of all people made again: what the set shows of them has changed."""
        self._people.update(self.kept.people)

    def drain(self, opened: Mapping[str, bytes]) -> Drained:
        """Return what changed since the last time.

        ``opened`` are personal values that the set showed the office, by commitment, as canonical JSON.
        """
        for name, mark in self._weapons.items():
            for line in subjects.weapon(self.kept, name, mark):
                self.put(line)
        for name in sorted(self._people):
            for line in subjects.person(self.kept, name, opened):
                self.put(line)
        lines = tuple(line for _, line in sorted(self._lines.items()))
        papers_of = [("weapon", name) for name in self._weapons]
        papers_of += [("person", name) for name in sorted(self._people)]
        self._lines, self._weapons, self._people = {}, {}, set()
        return Drained(lines, tuple(papers_of))

    def summary(self) -> Summary:
        """Return the line of the unit as of the last record."""
        kept, state = self.kept, self.kept.state
        there = {name: belief for name, belief in state.beliefs.items() if not belief.gone}
        out = [name for name, belief in there.items() if not belief.container]
        return Summary(
            as_of=kept.size,
            profile=state.profile,
            said=at(kept.last.said),
            arrived=at(kept.last.arrived),
            day=state.day.opened_record if state.day.open else 0,
            day_said=at(kept.day.said),
            day_arrived=at(kept.day.arrived),
            exceptions=() if state.day.open else state.day.exceptions[:50],
            stops=tuple(dict.fromkeys(stop.kind for stop in state.stops)),
            live=len(state.live),
            weapons=len(there),
            out=len(out),
            hot=sum(is_hot(state.weapons.get(name) or Weapon(id=name), there[name]) for name in out),
            held=sum(subjects.stands_against(belief) for belief in there.values()),
            people=sum(not person.erased for person in state.people.values()),
            untold=kept.untold,
        )


def at(stamp: str) -> datetime | None:
    """Return the time of a mark, or None."""
    return unstamp(stamp) if stamp else None


def _mark(body: Mapping[str, Any], number: int, arrived: datetime) -> Mark:
    said = body["received_at"]
    if not is_time(said):
        raise NotVerified(
            "facts.wrong-time",
            f"Record {number} does not say when its node received it.",
            "Have the set run its check.",
        )
    return Mark(number, said, arrived.astimezone(UTC).isoformat())


def _sealed(_commitment: str) -> Personal | None:
    """No personal value is applied: a state of the office holds none, whatever the set shows (see ``subjects``)."""
    return None


def _rounds_of(act: Act) -> int:
    return sum(draw.count for draw in (*(act.rounds or ()), *(act.found or ())))


def _bounded(state: State) -> None:
    for name in ("weapons", "lots", "people", "papers", "discrepancies"):
        _few(name, len(getattr(state, name)), MOST_THINGS)


def _few(name: str, count: int, most: int) -> None:
    if count > most:
        raise Unusable(
            "facts.too-many",
            f"This unit has more than {most} {name}, and the office follows no more.",
            "Ask the production what is going on.",
        )
