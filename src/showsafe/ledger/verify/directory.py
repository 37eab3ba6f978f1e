"""The files of a data directory beside the database: their names (step 1), settings and keys (steps 1 and 9)."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from showsafe.ledger.verify import signing, strict
from showsafe.ledger.verify.folder import read_file, shown
from showsafe.ledger.verify.history import History, Life
from showsafe.ledger.verify.report import Notebook
from showsafe.ledger.verify.strict import Malformed

LEDGER = "ledger.sqlite"
SETTINGS = "showsafe.json"
ACCESS = "access.json"
TELLING = "telling.json"
PROFILE, SEARCHED = "profile.toml", "searched.json"
_DEVICE_KEY, _ML_DSA_KEY = "keys/device.key", "keys/ml-dsa.key"
_FILES = frozenset(
    {
        SETTINGS,
        ACCESS,
        TELLING,
        PROFILE,
        SEARCHED,
        LEDGER,
        f"{LEDGER}-wal",
        f"{LEDGER}-shm",
        "lock",
        ".creating",
        "keys",
        _DEVICE_KEY,
        _ML_DSA_KEY,
        f"keys/{TELLING}",
        "keys/offices.json",
    }
)
_FOLDERS = frozenset({"keys"})
_EMPTY = frozenset({"lock", ".creating"})
_LARGEST = 1 << 20
_KEY_FORMATS = {_DEVICE_KEY: "showsafe-key/1", _ML_DSA_KEY: "showsafe-ml-dsa-key/1"}
_FORMAT, _WITH_OWN_PROFILE, _WITH_TELLING = 2, 3, 4


@dataclass(slots=True)
class Settings:
    """What the settings say, and the sum of their bytes."""

    unit: str = ""
    sha256: str = ""
    access: str = ""
    own_profile: str = ""
    telling: str = ""


def check(book: Notebook, path: Path) -> Settings:
    """Look at names and settings, and return what the settings say, as far as they can be read."""
    settings = Settings()
    try:
        for name in sorted(_strangers(book, path)):
            says = f"the file {shown(name)} is not one of a data directory"
            book.fault("structure", says, code="verify.unknown-file")
        data = _bytes(path / SETTINGS)
        content = strict.parse_object(data)
        settings = Settings(
            _unit(content),
            hashlib.sha256(data).hexdigest(),
            str(content.get("access", "")),
            str(content.get("own_profile", "")),
            str(content.get("telling", "")),
        )
    except Malformed as error:
        book.fault("structure", f"the file of settings {error}")
    except OSError as error:
        book.fault("structure", f"the directory cannot be read ({error.strerror})")
    return settings


def _unit(content: dict[str, Any]) -> str:
    known = _WITH_OWN_PROFILE if "own_profile" in content else _FORMAT
    known = _WITH_TELLING if "telling" in content else known
    if content.get("format") != known or type(content.get("unit")) is not str:
        raise Malformed("is of an unknown format, or names no unit")
    return str(content["unit"])


def check_settings(book: Notebook, settings: Settings, named: tuple[int, str]) -> None:
    """Hold the file of settings against the last record that says what they are."""
    record, sha256 = named
    if settings.sha256 and sha256 and sha256 != settings.sha256:
        says = f"the file of settings is not the one that record {record} names"
        book.fault("keys", says, code="verify.settings")
    elif not sha256:
        book.unknown(
            "The unit was opened without naming its settings: the file of settings was not compared."
        )


def check_access(book: Notebook, path: Path, settings: Settings) -> None:
    """Hold the file of badges against its sum in the settings, which a record names."""
    _check_summed(book, path / ACCESS, settings.access, "the file of badges", "verify.access")


def check_telling(book: Notebook, path: Path, settings: Settings) -> None:
    """Hold the file of who is told outside against its sum in the settings, which a record names."""
    _check_summed(book, path / TELLING, settings.telling, "the file of who is told", "verify.telling")


def _check_summed(book: Notebook, path: Path, named: str, what: str, code: str) -> None:
    try:
        data = _bytes(path)
    except FileNotFoundError:
        if named:
            book.fault("keys", f"{what} is gone", code=code)
    except PermissionError:
        book.unknown(f"T{what[1:]} may not be read by this user; it was not compared.")
    except (Malformed, OSError):
        book.fault("keys", f"{what} cannot be read", code=code)
    else:
        if hashlib.sha256(data).hexdigest() != named:
            book.fault("keys", f"{what} is not the one that the settings name", code=code)


def check_profile(book: Notebook, path: Path, settings: Settings, carried: str | None) -> None:
    """Hold the file of the production's own profile against its sum in the settings, which a record names.

    ``carried`` is what the opening carries beside its settings: "" for nothing, None where it was not read.
    """
    if settings.sha256 and carried not in (None, settings.own_profile):
        says = "record 1 does not carry the profile that the settings name"
        book.fault("keys", says, 1, code="verify.profile")
    _check_summed(book, path / PROFILE, settings.own_profile, "the file of the profile", "verify.profile")


def check_keys(book: Notebook, path: Path, history: History, size: int) -> None:
    """Hold the files of keys against the keys that the records enrol."""
    _check_key(book, path, _DEVICE_KEY, history.node_at(size), "the device's key")
    if history.node_ml_dsa:
        _check_key(book, path, _ML_DSA_KEY, history.node_ml_dsa[-1], "the ML-DSA-44 key")
    elif os.path.lexists(path / _ML_DSA_KEY):
        book.fault("keys", "there is an ML-DSA-44 key that no record enrols")


def _check_key(book: Notebook, path: Path, name: str, life: Life | None, what: str) -> None:
    try:
        halves = _halves(strict.parse_object(_bytes(path / name)), _KEY_FORMATS[name])
    except FileNotFoundError:
        book.unknown(f"The file of {what} is not in this directory; the records were checked without it.")
        return
    except PermissionError:
        book.unknown(f"The file of {what} may not be read by this user; it was not compared.")
        return
    except Malformed as error:
        book.fault("keys", f"the file of {what} {error}")
        return
    except OSError as error:
        book.fault("keys", f"the file of {what} cannot be read ({error.strerror})")
        return
    _check_halves(book, halves, life, what)


def _halves(content: dict[str, Any], known: str) -> tuple[bytes, bytes]:
    if content.get("format") != known or set(content) != {"format", "public", "seed"}:
        raise Malformed("is of an unknown format")
    return strict.base64_bytes(content["public"]), strict.base64_bytes(content["seed"])


def _check_halves(book: Notebook, halves: tuple[bytes, bytes], life: Life | None, what: str) -> None:
    public, seed = halves
    long = len(public) == signing.ML_DSA_BYTES
    own = signing.ml_dsa_public(seed) if long else signing.seed_public(seed)
    if own is None:
        book.unknown(f"Whether the two halves of {what} belong together was not checked: no ML-DSA-44 here.")
    elif own != public:
        book.fault("keys", f"the two halves of {what} do not belong together")
    if life is None or public != life.public:
        book.fault("keys", f"{what} is not the one that the records enrol")


def _strangers(book: Notebook, path: Path) -> set[str]:
    names = {item.name: item for item in path.iterdir()}
    if (path / "keys").is_dir():
        try:
            names |= {f"keys/{item.name}": item for item in (path / "keys").iterdir()}
        except PermissionError:
            says = "The folder of keys may not be read by this user; what lies in it was not compared."
            book.unknown(says, "structure")
    return {name for name, item in names.items() if name not in _FILES or not _is_right(name, item)}


def _is_right(name: str, item: Path) -> bool:
    """Say whether what lies under a known name is what should; what a link leads to lies elsewhere."""
    try:
        kind = item.lstat()
    except FileNotFoundError:
        return True  # a writer that closes lets its files go
    if name in _FOLDERS:
        return stat.S_ISDIR(kind.st_mode)
    return stat.S_ISREG(kind.st_mode) and (name not in _EMPTY or kind.st_size == 0)


def _bytes(path: Path) -> bytes:
    # Opening what is no plain file could wait for ever; where something stands in the way, opening raises it.
    if stat.S_ISREG(path.lstat().st_mode):
        path.open("rb").close()
    data = read_file(path, _LARGEST)
    if data is None:
        raise Malformed("is no plain file, or is far too large")
    return data
