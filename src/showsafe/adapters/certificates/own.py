"""The studio's own name and certificate: checked whole before it is taken, so that no phone finds out first."""

from __future__ import annotations

from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.x509.oid import ExtendedKeyUsageOID

from showsafe.adapters.certificates import pem
from showsafe.adapters.certificates.leaf import Leaf
from showsafe.errors import Unusable, WrongInput

LONGEST_CHAIN = 6
_SMALLEST_RSA = 2048
_CURVES = (ec.SECP256R1, ec.SECP384R1)


def checked(certificates: bytes, key: bytes, now: datetime) -> Leaf:
    """Return the studio's certificate with its key and the chain above it in order, if all of it holds now.

    Raises WrongInput ``ca.own-*``: ``key-locked``, ``no-key``, ``no-certificate``, ``other-key``, ``weak-key``,
    ``self-signed``, ``chain``, ``ended``, ``not-yet``, ``no-name``, ``not-a-server``.
    """
    secret = _key(key)
    found = pem.certificates_in(certificates)
    if not found:
        raise _wrong(
            "no-certificate",
            "There is no certificate in that file, or one that cannot be read.",
            "Give the file with the certificate and those above it, in PEM (-----BEGIN CERTIFICATE-----).",
        )
    fitting = [one for one in found if pem.same_key(secret, one)]
    if not fitting:
        raise _wrong(
            "other-key",
            "The key does not belong to any certificate in that file.",
            "Give the key that the certificate was asked for with.",
        )
    leaf = Leaf(fitting[0], secret, _above(fitting[0], found))
    _refuse_time(leaf, now)
    _refuse_use(leaf)
    return leaf


def read(data: bytes) -> Leaf:
    """Return the certificate that was taken from the text that was kept; raises Unusable ``ca.own-damaged``."""
    key, found = pem.key_in(data), pem.certificates_in(data)
    if key is None or not found or not pem.same_key(key, found[0]):
        raise Unusable(
            "ca.own-damaged",
            "The studio's own certificate is damaged.",
            "Give it again, as before (showsafe ca use), or do without: showsafe ca use DIR --none",
        )
    return Leaf(found[0], key, tuple(found[1:]))


def _key(data: bytes) -> PrivateKeyTypes:
    if pem.locked(data):
        raise _wrong(
            "key-locked",
            "The key asks for a password, and nobody would be there to type it when the node starts.",
            "Give the key without a password: openssl pkey -in KEY -out UNLOCKED",
        )
    key = pem.key_in(data)
    if key is None:
        raise _wrong(
            "no-key",
            "There is no private key in that file, or more than one, or it cannot be read.",
            "Give the one file with the key, in PEM (-----BEGIN PRIVATE KEY-----).",
        )
    large = isinstance(key, rsa.RSAPrivateKey) and key.key_size >= _SMALLEST_RSA
    known = isinstance(key, ec.EllipticCurvePrivateKey) and isinstance(key.curve, _CURVES)
    if not (large or known):
        raise _wrong(
            "weak-key",
            "Phones and browsers do not take a certificate with this kind of key.",
            "Ask for one with an ECDSA key on P-256 or P-384, or an RSA key of 2048 bits or more.",
        )
    return key


def _above(leaf: x509.Certificate, found: list[x509.Certificate]) -> tuple[x509.Certificate, ...]:
    """Return the certificates above one in their order; the self-signed end is what phones have to have themselves."""
    if pem.issued_by(leaf, leaf):
        raise _wrong(
            "self-signed",
            "This certificate is signed by itself, so no phone can tell whose it is.",
            "Make an authority of the production's own instead: showsafe ca init DIR",
        )
    chain = [leaf]
    rest = [one for one in found if one != leaf]
    while len(chain) <= LONGEST_CHAIN:
        issuer = next((one for one in rest if pem.issued_by(chain[-1], one)), None)
        if issuer is None or pem.issued_by(issuer, issuer):
            break
        rest.remove(issuer)
        chain.append(issuer)
    roots = [one for one in rest if pem.issued_by(one, one)]
    ends = len(chain) > 1 or any(pem.issued_by(leaf, root) for root in roots)
    if len(roots) < len(rest) or not ends or not all(map(_may_issue, (*chain[1:], *roots))):
        raise _wrong(
            "chain",
            "The certificates in that file do not lead from the studio's own to the one above it.",
            "Give the full chain, as the issuer hands it out (often called fullchain.pem).",
        )
    return tuple(chain[1:])


def _may_issue(certificate: x509.Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False


def _refuse_time(leaf: Leaf, now: datetime) -> None:
    for one in (leaf.certificate, *leaf.above):
        if now >= one.not_valid_after_utc:
            raise _wrong(
                "ended",
                f"A certificate of that chain ended on {one.not_valid_after_utc:%Y-%m-%d}.",
                "Fetch a new one where there is internet, before the shoot.",
            )
        if now < one.not_valid_before_utc:
            raise _wrong(
                "not-yet",
                f"A certificate of that chain holds only from {one.not_valid_before_utc:%Y-%m-%d %H:%M} UTC.",
                "Check the clock of this machine, or wait.",
            )


def _refuse_use(leaf: Leaf) -> None:
    if not leaf.hosts.texts():
        raise _wrong(
            "no-name",
            "The certificate names no machine in the way that phones read (subject alternative name).",
            "Ask for one with the node's name in it.",
        )
    try:
        usage = leaf.certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
        server = ExtendedKeyUsageOID.SERVER_AUTH in usage
    except x509.ExtensionNotFound:
        server = True
    if not server:
        raise _wrong(
            "not-a-server",
            "The certificate is not made for a server.",
            "Ask for one that is (server authentication).",
        )


def _wrong(code: str, says: str, now: str) -> WrongInput:
    return WrongInput(f"ca.own-{code}", says, now)
