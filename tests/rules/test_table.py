"""The act table of the protocol, written out once more, row by row, and compared with the code's."""

from __future__ import annotations

import pytest

from showsafe.domain.acts import KINDS
from showsafe.rules.gates import GATES
from showsafe.rules.gates.duty import NAMED_BY_THE_ACT
from showsafe.rules.table import ACT_GATES, ALL, NEVER_OVERRIDDEN

INTAKE = "custodian live rounds papers"
PROTOCOL: dict[str, str] = {
    "register": INTAKE,
    "bring": INTAKE,
    "receive": INTAKE,
    "consign": INTAKE,
    "unlock": "custodian duty store papers trouble",
    "load": "custodian duty live rounds check bore meeting plan return trouble",
    "show": "custodian check",
    "pass-open": "custodian check",
    "declare": "custodian live rounds check bore trouble",
    "offer": " ".join(ALL),
    "hand-over": " ".join(ALL),
    "accept": "duty hands receiver live check bore show sight trouble",
    "take": "hands receiver live rounds meeting show check bore load plan sight trouble",
    "rehearse": "hands receiver live rounds meeting check bore plan trouble",
    "discharge": "hands bore plan sight trouble",
    "pick-up": "custodian hands",
    "leave": "hands store",
    "lock": "custodian check store",
    "release": "trouble",
    "open-day": "papers return rounds store",
    "close-day": "papers return rounds store",
    **dict.fromkeys(("collect", "isolate", "quarantine", "stop", "hold", "cut", "decline", "withdraw"), ""),
    **dict.fromkeys(("misfire", "drop", "unplanned-discharge", "find-live", "raise-concern"), ""),
    **dict.fromkeys(("incident", "freeze", "check", "unload", "clear"), ""),
    **dict.fromkeys(("prove", "instruct", "staff", "assess", "meet", "plan", "record-paper", "seal"), "duty"),
    **dict.fromkeys(("reconcile", "confirm", "override"), "duty"),
}
"""Each row of *Which gates an act meets*."""

TWO_PEOPLE = frozenset(
    [
        "assess",
        "open-day",
        "close-day",
        "prove",
        "lock",
        "unlock",
        "check",
        "load",
        "unload",
        "accept",
        "hand-over",
        "clear",
        "reconcile",
        "release",
        "plan",
        "meet",
        "pass-open",
    ]
)
"""The acts of which two people are asked; of *receive* the second is who countersigns."""

OF_COUNTS = frozenset(["recount", "count-cases", "destroy-rounds", "keep-sample", "return-rounds"])
"""Two people count, and two see rounds leave for good."""

OF_FILES = frozenset(["open-file", "issue-file", "return-file", "close-file"])
"""Two people belong to what is done with a whole file: its custodian and its watcher."""

CLOSED_GAPS: dict[str, set[str]] = {
    "check": {"check"},
    "consign": {"return", "trouble", "count"},
    "pass-open": {"hands", "file"},
    "pick-up": {"duty", "receiver", "trouble", "file"},
    "take": {"duty", "papers"},
    "rehearse": {"duty", "papers"},
    "collect": {"custodian"},
    "unload": {"return"},
    "clear": {"return"},
    **{act: {"file"} for act in ("unlock", "load", "offer", "accept", "hand-over")},
}
"""Gates that a row has beyond the protocol's, each stricter or, in the safe direction, a note."""

OPENING = ("check", "unload", "clear")


def added(kind: str) -> set[str]:
    """Return the gates that an act meets because of another sentence of the protocol than its row."""
    more = {"duty"} if kind in {*TWO_PEOPLE, "receive"} and kind != "release" else set()
    if kind in OPENING:
        more |= {"trouble"}
    more |= CLOSED_GAPS.get(kind, set())
    if kind in ("discharge", "prove"):
        more |= {"rounds"}
    return more


@pytest.mark.parametrize("kind", sorted(PROTOCOL))
def test_row(kind: str) -> None:
    """An act meets the gates of its row, *duty* where two people belong, and where it opens one the wait."""
    assert set(ACT_GATES[kind]) == set(PROTOCOL[kind].split()) | added(kind)


def test_every_act_has_a_row() -> None:
    """No act is without a row, and no row is without its act."""
    assert set(ACT_GATES) == set(KINDS)


def test_seventeen_gates_in_order() -> None:
    """There are seventeen gates, each once, and those of runs, files and counts; every row names only these."""
    assert [gate.id for gate in GATES] == [
        "custodian",
        "hands",
        "duty",
        "live",
        "rounds",
        "check",
        "bore",
        "meeting",
        "receiver",
        "show",
        "load",
        "plan",
        "return",
        "trouble",
        "store",
        "papers",
        "sight",
        "run",
        "file",
        "count",
    ]
    assert {gate for row in ACT_GATES.values() for gate in row} <= {gate.id for gate in GATES}
    assert set(ALL) == {gate.id for gate in GATES} - {"run", "file", "count"}
    assert {act for act, row in ACT_GATES.items() if "run" in row} == {"open-run", "cycle"}


def test_each_gate_says_what_it_protects() -> None:
    """A gate is one question, and names the property that it protects."""
    for gate in GATES:
        assert gate.protects
        assert gate.codes
        assert (type(gate).__doc__ or "").strip()


def test_two_people_are_asked_of_exactly_these() -> None:
    """The second person is asked of the acts that the protocol lists, and of no other."""
    asked = {
        name
        for name, kind in KINDS.items()
        if kind.second and name not in NAMED_BY_THE_ACT and "duty" in ACT_GATES[name]
    }
    assert asked == (TWO_PEOPLE | {"receive", "override", "open-run", *OF_FILES, *OF_COUNTS}) - {"release"}
    assert KINDS["release"].second == "reviewed_by"
    assert KINDS["receive"].second == "countersigned_by"


def test_safe_direction() -> None:
    """These acts are the safe direction, which nothing refuses."""
    safe = {name for name, kind in KINDS.items() if kind.safe}
    assert safe >= {
        "collect",
        "check",
        "unload",
        "clear",
        "isolate",
        "quarantine",
        "stop",
        "hold",
        "cut",
        "decline",
        "withdraw",
        "misfire",
        "drop",
        "find-live",
        "unplanned-discharge",
        "raise-concern",
        "incident",
        "freeze",
    }
    assert not safe & {
        "load",
        "offer",
        "accept",
        "hand-over",
        "take",
        "rehearse",
        "declare",
        "unlock",
        "lock",
        "leave",
        "pick-up",
        "release",
    }


def test_told_rather_than_asked() -> None:
    """These acts are told: they happened, and are never refused but for leaving one to nobody."""
    told = {name for name, kind in KINDS.items() if kind.told}
    assert told >= {
        "discharge",
        "misfire",
        "drop",
        "unplanned-discharge",
        "leave",
        "find-live",
        "cut",
        "decline",
        "withdraw",
        "raise-concern",
        "stop",
        "incident",
    }


def test_never_overridden() -> None:
    """No override reaches live, rounds, check, bore, hands, sight or trouble; nor a count."""
    protocol = {"live", "rounds", "check", "bore", "hands", "sight", "trouble"}
    assert set(NEVER_OVERRIDDEN) == {*protocol, "count"}
