"""The files of a bundle that have a form of their own, read strictly."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from showsafe.ledger.verify import strict
from showsafe.ledger.verify.strict import Malformed, base64_bytes, is_sum

FORMAT, RANGE, PROOF = "showsafe-bundle/1", "showsafe-range/1", "c2sp.org/tlog-proof@v1"

_LINE = re.compile(r"([0-9a-f]{64})  (\S+)", re.ASCII)
_INDEX = re.compile(r"index (0|[1-9]\d{0,15})", re.ASCII)
_SALT = re.compile(r"[0-9a-f]{64}", re.ASCII)
_HASH = 32
_ATTESTED = {"record": int, "what": str, "who": str, "size": int}
_OPENED = {"record": int, "commitment": str, "salt": str}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of records by their leaf hashes, with the subtrees beside it."""

    first: int
    last: int
    size: int
    left: list[bytes]
    leaves: list[bytes]
    right: list[bytes]


@dataclass(frozen=True, slots=True)
class Proof:
    """The place of one record in a log (C2SP tlog-proof)."""

    index: int
    path: list[bytes]
    checkpoint: bytes


def manifest(data: bytes) -> dict[str, str]:
    """Return the sum of each file by its name; the names are in order, each once."""
    lines = _text(data).split("\n")
    if lines.pop():
        raise Malformed("lists files, and its last line does not end (MANIFEST.sha256)")
    matches = [_LINE.fullmatch(line) for line in lines]
    found = {match[2]: match[1] for match in matches if match}
    if len(found) != len(lines) or list(found) != sorted(found):
        raise Malformed("lists files in another form than it should (MANIFEST.sha256)")
    return found


def about(data: bytes) -> dict[str, Any]:
    """Return what a bundle says of itself, as far as it is held against the rest."""
    said = strict.parse(data)
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise Malformed("is not of a known format (about.json)")
    if any(type(said.get(name)) is not str for name in ("unit", "origin")):
        raise Malformed("does not say whose log it is about (about.json)")
    numbers = [said.get("records"), said.get("keys")]
    if any(type(said.get(name)) is not int for name in ("size", "later")) or not all(map(_rising, numbers)):
        raise Malformed("does not say which records it holds (about.json)")
    told = said.get("attestations")
    if not isinstance(told, list) or not all(_has(item, _ATTESTED) for item in told):
        raise Malformed("does not say what others attested (about.json)")
    return said


def span(data: bytes) -> Span:
    """Return the stretch of records; raises Malformed."""
    said = strict.parse(data)
    names = {"format", "first", "last", "size", "left", "leaves", "right"}
    if not isinstance(said, dict) or set(said) != names or said["format"] != RANGE:
        raise Malformed("is not of a known format")
    first, last, size = (said[name] for name in ("first", "last", "size"))
    if not all(type(value) is int for value in (first, last, size)) or not 0 < first <= last <= size:
        raise Malformed("does not say which records it is about")
    left, leaves, right = (_sums(said[name]) for name in ("left", "leaves", "right"))
    if len(leaves) != last - first + 1:
        raise Malformed("has too few or too many hashes")
    return Span(first, last, size, left, leaves, right)


def hashes(data: bytes) -> list[bytes]:
    """Return hashes in base64, one in each line; raises Malformed."""
    lines = _text(data).split("\n")
    if lines.pop():
        raise Malformed("does not end with a line")
    return [_hash(line) for line in lines]


def proof(data: bytes) -> Proof:
    """Return the proof of one record; raises Malformed."""
    head, gap, checkpoint = data.partition(b"\n\n")
    lines = _text(head).split("\n")
    if lines[0] != PROOF or not gap or len(lines) < 2:  # noqa: PLR2004
        raise Malformed("is not a proof of the known form")
    index = _INDEX.fullmatch(lines[1])
    if index is None:
        raise Malformed("does not say of which place it is")
    return Proof(int(index[1]), [_hash(line) for line in lines[2:]], checkpoint)


def personal(data: bytes) -> list[dict[str, Any]]:
    """Return the personal values that are opened; raises Malformed."""
    said = strict.parse(data)
    if not isinstance(said, list):
        raise Malformed("is not a list")
    for item in said:
        if not _has(item, _OPENED) or set(item) != {*_OPENED, "value"}:
            raise Malformed("holds something else than opened values")
        if not is_sum(item["commitment"]) or not _SALT.fullmatch(item["salt"]):
            raise Malformed("holds a commitment or a salt of a wrong form")
    return said


def _rising(numbers: object) -> bool:
    if not isinstance(numbers, list) or not all(type(number) is int and number > 0 for number in numbers):
        return False
    return numbers == sorted(set(numbers))


def _has(item: object, kinds: dict[str, type]) -> bool:
    return isinstance(item, dict) and all(type(item.get(name)) is kind for name, kind in kinds.items())


def _sums(value: object) -> list[bytes]:
    if not isinstance(value, list) or not all(map(is_sum, value)):
        raise Malformed("holds something that is not a sum")
    return [bytes.fromhex(item) for item in value]


def _hash(line: str) -> bytes:
    data = base64_bytes(line)
    if len(data) != _HASH:
        raise Malformed("holds a hash of a wrong length")
    return data


def _text(data: bytes) -> str:
    try:
        return data.decode("ascii")
    except UnicodeDecodeError as error:
        raise Malformed("holds letters that are not plain") from error
