"""Passkeys: a key in a person's own phone or token, which signs after a look at a face, a finger or a code.

It takes the place of badge and PIN where there is a name and a certificate that the browser trusts (ADR 0028).

1. A person adds one who signed in with badge and PIN. On a shared device it is one that they carry away with them.
2. A challenge is good once, for two minutes, and for what it was made for. The person has to be verified each time.
3. A counter that does not go up is a copy at work: the passkey is locked for good, and another one is made.
4. What lies in a device goes with it: lost and taken off the record, its passkeys prove nothing.
5. The counter of each use is in memory, as wrong PINs are; it is kept whenever the file changes for another reason.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from threading import BoundedSemaphore
from typing import Any

from showsafe.application.access import authenticators
from showsafe.application.access.authenticators import NotProvenError, Site, to_url
from showsafe.application.access.challenges import GOOD_FOR, Challenges
from showsafe.application.access.kept import MOST_CREDENTIAL, MOST_PUBLIC, Kept, Passkey
from showsafe.application.ports import Clock
from showsafe.application.records import stamp
from showsafe.errors import WrongInput
from showsafe.ledger import base64text

MOST = 5
"""How many passkeys somebody has at the most."""

_MS = 1_000
_MOST_AT_ONCE = 2
_at_once = BoundedSemaphore(_MOST_AT_ONCE)


class Passkeys:
    """The passkeys of one unit. Safe to call from several threads."""

    def __init__(self, kept: Kept, clock: Clock, unit: str) -> None:
        self._kept = kept
        self._clock = clock
        self._unit = unit
        self._counts: dict[str, int] = {}
        self._making = Challenges(clock)
        self._using = Challenges(clock)
        self.site = Site()

    def to_make(self, person: str, device: str, *, own: bool) -> dict[str, Any]:
        """Return what a browser needs to make a passkey; raises WrongInput ``access.passkeys-off``, as ``_room``."""
        site = self._site()
        self._room(person)
        selection: dict[str, Any] = {"residentKey": "required", "userVerification": "required"}
        if not own:
            selection["authenticatorAttachment"] = "cross-platform"
        mine = [each for each in self.of(person).values() if each.name == site.name]
        return {
            "rp": {"id": site.name, "name": f"Showsafe {self._unit}"},
            "user": {"id": to_url(self._handle(person)), "name": person, "displayName": person},
            "challenge": to_url(self._making.new(f"{person}\n{device}").encode()),
            "pubKeyCredParams": [{"type": "public-key", "alg": each} for each in authenticators.ALGORITHMS],
            "timeout": int(GOOD_FOR.total_seconds()) * _MS,
            "excludeCredentials": [
                {"type": "public-key", "id": to_url(base64text.decode(each.credential))} for each in mine
            ],
            "authenticatorSelection": selection,
            "attestation": "none",
        }

    def make(self, person: str, device: str, said: Mapping[str, Any], *, own: bool) -> str:
        """Keep a new passkey of somebody and return its id.

        Raises WrongInput: ``access.passkeys-off``, ``access.passkey-not-made``, ``access.passkey-stays``, as ``_room``.
        """
        site = self._site()
        challenge = authenticators.challenge_in(said)
        if not self._making.take(challenge, f"{person}\n{device}"):
            raise _not_made()
        try:
            with _at_once:
                new = authenticators.made(said, challenge, site)
        except NotProvenError:
            raise _not_made() from None
        if not new.credential or len(new.credential) > MOST_CREDENTIAL or len(new.public) > MOST_PUBLIC:
            raise _not_made()
        if new.attached and not own:
            raise WrongInput(
                "access.passkey-stays",
                "A passkey that stays in a shared device is nobody's own.",
                "Add it on your own phone, or use a security key that you carry.",
            )
        name = _id_of(new.credential)
        passkey = Passkey(
            person=person,
            credential=base64text.encode(new.credential),
            public=base64text.encode(new.public),
            name=site.name,
            count=new.count,
            since=stamp(self._clock.now()),
            device=device if new.attached else "",
        )
        with self._kept.lock:
            self._room(person)
            if name in self._kept.passkeys:
                raise _not_made()
            self._keep({**self._counted(), name: passkey}, f"A passkey for {person}, by {person}.")
        return name

    def to_use(self) -> dict[str, Any]:
        """Return what a browser needs to use a passkey, whoever's it is; raises WrongInput ``access.passkeys-off``."""
        return {
            "challenge": to_url(self._using.new().encode()),
            "rpId": self._site().name,
            "timeout": int(GOOD_FOR.total_seconds()) * _MS,
            "userVerification": "required",
            "allowCredentials": [],
        }

    def prove(self, said: Mapping[str, Any]) -> Passkey:
        """Return the passkey that this is signed by, which says whose it is.

        Raises WrongInput: ``access.passkeys-off``, ``access.passkey-not-proven``, ``access.passkey-locked``.
        """
        site = self._site()
        challenge = authenticators.challenge_in(said)
        fresh = self._using.take(challenge)
        name = _id_of(authenticators.credential_in(said))
        passkey = self._kept.passkeys.get(name)
        if passkey is None or passkey.name != site.name or not fresh:
            raise _not_proven()
        if authenticators.handle_in(said) not in (b"", self._handle(passkey.person)):
            raise _not_proven()
        try:
            with _at_once:
                count = authenticators.asserted(said, challenge, site, base64text.decode(passkey.public))
        except NotProvenError:
            raise _not_proven() from None
        return self._used(name, count)

    def _used(self, name: str, count: int) -> Passkey:
        """Hold a counter against the last one; both are nought where an authenticator has none."""
        with self._kept.lock:
            passkey = self._kept.passkeys.get(name)
            if passkey is None:
                raise _not_proven()
            last = max(passkey.count, self._counts.get(name, 0))
            if not passkey.locked and (count or last) and count <= last:
                locked = {**self._counted(), name: replace(passkey, count=last, locked=True)}
                self._keep(locked, f"A passkey of {passkey.person} is locked: its counter did not go up.")
                raise _locked()
            if passkey.locked:
                raise _locked()
            self._counts[name] = count
            return passkey

    def of(self, person: str = "") -> dict[str, Passkey]:
        """Return the passkeys of somebody by their ids; of everybody where nobody is named."""
        with self._kept.lock:
            return {name: each for name, each in self._kept.passkeys.items() if person in ("", each.person)}

    def withdraw(self, name: str, by: str, *, anybodys: bool) -> str:
        """Take a passkey back, as one that is lost; return whose it was.

        Raises WrongInput ``access.no-passkey``, also for one of somebody else where only one's own may be.
        """
        with self._kept.lock:
            passkey = self._kept.passkeys.get(name)
            if passkey is None or (passkey.person != by and not anybodys):
                raise WrongInput(
                    "access.no-passkey",
                    "There is no such passkey of yours.",
                    "Look it up in the list of them.",
                )
            left = {other: each for other, each in self._counted().items() if other != name}
            self._keep(left, f"A passkey of {passkey.person} is withdrawn, by {by}.")
            self._counts.pop(name, None)
            return passkey.person

    def _site(self) -> Site:
        if not self.site:
            raise WrongInput(
                "access.passkeys-off",
                "There are no passkeys here: they need a name and a certificate that the browser trusts.",
                "Use badge and PIN.",
            )
        return self.site

    def _room(self, person: str) -> None:
        """Raise WrongInput ``access.too-many-passkeys`` where somebody has all that they may have."""
        if len(self.of(person)) >= MOST:
            raise WrongInput(
                "access.too-many-passkeys",
                f"You have {MOST} passkeys, and that is the most.",
                "Withdraw one that you do not use.",
            )

    def _counted(self) -> dict[str, Passkey]:
        """Return the passkeys with the counters of their last use."""
        return {
            name: replace(each, count=max(each.count, self._counts.get(name, 0)))
            for name, each in self._kept.passkeys.items()
        }

    def _keep(self, passkeys: Mapping[str, Passkey], why: str) -> None:
        self._kept.keep(why, passkeys=passkeys)

    def _handle(self, person: str) -> bytes:
        """Return by what an authenticator knows somebody: nothing that could be read as a name."""
        return hashlib.sha256(f"showsafe-passkey/1\n{self._unit}\n{person}".encode()).digest()


def _id_of(credential: bytes) -> str:
    return f"p-{hashlib.sha256(credential).hexdigest()[:32]}"


def _not_made() -> WrongInput:
    return WrongInput(
        "access.passkey-not-made",
        "This is no new passkey for what this device was shown just now.",
        "Load the page again, and add it once more.",
    )


def _not_proven() -> WrongInput:
    return WrongInput(
        "access.passkey-not-proven",
        "This passkey proves nobody here.",
        "Try it once more, or use badge and PIN.",
    )


def _locked() -> WrongInput:
    return WrongInput(
        "access.passkey-locked",
        "This passkey is locked: its counter did not go up, so there may be a copy of it.",
        "Use badge and PIN; withdraw it, and add another one.",
    )
