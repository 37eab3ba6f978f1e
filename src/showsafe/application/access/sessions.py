"""Sessions: for so long as somebody works at a device, the proof of who they are is not asked again.

They are short (eight minutes without an act, twelve hours at most), belong to one device, and are kept as hashes in
memory alone: a restart of the node ends them all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import RLock

from showsafe.application.access import secret
from showsafe.application.ports import Clock
from showsafe.errors import WrongInput

IDLE = timedelta(minutes=8)
LONGEST = timedelta(hours=12)
MOST = 2_000
"""How many sessions there are at the most; the one that was idle for longest makes room."""


@dataclass(frozen=True, slots=True)
class Session:
    """Who works at which device (the id of its key), by which proof, and since when."""

    person: str
    device: str
    proof: str
    begun: datetime
    seen: datetime


class Sessions:
    """The sessions of one node. Safe to call from several threads."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._sessions: dict[str, Session] = {}
        self._lock = RLock()

    def begin(self, person: str, device: str, proof: str) -> str:
        """Begin a session and return its secret; the one that was open on this device ends, whoever's it was."""
        token, now = secret.new(secret.SESSION), self._clock.now()
        with self._lock:
            self._end(lambda each: each.device == device or _over(each, now))
            while len(self._sessions) >= MOST:
                del self._sessions[min(self._sessions, key=lambda name: self._sessions[name].seen)]
            self._sessions[secret.kept(token, secret.SESSION)] = Session(person, device, proof, now, now)
        return token

    def look(self, token: str, device: str = "", *, there: bool = True) -> Session:
        """Return the session of a secret on the device that it began on, which counts as being ``there``.

        Who only looks need not say the device; who acts signs with its key. A page that asks by itself is nobody there.

        Raises WrongInput ``access.signed-out`` for one that is over, never was, or comes from another device.
        """
        kept, now = secret.kept(token, secret.SESSION), self._clock.now()
        with self._lock:
            session = self._sessions.get(kept)
            if session is None or _over(session, now):
                self._sessions.pop(kept, None)
                raise _signed_out()
            if device and session.device != device:
                # Somebody took the secret to another device: it is worth nothing from now on, on either.
                del self._sessions[kept]
                raise _signed_out()
            if there:
                self._sessions[kept] = session = replace(session, seen=max(now, session.seen))
            return session

    def end(self, token: str) -> None:
        """End a session; one that is not there is no error."""
        with self._lock:
            self._sessions.pop(secret.kept(token, secret.SESSION), None)

    def end_of(self, *, person: str = "", device: str = "", proof: str = "") -> None:
        """End all sessions of somebody, or those by one ``proof`` alone; or of a device that is lost."""

        def ends(each: Session) -> bool:
            of_them = person != "" and each.person == person and proof in ("", each.proof)
            return of_them or (device != "" and each.device == device)

        with self._lock:
            self._end(ends)

    def count(self) -> int:
        """Return how many sessions there are."""
        now = self._clock.now()
        with self._lock:
            self._end(lambda each: _over(each, now))
            return len(self._sessions)

    def _end(self, which: Callable[[Session], object]) -> None:
        for name in [name for name, session in self._sessions.items() if which(session)]:
            del self._sessions[name]


def _over(session: Session, now: datetime) -> bool:
    """A clock that was set back makes a session no longer than it may be at the most."""
    return not (session.begun <= now < session.begun + LONGEST and now < session.seen + IDLE)


def _signed_out() -> WrongInput:
    return WrongInput(
        "access.signed-out",
        "Nobody is signed in here, or no longer.",
        "Scan your badge and type your PIN.",
    )
