"""What somebody tells late, asks and has confirmed late, or does meanwhile: for tests of ways round the rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from showsafe.application.step import Stepped
from showsafe.domain.events import ASK, REPORT
from tests.simulator import BLANK_PLAN, DUMMY_TESTS, TEAM, FilmSet, a_day

GUN: dict[str, Any] = {"weapon": "revolver"}
TWO: dict[str, Any] = {"witness": "assistant"}
REVIEWED: dict[str, Any] = {"reviewed_by": "medic", "cause": "looked at"}
WHOLE_SET: dict[str, Any] = {"set": True, "reviewed_by": "first-ad", "cause": "looked at"}
CLOSING: tuple[str, str] = ("close-day", "first-ad")
STORED: dict[str, Any] = {"in_": "ammunition safe", **TWO}
SIGNED: dict[str, Any] = {"reason": "no time", "witness": "safety"}
PROVED: dict[str, Any] = {"lot": "dummies", "count": 20, "of": 20, "methods": list(DUMMY_TESTS)}


def told(day: FilmSet, seconds: float, kind: str, by: str = "armorer", /, **keys: Any) -> Stepped:  # noqa: ANN401
    """Report what was done so many seconds ago."""
    act = day.act(kind, by, **keys)
    return day.through(REPORT, replace(act, at=act.at - timedelta(seconds=seconds)))


def load(lot: str, count: int = 3) -> dict[str, Any]:
    """Return the keys of a load with a second person."""
    return {**GUN, "rounds": [{"lot": lot, "count": count}], **TWO}


def dummies() -> FilmSet:
    """Return a morning on which the revolver is planned with dummies, and their box is out with the armorer."""
    return a_day().planned("revolver", ammunition="dummy").drawn("dummies")


def handed_empty() -> FilmSet:
    """Return a set two hours on, with the revolver empty, shown, and in the performer's hands."""
    day = a_day().later(7200).out().looked().shown().said().planned("revolver", scene="any")
    day.permit("offer", **GUN, to=["performer"], scene="any")
    day.permit("accept", "performer", **GUN, witness="safety")
    assert day.spoken().word == "cold"
    return day.later(30)


def fired(day: FilmSet, count: int, **found: Any) -> FilmSet:  # noqa: ANN401
    """Fire so many in a take, take it back, unload it and look; ``found`` is what came out, where it was said."""
    day.permit("discharge", "performer", **GUN, count=count)
    day.permit("cut", "first-ad")
    day.permit("collect", **GUN)
    day.permit("unload", **GUN, **found, **TWO)
    return day.looked()


def again(day: FilmSet) -> FilmSet:
    """Use the revolver a second time: three blanks, all fired and not counted, and it is locked away."""
    day.loaded().shown().said().handed()
    day.permit("take", "first-ad", **GUN, user="performer")
    fired(day, 3).permit("lock", **GUN, in_="weapon safe", **TWO)
    return day


def answered(day: FilmSet, stepped: Stepped, kind: str, by: str, **keys: Any) -> set[str]:  # noqa: ANN401
    """Return what refuses a confirm or an override of an ask."""
    return day.refused(kind, by, of=stepped.event.act.act_id, **keys)


def a_stand_in() -> FilmSet:
    """Return a set with three dummies in the revolver, ready for somebody who was never instructed on it."""
    day = a_day()
    day.permit("enrol", "producer", person="stand", roles=["stand-in"], age=30)
    plan = {**BLANK_PLAN, "ammunition": "dummy", "user": "stand", "line": ["first-ad", "stand"]}
    day.permit("plan", scene="saloon", **GUN, witness="first-ad", **plan)
    day.permit("meet", "first-ad", scene="saloon", attendees=[*TEAM, "stand"], witness="armorer")
    return day.out().looked().loaded(lot="dummies").shown("revolver", "first-ad", "stand").said()


def asked_late(day: FilmSet, kind: str, seconds: float, **keys: Any) -> tuple[str, set[str]]:  # noqa: ANN401
    """Return the answer to an ask that says it is of so many seconds ago, and what stands against it."""
    act = day.act(kind, **keys)
    stepped = day.fork().through(ASK, replace(act, at=act.at - timedelta(seconds=seconds)))
    return stepped.event.outcome, {each.code for each in stepped.decision.against}
