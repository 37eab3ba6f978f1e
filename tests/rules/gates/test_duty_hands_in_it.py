"""Whoever looked into it, through its bore, or loaded it, is not handed it, whoever counted heads since."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.domain.proof import stands
from tests.simulator import BLANK_PLAN, TEAM, FilmSet, a_day

HEADS: dict[str, Any] = {"weapon": "revolver", "seen": 6, "of": 6, "looked": ["chambers"]}
IN_IT: list[dict[str, Any]] = [{"lot": "blanks", "count": 3}]


def nobody_named() -> FilmSet:
    """Return a morning on which the plan leaves open who is to use the revolver."""
    day = a_day()
    plan = {key: value for key, value in BLANK_PLAN.items() if key != "user"}
    plan["line"] = ["first-ad", "performer", "partner"]
    day.permit("plan", scene="saloon", weapon="revolver", witness="first-ad", **plan)
    day.permit("meet", "first-ad", scene="saloon", attendees=list(TEAM), witness="armorer")
    return day


def loaded(witness: str) -> FilmSet:
    """Return a set on which somebody was the second person of the load."""
    day = nobody_named().out().looked().drawn("blanks")
    day.permit("load", weapon="revolver", rounds=IN_IT, witness=witness)
    day.permit("lock", lot="blanks", in_="ammunition safe", witness="assistant")
    return day


def heads(day: FilmSet, by: str = "armorer", witness: str = "assistant") -> FilmSet:
    """Two people open it, count three heads, and disturb nothing."""
    day.permit("check", by, found=IN_IT, witness=witness, **HEADS)
    return day


def offered(day: FilmSet, to: str = "performer", by: str = "armorer") -> set[str]:
    """Return what stands against an offer, once it was shown and the word was said."""
    day.permit("show", by, weapon="revolver", to=["first-ad", "performer", "partner"])
    day.permit("declare", by, weapon="revolver", word=day.spoken().word)
    return day.against("offer", by, weapon="revolver", to=[to])


def test_who_was_second_of_a_load_is_not_handed_it() -> None:
    """They had the rounds in their hands, and so they cannot be whom the two people protect."""
    assert offered(loaded("performer")) == {"duty.user-is-checker"}


@pytest.mark.parametrize("times", [1, 3])
def test_a_count_of_heads_takes_nobody_out_of_the_load(times: int) -> None:
    """Two others who count heads see no more than heads: who loaded it stays in its proof, however often."""
    day = loaded("performer")
    for _ in range(times):
        heads(day)
    proof = day.belief().proof
    assert proof is not None
    assert proof.people == ("armorer", "performer", "assistant")
    assert offered(day) == {"duty.user-is-checker"}


def test_who_counted_the_heads_is_not_handed_it_either() -> None:
    """They had it open in front of them after it was loaded."""
    day = heads(loaded("assistant"), witness="performer")
    assert offered(day) == {"duty.user-is-checker"}


def test_a_count_of_heads_is_forgotten_with_the_next() -> None:
    """Only the two of the load stay: who counted heads once is no checker of what others counted after them."""
    day = heads(heads(loaded("assistant"), witness="performer"), witness="prop-master")
    proof = day.belief().proof
    assert proof is not None
    assert proof.people == ("armorer", "assistant", "prop-master")
    assert offered(day) == set()


def test_who_had_no_hand_in_it_is_handed_it() -> None:
    """The rule is about whose hands were in it, and about nobody else."""
    assert offered(heads(loaded("performer")), to="partner") == set()


def test_who_looked_through_the_bore_is_not_handed_it() -> None:
    """A load by two others proves its contents anew, and says nothing of who looked through its bore."""
    day = nobody_named().out()
    day.permit("check", **{**day.looking(), "witness": "performer"})
    day.loaded()
    assert stands(day.belief().bore)
    assert offered(day) == {"duty.user-is-checker"}


def test_a_bore_that_others_looked_through_since_bars_nobody() -> None:
    """Empty once more, two others look into it and through it: what was seen before is no proof any more."""
    day = nobody_named().out()
    day.permit("check", **{**day.looking(), "witness": "performer"})
    day.looked().loaded()
    assert offered(day) == set()
