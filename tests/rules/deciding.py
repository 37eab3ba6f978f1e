"""Gates that say what they are told to, and keep what they were asked: for tests of what is made of their answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from showsafe.domain.acts import Act
from showsafe.domain.state import State
from showsafe.rules.decision import Finding, Weight
from showsafe.rules.gate import Gate
from showsafe.rules.profile import Profile
from showsafe.rules.rulebook import Rulebook
from showsafe.rules.table import ACT_GATES, ALL
from tests.rules.reading import common

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
NAMES = (*ALL, "run", "file", "count")
WEIGHTS = {"note": Weight.NOTE, "hold": Weight.HOLD, "refuse": Weight.REFUSE}
COMMON = common()


class Told(Gate):
    """Does this gate say what it was told to, and what was it asked?"""

    def __init__(self, name: str, *said: Finding) -> None:
        self.name = name
        self.said = said
        self.asked: list[tuple[State, Act]] = []

    def look(self, state: State, act: Act, profile: Profile, now: datetime) -> Iterator[Finding]:
        """Keep what was asked, and say what was told."""
        assert (profile, now) == (COMMON, NOW)
        self.asked.append((state, act))
        yield from self.said


class Falls(Told):
    """Does this gate get to its end? It says what it was told to, and then it breaks."""

    def look(self, state: State, act: Act, profile: Profile, now: datetime) -> Iterator[Finding]:
        """Say it, and break."""
        yield from super().look(state, act, profile, now)
        raise ZeroDivisionError


class Once(Told):
    """Does this gate say it only of some acts?"""

    def __init__(self, name: str, said: Mapping[tuple[str, str], Finding]) -> None:
        super().__init__(name)
        self.of = said

    def look(self, state: State, act: Act, profile: Profile, now: datetime) -> Iterator[Finding]:
        """Say what is to be said of this kind of act and this weapon."""
        self.said = tuple(each for key, each in self.of.items() if key == (act.kind, act.weapon))
        yield from super().look(state, act, profile, now)


def said(code: str, weight: str = "note", *clauses: str) -> Finding:
    """Return a finding of the gate that its code names."""
    return Finding(code, code.split(".", maxsplit=1)[0], WEIGHTS[weight], f"{code}.", "Go on.", clauses)


def rules(*gates: Told, **more: Any) -> Rulebook:  # noqa: ANN401 - fields of a rulebook
    """Return the whole act table with gates that have nothing to say, but for these."""
    every = {name: Told(name) for name in NAMES} | {gate.name: gate for gate in gates}
    return replace(Rulebook(profile=COMMON, gates=every, acts=ACT_GATES), **more)


def act(kind: str, by: str = "armorer", **keys: Any) -> Act:  # noqa: ANN401 - fields of an act
    """Return an act of this moment."""
    return Act(**{"kind": kind, "act_id": f"the-{kind}", "by": by, "at": NOW, **keys})
