"""How it is known who said a record: its first person, its second, and the way it came. A weaker proof says so.

This is read from the records themselves, when somebody looks: nothing of it is kept beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from showsafe.application import seconded
from showsafe.application.access import proofs
from showsafe.ledger import record
from showsafe.ledger.store import Store

WORDS = {
    proofs.PASSKEY: "a passkey of their own",
    proofs.OWN: "badge and PIN on their own device",
    proofs.SHARED: "badge and PIN on a shared device",
    proofs.NONE: "a name alone",
}
"""Every proof in words, by its name in a record."""

NAMED = "named by the first alone"
UNPROTECTED = "unprotected transport"
QUICK = "said sooner than anybody can look"
WEAKER = "weaker"


def records(store: Store, numbers: Iterable[int]) -> dict[str, dict[str, Any]]:
    """Return how each of these records was proven, by its number."""
    wanted = sorted({number for number in numbers if number > 0})
    return {str(number): of(record.read(store.entry(number).raw).body) for number in wanted}


def of_weapon(line: Mapping[str, Any], chain: Iterable[Mapping[str, Any]]) -> Iterator[int]:
    """Yield the records that a weapon's line on the board and its chain of custody go back to."""
    yield from (span["record"] for span in chain)
    for proof in line["rests_on"].values():
        yield from proof["records"] if proof else ()


def of(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return how the record with this body was proven, in parts and as one sentence."""
    first = _person(str(body.get("by", "")), str(body.get("proof", proofs.NONE)))
    second = [*_seconds(body)]
    flags = list(seconded.flags(body))
    unprotected = bool(body.get("unprotected", False))
    found = {"first": first, "second": second, "unprotected": unprotected, "flags": flags}
    return {**found, "says": _sentence(found)}


def _person(name: str, proof: str, words: str = "") -> dict[str, Any]:
    """A proof is weaker where it does not rest on something that is the person's own."""
    weaker = proof not in (proofs.OWN, proofs.PASSKEY)
    return {"person": name, "proof": proof, "by": words or WORDS.get(proof, proof), WEAKER: weaker}


def _seconds(body: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the second person who said so, and whoever is named as one without having said it."""
    said = body.get("second")
    if said is not None:
        yield {
            **_person(said["by"], said["proof"]),
            "waited_ms": said["waited_ms"],
            "said": dict(said["says"]),
        }
    deed = body["act"]
    named = [part[key] for part in (deed, *deed.get("steps", ())) for key in seconded.NAMED_BY if key in part]
    for name in dict.fromkeys(named):
        if said is None or name != said["by"]:
            yield _person(name, proofs.NONE, NAMED)


def _sentence(found: Mapping[str, Any]) -> str:
    people = [found["first"], *found["second"]]
    parts = [f"{each['person']}: {each['by']}{f' ({WEAKER})' if each[WEAKER] else ''}" for each in people]
    if found["unprotected"]:
        parts.append(UNPROTECTED)
    if seconded.QUICK in found["flags"]:
        parts.append(QUICK)
    return "; ".join(parts)
