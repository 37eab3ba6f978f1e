"""Who signed a time token: whoever holds a certificate that is no time authority's does not pass for one."""

from __future__ import annotations

import hashlib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from cryptography import x509

from showsafe.ledger.verify import tokens, tokens_signer
from showsafe.ledger.verify.strict import Malformed
from tests.ledger.verify import stamps
from tests.ledger.verify.stamps import (
    AT,
    MAIL,
    NOTE,
    SHA1,
    SHA224,
    SHA256,
    SHA384,
    SHA512,
    SIGNING_CERTIFICATE,
    SIGNING_CERTIFICATE_V2,
    TIME,
    Party,
    algorithm,
    attribute,
    element,
    named,
    names,
    party,
    token,
)

ROOT = party("root")
CLOCK = party("clock", ROOT, usage=TIME)
WRITER = party("writer of letters", ROOT, usage=MAIL)
NOT_ALONE = "does not hold: its signer is not one certificate alone"
NOT_NAMED = "does not hold: its signature does not say which certificate made it"
ANOTHER = "does not hold: its signature says that another certificate made it"
UNREADABLE = "holds something that cannot be read"


def refused(answer: bytes) -> str:
    """Return why a token is refused."""
    with pytest.raises(Malformed) as found:
        tokens.check(answer, NOTE, [ROOT.anchor])
    return str(found.value)


def accepted(answer: bytes) -> bool:
    """Say whether a token holds; raises Malformed."""
    return tokens.check(answer, NOTE, [ROOT.anchor]) == ("clock", AT)


def like(real: Party, *, issuer: str = "root", serial: int = 0) -> Party:
    """Return a certificate that nobody issued, for stamping, under another's key, issuer and serial number."""
    number = serial or real.certificate.serial_number
    return party("clock", party("nobody"), usage=TIME, key=real.key, serial=number, issuer=issuer)


def sum_of(signer: Party, by: str) -> bytes:
    """Return the hash of a certificate."""
    return hashlib.new(by, signer.der).digest()


@dataclass
class Held:
    """A token as it was read, and who is said to have signed it."""

    answer: bytes
    signer: Party

    def __post_init__(self) -> None:
        found = self.signer.certificate
        self.signers = [SimpleNamespace(issuer=found.issuer, serial_number=found.serial_number)]

    def passes(self, *among: bytes) -> str:
        """Return why no signer is found among certificates, or nothing."""
        data = SimpleNamespace(signer_infos=self.signers)
        try:
            tokens_signer.check(SimpleNamespace(signed_data=data, as_bytes=lambda: self.answer), among)
        except Malformed as error:
            return str(error)
        return ""


def later(real: Party) -> Iterator[Party]:
    """Yield a certificate like another that a reader finds only behind it."""
    while True:
        found = like(real)
        if found.der > real.der:
            yield found
            return


def test_a_token_of_a_time_authority_holds() -> None:
    """The certificate may come alone or with its issuer's, and another beside it does no harm."""
    assert accepted(token(CLOCK))
    assert accepted(token(CLOCK, CLOCK, ROOT, party("somebody", ROOT, usage=MAIL)))


def test_a_certificate_for_letters_stamps_nothing() -> None:
    """A certificate under the trusted root that is not for stamping is no time authority's."""
    assert refused(token(WRITER)) == "does not hold: it is not signed by the authority that is trusted"


@pytest.mark.parametrize("issuer", ["root", "Root", "ro ot", " ROOT"])
def test_a_false_certificate_beside_a_true_one(issuer: str) -> None:
    """Who holds a certificate for letters cannot pass it off by others for stamping of its issuer and number."""
    false = [like(WRITER, issuer=issuer) for _ in range(3)]
    for signer in (WRITER, false[0]):
        for says in ((named(WRITER),), (named(false[0]),), ()):
            assert refused(token(signer, WRITER, *false, says=says)).startswith("does not hold: ")


@pytest.mark.parametrize("issuer", ["root", "Root", "ro ot", " ROOT"])
def test_a_signer_is_one_certificate_alone(issuer: str) -> None:
    """Two that bear the issuer and number of a signer make none, nor where only large letters or spaces differ.

    Readers of certificates take such names for one, and each might find another of the two.
    """
    other = like(CLOCK, issuer=issuer)
    held = Held(token(CLOCK), CLOCK)
    assert held.passes(CLOCK.der) == held.passes(CLOCK.der, CLOCK.der, ROOT.der) == ""
    assert held.passes(CLOCK.der, other.der) == held.passes(ROOT.der) == held.passes() == NOT_ALONE
    assert refused(token(CLOCK, CLOCK, *later(CLOCK))) == NOT_ALONE


@pytest.mark.parametrize("other", [{"issuer": "another root"}, {"serial": 7}])
def test_certificates_that_are_only_alike(other: dict[str, Any]) -> None:
    """A number under another issuer, or another number of one issuer, is another certificate, and does no harm."""
    assert accepted(token(CLOCK, CLOCK, like(CLOCK, **other)))


@pytest.mark.parametrize(
    ("kind", "said", "by"),
    [
        (SIGNING_CERTIFICATE, b"", "sha1"),
        (SIGNING_CERTIFICATE_V2, b"", "sha256"),
        (SIGNING_CERTIFICATE_V2, SHA1, "sha1"),
        (SIGNING_CERTIFICATE_V2, SHA224, "sha224"),
        (SIGNING_CERTIFICATE_V2, SHA256, "sha256"),
        (SIGNING_CERTIFICATE_V2, SHA384, "sha384"),
        (SIGNING_CERTIFICATE_V2, SHA512, "sha512"),
    ],
)
def test_the_signature_says_which_certificate_made_it(kind: bytes, said: bytes, by: str) -> None:
    """The first hash under the signature is the signer's, in the old form or in today's; those behind it are not."""
    own, others = (said, sum_of(CLOCK, by)), (said, sum_of(ROOT, by))
    assert accepted(token(CLOCK, says=(names(kind, own),)))
    assert accepted(token(CLOCK, says=(names(kind, own, others),)))
    assert refused(token(CLOCK, says=(names(kind, others),))) == ANOTHER
    assert refused(token(CLOCK, says=(names(kind, others, own),))) == ANOTHER


def test_a_certificate_that_was_changed_for_another_of_its_key() -> None:
    """A token stays with the certificate that it was made under, though another of the same key would hold."""
    for serial in (CLOCK.certificate.serial_number, 7):
        second = party("clock", ROOT, usage=TIME, key=CLOCK.key, serial=serial)
        assert accepted(token(second))
        assert refused(token(second, says=(named(CLOCK),))) == ANOTHER


def test_both_forms_must_say_the_same() -> None:
    """With both forms, or one of them twice, each has to be right."""
    old = names(SIGNING_CERTIFICATE, (b"", sum_of(CLOCK, "sha1")))
    wrong = names(SIGNING_CERTIFICATE, (b"", sum_of(ROOT, "sha1")))
    assert accepted(token(CLOCK, says=(old, named(CLOCK))))
    assert refused(token(CLOCK, says=(wrong, named(CLOCK)))) == ANOTHER
    assert refused(token(CLOCK, says=(old, named(ROOT)))) == ANOTHER


@pytest.mark.parametrize("says", [(), (attribute(b"\x2a", element(0x04)),)])
def test_a_signature_that_does_not_say_who_made_it(says: tuple[bytes, ...]) -> None:
    """The certificate has to be named under the signature: without that, it is no time token."""
    assert refused(token(CLOCK, says=says)) == NOT_NAMED


RIGHT = element(0x04, sum_of(CLOCK, "sha256"))


@pytest.mark.parametrize(
    "values",
    [
        [],
        [element(0x30, element(0x30, element(0x30, RIGHT)))] * 2,
        [element(0x31, element(0x30, element(0x30, RIGHT)))],
        [element(0x30)],
        [element(0x30, element(0x30))],
        [element(0x30, element(0x30, element(0x30)))],
        [element(0x30, element(0x30, element(0x30, element(0x05))))],
        [element(0x30, element(0x30, element(0x30, element(0x05, sum_of(CLOCK, "sha256")))))],
        [element(0x30, element(0x30, element(0x30, algorithm(SHA256))))],
        [element(0x30, element(0x30, element(0x30, algorithm(b"\x2a"), RIGHT)))],
        [element(0x30, element(0x30, element(0x30, element(0x30), RIGHT)))],
        [element(0x30, b"\x30")],
        [element(0x30, b"\x30\x7f", element(0x30, RIGHT))],
        [element(0x30, b"\x30\x81")],
    ],
)
def test_a_name_that_cannot_be_read(values: list[bytes]) -> None:
    """What names a certificate in no form that is known, or is cut short, names none, and nothing breaks."""
    assert refused(token(CLOCK, says=(attribute(SIGNING_CERTIFICATE_V2, *values),))) == UNREADABLE


def test_an_attribute_of_any_length_is_read() -> None:
    """A length of one byte goes to 127; longer ones have their own, and what is named is found behind them."""
    for size in (0, 100, 126, 127, 128, 129, 255, 256, 300, 20_000):
        more = attribute(b"\x2a", element(0x04, bytes(size)))
        assert accepted(token(CLOCK, says=(more, named(CLOCK))))


def test_a_token_has_one_signature() -> None:
    """With none, or with two, nobody can say who signed."""
    held = Held(token(CLOCK), CLOCK)
    for signers in (0, 2):
        held.signers = held.signers[:1] * signers
        assert held.passes(CLOCK.der) == UNREADABLE
        held = Held(token(CLOCK), CLOCK)
    assert held.passes(CLOCK.der, b"no certificate") == UNREADABLE


@pytest.mark.parametrize(
    "data",
    ["3080", "30800000", "0480", "308100", "30817f" + 127 * "00", "30820001" + "00", "30820080" + 128 * "00"],
)
def test_a_size_in_a_form_that_der_has_not(data: str) -> None:
    """A size that is left open, or longer than it need be, can be read as two things: such a token is read as none."""
    with pytest.raises(ValueError):  # noqa: PT011 - it says nothing more, and becomes one sentence
        tokens_signer._items(bytes.fromhex(data))
    whole = b"\x04\x81\x80" + bytes(128)
    assert tokens_signer._items(whole) == [(4, bytes(128))]


def test_a_certificate_that_cannot_be_read() -> None:
    """One of a version that there is none of ends neither the reading of a token nor that of settings."""
    odd = stamps.odd(WRITER)
    assert refused(token(CLOCK, more=(odd,))) == UNREADABLE
    with pytest.raises(Malformed, match="does not hold certificates in PEM"):
        tokens.of_settings("clock", ssl.DER_cert_to_PEM_cert(odd))


def test_a_certificate_whose_extensions_cannot_be_read() -> None:
    """One that bears an extension twice is no authority that leads to a root, and keeps no token from being read."""
    twice = party("other", ROOT, usage=TIME).der.replace(b"\x55\x1d\x25", b"\x55\x1d\x13", 1)
    assert accepted(token(CLOCK, more=(twice,)))
    assert not tokens._may_sign(x509.load_der_x509_certificate(twice))
    assert tokens._may_sign(ROOT.certificate)
