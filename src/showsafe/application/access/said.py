"""What devices send to the desk: acts, the words of second people, badges; and how an act is read from it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from showsafe.application import parse
from showsafe.application.keys import read_name
from showsafe.application.parse import OF_AN_ACT
from showsafe.application.records import stamp
from showsafe.domain.acts import ANONYMOUS, Act
from showsafe.domain.state import State
from showsafe.errors import WrongInput


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An act as a device sends it: its keys, when, by whom, what the device signed, and the badge if it was shown."""

    kind: str
    act_id: str
    by: str
    claimed_at: str
    keys: dict[str, Any]
    device: str
    signature: str
    nonce: str = ""
    look_nonce: str = ""
    photos: tuple[str, ...] = ()
    unprotected: bool = False
    badge: str = field(default="", repr=False)
    pin: str = field(default="", repr=False)
    passkey: dict[str, Any] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondSaid:
    """The word of a second person as a device sends it, signed, and their badge if it was shown."""

    act_id: str
    device: str
    by: str
    claimed_at: str
    says: dict[str, Any]
    signature: str
    unprotected: bool = False
    badge: str = field(default="", repr=False)
    pin: str = field(default="", repr=False)
    passkey: dict[str, Any] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningIn:
    """A badge and its PIN, or a passkey, on a device that signed the challenge."""

    badge: str = field(default="", repr=False)
    pin: str = field(default="", repr=False)
    device: str
    challenge: str
    signature: str
    passkey: dict[str, Any] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A hold, a stop, an incident or a concern, without a name; ``claimed_at`` is when it was touched."""

    kind: str
    act_id: str
    about: str = ""
    says: str = ""
    claimed_at: str = ""

    def act(self, now: datetime, state: State) -> Act:
        """Return the act: of an incident, what it is about is the weapon or lot of that name, or nothing.

        A time that is none, or that lies ahead, is no reason to turn it away: then it was touched now.
        """
        about = {"about": self.about}
        if self.kind == "incident":
            known = {"weapon": self.about in state.weapons, "lot": self.about in state.lots}
            about = {next((key for key, there in known.items() if there), "weapon"): self.about}
            about = about if any(known.values()) else {}
        keys = {key: value for key, value in {**about, "says": self.says}.items() if value}
        at = now
        if self.claimed_at:
            with suppress(WrongInput):
                at = min(time_of(self.claimed_at), now)
        return parse.act_from(self.kind, keys, act_id=read_name(self.act_id, "act_id"), by=ANONYMOUS, at=at)


def act_of(said: Said) -> Act:
    """Return the act that a device sent; raises WrongInput ``act.not-one-form`` and as ``parse.act_from``."""
    keys = dict(said.keys)
    if said.kind in OF_AN_ACT and "of_act" in keys:
        keys["of"] = keys.pop("of_act")
    at = time_of(said.claimed_at)
    return parse.act_from(
        said.kind, keys, act_id=read_name(said.act_id, "act_id"), by=read_name(said.by, "by"), at=at
    )


def time_of(text: str) -> datetime:
    """Return the time that a device claims, which it writes as records do; raises WrongInput ``act.not-one-form``."""
    try:
        at = datetime.fromisoformat(text)
        if stamp(at) == text:
            return at
    except (ValueError, OverflowError):
        pass
    raise not_one_form(
        "claimed_at", "Write it in UTC, in whole seconds or with six decimals, as 2026-03-31T11:30:00Z."
    )


def not_one_form(what: str, now: str = "Load the page again and repeat it.") -> WrongInput:
    """Return the answer to what is signed in another form than records have."""
    return WrongInput("act.not-one-form", f"{what} is not written as in a record.", now)
