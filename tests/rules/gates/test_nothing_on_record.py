"""No gate breaks over what the record does not know: a weapon, a box, people and a scene of which it has nothing."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.domain.acts import KINDS
from showsafe.domain.events import REFUSE
from showsafe.rules.decide import decide
from showsafe.rules.gates import GATES
from showsafe.rules.table import ACT_GATES
from tests.simulator import FilmSet, a_day

STRANGERS: dict[str, Any] = {
    "to": ["nobody-known"],
    "from": "nobody-known-either",
    "user": "nobody-known",
    "witness": "somebody-unknown",
    "scene": "no-scene",
    "file": "no-file",
}
WEAPON = {"weapon": "no-weapon"}
LOT = {"lot": "no-lot"}


def broken(day: FilmSet, gate: str, thing: dict[str, Any], *, by: str) -> set[str]:
    """Return the acts that meet a gate and break it, with nothing on record of the thing and of the people."""
    found = set()
    for kind in (name for name, row in ACT_GATES.items() if gate in row):
        for keys in (thing, {**STRANGERS, **thing}):
            said = {key: value for key, value in keys.items() if key in KINDS[kind].keys}
            act = day.act(kind, by, **said)
            findings = decide(day.state, act, day.rules, day.now).decision.findings
            found |= {
                kind for each in findings if each.code == "rules.gate-broken" and f"Gate {gate} " in each.says
            }
    return found


@pytest.mark.parametrize("gate", [gate.id for gate in GATES])
def test_a_weapon_that_nobody_knows(gate: str) -> None:
    """Asked about a weapon of which nothing is on record, by somebody known or not, a gate answers."""
    day = a_day()
    assert not broken(day, gate, WEAPON, by="armorer")
    assert not broken(day, gate, WEAPON, by="nobody-known")


@pytest.mark.parametrize("gate", [gate.id for gate in GATES])
def test_a_box_that_nobody_knows(gate: str) -> None:
    """So it does about a box of rounds; only out of a safe none comes that is on no record, and the gate says so."""
    day = a_day()
    assert broken(day, gate, LOT, by="armorer") == ({"unlock"} if gate == "store" else set())
    asked = decide(day.state, day.act("unlock", lot="no-lot"), day.rules, day.now)
    assert asked.decision.outcome == REFUSE
