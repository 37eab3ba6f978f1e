"""Passwords and certificates of a cluster: made once, each in a file that its owner alone can read.

A password has 192 bits of the system's chance. The authority is the cluster's own and signs nothing else. Each host
has two certificates: ``machine`` for etcd and Patroni, which names its address alone (the HTTP client under Debian's
Patroni cannot read names without a further package), and ``database`` for PostgreSQL and pgBackRest, which compare
names: those of the host and, of a database, the service name that clients check.
"""

from __future__ import annotations

import ipaddress
import os
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from tools.cluster.inventory import Host, Inventory

PASSWORDS = ("superuser", "replication", "rewind", "rest", "owner", "office", "cipher")
USES = ("machine", "database")
_YEARS = timedelta(days=365 * 10)
_CERTIFICATE = timedelta(days=825)
_SOON = timedelta(days=90)
_BEFORE = timedelta(hours=1)


def kept(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Write a file that never existed with more rights than it keeps."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with open(handle, "wb") as file:  # noqa: PTH123 (a path has no way to give the mode)
        os.fchmod(handle, mode)
        file.write(data)


def passwords(folder: Path) -> dict[str, str]:
    """Return the passwords of a folder; those that are not there yet are made."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = {}
    for name in PASSWORDS:
        path = folder / f"{name}.password"
        if not path.exists():
            kept(path, secrets.token_urlsafe(24).encode())
        found[name] = path.read_text("ascii").strip()
    return found


def certificates(folder: Path, inventory: Inventory) -> None:
    """Make the authority once, and each host's certificates where none fits the inventory or one ends soon."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not (folder / "ca.key").exists():
        _authority(folder, inventory.name)
    for host in inventory.hosts:
        for use in USES:
            names = _names(inventory, host, use)
            if not _fits(folder / f"{host.name}-{use}.crt", names):
                _issue(folder, host, use, names)


def _names(inventory: Inventory, host: Host, use: str) -> list[x509.GeneralName]:
    """Return what a certificate of a host says that it is."""
    names: list[x509.GeneralName] = [x509.IPAddress(ipaddress.ip_address(host.address))]
    if use == "database":
        # The address stands as a name too: pgBackRest compares what it was given with names alone.
        service = [inventory.service] if "data" in host.runs else []
        names += [x509.DNSName(name) for name in (host.name, host.address, *service)]
    return names


def _fits(path: Path, names: list[x509.GeneralName]) -> bool:
    """Tell whether a certificate is there, says these names, and lasts for a while."""
    if not path.exists():
        return False
    found = x509.load_pem_x509_certificate(path.read_bytes())
    said = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return list(said) == names and found.not_valid_after_utc > datetime.now(UTC) + _SOON


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, lasts: timedelta
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _BEFORE)
        .not_valid_after(now + lasts)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _authority(folder: Path, name: str) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _named(f"{name} cluster authority")
    made = (
        _begun(subject, subject, key.public_key(), _YEARS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    kept(folder / "ca.key", _pem(key))
    kept(folder / "ca.crt", made.public_bytes(serialization.Encoding.PEM), 0o644)


def _issue(folder: Path, host: Host, use: str, names: list[x509.GeneralName]) -> None:
    authority = x509.load_pem_x509_certificate((folder / "ca.crt").read_bytes())
    signer = serialization.load_pem_private_key((folder / "ca.key").read_bytes(), None)
    assert isinstance(signer, ec.EllipticCurvePrivateKey)  # noqa: S101 (the authority of this very file)
    key = ec.generate_private_key(ec.SECP256R1())
    # etcd's own gateway and pgBackRest's servers are clients of one another with the same certificate.
    both = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH])
    made = (
        _begun(_named(host.name), authority.subject, key.public_key(), _CERTIFICATE)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(both, critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
        .sign(signer, hashes.SHA256())
    )
    kept(folder / f"{host.name}-{use}.key", _pem(key))
    kept(folder / f"{host.name}-{use}.crt", made.public_bytes(serialization.Encoding.PEM), 0o644)
