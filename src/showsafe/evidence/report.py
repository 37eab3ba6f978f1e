"""The report for people: a PDF/A that is the same to the byte every time it is made.

Typeset from JSON by a template, with the fonts that the typesetter carries, no clock and no network. The records
come as sentences; personal values are in them only where they were opened on purpose.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, timedelta
from functools import cache
from importlib import resources
from typing import Any, TypeAlias

from showsafe.application.naming import Body
from showsafe.application.records import event_of, unstamp
from showsafe.domain.events import HOLD, PERMIT, RECORD, REFUSE, Event
from showsafe.errors import NotVerified
from showsafe.evidence.bundle import Made
from showsafe.ledger import note
from showsafe.projections import typesetting
from showsafe.projections.numbers import agreed, counted
from showsafe.projections.retold import retold
from showsafe.projections.rows import day_of, short

Offsets: TypeAlias = Callable[[str], int]
"""Gives how many minutes the clock of a scope is from UTC."""

_LONGEST_WORD = 70
_AT_ONCE = timedelta(minutes=1)
_ANSWERS = {
    PERMIT: "Nothing stood against it",
    HOLD: "Held, for a second person",
    REFUSE: "Refused",
    RECORD: "Recorded",
}
_KEYS = {
    "unit-opened": "the unit is opened under the node's key",
    "key-enrolled": "enrolled, of",
    "key-rotated": "takes the place of",
    "key-revoked": "revoked",
}


def report(made: Made, offsets: Offsets) -> bytes:
    """Return the report of a bundle, with times as they were where the set is."""
    moment = unstamp(made.about["received"]).replace(microsecond=0)
    return typesetting.pdf(_template(), as_json(made, offsets), moment, "a-2a")


def pages(made: Made, offsets: Offsets) -> list[bytes]:
    """Return the pages of the report as pictures (PNG), to be looked at."""
    return typesetting.pictures(_template(), as_json(made, offsets))


@cache
def _template() -> bytes:
    return (resources.files("showsafe.evidence") / "typeset" / "report.typ").read_bytes()


def as_json(made: Made, offsets: Offsets) -> str:
    """Return everything that the report says."""
    about = made.about
    signed = made.led.main.decode()
    return json.dumps(
        {
            "title": _title(about),
            "claim": about["claim"],
            "facts": list(_facts(made, offsets)),
            "proves": about["proves"],
            "cannot": about["cannot_prove"],
            "vkey": made.files["origin.vkey"].decode().strip(),
            "size": about["size"],
            "checkpoint": signed.strip(),
            "cosigners": len(note.parse(made.led.main).signatures) - 1,
            "attested": [[str(each.number), each.what, str(each.size), each.who] for each in made.attested],
            "keys": [_key(each) for each in made.keys],
            "reading": _reading(_zones(made, offsets)),
            "records": [_record(made, number, offsets) for number in about["records"]],
            "foot": f"{about['origin']}, checkpoint over {about['size']} records",
        }
    )


def _title(about: Any) -> str:  # noqa: ANN401 - the keys of about.json
    selection = about["selection"]
    named = {"weapon": "Weapon", "day": "Day", "incident": "Incident"}.get(selection["kind"])
    return f"{named} {selection['name']}" if named else f"The whole ledger of {about['unit']}"


def _facts(made: Made, offsets: Offsets) -> Iterator[tuple[str, str]]:
    about = made.about
    first, last = about["records"][0], about["records"][-1]
    received = [_local(made.bodies[number], "received_at", offsets) for number in (first, last)]
    yield "Production unit", about["unit"]
    yield (
        "Records",
        f"{counted(len(about['records']), 'record')} selected, in a stretch from {first} to {last}",
    )
    yield "Received", f"{received[0]} to {received[1]}, {_zones(made, offsets)}"
    yield "Personal values", "opened" if json.loads(made.files["personal.json"]) else "sealed, none opened"
    yield "Made by", about["made_by"]


def _reading(zones: str) -> str:
    return (
        "Each line is what somebody said they did or asked for, how it was answered, and the reasons that the "
        f"rules gave. Times are as claimed by the one who says it, {zones}; where the node received it later, "
        "that is said. Nothing here says that it was so."
    )


def _record(made: Made, number: int, offsets: Offsets) -> dict[str, Any]:
    body = made.bodies[number]
    late = unstamp(body["received_at"]) - unstamp(body["claimed_at"]) > _AT_ONCE
    says, answer = _sentence(made, number, body)
    day = f"{day_of(body['scope'])}/"
    return {
        "number": str(number),
        "claimed": _local(body, "claimed_at", offsets),
        "received": _local(body, "received_at", offsets) if late else "",
        "says": says,
        "answer": answer,
        "loud": body["outcome"] in (HOLD, REFUSE) or body["deviation"] is True,
        "notes": [_fitted(agreed(each["says"]).replace(day, "")) for each in body["findings"]],
    }


def _sentence(made: Made, number: int, body: Body) -> tuple[str, str]:
    try:
        event = event_of(body, number, made.opened)
    except NotVerified:
        return f"{body['kind']}, by {body.get('by', 'the node')}", "Recorded"
    act = event.completes or event.act
    by = f"{short(body['scope'], event.act.by)} {event.act.kind}s: " if event.completes else ""
    return _fitted(by + retold(body["scope"], act)), _answer(event)


def _answer(event: Event) -> str:
    answer = _ANSWERS[event.outcome]
    return f"{answer}, as a deviation" if event.deviation else answer


def _fitted(sentence: str) -> str:
    """Keys and sums stand in the records; in a sentence only their beginning does."""
    words = (word if len(word) <= _LONGEST_WORD else f"{word[:16]}..." for word in sentence.split(" "))
    return " ".join(words).rstrip(".")


def _key(each: Any) -> list[str]:  # noqa: ANN401 - a line of keys.json
    kind = each["kind"]
    says = _KEYS[kind]
    if kind == "key-enrolled":
        says = f"{says} {each['of']} ({each['algorithm']})"
    elif kind == "key-rotated":
        says = f"{each['new_key_id']} {says} {each['key_id']}"
    elif kind == "key-revoked":
        says = f"{each['key_id']} is {says}"
    public = each.get("key", each.get("device_key", ""))
    return [str(each["record"]), kind, says, public if len(public) <= _LONGEST_WORD else f"{public[:32]}..."]


def _local(body: Body, name: str, offsets: Offsets) -> str:
    moment = unstamp(body[name]).astimezone(UTC) + timedelta(minutes=offsets(body["scope"]))
    return moment.strftime("%Y-%m-%d %H:%M:%S")


def _zones(made: Made, offsets: Offsets) -> str:
    """Return by which clock times are shown: of the set, or of each told day."""
    scopes = dict.fromkeys(made.bodies[number]["scope"] for number in made.about["records"])
    zones = dict.fromkeys(_zone(offsets(scope)) for scope in scopes)
    return next(iter(zones)) if len(zones) == 1 else "each by the clock of its own day"


def _zone(offset_minutes: int) -> str:
    hours, minutes = divmod(abs(offset_minutes), 60)
    return f"UTC{'-' if offset_minutes < 0 else '+'}{hours:02}:{minutes:02}"
