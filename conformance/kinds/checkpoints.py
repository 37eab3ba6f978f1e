"""Checkpoints: signed notes of three lines, under the log's key."""

from __future__ import annotations

from conformance import curve
from conformance.case import Case, one_file
from conformance.given import NODE, ORIGIN, STRANGER, VKEY, text_of
from conformance.kinds.tree import leaves_of
from showsafe.ledger import checkpoint, note
from showsafe.ledger.checkpoint import Checkpoint
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.tree import Frontier

FRONTIER = Frontier().extend(leaves_of(7))
GOOD = checkpoint.sign(ORIGIN, FRONTIER, NODE)
_DASH = "\u2014".encode()


def cases() -> list[Case]:
    """Return the cases of checkpoints: each is one file, to be verified under the vkey in the index."""
    says = {"vkey": str(VKEY), "size": 7, "root": FRONTIER.root().hex()}
    good = [
        one_file("plain", "a checkpoint of seven records", ".checkpoint", GOOD, **says),
        one_file(
            "further-line",
            "a line that we do not know, as the format allows",
            ".checkpoint",
            _further(),
            **says,
        ),
        one_file(
            "further-signature", "a line of a key that nobody knows", ".checkpoint", _signed_too(), **says
        ),
    ]
    return [*good, *_bad_text(), *_bad_signature(), *_bad_vkeys()]


def _further() -> bytes:
    return note.sign(Checkpoint(ORIGIN, 7, FRONTIER.root()).text() + "more\n", ORIGIN, NODE)


def _signed_too() -> bytes:
    line = checkpoint.sign(ORIGIN, FRONTIER, STRANGER).partition(b"\n\n")[2]
    return GOOD + line


def _bad(name: str, reason: str, data: bytes) -> Case:
    return one_file(f"{name}_fail", reason, ".checkpoint", data, vkey=str(VKEY))


def _bad_text() -> list[Case]:
    root = text_of(FRONTIER.root())
    table = [
        ("other-origin", "another log's name, signed by this log's key", f"showsafe/other\n7\n{root}\n"),
        ("size-zero", "an empty log has no checkpoint", f"{ORIGIN}\n0\n{root}\n"),
        ("size-leading-zero", "a leading zero", f"{ORIGIN}\n07\n{root}\n"),
        ("size-plus", "a sign before the size", f"{ORIGIN}\n+7\n{root}\n"),
        ("size-no-number", "a size in words", f"{ORIGIN}\nseven\n{root}\n"),
        ("size-beyond-ascii", "digits beyond ASCII", f"{ORIGIN}\n\u0667\n{root}\n"),
        ("root-short", "a root of 31 bytes", f"{ORIGIN}\n7\n{text_of(bytes(31))}\n"),
        ("root-hex", "a root in hex", f"{ORIGIN}\n7\n{FRONTIER.root().hex()}\n"),
        (
            "root-stray-bits",
            "bits in the padding of the root",
            f"{ORIGIN}\n7\n{root[:-2]}{_next(root[-2])}=\n",
        ),
        ("no-root", "two lines only", f"{ORIGIN}\n7\n"),
    ]
    return [_bad(name, reason, note.sign(text, ORIGIN, NODE)) for name, reason, text in table]


def _next(character: str) -> str:
    return chr(ord(character) + 1)


def _bad_signature() -> list[Case]:
    text, _, line = GOOD.partition(b"\n\n")
    message = text + b"\n"
    low = curve.signature_with_low_order_r(NODE.seed, NODE.public, message)
    signature = NODE.sign(message)
    s = (int.from_bytes(signature[32:], "little") + curve.ORDER).to_bytes(32, "little")
    table = [
        ("other-key", "signed by another key", checkpoint.sign(ORIGIN, FRONTIER, STRANGER)),
        ("flipped-size", "another size than was signed", GOOD.replace(b"\n7\n", b"\n6\n")),
        (
            "flipped-signature",
            "one bit of the signature is turned",
            text + b"\n\n" + _line(_turned(signature)),
        ),
        ("low-order-r", "R is of low order", text + b"\n\n" + _line(low)),
        ("larger-s", "S is not below the order of the group", text + b"\n\n" + _line(signature[:32] + s)),
        ("one-of-two", "a second line of the same key does not hold", GOOD + _line(_turned(signature))),
        (
            "stray-bits-beside",
            "another line's base64 has bits in its padding",
            GOOD + _DASH + b" x AAAAAAB=\n",
        ),
        ("empty-line", "an empty line among its own", _of(message + b"\nmore\n")),
        ("empty-line-at-end", "an empty line at the end of its own", _of(message + b"\n")),
        ("no-signature", "no signature line", text + b"\n\n"),
        ("no-empty-line", "no empty line before the signature", text + b"\n" + line),
        ("hyphen", "a hyphen instead of the dash", GOOD.replace(_DASH, b"-")),
        ("carriage-return", "lines that end as on another system", GOOD.replace(b"\n", b"\r\n")),
        ("no-last-line-feed", "the last line feed is missing", GOOD[:-1]),
        ("not-utf-8", "a byte that is not UTF-8", b"\xff" + GOOD),
        ("nothing", "no byte at all", b""),
    ]
    return [_bad(*row) for row in table]


def _of(message: bytes) -> bytes:
    return message + b"\n" + _line(NODE.sign(message))


def _turned(signature: bytes) -> bytes:
    return signature[:40] + bytes([signature[40] ^ 1]) + signature[41:]


def _line(signature: bytes) -> bytes:
    return _DASH + f" {ORIGIN} {text_of(VKEY.hash + signature)}\n".encode()


def _bad_vkeys() -> list[Case]:
    name, digest, encoded = str(VKEY).split("+", 2)
    weak = VerifierKey(ORIGIN, curve.encoded(curve.IDENTITY))
    table = [
        ("vkey-other-sum", "the sum in the vkey is another", f"{name}+00000000+{encoded}"),
        ("vkey-weak", "the key is of low order", str(weak)),
        ("vkey-short", "the key has 29 bytes", f"{name}+{digest}+{encoded[:-4]}"),
        ("vkey-no-name", "the vkey has no name", f"+{digest}+{encoded}"),
        ("vkey-two-parts", "the vkey has two parts", f"{name}+{digest}"),
    ]
    return [one_file(f"{name}_fail", reason, ".checkpoint", GOOD, vkey=line) for name, reason, line in table]
