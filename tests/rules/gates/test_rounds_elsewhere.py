"""Gate *rounds*, elsewhere: at the door, at the proof, in the weapon, after the shot, at the close of day."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator import FilmSet, a_day

PROVE: dict[str, Any] = {"lot": "dummies", "witness": "assistant"}
BOX: dict[str, Any] = {"lot": "new", "count": 5, "calibre": ".45 Colt", "from": "a shop"}


@pytest.mark.parametrize("state", ["opened", "loose", "unlabelled", "home-made", "mixed"])
def test_not_sealed(state: str) -> None:
    """A box comes in sealed by its maker or supplier, or not at all."""
    day = a_day()
    said = {**BOX, "kind": "dummy", "countersigned_by": "prop-master"}
    assert "rounds.not-sealed" in day.refused("receive", **said, state=state)
    day.permit("receive", **said, state="sealed")


def test_receive_under_two_names() -> None:
    """A box comes in under two names; one alone is held."""
    day = a_day()
    assert day.held("receive", **BOX, kind="dummy", state="sealed") == {"duty.second-person-missing"}


def test_unidentified() -> None:
    """A weapon that holds a round nobody can name is not taken any further."""
    day = a_day().planned("revolver", ammunition="dummy").out().looked().loaded("revolver", "dummies", 2)
    assert "rounds.unidentified" not in day.against("declare", weapon="revolver", word="cold")
    found = [{"lot": "dummies", "count": 2}, {"kind": "unidentified", "count": 1}]
    day.permit("check", weapon="revolver", seen=6, of=6, found=found, witness="assistant")
    assert "rounds.unidentified" in day.refused("declare", weapon="revolver", word="cold")


@pytest.mark.parametrize(("count", "of"), [(19, 20), (0, 20), (0, None)])
def test_part_proof(count: int, of: int | None) -> None:
    """A proof is n of n: some of the rounds is none of them."""
    day = a_day().drawn("dummies")
    said: dict[str, Any] = {"methods": ["primer-state", "rattle"], "count": count}
    said |= {"of": of} if of is not None else {}
    assert "rounds.part-proof" in day.refused("prove", **PROVE, **said)
    assert not day.against("prove", **PROVE, methods=["primer-state", "rattle"], count=20, of=20)


@pytest.mark.parametrize(
    ("lot", "methods", "enough"),
    [
        ("dummies", ["rattle"], False),
        ("dummies", ["primer-state"], False),
        ("dummies", ["primer-state", "weight", "crimp"], False),
        ("dummies", ["primer-state", "drilled-hole"], True),
        ("blanks", ["primer-state"], False),
        ("blanks", ["crimp"], False),
        ("blanks", ["primer-state", "crimp"], True),
        ("shells", ["primer-state", "crimp"], False),
        ("shells", ["primer-state", "crimp", "weight"], True),
    ],
)
def test_method_missing(lot: str, methods: list[str], *, enough: bool) -> None:
    """Each kind has its tests: two for a dummy and a blank, weight too for what is wadded or of a shotgun."""
    day = a_day()
    count = day.lot(lot).box
    said = {"lot": lot, "witness": "assistant", "count": count, "of": count, "methods": methods}
    assert ("rounds.method-missing" not in day.against("prove", **said)) is enough


def test_impossible() -> None:
    """More shots than the record knows blanks is a deviation, and the weapon is unknown and held."""
    day = a_day().in_use("revolver", "blanks", 2)
    assert not day.fork().report("discharge", "performer", weapon="revolver", count=2).event.deviation
    stepped = day.report("discharge", "performer", weapon="revolver", count=3)
    assert "rounds.impossible" in {f.code for f in stepped.decision.against}
    assert stepped.event.deviation
    assert day.spoken().name == "UNKNOWN"
    assert day.belief().holds


def test_not_summing() -> None:
    """No day closes over rounds that are not accounted for, unless their lot is named."""
    day = a_day().out().looked().loaded()
    close = {"witness": "producer"}
    assert "rounds.not-summing" not in day.against("close-day", "first-ad", **close)
    day.permit("unload", weapon="revolver", witness="assistant", found=[{"lot": "blanks", "count": 2}])
    assert "rounds.not-summing" in day.refused("close-day", "first-ad", **close)
    assert "rounds.not-summing" not in day.against("close-day", "first-ad", **close, exceptions=["blanks"])


def unloaded(witness: str = "assistant") -> FilmSet:
    """Return a day on which dummies went in and came out again."""
    day = a_day().planned("revolver", ammunition="dummy").out().looked().loaded("revolver", "dummies", 4)
    day.permit("unload", weapon="revolver", witness=witness, found=[{"lot": "dummies", "count": 4}])
    return day


def test_unloaded_rounds_keep_their_proof_on_the_gated_way() -> None:
    """Rounds unloaded before two people from a weapon that never left the gated way keep their proof."""
    assert unloaded().lot("dummies").proven == 20


def test_unloaded_rounds_are_proven_again_otherwise() -> None:
    """Rounds unloaded by one alone, or after the weapon was out of the gated way, are proven again."""
    assert unloaded("armorer").lot("dummies").proven == 0
    day = a_day().planned("revolver", ammunition="dummy").out().looked().loaded("revolver", "dummies", 4)
    day.report("leave", weapon="revolver", place="a chair")
    day.permit("collect", weapon="revolver")
    day.permit("unload", weapon="revolver", witness="assistant", found=[{"lot": "dummies", "count": 4}])
    assert day.lot("dummies").proven == 0


def test_one_unproven_round_ends_the_proof_of_its_box() -> None:
    """Nobody can tell it from those that were proven: nothing is loaded from the box before all are proven again."""
    day = unloaded("armorer").looked().drawn("dummies")
    load = {"weapon": "revolver", "rounds": [{"lot": "dummies", "count": 1}], "witness": "assistant"}
    assert "rounds.not-proven" in day.refused("load", **load)
    tests = {"methods": ["primer-state", "rattle"], "witness": "assistant"}
    day.permit("prove", lot="dummies", count=20, of=20, **tests)
    day.permit("load", **load)


def test_second_name() -> None:
    """A box that comes in under one name is noted here; gate *duty* waits for the second."""
    day = a_day()
    said = {**BOX, "kind": "dummy", "state": "sealed"}
    assert "rounds.second-name" in day.notes("receive", **said)
    assert "rounds.second-name" not in day.notes("receive", **said, countersigned_by="prop-master")


def test_loaded_away() -> None:
    """A weapon with rounds in it leaves for nowhere."""
    day = a_day().planned("revolver", ammunition="dummy").out().looked()
    assert "rounds.loaded-away" not in day.against("consign", weapon="revolver", to=["carrier"])
    day.loaded("revolver", "dummies", 2)
    assert "rounds.loaded-away" in day.refused("consign", weapon="revolver", to=["carrier"])


def test_none_said() -> None:
    """A load says which rounds go in."""
    day = a_day().out().looked()
    load = {"weapon": "revolver", "witness": "assistant"}
    assert "rounds.none-said" in day.refused("load", **load)
    assert "rounds.none-said" in day.refused("load", **load, rounds=["blanks:0"])
    assert "rounds.none-said" not in day.against("load", **load, rounds=["blanks:1"])
