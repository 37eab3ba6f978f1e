"""Small bundles for tests of the auditor, made by hand from a log in a list: each proof as the RFC defines it.

Nothing here uses what the product makes bundles with, so that a common mistake of both sides would show.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.verify import Fault, Report, verify
from tests.ledger.verify.bundles import Files, zipped
from tests.ledger.verify.logs import (
    ORIGIN,
    PERSON,
    UNIT,
    Log,
    b64,
    canonical,
    checkpoint_of,
    leaf_of,
    tree_of,
    vkey_of,
)

_KEYS = ("unit-opened", "key-enrolled", "key-rotated", "key-revoked")


def eight() -> Log:
    """Return a log of eight records, the third of which enrols a person's key."""
    log = Log().open().checked()
    log.enrol(PERSON)
    return log.checked(5)


def small(
    log: Log | None = None,
    numbers: Sequence[int] = (4, 6),
    size: int = 7,
    later: int = 8,
    signers: Sequence[DeviceKey] = (),
    origins: Sequence[str] = (ORIGIN, ORIGIN),
    **about: Any,  # noqa: ANN401 - whatever about.json could say
) -> Files:
    """Return the files of a bundle: some records in full under one checkpoint, and a later one unless it is 0."""
    log = log or eight()
    keys = [number for number in range(1, max(size, later) + 1) if said(log, number)["kind"] in _KEYS]
    first, last = (*signers, log.node, log.node)[:2] if len(signers) != 1 else (signers[0], log.node)
    main = checkpoint_of(log.raws[:size], first, origins[0])
    leaves = [leaf_of(raw) for raw in log.raws]
    files = {
        "checkpoint": main,
        "keys.json": canonical(
            [
                {"record": number, "kind": said(log, number)["kind"], **said(log, number)["act"]}
                for number in keys
            ]
        ),
        "origin.vkey": f"{vkey_of(first)}\n".encode(),
        "personal.json": b"[]",
        "range.json": canonical(stretch(leaves[:size], numbers[0], numbers[-1])),
    }
    if later:
        files["later/checkpoint"] = checkpoint_of(log.raws[:later], last, origins[1])
        files["later/consistency"] = lines(consistency(min(size, later), leaves[: max(size, later)]))
    for number in {*numbers, *keys}:
        files[f"leaves/{number:08}"] = b"\x00" + log.raws[number - 1]
        where, note = (size, main) if number <= size else (later, files["later/checkpoint"])
        files[f"proofs/{number:08}.tlog-proof"] = place(number, leaves[:where], note)
        for name in said(log, number).get("attachments", ()):
            files[f"attachments/{name}"] = log.attachments[name]
    files["about.json"] = canonical(
        {
            "format": "showsafe-bundle/1",
            "unit": UNIT,
            "origin": ORIGIN,
            "selection": {"kind": "weapon"},
            "records": list(numbers),
            "keys": keys,
            "size": size,
            "later": later,
            "attestations": [],
            **about,
        }
    )
    return files


def said(log: Log, number: int) -> dict[str, Any]:
    """Return the body of a record."""
    return dict(json.loads(base64.b64decode(json.loads(log.raws[number - 1])["payload"])))


def place(number: int, leaves: Sequence[bytes], note: bytes) -> bytes:
    """Return the proof of the place of a record under a checkpoint."""
    head = f"c2sp.org/tlog-proof@v1\nindex {number - 1}\n".encode()
    return head + lines(path(number - 1, leaves)) + b"\n" + note


def path(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """Return an audit path (RFC 6962, section 2.1.1)."""
    if len(leaves) == 1:
        return []
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    if index < split:
        return [*path(index, leaves[:split]), tree_of(leaves[split:])]
    return [*path(index - split, leaves[split:]), tree_of(leaves[:split])]


def consistency(old: int, leaves: Sequence[bytes], *, whole: bool = True) -> list[bytes]:
    """Return a consistency proof (RFC 6962, section 2.1.2); of equal sizes there is none."""
    if old == len(leaves):
        return [] if whole else [tree_of(leaves)]
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    if old <= split:
        return [*consistency(old, leaves[:split], whole=whole), tree_of(leaves[split:])]
    return [*consistency(old - split, leaves[split:], whole=False), tree_of(leaves[:split])]


def stretch(leaves: Sequence[bytes], first: int, last: int) -> dict[str, Any]:
    """Return what range.json says of a stretch: its leaves, and the subtrees on either side."""
    left: list[str] = []
    right: list[str] = []

    def look(low: int, high: int) -> None:
        if high < first or low >= last:
            (left if high < first else right).append(tree_of(leaves[low:high]).hex())
        elif high - low > 1:
            split = low + (1 << ((high - low - 1).bit_length() - 1))
            look(low, split)
            look(split, high)

    look(0, len(leaves))
    own = [leaf.hex() for leaf in leaves[first - 1 : last]]
    return {
        "format": "showsafe-range/1",
        "first": first,
        "last": last,
        "size": len(leaves),
        "left": left,
        "leaves": own,
        "right": right,
    }


def lines(hashes: Sequence[bytes]) -> bytes:
    """Return hashes as proofs write them."""
    return "".join(f"{b64(each)}\n" for each in hashes).encode()


def told(files: Files, **changes: Any) -> Files:  # noqa: ANN401 - whatever about.json could say
    """Return a bundle whose about.json says something else."""
    return {**files, "about.json": canonical({**json.loads(files["about.json"]), **changes})}


def attested(
    files: Files, record: int, what: str, who: str, size: int, contents: Mapping[str, bytes]
) -> Files:
    """Return a bundle with one more word of somebody else, and the files that it brings."""
    known = json.loads(files["about.json"])["attestations"]
    one = {"record": record, "what": what, "who": who, "size": size}
    folder = f"attestations/{record:08}-{what}"
    return {
        **told(files, attestations=[*known, one]),
        **{f"{folder}/{name}": content for name, content in contents.items()},
    }


def sum_of(data: bytes) -> str:
    """Return the sum of bytes as names have it."""
    return hashlib.sha256(data).hexdigest()


def judged(folder: Path, files: Files, **kept: Any) -> Report:  # noqa: ANN401 - as ``verify`` takes it
    """Put a bundle together, with a manifest that fits, and audit it."""
    path_ = folder / "bundle.zip"
    path_.write_bytes(zipped(files))
    return verify(path_, **kept)


def faults(report: Report) -> dict[str, Fault]:
    """Return the faults by their steps."""
    return {step.name: step.fault for step in report.steps if step.fault}


def says(report: Report) -> dict[str, tuple[str, int | None]]:
    """Return what each step found and in which record."""
    return {name: (fault.says, fault.record) for name, fault in faults(report).items()}
