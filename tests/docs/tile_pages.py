"""The worked examples on the pages of checkpoints, tiles and time stamps, made by the code with a fixed key.

``python -m tests.docs.tile_pages`` writes them again.
"""

from __future__ import annotations

import hashlib

from conformance.given import NODE, VKEY, Log
from conformance.kinds.tiles import files_of
from showsafe.ledger import note
from showsafe.ledger.tree import leaf_hash, node_hash
from tests.docs.rule_pages import ROOT, rewritten

CHECKPOINT = ROOT / "docs" / "formats" / "checkpoint.md"
TILES = ROOT / "docs" / "formats" / "tiles.md"
TIME = ROOT / "docs" / "formats" / "time.md"

SIZE = 600
NONCE = 0x0102030405060708
_SHA256 = bytes.fromhex("300d06096086480165030402010500")
_ROW = 64


def block(*lines: str) -> str:
    """Return lines as a block of a page."""
    return "```text\n" + "\n".join(lines) + "\n```\n"


def rows(data: bytes) -> tuple[str, ...]:
    """Return bytes in rows of hex."""
    text = data.hex()
    return tuple(text[at : at + _ROW] for at in range(0, len(text), _ROW))


def log() -> Log:
    """Return the ledger of the examples: three records."""
    return Log().opened().say().say()


def signed() -> bytes:
    """Return its checkpoint."""
    return log().checkpoint(NODE)


def question(imprint: bytes, nonce: int) -> bytes:
    """Return a request for a time stamp, written out by hand: version 1, SHA-256, a nonce, and certReq."""
    number = nonce.to_bytes(nonce.bit_length() // 8 + 1)
    body = b"\x02\x01\x01" + _der(0x30, _SHA256 + _der(0x04, imprint)) + _der(0x02, number) + b"\x01\x01\xff"
    return _der(0x30, body)


def _der(tag: int, content: bytes) -> bytes:
    return bytes((tag, len(content))) + content


def made_checkpoint() -> dict[str, str]:
    """Return what the made parts of the page on checkpoints have to be."""
    leaves = [leaf_hash(raw) for raw in log().entries]
    pair = node_hash(leaves[0], leaves[1])
    (line,) = note.parse(signed()).signatures
    return {
        "vkey": block(str(VKEY)),
        "leaves": block(*(leaf.hex() for leaf in leaves)),
        "nodes": block(pair.hex(), node_hash(pair, leaves[2]).hex()),
        "checkpoint": f"```text\n{signed().decode()}```\n",
        "signature": block(line.key_hash.hex(), *rows(line.signature)),
    }


def made_tiles() -> dict[str, str]:
    """Return what the made parts of the page on tiles have to be."""
    found = files_of(SIZE)
    sums = [f"{hashlib.sha256(data).hexdigest()}  {path}" for path, data in sorted(found.items())]
    return {
        "files": block(*sums),
        "bundle": block(found["tile/entries/002.p/88"][:10].hex()),
        "above": block(*rows(found["tile/1/000.p/2"])),
    }


def made_time() -> dict[str, str]:
    """Return what the made parts of the page on time stamps have to be."""
    imprint = hashlib.sha256(signed()).digest()
    return {"sum": block(imprint.hex()), "question": block(*rows(question(imprint, NONCE)))}


PAGES = ((CHECKPOINT, made_checkpoint), (TILES, made_tiles), (TIME, made_time))


def main() -> None:
    """Write the three pages again."""
    for page, made in PAGES:
        page.write_text(rewritten(page.read_text("utf-8"), made()), "utf-8")


if __name__ == "__main__":
    main()
