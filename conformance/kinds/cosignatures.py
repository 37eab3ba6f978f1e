"""Cosignatures: a witness's line on a checkpoint, with the time in its first eight bytes.

ML-DSA-44 signs differently every time, so its one signature was made once and is kept in ``ml_dsa_line.txt``.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from conformance.case import Case, one_file
from conformance.given import PERSON, STRANGER, text_of
from conformance.kinds.checkpoints import GOOD
from showsafe.ledger import cosignature, note
from showsafe.ledger.mldsa import MlDsaKey
from showsafe.ledger.note import NoteSignature, VerifierKey

NAME = "witness.example/w1"
ML_DSA_NAME = "witness.example/w2"
AT = 1_772_436_600
ML_DSA = MlDsaKey(bytes(range(32)))
KEPT = Path(__file__).with_name("ml_dsa_line.txt")

_ED25519 = cosignature.vkey_of(NAME, PERSON)


def ml_dsa_line() -> bytes:
    """Return a new ML-DSA-44 line on the checkpoint; it goes into ``KEPT`` only when the format changes."""
    return cosignature.sign(GOOD, ML_DSA_NAME, ML_DSA, AT)


def cases() -> list[Case]:
    """Return the cases of cosignatures: each one file, with the witness's vkey and the time in the index."""
    line = cosignature.sign(GOOD, NAME, PERSON, AT)
    kept = KEPT.read_bytes()
    ml_dsa = str(cosignature.vkey_of(ML_DSA_NAME, ML_DSA))
    good = [
        one_file("ed25519", "a witness's line", ".checkpoint", GOOD + line, vkey=str(_ED25519), time=AT),
        one_file("ml-dsa-44", "a line of the other kind", ".checkpoint", GOOD + kept, vkey=ml_dsa, time=AT),
        one_file(
            "both",
            "two witnesses, in any order",
            ".checkpoint",
            GOOD + kept + line,
            vkey=str(_ED25519),
            time=AT,
        ),
        one_file(
            "twice",
            "the later of two times counts",
            ".checkpoint",
            GOOD + line + _later(),
            vkey=str(_ED25519),
            time=AT + 60,
        ),
    ]
    return [*good, *_bad(note.parse(GOOD + line).signatures), _bad_ml_dsa(kept, ml_dsa)]


def _later() -> bytes:
    return cosignature.sign(GOOD, NAME, PERSON, AT + 60)


def _bad(lines: Sequence[NoteSignature]) -> list[Case]:
    signature = lines[-1].signature
    text = GOOD.partition(b"\n\n")[0].decode() + "\n"

    def line(data: bytes, key: VerifierKey = _ED25519) -> bytes:
        return f"\u2014 {key.name} {text_of(key.hash + data)}\n".encode()

    table = [
        ("other-time", "another time than was signed", line((AT + 1).to_bytes(8) + signature[8:])),
        ("no-time", "a line without a time", line(PERSON.sign(text.encode()))),
        ("time-zero", "a time of zero says nothing", cosignature.sign(GOOD, NAME, PERSON, 0)),
        ("time-too-large", "a time above 2^63 - 1", line((2**63).to_bytes(8) + signature[8:])),
        (
            "other-key",
            "signed by another key under this one's line",
            line(AT.to_bytes(8) + STRANGER.sign(cosignature.message(text, _ED25519, AT))),
        ),
        (
            "plain-note",
            "signed as a log signs, not as a witness",
            line(AT.to_bytes(8) + PERSON.sign(text.encode())),
        ),
        ("short", "a signature of 63 bytes", line(signature[:-1])),
        (
            "other-name",
            "the line of a witness with another name",
            cosignature.sign(GOOD, "witness.example/w9", PERSON, AT),
        ),
        ("absent", "no line of this witness", b""),
        (
            "one-of-two",
            "a second line of the witness does not hold",
            line(signature) + line(AT.to_bytes(8) + bytes(64)),
        ),
    ]
    vkey = str(_ED25519)
    return [
        one_file(f"{name}_fail", reason, ".checkpoint", GOOD + data, vkey=vkey)
        for name, reason, data in table
    ]


def _bad_ml_dsa(kept: bytes, vkey: str) -> Case:
    end = kept.rindex(b"=") if kept.endswith(b"=\n") else len(kept) - 1
    turned = kept[: end - 8] + (b"A" if kept[end - 8 : end - 7] != b"A" else b"B") + kept[end - 7 :]
    return one_file(
        "ml-dsa-44-flipped_fail", "six bits of it are others", ".checkpoint", GOOD + turned, vkey=vkey
    )
