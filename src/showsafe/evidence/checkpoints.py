"""Which checkpoint a bundle leads to: one that others cosigned, if there is one; and the newest beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from showsafe.errors import NotVerified, Unusable, WrongInput
from showsafe.evidence.attestations import COSIGNATURES, Attestation
from showsafe.ledger import checkpoint, cosignature, note
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.policy import Policy
from showsafe.ledger.store import Store
from showsafe.ledger.tiles import subtree_of


@dataclass(frozen=True, slots=True)
class Led:
    """The checkpoint that the proofs lead to, and the newest one where that is another."""

    main: bytes
    size: int
    later: bytes = b""
    later_size: int = 0


def check_kept(store: Store, kept: bytes) -> int:
    """Return the size of a checkpoint that somebody kept, once it is one of this history.

    Raises NotVerified: ``note.malformed``, ``checkpoint.malformed``, ``verify.rolled-back``, ``verify.forked``.
    """
    shown = checkpoint.read(kept)
    size = store.size()
    if shown.size > size:
        raise NotVerified(
            "verify.rolled-back",
            f"The kept checkpoint speaks of {shown.size} records, and {size} are here.",
            "Keep both as they are, and open a copy of the data that was kept elsewhere.",
        )
    if subtree_of(store.tile, size)(0, shown.size) != shown.root:
        raise NotVerified(
            "verify.forked",
            f"The first {shown.size} records are not those that were there when the checkpoint was kept.",
            "Keep both as they are, and find out who was shown which history.",
        )
    return shown.size


def choose(
    newest: bytes,
    kept: bytes,
    attested: Iterable[Attestation],
    policy: Policy | None,
    logs: list[VerifierKey],
) -> Led:
    """Return the checkpoint to lead to: the one that was kept; else the best cosigned one; else the newest.

    Raises Unusable ``bundle.no-quorum`` where a policy is given and no checkpoint meets it.
    """
    cosigned = [
        each.files["checkpoint"]
        for each in attested
        if each.what in COSIGNATURES and "checkpoint" in each.files
    ]
    main = _with_lines(kept, cosigned) if kept else _best(newest, cosigned, policy, logs)
    size, all_there = checkpoint.read(main).size, checkpoint.read(newest).size
    if size == all_there:
        return Led(_with_lines(main, [newest]), size)
    return Led(main, size, _with_lines(newest, cosigned), all_there)


def _best(newest: bytes, cosigned: list[bytes], policy: Policy | None, logs: list[VerifierKey]) -> bytes:
    candidates = [_with_lines(each, cosigned) for each in (*cosigned, newest)]
    if policy is not None:
        candidates = [each for each in candidates if _meets(each, policy, logs)]
        if not candidates:
            raise Unusable(
                "bundle.no-quorum",
                "No checkpoint over these records carries the cosignatures that the policy asks for.",
                "Let the witnesses see the ledger first (showsafe witness), or make the bundle without --policy.",
            )
    return max(candidates, key=lambda each: (len(note.parse(each).signatures), checkpoint.read(each).size))


def _meets(data: bytes, policy: Policy, logs: list[VerifierKey]) -> bool:
    signed = note.parse(data)
    try:
        if not any(cosignature.signed_by(signed, key) for key in logs):
            return False
        times = {name: cosignature.cosigned_at(signed, peer.key) for name, peer in policy.witnesses.items()}
    except NotVerified:
        return False
    return policy.satisfied_by(frozenset(name for name, at in times.items() if at is not None))


def _with_lines(data: bytes, others: Iterable[bytes]) -> bytes:
    """Return a checkpoint with the signature lines that others have of the very same text."""
    text = note.parse(data).text
    same = [each for each in map(note.parse, others) if each.text == text]
    return cosignature.add(data, [line for each in same for line in each.signatures])


def refuse_before(last: int, size: int) -> None:
    """Raise WrongInput ``bundle.checkpoint-too-early`` where a checkpoint does not cover what is asked for."""
    if last > size:
        raise WrongInput(
            "bundle.checkpoint-too-early",
            f"The kept checkpoint covers {size} records, and record {last} is asked for.",
            "Give a later checkpoint, or none.",
        )
