"""The nine known traps of the protocol, each a test that is named after it."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.domain.events import PERMIT
from showsafe.domain.proof import stands
from tests.simulator import FilmSet, a_day

LOOK: dict[str, Any] = {"weapon": "revolver", "seen": 6, "of": 6, "bore": True, "witness": "assistant"}
TAKE = {"weapon": "revolver", "user": "performer"}


def test_1_a_check_that_contradicts_cancels_the_declaration() -> None:
    """Checked, declared cold, offered; a blank is put in unseen; the check that finds it ends *cold* at once."""
    day = a_day().ready()
    day.permit("offer", weapon="revolver", to=["performer"])
    assert day.spoken().word == "cold"
    day.permit("check", **LOOK, found=["blanks:1"])
    assert day.spoken().word == "hot"
    assert day.belief().said is None
    accept: dict[str, Any] = {"weapon": "revolver", "witness": "safety", "sight": {"count": 0}}
    assert {"check.void", "trouble.held"} <= day.refused("accept", "performer", **accept)


def test_1_a_check_by_one_alone_cancels_it_too() -> None:
    """To make a proof takes two people; to end one, a single person who finds a round is enough."""
    day = a_day().ready()
    day.permit("check", weapon="revolver", found=[{"kind": "blank", "count": 1}])
    assert day.spoken().word == "hot"


def test_2_firing_by_another_needs_the_sight_again() -> None:
    """A shot by anyone but the performer it was issued to asks who watched it, even of the armorer."""
    day = a_day().ready("revolver", "blanks").handed()
    day.permit("collect", weapon="revolver", from_="performer")
    found = {f.code for f in day.findings("discharge", "armorer", weapon="revolver", count=1)}
    assert "sight.witness-missing" in found
    fired = day.report("discharge", "armorer", weapon="revolver", count=1)
    assert fired.event.would != PERMIT
    other = a_day().ready("revolver", "blanks").handed()
    found = {f.code for f in other.findings("discharge", "partner", weapon="revolver", user="partner")}
    assert "sight.not-said" in found


def test_3_a_bore_check_does_not_revive_an_old_hot() -> None:
    """Declared hot, unloaded and looked into: the old word stays gone, and so does the announcement."""
    day = a_day().ready("revolver", "blanks")
    said = day.belief().said
    assert said is not None
    day.permit("unload", weapon="revolver", witness="assistant", found=["blanks:3"])
    day.looked()
    assert day.belief().said is None
    assert day.belief().loaded is None
    day.loaded()
    offer = {"weapon": "revolver", "to": ["performer"]}
    assert "load.not-announced" in day.shown().refused("offer", **offer)
    day.said().permit("offer", **offer)


def test_3_a_look_through_a_loaded_weapon_revives_nothing() -> None:
    """After the contents proof ended, ``bore = true`` on the loaded weapon brings neither word nor proof back."""
    day = a_day().ready("revolver", "blanks").handed()
    day.report("leave", "performer", weapon="revolver", place="a chair")
    day.permit("collect", weapon="revolver")
    day.permit("check", **LOOK, found=["blanks:3"])
    assert not stands(day.belief().proof)
    assert not stands(day.belief().bore)
    assert day.belief().said is None


def test_4_a_load_beyond_the_believed_capacity_is_a_discrepancy() -> None:
    """More rounds than free places are refused; reported, the weapon is unknown and held until looked into."""
    day = a_day().out().looked().loaded("revolver", "blanks", 5)
    more = {"weapon": "revolver", "rounds": ["blanks:2"], "witness": "assistant"}
    assert "rounds.over-capacity" in day.refused("load", **more)
    day.report("load", **more)
    assert day.spoken().name == "UNKNOWN"
    assert day.belief().holds
    assert "trouble.held" in day.against("offer", weapon="revolver", to=["performer"])


def after_dummies(**look: Any) -> FilmSet:  # noqa: ANN401
    """Return a day on which dummies were in the revolver, came out, and somebody looked."""
    day = a_day().planned("revolver", "close-up", ammunition="dummy").out().looked()
    day.loaded("revolver", "dummies", 3)
    day.permit("unload", weapon="revolver", witness="assistant", found=["dummies:3"])
    return day.looked(**look).drawn("blanks")


def test_5_no_blank_goes_in_unless_the_bore_was_seen_clear_since_a_bullet() -> None:
    """A dummy can shed its bullet: a blank goes in only when the bore was seen clear since it was in there."""
    blank = {"weapon": "revolver", "rounds": ["blanks:1"], "witness": "assistant"}
    assert "bore.void" in after_dummies(bore=False).refused("load", **blank)
    assert {"bore.void"} <= after_dummies(bore="obstructed").refused("load", **blank)
    after_dummies(bore=True).permit("load", **blank)


def test_5_never_on_top_of_dummies() -> None:
    """A blank never joins dummies that are in the weapon: a load begins from empty."""
    day = a_day().planned("revolver", "close-up", ammunition="dummy").out().looked()
    day.loaded("revolver", "dummies", 3)
    codes = day.refused("load", weapon="revolver", rounds=["blanks:1"], witness="assistant")
    assert "check.not-empty" in codes


@pytest.mark.parametrize("methods", [["rattle"], ["primer-state"], ["drilled-hole"], ["weight", "crimp"], []])
def test_6_a_look_alone_proves_no_dummy(methods: list[str]) -> None:
    """One test of a dummy passes a live round: without both, nothing of the box is proven."""
    day = a_day()
    day.report("receive", lot="new", kind="dummy", count=5, state="sealed", calibre=".45 Colt")
    prove = {"lot": "new", "count": 5, "of": 5, "methods": methods, "witness": "assistant"}
    assert "rounds.method-missing" in day.refused("prove", **prove)
    day.report("prove", **prove)
    assert day.lot("new").proven == 0


def test_6_primer_state_alone_proves_no_blank() -> None:
    """Primer state alone passes a live round as a blank."""
    day = a_day()
    day.report("receive", lot="new", kind="blank", count=5, state="sealed", calibre=".45 Colt")
    day.report("prove", lot="new", count=5, of=5, methods=["primer-state"], witness="assistant")
    assert day.lot("new").proven == 0


@pytest.mark.parametrize("who", ["first-ad", "performer", "assistant", "producer", "safety", "grip"])
def test_7_only_the_custodian_may_declare(who: str) -> None:
    """The word is a custodian's: from anybody else it is refused by authority, and reported it is not kept."""
    day = a_day().out().looked()
    codes = day.refused("declare", who, weapon="revolver", word="cold")
    assert codes == {"custodian.not-custodian"}
    day.report("declare", who, weapon="revolver", word="cold")
    assert day.belief().said is None


def test_7_but_the_custodian_may() -> None:
    """The same word from the custodian is kept."""
    day = a_day().out().looked()
    day.permit("declare", weapon="revolver", word="cold")
    assert day.belief().said is not None


def test_9_no_gate_asks_for_a_rod_down_a_loaded_bore() -> None:
    """A weapon that is loaded is offered, accepted and used without any new look through its bore."""
    day = a_day().ready("revolver", "blanks").handed()
    day.permit("take", "first-ad", **TAKE)


def test_9_no_gate_asks_to_open_a_chambered_pistol() -> None:
    """A pistol that is loaded is shown to everybody before its load, and not opened afterwards."""
    day = a_day().planned("pistol", ammunition="blank").out("pistol").looked("pistol")
    day.permit("unlock", lot="nine-blanks", witness="assistant")
    load: dict[str, Any] = {"weapon": "pistol", "rounds": ["nine-blanks:2"], "magazine": "4"}
    day.permit("show", weapon="pistol", to=["first-ad", "performer"])
    day.permit("load", **load, witness="assistant")
    day.permit("lock", lot="nine-blanks", in_="ammunition safe", witness="assistant")
    day.said("pistol")
    day.permit("offer", weapon="pistol", to=["performer"])
    day.permit("accept", "performer", weapon="pistol", witness="safety")
    day.permit("take", "first-ad", weapon="pistol", user="performer")
