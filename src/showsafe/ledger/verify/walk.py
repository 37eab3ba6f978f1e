"""What the auditor remembers from the first record to the last: little, however many there are.

Blocks come in their order. What depends on the order is decided here: the tree, the devices' chains, the history of
keys, and with it whose signature counts where.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from showsafe.ledger.verify import asked, block, hashing, seconded, signing
from showsafe.ledger.verify.block import PLACE, PRINT, Event, Found, Reader, Stretch
from showsafe.ledger.verify.buckets import Buckets
from showsafe.ledger.verify.hashing import HASH, TILE
from showsafe.ledger.verify.history import History
from showsafe.ledger.verify.quick import Body, open_record
from showsafe.ledger.verify.report import FOLDER, Notebook
from showsafe.ledger.verify.strict import Malformed, is_sum
from showsafe.ledger.verify.work import Source

KEYS_BEFORE = (
    "Keys from before the kept checkpoint are not known: what changes keys could not be checked whole."
)
_SUM = 32


@dataclass(slots=True)
class Ends:
    """The end of each device's chain: its number and the leaf hash of its last record."""

    of: dict[str, tuple[int, str]] = field(default_factory=dict)
    begun_late: int = 0


class Walk:
    """The fold over all blocks."""

    def __init__(self, book: Notebook, source: Source) -> None:
        self.book = book
        self.source = source
        self.resumed = False
        self.edge = hashing.Edge()
        self.tiles = hashing.Rows()
        self.history = History()
        self.ends = Ends()
        self.unit = ""
        self.prints = Buckets(PRINT + PLACE)
        self.attachments = Buckets(_SUM)
        self.sealed = Buckets(_SUM)
        self.erased = Buckets(_SUM)
        self.settings: tuple[int, str] = (0, "")
        self.own_profile: str | None = None
        self.backwards, self.first_backwards = 0, 0
        self.deep = True
        self._latest = ""
        self._bringing: dict[int, Event] = {}

    def close(self) -> None:
        """Let temporary files go."""
        for buckets in (self.prints, self.attachments, self.sealed, self.erased):
            buckets.close()

    @property
    def count(self) -> int:
        """How many records the tree holds now."""
        return self.edge.size

    @property
    def partial(self) -> bool:
        """Whether records about keys may lie before where it began: a tile folder has no index of them."""
        return self.resumed and self.source.what == FOLDER

    def take(self, found: Found) -> list[Event]:
        """Take the next block; return its records about the ledger itself."""
        for step, fault in found.faults.items():
            self.book.take(step, fault)
        self._grow(found)
        if not self.deep:
            return []
        for event in found.events:
            if event.number in found.unknown:
                event.signers = self._signers(event)
            self._brought(event)
            self.fold(event)
        self._uses(found)
        self._spoke(found)
        self._bringing = {event.number: event for event in found.events}
        self.again(found.unknown)
        self.chains(found)
        self._times(found)
        for buckets, joined in (
            (self.prints, found.prints),
            (self.attachments, found.attachments),
            (self.sealed, found.sealed),
        ):
            buckets.add(joined)
        return found.events

    def _grow(self, found: Found) -> None:
        for at in range(0, len(found.tops), HASH):
            top = found.tops[at : at + HASH]
            self.edge.add(top, 8)
            for tile in self.tiles.add(top):
                self._hold(*tile)
        for at in range(0, len(found.rest), HASH):
            self.edge.add(found.rest[at : at + HASH])

    def hold_growing(self) -> None:
        """Hold the tiles that still grow against the stored ones."""
        for tile in self.tiles.growing():
            self._hold(*tile)

    def _hold(self, level: int, number: int, hashes: bytes) -> None:
        if self.source.tile(level, number) != hashes:
            first = number * TILE ** (level + 1) + 1
            says = f"tile {number} of level {level}, over record {first} and those after it, is not what they make"
            self.book.fault("tiles", says, None)

    def fold(self, event: Event) -> None:
        """Take a record about the ledger itself."""
        if event.number == 1 and event.kind != block.OPENED:
            self.book.fault("keys", "record 1 does not open the unit with a key that can be trusted", 1)
        if not self._unknown_before(event) and (says := self.history.fold(event)):
            self.book.fault("keys", f"record {event.number} {says}", event.number)
        told = event.kind in (block.OPENED, block.SETTINGS) and event.happened
        if told and type(event.act.get("settings")) is str:
            self.settings = (event.number, event.act["settings"])
            more = [each for each in event.attachments if each != event.act["settings"]]
            if event.number == 1:
                # The opening may carry one more: the production's own profile, which the settings name.
                self.own_profile = more.pop() if more else ""
            if more or event.act["settings"] not in event.attachments:
                says = f"record {event.number} does not carry the settings that it names"
                self.book.fault("keys", says, event.number)
        if event.kind == block.ERASED:
            self._erase(event)

    def _unknown_before(self, event: Event) -> bool:
        """Note a change of keys that may rest on records before where the walk began; say whether it does."""
        if (
            not self.partial
            or not event.happened
            or event.kind not in (block.ENROLLED, block.ROTATED, block.REVOKED)
        ):
            return False
        self.book.unknown(KEYS_BEFORE, "keys")
        if event.late and not self.history.was_asked(event.act_id):
            return True
        return event.kind != block.ENROLLED and str(event.act.get("key_id")) not in self.history.keys

    def _brought(self, event: Event) -> None:
        """Hold a record that names a key as a new one and is signed under it against what is known of that key."""
        life = self.history.keys.get(event.brings) if event.brings in event.signers else None
        if life is not None and (wrong := life.fault_of_use(event.number, event.number)):
            self.book.fault("signatures", f"record {event.number} {wrong[0]}", event.number)

    def _erase(self, event: Event) -> None:
        named: Any = event.act.get("commitments")
        sums = isinstance(named, list) and all(is_sum(one) for one in named)
        if not sums or (named and not event.happened):
            self.book.fault("structure", f"record {event.number} erases what it does not name", event.number)
            return
        self.erased.add(b"".join(map(bytes.fromhex, named)))

    def _uses(self, found: Found) -> None:
        for key, (first, last) in found.used.items():
            life = self.history.keys.get(key)
            if life is None:
                self.unenrolled(first)
                continue
            if wrong := life.fault_of_use(first, last):
                says, place = wrong
                if place > first:
                    place = self._first_use(key, place, last)
                self.book.fault("signatures", f"record {place} {says}", place)

    def _spoke(self, found: Found) -> None:
        """Hold each key that signed what a person said against whose it is: a device's, or their own."""
        for (key, person), number in found.spoke.items():
            life = self.history.keys.get(key)
            if life is not None and not life.speaks_for(person):
                says = f"record {number} holds the word of somebody under a key that is not theirs"
                self.book.fault("signatures", says, number)

    def unenrolled(self, number: int) -> None:
        """Note a signature of a key that is not known."""
        if self.resumed:
            says = "Signatures of keys that were enrolled before the kept checkpoint could not be checked."
            self.book.unknown(says, "signatures")
        else:
            says = f"record {number} carries a signature of a key that no record enrols"
            self.book.fault("signatures", says, number)

    def _first_use(self, key: str, first: int, last: int) -> int:
        """Return the first record from a number on that carries a signature of a key."""
        for number, raw in self._records(range(first, last + 1)):
            try:
                opened = open_record(raw)
                said = asked.key_of(opened.body), seconded.key_of(opened.body)
                if key in said or any(one.keyid == key for one in opened.signatures):
                    return number
            except Malformed:
                continue
        return last

    def again(self, numbers: Iterable[int]) -> None:
        """Look again at records with a signature by a key that the block did not know; it is known by now, or never."""
        for number, raw in self._records(numbers):
            if "signatures" in self.book.faults:
                return
            try:
                opened = open_record(raw)
            except Malformed:
                continue
            event = self._bringing.get(number)
            for one in opened.signatures:
                life = self.history.keys.get(one.keyid)
                if event is not None and one.keyid == event.brings:
                    public = block.key_of(event.kind, event.act)
                elif life is None:
                    self.unenrolled(number)
                    continue
                else:
                    public = life.public
                    if wrong := life.fault_of_use(number, number):
                        self.book.fault("signatures", f"record {number} {wrong[0]}", number)
                if not signing.holds(public, opened.signed, one.sig):
                    self.book.fault("signatures", f"a signature of record {number} does not hold", number)
            self._claim(number, opened.body, asked.claim, asked.DOES_NOT_HOLD)
            self._claim(number, opened.body, seconded.claim, seconded.DOES_NOT_HOLD)

    def _claim(self, number: int, body: Body, read: Reader, says: str) -> None:
        """Check what a device signed, with the keys that are known by now."""
        try:
            claim = read(body)
        except Malformed:
            return  # the block has told it
        if claim is None:
            return
        keyid, _, signed, sig = claim
        life = self.history.keys.get(keyid)
        if life is None:
            self.unenrolled(number)
        elif wrong := life.fault_of_use(number, number):
            self.book.fault("signatures", f"record {number} {wrong[0]}", number)
        elif not signing.holds(life.public, signed, sig):
            self.book.fault("signatures", says.format(number), number)

    def _signers(self, event: Event) -> list[str]:
        """Return whose signatures of a record hold, with the keys that are known by now and the one it brings."""
        keys = self.history.publics()
        if event.brings:
            keys.setdefault(event.brings, block.key_of(event.kind, event.act))
        return [
            one.keyid
            for _, raw in self._records([event.number])
            for opened in (open_record(raw),)
            for one in opened.signatures
            if one.keyid in keys and signing.holds(keys[one.keyid], opened.signed, one.sig)
        ]

    def _records(self, numbers: Iterable[int]) -> Iterable[tuple[int, bytes]]:
        begun = 0
        raws: Sequence[bytes] = ()
        for number in numbers:
            first = (number - 1) // TILE * TILE + 1
            if first != begun or number - first >= len(raws):
                begun, raws = first, self.source.rows(first, self._width(first, number), columns=False).raws
            if number - first < len(raws):
                yield number, raws[number - first]
            else:
                says = f"record {number} was read once, and can no longer be read"
                self.book.fault("structure", says, number)

    def _width(self, first: int, number: int) -> int:
        """Return how many records to read at once: a whole tile, where one is known to be there."""
        return TILE if first + TILE - 1 <= self.count else number - first + 1

    def chains(self, found: Found) -> None:
        """Hold the devices' chains of a block against their ends before it."""
        for device, stretch in found.devices.items():
            self.device(device, stretch)
            end = self.ends.of.get(device)
            if end is None and self.resumed:
                self.ends.begun_late += 1
            elif (stretch.number, stretch.previous) != ((end or (0, ""))[0] + 1, (end or (0, ""))[1]):
                number, _ = end or (0, "")
                says = block.chain_fault(stretch.record, stretch, number)
                self.book.fault("chains", says, stretch.record)
            self.ends.of[device] = (stretch.last_number, stretch.last_leaf)

    def device(self, device: str, stretch: Stretch) -> None:
        """Hold a device against the keys that records can be recorded under."""
        life = self.history.keys.get(device)
        if life is None:
            self.unenrolled(stretch.record)
        elif not life.speaks_for_a_device():
            says = f"record {stretch.record} is recorded under a key that is not a device's"
            self.book.fault("signatures", says, stretch.record)

    def _times(self, found: Found) -> None:
        if not found.first_time:
            return
        if block.runs_back(self._latest, found.first_time):
            self.backwards += 1
            self.first_backwards = self.first_backwards or found.first
        self.backwards += found.backwards
        self.first_backwards = self.first_backwards or found.first_backwards
        self._latest = found.last_time
