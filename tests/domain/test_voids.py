"""*What voids what*: one test a row of the protocol's table, for contents, bore and declared word."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.domain.proof import stands
from tests.simulator import BLANK_PLAN, FilmSet, a_day


def standing(day: FilmSet, weapon: str = "revolver") -> tuple[bool, bool, bool]:
    """Return whether contents proof, bore proof and word stand."""
    belief = day.belief(weapon)
    return stands(belief.proof), stands(belief.bore), belief.said is not None


def ready(lot: str = "") -> FilmSet:
    """Return a day with the revolver checked, loaded where a lot is named, shown and declared."""
    day = a_day().planned("revolver", "close-up", ammunition="dummy").ready("revolver", lot)
    assert standing(day) == (True, True, True)
    return day


@pytest.mark.parametrize(("lot", "name"), [("dummies", "DUMMIES"), ("blanks", "BLANKS")])
def test_witnessed_load(lot: str, name: str) -> None:
    """A witnessed load from EMPTY with a bore proof makes the contents, keeps the bore, and ends the word."""
    day = ready()
    day.loaded("revolver", lot, 3)
    assert standing(day) == (True, True, False)
    assert day.spoken().name == name


@pytest.mark.parametrize("said", [{}, {"witness": "armorer"}, {"witness": "performer"}])
def test_any_other_load(said: dict[str, str]) -> None:
    """A load that is reported without a second person who can be one ends contents, bore and word."""
    day = ready()
    day.report("load", weapon="revolver", rounds=["blanks:1"], **said)
    assert standing(day) == (False, False, False)


@pytest.mark.parametrize("kind", ["unload", "clear"])
def test_unload_and_clear(kind: str) -> None:
    """Every unload and every clear ends all three, until two people have looked."""
    day = ready("blanks")
    day.permit(kind, weapon="revolver", witness="assistant", found=["blanks:3"])
    assert standing(day) == (False, False, False)
    assert day.spoken().name == "UNKNOWN"


@pytest.mark.parametrize(("bore", "stands_then"), [(True, True), ("plugged", False), (False, False)])
def test_check_on_an_empty_weapon(bore: object, *, stands_then: bool) -> None:
    """A check of the open, empty weapon that agrees renews the contents, makes the bore as looked, ends the word."""
    day = ready()
    since = day.belief().proof
    day.later(600).looked(bore=bore)
    proof = day.belief().proof
    assert standing(day) == (True, stands_then, False)
    assert since is not None
    assert proof is not None
    assert (proof.since, proof.renewed) == (since.since, day.now)


def test_check_that_contradicts() -> None:
    """A check that finds something else ends all three and holds the weapon."""
    day = ready()
    day.permit("check", weapon="revolver", seen=6, of=6, found=["blanks:1"], witness="assistant")
    assert standing(day) == (False, False, False)
    assert [hold.why for hold in day.belief().holds] == ["contradiction"]


def test_look_at_a_loaded_weapon() -> None:
    """A look at a loaded weapon that disturbs nothing and agrees renews the contents, keeps the bore, ends the word."""
    day = ready("blanks")
    day.later(60)
    day.permit("check", weapon="revolver", seen=6, of=6, found=["blanks:3"], witness="assistant")
    assert standing(day) == (True, True, False)
    assert day.belief().proof is not None
    assert day.belief().proof.renewed == day.now  # type: ignore[union-attr]


@pytest.mark.parametrize("lot", ["", "dummies", "blanks"])
def test_gated_hand_over(lot: str) -> None:
    """A hand-over from custodian to named user that the gates permit carries all three."""
    day = ready(lot).handed()
    assert standing(day) == (True, True, True)
    assert day.belief().holder == "performer"


def test_a_hand_over_outside_the_rules() -> None:
    """A hand-over that the gates would have refused ends all three."""
    day = ready("blanks")
    day.report("hand-over", weapon="revolver", to=["grip"])
    assert standing(day) == (False, False, False)


@pytest.mark.parametrize("lot", ["", "dummies", "blanks"])
def test_cut_without_a_shot(lot: str) -> None:
    """A cut without a shot keeps contents and bore; the word is said again at the next take."""
    day = ready(lot).handed()
    day.permit("take", "first-ad", weapon="revolver", user="performer")
    day.permit("cut", "first-ad", weapon="revolver")
    assert standing(day) == (True, True, False)


def test_cut_hot_is_kept_for_the_limit() -> None:
    """A hot weapon that was not fired is kept for the profile's limit after its load, and then unloaded."""
    day = ready("blanks").handed()
    day.permit("take", "first-ad", weapon="revolver", user="performer")
    day.permit("cut", "first-ad", weapon="revolver")
    day.said().later(300)
    take = {"weapon": "revolver", "user": "performer"}
    assert not day.against("take", "first-ad", **take)
    assert day.later(1).against("take", "first-ad", **take) == {"load.too-long-ago"}


def test_discharge() -> None:
    """A shot makes it part-fired; within the take the bore stays, at its end it is void, and so is the word."""
    day = ready("blanks").handed()
    day.permit("take", "first-ad", weapon="revolver", user="performer")
    day.permit("discharge", "performer", weapon="revolver", count=1)
    assert day.spoken().name == "PART-FIRED"
    assert day.spoken().word == "hot"
    assert stands(day.belief().bore)
    day.permit("cut", "first-ad", weapon="revolver")
    assert standing(day)[1:] == (False, False)


def test_discharge_outside_a_take() -> None:
    """A shot outside any take voids the bore at once."""
    day = ready("blanks").handed()
    day.report("discharge", "performer", weapon="revolver", count=1)
    assert not stands(day.belief().bore)


def test_reload_by_the_user() -> None:
    """A reload by the user that no rule permits ends all three."""
    day = ready("blanks").handed()
    day.report("load", "performer", weapon="revolver", rounds=["blanks:1"])
    assert standing(day) == (False, False, False)


@pytest.mark.parametrize("lot", ["", "blanks"])
def test_collect(lot: str) -> None:
    """What was collected is unknown until it is opened and looked into."""
    day = ready(lot).handed()
    day.permit("collect", weapon="revolver", from_="performer")
    assert standing(day) == (False, False, False)


def test_pass_open() -> None:
    """From custodian to custodian, open and empty, both looking: new proofs of contents and bore, no word."""
    day = ready()
    day.permit("pass-open", weapon="revolver", to=["prop-master"])
    assert standing(day) == (True, True, False)
    belief = day.belief()
    assert belief.holder == "prop-master"
    assert belief.proof is not None
    assert belief.proof.people == ("armorer", "prop-master")
    assert belief.proof.rests_on == (day.number,)


def test_pass_loaded() -> None:
    """Asking to pass it loaded is refused; reported, it ends all three."""
    day = ready("blanks")
    assert "check.not-empty" in day.refused("pass-open", weapon="revolver", to=["prop-master"])
    day.report("pass-open", weapon="revolver", to=["prop-master"])
    assert standing(day) == (False, False, False)


@pytest.mark.parametrize("who", ["armorer", "performer"])
def test_unattended(who: str) -> None:
    """What was left out of everybody's hands and sight is unknown."""
    day = ready("blanks")
    if who == "performer":
        day.handed()
    day.report("leave", who, weapon="revolver", place="a barrel")
    assert standing(day) == (False, False, False)


@pytest.mark.parametrize("cause", ["mud", "sand", "snow", "water", "cleaning", "plug changed"])
def test_fouled(cause: str) -> None:
    """Mud, sand, snow, water, cleaning or a changed plug keeps the contents and ends bore and word."""
    day = ready("blanks")
    day.report("foul", weapon="revolver", cause=cause)
    assert standing(day) == (True, False, False)


@pytest.mark.parametrize("kind", ["drop", "misfire", "unplanned-discharge"])
def test_trouble(kind: str) -> None:
    """A drop, a misfire or an unplanned shot makes it FAULT, and ends all three."""
    day = ready("blanks")
    day.report(kind, weapon="revolver")
    assert standing(day) == (False, False, False)
    assert day.spoken().name == "FAULT"


def test_magazine_mismatch() -> None:
    """A magazine with another number than the one that was loaded is a contradiction: void, and held."""
    day = a_day().planned("pistol", **BLANK_PLAN).out("pistol").looked("pistol").drawn()
    load: dict[str, Any] = {"rounds": ["nine-blanks:3"], "magazine": "7", "witness": "assistant"}
    day.permit("load", weapon="pistol", **load)
    look: dict[str, Any] = {"weapon": "pistol", "seen": 8, "of": 8, "found": ["nine-blanks:3"]}
    day.permit("check", **look, magazine="8", witness="assistant")
    assert not standing(day, "pistol")[0]
    assert day.belief("pistol").holds


def test_magazine_mismatch_keeps_the_bore() -> None:
    """A wrong magazine ends what it fed and says nothing of the bore."""
    day = a_day().planned("pistol", **BLANK_PLAN).out("pistol").looked("pistol").drawn()
    load: dict[str, Any] = {"rounds": ["nine-blanks:3"], "magazine": "7", "witness": "assistant"}
    day.permit("load", weapon="pistol", **load)
    look: dict[str, Any] = {"weapon": "pistol", "seen": 8, "of": 8, "found": ["nine-blanks:3"]}
    day.permit("check", **look, magazine="8", witness="assistant")
    assert standing(day, "pistol") == (False, True, False)


def left_alone(day: FilmSet) -> None:
    """Take the box out, and leave it."""
    day.permit("unlock", lot="blanks", witness="assistant")
    day.report("leave", lot="blanks", place="the cart")


def closed_short(day: FilmSet) -> None:
    """Close the count of a second weapon, fed from the same box, with one round missing."""
    day.drawn("blanks").planned("rifle", "ridge", **BLANK_PLAN).out("rifle", "prop-master").looked(
        "rifle", "prop-master"
    )
    day.permit("load", "prop-master", weapon="rifle", rounds=["blanks:2"], witness="assistant")
    day.permit("unload", "prop-master", weapon="rifle", found=["blanks:1"], witness="assistant")
    day.permit("reconcile", "prop-master", weapon="rifle", lot="blanks", missing=1, witness="assistant")


def live_in_it(day: FilmSet) -> None:
    """Find a live round in the box."""
    day.report("find-live", "grip", lot="blanks")


@pytest.mark.parametrize("happens", [left_alone, closed_short, live_in_it])
def test_lot_tainted(happens: Any) -> None:  # noqa: ANN401
    """A tainted box ends the contents of every weapon it fed, and its word; the bore stays."""
    day = ready("blanks")
    happens(day)
    assert standing(day) == (False, True, False)
    assert day.lot("blanks").tainted
    assert day.lot("blanks").proven == 0


def test_locked_away() -> None:
    """Locked away, all three end: it counts as locked away empty, and is unknown when it comes out."""
    day = ready()
    day.permit("lock", weapon="revolver", in_="weapon safe", witness="assistant")
    assert standing(day) == (False, False, False)
    assert day.belief().locked_empty
    day.out()
    assert day.spoken().name == "UNKNOWN"
    assert not day.belief().locked_empty


def test_time_alone_voids_nothing() -> None:
    """However long it is held, time alone ends no proof: it is asked at load, offer and take."""
    day = ready("blanks").handed().later(20 * 3600)
    assert standing(day) == (True, True, True)
