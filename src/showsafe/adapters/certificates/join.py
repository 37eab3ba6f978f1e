"""All that the join page shows and hands out, and what ``showsafe ca join`` prints of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv6Address
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding

from showsafe.adapters import files
from showsafe.adapters.certificates import apple, words
from showsafe.adapters.certificates.authority import Authority
from showsafe.adapters.certificates.hosts import Address
from showsafe.adapters.certificates.steps import Steps, said, steps

PATH = "/join"
PORT = 7381
"""Where the page is, over plain HTTP: a phone that has not joined yet could reach it in no other way."""

TYPES = {
    "der": ("showsafe-ca.crt", "application/x-x509-ca-cert"),
    "pem": ("showsafe-ca.pem", "application/x-pem-file"),
    "mobileconfig": ("showsafe-ca.mobileconfig", apple.TYPE),
}
"""What is handed out: its name as a file, and its content type."""


@dataclass(frozen=True, slots=True)
class Material:
    """What one language's join page is made of. Nothing in it is secret."""

    name: str
    ends: datetime
    words: tuple[str, ...]
    fingerprint: str
    says: dict[str, str]
    steps: tuple[Steps, ...]
    files: dict[str, bytes]


def url_of(host: Address | str, port: int = PORT) -> str:
    """Return the address of the join page on a host."""
    shown = f"[{host}]" if isinstance(host, IPv6Address) else str(host)
    return f"http://{shown}:{port}{PATH}"


def material(authority: Authority, url: str, language: str = "en") -> Material:
    """Return what the page at an address is made of; raises WrongInput ``ca.no-language``."""
    der, ends = authority.der, f"{authority.ends:%Y-%m-%d}"
    return Material(
        name=authority.name,
        ends=authority.ends,
        words=words.spoken(der),
        fingerprint=words.hexadecimal(der),
        says={key: text.format(ends=ends) for key, text in said(language).items()},
        steps=steps(language, url=url, name=authority.name, ends=ends),
        files={
            "der": der,
            "pem": authority.certificate.public_bytes(Encoding.PEM),
            "mobileconfig": apple.profile(authority, language),
        },
    )


def write(made: Material, folder: Path) -> list[Path]:
    """Write what is handed out as files, for a cable, a card or AirDrop; as ``files.translated``."""
    with files.translated(folder):
        if folder.exists() and not folder.is_dir():
            raise files.is_a_file(folder)
        files.make_directory(folder)
        for kind, (name, _) in TYPES.items():
            files.write(folder / name, made.files[kind])
    return [folder / name for name, _ in TYPES.values()]
