"""Where nothing leads on, what is next leads home: no look, no load and no box is next a second time for nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from showsafe.application.next_acts import fill
from showsafe.domain.events import PERMIT, REFUSE
from tests.application.next_acts.following import do, follow, next_here
from tests.simulator import PAPERS, FilmSet, a_day

BEFORE_MIDNIGHT = 15 * 3600 + 50 * 60
"""From the morning of a set to ten minutes before its midnight."""


def brought(action: str = "semi-auto-rifle") -> FilmSet:
    """Return a morning on which a guest brings a weapon of his own that nobody enrols, and hands it on."""
    day = a_day()
    day.report("bring", "grip", weapon="own-gun", from_="home", action=action)
    day.report("hand-over", "grip", weapon="own-gun", from_="grip", to=["performer"])
    return day


def lapsing(*, alone: bool) -> FilmSet:
    """Return a night on which the armorer's paper ends at midnight: box and revolver are out, looked into, shown."""
    day = a_day(credentials=[{**PAPERS[0], "expires": "2026-03-02"}, PAPERS[1]])
    if alone:
        people = {name: who for name, who in day.state.people.items() if name != "prop-master"}
        day.state = replace(day.state, people=people)
    day.later(BEFORE_MIDNIGHT)
    return day.drawn("blanks").out().looked().shown().later(1200)


@pytest.mark.parametrize("action", ["semi-auto-rifle", "none"])
def test_a_frozen_stranger_is_locked_as_it_is(action: str) -> None:
    """After an incident a weapon that nobody enrolled is isolated, not opened, whoever asks."""
    day = brought(action)
    day.report("incident", "first-ad", weapon="own-gun", harm="wound")
    for person in ("armorer", "performer"):
        assert next_here(day, "own-gun", person, been_out=True).right.kind == "isolate"
    assert follow(day, "own-gun", been_out=True)[0] == "isolate"
    assert day.belief("own-gun").isolated


def test_a_stranger_with_something_live_is_quarantined() -> None:
    """One that nobody enrolled and that a live round was found in is quarantined, as one of the unit's own is."""
    day = brought()
    day.report("find-live", "armorer", in_="own-gun")
    assert day.belief("own-gun").quarantined
    assert next_here(day, "own-gun", been_out=True).right.kind == "quarantine"
    follow(day, "own-gun", been_out=True)
    assert day.belief("own-gun").container


def test_a_stranger_that_nobody_may_enrol_is_looked_into_once() -> None:
    """Where no custodian's paper lets it be registered, it is taken back, made safe, and locked as it is."""
    day = lapsing(alone=True)
    day.report("bring", "grip", weapon="own-gun", from_="home", action="semi-auto-rifle", capacity=5)
    done = follow(day, "own-gun")
    assert done.count("check") == 1
    assert done[-1] == "isolate"


def test_whose_paper_lapsed_is_told_who_locks_the_box() -> None:
    """A box out of the safe stands against the hand-over; what the lapsed one may not, the other custodian does."""
    day = lapsing(alone=False)
    while next_here(day, "revolver").right.kind != "load":
        do(day, next_here(day, "revolver").right)
    do(day, next_here(day, "revolver").right)
    found = next_here(day, "revolver")
    assert (found.right.kind, found.right.keys["lot"], found.right.would) == ("lock", "blanks", PERMIT)
    assert found.right.said_by == "prop-master"
    assert found.right in found.others
    done = follow(day, "revolver")
    assert "unload" in done
    assert done.index("accept") < done.index("unload")


def test_what_nobody_else_may_either_stays_with_whoever_asks() -> None:
    """What would be refused whoever says it is shown to whoever asks, with the reasons of their own."""
    day = lapsing(alone=True)
    show = next(right for right in next_here(day, "pistol").mine if right.kind == "unlock")
    assert (show.said_by, show.would) == ("armorer", REFUSE)
    assert {finding.code for finding in show.against} == {"custodian.expired"}


def test_the_only_custodian_whose_paper_lapsed_locks_it_as_it_is() -> None:
    """With nobody to take it over it is not looked into for ever: known to be empty, it is locked as it is."""
    day = lapsing(alone=True)
    assert next_here(day, "revolver").right.kind == "isolate"
    assert follow(day, "revolver") == ["isolate"]


def test_with_nobody_to_look_with_it_is_locked_as_it_is() -> None:
    """A look by one alone proves nothing, so it is not what is next; it may still be said."""
    day = a_day().out()
    day.state = replace(day.state, people={"armorer": day.state.people["armorer"]})
    found = next_here(day, "revolver")
    assert found.right.kind == "isolate"
    assert "check" in {right.kind for right in found.mine}
    assert follow(day, "revolver") == ["isolate"]


def test_a_box_of_rounds_goes_where_no_weapon_is() -> None:
    """Where a weapon stands in every place in which rounds were, people say where the box goes: no place is made up."""
    day = a_day()
    assert fill.lock_lot(day.state, day.lot("blanks")).keys["in"] == "ammunition safe"
    sabre = replace(day.belief("sabre"), container="ammunition safe")
    taken = day.state.with_belief("sabre", sabre)
    assert fill.lock_lot(taken, day.lot("blanks")).keys == {"lot": "blanks"}
    assert fill.lock_lot(taken, day.lot("blanks")).asks == ("in",)
