"""The way through the steps; what each one means stands in the docstring of the package."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

from showsafe.errors import Unusable, WrongInput
from showsafe.ledger.verify import directory, proof
from showsafe.ledger.verify.database import ERRORS, Database
from showsafe.ledger.verify.proof import Kept
from showsafe.ledger.verify.records import Sum, Walk, fingerprint
from showsafe.ledger.verify.report import Notebook, Report
from showsafe.ledger.verify.strict import Malformed

Progress = Callable[[int, int], None]
"""Told now and then: records read so far, and how many there seem to be."""

_TELL_EVERY = 1000


def verify(
    path: Path, *, vkey: str | None = None, seen: bytes | None = None, progress: Progress | None = None
) -> Report:
    """Check a whole data directory and report; ``vkey`` and ``seen`` are what somebody kept outside of it.

    Raises WrongInput (``key.not-a-vkey``, ``checkpoint.malformed``) for what was kept outside,
    Unusable (``directory.missing``) where there is no directory. A ledger that does not hold is no exception:
    the report says so.
    """
    if not path.is_dir():
        raise Unusable("directory.missing", f"There is no directory at {path}.", "Check the path.")
    outside, kept = _read_vkey(vkey), _read_seen(seen)
    book = Notebook()
    unit = directory.check(book, path)
    walk = Walk(book, unit, outside[1] if outside else None, kept.size if kept else 0)
    try:
        database = Database(path / directory.LEDGER)
    except ERRORS as error:
        book.fault("structure", f"the ledger's file cannot be read ({error})")
    else:
        try:
            _database(book, walk, database, progress)
        except ERRORS as error:
            after = f"after record {walk.count}, the ledger's file cannot be read ({error})"
            book.fault("structure", after, walk.count + 1)
        finally:
            database.close()
    _keys(book, walk, path, outside)
    _seen(book, walk, kept, outside)
    _limits(book, walk, outside=outside is not None, seen=kept is not None)
    return Report(
        book.steps(), walk.count, walk.edge.root().hex(), tuple(book.notes), tuple(book.could_not_know)
    )


def _database(book: Notebook, walk: Walk, database: Database, progress: Progress | None) -> None:
    if complaint := database.unsound():
        book.fault("structure", f"the pages of the ledger's file are not sound ({complaint})")
    if not database.known_tables():
        book.fault("structure", "the ledger's file does not hold exactly the tables that it should")
        return
    state = database.state()
    size, edge, checkpoint = state[0] if len(state) == 1 else (None, None, None)
    if type(size) is not int or type(edge) is not bytes or type(checkpoint) is not bytes:
        book.fault("structure", "the ledger does not say where it ends")
        size, edge, checkpoint = 0, b"", b""
    walk.kept_edges = _edges(book, database, size)
    if _records(walk, database, size, progress):
        _ends(book, walk, (size, edge, checkpoint))
        _indexes(book, walk, database)
        _derived(book, walk, database)
    if database.unclosed:
        book.could_not_know.append(
            "The ledger is open, or was not closed: were its write-ahead log damaged, its last acts would be missing."
        )
    if database.disturbed():
        book.fault("structure", "another program opened the ledger during the check; run it again")


def _edges(book: Notebook, database: Database, size: int) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    for at, edge in database.edges():
        if type(at) is not int or type(edge) is not bytes or at in found or not 0 < at <= size or at % 256:
            book.fault("tree", "an edge of the tree is kept for a place that is not there")
            break
        found[at] = edge
    return found


def _records(walk: Walk, database: Database, size: int, progress: Progress | None) -> bool:
    """Walk over all records; say whether the end was reached."""
    for row in database.records():
        if not walk.take(row):
            return False
        if progress is not None and walk.count % _TELL_EVERY == 0:
            progress(walk.count, max(size, walk.count))
    if progress is not None:
        progress(walk.count, walk.count)
    for step in ("structure", "tree", "chains", "signatures"):
        walk.book.complete.add(step)
        walk.book.covered[step] = walk.count
    if walk.count == 0:
        walk.book.fault(
            "structure", "there is not a single record, and nothing is never green", code="verify.empty"
        )
    return True


def _ends(book: Notebook, walk: Walk, state: tuple[int, bytes, bytes]) -> None:
    size, edge, checkpoint = state
    if walk.kept_edges:
        book.fault("tree", "an edge of the tree is kept for records that are not there")
    if (size, edge) != (walk.count, walk.edge.joined()):
        book.fault(
            "tree", f"the ledger says that it ends at record {size}, with another sum than its records have"
        )
    try:
        kept = proof.read_checkpoint(checkpoint)
    except Malformed as error:
        book.fault("checkpoint", f"the checkpoint {error}")
        return
    if kept.size > walk.count:
        book.fault("checkpoint", f"the checkpoint speaks of {kept.size} records, and {walk.count} are here")
    elif kept.size < walk.count:
        book.fault("checkpoint", f"no checkpoint covers the records after {kept.size}", kept.size + 1)
    elif kept.root != walk.edge.root():
        book.fault("checkpoint", "the signed root is not that of the records")
    origin, key = f"showsafe/{walk.unit}", walk.key or walk.first_key
    if kept.origin != origin or not key or not proof.signed_by(kept, origin, key):
        book.fault("checkpoint", "the checkpoint is not signed by the key of this ledger")
    book.complete.add("checkpoint")
    book.covered["checkpoint"] = min(kept.size, walk.count)


def _indexes(book: Notebook, walk: Walk, database: Database) -> None:
    for name, rows, own in (
        ("act ids", database.by_act(walk.count + 1), walk.acts),
        ("scopes", database.by_scope(walk.count + 1), walk.scope_sum),
    ):
        if _sum_of(rows) != own:
            book.fault("index", f"the index of {name} does not say what the records say")
    doubtful = _doubtful(walk.act_prints)
    if doubtful:
        _find_twice(book, database, doubtful)
    book.complete.add("index")
    book.covered["index"] = walk.count


def _sum_of(rows: Iterable[tuple[Any, ...]]) -> Sum:
    found = Sum()
    for text, number in rows:
        if type(text) is bytes and type(number) is int:
            found.add(text, number)
    return found


def _doubtful(prints: array[int]) -> set[int]:
    return {one for one, other in pairwise(sorted(prints)) if one == other}


def _find_twice(book: Notebook, database: Database, doubtful: set[int]) -> None:
    # Equal fingerprints may belong to different ids, so the ids themselves decide.
    met: set[bytes] = set()
    for number, act_id, *_ in database.records():
        if fingerprint(act_id) in doubtful:
            if act_id in met:
                book.fault("index", f"the act of record {number} is recorded twice", number)
                return
            met.add(act_id)


def _derived(book: Notebook, walk: Walk, database: Database) -> None:
    before = 0
    for row, scope, number in database.snapshots():
        if type(row) is not int or (before and row <= before):
            book.fault("derived", "the snapshots are out of order")
            break
        before = row
        if scope not in walk.scopes or type(number) is not int or not 0 < number <= walk.count:
            book.fault("derived", "a snapshot speaks of a record that is not there")
    ends = {
        device.encode(): b'{"number":%d,"previous":"%s"}' % (number, leaf.encode())
        for device, (number, leaf) in walk.chains.items()
    }
    heads: dict[bytes, bytes] = {}
    for device, value in database.heads():
        if device in heads or device not in ends:
            book.fault("derived", "the end of a chain is kept for a device that no record names")
            break
        heads[device] = value
    if heads != ends:
        book.fault("derived", "the kept ends of the devices' chains are not those of the records")
    book.complete.add("derived")
    book.covered["derived"] = walk.count


def _keys(book: Notebook, walk: Walk, path: Path, outside: tuple[str, bytes] | None) -> None:
    if not walk.first_key:
        book.fault("keys", "the first record does not name a key")
        return
    if outside is not None and outside != (f"showsafe/{walk.unit}", walk.first_key):
        book.fault("keys", "the key of the first record is not the one that was kept outside", 1)
    directory.check_key(book, path, walk.first_key)
    book.complete.add("keys")
    book.covered["keys"] = walk.count


def _seen(book: Notebook, walk: Walk, kept: Kept | None, outside: tuple[str, bytes] | None) -> None:
    if kept is None:
        book.not_asked.add("seen")
        return
    origin = f"showsafe/{walk.unit}"
    key = outside[1] if outside else walk.first_key
    if kept.origin != origin or not key or not proof.signed_by(kept, origin, key):
        book.fault("seen", "the kept checkpoint is not signed by the key of this ledger")
    elif kept.size > walk.count:
        book.fault(
            "seen", f"{kept.size} records were there when the checkpoint was kept, and {walk.count} are now",
            walk.count + 1, code="verify.rolled-back",
        )  # fmt: skip
    elif kept.root != walk.watched_root:
        says = f"the first {kept.size} records are not those that were there when the checkpoint was kept"
        book.fault("seen", says, code="verify.forked")
    book.complete.add("seen")
    book.covered["seen"] = min(kept.size, walk.count)


def _limits(book: Notebook, walk: Walk, *, outside: bool, seen: bool) -> None:
    if walk.backwards:
        book.notes.append(
            f"{len(walk.backwards)} received times run backwards, first at record {walk.backwards[0]}."
        )
    if walk.unknown_claims:
        book.could_not_know.append(
            f"{walk.unknown_claims} signatures are of keys that no record enrols; they were not checked."
        )
    if not outside:
        book.could_not_know.append(
            "No key was given from outside: whoever can replace the whole directory can replace its key too."
        )
    if not seen:
        book.could_not_know.append(
            "No checkpoint was given from outside: records may have been cut off the end unseen."
        )
    book.could_not_know.append(
        "What projections and snapshots say was not compared with the records, which do not depend on it."
    )


def _read_vkey(text: str | None) -> tuple[str, bytes] | None:
    if text is None:
        return None
    try:
        return proof.read_vkey(text)
    except Malformed as error:
        raise WrongInput("key.not-a-vkey", f"The key {error}.", "Copy the whole line again.") from error


def _read_seen(data: bytes | None) -> Kept | None:
    if data is None:
        return None
    try:
        return proof.read_checkpoint(data)
    except Malformed as error:
        raise WrongInput(
            "checkpoint.malformed", f"The kept checkpoint {error}.", "Take it from where it was kept again."
        ) from error
