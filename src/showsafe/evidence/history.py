"""The history of keys: the records that enrol, rotate and revoke them. They are in every bundle, never redacted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from showsafe.application.admission import SET
from showsafe.application.states import loaded
from showsafe.ledger import base64text, record
from showsafe.ledger.keys import key_id
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.store import Store

_BRINGS = ("enrol-key", "rotate-key")


def key_records(store: Store) -> tuple[int, ...]:
    """Return the numbers of the records that concern keys and count, from the first, which opens the unit.

    Of a change that was held, those are the record that let it happen, and the one that asked for it.
    """
    keys = loaded(store, SET).state.keys.values()
    counting = {1, *(key.since for key in keys), *(key.until for key in keys if key.until)}
    return tuple(sorted({*counting, *_asked(store, counting)}))


def _asked(store: Store, numbers: Iterable[int]) -> Iterator[int]:
    """Yield the records that asked for what some records let happen."""
    for number in numbers:
        whole = record.read(store.entry(number).raw).body.get("completes", {})
        asked = store.number_of(whole["act_id"]) if whole.get("act_kind") in _BRINGS else None
        if asked is not None:
            yield asked


def as_json(store: Store, numbers: tuple[int, ...]) -> list[dict[str, Any]]:
    """Return what those records say, in order."""
    bodies = ((number, record.read(store.entry(number).raw).body) for number in numbers)
    return [{"record": number, "kind": body["kind"], **body["act"]} for number, body in bodies]


def node_key(origin: str, history: list[dict[str, Any]], size: int) -> VerifierKey:
    """Return the node's key that signs the checkpoint of a size."""
    public = b""
    for each in history:
        if each["record"] <= size and each["kind"] == "unit-opened":
            public = base64text.decode(each["device_key"])
        elif each["record"] <= size and each["kind"] == "key-rotated" and each["key_id"] == key_id(public):
            public = base64text.decode(each["key"])
    return VerifierKey(origin, public)
