"""Bundles with further checkpoints, or with the chain of a second device: those that hold, and forged ones."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from conformance.given import NODE, ORIGIN, PERSON, STRANGER, Log
from conformance.kinds import twofold
from showsafe.adapters.memory import MemoryStore
from showsafe.evidence import proofs
from showsafe.ledger import canonical, checkpoint, record, trust
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.store import Entry
from showsafe.ledger.tree import Frontier, leaf_hash

Files = dict[str, bytes]
Rows = list[tuple[str, str, Files]]
Gather = Callable[[Log, tuple[int, ...]], Files]

SIZE = 7
_NUMBERS = (4, 6)
_WITNESS = "studio.example/witness"
_NOBODY = "0" * 64


def rows(gather: Gather) -> Rows:
    """Return bundles by name; one that has to be refused ends in ``_fail``."""
    return [
        *_branches(gather),
        *_tablets(gather),
        *_keys(gather),
        *_trusted(gather),
        *twofold.bundles(gather),
    ]


def seven() -> Log:
    """Return a log of seven records."""
    log = Log().opened()
    while len(log.entries) < SIZE:
        log.say()
    return log


def on(log: Log, scene: str, count: int = 1) -> Log:
    """Return a log that goes on from another: from one log there can be two."""
    longer = log.copy()
    for _ in range(count):
        longer.say(act={"scene": scene})
    return longer


def later(files: Files, log: Log, origin: str = ORIGIN) -> Files:
    """Return a bundle that leads to a later checkpoint."""
    tree = Frontier().extend(map(leaf_hash, log.entries))
    return {
        **_told(files, later=len(log.entries)),
        "later/checkpoint": checkpoint.sign(origin, tree, NODE),
        "later/consistency": _consistency(log),
    }


def witnessed(files: Files, number: int, log: Log) -> Files:
    """Return a bundle with a checkpoint that somebody is said to have cosigned, as a record attests it."""
    size = len(log.entries)
    one = {"record": number, "what": "cosignature", "who": _WITNESS, "size": size}
    folder = f"attestations/{number:08}-cosignature"
    return {
        **_told(files, attestations=[*json.loads(files["about.json"])["attestations"], one]),
        f"{folder}/checkpoint": log.checkpoint(NODE),
        f"{folder}/consistency": _consistency(log),
    }


def without_opening(files: Files) -> Files:
    """Return a bundle without the record that opens the unit, which fits otherwise."""
    keys = json.loads(files["keys.json"])[1:]
    made = {**_told(files, keys=[each["record"] for each in keys]), "keys.json": canonical.encode(keys)}
    del made["leaves/00000001"], made["proofs/00000001.tlog-proof"]
    return made


def _branches(gather: Gather) -> Rows:
    log = seven()
    files = gather(log, _NUMBERS)
    one, other = on(log, "one"), on(log, "other")
    return [
        (
            "later-and-witnessed",
            "a later checkpoint, and the same one as a witness saw it",
            witnessed(later(files, one), 9, one),
        ),
        (
            "witnessed-other-branch_fail",
            "a witness saw another log of eight records than the later checkpoint is of",
            witnessed(later(files, one), 9, other),
        ),
        (
            "two-witnessed-branches_fail",
            "two witnesses saw two logs of eight records",
            witnessed(witnessed(files, 9, one), 10, other),
        ),
        (
            "later-of-another-log_fail",
            "a later checkpoint in the name of another log",
            later(files, one, "showsafe/elsewhere"),
        ),
    ]


def _tablets(gather: Gather) -> Rows:
    """The sixth record is a tablet's: after the third one, of which the fourth is no part."""
    log = Log().opened().enrolled(PERSON, "device:tablet")
    early = log.copy()
    _tablet(early, 2, _NOBODY)
    _tablet(log, 1, "")
    log.say()
    _tablet(log, 2, _leaf(log, 3))

    def sixth(number: int, previous: str) -> Files:
        longer = log.copy()
        _tablet(longer, number, previous)
        return gather(longer.say(), (3, 4, 6))

    return [
        ("room-in-chain", "a tablet's second record is redacted", sixth(3, _leaf(log, 5))),
        (
            "others-in-chain_fail",
            "two records of the tablet should lie where one is redacted, and one is another device's",
            sixth(4, _leaf(log, 5)),
        ),
        (
            "others-before-stretch_fail",
            "a record of the tablet should lie before the stretch, where every record is another device's",
            gather(early.say().say(), (3, 4)),
        ),
    ]


def _keys(gather: Gather) -> Rows:
    files = gather(seven(), _NUMBERS)
    keys = [{**each, "record": True} for each in json.loads(files["keys.json"])]
    spelled = {**files, "keys.json": canonical.encode(keys)}
    return [("true-in-keys_fail", "keys.json has true where a record has the number 1", spelled)]


def _trusted(gather: Gather) -> Rows:
    """A bundle's own policy is no anchor: it may be a trust root whose time is over, and not one that nobody signed."""
    files = gather(seven(), _NUMBERS)
    people = {"producer.example/root": PERSON, "insurer.example/root": STRANGER}
    roots = "".join(f"root {VerifierKey(name, key.public)}\n" for name, key in people.items())
    head = "showsafe-trust/1\nexpires 2020-01-01T00:00:00Z\nthreshold 2\n"
    text = f"{head}{roots}quorum none\nauthority clock.example {_NOBODY}\n".encode()
    (first, own), (second, other) = people.items()
    half = trust.sign(text, first, own)
    whole = trust.sign(half, second, other)
    return [
        ("trust-root", "a trust root as its policy", {**files, "policy.txt": whole}),
        ("half-signed-root_fail", "a trust root that one of two signed", {**files, "policy.txt": half}),
        (
            "changed-root_fail",
            "a trust root in which something was changed",
            {**files, "policy.txt": whole.replace(b"2020", b"2030")},
        ),
    ]


def _tablet(log: Log, number: int, previous: str) -> None:
    body = log.body("acknowledged", {}, device=PERSON.id, device_number=number, device_previous=previous)
    log.entries.append(record.seal(body, (PERSON,)))


def _leaf(log: Log, number: int) -> str:
    return leaf_hash(log.entries[number - 1]).hex()


def _told(files: Files, **changes: Any) -> Files:  # noqa: ANN401 - whatever about.json could say
    return {**files, "about.json": canonical.encode({**json.loads(files["about.json"]), **changes})}


def _consistency(log: Log) -> bytes:
    store = MemoryStore()
    entries = [Entry(at, f"act-{at}", "set", raw, leaf_hash(raw)) for at, raw in enumerate(log.entries, 1)]
    store.append(0, entries, (), (), log.checkpoint(NODE))
    return proofs.consistency(proofs.tree_of(store, len(log.entries)), SIZE)
