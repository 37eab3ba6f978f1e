"""The word of the second person of an act, which they say themselves and which stands in its one record.

An act may name a second person: ``witness``, ``countersigned_by`` or ``reviewed_by``, also in a step of a cycle. What
that person says is signed by a device, in canonical JSON: ``act_id``, ``by`` (the first person), ``claimed_at`` (of the
second), ``device`` (the id of the key), ``format``, ``kind`` (in the imperative), ``says``, ``second``, ``thing`` and
``unit``. Whoever has the record makes these bytes again. ``says`` holds what nobody may say for them: the blind count
``seen``, the last characters of the ``serial`` that they read, and the ``sight`` of a watcher.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from showsafe.application.asked import by_a_device
from showsafe.application.keys import plain
from showsafe.domain.acts import EVENTS, Act
from showsafe.domain.named import deeds
from showsafe.domain.things import Key
from showsafe.errors import WrongInput
from showsafe.ledger import base64text, canonical, record

FORMAT = "showsafe-second/1"
PAYLOAD_TYPE = "application/vnd.showsafe.second+json"

NAMED_BY = ("witness", "countersigned_by", "reviewed_by")
"""Keys of an act that name the second person who has to say so."""

SAID_BY_THEM = (*NAMED_BY, "witness_seen", "sight")
"""Keys of an act that are not the first person's own: they are in no commitment."""

THINGS = ("weapon", "lot", "file", "person", "scene", "of_act")
"""Keys of an act that say what it is about: the first of them that it has, is the ``thing``."""

COUNTED = ("check", "load", "unload", "recount")
"""Acts, also as steps of a cycle, of which a second person counts for themselves."""

QUICK_MS = 3_000
"""Sooner than this nobody has looked and counted."""

QUICK = "second.quick"


@dataclass(frozen=True, slots=True)
class Seconded:
    """Who said it, by which proof, when by their own account, what, and how long after they were asked."""

    by: str
    proof: str
    claimed_at: str
    says: Mapping[str, Any]
    waited_ms: int
    key_id: str
    signature: bytes

    def fields(self) -> dict[str, Any]:
        """Return what the body of the record says of it."""
        return {
            "by": self.by,
            "proof": self.proof,
            "claimed_at": self.claimed_at,
            "says": dict(self.says),
            "waited_ms": self.waited_ms,
            "asked": {"keyid": self.key_id, "sig": base64text.encode(self.signature)},
        }

    def message(self, act_id: str, by: str, kind: str, thing: str, unit: str) -> bytes:
        """Return the bytes under the signature, for an act of this id, person, kind (imperative) and thing."""
        statement = {
            "act_id": act_id,
            "by": by,
            "claimed_at": self.claimed_at,
            "device": self.key_id,
            "format": FORMAT,
            "kind": kind,
            "says": dict(self.says),
            "second": self.by,
            "thing": thing,
            "unit": unit,
        }
        return record.pae(canonical.encode(statement), PAYLOAD_TYPE)


def check(said: Seconded, body: Mapping[str, Any], unit: str, keys: Mapping[str, Key]) -> None:
    """Let a word pass that was signed for just the act of this record; raises as ``asked.by_a_device``."""
    kind, thing = EVENTS[body["kind"]], thing_of(body["act"])
    message = said.message(body["act_id"], body["by"], kind, thing, unit)
    by_a_device(said.key_id, said.by, keys, message, said.signature)


def named(act: Act) -> set[str]:
    """Return the people whom an act names as its second person, at any depth."""
    return {str(getattr(deed, key)) for deed in deeds(act) for key in NAMED_BY if getattr(deed, key)}


def thing_of(keys: Mapping[str, Any]) -> str:
    """Return what an act with these keys is about, or "" where it says nothing of the kind."""
    return next((str(keys[key]) for key in THINGS if isinstance(keys.get(key), str) and keys[key]), "")


def counted(act: Act) -> list[Act]:
    """Return the acts of which a second person counts for themselves: the act, or the steps of a cycle."""
    return [deed for deed in deeds(act) if deed.kind in COUNTED]


def agrees(act: Act, says: Mapping[str, Any]) -> bool:
    """Whether an act says just what its second person said, where that is theirs to say."""
    sights = [plain(deed.sight) for deed in deeds(act) if deed.sight is not None]
    if any(sight != says.get("sight") for sight in sights) or ("sight" in says and not sights):
        return False
    return all(mine == says.get("seen") for mine in _their_counts(act))


def _their_counts(act: Act) -> Iterator[int | None]:
    """Yield each number of an act that has to be the second person's.

    A look that was counted has the count of both. Where a cycle holds no look with a count, they counted what was
    loaded, or else what was found.
    """
    deeds_ = counted(act)
    looks = [deed for deed in deeds_ if deed.kind in ("check", "recount")]
    counts = [deed.witness_seen for deed in looks if (deed.seen, deed.witness_seen) != (None, None)]
    yield from counts
    if counts:
        return
    loads = [deed for deed in deeds_ if deed.kind == "load" and deed.rounds is not None]
    finds = [deed for deed in deeds_ if deed.kind == "unload" and deed.found is not None]
    if loads:
        yield sum(each.count for deed in loads for each in deed.rounds or ())
    elif finds:
        yield sum(each.count for deed in finds for each in deed.found or ())


def firsts(keys: Any) -> Any:  # noqa: ANN401 - keys of an act, at any depth
    """Return the keys of an act without those that are the second person's, at any depth."""
    if isinstance(keys, Mapping):
        return {key: firsts(value) for key, value in keys.items() if key not in SAID_BY_THEM}
    return [firsts(each) for each in keys] if isinstance(keys, (list, tuple)) else keys


def flags(body: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what has to be shown with the word of the second person in the body of a record."""
    second = body.get("second")
    quick = second is not None and "seen" in second["says"] and second["waited_ms"] < QUICK_MS
    return (QUICK,) if quick else ()


def not_said() -> WrongInput:
    """Return the answer to an act that names a second person who has not said so themselves."""
    return WrongInput(
        "access.second-not-said",
        "The second person of this act has not said so themselves.",
        "Let them say it on their phone, or here with badge and PIN. Or send it without the second person: "
        "then it proves nothing.",
    )


def look_again() -> WrongInput:
    """Return the answer to a word on what is not there any more: the weapon moved after they were asked."""
    return WrongInput(
        "access.second-not-said",
        "The thing moved, or what is known of it changed, after the second person was asked.",
        "Look again together, and begin anew; or send it without the second person: then it proves nothing.",
    )


def watch_over() -> WrongInput:
    """Return the answer to the word of a watcher that waited for the act for so long that the watch may be over."""
    return WrongInput(
        "access.word-old",
        "Whoever watched said so too long ago; nobody knows who watched it since.",
        "Let whoever watches it now, and has all along, say so once more, and begin anew.",
    )
