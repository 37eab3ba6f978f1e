"""The office takes what a log's own checkpoint binds, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from showsafe.errors import NotVerified, ShowsafeError, WrongInput
from showsafe.fleet.refusals import Behind, Refused
from showsafe.ledger import archive as port
from showsafe.ledger import note
from showsafe.ledger.replication import Shown
from showsafe.ledger.witness import Request
from tests.fleet.nodes import (
    KEY,
    NEXT_KEY,
    ORIGIN,
    OTHER_KEY,
    Clock,
    Line,
    Node,
    copied,
    copying,
    ingest,
    kinds,
    own,
    raws,
    sent,
    shown,
)


def test_a_log_is_copied_whole_and_cosigned_in_the_same_call() -> None:
    """After one call the office has every record, byte for byte, the same tree, and has cosigned it."""
    node = Node(700)
    office = ingest(node)
    done = copied(node, office)
    assert (done.held, done.size, done.seen, done.sent) == (700, 700, 700, 700)
    assert done.heard is not None
    assert done.heard.size == 700
    assert raws(office) == own(node)
    assert office.archive.held(ORIGIN).edge == node.store.frontier()
    assert port.root_at(office.archive, ORIGIN, 512) == node.log().root(512)
    node.write(1)
    assert copied(node, office).sent == 1
    again = copied(node, office)
    assert (again.sent, again.heard) == (0, None)
    assert raws(office) == own(node)


def test_a_record_that_is_changed_on_the_way_is_not_taken() -> None:
    """One bit of one record is enough: nothing of its stretch is taken, and the right one is taken after it."""
    node = Node(300)
    office = ingest(node)
    office.show(ORIGIN, shown(node))
    right = sent(node, 1, 300)
    for at in (2, len(right.records) // 2, len(right.records) - 1):
        flipped = bytearray(right.records)
        flipped[at] ^= 1
        with pytest.raises(Refused) as error:
            office.take(ORIGIN, replace(right, records=bytes(flipped)))
        assert error.value.code == "ingest.not-bound"
    assert office.archive.held(ORIGIN).size == 0
    assert office.take(ORIGIN, right).size == 300


@pytest.mark.parametrize(
    "wrong", [{"proof": ()}, {"proof": (bytes(32),) * 9}, {"count": 99}, {"count": 101}, {"records": b"\0\0"}]
)
def test_a_stretch_whose_proof_or_count_does_not_fit_is_not_taken(wrong: dict[str, Any]) -> None:
    """A stretch says how many records it has and proves where it ends; where one of both is wrong, none is taken."""
    node = Node(300)
    office = ingest(node)
    office.show(ORIGIN, shown(node))
    with pytest.raises((NotVerified, WrongInput)):
        office.take(ORIGIN, replace(sent(node, 1, 100), **wrong))
    assert office.archive.held(ORIGIN).size == 0
    assert kinds(office) == []


def test_records_are_taken_only_next_and_only_for_the_latest_checkpoint() -> None:
    """Stretches that come again are let be, and of ones that come too early the office says where it is."""
    node = Node(300)
    office = ingest(node)
    with pytest.raises(Behind):
        office.take(ORIGIN, sent(node, 1, 100))
    office.show(ORIGIN, shown(node))
    with pytest.raises(Behind) as error:
        office.take(ORIGIN, sent(node, 101, 200))
    assert error.value.state.size == 0
    assert office.take(ORIGIN, sent(node, 1, 100)).size == 100
    assert office.take(ORIGIN, sent(node, 1, 100)).size == 100
    with pytest.raises(Behind):
        office.take(ORIGIN, sent(node, 50, 150))
    with pytest.raises(Behind):
        office.take(ORIGIN, sent(node, 101, 200, bound=250))
    assert office.take(ORIGIN, sent(node, 101, 300)).size == 300
    assert raws(office) == own(node)


def test_a_link_that_drops_repeats_and_reorders_ends_with_the_same_records() -> None:
    """Requests are lost, come twice, and come late after newer ones; after enough calls everything is there, once."""
    node = Node(10)
    office = ingest(node)
    old: list[bytes] = []
    count = 0

    def way(name: str, body: bytes) -> list[bytes]:
        nonlocal count
        count += 1
        if name == "send" and count % 3 == 0:
            return []
        if name == "send":
            old.append(body)
            return [old[(count * 7) % len(old)], body] if count % 2 else [body, body]
        return [body, body] if name == "show" and count % 2 else [body]

    line = Line(office, way=way)
    for _ in range(12):
        node.write(23)
        try:
            copied(node, office, line)
        except (ConnectionError, ShowsafeError):
            continue
    line.way = lambda _, body: [body]
    copied(node, office, line)
    assert raws(office) == own(node)
    assert kinds(office) == []


def test_the_records_of_another_unit_are_not_taken() -> None:
    """A node that shows another unit's checkpoint, or sends its records under its own, gets nothing in."""
    node, other = Node(50), Node(80, "south-fork", OTHER_KEY)
    office = ingest(node, other)
    copied(other, office)
    with pytest.raises(Refused) as error:
        office.show(ORIGIN, shown(other))
    assert error.value.code == "ingest.other-log"
    office.show(ORIGIN, shown(node))
    with pytest.raises(Refused) as error:
        office.take(ORIGIN, replace(sent(other, 1, 50), size=50, proof=()))
    assert error.value.code == "ingest.not-bound"
    assert office.archive.held(ORIGIN).size == 0


def test_the_office_is_a_plain_witness_too() -> None:
    """A log may ask it in the words of C2SP tlog-witness; a replaced key does not count there either."""
    node = Node(50)
    office = ingest(node)
    stolen = node.copy()
    assert office.cosign(shown(node).request.to_bytes()).status == 200
    node.rotate(NEXT_KEY)
    copied(node, office)
    stolen.write(9)
    assert office.cosign(shown(stolen, 51).request.to_bytes()).status == 403
    assert office.cosign(b"old x").status == 400
    assert office.cosign(shown(Node(3, "south-fork")).request.to_bytes()).status == 404


def test_only_the_log_s_own_signature_is_kept() -> None:
    """Signature lines of others that are sent along are neither kept nor cosigned."""
    node = Node(5)
    office = ingest(node)
    extra = note.NoteSignature("somebody", b"abcd", bytes(64)).line()
    office.show(ORIGIN, Shown(Request(0, (), node.store.checkpoint() + extra)))
    assert office.archive.held(ORIGIN).seen == node.store.checkpoint()


def test_a_clock_that_is_a_year_off_is_said_and_not_judged() -> None:
    """Claimed times are the node's word, times of receipt the office's; the copy goes on, and the node is told."""
    clock = Clock()
    node = Node(5)
    office = ingest(node, clock=clock)
    clock.move(365 * 86400)
    done = copied(node, office)
    assert (done.held, done.heard) == (5, None)
    assert "clock" in done.trouble
    assert {each.received_at for each in office.archive.entries(ORIGIN)} == {clock()}
    assert office.archive.held(ORIGIN).received_at == clock()
    assert raws(office) == own(node)


def test_an_office_that_was_put_back_itself_gets_everything_again_and_that_is_said() -> None:
    """A node hears where the office says less than it cosigned once, and copies all the same."""
    node = Node(40)
    copied(node, ingest(node))
    call = copying(node, Line(ingest(node)))
    call.cosigned = 40
    done = call.run()
    assert done.held == 40
    assert "cosigned 40 records and now says that it has seen 0" in done.trouble


def test_two_replicators_of_one_node_do_no_harm() -> None:
    """Where two call at once, each goes on from where the office is; every record is there once."""
    node = Node(600)
    office = ingest(node)
    first = Line(office)

    def way(name: str, body: bytes) -> list[bytes]:
        if name == "send" and office.archive.held(ORIGIN).size < 512:
            office.take(ORIGIN, sent(node, office.archive.held(ORIGIN).size + 1, 512))
        return [body]

    first.way = way
    assert copied(node, office, first).held == 600
    assert raws(office) == own(node)


def test_the_key_of_the_log_is_what_counts_and_not_who_calls() -> None:
    """A checkpoint of the log's own name under its key is accepted; the same text under no signature is not."""
    node = Node(5)
    office = ingest(node)
    text = note.parse(node.store.checkpoint()).text
    forged = note.sign(text, ORIGIN, OTHER_KEY)
    with pytest.raises(Refused):
        office.show(ORIGIN, Shown(Request(0, (), forged)))
    signed = note.sign(text, ORIGIN, KEY)
    assert office.show(ORIGIN, Shown(Request(0, (), signed)))
