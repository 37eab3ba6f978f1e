"""A small set of invented people, told act by act."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from showsafe.application.parse import act_from
from showsafe.application.records import body_of
from showsafe.application.step import step
from showsafe.bootstrap import rules_of
from showsafe.domain.events import REPORT
from showsafe.domain.state import State
from tests.casefile.duties.units import Told

START = datetime(2026, 3, 31, 15, 0, tzinfo=UTC)
PAPERS = ["firearms", "course"]


class Telling:
    """Tells acts one after the other, a minute apart, and keeps their records."""

    def __init__(self, profile: str = "common") -> None:
        self.day = Told("set")
        self.rules = rules_of(profile)
        self.state = State()

    def tell(self, kind: str, by: str, /, **said: object) -> None:
        """Report one act; it is always recorded."""
        number = len(self.day.bodies) + 1
        at = START + timedelta(minutes=number)
        keys: dict[str, Any] = {key.rstrip("_"): value for key, value in said.items()}
        act = act_from(kind, keys, act_id=f"act-{number}", by=by, at=at, strict=False)
        done = step(self.state, act, door=REPORT, rulebook=self.rules, now=at, number=number)
        self.state = done.state
        findings = done.decision.findings
        self.day.bodies.append(
            body_of(done.event, findings, scope="set", rulebook=self.rules.edition, received_at=at)
        )


@cache
def a_set() -> Told:
    """Return a set on which a revolver is checked by two, loaded by one, and fired with nobody told before."""
    told = Telling()
    told.tell("enrol", "dee", person="dee", roles=["producer"])
    for name in ("ann", "bob"):
        told.tell("enrol", "dee", person=name, roles=["armorer"], credentials=PAPERS, age=40)
    told.tell("enrol", "dee", person="cid", roles=["performer"], age=30)
    told.tell(
        "register", "ann", weapon="r1", class_="live-capable", action="single-action-revolver", capacity=6
    )
    told.tell("receive", "ann", lot="blanks", kind="blank", count=50, countersigned_by="bob")
    told.tell("check", "ann", weapon="r1", witness="bob", seen=6, of=6, bore="clear", found=[])
    told.tell("load", "ann", weapon="r1", rounds=[{"lot": "blanks", "count": 1}])
    told.tell("hold", "cid", about="r1")
    told.tell("raise-concern", "cid", about="set", says="it is loud")
    told.tell("hand-over", "ann", weapon="r1", from_="ann", to=["cid"])
    told.tell("discharge", "cid", weapon="r1", count=1, user="cid")
    told.tell("stop", "cid", about="r1")
    told.tell("incident", "ann", weapon="r1", says="somebody was hurt")
    return told.day
