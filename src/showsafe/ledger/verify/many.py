"""Many logs at once, by hash alone: what one stretch of a log's records says, wherever it lies and whoever reads it.

A stretch begins where a tile begins. Its answer is small: the tops of its full tiles, the leaf hashes after them, and
the tiles in which bytes and kept hashes do not agree. So stretches can be looked at in any order, by several processes
or machines; ``many_logs`` puts the answers together and holds them against the signed checkpoints.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from showsafe.ledger.verify.hashing import HASH, TILE, TILE_BYTES, reduced

MOST_SUSPECTS = 32
"""How many disagreeing tiles of one stretch are kept whole; of the others only how many there are."""

FARTHEST = TILE * TILE
"""Over how many records that are not there one stretch goes on."""

NO_LEAF = bytes(HASH)
"""Stands for the leaf hash of a record that is not there."""


class LogName(NamedTuple):
    """Whose log it is, as the office says, and the name under which it signs."""

    production: str
    unit: str
    origin: str


@dataclass(frozen=True, slots=True)
class Named:
    """One thing that does not hold, and where: ``record`` to ``last`` are record numbers, 0 where it is of none.

    ``code`` is permanent; ``says`` is the sentence about it, after the name of the place.
    """

    log: LogName
    code: str
    says: str
    record: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class Suspect:
    """A tile of leaf hashes of which not all copies agree, each joined: from the bytes, beside them, from the tiles.

    ``beside`` and ``stored`` are empty where there is no such copy.
    """

    tile: int
    computed: bytes
    beside: bytes
    stored: bytes


@dataclass(slots=True)
class Piece:
    """What one stretch of records of one log says: ``first`` is its first number, ``count`` how many there are.

    ``tops`` are the roots of its full tiles, joined; ``rest`` the leaf hashes after them. ``more`` says how many
    disagreeing tiles there are beyond those in ``suspects``; ``odd`` what is wrong with numbers and columns.
    """

    log: LogName
    first: int
    count: int
    tops: bytes = b""
    rest: bytes = b""
    suspects: list[Suspect] = field(default_factory=list)
    more: int = 0
    odd: list[Named] = field(default_factory=list)


def look(log: LogName, first: int, computed: bytes, beside: bytes, stored: bytes) -> Piece:
    """Put the leaf hashes of records in a row from number ``first``, the first of a tile, into their tree.

    ``computed`` are those that the bytes have, ``beside`` those that are kept next to them, ``stored`` those in the
    tiles, each joined; the last two empty where there are none.
    """
    count = len(computed) // HASH
    full = count // TILE * TILE_BYTES
    tops = b"".join([reduced(computed[at : at + TILE_BYTES]) for at in range(0, full, TILE_BYTES)])
    piece = Piece(log, first, count, tops, computed[full:])
    if (beside and beside != computed) or (stored and stored != computed):
        _suspect(piece, computed, beside, stored)
    return piece


def leaves_of(raws: Sequence[bytes | None]) -> bytes:
    """Return the leaf hashes of records (RFC 6962), joined."""
    sha256 = hashlib.sha256
    try:
        # One call for each record: everything else here is done by the tile.
        return b"".join([sha256(b"\x00" + raw).digest() for raw in raws])  # type: ignore[operator]
    except TypeError:
        return b"".join([NO_LEAF if raw is None else sha256(b"\x00" + raw).digest() for raw in raws])


def _suspect(piece: Piece, computed: bytes, beside: bytes, stored: bytes) -> None:
    for at in range(0, len(computed), TILE_BYTES):
        rows = (computed[at : at + TILE_BYTES], beside[at : at + TILE_BYTES], stored[at : at + TILE_BYTES])
        if (not beside or rows[0] == rows[1]) and (not stored or rows[0] == rows[2]):
            continue
        if len(piece.suspects) < MOST_SUSPECTS:
            tile = (piece.first - 1) // TILE + at // TILE_BYTES
            piece.suspects.append(Suspect(tile, *rows))
        else:
            piece.more += 1


@dataclass(slots=True)
class Placed:
    """Leaf hashes of records put in their places by number, from ``first``, the first of a tile; both rows joined."""

    first: int
    computed: bytes
    beside: bytes
    odd: list[Named]


def placed(log: LogName, rows: Iterable[tuple[int | None, bytes, bytes]]) -> Placed:
    """Put (number, leaf hash of the bytes, leaf hash beside them) of a log in their places.

    For what is not in order: a record that is there twice is the one that stands first; one that is missing leaves
    its place empty. Both are named.
    """
    odd: list[Named] = []
    held: dict[int, tuple[bytes, bytes]] = {}
    before = 0
    for number, computed, beside in rows:
        if number is None or number < 1:
            odd.append(Named(log, "audit.number", f"a row after record {before} has no record number"))
            continue
        if number in held:
            odd.append(Named(log, "audit.doubled", f"record {number} is there twice", number))
            continue
        if number < before:
            says = f"record {number} stands after record {before}"
            odd.append(Named(log, "audit.order", says, number))
        held[number] = (computed, beside)
        before = number
    if not held:
        return Placed(1, b"", b"", odd)
    return _filled(log, (min(held) - 1) // TILE * TILE + 1, held, odd)


def _filled(log: LogName, first: int, held: dict[int, tuple[bytes, bytes]], odd: list[Named]) -> Placed:
    computed: list[bytes] = []
    beside: list[bytes] = []
    last = first - 1
    for number in sorted(held):
        gap = number - last - 1
        # A number far beyond the others is no reason to make room for all that would lie between.
        if gap > FARTHEST:
            odd.append(
                Named(log, "audit.number", f"the number {number} lies far after record {last}", number)
            )
            break
        if gap:
            odd.append(gone(log, last + 1, number - 1))
        computed += [NO_LEAF] * gap
        beside += [NO_LEAF] * gap
        computed.append(held[number][0])
        beside.append(held[number][1])
        last = number
    return Placed(first, b"".join(computed), b"".join(beside), odd)


def gone(log: LogName, first: int, last: int) -> Named:
    """Name records that are not there."""
    if first == last:
        return Named(log, "audit.missing", f"record {first} is missing", first)
    return Named(log, "audit.missing", f"records {first} to {last} are missing", first, last)
