"""The certificate authority of one production: it may speak for machines of a set and for nothing else.

Whoever takes it into a phone trusts it there, so it is bound: private addresses, ``.local``, ``localhost`` and a name
that the unit chose (RFC 5280 name constraints, critical); no authority below it; servers only; two years.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from showsafe.adapters.certificates import pem
from showsafe.adapters.certificates.hosts import PERMITTED_NAMES, PERMITTED_NETWORKS, chosen_name
from showsafe.errors import Unusable

LIFE = timedelta(days=730)
SET_BACK = timedelta(days=2)
"""How far before now it begins to hold, since clocks on a set are wrong; what it issues is set back by less."""


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority: its certificate, and its private key, which no text of it shows."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey = field(repr=False, compare=False)

    @property
    def der(self) -> bytes:
        """The certificate as phones take it."""
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def ends(self) -> datetime:
        """When it ends."""
        return self.certificate.not_valid_after_utc

    @property
    def name(self) -> str:
        """What phones call it in their lists."""
        return str(self.certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value)

    @property
    def unit(self) -> str:
        """The unit that it was made for."""
        return str(self.certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)[0].value)

    @property
    def own_names(self) -> tuple[str, ...]:
        """The names that it may speak for beside those of every local network."""
        constraints = self.certificate.extensions.get_extension_for_class(x509.NameConstraints).value
        names = [
            each.value for each in constraints.permitted_subtrees or () if isinstance(each, x509.DNSName)
        ]
        return tuple(name for name in names if name not in PERMITTED_NAMES)

    def as_pem(self) -> bytes:
        """Return key and certificate as the one text that is kept."""
        return pem.joined(self.key, self.certificate)


def new(unit: str, now: datetime, own_names: tuple[str, ...] = ()) -> Authority:
    """Make an authority for a unit; raises WrongInput ``ca.name-too-wide``, ``ca.not-a-name``."""
    key = pem.new_key()
    extra = tuple(dict.fromkeys(chosen_name(name) for name in own_names))
    begins = now.replace(microsecond=0) - SET_BACK
    # A unit's name has at most 63 letters, and this field at most 64: the date tells two authorities of a unit apart.
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Showsafe"),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, unit),
            x509.NameAttribute(NameOID.COMMON_NAME, f"Showsafe {unit[:36]} {now:%Y-%m-%d}"),
        ]
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + LIFE)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_signs_certificates(), critical=True)
        .add_extension(_constraints(extra), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    return Authority(builder.sign(key, hashes.SHA256()), key)


def read(data: bytes) -> Authority:
    """Return an authority from the text that was kept; raises Unusable ``ca.damaged``."""
    key, found = pem.key_in(data), pem.certificates_in(data)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or len(found) != 1 or not _whole(key, found[0]):
        raise Unusable(
            "ca.damaged",
            "The certificate authority of this production is damaged, so it can issue nothing.",
            "Restore authority.pem from its backup; or move it away, make a new one, and let every phone join again.",
        )
    return Authority(found[0], key)


def _whole(key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate) -> bool:
    known = {type(each.value) for each in certificate.extensions}
    bound = {x509.NameConstraints, x509.BasicConstraints, x509.SubjectKeyIdentifier} <= known
    return bound and pem.same_key(key, certificate) and pem.issued_by(certificate, certificate)


def _constraints(own_names: tuple[str, ...]) -> x509.NameConstraints:
    names = [x509.DNSName(name) for name in (*PERMITTED_NAMES, *own_names)]
    networks = [x509.IPAddress(network) for network in PERMITTED_NETWORKS]
    return x509.NameConstraints(permitted_subtrees=[*names, *networks], excluded_subtrees=None)


def _signs_certificates() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=True,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
