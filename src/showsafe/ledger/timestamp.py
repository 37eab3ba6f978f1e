"""RFC 3161: the question to a time authority about a checkpoint, and the answer, held against its certificates.

What is stamped is SHA-256 over the whole checkpoint note, signature lines included. The question carries a
nonce and asks for the signer's certificate; the answer counts only if it repeats both imprint and nonce and
its signer leads, at the time that it states, to a root among the certificates that were configured.

A token has to hold the hash of the one certificate that made it (ESSCertID: RFC 3161, 2.4.2, and RFC 5816). Here it is
asked whether there is one such certificate alone, and its hash anywhere; the auditor reads whether the signature
covers it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.serialization import Encoding
from rfc3161_client import (
    HashAlgorithm,
    PKIStatus,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from showsafe.errors import NotVerified, WrongInput
from showsafe.ledger.certificates import UNREADABLE

LARGEST_ANSWER = 65_536
LARGEST_CERTIFICATES = 65_536
MOST_CERTIFICATES = 8

_NOT_SIGNED: tuple[type[Exception], ...] = (InvalidSignature, *UNREADABLE)
_NAMED_BY = ("sha1", "sha224", "sha256", "sha384", "sha512")
_SHA256 = x509.ObjectIdentifier("2.16.840.1.101.3.4.2.1")
_AGAIN = "Nothing was recorded; it is asked again later. Tell whoever looks after the authority."


@dataclass(frozen=True, slots=True)
class Question:
    """A request in DER, over one checkpoint, with the nonce that the answer has to repeat."""

    der: bytes
    nonce: int
    stamped: bytes


@dataclass(frozen=True, slots=True)
class Token:
    """What an authority says, after it was verified: this checkpoint was there at this time."""

    time: datetime
    serial: int
    signer: str


@dataclass(frozen=True, slots=True)
class Chain:
    """The certificates of one authority: the roots that are trusted for it, and what lies between."""

    roots: tuple[x509.Certificate, ...]
    others: tuple[x509.Certificate, ...]

    def pem(self) -> str:
        """Return the certificates as plain PEM, the roots last."""
        return "".join(
            item.public_bytes(Encoding.PEM).decode("ascii") for item in (*self.others, *self.roots)
        )


def question(note: bytes) -> Question:
    """Return the request for a token over a checkpoint, with a new nonce."""
    builder = TimestampRequestBuilder(data=note, hash_algorithm=HashAlgorithm.SHA256)
    request = builder.nonce(nonce=True).cert_request(cert_request=True).build()
    if request.nonce is None:
        raise AssertionError(request)
    return Question(request.as_bytes(), request.nonce, note)


def chain_of(pem: str) -> Chain:
    """Read the certificates of an authority, up to its root; raises WrongInput (``time.certificates``)."""
    if len(pem) > LARGEST_CERTIFICATES:
        raise _certificates("they are too long")
    try:
        found = x509.load_pem_x509_certificates(pem.encode())
    except UNREADABLE as error:
        raise _certificates("they are not certificates in PEM") from error
    if len(found) > MOST_CERTIFICATES:
        raise _certificates(f"there are more than {MOST_CERTIFICATES}")
    roots = tuple(item for item in found if _signs_itself(item))
    if not roots:
        raise _certificates("the root, which signs itself, is not among them")
    return Chain(roots, tuple(item for item in found if item not in roots))


def accept(answer: bytes, note: bytes, chain: Chain, nonce: int | None = None) -> Token:
    """Return what an answer says of a checkpoint, or refuse it; without a nonce, as it is read again later.

    Raises NotVerified: ``time.not-an-answer``, ``time.not-granted``, ``time.other-checkpoint``,
    ``time.other-nonce``, ``time.not-signed``.
    """
    response = _decoded(answer)
    try:
        _check_said(response, note, nonce)
        VerifierBuilder(roots=list(chain.roots), intermediates=list(chain.others)).build().verify(
            response, hashlib.sha256(note).digest()
        )
        info = response.tst_info
        signer = _signer(response, chain)
        return Token(_in_utc(info.gen_time), info.serial_number, signer.subject.rfc4514_string())
    except VerificationError as error:
        raise _refused("time.not-signed", _why_not_signed(error)) from error
    except UNREADABLE as error:
        raise _refused("time.not-an-answer", "a part of it cannot be read") from error


def _decoded(answer: bytes) -> TimeStampResponse:
    if len(answer) > LARGEST_ANSWER:
        raise _refused("time.not-an-answer", "it is too long")
    try:
        return decode_timestamp_response(answer)
    except ValueError as error:
        raise _refused("time.not-an-answer", "it is not a time stamp response") from error


def _check_said(response: TimeStampResponse, note: bytes, nonce: int | None) -> None:
    if response.status != PKIStatus.GRANTED:
        raise _refused("time.not-granted", "the authority gave no token")
    said = response.tst_info.message_imprint
    if said.hash_algorithm != _SHA256 or said.message != hashlib.sha256(note).digest():
        raise _refused("time.other-checkpoint", "it stamps something else than this checkpoint")
    if nonce is not None and response.tst_info.nonce != nonce:
        raise _refused("time.other-nonce", "it answers another question than ours")


def _why_not_signed(error: VerificationError) -> str:
    if "has expired" in str(error):
        return "a certificate in its chain had expired when it was made"
    return "it is not signed by an authority that the configured certificates lead to"


def _signer(response: TimeStampResponse, chain: Chain) -> x509.Certificate:
    """Return the one certificate of the issuer and number that the token names, whose hash the token holds."""
    signers = [(_folded(item.issuer), item.serial_number) for item in response.signed_data.signer_infos]
    kept = (item.public_bytes(Encoding.DER) for item in (*chain.others, *chain.roots))
    certificates = {
        der: x509.load_der_x509_certificate(der) for der in (*response.signed_data.certificates, *kept)
    }
    named = {
        der for der, item in certificates.items() if (_folded(item.issuer), item.serial_number) in signers
    }
    if len(named) != 1:
        raise _refused("time.not-signed", "its signer is not one certificate alone")
    (der,) = named
    if not any(
        hashlib.new(by, der, usedforsecurity=False).digest() in response.as_bytes() for by in _NAMED_BY
    ):
        raise _refused("time.not-signed", "it does not say which certificate made it")
    return certificates[der]


def _folded(name: x509.Name) -> str:
    """Return a name without what its readers take for the same: large and small letters, and spaces."""
    return "".join(name.rfc4514_string().casefold().split())


def _in_utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _signs_itself(certificate: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(certificate)
    except _NOT_SIGNED:
        return False
    return True


def _certificates(why: str) -> WrongInput:
    return WrongInput(
        "time.certificates",
        f"These are not the certificates of a time authority: {why}.",
        "Give one PEM file with the authority's chain, from its own certificate up to the root.",
    )


def _refused(code: str, why: str) -> NotVerified:
    return NotVerified(code, f"The answer of the time authority is refused: {why}.", _AGAIN)
