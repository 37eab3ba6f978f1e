"""What a proof rests on, as a tree: each record with its act, its people and its time, and what voided the proof."""

from __future__ import annotations

from typing import Any

from showsafe.domain.acts import EVENTS
from showsafe.ledger import record
from showsafe.ledger.store import Store

Line = dict[str, Any]

SECOND = ("witness", "countersigned_by", "reviewed_by")


def tree(store: Store, rests_on: Line) -> Line:
    """Return the proofs of a weapon, of its contents and its bore, each with the records that it rests on."""
    return {part: _proof(store, proof) for part, proof in rests_on.items()}


def _proof(store: Store, proof: Line | None) -> Line | None:
    if proof is None:
        return None
    voided = int(proof["voided_by"])
    return {
        "says": proof["says"],
        "stands": not voided,
        "people": proof["people"],
        "since": proof["since"],
        "renewed": proof["renewed"],
        "because": proof["because"],
        "voided_by": _node(store, voided) if voided else None,
        "rests_on": [_node(store, number) for number in proof["records"]],
    }


def _node(store: Store, number: int) -> Line:
    """Return one record: what it says was done, by whom, and when; a lot that was proven is named with it."""
    body = record.read(store.entry(number).raw).body
    whole = body.get("completes", body)
    act = whole["act"]
    return {
        "record": number,
        "kind": whole.get("act_kind") or EVENTS.get(body["kind"], body["kind"]),
        "by": whole["by"],
        "second": next((act[key] for key in SECOND if act.get(key)), body["by"] if whole is not body else ""),
        "lot": act.get("lot", "") or next((each.get("lot", "") for each in act.get("rounds", ())), ""),
        "claimed_at": whole["claimed_at"],
        "received_at": body["received_at"],
        "door": body["door"],
        "outcome": body["outcome"],
        "deviation": body["deviation"],
    }
