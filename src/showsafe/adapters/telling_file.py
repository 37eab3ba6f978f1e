"""Who is told outside, in a data directory: ``telling.json``, and their secrets in ``keys/telling.json``.

The first holds addresses of people and is for its owner only; the settings hold its SHA-256, and a record names the
settings (see ``summed_file``). The second is for its owner only too. It is in no record, no backup and no log:
passwords and keys, and the addresses at which whoever knows them can write. Where it is lost they are given again.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from showsafe.adapters import files, summed_file
from showsafe.adapters.summed_file import SummedFile
from showsafe.application.telling import destinations
from showsafe.application.telling.destinations import Destination
from showsafe.errors import ShowsafeError, Unusable, WrongInput
from showsafe.ledger import canonical

NAME = "telling.json"
SECRETS = f"keys/{NAME}"
FORMAT = 1
_OWNER_ONLY = 0o600

Secrets = Mapping[str, Mapping[str, str]]
"""By destination: ``password``, ``key`` or ``url``."""

_FILE = SummedFile(
    NAME,
    (
        "telling.changed",
        f"The destinations in {NAME} are not those that the records name, so nobody outside is told.",
        "Put the file back as it was; destinations are changed by the program: showsafe telling add, remove",
    ),
)
NEXT = _FILE.next
stage, settle = _FILE.stage, _FILE.settle


def content_of(directory: Path, named: str) -> bytes:
    """Return the bytes that the settings name; nothing where nobody was ever told. Raises ``telling.changed``."""
    return _FILE.read(directory, named)


def read(directory: Path, named: str) -> tuple[Destination, ...]:
    """Return the destinations that the settings name.

    Raises Unusable: ``telling.changed``, ``telling.damaged``, ``directory.newer``.
    """
    return destinations.parse(content_of(directory, named))


def readable(directory: Path, named: str) -> tuple[Destination, ...]:
    """Return the destinations, and nobody where the file is not as it should be: the set works on, whatever it says."""
    try:
        return read(directory, named)
    except ShowsafeError:
        return ()


def sum_of(content: bytes) -> str:
    """Return what the settings say of these bytes."""
    return summed_file.sum_of(content)


def secrets_of(directory: Path) -> Secrets:
    """Return the secrets by destination, or nothing; raises Unusable ``telling.secrets-damaged``."""
    file = directory / SECRETS
    with files.translated(directory):
        data = file.read_bytes() if file.exists() else b""
    if not data:
        return {}
    try:
        return _secrets(data)
    except (WrongInput, KeyError, TypeError, ValueError, AttributeError):
        # Not chained: what stood in the file is in no trace of an error.
        raise Unusable(
            "telling.secrets-damaged",
            f"The file of secrets, {SECRETS}, is damaged, so nobody outside is told.",
            "Remove it, and give the secrets again: showsafe telling add",
        ) from None


def write_secrets(directory: Path, secrets: Secrets) -> None:
    """Write the secrets whole, for the owner only; raises as ``files.translated``."""
    content = {"format": FORMAT, "secrets": {name: dict(said) for name, said in secrets.items() if said}}
    with files.translated(directory):
        files.write(directory / SECRETS, canonical.encode(content), _OWNER_ONLY)


def _secrets(data: bytes) -> Secrets:
    content = canonical.decode(data)
    if content["format"] != FORMAT:
        raise ValueError(NAME)
    return {str(name): _texts(said) for name, said in content["secrets"].items()}


def _texts(said: Mapping[str, object]) -> dict[str, str]:
    if not all(isinstance(value, str) for value in said.values()):
        raise TypeError(NAME)
    return {str(key): str(value) for key, value in said.items()}
