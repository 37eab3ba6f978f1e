"""PEM texts: a private key and the certificates that go with it, in one file, so that no two files can disagree."""

from __future__ import annotations

import re

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes, PublicKeyTypes
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from showsafe.ledger.certificates import UNREADABLE

LONGEST = 256 * 1024
"""Bytes of a file of certificates and keys that is still read."""

_KEY = re.compile(
    rb"-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----.+?-----END \1-----",
    re.DOTALL,
)
_LOCKED = re.compile(rb"BEGIN ENCRYPTED PRIVATE KEY|Proc-Type: 4,ENCRYPTED")


def new_key() -> ec.EllipticCurvePrivateKey:
    """Return a new key on P-256, which every phone and browser takes."""
    return ec.generate_private_key(ec.SECP256R1())


def joined(key: PrivateKeyTypes, *chain: x509.Certificate) -> bytes:
    """Return a key and its certificates as one PEM text."""
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return secret + b"".join(one.public_bytes(Encoding.PEM) for one in chain)


def key_in(data: bytes) -> PrivateKeyTypes | None:
    """Return the one private key of a PEM text; None where there is none, several, or one that cannot be read."""
    found = [each.group(0) for each in _KEY.finditer(data[:LONGEST])]
    try:
        return load_pem_private_key(found[0], password=None) if len(found) == 1 else None
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return None


def locked(data: bytes) -> bool:
    """Whether the private key of a PEM text asks for a password."""
    return bool(_LOCKED.search(data[:LONGEST]))


def certificates_in(data: bytes) -> list[x509.Certificate]:
    """Return the certificates of a PEM text in its order; none where one of them cannot be read."""
    try:
        found = x509.load_pem_x509_certificates(data) if len(data) <= LONGEST else []
        # Some faults only show when a part is looked at.
        for one in found:
            _ = one.extensions, one.public_key(), one.subject
    except UNREADABLE:
        return []
    return found


def same_key(key: PrivateKeyTypes, certificate: x509.Certificate) -> bool:
    """Whether a certificate is about this key."""
    return _public(key.public_key()) == _public(certificate.public_key())


def issued_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Whether one certificate names another as its issuer and carries its signature."""
    try:
        certificate.verify_directly_issued_by(issuer)
    except Exception:  # noqa: BLE001 - the library raises InvalidSignature, ValueError, TypeError and more
        return False
    return True


def _public(key: PublicKeyTypes) -> bytes:
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
