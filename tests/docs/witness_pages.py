"""The worked examples on the pages of witnesses and trust roots, made by the code with fixed keys and a fixed time.

``python -m tests.docs.witness_pages`` writes them again.
"""

from __future__ import annotations

from datetime import UTC, datetime

from showsafe.ledger import checkpoint, cosignature, note, trust
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.mldsa import MlDsaKey
from showsafe.ledger.note import VerifierKey
from tests.docs.rule_pages import ROOT, rewritten
from tests.witnesses import LOG, NAME, WITNESS_KEY, Branch, MemoryInMemory, witness

WITNESS = ROOT / "docs" / "formats" / "witness.md"
TRUST = ROOT / "docs" / "formats" / "trust.md"

LOGGED = Branch(7)
OTHER = Branch(7, same=2, word="other")
QUANTUM = MlDsaKey(bytes(range(64, 96)))
ROOTS = [DeviceKey(bytes([number]) * 32) for number in (1, 2, 3)]
ROOT_NAMES = ["producer.example/root", "safety.example/root", "insurer.example/root"]
EXPIRES = datetime(2027, 3, 1, tzinfo=UTC)
AUTHORITIES = {"clock.example": "5f" * 32}


def text(data: bytes) -> str:
    """Return bytes that are text as a block of a page."""
    return f"```text\n{data.decode()}```\n"


def made_witness() -> dict[str, str]:
    """Return what the made parts of the page on witnesses have to be."""
    asked = witness(MemoryInMemory(LOG))
    first = asked.add_checkpoint(LOGGED.request(0, 4))
    behind = asked.add_checkpoint(LOGGED.request(0, 7))
    fork = asked.add_checkpoint(OTHER.request(4, 4))
    second = asked.add_checkpoint(LOGGED.request(4, 7))
    assert [answer.status for answer in (first, behind, fork, second)] == [200, 409, 409, 200]
    vkey = cosignature.vkey_of(NAME, WITNESS_KEY)
    read = checkpoint.read(LOGGED.checkpoint(7))
    at = cosignature.cosigned_at(note.parse(LOGGED.checkpoint(7) + second.body), vkey)
    assert at is not None
    signed = cosignature.message(read.text(), vkey, at)
    structure = cosignature.subtree_message(NAME, at, read).hex()
    rows = "\n".join(structure[place : place + 64] for place in range(0, len(structure), 64))
    return {
        "keys": text(f"{LOG}\n{vkey}\n".encode()),
        "request": text(LOGGED.request(4, 7)),
        "answer": text(second.body),
        "behind": text(f"{behind.status} {behind.content_type}\n\n".encode() + behind.body),
        "fork": text(f"{fork.status} {fork.content_type}\n\n".encode() + fork.body),
        "message": text(signed),
        "structure": text(f"{rows}\n".encode()),
    }


def root() -> bytes:
    """Return the signed trust root of the example."""
    vkeys = [VerifierKey(name, key.public) for name, key in zip(ROOT_NAMES, ROOTS, strict=True)]
    policy = f"log {LOG}\nwitness studio {cosignature.vkey_of(NAME, WITNESS_KEY)}\nquorum studio\n"
    data = trust.text_of(EXPIRES, 2, vkeys, policy, AUTHORITIES).encode()
    for name, key in list(zip(ROOT_NAMES, ROOTS, strict=True))[:2]:
        data = trust.sign(data, name, key)
    return data


def made_trust() -> dict[str, str]:
    """Return what the made parts of the page on trust roots have to be."""
    return {"root": text(root())}


def main() -> None:
    """Write both pages again."""
    for page, made in ((WITNESS, made_witness()), (TRUST, made_trust())):
        page.write_text(rewritten(page.read_text("utf-8"), made), "utf-8")


if __name__ == "__main__":
    main()
