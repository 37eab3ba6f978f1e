"""The file of a device's private key: canonical JSON, readable by its owner alone.

``{"format": "showsafe-key/1", "public": base64, "seed": base64}``. The public half is there so that an
auditor can compare it with the enrolled one, and so that a damaged seed shows before it signs anything.
"""

from __future__ import annotations

from pathlib import Path

from showsafe.adapters import files
from showsafe.errors import Unusable, WrongInput
from showsafe.ledger import base64text, canonical
from showsafe.ledger.keys import DeviceKey

FORMAT = "showsafe-key/1"
OWNER_ONLY = 0o600


def write(path: Path, key: DeviceKey) -> None:
    """Write the key's file whole, for its owner only; the caller translates what the disk says."""
    content = {
        "format": FORMAT,
        "public": base64text.encode(key.public),
        "seed": base64text.encode(key.seed),
    }
    files.write(path, canonical.encode(content), OWNER_ONLY)


def read(path: Path) -> DeviceKey:
    """Read the key's file; raises Unusable (``directory.key-missing``, ``directory.key-damaged``)."""
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise Unusable(
            "directory.key-missing",
            "The key of this device is not in the data directory, so nothing can be signed.",
            "Restore keys/device.key from its backup; the records can be read and checked without it.",
        ) from error
    except OSError as error:
        raise files.of(error, path) from error
    try:
        content = canonical.decode(data)
        key = DeviceKey(base64text.decode(content["seed"]))
        sound = content["format"] == FORMAT and base64text.decode(content["public"]) == key.public
    except (WrongInput, KeyError, TypeError, ValueError) as error:
        raise _damaged() from error
    if not sound:
        raise _damaged()
    return key


def _damaged() -> Unusable:
    return Unusable(
        "directory.key-damaged",
        "The key of this device is damaged, so nothing can be signed.",
        "Restore keys/device.key from its backup; the records can be read and checked without it.",
    )
