"""The audit of the office's own log: a node that writes down what its rules refuse is found, and where."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.application.office.happened import hold
from showsafe.application.office.words import KEYBOARD, OFFICE
from showsafe.errors import WrongInput
from showsafe.ledger import record
from tests.application.office.office import begun, give, take


def bodies() -> list[tuple[int, dict[str, Any]]]:
    """Return the records of an office in which everything happened once."""
    log = begun()
    give(log, "producer", "sub-1")
    with pytest.raises(WrongInput):
        give(log, "producer", "adm-1")
    log.say("sign-in", "sub-1")
    log.looked("sub-1", "north", "people", "people", ["p"])
    take(log, "producer", "sub-1")
    log.say("sign-out", "sub-1")
    return [(each.number, record.read(each.raw).body) for each in log.store.entries()]


def test_what_was_written_by_the_rules_holds() -> None:
    """Every record of the office is looked at, also the asking that was refused."""
    held = hold(bodies())
    assert (held.why, held.number, held.checked) == ("", 0, 10)


def body(**said: Any) -> dict[str, Any]:  # noqa: ANN401 - the keys of a body
    """Return the record in which adm-1 gives somebody a role, with what a lie changes."""
    return {**bodies()[4][1], **said}


LIES = {
    "a role of one's own": {"by": "sub-1"},
    "by nobody who may": {"by": "sub-9"},
    "by the keyboard": {"by": KEYBOARD},
    "an unknown kind": {"kind": "role-found"},
    "a permission": {"outcome": "permit"},
    "a refusal of nothing": {"kind": "role-refused"},
    "a role twice": {},
}


@pytest.mark.parametrize("lie", LIES)
def test_what_no_rule_lets_happen_is_named(lie: str) -> None:
    """The first record that could not have come to be is named, and why."""
    all_ = bodies()
    told = all_[:4] if lie != "a role twice" else all_[:5]
    told.append((11, body(**LIES[lie])))
    held = hold(told)
    assert held.number == 11
    assert held.why


def test_a_look_at_nothing_and_a_foreign_edition_are_found() -> None:
    """Keys that no row has, and rules that this program does not have."""
    all_ = bodies()
    look = {**all_[7][1], "act": {**all_[7][1]["act"], "thing": "secrets"}}
    assert hold([*all_[:7], (8, look)]).number == 8
    other = {**all_[4][1], "rulebook": "office@2"}
    assert hold([*all_[:4], (5, other)]).editions == {"office@2"}
    assert hold([(1, {"scope": "set"})]).checked == 0
    first = {**all_[0][1], "act": {**all_[0][1]["act"], "to": "sub-1", "production": OFFICE, "more": 1}}
    assert hold([(1, first)]).number == 1
