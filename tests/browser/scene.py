"""The demonstration production as tests use it: made once for a worker, copied for each test."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from showsafe.adapters.certificates import issuing, place
from showsafe.adapters.certificates.authority import Authority
from showsafe.adapters.certificates.hosts import LOOPBACK
from showsafe.entrypoints import demo_set
from showsafe.entrypoints.demo_set import cast


class SetClock:
    """The clock of a node: it goes as this machine's does, and a test can move it."""

    def __init__(self) -> None:
        self._moved = timedelta()
        self._still: datetime | None = None

    def now(self) -> datetime:
        """Return the time on the set, aware, in UTC."""
        return (self._still or datetime.now(UTC)) + self._moved

    def stand_still(self) -> None:
        """Go on only where a test moves it: what is done at once is at once, however busy this machine is."""
        self._still = datetime.now(UTC)

    def advance(self, seconds: float) -> None:
        """Let so much time pass at once."""
        self._moved += timedelta(seconds=seconds)


@dataclass(frozen=True, slots=True)
class Scene:
    """A data directory with its certificates beside it, and everybody's badge."""

    data: Path
    badges: dict[str, str]

    @property
    def pins(self) -> dict[str, str]:
        """Everybody's PIN."""
        return {name: str(person["pin"]) for name, person in cast.PEOPLE.items()}

    def copied(self, folder: Path) -> Scene:
        """Return a copy of it in a folder."""
        data = folder / self.data.name
        for path in (self.data, place.of(self.data)[0].path):
            shutil.copytree(path, folder / path.name)
        return Scene(data, self.badges)


def made(folder: Path, authority: Authority) -> Scene:
    """Make it, of today until now, with a certificate of the authority for this machine alone."""
    data = folder / "demonstration"
    lines = demo_set.prepare(data, SetClock())
    words = [line.split() for line in lines[1:]]
    here = place.of(data)[0]
    here.path.mkdir(mode=0o700)
    pem = here.file(place.AUTHORITY)
    pem.touch(mode=0o600)
    pem.write_bytes(authority.as_pem())
    issuing.issued(here, LOOPBACK, datetime.now(UTC))
    return Scene(data, {each[0]: each[-1] for each in words})
