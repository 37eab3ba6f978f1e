"""The set's ledger and a witness, both real, over HTTP on this machine: from the first cosignature to a fork."""

from __future__ import annotations

import json
import shutil
import signal
import socket
import subprocess
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from showsafe.adapters.clock import FixedClock
from showsafe.adapters.directory import open_for_reading, open_for_writing
from showsafe.adapters.witness_client import WitnessClient
from showsafe.adapters.witness_store import WitnessDirectory
from showsafe.application.witnessing import Heard
from showsafe.entrypoints.cli import asking
from showsafe.entrypoints.pushing import Pusher
from showsafe.errors import Unusable
from showsafe.ledger import checkpoint, cosignature, note, record
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.witness import Answer, Witness
from showsafe.projections.attested import attestations
from tests.entrypoints.cli import PROGRAM, Said, run, size
from tests.serving import answering, raw, serving

NAME = "studio.example/w1"


@dataclass
class Studio:
    """A witness that serves a unit: its directory, its key, and where it answers."""

    path: Path
    vkey: str
    url: str


@pytest.fixture
def studio(data: Path, tmp_path: Path) -> Iterator[Studio]:
    """Return a witness that runs and serves the unit; the unit asks it."""
    path = tmp_path / "witness"
    assert run("witness", "init", path, "--name", NAME).status == 0
    assert run("witness", "trust", path, run("vkey", data).out.strip()).status == 0
    vkey = run("witness", "vkey", path).out.strip()
    memory = WitnessDirectory(path, lambda: datetime.now(UTC), serving=True)
    asked = Witness(NAME, memory.signers(), memory, lambda: int(datetime.now(UTC).timestamp()))
    with serving(asked.add_checkpoint) as url:
        assert run("witness", "add", data, vkey, url).status == 0
        yield Studio(path, vkey, url)
    memory.close()


def enrol(data: Path, person: str) -> int:
    """Record something; return how many records there are."""
    assert run("report", data, "enrol", "by=producer", f"person={person}", "roles=crew", "age=30").status == 0
    return size(data)


def push(data: Path) -> Said:
    """Ask all witnesses."""
    return run("witness", "push", data, "--json")


def test_a_unit_is_witnessed(data: Path, studio: Studio) -> None:
    """The newest checkpoint is cosigned and recorded with the line that proves it; the board says up to where."""
    whole = size(data)
    said = push(data)
    assert said.status == 0
    (one,) = said.json["witnesses"]
    assert (one["who"], one["outcome"], one["size"], one["record"]) == (NAME, "cosignature", whole, whole + 1)
    with open_for_reading(data) as opened:
        body = record.read(opened.store.entry(whole + 1).raw).body
        assert (body["kind"], body["act"]["size"], body["act"]["who"]) == ("attested", whole, NAME)
        (digest,) = body["attachments"]
        kept = opened.store.attachment(digest)
    assert kept is not None
    assert cosignature.cosigned_at(note.parse(kept), VerifierKey.parse(studio.vkey)) is not None
    assert checkpoint.read(kept).size == whole
    assert f"Witnessed up to record {whole} by {NAME}, " in run("board", data).flat
    (line,) = run("board", data, "--json").json["attested"]
    assert (line["what"], line["who"], line["size"]) == ("cosignature", NAME, whole)


def test_an_attestation_alone_is_no_reason_to_ask(data: Path, studio: Studio) -> None:
    """A cosignature that says nothing new is not recorded again, and in later rounds nobody is asked for it."""
    push(data)
    before = size(data)
    assert [one["outcome"] for one in push(data).json["witnesses"]] == ["nothing-new"]
    assert size(data) == before
    requests: list[bytes] = []

    def counted(url: str, body: bytes) -> Answer:
        requests.append(body)
        return WitnessClient()(url, body)

    pusher = Pusher(data, counted)
    assert [one.outcome for one in pusher.record(pusher.round())] == ["nothing-new"]
    first = len(requests)
    assert first
    assert [one.outcome for one in pusher.record(pusher.round())] == ["nothing-new"]
    assert (len(requests), size(data)) == (first, before)
    whole = enrol(data, "rookie")
    assert push(data).json["witnesses"][0]["size"] == whole
    with WitnessClosing(studio.path) as memory:
        seen = memory.seen(memory.logs()[0])
    assert seen is not None
    assert seen.read().size == whole


class WitnessClosing:
    """The directory of a witness, looked at beside the one that serves it."""

    def __init__(self, path: Path) -> None:
        self.memory = WitnessDirectory(path, lambda: datetime.now(UTC))

    def __enter__(self) -> WitnessDirectory:
        return self.memory

    def __exit__(self, *_: object) -> None:
        self.memory.close()


def test_a_witness_that_was_away_vouches_for_everything_at_once(data: Path, studio: Studio) -> None:
    """Away for a week, it is said to be away and costs nothing; when it is back, one cosignature covers the week."""
    clock = FixedClock(datetime.now(UTC))

    def away(url: str, body: bytes) -> Answer:
        del url, body
        raise Unusable("witness.away", "The witness does not answer.", "Wait.")

    gone = Pusher(data, away, clock)
    for day in range(7):
        enrol(data, f"day-{day}")
        clock.advance(86_400)
        (said,) = gone.round()
        assert (said.outcome, said.good) == ("witness.away", False)
        assert gone.record([said]) == [said]
    whole = size(data)
    back = Pusher(data, WitnessClient(), FixedClock(datetime.now(UTC)))
    (said,) = back.record(back.round())
    assert (said.outcome, said.size, said.record) == ("cosignature", whole, whole + 1)
    assert studio.url


@pytest.mark.parametrize("pushes", [0, 1])
def test_a_restored_backup_is_a_roll_back(data: Path, studio: Studio, tmp_path: Path, pushes: int) -> None:
    """A copy put back, also one with nothing new since its last push, is refused; the board says so in red for good."""
    for _ in range(pushes):
        push(data)
    shutil.copytree(data, tmp_path / "backup")
    enrol(data, "rookie")
    push(data)
    seen = size(data) - 1
    shutil.rmtree(data)
    (tmp_path / "backup").rename(data)
    said = push(data)
    assert (said.status, said.json["witnesses"][0]["outcome"]) == (1, "rolled-back")
    board = run("board", data).flat
    assert f"{NAME} says that it saw more records than there are here" in board
    assert "Keep everything as it is" in board
    with open_for_reading(data) as opened:
        body = record.read(opened.store.entry(size(data)).raw).body
        shown = {opened.store.attachment(digest) for digest in body["attachments"]}
    assert b"%d\n" % seen in shown
    (kept,) = run("witness", "evidence", studio.path, "--json").json["evidence"]
    assert kept["kind"] == "rolled-back"
    assert checkpoint.read(kept["seen"].encode()).size == seen


def test_two_pasts_of_one_unit_are_called_a_fork(data: Path, studio: Studio, tmp_path: Path) -> None:
    """Two copies that went on apart: the one that comes second is refused with the other's signed checkpoint."""
    push(data)
    shutil.copytree(data, tmp_path / "twin")
    enrol(data, "rookie")
    push(data)
    for person in ("ghost", "shade", "spectre"):
        enrol(tmp_path / "twin", person)
    said = push(tmp_path / "twin")
    assert (said.status, said.json["witnesses"][0]["outcome"]) == (1, "fork")
    assert f"{NAME} shows that there are two ledgers of this unit" in run("board", tmp_path / "twin").flat
    with open_for_reading(tmp_path / "twin") as opened:
        body = record.read(opened.store.entry(size(tmp_path / "twin")).raw).body
        shown = [opened.store.attachment(digest) or b"" for digest in body["attachments"]]
    roots = {checkpoint.read(each) for each in shown}
    assert len(roots) == 2
    (kept,) = run("witness", "evidence", studio.path, "--json").json["evidence"]
    assert kept["kind"] == "not-consistent"
    text = run("witness", "evidence", studio.path)
    assert "1 refusal kept." in text.out
    assert kept["shown"].splitlines()[2] in text.out
    assert "two ledgers" not in run("board", data).flat


def test_the_same_branch_is_recorded_once(data: Path, studio: Studio, tmp_path: Path) -> None:
    """Shown again and again, one branch is one record, and is said aloud every time."""
    push(data)
    shutil.copytree(data, tmp_path / "twin")
    enrol(data, "rookie")
    push(data)
    numbers = []
    for person in ("ghost", "shade", "spectre"):
        enrol(tmp_path / "twin", person)
        numbers.append(push(tmp_path / "twin").json["witnesses"][0]["record"])
    assert len(set(numbers[1:])) == 1
    assert studio.vkey


def hang(line: socket.socket, over: threading.Event) -> None:
    """Take what comes and say nothing."""
    line.recv(10)
    over.wait(30)


def test_a_witness_that_hangs_costs_the_set_nothing(data: Path, studio: Studio) -> None:
    """While one witness hangs, acts are recorded and another witness is heard."""
    with raw(hang) as slow, ThreadPoolExecutor(1) as pool:
        other = run("witness", "init", data.parent / "w2", "--name", "slow.example", "--json").json["vkeys"][
            0
        ]
        assert run("witness", "add", data, other, slow).status == 0
        pusher = Pusher(data, WitnessClient(1.5))
        asking = pool.submit(pusher.round)
        whole = enrol(data, "rookie")
        assert not asking.done()
        by_name = {said.who: said for said in pusher.record(asking.result(20))}
    assert by_name["slow.example"].outcome == "witness.away"
    assert by_name[NAME].outcome == "cosignature"
    assert size(data) == whole + 1
    assert "Not witnessed yet by slow.example." in run("board", data).flat
    assert studio.url


LIARS = {
    "another key": Answer(200, b"\xe2\x80\x94 studio.example/w1 AAAAAAAA\n"),
    "garbage": Answer(200, b"\x00\xff"),
    "huge": Answer(200, b"x" * 1_000_000),
    "redirect": Answer(302, b""),
    "stale size": Answer(409, b"0\n", "text/x.tlog.size"),
}


@pytest.mark.parametrize("case", LIARS)
def test_a_lying_witness_leaves_no_record(data: Path, studio: Studio, case: str) -> None:
    """Whatever a liar says in the place of the witness, nothing is recorded but an act of the set's own."""
    with answering(lambda _: LIARS[case]) as url:
        assert run("witness", "add", data, studio.vkey, url).status == 0
        before = size(data)
        said = push(data)
        assert said.status == 1
        assert said.json["witnesses"][0]["outcome"] in {"witness.lying", "witness.away", "witness.refused"}
        assert size(data) == before


def test_what_was_heard_waits_while_another_program_writes(data: Path, studio: Studio) -> None:
    """Where the directory is in use, the cosignature is kept and recorded in a later round."""
    pusher = Pusher(data, WitnessClient())
    with open_for_writing(data):
        said = pusher.round()
        with pytest.raises(Unusable) as caught:
            pusher.record(said)
        assert caught.value.code == "directory.in-use"
        assert [heard.what for heard in pusher.pending.values()] == ["cosignature"]
    (done,) = pusher.record(said)
    assert done.record == size(data)
    assert pusher.pending == {}
    assert studio.url


def test_a_push_waits_a_while_for_its_turn(
    data: Path, studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One push tries for some seconds; where it never gets its turn it says so, and nothing is lost."""
    monkeypatch.setattr(asking, "PAUSE", 0.01)
    monkeypatch.setattr(asking, "TRIES", 3)
    with open_for_writing(data):
        said = push(data)
    assert (said.status, said.json["error"]["code"]) == (2, "directory.in-use")
    assert push(data).json["witnesses"][0]["outcome"] == "cosignature"
    assert studio.url


def test_a_witness_that_does_not_know_the_unit_says_what_to_do(data: Path, tmp_path: Path) -> None:
    """A unit that the witness was not told of is answered with the command that its keeper has to run."""
    run("witness", "init", tmp_path / "w", "--name", NAME)
    memory = WitnessDirectory(tmp_path / "w", lambda: datetime.now(UTC))
    asked = Witness(NAME, memory.signers(), memory, lambda: 1)
    with serving(asked.add_checkpoint) as url:
        run("witness", "add", data, run("witness", "vkey", tmp_path / "w").out.strip(), url)
        said = run("witness", "push", data)
    assert said.status == 1
    assert f"showsafe witness trust DIR {run('vkey', data).out.strip()}" in said.flat


def test_a_witness_of_two_keys_says_that_one_is_added(tmp_path: Path) -> None:
    """Nobody is told to add both keys of a witness, since a unit asks a witness of one name once."""
    one, two = tmp_path / "one", tmp_path / "two"
    assert "Its key, to be added on the set's machine" in run("witness", "init", one, "--name", NAME).flat
    assert "the set's machine adds one" in run("witness", "init", two, "--name", NAME, "--ml-dsa").flat


def test_witnesses_are_added_and_removed(data: Path, tmp_path: Path) -> None:
    """Adding is a record, adding the same is none, a new address takes the old one's place, and removing ends it."""
    vkey = run("witness", "init", tmp_path / "w", "--name", NAME, "--json").json["vkeys"][0]
    assert run("witness", "add", data, vkey, "http://127.0.0.1:9", "--json").json["record"] == size(data)
    before = size(data)
    assert run("witness", "add", data, vkey, "http://127.0.0.1:9", "--json").json["record"] == 0
    assert size(data) == before
    assert run("witness", "add", data, vkey, "http://127.0.0.1:8", "--json").json["record"] == before + 1
    said = push(data).json["witnesses"][0]
    assert said["says"].startswith(f"{said['who']}: The witness does not answer: it cannot be reached.")
    assert run("witness", "remove", data, "nobody").status == 2
    assert run("witness", "remove", data, NAME).status == 0
    assert push(data).json == {"witnesses": [], "waits": ""}
    assert "asks no witness" in run("witness", "push", data).flat


@pytest.mark.parametrize(
    ("vkey", "url", "code"),
    [
        ("x", "http://127.0.0.1", "key.not-a-vkey"),
        ("log", "http://127.0.0.1", "settings.not-a-witness"),
        ("witness", "ftp://127.0.0.1", "settings.not-an-address"),
        ("witness", "http://user:word@127.0.0.1", "settings.not-an-address"),
        ("witness", "http://", "settings.not-an-address"),
    ],
)
def test_a_wrong_witness_is_refused(data: Path, tmp_path: Path, vkey: str, url: str, code: str) -> None:
    """What is no key of a witness, or no address, is refused before anything is recorded."""
    made = run("witness", "init", tmp_path / "w", "--name", NAME, "--json").json["vkeys"][0]
    words = {"log": run("vkey", data).out.strip(), "witness": made}
    before = size(data)
    said = run("witness", "add", data, words.get(vkey, vkey), url, "--json")
    assert (said.status, said.json["error"]["code"]) == (2, code)
    assert size(data) == before
    trusted = run("witness", "trust", tmp_path / "w", made, "--json")
    assert trusted.json["error"]["code"] == "witness.not-a-log"


@pytest.mark.slow
def test_pushing_on_and_on_sees_what_is_new_and_ends_when_told(data: Path, studio: Studio) -> None:
    """With --every a program of its own cosigns what is recorded meanwhile, and Ctrl-C ends it in peace."""
    words = ("witness", "push", str(data), "--every", "1", "--json")
    with subprocess.Popen([*PROGRAM, *words], stdout=subprocess.PIPE, text=True) as pushing:
        assert pushing.stdout is not None
        first = json.loads(pushing.stdout.readline())
        outcomes = {one["outcome"] for one in first["witnesses"]}
        assert outcomes == {"cosignature", "ml-dsa"}
        for _ in range(20):
            said = run(
                "report", data, "enrol", "by=producer", "person=rookie", "roles=crew", "age=30", "act_id=x"
            )
            if said.status == 0:
                break
        record_of = size(data)
        sizes = [0]
        while max(sizes) < record_of - 1:
            sizes += [one["size"] for one in json.loads(pushing.stdout.readline())["witnesses"]]
        pushing.send_signal(signal.SIGINT)
        assert pushing.wait(30) == 0
    assert studio.url


@pytest.mark.slow
def test_a_witness_of_its_own_process_serves_until_it_is_told(data: Path, tmp_path: Path) -> None:
    """The command serves at a free port, says where, cosigns, and ends in peace; a second one is refused."""
    run("witness", "init", path := tmp_path / "w", "--name", NAME)
    run("witness", "trust", path, run("vkey", data).out.strip())
    words = ("witness", "serve", str(path), "--port", "0", "--json")
    with subprocess.Popen([*PROGRAM, *words], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            url = json.loads(server.stdout.readline())["url"]
            assert url.startswith("http://127.0.0.1:")
            assert run("witness", "serve", path, "--json").json["error"]["code"] == "directory.in-use"
            run("witness", "add", data, run("witness", "vkey", path).out.strip(), url)
            assert push(data).json["witnesses"][0]["outcome"] == "cosignature"
            server.send_signal(signal.SIGINT)
            assert server.wait(30) == 0
        finally:
            server.kill()


def test_an_alarm_is_heard_where_it_is_recorded_late(data: Path, studio: Studio) -> None:
    """What a witness said of a branch is on the board from the record on, with its number."""
    pusher = Pusher(data, WitnessClient())
    pusher.pending[NAME] = Heard("fork", size(data), NAME, (b"shown", b"ours"))
    pusher.record()
    with open_for_reading(data) as opened:
        (line,) = attestations(opened.store)
    assert (line.what, line.record) == ("fork", size(data))
    assert f"(record {line.record}, " in run("board", data).flat
    assert studio.url
