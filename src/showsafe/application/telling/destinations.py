"""Where to tell what: the destinations of a unit, as they are kept in ``telling.json``.

No secret is in it: passwords, the key of a web hook, and every address (whoever has that of a chat can write there)
lie in a file of their own. What is here is the SHA-256 of the address, so that nobody turns it elsewhere unseen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from showsafe.application import text
from showsafe.application.nearest import did_you_mean
from showsafe.application.telling.topics import TOPICS
from showsafe.errors import Unusable, WrongInput
from showsafe.ledger import canonical

FORMAT = 1
MAIL, HOOK, SLACK, TEAMS = "mail", "hook", "slack", "teams"
KINDS = (MAIL, HOOK, SLACK, TEAMS)
STARTTLS, TLS, PLAIN = "starttls", "tls", "plain"
PORTS = {STARTTLS: 587, TLS: 465, PLAIN: 25}
"""How a mail server is spoken to, and its usual port."""

PUBLIC, PRIVATE, LOOPBACK = "public", "private", "loopback"
NETWORKS = (PUBLIC, PRIVATE, LOOPBACK)
"""Where a destination may lie: on the internet; also in a network like that of the set; also on this machine."""

LANGUAGES = ("en", "es")
MOST = 8
MOST_TO = 20

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?"
)
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.:-]{0,251}[A-Za-z0-9])?")
_SUM = re.compile(r"[0-9a-f]{64}|")
_PORTS = range(1, 65536)


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """One place that is told: what it is called here, what it is, of which topics it is told, and how it is reached.

    ``names`` only where somebody of the office allowed it, who is ``by``. Of ``mail``: ``host``, ``port``,
    ``security``, ``user`` ("" for none), ``sender`` and ``to``. Of the others: ``host`` to show, and ``url_sum``.
    """

    name: str
    kind: str
    topics: tuple[str, ...]
    by: str
    names: bool = False
    language: str = LANGUAGES[0]
    network: str = PUBLIC
    host: str = ""
    port: int = 0
    security: str = ""
    user: str = ""
    sender: str = ""
    to: tuple[str, ...] = ()
    url_sum: str = ""

    def __post_init__(self) -> None:
        _one(self.kind, KINDS, "A destination is")
        _one(self.language, LANGUAGES, "The language is")
        _one(self.network, NETWORKS, "The network is")
        for topic in self.topics:
            _one(topic, TOPICS, "A topic is")
        if not _NAME.fullmatch(self.name):
            raise wrong(
                "telling.not-a-name",
                "A destination is named with 1 to 40 lower-case letters, digits and hyphens.",
                "Choose another name, such as office.",
            )
        if not self.topics or len(set(self.topics)) != len(self.topics):
            raise wrong(
                "telling.no-topics",
                "It has to be said what this destination is told, each topic once.",
                f"Say topics=all, or some of: {', '.join(TOPICS)}.",
            )
        if not _HOST.fullmatch(self.host) or not _SUM.fullmatch(self.url_sum):
            raise wrong(
                "telling.no-host",
                "The host of this destination is none.",
                "Say host=NAME, such as mail.example.org, or check the address.",
            )
        if self.kind == MAIL:
            _mail(self)
        elif not self.url_sum:
            raise wrong("telling.no-address", "This destination has no address.", "Give its address.")

    @property
    def shown(self) -> str:
        """Where it is, in a few words and without a secret."""
        return (
            f"mail to {', '.join(self.to)} by {self.host}"
            if self.kind == MAIL
            else f"{self.kind} at {self.host}"
        )


def wrong(code: str, says: str, now: str) -> WrongInput:
    """Return an error of what somebody wrote of a destination."""
    return WrongInput(code, says, now)


def as_bytes(destinations: Sequence[Destination]) -> bytes:
    """Return the bytes of the file."""
    names = [each.name for each in fields(Destination)]
    said = [
        {name: list(value) if isinstance(value := getattr(each, name), tuple) else value for name in names}
        for each in sorted(destinations, key=lambda each: each.name)
    ]
    return canonical.encode({"format": FORMAT, "destinations": said})


def parse(data: bytes) -> tuple[Destination, ...]:
    """Return the destinations that the bytes of the file say; nothing of no bytes.

    Raises Unusable: ``telling.damaged``, ``directory.newer``.
    """
    if not data:
        return ()
    try:
        content = canonical.decode(data)
        if content["format"] != FORMAT:
            raise _newer() if type(content["format"]) is int and content["format"] > FORMAT else ValueError
        found = tuple(_destination(each) for each in content["destinations"])
    except (WrongInput, KeyError, TypeError, ValueError, AttributeError) as error:
        raise _damaged() from error
    if as_bytes(found) != data or len({each.name for each in found}) != len(found):
        raise _damaged()
    return found


def _destination(said: dict[str, Any]) -> Destination:
    whole: dict[str, Any] = {key: tuple(is_) if isinstance(is_, list) else is_ for key, is_ in said.items()}
    # What stands there for true is not true, and a text is no number.
    if type(whole["names"]) is not bool or type(whole["port"]) is not int:
        raise TypeError(FORMAT)
    return Destination(**whole)


def _mail(said: Destination) -> None:
    _one(said.security, tuple(PORTS), "The security of a mail server is")
    if said.security == PLAIN and said.network != LOOPBACK:
        raise wrong(
            "telling.not-encrypted",
            "Mail goes to another machine encrypted, or not at all.",
            "Say security=starttls or security=tls; plain is for a mail server on this machine: network=loopback.",
        )
    if said.port not in _PORTS:
        raise wrong("telling.no-port", "This is no port.", "Say port=NUMBER, from 1 to 65535.")
    if not 0 < len(said.to) <= MOST_TO or not all(map(_ADDRESS.fullmatch, (said.sender, *said.to))):
        raise wrong(
            "telling.not-an-address",
            "One of these is no mail address, or there are too many.",
            f"Say from=ADDRESS, and to=ADDRESS,ADDRESS with at most {MOST_TO}, without names or brackets.",
        )
    if said.user and text.label(said.user, "the user of a mail server") != said.user:
        raise wrong("telling.not-a-user", "This is no user of a mail server.", "Say user=NAME.")


def _one(said: str, known: tuple[str, ...], what: str) -> None:
    if said not in known:
        raise wrong(
            "telling.unknown",
            f"{what} one of: {', '.join(known)}.",
            did_you_mean(str(said), known, f"Say one of: {', '.join(known)}."),
        )


def _damaged() -> Unusable:
    return Unusable(
        "telling.damaged",
        "The file of destinations, telling.json, is damaged.",
        "Restore this one file from a backup of the same day; the records are not in it.",
    )


def _newer() -> Unusable:
    return Unusable(
        "directory.newer",
        "This data directory was made by a newer version of the program.",
        "Install the newer version on this machine and open it there.",
    )
