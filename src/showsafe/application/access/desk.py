"""The desk at which everybody shows who they are: signing in, saying an act, bringing a device in.

Whatever is said here is by somebody who was proven at this moment or a little before, on a device that is enrolled,
with a role that may say it. Then it goes the way of every act.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from showsafe.application import parse
from showsafe.application.access import proofs, table
from showsafe.application.access.badges import Badges
from showsafe.application.access.challenges import Challenges
from showsafe.application.access.enrolling import Enrolling
from showsafe.application.access.possession import Elsewhere
from showsafe.application.access.sessions import Session, Sessions
from showsafe.application.along import Along
from showsafe.application.asked import NONCE_BYTES, Asked, salts_of
from showsafe.application.keys import read_name
from showsafe.application.ledger_words import public_bytes
from showsafe.application.parse import OF_AN_ACT
from showsafe.application.records import stamp
from showsafe.application.text import name as checked_name
from showsafe.application.unit import SET, Answer, Unit
from showsafe.domain.acts import ANONYMOUS, Act
from showsafe.domain.events import ASK
from showsafe.domain.named import DEVICE, NODE
from showsafe.domain.things import Key
from showsafe.errors import WrongInput
from showsafe.ledger import base64text, canonical, record
from showsafe.ledger.keys import check_public, key_id, verify

SESSION_TYPE = "application/vnd.showsafe.session+json"
SESSION_FORMAT = "showsafe-session/1"


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
    badge: str = field(default="", repr=False)
    pin: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningIn:
    """A badge and its PIN, on a device that signed the challenge."""

    badge: str = field(repr=False)
    pin: str = field(repr=False)
    device: str
    challenge: str
    signature: str


class Desk:
    """Everything about access of one unit. Safe to call from several threads."""

    def __init__(self, unit: Unit, badges: Badges) -> None:
        self.unit = unit
        self.badges = badges
        self.sessions = Sessions(unit.clock)
        self.enrolling = Enrolling(unit.clock)
        self.challenges = Challenges(unit.clock)

    def roles_of(self, person: str) -> tuple[str, ...]:
        """Return the roles that somebody has on record now; none where they are not enrolled, or were erased."""
        known = self.unit.state(SET).people.get(person)
        return known.roles if known is not None and not known.erased else ()

    def device(self, key: str) -> Key:
        """Return the key of a device that is enrolled and not lost; raises WrongInput ``access.unknown-device``."""
        found = self.unit.state(SET).keys.get(key)
        if found is None or not found.holds or not found.of.startswith(DEVICE):
            raise WrongInput(
                "access.unknown-device",
                "This device is not enrolled in this unit, or was taken off the record.",
                "Ask the production office to enrol it; until then use a device that is.",
            )
        return found

    def sign_in(self, said: SigningIn) -> tuple[str, Session]:
        """Begin a session; return its secret and what it is.

        Raises WrongInput: ``access.unknown-device``, ``access.no-challenge``, and as ``Badges.prove``.
        """
        device = self.device(said.device)
        message = session_message(self.unit.writer.unit, said.device, said.challenge)
        signature = _signature(said.signature)
        if not self.challenges.take(said.challenge) or not _by(device, message, signature):
            raise WrongInput(
                "access.no-challenge",
                "This device did not sign what it was shown just now.",
                "Load the page again and sign in once more.",
            )
        person = self.badges.prove(said.badge, said.pin)
        token = self.sessions.begin(
            person, said.device, proofs.of_a_badge(person, proofs.owner_of(device.of))
        )
        return token, self.sessions.look(token, said.device)

    def say(self, door: str, said: Said, session: Session | None) -> Answer:
        """Ask or report an act of a person.

        Raises WrongInput: ``access.signed-out``, ``access.not-by-you``, ``access.not-allowed``, as ``act_of``, and as
        the unit's own doors.
        """
        parse.kind_of(said.kind)
        device = self.device(said.device)
        person, proof = self._proven(said, device, session)
        if person != said.by:
            raise WrongInput(
                "access.not-by-you",
                "An act is said by the one whose badge was shown.",
                "Let the other person show their badge.",
            )
        self.may(person, said.kind)
        act = act_of(said)
        along = Along(
            asked=Asked(proof, said.device, _signature(said.signature)),
            salts=salts_of(_nonce(said.nonce), act.act_id) if said.nonce else None,
        )
        answer = (self.unit.ask if door == ASK else self.unit.report)(act, SET, along)
        if act.kind == "revoke-key":
            self.sessions.end_of(device=act.key_id)
        return answer

    def may(self, person: str, kind: str) -> None:
        """Let somebody pass who may say such an act; raises WrongInput ``access.not-allowed``."""
        if not table.may_say(self.roles_of(person), kind):
            raise not_allowed()

    def _proven(self, said: Said, device: Key, session: Session | None) -> tuple[str, str]:
        if said.badge:
            person = self.badges.prove(said.badge, said.pin)
            return person, proofs.of_a_badge(person, proofs.owner_of(device.of))
        if session is not None and session.device != said.device:
            # The secret of one device came with the key of another: it was taken, and opens nothing any more.
            self.sessions.end_of(device=session.device)
            session = None
        if session is None:
            raise WrongInput(
                "access.signed-out",
                "Nobody is signed in on this device.",
                "Scan your badge and type your PIN.",
            )
        return session.person, session.proof

    def press(self, kind: str, act_id: str, keys: dict[str, Any]) -> Answer:
        """Record a hold, a stop or a concern without a name, and without the device that it came from."""
        now = self.unit.clock.now()
        act = parse.act_from(kind, keys, act_id=read_name(act_id, "act_id"), by=ANONYMOUS, at=now)
        return self.unit.report(act, SET, Along(asked=Asked(proofs.NONE)))

    def invite(self, *, name: str, person: str, by: str, badge: str, pin: str) -> str:
        """Make a code that brings one device in; the second person who answers for its key shows their badge.

        Raises WrongInput: ``access.not-a-name``, ``access.second-person``, ``input.unknown-person``, as
        ``Badges.prove``.
        """
        if "@" in checked_name(name, "the name of the device"):
            raise WrongInput(
                "access.not-a-name", "The name of a device has no @ in it.", "Choose another name."
            )
        if person and not self.roles_of(person):
            raise WrongInput("input.unknown-person", "Nobody of that name is enrolled.", "Enrol them first.")
        witness = self.badges.prove(badge, pin)
        if witness == by:
            raise WrongInput(
                "access.second-person",
                "Two people answer for the key of a device.",
                "Let somebody else of the production show their badge.",
            )
        return self.enrolling.invite(name=name, person=person, by=by, witness=witness)

    def come_in(self, token: str, public: str, signature: str) -> Answer:
        """Record the key of a device that shows a code.

        Raises ToBeSigned with the bytes that the device has to sign first, and WrongInput: ``access.no-invitation``,
        ``key.weak`` and what else ``check_public`` raises.
        """
        key = public_bytes(public, "key")
        check_public(key)
        invited = self.enrolling.come(token, public)
        received = invited.received or self.unit.clock.now()
        owner = f"{DEVICE}{invited.name}" + (f"@{invited.person}" if invited.person else "")
        said = {"key": public, "of": owner, "witness": invited.witness, "says": invited.says}
        act = parse.act_from("enrol-key", said, act_id=f"device-{key_id(key)}", by=invited.by, at=received)
        signer = Elsewhere(key, _signature(signature) if signature else b"")
        answer = self.unit.ask(act, SET, Along(cosigners=(signer,), received_at=received))
        self.enrolling.done(token)
        return answer

    def devices(self) -> list[dict[str, Any]]:
        """Return the devices on record, without the node itself."""
        keys = self.unit.state(SET).keys.values()
        return [
            {
                "device": key.id,
                "name": key.of.removeprefix(DEVICE).partition("@")[0],
                "person": proofs.owner_of(key.of),
                "since": key.since,
                "until": key.until,
            }
            for key in keys
            if key.of != NODE and key.of.startswith(DEVICE)
        ]


def act_of(said: Said) -> Act:
    """Return the act that a device sent; raises WrongInput ``act.not-one-form`` and as ``parse.act_from``."""
    keys = dict(said.keys)
    if said.kind in OF_AN_ACT and "of_act" in keys:
        keys["of"] = keys.pop("of_act")
    at = _time(said.claimed_at)
    return parse.act_from(
        said.kind, keys, act_id=read_name(said.act_id, "act_id"), by=read_name(said.by, "by"), at=at
    )


def session_message(unit: str, device: str, challenge: str) -> bytes:
    """Return the bytes that a device signs to show that it has its key."""
    said = {"challenge": challenge, "device": device, "format": SESSION_FORMAT, "unit": unit}
    return record.pae(canonical.encode(said), SESSION_TYPE)


def not_allowed() -> WrongInput:
    """Return the one answer to whoever may not do something."""
    return WrongInput(
        "access.not-allowed",
        "Your role may not do this.",
        "Ask somebody whose part it is. Hold, stop and a concern are open to everybody.",
    )


def _time(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
        if stamp(at) == text:
            return at
    except (ValueError, OverflowError):
        pass
    raise WrongInput(
        "act.not-one-form",
        "claimed_at is not written as in a record.",
        "Write it in UTC, in whole seconds or with six decimals, as 2026-03-31T11:30:00Z.",
    )


def _by(device: Key, message: bytes, signature: bytes) -> bool:
    return verify(base64text.decode(device.public), message, signature)


def _signature(text: str) -> bytes:
    try:
        return base64text.decode(text)
    except ValueError:
        raise WrongInput(
            "act.not-signed", "The signature is not base64.", "Load the page again and repeat it."
        ) from None


def _nonce(text: str) -> bytes:
    nonce = _signature(text)
    if len(nonce) != NONCE_BYTES:
        raise WrongInput("act.no-nonce", "A nonce has 32 random bytes.", "Load the page again and repeat it.")
    return nonce
