"""What left the unit comes back unknown: no proof of contents, bore or rounds outlives the time elsewhere."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.domain.counting import accounted
from showsafe.domain.events import REPORT
from showsafe.domain.proof import stands
from tests.simulator import BLANK_PLAN, FilmSet, a_day

AWAY = {"to": ["carrier"]}


def standing(day: FilmSet) -> tuple[bool, bool, bool]:
    """Return whether contents proof, bore proof and word of the revolver stand."""
    belief = day.belief()
    return stands(belief.proof), stands(belief.bore), belief.said is not None


@pytest.mark.parametrize("kind", ["consign", "return-to-owner"])
def test_a_weapon_that_comes_back_is_unknown(kind: str) -> None:
    """It left proven empty; back from hire or service it is hot until two people have looked again."""
    day = a_day().ready()
    assert standing(day) == (True, True, True)
    day.permit(kind, weapon="revolver", **AWAY)
    day.permit("bring", weapon="revolver")
    assert standing(day) == (False, False, False)
    assert day.spoken().name == "UNKNOWN"
    assert (day.belief().gone, day.belief().holder) == ("", "armorer")
    day.looked()
    assert day.spoken().name == "EMPTY"


def test_a_look_at_what_is_elsewhere_proves_nothing_here() -> None:
    """Two people who look at it where it was sent make no proof that it could come back with."""
    day = a_day().ready()
    day.permit("consign", weapon="revolver", **AWAY)
    day.ask("check", "assistant", **{**day.looking(), "witness": "armorer"})
    assert standing(day) == (False, False, False)
    assert day.belief().gone == "carrier"
    day.permit("bring", weapon="revolver")
    assert day.spoken().name == "UNKNOWN"


def test_a_custodian_who_looks_at_it_has_it_back() -> None:
    """The record never says that it is elsewhere and in somebody's hands here."""
    day = a_day().ready()
    day.permit("consign", weapon="revolver", **AWAY)
    day.looked()
    assert (day.belief().gone, day.belief().holder) == ("", "armorer")
    assert day.spoken().name == "EMPTY"


def test_rounds_that_were_away_in_it_are_not_believed_again_for_a_look() -> None:
    """Sent off loaded, as only a report can say: the same number seen in it afterwards renews no proof."""
    day = a_day().planned("revolver", "close-up", **{**BLANK_PLAN, "line": ["first-ad", "performer"]})
    day.ready("revolver", "blanks")
    day.report("consign", weapon="revolver", **AWAY)
    day.report("bring", weapon="revolver")
    day.ask("check", weapon="revolver", seen=6, of=6, found=["blanks:3"], witness="assistant")
    assert standing(day) == (False, False, False)
    assert day.spoken().name == "UNKNOWN"


def test_a_take_or_an_issue_does_not_outlive_the_unit() -> None:
    """What went away in the middle of a take comes back in nobody's take, and issued by nobody."""
    day = a_day().ready().handed()
    day.permit("take", "first-ad", weapon="revolver", user="performer")
    day.report("return-to-owner", weapon="revolver", to=["rental house"])
    belief = day.belief()
    assert (belief.take, belief.issued_by, belief.preset, belief.gone) == (None, "", "", "rental house")


def test_a_box_that_was_away_is_proven_again() -> None:
    """Rounds could be changed where nobody here looked: none of them is loaded on the word of before."""
    day = a_day().planned("revolver", "close-up", ammunition="dummy").ready()
    assert day.lot("dummies").proven == 20
    day.permit("consign", lot="dummies", **AWAY)
    lot = day.lot("dummies")
    assert (lot.proven, stands(lot.proof), lot.gone) == (0, False, "carrier")
    load = {"weapon": "revolver", "rounds": ["dummies:3"], "witness": "assistant"}
    assert "rounds.not-proven" in day.refused("load", **load)
    day.permit("unlock", lot="dummies", witness="assistant")
    assert day.lot("dummies").gone == ""
    day.permit(
        "prove", lot="dummies", count=20, of=20, methods=["primer-state", "rattle"], witness="assistant"
    )
    day.permit("load", **load)


def test_rounds_that_stayed_in_a_weapon_are_what_they_were() -> None:
    """Told as gone back to its supplier, the rest of a box is held for that; what two people loaded is what it was."""
    day = a_day().planned("revolver", "close-up", ammunition="dummy").ready("revolver", "dummies")
    before = day.against("offer", weapon="revolver", to=["performer"])
    assert "count.not-all-there" in day.refused("return-to-owner", lot="dummies", to=["supplier"])
    day.report("return-to-owner", lot="dummies", to=["supplier"])
    assert day.against("offer", weapon="revolver", to=["performer"]) == before | {"rounds.held"}


def test_a_round_that_comes_out_after_its_box_left_is_in_no_box() -> None:
    """Told as sent away while its rounds were in a weapon, a box takes none of them: they are not accounted for."""
    day = a_day().planned("revolver", "close-up", ammunition="dummy").ready("revolver", "dummies")
    day.report("return-to-owner", lot="dummies", to=["supplier"])
    before = day.lot("dummies")
    inside = len(day.state.believed("revolver").contents)
    found = [{"lot": "dummies", "count": inside}]
    day.permit("clear", weapon="revolver", found=found, witness="assistant")
    lot = day.lot("dummies")
    assert (lot.box, lot.proven, lot.unaccounted) == (before.box, 0, inside)
    assert accounted(day.state, lot) == lot.total
    assert [(each.why, each.count) for each in day.state.discrepancies.values()] == [("short", inside)]


@pytest.mark.parametrize(
    ("kind", "keys"),
    [
        ("bring", {}),
        ("collect", {}),
        ("lock", {"in_": "ammunition safe", "witness": "assistant"}),
        ("quarantine", {"in_": "quarantine"}),
    ],
)
def test_a_box_that_is_here_is_not_gone(kind: str, keys: dict[str, str]) -> None:
    """Whatever is done with it here says that it is back; its account is what it was."""
    day = a_day()
    day.permit("consign", lot="blanks", **AWAY)
    total = day.lot("blanks").total
    day.report(kind, lot="blanks", **keys)
    lot = day.lot("blanks")
    assert (lot.gone, lot.total, lot.proven) == ("", total, 0)
    assert lot.holder or lot.container


HERE: dict[str, dict[str, Any]] = {
    "leave": {"place": "a wood"},
    "lock": {"in_": "weapon safe", "witness": "assistant"},
    "isolate": {},
    "quarantine": {},
    "drop": {},
    "misfire": {},
    "foul": {"cause": "mud"},
    "unplanned-discharge": {},
    "discharge": {"count": 1, "user": "performer"},
    "take": {"user": "performer"},
    "rehearse": {"user": "performer"},
    "show": {"to": ["performer"]},
    "declare": {"word": "cold"},
}
OPENED: dict[str, dict[str, Any]] = {
    "load": {"rounds": [{"lot": "blanks", "count": 1}], "witness": "assistant"},
    "unload": {"found": [], "witness": "assistant"},
    "clear": {"found": [], "witness": "assistant"},
}


@pytest.mark.parametrize("kind", [*HERE, *OPENED])
def test_whatever_is_told_of_a_weapon_here_says_that_it_is_back(kind: str) -> None:
    """A carrier brought it back and nobody said so: it counts among what is out, and no day ends clean over it."""
    day = a_day()
    day.report("consign", weapon="revolver", **AWAY)
    assert "revolver" not in day.state.active
    day.later(60).report(kind, "grip", weapon="revolver", **{**HERE, **OPENED}[kind])
    belief = day.belief()
    assert (belief.gone, "revolver" in day.state.active) == ("", belief.active)
    assert belief.active or belief.container
    assert day.spoken().word != "cold"


@pytest.mark.parametrize("kind", HERE)
def test_what_is_told_of_before_it_left_does_not_bring_it_back(kind: str) -> None:
    """A report that comes late, of something before it left the unit, leaves it with the carrier."""
    day = a_day().later(600)
    earlier = day.act(kind, "grip", weapon="revolver", **HERE[kind])
    day.later(60).report("consign", weapon="revolver", **AWAY)
    day.later(60).through(REPORT, earlier)
    assert day.belief().gone == "carrier"


def test_no_day_ends_clean_over_a_weapon_that_came_back_unsaid() -> None:
    """Sent off, and seen lying in the wood: the day cannot be closed as if the carrier had it."""
    day = a_day()
    day.permit("consign", weapon="revolver", **AWAY)
    day.later(60).report("leave", "grip", weapon="revolver", place="a wood")
    assert "store.day-open-things" in {
        f.code for f in day.findings("close-day", "first-ad", witness="producer")
    }
