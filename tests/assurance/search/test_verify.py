"""The whole of it: bounds and gates, one result and one digest; a profile that is too lax does not pass."""

from __future__ import annotations

import dataclasses

import pytest

from showsafe.assurance.search.bounds import SMALL, Bound
from showsafe.assurance.search.gates import explorer, killed
from showsafe.assurance.search.verify import BOUNDS, promising, properties, searched, verify
from showsafe.bootstrap import rules_of

TINY = (dataclasses.replace(SMALL[5], most=400), dataclasses.replace(SMALL[6], most=400))


def quick(name: str) -> Bound:
    """Return a bound as a profile is searched in before it is used for the first time."""
    return next(each for each in BOUNDS["quick"] if each.name == name)


def test_every_bound_and_gate_has_its_result_and_its_sentence() -> None:
    """What is asked for is searched, in its order, and told as it is done; processes and order change no digest."""
    told: list[str] = []
    book = rules_of("common")
    here = verify(book, bounds=TINY, gates=("duty", "papers"), workers=1, told=told.append)
    there = verify(book, bounds=TINY, gates=("duty", "papers"), workers=2)
    assert here.ok
    assert [each.name for each in here.bounds] == [each.name for each in TINY]
    assert list(here.gates) == ["duty", "papers"]
    assert len(told) == 4
    assert here.digest == there.digest
    assert all(each.states >= each.records > 0 and each.seconds >= 0 for each in here.bounds)


def test_every_bound_says_what_it_takes_in() -> None:
    """Names are one's own against each adversary, and each bound has a sentence; a wider one takes in a narrower."""
    for bounds in BOUNDS.values():
        names = [(each.name, each.adversary.name) for each in bounds]
        assert len(names) == len(set(names))
        assert all(each.says.endswith(".") for each in bounds)
    assert {each.name for each in BOUNDS["small"]} <= {each.name for each in BOUNDS["wide"]}
    assert all(each.says.endswith(".") for each in properties().values())


@pytest.mark.parametrize(
    ("value", "bound", "broken"),
    [
        ({"misfire_wait_s": 0}, "one weapon, blanks, time passes", "no-hang-fire-is-opened"),
        ({"load_to_take_s": 100_000}, "unprepared, blanks", "hot-no-longer-than-agreed"),
        ({"needs_risk_assessment": False}, "unprepared, blanks", "papers-before-use"),
    ],
    ids=["no-wait", "no-limit", "no-papers"],
)
def test_a_profile_that_is_too_lax_does_not_pass(value: dict[str, int], bound: str, broken: str) -> None:
    """A value that lets somebody come to harm is found in what every new profile is searched in."""
    book = rules_of("common")
    lax = dataclasses.replace(book, profile=dataclasses.replace(book.profile, **value))  # type: ignore[arg-type]
    found = explorer(quick(bound), lax).run(most=quick(bound).most)
    assert [each.property for each in found.violations] == [broken]


def test_a_gate_is_looked_for_where_it_ever_stood_against_anything() -> None:
    """Where it never did, the search without it goes through the very same states; the soonest felt comes first."""
    book = rules_of("common")
    through = [searched(each, book) for each in TINY]
    felt = {gate for each in through for gate in each.against}
    for gate in book.gates:
        there = promising(gate, TINY, through)
        assert bool(there) == (gate in felt)
        if not there:
            assert not killed(book, (gate,), TINY).killed
    order = [through[TINY.index(each)].against["meeting"] for each in promising("meeting", TINY, through)]
    assert order == sorted(order)
