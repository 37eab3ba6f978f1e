"""What is kept beside the ledger of how people show who they are: their badges and their passkeys, in ``access.json``.

The settings hold the SHA-256 of these bytes, so a change in secret shows (ADR 0020). A file without a passkey is of
format 1, as it always was; the first passkey makes it format 2 (ADR 0028). Both are read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import RLock
from typing import Any

from showsafe.application import text
from showsafe.errors import Unusable, WrongInput
from showsafe.ledger import base64text, canonical

BADGES_ALONE, FORMAT = 1, 2
MOST_PUBLIC = 2_000
MOST_CREDENTIAL = 1_023
_SUM = re.compile(r"[0-9a-f]{64}")
_ID = re.compile(r"p-[0-9a-f]{32}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """The badge of one person, as it is kept."""

    badge: str
    pin: str = field(repr=False)
    locked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Passkey:
    """A passkey of one person: its credential and public key (base64), and the name of the node that it is good for.

    ``count`` is what its own counter said, as far as it is kept; ``device`` the device that it lies in, where it cannot
    leave it.
    """

    person: str
    credential: str
    public: str
    name: str
    count: int
    since: str
    device: str = ""
    locked: bool = False


Save = Callable[[bytes, str], None]
"""Makes the bytes of what is kept durable and has their sum recorded, with a sentence that says why."""


class Kept:
    """Badges and passkeys of one unit, as they are kept. Whoever changes them holds the lock."""

    def __init__(self, content: bytes, save: Save) -> None:
        self.badges, self.passkeys = read(content)
        self._save = save
        self.lock = RLock()

    def keep(
        self,
        why: str,
        *,
        badges: Mapping[str, Badge] | None = None,
        passkeys: Mapping[str, Passkey] | None = None,
    ) -> None:
        """Keep other badges, or other passkeys; what is not named stays."""
        next_badges = self.badges if badges is None else dict(badges)
        next_passkeys = self.passkeys if passkeys is None else dict(passkeys)
        self._save(as_bytes(next_badges, next_passkeys), why)
        self.badges, self.passkeys = next_badges, next_passkeys


def as_bytes(badges: Mapping[str, Badge], passkeys: Mapping[str, Passkey]) -> bytes:
    """Return what is kept, in canonical JSON."""
    said: dict[str, Any] = {
        "badges": [
            {"badge": badge.badge, "locked": badge.locked, "person": person, "pin": badge.pin}
            for person, badge in sorted(badges.items())
        ],
        "format": FORMAT if passkeys else BADGES_ALONE,
    }
    if passkeys:
        said["passkeys"] = [
            {
                "count": each.count,
                "credential": each.credential,
                "device": each.device,
                "id": name,
                "locked": each.locked,
                "name": each.name,
                "person": each.person,
                "public": each.public,
                "since": each.since,
            }
            for name, each in sorted(passkeys.items())
        ]
    return canonical.encode(said)


def read(content: bytes) -> tuple[dict[str, Badge], dict[str, Passkey]]:
    """Return the badges and passkeys that are kept, none for no bytes; raises Unusable ``access.damaged``."""
    if not content:
        return {}, {}
    try:
        said = canonical.decode(content)
        badges = {text.name(each["person"], "person"): _badge(each) for each in said["badges"]}
        passkeys = {_id(each["id"]): _passkey(each) for each in said.get("passkeys", ())}
        sound = as_bytes(badges, passkeys) == content
    except (WrongInput, AttributeError, KeyError, TypeError, ValueError) as error:
        raise _damaged() from error
    if not sound:
        raise _damaged()
    return badges, passkeys


def _badge(said: Mapping[str, Any]) -> Badge:
    if not _SUM.fullmatch(said["badge"]) or type(said["locked"]) is not bool or type(said["pin"]) is not str:
        raise ValueError(said["person"])
    return Badge(badge=said["badge"], pin=said["pin"], locked=said["locked"])


def _passkey(said: Mapping[str, Any]) -> Passkey:
    texts = [said[name] for name in ("device", "name", "since")]
    if type(said["locked"]) is not bool or type(said["count"]) is not int or said["count"] < 0:
        raise ValueError(said["id"])
    if not all(type(each) is str for each in texts):
        raise TypeError(said["id"])
    base64text.decode(said["credential"])
    base64text.decode(said["public"])
    return Passkey(
        person=text.name(said["person"], "person"),
        credential=said["credential"],
        public=said["public"],
        name=said["name"],
        count=said["count"],
        since=said["since"],
        device=said["device"],
        locked=said["locked"],
    )


def _id(name: str) -> str:
    if not _ID.fullmatch(name):
        raise ValueError(name)
    return name


def _damaged() -> Unusable:
    return Unusable(
        "access.damaged",
        "The badges in access.json cannot be read.",
        "Restore this one file from a backup; the records are not in it.",
    )
