"""Tells every day and every walk, and says in a few letters what each of their records left: answer and state.

``python -m tests.meaning.told`` writes ``meaning.txt`` anew. Do that when a rule changes on purpose, with a new
edition of the rules once this one has been released: what stood in a ledger before means something else from then on.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from showsafe.application.scenario.run import Numbered, Telling
from showsafe.application.step import Stepped
from showsafe.bootstrap import rules_of
from showsafe.domain.acts import Act
from showsafe.domain.changing import replace
from showsafe.domain.state import State
from showsafe.rules.rulebook import RULES_EDITION
from tests.meaning.walks import WALKS, walk
from tests.scenarios.days import ALL, name_of, scenario

RECORDED = Path(__file__).with_name("meaning.txt")
LETTERS = 6
NOTHING: tuple[object, ...] = (None, "", 0, False, [], {})


class Left:
    """What the records of one day left, one after the other; what a record leaves alone is not looked at again."""

    def __init__(self) -> None:
        self.seen: dict[int, tuple[object, str]] = {}

    def by(self, stepped: Stepped) -> str:
        """Return what one record left, in six letters: its findings, its answer, and the whole state after it.

        What has no value yet is left out, so that a new field of the state changes nothing before anybody uses it.
        Raises AssertionError where a value is of another type than its field: no snapshot could keep it.
        """
        findings = [(each.gate, each.code, each.weight.name) for each in stepped.decision.findings]
        event = stepped.event
        said = (findings, event.outcome, event.would, [(did.would, did.gates) for did in event.did])
        state = stepped.state
        maps = {
            each.name: value for each in fields(state) if isinstance(value := getattr(state, each.name), dict)
        }
        parts = [json.dumps(said), self._of(replace(state, **{name: {} for name in maps}))]
        for name, entries in maps.items():
            parts += [f"{name} {key} {self._of(value)}" for key, value in sorted(entries.items())]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:LETTERS]

    def _of(self, value: Any) -> str:  # noqa: ANN401 - a value of the state
        known = self.seen.get(id(value))
        if known is not None:
            return known[1]
        content = msgspec.json.encode(value)
        assert msgspec.json.decode(content, type=type(value)) == value, value
        text = json.dumps(_without_nothing(msgspec.json.decode(content)), sort_keys=True)
        self.seen[id(value)] = (value, text)
        return text


def left_by(steps: Iterable[Stepped]) -> list[str]:
    """Return what each record of a day left."""
    left = Left()
    return [left.by(stepped) for stepped in steps]


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
        yield " ".join([name_of(path), *left_by(of_day(path))])
    for seed in WALKS:
        yield " ".join([f"walk/{seed}", *left_by(walk(seed))])


if __name__ == "__main__":
    RECORDED.write_text("\n".join(made()) + "\n", encoding="utf-8")
