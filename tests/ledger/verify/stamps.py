"""Time tokens made here, byte by byte: as an authority makes them, and as somebody would who is none."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from showsafe.ledger.verify.tokens import Anchor

FROM, UNTIL = datetime(2025, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
AT = datetime(2025, 3, 4, 5, 6, 7, tzinfo=UTC)
NOTE = b"a checkpoint"
TIME, MAIL = ExtendedKeyUsageOID.TIME_STAMPING, ExtendedKeyUsageOID.EMAIL_PROTECTION
SEQUENCE, SET, OCTETS, OID, NUMBER, GIVEN, MOMENT = 0x30, 0x31, 0x04, 0x06, 0x02, 0xA0, 0x18

SHA1 = bytes.fromhex("2b0e03021a")
SHA224, SHA256, SHA384, SHA512 = (bytes.fromhex(f"6086480165030402{number:02x}") for number in (4, 1, 2, 3))
SIGNING_CERTIFICATE = bytes.fromhex("2a864886f70d010910020c")
SIGNING_CERTIFICATE_V2 = bytes.fromhex("2a864886f70d010910022f")
_POLICY, _TOKEN, _SIGNED = (
    bytes.fromhex(text) for text in ("2a030401", "2a864886f70d0109100104", "2a864886f70d010702")
)
_KIND, _DIGEST, _ECDSA = (
    bytes.fromhex(text) for text in ("2a864886f70d010903", "2a864886f70d010904", "2a8648ce3d040302")
)


@dataclass(frozen=True)
class Party:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def der(self) -> bytes:
        """The certificate in DER."""
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def anchor(self) -> Anchor:
        """The trust in this certificate as a root."""
        return Anchor("clock", hashlib.sha256(self.der).hexdigest(), (self.der,))


def name(text: str) -> x509.Name:
    """Return a name of a certificate."""
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def party(
    subject: str,
    by: Party | None = None,
    *,
    usage: x509.ObjectIdentifier | None = None,
    key: ec.EllipticCurvePrivateKey | None = None,
    serial: int = 0,
    issuer: str = "",
) -> Party:
    """Return somebody with a certificate: a root, one for a use by a root, or with an issuer that never signed it."""
    own = key or ec.generate_private_key(ec.SECP256R1())
    builder = (
        x509.CertificateBuilder()
        .subject_name(name(subject))
        .issuer_name(name(issuer) if issuer else by.certificate.subject if by else name(subject))
        .public_key(own.public_key())
        .serial_number(serial or x509.random_serial_number())
        .not_valid_before(FROM)
        .not_valid_after(UNTIL)
        .add_extension(x509.BasicConstraints(ca=usage is None, path_length=None), critical=True)
    )
    if usage is not None:
        builder = builder.add_extension(x509.ExtendedKeyUsage([usage]), critical=True)
    return Party(builder.sign(by.key if by else own, hashes.SHA256()), own)


def odd(whose: Party) -> bytes:
    """Return a certificate, in DER, of a version that there is none of."""
    return whose.der.replace(bytes.fromhex("a003020102"), bytes.fromhex("a003020105"), 1)


def element(tag: int, *parts: bytes) -> bytes:
    """Return an element of DER."""
    held = b"".join(parts)
    if len(held) < 0x80:
        return bytes([tag, len(held)]) + held
    size = len(held).to_bytes((len(held).bit_length() + 7) // 8)
    return bytes([tag, 0x80 | len(size)]) + size + held


def attribute(kind: bytes, *values: bytes) -> bytes:
    """Return an attribute of a signature."""
    return element(SEQUENCE, element(OID, kind), element(SET, *values))


def algorithm(kind: bytes) -> bytes:
    """Return the name of an algorithm."""
    return element(SEQUENCE, element(OID, kind))


def names(kind: bytes, *hashed: tuple[bytes, bytes]) -> bytes:
    """Return the attribute that names certificates: each an algorithm, which may be none, and a hash."""
    each = [element(SEQUENCE, by and algorithm(by), element(OCTETS, value)) for by, value in hashed]
    return attribute(kind, element(SEQUENCE, element(SEQUENCE, *each)))


def named(signer: Party) -> bytes:
    """Return the attribute by which an authority of today names its certificate."""
    return names(SIGNING_CERTIFICATE_V2, (b"", hashlib.sha256(signer.der).digest()))


def token(
    signer: Party, *certificates: Party, says: tuple[bytes, ...] | None = None, more: tuple[bytes, ...] = ()
) -> bytes:
    """Return the answer with a token over NOTE; ``says`` are the attributes beside its kind and digest."""
    imprint = element(SEQUENCE, algorithm(SHA256), element(OCTETS, hashlib.sha256(NOTE).digest()))
    moment = element(MOMENT, f"{AT:%Y%m%d%H%M%SZ}".encode())
    info = element(
        SEQUENCE, element(NUMBER, b"\1"), element(OID, _POLICY), imprint, element(NUMBER, b"\1"), moment
    )
    attributes = [
        attribute(_KIND, element(OID, _TOKEN)),
        attribute(_DIGEST, element(OCTETS, hashlib.sha256(info).digest())),
        *((named(signer),) if says is None else says),
    ]
    signed = b"".join(sorted(attributes))
    serial = signer.certificate.serial_number
    who = element(
        SEQUENCE,
        signer.certificate.issuer.public_bytes(),
        element(NUMBER, serial.to_bytes(serial.bit_length() // 8 + 1)),
    )
    signature = signer.key.sign(element(SET, signed), ec.ECDSA(hashes.SHA256()))
    by = element(
        SEQUENCE,
        element(NUMBER, b"\1"),
        who,
        algorithm(SHA256),
        element(GIVEN, signed),
        algorithm(_ECDSA),
        element(OCTETS, signature),
    )
    data = element(
        SEQUENCE,
        element(NUMBER, b"\3"),
        element(SET, algorithm(SHA256)),
        element(SEQUENCE, element(OID, _TOKEN), element(GIVEN, element(OCTETS, info))),
        element(GIVEN, *sorted([*(each.der for each in certificates or (signer,)), *more])),
        element(SET, by),
    )
    content = element(SEQUENCE, element(OID, _SIGNED), element(GIVEN, data))
    return element(SEQUENCE, element(SEQUENCE, element(NUMBER, b"\0")), content)
