"""The check at every start: does the end of the ledger hold what its signed checkpoint says?

At most 256 records are read, so the start takes the same time on the first day and after a million records; after a
crash, those that the write-ahead log brings are read, too:

1. The checkpoint carries a signature of the key, and speaks of every record there is.
2. The last records stand without a gap, under their own scopes and act ids, and their sums are those of their bytes.
3. From the kept edge before them, they lead to the edge that the store keeps, and to the signed root.

What lies before is the auditor's work (``ledger.verify``), which reads everything.
"""

from __future__ import annotations

from showsafe.adapters.sqlite import SqliteStore
from showsafe.errors import NotVerified, WrongInput
from showsafe.ledger import base64text, canonical, checkpoint, keys, record
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.store import Entry
from showsafe.ledger.tree import leaf_hash
from showsafe.ledger.writer import HEAD_ROWS, NODE_KEY


def first_key(store: SqliteStore) -> bytes:
    """Return the public key that the first record enrols and signs with, or raise ``ledger.no-key``."""
    raw = store.entry(1).raw
    try:
        first = record.read(raw)
        public = base64text.decode(first.body["act"]["device_key"])
        keys.check_public(public)
    except (WrongInput, NotVerified, KeyError, TypeError, ValueError) as error:
        raise _no_key() from error
    if not record.signed_by(first, public):
        raise _no_key()
    return public


def node_key(store: SqliteStore) -> bytes:
    """Return the public key of the node that signs now, or raise ``ledger.no-key``.

    A kept line says it, and the record that it names has to say it too and be signed by it; where there is no line, it
    is the first key. Whoever forges both still has to sign the checkpoint; an audit follows the keys from the first.
    """
    row = store.row(HEAD_ROWS, NODE_KEY)
    if row is None:
        return first_key(store)
    try:
        said = canonical.decode(row)
        number, public = int(said["record"]), base64text.decode(said["public"])
        keys.check_public(public)
        brings = record.read(store.entry(number).raw)
        named = brings.body["act"]["device_key" if brings.body["kind"] == "unit-opened" else "key"]
        sound = brings.body["kind"] in ("unit-opened", "key-rotated") and base64text.decode(named) == public
    except (WrongInput, NotVerified, KeyError, TypeError, ValueError) as error:
        raise _no_key() from error
    if not sound or not record.signed_by(brings, public):
        raise _no_key()
    return public


def check(store: SqliteStore, key: VerifierKey, in_file: int = 0) -> None:
    """Let a ledger pass whose tail holds.

    ``in_file`` is how many records its file says it holds without the write-ahead log, where there is one: then all
    that the log brings is looked at, and each record has to be found by its act.

    Raises NotVerified: ``ledger.tail-damaged``, ``ledger.other-log``, ``checkpoint.*``.
    """
    refuse_other_log(store, in_file)
    size, frontier = store.size(), store.frontier()
    if size == 0:
        if store.checkpoint() or next(store.entries(1, 1), None) is not None:
            raise _damaged("it says that it is empty, and it is not")
        return
    signed = checkpoint.verify(store.checkpoint(), key)
    if signed.size != size:
        raise _damaged(f"it holds {size} records, and its checkpoint speaks of {signed.size}")
    edge = store.edge_before(min(size, in_file + 1) if in_file else size)
    leaves: list[bytes] = []
    # One further than the end: a record that no checkpoint covers must show.
    for place, entry in enumerate(store.entries(edge.size + 1, size + 1), start=edge.size + 1):
        if entry.number != place or entry.leaf != leaf_hash(entry.raw):
            raise _damaged(f"record {place} is not as it was written")
        if not _found_as_itself(entry):
            raise _damaged(f"record {place} is kept under another name than its own")
        if in_file and store.number_of(entry.act_id) != place:
            raise _damaged(f"record {place} is not found by its act")
        leaves.append(entry.leaf)
    if edge.extend(leaves) != frontier or frontier.root() != signed.root:
        raise _damaged("its last records do not lead to the signed sum")


def refuse_other_log(store: SqliteStore, in_file: int) -> None:
    """Refuse a write-ahead log that is older than the file beside it: the two together were never the ledger.

    Raises NotVerified: ``ledger.other-log``.
    """
    size = store.size()
    if in_file > size:
        raise NotVerified(
            "ledger.other-log",
            f"The ledger's file holds {in_file} records, and only {size} with the log beside it (-wal): that is older.",
            "Keep both as they are; put the log back that belongs to the file, or open a copy kept elsewhere.",
        )


def _found_as_itself(entry: Entry) -> bool:
    """Whether a record is kept under its own scope and act id.

    No sum covers those columns, and a record that is not found is one that no answer heeds.
    """
    try:
        body = record.read(entry.raw).body
    except (WrongInput, NotVerified):
        return False
    return (body.get("scope"), body.get("act_id")) == (entry.scope, entry.act_id)


def _damaged(why: str) -> NotVerified:
    return NotVerified(
        "ledger.tail-damaged",
        f"The end of the ledger does not hold: {why}.",
        "Keep it as it is, run the check to find the first bad record, and open a copy kept elsewhere.",
    )


def _no_key() -> NotVerified:
    return NotVerified(
        "ledger.no-key",
        "No record names the key that the records are signed with.",
        "Keep it as it is, run the check, and open a copy that was kept elsewhere.",
    )
