"""``.tlog-proof`` files (C2SP tlog-proof): one record, its place, the way to the root, and the checkpoint."""

from __future__ import annotations

from conformance.case import Case, one_file
from conformance.given import NODE, ORIGIN, STRANGER, VKEY, text_of
from conformance.kinds.tree import leaves_of
from showsafe.ledger import checkpoint, tree
from showsafe.ledger.tree import Frontier

HEAD = "c2sp.org/tlog-proof@v1"
_LEAVES = leaves_of(7)
_CHECKPOINT = checkpoint.sign(ORIGIN, Frontier().extend(_LEAVES), NODE)
_STEPS = [text_of(step) for step in tree.prove_inclusion(4, 7, tree.subtree_of(_LEAVES))]
_SAYS = {"vkey": str(VKEY), "entry": b"4".hex()}


def cases() -> list[Case]:
    """Return the cases of proofs: each one file, over the entry in the index (hex), under the vkey there."""
    single = checkpoint.sign(ORIGIN, Frontier().extend(_LEAVES[:1]), NODE)
    alone = {"vkey": str(VKEY), "entry": b"0".hex()}
    good = [
        one_file("plain", "the fifth of seven", ".tlog-proof", _proof(), index=4, **_SAYS),
        one_file(
            "extra",
            "with a word that proves nothing",
            ".tlog-proof",
            _proof(extra="extra bW9yZQ=="),
            index=4,
            **_SAYS,
        ),
        one_file(
            "only-one",
            "the only record needs no step",
            ".tlog-proof",
            _whole([HEAD, "index 0"], single),
            index=0,
            **alone,
        ),
    ]
    return [*good, *_bad()]


def _proof(
    index: str = "4", steps: list[str] = _STEPS, extra: str = "", signed: bytes = _CHECKPOINT
) -> bytes:
    return _whole([HEAD, *([extra] if extra else []), f"index {index}", *steps], signed)


def _whole(lines: list[str], signed: bytes) -> bytes:
    return ("\n".join(lines) + "\n\n").encode() + signed


def _bad() -> list[Case]:
    other = checkpoint.sign(ORIGIN, Frontier().extend(_LEAVES[:6]), NODE)
    stranger = checkpoint.sign(ORIGIN, Frontier().extend(_LEAVES), STRANGER)
    good = _proof()
    table = [
        ("other-head", "another first line", good.replace(b"@v1", b"@v2", 1)),
        ("other-index", "another place", _proof("5")),
        ("index-leading-zero", "a leading zero", _proof("04")),
        ("index-minus", "a place below the first", _proof("-1")),
        ("index-beyond", "a place that the tree does not have", _proof("7")),
        ("no-index", "no place", good.replace(b"index 4\n", b"", 1)),
        ("extra-no-base64", "the further word is not base64", _proof(extra="extra bW9yZQ")),
        (
            "extra-after-index",
            "the further word in the wrong place",
            _whole([HEAD, "index 4", "extra bW9yZQ==", *_STEPS], _CHECKPOINT),
        ),
        ("too-short", "a step too few", _proof(steps=_STEPS[:-1])),
        ("too-long", "a step too many", _proof(steps=[*_STEPS, _STEPS[0]])),
        ("short-step", "a step of 31 bytes", _proof(steps=[text_of(bytes(31)), *_STEPS[1:]])),
        ("turned-round", "the steps the other way round", _proof(steps=_STEPS[::-1])),
        ("other-checkpoint", "the checkpoint of another size", _proof(signed=other)),
        ("other-key", "a checkpoint signed by another key", _proof(signed=stranger)),
        ("no-checkpoint", "no checkpoint", _proof(signed=b"")),
        ("no-empty-line", "no empty line before the checkpoint", good.replace(b"\n\n", b"\n", 1)),
        ("carriage-return", "lines that end as on another system", good.replace(b"\n", b"\r\n")),
        ("nothing", "no byte at all", b""),
    ]
    bad = [one_file(f"{name}_fail", reason, ".tlog-proof", data, **_SAYS) for name, reason, data in table]
    says = {"vkey": str(VKEY), "entry": b"5".hex()}
    return [*bad, one_file("other-entry_fail", "another record", ".tlog-proof", good, **says)]
