"""Walking the records of a scope in their order: what the record believed before each, who had a part, and each use.

Only records that name one of the things, or that are about people, papers, the day or the set, are walked: what the
gates know of a weapon rests on these. What the gates said at the time stands in the records themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from showsafe.application.personal import Opened
from showsafe.application.records import event_of, unstamp
from showsafe.casefile.duties.evidence import Seen
from showsafe.casefile.duties.parts import parts_of
from showsafe.casefile.duties.table import table
from showsafe.casefile.duties.uses import Asking, answers, left_open
from showsafe.casefile.duties.values import (
    DEVIATION,
    DONE,
    HELD,
    REFUSED,
    Asked,
    Entry,
    Found,
    Said,
    Use,
)
from showsafe.domain.acts import Act
from showsafe.domain.apply import apply
from showsafe.domain.effects import files, runs
from showsafe.domain.events import HOLD, PERMIT, Event
from showsafe.domain.named import people_named
from showsafe.domain.state import State
from showsafe.errors import WrongInput
from showsafe.rules.rulebook import Rulebook

Body = Mapping[str, Any]
RulesOf = Callable[[str], Rulebook]

NOTE = "note"
HAPPENED = (DONE, DEVIATION)

BASE = "common"
"""The profile whose clauses are shown where a record names rules that this program does not have."""


@dataclass(slots=True)
class _Walk:
    asked: Asked
    rules_of: RulesOf
    found: Found = field(default_factory=Found)
    seen: Seen = field(default_factory=Seen)
    state: State = field(default_factory=State)
    before: State = field(default_factory=State)
    last: dict[str, Use] = field(default_factory=dict)
    silent: set[str] = field(default_factory=set)
    end: Asking | None = None

    def take(self, body: Body, event: Event, opened: Opened) -> None:
        """Take in one record: what it says of people and uses, and what it changes."""
        rulebook = self._rules(body)
        said = tuple(_said(each) for each in body["findings"])
        before = self.before = self.state
        self.state = apply(before, event)
        if any(opened(commitment) is None for _, commitment in event.sealed):
            self.silent.update((event.act.person, event.act.about))
        for act, stands in _deeds(before, event):
            here = _of(said, act, event)
            self.found.entries.append(self._entry(body, event, act, here, rulebook, stands))
            if stands in HAPPENED and act.kind in table().uses and act.weapon in self.asked.weapons:
                self._use(self._asking(act, before, rulebook, event, here), event)
        self.found.records += 1
        for name, person in self.state.people.items():
            self.found.names[name] = person.name or self.found.names.get(name, "")
        for act, stands in _deeds(before, event):
            if stands in HAPPENED:
                self.seen.note(event.number, act)
        self.end = self._asking(event.act, self.state, rulebook, event)

    def _asking(
        self, act: Act, state: State, rulebook: Rulebook, event: Event, said: tuple[Said, ...] = ()
    ) -> Asking:
        silent = frozenset(self.silent)
        return Asking(act=act, state=state, rulebook=rulebook, at=event.at, said=said, silent=silent)

    def _rules(self, body: Body) -> Rulebook:
        edition = str(body["rulebook"])
        try:
            rulebook = self.rules_of(edition.partition("@")[0])
        except WrongInput:
            rulebook = self.rules_of(BASE)
        if rulebook.edition != edition:
            self.found.editions.add(edition)
        return rulebook

    def _entry(
        self, body: Body, event: Event, act: Act, said: tuple[Said, ...], rulebook: Rulebook, stands: str
    ) -> Entry:
        against = tuple(each for each in said if each.weight != NOTE) if stands != DONE else ()
        return Entry(
            record=event.number,
            act=act.kind,
            at=act.at,
            received=unstamp(body["received_at"]),
            stands=stands,
            late=event.late,
            profile=rulebook.profile,
            thing=act.weapon or act.lot or act.file or (act.sort if act.kind == "record-paper" else ""),
            scene=act.scene,
            people=_people(self.state, act),
            about=_about(act),
            parts=parts_of(
                self.before, self.state, act, tuple(each.code for each in said), done=stands in HAPPENED
            ),
            deviations=against,
            notes=tuple(each for each in said if each not in against),
        )

    def _use(self, asking: Asking, event: Event) -> None:
        use = Use(
            record=event.number,
            act=asking.act.kind,
            weapon=asking.act.weapon,
            at=asking.act.at,
            profile=asking.rulebook.profile,
            answers=answers(asking, self.seen),
        )
        if use.act == "incident" and use.weapon in self.last:
            return
        self.last[use.weapon] = use
        self.found.uses.append(use)

    def close(self) -> None:
        """Add what ought to follow the last use of each weapon and is not on record."""
        if self.end is None:
            return
        for weapon in self.asked.weapons:
            used = self.state.believed(weapon).use
            act = replace(self.end.act, kind="load", weapon=weapon, rounds=None)
            still = left_open(replace(self.end, act=act)) if used is not None else ()
            if used is not None and still:
                last = self.last.get(weapon)
                self.found.uses.append(
                    Use(
                        record=used.record,
                        act=self.seen.acts.get(used.record, ("take",))[0],
                        weapon=weapon,
                        at=last.at if last else self.end.at,
                        profile=self.end.rulebook.profile,
                        after=True,
                        answers=still,
                    )
                )


def walked(asked: Asked, bodies: Iterable[tuple[int, Body]], rules_of: RulesOf, opened: Opened) -> Found:
    """Return what the records of one scope say about the things asked for, read once in their order."""
    walk = _Walk(asked, rules_of)
    for number, body in bodies:
        if body["scope"] == asked.scope:
            walk.take(body, event_of(body, number, opened), opened)
    walk.close()
    walk.found.sealed = bool(walk.silent - {""})
    return walk.found


def _deeds(state: State, event: Event) -> Iterator[tuple[Act, str]]:
    """Yield the acts that a record holds, each with how it stands: what was asked, what happened, the steps of it."""
    if event.completes is not None:
        if event.act.kind == "override":
            yield event.act, DONE
        whole, stands = replace(event.completes, at=event.act.at), DONE
    else:
        whole, stands = event.act, _stands(event)
    yield whole, stands
    if stands in HAPPENED:
        told = replace(event, act=whole)
        steps = (*runs.steps_of_event(state, told), *files.steps_of_event(state, told))
    else:
        steps = tuple(runs.found_in_a_refused(state, event))
    for step in steps:
        yield step.act, DONE if step.would == PERMIT else stands


def _of(said: tuple[Said, ...], act: Act, event: Event) -> tuple[Said, ...]:
    """Return the findings that are about an act: of a file those that begin with its weapon, else all of its record."""
    whole = event.completes or event.act
    if whole.kind != "issue-file" or act.kind == "issue-file":
        return said
    start = f"{act.weapon}: "
    return tuple(
        replace(each, says=each.says.removeprefix(start)) for each in said if each.says.startswith(start)
    )


def _said(finding: Mapping[str, Any]) -> Said:
    return Said(
        code=finding["code"],
        says=finding["says"],
        weight=finding["weight"],
        clauses=tuple(finding["clauses"]),
    )


def _stands(event: Event) -> str:
    if event.deviation:
        return DEVIATION
    if event.happened:
        return DONE
    return HELD if event.outcome == HOLD else REFUSED


def _people(state: State, act: Act) -> tuple[str, ...]:
    about = [act.about] if act.about in state.people else []
    return tuple(
        dict.fromkeys(name for name in (act.by, *(name for _, name in people_named(act)), *about) if name)
    )


def _about(act: Act) -> tuple[str, ...]:
    """Return every thing that an act is about or draws from."""
    draws = (draw.lot for draw in (*(act.rounds or ()), *(act.found or ())))
    scans = (scan.weapon for scan in act.scans)
    steps = (thing for step in act.steps for thing in _about(step))
    named = (act.weapon, act.lot, act.in_, act.about, *draws, *scans, *steps)
    return tuple(dict.fromkeys(thing for thing in named if thing))
