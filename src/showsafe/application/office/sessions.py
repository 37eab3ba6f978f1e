"""Who is signed in at the office, and who is on the way to the provider and back.

A session is kept as a hash, in memory alone: a restart signs everybody out. It ends after half an hour without a
request, and after twelve hours in any case. What somebody may see is not in it: that is asked of the log each time.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from showsafe.application.ports import Clock

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
PATIENCE = timedelta(minutes=10)
"""How long somebody may take to sign in at the provider."""

MOST = 5_000
"""How many sessions, and how many sign-ins on the way, are kept; the oldest makes room."""

_BYTES = 32


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody is signed in: their id at the provider, their name there, since when, and a token for forms."""

    subject: str
    name: str
    token: str
    begun: datetime
    seen: datetime


@dataclass(frozen=True, slots=True)
class Attempt:
    """Somebody went to the provider: what has to come back with them, and where they wanted to go."""

    state: str
    nonce: str
    verifier: str
    begun: datetime
    then: str = "/"


@dataclass(slots=True)
class Sessions:
    """The sessions of one office. Safe to call from several threads."""

    clock: Clock
    random: Callable[[], str] = lambda: secrets.token_urlsafe(_BYTES)
    _sessions: dict[str, Session] = field(default_factory=dict)
    _attempts: dict[str, Attempt] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def attempt(self, then: str = "/") -> tuple[str, Attempt]:
        """Begin a sign-in: return the secret of its cookie, and what goes to the provider."""
        made = Attempt(self.random(), self.random(), self.random(), self.clock.now(), then)
        secret = self.random()
        with self._lock:
            _make_room(self._attempts)
            self._attempts[_kept(secret)] = made
        return secret, made

    def returned(self, secret: str) -> Attempt | None:
        """Return the sign-in that a cookie began, once: whoever comes back a second time has to begin again."""
        with self._lock:
            found = self._attempts.pop(_kept(secret), None)
        now = self.clock.now()
        return found if found and found.begun <= now < found.begun + PATIENCE else None

    def begin(self, subject: str, name: str) -> str:
        """Begin a session and return the secret of its cookie."""
        secret, now = self.random(), self.clock.now()
        with self._lock:
            _make_room(self._sessions)
            self._sessions[_kept(secret)] = Session(subject, name, self.random(), now, now)
        return secret

    def look(self, secret: str) -> Session | None:
        """Return the session of a cookie, and let it be seen now; None for one that is over, or never was."""
        name, now = _kept(secret), self.clock.now()
        with self._lock:
            found = self._sessions.pop(name, None)
            if found is None or not (found.begun <= now < found.begun + LONGEST and now < found.seen + IDLE):
                return None
            found = replace(found, seen=max(now, found.seen))
            self._sessions[name] = found  # at the end: whoever was idle for longest stands first
            return found

    def end(self, secret: str) -> None:
        """End a session; one that is not there is no error."""
        with self._lock:
            self._sessions.pop(_kept(secret), None)

    def count(self) -> int:
        """Return how many sessions are kept."""
        with self._lock:
            return len(self._sessions)


def _kept(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _make_room(kept: dict[str, Session] | dict[str, Attempt]) -> None:
    while len(kept) >= MOST:
        del kept[next(iter(kept))]
