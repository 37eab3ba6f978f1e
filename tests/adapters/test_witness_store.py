"""The directory of a witness on the disk: whole, durable, its owner's alone, and never forgetful."""

from __future__ import annotations

import signal
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from showsafe.adapters import files, witness_store
from showsafe.adapters.witness_store import MOST_EVIDENCE, WitnessDirectory
from showsafe.errors import Unusable, WrongInput
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.mldsa import MlDsaKey
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.witness import FORK, Evidence, Seen, Witness
from tests.witnesses import AT, KEY, LOG, NAME, ORIGIN, Branch

LOGGED = Branch(10)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def opened(path: Path, *, serving: bool = False) -> WitnessDirectory:
    """Open a directory with a clock that stands."""
    return WitnessDirectory(path, lambda: NOON, serving=serving)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return the directory of a witness that serves one log."""
    witness_store.create(tmp_path / "w", NAME)
    opened(tmp_path / "w").trust(LOG)
    return tmp_path / "w"


def use(path: Path) -> None:
    """Open a directory and read everything in it."""
    memory = opened(path)
    memory.signers()
    memory.seen(ORIGIN)
    list(memory.evidence())


def code(path: Path) -> str:
    """Return the code with which a directory is refused when it is opened or read."""
    with pytest.raises(Unusable) as caught:
        use(path)
    return caught.value.code


def test_what_was_cosigned_is_there_after_a_start(path: Path) -> None:
    """Another process that opens the directory goes on from the last checkpoint that was cosigned."""
    asked = Witness(NAME, opened(path).signers(), opened(path), lambda: AT)
    assert asked.add_checkpoint(LOGGED.request(0, 4)).status == 200
    again = Witness(NAME, opened(path).signers(), opened(path), lambda: AT)
    assert again.add_checkpoint(LOGGED.request(0, 9)).body == b"4\n"
    assert again.add_checkpoint(LOGGED.request(4, 9)).status == 200
    assert opened(path).seen(ORIGIN) == Seen(LOGGED.checkpoint(9))


KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from showsafe.adapters import files
from showsafe.adapters.witness_store import WitnessDirectory
from showsafe.ledger.witness import Witness

memory = WitnessDirectory(Path(sys.argv[1]), lambda: datetime.now(UTC), serving=True)
real = files.write

def write(*given):
    real(*given)
    os.kill(os.getpid(), signal.SIGKILL)

files.write = write
Witness(memory.name, memory.signers(), memory, lambda: 1).add_checkpoint(sys.stdin.buffer.read())
"""


def test_killed_between_state_and_answer_nothing_is_lost(path: Path) -> None:
    """Killed with the state written and no answer given, the log is told the size, asks from there, and is cosigned."""
    body = LOGGED.request(0, 4)
    done = subprocess.run([sys.executable, "-c", KILLED, path], input=body, check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr
    memory = opened(path, serving=True)
    again = Witness(NAME, memory.signers(), memory, lambda: AT)
    assert again.add_checkpoint(body).body == b"4\n"
    assert again.add_checkpoint(LOGGED.request(4, 4)).status == 200
    memory.close()


def test_a_full_disk_costs_no_state(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the new state cannot be written, no cosignature is given and the old state stands."""
    memory = opened(path)
    asked = Witness(NAME, memory.signers(), memory, lambda: AT)
    asked.add_checkpoint(LOGGED.request(0, 4))

    def full(target: Path, data: bytes, mode: int = 0o644) -> None:
        del target, data, mode
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "write", full)
    with pytest.raises(Unusable) as caught:
        asked.add_checkpoint(LOGGED.request(4, 9))
    assert caught.value.code == "disk.full"
    assert memory.seen(ORIGIN) == Seen(LOGGED.checkpoint(4))


def test_the_keys_are_their_owners_alone(tmp_path: Path) -> None:
    """Key files are readable by their owner only; with --ml-dsa there are two."""
    witness_store.create(tmp_path / "w", NAME, ml_dsa=True)
    kinds = [type(key) for key in opened(tmp_path / "w").signers()]
    assert kinds == [DeviceKey, MlDsaKey]
    for name in (witness_store.KEY, witness_store.ML_DSA_KEY):
        assert stat.S_IMODE((tmp_path / "w" / name).stat().st_mode) == 0o600


def test_one_process_cosigns(path: Path) -> None:
    """A second server on the same directory is refused; trusting a log beside a running one is not."""
    first = opened(path, serving=True)
    with pytest.raises(Unusable) as caught:
        opened(path, serving=True)
    assert caught.value.code == "directory.in-use"
    other = VerifierKey("showsafe/other", KEY.public)
    assert opened(path).trust(other)
    assert first.keys_of("showsafe/other") == (other,)
    first.close()
    opened(path, serving=True).close()


def test_a_second_key_is_added_once(path: Path) -> None:
    """A log that rotated its key is served under both; the same one again is no news."""
    second = VerifierKey(ORIGIN, DeviceKey(bytes(32)).public)
    assert opened(path).trust(second)
    assert not opened(path).trust(second)
    assert opened(path).keys_of(ORIGIN) == (LOG, second)
    assert opened(path).logs() == (ORIGIN,)


def test_a_log_with_too_long_a_name_is_refused(path: Path) -> None:
    """A name that no cosignature can hold is refused when the log is trusted, not when it asks."""
    with pytest.raises(WrongInput) as caught:
        opened(path).trust(VerifierKey("x" * 256, KEY.public))
    assert caught.value.code == "witness.name-too-long"


def test_no_flipped_bit_passes_for_a_state(path: Path) -> None:
    """A bit that flips in the state is seen, and never makes a witness begin anew or see a branch."""
    memory = opened(path)
    memory.advance(ORIGIN, None, Seen(LOGGED.checkpoint(4)))
    (file,) = (path / witness_store.SEEN).iterdir()
    data = file.read_bytes()
    for place in range(0, len(data) * 8, 3):
        turned = bytearray(data)
        turned[place // 8] ^= 1 << place % 8
        file.write_bytes(bytes(turned))
        assert code(path) == "witness.damaged"


def test_evidence_is_kept_and_read_back(path: Path) -> None:
    """A refused branch is there with both checkpoints and its time, and a flipped bit in it shows."""
    memory = opened(path)
    other = Branch(10, same=3, word="other")
    kept = Evidence(FORK, LOGGED.checkpoint(4), other.checkpoint(4), other.proof(2, 4))
    memory.keep(ORIGIN, kept)
    (read,) = opened(path).evidence()
    assert (read.origin, read.at, read.evidence) == (ORIGIN, "2026-03-02T12:00:00Z", kept)
    file = path / witness_store.EVIDENCE / read.file
    file.write_bytes(file.read_bytes().replace(b"fork", b"fark").replace(b'"seen":"c', b'"seen":"d'))
    assert code(path) == "witness.damaged"


def test_evidence_has_an_end(path: Path) -> None:
    """No more than a hundred branches of one kind are kept of one log; another kind has its own hundred."""
    memory = opened(path)
    for number in range(MOST_EVIDENCE + 3):
        shown = Branch(5, word=f"x{number}").checkpoint(5)
        memory.keep(ORIGIN, Evidence(FORK, LOGGED.checkpoint(5), shown))
    memory.keep(ORIGIN, Evidence("rolled-back", LOGGED.checkpoint(5), LOGGED.checkpoint(2)))
    assert len(list(memory.evidence())) == MOST_EVIDENCE + 1


def test_a_witness_is_made_once(tmp_path: Path, path: Path) -> None:
    """Making it again is refused, and so is a directory with something else in it."""
    with pytest.raises(Unusable) as caught:
        witness_store.create(path, NAME)
    assert caught.value.code == "witness.already-there"
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("hello", encoding="utf-8")
    with pytest.raises(Unusable) as caught:
        witness_store.create(tmp_path / "other", NAME)
    assert caught.value.code == "directory.not-empty"


def test_a_making_that_was_killed_can_be_run_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed before any of its writes, a witness is not there, and can be made there again."""
    real = files.write
    for kill_at in range(3):
        path = tmp_path / f"w{kill_at}"
        left = [kill_at]

        def killed(target: Path, data: bytes, mode: int = 0o644, left: list[int] = left) -> None:
            if left[0] == 0:
                raise KeyboardInterrupt
            left[0] -= 1
            real(target, data, mode)

        monkeypatch.setattr(files, "write", killed)
        with pytest.raises(KeyboardInterrupt):
            witness_store.create(path, NAME, ml_dsa=True)
        monkeypatch.undo()
        assert code(path) == "witness.not-ours"
        witness_store.create(path, NAME)
        assert [type(key) for key in opened(path).signers()] == [DeviceKey]


@pytest.mark.parametrize("name", ["", "two words", "a+b", "x" * 256])
def test_a_witness_has_a_name_that_notes_can_carry(tmp_path: Path, name: str) -> None:
    """A name that no signature line can hold is refused before anything is made."""
    with pytest.raises(WrongInput):
        witness_store.create(tmp_path / "w", name)
    assert not (tmp_path / "w").exists()


DAMAGES = {
    "no directory": ("", None, "witness.not-ours"),
    "name damaged": (witness_store.NAME, b"{}", "witness.damaged"),
    "name of another kind": (witness_store.NAME, b'{"format":"x","name":"y"}', "witness.damaged"),
    "key gone": (witness_store.KEY, None, "witness.key-damaged"),
    "key damaged": (witness_store.KEY, b"{}", "witness.key-damaged"),
}


@pytest.mark.parametrize("case", DAMAGES)
def test_damage_is_said_plainly(path: Path, case: str) -> None:
    """Whatever is missing or damaged is named by its code."""
    name, data, expected = DAMAGES[case]
    if not name:
        path = path.parent / "nowhere"
    elif data is None:
        (path / name).unlink()
    else:
        (path / name).write_bytes(data)
    assert code(path) == expected
