"""RFC 3161 time tokens: what they stamp, who signed them, and whether that leads to a root that is trusted.

The certificates count at the time that the token states, so a token outlives them; one that was made with a
certificate that had expired, or was not valid yet, does not hold. Which certificate signed is in ``tokens_signer``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from showsafe.ledger.verify import tokens_signer
from showsafe.ledger.verify.strict import Malformed

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

_SHA256 = "2.16.840.1.101.3.4.2.1"
_LARGEST = 65_536
_MOST = 32


@dataclass(frozen=True, slots=True)
class Anchor:
    """A time authority: its name, the sum of its root certificate, and certificates that may help to get there."""

    name: str
    root: str
    certificates: tuple[bytes, ...] = ()


def available() -> bool:
    """Say whether this machine can read tokens at all."""
    try:
        import rfc3161_client  # noqa: F401, PLC0415 - loaded only where there are tokens
    except ImportError:
        return False
    return True


def of_settings(name: str, pem: str) -> list[Anchor]:
    """Return the anchors that certificates in settings make: each that signs itself; raises Malformed."""
    from cryptography import x509  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import Encoding  # noqa: PLC0415

    try:
        found = x509.load_pem_x509_certificates(pem.encode())
    except tokens_signer.unreadable() as error:
        raise Malformed("does not hold certificates in PEM") from error
    by_der = {item.public_bytes(Encoding.DER): item for item in found[:_MOST]}
    ders = tuple(by_der)
    return [Anchor(name, _sum(der), ders) for der, item in by_der.items() if _issued(item, item)]


def check(answer: bytes, stamped: bytes, anchors: Sequence[Anchor]) -> tuple[str, datetime]:
    """Return which authority stamped these bytes, and when; raises Malformed with the reason of the last anchor."""
    response = _decoded(answer)
    imprint = response.tst_info.message_imprint
    if imprint.hash_algorithm.dotted_string != _SHA256 or imprint.message != hashlib.sha256(stamped).digest():
        raise Malformed("stamps something else than the checkpoint beside it")
    reason = Malformed("is of an authority that nobody trusts: a policy names one by a line authority")
    for anchor in anchors:
        try:
            return anchor.name, _signed(response, stamped, anchor)
        except Malformed as error:
            reason = error
    raise reason


def _decoded(answer: bytes) -> Any:  # noqa: ANN401 - of a library that is loaded late
    from rfc3161_client import decode_timestamp_response  # noqa: PLC0415

    if len(answer) > _LARGEST:
        raise Malformed("is far too large")
    try:
        response = decode_timestamp_response(answer)
        whole = response.as_bytes() == answer
        granted = response.status == 0
        _ = response.tst_info.message_imprint, response.tst_info.gen_time, response.signed_data
    except (ValueError, TypeError) as error:
        raise Malformed("is not a time token") from error
    if not granted or not whole:
        raise Malformed("was not granted, or holds more than a token")
    return response


def _signed(response: Any, stamped: bytes, anchor: Anchor) -> datetime:  # noqa: ANN401
    from cryptography import x509  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import Encoding  # noqa: PLC0415
    from rfc3161_client import VerificationError, VerifierBuilder  # noqa: PLC0415

    try:
        at = _in_utc(response.tst_info.gen_time)
        own = response.signed_data.certificates
        certificates = {der: x509.load_der_x509_certificate(der) for der in _first(own, anchor)}
        roots = [item for der, item in certificates.items() if _sum(der) == anchor.root]
        between = _between(roots, list(certificates.values()), at)
        asked = {*own, *(item.public_bytes(Encoding.DER) for item in (*roots, *between))}
        if roots:
            builder = VerifierBuilder(roots=roots, intermediates=between)
            builder.build().verify(response, hashlib.sha256(stamped).digest())
    except VerificationError as error:
        raise Malformed(f"does not hold: {_why(str(error))}") from error
    except tokens_signer.unreadable() as error:
        raise Malformed("holds something that cannot be read") from error
    if not roots:
        raise Malformed(f"does not lead to the root certificate that is trusted for {anchor.name}")
    if not all(_valid(root, at) for root in roots):
        raise Malformed("was made when the root certificate was not valid")
    tokens_signer.check(response, asked)
    return at


def _first(own: Iterable[bytes], anchor: Anchor) -> list[bytes]:
    """Return the certificates that are read: the root before all, the token's own, and then what may help."""
    root = [der for der in (*own, *anchor.certificates) if _sum(der) == anchor.root]
    return list(dict.fromkeys((*root, *sorted(own), *anchor.certificates)))[:_MOST]


def _between(roots: list[Certificate], certificates: list[Certificate], at: datetime) -> list[Certificate]:
    """Return the authorities that lead to a root: each signed by one before it, valid then, and allowed to sign."""
    found = list(roots)
    for _ in certificates:
        fresh = [
            item
            for item in certificates
            if item not in found
            and _valid(item, at)
            and _may_sign(item)
            and any(_issued(item, by) for by in found)
        ]
        if not fresh:
            break
        found += fresh
    return [item for item in found if item not in roots]


def _may_sign(certificate: Certificate) -> bool:
    from cryptography import x509  # noqa: PLC0415

    try:
        return bool(certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca)
    except x509.ExtensionNotFound:
        return False
    except tokens_signer.unreadable():
        return False


def _issued(certificate: Certificate, by: Certificate) -> bool:
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415

    try:
        certificate.verify_directly_issued_by(by)
    except InvalidSignature:
        return False
    except tokens_signer.unreadable():
        return False
    return True


def _valid(certificate: Certificate, at: datetime) -> bool:
    return certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc


def _why(error: str) -> str:
    if "expired" in error or "not yet valid" in error:
        return "a certificate in its chain was not valid when it was made"
    return "it is not signed by the authority that is trusted"


def _sum(der: bytes) -> str:
    return hashlib.sha256(der).hexdigest()


def _in_utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
