"""The file of a private key, of a device or a person: canonical JSON, readable by its owner alone.

``{"format": "showsafe-key/1", "public": base64, "seed": base64}``. The public half is there so that an
auditor can compare it with the enrolled one, and so that a damaged seed shows before it signs anything.
"""

from __future__ import annotations

import os
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
    key = _parsed(data)
    if key is None:
        raise _damaged()
    return key


def read_personal(path: Path) -> DeviceKey:
    """Read the key's file of a person; raises WrongInput (``key.no-file``, ``key.file-damaged``)."""
    try:
        data = path.read_bytes()
    except OSError:
        raise WrongInput(
            "key.no-file",
            f"There is no key to read at {path}.",
            "Check the path, or make a key: showsafe keys new FILE",
        ) from None
    key = _parsed(data)
    if key is None:
        raise WrongInput(
            "key.file-damaged",
            f"The file at {path} is no key, or damaged.",
            "Take it from its backup; a lost key is revoked: showsafe keys revoke DIR KEY by=PERSON",
        )
    return key


def create_personal(path: Path) -> DeviceKey:
    """Make a person's key in a new file; raises WrongInput ``key.file-there``, and as ``files.translated``."""
    if os.path.lexists(path):
        raise WrongInput(
            "key.file-there", f"There is something at {path} already.", "Choose the name of a new file."
        )
    key = DeviceKey.generate()
    with files.translated(path.parent):
        write(path, key)
    return key


def _parsed(data: bytes) -> DeviceKey | None:
    try:
        content = canonical.decode(data)
        key = DeviceKey(base64text.decode(content["seed"]))
        sound = content["format"] == FORMAT and base64text.decode(content["public"]) == key.public
    except (WrongInput, KeyError, TypeError, ValueError):
        return None
    return key if sound else None


def _damaged() -> Unusable:
    return Unusable(
        "directory.key-damaged",
        "The key of this device is damaged, so nothing can be signed.",
        "Restore keys/device.key from its backup; the records can be read and checked without it.",
    )
