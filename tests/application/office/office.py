"""An office's own log in memory, with a clock that a test sets."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from showsafe.adapters.memory import MemoryStore
from showsafe.application.office.log import OfficeLog
from showsafe.application.office.words import KEYBOARD, OFFICE
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.writer import Writer

ISSUER = "https://login.studio.example"
OWN = {"production": OFFICE, "through": KEYBOARD}


class SetTime:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.at = datetime(2026, 1, 1, 9, tzinfo=UTC)

    def now(self) -> datetime:
        """Return the time."""
        return self.at

    def later(self, **much: float) -> None:
        """Let time pass."""
        self.at += timedelta(**much)


def a_log(issuer: str = ISSUER) -> OfficeLog:
    """Return an empty log."""
    return OfficeLog(MemoryStore(), Writer("office-1", DeviceKey.generate()), SetTime(), issuer)


def begun() -> OfficeLog:
    """Return a log with the administrators adm-1 and adm-2, and two productions."""
    log = a_log()
    log.say("give-role", KEYBOARD, role="administrator", to="adm-1", **OWN)
    log.say("give-role", "adm-1", role="administrator", to="adm-2", **OWN)
    for name in ("north", "south"):
        log.say("add-production", "adm-1", production=name, title=name.title(), through="web")
    return log


def give(log: OfficeLog, role: str, to: str, production: str = "north", by: str = "adm-1") -> int:
    """Give somebody a role."""
    return log.say("give-role", by, role=role, to=to, production=production, through="web")


def take(log: OfficeLog, role: str, to: str, production: str = "north", by: str = "adm-1") -> int:
    """Take a role from somebody."""
    return log.say("take-role", by, role=role, to=to, production=production, through="web")
