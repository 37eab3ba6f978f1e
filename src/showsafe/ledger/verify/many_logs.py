"""A log put together from its stretches, held against its signed checkpoint; and what is wrong named down to a record.

The signed root is what is trusted. It binds the tops of the tiles, those bind the leaf hashes, and a leaf hash binds a
record. Where bytes and hashes disagree, whichever copy of a row of hashes leads to the signed root is the right one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import product
from operator import attrgetter
from typing import TypeAlias

from showsafe.ledger.verify import many_found, notes
from showsafe.ledger.verify.hashing import HASH, TILE, TILE_BYTES, Edge, ReadTile, Rows, reduced
from showsafe.ledger.verify.many import LogName, Named, Piece, Suspect, gone
from showsafe.ledger.verify.notes import Kept, Vkey
from showsafe.ledger.verify.strict import Malformed

MOST_NAMED = 100
"""How many things are named of one log; of more only how many there are."""

_TILE_HEIGHT = 8
_MOST_READ = TILE * TILE + 1
_COPIES: tuple[Callable[[Suspect], bytes], ...] = tuple(map(attrgetter, ("stored", "beside", "computed")))
_WIDE = frozenset({"audit.between", "audit.rewritten"})


ReadRecords: TypeAlias = Callable[[int, int], Iterable[tuple[int, bytes]]]


@dataclass(frozen=True, slots=True)
class Said:
    """What is kept of a log beside its records: how many there should be, the checkpoint, keys and stored tiles.

    ``keys`` are those that may have signed the checkpoint. ``tile`` gives the stored tiles; None where there are none.
    ``records`` gives (number, bytes) of the records from one number to another, as they are now.
    """

    log: LogName
    size: int
    checkpoint: bytes
    keys: tuple[Vkey, ...]
    tile: ReadTile | None = None
    records: ReadRecords | None = None


@dataclass(slots=True)
class Verdict:
    """What came of one log: how many records it has, its root as computed, and all that does not hold.

    ``unbound`` says why the signed checkpoint does not bind these records yet, where that is no fault.
    """

    log: LogName
    records: int
    root: bytes = b""
    named: list[Named] = field(default_factory=list)
    unbound: str = ""


@dataclass(slots=True)
class _Whole:
    """The stretches of a log in a row: tops of tiles (nothing where one is not known), leaf hashes after them."""

    tops: list[bytes] = field(default_factory=list)
    rest: bytes = b""
    count: int = 0
    suspects: dict[int, Suspect] = field(default_factory=dict)
    more: int = 0
    odd: list[Named] = field(default_factory=list)


def judged(said: Said, pieces: Iterable[Piece]) -> Verdict:
    """Hold the stretches of one log against its signed checkpoint, and name what does not hold."""
    whole = _together(said.log, pieces)
    verdict = Verdict(said.log, whole.count, named=list(whole.odd))
    kept = _checkpoint(said, verdict)
    if whole.count < said.size:
        verdict.named.append(gone(said.log, whole.count + 1, said.size))
    if not whole.count:
        verdict.named = verdict.named or [Named(said.log, "audit.nothing", "there is no record of this log")]
        return verdict
    verdict.root = _root(whole.tops, whole.rest)
    if kept is not None:
        _held(said, whole, kept, verdict)
    else:
        _named(verdict, _unsure(said, whole))
    if said.records is not None:
        _narrow(said, said.records, verdict)
    _cut(verdict)
    return verdict


def _narrow(said: Said, read: ReadRecords, verdict: Verdict) -> None:
    """Where hashes only say between which records it lies, let the records' own signatures say which it is."""
    for wide in [each for each in verdict.named if each.code in _WIDE]:
        rows = read(wide.record, min(wide.last, wide.record + _MOST_READ - 1))
        verdict.named.remove(wide)
        verdict.named += many_found.by_signature(said.log, said.keys, wide, rows)


def _together(log: LogName, pieces: Iterable[Piece]) -> _Whole:
    whole = _Whole()
    for piece in sorted(pieces, key=lambda each: (each.first, -each.count)):
        whole.odd += piece.odd
        expected = whole.count + 1
        if not piece.count:
            continue
        if piece.first < expected:
            last = min(piece.first + piece.count, expected) - 1
            says = f"records {piece.first} to {last} are there twice"
            whole.odd.append(Named(log, "audit.doubled", says, piece.first, last))
            continue
        if piece.first > expected:
            whole.odd.append(gone(log, expected, piece.first - 1))
        tiles = (piece.first - 1) // TILE
        whole.tops += [b""] * (tiles - len(whole.tops))
        whole.tops += [piece.tops[at : at + HASH] for at in range(0, len(piece.tops), HASH)]
        whole.rest = piece.rest
        whole.count = piece.first + piece.count - 1
        whole.suspects.update((each.tile, each) for each in piece.suspects)
        whole.more += piece.more
    return whole


def _checkpoint(said: Said, verdict: Verdict) -> Kept | None:
    """Return the checkpoint where it is signed by a key of the log; name what is wrong with it else."""
    try:
        kept = notes.read_checkpoint(said.checkpoint)
    except Malformed as error:
        verdict.named.append(Named(said.log, "audit.checkpoint", f"the checkpoint {error}"))
        return None
    if kept.origin != said.log.origin:
        says = "the checkpoint is of another log"
    elif not said.keys:
        says = "there is no key to hold the checkpoint against"
    elif not any(notes.signed_by(kept.note, key) for key in said.keys):
        says = "the checkpoint was altered, or is not signed by the key of this log"
    else:
        return kept
    verdict.named.append(Named(said.log, "audit.checkpoint", says))
    return None


def _held(said: Said, whole: _Whole, kept: Kept, verdict: Verdict) -> None:
    if said.size < kept.size and whole.count == said.size:
        verdict.unbound = (
            f"{said.size} of the {kept.size} records under its checkpoint are there: the rest is on its way"
        )
        _named(verdict, _unsure(said, whole) + _tiles_of(said, whole))
        return
    if whole.count > kept.size:
        says = f"records {kept.size + 1} to {whole.count} are not under the signed checkpoint"
        verdict.named.append(Named(said.log, "audit.beyond", says, kept.size + 1, whole.count))
    elif said.size != kept.size:
        says = f"{said.size} records are listed, and the signed checkpoint speaks of {kept.size}"
        verdict.named.append(Named(said.log, "audit.size", says))
    if whole.count == kept.size and verdict.root == kept.root:
        _named(verdict, _copies_of(said, whole))
        return
    _named(verdict, _wrong(said, whole, kept))


def _unsure(said: Said, whole: _Whole) -> list[Named]:
    """Name the records that do not have the hashes kept for them, where neither is known to be right."""
    return [each for suspect in _in_order(whole) for each in many_found.unsure(said.log, suspect)]


def _copies_of(said: Said, whole: _Whole) -> list[Named]:
    """Name what is wrong with kept hashes where the records themselves are right."""
    found = [each for suspect in _in_order(whole) for each in many_found.copies(said.log, suspect)]
    return found + _tiles_of(said, whole)


def _tiles_of(said: Said, whole: _Whole) -> list[Named]:
    """Name the stored tiles above the leaves that are not those of the records."""
    if said.tile is None:
        return []
    rows = Rows()
    tiles = [tile for top in whole.tops for tile in rows.add(top)]
    return [
        Named(said.log, "audit.tile", f"tile {number} of level {level} is not what the records lead to")
        for level, number, hashes in (*tiles, *rows.growing())
        if said.tile(level, number)[: len(hashes)] != hashes
    ]


def _wrong(said: Said, whole: _Whole, kept: Kept) -> list[Named]:
    """Name what keeps the records from leading to the signed root."""
    right = _right(said, whole, kept)
    if right is None:
        found = _unsure(said, whole)
        if not found and not _gaps(whole, 1, whole.count) and whole.count == kept.size:
            says = (
                f"the {whole.count} records and all hashes kept of them agree, and do not lead to the signed root: "
                "the log was rewritten as a whole"
            )
            found = [Named(said.log, "audit.rewritten", says, 1, whole.count)]
        return found
    tops, rest = right
    pairs = [_pair(said, whole, number, top) for number, top in enumerate(tops)]
    pairs += [_last(said, whole, len(tops), rest)] if rest else []
    found = []
    for pair, after in zip(pairs, [*pairs[1:], None], strict=True):
        here = _in_tile(said.log, whole, pair, after)
        found += here
        if any(each.code in many_found.MOVED for each in here) or len(found) > MOST_NAMED:
            break
    return found


@dataclass(frozen=True, slots=True)
class _Pair:
    """A tile as its records have it and as it has to be: ``right`` are its leaf hashes, empty where no copy has them.

    ``holds`` says that its records are right. ``suspect`` is None where their leaf hashes are not at hand.
    """

    number: int
    holds: bool
    suspect: Suspect | None
    right: bytes


def _pair(said: Said, whole: _Whole, number: int, top: bytes) -> _Pair:
    """Return a full tile of which the top is known."""
    suspect = whole.suspects.get(number)
    if number == len(whole.tops):  # it was cut short, and what is kept of it may be the whole tile
        beside, stored = suspect.beside if suspect else b"", said.tile(0, number) if said.tile else b""
        suspect = Suspect(number, whole.rest, beside, stored)
    rows = (suspect.stored, suspect.beside) if suspect else ()
    right = next((row for row in rows if len(row) == TILE_BYTES and reduced(row) == top), b"")
    holds = number < len(whole.tops) and whole.tops[number] == top
    return _Pair(number, holds, suspect, right)


def _last(said: Said, whole: _Whole, number: int, rest: bytes) -> _Pair:
    """Return the tile that grows, of which the leaf hashes are known; records beyond them are of no matter here."""
    suspect = whole.suspects.get(number)
    if suspect is None and number == len(whole.tops):
        suspect = Suspect(number, whole.rest, b"", b"")
    elif suspect is None and number < len(whole.tops) and said.tile:
        row = said.tile(0, number)
        suspect = Suspect(number, row, b"", b"") if reduced(row) == whole.tops[number] else None
    holds = suspect is not None and suspect.computed[: len(rest)] == rest
    return _Pair(number, holds, suspect, rest)


def _in_tile(log: LogName, whole: _Whole, pair: _Pair, after: _Pair | None) -> list[Named]:
    """Name what is wrong in one tile; ``after`` is the one that follows."""
    suspect = pair.suspect
    if pair.holds:
        return many_found.copies(log, suspect) if suspect is not None else []
    if pair.right:
        return many_found.differing(log, suspect, pair.right, _after(after)) if suspect is not None else []
    first = pair.number * TILE + 1
    last = first + TILE - 1
    if last > whole.count or _gaps(whole, first, last):
        return []  # records that are not there, and named as that, are enough to lead to another top
    return [many_found.between(log, first, last, agreeing=suspect is None and not whole.more)]


def _after(pair: _Pair | None) -> many_found.After:
    if pair is None or pair.suspect is None:
        return None if pair is not None and pair.holds else (b"", b"")
    return None if pair.holds else (pair.suspect.computed, pair.right)


def _gaps(whole: _Whole, first: int, last: int) -> bool:
    """Say whether records of a stretch were found missing."""
    missing = [each for each in whole.odd if each.code == "audit.missing"]
    return any(each.record <= last and max(each.record, each.last) >= first for each in missing)


def _right(said: Said, whole: _Whole, kept: Kept) -> tuple[list[bytes], bytes] | None:
    """Return the tops of tiles, and the leaf hashes after them, that lead to the signed root; None if none kept do."""
    full, part = divmod(kept.size, TILE)
    above = _above(said.tile, full, len(whole.tops))
    if len(above) < full:
        return None
    tops_of = [
        above,
        *([_top(whole, number, copy) or above[number] for number in range(full)] for copy in _COPIES),
    ]
    for tops, rest in product(tops_of, _rests(said, whole, full) if part else [b""]):
        cut = rest[: part * HASH]
        # Fewer hashes may lead to the same root, where one of them is that over several leaves.
        if len(cut) == part * HASH and _root(tops, cut) == kept.root:
            return tops, cut
    return None


def _top(whole: _Whole, number: int, copy: Callable[[Suspect], bytes]) -> bytes:
    """Return the top of a tile by a copy of its leaf hashes, where it has a doubtful one; else that of its records."""
    suspect = whole.suspects.get(number)
    if suspect is None:
        return whole.tops[number] if number < len(whole.tops) else b""
    row = copy(suspect)
    return reduced(row) if len(row) == TILE_BYTES else b""


def _rests(said: Said, whole: _Whole, number: int) -> list[bytes]:
    """Return all that is known of the leaf hashes of the tile that grows."""
    suspect = whole.suspects.get(number)
    copies = [copy(suspect) for copy in _COPIES] if suspect else []
    return [whole.rest, *copies, *([said.tile(0, number)] if said.tile else [])]


def _above(tile: ReadTile | None, full: int, there: int) -> list[bytes]:
    """Return the tops of full tiles as the stored tiles of level 1 have them, nothing for one that they have not.

    They end where none is stored any more beyond the ``there`` tiles whose records are at hand: nothing tells of those.
    """
    found: list[bytes] = []
    for first in range(0, full, TILE):
        row = tile(1, first // TILE) if tile else b""
        if not row and first > there:
            break
        found += [row[at * HASH : (at + 1) * HASH] for at in range(min(TILE, full - first))]
    return found


def _root(tops: Sequence[bytes], rest: bytes) -> bytes:
    """Return the root over tops of tiles and the leaf hashes after them; nothing where one of the tops is not known."""
    if not all(tops):
        return b""
    edge = Edge()
    for top in tops:
        edge.add(top, _TILE_HEIGHT)
    for at in range(0, len(rest), HASH):
        edge.add(rest[at : at + HASH])
    return edge.root()


def _in_order(whole: _Whole) -> list[Suspect]:
    return [whole.suspects[number] for number in sorted(whole.suspects)]


def _named(verdict: Verdict, found: list[Named]) -> None:
    """Add what was found, but of records that were named as missing."""
    gone_ones = [
        (each.record, max(each.record, each.last)) for each in verdict.named if each.code == "audit.missing"
    ]
    verdict.named += [
        each
        for each in found
        if not any(first <= each.record and max(each.record, each.last) <= last for first, last in gone_ones)
    ]


def _cut(verdict: Verdict) -> None:
    verdict.named.sort(key=lambda each: (each.record, each.last))
    if len(verdict.named) > MOST_NAMED:
        others = len(verdict.named) - MOST_NAMED
        del verdict.named[MOST_NAMED:]
        verdict.named.append(
            Named(verdict.log, "audit.more", f"at least {others} more things do not hold in this log")
        )
