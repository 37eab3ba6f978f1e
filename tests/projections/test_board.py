"""The board says contents first, proofs as somebody's word, and never the word alone."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.projections.rows import read
from tests.projections.units import Set, scenario, scenario_files, told


def line(on: Set, weapon: str = "revolver") -> dict[str, Any]:
    """Return the board's line of a weapon."""
    value = on.unit.store.row("board", weapon)
    assert value is not None
    return read(value)


def test_what_nobody_looked_into_is_hot() -> None:
    """A weapon that was only registered is hot, and what comes next is to open it and look."""
    said = line(Set())
    assert (said["contents"], said["word"]) == ("Contents not known.", "hot")
    assert said["proof"] == "Next: open and look. Treat as loaded."
    assert said["bore"] == "Bore not known."


def test_a_proof_is_the_word_of_two_people() -> None:
    """A proof that stands names the two who say they looked, and when; it claims nothing as a fact."""
    on = Set()
    number = on.check().number
    said = line(on)
    assert (said["contents"], said["word"], said["where"]) == ("Empty.", "cold", "with armorer")
    assert said["proof"].startswith("armorer and assistant say they looked 12:00: empty.")
    assert said["proof"].endswith("Treat as loaded.")
    assert said["bore"] == "armorer and assistant say of the bore at 12:00: clear."
    assert said["rests_on"]["contents"]["records"] == [number]
    assert said["record"] == number


def test_a_plugged_bore_is_never_called_clear() -> None:
    """Of a plugged barrel the board says that the plug was sound."""
    on = Set()
    on.say(
        "register",
        weapon="starter",
        capacity=6,
        **{"class": "blank-only", "action": "double-action-revolver"},
    )
    on.say("check", weapon="starter", seen=6, of=6, bore="plugged", found=[], witness="assistant")
    assert (
        line(on, "starter")["bore"] == "armorer and assistant say of the bore at 12:00: plugged, plug sound."
    )


def test_what_was_announced_is_said_with_its_time() -> None:
    """In a told day, a loaded weapon's line reads as the protocol has it: last said, contents, word, who looked."""
    path = next(path for path in scenario_files() if path.stem == "never-shown")
    proofs = [read(value)["proof"] for _, value in told(scenario(path)).store.rows("board")]
    assert any(
        proof.startswith("Last said ") and ": dummies, " in proof and ", cold. " in proof for proof in proofs
    )


@pytest.mark.parametrize(
    ("kind", "state", "begins"),
    [
        ("misfire", "FAULT", "Locked out since 12:00: misfire."),
        ("quarantine", "QUARANTINE", "Quarantined:"),
        ("isolate", "UNKNOWN", "Locked as it is: LOADED - NOT OPENED."),
        ("leave", "UNKNOWN", "Next: open and look."),
    ],
)
def test_trouble_is_said_before_anything_else(kind: str, state: str, begins: str) -> None:
    """What locks a weapon out stands in front of every proof it had, and the word is hot."""
    on = Set()
    on.check()
    on.say(kind, weapon="revolver")
    said = line(on)
    assert (said["state"], said["word"]) == (state, "hot")
    assert said["proof"].startswith(begins)


def test_what_holds_a_weapon_is_named_with_its_record() -> None:
    """A weapon that was handed over outside the rules is held, and the line says since which record."""
    on = Set()
    answer = on.say("accept", by="performer", weapon="revolver")
    said = line(on)
    assert {"why": "deviation", "record": answer.number} in said["held"]
    assert said["proof"].startswith("Not known, and with performer. Next: the custodian takes it back")


def test_an_act_elsewhere_leaves_a_line_alone() -> None:
    """The line of a weapon keeps the number of the last record that changed it."""
    on = Set()
    number = on.check().number
    on.say("enrol", person="somebody", roles="crew")
    on.say("register", weapon="other", **{"class": "rubber"})
    assert line(on)["record"] == number
