"""The studio's own certificate: what is taken, and what is refused before any phone sees it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificateIssuerPrivateKeyTypes
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from hypothesis import given
from hypothesis import strategies as st

from showsafe.adapters.certificates import own, rehearsal
from showsafe.adapters.certificates.leaf import Leaf
from showsafe.errors import ShowsafeError, Unusable, WrongInput
from tests.adapters.certificates.set_up import ask, client, now, served, serving

DAY = timedelta(days=1)
NAME = "set.studio.example"
Key = CertificateIssuerPrivateKeyTypes


class Issuer:
    """A public issuer, as a studio has one: a root, an issuer below it, and what that hands out."""

    def __init__(self) -> None:
        """Make root and issuer, both holding for a year around now."""
        self.root_key, self.key = (
            ec.generate_private_key(ec.SECP256R1()),
            ec.generate_private_key(ec.SECP256R1()),
        )
        self.root = certificate("root", self.root_key, None, self.root_key, ca=True)
        self.between = certificate("between", self.key, self.root, self.root_key, ca=True)

    def leaf(self, key: Key, **how: object) -> x509.Certificate:
        """Return a certificate for a server's key."""
        return certificate("leaf", key, self.between, self.key, **how)  # type: ignore[arg-type]


def certificate(  # noqa: PLR0913 - what can be wrong with one
    name: str,
    key: Key,
    issuer: x509.Certificate | None,
    signing: Key,
    *,
    ca: bool = False,
    names: tuple[str, ...] = (NAME,),
    begins: datetime | None = None,
    usage: x509.ObjectIdentifier = ExtendedKeyUsageOID.SERVER_AUTH,
) -> x509.Certificate:
    """Return a certificate."""
    begins = begins or now() - 30 * DAY
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Studio {name}")])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + 90 * DAY)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()), critical=False
        )
    )
    if not ca:
        builder = builder.add_extension(x509.ExtendedKeyUsage([usage]), critical=False)
        if names:
            listed = x509.SubjectAlternativeName([x509.DNSName(each) for each in names])
            builder = builder.add_extension(listed, critical=False)
    else:
        keys = {name: name == "key_cert_sign" for name in _USES}
        builder = builder.add_extension(x509.KeyUsage(**keys), critical=True)
    return builder.sign(signing, None if isinstance(signing, ed25519.Ed25519PrivateKey) else hashes.SHA256())


_USES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)


def pem(*certificates: x509.Certificate) -> bytes:
    """Return certificates as one PEM text."""
    return b"".join(each.public_bytes(Encoding.PEM) for each in certificates)


def key_pem(key: Key, password: bytes = b"") -> bytes:
    """Return a key in PEM, locked by a password if there is one."""
    lock = BestAvailableEncryption(password) if password else NoEncryption()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock)


STUDIO = Issuer()
KEY = ec.generate_private_key(ec.SECP256R1())
GOOD = STUDIO.leaf(KEY)


def taken(*chain: x509.Certificate, key: Key = KEY) -> Leaf:
    """Return what is taken of a chain and a key."""
    return own.checked(pem(*chain), key_pem(key), now())


@pytest.mark.parametrize(
    "chain",
    [
        (GOOD, STUDIO.between),
        (GOOD, STUDIO.between, STUDIO.root),
        (STUDIO.root, STUDIO.between, GOOD),
        (STUDIO.between, GOOD),
    ],
)
def test_a_whole_chain_is_taken_in_its_order(chain: tuple[x509.Certificate, ...]) -> None:
    """The certificate comes first and its issuer next, in whatever order they came; the root stays away."""
    found = taken(*chain)
    assert (found.certificate, found.above) == (GOOD, (STUDIO.between,))
    assert found.hosts.names == (NAME,)


def test_a_client_that_knows_the_root_is_answered(tmp_path: Path) -> None:
    """Kept and read again, it is served so that a client with nothing but the root reaches it by its name."""
    kept = own.read(taken(GOOD, STUDIO.between).as_pem())
    with serving(served(kept, tmp_path)) as port:
        assert ask(port, NAME, client(pem(STUDIO.root).decode())).endswith(b"hello")


def test_a_handshake_in_memory_says_the_same(tmp_path: Path) -> None:
    """The rehearsal accepts what a client accepts, and refuses another name, another root, and a chain cut short."""
    whole, short = taken(GOOD, STUDIO.between), Leaf(GOOD, KEY)
    known, others = (rehearsal.trusting(pem(each).decode()) for each in (STUDIO.root, Issuer().root))
    shown = served(whole, tmp_path)
    assert rehearsal.accepted(shown, NAME, known)
    assert not rehearsal.accepted(shown, "other.studio.example", known)
    assert not rehearsal.accepted(shown, NAME, others)
    assert not rehearsal.accepted(shown, NAME, rehearsal.trusting())
    assert not rehearsal.accepted(served(short, tmp_path), NAME, known)


def test_an_rsa_key_is_taken() -> None:
    """A certificate with an RSA key of 2048 bits is taken."""
    key = rsa.generate_private_key(65537, 2048)
    assert taken(STUDIO.leaf(key), STUDIO.between, key=key).hosts.names == (NAME,)


OLD = STUDIO.leaf(KEY, begins=now() - 91 * DAY)
OTHER = ec.generate_private_key(ec.SECP256R1())
WEAK: Key = ed25519.Ed25519PrivateKey.generate()
NO_ISSUER = certificate("between", STUDIO.key, STUDIO.root, STUDIO.root_key)

WRONG: dict[str, tuple[Callable[[], bytes], Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", lambda: key_pem(KEY), "no-certificate"),
    "no certificate": (lambda: b"hello", lambda: key_pem(KEY), "no-certificate"),
    "certificate in DER": (lambda: GOOD.public_bytes(Encoding.DER), lambda: key_pem(KEY), "no-certificate"),
    "no key": (lambda: pem(GOOD, STUDIO.between), lambda: b"hello", "no-key"),
    "two keys": (lambda: pem(GOOD, STUDIO.between), lambda: key_pem(KEY) + key_pem(OTHER), "no-key"),
    "a public key": (lambda: pem(GOOD, STUDIO.between), lambda: pem(GOOD), "no-key"),
    "locked key": (lambda: pem(GOOD, STUDIO.between), lambda: key_pem(KEY, b"secret"), "key-locked"),
    "another's key": (lambda: pem(GOOD, STUDIO.between), lambda: key_pem(OTHER), "other-key"),
    "weak key": (lambda: pem(STUDIO.leaf(WEAK), STUDIO.between), lambda: key_pem(WEAK), "weak-key"),
    "alone": (lambda: pem(GOOD), lambda: key_pem(KEY), "chain"),
    "root missing its issuer": (lambda: pem(GOOD, STUDIO.root), lambda: key_pem(KEY), "chain"),
    "stray": (lambda: pem(GOOD, STUDIO.between, Issuer().between), lambda: key_pem(KEY), "chain"),
    "another's issuer": (lambda: pem(GOOD, Issuer().between), lambda: key_pem(KEY), "chain"),
    "issuer that is none": (lambda: pem(GOOD, NO_ISSUER), lambda: key_pem(KEY), "chain"),
    "self-signed": (lambda: pem(certificate("leaf", KEY, None, KEY)), lambda: key_pem(KEY), "self-signed"),
    "ended": (lambda: pem(OLD, STUDIO.between), lambda: key_pem(KEY), "ended"),
    "not yet": (
        lambda: pem(STUDIO.leaf(KEY, begins=now() + DAY), STUDIO.between),
        lambda: key_pem(KEY),
        "not-yet",
    ),
    "no name": (lambda: pem(STUDIO.leaf(KEY, names=()), STUDIO.between), lambda: key_pem(KEY), "no-name"),
    "of a mail client": (
        lambda: pem(STUDIO.leaf(KEY, usage=ExtendedKeyUsageOID.EMAIL_PROTECTION), STUDIO.between),
        lambda: key_pem(KEY),
        "not-a-server",
    ),
}


@pytest.mark.parametrize("what", list(WRONG))
def test_what_phones_would_refuse_is_refused_here(what: str) -> None:
    """Each fault of chain, name, date or key is named, with what to do; nothing of the key is in the answer."""
    certificates, key, code = WRONG[what]
    with pytest.raises(WrongInput) as refused:
        own.checked(certificates(), key(), now())
    assert refused.value.code == f"ca.own-{code}"
    assert refused.value.now
    assert "PRIVATE KEY-----\n" not in str(refused.value)


def refusal(certificates: bytes, key: bytes) -> str:
    """Return the code with which something is refused, or nothing."""
    try:
        own.checked(certificates, key, now())
    except ShowsafeError as error:
        return error.code
    return ""


@given(st.data())
def test_no_byte_of_a_file_brings_it_down(data: st.DataObject) -> None:
    """Whatever is changed in either file, it is taken or refused with a code; nothing else happens."""
    files = [pem(GOOD, STUDIO.between), key_pem(KEY)]
    at = data.draw(st.integers(0, 1))
    place = data.draw(st.integers(0, len(files[at]) - 1))
    files[at] = files[at][:place] + data.draw(st.binary(max_size=3)) + files[at][place + 1 :]
    assert refusal(*files) == "" or refusal(*files).startswith("ca.own-")


@pytest.mark.parametrize("content", [b"", b"damaged", pem(GOOD), key_pem(KEY), key_pem(OTHER) + pem(GOOD)])
def test_what_was_kept_and_is_damaged_is_told(content: bytes) -> None:
    """A damaged file of the studio's own is said to be damaged."""
    with pytest.raises(Unusable) as refused:
        own.read(content)
    assert refused.value.code == "ca.own-damaged"
