"""What rewrites is refused in one sentence, and kept as evidence with its records."""

from __future__ import annotations

import pytest

from showsafe.application.replicating import Refusal
from showsafe.fleet.refusals import Behind, Refused
from showsafe.ledger import archive as port
from showsafe.ledger import checkpoint, tiles
from showsafe.ledger.replication import SentBranch
from showsafe.ledger.tree import Frontier
from showsafe.ledger.witness import FORK, NOT_CONSISTENT, ROLLED_BACK
from tests.fleet.nodes import (
    ORIGIN,
    Line,
    Node,
    copied,
    copying,
    ingest,
    kinds,
    own,
    raws,
    shown,
)


def test_a_node_put_back_from_a_backup_is_caught_on_its_first_call() -> None:
    """It shows fewer records than the office saw; that is kept, and one sentence says what happened and what to do."""
    node = Node(100)
    backup = node.copy()
    office = ingest(node)
    node.write(50)
    copied(node, office)
    with pytest.raises(Refusal) as error:
        copied(backup, office)
    assert error.value.code == "ingest.rolled-back"
    assert "100 records" in error.value.says
    assert "150" in error.value.says
    assert "older copy" in error.value.says
    assert "showsafe init" in error.value.now
    assert "Go on recording" in error.value.now
    (kept,) = office.archive.branches(ORIGIN)
    assert kept.kind == ROLLED_BACK
    assert checkpoint.read(kept.shown).size == 100
    assert checkpoint.read(kept.seen).size == 150
    assert raws(office) == own(node)


def test_an_old_request_that_comes_late_is_no_sign_of_a_backup() -> None:
    """A checkpoint that was sent before and arrives again is refused, and nothing is kept against the node."""
    node = Node(100)
    office = ingest(node)
    late = shown(node)
    office.show(ORIGIN, late)
    node.write(10)
    office.show(ORIGIN, shown(node, 100))
    with pytest.raises(Behind):
        office.show(ORIGIN, late)
    assert kinds(office) == []


def test_a_backup_that_was_worked_on_is_kept_with_its_records() -> None:
    """What was recorded on an old copy is refused, and the office has it as evidence, every record after the fork."""
    node = Node(100)
    office = ingest(node)
    backup = node.copy()
    node.write(50)
    copied(node, office)
    backup.write(80, "branch")
    with pytest.raises(Refusal) as error:
        copied(backup, office)
    assert error.value.code == "ingest.not-consistent"
    (kept,) = office.archive.branches(ORIGIN)
    whole = office.archive.branch(kept.number)
    assert whole is not None
    assert (whole.kind, whole.first) == (NOT_CONSISTENT, 101)
    assert list(port.bundle_records(whole.records)) == own(backup)[100:]
    assert raws(office) == own(node)
    with pytest.raises(Refusal):
        copied(backup, office)
    assert len(kinds(office)) == 1


def test_two_programs_that_copy_one_growing_log_are_no_roll_back() -> None:
    """The slower of two has an older checkpoint in its hands than the office has seen: it looks again, and goes on."""
    node = Node(100)
    office = ingest(node)
    slow = copying(node, Line(office))
    slow.fresh = node.log
    node.write(10)
    copied(node, office)
    assert slow.run().held == 110
    assert kinds(office) == []


def test_nobody_raises_an_alarm_by_showing_an_old_checkpoint_again() -> None:
    """Whoever kept a checkpoint can ask with it as of a plain witness: it is old, and no sign of a roll-back."""
    node = Node(100)
    office = ingest(node)
    old = shown(node)
    node.write(10)
    copied(node, office)
    assert office.cosign(old.request.to_bytes()).status == 409
    assert kinds(office) == []


def test_a_shorter_past_that_is_another_one_is_kept_from_whomever_it_comes() -> None:
    """Fewer records that are not those of the office: the log has signed two pasts, whenever that was sent."""
    node = Node(90)
    twin = node.copy()
    node.write(20)
    twin.write(5, "twin")
    office = ingest(node)
    copied(node, office)
    assert office.cosign(shown(twin).request.to_bytes()).status == 409
    assert kinds(office) == [ROLLED_BACK]
    with pytest.raises(Refused):
        office.show(ORIGIN, shown(twin))
    assert kinds(office) == [ROLLED_BACK]


def test_two_pasts_of_one_size_are_a_fork() -> None:
    """A log that signed two trees of one size is refused with both, and the records of the second are kept."""
    node = Node(90)
    twin = node.copy()
    node.write(10)
    twin.write(10, "twin")
    office = ingest(node)
    copied(node, office)
    with pytest.raises(Refusal) as error:
        copied(twin, office)
    assert error.value.code == "ingest.fork"
    (kept,) = office.archive.branches(ORIGIN)
    whole = office.archive.branch(kept.number)
    assert whole is not None
    assert (whole.kind, whole.first) == (FORK, 91)
    assert list(port.bundle_records(whole.records)) == own(twin)[90:]


def test_a_history_that_was_written_anew_is_refused_from_its_first_record() -> None:
    """Where a node has another past from the start on, that is found too, and begins at record 1."""
    node, other = Node(300), Node(1)
    other.write(399, "anew")
    office = ingest(node)
    copied(node, office)
    with pytest.raises(Refusal):
        copied(other, office)
    (kept,) = office.archive.branches(ORIGIN)
    whole = office.archive.branch(kept.number)
    assert whole is not None
    assert whole.first == 2
    assert raws(office) == own(node)


def test_evidence_takes_only_what_the_refused_checkpoint_binds() -> None:
    """Records that are not of the branch, or do not begin with ours, are not taken as evidence."""
    node = Node(90)
    twin = node.copy()
    node.write(10)
    twin.write(10, "twin")
    office = ingest(node)
    copied(node, office)
    with pytest.raises(Refused):
        office.show(ORIGIN, shown(twin, 100))
    mark = twin.store.checkpoint()
    records = tiles.bundle_of(own(twin)[90:])
    edge = tiles.frontier_at(twin.store.tile, 90)
    for wrong in (
        SentBranch(mark, edge, 10, (), tiles.bundle_of(own(node)[90:])),
        SentBranch(mark, Frontier(90, (bytes(32),) * 4), 10, (), records),
        SentBranch(mark, tiles.frontier_at(twin.store.tile, 95), 5, (), tiles.bundle_of(own(twin)[95:])),
    ):
        with pytest.raises(Refused) as error:
            office.branch(ORIGIN, wrong)
        assert error.value.code == "ingest.not-bound"
    with pytest.raises(Refused) as error:
        office.branch(ORIGIN, SentBranch(node.store.checkpoint(), edge, 10, (), records))
    assert error.value.code == "ingest.no-branch"
    assert office.branch(ORIGIN, SentBranch(mark, edge, 10, (), records)) == 1
    assert office.branch(ORIGIN, SentBranch(mark, edge, 10, (), records)) == 0
