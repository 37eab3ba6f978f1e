"""The certificate that the production's authority issues to this machine: at most 397 days, for its hosts of today."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv6Address

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from showsafe.adapters.certificates import hosts as hosts_module
from showsafe.adapters.certificates import pem
from showsafe.adapters.certificates.authority import Authority
from showsafe.adapters.certificates.hosts import Hosts
from showsafe.errors import Unusable, WrongInput

LIFE = timedelta(days=397)
"""Between its first and last moment; phones refuse a longer one."""

SET_BACK = timedelta(days=1)
"""How far before now it begins to hold: a phone whose clock is hours late still takes it."""

RENEWED_BEFORE = timedelta(days=30)

SUBJECT = "Showsafe node"
"""Two words: a subject that looks like a name or address is held against the constraints as one, by some clients."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A certificate of a server, the certificates above it that the server shows, and its private key."""

    certificate: x509.Certificate
    key: PrivateKeyTypes = field(repr=False, compare=False)
    above: tuple[x509.Certificate, ...] = ()

    @property
    def hosts(self) -> Hosts:
        """The names and addresses that it holds for."""
        try:
            found = self.certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        except x509.ExtensionNotFound:
            return Hosts()
        addresses = [
            each
            for each in found.get_values_for_type(x509.IPAddress)
            if isinstance(each, IPv4Address | IPv6Address)
        ]
        names = tuple(sorted(name.lower() for name in found.get_values_for_type(x509.DNSName)))
        return Hosts(names, Hosts.of((), addresses).addresses)

    @property
    def begins(self) -> datetime:
        """The first moment at which it holds."""
        return self.certificate.not_valid_before_utc

    @property
    def ends(self) -> datetime:
        """The last moment at which it holds."""
        return self.certificate.not_valid_after_utc

    def as_pem(self) -> bytes:
        """Return key and certificates as the one text that is kept."""
        return pem.joined(self.key, self.certificate, *self.above)


def issue(authority: Authority, hosts: Hosts, now: datetime) -> Leaf:
    """Issue a certificate with a new key to this machine.

    Raises Unusable ``ca.ended``, ``ca.clock``; WrongInput ``ca.outside``, ``ca.no-hosts``, ``ca.too-many``.
    """
    _refuse_time(authority, now)
    _refuse_hosts(authority, hosts)
    key = pem.new_key()
    begins = max(now.replace(microsecond=0) - SET_BACK, authority.certificate.not_valid_before_utc)
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, SUBJECT)]))
        .issuer_name(authority.certificate.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(min(begins + LIFE - timedelta(seconds=1), authority.ends))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_signs(), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(_alternatives(hosts), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(_issuer_key(authority), critical=False)
    )
    return Leaf(builder.sign(authority.key, hashes.SHA256()), key)


def needs_reissue(leaf: Leaf, hosts: Hosts, now: datetime, last: datetime | None = None) -> bool:
    """Whether a certificate has to be issued again: for a host that it lacks, or because its end is near.

    ``last`` is the end of the authority: a certificate that ends with it cannot be made to last longer, and is left
    alone until then. A clock that was set back before its beginning asks for another one too.
    """
    if not leaf.hosts.covers(hosts) or now < leaf.begins:
        return True
    near = leaf.ends - now <= RENEWED_BEFORE
    return near and (last is None or leaf.ends < last)


def read(data: bytes, authority: Authority) -> Leaf | None:
    """Return a certificate of this authority from the text that was kept; None where it is damaged or another's."""
    key, found = pem.key_in(data), pem.certificates_in(data)
    sound = key is not None and len(found) == 1
    if key is None or not sound or not pem.same_key(key, found[0]):
        return None
    return Leaf(found[0], key) if pem.issued_by(found[0], authority.certificate) else None


def _refuse_time(authority: Authority, now: datetime) -> None:
    if now >= authority.ends:
        raise Unusable(
            "ca.ended",
            f"The certificate authority of this production ended on {authority.ends:%Y-%m-%d}.",
            "Move authority.pem away, make a new one (showsafe ca init DIR), and let every phone join again.",
        )
    if now < authority.certificate.not_valid_before_utc:
        raise Unusable(
            "ca.clock",
            f"The clock of this machine says {now:%Y-%m-%d %H:%M} UTC, which is before the authority was made.",
            "Set the clock of this machine, and try again.",
        )


def _refuse_hosts(authority: Authority, hosts: Hosts) -> None:
    allowed = hosts_module.permitted(hosts, authority.own_names)
    outside = [text for text in hosts.texts() if text not in allowed.texts()]
    if outside:
        raise WrongInput(
            "ca.outside",
            f"The authority of this production may not speak for {outside[0]}.",
            "It speaks for private addresses, for .local and localhost, and for the names it was made with "
            "(showsafe ca init DIR --name NAME). Leave this one out.",
        )
    if not hosts.texts():
        raise WrongInput(
            "ca.no-hosts",
            "A certificate needs a name or an address that it holds for.",
            "Give one: --address ADDRESS or --name NAME.",
        )
    if len(hosts.texts()) > hosts_module.MOST:
        raise WrongInput(
            "ca.too-many",
            f"A certificate holds for at most {hosts_module.MOST} names and addresses.",
            "Give fewer.",
        )


def _alternatives(hosts: Hosts) -> x509.SubjectAlternativeName:
    names = [x509.DNSName(name) for name in hosts.names]
    return x509.SubjectAlternativeName([*names, *(x509.IPAddress(each) for each in hosts.addresses)])


def _issuer_key(authority: Authority) -> x509.AuthorityKeyIdentifier:
    own = authority.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(own)


def _signs() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
