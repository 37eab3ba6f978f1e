"""The trust root: who has to sign it, until when it holds, and how one takes the place of another."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showsafe.errors import NotVerified, WrongInput
from showsafe.ledger import cosignature, note, trust
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.note import NoteSignature, VerifierKey
from tests.ledger.ledgers import KEY

ROOTS = [DeviceKey(bytes([number]) * 32) for number in range(1, 5)]
NAMES = [f"root-{number}" for number in range(1, 5)]
KEYS = [VerifierKey(name, key.public) for name, key in zip(NAMES, ROOTS, strict=True)]
LOG = VerifierKey("showsafe/north-ridge", KEY.public)
WITNESS = cosignature.vkey_of("w.example", DeviceKey(bytes([9]) * 32))
POLICY = f"# ours\n\nlog {LOG}\nwitness\tw  {WITNESS}\nquorum w\n"
EXPIRES = datetime(2027, 3, 1, tzinfo=UTC)
NOW = datetime(2026, 3, 1, tzinfo=UTC)
AUTHORITIES = {"clock.example": "ab" * 32}


def text(threshold: int = 2, roots: tuple[int, ...] = (0, 1, 2), expires: datetime = EXPIRES) -> str:
    """Return the text of a trust root of some of the roots."""
    return trust.text_of(expires, threshold, [KEYS[at] for at in roots], POLICY, AUTHORITIES)


def signed(by: tuple[int, ...], of: str = "") -> bytes:
    """Return a trust root signed by some of the roots; a root that it does not name signs all the same."""
    data = (of or text()).encode() + b"\n"
    for at in by:
        data += NoteSignature(NAMES[at], KEYS[at].hash, ROOTS[at].sign((of or text()).encode())).line()
    return data


def refused(data: bytes, at: datetime = NOW, before: bytes | None = None) -> str:
    """Return the code with which a trust root is refused."""
    with pytest.raises(NotVerified) as caught:
        trust.check(data, at, before)
    return caught.value.code


def test_a_trust_root_holds_when_enough_of_its_roots_signed() -> None:
    """Two of three roots are enough; what it says comes back with policy and authorities."""
    got = trust.check(signed((0, 2)), NOW)
    assert (got.expires, got.threshold, list(got.roots)) == (EXPIRES, 2, KEYS[:3])
    assert (got.policy.quorum, dict(got.authorities)) == ("w", AUTHORITIES)


def test_signing_adds_one_line_and_never_twice() -> None:
    """The file of a new trust root is signed root by root; signing again changes nothing."""
    data = trust.sign(text().encode(), NAMES[0], ROOTS[0])
    data = trust.sign(data, NAMES[1], ROOTS[1])
    assert data == signed((0, 1))
    assert trust.sign(data, NAMES[0], ROOTS[0]) == data


def test_only_a_root_can_sign() -> None:
    """A key that is not named, or is named otherwise, is told so instead of signing for nothing."""
    for name, key in ((NAMES[3], ROOTS[3]), (NAMES[1], ROOTS[0])):
        with pytest.raises(WrongInput) as caught:
            trust.sign(text().encode(), name, key)
        assert caught.value.code == "trust.not-a-root"


def test_a_root_of_the_one_before_may_sign() -> None:
    """A key that only the old trust root names signs the new one where the old one is given."""
    new = text(2, (2, 3))
    data = trust.sign(new.encode(), NAMES[0], ROOTS[0], signed((0, 1)))
    assert data == signed((0,), of=new)
    with pytest.raises(WrongInput):
        trust.sign(new.encode(), NAMES[0], ROOTS[1], signed((0, 1)))


def test_too_few_roots_are_refused() -> None:
    """One of two, one that signs twice, and one beside a stranger are all too few."""
    assert refused(signed((0,))) == "trust.not-enough-roots"
    assert refused(signed((0, 0))) == "trust.not-enough-roots"
    assert refused(signed((0, 3))) == "trust.not-enough-roots"


def test_a_root_whose_signature_does_not_hold_refuses_the_whole() -> None:
    """A broken line of a named root is never passed over for others that hold."""
    other = note.parse(signed((2,), of=text(threshold=1))).signatures[0]
    assert refused(signed((0, 1)) + other.line()) == "trust.signature"


def test_it_ends_at_the_second_it_says() -> None:
    """It holds up to, but not at, the time of its expiry."""
    data = signed((0, 1))
    trust.check(data, EXPIRES - timedelta(microseconds=1))
    assert refused(data, EXPIRES) == "trust.expired"


def test_a_successor_is_signed_by_the_roots_before_it() -> None:
    """Two old roots and two new ones sign; then it takes the place of the old one, even of one that has expired."""
    old = signed((0, 1))
    new_text = text(2, (2, 3), EXPIRES + timedelta(days=365))
    good = signed((2, 3, 0), of=new_text)
    trust.check(good, EXPIRES + timedelta(days=1), old)
    assert refused(signed((2, 3), of=new_text), NOW, old) == "trust.not-a-successor"
    assert refused(signed((0, 1), of=new_text), NOW, old) == "trust.not-enough-roots"
    assert refused(good, NOW, signed((0,))) == "trust.not-enough-roots"


def test_every_turned_bit_shows() -> None:
    """No bit of a trust root signed by exactly enough roots can be turned without it failing."""
    data = signed((0, 1))
    for place in range(0, len(data) * 8, 5):
        turned = bytearray(data)
        turned[place // 8] ^= 1 << place % 8
        assert refused(bytes(turned))


GOOD = text().split("\n")
WRONG = {
    "another format": ["showsafe-trust/2", *GOOD[1:]],
    "no time": [GOOD[0], "expires tomorrow", *GOOD[2:]],
    "no such day": [GOOD[0], "expires 2027-02-30T00:00:00Z", *GOOD[2:]],
    "other zone": [GOOD[0], "expires 2027-03-01T00:00:00+01:00", *GOOD[2:]],
    "no threshold": [*GOOD[:2], *GOOD[3:]],
    "threshold of zero": [*GOOD[:2], "threshold 0", *GOOD[3:]],
    "threshold above its roots": [*GOOD[:2], "threshold 4", *GOOD[3:]],
    "no roots": [*GOOD[:3], *GOOD[6:]],
    "root twice": [*GOOD[:4], GOOD[3], *GOOD[4:]],
    "root twice under two names": [*GOOD[:4], f"root {VerifierKey('x', ROOTS[0].public)}", *GOOD[4:]],
    "root of a cosigner": [*GOOD[:3], f"root {WITNESS}", *GOOD[4:]],
    "root with a space more": [*GOOD[:3], GOOD[3].replace(" ", "  "), *GOOD[4:]],
    "root after the policy": [*GOOD[:-1], GOOD[3], ""],
    "no policy": [*GOOD[:6], ""],
    "an empty line": [*GOOD[:6], "", *GOOD[6:]],
    "authority twice": [*GOOD[:-1], GOOD[-2], ""],
    "authority without sum": [*GOOD[:-1], "authority x", ""],
    "authority in capitals": [*GOOD[:-1], "authority x " + "AB" * 32, ""],
    "no end": GOOD[:-1],
    "nothing": [""],
    "only its first line": [GOOD[0], ""],
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_text_is_refused(case: str) -> None:
    """A line that is missing, out of place or in another form is refused."""
    with pytest.raises(WrongInput) as caught:
        trust.of_text("\n".join(WRONG[case]))
    assert caught.value.code in {"trust.malformed", "policy.malformed"}


@given(
    st.lists(st.sampled_from([*GOOD, "", "threshold 9", "quorum none", "authority", "root x"]), max_size=14)
)
def test_any_order_of_lines_is_read_or_refused(lines: list[str]) -> None:
    """However its lines are shuffled, reading ends with an answer or with one of its own refusals."""
    code = ""
    try:
        trust.of_text("\n".join(lines))
    except WrongInput as error:
        code = error.code
    assert code in {"", "trust.malformed", "policy.malformed", "key.not-a-vkey"}


def test_bytes_that_are_no_text_are_refused() -> None:
    """What is not UTF-8, or not a note, cannot be signed or checked."""
    with pytest.raises(WrongInput):
        trust.sign(b"\xff\n", NAMES[0], ROOTS[0])
    assert refused(b"") == "note.malformed"
    assert refused(b"text\n\n\xe2\x80\x94 a AAAAAAA=\n") == "trust.malformed"
