"""An act that could come next, and what the gates would say of it once its asks and its second person are there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from showsafe.application.next_acts import people
from showsafe.application.parse import act_as_mapping, act_from
from showsafe.application.would import Moment
from showsafe.domain.acts import KINDS, Act
from showsafe.domain.events import ASK, HOLD, PERMIT, REFUSE
from showsafe.rules.decision import Decision, Finding

BY_LOOKING = ("witness", "countersigned_by", "reviewed_by")
"""Keys of a second person who says so themselves; others are named by the act."""

SEEN_BY_BOTH = ("check", "load", "unload", "recount")
SIGHTED = ("accept", "hand-over")
TRIED = 6
"""So many people are tried as the second person, or as the one who says it, before an act counts as refused."""

_WEIGHT = {PERMIT: 0, HOLD: 1, REFUSE: 2}
NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An act that could come next: its keys as far as the record has them, who may say it, best first.

    ``asks`` are keys that a person has to say; ``assumed`` what a dry run takes them to be: what the record believes.
    ``announce`` is read aloud with it. ``things`` are weapons that it is about, where it has no key for them.
    """

    kind: str
    by: tuple[str, ...]
    keys: Mapping[str, Any] = field(default_factory=dict)
    asks: tuple[str, ...] = ()
    assumed: Mapping[str, Any] = field(default_factory=dict)
    announce: str = ""
    things: tuple[str, ...] = ()
    door: str = ASK


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """A candidate, dry-run: ``keys`` in the one form of a record, who may say it and who can be the second person."""

    kind: str
    door: str
    keys: Mapping[str, Any]
    asks: tuple[str, ...]
    second: bool
    second_says: tuple[str, ...]
    seconds: tuple[str, ...]
    who: tuple[str, ...]
    said_by: str
    would: str
    findings: tuple[Finding, ...]
    announce: str = ""
    things: tuple[str, ...] = ()

    @property
    def weight(self) -> int:
        """Zero where nothing recorded would stand against it, more where something would."""
        return _WEIGHT[self.would]

    @property
    def against(self) -> tuple[Finding, ...]:
        """What would hold or refuse it."""
        return tuple(each for each in self.findings if each.weight > 0)


def dry_run(at: Moment, candidate: Candidate, person: str = "") -> Right:
    """Return what the gates would say of a candidate: said by ``person`` where they may, else by the best who may."""
    who = people.may(at.state, candidate.kind, candidate.by)
    said_by, decision, seconds = _said_by(at, candidate, person if person in who else (*who, NOBODY)[0])
    for name in () if person in who else who[1:TRIED]:
        if decision.outcome == PERMIT:
            break
        other = _said_by(at, candidate, name)
        if _WEIGHT[other[1].outcome] < _WEIGHT[decision.outcome]:
            said_by, decision, seconds = other
    kind = KINDS[candidate.kind]
    return Right(
        kind=candidate.kind,
        door=candidate.door,
        keys=act_as_mapping(act_of(at, candidate, said_by, {})),
        asks=candidate.asks,
        second=kind.second in BY_LOOKING,
        second_says=_second_says(candidate),
        seconds=seconds,
        who=who,
        said_by=said_by,
        would=decision.outcome,
        findings=decision.findings,
        announce=candidate.announce,
        things=candidate.things,
    )


def _said_by(at: Moment, candidate: Candidate, by: str) -> tuple[str, Decision, tuple[str, ...]]:
    """Return the best that the gates would say with one of the people who can be the second."""
    alone = act_of(at, candidate, by, candidate.assumed)
    seconds = people.seconds(at.state, alone)
    key = KINDS[candidate.kind].second
    found = at.would(alone, candidate.door)
    for second in seconds[:TRIED]:
        both = at.would(replace(alone, **{key: second}), candidate.door)  # type: ignore[arg-type]
        if _WEIGHT[both.outcome] < _WEIGHT[found.outcome] or second == seconds[0]:
            found = both
        if found.outcome == PERMIT:
            break
    return by, found, seconds


def act_of(at: Moment, candidate: Candidate, by: str, more: Mapping[str, Any]) -> Act:
    """Return the act that a candidate is, said by somebody, with what more is said of it."""
    keys = {**candidate.keys, **more}
    return act_from(candidate.kind, keys, act_id="would", by=by, at=at.now)


def _second_says(candidate: Candidate) -> tuple[str, ...]:
    steps = [step["act"] for step in candidate.keys.get("steps", ())]
    if candidate.kind in SEEN_BY_BOTH or any(step in SEEN_BY_BOTH for step in steps):
        return ("seen",)
    return ("sight",) if candidate.kind in SIGHTED else ()
