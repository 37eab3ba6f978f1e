"""Small logs for tests of the auditor, made by hand: records in a list, a tile folder, a tree of its own.

Nothing here uses the store or the tree of the product, so that a common mistake of both sides would show.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.verify import Report, State, verify

UNIT = "north-ridge"
ORIGIN = f"showsafe/{UNIT}"
NODE = DeviceKey(bytes(range(32)))
NEXT = DeviceKey(bytes(range(1, 33)))
PERSON = DeviceKey(bytes(range(2, 34)))
OTHER = DeviceKey(bytes(range(3, 35)))


def b64(data: bytes) -> str:
    """Return base64 text."""
    return base64.b64encode(data).decode()


def canonical(value: object) -> bytes:
    """Return JSON in its one form."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sealed(body: dict[str, Any], signers: Sequence[DeviceKey]) -> bytes:
    """Return a record: an envelope over a body, signed by keys in order."""
    payload = canonical(body)
    kind = b"application/vnd.showsafe.record+json"
    message = b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload)
    claims = [{"keyid": key.id, "sig": b64(key.sign(message))} for key in signers]
    return canonical({"payload": b64(payload), "payloadType": kind.decode(), "signatures": claims})


def leaf_of(raw: bytes) -> bytes:
    """Return the hash of a leaf."""
    return hashlib.sha256(b"\x00" + raw).digest()


def tree_of(leaves: Sequence[bytes]) -> bytes:
    """Return the tree hash as RFC 6962, section 2.1, defines it."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    return hashlib.sha256(b"\x01" + tree_of(leaves[:split]) + tree_of(leaves[split:])).digest()


def vkey_of(key: DeviceKey, name: str = ORIGIN, kind: int = 1) -> str:
    """Return the line under which a key is known."""
    data = bytes((kind,)) + key.public
    return f"{name}+{hashlib.sha256(name.encode() + bytes((10,)) + data).digest()[:4].hex()}+{b64(data)}"


def line_of(name: str, kind: int, public: bytes, signature: bytes) -> str:
    """Return a signature line of a note."""
    digest = hashlib.sha256(name.encode() + b"\n" + bytes((kind,)) + public).digest()[:4]
    return f"\u2014 {name} {b64(digest + signature)}\n"


def note_of(text: str, name: str, key: DeviceKey) -> bytes:
    """Return a signed note."""
    return (text + "\n" + line_of(name, 1, key.public, key.sign(text.encode()))).encode()


def checkpoint_of(raws: Sequence[bytes], key: DeviceKey = NODE, origin: str = ORIGIN) -> bytes:
    """Return the signed checkpoint over records."""
    root = tree_of([leaf_of(raw) for raw in raws])
    return note_of(f"{origin}\n{len(raws)}\n{b64(root)}\n", origin, key)


def cosigned(note: bytes, name: str, key: DeviceKey, at: int = 1_700_000_000) -> bytes:
    """Return a checkpoint with the line of a witness (Ed25519)."""
    text = note.partition(b"\n\n")[0] + b"\n"
    signature = at.to_bytes(8) + key.sign(b"cosignature/v1\ntime %d\n" % at + text)
    return note + line_of(name, 4, key.public, signature).encode()


@dataclass
class Log:
    """A list of records that grows, with the chain of each device."""

    raws: list[bytes] = field(default_factory=list)
    ends: dict[str, tuple[int, str]] = field(default_factory=dict)
    node: DeviceKey = NODE
    attachments: dict[str, bytes] = field(default_factory=dict)
    acts: list[tuple[str, str]] = field(default_factory=list)

    def add(self, kind: str, act: dict[str, Any], *cosigners: DeviceKey, **changes: Any) -> int:  # noqa: ANN401
        """Add a record of the node, or of ``device``; return its number."""
        device: DeviceKey = changes.pop("device", self.node)
        number = len(self.raws) + 1
        place, previous = self.ends.get(device.id, (0, ""))
        body = {
            "act": act,
            "act_id": f"act-{number:05}",
            "as_of": "2025-03-04T05:06:07Z",
            "claimed_at": "2025-03-04T05:06:07Z",
            "deviation": None,
            "device": device.id,
            "device_number": place + 1,
            "device_previous": previous,
            "door": "report",
            "findings": [],
            "format": "showsafe-record/1",
            "kind": kind,
            "outcome": "record",
            "received_at": "2025-03-04T05:06:07.250Z",
            "rulebook": "2025-03",
            "scope": "set",
            "unit": UNIT,
            "version": 1,
            "would": "permit",
            **changes,
        }
        raw = sealed(body, [device, *cosigners])
        self.raws.append(raw)
        self.acts.append((body["act_id"], body["scope"]))
        self.ends[device.id] = (body["device_number"], leaf_of(raw).hex())
        return number

    def attach(self, *contents: bytes) -> list[str]:
        """Keep attachments; return their sums as a body names them."""
        named = {hashlib.sha256(content).hexdigest(): content for content in contents}
        self.attachments |= named
        return sorted(named)

    def open(self, **act: Any) -> Log:  # noqa: ANN401
        """Add the first record, and return the log."""
        self.add("unit-opened", {"device_key": b64(self.node.public), **act})
        return self

    def checked(self, count: int = 1) -> Log:
        """Add plain records, and return the log."""
        for _ in range(count):
            self.add(
                "weapon-checked", {"seen": len(self.raws)}, scope="weapon-1", door="ask", outcome="permit"
            )
        return self

    def enrol(self, key: DeviceKey, of: str = "person-1") -> int:
        """Add the record that enrols a key, signed by it too."""
        act = {"key": b64(key.public), "algorithm": "ed25519", "of": of, "key_id": key.id}
        return self.add("key-enrolled", act, key)

    def rotate(self, old: DeviceKey, new: DeviceKey, *signers: DeviceKey) -> int:
        """Add the record that puts a key in the place of another."""
        act = {"key_id": old.id, "key": b64(new.public), "new_key_id": new.id}
        number = self.add("key-rotated", act, *signers)
        if old is self.node:
            self.node = new
        return number

    def checkpoint(self, size: int = 0) -> bytes:
        """Return the checkpoint that the node signs now."""
        return checkpoint_of(self.raws[: size or len(self.raws)], self.node)


def tiles_of(raws: Sequence[bytes]) -> dict[str, bytes]:
    """Return the files of a tile folder by their paths, without the checkpoint."""
    files: dict[str, bytes] = {}
    for start in range(0, len(raws), 256):
        part = raws[start : start + 256]
        files[path_of("entries", start // 256, len(part))] = b"".join(
            len(raw).to_bytes(2) + raw for raw in part
        )
    level, hashes = 0, [leaf_of(raw) for raw in raws]
    while hashes:
        tiles = [hashes[start : start + 256] for start in range(0, len(hashes), 256)]
        files |= {path_of(str(level), number, len(tile)): b"".join(tile) for number, tile in enumerate(tiles)}
        level, hashes = level + 1, [tree_of(tile) for tile in tiles if len(tile) == 256]
    return files


def path_of(kind: str, number: int, width: int) -> str:
    """Return the path of a tile; small numbers are enough here."""
    return f"tile/{kind}/{number:03}" + ("" if width == 256 else f".p/{width}")


def folder_of(path: Path, raws: Sequence[bytes], checkpoint: bytes) -> Path:
    """Write a tile folder."""
    for name, content in {**tiles_of(raws), "checkpoint": checkpoint}.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(content)
    return path


def audited(path: Path, log: Log, **kept: Any) -> Report:  # noqa: ANN401
    """Write a log as a tile folder under its node's checkpoint, and audit it."""
    return verify(folder_of(path, log.raws, log.checkpoint()), **kept)


def fault(report: Report, step: str) -> str:
    """Return what a step found, or nothing."""
    return next((item.fault.says for item in report.steps if item.name == step and item.fault), "")


def failed(report: Report) -> set[str]:
    """Return the names of the steps that failed."""
    return {step.name for step in report.steps if step.state == State.FAILED}
