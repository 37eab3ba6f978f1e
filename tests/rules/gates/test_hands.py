"""Gate *hands*: only custodian to named user and back, save a planned inert pass; never nobody; both confirm."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.simulator import FilmSet, a_day


def rubber_pass(weapon: str = "rubber-gun") -> FilmSet:
    """Return a day on which the performer holds a weapon and a pass to the partner is planned."""
    day = a_day()
    passes = [{"from": "performer", "to": "partner"}]
    day.planned(weapon, passes=passes, reason="the lens sees it", line=["first-ad", "performer", "partner"])
    day.ready(weapon).shown(weapon, "partner")
    return day.handed(weapon)


def test_giver() -> None:
    """A performer hands a weapon on only where that pass is planned."""
    day = rubber_pass()
    assert "hands.giver" in day.refused("offer", "performer", weapon="rubber-gun", to=["grip"])
    assert "hands.giver" not in day.against("offer", "performer", weapon="rubber-gun", to=["partner"])


def test_planned_pass_of_an_inert_weapon() -> None:
    """A planned pass of a rubber gun between performers goes ahead."""
    day = rubber_pass()
    day.permit("offer", "performer", weapon="rubber-gun", to=["partner"])
    day.permit("accept", "partner", weapon="rubber-gun", witness="safety")
    assert day.belief("rubber-gun").holder == "partner"


def test_pass_not_inert() -> None:
    """A planned pass of a weapon that can fire is refused, even empty."""
    day = rubber_pass("rifle")
    assert "hands.pass-not-inert" in day.refused("offer", "performer", weapon="rifle", to=["partner"])


def test_receiver() -> None:
    """A weapon goes to a user, not to whoever stands there."""
    day = a_day()
    day.permit("plan", scene="saloon", weapon="sabre", witness="first-ad", muzzle_line_clear=True)
    day.out("sabre").looked("sabre").shown("sabre", "first-ad", "grip", "performer")
    assert "hands.receiver" in day.refused("offer", weapon="sabre", to=["grip"])
    assert "hands.receiver" not in day.against("offer", weapon="sabre", to=["performer"])


@pytest.mark.parametrize("thing", [{"weapon": "revolver"}, {"lot": "blanks"}])
def test_nobody(thing: dict[str, str]) -> None:
    """Asking to leave a weapon to nobody is refused, always; of a lot gate *store* says it."""
    day = a_day().out()
    codes = {f.code for f in day.findings("leave", **thing)}
    assert "hands.nobody" in codes
    assert day.refused("leave", **thing)


def test_not_held() -> None:
    """Nobody gives what the record has in other hands."""
    day = a_day().ready()
    codes = day.refused("offer", "prop-master", weapon="revolver", to=["performer"])
    assert "hands.not-held" in codes
    assert "hands.not-held" not in day.against("offer", weapon="revolver", to=["performer"])


def test_locked() -> None:
    """Nothing is offered out of the safe."""
    day = a_day()
    assert "hands.locked" in day.refused("offer", weapon="revolver", to=["performer"])
    assert "hands.locked" not in day.ready().against("offer", weapon="revolver", to=["performer"])


def test_gone() -> None:
    """What was sent away is not offered."""
    day = a_day().ready()
    assert "hands.gone" not in day.against("offer", weapon="revolver", to=["performer"])
    day.permit("consign", weapon="revolver", to=["carrier"])
    assert "hands.gone" in day.refused("offer", weapon="revolver", to=["performer"])


def test_unattended() -> None:
    """What lies in nobody's hands is collected before it is offered."""
    day = a_day().ready()
    day.report("leave", weapon="revolver", place="on the bar")
    assert "hands.unattended" in day.refused("offer", weapon="revolver", to=["performer"])
    day.permit("collect", weapon="revolver")
    assert "hands.unattended" not in day.against("offer", weapon="revolver", to=["performer"])


def test_not_by_giver() -> None:
    """A third person hands nothing over between two others."""
    day = a_day().ready()
    codes = day.refused("offer", "first-ad", weapon="revolver", from_="armorer", to=["performer"])
    assert "hands.not-by-giver" in codes
    assert not day.against("offer", weapon="revolver", from_="armorer", to=["performer"])


def test_not_offered() -> None:
    """Nobody accepts what was not offered to them."""
    day = a_day().ready()
    assert "hands.not-offered" in day.refused("accept", "performer", weapon="revolver", witness="safety")
    day.permit("offer", weapon="revolver", to=["performer"])
    assert "hands.not-offered" in day.against("accept", "partner", weapon="revolver", witness="safety")
    day.permit("accept", "performer", weapon="revolver", witness="safety")


def test_user() -> None:
    """A take is started with the weapon in its user's hands."""
    day = a_day().ready()
    assert "hands.user" in day.refused("take", "first-ad", weapon="revolver", user="performer")
    day.handed()
    assert "hands.user" not in day.against("take", "first-ad", weapon="revolver", user="performer")


def test_pass_open_is_the_way_between_custodians() -> None:
    """From custodian to custodian a weapon goes open and empty, never by offer."""
    day = a_day().ready()
    assert "hands.pass-open" in day.refused("offer", weapon="revolver", to=["prop-master"])
    day.permit("pass-open", weapon="revolver", to=["prop-master"])


def test_pass_open_is_not_made_of_what_a_performer_has() -> None:
    """While a performer has it in a take, no two custodians pass it open, or preset it, at their desk."""
    day = a_day().ready()
    day.handed()
    day.permit("take", "first-ad", weapon="revolver", user="performer")
    assert "hands.not-held" in day.refused("pass-open", weapon="revolver", to=["prop-master"])
    assert "hands.not-held" in day.refused("preset", weapon="revolver", place="a drawer")
    assert day.belief("revolver").holder == "performer"


def test_lot_open() -> None:
    """A box of rounds leaves custodians' hands only under a numbered seal."""
    day = a_day()
    day.permit("unlock", lot="dummies", witness="assistant")
    assert "hands.lot-open" in day.against("offer", lot="dummies", to=["performer"])
    day.permit("seal", lot="dummies", number="0417")
    assert "hands.lot-open" not in day.against("offer", lot="dummies", to=["performer"])


def test_lot_giver() -> None:
    """A box of rounds is given by a custodian."""
    day = a_day()
    assert "hands.giver" in day.against("offer", "grip", lot="dummies", to=["performer"])


def test_pick_up() -> None:
    """A named user picks up what a custodian placed and watched, and nothing else."""
    day = a_day().ready()
    assert "hands.pick-up" in day.refused("pick-up", "performer", weapon="revolver")
    day.permit("preset", weapon="revolver", place="the drawer")
    assert "hands.pick-up" in day.against("pick-up", "partner", weapon="revolver")
    day.permit("pick-up", "performer", weapon="revolver")
    assert day.belief().holder == "performer"


def test_what_nobody_watched_on_its_stand_is_unknown_in_the_hands_that_pick_it_up() -> None:
    """Preset with a watcher it keeps its proofs; with the custodian alone beside it, nobody has watched it."""
    for watcher, word in (({"witness": "assistant"}, "cold"), ({}, "hot")):
        day = a_day().ready()
        day.permit("preset", weapon="revolver", place="the drawer", **watcher)
        day.permit("pick-up", "performer", weapon="revolver")
        assert day.spoken().word == word


def test_a_box_taken_back_is_not_accepted() -> None:
    """An offer of a sealed box ends when it is withdrawn or declined."""
    for ending, by in (("withdraw", "armorer"), ("decline", "performer")):
        day = a_day().drawn("dummies")
        day.permit("seal", lot="dummies", number="0417")
        day.through("ask", day.act("offer", lot="dummies", to=["performer"]))
        day.state = day.state.with_lot(replace(day.lot("dummies"), offered_to="performer"))
        day.report(ending, by, lot="dummies")
        assert "hands.not-offered" in day.against("accept", "performer", lot="dummies", witness="safety")


def test_still_has() -> None:
    """Nobody is erased who has a weapon or a box by the record; once it is back they can be."""
    day = a_day().ready().handed()
    assert "hands.still-has" in day.refused("erase", "producer", person="performer")
    day.permit("collect", weapon="revolver", from_="performer")
    assert "hands.still-has" in day.refused("erase", "producer", person="armorer")
    day.permit("erase", "producer", person="performer")
