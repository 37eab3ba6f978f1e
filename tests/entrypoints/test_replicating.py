"""A set copies its log to an office: real records, over HTTP, with the commands that people use."""

from __future__ import annotations

import hashlib
import json
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from showsafe import bootstrap
from showsafe.adapters import offices_file
from showsafe.adapters.clock import FixedClock
from showsafe.adapters.directory import open_for_reading
from showsafe.adapters.memory_archive import MemoryArchive
from showsafe.application.replicating import Office
from showsafe.entrypoints import replicating
from showsafe.entrypoints.replicating import UP_TO_DATE, WAITING, Replicator
from showsafe.entrypoints.within import Directory
from showsafe.fleet.checking import Checker
from showsafe.fleet.ingest import Cosigner, Ingest
from showsafe.ledger.archive import LogKey, Unit
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.witness import ROLLED_BACK
from showsafe.projections.attested import attestations
from tests.entrypoints.cli import run, size
from tests.entrypoints.office.nodes import TOKEN, served
from tests.entrypoints.serves import started
from tests.fleet.nodes import NAME, WITNESS


@dataclass
class Studio:
    """An office that runs and knows the unit of ``data``."""

    office: Ingest
    url: str
    vkey: str
    token: Path
    origin: str

    def add(self, data: Path, *more: object) -> None:
        """Let a set copy to it."""
        assert (
            run("replicate", "add", data, self.vkey, self.url, "--token-file", self.token, *more).status == 0
        )


@pytest.fixture
def studio(data: Path, tmp_path: Path) -> Iterator[Studio]:
    """Return an office that knows the unit under its key, and admits its token."""
    key = VerifierKey.parse(run("vkey", data).out.strip())
    archive = MemoryArchive()
    archive.trust(Unit("the-ridge", "north-ridge", key.name, (LogKey(key),)))
    archive.admit(key.name, hashlib.sha256(TOKEN.encode()).digest())
    cosigner = Cosigner(NAME, (WITNESS,), lambda: int(datetime.now(UTC).timestamp()))
    office = Ingest(archive, cosigner, lambda: datetime.now(UTC))
    token = tmp_path / "token"
    token.write_text(f"{TOKEN}\n")
    with served(office) as url:
        yield Studio(office, url, str(cosigner.vkeys()[0]), token, key.name)


def held(data: Path) -> list[bytes]:
    """Return the records of a set."""
    with open_for_reading(data) as opened:
        return [each.raw for each in opened.store.entries()]


def attested(data: Path) -> list[tuple[str, str, int]]:
    """Return what the records say that somebody attested."""
    with open_for_reading(data) as opened:
        return [(each.what, each.who, each.size) for each in attestations(opened.store)]


def test_a_set_copies_its_log_and_records_the_cosignature(studio: Studio, data: Path) -> None:
    """After ``replicate now`` the office has every record, the set has its cosignature, and both pass their checks."""
    studio.add(data)
    before = size(data)
    done = run("replicate", "now", data, "--json")
    assert done.status == 0
    (said,) = done.json["offices"]
    assert (said["outcome"], said["held"], said["seen"], said["record"]) == (
        "copied",
        before,
        before,
        before + 1,
    )
    assert [each.raw for each in studio.office.archive.entries(studio.origin)] == held(data)[:before]
    assert attested(data) == [("cosignature", NAME, before)]
    assert run("verify", data, "--policy", _policy(studio, data)).status in (0, 1)
    assert run("verify", data).status == 0
    checker = Checker(studio.office.archive, 1)
    assert checker.once() == before
    again = run("replicate", "now", data, "--json").json["offices"][0]
    assert (again["outcome"], again["held"], again["record"]) == ("copied", before + 1, 0)
    assert run("replicate", "now", data, "--json").json["offices"][0]["outcome"] == UP_TO_DATE
    assert checker.once() == 1
    assert studio.office.archive.held(studio.origin).fault == ""


def _policy(studio: Studio, data: Path) -> Path:
    policy = data.parent / "policy"
    policy.write_text(f"log {run('vkey', data).out.strip()}\nwitness {NAME} {studio.vkey}\nquorum {NAME}\n")
    return policy


def test_the_token_is_in_no_record_no_backup_and_no_answer(
    studio: Studio, data: Path, tmp_path: Path
) -> None:
    """It lies in one file for its owner only; what is shown and kept elsewhere does not hold it."""
    studio.add(data)
    file = data / offices_file.FILE
    assert file.stat().st_mode & 0o777 == 0o600
    assert TOKEN in file.read_text()
    assert all(TOKEN.encode() not in raw for raw in held(data))
    said = (
        run("replicate", "list", data),
        run("replicate", "list", data, "--json"),
        run("replicate", "now", data),
    )
    assert all(TOKEN not in each.out + each.err for each in said)
    assert run("backup", data, tmp_path / "backup").status == 0
    assert TOKEN.encode() not in b"".join(f.read_bytes() for f in tmp_path.glob("backup*") if f.is_file())
    assert TOKEN not in repr(offices_file.read(data))


def test_no_personal_value_leaves_the_set_unless_it_is_said(studio: Studio, data: Path) -> None:
    """By default the office gets commitments alone; with --open credentials the papers, held against those."""
    studio.add(data)
    run("replicate", "now", data)
    archive = studio.office.archive
    assert list(archive.opened(studio.origin)) == []
    assert all(b"firearms" not in each.raw for each in archive.entries(studio.origin))
    studio.add(data, "--open", "credentials")
    run("replicate", "now", data)
    opened = list(archive.opened(studio.origin))
    assert opened
    values = [json.loads(each.value) for each in opened]
    assert any("firearms" in json.dumps(value) for value in values)
    assert all("age" not in json.dumps(value) for value in values)


def test_what_the_set_erases_goes_at_the_office_too(studio: Studio, data: Path) -> None:
    """After an erasure at the set the opening is gone at the office, in the next call."""
    studio.add(data, "--open", "credentials")
    run("report", data, "enrol", "by=producer", "person=medic", "roles=medic", "credentials=first-aid")
    run("replicate", "now", data)
    archive = studio.office.archive
    assert len(list(archive.opened(studio.origin))) == 2
    assert run("report", data, "erase", "by=producer", "person=medic").status == 0
    assert run("report", data, "erase", "by=producer", "person=armorer", "--json").json["would"] == "refuse"
    run("replicate", "now", data)
    (left,) = archive.opened(studio.origin)
    assert b"firearms" in left.value


def test_a_set_put_back_from_a_backup_is_told_and_records_it(
    studio: Studio, data: Path, tmp_path: Path
) -> None:
    """The sentence of the office is shown, and that it has seen more is a record of the set, once."""
    studio.add(data)
    run("replicate", "now", data)
    shutil.copytree(data, tmp_path / "old")
    run("report", data, "enrol", "by=producer", "person=medic", "roles=medic")
    run("replicate", "now", data)
    done = run("replicate", "now", tmp_path / "old")
    assert done.status == 1
    assert "older copy, put back" in done.flat
    assert "Go on recording" in done.flat
    assert [each.kind for each in studio.office.archive.branches(studio.origin)] == [ROLLED_BACK]
    assert ("rolled-back", NAME) in [(what, who) for what, who, _ in attested(tmp_path / "old")]
    count = size(tmp_path / "old")
    run("replicate", "now", tmp_path / "old")
    assert size(tmp_path / "old") <= count + 1
    assert run("report", tmp_path / "old", "enrol", "by=producer", "person=grip", "roles=crew").status in (
        0,
        1,
    )


def test_a_key_that_was_changed_at_the_set_is_followed(studio: Studio, data: Path) -> None:
    """After ``keys rotate --node`` the copy goes on, and the check follows the new key from its record on."""
    studio.add(data)
    run("replicate", "now", data)
    assert run("keys", "rotate", data, "--node").status == 0
    run("report", data, "enrol", "by=producer", "person=grip", "roles=crew")
    assert run("keys", "rotate", data, "--node").status == 0
    (done,) = run("replicate", "now", data, "--json").json["offices"]
    assert (done["outcome"], done["held"]) == ("copied", done["size"])
    assert len(studio.office.archive.unit(studio.origin).keys) == 3
    checker = Checker(studio.office.archive, 1)
    assert checker.once() == done["size"]
    assert studio.office.archive.held(studio.origin).fault == ""


def test_a_unit_that_is_served_copies_by_itself(
    studio: Studio, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody has to ask for it: seconds after it is served, the office has every record there was."""
    studio.add(data)
    before, here = size(data), threading.Event()
    take = studio.office.take

    def taken(*rest: Any) -> Any:  # noqa: ANN401 - as it is called
        state = take(*rest)
        if state.size >= before:
            here.set()
        return state

    monkeypatch.setattr(studio.office, "take", taken)
    with started(data) as program:
        assert here.wait(30)
        assert program.stop() == 0
    assert [each.raw for each in studio.office.archive.entries(studio.origin, 1, before)] == held(data)[
        :before
    ]
    assert run("verify", data).status == 0


def test_only_the_log_of_a_set_is_copied(studio: Studio, tmp_path: Path) -> None:
    """The log of a case is nobody's but the case's: it is refused, in one sentence."""
    bootstrap.create_case(tmp_path / "case", "case-1")
    add = ("replicate", "add", tmp_path / "case", studio.vkey, studio.url, "--token-file", studio.token)
    said = run(*add, "--json")
    assert said.status == 2
    assert "case.not-a-set" in said.out + said.err
    assert not (tmp_path / "case" / offices_file.FILE).exists()


def test_commands_say_what_is_wrong_and_what_to_do(studio: Studio, data: Path, tmp_path: Path) -> None:
    """No office, a token that is none, an address where it would be read by others, a name nobody knows."""
    assert "replicate add" in run("replicate", "now", data).flat
    assert "replicate add" in run("replicate", "list", data).flat
    add = ("replicate", "add", data, studio.vkey)
    bad = tmp_path / "bad"
    bad.write_bytes(b"\xff two words")
    for words, code in (
        ((*add, studio.url, "--token-file", bad), "replicate.not-a-token"),
        ((*add, "http://office.example", "--token-file", studio.token), "office.not-an-address"),
        ((*add, "ftp://127.0.0.1", "--token-file", studio.token), "office.not-an-address"),
        ((*add, "https://u:p@office.example", "--token-file", studio.token), "office.not-an-address"),
        (("replicate", "remove", data, "nobody"), "replicate.unknown"),
    ):
        said = run(*words, "--json")
        assert said.status == 2
        assert code in said.out + said.err
    assert offices_file.read(data) == ()
    studio.add(data)
    assert NAME in run("replicate", "list", data).flat
    assert run("replicate", "remove", data, NAME).status == 0
    assert offices_file.read(data) == ()
    assert run("verify", data).status == 0


def test_a_damaged_file_of_offices_is_said_and_stops_nothing_else(studio: Studio, data: Path) -> None:
    """The set goes on; what stood in the file is not repeated."""
    studio.add(data)
    (data / offices_file.FILE).write_text('{"offices":"secret"}')
    said = run("replicate", "now", data, "--json")
    assert said.status == 2
    assert "replicate.damaged" in said.out + said.err
    assert "secret" not in said.out + said.err
    assert run("report", data, "enrol", "by=producer", "person=grip", "roles=crew").status in (0, 1)


def test_an_office_that_is_away_is_called_later_and_later(data: Path, studio: Studio) -> None:
    """It is said once that it is away; then it is waited for, until its time has come and all is copied."""
    studio.add(data)
    clock = FixedClock(datetime.now(UTC))
    asked: list[bool] = [False]

    def reached(office: offices_file.OfficeSettings) -> Office:
        right = studio.url if asked[0] else "http://127.0.0.1:1"
        return replicating.connect(offices_file.OfficeSettings(office.vkey, right, office.token))

    replicator = Replicator(data, clock, Directory(data, clock), reached, patient=True)
    assert replicator.round()[0].outcome == "office.away"
    assert replicator.round()[0].outcome == WAITING
    asked[0] = True
    clock.advance(replicating.LONGEST)
    (done,) = replicator.record(replicator.round())
    assert (done.held, done.record) == (done.size, done.size + 1)


def test_a_replicator_that_is_stopped_half_way_goes_on_from_there(data: Path, studio: Studio) -> None:
    """Stopped between two stretches, nothing is half taken, and the next call sends only what is missing."""
    studio.add(data)
    over = threading.Event()
    over.set()
    stopped = Replicator(data, over=over)
    (said,) = stopped.round()
    assert said.held < said.size
    assert not said.good
    (said,) = Replicator(data).round()
    assert said.held == said.size


def test_cosignatures_are_not_recorded_at_every_call(data: Path, studio: Studio) -> None:
    """While a set is served they are recorded once a minute: each is a record, and a record wants a cosignature."""
    studio.add(data)
    clock = FixedClock(datetime.now(UTC))
    replicator = Replicator(data, clock, patient=True)
    recorded = []
    for number in range(4):
        run("report", data, "enrol", "by=producer", f"person=grip-{number}", "roles=crew")
        clock.advance(5)
        recorded += [each.record for each in replicator.record(replicator.round())]
    assert len([number for number in recorded if number]) == 1
    clock.advance(61)
    assert replicator.record(replicator.round())[0].record
    clock.advance(61)
    assert not replicator.record(replicator.round())[0].record
