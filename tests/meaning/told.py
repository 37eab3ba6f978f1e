"""Tells every day and every walk, and says in a few letters what each of their records left: answer and state.

``python -m tests.meaning.told`` writes ``meaning.txt`` anew. Do that when a rule changes on purpose, with a new
edition of the rules once this one has been released: what stood in a ledger before means something else from then on.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from showsafe.application.scenario.run import Numbered, Telling
from showsafe.application.snapshots import state_as_bytes, state_from_bytes
from showsafe.application.step import Stepped
from showsafe.bootstrap import rules_of
from showsafe.domain.acts import Act
from showsafe.domain.state import State
from showsafe.rules.rulebook import RULES_EDITION
from tests.meaning.walks import WALKS, walk
from tests.scenarios.days import ALL, name_of, scenario

RECORDED = Path(__file__).with_name("meaning.txt")
LETTERS = 6
NOTHING = (None, "", 0, False, [], {})


def left_by(stepped: Stepped) -> str:
    """Return what one record left, in six letters: its findings, its answer, and the whole state after it.

    What has no value yet is left out, so that a new field of the state changes nothing before anybody uses it. Raises
    AssertionError where the state is not one that a snapshot could keep: a value that is of another type than its
    field.
    """
    assert state_from_bytes(state_as_bytes(stepped.state)) == stepped.state, stepped.event
    findings = [(each.gate, each.code, each.weight.name) for each in stepped.decision.findings]
    event = stepped.event
    said = (findings, event.outcome, event.would, [(did.would, did.gates) for did in event.did])
    whole = json.dumps([said, _without_nothing(msgspec.to_builtins(stepped.state))], sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()[:LETTERS]


def _without_nothing(value: Any) -> Any:  # noqa: ANN401 - whatever JSON can hold
    if isinstance(value, dict):
        parts = {key: _without_nothing(each) for key, each in value.items()}
        return {key: each for key, each in parts.items() if each not in NOTHING}
    return [_without_nothing(each) for each in value] if isinstance(value, list) else value


@dataclass
class Listening:
    """Records in memory, as a told day without a ledger does, and keeps what each record left."""

    numbered: Numbered
    steps: list[Stepped] = field(default_factory=list)

    def __call__(self, state: State, act: Act, door: str, now: datetime) -> Stepped:
        """Record one act through one door."""
        stepped = self.numbered(state, act, door, now)
        self.steps.append(stepped)
        return stepped


def of_day(path: Path) -> list[Stepped]:
    """Return every record of a told day, what is given and all accounts of it among them."""
    day = scenario(path)
    rules = rules_of(day.profile)
    listening = Listening(Numbered(rules))
    telling = Telling(day, rules, listening)
    telling.begin()
    list(telling.steps())
    return listening.steps


def recorded() -> dict[str, list[str]]:
    """Return what was recorded: by day and walk, what each record left; ``edition`` is that of the rules."""
    lines = RECORDED.read_text(encoding="utf-8").splitlines()
    return {name: rest for name, *rest in map(str.split, lines)}


def made() -> Iterator[str]:
    """Yield the lines of ``meaning.txt`` as the program means them today."""
    yield f"edition {RULES_EDITION}"
    for path in ALL:
        yield " ".join([name_of(path), *map(left_by, of_day(path))])
    for seed in WALKS:
        yield " ".join([f"walk/{seed}", *map(left_by, walk(seed))])


if __name__ == "__main__":
    RECORDED.write_text("\n".join(made()) + "\n", encoding="utf-8")
