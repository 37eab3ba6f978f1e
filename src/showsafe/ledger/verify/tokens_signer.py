"""Which certificate signed a time token: the one whose hash is under its signature, and none that is like it.

A token names its signer by issuer and serial number, which its signature does not cover, and which more than one
certificate may bear. What the signature covers is the hash of the signer's certificate (ESSCertID: RFC 3161, 2.4.2,
and RFC 5816).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from showsafe.ledger.verify.strict import Malformed

if TYPE_CHECKING:
    from cryptography.x509 import Name

_OCTETS, _SEQUENCE, _ATTRIBUTES = 0x04, 0x30, 0xA0
_LONG, _SIZES = 0x80, 0x7F
_SIGNING_CERTIFICATE = {
    bytes.fromhex("2a864886f70d010910020c"): "sha1",
    bytes.fromhex("2a864886f70d010910022f"): "sha256",
}
"""The attributes that name the signer's certificate, each with the algorithm that it need not say."""

_HASHES = {
    bytes.fromhex("2b0e03021a"): "sha1",
    bytes.fromhex("608648016503040204"): "sha224",
    bytes.fromhex("608648016503040201"): "sha256",
    bytes.fromhex("608648016503040202"): "sha384",
    bytes.fromhex("608648016503040203"): "sha512",
}
_UNREADABLE = "holds something that cannot be read"


def check(response: Any, ders: Iterable[bytes]) -> None:  # noqa: ANN401 - of a library that is loaded late
    """Let a token pass whose signer can be one certificate alone, the one that it names; raises Malformed.

    ``ders``: every certificate among which the signer was looked for.
    """
    try:
        (info,) = response.signed_data.signer_infos
        signers = [der for der in set(ders) if _bears(der, info.issuer, info.serial_number)]
        named = _named(response.as_bytes())
    except unreadable() as error:
        raise Malformed(_UNREADABLE) from error
    if len(signers) != 1:
        raise Malformed("does not hold: its signer is not one certificate alone")
    if not named:
        raise Malformed("does not hold: its signature does not say which certificate made it")
    if any(hashlib.new(by, signers[0], usedforsecurity=False).digest() != value for by, value in named):
        raise Malformed("does not hold: its signature says that another certificate made it")


def unreadable() -> tuple[type[Exception], ...]:
    """Return all that is raised of a certificate or a token that cannot be read: not all of it is a ValueError."""
    from cryptography import x509  # noqa: PLC0415
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415

    odd = (
        UnsupportedAlgorithm,
        x509.InvalidVersion,
        x509.DuplicateExtension,
        x509.UnsupportedGeneralNameType,
    )
    return (ValueError, TypeError, LookupError, *odd)


def _bears(der: bytes, issuer: Name, serial: int) -> bool:
    from cryptography import x509  # noqa: PLC0415

    found = x509.load_der_x509_certificate(der)
    return found.serial_number == serial and _folded(found.issuer) == _folded(issuer)


def _folded(name: Name) -> str:
    """Return a name without what its readers take for the same: large and small letters, and spaces."""
    parts = (f"{part.oid.dotted_string} {part.value!s}" for part in name)
    return "".join("".join(parts).casefold().split())


def _named(token: bytes) -> list[tuple[str, bytes]]:
    """Return (algorithm, hash) of each signer's certificate that the signed attributes of a token name."""
    _, (_, content) = _items(_only(token, _SEQUENCE))
    _, (_, explicit) = _items(content)
    *_, (_, signers) = _items(_only(explicit, _SEQUENCE))
    signer = _items(_only(signers, _SEQUENCE))
    signed = [item for tag, held in signer if tag == _ATTRIBUTES for _, item in _items(held)]
    found = []
    for attribute in signed:
        (_, kind), (_, values) = _items(attribute)
        if kind in _SIGNING_CERTIFICATE:
            found.append(_hash(_only(values, _SEQUENCE), _SIGNING_CERTIFICATE[kind]))
    return found


def _hash(value: bytes, by: str) -> tuple[str, bytes]:
    """Return the first (algorithm, hash) of the certificates that an attribute names: that is the signer's."""
    (_, certificates), *_ = _items(value)
    (_, first), *_ = _items(certificates)
    (tag, said), *more = _items(first)
    if tag == _SEQUENCE:
        (_, algorithm), *_ = _items(said)
        by, (tag, said) = _HASHES[algorithm], more[0]
    if tag != _OCTETS:
        raise ValueError
    return by, said


def _only(data: bytes, tag: int) -> bytes:
    """Return what the one element of these bytes holds; raises ValueError."""
    (item,) = _items(data)
    if item[0] != tag:
        raise ValueError
    return item[1]


def _items(data: bytes) -> list[tuple[int, bytes]]:
    """Return (tag, what it holds) of each element of DER; raises ValueError or IndexError.

    A size is in its short form where it has one, and never left open (X.690, 10.1).
    """
    found, at = [], 0
    while at < len(data):
        tag, size, start = data[at], data[at + 1], at + 2
        if size & _LONG:
            start += size & _SIZES
            size = int.from_bytes(data[at + 2 : start])
            if size < _LONG or not data[at + 2]:
                raise ValueError
        at = start + size
        if at > len(data):
            raise ValueError
        found.append((tag, data[start:at]))
    return found
