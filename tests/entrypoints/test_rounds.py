"""Asking others beside serving: what is heard is recorded, and said once; trouble is said; the end waits for none."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from showsafe import bootstrap
from showsafe.adapters.witness_client import WitnessClient
from showsafe.domain.acts import Act
from showsafe.entrypoints import rounds
from showsafe.entrypoints.pushing import Pusher
from showsafe.entrypoints.rounds import Rounds, Told
from showsafe.entrypoints.within import Live
from showsafe.errors import Unusable
from showsafe.ledger import checkpoint, cosignature
from showsafe.ledger.note import VerifierKey
from showsafe.projections import attested
from tests.entrypoints.cli import run
from tests.entrypoints.serves import WAIT
from tests.serving import serving
from tests.witnesses import NAME, WITNESS_KEY, MemoryInMemory, witness

SOON = 0.01


@dataclass(frozen=True, slots=True)
class Said:
    """What a made-up witness said."""

    who: str
    outcome: str

    @property
    def says(self) -> str:
        """The same as a sentence."""
        return f"{self.who}: {self.outcome}"

    @property
    def good(self) -> bool:
        """Whether it is well."""
        return self.outcome == "well"


@dataclass
class Asker:
    """Asks nobody, and answers from a list; the last answer stays."""

    answers: list[str]
    recorded: list[str] = field(default_factory=list)
    asked: int = 0

    def round(self) -> list[Said]:
        """Ask."""
        self.asked += 1
        said = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if said == "disk":
            raise Unusable("disk.full", "The disk is full.", "Make room.")
        if said == "broken":
            raise ValueError(said)
        return [Said("w", said)]

    def record(self, said: Sequence[Said]) -> list[Said]:
        """Record."""
        self.recorded += [one.outcome for one in said]
        return list(said)


@dataclass
class Heard:
    """Who is told."""

    lines: list[str] = field(default_factory=list)
    changes: int = 0
    enough: threading.Event = field(default_factory=threading.Event)

    def told(self, most: int) -> Told:
        """Return it as it is told, and wake after so many changes."""

        def changed() -> None:
            self.changes += 1
            if self.changes >= most:
                self.enough.set()

        return Told(changed, self.lines.append)


def test_what_stays_as_it_is_is_said_once() -> None:
    """Well, away, away, well: three sentences, however many rounds; boards are told of each."""
    asker, heard = Asker(["well", "well", "away", "away", "away", "well"]), Heard()
    with Rounds(asker, SOON, heard.told(8)):
        assert heard.enough.wait(WAIT)
    assert heard.lines == ["w: well", "w: away", "w: well"]
    assert asker.recorded[:6] == ["well", "well", "away", "away", "away", "well"]


def test_a_trouble_of_the_disk_is_said_and_tried_again() -> None:
    """An error in a round is one sentence; the next round is asked all the same."""
    asker, heard = Asker(["disk", "disk", "well"]), Heard()
    with Rounds(asker, SOON, heard.told(1)):
        assert heard.enough.wait(WAIT)
    assert heard.lines == ["The disk is full. Make room.", "w: well"]


def test_a_fault_of_ours_ends_no_round(caplog: pytest.LogCaptureFixture) -> None:
    """What nobody thought of goes to the log, and the rounds go on."""
    asker, heard = Asker(["broken", "well"]), Heard()
    with Rounds(asker, SOON, heard.told(1)):
        assert heard.enough.wait(WAIT)
    assert "asking failed" in caplog.text
    assert asker.recorded[0] == "well"


def test_the_end_waits_for_a_record_and_for_nothing_else() -> None:
    """Leaving while an answer is awaited is immediate, and that answer is not recorded any more."""
    begun, answer = threading.Event(), threading.Event()

    class Slow(Asker):
        def round(self) -> list[Said]:
            begun.set()
            answer.wait(WAIT)
            return super().round()

    asker, heard = Slow(["well"]), Heard()
    with Rounds(asker, SOON, heard.told(1)):
        assert begun.wait(WAIT)
    answer.set()
    assert not heard.enough.wait(0.1)
    assert asker.recorded == []
    assert heard.lines == []


def test_a_unit_that_is_served_has_its_witnesses_asked(data: Path) -> None:
    """The open unit itself is looked at and written: no file of it is opened a second time."""
    memory = MemoryInMemory(VerifierKey.parse(run("vkey", data).out.strip()))
    with serving(witness(memory).add_checkpoint) as url:
        vkey = cosignature.vkey_of(NAME, WITNESS_KEY)
        assert run("witness", "add", data, vkey, url).status == 0
        with bootstrap.open_unit(data, stays=True) as unit:
            size, heard = unit.store.size(), Heard()
            pusher = Pusher(data, WitnessClient(), unit.clock, Live(unit, data))
            with Rounds(pusher, SOON, heard.told(2)):
                assert heard.enough.wait(WAIT)
            assert unit.store.size() == size + 1
    assert heard.lines == [f"{NAME} has cosigned up to record {size}."]


def test_after_something_grave_they_are_asked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Woken, the next round does not wait for its hour; who is away is asked again soon, until all is well."""
    monkeypatch.setattr(rounds, "SOON", SOON)
    first, rest = threading.Event(), Heard()
    asker = Asker(["well", "away", "away", "well"])

    def changed() -> None:
        first.set()
        rest.told(4).changed()

    with Rounds(asker, 3600.0, Told(changed, rest.lines.append)) as asking:
        assert first.wait(WAIT)
        asking.wake()
        assert rest.enough.wait(WAIT)
    assert asker.recorded == ["well", "away", "away", "well"]
    assert rest.lines == ["w: well", "w: away", "w: well"]


def test_an_incident_is_seen_outside_before_the_next_minute(data: Path) -> None:
    """The checkpoint over an incident is signed with its record, and cosigned without anybody waiting for it."""
    memory = MemoryInMemory(VerifierKey.parse(run("vkey", data).out.strip()))
    with serving(witness(memory).add_checkpoint) as url:
        vkey = cosignature.vkey_of(NAME, WITNESS_KEY)
        assert run("witness", "add", data, vkey, url).status == 0
        with bootstrap.open_unit(data, stays=True) as unit:
            begun, heard = threading.Event(), Heard()
            told = heard.told(2)
            pusher = Pusher(data, WitnessClient(), unit.clock, Live(unit, data))

            def changed() -> None:
                begun.set()
                told.changed()

            both = Told(changed, heard.lines.append)
            with Rounds(pusher, 3600.0, both) as asking:
                assert begun.wait(WAIT)
                unit.grave = asking.wake
                act = Act(kind="incident", act_id="touch", by="anonymous", at=unit.clock.now())
                number = unit.report(act).number
                assert checkpoint.read(unit.store.checkpoint()).size >= number
                assert heard.enough.wait(WAIT)
            assert attested.witnessed(unit.store) >= number
