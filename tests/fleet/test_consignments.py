"""The office holds what one unit says that it sent against what another says that it took."""

from __future__ import annotations

from threading import Event

import pytest

from showsafe.adapters.memory_archive import MemoryArchive
from showsafe.application import consigned
from showsafe.application.consigned import Words
from showsafe.books.consign.state import Said
from showsafe.errors import Unusable
from showsafe.fleet import consignments
from showsafe.fleet.consignments import Page, Steps, followed, matched, page, said_in, step_in
from showsafe.ledger.archive import LogKey, Unit
from tests.consigning import EXPECTED, Log, two
from tests.fleet.shipped import grow, office

MILL, HARBOUR = frozenset({"mill"}), frozenset({"harbour"})


def test_both_records_are_matched_and_shown_to_both_productions() -> None:
    """Open until the sender points back, then closed: each production sees it, with the record of the other side."""
    north, south = two()
    data = north.leaves("r1", seals=("C1",))
    steps = office(north, south)
    archive = steps.archive
    assert isinstance(archive, MemoryArchive)
    (sent,) = matched(steps, MILL, "2026-03-02")
    assert (sent["state"], sent["place"]["name"], sent["open"]) == ("in-transit", "road", True)
    assert matched(steps, HARBOUR, EXPECTED)[0]["overdue"] is False
    assert matched(steps, HARBOUR, "2026-03-30")[0]["overdue"] is True
    (number,) = south.takes(data, north, seals=("C1",), r1="OM-1042")
    grow(archive, south)
    (came,) = matched(steps, MILL, "2026-03-02")
    assert (came["state"], came["place"]["name"]) == ("arrived", "south")
    assert came["arrivals"][0]["of"] == {
        "origin": "showsafe/south",
        "unit": "south",
        "production": "harbour",
        "record": number,
        "leaf": south.store.entry(number).leaf.hex(),
    }
    north.closes(south.receipt(number), south)
    grow(archive, north)
    (closed,) = matched(steps, HARBOUR, "2026-03-02")
    assert (closed["state"], closed["open"], closed["left"]["production"]) == ("closed", False, "mill")
    assert matched(steps, HARBOUR, "2026-03-02", only_open=True) == []
    assert matched(steps, frozenset(), "2026-03-02") == []


def test_nobody_of_another_production_is_named() -> None:
    """Who looks after a difference, and the words of a refusal, are of their own production alone."""
    north, south = two()
    north.has("r2", "B")
    south.takes(north.leaves("r1", "r2"), north, r1="", r2=("refused", "eve says no"))
    steps = office(north, south)
    assert "armorer" not in str(matched(steps, MILL, "2026-03-02", named=MILL))
    assert "eve" not in str(matched(steps, MILL, "2026-03-02", named=MILL))
    theirs = matched(steps, HARBOUR, "2026-03-02", named=HARBOUR)
    assert {each["owner"] for line in theirs for each in line["differences"]} == {"armorer"}
    assert "eve says no" in str(theirs)
    assert {each["owner"] for line in matched(steps, HARBOUR, EXPECTED) for each in line["differences"]} == {
        ""
    }


def test_a_third_production_sees_nothing_of_it() -> None:
    """A consignment in which a production has no part is not among its own."""
    north, south = two()
    west = Log("west", north.clock)
    steps = office(north, west)
    archive = steps.archive
    assert isinstance(archive, MemoryArchive)
    archive.trust(Unit("mill", "south", south.origin, (LogKey(south.vkey),)))
    south.takes(north.leaves("r1"), north, r1="OM-1042")
    grow(archive, north)
    grow(archive, south)
    north.has("r2", "B")
    north.leaves("r2")
    grow(archive, north)
    whole = matched(steps, MILL, "2026-03-02")
    assert {line["thing"] for line in whole} == {"r1", "r2"}
    assert page(steps, MILL, "2026-03-02", limit=1, skip=1) == Page(whole[1:], 2)
    assert matched(steps, HARBOUR, "2026-03-02") == []


def test_a_dispute_is_shown_to_all_sides_first() -> None:
    """Two units that took the same thing are both shown it, before everything else."""
    north, south = two()
    west = Log("west", north.clock)
    north.has("r2", "B")
    data = north.leaves("r2")
    south.takes(north.leaves("r1"), north, r1="OM-1042")
    of = south.one("r1").of
    words = Words(consigned.ARRIVED, of, {"owner": "armorer", "thing": "r1"})
    west.say("bring", weapon="r1", says=consigned.write(words))
    steps = office(north, south, west)
    lines = matched(steps, MILL, "2026-03-02")
    assert [line["thing"] for line in lines] == ["r1", "r2"]
    assert {each["code"] for each in lines[0]["disputes"]} == {"arrived-twice", "other-unit"}
    assert lines[0]["says"]["es"].startswith("Dos registros difieren")
    assert data


def test_a_log_is_read_once_and_then_only_as_it_grows() -> None:
    """A second look reads no record again, and pointers lead to logs that nobody asked for."""
    north, south = two()
    south.takes(north.leaves("r1"), north, r1="OM-1042")
    steps = office(north, south)
    asked: list[tuple[str, int]] = []
    entries = steps.archive.entries

    class Counting:
        units, held, tile = steps.archive.units, steps.archive.held, steps.archive.tile

        @staticmethod
        def entries(origin: str, first: int = 1, last: int | None = None):  # type: ignore[no-untyped-def] # noqa: ANN205
            asked.append((origin, first))
            return entries(origin, first, last)

    counting = Steps(Counting())
    known = followed(counting, [south.origin])
    assert {origin for origin, _ in asked} == {north.origin, south.origin}
    assert known.production(north.origin) == "mill"
    asked.clear()
    followed(counting, [south.origin])
    assert {first for _, first in asked} == {north.store.size() + 1, south.store.size() + 1}


def test_a_log_that_was_just_read_is_not_asked_again() -> None:
    """Within the seconds that are said a page takes what is known; a refresh, and a later look, read what is new."""
    north, south = two()
    archive, now = office(north, south).archive, [0.0]
    assert isinstance(archive, MemoryArchive)
    steps = Steps(archive, fresh=30.0, clock=lambda: now[0])
    before = len(steps.of(north.origin))
    north.leaves("r1")
    grow(archive, north)
    assert len(steps.of(north.origin)) == before
    now[0] = 31.0
    assert len(steps.of(north.origin)) == before + 2
    north.has("r2", "B")
    grow(archive, north)
    assert (len(steps.of(north.origin)), steps.refresh(over=lambda: True)) == (before + 2, 0)
    steps.refresh()
    assert len(steps.of(north.origin)) == before + 3


def test_a_small_office_needs_nobody_to_refresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is on its way to a production is on its page at once; where logs are many, once they were read."""
    north, south = two()
    north.leaves("r1")
    archive = office(north, south).archive
    assert [line["thing"] for line in matched(Steps(archive), HARBOUR, EXPECTED)] == ["r1"]
    monkeypatch.setattr(consignments, "FEW_LOGS", 1)
    many = Steps(archive)
    assert matched(many, HARBOUR, EXPECTED) == []
    stop = Event()
    with monkeypatch.context() as patched:
        patched.setattr(Event, "wait", lambda self, _: self.set())
        many.keep_on(stop)
    assert [line["thing"] for line in matched(many, HARBOUR, EXPECTED)] == ["r1"]


def test_an_archive_that_is_away_ends_no_round(caplog: pytest.LogCaptureFixture) -> None:
    """A round that fails is said in one line, without anybody's data, and the next one comes."""
    steps, rounds, stop = Steps(MemoryArchive()), [0], Event()

    class Away:
        """An archive that cannot be used, and stops the rounds after the second."""

        def units(self, production: str = "") -> tuple[Unit, ...]:
            """Say that it is away."""
            del production
            rounds[0] += 1
            if rounds[0] == 2:
                stop.set()
            raise Unusable("postgres.away", "The database is away.", "Wait.")

    steps.archive = Away()  # type: ignore[assignment]
    steps.keep_on(stop, every_s=0.0)
    assert rounds == [2]
    assert caplog.messages == ["what travels waits: The database is away. [postgres.away]"] * 2


def test_a_log_that_cannot_be_read_hides_no_other(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """What is damaged in one log, or breaks this program there, leaves the other ones as known as ever."""
    north, south = two()
    south.takes(north.leaves("r1"), north, r1="OM-1042")
    archive, whole = office(north, south).archive, Steps.of
    for error in (Unusable("archive.damaged", "No record 1.", "Keep it."), ValueError("pat")):

        def of(self: Steps, origin: str, error: Exception = error) -> list[Said]:
            if origin == north.origin:
                raise error
            return whole(self, origin)

        monkeypatch.setattr(Steps, "of", of)
        steps = Steps(archive)
        assert steps.refresh() == 1
        assert steps.pointing(north.origin) == [south.origin]
    assert [each.rpartition(" ")[2] for each in caplog.messages] == ["[archive.damaged]", "[program.broke]"]


def test_a_record_that_no_node_writes_says_nothing() -> None:
    """Bytes under a signed checkpoint that are no record, or half of one, are passed over and break nothing."""
    north, _ = two()
    north.leaves("r1")
    raws = [entry.raw for entry in north.store.entries(1, north.store.size())]
    for raw in (b"", b"{}", raws[-1][:-3], raws[-1].replace(b"payload", b"paylaod", 1)):
        assert step_in(1, raw) is None
    assert len([*said_in(north.origin, north.store.entries(1, north.store.size()))]) == len(north.said)
