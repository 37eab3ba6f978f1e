"""Signed notes, verifier keys and checkpoints (C2SP)."""

from __future__ import annotations

import pytest

from conformance import curve as edwards
from showsafe.errors import NotVerified, WrongInput
from showsafe.ledger import checkpoint, note
from showsafe.ledger.checkpoint import Checkpoint
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.tree import Frontier, leaf_hash
from tests.ledger.ledgers import KEY
from tests.ledger.vectors import folder

ORIGIN = checkpoint.origin_of("north-ridge")
OURS = VerifierKey(ORIGIN, KEY.public)
FRONTIER = Frontier().extend([leaf_hash(b"one"), leaf_hash(b"two")])


def test_the_published_note_holds_under_its_published_key() -> None:
    """The example of the signed-note format verifies under its vkey, and the vkey reads back as printed."""
    vectors = folder("signed-note")
    text = (vectors / "c2sp-signed-note.vkey").read_text(encoding="utf-8").strip()
    key = VerifierKey.parse(text)
    example = note.parse((vectors / "c2sp-signed-note.note").read_bytes())
    assert str(key) == text
    assert example.text == "This is an example message.\n"
    assert example.verified_by(key)
    assert not example.verified_by(VerifierKey(key.name, KEY.public))


def test_the_published_checkpoint_is_read_with_both_signatures() -> None:
    """The example with a witness's cosignature gives its origin, size and root; unknown signers are kept."""
    data = (folder("signed-note") / "c2sp-cosigned-checkpoint.note").read_bytes()
    read = checkpoint.read(data)
    assert (read.origin, read.size) == ("example.com/behind-the-sofa", 20852163)
    assert [line.name for line in note.parse(data).signatures] == [
        "example.com/behind-the-sofa",
        "witness.example.com/w1",
    ]


def test_a_checkpoint_is_what_was_signed() -> None:
    """A signed checkpoint verifies under its key and gives back origin, size and root."""
    signed = checkpoint.sign(ORIGIN, FRONTIER, KEY)
    assert checkpoint.verify(signed, OURS) == Checkpoint(ORIGIN, 2, FRONTIER.root())


def test_every_turned_bit_shows() -> None:
    """No single bit of a checkpoint can be turned without it failing."""
    signed = checkpoint.sign(ORIGIN, FRONTIER, KEY)
    for bit in range(len(signed) * 8):
        turned = bytearray(signed)
        turned[bit // 8] ^= 1 << bit % 8
        with pytest.raises(NotVerified):
            checkpoint.verify(bytes(turned), OURS)


def test_a_checkpoint_of_another_key_or_log_is_refused() -> None:
    """A checkpoint does not verify under another key, and one of another log not under this log's key."""
    other = DeviceKey(bytes(32))
    with pytest.raises(NotVerified) as refused:
        checkpoint.verify(checkpoint.sign(ORIGIN, FRONTIER, other), OURS)
    assert refused.value.code == "checkpoint.not-signed"
    foreign = note.sign(Checkpoint("showsafe/other", 2, FRONTIER.root()).text(), ORIGIN, KEY)
    with pytest.raises(NotVerified) as refused:
        checkpoint.verify(foreign, OURS)
    assert refused.value.code == "checkpoint.other-origin"


def test_an_empty_log_has_no_checkpoint() -> None:
    """Nothing is signed over an empty tree, and a text of size 0 is refused."""
    with pytest.raises(WrongInput):
        checkpoint.sign(ORIGIN, Frontier(), KEY)
    empty = note.sign(f"{ORIGIN}\n0\n{'A' * 43}=\n", ORIGIN, KEY)
    with pytest.raises(NotVerified) as refused:
        checkpoint.verify(empty, OURS)
    assert refused.value.code == "checkpoint.malformed"


def test_extension_lines_are_let_be() -> None:
    """A checkpoint with a further line, as the format allows, is read like one without."""
    text = Checkpoint(ORIGIN, 2, FRONTIER.root()).text() + "more\n"
    assert checkpoint.verify(note.sign(text, ORIGIN, KEY), OURS).size == 2


@pytest.mark.parametrize("size", ["02", "-2", "+2", "2.0", "two", "\u0662"])
def test_a_size_has_one_form(size: str) -> None:
    """The size is written in plain decimal digits without a leading zero."""
    root = Checkpoint(ORIGIN, 2, FRONTIER.root()).text().split("\n")[2]
    with pytest.raises(NotVerified):
        checkpoint.verify(note.sign(f"{ORIGIN}\n{size}\n{root}\n", ORIGIN, KEY), OURS)


def test_a_vkey_may_hold_a_plus_in_its_base64() -> None:
    """Keys whose base64 holds a plus sign read back like any other."""
    with_plus = 0
    for number in range(60):
        key = VerifierKey("showsafe/unit", DeviceKey(bytes([number]) * 32).public)
        with_plus += str(key).count("+") > 2
        assert VerifierKey.parse(str(key)) == key
    assert with_plus > 0


def test_a_vkey_is_read_strictly() -> None:
    """A vkey with a wrong sum, a missing part, another kind or a weak key is refused."""
    name, digest, encoded = str(OURS).split("+", 2)
    weak = VerifierKey(ORIGIN, edwards.encoded(edwards.IDENTITY))
    for text in [
        f"{name}+00000000+{encoded}",
        f"{name}+{digest}",
        f"{name}+{digest}+{encoded[:-4]}",
        f"two words+{digest}+{encoded}",
        f"{name}+{digest}+A{encoded[1:]}=",
        str(weak),
        "",
    ]:
        with pytest.raises(WrongInput):
            VerifierKey.parse(text)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"text\n",
        b"text\n\n",
        b"text\n\nno dash\n",
        b"text\n\n\xe2\x80\x94 name\n",
        b"text\n\n\xe2\x80\x94 name !!!!\n",
        b"text\n\n\xe2\x80\x94 name AAAA\n",
        b"te\x00xt\n\n\xe2\x80\x94 name AAAAAAAA\n",
        b"\xff\n\n\xe2\x80\x94 name AAAAAAAA\n",
        b"text\n\n\xe2\x80\x94 name AAAAAAAA",
        b"text\n\n" + b"\xe2\x80\x94 name AAAAAAAA\n" * 101,
        b"t" * 70_000 + b"\n\n\xe2\x80\x94 name AAAAAAAA\n",
    ],
)
def test_what_is_no_note_is_refused(data: bytes) -> None:
    """Bytes that are not a text with signature lines beneath it are refused with one code."""
    with pytest.raises(NotVerified) as refused:
        note.parse(data)
    assert refused.value.code == "note.malformed"


def test_an_unfit_text_or_name_is_not_signed() -> None:
    """A text without its last line feed, and a name with a blank or a plus, are refused before signing."""
    for text, name in [("text", "name"), ("text\n", "two words"), ("text\n", "a+b"), ("text\n", "")]:
        with pytest.raises(WrongInput):
            note.sign(text, name, KEY)
