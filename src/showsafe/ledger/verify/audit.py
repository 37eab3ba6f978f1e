"""What is audited, and how it is opened; the way through its records is in ``log``, a bundle's in ``bundle``."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from showsafe.errors import Unusable
from showsafe.ledger.verify import beside, bundle, directory, folder, notes, outside, work
from showsafe.ledger.verify.block import PRINT
from showsafe.ledger.verify.buckets import Buckets
from showsafe.ledger.verify.database import ERRORS, Database
from showsafe.ledger.verify.directory import LEDGER
from showsafe.ledger.verify.folder import Folder
from showsafe.ledger.verify.log import PREFIX, Ending, Log
from showsafe.ledger.verify.outside import Outside, Progress
from showsafe.ledger.verify.report import DIRECTORY, FOLDER, Notebook, Report
from showsafe.ledger.verify.strict import Malformed

_HASHES_ONLY = "Only hashes were checked, as asked: not what the records say, and no signature of theirs."
_RESUMED = (
    "Pages, indexes and the files' own names before the kept checkpoint were not looked at, nor whether an act from "
    "before it was recorded once more."
)


def verify(  # noqa: PLR0913 - what can be kept outside, and how to go about it, each by its name
    path: Path,
    *,
    vkey: str | None = None,
    policy: bytes | None = None,
    seen: bytes | None = None,
    since: bytes | None = None,
    progress: Progress | None = None,
    workers: int | None = None,
    signatures: bool = True,
) -> Report:
    """Check a whole data directory, tile folder or bundle; all but ``path`` and how was kept outside of it.

    Raises WrongInput (``key.not-a-vkey``, ``policy.malformed``, ``checkpoint.malformed``) for what was kept
    outside, Unusable (``directory.missing``) where there is nothing. What does not hold is no exception: the report
    says so.
    """
    given = Outside(
        outside.read_vkey(vkey),
        outside.read_policy(policy),
        outside.read_checkpoint(seen),
        outside.read_checkpoint(since),
        signatures,
        workers,
        progress,
    )
    if path.is_file():
        return bundle.check(path, given)
    if not path.is_dir():
        raise Unusable("directory.missing", f"There is no directory at {path}.", "Check the path.")
    ours = (directory.SETTINGS, directory.LEDGER)
    if (path / folder.CHECKPOINT).exists() and not any((path / name).exists() for name in ours):
        return _folder(path, given)
    return _directory(path, given)


def _folder(path: Path, given: Outside) -> Report:
    book = Notebook()
    data = folder.read_file(path / folder.CHECKPOINT, notes.LARGEST) or b""
    try:
        kept = notes.read_checkpoint(data)
    except Malformed as error:
        book.fault("checkpoint", f"the checkpoint {error}")
        return book.report(FOLDER, 0, b"", 0)
    if given.vkey is not None and given.vkey.name != kept.origin:
        book.fault("checkpoint", "the checkpoint is not of the log whose key was kept outside")
    if not kept.origin.startswith(PREFIX):
        book.fault("checkpoint", "the checkpoint is not of a log of ours")
    source = Folder(path, kept.size)
    log = Log(book, source, (FOLDER, path, kept.size), kept.origin.removeprefix(PREFIX), given)
    try:
        if log.go(kept.size):
            _names(book, source, log)
            _once(book, log.walk.prints)
            log.end(Ending(kept.size, data))
        _limits(book, log)
        return book.report(FOLDER, log.walk.count, log.walk.edge.root(), log.attestations.witnessed())
    finally:
        log.close()


def _names(book: Notebook, source: Folder, log: Log) -> None:
    if log.begun:
        book.unknown(_RESUMED)
        return
    try:
        for name in source.strangers():
            says = f"{name} is not what a tile folder of this size holds"
            book.fault("structure", says, code="verify.unknown-file")
            return
    except OSError as error:
        book.fault("structure", f"the folder cannot be read ({error.strerror})")


def _once(book: Notebook, prints: Buckets) -> None:
    """Look for an act that is recorded twice among those that were read, where no index says that there is none."""
    first = 0
    for part in prints.parts():
        part.sort()
        for one, other in pairwise(part):
            if one[:PRINT] == other[:PRINT]:
                number = int.from_bytes(other[PRINT:])
                first = min(first, number) if first else number
    if first:
        book.fault("structure", f"the act of record {first} is recorded twice", first)


def _directory(path: Path, given: Outside) -> Report:
    book = Notebook()
    settings = directory.check(book, path)
    try:
        database = Database(path / LEDGER)
    except ERRORS as error:
        book.fault("structure", f"the ledger's file cannot be read ({error})")
        return book.report(DIRECTORY, 0, b"", 0)
    log = Log(book, database, (DIRECTORY, path / LEDGER, 0), settings.unit, given)
    opened = _Opened(book, log, database, path, settings)
    try:
        _database(opened, given)
    except ERRORS as error:
        read = log.walk.count
        if read < opened.ahead:
            book.fault(
                "structure", f"after record {read}, the ledger's file cannot be read ({error})", read + 1
            )
        else:
            book.fault("structure", f"behind the records, the ledger's file cannot be read ({error})")
    finally:
        database.close()
        log.close()
    _limits(book, log)
    return book.report(DIRECTORY, log.walk.count, log.walk.edge.root(), log.attestations.witnessed())


@dataclass(slots=True)
class _Opened:
    book: Notebook
    log: Log
    database: Database
    path: Path
    settings: directory.Settings
    ahead: int = 1
    """The last record that is still to be read; 0 once the way through them is over."""


def _database(opened: _Opened, given: Outside) -> None:
    book, log, database = opened.book, opened.log, opened.database
    if not database.known_tables():
        book.fault("structure", "the ledger's file does not hold exactly the tables that it should")
        return
    ending = _ending(book, database)
    last = opened.ahead = _last(database, ending)
    if last and database.first() < 1:
        book.fault("structure", "there is a record before the first one")
    pages = _Pages(opened.path / LEDGER, whole=given.signatures, at_once=last <= work.WORTH_A_PROCESS)
    if given.since is None:
        pages.begin()
    reached = log.go(last)
    opened.ahead = 0
    if given.since is not None and not log.begun:
        pages.begin()  # nothing was passed over
    complaint = pages.complaint()
    if complaint:
        book.fault("structure", f"the pages of the ledger's file are not sound ({complaint})")
    if reached:
        if database.stored_tiles() != database.expected_tiles(log.walk.count):
            book.fault("tiles", "there are tiles that the records do not make, or some are missing")
        _once(book, log.walk.prints)
        log.end(ending)
        _beside(opened)
    if database.unclosed:
        book.unknown(
            "The ledger is open, or was not closed: were its write-ahead log damaged, its last acts would be missing."
        )
    if database.disturbed():
        book.fault("structure", "another program opened the ledger during the check; run it again")


def _ending(book: Notebook, database: Database) -> Ending:
    """Return what the one row of the state says of the end."""
    try:
        state = database.state()
    except ERRORS:
        state = []
    size, edge, checkpoint = state[0] if len(state) == 1 else (None, None, None)
    if type(size) is int and type(edge) is bytes and type(checkpoint) is bytes:
        return Ending(size, checkpoint, edge)
    book.fault("structure", "the ledger does not say where it ends")
    return Ending(0, b"", b"")


def _last(database: Database, ending: Ending) -> int:
    """Return the number of the last record; where it cannot be read, of one behind the end: it will not be reached."""
    try:
        return database.last()
    except ERRORS:
        return max(ending.size, 0) + 1


class _Pages:
    """The engine's own look at the pages of a file, beside everything else where that is worth it."""

    def __init__(self, file: Path, *, whole: bool, at_once: bool) -> None:
        self._file = file
        self._whole = whole
        self._at_once = at_once
        self._found = ""
        self._thread = threading.Thread(target=self._look, daemon=True)

    def begin(self) -> None:
        """Begin to look; with few records, also end."""
        if self._at_once:
            self._look()
        else:
            self._thread.start()

    def complaint(self) -> str:
        """Return the first complaint, or nothing; nothing too where it was not begun."""
        if self._thread.ident is not None:
            self._thread.join()
        return self._found

    def _look(self) -> None:
        try:
            database = Database(self._file)
            try:
                self._found = database.unsound(whole=self._whole)
            finally:
                database.close()
        except ERRORS as error:
            self._found = str(error) or type(error).__name__


def _beside(opened: _Opened) -> None:
    book, log = opened.book, opened.log
    if not log.walk.deep:
        return
    if not log.begun:
        beside.check(book, log.walk, opened.database)
    directory.check_settings(book, opened.settings, log.walk.settings)
    directory.check_access(book, opened.path, opened.settings)
    directory.check_telling(book, opened.path, opened.settings)
    directory.check_profile(book, opened.path, opened.settings, log.walk.own_profile)
    directory.check_keys(book, opened.path, log.walk.history, log.walk.count)


def _limits(book: Notebook, log: Log) -> None:
    if not log.walk.deep:
        book.unknown(_HASHES_ONLY)
    if log.begun and log.source.what == DIRECTORY:
        book.unknown(_RESUMED)
    if log.source.what == DIRECTORY:
        book.unknown(
            "What projections and snapshots say was not compared with the records, which do not depend on it."
        )
    if log.source.what == FOLDER:
        if log.walk.attachments.count:
            book.unknown("Attachments are not in a tile folder: those that the records name were not seen.")
        if log.walk.sealed.count:
            book.unknown("Personal values are not in a tile folder: only commitments were seen.")
