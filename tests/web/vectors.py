"""Makes what the web app takes from here: the kinds of acts that it may say, and vectors of what it signs.

Run as ``python -m tests.web.vectors`` after a change of the acts; a test says when that is due. The bytes are made by
the phone of the tests (``tests/entrypoints/api/sets.py``), without the product, and the product is held against them.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from showsafe.domain.acts import BY_THE_NODE, KINDS, OF_KEYS
from showsafe.ledger.keys import DeviceKey
from tests.architecture.sources import ROOT
from tests.entrypoints.api.sets import PERSONAL, UNIT, b64, canonical, pae

KINDS_FILE = ROOT / "web" / "src" / "core" / "kinds.ts"
VECTORS_FILE = ROOT / "web" / "tests" / "vectors.json"
SEED = bytes(range(32))
NONCE = bytes((7,)) * 32
AT = "2026-03-02T09:14:07Z"

CANONICAL: tuple[Any, ...] = (
    {},
    [],
    {"b": 1, "a": [True, False, None], "Z": "", "_": -3},
    {"text": 'Quote " slash \\ / line\nfeed\ttab \u0001 \u007f \u2028 é ñ 🎬'},
    {"largest": 2**53 - 1, "smallest": 1 - 2**53, "nested": {"deep": [[{"x": 0}]]}},
)
ACTS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("ask", "take", {"weapon": "FA-0001-7", "scene": "12"}),
    (
        "ask",
        "check",
        {"weapon": "FA-0001-7", "seen": 0, "of": 6, "found": [], "bore": "clear", "witness": "bob"},
    ),
    ("report", "collect", {"weapon": "FA-0001-7", "from": "eve"}),
    ("ask", "plan", {"weapon": "r1", "scene": "Ñ 4", "distance_m": "6.1", "muzzle_line_clear": False}),
    (
        "ask",
        "enrol",
        {"person": "dan", "roles": ["performer"], "age": 40, "name": "Dan", "credentials": ["course"]},
    ),
)
SECOND = {"seen": 5, "serial": "417"}
LOOK = {
    "weapon": "r1",
    "witness": "bob",
    "steps": [{"kind": "check", "seen": 5, "witness": "bob", "witness_seen": 5, "sight": {"count": 5}}],
    "sight": {"count": 5},
}
LOOK_WITHOUT = {"weapon": "r1", "steps": [{"kind": "check", "seen": 5}]}


def kinds() -> str:
    """Return the table of kinds as the app has it: the event of each, its second person, and what may be said late."""
    lines = [
        "/** Made from the table of acts by `python -m tests.web.vectors`; never by hand. */",
        "",
        "export interface Kind {",
        "  /** What it becomes in the record, and what is signed. */",
        "  readonly event: string;",
        "  /** The key that names the second person; absent where one person is enough. */",
        "  readonly second?: string;",
        "  /** In the safe direction, or of what has happened: nothing refuses it, and it may be sent later. */",
        "  readonly safe?: true;",
        "}",
        "",
        "export const KINDS: Readonly<Record<string, Kind>> = {",
    ]
    for name, kind in KINDS.items():
        if name in BY_THE_NODE:
            continue
        key = name if name.isidentifier() else f'"{name}"'
        second = f', second: "{kind.second}"' if kind.second else ""
        safe = ", safe: true" if (kind.safe or kind.told) and name not in OF_KEYS else ""
        lines.append(f'  {key}: {{ event: "{kind.event}"{second}{safe} }},')
    return "\n".join([*lines, "};", ""])


def sealed(act_id: str, said: dict[str, Any]) -> dict[str, Any]:
    """Return the keys of an enrolment with the commitments to what is personal."""
    act = dict(said)
    for key in PERSONAL:
        if key in said:
            salt = hashlib.sha256(b"showsafe-salt/1\n" + NONCE + f"\n{act_id}\n{key}".encode()).digest()
            commitment = hashlib.sha256(b"showsafe-commitment/1\n" + salt + canonical(said[key])).hexdigest()
            act[key] = {"sealed": commitment}
    return act


def act_body(number: int) -> dict[str, Any]:
    """Return what the record of the act of that number will say of it."""
    door, kind, said = ACTS[number]
    act_id = f"vector-{number}"
    act = sealed(act_id, said) if kind == "enrol" else said
    claimed = {"act_id": act_id, "by": "ann", "claimed_at": AT, "door": door}
    return {**claimed, "act": act, "kind": KINDS[kind].event, "scope": "set"}


def vectors() -> dict[str, Any]:
    """Return everything that the app's own tests compare with."""
    key = DeviceKey(SEED)

    def signed(kind: str, said: dict[str, Any]) -> dict[str, str]:
        message = pae(f"application/vnd.showsafe.{kind}+json".encode(), canonical(said))
        return {"message": b64(message), "signature": b64(key.sign(message))}

    acts = []
    for number, (_, kind, said) in enumerate(ACTS):
        body = act_body(number)
        statement = {**body, "device": key.id, "format": "showsafe-act/1", "unit": UNIT}
        acts.append({**body, "kind": kind, "event": body["kind"], "keys": said, **signed("act", statement)})
    session = {"challenge": "c-text", "device": key.id, "format": "showsafe-session/1", "unit": UNIT}
    word = {
        "act_id": "vector-1",
        "by": "ann",
        "claimed_at": AT,
        "kind": "check",
        "second": "bob",
        "thing": "r1",
    }
    second = {**word, "says": SECOND, "device": key.id, "format": "showsafe-second/1", "unit": UNIT}
    look = hashlib.sha256(b"showsafe-look/1\n" + NONCE + canonical(LOOK_WITHOUT)).hexdigest()
    return {
        "unit": UNIT,
        "seed": b64(SEED),
        "nonce": b64(NONCE),
        "device": key.id,
        "public": b64(key.public),
        "canonical": [{"value": value, "bytes": b64(canonical(value))} for value in CANONICAL],
        "acts": acts,
        "session": {"challenge": "c-text", **signed("session", session)},
        "second": {**word, "says": SECOND, **signed("second", second)},
        "look": {"keys": LOOK, "commitment": look},
    }


def vectors_text() -> str:
    """Return the vectors as their file has them."""
    return json.dumps(vectors(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    KINDS_FILE.write_text(kinds(), encoding="utf-8")
    VECTORS_FILE.write_text(vectors_text(), encoding="utf-8")
