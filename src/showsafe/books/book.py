"""The one write path of a book: from what somebody enters to records that are on disk.

1. Is it of the table, with the keys of its row?
2. Seen its ``act_id``? The first answer again.
3. May it be entered, as the book is now (``kind.allow``)? What may not is refused, and nothing is recorded.
4. Seal: personal values become commitments, the node signs, the tree grows.
5. Append records and values in one transaction. Somebody was faster: back to 2, a bounded number of times.

Nothing is ever changed or taken out: a correction is an entry of its own.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from showsafe.application.book_words import RULEBOOK, SCOPE
from showsafe.application.personal import SALT_BYTES
from showsafe.application.ports import Clock
from showsafe.application.records import stamp
from showsafe.application.sealing import seal, standing_for
from showsafe.books import kind as rows
from showsafe.books import turning
from showsafe.books.kind import Kind
from showsafe.books.kinds import Sort, own
from showsafe.books.pages import Kept, Pages
from showsafe.books.turning import kept_of, turned
from showsafe.errors import Unusable, WrongInput
from showsafe.ledger.store import Beside, Conflict, Personal, Store
from showsafe.ledger.writer import Writer

TRIES = 8
"""How often an entry is tried again because another record came first."""

CLOCK_AHEAD = timedelta(minutes=2)
"""How far the time of an entry may lie ahead of the node's clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Somebody enters something: its kind, who says it, when it was, an id of its own, its keys, and what is attached.

    The same ``act_id`` again gets the first answer again, so that nothing is entered twice.
    """

    kind: str
    by: str
    at: datetime
    act_id: str
    keys: Mapping[str, Any] = field(default_factory=dict)
    attachments: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """What was entered; ``repeated`` where it was entered before, under the same id."""

    kept: Kept
    repeated: bool = False

    @property
    def number(self) -> int:
        """The number of its record."""
        return self.kept.number


class Book:
    """One book: its ledger and its entries. Safe to use from several threads."""

    def __init__(
        self,
        sort: Sort,
        *,
        store: Store,
        writer: Writer,
        clock: Clock,
        salt: Callable[[], bytes] = lambda: secrets.token_bytes(SALT_BYTES),
        pages: Pages | None = None,
    ) -> None:
        """Join a book from its ledger; its entries beyond those of ``pages`` are read when they are first asked for."""
        self.sort = sort
        self.store = store
        self.writer = writer
        self.clock = clock
        self.salt = salt
        self._lock = threading.RLock()
        self._pages = pages or Pages(sort.name)

    def pages(self) -> Pages:
        """Return the entries as of the last record."""
        with self._lock:
            self._pages = turned(self.store, self.sort, self._pages)
            return self._pages

    def entries(self, kind: str | None = None) -> Sequence[Kept]:
        """Return all entries, or those of one kind, the first one first."""
        return self.pages().entries(kind)

    def enter(self, entry: Entry) -> Done:
        """Enter one entry; durable when it returns. Raises as ``enter_all``."""
        return self.enter_all([entry])[0]

    def enter_all(self, entries: Sequence[Entry]) -> list[Done]:
        """Enter entries in one transaction, in their order: all of them, or none.

        Each may refer to those before it by the numbers they get. Those that are on record already are answered again.

        Raises WrongInput: ``book.unknown-kind``, ``book.by-the-program``, ``book.unknown-key``, ``book.missing-key``,
        ``book.wrong-value``, ``book.same-person``, ``book.no-such-entry``, ``book.other-kind``, ``book.other-act``,
        ``book.attachments``, ``book.nothing-to-erase``, ``input.in-the-future``, ``record.too-large``, and what a kind
        refuses itself. Raises Unusable ``ledger.busy``.
        """
        return self._enter(entries, by_node=False)

    def enter_own(self, entry: Entry) -> Done:
        """Enter what only the program itself says; else as ``enter``."""
        return self._enter([entry], by_node=True)[0]

    def _enter(self, entries: Sequence[Entry], *, by_node: bool) -> list[Done]:
        read = [self._read(entry, by_node=by_node) for entry in entries]
        with self._lock:
            for _ in range(TRIES):
                self.pages()
                try:
                    return self._append(entries, read)
                except Conflict:
                    continue
        raise Unusable(
            "ledger.busy",
            "Other entries were recorded first, again and again.",
            "Send it again; nothing of this was recorded.",
        )

    def _read(self, entry: Entry, *, by_node: bool) -> dict[str, Any]:
        kind = self.sort.kind(entry.kind)
        if kind.by_node and not by_node:
            raise WrongInput(
                "book.by-the-program", f"{kind.name} is entered by the program itself.", "Leave it to it."
            )
        if entry.attachments and not kind.attached:
            raise WrongInput("book.attachments", f"Nothing is attached to {kind.name}.", "Leave it out.")
        if entry.at > self.clock.now() + CLOCK_AHEAD:
            raise WrongInput(
                "input.in-the-future",
                "The time of this entry lies ahead.",
                "Set the clock right, or leave it out.",
            )
        if kind.name == own.ERASE and entry.keys.get("commitments"):
            raise WrongInput(
                "book.by-the-program", "The program itself says which values these are.", "Leave them out."
            )
        return rows.read(kind, entry.keys)

    def _append(self, entries: Sequence[Entry], read: Sequence[Mapping[str, Any]]) -> list[Done]:
        """Seal what is new and append it; the pages grow only where that was written."""
        ahead = _Ahead(self.sort, self._pages.copy())
        done: list[Done] = []
        for entry, said in zip(entries, read, strict=True):
            found = self._known(entry, ahead)
            done.append(self._again(found, entry, said) if found else Done(ahead.add(entry, said, self)))
        if ahead.bodies:
            sealed = self.writer.seal(ahead.bodies, self.writer.position(self.store))
            beside = Beside(tuple(ahead.attachments), tuple(ahead.values), tuple(ahead.erased))
            self.store.append(
                ahead.size - len(ahead.bodies), sealed.entries, sealed.rows, (), sealed.checkpoint, beside
            )
            self._pages = ahead.pages
        return done

    def _known(self, entry: Entry, ahead: _Ahead) -> Kept | None:
        number = ahead.acts.get(entry.act_id) or self.store.number_of(entry.act_id)
        if number is None:
            return None
        found = ahead.pages.at(number)
        if found is None:
            raise _other(entry, number)
        return found

    def _again(self, kept: Kept, entry: Entry, said: Mapping[str, Any]) -> Done:
        """Return the first answer; of what was erased nobody can say otherwise; what the program says is its own."""
        kind = self.sort.kinds[kept.kind]
        filled = {"commitments"} if kept.kind == own.ERASE else set()
        told = {key: said.get(key, row.default) for key, row in kind.keys.items()}
        differs = any(
            kept.keys[key] != value
            for key, value in told.items()
            if key not in kept.erased and key not in filled
        )
        sums = tuple(sorted({hashlib.sha256(each).hexdigest() for each in entry.attachments}))
        if (kept.kind, kept.by, kept.attachments) != (entry.kind, entry.by, sums) or differs:
            raise _other(entry, kept.number)
        return Done(kept, repeated=True)


class _Ahead:
    """What one call would append: bodies in order, what lies beside them, and the pages as they would be."""

    def __init__(self, sort: Sort, pages: Pages) -> None:
        self.sort = sort
        self.pages = pages
        self.size = pages.size
        self.bodies: list[dict[str, Any]] = []
        self.values: list[Personal] = []
        self.attachments: list[bytes] = []
        self.erased: list[str] = []
        self.acts: dict[str, int] = {}

    def add(self, entry: Entry, said: Mapping[str, Any], book: Book) -> Kept:
        """Let the next entry be one of them, if it may be; return it as it will be kept."""
        kind = self.sort.kinds[entry.kind]
        rows.allow(kind, self.pages, said, entry.by)
        whole = {**said, "commitments": self._erase(said["entry"])} if kind.name == own.ERASE else said
        keys: dict[str, Any] = {}
        opened: dict[str, Any] = {}
        for key, value in whole.items():
            if not kind.keys[key].sealed:
                keys[key] = value
                continue
            one = seal(value, book.salt())
            self.values.append(one)
            opened[one.commitment] = value
            keys[key] = standing_for(one.commitment)
        body = body_of(kind, entry, keys, book.clock.now())
        self.attachments.extend(entry.attachments)
        self.bodies.append(body)
        self.size += 1
        self.acts[entry.act_id] = self.size
        kept = kept_of(self.sort, self.size, body, opened.get)
        turning.add(self.pages, kept)
        return kept

    def _erase(self, number: int) -> list[str]:
        commitments = due(self.sort, self.pages, number)
        self.erased.extend(commitments)
        return commitments


def due(sort: Sort, pages: Pages, number: int) -> list[str]:
    """Return the commitments that an erasure of an entry names.

    Raises WrongInput ``book.no-such-entry``, ``book.nothing-to-erase``, and what the book keeps by law.
    """
    kept = pages.at(number)
    if kept is None:
        raise WrongInput(
            "book.no-such-entry",
            f"This book has no entry {number}.",
            "Look for the entry that is meant, and give its number.",
        )
    if not kept.sealed or kept.erased:
        raise WrongInput(
            "book.nothing-to-erase",
            f"Nothing personal is kept of entry {number}, or it was erased before.",
            "Nothing more is needed.",
        )
    sort.erasable(pages, number)
    return sorted(kept.sealed.values())


def body_of(kind: Kind, entry: Entry, keys: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Return the body of the record of an entry, without its place in the ledger."""
    body: dict[str, Any] = {
        "scope": SCOPE,
        "act_id": entry.act_id,
        "kind": kind.record,
        "version": 1,
        "by": entry.by,
        "act": dict(keys),
        "door": "report",
        "outcome": "record",
        "would": "permit",
        "deviation": False,
        "findings": [],
        "rulebook": RULEBOOK,
        "claimed_at": stamp(entry.at),
        "received_at": stamp(now),
        "as_of": stamp(now),
    }
    if entry.attachments:
        body["attachments"] = sorted({hashlib.sha256(each).hexdigest() for each in entry.attachments})
    return body


def _other(entry: Entry, number: int) -> WrongInput:
    return WrongInput(
        "book.other-act",
        f"The id {entry.act_id[:60]} is that of another entry, in record {number}.",
        "Give this entry an id of its own.",
    )
