"""Gate *store*: opened by the named, everything locked, guns apart from ammunition, and the day closed clean."""

from __future__ import annotations

from tests.simulator import FilmSet, a_day

OFFER = {"weapon": "revolver", "to": ["performer"]}
CLOSE = {"witness": "producer"}


def test_opener() -> None:
    """A declared container is opened by those named for it; an undeclared one by any custodian."""
    day = a_day()
    unlock = {"weapon": "revolver", "witness": "assistant"}
    assert not day.against("unlock", "prop-master", **unlock)
    day.report("describe", "armorer", in_="weapon safe", openers=["armorer"])
    assert "store.opener" in day.refused("unlock", "prop-master", **unlock)
    day.permit("unlock", "armorer", **unlock)


def test_not_locked() -> None:
    """While something is handed over, every other lot and idle weapon is locked."""
    day = a_day().ready()
    day.permit("unlock", lot="dummies", witness="assistant")
    assert "store.not-locked" in day.refused("offer", **OFFER)
    day.permit("lock", lot="dummies", in_="ammunition safe", witness="assistant")
    day.out("sabre")
    day.report("leave", weapon="sabre", place="a chair")
    assert "store.not-locked" in day.refused("offer", **OFFER)
    day.permit("collect", weapon="sabre")
    day.permit("offer", **OFFER)


def test_a_quarantined_weapon_is_out_of_the_way_before_the_day_closes() -> None:
    """A weapon with a live round found in it keeps the day open while it is in somebody's hands."""
    day = a_day().out()
    day.report("check", weapon="revolver", found=[{"kind": "live", "count": 1}], seen=6, witness="assistant")
    assert day.belief().quarantined
    assert "store.day-open-things" in day.against("close-day", "first-ad", **CLOSE)
    day.permit("quarantine", weapon="revolver")
    assert "store.day-open-things" not in day.against("close-day", "first-ad", **CLOSE)


def test_with_ammunition() -> None:
    """A weapon that fires and ammunition are never locked into one container, whichever comes second."""
    day = a_day().out().looked()
    assert "store.with-ammunition" in day.refused(
        "lock", weapon="revolver", in_="ammunition safe", witness="assistant"
    )
    day.permit("unlock", lot="dummies", witness="assistant")
    assert "store.with-ammunition" in day.refused(
        "lock", lot="dummies", in_="weapon safe", witness="assistant"
    )
    day.permit("lock", weapon="revolver", in_="weapon safe", witness="assistant")


def test_unattended() -> None:
    """Asking to leave a box of rounds to nobody is refused here; for a weapon gate *hands* says it."""
    day = a_day().out()
    assert "store.unattended" in day.refused("leave", lot="dummies")
    assert "store.unattended" in {f.code for f in day.findings("leave", weapon="revolver")}
    day.permit("isolate", weapon="revolver")


def test_day_open_things() -> None:
    """A day closes with every weapon and box in a container or named."""
    day = a_day().out()
    assert "store.day-open-things" in day.refused("close-day", "first-ad", **CLOSE)
    day.looked().permit("lock", weapon="revolver", in_="weapon safe", witness="assistant")
    day.permit("unlock", lot="dummies", witness="assistant")
    assert "store.day-open-things" in day.refused("close-day", "first-ad", **CLOSE)
    day.permit("lock", lot="dummies", in_="ammunition safe", witness="assistant")
    day.permit("close-day", "first-ad", **CLOSE)


def loaded() -> FilmSet:
    """Return a day with dummies in the revolver."""
    return a_day().planned("revolver", ammunition="dummy").out().looked().loaded("revolver", "dummies")


def test_count_open() -> None:
    """A day does not close over rounds in a weapon; one that is isolated as it is closes as isolated."""
    day = loaded()
    assert "store.count-open" in day.refused("close-day", "first-ad", **CLOSE)
    day.permit("isolate", weapon="revolver")
    assert day.against("close-day", "first-ad", **CLOSE) == {"store.day-open-things"}
    day.permit("close-day", "first-ad", **CLOSE, exceptions=["revolver"])


def test_exception() -> None:
    """A day may close with named exceptions, and says each of them."""
    day = loaded()
    named = {**CLOSE, "exceptions": ["revolver", "dummies"]}
    assert "store.exception" in day.notes("close-day", "first-ad", **named)
    day.permit("close-day", "first-ad", **named)


def test_not_in_store() -> None:
    """Only what is in store comes out of it: not what somebody holds, nor what has left."""
    day = a_day().ready().handed()
    unlock = {"weapon": "revolver", "witness": "assistant"}
    assert "store.not-in-store" in day.refused("unlock", **unlock)
    day.permit("collect", weapon="revolver", from_="performer")
    day.looked().permit("consign", weapon="revolver", to=["carrier"])
    assert "store.not-in-store" in day.refused("unlock", **unlock)
    assert "store.not-in-store" not in a_day().against("unlock", **unlock)


def test_look_alike() -> None:
    """A real weapon and one that only looks like one in the same container are noted."""
    day = a_day().out().looked()
    lock = {"weapon": "revolver", "witness": "assistant"}
    assert "store.look-alike" in day.notes("lock", **lock, in_="weapon safe")
    assert "store.look-alike" not in day.notes("lock", **lock, in_="steel safe")


def test_set_held() -> None:
    """A day that closes while the set is held says so."""
    day = a_day()
    assert "store.set-held" not in day.notes("close-day", "first-ad", **CLOSE)
    day.permit("hold", "grip")
    assert "store.set-held" in day.notes("close-day", "first-ad", **CLOSE)


def test_not_in_hand() -> None:
    """What is in a performer's hands is not locked away from there: a custodian collects it and looks."""
    day = a_day().ready().handed()
    lock = {"weapon": "revolver", "in_": "weapon safe", "witness": "assistant"}
    assert "store.not-in-hand" in day.refused("lock", **lock)
    day.permit("collect", weapon="revolver", from_="performer")
    day.looked().permit("lock", **lock)
