"""Time tokens: which bytes, which certificates and which moment count, and what is said of the rest."""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any

import pytest
import rfc3161_client
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from showsafe.ledger.verify import tokens, tokens_signer
from showsafe.ledger.verify.strict import Malformed
from showsafe.ledger.verify.tokens import Anchor

FROM, UNTIL = datetime(2025, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
AT = datetime(2025, 3, 4, 5, 6, 7, tzinfo=UTC)
SHA256, SHA3 = "2.16.840.1.101.3.4.2.1", "2.16.840.1.101.3.4.2.8"
NOTE = b"a checkpoint"


@dataclass(frozen=True)
class Party:
    """A certificate, its key, and its name."""

    name: str
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def der(self) -> bytes:
        """The certificate in DER."""
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def sum(self) -> str:
        """What a policy names the certificate by."""
        return hashlib.sha256(self.der).hexdigest()

    @property
    def pem(self) -> str:
        """The certificate in PEM."""
        return self.certificate.public_bytes(Encoding.PEM).decode()


def named(name: str) -> x509.Name:
    """Return a name of a certificate."""
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def party(
    name: str,
    by: Party | None = None,
    *,
    may_sign: bool | None = True,
    until: datetime = UNTIL,
    says_by: str = "",
) -> Party:
    """Return somebody with a certificate: self-signed, or by another; ``may_sign`` None says nothing of it."""
    key = ec.generate_private_key(ec.SECP256R1())
    builder = (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named(says_by or (by.name if by else name)))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(FROM)
        .not_valid_after(until)
    )
    if may_sign is not None:
        builder = builder.add_extension(x509.BasicConstraints(ca=may_sign, path_length=None), critical=True)
    return Party(name, key, builder.sign(by.key if by else key, hashes.SHA256()))


ROOT = party("root")
BETWEEN = party("between", ROOT)
LOWER = party("lower", BETWEEN)
SIGNER = party("signer", LOWER, may_sign=False)
CHAIN = (SIGNER, LOWER, BETWEEN, ROOT)
EARLY = party("early root", until=AT - timedelta(seconds=1))


@dataclass
class Library:
    """Stands for the library of tokens: what it reads out of an answer, and what it says of a signature."""

    certificates: Iterable[Party] = CHAIN
    at: datetime = AT
    algorithm: str = SHA256
    stamped: bytes = hashlib.sha256(NOTE).digest()
    status: int = 0
    more: bytes = b""
    says: str = ""
    roots: list[x509.Certificate] = field(default_factory=list)
    between: list[x509.Certificate] = field(default_factory=list)
    response: object = None
    held: list[bytes] = field(default_factory=list)
    signer_among: set[bytes] = field(default_factory=set)
    signer_says: str = ""

    def read(self, answer: bytes) -> Any:  # noqa: ANN401 - as the library's own
        """Return an answer taken apart."""
        algorithm = SimpleNamespace(dotted_string=self.algorithm)
        self.response = SimpleNamespace(
            as_bytes=lambda: answer.removesuffix(self.more) if self.more else answer,
            status=self.status,
            tst_info=SimpleNamespace(
                message_imprint=SimpleNamespace(hash_algorithm=algorithm, message=self.stamped),
                gen_time=self.at,
            ),
            signed_data=SimpleNamespace(certificates={each.der for each in self.certificates}),
        )
        return self.response

    def builder(self, roots: list[x509.Certificate], intermediates: list[x509.Certificate]) -> Library:
        """Take the certificates that are trusted."""
        self.roots, self.between = roots, intermediates
        return self

    def build(self) -> Library:
        """Return the verifier; raises ValueError without a root."""
        if not self.roots:
            raise ValueError("Verifier must have at least one root certificate set")
        return self

    def verify(self, response: object, digest: bytes) -> bool:
        """Hold the signature of what was read."""
        assert response is self.response
        self.held.append(digest)
        if self.says:
            raise rfc3161_client.VerificationError(self.says)
        return True

    def signer(self, response: object, ders: Iterable[bytes]) -> None:
        """Look for the one certificate that signed."""
        assert response is self.response
        assert self.held
        self.signer_among = set(ders)
        if self.signer_says:
            raise Malformed(self.signer_says)


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Library:
    """A library for which any signature holds, until a test says otherwise."""
    found = Library()
    monkeypatch.setattr(rfc3161_client, "decode_timestamp_response", found.read)
    monkeypatch.setattr(rfc3161_client, "VerifierBuilder", found.builder)
    monkeypatch.setattr(tokens_signer, "check", found.signer)
    return found


TRUSTED = Anchor("clock", ROOT.sum)


def refused(*anchors: Anchor, answer: bytes = b"answer") -> str:
    """Return why an answer is refused."""
    with pytest.raises(Malformed) as found:
        tokens.check(answer, NOTE, anchors or (TRUSTED,))
    return str(found.value)


def test_a_token_says_who_stamped_and_when(library: Library) -> None:
    """The name is that of the authority that is trusted, the time is the token's own, and its digest is held."""
    assert tokens.check(b"answer", NOTE, [TRUSTED]) == ("clock", AT)
    assert library.held == [hashlib.sha256(NOTE).digest()]
    assert library.roots == [ROOT.certificate]
    assert {each.subject for each in library.between} == {named("between"), named("lower")}


@pytest.fixture
def _in_the_mountains(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine whose own clock is not in UTC."""
    with monkeypatch.context() as there:
        there.setenv("TZ", "MST7")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("_in_the_mountains")
def test_the_time_is_told_in_utc(library: Library) -> None:
    """A time of another zone is the same moment in UTC, and one of no zone is in UTC already, wherever this runs."""
    library.at = AT.astimezone(timezone(timedelta(hours=-7)))
    _, at = tokens.check(b"answer", NOTE, [TRUSTED])
    assert (at, at.tzinfo) == (AT, UTC)
    library.at = AT.replace(tzinfo=None)
    _, at = tokens.check(b"answer", NOTE, [TRUSTED])
    assert (at, at.tzinfo) == (AT, UTC)


@pytest.mark.usefixtures("library")
def test_the_first_anchor_that_holds_counts() -> None:
    """One of several is enough; where none holds, the reason of the last is told, and of none that nobody trusts it."""
    other = Anchor("other", party("other").sum)
    assert tokens.check(b"answer", NOTE, [other, TRUSTED, Anchor("late", ROOT.sum)])[0] == "clock"
    leads = "does not lead to the root certificate that is trusted for {}"
    assert refused(Anchor("one", "00" * 32), other) == leads.format("other")
    with pytest.raises(Malformed, match="is of an authority that nobody trusts: a policy names one by"):
        tokens.check(b"answer", NOTE, [])


def test_a_token_over_something_else(library: Library) -> None:
    """Other bytes, or these digits under another algorithm, are not what is stamped."""
    says = "stamps something else than the checkpoint beside it"
    library.algorithm = SHA3
    assert refused() == says
    library.algorithm, library.stamped = SHA256, hashlib.sha256(b"x").digest()
    assert refused() == says


@pytest.mark.parametrize(("status", "more"), [(1, b""), (2, b""), (-1, b""), (0, b"er"), (2, b"er")])
def test_an_answer_that_is_no_whole_token(library: Library, status: int, more: bytes) -> None:
    """A refusal, or a token with something hidden behind it, is none."""
    library.status, library.more = status, more
    assert refused() == "was not granted, or holds more than a token"


@pytest.mark.usefixtures("library")
def test_an_answer_that_is_far_too_large() -> None:
    """An answer may have 65,536 bytes and not one more."""
    assert tokens.check(bytes(65_536), NOTE, [TRUSTED])[0] == "clock"
    assert refused(answer=bytes(65_537)) == "is far too large"


@pytest.mark.parametrize(
    ("says", "told"),
    [
        ("certificate has expired", "a certificate in its chain was not valid when it was made"),
        ("certificate is not yet valid", "a certificate in its chain was not valid when it was made"),
        ("signature failure", "it is not signed by the authority that is trusted"),
        ("certificate is not valid for this", "it is not signed by the authority that is trusted"),
    ],
)
def test_why_a_signature_does_not_hold(library: Library, says: str, told: str) -> None:
    """A certificate out of its time and a wrong signature are two things, and a person reads which it was."""
    library.says = says
    assert refused() == f"does not hold: {told}"


def test_a_certificate_that_cannot_be_read(library: Library) -> None:
    """What is no certificate, in the token or beside it, makes no token that holds."""
    assert refused(Anchor("clock", ROOT.sum, (b"x",))) == "holds something that cannot be read"
    assert library.held == []


def test_a_root_that_had_ended(library: Library) -> None:
    """A root whose time was over when the token was made stamps nothing, though the signature holds."""
    library.certificates = (EARLY, party("signer", EARLY, may_sign=False))
    assert refused(Anchor("clock", EARLY.sum)) == "was made when the root certificate was not valid"


def test_the_root_may_come_from_beside_the_token(library: Library) -> None:
    """Certificates of the settings help to get to the root; only its sum says that it is trusted."""
    library.certificates = (SIGNER, LOWER)
    assert "does not lead to the root" in refused()
    anchor = Anchor("clock", ROOT.sum, (ROOT.der, BETWEEN.der))
    assert tokens.check(b"answer", NOTE, [anchor])[0] == "clock"
    assert {each.subject for each in library.between} == {named("between"), named("lower")}


def test_the_signer_is_looked_for_among_all_that_the_library_had(library: Library) -> None:
    """Every certificate of the token, and each that was trusted or led there, might be taken for the signer's."""
    stranger, unused = party("stranger"), party("unused")
    library.certificates = (SIGNER, LOWER, stranger)
    anchor = Anchor("clock", ROOT.sum, (unused.der, ROOT.der, BETWEEN.der))
    assert tokens.check(b"answer", NOTE, [anchor])[0] == "clock"
    assert library.signer_among == {each.der for each in (SIGNER, LOWER, stranger, ROOT, BETWEEN)}
    library.signer_says = "was signed by nobody"
    assert refused(anchor) == "was signed by nobody"


MANY = [party(f"old {number}") for number in range(40)]


def test_a_token_does_not_lose_its_root_among_many_certificates(library: Library) -> None:
    """After many changes of authorities a token still holds: its root and its own certificates come first."""
    piled = tuple(each.der for each in MANY)
    library.certificates = (SIGNER, LOWER, BETWEEN)
    for among in ((*piled, ROOT.der), (ROOT.der, *piled), (*piled[:20], ROOT.der, *piled[20:])):
        assert tokens.check(b"answer", NOTE, [Anchor("clock", ROOT.sum, among)]) == ("clock", AT)
        assert {each.subject for each in library.between} == {named("between"), named("lower")}
    library.certificates = (*MANY[:35], ROOT)
    assert tokens.check(b"answer", NOTE, [TRUSTED])[0] == "clock"


def test_what_may_help_is_read_in_its_order(library: Library) -> None:
    """Thirty-two certificates are read: behind the root and the token's own, the first of those that may help."""
    piled = [each.der for each in MANY]
    library.certificates = (SIGNER, LOWER)
    for before, holds in ((29 - 1, True), (29, False)):
        among = (*piled[:before], BETWEEN.der, *piled[before:], ROOT.der)
        assert tokens.check(b"answer", NOTE, [Anchor("clock", ROOT.sum, among)])[0] == "clock"
        assert (BETWEEN.certificate in library.between) is holds


def test_who_may_stand_between_a_token_and_its_root(library: Library) -> None:
    """Each is signed by one before it, may sign others, and was valid then; nobody else's word leads to the root."""
    unsaid = party("unsaid", ROOT, may_sign=None)
    forged = party("forged", party("root"))
    strangers = (
        unsaid,
        forged,
        party("signer", ROOT, may_sign=False),
        party("late", ROOT, until=AT - timedelta(seconds=1)),
        party("below unsaid", unsaid),
        party("below forged", forged),
        party("another name", ROOT, says_by="not root"),
        party("alone"),
    )
    library.certificates = (*strangers, ROOT, BETWEEN, LOWER)
    assert tokens.check(b"answer", NOTE, [TRUSTED])[0] == "clock"
    assert {each.subject for each in library.between} == {named("between"), named("lower")}
    assert ROOT.certificate not in library.between


def test_a_certificate_counts_in_its_first_and_its_last_second(library: Library) -> None:
    """The time of a certificate goes from its first second to its last, both with it."""
    for at, valid in (
        (FROM, True),
        (UNTIL, True),
        (FROM - timedelta(seconds=1), False),
        (UNTIL + timedelta(seconds=1), False),
    ):
        library.at = at
        if valid:
            assert tokens.check(b"answer", NOTE, [TRUSTED]) == ("clock", at)
            assert len(library.between) == 2
        else:
            assert refused() == "was made when the root certificate was not valid"
            assert library.between == []


def test_the_anchors_of_settings() -> None:
    """Each certificate that signs itself is an anchor of the name, and all of them help to get there."""
    pem = BETWEEN.pem + ROOT.pem + EARLY.pem
    ders = (BETWEEN.der, ROOT.der, EARLY.der)
    assert tokens.of_settings("clock", pem) == [
        Anchor("clock", ROOT.sum, ders),
        Anchor("clock", EARLY.sum, ders),
    ]
    assert tokens.of_settings("clock", party("root", party("root")).pem) == []
    with pytest.raises(Malformed, match="does not hold certificates in PEM"):
        tokens.of_settings("clock", "no certificate")


def test_more_certificates_than_anybody_needs() -> None:
    """Of very many certificates the first 32 are read, and nothing breaks."""
    assert tokens.of_settings("clock", BETWEEN.pem * 32 + ROOT.pem) == []
    assert tokens.of_settings("clock", BETWEEN.pem * 31 + ROOT.pem) == [
        Anchor("clock", ROOT.sum, (BETWEEN.der, ROOT.der))
    ]


def test_whether_this_machine_can_read_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    """The package for tokens is there or is not, and the auditor knows which."""
    assert tokens.available()
    monkeypatch.setitem(sys.modules, "rfc3161_client", None)
    assert not tokens.available()
