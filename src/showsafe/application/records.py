"""Between events and the bodies of records. A record says who claimed what and when; never what is true.

The body's fields: who (``by``), what (``kind`` in the past tense with its ``version``, and the keys of the ``act``),
through which ``door``, the three times (``claimed_at`` by the person, ``received_at`` by the node, ``as_of`` for the
rules), the ``rulebook`` edition, and its answer: ``outcome``, ``would``, ``deviation`` and ``findings``. No personal
value is in it (see ``personal``).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from showsafe.application.parse import act_as_mapping, act_from_record
from showsafe.application.personal import MAY_SEAL, Opened, with_values, without_values
from showsafe.domain.acts import EVENTS, Act
from showsafe.domain.events import RECORD, Did, Event
from showsafe.errors import NotVerified
from showsafe.rules.decision import Finding, Weight


def stamp(moment: datetime) -> str:
    """Return a time as a record writes it: RFC 3339, UTC, with microseconds only where there are some."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def unstamp(text: str) -> datetime:
    """Return the time that a record says."""
    return datetime.fromisoformat(text)


def body_of(
    event: Event, findings: tuple[Finding, ...], *, scope: str, rulebook: str, received_at: datetime
) -> dict[str, Any]:
    """Return the body of the record of an event."""
    act = event.act
    body: dict[str, Any] = {
        "scope": scope,
        "act_id": act.act_id,
        "kind": event.kind,
        "version": event.version,
        "by": act.by,
        "act": without_values(act_as_mapping(act), () if event.completes else event.sealed),
        "door": event.door,
        "outcome": event.outcome,
        "would": event.would,
        "deviation": event.deviation,
        "findings": [finding_as_mapping(finding) for finding in findings],
        "rulebook": rulebook,
        "claimed_at": stamp(act.at),
        "received_at": stamp(received_at),
        "as_of": stamp(event.at),
    }
    if event.did:
        body["did"] = [{"would": each.would, "gates": list(each.gates)} for each in event.did]
    if event.completes is not None:
        body["completes"] = _whole(event.completes, event.sealed)
    return body


def finding_as_mapping(finding: Finding) -> dict[str, Any]:
    """Return a finding as a record keeps it."""
    return {
        "code": finding.code,
        "gate": finding.gate,
        "weight": finding.weight.name.lower(),
        "says": finding.says,
        "next": finding.next,
        "clauses": list(finding.clauses),
    }


def findings_of(body: Mapping[str, Any]) -> tuple[Finding, ...]:
    """Return the findings of a record."""
    return tuple(
        Finding(
            code=each["code"],
            gate=each["gate"],
            weight=Weight[each["weight"].upper()],
            says=each["says"],
            next=each["next"],
            clauses=tuple(each["clauses"]),
        )
        for each in body["findings"]
    )


def counts_of(body: Mapping[str, Any]) -> tuple[int, ...]:
    """Return the places of the steps of a refused cycle that count as done."""
    did = enumerate(body.get("did", ()), start=1)
    return tuple(place for place, each in did if each["would"] == RECORD)


def event_of(body: Mapping[str, Any], number: int, opened: Opened) -> Event:
    """Return the event that a record holds; ``opened`` finds the personal values that it commits to.

    Raises NotVerified: ``record.unknown-kind`` for a kind that this program does not know, ``personal.damaged``.
    """
    act, sealed = _act(body, EVENTS.get(body["kind"], ""), number, opened)
    against = [each for each in body["findings"] if each["weight"] != "note"]
    completes = None
    if "completes" in body:
        whole = body["completes"]
        completes, sealed = _act({**whole, "kind": whole["act_kind"]}, whole["act_kind"], number, opened)
    return Event(
        number=number,
        act=act,
        door=body["door"],
        outcome=body["outcome"],
        would=body["would"],
        at=unstamp(body["as_of"]),
        gates=tuple(dict.fromkeys(each["gate"] for each in against)),
        codes=tuple(dict.fromkeys(each["code"] for each in against)),
        completes=completes,
        sealed=sealed,
        did=tuple(Did(each["would"], tuple(each["gates"])) for each in body.get("did", ())),
        version=body["version"],
    )


def _whole(act: Act, sealed: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    return {
        "act_kind": act.kind,
        "act_id": act.act_id,
        "by": act.by,
        "claimed_at": stamp(act.at),
        "act": without_values(act_as_mapping(act), sealed),
    }


def _act(
    body: Mapping[str, Any], kind: str, number: int, opened: Opened
) -> tuple[Act, tuple[tuple[str, str], ...]]:
    if not kind:
        raise NotVerified(
            "record.unknown-kind",
            f"Record {number} is of a kind that this program does not know: {body['kind']}.",
            "Open it with the version of the program that wrote it, or a later one.",
        )
    at = unstamp(body["claimed_at"])
    said, sealed = with_values(body["act"], opened) if kind in MAY_SEAL else (body["act"], ())
    return act_from_record(kind, said, act_id=body["act_id"], by=body["by"], at=at), sealed
