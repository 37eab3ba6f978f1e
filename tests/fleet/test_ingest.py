"""The office takes what a log's own checkpoint binds, and nothing that rewrites; what it refuses it keeps."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from showsafe.application.replicating import Refusal
from showsafe.errors import NotVerified, ShowsafeError
from showsafe.fleet.ingest import Ingest
from showsafe.fleet.refusals import Behind, Refused
from showsafe.ledger import archive as port
from showsafe.ledger import checkpoint, note, tiles, tree
from showsafe.ledger.archive import FOREIGN_KEY
from showsafe.ledger.replication import Rotation, Sent, SentBranch, Shown
from showsafe.ledger.tree import Frontier
from showsafe.ledger.witness import FORK, NOT_CONSISTENT, ROLLED_BACK, Request
from tests.fleet.nodes import KEY, NEXT_KEY, ORIGIN, OTHER_KEY, Clock, Line, Node, copied, ingest


def kinds(office: Ingest, origin: str = ORIGIN) -> list[str]:
    """Return the kinds of the branches that were kept."""
    return [each.kind for each in office.archive.branches(origin)]


def raws(office: Ingest, origin: str = ORIGIN) -> list[bytes]:
    """Return the records that the office holds."""
    return [each.raw for each in office.archive.entries(origin)]


def own(node: Node) -> list[bytes]:
    """Return the records of a node."""
    return [each.raw for each in node.store.entries()]


def sent(node: Node, first: int, last: int, bound: int = 0) -> Sent:
    """Return records of a node, bound to its checkpoint of ``bound`` records, or of all."""
    size = bound or node.store.size()
    proof = tree.prove_consistency(last, size, tiles.subtree_of(node.store.tile, size))
    bundle = tiles.bundle_of(each.raw for each in node.store.entries(first, last))
    return Sent(first, last - first + 1, size, proof, bundle)


def shown(node: Node, old: int = 0) -> Shown:
    """Return the checkpoint of a node with the proof from a size."""
    return Shown(Request(old, node.log().prove(old) if old else (), node.store.checkpoint()))


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
    with pytest.raises(NotVerified):
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


def test_a_checkpoint_under_a_key_that_is_not_known_is_kept_and_refused() -> None:
    """Whoever signs with another key gets nothing in, and what was shown is kept."""
    node, thief = Node(50), Node(60, key=OTHER_KEY)
    office = ingest(node)
    copied(node, office)
    with pytest.raises(Refused) as error:
        office.show(ORIGIN, shown(thief, 50))
    assert error.value.code == "ingest.other-key"
    assert kinds(office) == [FOREIGN_KEY]


def test_a_change_of_the_nodes_key_is_followed_by_its_record() -> None:
    """After a rotation the new key signs, known from the record that both keys signed; so does a third."""
    node = Node(50)
    office = ingest(node)
    copied(node, office)
    node.rotate(NEXT_KEY)
    node.write(5)
    node.rotate(OTHER_KEY)
    node.write(5)
    done = copied(node, office)
    assert (done.held, done.seen) == (62, 62)
    assert [key.since for key in office.archive.unit(ORIGIN).keys] == [1, 51, 57]
    assert raws(office) == own(node)


def test_a_key_that_was_replaced_signs_nothing_any_more() -> None:
    """Whoever still has the old key cannot go on with it, and what they show is kept."""
    node = Node(50)
    office = ingest(node)
    stolen = node.copy()
    node.rotate(NEXT_KEY)
    copied(node, office)
    stolen.write(9)
    with pytest.raises(Refused) as error:
        office.show(ORIGIN, shown(stolen, 51))
    assert error.value.code == "ingest.other-key"
    assert kinds(office) == [FOREIGN_KEY]


def test_a_rotation_counts_only_as_both_keys_signed_it_and_in_the_tree() -> None:
    """A record that names a wrong key, lacks the old key's signature, or is not in the tree is refused."""
    node = Node(50)
    office = ingest(node)
    copied(node, office)
    bad = node.copy()
    bad.rotate(NEXT_KEY, key_id=OTHER_KEY.id)
    foreign = Node(50, key=OTHER_KEY)
    foreign.rotate(NEXT_KEY)
    right = node.copy()
    right.rotate(NEXT_KEY)
    for made, number in ((bad, 51), (foreign, 51), (right, 50)):
        size = made.store.size()
        subtree = tiles.subtree_of(made.store.tile, size)
        rotation = Rotation(number, made.store.entry(51).raw, tree.prove_inclusion(50, size, subtree))
        with pytest.raises(Refused) as error:
            office.show(ORIGIN, replace(shown(made), rotations=(rotation,)))
        assert error.value.code == "ingest.rotation"
    assert len(office.archive.unit(ORIGIN).keys) == 1


def test_a_branch_that_brings_its_own_key_does_not_lock_the_node_out() -> None:
    """A key that only a refused branch brings is not trusted: the node itself goes on."""
    node = Node(50)
    stolen = node.copy()
    office = ingest(node)
    node.write(5)
    copied(node, office)
    stolen.rotate(OTHER_KEY)
    stolen.write(9)
    with pytest.raises(Refusal):
        copied(stolen, office)
    assert len(office.archive.unit(ORIGIN).keys) == 1
    node.write(5)
    assert copied(node, office).held == 60


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
