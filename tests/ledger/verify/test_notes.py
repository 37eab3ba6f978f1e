"""The auditor's reading of signed notes: one form each for vkeys, notes, checkpoints and cosignatures."""

from __future__ import annotations

import hashlib

import pytest

from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.mldsa import MlDsaKey
from showsafe.ledger.verify import notes, signing
from showsafe.ledger.verify.notes import COSIGNER, ML_DSA_44, PLAIN, Kept, Note, Vkey, Word
from showsafe.ledger.verify.strict import Malformed
from tests.ledger.verify.logs import NEXT, NODE, ORIGIN, OTHER, b64, cosigned, line_of, note_of, vkey_of

ROOT = bytes(range(32))
TEXT = f"{ORIGIN}\n7\n{b64(ROOT)}\n"
KEY = Vkey(ORIGIN, PLAIN, NODE.public)
WITNESS = Vkey("studio/witness", COSIGNER, NEXT.public)
AT = 1_700_000_000
ML_DSA = MlDsaKey(bytes(32))


def written(name: str, data: bytes, digest: str = "") -> str:
    """Return a vkey line over any bytes of kind and key, with the sum that fits or another."""
    fits = hashlib.sha256(name.encode() + b"\n" + data).digest()[:4].hex()
    return f"{name}+{digest or fits}+{b64(data)}"


def test_a_vkey_is_read() -> None:
    """Name, kind and key stand in one line, with white space around it or not; plain is the kind if none is named."""
    assert notes.read_vkey(f" {vkey_of(NODE)}\n") == KEY
    assert notes.read_vkey(vkey_of(NEXT, "studio/witness", 4), COSIGNER, ML_DSA_44) == WITNESS
    assert notes.read_vkey(vkey_of(NODE), COSIGNER, PLAIN) == KEY
    whole = written("w", bytes((6,)) + ML_DSA.public)
    assert notes.read_vkey(whole, ML_DSA_44) == Vkey("w", ML_DSA_44, ML_DSA.public)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("", ()),
        (ORIGIN, ()),
        (f"{ORIGIN}+00000000", ()),
        (vkey_of(NODE, "a name"), ()),
        (vkey_of(NODE, ""), ()),
        (vkey_of(NODE) + "+more", ()),
        (vkey_of(NODE).replace("+", " +", 1), ()),
        (written(ORIGIN, b"\x01" + NODE.public, "00000000"), ()),
        (vkey_of(NODE).replace(ORIGIN, "showsafe/other"), ()),
        (vkey_of(NODE, kind=4), ()),
        (vkey_of(NODE, kind=2), ()),
        (vkey_of(NODE), (COSIGNER, ML_DSA_44)),
        (written(ORIGIN, b""), ()),
        (written(ORIGIN, b"\x01"), ()),
        (written(ORIGIN, b"\x01" + NODE.public[:-1]), ()),
        (written(ORIGIN, b"\x01" + NODE.public + b"\x00"), ()),
        (written(ORIGIN, b"\x01\x01" + bytes(31)), ()),
        (written(ORIGIN, b"\x01" + ML_DSA.public), ()),
        (written(ORIGIN, b"\x06" + NODE.public), (ML_DSA_44,)),
        (written(ORIGIN, b"\x06" + ML_DSA.public[:-1]), (ML_DSA_44,)),
        (f"{ORIGIN}+00000000+no base64", ()),
    ],
)
def test_a_vkey_that_is_none(text: str, kinds: tuple[int, ...]) -> None:
    """A part that is missing, a sum of another name, a kind that is not asked for, a weak key: none is a key."""
    with pytest.raises(Malformed):
        notes.read_vkey(text, *kinds)


def test_a_note_is_taken_apart() -> None:
    """The text ends before the last empty line, and keeps its own line end; each line after it is a signature."""
    text = "showsafe-trust/1\n\nafter an empty line\n"
    data = note_of(text, ORIGIN, NODE) + line_of("w", 4, NEXT.public, b"x").encode()
    read = notes.read_note(data)
    assert read == Note(
        text.encode(),
        ((ORIGIN, KEY.hash, NODE.sign(text.encode())), ("w", Vkey("w", 4, NEXT.public).hash, b"x")),
    )
    assert KEY.hash == bytes.fromhex(vkey_of(NODE).split("+")[1])


def padded(size: int, lines: int = 1) -> bytes:
    """Return a note of exactly so many bytes, with so many signature lines."""
    tail = line_of("w", 4, NEXT.public, b"x") * lines
    return ("x" * (size - len(tail.encode()) - 2) + "\n\n" + tail).encode()


def test_a_note_has_an_end() -> None:
    """As long as it may be, and with as many signatures, it is read; a byte or a signature more, and it is not."""
    assert len(padded(65_536)) == 65_536
    assert len(notes.read_note(padded(65_536)).lines) == 1
    assert len(notes.read_note(padded(9_000, 100)).lines) == 100
    with pytest.raises(Malformed, match="too long"):
        notes.read_note(padded(65_537))
    with pytest.raises(Malformed, match="too many signatures"):
        notes.read_note(padded(9_000, 101))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "not a signed note"),
        (b"\xff\n\n", "not UTF-8"),
        (b"text\n", "not a signed note"),
        (b"\n\n" + line_of("w", 4, NEXT.public, b"x").encode(), "not a signed note"),
        (b"text\n" + line_of("w", 4, NEXT.public, b"x").encode(), "not a signed note"),
        (b"text\n\n" + line_of("w", 4, NEXT.public, b"x").encode()[:-1], "not a signed note"),
        (b"te\txt\n\n" + line_of("w", 4, NEXT.public, b"x").encode(), "control character"),
        (b"te\rxt\n\n" + line_of("w", 4, NEXT.public, b"x").encode(), "control character"),
        (b"te\x1fxt\n\n" + line_of("w", 4, NEXT.public, b"x").encode(), "control character"),
        (b"text\n\n", "not a signed note"),
        (b"text\n\n\n", "not a signed note"),
        (b"text\n\nw " + b64(bytes(9)).encode() + b"\n", "broken signature line"),
        ("text\n\n\u2014 w\n".encode(), "broken signature line"),
        (f"text\n\n\u2014 w+v {b64(bytes(9))}\n".encode(), "broken signature line"),
        (f"text\n\n\u2014  {b64(bytes(9))}\n".encode(), "broken signature line"),
        (f"text\n\n\u2014 w {b64(bytes(9))[:-1]}\n".encode(), "not base64"),
        (f"text\n\n\u2014 w {b64(bytes(4))}\n".encode(), "too short"),
    ],
)
def test_a_note_that_is_none(data: bytes, says: str) -> None:
    """No text, no end, no signature, a control character, a line in another form: no such note is read."""
    with pytest.raises(Malformed, match=says):
        notes.read_note(data)


@pytest.mark.parametrize(("size", "value"), [("1", 1), ("10", 10), ("9" * 16, 10**16 - 1)])
def test_a_checkpoint_is_read(size: str, value: int) -> None:
    """Origin, size and root stand in its first three lines."""
    data = note_of(f"{ORIGIN}\n{size}\n{b64(ROOT)}\n", ORIGIN, NODE)
    assert notes.read_checkpoint(data) == Kept(ORIGIN, value, ROOT, notes.read_note(data))


def test_a_checkpoint_may_say_more() -> None:
    """Lines after the third are of no meaning here, and are signed with the rest."""
    data = note_of(TEXT + "more\n", ORIGIN, NODE)
    assert notes.read_checkpoint(data) == Kept(ORIGIN, 7, ROOT, notes.read_note(data))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f"{ORIGIN}\n7\n", "not a signed checkpoint"),
        (f"{ORIGIN}\n", "not a signed checkpoint"),
        (f"\n7\n{b64(ROOT)}\n", "not a signed checkpoint"),
        (f"{ORIGIN}\n\n{b64(ROOT)}\n", "not a signed checkpoint"),
        (f"{ORIGIN}\n7\n{b64(ROOT)}\n\nmore\n", "not a signed checkpoint"),
        (f"{ORIGIN}\n7\n{b64(ROOT)}\n\n", "not a signed checkpoint"),
        (f"{ORIGIN}\n0\n{b64(ROOT)}\n", "not a signed checkpoint"),
        (f"{ORIGIN}\n07\n{b64(ROOT)}\n", "not a signed checkpoint"),
        (f"{ORIGIN}\n-7\n{b64(ROOT)}\n", "not a signed checkpoint"),
        (f"{ORIGIN}\n7 \n{b64(ROOT)}\n", "not a signed checkpoint"),
        (f"{ORIGIN}\n{'9' * 17}\n{b64(ROOT)}\n", "not a signed checkpoint"),
        (f"{ORIGIN}\n7\nroot!\n", "not base64"),
        (f"{ORIGIN}\n7\n{b64(ROOT[:-1])}\n", "a root of a wrong length"),
        (f"{ORIGIN}\n7\n{b64(ROOT + ROOT)}\n", "a root of a wrong length"),
    ],
)
def test_a_checkpoint_that_is_none(text: str, says: str) -> None:
    """A line that is missing or empty, a size in another form, a root of another length: no checkpoint."""
    with pytest.raises(Malformed, match=says):
        notes.read_checkpoint(note_of(text, ORIGIN, NODE))


def test_who_signed_a_note() -> None:
    """A key signed if a line claims so and every line that does holds; a stranger's line beside it is of no matter."""
    signed = note_of(TEXT, ORIGIN, NODE)
    false = line_of(ORIGIN, 1, NODE.public, NODE.sign(b"else")).encode()
    other = line_of("other", 1, OTHER.public, bytes(64)).encode()
    assert notes.signed_by(notes.read_note(signed), KEY)
    assert notes.signed_by(notes.read_note(signed + other), KEY)
    assert not notes.signed_by(notes.read_note(signed + false), KEY)
    assert not notes.signed_by(notes.read_note(signed), Vkey(ORIGIN, PLAIN, OTHER.public))
    assert not notes.signed_by(notes.read_note(signed), Vkey("showsafe/other", PLAIN, NODE.public))
    assert not notes.signed_by(notes.read_note(note_of(TEXT, ORIGIN, OTHER)), KEY)


def seen(*times: int, key: DeviceKey = NEXT, timeless: bool = False) -> tuple[Word, int]:
    """Return what a checkpoint says of the witness that signed it at these times."""
    data = note_of(TEXT, ORIGIN, NODE)
    for at in times:
        data = cosigned(data, "studio/witness", key, at)
    return notes.cosigned(notes.read_checkpoint(data), WITNESS, timeless=timeless)


def test_what_a_witness_said() -> None:
    """Nothing; that it signed, and when last; and without a time only where the log itself may sign so."""
    assert seen() == (Word.SILENT, 0)
    assert seen(key=OTHER) == (Word.SILENT, 0)
    assert seen(AT) == (Word.HOLDS, AT)
    assert seen(AT + 5, AT) == (Word.HOLDS, AT + 5)
    assert seen(AT, AT + 5) == (Word.HOLDS, AT + 5)
    assert seen(1) == (Word.HOLDS, 1)
    assert seen(2**63 - 1) == (Word.HOLDS, 2**63 - 1)
    assert seen(0) == (Word.FALSE, 0)
    assert seen(AT, 0) == (Word.FALSE, 0)
    assert seen(0, timeless=True) == (Word.HOLDS, 0)
    assert seen(2**63) == (Word.FALSE, 0)
    plain = cosigned(note_of(TEXT, ORIGIN, NODE), "studio/witness", NEXT, 0)
    assert notes.cosigned(notes.read_checkpoint(plain), WITNESS) == (Word.FALSE, 0)
    assert seen(2**63, timeless=True) == (Word.FALSE, 0)


def test_a_witness_whose_line_does_not_hold() -> None:
    """One false line is enough, before or after one that holds: whoever has the key writes no such line."""
    plain = note_of(TEXT, ORIGIN, NODE)
    good = cosigned(plain, "studio/witness", NEXT, AT)[len(plain) :]
    false = line_of("studio/witness", 4, NEXT.public, AT.to_bytes(8) + bytes(64)).encode()
    moved = (AT + 1).to_bytes(8) + NEXT.sign(b"cosignature/v1\ntime %d\n" % AT + TEXT.encode())
    later = line_of("studio/witness", 4, NEXT.public, moved).encode()
    for lines in (false, false + good, good + false, later):
        assert notes.cosigned(notes.read_checkpoint(plain + lines), WITNESS) == (Word.FALSE, 0)


def subtree(name: str, at: int, origin: str = ORIGIN, size: int = 7, root: bytes = ROOT) -> bytes:
    """Return what a cosigner with ML-DSA-44 signs (C2SP tlog-cosignature, subtree/v1)."""
    return b"".join(
        (
            b"subtree/v1\n\x00",
            bytes((len(name),)) + name.encode() + at.to_bytes(8),
            bytes((len(origin),)) + origin.encode(),
            bytes(8) + size.to_bytes(8) + root,
        )
    )


def ml_dsa_said(name: str, message: bytes, at: int = AT, origin: str = ORIGIN) -> tuple[Word, int]:
    """Return what a checkpoint says of a cosigner with ML-DSA-44 that signed a message."""
    text = f"{origin}\n7\n{b64(ROOT)}\n"
    line = line_of(name, 6, ML_DSA.public, at.to_bytes(8) + ML_DSA.sign(message))
    data = note_of(text, origin, NODE) + line.encode()
    return notes.cosigned(notes.read_checkpoint(data), Vkey(name, ML_DSA_44, ML_DSA.public))


def test_what_a_witness_with_ml_dsa_said() -> None:
    """It signs its own name, the time, the origin, the size and the root; a name is at most 255 bytes long."""
    assert ml_dsa_said("w", subtree("w", AT)) == (Word.HOLDS, AT)
    assert ml_dsa_said("w", subtree("w", 2**63 - 1), 2**63 - 1) == (Word.HOLDS, 2**63 - 1)
    longest = "w" * 255
    assert ml_dsa_said(longest, subtree(longest, AT)) == (Word.HOLDS, AT)
    assert ml_dsa_said("w", subtree("w", AT, longest), origin=longest) == (Word.HOLDS, AT)
    for message in (
        subtree("v", AT),
        subtree("w", AT + 1),
        subtree("w", AT, "showsafe/other"),
        subtree("w", AT, size=8),
        subtree("w", AT, root=bytes(32)),
        subtree("w", AT)[1:],
    ):
        assert ml_dsa_said("w", message) == (Word.FALSE, 0)


def test_a_machine_that_cannot_check(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody can know whether an ML-DSA-44 signature holds, it neither holds nor is false."""
    monkeypatch.setattr(signing, "ml_dsa_holds", lambda *_: None)
    assert ml_dsa_said("w", subtree("w", AT)) == (Word.UNKNOWN, 0)


def test_a_name_too_long_to_be_signed() -> None:
    """A name or an origin of more than 255 bytes, or a time beyond its range, cannot have been signed: false."""
    assert ml_dsa_said("w" * 256, b"") == (Word.FALSE, 0)
    assert ml_dsa_said("w", b"", origin="o" * 256) == (Word.FALSE, 0)
    assert ml_dsa_said("w", subtree("w", 2**63), 2**63) == (Word.FALSE, 0)
