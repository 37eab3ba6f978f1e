"""Gate *rounds*, at the load: typed, proven n of n by two, untainted, a match, and no more than planned."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.simulator import BLANK_PLAN, FilmSet, a_day


def loading(rounds: list[Any], weapon: str = "revolver") -> dict[str, Any]:
    """Return the keys of a load."""
    return {"weapon": weapon, "rounds": rounds, "witness": "assistant"}


def looked() -> FilmSet:
    """Return a day with the revolver out and empty, and its blank load permitted."""
    day = a_day().out().looked().drawn()
    assert not day.against("load", **loading(["blanks:3"]))
    return day


@pytest.mark.parametrize("state", ["loose", "home-made"])
def test_bad_lot(state: str) -> None:
    """Nothing is loaded from a box of which nobody can say what it holds."""
    day = looked()
    day.report("bring", "grip", lot="tin", kind="blank", calibre=".45 Colt", count=5, state=state)
    assert "rounds.bad-lot" in day.refused("load", **loading(["tin:1"]))


@pytest.mark.parametrize("kind", ["live", "dummy", "unidentified"])
def test_rounds_said_to_be_something_else_than_their_box(kind: str) -> None:
    """Whoever names a box of blanks and says that the round is live, or a dummy, loads nothing from it."""
    rounds = [{"lot": "blanks", "kind": kind, "count": 1}, {"lot": "blanks", "count": 2}]
    assert "rounds.bad-lot" in looked().refused("load", **loading(rounds))
    assert not looked().against("load", **loading([{"lot": "blanks", "kind": "blank", "count": 3}]))


def test_unknown_lot() -> None:
    """Rounds that name no lot on record are not loaded."""
    day = looked()
    assert "rounds.unknown-lot" in day.refused("load", **loading([{"kind": "blank", "count": 1}]))
    assert "rounds.unknown-lot" in day.refused("load", **loading(["tin:1"]))


def test_quarantined() -> None:
    """Nothing is loaded from a quarantined box."""
    day = looked()
    day.permit("quarantine", lot="blanks")
    assert "rounds.quarantined" in day.refused("load", **loading(["blanks:3"]))


def test_held() -> None:
    """A box that is held after a deviation feeds nothing until it is released."""
    day = looked()
    day.report("load", weapon="pistol", rounds=["blanks:1"])
    assert "rounds.held" in day.refused("load", **loading(["blanks:1"]))
    day.permit("release", lot="blanks", reviewed_by="producer", cause="a slip")
    assert "rounds.held" not in day.against("load", **loading(["blanks:1"]))


def test_released_with_the_weapon() -> None:
    """The hold that an unplanned shot put on its box ends with the release of that weapon."""
    day = looked().loaded()
    day.report("unplanned-discharge", weapon="revolver")
    assert day.lot("blanks").holds
    day.permit("release", weapon="revolver", reviewed_by="producer", cause="a slip")
    assert not day.lot("blanks").holds


def with_pistol() -> FilmSet:
    """Return a day with the pistol out and empty, its load planned."""
    return a_day().planned("pistol", **BLANK_PLAN).out("pistol").looked("pistol").drawn()


def test_magazine_not_named() -> None:
    """A magazine that goes in without its number is noted."""
    day = with_pistol()
    assert "rounds.magazine-not-named" in day.notes("load", **loading(["nine-blanks:3"], "pistol"))
    numbered = loading(["nine-blanks:3"], "pistol") | {"magazine": "7"}
    assert "rounds.magazine-not-named" not in day.notes("load", **numbered)
    assert "rounds.magazine-not-named" not in looked().notes("load", **loading(["blanks:3"]))


def test_magazine_elsewhere() -> None:
    """One numbered magazine is in one weapon: said of a second one, the load is refused."""
    day = with_pistol()
    twin = {"class": "live-capable", "action": "semi-auto-pistol", "calibre": "9 mm", "capacity": 8}
    day.permit("register", weapon="twin", **twin)
    day.planned("twin", **BLANK_PLAN).looked("twin")
    day.permit("load", **loading(["nine-blanks:3"], "pistol"), magazine="7")
    assert "rounds.magazine-elsewhere" in day.refused(
        "load", **loading(["nine-blanks:3"], "twin"), magazine="7"
    )
    other = day.against("load", **loading(["nine-blanks:3"], "twin"), magazine="8")
    assert "rounds.magazine-elsewhere" not in other


def test_locked() -> None:
    """Nothing is drawn from a box that the record has locked: it is taken out first, by two."""
    day = a_day().out().looked()
    assert "rounds.locked" in day.refused("load", **loading(["blanks:3"]))
    day.drawn("blanks")
    assert "rounds.locked" not in day.against("load", **loading(["blanks:3"]))


def test_with_user() -> None:
    """Nothing is drawn from a box that a performer has, sealed or not: a custodian takes it back first."""
    day = a_day().out().looked().drawn("blanks")
    day.permit("seal", lot="blanks", number="0417")
    assert not day.against("load", **loading(["blanks:3"]))
    day.permit("offer", lot="blanks", to=["performer"])
    day.permit("accept", "performer", lot="blanks", **{"from": "armorer"}, witness="safety")
    assert "rounds.with-user" in day.refused("load", **loading(["blanks:3"]))
    day.permit("collect", lot="blanks")
    assert "rounds.with-user" not in day.against("load", **loading(["blanks:3"]))


def test_tainted() -> None:
    """A box that was out of custodians' hands and sight is proven again before it feeds anything."""
    day = looked()
    day.permit("unlock", lot="blanks", witness="assistant")
    day.report("leave", lot="blanks", place="the cart")
    day.permit("collect", lot="blanks")
    assert "rounds.tainted" in day.refused("load", **loading(["blanks:3"]))
    tests = ["primer-state", "crimp"]
    day.permit("prove", lot="blanks", count=20, of=20, methods=tests, witness="assistant")
    assert "rounds.tainted" not in day.against("load", **loading(["blanks:3"]))


def test_opening_the_box_is_no_taint() -> None:
    """A box that is out of the safe and in a custodian's hands keeps its proof."""
    day = looked()
    day.permit("unlock", lot="blanks", witness="assistant")
    assert not day.lot("blanks").tainted
    assert not day.against("load", **loading(["blanks:3"]))


def test_not_proven() -> None:
    """A round that two people have not proven is not loaded."""
    day = looked()
    box: dict[str, Any] = {
        "lot": "new",
        "kind": "blank",
        "calibre": ".45 Colt",
        "count": 3,
        "state": "sealed",
    }
    day.permit("receive", **box, from_="a shop", countersigned_by="prop-master")
    assert "rounds.not-proven" in day.refused("load", **loading(["new:3"]))
    day.permit("prove", lot="new", count=3, of=3, methods=["primer-state", "crimp"], witness="assistant")
    assert "rounds.not-proven" not in day.against("load", **loading(["new:3"]))


def test_not_enough() -> None:
    """No more is drawn, and no more is proven, than the box holds."""
    day = looked()
    assert "rounds.not-enough" in day.refused("load", **loading(["blanks:21"]))
    tests = ["primer-state", "crimp"]
    prove: dict[str, Any] = {"lot": "blanks", "methods": tests, "witness": "assistant"}
    assert "rounds.not-enough" in day.refused("prove", **prove, count=21, of=21)
    day.permit("prove", **prove, count=20, of=20)


def test_no_match() -> None:
    """Rounds of another calibre are not loaded, however the calibre is written."""
    day = looked()
    assert "rounds.no-match" in day.refused("load", **loading(["nine-blanks:3"]))
    day.report("bring", weapon="coach-gun", **{"class": "live-capable"}, calibre=".45 COLT", capacity=6)
    codes = day.against("load", **loading(["blanks:3"], "coach-gun"))
    assert "rounds.no-match" not in codes
    assert not day.against("load", **loading(["blanks:3"]))


def test_a_further_calibre_that_fits() -> None:
    """A weapon takes the further calibres with which it was put on record."""
    day = looked()
    gun: dict[str, Any] = {"class": "live-capable", "calibre": ".45 Colt", "capacity": 6, "takes": ["9 mm"]}
    day.permit("register", weapon="convertible", **gun)
    assert "rounds.no-match" not in day.against("load", **loading(["nine-blanks:3"], "convertible"))


def test_not_for_this() -> None:
    """No round goes into a rubber gun."""
    day = a_day().planned("rubber-gun").out("rubber-gun").looked("rubber-gun")
    assert "rounds.not-for-this" in day.refused("load", **loading(["dummies:1"], "rubber-gun"))
    assert "rounds.not-for-this" not in looked().against("load", **loading(["dummies:1"]))


def test_a_replica_with_chambers_takes_dummies_only() -> None:
    """A replica with chambers takes dummies for the lens, and never a blank."""
    day = a_day()
    replica = {"class": "replica", "action": "single-action-revolver", "capacity": 6, "calibre": ".45 Colt"}
    day.permit("register", weapon="replica", **replica)
    day.planned("replica", ammunition="dummy").looked("replica").drawn()
    assert "rounds.not-for-this" in day.refused("load", **loading(["blanks:1"], "replica"))
    day.permit("load", **loading(["dummies:2"], "replica"))


def test_over_capacity() -> None:
    """A load beyond the free places is refused."""
    day = looked()
    assert "rounds.over-capacity" in day.refused("load", **loading(["blanks:7"]))
    assert "rounds.over-capacity" not in day.against("load", **loading(["blanks:6"]))


def test_over_plan() -> None:
    """No more blanks go in than the plan has shots; where it names none, that is not limited."""
    day = a_day().planned("revolver", **{**BLANK_PLAN, "shots": 2}).out().looked().drawn()
    assert "rounds.over-plan" in day.refused("load", **loading(["blanks:3"]))
    day.permit("load", **loading(["blanks:2"]))
    free = a_day().planned("revolver", **{**BLANK_PLAN, "shots": None}).out().looked().drawn()
    assert "rounds.over-plan" not in free.against("load", **loading(["blanks:6"]))


def test_all_that_is_drawn_from_one_lot() -> None:
    """Naming a lot twice draws twice: both together need to be proven and in the box."""
    day = a_day().out("revolver").looked("revolver").drawn("dummies")
    twice = {"weapon": "revolver", "rounds": ["dummies:3", "dummies:2"], "witness": "assistant"}
    day.state = day.state.with_lot(replace(day.lot("dummies"), proven=4))
    assert "rounds.not-proven" in day.refused("load", **twice)
    day.state = day.state.with_lot(replace(day.lot("dummies"), proven=4, box=4))
    assert "rounds.not-enough" in day.refused("load", **twice)


def test_blanks_for_the_other_barrel() -> None:
    """A blank made for plugged barrels does not go into an open one; where nobody said, nothing is asked."""
    day = a_day().out("revolver").looked("revolver").drawn("blanks")
    load = {"weapon": "revolver", "rounds": ["blanks:3"], "witness": "assistant"}
    weapon = replace(day.state.weapons["revolver"], barrel="open")
    day.state = replace(day.state, weapons={**day.state.weapons, "revolver": weapon})
    assert "rounds.no-match" not in day.against("load", **load)
    day.state = day.state.with_lot(replace(day.lot("blanks"), barrel="plugged"))
    assert "rounds.no-match" in day.refused("load", **load)
