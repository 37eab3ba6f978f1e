"""What the record says of things that travel between logs: a weapon leaves one and enters another, as two records.

The pointer from one to the other stands in the key ``says`` of ordinary acts, as ``consignment/1`` and one object of
canonical JSON: of a ``bring`` that says what arrived, and of an ``acknowledge`` for all else. So whoever reads the
ledger alone can follow it, and no rule has to know of it: neither act is ever refused for what it says here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from showsafe.application import text
from showsafe.domain.acts import EVENTS, LEAVING
from showsafe.domain.events import PERMIT, RECORD, REPORT
from showsafe.errors import WrongInput
from showsafe.ledger import canonical

PREFIX = "consignment/1 "

SENT, EXPECTED, CARRIED, ARRIVED = "sent", "expected", "carrier", "arrived"
ABSENT, REFUSED, CLOSED, MISSING, SETTLED = "absent", "refused", "closed", "missing", "settled"
"""What can be said: it goes to somebody; it is waited for; it travels with another carrier; it came; it was not in
the case; it was not taken; the other side's record is known; nobody knows where it is; a difference is settled."""

UNIT, OWNER = "unit", "owner"
"""Whom a thing goes to: a unit with a log of its own, or an owner, who signs a paper."""

SERIAL, NOT_READ, SEAL, NO_SLIP = "serial", "serial-not-read", "seal", "no-slip"
DIFFERENCES = (SERIAL, NOT_READ, SEAL, NO_SLIP, "condition", "other")
"""What can differ between what went and what came. After *serial* it is another thing that came."""

BY_RECEIPT, BY_PAPER = "receipt", "paper"
LOSS, THEFT = "loss", "theft"

LEFT, CAME, SAID = "left", "came", "said"
"""What a step is: a thing left this log, came into it, or something was said of one that travels."""

COMING = ("register", "bring", "receive")
MOST_SEALS = 20

_LEAF = re.compile(r"[0-9a-f]{64}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z")
_ORIGIN = re.compile(r"[!-*,-~]{1,255}")
_LARGEST = 2**53 - 1


@dataclass(frozen=True, slots=True, order=True)
class Pointer:
    """One record of one log: its origin, its number from 1, and its leaf hash in 64 hex digits."""

    origin: str
    record: int
    leaf: str

    def __str__(self) -> str:
        """Return it as people say it: log and number."""
        return f"{self.origin}#{self.record}"

    def as_json(self) -> dict[str, Any]:
        """Return it as it stands in words."""
        return {"origin": self.origin, "record": self.record, "leaf": self.leaf}


@dataclass(frozen=True, slots=True)
class Words:
    """What was said of a thing that travels: ``what``; ``of``, the record by which it left; and what else belongs.

    ``of`` is None only of something that arrived without a slip: nobody's record is known for it.
    """

    what: str
    of: Pointer | None = None
    says: Mapping[str, Any] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - the value of any key
        """Return what was said under a key; "" where nothing was."""
        return self.says.get(key, [] if key in _LISTS else "")

    @property
    def at(self) -> Pointer | None:
        """The record of the other log that closes it, where one is named."""
        return _pointer(self.says["at"]) if "at" in self.says else None

    @property
    def known(self) -> Pointer | None:
        """The record that says what the thing is, where its sender names one."""
        return _pointer(self.says["known"]) if "known" in self.says else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What one record says of one thing on its way: ``kind`` is *left*, *came* or *said*; ``thing`` its name there.

    ``carrier`` is whom it was given to as it left; ``deed`` the act; ``serial`` what was said as it came.
    """

    number: int
    leaf: str
    at: str
    by: str
    kind: str
    thing: str
    deed: str
    carrier: str = ""
    waybill: str = ""
    serial: str = ""
    words: Words | None = None


def write(words: Words) -> str:
    """Return words as they stand in a record.

    Raises WrongInput ``consign.not-sayable`` where they would not be read again.
    """
    said = {"what": words.what, **words.says}
    if words.of is not None:
        said["of"] = words.of.as_json()
    try:
        written = text.free_text(PREFIX + canonical.encode(said).decode(), "the consignment")
    except WrongInput as error:
        raise WrongInput("consign.not-sayable", error.says, error.now) from error
    if read(written) != words:
        raise WrongInput(
            "consign.not-sayable",
            "Something of this is no day, name or line of text that a record can keep.",
            "Write days as 2026-03-31, and names and notes in one line of at most 120 characters.",
        )
    return written


def read(says: object) -> Words | None:
    """Return the words that a text holds, or None where it holds none in their one form."""
    if not isinstance(says, str) or not says.startswith(PREFIX):
        return None
    try:
        said = canonical.decode(says.removeprefix(PREFIX).encode())
    except (WrongInput, UnicodeEncodeError):
        return None
    if not isinstance(said, dict) or said.get("what") not in KEYS:
        return None
    what, of = said.pop("what"), said.pop("of", None)
    needs, may = KEYS[what]
    if not all(key in said for key in needs) or any(key not in (*needs, *may) for key in said):
        return None
    if not all(_READ[key](value) for key, value in said.items()):
        return None
    pointer = _pointer(of)
    if pointer is None and (of is not None or what not in (ARRIVED, SETTLED)):
        return None
    return Words(what, pointer, said)


def step_of(number: int, leaf: str, body: Mapping[str, Any]) -> Step | None:
    """Return what a record of the set says of a thing on its way; None where it says nothing, or nothing happened."""
    kind, deed, by = _deed(body)
    happened = body["door"] == REPORT or body["outcome"] in (PERMIT, RECORD)
    if body["scope"] != "set" or not (happened or "completes" in body) or not _time(body["as_of"]):
        return None
    says = deed.get("says")
    thing = str(deed.get("weapon") or deed.get("lot") or "")
    to = deed.get("to") or [""]
    here = {"number": number, "leaf": leaf, "at": body["as_of"], "by": by, "deed": kind}
    if kind in LEAVING and thing:
        carrier = str(to[0] if isinstance(to, list) else to)
        return Step(**here, kind=LEFT, thing=thing, carrier=carrier, waybill=str(deed.get("number", "")))
    if kind in COMING and thing:
        words = words_of(CAME, says)
        return Step(**here, kind=CAME, thing=thing, serial=str(deed.get("serial", "")), words=words)
    words = words_of(SAID, says) if kind == "acknowledge" else None
    return Step(**here, kind=SAID, thing=str(deed.get("about", "")), words=words) if words else None


def words_of(kind: str, says: object) -> Words | None:
    """Return the words that count in a step of a kind: what arrived where something came, all else where it is said."""
    words = read(says) if kind != LEFT else None
    return words if words is not None and (words.what == ARRIVED) is (kind == CAME) else None


def _deed(body: Mapping[str, Any]) -> tuple[str, Mapping[str, Any], str]:
    """Return the act that a record lets happen, its kind in the imperative, and who asked for it."""
    whole = body.get("completes")
    if whole is not None:
        return whole["act_kind"], whole["act"], whole["by"]
    return EVENTS.get(body["kind"], ""), body["act"], body["by"]


def _pointer(value: object) -> Pointer | None:
    if not isinstance(value, dict) or set(value) != {"origin", "record", "leaf"}:
        return None
    origin, record, leaf = value["origin"], value["record"], value["leaf"]
    good = isinstance(origin, str) and isinstance(leaf, str) and type(record) is int
    if not good or not _ORIGIN.fullmatch(origin) or not _LEAF.fullmatch(leaf) or not 1 <= record <= _LARGEST:
        return None
    return Pointer(origin, record, leaf)


def _line(value: object) -> bool:
    try:
        return isinstance(value, str) and value.strip() == value != "" and text.label(value, "") == value
    except WrongInput:
        return False


def _one_of(*words: str) -> Callable[[object], bool]:
    return lambda value: value in words


def _matches(pattern: re.Pattern[str]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def _day(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _time(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(_TIME.fullmatch(value) and datetime.fromisoformat(value))
    except ValueError:
        return False


def _many(one: Callable[[object], bool], most: int) -> Callable[[object], bool]:
    return lambda value: isinstance(value, list) and 0 < len(value) <= most and all(map(one, value))


_LISTS = ("seals", "differs")
_READ: Mapping[str, Callable[[object], bool]] = {
    "to": _line,
    "to_is": _one_of(UNIT, OWNER),
    "carrier": _line,
    "expected": _day,
    "seals": _many(_line, MOST_SEALS),
    "condition": _line,
    "place": _line,
    "thing": _line,
    "differs": _many(_one_of(*DIFFERENCES), len(DIFFERENCES)),
    "slip": _matches(_LEAF),
    "owner": _line,
    "why": _line,
    "paper": _line,
    "at": lambda value: _pointer(value) is not None,
    "known": lambda value: _pointer(value) is not None,
    "how": _one_of(BY_RECEIPT, BY_PAPER),
    "as": _one_of(LOSS, THEFT),
    "found": _time,
    "record": lambda value: type(value) is int and 1 <= value <= _LARGEST,
}
KEYS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    SENT: (("to", "to_is", "carrier", "expected"), ("seals", "condition", "known")),
    EXPECTED: (("thing", "carrier", "expected", "owner", "slip"), ("seals",)),
    CARRIED: (("carrier",), ("place", "why")),
    ARRIVED: (("owner",), ("thing", "carrier", "differs", "slip", "seals", "condition", "why")),
    ABSENT: (("thing", "owner"), ("slip", "carrier", "why", "at")),
    REFUSED: (("thing", "why", "owner"), ("slip", "carrier", "at")),
    CLOSED: (("how",), ("at", "paper", "differs", "why")),
    MISSING: (("as", "found"), ("carrier", "why", "owner")),
    SETTLED: (("record", "why"), ()),
}
"""Which keys each needs, and which it may have. ``at`` is the other log's record that says so."""
