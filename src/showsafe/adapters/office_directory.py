"""The directory of an office: what it is called, where its database and its sign-in are, and its keys.

::

    office.json          what office this is (``OfficeSettings``); written last, for its owner only
    keys/office.key      the private key that signs the office's own log
    keys/witness.key     the private key that cosigns the logs of the units
    keys/dsn             how the database is reached, where it was given and not named as a file
    keys/client-secret   the secret of the office at the sign-in service, if it has one and no file of its own

Everything else of an office lies in its database. Nothing here is needed by a set.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from showsafe.adapters import files, key_file
from showsafe.adapters.openid import asking
from showsafe.application.office.kinds import is_id
from showsafe.errors import ShowsafeError, Unusable, WrongInput
from showsafe.ledger import canonical, note
from showsafe.ledger.keys import DeviceKey

FORMAT = 1
NAME = "office.json"
KEY, WITNESS_KEY, DSN, SECRET = "keys/office.key", "keys/witness.key", "keys/dsn", "keys/client-secret"
OWNER_ONLY, OWNER_FOLDER = 0o600, 0o700

LONGEST_SECRET = 4_096
SIGNATURES = ("tree", "all")
"""What of a unit's records is checked before they are taken: the tree, or every signature as well."""


@dataclass(frozen=True, slots=True)
class OfficeSettings:
    """What an office is: its id, the address that people open, its sign-in, and where its secrets lie.

    ``dsn_file`` and ``secret_file`` are paths, from the directory where they are not absolute; "" for no secret.
    ``proxies`` are the addresses of whoever stands before it and says in ``X-Forwarded-For`` who asks.
    """

    office: str
    address: str
    issuer: str
    client_id: str
    witness: str
    dsn_file: str = DSN
    secret_file: str = ""
    signatures: str = "tree"
    proxies: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        asking.parts_of(self.issuer)
        parts = asking.parts_of(self.address)
        if parts.path not in ("", "/") or parts.query:
            raise _wrong("the address has more than a host and a port")
        if not is_id(self.office):
            raise _wrong("an office is named with 1 to 63 lower-case letters, digits and hyphens")
        if not note.is_name(self.witness):
            raise _wrong("a witness is named without spaces, such as studio.example/witness")
        if self.signatures not in SIGNATURES or not self.client_id.isprintable() or not self.client_id:
            raise _wrong("a value in it is none that it can have")

    @property
    def secure(self) -> bool:
        """Whether people reach it over TLS."""
        return self.address.startswith("https://")

    @property
    def host(self) -> str:
        """The host, with its port, that browsers name."""
        return urlsplit(self.address).netloc.lower()

    @property
    def back(self) -> str:
        """The address that people come back to from the sign-in service: to be entered there."""
        return f"{self.address.rstrip('/')}/sign-in/back"


@dataclass(frozen=True, slots=True)
class Secrets:
    """What nobody but the office knows, by where it lies: read when it is needed, shown nowhere."""

    dsn: str
    client_secret: str

    def __repr__(self) -> str:
        return "Secrets(...)"


def create(path: Path, settings: OfficeSettings, dsn: str = "", client_secret: str = "") -> None:
    """Make the directory of an office with new keys; ``dsn`` and ``client_secret`` are kept in it where given.

    Raises Unusable ``office.already-there``, ``directory.not-empty``, and as ``files.translated``.
    """
    with files.translated(path):
        if (path / NAME).exists():
            raise Unusable(
                "office.already-there",
                f"There is an office at {path} already.",
                "Use it, or choose another place.",
            )
        if path.exists() and any(item.name != "keys" for item in path.iterdir()):
            raise Unusable(
                "directory.not-empty",
                f"The directory at {path} holds something that is not ours.",
                "Choose an empty directory, or a new one.",
            )
        files.make_directory(path / "keys")
        path.chmod(OWNER_FOLDER)
        (path / "keys").chmod(OWNER_FOLDER)
        for name in (KEY, WITNESS_KEY):
            # The keys of a making that did not end stay: the database may know them already.
            if not (path / name).exists():
                key_file.write(path / name, DeviceKey.generate())
        for name, content in ((DSN, dsn), (SECRET, client_secret)):
            if content:
                files.write(path / name, content.encode(), OWNER_ONLY)
        files.write(path / NAME, as_bytes(settings), OWNER_ONLY)


def as_bytes(settings: OfficeSettings) -> bytes:
    """Return the settings as they are written."""
    return canonical.encode({"format": FORMAT, **asdict(settings), "proxies": list(settings.proxies)})


def read(path: Path) -> OfficeSettings:
    """Return what office lies in a directory.

    Raises Unusable ``office.not-ours``, ``office.damaged``, ``directory.newer``, and as ``files.translated``.
    """
    with files.translated(path):
        if not (path / NAME).is_file():
            raise Unusable(
                "office.not-ours",
                f"There is no office at {path}.",
                "Make one there with: showsafe office init",
            )
        data = (path / NAME).read_bytes()
    try:
        content = dict(canonical.decode(data))
        format_ = content.pop("format")
        return _settings(content, format_)
    except Unusable:
        raise
    except (ShowsafeError, KeyError, TypeError, ValueError, AttributeError):
        raise Unusable(
            "office.damaged", f"The file {NAME} is damaged.", "Put it back from its backup."
        ) from None


def _settings(content: Mapping[str, Any], format_: object) -> OfficeSettings:
    if format_ != FORMAT:
        raise Unusable(
            "directory.newer", "This office was made by another version.", "Start it with that version."
        )
    return OfficeSettings(**{**content, "proxies": tuple(content["proxies"])})


def secrets_of(path: Path, settings: OfficeSettings) -> Secrets:
    """Return the secrets of an office; raises Unusable ``office.no-secret``, and as ``files.translated``."""
    secret = text_of(path / settings.secret_file, "the secret of the sign-in") if settings.secret_file else ""
    return Secrets(text_of(path / settings.dsn_file, "how the database is reached"), secret)


def keys_of(path: Path) -> tuple[DeviceKey, DeviceKey]:
    """Return the key of the office's own log, and that of its witness; raises as ``key_file.read``."""
    return key_file.read(path / KEY), key_file.read(path / WITNESS_KEY)


def text_of(file: Path, what: str) -> str:
    """Return the one line of a file that says something secret; raises Unusable ``office.no-secret``."""
    try:
        with file.open("rb") as opened:
            text = opened.read(LONGEST_SECRET + 1).decode().strip()
    except (OSError, UnicodeDecodeError):
        text = ""
    if not 0 < len(text) <= LONGEST_SECRET:
        raise Unusable(
            "office.no-secret",
            f"The file {file} is to say {what}, and cannot be read, or is empty.",
            "Write it there, for the user alone who runs the office.",
        )
    return text


def user_of(dsn: str) -> str:
    """Return the user as whom a database is reached; "" where that is the user of this machine.

    Raises WrongInput ``postgres.wrong-dsn``.
    """
    from psycopg import ProgrammingError, conninfo  # noqa: PLC0415 - a set needs none of it

    from showsafe.adapters.postgres import errors  # noqa: PLC0415 - as above

    try:
        return str(conninfo.conninfo_to_dict(dsn).get("user") or "")
    except ProgrammingError:
        raise errors.wrong_dsn() from None


def _wrong(why: str) -> WrongInput:
    return WrongInput("office.wrong-settings", f"This cannot be an office: {why}.", "Say it in another way.")
