"""Having the newest checkpoint stamped by time authorities (RFC 3161): it was there no later than they say.

Only the newest checkpoint matters: its stamp covers every record below it. So nothing is queued, and after a week
without a network one question to each authority makes up for the week. An answer is verified against the
authority's own certificates before anything of it is recorded; one that does not hold costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from showsafe.application import selfkept
from showsafe.application.unit import Answer, Unit
from showsafe.ledger import checkpoint

if TYPE_CHECKING:
    from showsafe.ledger.timestamp import Token

TIME_TOKEN = "time-token"  # noqa: S105 - a word of the record, and no secret

Fetch = Callable[[str, bytes], bytes]
"""Sends a question in DER to the URL of an authority; raises Unusable ``time.away``, ``time.refused``."""


class Authority(Protocol):
    """A time authority as the settings of a unit name it."""

    @property
    def name(self) -> str:
        """What it is called here."""

    @property
    def url(self) -> str:
        """Where it is asked."""

    @property
    def certificates(self) -> str:
        """Its chain in PEM, up to its root."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A verified answer: the checkpoint that was stamped, the answer in DER, and what it says."""

    who: str
    size: int
    note: bytes
    answer: bytes
    token: Token


def ask(authority: Authority, note: bytes, fetch: Fetch) -> Stamp:
    """Have a checkpoint stamped by one authority; nothing is recorded yet.

    Raises Unusable ``time.away``, ``time.refused``, ``time.too-large``; WrongInput ``time.certificates``; NotVerified
    as ``timestamp.accept``.
    """
    from showsafe.ledger import timestamp  # noqa: PLC0415 - large, and only needed where there is an authority

    chain = timestamp.chain_of(authority.certificates)
    size = checkpoint.read(note).size
    question = timestamp.question(note)
    answer = fetch(authority.url, question.der)
    token = timestamp.accept(answer, note, chain, question.nonce)
    return Stamp(authority.name, size, note, answer, token)


def keep(unit: Unit, stamp: Stamp) -> Answer:
    """Record a stamp, with the checkpoint and the whole answer attached; told again, it is the same record."""
    attachments = (stamp.note, stamp.answer)
    return selfkept.attest(unit, what=TIME_TOKEN, size=stamp.size, who=stamp.who, attachments=attachments)
