"""Taken out, a gate lets somebody come to harm, and the story of it is short; the rest of the rules stays as it is."""

from __future__ import annotations

import pytest

from showsafe.assurance.search.bounds import SMALL
from showsafe.assurance.search.gates import killed, without
from showsafe.assurance.search.properties import all_properties
from showsafe.assurance.search.verify import properties
from showsafe.bootstrap import rules_of
from showsafe.rules.gates import GATES

QUICK = ("custodian", "hands", "duty", "rounds", "meeting", "receiver", "show", "plan", "papers")
"""Gates whose story is found among the first states; the others are taken out by ``make assurance``."""


@pytest.mark.parametrize("gate", QUICK)
def test_a_gate_taken_out_is_missed(gate: str) -> None:
    """Without it a property breaks that it protects, or one that rests on it."""
    found = killed(rules_of("common"), (gate,), (SMALL[5], SMALL[6]))
    assert found.killed
    assert found.story is not None
    assert found.steps == len(found.story.steps) < 15
    assert found.property in all_properties()


def test_a_pair_is_taken_out_together() -> None:
    """Of two gates without which nothing holds, both are named."""
    found = killed(rules_of("common"), ("duty", "papers"), (SMALL[5],))
    assert (found.gate, found.killed) == ("duty + papers", True)


def test_nothing_else_is_taken_out() -> None:
    """The rows of the act table lose that gate alone."""
    book = rules_of("common")
    poorer = without(book, ("bore",))
    assert all(
        tuple(name for name in row if name != "bore") == poorer.acts[kind] for kind, row in book.acts.items()
    )
    assert poorer.gates == book.gates


def test_every_gate_protects_a_property() -> None:
    """Each gate is named by a property as one that protects it, and no property names a gate that is not there."""
    named = {gate for each in properties().values() for gate in each.gates}
    assert named == {gate.id for gate in GATES}
