"""How an answer reads to somebody in a hurry: what was recorded, what is left to do, what the board says now."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from showsafe.domain.acts import BY_THE_NODE, KINDS
from tests.entrypoints.cli import run, size

LOOK = ("check", "by=armorer", "weapon=revolver", "seen=6", "of=6", "bore=true", "found=[]")


def test_what_is_told_is_written_down(data: Path) -> None:
    """What is told, or leads in the safe direction, was written down: nobody is told that nothing stands against it."""
    for words in (("ask", data, *LOOK, "witness=assistant"), ("report", data, "drop", "by=armorer", LOOK[2])):
        said = run(*words)
        assert said.status == 0
        assert said.out.startswith(f"Written down, record {size(data)}.\n")
        assert "Nothing recorded stands against it" not in said.out


def test_what_is_reported_is_recorded_as_done(data: Path) -> None:
    """A report of anything else says that it is recorded as done."""
    said = run("report", data, "enrol", "by=producer", "person=first-ad", "roles=first-ad", "age=40")
    assert said.out.startswith(f"Recorded as done, record {size(data)}.")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("seen=6", "of=6", "witness=performer", "found=[]", "by=performer"), "check.not-by-two"),
        (("seen=5", "of=6", "witness=assistant", "found=[]", "by=armorer"), "check.partial"),
        (
            ("seen=6", "of=6", "witness_seen=5", "witness=assistant", "found=[]", "by=armorer"),
            "check.counts-differ",
        ),
    ],
)
def test_a_look_that_proves_nothing_says_so(data: Path, words: tuple[str, ...], code: str) -> None:
    """A look that proves nothing is written down, and its headline says that it proves nothing, and why."""
    said = run("ask", data, "check", "weapon=revolver", *words)
    lines = said.out.splitlines()
    assert said.status == 0
    assert lines[0] == f"Written down, record {size(data)}. This look proves nothing:"
    assert said.out.index(f"[{code}]") < said.out.index("Now revolver: Contents not known. HOT.")


def test_an_answer_says_what_the_board_says_now(data: Path) -> None:
    """After an act the weapon and the lot that it names are shown as the board has them, with every hold and taint."""
    said = run("report", data, "load", "by=armorer", "weapon=revolver", "rounds=blanks:2")
    assert "Now revolver: Contents not known. HOT. With armorer. Held: deviation (record 8)." in said.flat
    assert "Now blanks: 50 = 48 box + 2 in weapons. Proven: 0." in said.flat
    found = run("report", data, "find-live", "by=armorer", "lot=blanks", "count=1")
    assert "Tainted: " in found.flat
    assert "HELD, the whole set: a live or unidentified round was found" in found.flat


def test_a_confirm_repeats_what_is_confirmed(data: Path) -> None:
    """Whoever confirms reads in words what they confirmed, and sees what the board says of it now."""
    run("ask", data, *LOOK, "witness=assistant")
    held = run("ask", data, "lock", "by=armorer", "weapon=revolver", "in=safe")
    number = size(data)
    assert held.out.startswith("Held: it waits for a second person.")
    said = run("confirm", data, number, "by=assistant")
    assert said.out.startswith("assistant confirms: armorer locks revolver, in safe.\nNothing recorded")
    assert f"Recorded as done, record {number + 1}: do not report it again." in said.flat
    assert "Now revolver: Contents not known. HOT. In safe." in said.flat
    again = run("confirm", data, number, "by=assistant")
    assert again.status == 1


def test_a_record_number_stands_for_an_act(data: Path) -> None:
    """A number names the act of that record; one that is not there, or that is another act's id too, is wrong input."""
    run("ask", data, "assess", "by=armorer", "scene=church", "act_id=church")
    number = size(data)
    run("ask", data, "assess", "by=armorer", "scene=mill", f"act_id={number}")
    before = size(data)
    unclear = run("confirm", data, number, "by=assistant", "--json")
    assert (unclear.status, unclear.json["error"]["code"]) == (2, "input.which-act")
    assert "church" in unclear.json["error"]["now"]
    missing = run("confirm", data, before + 1, "by=assistant", "--json")
    assert (missing.status, missing.json["error"]["code"]) == (2, "input.unknown-record")
    assert size(data) == before
    assert run("ask", data, "confirm", "of=church", "by=assistant", "--json").json["outcome"] == "permit"
    concern = run("report", data, "raise-concern", "by=performer", "about=revolver", "--json").json["record"]
    run("ask", data, "answer-concern", "by=armorer", f"of={concern}", "says=looked")
    assert run("board", data, "--json").json["scopes"][0]["concerns"] == []


def test_all_missing_keys_are_named_at_once(data: Path) -> None:
    """A line that leaves out several keys is told all of them, and where an example stands."""
    said = run("ask", data, "load", "--json").json["error"]
    assert said["code"] == "input.missing-key"
    assert said["says"] == "load does not say by, weapon, rounds."
    assert "by=... weapon=... rounds=..." in said["now"]
    assert "showsafe explain load" in said["now"]
    report = run("report", data, "load", "--json").json["error"]
    assert report["says"] == "load does not say by, weapon."


@pytest.mark.parametrize("act", sorted(set(KINDS) - set(BY_THE_NODE)))
def test_every_act_is_explained_with_an_example_that_can_be_typed(data: Path, act: str) -> None:
    """An act is explained with what it becomes, needs and takes, its gates, and a line that is well formed."""
    said = run("explain", act, "--json").json["act"]
    assert said["act"] == act
    assert said["becomes"] == KINDS[act].event
    assert all(gate["question"].endswith("?") for gate in said["gates"])
    words = said["example"].split()
    assert words[:1] == ["showsafe"]
    code = run(words[1], data, *shlex.split(said["example"])[3:], "--json").json["error"]["code"]
    assert code in ("input.unknown-person", "input.unknown-record", "input.unknown-weapon")
    text = run("explain", act)
    assert text.status == 0
    assert said["example"] in text.out
