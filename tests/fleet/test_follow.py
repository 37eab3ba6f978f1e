"""The follower: facts behind the archive of an office, the same however they were come to."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from typing import Any

import pytest

from showsafe.adapters.postgres.archive import PostgresArchive
from showsafe.application import spans
from showsafe.application.facts.values import Change, Summary
from showsafe.application.measured import COUNTERS
from showsafe.errors import Unusable, WrongInput
from showsafe.fleet import follow
from showsafe.fleet import kept as keeping
from showsafe.fleet.follow import RETRY, Followed, Follower
from showsafe.ledger import record
from tests.application.test_spans import Tracer
from tests.fleet.offices import Office
from tests.fleet.sets import Node, long_day

RIDGE = frozenset({"the-ridge"})


def busy(name: str) -> Node:
    """Return a node after a long day."""
    node = Node(name)
    long_day(node)
    return node


def test_made_anew_is_the_same(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Facts that came record by record, over restarts and snapshots, are those that come of all records at once."""
    monkeypatch.setattr(follow, "SNAPSHOT_EVERY", 5)
    node = busy("north-ridge")
    count = len(node.raws())
    for upto in range(1, count + 1):
        office.takes(node, "the-ridge", upto)
        assert office.follower().once().records == 1
        office.clock.advance(60)
    bit_by_bit, summary = office.lines(node), office.stands(node, RIDGE).summary
    for records in (1024, 3):
        assert office.follower(records=records).rebuild(node.origin) == count
        assert office.lines(node) == bit_by_bit
        assert office.stands(node, RIDGE).summary == summary
    kinds = {fact.line.kind for fact in bit_by_bit}
    assert kinds >= {"deviation", "concern", "stop", "day", "paper", "weapon", "person", "consignment"}


def test_a_broken_unit_turns_grey_and_stops_nobody(office: Office) -> None:
    """A record that cannot be read turns its unit grey from there on, with what came before as it was; others go on."""
    broken, whole = busy("north-ridge"), busy("south-fork")
    good = len(broken.raws())
    broken.extra = [b"\x00 no record at all", *broken.extra]
    office.takes(broken, "the-ridge")
    office.takes(whole, "the-ridge")
    done = office.follower().once()
    assert done.troubled == [broken.origin]
    stands = office.stands(broken, RIDGE)
    assert (stands.level, stands.summary.as_of, stands.standing.held) == ("alarm", good, good + 1)
    assert stands.trouble is not None
    assert (stands.trouble.record, stands.trouble.code) == (good + 1, "record.malformed")
    assert "unreadable" in stands.reasons
    assert office.stands(whole, RIDGE).summary.as_of == len(whole.raws())
    assert {fact.grey for fact in office.lines(broken)} == {stands.trouble.says}
    assert office.follower().once().units == 0
    office.clock.advance(RETRY.total_seconds() + 1)
    assert office.follower().once().troubled == [broken.origin]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"kind": "made-up"}, "record.unknown-kind"),
        ({"received_at": "soon"}, "facts.wrong-time"),
        ({"act": {"count": 10**9, "weapon": "revolver"}, "kind": "discharged"}, "input.too-large"),
        ({"as_of": "9999-12-31T23:59:59Z", "kind": "day-opened", "act": {}}, ""),
        ({"findings": None}, "facts.unreadable"),
        ({"outcome": 7, "would": []}, ""),
    ],
)
def test_what_a_lying_node_writes(office: Office, changes: dict[str, object], code: str) -> None:
    """Whatever a record says, the follower ends with facts as of the one before it, or of it, and with a sentence."""
    node = Node("north-ridge")
    good = len(node.raws())
    node.lie(**changes)
    stands = office.follows(node, "the-ridge")
    assert stands.summary.as_of in (good, good + 1)
    assert (stands.trouble.code if stands.trouble else "") == code
    assert stands.summary.as_of == good if code else stands.summary.as_of == good + 1


def test_holes_in_a_chain_are_gaps(office: Office) -> None:
    """A hole, a second record of one number, another branch, and a record of another unit: each is a gap for good."""
    node = Node("north-ridge")
    last = len(node.raws())
    node.lie(act_id="a", device_number=last + 5, device_previous="")
    node.lie(act_id="b", device_number=last, device_previous="")
    node.lie(act_id="c", device_number=last + 1, device_previous="00" * 32)
    node.lie(act_id="d", unit="somebody-else")
    stands = office.follows(node, "the-ridge")
    gaps = [fact.line.value for fact in office.lines(node, "gap")]
    assert [gap["why"] for gap in gaps if gap] == ["hole", "twice", "other-branch", "other-unit"]
    assert "4 are missing" in str((gaps[0] or {})["says"])
    assert (stands.gaps, stands.level) == (4, "alarm")


def test_names_that_no_table_holds(office: Office) -> None:
    """A NUL in a name, and one too long for any index, are kept under a name that can be held, not lost."""
    node = Node("north-ridge")
    said = {"about": "x", "says": "y"}
    number = len(node.raws())
    for place, act_id in enumerate(("odd\x00one", "long" * 5_000), start=1):
        node.lie(kind="concern-raised", act_id=act_id, act=said, by="p\x00q", device_number=number + place)
    stands = office.follows(node, "the-ridge")
    assert (stands.concerns, stands.trouble) == (2, None)
    assert [fact.line.value["by"] for fact in office.lines(node, "concern") if fact.line.value] == [
        "p\ufffdq"
    ] * 2


def test_two_followers_do_each_unit_once(office: Office) -> None:
    """Two followers at once follow every record once between them, and leave each other's unit alone."""
    nodes = [Node(f"unit-{number}") for number in range(6)]
    for node in nodes:
        office.takes(node, "the-ridge")
    together = Barrier(2)

    def work(follower: Follower) -> int:
        together.wait()
        return sum(follower.once().records for _ in range(4))

    with ThreadPoolExecutor(2) as pool:
        counts = list(pool.map(work, (office.follower(records=3), office.follower(records=3))))
    counts.append(0)
    while (more := office.follower().once().records) > 0:
        counts.append(more)
    assert sum(counts) == sum(len(node.raws()) for node in nodes)
    alone = [office.lines(node) for node in nodes]
    for node in nodes:
        office.follower().rebuild(node.origin)
    assert [office.lines(node) for node in nodes] == alone


def test_a_held_unit_is_left_alone(office: Office) -> None:
    """A unit that another follower holds is passed over, and is followed once it is let go."""
    node = Node("north-ridge")
    office.takes(node, "the-ridge")
    with office.facts.claim(node.origin) as held:
        assert held is not None
        assert office.follower().once() == Followed(elsewhere=1)
    assert office.follower().once().records == len(node.raws())


def test_a_slower_follower_writes_nothing(office: Office) -> None:
    """What was followed from an older standing is not written over a newer one."""
    node = Node("north-ridge")
    office.takes(node, "the-ridge")
    with office.facts.claim(node.origin) as held:
        assert held is not None
        old = held.kept()
    office.follower().once()
    change = Change(summary=Summary(as_of=1), edition=old.edition)
    with office.facts.claim(node.origin) as held:
        assert held is not None
        with pytest.raises(Unusable) as raised:
            held.write(change, office.now())
    assert raised.value.code == "facts.not-next"


def test_another_edition_is_made_anew(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines that an older program made are made anew by this one, without a word from anybody."""
    node = busy("north-ridge")
    monkeypatch.setattr(keeping, "EDITION", "older")
    office.takes(node, "the-ridge")
    office.follower().once()
    before = office.lines(node)
    monkeypatch.undo()
    done = office.follower().once()
    assert (done.records, office.lines(node)) == (len(node.raws()), before)
    assert office.follower().once().records == 0


def test_a_long_log_stops_nobody(office: Office) -> None:
    """Of a burst only a slice is followed before the next unit has its turn."""
    burst, small = busy("a-burst"), Node("small")
    office.takes(burst, "the-ridge")
    office.takes(small, "the-ridge")
    follower = office.follower(records=len(small.raws()))
    assert follower.once().units == 2
    assert office.stands(small, RIDGE).summary.as_of == len(small.raws())
    assert office.stands(burst, RIDGE).summary.as_of < len(burst.raws())


def test_more_things_than_any_set_has(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """A log that names things without end turns grey, and the office's memory stays as it is."""
    monkeypatch.setattr("showsafe.fleet.fold.MOST_THINGS", 3)
    stands = office.follows(Node("north-ridge"), "the-ridge")
    assert stands.trouble is not None
    assert (stands.trouble.code, stands.summary.as_of) == ("facts.too-many", 4)


def test_a_slice_ends_by_time_too(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Records that are dear to follow are followed fewer at a time, each slice with a snapshot to come back to."""
    monkeypatch.setattr(follow, "SLICE_S", -1.0)
    node = Node("north-ridge")
    office.takes(node, "the-ridge")
    for number in range(1, 4):
        assert office.follower().once().records == 1
        assert office.stands(node, RIDGE).summary.as_of == number
        with office.facts.claim(node.origin) as held:
            assert held is not None
            before = keeping.from_bytes(held.kept().snapshot)
        assert before is not None
        assert before.size == number


def test_more_rounds_than_any_belt(office: Office) -> None:
    """A million rounds in one act, or heaped up in one weapon, cost the office no more than a grey row."""
    heap, once = Node("heap"), Node("once")
    once.say("register", lot="dummies", kind="dummy", count=1_000_000)
    good = len(once.raws())
    once.say("load", weapon="revolver", rounds="dummies:6")
    load = once.unit.store.entry(good + 1).raw
    once.lie(act={**record.read(load).body["act"], "rounds": ["dummies:1000000"]})
    heap.say("load", weapon="revolver", rounds="dummy:5000")
    heap.say("load", weapon="revolver", rounds="dummy:1")
    for node, last in ((once, good + 1), (heap, len(heap.raws()) - 1)):
        stands = office.follows(node, "the-ridge")
        assert stands.trouble is not None
        assert (stands.trouble.code, stands.summary.as_of) == ("facts.too-many", last)


def test_it_waits_for_a_database_that_is_away(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that is away turns no unit grey: the follower waits, and goes on when it is back."""
    node = Node("north-ridge")
    office.takes(node, "the-ridge")
    stop, before = Event(), COUNTERS.value("follower_waits", code="postgres.lost")
    follower = office.follower()
    whole, calls = PostgresArchive.held, []

    def away(archive: PostgresArchive, origin: str) -> object:
        calls.append(origin)
        if len(calls) == 1:
            raise Unusable("postgres.lost", "It is away.", "Wait.")
        stop.set()
        return whole(archive, origin)

    monkeypatch.setattr(PostgresArchive, "held", away)
    follower.keep_on(stop, every_s=0.001)
    assert COUNTERS.value("follower_waits", code="postgres.lost") == before + 1
    stands = office.stands(node, RIDGE)
    assert (stands.trouble, stands.summary.as_of) == (None, len(node.raws()))


def test_a_slice_is_traced_by_its_unit_alone(office: Office) -> None:
    """What is followed is a span with the unit and how many records, and with nobody in it."""
    node = busy("north-ridge")
    office.takes(node, "the-ridge")
    tracer = Tracer()
    spans.trace_with(tracer)
    try:
        office.follower().once()
    finally:
        spans.trace_with(None)
    assert tracer.kept == [("showsafe.follow", {"unit": node.origin, "records": len(node.raws())})]


def test_a_unit_that_cannot_be_written_stops_nobody(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the database refuses of one unit, or what nobody foresaw in it, leaves the others as current as ever."""
    first, second, last = Node("a-ridge"), Node("b-ridge"), Node("c-ridge")
    whole = follow.Follower._slice
    refused = "SELECT 1 / 0"

    def breaks(self: Follower, unit: Any, *more: Any, **named: Any) -> int:  # noqa: ANN401 - as it is called
        if unit.origin == first.origin:
            unit.held._connection.execute(refused)
        if unit.origin == second.origin:
            raise OverflowError
        return whole(self, unit, *more, **named)

    monkeypatch.setattr(follow.Follower, "_slice", breaks)
    for node in (first, second, last):
        office.takes(node, "the-ridge")
    follower = office.follower()
    assert follower.once().troubled == [first.origin, second.origin]
    assert office.stands(last, RIDGE).summary.as_of == len(last.raws())
    assert office.stands(first, RIDGE).summary.as_of == 0
    monkeypatch.undo()
    assert follower.once().troubled == []
    assert office.stands(first, RIDGE).summary.as_of == len(first.raws())


def test_whatever_breaks_it_goes_on(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that nobody foresaw ends no follower: it is counted, and the next round is begun."""
    stop, calls, before = Event(), [], COUNTERS.value("follower_waits", code="program.broke")

    def breaks(*_: object) -> tuple[str, ...]:
        calls.append(1)
        if len(calls) > 1:
            stop.set()
        raise RuntimeError("pat")

    monkeypatch.setattr(type(office.facts), "behind", breaks)
    office.follower().keep_on(stop, every_s=0.001)
    assert COUNTERS.value("follower_waits", code="program.broke") == before + 2


def test_an_archive_that_cannot_give_a_record(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record that the archive itself cannot give back turns the unit grey, not the whole office."""

    def damaged(*_: object, **__: object) -> object:
        raise WrongInput("archive.bundle", "These records are cut off in the middle.", "Restore them.")

    node = Node("north-ridge")
    office.takes(node, "the-ridge")
    monkeypatch.setattr(PostgresArchive, "entries", damaged)
    assert office.follower().once().troubled == [node.origin]
    stands = office.stands(node, RIDGE)
    assert stands.trouble is not None
    assert (stands.trouble.record, stands.trouble.code) == (1, "archive.bundle")
