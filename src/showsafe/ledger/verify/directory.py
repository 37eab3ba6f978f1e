"""Steps 1 and 9: the files of a data directory, beside the database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nacl import bindings

from showsafe.ledger.verify import strict
from showsafe.ledger.verify.report import Notebook
from showsafe.ledger.verify.strict import Malformed

LEDGER = "ledger.sqlite"
_SETTINGS = "showsafe.json"
_FILES = frozenset(
    {_SETTINGS, LEDGER, f"{LEDGER}-wal", f"{LEDGER}-shm", "lock", ".creating", "keys", "keys/device.key"}
)
_LARGEST = 65_536
_SEED_BYTES = 32


def check(book: Notebook, path: Path) -> str:
    """Step 1: look at names and settings, and return the unit's id, or nothing where it cannot be read."""
    unit = ""
    try:
        for name in sorted(_names(path) - _FILES)[:1]:
            book.fault(
                "directory", f"the file {name} is not one of a data directory", code="verify.unknown-file"
            )
        content = _object(path / _SETTINGS, 1)
        unit = str(content.get("unit", ""))
    except Malformed as error:
        book.fault("directory", f"the file of settings {error}")
    except OSError as error:
        book.fault("directory", f"the directory cannot be read ({error.strerror})")
    book.complete.add("directory")
    return unit


def check_key(book: Notebook, path: Path, enrolled: bytes) -> None:
    """Step 9, first half: the key file's halves belong together, and to the first record."""
    try:
        content = _object(path / "keys" / "device.key", "showsafe-key/1")
        public, seed = strict.base64_bytes(content.get("public")), strict.base64_bytes(content.get("seed"))
    except FileNotFoundError:
        book.could_not_know.append(
            "The device's key is not in this directory; the records were checked without it."
        )
        return
    except PermissionError:
        book.could_not_know.append("The device's key may not be read by this user; it was not compared.")
        return
    except Malformed as error:
        book.fault("keys", f"the file of the device's key {error}")
        return
    except OSError as error:
        book.fault("keys", f"the file of the device's key cannot be read ({error.strerror})")
        return
    if len(seed) != _SEED_BYTES or bindings.crypto_sign_seed_keypair(seed)[0] != public:
        book.fault("keys", "the two halves of the device's key do not belong together")
    elif public != enrolled:
        book.fault("keys", "the device's key is not the one that the first record enrols")


def _names(path: Path) -> set[str]:
    names = {item.name for item in path.iterdir()}
    if (path / "keys").is_dir():
        names |= {f"keys/{item.name}" for item in (path / "keys").iterdir()}
    return names


def _object(path: Path, known_format: object) -> dict[str, Any]:
    with path.open("rb") as file:
        data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise Malformed("is far too large")
    content = strict.parse(data)
    if not isinstance(content, dict) or content.get("format") != known_format:
        raise Malformed("is of an unknown format")
    return content
