"""Logs whose records carry the own word of a second person: good ones, and such as nobody can have said."""

from __future__ import annotations

import json
from typing import Any

from conformance.given import NODE, PERSON, STRANGER, UNIT, Log, text_of
from showsafe.ledger import record
from showsafe.ledger.keys import DeviceKey

Rows = list[tuple[str, str, Log, int]]
"""As in ``odd_logs``."""

_ACT: dict[str, Any] = {"weapon": "revolver", "seen": 6, "witness": "assistant", "witness_seen": 6}
_CLAIMED = "2026-03-02T07:29:00Z"
_STEPS: dict[str, Any] = {"weapon": "revolver", "steps": [{"act": "check", "witness": "assistant"}]}


def _word(act_id: str, key: DeviceKey = STRANGER, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever is said
    """Return a word as a body has it; ``changes`` are of what was signed."""
    statement = {
        "act_id": act_id,
        "by": "armorer",
        "claimed_at": _CLAIMED,
        "device": key.id,
        "format": "showsafe-second/1",
        "kind": "check",
        "says": {"seen": 6},
        "second": "assistant",
        "thing": "revolver",
        "unit": UNIT,
        **changes,
    }
    payload = json.dumps(statement, sort_keys=True, separators=(",", ":")).encode()
    signature = key.sign(record.pae(payload, "application/vnd.showsafe.second+json"))
    return {
        "by": statement["second"],
        "proof": "badge-pin-own-device",
        "claimed_at": _CLAIMED,
        "says": statement["says"],
        "waited_ms": 5000,
        "asked": {"keyid": key.id, "sig": text_of(signature)},
    }


def _log(of: str = "device:pocket") -> Log:
    return Log().opened().enrolled(STRANGER, of)


def _said(word: dict[str, Any], log: Log | None = None, kind: str = "checked", **changes: Any) -> Log:  # noqa: ANN401
    act = changes.pop("act", _ACT)
    return (log or _log()).say(kind, act, second=word, **changes)


def rows() -> Rows:
    """Return all of them; the record that carries the word is the third, but where a key ended before."""
    return [*_good(), *_of_another_act(), *_of_another_person(), *_of_no_form()]


def _good() -> Rows:
    every = {"seen": 6, "serial": "042", "sight": {"seal": "0417"}}
    unsigned = {name: value for name, value in _word("act-3").items() if name != "asked"}
    armed = Log().opened().enrolled(STRANGER, "assistant")
    return [
        ("second-said", "a second person said their own word", _said(_word("act-3")), 0),
        ("second-said-all", "with a count, a serial and a sight", _said(_word("act-3", says=every)), 0),
        ("second-own-key", "under a key of their own", _said(_word("act-3"), armed), 0),
        ("second-not-signed", "proven, and signed by no device", _said(unsigned), 0),
        (
            "second-in-a-step",
            "the second person of a step of a cycle",
            _said(_word("act-3", kind="cycle"), kind="cycled", act=_STEPS),
            0,
        ),
        ("way-unprotected", "it came over a network in the open", _said(_word("act-3"), unprotected=True), 0),
    ]


def _of_another_act() -> Rows:
    return [
        ("second-of-another-act", "a word for another act id", _said(_word("act-9")), 3),
        ("second-of-another-kind", "a word for an unload", _said(_word("act-3", kind="unload")), 3),
        ("second-of-another-thing", "a word for a rifle", _said(_word("act-3", thing="rifle")), 3),
        ("second-of-another-unit", "a word for another unit", _said(_word("act-3", unit="south-ridge")), 3),
        ("second-to-another", "a word to another first person", _said(_word("act-3", by="grip")), 3),
        ("second-kind-unknown", "a word for an act of no known kind", _said(_word("act-3"), kind="flown"), 3),
    ]


def _of_another_person() -> Rows:
    gone = _log().say("key-revoked", {"key_id": STRANGER.id, "reason": "lost"})
    named = {**_ACT, "witness": "grip"}
    alone = {name: value for name, value in _ACT.items() if name != "witness"}
    return [
        ("second-is-first", "one person is both", _said(_word("act-3"), by="assistant"), 3),
        ("second-of-nobody", "an act that names nobody", _said(_word("act-3"), act=alone), 3),
        ("second-not-named", "an act that names somebody else", _said(_word("act-3"), act=named), 3),
        ("second-under-their-key", "a key of a third person", _said(_word("act-3"), _log("grip")), 3),
        ("second-under-node-key", "the node's own key", _said(_word("act-3", NODE)), 3),
        ("second-unknown-device", "a device that no record enrols", _said(_word("act-3", PERSON)), 3),
        ("second-lost-device", "a device whose key is revoked", _said(_word("act-4"), gone), 4),
    ]


def _of_no_form() -> Rows:
    word = _word("act-3")
    halves = {**word, "asked": {"keyid": STRANGER.id}}
    wrong = {
        "second-changed": ("another count than was signed", {**word, "says": {"seen": 5}}),
        "second-later": ("another time than was signed", {**word, "claimed_at": "2026-03-02T07:29:01Z"}),
        "second-by-halves": ("a claim without a signature", halves),
        "second-is-text": ("a word that is a text", "assistant"),
        "second-null": ("a word that is nothing", None),
        "second-says-more": ("a word that says more than it may", {**word, "says": {"seen": 6, "of": 6}}),
        "second-seen-true": ("a count that is no number", {**word, "says": {"seen": True}}),
        "second-says-nothing": (
            "a word without what is said",
            {n: v for n, v in word.items() if n != "says"},
        ),
        "second-waited-less": ("a wait of less than nothing", {**word, "waited_ms": -1}),
        "second-proven-somehow": ("a proof of no known word", {**word, "proof": "seen"}),
        "second-no-time": ("no time", {**word, "claimed_at": "yesterday"}),
        "second-and-more": ("a field of no known name", {**word, "seen": 6}),
    }
    found = [
        (name, reason, _log().say("checked", _ACT, second=said), 3) for name, (reason, said) in wrong.items()
    ]
    ways = [
        (
            f"way-{name}",
            "a way that is not known",
            _log().say("checked", {"weapon": "revolver"}, unprotected=value),
            3,
        )
        for name, value in (("protected", False), ("by-word", "plain"), ("by-number", 1))
    ]
    return [*found, *ways]
