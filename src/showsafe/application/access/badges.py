"""Badges and their PINs: what a person shows at the moment of an act, on any enrolled device.

A badge is a random text, shown once for a QR and kept as its hash; a PIN is kept under argon2id. Both lie beside the
ledger (ADR 0020), since a PIN of four digits can be found from any hash of it: no record and no bundle may hold one.

1. Five wrong PINs in a row lock a badge until a supervisor unlocks it. A try counts before it is looked at, so that
   guesses at the same moment are not more than five. The lock is kept; the count of tries is not, and a restart of the
   node, which nobody can cause over the network, begins it anew.
2. A badge that is not known costs the time of a wrong PIN and gets the same answer.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from dataclasses import replace
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from showsafe.application.access import secret
from showsafe.application.access.kept import Badge, Kept, Save, read
from showsafe.errors import WrongInput

TRIES = 5
_PIN = re.compile(r"[0-9]{4,8}")
_MOST_AT_ONCE = 2
"""How many PINs are looked at together: each takes 19 MiB and a whole core."""

_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_at_once = BoundedSemaphore(_MOST_AT_ONCE)


class Badges:
    """The badges of one unit. Safe to call from several threads."""

    def __init__(self, content: bytes, save: Save) -> None:
        self.kept = Kept(content, save)
        self._tries: dict[str, int] = {}
        self._lock = self.kept.lock
        self._nobody = _HASHER.hash(secret.new(secret.BADGE))

    def issue(self, person: str, pin: str, by: str) -> str:
        """Give somebody a new badge with this PIN, and return its text; the badge before it is worth nothing.

        Raises WrongInput: ``access.not-a-pin``, ``access.easy-pin``.
        """
        _check_pin(pin)
        token, hashed = secret.new(secret.BADGE), _hashed(pin)
        with self._lock:
            badge = Badge(badge=secret.kept(token, secret.BADGE), pin=hashed)
            self._keep({**self._badges, person: badge}, f"A badge for {person}, by {by}.")
            self._tries.pop(person, None)
        return token

    def prove(self, token: str, pin: str) -> str:
        """Return whose badge and PIN these are.

        Raises WrongInput: ``access.not-proven`` where there is no such badge or the PIN is wrong, ``access.locked``.
        """
        kept = secret.kept(token, secret.BADGE)
        with self._lock:
            person, badge = self._found(kept)
            tried = self._tries[person] = self._tries.get(person, 0) + 1 if person else 0
            open_ = badge is not None and not badge.locked and tried <= TRIES
        right = _fits(badge.pin if badge and open_ else self._nobody, pin)
        with self._lock:
            return self._answer(person, badge, right=right and open_, tried=tried)

    def _answer(self, person: str, badge: Badge | None, *, right: bool, tried: int) -> str:
        now = self._badges.get(person)
        if badge is None or now is None or now.badge != badge.badge:
            raise _not_proven()
        if now.locked:
            raise _locked()
        if right:
            self._tries.pop(person, None)
            return person
        if tried >= TRIES:
            self._keep(
                {**self._badges, person: replace(now, locked=True)}, f"The badge of {person} is locked."
            )
            raise _locked()
        raise _not_proven()

    def whose(self, token: str) -> str:
        """Return whose badge this is, as a name to be noted down: without its PIN it proves nobody.

        Raises WrongInput ``access.unknown-badge``.
        """
        with self._lock:
            person, _ = self._found(secret.kept(token, secret.BADGE))
        if not person:
            raise WrongInput(
                "access.unknown-badge", "This is nobody's badge.", "Scan it again, or choose the name."
            )
        return person

    def unlock(self, person: str, by: str) -> None:
        """Let somebody try again; raises WrongInput ``access.no-badge``."""
        with self._lock:
            badge = self._of(person)
            self._tries.pop(person, None)
            if badge.locked:
                said = f"The badge of {person} is unlocked, by {by}."
                self._keep({**self._badges, person: replace(badge, locked=False)}, said)

    def withdraw(self, person: str, by: str) -> None:
        """Take somebody's badge back, as one that is lost; raises WrongInput ``access.no-badge``."""
        with self._lock:
            self._of(person)
            left = {name: badge for name, badge in self._badges.items() if name != person}
            self._keep(left, f"The badge of {person} is withdrawn, by {by}.")

    def forget(self, person: str, why: str) -> None:
        """Take back all by which somebody shows who they are, badge and passkeys; nothing is no error."""
        with self._lock:
            badges = {name: each for name, each in self._badges.items() if name != person}
            passkeys = {name: each for name, each in self.kept.passkeys.items() if each.person != person}
            if (len(badges), len(passkeys)) != (len(self._badges), len(self.kept.passkeys)):
                self.kept.keep(why, badges=badges, passkeys=passkeys)
            self._tries.pop(person, None)

    def lock_all(self, why: str) -> int:
        """Lock every badge and passkey, and return how many badges; a passkey that is locked is made anew."""
        with self._lock:
            badges = {name: replace(each, locked=True) for name, each in self._badges.items()}
            passkeys = {name: replace(each, locked=True) for name, each in self.kept.passkeys.items()}
            if badges or passkeys:
                self.kept.keep(why, badges=badges, passkeys=passkeys)
            return len(badges)

    def locked(self) -> Mapping[str, bool]:
        """Return who has a badge, and whether it is locked."""
        with self._lock:
            return {name: badge.locked for name, badge in sorted(self._badges.items())}

    def _found(self, kept: str) -> tuple[str, Badge | None]:
        """Look at every badge, whichever fits, so that the time says nothing of the place of one."""
        found: tuple[str, Badge | None] = ("", None)
        for person, badge in self._badges.items():
            if hmac.compare_digest(badge.badge, kept):
                found = person, badge
        return found

    def _of(self, person: str) -> Badge:
        badge = self._badges.get(person)
        if badge is None:
            raise WrongInput(
                "access.no-badge",
                "This person has no badge.",
                "Look up the name in the list of people, or give them a badge.",
            )
        return badge

    def _keep(self, badges: dict[str, Badge], why: str) -> None:
        self.kept.keep(why, badges=badges)

    @property
    def _badges(self) -> dict[str, Badge]:
        return self.kept.badges


def parse(content: bytes) -> dict[str, Badge]:
    """Return the badges that are kept, none for no bytes; raises Unusable ``access.damaged``."""
    return read(content)[0]


def _check_pin(pin: str) -> None:
    if not _PIN.fullmatch(pin):
        raise WrongInput("access.not-a-pin", "A PIN has 4 to 8 digits.", "Choose another one.")
    if len(set(pin)) == 1 or pin in "0123456789" or pin in "9876543210":
        raise WrongInput(
            "access.easy-pin", "This PIN is one of the first that anybody tries.", "Choose another one."
        )


def _hashed(pin: str) -> str:
    with _at_once:
        return _HASHER.hash(pin)


def _fits(hashed: str, pin: str) -> bool:
    with _at_once:
        try:
            return _HASHER.verify(hashed, pin.encode("utf-8", "surrogatepass"))
        except (VerificationError, InvalidHashError):
            return False


def _not_proven() -> WrongInput:
    return WrongInput(
        "access.not-proven",
        "This badge and this PIN do not belong together.",
        "Scan the badge again and type the PIN slowly; after five wrong ones it is locked.",
    )


def _locked() -> WrongInput:
    return WrongInput(
        "access.locked",
        "This badge is locked, after five wrong PINs.",
        "Ask the production office or the safety advisor to unlock it.",
    )
