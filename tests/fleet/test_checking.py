"""Every signature is checked once: behind the records or before they are taken, and the first wrong one is named."""

from __future__ import annotations

import base64
from collections.abc import Callable
from threading import Event

import pytest

from showsafe.application.replicating import Refusal
from showsafe.errors import Unusable
from showsafe.fleet import checking, following
from showsafe.fleet.checking import Checker
from showsafe.fleet.ingest import Ingest
from showsafe.ledger import archive as port
from showsafe.ledger import checkpoint, record
from showsafe.ledger.archive import FAULT, Checking, Opening
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.store import Entry
from showsafe.ledger.tree import leaf_hash
from showsafe.ledger.writer import Writer
from tests.fleet.nodes import NEXT_KEY, ORIGIN, OTHER_KEY, Node, copied, ingest, own, raws
from tests.ledger import ledgers

DEVICE = DeviceKey(bytes(range(7, 39)))
SAID = {"scope": "unit", "door": "report", "outcome": "record", "would": "permit"}


def checked(office: Ingest, workers: int = 1) -> int:
    """Check everything; return up to which record it is."""
    checker = Checker(office.archive, workers)
    while checker.once():
        pass
    checker.close()
    return office.archive.held(ORIGIN).checked


def put_raw(node: Node, raw: bytes) -> None:
    """Let a node that lies record bytes, whatever they are, under its own checkpoint."""
    edge = node.store.frontier().append(leaf_hash(raw))
    entry = Entry(edge.size, f"raw-{edge.size}", "unit", raw, leaf_hash(raw))
    node.store.append(edge.size - 1, [entry], (), (), checkpoint.sign(node.origin, edge, node.key))


def enrolled(node: Node, key: DeviceKey) -> None:
    """Record that a device's key may sign from now on."""
    act = {"algorithm": "ed25519", "of": "device:tablet", "key_id": key.id}
    act["key"] = base64.b64encode(key.public).decode()
    node.put(
        ledgers.body(node.store.size(), act_id=f"enrol-{key.id}", kind="key-enrolled", act=act, **SAID),
        beside=(key,),
    )


def revoked(node: Node, key: DeviceKey) -> None:
    """Record that a device's key signs no more."""
    act = {"key_id": key.id}
    node.put(ledgers.body(node.store.size(), act_id=f"end-{key.id}", kind="key-revoked", act=act, **SAID))


def test_a_log_is_checked_up_to_its_last_record_and_goes_on_from_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In turns of a few records, each by a checker that knows only what lies in the archive."""
    monkeypatch.setattr(checking, "TURN", 70)
    node = Node(100)
    enrolled(node, DEVICE)
    node.rotate(NEXT_KEY)
    node.write(150)
    revoked(node, DEVICE)
    office = ingest(node)
    copied(node, office)
    turns = 0
    while Checker(office.archive, 1).once():
        turns += 1
    held = office.archive.held(ORIGIN)
    assert (held.checked, held.fault, turns) == (253, "", 4)
    node.write(3)
    assert copied(node, office).checked == 253
    assert checked(office) == 256


def test_several_processes_say_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks looked at by two processes lead to the same standing as in this one."""
    monkeypatch.setattr(checking, "BLOCK", 64)
    monkeypatch.setattr(checking, "WORTH_A_PROCESS", 128)
    node = Node(100)
    node.rotate(NEXT_KEY)
    node.write(200)
    one, two = ingest(node), ingest(node)
    copied(node, one)
    copied(node, two)
    assert checked(one) == checked(two, 2) == 301
    assert one.archive.checking(ORIGIN) == two.archive.checking(ORIGIN)


def _other_unit(node: Node) -> bytes:
    body = ledgers.body(node.store.size(), act_id="foreign")
    return Writer("south-fork", node.key).seal([body], Node(1).writer.position(node.store)).entries[0].raw


def _unknown_key(_: Node) -> bytes:
    return Node(3, key=OTHER_KEY).store.entry(2).raw


def _broken_signature(node: Node) -> bytes:
    at = node.writer.position(node.store)
    raw = node.writer.seal([ledgers.body(9, act_id="broken")], at).entries[0].raw
    opened = record.read(raw)
    signature = record.Signature(opened.signatures[0].key_id, bytes(64))
    return record.assemble(opened.payload, [signature])


def _repeated(node: Node) -> bytes:
    return node.store.entry(2).raw


@pytest.mark.parametrize(
    ("lie", "word"),
    [
        (lambda _: b"garbage", "record 51"),
        (lambda _: b"\xff" * 65_535, "record 51"),
        (lambda _: b"{" * 60_000, "record 51"),
        (_other_unit, "another unit"),
        (_unknown_key, "record 51"),
        (_broken_signature, "does not hold"),
        (_repeated, "record 51 is number"),
    ],
)
def test_a_node_that_lies_in_its_records_is_caught_by_number(lie: Callable[[Node], bytes], word: str) -> None:
    """What its checkpoint binds is kept; the first wrong record is named and is evidence, and the node hears it."""
    node = Node(50)
    put_raw(node, lie(node))
    node.write(5)
    office = ingest(node)
    copied(node, office)
    assert checked(office) == 50
    held = office.archive.held(ORIGIN)
    assert word in held.fault
    assert held.size == 56
    (kept,) = office.archive.branches(ORIGIN)
    whole = office.archive.branch(kept.number)
    assert whole is not None
    assert (whole.kind, whole.first) == (FAULT, 51)
    assert list(port.bundle_records(whole.records)) == [own(node)[50]]
    node.write(1)
    assert copied(node, office).fault == held.fault


@pytest.mark.parametrize("key", [DEVICE, OTHER_KEY])
def test_a_key_that_was_revoked_or_never_enrolled_signs_nothing(key: DeviceKey) -> None:
    """A record that such a key signed beside the node's own is the first that does not hold."""
    node = Node(20)
    enrolled(node, DEVICE)
    revoked(node, DEVICE)
    node.put(ledgers.body(22, act_id="late"), beside=(key,))
    node.write(4)
    office = ingest(node)
    copied(node, office)
    assert checked(office) == 22
    fault = office.archive.held(ORIGIN).fault
    assert "record 23" in fault
    assert "key that" in fault


def test_with_every_signature_checked_first_nothing_wrong_is_taken() -> None:
    """The stretch with a wrong record is refused whole and kept; what came before it is taken and stays."""
    node = Node(600)
    office = ingest(node)
    office.checks = Checker(office.archive, 1)
    assert copied(node, office).checked == 600
    put_raw(node, b"garbage")
    with pytest.raises(Refusal) as error:
        copied(node, office)
    assert error.value.code == "ingest.records"
    assert "record 601" in error.value.says
    assert raws(office) == own(node)[:600]
    (kept,) = office.archive.branches(ORIGIN)
    assert (kept.kind, kept.first) == (FAULT, 601)
    node.write(1)
    with pytest.raises(Refusal):
        copied(node, office)
    assert len(list(office.archive.branches(ORIGIN))) == 1


def test_checking_first_catches_up_where_it_was_behind() -> None:
    """An office that begins to check everything first checks what it already holds."""
    node = Node(300)
    office = ingest(node)
    copied(node, office)
    node.write(10)
    office.checks = Checker(office.archive, 1)
    assert copied(node, office).checked == 310
    bad = Node(300, "south-fork", OTHER_KEY)
    put_raw(bad, b"x")
    office.archive.trust(bad.known_as())
    office.checks = None
    copied(bad, office)
    office.checks = Checker(office.archive, 1)
    bad.write(1)
    with pytest.raises(Refusal) as error:
        copied(bad, office)
    assert "record 301" in error.value.says


def test_bytes_that_changed_in_the_archive_are_found() -> None:
    """Records are held against the leaf hashes that lie beside them."""
    node = Node(40)
    office = ingest(node)
    copied(node, office)
    log = office.archive._log(ORIGIN)  # type: ignore[attr-defined]
    kept = log.records[29]
    log.records[29] = port.Kept(30, kept.raw.replace(b"payload", b"payloaf", 1), kept.received_at)
    assert checked(office) == 29
    assert "record 30" in office.archive.held(ORIGIN).fault


def test_a_fault_that_another_version_found_is_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A newer program may know what an older one did not: it begins that log anew, and its own faults stay."""
    node = Node(20)
    put_raw(node, b"x")
    office = ingest(node)
    copied(node, office)
    monkeypatch.setattr(following, "FOUND_BY", "found-by 0.0.1")
    assert checked(office) == 20
    monkeypatch.undo()
    checker = Checker(office.archive, 1)
    checker.again()
    assert office.archive.held(ORIGIN).fault == ""
    assert checked(office) == 20
    checker.again()
    assert "record 21" in office.archive.held(ORIGIN).fault


def test_what_a_record_erases_is_erased_at_the_office() -> None:
    """The opening of a commitment goes when the record that erases it is checked, and stays away."""
    node = Node(10)
    names = ["a" * 64]
    node.put(ledgers.body(10, act_id="erase", kind="erased", act={"commitments": names}, **SAID))
    office = ingest(node)
    opening = Opening(2, "a" * 64, bytes(32), b"1")
    office.archive.open_values(ORIGIN, [opening])
    copied(node, office)
    assert checked(office) == 11
    office.archive.open_values(ORIGIN, [opening])
    assert list(office.archive.opened(ORIGIN)) == []


def test_a_key_that_no_record_brings_is_found() -> None:
    """Where checkpoints were accepted under a key, the record that is said to bring it has to bring it."""
    node = Node(30)
    office = ingest(node)
    copied(node, office)
    unit = office.archive.unit(ORIGIN)
    strange = port.LogKey(Node(1, key=OTHER_KEY).known_as().keys[0].vkey, 7)
    office.archive.trust(port.Unit(unit.production, unit.unit, unit.origin, (*unit.keys, strange)))
    checked(office)
    assert "record 7 does not bring" in office.archive.held(ORIGIN).fault


def test_a_standing_that_cannot_be_read_ends_nothing_but_the_check() -> None:
    """A damaged standing is said with what to do; records are still taken."""
    node = Node(10)
    office = ingest(node)
    copied(node, office)
    office.archive.checked(ORIGIN, 0, Checking(5, b'{"format":"x"}'))
    with pytest.raises(Unusable) as error:
        Checker(office.archive, 1).once()
    assert error.value.code == "checking.damaged"
    node.write(1)
    assert copied(node, office).held == 11


def test_the_check_goes_on_in_the_background_until_it_is_stopped() -> None:
    """It ends when told, after checking what was there; an archive that fails for a moment is tried again."""
    node = Node(10)
    office = ingest(node)
    copied(node, office)
    stop = Event()
    asked = office.archive.unchecked
    failing = [Unusable("postgres.full", "Full.", "Wait."), RuntimeError("unheard of")]

    def unchecked(most: int = 100) -> tuple[str, ...]:
        if failing:
            raise failing.pop()
        found = asked(most)
        if not found:
            stop.set()
        return found

    office.archive.unchecked = unchecked  # type: ignore[method-assign]
    Checker(office.archive, 1).keep_on(stop, 0.001)
    assert office.archive.held(ORIGIN).checked == 10
