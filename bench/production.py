"""A production of the size that the figures speak of, made by real acts through the rules."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from showsafe import bootstrap
from showsafe.application.parse import act_from
from showsafe.application.step import step
from showsafe.domain.acts import Act
from showsafe.domain.events import ASK, REPORT
from showsafe.domain.state import State
from showsafe.rules.rulebook import Rulebook

WEAPONS = 200
PEOPLE = 100
LOTS = 100
ROUNDS = 10_000
START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


class Production:
    """Keeps the state of one production while acts are put to it; refuses to go on where one is not permitted."""

    def __init__(self, rulebook: Rulebook | None = None) -> None:
        self.rulebook = rulebook or bootstrap.rules_of("common")
        self.state = State()
        self.now = START
        self.number = 0

    def act(self, act_kind: str, by: str = "armorer", /, **said: Any) -> Act:
        """Return an act of this moment."""
        said = {key.rstrip("_"): value for key, value in said.items()}
        return act_from(act_kind, said, act_id=f"act-{self.number + 1}", by=by, at=self.now, strict=False)

    def tell(self, act_kind: str, by: str = "armorer", /, **said: Any) -> None:
        """Report something; it is always recorded."""
        self._apply(self.act(act_kind, by, **said), REPORT)

    def permit(self, act_kind: str, by: str = "armorer", /, **said: Any) -> None:
        """Ask something that has to be permitted."""
        decision = self._apply(self.act(act_kind, by, **said), ASK)
        assert decision.outcome == "permit", (act_kind, [f.code for f in decision.against])

    def _apply(self, act: Act, door: str) -> Any:
        self.number += 1
        self.now += timedelta(seconds=1)
        done = step(self.state, act, door=door, rulebook=self.rulebook, now=self.now, number=self.number)
        self.state = done.state
        return done.decision


def whole() -> Production:
    """Return a production of 200 weapons, 100 people and 10,000 rounds, with a hot weapon ready to be handed over."""
    made = Production()
    people(made)
    things(made)
    ready(made)
    return made


def people(made: Production) -> None:
    """Enrol a hundred people: three custodians, a safety advisor, two 1st ADs, and performers."""
    papers = [{"kind": "firearms"}, {"kind": "course"}]
    for name, role in (("armorer", "armorer"), ("second", "property-master"), ("third", "armorer")):
        made.tell(
            "describe", person=name, roles=[role], credentials=papers, age=40, instructed=["bolt-rifle"]
        )
    made.tell("describe", person="advisor", roles=["safety-advisor"], age=50, instructed=["bolt-rifle"])
    made.tell("describe", person="first-ad", roles=["first-ad"], age=40)
    made.tell("describe", person="second-ad", roles=["first-ad"], age=40)
    for number in range(PEOPLE - 6):
        made.tell(
            "describe", person=f"performer-{number}", roles=["performer"], age=30, instructed=["bolt-rifle"]
        )


def things(made: Production) -> None:
    """Put weapons and lots on record, locked."""
    for number in range(WEAPONS):
        made.tell(
            "describe",
            weapon=f"rifle-{number}",
            class_="live-capable",
            action="bolt-rifle",
            calibre=".303",
            capacity=10,
            in_="weapon safe",
        )
    for number in range(LOTS):
        made.tell(
            "describe",
            lot=f"lot-{number}",
            kind="blank",
            load="half",
            calibre=".303",
            count=ROUNDS // LOTS,
            in_="box",
        )
    made.tell("assess", witness="advisor")
    made.tell("record-paper", kind="compliance-contact", about="day")


def ready(made: Production) -> None:
    """Bring one rifle to where it can be handed over hot, and open plans and meetings for twenty scenes."""
    made.permit("open-day", witness="advisor")
    everybody = list(made.state.people)
    for number in range(20):
        made.permit(
            "plan",
            scene=f"scene-{number}",
            weapon=f"rifle-{number}",
            user=f"performer-{number}",
            ammunition="blank",
            load="half",
            shots=5,
            distance_m="7",
            muzzle_line_clear=True,
            witness="first-ad",
        )
        made.permit("meet", scene=f"scene-{number}", attendees=everybody)
    made.permit("unlock", lot="lot-0", witness="advisor")
    methods = ["primer-state", "crimp"]
    made.permit("prove", lot="lot-0", count=100, of=100, methods=methods, witness="advisor")
    made.permit("unlock", weapon="rifle-0", witness="advisor")
    made.permit("check", weapon="rifle-0", seen=10, of=10, bore=True, found=[], witness="advisor")
    made.permit("show", weapon="rifle-0", to=["first-ad", "performer-0"])
    made.permit("load", weapon="rifle-0", rounds=[{"lot": "lot-0", "count": 5}], witness="advisor")
    made.permit("lock", lot="lot-0", in_="box", witness="advisor")
    made.permit("declare", weapon="rifle-0", word="hot", says="Blanks, five, half.")
