"""Data directories for tests of the auditor: a log made by hand, put into the tables, with whatever lies beside it."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from showsafe.adapters import directory, settings_file
from showsafe.adapters.settings_file import UnitSettings
from showsafe.ledger.store import Beside, Entry, Personal, Row
from tests.ledger.verify.logs import NODE, UNIT, Log, b64, canonical, leaf_of

SETTINGS = UnitSettings(UNIT, "us-nm", -420)


def settled(settings: UnitSettings = SETTINGS) -> Log:
    """Return a log whose first record names the settings of its directory."""
    log = Log()
    named = log.attach(settings_file.as_bytes(settings))
    log.add("unit-opened", {"device_key": b64(NODE.public), "settings": named[0]}, attachments=named)
    return log


def sealed_value(value: object, salt: bytes) -> tuple[str, Personal]:
    """Return a commitment, and the personal value behind it."""
    content = canonical(value)
    commitment = hashlib.sha256(b"showsafe-commitment/1\n" + salt + content).hexdigest()
    return commitment, Personal(commitment, salt, content)


def directory_of(
    path: Path, log: Log, settings: UnitSettings = SETTINGS, personal: tuple[Personal, ...] = ()
) -> Path:
    """Write a log into a new data directory."""
    directory.create(path, settings, NODE)
    entries = [
        Entry(number, act_id, scope, raw, leaf_of(raw))
        for number, (raw, (act_id, scope)) in enumerate(zip(log.raws, log.acts, strict=True), start=1)
    ]
    heads = [
        Row("head", device, b'{"number":%d,"previous":"%s"}' % (number, leaf.encode()))
        for device, (number, leaf) in log.ends.items()
    ]
    with directory.open_for_writing(path) as opened:
        beside = Beside(tuple(log.attachments.values()), personal)
        opened.store.append(0, entries, heads, (), log.checkpoint(), beside)
    return path


@contextlib.contextmanager
def database(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the file of a data directory as anybody with a database browser could."""
    with contextlib.closing(sqlite3.connect(path / "ledger.sqlite", isolation_level=None)) as connection:
        yield connection


def change(path: Path, sql: str, *values: Any) -> None:  # noqa: ANN401
    """Change a data directory behind its back."""
    with database(path) as connection:
        connection.execute(sql, values)
