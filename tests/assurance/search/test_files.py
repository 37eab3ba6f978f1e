"""Files under the search: B1 to B6 hold within shallow bounds, and each is broken where what keeps it is taken away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from showsafe.adapters.rulebooks import rules_of
from showsafe.assurance.search.bounds import Bound
from showsafe.assurance.search.gates import explorer, killed
from showsafe.assurance.search.properties import all_properties
from showsafe.assurance.search.run_bounds import FILES
from showsafe.domain import files
from showsafe.domain.effects import files as effects
from showsafe.domain.events import ASK, PERMIT, REFUSE, Did, Event
from showsafe.domain.spoken import COLD
from showsafe.domain.state import File, State
from showsafe.rules import decide
from showsafe.rules.decision import Decision, Weight
from showsafe.rules.gates import file as gate

BOOK = rules_of("common")
BY_NAME = {each.name.removeprefix("files, "): each for each in FILES}


def shallow(name: str, deepest: int) -> Bound:
    """Return a bound by its name, searched no deeper than this."""
    return replace(BY_NAME[name], deepest=min(BY_NAME[name].deepest, deepest))


def broken(bound: Bound) -> set[str]:
    """Return every property that a search of a bound finds a way to break."""
    found = explorer(bound, BOOK).run(deepest=bound.deepest, stop_at_first=False)
    return {each.property for each in found.violations}


@pytest.mark.parametrize(
    "bound",
    [
        shallow("one weapon", 15),
        shallow("flags", 5),
        shallow("swaps", 4),
        shallow("blanks", 3),
        shallow("a live round", 2),
        shallow("crossing", 1),
        shallow("drawn in", 5),
        shallow("one box", 5),
        shallow("nine weapons", 15),
    ],
    ids=lambda bound: bound.name,
)
def test_nothing_is_broken(bound: Bound) -> None:
    """Within its depth nothing of a file is broken, and there is more than one state to look at."""
    found = explorer(bound, BOOK).run(deepest=bound.deepest)
    assert found.violations == []
    assert found.states >= 10


def test_all_six_are_asked() -> None:
    """B1 to B6 of the protocol are asked, each by at least one property that says its number."""
    said = {
        name[:2]: each.says[:2]
        for name, each in all_properties().items()
        if name[:1] == "b" and name[1].isdigit()
    }
    assert said == {f"b{number}": f"B{number}" for number in range(1, 7)}


def test_without_the_gate_a_file_is_nothing() -> None:
    """Without gate *file* a weapon is drawn in or goes out by what was read on another one, in a few steps."""
    gone = killed(BOOK, ("file",), FILES)
    assert gone.killed
    assert gone.property.startswith("b")
    assert gone.steps <= 3


def nothing(*_: Any) -> Iterator[Any]:  # noqa: ANN401 - stands in for what asks
    """Find nothing, whatever is asked."""
    yield from ()


def test_b1_a_tag_that_is_not_compared_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where any tag will do, a weapon goes out, and is drawn in, by what was read on another one."""
    monkeypatch.setattr(files, "read_right", lambda weapon, tag: weapon is not None and bool(tag))
    assert "b1-own-scan-and-look" in broken(shallow("crossing", 1))
    assert "b1-read-at-drawing-in" in broken(shallow("drawn in", 2))


def test_b1_a_look_by_others_that_counts_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the look of any two people counts for a file, one of it goes out that its own two have not looked into."""
    monkeypatch.setattr(gate.File, "_within", nothing)
    assert "b1-own-scan-and-look" in broken(shallow("crossing", 2))


def test_b1_a_signature_for_all_of_them_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where an issue marks every weapon that is out, it covers one that nobody read."""

    def all_out(state: State, event: Event) -> State:
        file = files.open_file(state, event.act.file)
        if file is None:
            return state
        out = tuple(replace(m, issued=state.believed(m.weapon).holder == m.user) for m in file.members)
        return replace(state, files={**state.files, file.id: replace(file, members=out)})

    monkeypatch.setitem(effects_table(), "issue-file", all_out)
    assert "b1-a-signature-covers-what-was-read" in broken(shallow("blanks", 2))


def effects_table() -> dict[str, Any]:
    """Return the table of effects as production reads it."""
    from showsafe.domain.effects.table import EFFECTS  # noqa: PLC0415 - read where it is changed

    return EFFECTS


def test_b2_one_bad_one_that_stops_all_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where one bad weapon refuses the whole issue, the good ones do not go on."""
    issued = decide._issued

    def all_or_none(*said: Any) -> Any:  # noqa: ANN401 - as ``_issued``
        decided = issued(*said)
        if all(each.would == PERMIT for each in decided.did):
            return decided
        against = [replace(each, weight=Weight.REFUSE) for each in decided.decision.findings]
        return decide.Decided(Decision(tuple(against)), did=decided.did)

    monkeypatch.setattr(decide, "_issued", all_or_none)
    assert "b2-a-bad-one-drops-out" in broken(shallow("flags", 2))


def test_b2_a_bad_one_that_goes_out_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where what drops out by the answer is handed over all the same, one that nobody looked into goes out."""
    steps = effects.steps_of_event

    def all_of_them(state: State, event: Event) -> Iterator[Event]:
        return steps(state, replace(event, did=()))

    monkeypatch.setattr(effects, "steps_of_event", all_of_them)
    assert "b1-own-scan-and-look" in broken(shallow("flags", 2))


def test_b2_good_ones_that_stay_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where an issue that is permitted drops all of its weapons, the good ones have not gone on."""
    steps = effects.steps_of_event

    def none_of_them(state: State, event: Event) -> Iterator[Event]:
        return steps(state, replace(event, did=tuple(Did(REFUSE) for _ in event.act.scans)))

    monkeypatch.setattr(effects, "steps_of_event", none_of_them)
    assert "b2-a-bad-one-stays" in broken(shallow("flags", 1))


def test_b3_one_word_for_the_coldest_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a file is called cold as soon as one of its weapons is, a hot one is called cold with it."""

    def coldest(state: State, file: File) -> str:  # noqa: ARG001 - the shape of it
        return COLD

    monkeypatch.setattr("showsafe.assurance.search.seen.word_of", coldest)
    assert "b3-hot-if-one-is" in broken(shallow("blanks", 2))


def test_b4_flags_that_nobody_counts_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where flags are not compared, weapons go out whose flags and loaded ones do not add up."""
    monkeypatch.setattr(gate.File, "_counted", nothing)
    assert "b4-flags-and-loaded-are-all" in broken(shallow("blanks", 1))
    assert "b4-or-it-holds" in broken(shallow("flags", 2))


def test_b4_a_part_that_lets_go_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where any count that adds up lets a file go, a count of a part does."""

    def lets_go(state: State, event: Event, file: File) -> State:
        scanned = tuple(scan.weapon for scan in event.act.scans) or tuple(m.weapon for m in file.members)
        off = "" if event.act.flags == files.flagged(state, scanned) else "off"
        return replace(state, files={**state.files, file.id: replace(file, held=off)})

    monkeypatch.setattr(effects, "_counted", lets_go)
    assert "b4-or-it-holds" in broken(shallow("flags", 4))


def test_b5_people_and_boxes_that_cross_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where single acts are not asked of the files they cross, people of one have a part in another."""
    monkeypatch.setattr(gate.File, "_single", nothing)
    assert "b5-nothing-crosses-files" in broken(shallow("crossing", 1))


def test_b5_one_mark_on_two_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where drawing in is not asked, two weapons of a file have one mark."""
    monkeypatch.setattr(gate.File, "_drawing", nothing)
    assert "b5-own-mark-and-user" in broken(shallow("drawn in", 3))


def test_b5_a_ninth_weapon_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a file takes any number of weapons, the search finds the ninth."""
    monkeypatch.setattr(gate.File, "_drawing", nothing)
    assert "b5-one-file-of-eight" in broken(BY_NAME["nine weapons"])


def test_b6_a_file_that_goes_on_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a live round holds only the set, the files go on as soon as it is released, with no flag counted."""

    def goes_on(before: State, state: State, event: Event) -> State:  # noqa: ARG001 - the shape of it
        return state

    monkeypatch.setattr(effects, "after_event", goes_on)
    assert "b6-a-live-round-stops-every-file" in broken(shallow("a live round", 3))


def test_b6_a_way_back_that_is_refused_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a return is refused as other acts are, what is out cannot come back from a file that holds."""
    weighed = decide._weighed

    def as_found(finding: Any, act: Any, door: str) -> Any:  # noqa: ANN401 - as ``_weighed``
        return finding if act.kind == "return-file" and door == ASK else weighed(finding, act, door)

    monkeypatch.setattr(decide, "_weighed", as_found)
    assert "b6-the-way-back-of-a-file-stays-open" in broken(shallow("flags", 1))
