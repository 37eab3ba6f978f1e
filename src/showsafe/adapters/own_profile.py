"""A production's own profile, ``profile.toml`` in its data directory: stricter than the one that it rests on.

The settings hold the SHA-256 of its bytes, and a record names the settings; the bytes are an attachment of the record
that opens the unit, too. It is put there once, when the directory is made, and never changes: other rules are another
unit.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from showsafe.adapters import files
from showsafe.errors import ShowsafeError, Unusable, WrongInput

NAME = "profile.toml"
LARGEST = 1 << 18
"""A profile of more bytes is none."""


def sum_of(content: bytes) -> str:
    """Return what the settings say of these bytes."""
    return hashlib.sha256(content).hexdigest()


def taken(file: Path) -> bytes:
    """Return the bytes of a profile that somebody wrote, from wherever it lies.

    Raises WrongInput: ``profile.unreadable``, ``profile.too-large``.
    """
    try:
        with file.open("rb") as content:
            data = content.read(LARGEST + 1)
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise WrongInput(
            "profile.unreadable",
            f"The profile {file} cannot be read: {reason}.",
            "Check the path, and who may read it.",
        ) from None
    if len(data) > LARGEST:
        raise WrongInput(
            "profile.too-large", f"{file} is far too large for a profile.", "Check which file it is."
        )
    return data


def parsed(content: bytes, name: str = NAME) -> Mapping[str, Any]:
    """Return what the bytes of a profile say; raises WrongInput ``profile.not-toml``."""
    try:
        return tomllib.loads(content.decode("utf-8").replace("\r\n", "\n").removeprefix("\ufeff"))
    except UnicodeDecodeError:
        raise WrongInput("profile.not-toml", f"{name} is not UTF-8.", "Save the file as UTF-8.") from None
    except ValueError as error:
        says = f"{name} is not TOML: {' '.join(str(error).split())}."
        raise WrongInput("profile.not-toml", says, "Mend that line.") from None
    except RecursionError:
        says = f"{name} is nested too deeply to be a profile."
        raise WrongInput("profile.not-toml", says, "Check which file it is.") from None


def read(directory: Path, named: str) -> bytes:
    """Return the profile that the settings name.

    Raises Unusable: ``profile.changed`` where the file is another one, ``profile.gone`` where it is not there.
    """
    with files.translated(directory):
        try:
            with (directory / NAME).open("rb") as file:
                content = file.read(LARGEST + 1)
        except FileNotFoundError:
            raise _not_there() from None
        except IsADirectoryError:
            content = b""
    if sum_of(content) != named:
        raise _changed()
    return content


def damaged(error: ShowsafeError) -> Unusable:
    """Return the error for a profile that the records name, and that this version of the program cannot read."""
    return Unusable(
        "profile.not-for-this-version",
        f"This version of the program cannot decide by the profile in {NAME}: {error.says.rstrip('.')}.",
        "Open the unit with the version that made it.",
    )


def _changed() -> Unusable:
    return Unusable(
        "profile.changed",
        f"The profile in {NAME} is not the one that the records name.",
        "Put the file back as it was, from a backup; for other rules, make a new unit.",
    )


def _not_there() -> Unusable:
    return Unusable(
        "profile.gone",
        f"The production's own profile, {NAME}, is not in the data directory any more.",
        "Put the file back as it was, from a backup.",
    )
