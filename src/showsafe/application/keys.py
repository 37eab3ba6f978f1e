"""The keys of acts at the edge: how each is read from a file, a line or a record, and how it is written.

One table for all doors: scenario files, ``ask`` and ``report``, and the records themselves. A key that is not in it
is refused, never guessed. Lengths come in metres and are kept in whole millimetres, since a record holds no floats.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from showsafe.application import ledger_words, nested, text
from showsafe.application.nearest import did_you_mean
from showsafe.domain import words
from showsafe.domain.acts import Draw, Notice, Pass, Sight
from showsafe.domain.counted import PILES
from showsafe.domain.things import Certificate, Credential
from showsafe.errors import WrongInput

Reader = Callable[[Any, str], Any]
Writer = Callable[[Any], Any]
INT_MAX = 1_000_000
DIGITS = re.compile(r"[+-]?[0-9]+")
MOST_DIGITS = 18
"""Of a longer number no more is read: it is too large in any case."""


def wrong(where: str, what: str, now: str) -> WrongInput:
    """Return the error for a value that is not of its key's form."""
    return WrongInput("input.wrong-value", f"{where} is not {what}.", now)


def read_name(value: Any, where: str) -> str:  # noqa: ANN401 - values come from outside
    """Read the name of a person or thing."""
    if not isinstance(value, str):
        raise wrong(where, "a name", "Write it as text.")
    return text.name(value, where)


def read_label(value: Any, where: str) -> str:  # noqa: ANN401
    """Read a short text of one line; a whole number is taken as its digits."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18:
        value = str(value)
    if not isinstance(value, str):
        raise wrong(where, "a text", "Write it in quotes.")
    return text.label(value, where)


def read_text(value: Any, where: str) -> str:  # noqa: ANN401
    """Read free text."""
    if not isinstance(value, str):
        raise wrong(where, "a text", "Write it in quotes.")
    return text.free_text(value, where)


def read_count(value: Any, where: str) -> int:  # noqa: ANN401
    """Read a whole number from 0 up; a negative one is a slip of the hand."""
    if isinstance(value, str):
        if not DIGITS.fullmatch(value):
            raise wrong(where, "a whole number", "Write it in digits.")
        value = int(value[:MOST_DIGITS])
    if not isinstance(value, int) or isinstance(value, bool):
        raise wrong(where, "a whole number", "Write it in digits.")
    if value < 0:
        raise WrongInput("input.negative", f"{where} is below zero.", "Write a number from 0 up.")
    if value > INT_MAX:
        raise WrongInput("input.too-large", f"{where} is too large.", f"Write a number up to {INT_MAX}.")
    return value


def read_size(value: Any, where: str) -> int:  # noqa: ANN401
    """Read how many records a checkpoint speaks of."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**53:
        raise wrong(where, "a number of records", "Take it from the checkpoint.")
    return value


def read_flag(value: Any, where: str) -> bool:  # noqa: ANN401
    """Read yes or no."""
    said = {"true": True, "yes": True, "false": False, "no": False}
    if isinstance(value, str) and value.lower() in said:
        return said[value.lower()]
    if not isinstance(value, bool):
        raise wrong(where, "true or false", "Write true or false.")
    return value


def read_date(value: Any, where: str) -> date:  # noqa: ANN401
    """Read a calendar date."""
    if isinstance(value, date) and type(value) is date:
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise wrong(where, "a date", "Write it as 2026-03-31.") from None


def read_metres(value: Any, where: str) -> int:  # noqa: ANN401
    """Read a length in metres; return whole millimetres."""
    try:
        metres = Decimal(str(value)[:40])
    except (InvalidOperation, ValueError):
        raise wrong(where, "a length in metres", "Write it as 6.1.") from None
    if isinstance(value, bool) or not metres.is_finite():
        raise wrong(where, "a length in metres", "Write it as 6.1.")
    if metres < 0:
        raise WrongInput("input.negative", f"{where} is below zero.", "Write a length from 0 up.")
    if metres > INT_MAX:
        raise WrongInput("input.too-large", f"{where} is too large.", "Write it in metres.")
    return int(metres * 1000)


def read_bore(value: Any, where: str) -> str:  # noqa: ANN401
    """Read what was seen of the bore: true is looked and clear, false is not looked."""
    said = {True: "clear", False: "not-looked"}
    if isinstance(value, bool):
        return said[value]
    if value in ("true", "yes", "clear"):
        return "clear"
    if value in ("false", "no", "not-looked"):
        return "not-looked"
    return str(one_of(("obstructed", "plugged"))(value, where))


def one_of(allowed: tuple[str, ...]) -> Reader:
    """Return a reader of one word out of several."""

    def read(value: Any, where: str) -> str:  # noqa: ANN401
        if not isinstance(value, str):
            raise wrong(where, "a word", f"Write one of: {', '.join(allowed)}.")
        if value not in allowed:
            meant = f"{did_you_mean(value[:60], allowed)} Known: {', '.join(allowed)}."
            raise WrongInput(
                "input.unknown-word",
                f"{where} is {text.label(value[:60], where)!r}, which is not known.",
                meant.strip(),
            )
        return value

    return read


def many(read: Reader) -> Reader:
    """Return a reader of a list; a line separates its members with commas, a single one stands for itself."""

    def read_all(value: Any, where: str) -> tuple[Any, ...]:  # noqa: ANN401
        if isinstance(value, str):
            value = [part.strip() for part in value.split(",") if part.strip()]
        if not isinstance(value, (list, tuple)):
            raise wrong(where, "a list", "Write it in brackets, with commas.")
        return tuple(read(each, f"{where}[{index + 1}]") for index, each in enumerate(value))

    return read_all


def fields(
    value: Any,  # noqa: ANN401
    where: str,
    known: Mapping[str, Reader],
    needs: tuple[str, ...] = (),
) -> dict[str, Any]:
    """Read a small table; a key that is not known is refused."""
    if not isinstance(value, Mapping):
        raise wrong(where, "a table", "Write it in braces.")
    for key in value:
        if key not in known:
            raise unknown_key(str(key), tuple(known), where)
    for key in needs:
        if key not in value:
            raise WrongInput("input.missing-key", f"{where} does not say {key}.", f"Add {key}.")
    return {key: known[key](each, f"{where}.{key}") for key, each in value.items()}


def unknown_key(key: str, known: tuple[str, ...], where: str) -> WrongInput:
    """Return the error for a key that is not known, with the nearest one that is."""
    meant = did_you_mean(key, known, f"Known keys: {', '.join(sorted(known))}.")
    return WrongInput(
        "input.unknown-key", f"The key {text.label(key[:60], 'a key')!r} of {where} is not known.", meant
    )


ROUND_WORDS = (*words.LOT_KINDS, "live", "spent")
"""What a round may be called where its lot is not known."""


def read_draw(value: Any, where: str) -> Draw:  # noqa: ANN401
    """Read so many rounds of a lot: a table, or ``lot:count`` on a line; a kind stands where no lot is known."""
    if isinstance(value, str):
        what, _, count = value.rpartition(":")
        if not what:
            raise wrong(where, "so many rounds of a lot", "Write it as lot:5.")
        value = {"kind" if what in ROUND_WORDS else "lot": what, "count": count}
    known = {"lot": read_name, "count": read_count, "kind": one_of(ROUND_WORDS), "load": read_label}
    said = fields(value, where, known)
    kind = said.get("kind", "")
    kind = "unidentified" if kind == "live" else kind
    return Draw(count=said.get("count", 1), lot=said.get("lot", ""), kind=kind, load=said.get("load", ""))


def read_credential(value: Any, where: str) -> Credential:  # noqa: ANN401
    """Read a credential: a table, or only its kind."""
    if isinstance(value, str):
        value = {"kind": value}
    known = {"kind": read_label, "class": read_label, "expires": read_date, "number": read_label}
    said = fields(value, where, known, ("kind",))
    _has_a_kind(said, where)
    return Credential(
        kind=said["kind"],
        class_=said.get("class") or "any",
        number=said.get("number", ""),
        expires=said.get("expires"),
    )


def read_certificate(value: Any, where: str) -> Certificate:  # noqa: ANN401
    """Read a certificate: a table, or only its kind."""
    if isinstance(value, str):
        value = {"kind": value}
    known = {"kind": read_label, "expires": read_date, "number": read_label}
    said = fields(value, where, known, ("kind",))
    _has_a_kind(said, where)
    return Certificate(kind=said["kind"], number=said.get("number", ""), expires=said.get("expires"))


def _has_a_kind(said: Mapping[str, Any], where: str) -> None:
    if not said["kind"]:
        raise WrongInput("input.empty-value", f"{where} is empty.", "Say which kind, or leave the key out.")


def read_pass(value: Any, where: str) -> Pass:  # noqa: ANN401
    """Read a scripted pass: a table, or ``from:to`` on a line."""
    if isinstance(value, str):
        giver, _, to = value.partition(":")
        value = {"from": giver, "to": to}
    said = fields(value, where, {"from": read_name, "to": read_name}, ("from", "to"))
    return Pass(from_=said["from"], to=said["to"])


def read_notice(value: Any, where: str) -> Notice:  # noqa: ANN401
    """Read a notice: a table, or ``kind:number`` on a line."""
    if isinstance(value, str):
        kind, _, number = value.partition(":")
        value = {"kind": kind, "number": number}
    said = fields(value, where, {"kind": read_label, "number": read_label}, ("kind",))
    _has_a_kind(said, where)
    return Notice(kind=said["kind"], number=said.get("number", ""))


def read_sight(value: Any, where: str) -> Sight:  # noqa: ANN401
    """Read what a watcher says: ``{ count = 5 }`` or ``{ seal = "0417" }``, on a line ``5`` or ``seal:0417``."""
    if isinstance(value, str):
        value = {"seal": value.partition(":")[2]} if value.startswith("seal:") else {"count": value}
    elif isinstance(value, int):
        value = {"count": value}
    said = fields(value, where, {"count": read_count, "seal": read_label})
    return Sight(count=said.get("count"), seal=said.get("seal", ""))


def read_offset(value: Any, where: str) -> int:  # noqa: ANN401
    """Read an offset from UTC such as ``-06:00``; return minutes."""
    match = re.fullmatch(r"([+-])(\d\d):([0-5]\d)", str(value))
    if not match or int(match[2]) > 14:  # noqa: PLR2004 - the easternmost zone is +14:00
        raise wrong(where, "an offset from UTC", "Write it as -06:00.")
    minutes = int(match[2]) * 60 + int(match[3])
    return -minutes if match[1] == "-" else minutes


def write_offset(minutes: int) -> str:
    """Return an offset as it is read."""
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


@dataclass(frozen=True, slots=True)
class Key:
    """One key: its name outside, its field in ``Act``, how it is read, how it is written into a record."""

    name: str
    field: str
    read: Reader
    write: Writer = lambda value: value


def _pairs(value: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    return [plain(each) for each in value]


def plain(value: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return a small value as a table without what was not said."""
    names = {"class_": "class", "from_": "from"}
    table: dict[str, Any] = {}
    for field, about in value.__dataclass_fields__.items():
        said = getattr(value, field)
        needed = about.default is MISSING
        if said is not None and (said != "" or needed):
            table[names.get(field, field)] = said.isoformat() if isinstance(said, date) else said
    return table


def _as_list(value: Any) -> list[Any]:  # noqa: ANN401
    return list(value)


def _name(key: str, field: str = "") -> Key:
    return Key(key, field or key, read_name)


def _label(key: str, field: str = "") -> Key:
    return Key(key, field or key, read_label)


def _names(key: str, field: str = "") -> Key:
    return Key(key, field or key, many(read_name), _as_list)


def _labels(key: str) -> Key:
    return Key(key, key, many(read_label), _as_list)


_ROWS = (
    *(
        _name(key)
        for key in ("weapon", "lot", "person", "witness", "countersigned_by", "reviewed_by", "user")
    ),
    *(_name(key) for key in ("holder", "approver", "medic")),
    _label("from", "from_"),
    Key("to", "to", many(read_label), _as_list),
    *(_names(key) for key in ("declined", "attendees", "line", "openers")),
    _label("in", "in_"),
    *(
        _label(key)
        for key in ("place", "scene", "magazine", "number", "type", "calibre", "serial", "maker", "model")
    ),
    *(
        _label(key)
        for key in (
            "owner",
            "tag",
            "feed",
            "seal",
            "permit_class",
            "supplier",
            "ammunition",
            "about",
            "closure",
        )
    ),
    *(Key(key, key, read_text) for key in ("says", "reason", "cause", "harm")),
    *(_labels(key) for key in ("topics", "ppe", "exceptions", "instructed", "papers", "takes", "duties")),
    Key("rounds", "rounds", many(read_draw), _pairs),
    Key("found", "found", many(read_draw), _pairs),
    *(
        Key(key, key, read_count)
        for key in ("seen", "of", "witness_seen", "count", "missing", "shots", "age", "capacity")
    ),
    Key("bore", "bore", read_bore),
    Key("looked", "looked", many(one_of(words.LOOKS)), _as_list),
    Key("methods", "methods", many(one_of(words.PROOF_METHODS)), _as_list),
    Key("word", "word", one_of(("cold", "hot"))),
    Key("sight", "sight", read_sight, plain),
    Key("distance_m", "distance_mm", read_metres, lambda value: f"{Decimal(value) / 1000}"),
    *(
        Key(key, key, read_flag)
        for key in ("muzzle_line_clear", "prohibited", "modified", "enrolled", "on_set")
    ),
    Key("set", "set_", read_flag),
    Key("load", "load", one_of(words.BLANK_SIZES)),
    Key("barrel", "barrel", one_of(words.BARRELS)),
    Key("passes", "passes", many(read_pass), _pairs),
    Key("notice", "notice", read_notice, plain),
    Key("kind", "sort", read_label),
    Key("expires", "expires", read_date, lambda value: value.isoformat()),
    Key("last_service", "last_service", read_date, lambda value: value.isoformat()),
    Key("roles", "roles", many(one_of(words.ROLES)), _as_list),
    Key("credentials", "credentials", many(read_credential), _pairs),
    Key("certificates", "certificates", many(read_certificate), _pairs),
    *(_label(key) for key in ("profile", "device_key", "file")),
    Key("utc_offset", "offset_minutes", read_offset, write_offset),
    Key("class", "class_", read_label),
    Key("action", "action", one_of(words.ACTIONS)),
    Key("state", "state", one_of(words.LOT_STATES)),
    *(_label(key) for key in ("name", "contact", "who")),
    Key("pile", "pile", one_of(PILES)),
    Key("key", "key", ledger_words.read_public),
    *(Key(key, key, ledger_words.read_hex(32)) for key in ("key_id", "new_key_id")),
    Key("algorithm", "algorithm", one_of(ledger_words.ALGORITHMS)),
    Key("settings", "settings", ledger_words.read_hex(64)),
    Key("what", "what", one_of(ledger_words.ATTESTED)),
    Key("size", "size", read_size),
    Key("scans", "scans", nested.read_scans, _pairs),
    Key("flags", "flags", read_count),
    Key("steps", "steps", nested.read_steps, nested.write_steps),
    *(Key(key, key, many(ledger_words.read_hex(64)), _as_list) for key in ("commitments", "photos")),
)

KEYS: dict[str, Key] = {key.name: key for key in _ROWS}
"""Every key of every act, by its name outside."""
