"""The auditor's own reading of canonical JSON, envelopes and bodies: one form, or malformed.

This is the reading that decides. ``quick`` is a faster one that lets pass only what this one would.
"""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any, NoReturn
from unicodedata import is_normalized

LARGEST_ENTRY = 65_535
MOST_SIGNATURES = 16
PAYLOAD_TYPE = "application/vnd.showsafe.record+json"
FORMAT = "showsafe-record/1"

_DEEPEST = 32
_LARGEST = 2**53 - 1
_LONGEST_NUMBER = 17
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z", re.ASCII)
_HEX = re.compile(r"[0-9a-f]{64}")
_PREVIOUS = (0, 64)
_TEXTS = ("unit", "scope", "act_id", "kind", "device", "rulebook", "door", "outcome")
_TIMES = ("claimed_at", "received_at", "as_of")


class Malformed(ValueError):
    """The bytes are not in the one form that they must have; the message says why, after "it"."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """A record taken apart: the body, the bytes that were signed, and (key id, signature) pairs."""

    body: dict[str, Any]
    signed: bytes
    signatures: tuple[tuple[str, bytes], ...]


def parse(data: bytes) -> object:
    """Return the value of canonical JSON; raises Malformed."""
    value = read_json(data)
    if canonical(value) != data:
        raise Malformed("is not in canonical form")
    return value


def canonical(value: object) -> bytes:
    """Return the canonical bytes of a value; raises Malformed."""
    try:
        return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise Malformed("holds half of a character") from error


def read_json(data: bytes) -> object:
    """Return the value of JSON in any layout: no key twice, no float; raises Malformed."""
    try:
        value = json.loads(
            data.decode(),
            object_pairs_hook=_object,
            parse_float=_no_float,
            parse_int=_integer,
            parse_constant=_no_float,
        )
        check_values(value, 1)
    except Malformed:
        raise
    except (ValueError, RecursionError) as error:
        raise Malformed("is not JSON in UTF-8") from error
    return value


def parse_object(data: bytes) -> dict[str, Any]:
    """Return the object of canonical JSON; raises Malformed."""
    value = parse(data)
    if not isinstance(value, dict):
        raise Malformed("is not a JSON object")
    return value


def envelope(raw: bytes) -> Envelope:
    """Take the bytes of a record apart; raises Malformed."""
    if len(raw) > LARGEST_ENTRY:
        raise Malformed("is larger than 65,535 bytes")
    outer = parse(raw)
    if not isinstance(outer, dict) or set(outer) != {"payload", "payloadType", "signatures"}:
        raise Malformed("is not a signed envelope")
    if outer["payloadType"] != PAYLOAD_TYPE:
        raise Malformed("is of another kind")
    payload = base64_bytes(outer["payload"])
    body = parse(payload)
    if not isinstance(body, dict):
        raise Malformed("has no body")
    return Envelope(body, signed_bytes(payload), _signatures(outer["signatures"]))


def signed_bytes(payload: bytes) -> bytes:
    """Return what the signatures of a record are over (DSSE 1.0): type and body, each with its length."""
    kind = PAYLOAD_TYPE.encode()
    return b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload)


def check_body(body: dict[str, Any]) -> None:
    """Let a body pass that has every field of a record in its form; raises Malformed."""
    if body.get("format") != FORMAT:
        raise Malformed("is of an unknown format")
    for name in _TEXTS:
        if type(body.get(name)) is not str or not body[name]:
            raise Malformed(f"has no {name}")
    for name in _TIMES:
        if not is_time(body.get(name)):
            raise Malformed(f"has no time {name}")
    if type(body.get("version")) is not int or type(body.get("device_number")) is not int:
        raise Malformed("has no version or no place in its device's chain")
    if not is_previous(body.get("device_previous")):
        raise Malformed("does not name the record before it")
    if type(body.get("findings")) is not list or type(body.get("act")) is not dict or "deviation" not in body:
        raise Malformed("has no act, no findings or no word on deviation")
    if "attachments" in body and not is_list_of_sums(body["attachments"]):
        raise Malformed("does not name its attachments by their sums, each once and in order")


def is_sum(value: object) -> bool:
    """Say whether a value is a SHA-256 in 64 lower-case hex digits."""
    return type(value) is str and _HEX.fullmatch(value) is not None


def is_previous(value: object) -> bool:
    """Say whether a value names the record before: a sum, or nothing before the first."""
    # Stripping is cheaper than a pattern, and this is asked of every record.
    return type(value) is str and len(value) in _PREVIOUS and not value.strip("0123456789abcdef")


def is_list_of_sums(value: object) -> bool:
    """Say whether a value is a list of sums, sorted and each once."""
    if not isinstance(value, list) or not all(map(is_sum, value)):
        return False
    return all(one < other for one, other in pairwise(value))


def is_time(value: object) -> bool:
    """Say whether a value is a time as records write it."""
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def base64_bytes(text: object) -> bytes:
    """Return the bytes of base64 in its one form; raises Malformed."""
    try:
        data = base64.b64decode(text, validate=True) if isinstance(text, str) else None
    except ValueError:
        data = None
    if data is None or base64.b64encode(data).decode() != text:
        raise Malformed("holds something that is not base64")
    return data


def commitments(value: object) -> list[str]:
    """Return the commitments that stand in a value instead of personal data."""
    found: list[str] = []
    waiting = [value]
    while waiting:
        here = waiting.pop()
        if isinstance(here, dict):
            sealed = here.get("sealed")
            if len(here) == 1 and is_sum(sealed):
                found.append(str(sealed))
            waiting.extend(here.values())
        elif isinstance(here, list):
            waiting.extend(here)
    return found


def check_values(value: object, depth: int = 1) -> None:
    """Let values pass whose keys, strings and depth are those of the profile; raises Malformed."""
    if depth > _DEEPEST and isinstance(value, dict | list):
        raise Malformed("is nested too deep")
    if isinstance(value, dict):
        for key, item in value.items():
            if not key.isascii():
                raise Malformed("has a key that is not ASCII")
            check_values(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            check_values(item, depth + 1)
    elif isinstance(value, str) and not value.isascii() and not is_normalized("NFC", value):
        raise Malformed("holds a string that is not in the Unicode form NFC")


def _signatures(items: object) -> tuple[tuple[str, bytes], ...]:
    if not isinstance(items, list) or not 0 < len(items) <= MOST_SIGNATURES:
        raise Malformed("has no signature, or too many")
    found = []
    for item in items:
        if not isinstance(item, dict) or set(item) != {"keyid", "sig"} or type(item["keyid"]) is not str:
            raise Malformed("has a broken signature")
        found.append((item["keyid"], base64_bytes(item["sig"])))
    if len({name for name, _ in found}) != len(found):
        raise Malformed("is signed twice under one key")
    return tuple(found)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Malformed("names a key twice")
    return found


def _integer(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER or abs(int(digits)) > _LARGEST:
        raise Malformed("holds an integer beyond 2^53 - 1")
    return int(digits)


def _no_float(_: str) -> NoReturn:
    raise Malformed("holds a number that is not an integer")
