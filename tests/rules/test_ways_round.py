"""Ways round the rules that somebody tried: carried away, sealed by anybody, loaded in the hands of who fires it."""

from __future__ import annotations

import pytest

from tests.rules.telling import (
    CLOSING,
    GUN,
    REVIEWED,
    SIGNED,
    STORED,
    TWO,
    a_stand_in,
    answered,
    dummies,
    load,
)
from tests.simulator import BLANK_PLAN, TEAM, FilmSet, a_day


def test_what_was_carried_away_as_quarantined_brings_no_proven_round_back() -> None:
    """A grip carries a loaded revolver away, alone, and exchanges a dummy; released, its rounds go back into a box."""
    day = a_day().planned("revolver", ammunition="dummy").ready("revolver", "dummies")
    day.permit("quarantine", "grip", **GUN, in_="a drawer")
    day.later(600).permit("release", **GUN, **REVIEWED)
    day.permit("unlock", **GUN, **TWO)
    day.drawn("dummies").permit("unload", **GUN, found=[{"lot": "dummies", "count": 3}], **TWO)
    assert (day.lot("dummies").box, day.lot("dummies").proven) == (20, 0)
    assert day.looked().refused("load", **load("dummies", 6)) == {"rounds.not-proven"}


def with_the_performer() -> FilmSet:
    """Return a set on which the performer has the box of dummies, under a seal of the armorer."""
    day = dummies()
    day.permit("seal", lot="dummies", number="4711")
    day.permit("offer", lot="dummies", to=["performer"], scene="saloon")
    day.permit("accept", "performer", lot="dummies", witness="safety")
    return day.later(600)


@pytest.mark.parametrize("way", ["collect", "pick-up", "lock", "unlock"])
def test_a_sealed_box_that_a_performer_had_is_not_loaded_from(way: str) -> None:
    """It is back, by whatever way, and nobody has read the digits of its seal."""
    day = with_the_performer()
    if way == "lock":
        day.permit("lock", lot="dummies", **STORED)
    day.permit(
        "unlock" if way == "lock" else way, lot="dummies", **(TWO if way in ("lock", "unlock") else {})
    )
    assert day.lot("dummies").holder == "armorer"
    assert day.out().looked().refused("load", **load("dummies")) & {"rounds.tainted", "rounds.not-proven"}


def test_nothing_is_loaded_out_of_a_performers_hands() -> None:
    """The box is sealed and proven, and it is with the performer: a load would break the seal unseen."""
    day = with_the_performer().out().looked()
    assert day.refused("load", **load("dummies")) == {"rounds.with-user"}


def test_a_seal_of_a_grip_sends_no_box_to_a_performer() -> None:
    """Anybody can say that a seal was put on; the box is open as far as the record goes."""
    day = dummies()
    day.permit("seal", "grip", lot="dummies", number="1")
    assert day.lot("dummies").seal == ""
    assert day.refused("offer", lot="dummies", to=["performer"], scene="saloon") == {"hands.lot-open"}


def test_nobody_fires_what_they_loaded_in_their_own_hands() -> None:
    """A performer who is an armorer too was handed it empty, and loads it: nobody has watched what is in it now."""
    day = a_day()
    papers = [{"kind": "firearms"}, {"kind": "course"}]
    is_ = {"roles": ["performer", "armorer"], "credentials": papers, "instructed": ["single-action-revolver"]}
    day.permit("enrol", "producer", person="star", age=44, **is_)
    plan = {**BLANK_PLAN, "user": "star", "line": ["first-ad", "star"]}
    day.permit("plan", scene="saloon", **GUN, witness="first-ad", **plan)
    day.permit("meet", "first-ad", scene="saloon", attendees=[*TEAM, "star"], witness="armorer")
    day.out().looked().shown("revolver", "first-ad", "star").said()
    day.permit("offer", **GUN, to=["star"], scene="saloon")
    day.permit("accept", "star", **GUN, witness="safety", scene="saloon")
    day.drawn("blanks").permit("load", "star", **load("blanks"))
    day.permit("lock", lot="blanks", **STORED)
    day.permit("declare", "star", **GUN, word="hot")
    assert day.belief().watched is None
    against = day.refused("take", "first-ad", **GUN, user="star", scene="saloon")
    assert against == {"sight.not-said", "duty.user-is-checker"}


def test_no_override_makes_the_word_of_a_watcher_new() -> None:
    """The watch was said two hundred seconds ago, and producer and safety advisor cannot say that it went on."""
    day = a_stand_in()
    offer = day.ask("offer", **GUN, to=["stand"], scene="saloon")
    day.permit("override", "producer", of=offer.event.act.act_id, **SIGNED)
    accept = day.ask("accept", "stand", **GUN, witness="assistant", scene="saloon", sight={"count": 3})
    soon = day.fork().later(20)
    soon.permit("override", "producer", of=accept.event.act.act_id, **SIGNED)
    assert answered(day.later(200), accept, "override", "producer", **SIGNED) == {"duty.override-never"}
    assert (day.belief().holder, day.belief().watched) == ("armorer", None)


@pytest.mark.parametrize("kind", ["consign", "return-to-owner"])
def test_shots_that_nobody_counted_do_not_leave_with_the_weapon(kind: str) -> None:
    """Two were fired and one is nowhere; the weapon goes to the rental house, and the day would close, clean."""
    day = a_day().in_use()
    day.permit("discharge", "performer", **GUN, count=2)
    day.permit("cut", "first-ad")
    day.permit("collect", **GUN)
    day.permit("unload", **GUN, **TWO)
    day.looked()
    assert day.refused(kind, **GUN, to="rental house") == {"return.open"}
    assert "return.open" in day.refused(*CLOSING, witness="producer")
    day.permit("reconcile", **GUN, **TWO)
    assert "return.open" not in day.against(kind, **GUN, to="rental house")


@pytest.mark.parametrize("second", ["look", "load"])
def test_no_performer_is_handed_what_they_were_second_for(second: str) -> None:
    """The plan names nobody: the performer stood by as second person, and two others did the rest since."""
    day = a_day()
    plan = {key: value for key, value in BLANK_PLAN.items() if key != "user"}
    day.permit("plan", scene="saloon", **GUN, witness="first-ad", **plan, line=["first-ad", "performer"])
    day.permit("meet", "first-ad", scene="saloon", attendees=list(TEAM), witness="armorer")
    day.out().looked(**({"witness": "performer"} if second == "look" else {})).drawn("blanks")
    day.permit("load", **{**load("blanks"), **({"witness": "performer"} if second == "load" else {})})
    day.permit("lock", lot="blanks", **STORED)
    day.permit("check", **GUN, seen=6, of=6, found=["blanks:3"], looked=["chambers"], **TWO)
    day.shown().said()
    assert day.refused("offer", **GUN, to=["performer"]) == {"duty.user-is-checker"}


@pytest.mark.parametrize("kind", ["quarantine", "isolate"])
def test_no_day_closes_over_the_rounds_in_what_was_put_aside(kind: str) -> None:
    """A loaded revolver was put out of everybody's way; it, or its three blanks, keep the day open, or are named.

    What a grip says of it is no news of where it is: it is with the performer, until a custodian has it.
    """
    day = a_day().ready(lot="blanks").handed()
    day.permit(kind, "grip" if kind == "quarantine" else "armorer", **GUN)
    refused = day.refused(*CLOSING, witness="producer")
    assert refused == {"store.day-open-things", *(("store.count-open",) if kind == "quarantine" else ())}
    if kind == "quarantine":
        day.permit("quarantine", **GUN)
        assert day.refused(*CLOSING, witness="producer") == {"store.count-open"}


def test_a_reset_with_a_step_about_nothing_leaves_every_gate_able_to_answer() -> None:
    """A grip tells a reset with one bare unlock: no weapon without a name comes on record, and the day goes on."""
    day = a_day().out("rifle").looked("rifle")
    day.report("cycle", "grip", **GUN, steps=[{"act": "unlock"}])
    assert set(day.state.beliefs) <= set(day.state.weapons)
    assert day.against("unlock", **GUN, **TWO) == {"trouble.held"}
    assert day.against("lock", weapon="rifle", in_="weapon safe", **TWO) == set()
    assert day.against(*CLOSING, witness="producer") == {"store.day-open-things"}


@pytest.mark.parametrize(("watcher", "word"), [("partner", "hot"), ("safety", "hot")])
def test_nobody_watches_what_they_pick_up_themselves(watcher: str, word: str) -> None:
    """The plan names nobody, and who was to watch the table is who takes the weapon from it."""
    day = a_day()
    plan = {key: value for key, value in BLANK_PLAN.items() if key != "user"}
    day.permit("plan", scene="saloon", **GUN, witness="first-ad", **plan)
    day.permit("meet", "first-ad", scene="saloon", attendees=list(TEAM), witness="armorer")
    day.out().looked().loaded().shown("revolver", "first-ad", "partner").said()
    day.permit("preset", **GUN, place="table", witness=watcher)
    day.permit("pick-up", "partner", **GUN)
    known = watcher != "partner"
    assert (day.spoken().name != "UNKNOWN", bool(day.belief().watched), day.spoken().word) == (
        known,
        known,
        word,
    )
    assert bool(day.against("take", "first-ad", **GUN, user="partner")) is not known
