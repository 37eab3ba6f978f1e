"""A kind of act or a gate that is new in the program is not forgotten in a specification."""

from __future__ import annotations

import re

import pytest

from showsafe.assurance.twin.bound import SAID
from showsafe.assurance.twin.declared import FILES, drifted, kinds_of_the_bound
from showsafe.assurance.twin.model import step
from showsafe.assurance.twin.values import Twin
from showsafe.assurance.twin.vocabulary import LEFT_OUT, STEPS, TOLD, WORDS
from showsafe.domain.acts import KINDS
from showsafe.rules.gates import GATES
from tools.assurance.machines import spec

GATE_IDS = tuple(gate.id for gate in GATES)


@pytest.mark.parametrize("file", FILES)
def test_every_act_and_gate_has_its_line(file: str) -> None:
    """Each kind of act of the program is in the file or left out with a reason, and each gate has its line."""
    assert list(drifted(file, spec(file), KINDS, GATE_IDS, LEFT_OUT)) == []


@pytest.mark.parametrize("file", FILES)
def test_a_new_act_or_gate_fails_by_name(file: str) -> None:
    """A kind or a gate that the program gets is named, and so is one that it loses."""
    text = spec(file)
    (new,) = drifted(file, text, (*KINDS, "juggle"), GATE_IDS, LEFT_OUT)
    assert "juggle" in new
    gone = set(KINDS) - {"pass-open"}
    assert any("pass-open" in sentence for sentence in drifted(file, text, gone, GATE_IDS, LEFT_OUT))
    assert any(
        "weather" in sentence for sentence in drifted(file, text, KINDS, (*GATE_IDS, "weather"), LEFT_OUT)
    )
    assert any(
        "bore" in sentence
        for sentence in drifted(file, text.replace("gate bore:", ""), KINDS, GATE_IDS, LEFT_OUT)
    )


def test_tla_numbers_the_steps_as_the_program_does() -> None:
    """The names of the steps, and which of them are told, are the same in the same order."""
    text = spec("Showsafe.tla")
    names = re.search(r"Names == <<(.*?)>>", text, re.DOTALL)
    told = re.search(r"Told == \{(.*?)\}", text, re.DOTALL)
    assert names is not None
    assert told is not None
    assert tuple(re.findall(r'"([a-z-]+)"', names[1])) == STEPS
    assert set(re.findall(r'"([a-z-]+)"', told[1])) == {w.name for w in WORDS.values() if w.door == TOLD}


def test_promela_has_the_same_steps() -> None:
    """Its loop has every step of the bound in the same order, but for the two that never change the record."""
    named = re.findall(r"^  /\* ([a-z-]+) \*/\n  ACT\(", spec("showsafe.pml"), re.MULTILINE)
    assert tuple(named) == tuple(name for name in STEPS if name not in ("load-alone", "leave"))


def test_every_word_is_said_and_stepped() -> None:
    """Every act of the vocabulary has its production keys, its kind is one, and the model has a step for it."""
    assert set(SAID) == set(WORDS)
    assert kinds_of_the_bound() <= set(KINDS)
    for name in STEPS:
        assert step(Twin(), name)[0] in ("permit", "hold", "refuse")
