"""What a gate is made of, and what a rulebook puts together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import ClassVar

import pytest

from showsafe.domain.acts import Act
from showsafe.domain.state import State
from showsafe.rules.decision import Finding, Weight
from showsafe.rules.gate import Code, Gate, hold, note, refuse
from showsafe.rules.gates import GATES
from showsafe.rules.profile import Profile
from showsafe.rules.rulebook import RULES_EDITION, Rulebook, all_codes, rulebook
from showsafe.rules.table import ACT_GATES
from tests.rules.reading import common


class Speaks(Gate):
    """Does it speak?"""

    id = "speaks"
    codes: ClassVar = {
        "no": refuse("{who} may not.", "{who} waits.", "A/1", "A/2"),
        "wait": hold("It waits.", "Wait."),
        "so": note("So.", "Go."),
    }

    def look(self, state: State, act: Act, profile: Profile, now: datetime) -> Iterator[Finding]:  # noqa: ARG002
        """Say nothing."""
        yield from ()


def test_the_three_weights_of_a_code() -> None:
    """A code refuses, holds or notes; it has its sentence, its next step, and the clauses behind it, in their order."""
    assert refuse("No.", "Stop.", "A/1", "A/2") == Code(Weight.REFUSE, "No.", "Stop.", ("A/1", "A/2"))
    assert hold("Wait.", "Ask.", "A/1", "A/2") == Code(Weight.HOLD, "Wait.", "Ask.", ("A/1", "A/2"))
    assert note("So.", "Go.", "A/1", "A/2") == Code(Weight.NOTE, "So.", "Go.", ("A/1", "A/2"))
    assert [make("A.", "B.").clauses for make in (refuse, hold, note)] == [(), (), ()]


def test_a_finding_of_a_gate() -> None:
    """A finding has the gate in its code, the names in its sentences, and the weight of its code or a lower one."""
    said = Finding("speaks.no", "speaks", Weight.REFUSE, "grip may not.", "grip waits.", ("A/1", "A/2"))
    assert Speaks().find("no", who="grip") == said
    assert Speaks().find("no", Weight.NOTE, who="grip") == replace(said, weight=Weight.NOTE)
    assert Speaks().find("wait") == Finding("speaks.wait", "speaks", Weight.HOLD, "It waits.", "Wait.", ())
    assert Speaks().find("so") == Finding("speaks.so", "speaks", Weight.NOTE, "So.", "Go.", ())
    with pytest.raises(KeyError):
        Speaks().find("unknown")


def test_a_rulebook() -> None:
    """The rules of a place are its profile, every gate by its name, and the whole act table, under one edition."""
    profile = common()
    book = rulebook(profile)
    assert book == Rulebook(profile=profile, gates={gate.id: gate for gate in GATES}, acts=ACT_GATES)
    assert book.edition == f"common@{RULES_EDITION}.{profile.edition}"
    assert {name for row in book.acts.values() for name in row} == set(book.gates)


def test_every_code_by_its_permanent_name() -> None:
    """Every code of every gate is there once, by the name of its gate and its own, with both."""
    codes = all_codes()
    assert len(codes) == sum(len(gate.codes) for gate in GATES)
    for gate in GATES:
        for name, code in gate.codes.items():
            assert codes[f"{gate.id}.{name}"] == (gate, code)
