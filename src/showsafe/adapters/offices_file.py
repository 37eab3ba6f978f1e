"""Which offices get a copy of the log, and with which token: ``keys/offices.json``, for its owner only.

It is in no record, no backup and no log. That an office is a witness of the unit stands in the settings, and so in a
record. Where the file is lost, the office is added again with a new token.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from showsafe.adapters import files
from showsafe.errors import Unusable, WrongInput
from showsafe.ledger import canonical
from showsafe.ledger.note import VerifierKey

NAME = "offices.json"
FILE = f"keys/{NAME}"
FORMAT = 1
MOST = 4
_OWNER_ONLY = 0o600


@dataclass(frozen=True, slots=True)
class OfficeSettings:
    """An office: the vkey of its cosignatures, where it is called, and the token of this unit.

    ``opens`` says that it is shown the papers of people; ``shown`` up to which record that was done.
    """

    vkey: str
    url: str
    token: str
    opens: bool = False
    shown: int = 0

    @property
    def name(self) -> str:
        """Its name: that of its vkey."""
        return VerifierKey.parse(self.vkey).name

    def __repr__(self) -> str:
        return f"OfficeSettings({self.vkey!r}, {self.url!r})"


def read(directory: Path) -> tuple[OfficeSettings, ...]:
    """Return the offices of a data directory; raises Unusable ``replicate.damaged`` and as ``files.translated``."""
    file = directory / FILE
    with files.translated(directory):
        data = file.read_bytes() if file.exists() else b""
    if not data:
        return ()
    try:
        content = canonical.decode(data)
        offices = tuple(OfficeSettings(**each) for each in content["offices"])
        sound = content["format"] == FORMAT and all(map(_is_sound, offices))
    except (WrongInput, KeyError, TypeError, AttributeError):
        sound, offices = False, ()
    if not sound:
        # Not chained: what stood in the file is in no trace of an error.
        raise Unusable(
            "replicate.damaged",
            f"The file {FILE} is damaged, so no office gets a copy of the log.",
            "Remove it, and add the office again with a new token: showsafe replicate add",
        )
    return offices


def write(directory: Path, offices: Sequence[OfficeSettings]) -> None:
    """Write the offices whole, for the owner only; raises WrongInput ``replicate.too-many``, as ``files``."""
    if len(offices) > MOST or len({each.vkey for each in offices}) != len(offices):
        raise WrongInput(
            "replicate.too-many",
            f"At most {MOST} offices get a copy, each once.",
            "Remove one of them first.",
        )
    content = {"format": FORMAT, "offices": [dataclasses.asdict(each) for each in offices]}
    with files.translated(directory):
        files.write(directory / FILE, canonical.encode(content), _OWNER_ONLY)


def _is_sound(office: Any) -> bool:  # noqa: ANN401 - as it was read
    texts = (office.vkey, office.url, office.token)
    if not all(isinstance(each, str) and each for each in texts):
        return False
    return (
        str(VerifierKey.parse(office.vkey)) == office.vkey
        and type(office.opens) is bool
        and type(office.shown) is int
    )
