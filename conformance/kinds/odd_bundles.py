"""Bundles whose files disagree, made by somebody who can make every sum and every manifest fit."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from conformance.given import PERSON, Log, enrolment
from showsafe.ledger import canonical

Files = dict[str, bytes]
Rows = list[tuple[str, str, Files]]
Gather = Callable[[Log, tuple[int, ...]], Files]

_PROOF = "proofs/00000006.tlog-proof"


def confirmed() -> Log:
    """Return a log of six records in which a key's enrolment was held, and a second person let it happen."""
    act = enrolment(PERSON)
    log = Log().opened().say("key-enrolled", act, (PERSON,), door="ask", outcome="hold", would="hold").say()
    late = {"act_kind": "enrol-key", "act_id": "act-2", "by": "armorer", "claimed_at": "2026-03-02T07:30:02Z"}
    whole = {**late, "act": {**act, "witness": "producer"}}
    return log.say("confirmed", {"of_act": "act-2"}, completes=whole).say(signers=(PERSON,)).say()


def rows(good: Files, gather: Gather) -> Rows:
    """Return bundles that have to be refused."""
    return [*_about(good), *_forms(good), *_chains(gather), *_later(good)]


def _about(good: Files) -> Rows:
    def told(**changes: Any) -> Files:  # noqa: ANN401 - whatever about.json could say
        return {**good, "about.json": canonical.encode({**json.loads(good["about.json"]), **changes})}

    everything = {"kind": "all", "name": "", "scope": "", "rule": "every record of the ledger"}
    attested = {"record": 7, "what": "cosignature", "who": "studio.example/witness", "size": 6}
    untold = {**good, "attestations/00000005-fork/shown": b"another branch\n"}
    return [
        (
            "all-but-redacted",
            "it says that it holds every record, and one is redacted",
            told(selection=everything),
        ),
        ("about-other-size", "another size than the checkpoint's", told(size=8)),
        ("about-other-later", "a later checkpoint that is not here", told(later=9)),
        ("attested-not-here", "a cosignature of which no file is here", told(attestations=[attested])),
        ("attested-untold", "a file of an attestation that about.json does not name", untold),
    ]


def _forms(good: Files) -> Rows:
    def spread(name: str) -> Files:
        return {**good, name: json.dumps(json.loads(good[name])).encode()}

    longer = {
        **good,
        "leaves/000000006": good["leaves/00000004"],
        "proofs/000000006.tlog-proof": good[_PROOF],
    }
    further = {**good, _PROOF: good[_PROOF].replace(b"index", b"extra bW9yZQ==\nindex")}
    return [
        ("second-name", "another record under a second name of record 6", longer),
        ("extra-line", "a proof with a line that nobody vouches for", further),
        ("blank-in-range", "range.json in another form", spread("range.json")),
        ("blank-in-about", "about.json in another form", spread("about.json")),
        ("blank-in-keys", "keys.json in another form", spread("keys.json")),
        (
            "blank-before-vkey",
            "origin.vkey in another form",
            {**good, "origin.vkey": b" " + good["origin.vkey"]},
        ),
        ("policy-unreadable", "a policy that cannot be read", {**good, "policy.txt": b"quorum nobody\n"}),
        ("policy-cut-off", "a policy whose last line has no end", {**good, "policy.txt": b"quorum none"}),
    ]


def _chains(gather: Gather) -> Rows:
    log = Log().opened().say().enrolled(PERSON).say(signers=(PERSON,)).say()

    def sixth(**changes: object) -> Files:
        return gather(log.copy().say(**changes).say(), (4, 6))  # type: ignore[arg-type]

    return [
        ("spliced-chain", "a record names one before it that is not there", sixth(device_previous="0" * 64)),
        ("no-room-in-chain", "more records of the device than there is room for", sixth(device_number=9)),
    ]


def _later(good: Files) -> Rows:
    about: Mapping[str, Any] = {**json.loads(good["about.json"]), "later": 7}
    same = {
        "later/checkpoint": good["checkpoint"],
        "later/consistency": b"",
        "about.json": canonical.encode(about),
    }
    return [("later-is-the-same", "a later checkpoint that is the other one", {**good, **same})]
