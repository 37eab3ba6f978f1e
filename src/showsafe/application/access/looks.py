"""Looks: a first person asks a second one for their own word on an act, before the act is said.

A look says which act it is for and asks what only the second person can know. It never holds a number of the first
person, so none can be shown to the second; and the first person has fixed everything they will say (``commitment``)
before the second says a word: so they cannot follow a number, and a word for one registration, plan or override goes
with no other. Where nothing is counted there is nothing to be blind to, and the second is shown what was fixed. A count
is of the weapon as it was when it was asked for: once that has moved, they look again. That somebody watched is of now:
the hand-over that it is for is asked within half a minute (gate *sight*). Looks are kept in memory alone,
for ten minutes; a restart of the node ends them all.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import RLock
from typing import Any

from showsafe.application import keys as readers
from showsafe.application import seconded
from showsafe.application.parse import act_as_mapping
from showsafe.application.ports import Clock
from showsafe.application.seconded import Seconded
from showsafe.domain.acts import Act
from showsafe.domain.counted import BOX
from showsafe.domain.effects.forgetting import PERSONAL
from showsafe.errors import WrongInput
from showsafe.ledger import canonical

GOOD_FOR = timedelta(minutes=10)
CLOCKS_DIFFER = timedelta(seconds=5)
"""So much the clock of a device may be behind: a word that claims to be older than its look is none."""

MOST = 500
"""How many looks are open at the most; the oldest makes room."""

MOST_OF_ONE = 20
"""How many looks one person has open at the most; their oldest makes room."""

WRONG_SERIALS = 3
"""After so many serials read wrongly a look ends: whoever holds the weapon reads it, and does not try digits."""

HIDDEN = "..."
"""What stands for a personal value: the list of looks is open to every role."""

SERIAL_END = 3
SEEN, SERIAL, SIGHT = "seen", "serial", "sight"
_DOMAIN = b"showsafe-look/1\n"
_PERSONAL = {"enrol": PERSONAL, "describe": PERSONAL, "record-paper": ("number",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Which act it is for, who asks, what is asked, since when; and the word of the second person, once it is said.

    ``shown`` are the keys of the first person, where the second may see them; ``standing`` is how the weapon was;
    ``pile`` is which rounds of a lot are counted.
    """

    act_id: str
    kind: str
    thing: str
    by: str
    commitment: str
    asks: tuple[str, ...]
    opened: datetime
    serial: str = ""
    shown: Mapping[str, Any] | None = None
    standing: tuple[object, ...] = ()
    pile: str = ""
    wrong: int = 0
    word: Seconded | None = None
    unprotected: bool = False

    @property
    def same(self) -> tuple[str, ...]:
        """What makes a second opening the same one again."""
        return self.kind, self.thing, self.by, self.commitment, self.pile


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """An act that is to be said: ``commitment`` fixes what the first person says of it.

    Where nothing is counted the ``keys`` come with it, and the ``nonce`` that shows them to be just these. Where rounds
    of a lot are, ``pile`` says which: that is no number, and the act has to say the same.
    """

    act_id: str
    kind: str
    thing: str
    commitment: str
    nonce: bytes = b""
    pile: str = ""
    keys: Mapping[str, Any] = field(default_factory=dict)


class Looks:
    """The looks that are open. Safe to call from several threads."""

    def __init__(self, clock: Clock, chance: Callable[[], bool] = lambda: bool(secrets.randbelow(2))) -> None:
        self._clock = clock
        self._chance = chance
        self._looks: dict[str, Look] = {}
        self._lock = RLock()
        self.changes = 0

    def open(self, opening: Opening, *, by: str, serial: str, standing: tuple[object, ...] = ()) -> Look:
        """Open a look, and only then choose what is asked; the same once more is the one that is open.

        ``serial`` is the one on record, "" where there is none; ``standing`` is how the weapon is now, () for none.
        Raises WrongInput: ``access.no-commitment``, ``access.not-as-committed``, ``input.act-id-taken``.
        """
        counts = opening.kind in seconded.COUNTED or opening.kind == "cycle"
        if not _is_sum(opening.commitment) or not (counts or opening.nonce):
            raise _not_fixed()
        shown = None if counts else _shown(opening)
        with self._lock:
            act_id, now = opening.act_id, self._sweep()
            fresh = Look(
                act_id=act_id,
                kind=opening.kind,
                thing=opening.thing,
                by=by,
                commitment=opening.commitment,
                asks=(),
                opened=now,
                shown=shown,
                standing=standing if counts else (),
                pile=opening.pile if counts else "",
            )
            known = self._looks.get(act_id)
            if known is not None:
                if known.same != fresh.same:
                    raise taken()
                return known
            end = serial[-SERIAL_END:] if counts and len(serial) >= SERIAL_END and self._chance() else ""
            asks = ((SEEN,) if counts else ()) + ((SERIAL,) if end else ())
            self._make_room(by)
            self._looks[act_id] = look = replace(fresh, asks=asks, serial=end)
            return look

    def list(self) -> list[Look]:
        """Return the looks that are open, the oldest first."""
        with self._lock:
            self._sweep()
            return list(self._looks.values())

    def get(self, act_id: str) -> Look:
        """Return an open look; raises WrongInput ``access.no-look``."""
        with self._lock:
            self._sweep()
            if act_id not in self._looks:
                raise WrongInput(
                    "access.no-look",
                    "Nobody waits for a second person there, or no longer.",
                    "Whoever asks for the act begins it anew.",
                )
            return self._looks[act_id]

    def find(self, act_id: str) -> Look | None:
        """Return an open look, or None."""
        try:
            return self.get(act_id)
        except WrongInput:
            return None

    def waited_ms(self, look: Look) -> int:
        """Return how long a look is open, by the node's clock."""
        return max(0, (self._clock.now() - look.opened) // timedelta(milliseconds=1))

    def word_age(self, look: Look, word: Seconded) -> timedelta:
        """Return how long ago the second person said their word, by the node's clock."""
        return self._clock.now() - look.opened - timedelta(milliseconds=word.waited_ms)

    def read(self, look: Look, said: Mapping[str, Any]) -> dict[str, Any]:
        """Return what a second person says, which answers all that is asked, and no more than may be said.

        Raises WrongInput: ``access.wrong-answer``, ``access.wrong-serial``.
        """
        if set(said) - {SIGHT} != set(look.asks):
            raise WrongInput(
                "access.wrong-answer",
                "What was said does not answer what was asked.",
                f"Say: {', '.join(look.asks) or 'nothing but that you were there'}.",
            )
        says: dict[str, Any] = {}
        if SEEN in said:
            says[SEEN] = readers.read_count(said[SEEN], SEEN)
        if SIGHT in said:
            says[SIGHT] = readers.plain(readers.read_sight(said[SIGHT], SIGHT))
        if SERIAL in said:
            says[SERIAL] = readers.read_label(said[SERIAL], SERIAL)
            self._read_serial(look, says[SERIAL])
        return says

    def _read_serial(self, look: Look, read: str) -> None:
        if hmac.compare_digest(read.upper().encode(), look.serial.upper().encode()):
            return
        with self._lock:
            known = self._looks.get(look.act_id)
            if known is not None:
                self._looks[look.act_id] = replace(known, wrong=known.wrong + 1)
                if known.wrong + 1 >= WRONG_SERIALS:
                    del self._looks[look.act_id]
        raise WrongInput(
            "access.wrong-serial",
            f"The serial of {look.thing} does not end like this.",
            "Read its last three characters on the weapon again. If they stay so, it is another weapon: stop.",
        )

    def answer(self, look: Look, word: Seconded, *, unprotected: bool) -> None:
        """Keep the word of the second person; raises WrongInput ``access.no-look``, ``access.look-answered``."""
        with self._lock:
            known = self.get(look.act_id)
            if known.word is not None and (known.word.by, known.word.signature) != (word.by, word.signature):
                raise WrongInput(
                    "access.look-answered",
                    "A second person has said their word on this already.",
                    "Whoever asks for the act begins it anew, if it was not the right one.",
                )
            if known.word is None:
                self._looks[look.act_id] = replace(known, word=word, unprotected=unprotected)

    def end(self, act_id: str) -> None:
        """End a look; one that is not there is no error."""
        with self._lock:
            if self._looks.pop(act_id, None) is not None:
                self.changes += 1

    def _make_room(self, by: str) -> None:
        own = [look.act_id for look in self._looks.values() if look.by == by]
        for act_id in own[: max(0, len(own) - MOST_OF_ONE + 1)]:
            del self._looks[act_id]
        while len(self._looks) >= MOST:
            del self._looks[next(iter(self._looks))]

    def _sweep(self) -> datetime:
        """Let go what is over; a clock that was set back makes no look longer."""
        now = self._clock.now()
        over = [each for each, look in self._looks.items() if not look.opened <= now < look.opened + GOOD_FOR]
        for act_id in over:
            del self._looks[act_id]
        return now


def word_for(look: Look | None, act: Act, nonce: bytes) -> Seconded:
    """Return the second person's word that goes into the record of an act, which has to be the very act it was for.

    Raises WrongInput: ``access.second-not-said``, ``access.not-their-word``, ``access.not-as-committed``.
    """
    word = look.word if look is not None else None
    keys = act_as_mapping(act)
    about = (act.kind, seconded.thing_of(keys), act.by)
    if look is None or word is None or (look.kind, look.thing, look.by) != about:
        raise seconded.not_said()
    if seconded.named(act) != {word.by} or (seconded.counted(act) and SEEN not in word.says):
        raise seconded.not_said()
    if not seconded.agrees(act, word.says):
        raise WrongInput(
            "access.not-their-word",
            "What is said for the second person is not what they said themselves.",
            "Take their own count and sight, or begin anew; or send it without the second person.",
        )
    fixed = hmac.compare_digest(commitment_of(nonce, keys), look.commitment)
    if not fixed or (look.pile or BOX) != (act.pile or BOX):
        raise WrongInput(
            "access.not-as-committed",
            "What is said now is not what was fixed before the second person counted.",
            "Look and count again together, and begin anew; or send it without the second person.",
        )
    return word


def _shown(opening: Opening) -> Mapping[str, Any]:
    """Return what the second person is shown: the very keys that are fixed, of the very thing, personal values hidden.

    Raises WrongInput ``access.not-as-committed``, and as ``canonical.encode``.
    """
    keys = seconded.firsts(opening.keys)
    fixed = commitment_of(opening.nonce, keys)
    if not hmac.compare_digest(fixed, opening.commitment) or seconded.thing_of(keys) != opening.thing:
        raise WrongInput(
            "access.not-as-committed",
            "What the second person would be shown is not what is fixed.",
            "Load the page again and repeat it.",
        )
    hidden = _PERSONAL.get(opening.kind, ())
    return {key: HIDDEN if key in hidden else value for key, value in keys.items()}


def _not_fixed() -> WrongInput:
    return WrongInput(
        "access.no-commitment",
        "A second person says nothing before it is fixed what the first one says.",
        "Load the page again and repeat it.",
    )


def commitment_of(nonce: bytes, keys: Mapping[str, Any]) -> str:
    """Return the commitment to all that the first person says of an act."""
    return hashlib.sha256(_DOMAIN + nonce + canonical.encode(seconded.firsts(keys))).hexdigest()


def taken() -> WrongInput:
    """Return the answer where another act has this id."""
    return WrongInput(
        "input.act-id-taken", "This id belongs to another act.", "Load the page again and repeat it."
    )


def _is_sum(text: str) -> bool:
    return len(text) == hashlib.sha256().digest_size * 2 and set(text) <= set("0123456789abcdef")
