"""Gate *sight*: who said that they watched it since its check or load, or which seal stood for it?"""

from __future__ import annotations

import pytest

from tests.simulator import FilmSet, a_day


def offered(lot: str = "blanks") -> FilmSet:
    """Return a day on which the revolver has been offered to the performer."""
    day = a_day().ready("revolver", lot)
    day.permit("offer", weapon="revolver", to=["performer"])
    return day


def test_needed_at_accept() -> None:
    """At the offer it is only a note that somebody will have to say it at the accept."""
    day = a_day().ready()
    assert "sight.needed-at-accept" in day.notes("offer", weapon="revolver", to=["performer"])
    assert "sight.needed-at-accept" not in day.notes(
        "accept", "performer", weapon="revolver", witness="safety"
    )


def test_witness_missing() -> None:
    """An accept without a watcher is held until the one who watched confirms."""
    day = offered()
    held = day.ask("accept", "performer", weapon="revolver")
    assert {f.code for f in held.decision.against} >= {"sight.witness-missing"}
    assert held.event.outcome == "hold"
    day.permit("confirm", "safety", of=held.event.act.act_id)
    assert day.belief().holder == "performer"


@pytest.mark.parametrize("who", ["performer", "rental", "armorer"])
def test_not_a_watcher(who: str) -> None:
    """Receiver, user, actor, giver and supplier cannot be the one who watched."""
    day = offered()
    day.permit("enrol", "producer", person="rental", roles=["supplier"], age=40)
    assert "sight.not-a-watcher" in day.refused("accept", "performer", weapon="revolver", witness=who)
    day.permit("accept", "performer", weapon="revolver", witness="safety")


def test_count_differs() -> None:
    """A watcher who says another count than the record stops the hand-over."""
    day = offered()
    said = {"weapon": "revolver", "witness": "safety"}
    assert "sight.count-differs" in day.refused("accept", "performer", **said, sight={"count": 2})
    day.permit("accept", "performer", **said, sight={"count": 3})


def test_seal_differs() -> None:
    """A seal that reads otherwise than on record stops the hand-over."""
    day = offered()
    day.permit("seal", weapon="revolver", number="00417")
    said = {"weapon": "revolver", "witness": "safety"}
    assert "sight.seal-differs" in day.refused("accept", "performer", **said, sight={"seal": "0418"})
    day.permit("accept", "performer", **said, sight={"seal": "0417"})


def test_not_said() -> None:
    """A take needs what was said at the hand-over, for the person who uses it, while it stands."""
    day = offered()
    day.permit("accept", "performer", weapon="revolver", witness="safety")
    take = {"weapon": "revolver", "user": "performer"}
    assert "sight.not-said" not in day.against("take", "first-ad", **take)
    assert "sight.not-said" in day.against("take", "first-ad", weapon="revolver", user="partner")
    day.permit("collect", weapon="revolver", from_="performer")
    assert "sight.not-said" in day.refused("take", "first-ad", **take)


def test_hands_full() -> None:
    """A watcher who has another weapon in hand is noted."""
    day = a_day().out("sabre", "prop-master").ready()
    day.permit("offer", weapon="revolver", to=["performer"])
    accept = {"weapon": "revolver"}
    assert "sight.hands-full" in day.notes("accept", "performer", **accept, witness="prop-master")
    assert "sight.hands-full" not in day.notes("accept", "performer", **accept, witness="safety")
