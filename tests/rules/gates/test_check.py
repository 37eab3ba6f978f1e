"""Gate *check*: does a contents proof stand, and of an empty weapon where it has to be empty?"""

from __future__ import annotations

from showsafe.domain.events import ASK
from tests.simulator import a_day


def test_none() -> None:
    """A weapon into which no two people have looked is not shown."""
    day = a_day()
    day.permit("register", weapon="new-rifle", **{"class": "live-capable"}, action="lever-rifle", capacity=5)
    assert "check.none" in day.refused("show", weapon="new-rifle", to=["first-ad"])
    day.looked("new-rifle").permit("show", weapon="new-rifle", to=["first-ad"])


def test_void() -> None:
    """What comes out of the safe is unknown until two people have looked."""
    day = a_day().out()
    assert "check.void" in day.refused("show", weapon="revolver", to=["first-ad"])
    day.looked().permit("show", weapon="revolver", to=["first-ad"])


def test_before() -> None:
    """A look that was made before the weapon was left somewhere proves nothing of it now, and a note says so."""
    day = a_day().out("revolver")
    early = day.act("check", **day.looking("revolver"))
    day.later(60).report("leave", weapon="revolver", place="table")
    assert "check.before" in [finding.code for finding in day.through(ASK, early).decision.findings]
    day.report("pick-up", weapon="revolver")
    now = day.act("check", **day.looking("revolver"))
    assert "check.before" not in [finding.code for finding in day.through(ASK, now).decision.findings]


def test_not_empty() -> None:
    """A loaded weapon is neither locked away nor passed to another custodian nor loaded again."""
    day = a_day().out().looked()
    assert not day.against("lock", weapon="revolver", witness="assistant")
    day.loaded()
    assert "check.not-empty" in day.against("lock", weapon="revolver", witness="assistant")
    assert "check.not-empty" in day.against("pass-open", weapon="revolver", to=["prop-master"])
    assert "check.not-empty" in day.against(
        "load", weapon="revolver", rounds=["blanks:1"], witness="assistant"
    )
    day.permit("isolate", weapon="revolver", in_="gun safe")


def test_too_old() -> None:
    """A contents proof is good for an hour when it is relied on at load, offer and take."""
    day = a_day().ready().later(3600)
    assert "check.too-old" not in day.against("offer", weapon="revolver", to=["performer"])
    day.later(1)
    assert "check.too-old" in day.refused("offer", weapon="revolver", to=["performer"])
    assert "check.too-old" in day.against("load", weapon="revolver", rounds=["blanks:1"], witness="assistant")


def test_never_flips_in_hands() -> None:
    """The hour is asked at load, offer and take, never while somebody holds the weapon for anything else."""
    day = a_day().ready()
    day.permit("offer", weapon="revolver", to=["performer"])
    day.later(7200)
    day.permit("accept", "performer", weapon="revolver", witness="safety")
    assert "check.too-old" in day.refused("take", "first-ad", weapon="revolver", user="performer")


def test_clock() -> None:
    """A proof that lies in the future of the clock does not count."""
    day = a_day().ready()
    assert not day.against("offer", weapon="revolver", to=["performer"])
    day.later(-60)
    assert "check.clock" in day.refused("offer", weapon="revolver", to=["performer"])


def test_word() -> None:
    """Nobody says *cold* over what the record has as hot; *hot* may be said over anything."""
    day = a_day().out().looked()
    day.permit("declare", weapon="revolver", word="hot")
    day.permit("declare", weapon="revolver", word="cold")
    day.loaded()
    assert "check.word" in day.refused("declare", weapon="revolver", word="cold")
    day.permit("declare", weapon="revolver", word="hot")


def test_partial() -> None:
    """A look that left out a place, or what was found, is noted as one that proves nothing."""
    day = a_day().out()
    assert "check.partial" in day.notes("check", **{**day.looking(), "seen": 5})
    assert "check.partial" in day.notes("check", weapon="revolver", witness="assistant")
    assert "check.partial" not in day.notes("check", **day.looking())


def test_counts_differ() -> None:
    """Two counts that differ are noted, prove nothing, and void what was proven."""
    day = a_day().out().looked()
    assert "check.counts-differ" in day.notes("check", **day.looking(), witness_seen=5)
    assert "check.counts-differ" not in day.notes("check", **day.looking(), witness_seen=6)
    day.permit("check", **day.looking(), witness_seen=5)
    assert day.spoken().name == "UNKNOWN"


def test_not_by_two() -> None:
    """A look by two who cannot be the two, such as without any custodian, is noted."""
    day = a_day().out()
    assert "check.not-by-two" in day.notes("check", "first-ad", **day.looking())
    assert "check.not-by-two" not in day.notes("check", **day.looking())


def test_bore_when_loaded() -> None:
    """A look through the bore of a loaded weapon is noted as no proof."""
    day = a_day().out().looked().loaded()
    look = {**day.looking(), "found": ["blanks:3"]}
    assert "check.bore-when-loaded" in day.notes("check", **look)
    assert "check.bore-when-loaded" not in day.notes("check", **{**look, "bore": False})
