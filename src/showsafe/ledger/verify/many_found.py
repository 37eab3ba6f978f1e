"""Which record it is: a row of leaf hashes as the records give it, held against the row that the signed tree keeps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from showsafe.ledger.verify import signing
from showsafe.ledger.verify.hashing import HASH, TILE
from showsafe.ledger.verify.many import LogName, Named, Suspect
from showsafe.ledger.verify.notes import PLAIN, Vkey
from showsafe.ledger.verify.strict import Malformed, envelope

_SHIFT_SHOWN = 2
"""From how many records on, in a row that moved by one place, a move is called one and not a change of each."""

Numbered: TypeAlias = tuple[int, bytes]
"""The number of a record, and its bytes."""

After: TypeAlias = tuple[bytes, bytes] | None
"""The leaf hashes of a tile as the records have them and as the tree keeps them; empty where they are not known.

None where the records of the tile are right: then nothing before it moved them.
"""

_UNKNOWN = (b"", b"")

MOVED = frozenset({"audit.removed", "audit.inserted", "audit.doubled"})
"""What moves all records after it: what follows in the log is named by the first of it alone."""


def differing(log: LogName, suspect: Suspect, right: bytes, after: After = _UNKNOWN) -> list[Named]:
    """Name the records of a tile whose bytes do not have the leaf hash that the tree keeps.

    ``right`` are the leaf hashes that lead to the signed root; ``after`` is the tile that follows.
    """
    first = suspect.tile * TILE + 1
    ours, theirs = _row(suspect.computed), _row(right)
    wrong = [at for at, (one, other) in enumerate(zip(ours, theirs, strict=False)) if one != other]
    if wrong and after is not None:
        moved = _moved(log, (first, wrong[0]), ours + _row(after[0]), theirs + _row(after[1]))
        if moved:
            return moved
    swapped = _swapped(ours, theirs, wrong)
    beside = _row(suspect.beside)
    found: list[Named] = []
    for at in wrong:
        if at not in swapped:
            found.append(_altered(log, first + at, ours[at], beside[at] if at < len(beside) else b""))
        elif at < swapped[at]:
            one, other = first + at, first + swapped[at]
            says = f"records {one} and {other} are swapped: each has the bytes of the other"
            found.append(Named(log, "audit.swapped", says, one, other))
    return found


def copies(log: LogName, suspect: Suspect) -> list[Named]:
    """Name what is wrong with the copies of leaf hashes of a tile whose records are right."""
    first = suspect.tile * TILE + 1
    ours = _row(suspect.computed)
    found: list[Named] = []
    for hashes, what in ((suspect.beside, "beside it"), (suspect.stored, "kept for it in the tile")):
        if not hashes:
            continue
        row = _row(hashes)
        for at, own in enumerate(ours):
            if at >= len(row) or row[at] != own:
                says = f"record {first + at} is right, and the leaf hash {what} was altered"
                found.append(Named(log, "audit.leaf", says, first + at))
        if len(row) > len(ours):
            says = f"the tile of records {first} on keeps {len(row)} leaf hashes for {len(ours)} records"
            found.append(Named(log, "audit.tile", says, first, first + len(row) - 1))
    return found


def unsure(log: LogName, suspect: Suspect) -> list[Named]:
    """Name records whose bytes and kept hashes differ, where nothing leads to the signed root any more."""
    first = suspect.tile * TILE + 1
    ours = _row(suspect.computed)
    found: list[Named] = []
    for hashes, what in ((suspect.beside, "the leaf hash beside it"), (suspect.stored, "the tile")):
        for at, (own, kept) in enumerate(zip(ours, _row(hashes), strict=False)):
            if own != kept:
                says = f"the bytes of record {first + at} do not have the sum in {what}"
                found.append(Named(log, "audit.altered", says, first + at))
    return found


def between(log: LogName, first: int, last: int, *, agreeing: bool) -> Named:
    """Name a stretch in which something was altered, where no leaf hashes are left to say which record.

    ``agreeing`` says that all kept leaf hashes were seen to agree with the records.
    """
    says = f"at least one of the records {first} to {last} was altered"
    if agreeing:
        says += ", and every leaf hash that is kept for it too"
    return Named(log, "audit.between", says, first, last)


def by_signature(log: LogName, keys: Iterable[Vkey], wide: Named, rows: Iterable[Numbered]) -> list[Named]:
    """Name the records of a stretch whose own signature under the log's key does not hold, or that are in no form.

    ``wide`` says that something was altered in the stretch: it stays named where a record of it is not there, or is
    not signed under this key, since then that may be the one. Where no signature holds at all it alone is named.
    """
    own = {signing.key_name(key.public): key.public for key in keys if key.kind == PLAIN}
    found: list[Named] = []
    held: set[int] = set()
    silent = set(range(wide.record, wide.last + 1))
    for number, raw in rows:
        try:
            opened = envelope(raw)
        except Malformed:
            says = f"record {number} was altered: it is in no form that a record has"
            found.append(Named(log, "audit.altered", says, number))
            continue
        claims = [(own[name], claim) for name, claim in opened.signatures if name in own]
        if not all(signing.holds(public, opened.signed, claim) for public, claim in claims):
            says = f"record {number} was altered: the signature of its node does not hold over it any more"
            found.append(Named(log, "audit.altered", says, number))
        elif claims:
            held.add(number)
    if not found or not held:
        return [wide]
    silent -= held | {each.record for each in found}
    return [wide, *found] if silent else found


def _altered(log: LogName, number: int, own: bytes, beside: bytes) -> Named:
    if beside == own:
        says = f"record {number} was altered, its bytes and the leaf hash beside them together: the tree keeps another"
    elif beside:
        says = f"record {number} was altered: its bytes have neither the leaf hash beside them nor that in the tree"
    else:
        says = f"record {number} was altered: its bytes do not have the leaf hash that the tree keeps"
    return Named(log, "audit.altered", says, number)


def _moved(log: LogName, where: tuple[int, int], ours: list[bytes], theirs: list[bytes]) -> list[Named]:
    """Say what was taken out or put in, where all after it moved by one place; else nothing.

    ``where`` are the number of the first record of the rows, and the first place in which they differ.
    """
    first, at = where
    until = min(len(ours), len(theirs) - 1)
    if until - at >= _SHIFT_SHOWN and ours[at:until] == theirs[at + 1 : until + 1]:
        says = f"record {first + at} was removed, and those after it moved up by one"
        return [Named(log, "audit.removed", says, first + at)]
    until = min(len(ours) - 1, len(theirs))
    if until - at >= _SHIFT_SHOWN and ours[at + 1 : until + 1] == theirs[at:until]:
        if ours[at] in theirs:
            says = f"record {first + theirs.index(ours[at])} is there twice, once more as record {first + at}"
            return [Named(log, "audit.doubled", says, first + at)]
        says = f"record {first + at} was put in, and those after it moved down by one"
        return [Named(log, "audit.inserted", says, first + at)]
    return []


def _swapped(ours: list[bytes], theirs: list[bytes], wrong: list[int]) -> dict[int, int]:
    """Return pairs of places that have each other's leaf hash, both ways."""
    place = {theirs[at]: at for at in wrong}
    found = {at: place[ours[at]] for at in wrong if ours[at] in place}
    return {at: other for at, other in found.items() if found.get(other) == at}


def _row(hashes: bytes) -> list[bytes]:
    return [hashes[at : at + HASH] for at in range(0, len(hashes), HASH)]
