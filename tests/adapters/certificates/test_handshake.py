"""Real clients and the production's authority: what they accept, and what they refuse by themselves."""

from __future__ import annotations

import ssl
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes

from showsafe.adapters.certificates import authority, leaf, pem
from showsafe.adapters.certificates.authority import Authority
from showsafe.adapters.certificates.leaf import Leaf
from tests.adapters.certificates.set_up import (
    ask,
    client,
    hosts,
    issued,
    now,
    openssl,
    pem_of,
    served,
    serving,
)

DAY = timedelta(days=1)


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "cart.local", "192.168.1.20", "fd00::20"])
def test_a_client_that_trusts_the_authority_alone_is_answered(tmp_path: Path, name: str) -> None:
    """Python's strictest client, with nothing but the production's authority, reaches every name and address."""
    made, shown = issued("127.0.0.1", "localhost", "cart.local", "192.168.1.20", "fd00::20")
    with serving(served(shown, tmp_path)) as port:
        assert ask(port, name, client(pem_of(made))).endswith(b"hello")


def test_openssl_is_answered(tmp_path: Path) -> None:
    """The openssl command, stopping at the first doubt, accepts address and name."""
    made, shown = issued("127.0.0.1", "cart.local")
    trusted = tmp_path / "ca.pem"
    trusted.write_text(pem_of(made))
    with serving(served(shown, tmp_path)) as port:
        by_address = openssl(port, trusted, "-verify_ip", "127.0.0.1")
        by_name = openssl(port, trusted, "-verify_hostname", "cart.local", "-servername", "cart.local")
    assert "Verification: OK" in by_address.stdout
    assert "Verification: OK" in by_name.stdout
    assert (by_address.returncode, by_name.returncode) == (0, 0)


@pytest.mark.parametrize(("hours", "accepted"), [(-20, True), (0, True), (20, True), (-30, False)])
def test_a_clock_that_is_hours_wrong_does_no_harm(tmp_path: Path, hours: int, accepted: bool) -> None:  # noqa: FBT001
    """A phone whose clock is most of a day off, either way, accepts a certificate issued just now."""
    made, shown = issued("127.0.0.1")
    trusted = tmp_path / "ca.pem"
    trusted.write_text(pem_of(made))
    at = str(int((now() + timedelta(hours=hours)).timestamp()))
    with serving(served(shown, tmp_path)) as port:
        said = openssl(port, trusted, "-verify_ip", "127.0.0.1", "-attime", at)
    assert (said.returncode == 0) is accepted
    assert accepted or "not yet valid" in said.stderr


def refused(tmp_path: Path, shown: Leaf, made: Authority, name: str = "127.0.0.1") -> str:
    """Return why Python's client and the openssl command refuse a certificate; both have to."""
    trusted = tmp_path / "ca.pem"
    trusted.write_text(pem_of(made))
    kind = "-verify_ip" if name.replace(".", "").isdigit() else "-verify_hostname"
    with serving(served(shown, tmp_path)) as port:
        with pytest.raises(ssl.SSLCertVerificationError) as said:
            ask(port, name, client(pem_of(made)))
        assert openssl(port, trusted, kind, name).returncode != 0
    return str(said.value.verify_message)


@pytest.mark.parametrize(
    "name", ["bank.example", "example", "notlocal", "8.8.8.8", "100.64.0.1", "2001:db8::1"]
)
def test_whoever_steals_the_authority_cannot_speak_for_the_world(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A certificate for a name or address outside the constraints is refused by the clients themselves."""
    monkeypatch.setattr(leaf, "_refuse_hosts", lambda *_: None)
    made, shown = issued(name)
    if ":" in name:
        with serving(served(shown, tmp_path)) as port, pytest.raises(ssl.SSLCertVerificationError) as said:
            ask(port, name, client(pem_of(made)))
        assert said.value.verify_message == "permitted subtree violation"
    else:
        assert refused(tmp_path, shown, made, name) == "permitted subtree violation"


def test_a_name_outside_beside_one_inside_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One name outside the constraints spoils the certificate, also for the address that is inside."""
    monkeypatch.setattr(leaf, "_refuse_hosts", lambda *_: None)
    made, shown = issued("127.0.0.1", "bank.example")
    assert refused(tmp_path, shown, made) == "permitted subtree violation"


def test_a_certificate_that_has_ended_is_refused(tmp_path: Path) -> None:
    """After 397 days a certificate is refused, while its authority still holds."""
    made = authority.new("north-ridge", now() - 500 * DAY)
    shown = leaf.issue(made, hosts("127.0.0.1"), now() - 398 * DAY)
    assert refused(tmp_path, shown, made) == "certificate has expired"


def test_a_certificate_of_another_authority_is_refused(tmp_path: Path) -> None:
    """A second authority of the same unit and day has the same name, and is not the same."""
    mine, (_, shown) = authority.new("north-ridge", now()), issued("127.0.0.1")
    assert "issuer" in refused(tmp_path, shown, mine)


def test_a_certificate_for_another_address_is_refused(tmp_path: Path) -> None:
    """A certificate for where the machine was yesterday does not hold for where it is today."""
    made, shown = issued("192.168.1.20")
    assert "mismatch" in refused(tmp_path, shown, made)


def test_there_is_no_authority_below(tmp_path: Path) -> None:
    """A second authority that was signed with the first one's key is refused by clients: path length 0."""
    top = authority.new("north-ridge", now())
    below = authority.new("north-ridge", now())
    begins = top.certificate.not_valid_before_utc
    builder = x509.CertificateBuilder(
        issuer_name=top.certificate.subject,
        subject_name=x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "below")]),
        public_key=below.key.public_key(),
        serial_number=x509.random_serial_number(),
        not_valid_before=begins,
        not_valid_after=top.ends,
        extensions=list(below.certificate.extensions),
    ).add_extension(leaf._issuer_key(top), critical=False)
    between = Authority(builder.sign(top.key, hashes.SHA256()), below.key)
    shown = replace(leaf.issue(between, hosts("127.0.0.1"), now()), above=(between.certificate,))
    assert pem.issued_by(between.certificate, top.certificate)
    assert refused(tmp_path, shown, top) == "path length constraint exceeded"


@pytest.mark.parametrize(
    ("version", "cipher"),
    [
        (ssl.TLSVersion.TLSv1_1, "ALL:@SECLEVEL=0"),
        (ssl.TLSVersion.TLSv1_2, "ECDHE-ECDSA-AES256-SHA"),
        (ssl.TLSVersion.TLSv1_2, "AES256-GCM-SHA384"),
    ],
)
@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_old_ways_of_speaking_are_refused(tmp_path: Path, version: ssl.TLSVersion, cipher: str) -> None:
    """TLS 1.1, and ciphers of 1.2 without authenticated encryption or forward secrecy, get no answer."""
    made, shown = issued("127.0.0.1")
    old = client(pem_of(made))
    old.set_ciphers(cipher)
    old.minimum_version = old.maximum_version = version
    with serving(served(shown, tmp_path)) as port, pytest.raises(OSError, match=r"(?i)alert|reset|eof"):
        ask(port, "127.0.0.1", old)
