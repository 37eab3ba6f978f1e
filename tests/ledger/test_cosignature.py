"""Cosignatures of both kinds, against messages built here by hand and keys that others published."""

from __future__ import annotations

import base64
import builtins
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from showsafe.errors import NotVerified, Unusable, WrongInput
from showsafe.ledger import checkpoint, cosignature, mldsa, note
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.mldsa import MlDsaKey
from showsafe.ledger.note import COSIGNER, ML_DSA_44, NoteSignature, VerifierKey
from showsafe.ledger.tree import Frontier, leaf_hash
from tests.ledger.ledgers import KEY
from tests.ledger.vectors import folder

ORIGIN = checkpoint.origin_of("north-ridge")
FRONTIER = Frontier().extend([leaf_hash(b"one"), leaf_hash(b"two")])
SIGNED = checkpoint.sign(ORIGIN, FRONTIER, KEY)
TEXT = note.parse(SIGNED).text
NAME = "tablet.example/second"
WITNESS = DeviceKey(bytes(range(32, 64)))
QUANTUM = MlDsaKey(bytes(range(64, 96)))
AT = 1_772_437_800
KEYS: list[DeviceKey | MlDsaKey] = [WITNESS, QUANTUM]
BOTH = pytest.mark.parametrize("key", KEYS, ids=["ed25519", "ml-dsa-44"])


def cosigned(key: DeviceKey | MlDsaKey, at: int = AT, name: str = NAME) -> bytes:
    """Return the checkpoint with a cosignature line."""
    return SIGNED + cosignature.sign(SIGNED, name, key, at)


@BOTH
def test_a_cosignature_gives_its_time(key: DeviceKey | MlDsaKey) -> None:
    """A checkpoint with a cosignature verifies under the cosigner's vkey and says when it was made."""
    vkey = VerifierKey.parse(str(cosignature.vkey_of(NAME, key)))
    assert cosignature.cosigned_at(note.parse(cosigned(key)), vkey) == AT
    assert checkpoint.verify(cosigned(key), VerifierKey(ORIGIN, KEY.public)).size == 2


@BOTH
def test_a_checkpoint_without_the_line_is_not_cosigned(key: DeviceKey | MlDsaKey) -> None:
    """Lines under other names, other keys or of another kind are not of this cosigner."""
    vkey = cosignature.vkey_of(NAME, key)
    assert cosignature.cosigned_at(note.parse(SIGNED), vkey) is None
    assert cosignature.cosigned_at(note.parse(cosigned(key, name="somebody.else")), vkey) is None
    assert cosignature.cosigned_at(note.parse(cosigned(DeviceKey(bytes(32)))), vkey) is None


def test_an_ed25519_cosignature_signs_the_time_and_the_text() -> None:
    """The message is the two lines and the whole text; another library finds the signature good."""
    line = note.read_lines(cosignature.sign(SIGNED, NAME, WITNESS, AT))[0]
    assert line.signature[:8] == AT.to_bytes(8, "big")
    message = b"cosignature/v1\ntime 1772437800\n" + TEXT.encode()
    Ed25519PublicKey.from_public_bytes(WITNESS.public).verify(line.signature[8:], message)


def test_an_ml_dsa_cosignature_signs_the_published_structure() -> None:
    """The message is label, name, time, origin, 0, size and root, each where the format puts it."""
    message = (
        b"subtree/v1\n\x00"
        + bytes([len(NAME)])
        + NAME.encode()
        + AT.to_bytes(8, "big")
        + bytes([len(ORIGIN)])
        + ORIGIN.encode()
        + bytes(8)
        + (2).to_bytes(8, "big")
        + FRONTIER.root()
    )
    line = note.read_lines(cosignature.sign(SIGNED, NAME, QUANTUM, AT))[0]
    assert len(line.signature) == 8 + 2420
    assert mldsa.verify(QUANTUM.public, message, line.signature[8:])
    assert not mldsa.verify(QUANTUM.public, message + b"\n", line.signature[8:])


def test_the_key_of_another_program_has_the_same_name_here() -> None:
    """A seed that another witness program publishes with its tests leads to the vkey that it publishes."""
    seed = "2886adc2b0eabfce67c0472939127998bf886cf256bfee8ba76a253fce1146e0"
    vkey = str(cosignature.vkey_of("example.com/mldsa-log", MlDsaKey(bytes.fromhex(seed))))
    assert vkey.startswith("example.com/mldsa-log+b5df45c5+BuhtcL97l3dcitjZ8Y9J54gmQ1TWn")
    assert vkey.endswith("VIvFAaqsgAAE=")


def test_the_published_cosignature_is_read_with_its_time() -> None:
    """The example of the format has a witness's line of 8 bytes of time and 64 of signature."""
    data = (folder("signed-note") / "c2sp-cosigned-checkpoint.note").read_bytes()
    line = note.parse(data).signatures[1]
    assert (line.name, len(line.signature)) == ("witness.example.com/w1", 72)
    assert int.from_bytes(line.signature[:8], "big") == 1_679_315_147
    assert data.endswith(line.line())


@BOTH
def test_every_turned_bit_of_the_time_and_signature_shows(key: DeviceKey | MlDsaKey) -> None:
    """A cosignature in which one bit is turned is refused, and never counted as absent."""
    vkey = cosignature.vkey_of(NAME, key)
    good = note.read_lines(cosignature.sign(SIGNED, NAME, key, AT))[0]
    for place in {*range(0, len(good.signature) * 8, 97), *range(64)}:
        turned = bytearray(good.signature)
        turned[place // 8] ^= 1 << place % 8
        bad = SIGNED + NoteSignature(NAME, good.key_hash, bytes(turned)).line()
        with pytest.raises(NotVerified) as caught:
            cosignature.cosigned_at(note.parse(bad), vkey)
        assert caught.value.code == "cosignature.wrong"


@BOTH
def test_one_wrong_line_beside_a_right_one_is_refused(key: DeviceKey | MlDsaKey) -> None:
    """Every line that claims to be of a key has to hold."""
    line = note.read_lines(cosignature.sign(SIGNED, NAME, key, AT))[0]
    wrong = NoteSignature(NAME, line.key_hash, b"\0" * len(line.signature)).line()
    with pytest.raises(NotVerified):
        cosignature.cosigned_at(note.parse(cosigned(key) + wrong), cosignature.vkey_of(NAME, key))


@BOTH
@pytest.mark.parametrize("at", [0, 2**63, 2**64 - 1])
def test_a_witness_gives_a_time(key: DeviceKey | MlDsaKey, at: int) -> None:
    """A cosignature without a time, or with one beyond 2^63 - 1, is not a witness's word."""
    with pytest.raises(NotVerified):
        cosignature.cosigned_at(note.parse(cosigned(key, at)), cosignature.vkey_of(NAME, key))


def test_a_log_may_sign_with_ml_dsa_and_no_time() -> None:
    """A log's own ML-DSA line counts with time 0, and is no cosignature of a witness."""
    data = cosigned(QUANTUM, at=0, name=ORIGIN)
    vkey = cosignature.vkey_of(ORIGIN, QUANTUM)
    assert cosignature.signed_by(note.parse(data), vkey)
    assert cosignature.signed_by(note.parse(data), VerifierKey(ORIGIN, KEY.public))
    assert not cosignature.signed_by(note.parse(SIGNED), vkey)


def test_a_cosignature_is_no_signature_of_the_text() -> None:
    """The same key as a plain one, or the same line under another name, verifies nothing."""
    read = note.parse(cosigned(WITNESS))
    assert not read.verified_by(VerifierKey(NAME, WITNESS.public))
    assert not read.verified_by(cosignature.vkey_of(NAME, WITNESS))
    line = note.read_lines(cosignature.sign(SIGNED, NAME, QUANTUM, AT))[0]
    other = cosignature.vkey_of("other.example", QUANTUM)
    moved = SIGNED + NoteSignature("other.example", other.hash, line.signature).line()
    with pytest.raises(NotVerified):
        cosignature.cosigned_at(note.parse(moved), other)


def test_lines_are_added_once() -> None:
    """Adding a line that is there already changes nothing; a new one stands last."""
    lines = note.read_lines(cosignature.sign(SIGNED, NAME, WITNESS, AT))
    once = cosignature.add(SIGNED, lines)
    assert once == cosigned(WITNESS)
    assert cosignature.add(once, (*lines, *lines)) == once


@pytest.mark.parametrize("name", ["", "two words", "a+b", "x" * 256, "tab\tbed", "\ud800"])
def test_a_cosigner_has_a_name_that_notes_can_carry(name: str) -> None:
    """Names with spaces, a plus, control characters or more than 255 bytes are refused."""
    with pytest.raises(WrongInput) as caught:
        cosignature.sign(SIGNED, name, WITNESS, AT)
    assert caught.value.code == "note.malformed"


def vkey_text(material: bytes, name: str = NAME) -> str:
    """Return a vkey with a right sum over any material."""
    return str(VerifierKey(name, material[1:], material[0]))


@pytest.mark.parametrize(
    "text",
    [
        vkey_text(bytes([2]) + WITNESS.public),
        vkey_text(bytes([COSIGNER]) + WITNESS.public[:-1]),
        vkey_text(bytes([ML_DSA_44]) + WITNESS.public),
        vkey_text(bytes([COSIGNER]) + QUANTUM.public),
        vkey_text(bytes([ML_DSA_44]) + QUANTUM.public + b"\0"),
        vkey_text(bytes([ML_DSA_44]) + QUANTUM.public, "a\x01b"),
        f"{NAME}+00000000+{base64.b64encode(bytes([COSIGNER]) + WITNESS.public).decode()}",
        "\ud800+00000000+AAAA",
        f"{NAME}+00000000+",
    ],
)
def test_a_vkey_of_an_unknown_kind_or_length_is_refused(text: str) -> None:
    """Only the three kinds are read, each with the one length that its key has."""
    with pytest.raises(WrongInput) as caught:
        VerifierKey.parse(text)
    assert caught.value.code == "key.not-a-vkey"


def test_a_weak_key_cannot_be_a_witness() -> None:
    """A public key of low order is refused for a cosigner too."""
    with pytest.raises(WrongInput) as caught:
        VerifierKey.parse(vkey_text(bytes([COSIGNER, 1]) + bytes(31)))
    assert caught.value.code == "key.weak"


@pytest.mark.parametrize(
    "use", [lambda: MlDsaKey(bytes(32)), lambda: mldsa.verify(QUANTUM.public, b"", bytes(2420))]
)
def test_a_machine_without_ml_dsa_says_so(use: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the library has no ML-DSA, using it ends in one plain sentence."""
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:  # noqa: ANN401 - the signature of the builtin
        if name.startswith("cryptography.hazmat"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(Unusable) as caught:
        use()
    assert caught.value.code == "key.no-ml-dsa"


def test_a_private_ml_dsa_key_is_never_printed() -> None:
    """The seed shows neither in the text of a key nor in an error, and a wrong length is refused."""
    assert "seed" not in repr(QUANTUM)
    with pytest.raises(WrongInput) as caught:
        MlDsaKey(bytes(31))
    assert caught.value.code == "key.wrong-length"
