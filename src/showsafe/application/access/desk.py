"""The desk at which everybody shows who they are: signing in, saying an act, bringing a device in.

Whatever is said here is by somebody who was proven at this moment or a little before, on a device that is enrolled,
with a role that may say it. Then it goes the way of every act.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from showsafe.application import parse, pictures, seconded
from showsafe.application.access import giving, looks, proofs, table
from showsafe.application.access.badges import Badges
from showsafe.application.access.challenges import Challenges
from showsafe.application.access.enrolling import Enrolling
from showsafe.application.access.looks import Look, Looks, Opening
from showsafe.application.access.passkeys import Passkeys
from showsafe.application.access.possession import Elsewhere
from showsafe.application.access.said import Press, Said, SecondSaid, SigningIn, act_of, not_one_form, time_of
from showsafe.application.access.sessions import Session, Sessions
from showsafe.application.along import Along
from showsafe.application.asked import NONCE_BYTES, Asked, by_a_device, salts_of
from showsafe.application.keys import KEYS, read_label, read_name
from showsafe.application.ledger_words import public_bytes
from showsafe.application.seconded import Seconded
from showsafe.application.text import name as checked_name
from showsafe.application.unit import CLOCK_AHEAD, SET, Answer, Unit
from showsafe.domain.acts import Act
from showsafe.domain.events import ASK
from showsafe.domain.named import DEVICE, NODE, deeds
from showsafe.domain.things import Key
from showsafe.errors import WrongInput
from showsafe.ledger import base64text, canonical, record
from showsafe.ledger.keys import check_public, key_id, verify
from showsafe.rules.gates.sight import AT_HAND_OVER, WORD_GOOD

SESSION_TYPE = "application/vnd.showsafe.session+json"
SESSION_FORMAT = "showsafe-session/1"


class Desk:
    """Everything about access of one unit. Safe to call from several threads."""

    def __init__(self, unit: Unit, badges: Badges) -> None:
        self.unit = unit
        self.badges = badges
        self.passkeys = Passkeys(badges.kept, unit.clock, unit.writer.unit)
        self.sessions = Sessions(unit.clock)
        self.enrolling = Enrolling(unit.clock)
        self.challenges = Challenges(unit.clock)
        self.looks = Looks(unit.clock)

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

        Raises WrongInput: ``access.unknown-device``, ``access.no-challenge``, and as ``_shown``.
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
        person, proof = self._shown(said, device)
        token = self.sessions.begin(person, said.device, proof)
        return token, self.sessions.look(token, said.device)

    def say(self, door: str, said: Said, session: Session | None) -> Answer:
        """Ask or report an act of a person.

        Raises WrongInput: ``access.signed-out``, ``access.not-by-you``, ``access.not-allowed``, as ``act_of``, as
        ``may_give``, ``looks.word_for``, ``access.word-old``, as ``pictures.received``, and as the unit's own doors.
        """
        parse.kind_of(said.kind)
        proof = self._proven(said, session)
        self.may(said.by, said.kind)
        act = act_of(said)
        self.may_give(said.by, act)
        look = self.looks.find(act.act_id)
        second = self._second(act, look, said.look_nonce)
        if door == ASK and look is not None and second is not None:
            self._still_watched(act, look, second)
        along = Along(
            attachments=pictures.received(said.photos, act.photos),
            asked=Asked(proof, said.device, _signature(said.signature)),
            salts=salts_of(nonce_of(said.nonce), act.act_id) if said.nonce else None,
            second=second,
            unprotected=said.unprotected or (second is not None and look is not None and look.unprotected),
        )
        answer = (self.unit.ask if door == ASK else self.unit.report)(act, SET, along)
        if look is not None and look.by == said.by:
            self.looks.end(act.act_id)
        if act.kind == "revoke-key":
            self.sessions.end_of(device=act.key_id)
        if act.kind in ("erase", "confirm", "override"):
            self._forget_erased()
        return answer

    def _forget_erased(self) -> None:
        """Take back the badges and passkeys of everybody who is erased by now, and end their sessions."""
        people = self.unit.state(SET).people
        known = {*self.badges.locked(), *(each.person for each in self.passkeys.of().values())}
        for person in sorted(each for each in known if each in people and people[each].erased):
            self.badges.forget(person, f"Badge and passkeys of {person} are withdrawn: erased.")
            self.sessions.end_of(person=person)

    def _second(self, act: Act, look: Look | None, nonce: str) -> Seconded | None:
        """Return the word of the second person whom an act names; None where it names none, or is on record."""
        if not seconded.named(act):
            return None
        on_record = self.unit.first_answer(act.act_id) is not None
        if look is None and on_record:
            return None
        word = looks.word_for(look, act, nonce_of(nonce))
        self._may_second(word.by)
        if (
            look is not None
            and look.standing
            and not on_record
            and look.standing != self._standing(look.thing)
        ):
            raise seconded.look_again()
        return word

    def _still_watched(self, act: Act, look: Look, word: Seconded) -> None:
        """Let a hand-over pass that is asked soon after its watcher said so, or was asked with this word before."""
        hands = any(deed.kind in AT_HAND_OVER for deed in deeds(act))
        if hands and self.looks.word_age(look, word) > WORD_GOOD and not self.unit.first_answer(act.act_id):
            raise seconded.watch_over()

    def _standing(self, thing: str) -> tuple[object, ...]:
        """Return where a weapon or lot is and what is known of it, and since when; of anything else nothing."""
        state = self.unit.state(SET)
        if thing in state.lots:
            lot, count = state.lots[thing], state.counts.get(thing)
            return (lot.holder, lot.container, lot.gone, count.moved if count else 0)
        belief = state.believed(thing)
        return (*belief.standing, belief.moved, belief.disturbed) if thing in state.weapons else ()

    def open_look(self, opening: Opening, device: str, session: Session) -> Look:
        """Ask for the word of a second person; raises WrongInput as ``Looks.open`` and ``may``."""
        parse.kind_of(opening.kind)
        self.device(device)
        self._on_its_device(session, device)
        self.may(session.person, opening.kind)
        if self.unit.first_answer(read_name(opening.act_id, "act_id")) is not None:
            raise looks.taken()
        thing = read_label(opening.thing, "thing")
        weapon = self.unit.state(SET).weapons.get(thing)
        pile = KEYS["pile"].read(opening.pile, "pile") if opening.pile else ""
        return self.looks.open(
            replace(opening, thing=thing, pile=pile),
            by=session.person,
            serial=weapon.serial if weapon else "",
            standing=self._standing(thing),
        )

    def second(self, said: SecondSaid, session: Session | None) -> Look:
        """Keep the word of a second person, said by themselves; return the look.

        Raises WrongInput: ``access.no-look``, ``access.second-person``, as ``say``, and as ``Looks.read``.
        """
        proof = self._proven(said, session)
        look = self.looks.get(said.act_id)
        if said.by == look.by:
            raise WrongInput(
                "access.second-person",
                "The second person is somebody else than the first.",
                "Let somebody else look, and say so themselves.",
            )
        self._may_second(said.by)
        self._in_time(said.claimed_at, look)
        word = Seconded(
            by=said.by,
            proof=proof,
            claimed_at=said.claimed_at,
            says=said.says,
            waited_ms=self.looks.waited_ms(look),
            key_id=said.device,
            signature=_signature(said.signature),
        )
        message = word.message(look.act_id, look.by, look.kind, look.thing, self.unit.writer.unit)
        by_a_device(word.key_id, word.by, self.unit.state(SET).keys, message, word.signature)
        if self.looks.read(look, said.says) != said.says:
            raise not_one_form("says")
        self.looks.answer(look, word, unprotected=said.unprotected)
        return look

    def end_look(self, act_id: str, session: Session) -> None:
        """End a look of one's own; one that is not there is no error. Raises WrongInput ``access.not-allowed``."""
        look = self.looks.find(act_id)
        if look is not None and look.by != session.person:
            raise not_allowed()
        self.looks.end(act_id)

    def _may_second(self, person: str) -> None:
        """A second person has a role that may confirm."""
        self.may(person, "confirm")

    def _in_time(self, claimed_at: str, look: Look) -> None:
        """Let a word pass that is said after it was asked for, as far as two clocks agree."""
        at = time_of(claimed_at)
        if at - self.unit.clock.now() > CLOCK_AHEAD or at < look.opened - looks.CLOCKS_DIFFER:
            raise WrongInput(
                "access.wrong-clock",
                "The clock of this device is not that of the node.",
                "Set it right, and say it again.",
            )

    def may(self, person: str, kind: str) -> None:
        """Let somebody pass who may say such an act; raises WrongInput ``access.not-allowed``."""
        if not table.may_say(self.roles_of(person), kind):
            raise not_allowed()

    def may_give(self, person: str, act: Act) -> None:
        """Let an act pass that gives no role which is not theirs to give; raises WrongInput ``access.office-gives``."""
        giving.check(act, self.roles_of(person), self.unit.state(SET).people)

    def _proven(self, said: Said | SecondSaid, session: Session | None) -> str:
        """Return by what it is known who says this; raises WrongInput ``access.not-by-you`` where it is another."""
        device = self.device(said.device)
        if said.badge or said.passkey is not None:
            person, proof = self._shown(said, device)
        else:
            known = self._on_its_device(session, said.device)
            person, proof = known.person, known.proof
        if person != said.by:
            raise WrongInput(
                "access.not-by-you",
                "An act is said by the one whose badge was shown.",
                "Let the other person show their badge.",
            )
        return proof

    def _shown(self, said: Said | SecondSaid | SigningIn, device: Key) -> tuple[str, str]:
        """Return whom a badge or a passkey shows, and how strong a proof that is on this device.

        Raises WrongInput as ``Badges.prove`` and ``Passkeys.prove``; a passkey is lost with the device it lies in.
        """
        if said.passkey is None:
            person = self._there(self.badges.prove(said.badge, said.pin))
            return person, proofs.of_a_badge(person, proofs.owner_of(device.of))
        passkey = self.passkeys.prove(said.passkey)
        if passkey.device:
            self.device(passkey.device)
        return self._there(passkey.person), proofs.PASSKEY

    def _there(self, person: str) -> str:
        """Return somebody who was not erased; raises WrongInput ``access.erased``."""
        known = self.unit.state(SET).people.get(person)
        if known is not None and known.erased:
            raise WrongInput(
                "access.erased",
                "Whoever this badge was of is erased from this unit.",
                "Ask the production office for a badge of your own.",
            )
        return person

    def may_add_a_passkey(self, session: Session) -> bool:
        """Whether the device of a session is the person's own; raises WrongInput ``access.badge-first``."""
        if session.proof not in (proofs.OWN, proofs.SHARED):
            raise WrongInput(
                "access.badge-first",
                "A passkey is added by somebody who signed in with badge and PIN.",
                "Sign out, and sign in with your badge and PIN.",
            )
        return proofs.owner_of(self.device(session.device).of) == session.person

    def _on_its_device(self, session: Session | None, device: str) -> Session:
        """Return the session if it is one of this device; raises WrongInput ``access.signed-out``."""
        if session is not None and session.device == device:
            return session
        if session is not None:
            # The secret of one device came with the key of another: it was taken, and opens nothing any more.
            self.sessions.end_of(device=session.device)
        raise WrongInput(
            "access.signed-out",
            "Nobody is signed in on this device.",
            "Scan your badge and type your PIN.",
        )

    def press(self, press: Press, *, unprotected: bool = False) -> Answer:
        """Record a hold, a stop, an incident or a concern without a name, and without the device that it came from."""
        act = press.act(self.unit.clock.now(), self.unit.state(SET))
        return self.unit.report(act, SET, Along(asked=Asked(proofs.NONE), unprotected=unprotected))

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

    def come_in(self, token: str, public: str, signature: str, *, unprotected: bool = False) -> Answer:
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
        answer = self.unit.ask(
            act, SET, Along(cosigners=(signer,), received_at=received, unprotected=unprotected)
        )
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


def _by(device: Key, message: bytes, signature: bytes) -> bool:
    return verify(base64text.decode(device.public), message, signature)


def _signature(text: str) -> bytes:
    try:
        return base64text.decode(text)
    except ValueError:
        raise WrongInput(
            "act.not-signed", "The signature is not base64.", "Load the page again and repeat it."
        ) from None


def nonce_of(text: str) -> bytes:
    """Return the bytes of a nonce, none where none came; raises WrongInput ``act.no-nonce``."""
    nonce = _signature(text)
    if text and len(nonce) != NONCE_BYTES:
        raise WrongInput("act.no-nonce", "A nonce has 32 random bytes.", "Load the page again and repeat it.")
    return nonce
