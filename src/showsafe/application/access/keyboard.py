"""What may be done at the keyboard of the node itself: the first badge and the first device come to be here.

Whoever sits there has the data directory, so nothing here asks for a badge. What is done is recorded as said at this
keyboard, and not as proven by anybody.
"""

from __future__ import annotations

import uuid
from typing import Any

from showsafe.application import parse
from showsafe.application.access import table
from showsafe.application.access.desk import Desk
from showsafe.application.nearest import did_you_mean
from showsafe.application.text import name as checked_name
from showsafe.application.unit import SET, Answer
from showsafe.domain.named import DEVICE
from showsafe.errors import WrongInput

HERE = "the keyboard of this node"
SAID_HERE = "Said at the keyboard of this node; no badge was shown."


class Keyboard:
    """The keyboard of one node. Safe to call from several threads."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def people(self) -> list[dict[str, Any]]:
        """Return everybody on record, with roles, and whether they have a badge and whether it is locked."""
        badges = self.desk.badges.locked()
        known = self.desk.unit.state(SET).people
        return [
            {
                "person": name,
                "roles": list(self.desk.roles_of(name)),
                "badge": name in badges,
                "locked": badges.get(name, False),
            }
            for name in sorted({*known, *badges})
            if self.desk.roles_of(name) or name in badges
        ]

    def give(self, person: str, pin: str) -> str:
        """Give somebody on record a new badge and return its text.

        Raises WrongInput: ``input.unknown-person``, ``access.not-a-pin``, ``access.easy-pin``.
        """
        self._known(person)
        token = self.desk.badges.issue(person, pin, HERE)
        self.desk.sessions.end_of(person=person)
        return token

    def unlock(self, person: str) -> None:
        """Let somebody try their PIN again; raises WrongInput ``access.no-badge``."""
        self.desk.badges.unlock(person, HERE)

    def withdraw(self, person: str) -> None:
        """Take a badge back, and sign out whoever is signed in with it; raises WrongInput ``access.no-badge``."""
        self.desk.badges.withdraw(person, HERE)
        self.desk.sessions.end_of(person=person)

    def invite(self, *, name: str, person: str, by: str, witness: str) -> str:
        """Make a code that brings one device in, in the names of two people who answer for its key.

        Raises WrongInput: ``access.not-a-name``, ``input.unknown-person``, ``access.second-person``,
        ``access.not-the-office``.
        """
        if "@" in checked_name(name, "the name of the device"):
            raise WrongInput(
                "access.not-a-name", "The name of a device has no @ in it.", "Choose another name."
            )
        for each in (by, witness, *([person] if person else [])):
            self._known(each)
        if witness == by:
            raise WrongInput(
                "access.second-person",
                "Two people answer for the key of a device, and these are one.",
                "Name somebody else of the production as the witness.",
            )
        if not any(table.GIVERS & set(self.desk.roles_of(who)) for who in (by, witness) if who != person):
            raise WrongInput(
                "access.not-the-office",
                "Neither of the two is of the office, or the device is their own.",
                f"Name somebody with one of these roles: {', '.join(sorted(table.GIVERS))}.",
            )
        return self.desk.enrolling.invite(name=name, person=person, by=by, witness=witness, says=SAID_HERE)

    def lose(self, device: str, by: str, reason: str) -> Answer:
        """Take a device off the record, and sign out whoever works at it.

        Raises WrongInput: ``access.unknown-device``, and as ``Unit.ask``.
        """
        key = self._device(device)
        said = {"key_id": key, "reason": reason, "says": SAID_HERE}
        now = self.desk.unit.clock.now()
        act = parse.act_from("revoke-key", said, act_id=f"lost-{uuid.uuid4()}", by=by, at=now)
        answer = self.desk.unit.ask(act)
        self.desk.sessions.end_of(device=key)
        return answer

    def _known(self, person: str) -> None:
        if not self.desk.roles_of(person):
            known = [name for name in self.desk.unit.state(SET).people if self.desk.roles_of(name)]
            raise WrongInput(
                "input.unknown-person",
                f"Nobody called {person[:60]!r} is enrolled.",
                did_you_mean(person, known, "Enrol them first: showsafe report DIR enrol ..."),
            )

    def _device(self, said: str) -> str:
        """Return the one device in use of this id or name."""
        keys = self.desk.unit.state(SET).keys.values()
        held = {key.id: key.of for key in keys if key.holds and key.of.startswith(DEVICE)}
        found = [key for key, of in held.items() if said in (key, of.removeprefix(DEVICE).partition("@")[0])]
        if len(found) == 1:
            return found[0]
        raise WrongInput(
            "access.unknown-device",
            "Several devices have this name." if found else "No device in use has this name or id.",
            "Name it by its id, as the list shows it.",
        )
