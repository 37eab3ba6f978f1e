"""Which gates are asked of an act, as of when, and what is made of a gate that is missing or breaks."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from showsafe.domain.acts import KINDS, Act, Draw
from showsafe.domain.events import ASK, REPORT
from showsafe.domain.frozen import Frozen, key_of
from showsafe.domain.named import NODE
from showsafe.domain.state import State
from showsafe.domain.things import Key, Weapon
from showsafe.rules.decide import decide
from showsafe.rules.decision import Decision, Finding, Weight
from showsafe.rules.rulebook import Rulebook
from showsafe.rules.table import ACT_GATES
from tests.rules.deciding import NOW, Falls, Told, act, rules, said

ENROLLED = State(weapons={"revolver": Weapon(id="revolver")})
STRANGER = State(weapons={"revolver": Weapon(id="revolver", enrolled=False)})
FROZEN = {key_of("weapon", "revolver"): Frozen(thing="weapon", name="revolver", record=1, at=NOW)}
NOT_HANDLED = (
    *("instruct", "staff", "assess", "meet", "plan", "record-paper", "seal", "reconcile", "enrol"),
    *("assign-role", "confirm", "override", "enrol-key", "rotate-key"),
    *("recount", "count-cases", "own-discrepancy", "close-discrepancy", "release"),
)
"""What is only planned or written down, or lifts something."""

WHOLE = act("load", weapon="revolver", rounds=(Draw(count=1, lot="blanks"),))


def asked(state: State, of: Act, door: str = ASK) -> list[str]:
    """Return the names of the gates that were asked of an act, in order; each is asked once."""
    order: list[str] = []

    class Listens(Told):
        """Was it asked?"""

        def look(self, *args: Any) -> Any:  # noqa: ANN401
            """Say so."""
            order.append(self.name)
            return super().look(*args)

    book = rules()
    decide(state, of, replace(book, gates={name: Listens(name) for name in book.gates}), NOW, door)
    return order


def decided(state: State, of: Act, book: Rulebook, door: str = ASK) -> Decision:
    """Return the decision of one act."""
    return decide(state, of, book, NOW, door).decision


FREE = {kind for kind in KINDS if KINDS[kind].safe or "custodian" in ACT_GATES[kind]} | set(NOT_HANDLED)
"""What is in the safe direction or not handled, and what meets gate *custodian* in any case."""


def all_asked(state: State, weapon: str = "revolver", door: str = ASK) -> dict[str, list[str]]:
    """Return the names of the gates that are asked of each act about a weapon."""
    return {kind: asked(state, act(kind, weapon=weapon), door) for kind in KINDS}


def rows(before: Container[str] = (), after: Container[str] = ()) -> dict[str, list[str]]:
    """Return the row of each act, with gate *custodian* before it and gate *trouble* after it where that is so."""
    return {
        kind: [*(("custodian",) if kind in before else ()), *row, *(("trouble",) if kind in after else ())]
        for kind, row in ACT_GATES.items()
    }


def test_the_row_of_the_act() -> None:
    """Every gate of the act's row is asked, in its order, through both doors, and no other."""
    assert all_asked(ENROLLED) == all_asked(ENROLLED, door=REPORT) == all_asked(State()) == rows()


def test_a_weapon_that_nobody_enrolled() -> None:
    """Whoever handles a weapon that nobody enrolled meets gate *custodian* first; the safe direction does not."""
    assert all_asked(STRANGER) == rows(before=set(KINDS) - FREE)
    assert all_asked(STRANGER, "rifle") == rows()


def test_a_weapon_that_is_frozen() -> None:
    """Whoever touches or writes of something frozen meets gate *trouble*, last where its row did not think of it."""
    more = {kind for kind in KINDS if "trouble" not in ACT_GATES[kind]}
    assert all_asked(replace(ENROLLED, frozen=FROZEN)) == rows(after=more)
    assert all_asked(replace(ENROLLED, frozen=FROZEN), "rifle") == rows()
    assert all_asked(replace(STRANGER, frozen=FROZEN)) == rows(before=set(KINDS) - FREE, after=more)


OF_KEYS: tuple[tuple[Act, list[str]], ...] = (
    (act("enrol-key", NODE, key_of=NODE), []),
    (act("enrol-key", NODE, key_of="grip"), ["duty"]),
    (act("enrol-key", "armorer", key_of=NODE), ["duty"]),
    (act("rotate-key", NODE, key_id="of-node"), []),
    (act("rotate-key", NODE, key_id="of-grip"), ["duty"]),
    (act("rotate-key", NODE, key_id="unknown"), ["duty"]),
    (act("rotate-key", "armorer", key_id="of-node"), ["duty"]),
    (act("staff", NODE, key_of=NODE, key_id="of-node"), ["duty"]),
    (act("erase", NODE, key_of=NODE), ["duty", "hands", "trouble"]),
)


def test_the_keys_of_the_node() -> None:
    """The node answers for its own keys, since whoever has it has them; for nobody else's, nor for anything else."""
    keys = {
        f"of-{of}": Key(id=f"of-{of}", of=of, algorithm="ed25519", public="p", since=1)
        for of in (NODE, "grip")
    }
    state = State(keys=keys)
    for of, row in OF_KEYS:
        assert (of, asked(state, of)) == (of, row)
        assert row or decided(state, of, rules()).findings == ()


def test_a_run_is_opened_as_its_hand_over() -> None:
    """All gates but *run* are asked of the hand-over to its user that a run prepares, without rounds; *run* is not."""
    opening = act(
        "open-run", user="performer", rounds=(Draw(count=3, lot="blanks"),), weapon="revolver", scene="s"
    )
    book = rules()
    decided(ENROLLED, opening, book)
    hand_over = replace(opening, kind="hand-over", from_="armorer", to=("performer",), rounds=None)
    for name in ACT_GATES["open-run"]:
        gate = book.gates[name]
        assert isinstance(gate, Told)
        assert [each for _, each in gate.asked] == [opening if name == "run" else hand_over]


def test_a_run_for_nobody() -> None:
    """A run that names no user prepares a hand-over to nobody; what is no run is asked of as it is said."""
    book = rules()
    decided(ENROLLED, act("open-run", weapon="revolver"), book)
    decided(ENROLLED, WHOLE, book)
    hands, rounds = book.gates["hands"], book.gates["rounds"]
    assert isinstance(hands, Told)
    assert isinstance(rounds, Told)
    assert [each.to for _, each in hands.asked] == [()]
    assert [each for _, each in rounds.asked] == [
        replace(act("open-run", weapon="revolver"), kind="hand-over", from_="armorer"),
        WHOLE,
    ]


@pytest.mark.parametrize(
    ("door", "seconds", "later"),
    [(ASK, -60, 60), (ASK, -1, 1), (ASK, 0, 0), (ASK, 60, 0), (REPORT, -60, 0), (REPORT, 60, 0)],
)
def test_what_is_asked_is_still_to_be_done(door: str, seconds: int, later: int) -> None:
    """Of what is frozen an ask is asked as of now, whatever time before it claims; a report tells of its own time."""
    book = rules()
    loading = replace(WHOLE, at=NOW + timedelta(seconds=seconds))
    decided(ENROLLED, loading, book, door)
    times = {}
    for name in ACT_GATES["load"]:
        gate = book.gates[name]
        assert isinstance(gate, Told)
        ((state, each),) = gate.asked
        assert state is ENROLLED
        assert replace(each, at=NOW) == WHOLE
        times[name] = (each.at - loading.at).total_seconds()
    assert times == {name: later if name == "trouble" else 0 for name in ACT_GATES["load"]}


LACKS: tuple[tuple[Act, list[str]], ...] = (
    (act("load", weapon="revolver"), []),
    (act("offer", weapon="revolver"), ["to"]),
    (act("offer", weapon="revolver", to=("performer",)), []),
    (act("unlock"), ["weapon or lot"]),
    (act("unlock", lot="blanks"), []),
    (act("release"), ["weapon or lot or in or set"]),
    (act("release", set_=True), []),
    (act("release", in_="safe"), []),
    (act("open-run", weapon="revolver", user="performer"), ["scene", "rounds"]),
    (act("issue-file", file="trench", flags=0), ["scans"]),
    (act("issue-file", file="trench"), ["scans", "flags"]),
    (act("prove", lot="blanks", count=0), []),
    (act("enrol-key", key="k", witness="w"), ["of"]),
    (act("enrol-key", key_of="grip", key="k", witness="w"), []),
    (act("override"), ["of", "reason"]),
)


@pytest.mark.parametrize("door", [ASK, REPORT])
def test_what_an_act_has_to_say(door: str) -> None:
    """What belongs to an act of its kind and is not said refuses it; what a load leaves out gate *rounds* asks."""
    for of, missing in LACKS:
        findings = decided(State(), of, rules(), door).findings
        found = [each for each in findings if each.code == "duty.incomplete"]
        assert [each.says for each in found] == [f"It does not say {what}." for what in missing]
        assert all((each.gate, each.weight) == ("duty", Weight.REFUSE) for each in found)


def test_what_is_left_out_is_said_before_what_the_gates_say() -> None:
    """First what the act itself leaves out, then the answers of the gates in their order."""
    book = rules(Told("custodian", said("custodian.b")), Told("check", said("check.a")))
    codes = [each.code for each in decided(ENROLLED, act("show", weapon="revolver"), book).findings]
    assert codes == ["duty.incomplete", "custodian.b", "check.a"]


def test_no_row() -> None:
    """Where the rules say nothing of an act no gate is asked, and the one reason names the act and no gate."""
    book = rules(acts={name: row for name, row in ACT_GATES.items() if name != "offer"})
    (only,) = decided(STRANGER, act("offer", weapon="revolver"), book).findings
    expected = Finding(
        "rules.no-row", "rules", Weight.REFUSE, "These rules say nothing of offer.", only.next, ()
    )
    assert only == expected
    assert only.next
    assert not any(gate.asked for gate in book.gates.values() if isinstance(gate, Told))


@pytest.mark.parametrize("gates", ["missing", "falls"])
def test_a_gate_that_gives_no_answer(gates: str) -> None:
    """A gate that is missing, or breaks, refuses under its own name; all others are asked, and nothing of it counts."""
    book = rules(
        Falls("check", said("check.half")), Told("rounds", said("rounds.x")), Told("bore", said("bore.x"))
    )
    if gates == "missing":
        book = replace(book, gates={name: gate for name, gate in book.gates.items() if name != "check"})
    first, broken, last = decided(ENROLLED, WHOLE, book).findings
    assert (first, last) == (said("rounds.x"), said("bore.x"))
    why = "it is not there" if gates == "missing" else "ZeroDivisionError"
    says = f"Gate check could not answer ({why})."
    assert broken == Finding("rules.gate-broken", "check", Weight.REFUSE, says, broken.next, ())
    assert broken.next


def test_clauses_of_the_place() -> None:
    """What the place cites beside a code stands before the gate's own clauses, each once, and beside no other code."""
    profile = replace(rules().profile, cite={"check.a": ("P/2", "P/1", "G/1")})
    found = (said("check.a", "hold", "G/2", "G/1"), said("check.b", "note", "G/2"))

    class Cites(Told):
        """What does it cite?"""

        def look(self, *_: Any) -> Any:  # noqa: ANN401
            """Say it under whatever profile."""
            yield from self.said

    book = replace(
        rules(), profile=profile, acts={"show": ("check",)}, gates={"check": Cites("check", *found)}
    )
    shown = act("show", weapon="revolver", to=("first-ad",))
    first = replace(found[0], clauses=("P/2", "P/1", "G/1", "G/2"))
    assert decided(ENROLLED, shown, book).findings == (first, found[1])
