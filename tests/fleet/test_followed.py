"""The office follows the key of a node by the records that change it, and no other way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from showsafe.application import replicating
from showsafe.application.replicating import Refusal
from showsafe.fleet.refusals import Refused
from showsafe.ledger import tiles, tree
from showsafe.ledger.archive import FOREIGN_KEY
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.replication import Rotation
from tests.fleet.nodes import (
    NEXT_KEY,
    ORIGIN,
    OTHER_KEY,
    Node,
    copied,
    ingest,
    kinds,
    own,
    raws,
    shown,
)


def test_a_checkpoint_under_a_key_that_is_not_known_is_kept_and_refused() -> None:
    """Whoever signs with another key gets nothing in, and what was shown is kept."""
    node, thief = Node(50), Node(60, key=OTHER_KEY)
    office = ingest(node)
    copied(node, office)
    with pytest.raises(Refused) as error:
        office.show(ORIGIN, shown(thief, 50))
    assert error.value.code == "ingest.other-key"
    assert kinds(office) == [FOREIGN_KEY]


def test_strange_keys_cannot_crowd_out_a_stolen_one() -> None:
    """Of checkpoints that anybody could make some are kept; one under a key that was the log's is kept after them."""
    node = Node(20)
    office = ingest(node)
    stolen = node.copy()
    node.rotate(NEXT_KEY)
    copied(node, office)
    for size in range(30, 45):
        with pytest.raises(Refused):
            office.show(ORIGIN, shown(Node(size, key=OTHER_KEY), 21))
    assert len(kinds(office)) == 10
    stolen.write(9)
    with pytest.raises(Refused):
        office.show(ORIGIN, shown(stolen, 21))
    assert len(kinds(office)) == 11


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


def test_however_often_a_key_changed_only_what_the_office_lacks_is_sent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """More changes in all than one request may hold: the office hears of each when it happens, and follows them all."""
    monkeypatch.setattr(replicating, "MOST_ROTATIONS", 2)
    node = Node(5)
    office = ingest(node)
    for number in range(5):
        node.rotate(DeviceKey(bytes([number + 100]) * 32))
        assert copied(node, office).held == 6 + number
    assert len(office.archive.unit(ORIGIN).keys) == 6


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
    assert error.value.code == "ingest.replaced-key"
    assert "older copy" in error.value.now
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
