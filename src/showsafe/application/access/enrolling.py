"""Bringing a device in: a token that the office shows as a QR, good for ten minutes and for one device.

The device makes its key itself. The record that enrols it is signed by that key, so the node shows the device what the
record will be and takes the signature back; where other records came between, it shows it again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import RLock

from showsafe.application.access import secret
from showsafe.application.ports import Clock
from showsafe.errors import WrongInput

GOOD_FOR = timedelta(minutes=10)
MOST = 100
"""How many tokens are open at once; the oldest makes room."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """What the office said when it made a token: the name of the device, whose it is ("" where shared), by whom.

    ``witness`` is the second person who answers for the key. ``public`` is the key of the device that came with the
    token first, in base64; ``received`` when it came. ``says`` goes into the record of the key.
    """

    name: str
    person: str
    by: str
    witness: str
    made: datetime
    public: str = ""
    received: datetime | None = None
    says: str = ""


class Enrolling:
    """The open tokens of one node, in memory alone. Safe to call from several threads."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._open: dict[str, Invitation] = {}
        self._lock = RLock()

    def invite(self, *, name: str, person: str, by: str, witness: str, says: str = "") -> str:
        """Make a token for one device, and return its text."""
        token = secret.new(secret.DEVICE)
        with self._lock:
            self._tidy()
            while len(self._open) >= MOST:
                del self._open[next(iter(self._open))]
            made = self._clock.now()
            self._open[secret.kept(token, secret.DEVICE)] = Invitation(
                name, person, by, witness, made, says=says
            )
        return token

    def come(self, token: str, public: str) -> Invitation:
        """Return what a token invites to, now for the device with this key and for no other.

        Raises WrongInput ``access.no-invitation`` for one that is used, over, or was taken by another device.
        """
        kept = secret.kept(token, secret.DEVICE)
        with self._lock:
            self._tidy()
            found = self._open.get(kept)
            if found is None or found.public not in ("", public):
                # Two devices came with one token: somebody has a copy of it, so neither gets in by it.
                self._open.pop(kept, None)
                raise _no_invitation()
            received = found.received or self._clock.now()
            self._open[kept] = found = replace(found, public=public, received=received)
            return found

    def done(self, token: str) -> None:
        """Let a token end, once its device is on record."""
        with self._lock:
            self._open.pop(secret.kept(token, secret.DEVICE), None)

    def _tidy(self) -> None:
        now = self._clock.now()
        over = [name for name, each in self._open.items() if not each.made <= now < each.made + GOOD_FOR]
        for name in over:
            del self._open[name]


def _no_invitation() -> WrongInput:
    return WrongInput(
        "access.no-invitation",
        "This code brings no device in: it was used, is older than ten minutes, or never was one.",
        "Ask the production office for a new code.",
    )
