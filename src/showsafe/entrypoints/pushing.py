"""Asking the witnesses of a data directory, and recording what they said; the set never waits for it.

To ask, the directory is only read, beside whoever writes; it is opened for writing for the moment in which something
is recorded. Where another program has it open then, what was heard is kept and recorded in the next round.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from showsafe.adapters import files, ml_dsa_file, tail
from showsafe.adapters.clock import SystemClock
from showsafe.adapters.directory import KEYS, ML_DSA_KEY
from showsafe.adapters.sqlite import SqliteStore
from showsafe.application import witnessing
from showsafe.application.ports import Clock
from showsafe.application.records import unstamp
from showsafe.application.unit import Unit
from showsafe.application.witnessing import COSIGNATURE, ML_DSA, Heard, Peer, Post, StoredLog
from showsafe.entrypoints.within import Directory, Within
from showsafe.errors import ShowsafeError
from showsafe.ledger.checkpoint import origin_of
from showsafe.ledger.mldsa import MlDsaKey
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.store import Store
from showsafe.projections.attested import Attested, attestations

NOTHING_NEW = "nothing-new"
ALARM = "Keep everything as it is, and compare with the copies of others before anybody relies on it."


@dataclass(frozen=True, slots=True)
class Said:
    """What came of asking one witness: ``outcome`` is what was heard, ``nothing-new``, or the code of an error."""

    who: str
    outcome: str
    says: str
    size: int = 0
    record: int = 0

    @property
    def good(self) -> bool:
        """Whether everything that is on record so far is cosigned by this witness."""
        return self.outcome in (COSIGNATURE, NOTHING_NEW)


@dataclass(frozen=True, slots=True)
class _Now:
    """The ledger at the moment of a round."""

    checkpoint: bytes
    keys: tuple[VerifierKey, ...]
    peers: tuple[tuple[Peer, int, bool], ...]
    idle: tuple[Said, ...]


class Pusher:
    """Asks the witnesses of one data directory, round by round; one thread calls it."""

    def __init__(
        self,
        path: Path,
        post: Post,
        clock: Clock | None = None,
        within: Within | None = None,
        but: Collection[str] = (),
    ) -> None:
        """``but`` are vkeys of witnesses that are not asked here, since they are when the log is copied to them."""
        self.path = path
        self.but = but
        self.post = post
        self.clock = clock or SystemClock()
        self.within = within or Directory(path, self.clock)
        self.pending: dict[str, Heard] = {}
        self._begun = False

    def round(self) -> list[Said]:
        """Ask every witness that has something to cosign; what is heard waits in ``pending`` for ``record``.

        The first round asks all of them, also where nothing is new: only a witness can tell that this is an old copy.

        Raises as ``adapters.directory.open_for_reading``.
        """
        now = self._now()
        if not now.peers:
            return list(now.idle)
        with ThreadPoolExecutor(len(now.peers)) as pool:
            asked = list(pool.map(lambda one: self._asked(now, *one), now.peers))
        self._begun = True
        return [*now.idle, *asked]

    def record(self, said: Sequence[Said] = ()) -> list[Said]:
        """Record what is pending; returns ``said`` with the numbers of the records.

        Raises Unusable ``directory.in-use`` where another program has the directory open: then it stays pending.
        """
        numbers: dict[str, int] = {}
        if self.pending:
            with self.within.writing() as unit:
                for who, heard in list(self.pending.items()):
                    numbers[who] = kept(unit, heard)
                    del self.pending[who]
        return [replace(one, record=numbers.get(one.who, one.record)) for one in said]

    def night_is_due(self) -> bool:
        """Whether the node's own ML-DSA key has something to cosign and has not done so since midnight, UTC."""
        with self.within.looking() as opened:
            last = last_of(opened.store, ML_DSA, origin_of(opened.settings.unit))
            if last is not None and unstamp(last.at).date() >= self.clock.now().date():
                return False
            return witnessing.worth_asking(opened.store, last.size if last else 0)

    def _now(self) -> _Now:
        with self.within.looking() as opened, opened.store.reading():
            store, peers, idle = opened.store, [], []
            for each in opened.settings.witnesses:
                if each.vkey in self.but:
                    continue
                peer = Peer(VerifierKey.parse(each.vkey), each.url)
                last = last_of(store, COSIGNATURE, peer.key.name)
                size = last.size if last else 0
                new = witnessing.worth_asking(store, size)
                if new or not self._begun:
                    peers.append((peer, size, new))
                else:
                    idle.append(_nothing_new(peer, size, "so it was not asked"))
            keys = node_keys(store, opened.settings.unit)
            return _Now(store.checkpoint(), keys, tuple(peers), tuple(idle))

    def _asked(self, now: _Now, peer: Peer, cosigned: int, new: bool) -> Said:  # noqa: FBT001 - one row of peers
        who = peer.key.name
        try:
            with self.within.looking() as opened:
                log = StoredLog(opened.store, now.checkpoint, now.keys)
                heard = witnessing.ask(log, peer, cosigned, self.post, self.clock.now())
        except ShowsafeError as error:
            return Said(who, error.code, f"{who}: {error.says} {error.now}")
        if heard.what == COSIGNATURE and not new:
            return _nothing_new(peer, cosigned, "and it says so again")
        self.pending[who] = heard
        return Said(who, heard.what, in_words(heard), heard.size)


def _nothing_new(peer: Peer, size: int, then: str) -> Said:
    says = f"{peer.key.name} has cosigned up to record {size}; nothing was recorded since, {then}."
    return Said(peer.key.name, NOTHING_NEW, says, size)


def in_words(heard: Heard) -> str:
    """Return what a witness said as a sentence."""
    if heard.what == COSIGNATURE:
        return f"{heard.who} has cosigned up to record {heard.size}."
    if heard.what == ML_DSA:
        return f"The node's ML-DSA key has cosigned up to record {heard.size}."
    seen = "fewer records than it saw before" if heard.what == witnessing.ROLLED_BACK else "another past"
    return f"{heard.who} refuses this ledger: it says that it shows {seen}. {ALARM}"


def node_keys(store: SqliteStore, unit: str) -> tuple[VerifierKey, ...]:
    """Return the node's first key and, last, the one that signs now."""
    found = (tail.first_key(store), tail.node_key(store)) if store.size() else ()
    return tuple(VerifierKey(origin_of(unit), public) for public in dict.fromkeys(found))


def cosigned_by_ourselves(path: Path, clock: Clock | None = None, within: Within | None = None) -> Said:
    """Cosign the newest checkpoint with the node's ML-DSA key, made at the first time; nothing where nothing is new.

    Raises Unusable: ``key.no-ml-dsa``, ``key.ml-dsa-damaged``, and as ``adapters.directory.open_for_writing``.
    """
    with (within or Directory(path, clock)).writing() as unit:
        origin = unit.writer.origin
        last = last_of(unit.store, ML_DSA, origin)
        size = last.size if last else 0
        if not witnessing.worth_asking(unit.store, size):
            says = f"The node's ML-DSA key has cosigned up to record {size}; nothing was recorded since."
            return Said(origin, NOTHING_NEW, says, size)
        heard, recorded = witnessing.cosign_ourselves(unit, _ml_dsa_key(path))
        return Said(origin, ML_DSA, in_words(heard), heard.size, recorded.number)


def kept(unit: Unit, heard: Heard) -> int:
    """Record what was heard, unless the same witness showed the very same before; return the record's number."""
    last = last_of(unit.store, heard.what, heard.who)
    if last is not None and witnessing.known_already(unit.store, last.record, heard):
        return last.record
    return witnessing.keep(unit, heard).number


def _ml_dsa_key(path: Path) -> MlDsaKey:
    file = path / KEYS / ML_DSA_KEY
    with files.translated(path):
        if not file.exists():
            ml_dsa_file.write(file, MlDsaKey.generate())
    return ml_dsa_file.read(file)


def last_of(store: Store, what: str, who: str) -> Attested | None:
    """Return what somebody attested last of one kind."""
    return next((each for each in attestations(store) if (each.what, each.who) == (what, who)), None)
