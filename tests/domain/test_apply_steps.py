"""A cycle, an issue and a return are their single acts in order; a refused cycle is what was found in it."""

from __future__ import annotations

from showsafe.domain.events import REFUSE
from tests.files import RIFLES, issue, issued
from tests.resets import FIRST, cycle, going, opened, reset
from tests.rules.gates.asking import known
from tests.simulator import FilmSet


def run(day: FilmSet) -> tuple[int, str]:
    """Return how many cycles the run of the revolver has had, and why it ended."""
    found = day.state.runs["revolver"]
    return found.cycles, found.ended


def test_a_cycle_is_its_single_acts_in_order() -> None:
    """Looked into, loaded with three, handed over, under one record, and the run goes on with one cycle more."""
    day = opened()
    day.permit("cycle", **cycle(FIRST))
    number = day.state.last_record
    belief = day.belief()
    assert (belief.holder, [each.lot for each in belief.contents], run(day)) == (
        "performer",
        ["blanks"] * 3,
        (1, ""),
    )
    assert belief.proof is not None
    assert belief.proof.rests_on[-1] == number
    assert belief.loaded is not None
    assert (belief.loaded.record, day.state.tallies["revolver"].loaded) == (number, 3)
    assert run(day) == (1, "")


def test_a_refused_cycle_is_what_was_found_in_it() -> None:
    """A box was not there to load from: what came out of the weapon came out, and nothing went in."""
    day = going()
    before = day.lot("blanks")
    refused = day.ask("cycle", **cycle(reset(), witness="performer"))
    assert (refused.event.outcome, list(day.state.pending)[-1]) == (REFUSE, refused.event.act.act_id)
    belief = day.belief()
    assert (belief.contents, belief.holder) == ((), "armorer")
    assert day.lot("blanks").box == before.box
    assert run(day)[0] == 1


def test_what_ends_a_run_is_told_from_before_and_after() -> None:
    """A person of it who changes ends it, under that record; its own opening and its cycles do not."""
    day = opened()
    day.permit("cycle", **cycle(FIRST))
    assert run(day) == (1, "")
    day.permit("instruct", person="performer", type="belt-fed")
    ended = day.state.runs["revolver"]
    assert (ended.ended, ended.ended_by) == ("what is on record of performer changed", day.state.last_record)
    known(day, "assistant", age=31)
    day.report("hold", "grip")
    assert day.state.runs["revolver"] == ended


def test_an_issued_file_is_each_of_its_weapons() -> None:
    """Every weapon that was scanned is with its user, and comes back from there, each by itself."""
    day = issued(2)
    held = {"bg-1": "extra-1", "bg-2": "extra-2", "bg-3": "", "bg-4": ""}
    assert {name: day.belief(name).holder for name in RIFLES} == held
    assert [each.issued for each in day.state.files["trench"].members] == [True, True]
    day.permit("return-file", **issue(1, 2))
    assert {name: day.belief(name).holder for name in RIFLES} == {
        **held,
        "bg-1": "armorer",
        "bg-2": "armorer",
    }
    assert day.state.files["trench"].held == ""
