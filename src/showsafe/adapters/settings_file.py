"""What a data directory says of its unit: ``showsafe.json``, canonical. Without it, none of ours.

``{"format": 2, "profile", "time_authorities", "unit", "utc_offset_minutes", "witnesses"}``, and ``access`` where there
are badges: the SHA-256 of ``access.json`` (see ``access_file``). Where the profile is the production's own, format 3:
``own_profile`` is the SHA-256 of ``profile.toml`` (see ``own_profile``). Where somebody outside is told, format 4:
``telling`` is the SHA-256 of ``telling.json`` (see ``telling_file``). The file is a copy: a record names the SHA-256 of
its bytes, and these bytes are that record's attachment (see ``settings_held``).
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from showsafe.adapters import files
from showsafe.application import text
from showsafe.errors import Unusable, WrongInput
from showsafe.ledger import canonical
from showsafe.ledger.note import PLAIN, VerifierKey

T = TypeVar("T")

FORMAT, WITH_OWN_PROFILE, WITH_TELLING = 2, 3, 4
"""The lowest is written that says everything, so that older versions can go on with it."""

NAME = "showsafe.json"
MOST_WITNESSES = 8
MOST_AUTHORITIES = 2
LONGEST_URL = 1000
LONGEST_CERTIFICATES = 24_000

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_URL = re.compile(r"[!-~]+")
_SUM = re.compile(r"[0-9a-f]{64}")
_OFFSETS = range(-12 * 60, 14 * 60 + 1)


@dataclass(frozen=True, slots=True)
class WitnessSettings:
    """Somebody who is asked to cosign checkpoints: under which key they do, and where they are asked."""

    vkey: str
    url: str

    def __post_init__(self) -> None:
        if VerifierKey.parse(self.vkey).kind == PLAIN:
            raise WrongInput(
                "settings.not-a-witness",
                "This vkey is of a log, and not of a witness.",
                "Ask the witness for the vkey of its cosignatures.",
            )
        if str(VerifierKey.parse(self.vkey)) != self.vkey:
            raise WrongInput(
                "settings.not-a-witness", "There is something around this vkey.", "Copy the one line alone."
            )
        _check_url(self.url)


@dataclass(frozen=True, slots=True)
class AuthoritySettings:
    """An authority that stamps times (RFC 3161): its name here, where it is asked, its certificates up to the root."""

    name: str
    url: str
    certificates: str

    def __post_init__(self) -> None:
        if text.label(self.name, "the name of a time authority") != self.name or not self.name:
            raise WrongInput(
                "settings.not-an-authority", "A time authority needs a name of one line.", "Give it one."
            )
        _check_url(self.url)
        _check_certificates(self.certificates)


@dataclass(frozen=True, slots=True)
class UnitSettings:
    """One production unit: its id, its profile of rules, its clock's distance from UTC in minutes, and who attests.

    Witnesses and time authorities attest from outside how far its ledger has grown. ``access`` is the sum of the
    badges, ``own_profile`` that of the production's own profile, if it has one, ``telling`` that of who is told.
    """

    unit: str
    profile: str
    utc_offset_minutes: int = 0
    witnesses: tuple[WitnessSettings, ...] = ()
    time_authorities: tuple[AuthoritySettings, ...] = ()
    access: str = ""
    own_profile: str = ""
    telling: str = ""

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.unit) or not _ID.fullmatch(self.profile):
            raise WrongInput(
                "settings.not-an-id",
                "A unit and a profile are named with 1 to 63 lower-case letters, digits and hyphens.",
                "Choose another name, such as north-ridge-1.",
            )
        if self.utc_offset_minutes not in _OFFSETS:
            raise WrongInput(
                "settings.not-an-offset",
                f"A clock is never {self.utc_offset_minutes} minutes from UTC.",
                "Give a number of minutes between -720 and 840.",
            )
        for what, named in (
            ("the badges", self.access),
            ("the profile", self.own_profile),
            ("who is told", self.telling),
        ):
            if named and not _SUM.fullmatch(named):
                raise WrongInput(
                    "settings.not-a-sum", f"The sum of {what} is none.", "Leave it to the program."
                )
        _check_many("witnesses", tuple(_name_of(each.vkey) for each in self.witnesses), MOST_WITNESSES)
        _check_many("time authorities", tuple(each.name for each in self.time_authorities), MOST_AUTHORITIES)


def as_bytes(settings: UnitSettings) -> bytes:
    """Return the bytes of the file."""
    return canonical.encode(
        {
            "format": _format_of(settings),
            "unit": settings.unit,
            "profile": settings.profile,
            "utc_offset_minutes": settings.utc_offset_minutes,
            "witnesses": [{"vkey": each.vkey, "url": each.url} for each in settings.witnesses],
            "time_authorities": [
                {"name": each.name, "url": each.url, "certificates": each.certificates}
                for each in settings.time_authorities
            ],
            **({"access": settings.access} if settings.access else {}),
            **({"own_profile": settings.own_profile} if settings.own_profile else {}),
            **({"telling": settings.telling} if settings.telling else {}),
        }
    )


def write(directory: Path, settings: UnitSettings) -> None:
    """Write the settings whole; the caller translates what the disk says."""
    files.write(directory / NAME, as_bytes(settings))


def read(directory: Path) -> UnitSettings:
    """Read the settings; as ``parse`` and ``files.translated``."""
    with files.translated(directory / NAME):
        data = (directory / NAME).read_bytes()
    return parse(data)


def parse(data: bytes) -> UnitSettings:
    """Return what the bytes of the file say.

    Raises Unusable: ``directory.settings-damaged``, ``directory.newer``.
    """
    try:
        content = canonical.decode(data)
        version = content.pop("format")
        if type(version) is int and version > WITH_TELLING:
            raise Unusable(
                "directory.newer",
                "This data directory was made by a newer version of the program.",
                "Install the newer version on this machine and open it there.",
            )
        witnesses = tuple(_table(WitnessSettings, each) for each in content.pop("witnesses"))
        authorities = tuple(_table(AuthoritySettings, each) for each in content.pop("time_authorities"))
        settings = UnitSettings(**content, witnesses=witnesses, time_authorities=authorities)
    except (WrongInput, KeyError, TypeError, AttributeError) as error:
        raise _damaged() from error
    if (
        as_bytes(settings) != data
        or type(settings.utc_offset_minutes) is not int
        or not (type(settings.access) is type(settings.own_profile) is type(settings.telling) is str)
    ):
        raise _damaged()
    return settings


def _format_of(settings: UnitSettings) -> int:
    if settings.telling:
        return WITH_TELLING
    return WITH_OWN_PROFILE if settings.own_profile else FORMAT


def _table(kind: type[T], said: Mapping[str, Any]) -> T:
    if not all(isinstance(value, str) for value in said.values()):
        raise TypeError(kind)
    return kind(**said)


def _name_of(vkey: str) -> str:
    return VerifierKey.parse(vkey).name


def _check_many(what: str, names: tuple[str, ...], most: int) -> None:
    if len(names) > most or len(set(names)) != len(names):
        raise WrongInput(
            "settings.too-many",
            f"Of {what} there are at most {most}, each once.",
            "Take one out, or give it another name.",
        )


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        sound = (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and (parts.port is None or parts.port > 0)
        )
        plain = not (parts.username or parts.password or parts.fragment)
    except ValueError:
        sound = plain = False
    if not (sound and plain and len(url) <= LONGEST_URL and _URL.fullmatch(url)):
        raise WrongInput(
            "settings.not-an-address",
            f"{text.label(url[:60], 'an address')!r} is not an address to ask at.",
            "Write it as https://example.org/path, without a name or a password in it.",
        )


def _check_certificates(pem: str) -> None:
    # The library is large, and most units have no time authority: it is loaded where there is one.
    x509 = importlib.import_module("cryptography.x509")
    try:
        x509.load_pem_x509_certificates(pem.encode("ascii"))
        sound = len(pem) <= LONGEST_CERTIFICATES
    except importlib.import_module("showsafe.ledger.certificates").UNREADABLE:
        sound = False
    if not sound:
        raise WrongInput(
            "settings.not-certificates",
            "The certificates of a time authority are not PEM texts, or too long.",
            "Take them from the authority: its own, and those above it up to the root.",
        )


def _damaged() -> Unusable:
    return Unusable(
        "directory.settings-damaged",
        f"The settings in {NAME} are damaged.",
        "Restore this one file from a backup; the records are not in it.",
    )
