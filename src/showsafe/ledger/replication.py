"""What a node and the office say to each other when records are copied: bodies of requests and answers.

A request is frames, one after another: each after its length, four bytes, the higher one first. The first is a head in
canonical JSON that names the format; what follows stands in the functions below. An answer is canonical JSON. Nothing
is compressed. Every hash travels in base64, records as the bytes of a tlog-tiles entry bundle. See
docs/formats/replication.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from showsafe.errors import NotVerified, WrongInput
from showsafe.ledger import base64text, canonical, tree
from showsafe.ledger.archive import Opening
from showsafe.ledger.tree import Frontier
from showsafe.ledger.witness import LARGEST_REQUEST, MOST_HASHES, Request
from showsafe.ledger.witness import parse as parse_request

FORMAT = "showsafe-replication/1"
PATH = "/replicate"
STATE, CHECKPOINT, RECORDS, ROOT, BRANCH, VALUES = (
    "state",
    "checkpoint",
    "records",
    "root",
    "branch",
    "values",
)
BINARY = "application/octet-stream"
JSON = "application/json"

MOST_RECORDS = 16_384
"""How many records one stretch has at the most."""

LARGEST_STRETCH = 8 << 20
"""How many bytes the records of one stretch have at the most."""

LARGEST_BODY = LARGEST_STRETCH + (1 << 17)
LARGEST_ANSWER = 1 << 17
MOST_ROTATIONS = 100
MOST_VALUES = 1000
LARGEST_VALUE = 4096
_LENGTH = 4
_LARGEST_HEAD = 1 << 20
_HEX = 64


@dataclass(frozen=True, slots=True)
class State:
    """What the office says of a log: how far it is, and up to where it vouches for it.

    ``size`` and ``root`` are of the records that it holds (an empty root for none); ``seen`` is the size of the latest
    checkpoint that it accepted, ``checkpoint`` that checkpoint; ``checked`` up to which record it checked every
    signature, and ``fault`` what it found wrong ("" for nothing).
    """

    origin: str
    size: int
    root: bytes
    seen: int
    checkpoint: bytes
    key: str
    checked: int
    fault: str

    def to_bytes(self) -> bytes:
        """Return the body of an answer."""
        return _encode(
            {
                "origin": self.origin,
                "size": self.size,
                "root": base64text.encode(self.root),
                "seen": self.seen,
                "checkpoint": base64text.encode(self.checkpoint),
                "key": self.key,
                "checked": self.checked,
                "fault": self.fault,
            }
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> State:
        """Read the body of an answer; raises NotVerified ``replication.malformed``."""
        said = _decoded(data)
        try:
            state = cls(
                said["origin"],
                said["size"],
                base64text.decode(said["root"]),
                said["seen"],
                base64text.decode(said["checkpoint"]),
                said["key"],
                said["checked"],
                said["fault"],
            )
        except (KeyError, TypeError, ValueError) as error:
            raise _malformed("the answer lacks something") from error
        numbers = (state.size, state.seen, state.checked)
        if any(type(each) is not int or each < 0 for each in numbers) or not all(
            type(each) is str for each in (state.origin, state.key, state.fault)
        ):
            raise _malformed("a number of the answer is none")
        if len(state.root) != (tree.HASH_BYTES if state.size else 0):
            raise _malformed("the root of the answer does not have its length")
        return state


@dataclass(frozen=True, slots=True)
class Rotation:
    """A record that brings the node another key: its number, its bytes, and the proof that the checkpoint covers it."""

    number: int
    raw: bytes
    proof: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A checkpoint that a node shows: the request of C2SP tlog-witness, and changes of key that lead up to it.

    ``request.old`` is the size that the office said it had seen: a node that then shows fewer records was rolled back.
    """

    request: Request
    rotations: tuple[Rotation, ...] = ()

    def to_bytes(self) -> bytes:
        """Return the body of the request: head, tlog-witness request, and the records of the rotations."""
        told = [{"number": each.number, "proof": _texts(each.proof)} for each in self.rotations]
        head = _encode({"rotations": told})
        return _framed(head, self.request.to_bytes(), *(each.raw for each in self.rotations))

    @classmethod
    def from_bytes(cls, data: bytes) -> Shown:
        """Read the body of a request; raises NotVerified ``replication.malformed``, ``witness.bad-request``."""
        head, frames = _opened(data)
        told = head.get("rotations")
        if not isinstance(told, list) or len(told) > MOST_ROTATIONS or len(frames) != len(told) + 1:
            raise _malformed("the changes of key do not fit their records")
        if len(frames[0]) > LARGEST_REQUEST:
            raise _malformed("the request to cosign is too large")
        rotations = tuple(
            Rotation(_number(each, "number"), raw, _hashes(each))
            for each, raw in zip(told, frames[1:], strict=True)
        )
        return cls(parse_request(frames[0]), rotations)


@dataclass(frozen=True, slots=True)
class Sent:
    """A stretch of records, bound to a checkpoint that the office has accepted.

    ``first`` is the number of the first record, ``size`` that of the checkpoint; ``proof`` shows that the tree after
    the last record is a beginning of the checkpoint's.
    """

    first: int
    count: int
    size: int
    proof: tuple[bytes, ...]
    records: bytes

    def to_bytes(self) -> bytes:
        """Return the body of the request: head and entry bundle."""
        head = {"first": self.first, "count": self.count, "size": self.size, "proof": _texts(self.proof)}
        return _framed(_encode(head), self.records)

    @classmethod
    def from_bytes(cls, data: bytes) -> Sent:
        """Read the body of a request; raises NotVerified ``replication.malformed``."""
        head, frames = _opened(data)
        if len(frames) != 1:
            raise _malformed("there is not one bundle of records")
        sent = cls(
            _number(head, "first"), _number(head, "count"), _number(head, "size"), _hashes(head), frames[0]
        )
        if sent.count > MOST_RECORDS or len(sent.records) > LARGEST_STRETCH:
            raise _malformed(f"a stretch has at most {MOST_RECORDS} records and {LARGEST_STRETCH} bytes")
        return sent


@dataclass(frozen=True, slots=True)
class SentBranch:
    """Records of a branch that the office refused, for its evidence.

    ``edge`` is that of the tree before them, which both share; ``proof`` shows that the tree after them is a beginning
    of the refused ``checkpoint``'s.
    """

    checkpoint: bytes
    edge: Frontier
    count: int
    proof: tuple[bytes, ...]
    records: bytes

    def to_bytes(self) -> bytes:
        """Return the body of the request: head, checkpoint and entry bundle."""
        head = {
            "after": self.edge.size,
            "edge": _texts(self.edge.hashes),
            "count": self.count,
            "proof": _texts(self.proof),
        }
        return _framed(_encode(head), self.checkpoint, self.records)

    @classmethod
    def from_bytes(cls, data: bytes) -> SentBranch:
        """Read the body of a request; raises NotVerified ``replication.malformed``, ``tree.broken``."""
        head, frames = _opened(data)
        if len(frames) != 2:  # noqa: PLR2004 - a checkpoint and a bundle
            raise _malformed("there is not one checkpoint and one bundle of records")
        edge = Frontier(_number(head, "after", least=0), _hashes(head, "edge"))
        return cls(frames[0], edge, _number(head, "count"), _hashes(head), frames[1])


@dataclass(frozen=True, slots=True)
class Values:
    """Openings of commitments that a node shows, and the numbers of records that erase some."""

    shown: tuple[Opening, ...] = ()
    erased: tuple[int, ...] = ()

    def to_bytes(self) -> bytes:
        """Return the body of the request: a head alone."""
        told = [
            {
                "record": each.record,
                "commitment": each.commitment,
                "salt": base64text.encode(each.salt),
                "value": base64text.encode(each.value),
            }
            for each in self.shown
        ]
        return _framed(_encode({"shown": told, "erased": list(self.erased)}))

    @classmethod
    def from_bytes(cls, data: bytes) -> Values:
        """Read the body of a request; raises NotVerified ``replication.malformed``."""
        head, frames = _opened(data)
        try:
            shown = tuple(
                Opening(
                    _number(each, "record"),
                    _commitment(each["commitment"]),
                    base64text.decode(each["salt"]),
                    base64text.decode(each["value"]),
                )
                for each in head["shown"]
            )
            erased = tuple(_number({"erased": each}, "erased") for each in head["erased"])
        except (KeyError, TypeError, ValueError) as error:
            raise _malformed("a value does not come with its commitment and its salt") from error
        if frames or max(len(shown), len(erased)) > MOST_VALUES:
            raise _malformed(f"at most {MOST_VALUES} values come at once")
        if any(len(each.value) > LARGEST_VALUE for each in shown):
            raise _malformed(f"a value has at most {LARGEST_VALUE} bytes")
        return cls(shown, erased)


def said(error: WrongInput | NotVerified | Exception, code: str = "", says: str = "", now: str = "") -> bytes:
    """Return the body of an answer that refuses: code, one sentence, and what to do now."""
    return _encode(
        {
            "code": code or getattr(error, "code", "replication.failed"),
            "says": says or getattr(error, "says", "The office could not do it."),
            "now": now or getattr(error, "now", "Nothing is lost; it is tried again."),
        }
    )


def refusal(data: bytes) -> tuple[str, str, str]:
    """Return code, sentence and what to do of an answer that refuses; raises NotVerified ``replication.malformed``."""
    told = _decoded(data)
    code, says, now = (told.get(name) for name in ("code", "says", "now"))
    if not (type(code) is str and type(says) is str and type(now) is str):
        raise _malformed("the answer does not say why")
    return code, says, now


def _framed(*frames: bytes) -> bytes:
    return b"".join(part for each in frames for part in (len(each).to_bytes(_LENGTH), each))


def _opened(data: bytes) -> tuple[dict[str, Any], list[bytes]]:
    frames: list[bytes] = []
    at = 0
    while at < len(data):
        start = at + _LENGTH
        at = start + int.from_bytes(data[at:start])
        if start > len(data) or at > len(data) or len(frames) > MOST_ROTATIONS + 1:
            raise _malformed("its frames do not fit its length")
        frames.append(data[start:at])
    if not frames or len(frames[0]) > _LARGEST_HEAD:
        raise _malformed("it has no head")
    return _decoded(frames[0]), frames[1:]


def _encode(content: dict[str, Any]) -> bytes:
    return canonical.encode({"format": FORMAT, **content})


def _decoded(data: bytes) -> dict[str, Any]:
    try:
        content = canonical.decode(data)
    except (WrongInput, ValueError) as error:
        raise _malformed("it is not canonical JSON") from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise _malformed(f"it is not of the format {FORMAT}")
    return content


def _number(head: Any, name: str, least: int = 1) -> int:  # noqa: ANN401 - as it was sent
    value = head.get(name) if isinstance(head, dict) else None
    if type(value) is not int or value < least:
        raise _malformed(f"{name} is not a number from {least} up")
    return value


def _hashes(head: Any, name: str = "proof") -> tuple[bytes, ...]:  # noqa: ANN401 - as it was sent
    told = head.get(name) if isinstance(head, dict) else None
    if not isinstance(told, list) or len(told) > MOST_HASHES:
        raise _malformed(f"{name} is not a list of at most {MOST_HASHES} hashes")
    try:
        found = tuple(base64text.decode(each) for each in told)
    except (TypeError, ValueError) as error:
        raise _malformed("a hash is not base64") from error
    if any(len(each) != tree.HASH_BYTES for each in found):
        raise _malformed("a hash does not have 32 bytes")
    return found


def _commitment(text: object) -> str:
    if type(text) is not str or len(text) != _HEX or set(text) - set("0123456789abcdef"):
        raise ValueError(text)
    return text


def _texts(hashes: Sequence[bytes]) -> list[str]:
    return [base64text.encode(each) for each in hashes]


def _malformed(why: str) -> NotVerified:
    return NotVerified(
        "replication.malformed",
        f"This cannot be read as a part of copying a log: {why}.",
        "Have both sides run the same version of the program; nothing was taken.",
    )
