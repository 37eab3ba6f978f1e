"""The records of an evidence bundle, to make a table from. Whether they are genuine is for ``showsafe verify``."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from showsafe.errors import WrongInput
from showsafe.ledger import record
from showsafe.ledger.store import Entry, NoSuchRecord

LARGEST = 1 << 30
"""How much a bundle may hold, unpacked."""

_LEAF = re.compile(r"leaves/(\d{8,16})")
_BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    KeyError,
    TypeError,
    ValueError,
    NotImplementedError,
    EOFError,
)


@dataclass(frozen=True, slots=True)
class Bundled:
    """What a bundle holds: the unit, the size of the ledger that it leads to, and its records by number.

    ``opening`` is what the record that opens the unit carries: its settings, and the production's own profile.
    """

    unit: str
    size: int
    held: dict[int, Entry]
    opening: tuple[bytes, ...] = ()

    def entries(self, first: int = 1, last: int | None = None) -> Iterator[Entry]:
        """Yield the records of a stretch that are in it."""
        for number, entry in self.held.items():
            if first <= number <= (self.size if last is None else last):
                yield entry

    def entry(self, number: int) -> Entry:
        """Return one record; raises NoSuchRecord."""
        if number not in self.held:
            raise NoSuchRecord(number, self.size)
        return self.held[number]

    def scope_entries(self, scope: str) -> Iterator[Entry]:
        """Yield the records of one scope."""
        return (entry for entry in self.held.values() if entry.scope == scope)

    def scopes(self) -> tuple[str, ...]:
        """Return every scope that it holds a record of."""
        return tuple(dict.fromkeys(entry.scope for entry in self.held.values()))


def bundled(content: bytes) -> Bundled:
    """Return the records of a bundle; raises WrongInput ``duties.no-bundle``."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(each.file_size for each in archive.infolist()) > LARGEST:
                raise ValueError("too large")
            about = json.loads(archive.read("about.json"))
            leaves = sorted(name for name in archive.namelist() if _LEAF.fullmatch(name))
            entries = [_entry(name, archive.read(name)) for name in leaves]
            held = {entry.number: entry for entry in entries}
            opening = tuple(_opening(archive, held.get(1)))
            return Bundled(str(about["unit"]), max(held, default=0), held, opening)
    except (*_BROKEN, WrongInput) as error:
        raise WrongInput(
            "duties.no-bundle",
            "This is neither a data directory nor an evidence bundle that can be read.",
            "Give a data directory, or a bundle as showsafe bundle writes it; check it: showsafe verify FILE",
        ) from error


def _opening(archive: zipfile.ZipFile, first: Entry | None) -> Iterator[bytes]:
    for digest in record.read(first.raw).body.get("attachments", ()) if first else ():
        content = archive.read(f"attachments/{digest}")
        if hashlib.sha256(content).hexdigest() == digest:
            yield content


def _entry(name: str, leaf: bytes) -> Entry:
    raw = leaf[1:]
    body = record.read(raw).body
    return Entry(int(name.rpartition("/")[2]), body["act_id"], body["scope"], raw, b"")
