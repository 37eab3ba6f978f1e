"""Backups that were put back: what comes out of them is the record, to the act."""

from __future__ import annotations

import contextlib
import os
import pwd
import subprocess
from collections.abc import Iterator
from pathlib import Path

from showsafe.adapters.postgres.connect import Pool
from showsafe.adapters.postgres.store import logs
from tests.faults.cluster.conftest import LoadOn
from tests.faults.cluster.load import Load, settled
from tests.faults.cluster.looks import clock
from tests.faults.summary import ACKNOWLEDGED, LOST, Tally
from tools.cluster.hands import Hands
from tools.cluster.programs import as_user, user
from tools.cluster.rendering import POSTGRESQL


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Let the PostgreSQL of a restored folder run by itself, and return how the office connects to it."""
    options = (
        f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c port=5432 -c archive_mode=off -c ssl=off "
        f"-c synchronous_standby_names='' -c hba_file='{folder}/own_hba.conf' -c ident_file=''"
    )
    control = [f"{POSTGRESQL}/pg_ctl", f"--pgdata={folder}", "--wait", "--silent"]
    hba = folder / "own_hba.conf"
    hba.write_text("local all office trust\n")
    hba.chmod(0o644)
    start = as_user([*control, f"--log={folder}/own.log", f"--options={options}", "start"])
    subprocess.run(start, check=True, cwd="/")
    try:
        yield f"host={folder} port=5432 dbname=showsafe user=office"
    finally:
        subprocess.run(as_user([*control, "--mode=immediate", "stop"]), check=True, cwd="/")


def room(hands: Hands) -> Path:
    """Return a new place below the cluster's folder, which those who run PostgreSQL may write to."""
    place = hands.folder / "restored"
    place.mkdir(exist_ok=True)
    if os.geteuid() == 0:
        os.chown(place, pwd.getpwnam(user()).pw_uid, pwd.getpwnam(user()).pw_gid)
    return place


def sizes(load: Load) -> dict[str, int]:
    """Return how many acts of each log were answered."""
    return {log: max(a.number for a in load.acknowledged() if a.log == log) for log in load.logs}


def test_restored_database_is_the_record(three: Hands, load_on: LoadOn, tally: Tally) -> None:
    """A full backup, one of what changed and the log since bring back each answered act, or those up to a moment."""
    load = load_on(three.dsn)
    three.backup("full")
    load.goes_on()
    three.backup("incr")
    load.goes_on()
    load.stop()
    before, moment = sizes(load), clock(three)
    later = load_on(three.dsn)
    later.stop()
    three.archived()
    newest, then = room(three) / "newest", room(three) / "then"
    three.restore(three.standbys()[0], newest)
    with served(newest) as dsn:
        for one in (load, later):
            account = settled(one, dsn)
            assert account.clean, account
    three.restore(three.standbys()[0], then, moment)
    with served(then) as dsn:
        account = settled(load, dsn, before)
        assert account.clean, account
        assert account.answered == sum(before.values())
        assert logs_of(dsn).isdisjoint(later.logs)
    tally({"restores": 2, ACKNOWLEDGED: account.answered, LOST: account.lost})


def logs_of(dsn: str) -> set[str]:
    """Return the names of all logs of a database."""
    with Pool(dsn) as pool:
        return set(logs(pool))
