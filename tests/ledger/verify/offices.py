"""What an office keeps of one log, for tests of the audit of many: made by hand, and tampered with by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from showsafe.ledger.verify import notes
from showsafe.ledger.verify.hashing import HASH, TILE
from showsafe.ledger.verify.many import LogName, Named, Piece, leaves_of, look
from showsafe.ledger.verify.many_logs import Said, Verdict, judged
from tests.ledger.verify.logs import (
    NODE,
    ORIGIN,
    checkpoint_of,
    leaf_of,
    sealed,
    tree_of,
    vkey_of,
)

LOG = LogName("north-ridge", "main", ORIGIN)
SIZE = 3 * TILE + 44
RAWS = [sealed({"number": number}, [NODE]) for number in range(1, SIZE + 1)]
KEYS = (notes.read_vkey(vkey_of(NODE)),)
STRETCH = 2 * TILE
SIGNED = checkpoint_of(RAWS)
MORE = checkpoint_of([*RAWS, b"one", b"more"])
TILE_ABOVE = ("tile", 0, 0)
TOPS = [tree_of([leaf_of(raw) for raw in RAWS[at : at + TILE]]) for at in range(0, 3 * TILE, TILE)]


def tiles_of(raws: Sequence[bytes]) -> dict[tuple[int, int], bytes]:
    """Return the stored tiles of records, by level and number."""
    leaves = [leaf_of(raw) for raw in raws]
    rows = [leaves[at : at + TILE] for at in range(0, len(leaves), TILE)]
    tops = [tree_of(row) for row in rows if len(row) == TILE]
    return {(0, number): b"".join(row) for number, row in enumerate(rows)} | {(1, 0): b"".join(tops)}


TILES = tiles_of(RAWS)


@dataclass
class Office:
    """What an office keeps of one log: records, the leaf hashes beside them, tiles, and a checkpoint."""

    raws: list[bytes] = field(default_factory=lambda: list(RAWS))
    beside: list[bytes] = field(default_factory=lambda: [leaf_of(raw) for raw in RAWS])
    tiles: dict[tuple[int, int], bytes] | None = field(default_factory=lambda: dict(TILES))
    signed: bytes = SIGNED
    size: int = SIZE
    keys: tuple[notes.Vkey, ...] = KEYS
    odd: list[Named] = field(default_factory=list)
    reads: bool = False
    asked: list[tuple[int, int]] = field(default_factory=list)

    def pieces(self) -> Iterable[Piece]:
        """Return its stretches."""
        computed = leaves_of(self.raws)
        beside = b"".join(self.beside)[: len(computed)]
        stored = b""
        for at in range(0, len(computed), TILE * HASH) if (0, 0) in (self.tiles or {}) else ():
            stored += (
                (self.tiles or {})
                .get((0, at // HASH // TILE), b"")[: len(computed) - at]
                .ljust(HASH, b"\x00")
            )
        for at in range(0, len(computed), STRETCH * HASH):
            cut = slice(at, at + STRETCH * HASH)
            yield look(LOG, at // HASH + 1, computed[cut], beside[cut], stored[cut])
        yield Piece(LOG, 1, 0, odd=self.odd)

    def said(self) -> Said:
        """Return what it says of the log."""

        def tile(level: int, number: int) -> bytes:
            return (self.tiles or {}).get((level, number), b"")

        def records(first: int, last: int) -> Iterable[tuple[int, bytes]]:
            self.asked.append((first, last))
            return list(enumerate(self.raws[first - 1 : last], start=first))

        return Said(
            LOG,
            self.size,
            self.signed,
            self.keys,
            tile if self.tiles is not None else None,
            records if self.reads else None,
        )

    def judged(self) -> Verdict:
        """Return what the audit says."""
        return judged(self.said(), self.pieces())

    def alter(self, *numbers: int, beside: bool = False, tile: bool = False, above: bool = False) -> Office:
        """Put other bytes in the place of records, with their hashes beside them and in tiles of level 0 and 1."""
        for number in numbers:
            self.raws[number - 1] = b"another %d" % number
            if beside:
                self.beside[number - 1] = leaf_of(self.raws[number - 1])
        new = tiles_of(self.raws)
        assert self.tiles is not None
        self.tiles |= {at: row for at, row in new.items() if (above if at[0] else tile)}
        return self

    def end(self, count: int) -> Office:
        """Keep no more than so many records."""
        del self.raws[count:], self.beside[count:]
        return self

    def sign(self, count: int) -> Office:
        """Put an earlier checkpoint, over so many records, in the place of the last one."""
        self.signed = checkpoint_of(RAWS[:count])
        return self

    def without(self, *levels: int) -> Office:
        """Keep no tiles of these levels."""
        self.tiles = {at: row for at, row in (self.tiles or {}).items() if at[0] not in levels}
        return self

    def bare(self) -> Office:
        """Keep neither tiles nor leaf hashes beside the records."""
        self.tiles = None
        self.beside.clear()
        return self

    def above(self, *hashes: bytes) -> Office:
        """Keep these hashes in the tile above the leaves."""
        self.tiles = {**(self.tiles or {}), (1, 0): b"".join(hashes)}
        return self

    def hash_of(self, number: int, *, stored: bool = False) -> Office:
        """Alter the leaf hash of a record, beside it or in its tile."""
        tile, at = divmod(number - 1, TILE)
        if stored and self.tiles:
            row = self.tiles[0, tile]
            self.tiles[0, tile] = row[: at * HASH] + bytes(HASH) + row[(at + 1) * HASH :]
        else:
            self.beside[number - 1] = bytes(HASH)
        return self

    def removed(self, *numbers: int) -> Office:
        """Take records out, with the hashes beside them, so that those after them move up."""
        for number in sorted(numbers, reverse=True):
            del self.raws[number - 1], self.beside[number - 1]
        return self

    def put(self, at: int, raw: bytes) -> Office:
        """Put a record in at a number, with the hash beside it, so that those after it move down."""
        self.raws.insert(at - 1, raw)
        self.beside.insert(at - 1, leaf_of(raw))
        return self

    def exchanged(self, *pairs: tuple[int, bytes]) -> Office:
        """Put other bytes in the place of records, with the hashes beside them."""
        for number, raw in pairs:
            self.raws[number - 1], self.beside[number - 1] = raw, leaf_of(raw)
        return self

    def oddly(self, *odd: Named) -> Office:
        """Let the stretches say what is wrong with numbers."""
        self.odd += odd
        return self

    def readable(self) -> Office:
        """Let the records be read once more."""
        self.reads = True
        return self


def told(verdict: Verdict) -> list[tuple[str, int, int]]:
    """Return code and numbers of all that is named, which is always of the log itself."""
    assert {each.log for each in verdict.named} <= {LOG}
    assert verdict.log == LOG
    return [(each.code.removeprefix("audit."), each.record, each.last) for each in verdict.named]


def altered(*numbers: int) -> list[tuple[str, int, int]]:
    """Return what is told of altered records."""
    return [("altered", number, 0) for number in numbers]


Change = Callable[[Office], object]
