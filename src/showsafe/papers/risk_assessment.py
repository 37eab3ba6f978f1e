"""The risk assessment: of the production as a whole, and of each scene with weapons, from what people approved.

The shape is that of two written assessments, a general one and specific ones for scenes, as a programme of California
wants them (CA-9152, known in part and second-hand: never shown as law), with the six conditions of CA-9153(a) as rows
of their own where they have force. What is left of a risk is for people to judge: there are lines for it, no number.
"""

from __future__ import annotations

from binascii import a2b_base64
from collections.abc import Iterator
from typing import Any

from showsafe.application.records import event_of
from showsafe.domain.events import Event
from showsafe.ledger import record
from showsafe.papers import assessed_facts, on_duty, plan_shown, planned
from showsafe.papers.catalogue import Paper
from showsafe.papers.day_records import of_day
from showsafe.papers.grounds import grounds
from showsafe.papers.planned import Assessed, Planned
from showsafe.papers.safety_points import rows
from showsafe.papers.source import Source
from showsafe.papers.wish import Wish
from showsafe.papers.words import texts

PROGRAMME = ("CA-9152(pilot)", "UK-ETIS20/RA", "UK-BBC/REPLICA-RA")
"""What asks for a written assessment, where it has force."""

CONDITIONS = (
    "CA-9153(a)(1)",
    "CA-9153(a)(2)-give",
    "CA-9153(a)(2)-take",
    "CA-9153(a)(3)-sole",
    "CA-9153(a)(3)-lock",
    "CA-9153(a)(4)",
    "CA-9153(a)(5)",
    "CA-9153(a)(6)",
)
"""The conditions of the statute, each with what is on record for it (``assessed_facts.CONDITIONS``)."""


def build(source: Source, wish: Wish) -> dict[str, Any]:
    """Return the general assessment and one for each scene that was assessed, or has a plan on that day."""
    day = of_day(source, wish)
    plans = [each for each in planned.plans(day.events) if wish.scene in ("", each.act.scene)]
    said = planned.assessments(_assessing(source, day.last))
    general = [each for each in said if not each.act.scene]
    of_scenes = [each for each in said if each.act.scene and wish.scene in ("", each.act.scene)]
    scenes = dict.fromkeys([*(each.act.scene for each in of_scenes), *(each.act.scene for each in plans)])
    facts = assessed_facts.facts(source, wish, plans, len(planned.meetings(day.events)))
    return {
        "date": day.date,
        "scene": wish.scene,
        "p": texts(plan_shown.WORDS, wish.lang),
        "grounds": grounds(PROGRAMME, source.rules, wish.lang),
        "general": [_approved(source, wish, each) for each in general],
        "custodians": on_duty.custodians(source, wish),
        "advisors": on_duty.with_role(source, wish, on_duty.ADVISOR),
        "contacts": [each["who"] for each in on_duty.named_for(source, wish, on_duty.CONTACT)],
        "conditions": assessed_facts.conditions(source, wish, CONDITIONS, facts),
        "weapons": assessed_facts.weapons(source, wish),
        "lots": assessed_facts.lots(source, wish),
        "hazards": [
            {
                "says": dict(zip(("hazard", "harmed", "asked"), row[wish.lang], strict=True)),
                "shows": facts.get(row["shows"], ""),
                "grounds": grounds(row["clauses"], source.rules, wish.lang),
            }
            for row in rows("hazards", "hazard")
        ],
        "scenes": [_scene(source, wish, scene, of_scenes, plans) for scene in scenes],
        "records": "all",
        "whole": True,
    }


def _scene(
    source: Source, wish: Wish, scene: str, said: list[Assessed], plans: list[Planned]
) -> dict[str, Any]:
    return {
        "scene": scene,
        "approved": [_approved(source, wish, each) for each in said if each.act.scene == scene],
        "plans": [plan_shown.plan(source, wish, each) for each in plans if each.act.scene == scene],
    }


def _approved(source: Source, wish: Wish, found: Assessed) -> dict[str, Any]:
    return {
        "by": plan_shown.approved(source, wish, found.act.by, found.act.witness),
        "at": plan_shown.moment(source, found.at),
        "says": source.masked(found.act.says, wish.lang, names=wish.names),
        "record": found.record,
    }


def _assessing(source: Source, last: int) -> Iterator[Event]:
    """Yield what may have approved an assessment, of all records until the last of the day.

    Of half a million records only those are read in which the word stands at all.
    """
    for entry in source.store.entries(1, last):
        if entry.scope == source.scope and b"assess" in _payload(entry.raw):
            body = dict(record.read(entry.raw).body)
            yield event_of(body, entry.number, source.store.personal)


def _payload(raw: bytes) -> bytes:
    """Return the body of a record as its bytes, unread; the whole envelope where it has another form."""
    head, found, rest = raw.partition(b'"payload":"')
    return a2b_base64(rest.partition(b'"')[0]) if found else head


PAPER = Paper(name="risk-assessment", build=build, takes=("day", "scene"), parts=("planning",))
