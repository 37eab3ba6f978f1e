"""Group commit: who comes while a commit is on its way shares the next one, and nobody is answered too early."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest

from showsafe.application.along import Along
from showsafe.application.unit import Answer
from showsafe.domain.events import ASK
from showsafe.errors import Unusable, WrongInput
from showsafe.ledger import record
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.record import MOST_SIGNATURES
from showsafe.ledger.store import Conflict
from tests.application.units import Node, a_node

PATIENCE = 20


class Gated:
    """An append that waits at a gate, as a slow disk does; it can be told to fail."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.append = node.store.append
        self.arrived, self.gate = Event(), Event()
        self.sizes: list[int] = []
        self.errors: list[Exception] = []
        node.store.append = self  # type: ignore[method-assign,assignment]

    def __call__(self, expected: int, entries: Any, *rest: Any) -> None:  # noqa: ANN401
        """Note how many records come, wait for the gate, then fail or append."""
        self.sizes.append(len(entries))
        self.arrived.set()
        assert self.gate.wait(PATIENCE)
        if self.errors:
            raise self.errors.pop(0)
        self.append(expected, entries, *rest)


def held_up(node: Node, pool: ThreadPoolExecutor, count: int) -> list[Future[Answer]]:
    """Let one act reach the gate, then so many more be decided behind it."""
    acts = [node.act("acknowledge", "grip", about=f"notice {number}") for number in range(count + 1)]
    disk: Any = node.store.append
    asked = [pool.submit(node.unit.ask, acts[0])]
    assert disk.arrived.wait(PATIENCE)
    asked.extend(pool.submit(node.unit.ask, act) for act in acts[1:])
    while len(waiting(node)) < count:
        assert not any(each.done() for each in asked)
    return asked


def waiting(node: Node) -> list[Any]:
    """Return the records that are decided and wait for the next commit."""
    with node.unit._group.deciding:
        batch = node.unit._group._open
        return list(batch.entries) if batch else []


def test_acts_that_come_during_a_commit_share_the_next_one() -> None:
    """Eleven acts at once take two commits, and each has its own record, in one unbroken order."""
    node = a_node()
    size, disk = node.store.size(), Gated(node)
    with ThreadPoolExecutor(12) as pool:
        asked = held_up(node, pool, 10)
        disk.gate.set()
        numbers = [each.result(PATIENCE).number for each in asked]
    assert disk.sizes == [1, 10]
    assert sorted(numbers) == list(range(size + 1, size + 12))
    assert node.store.size() == size + 11


def test_nobody_is_answered_before_the_disk_has_it() -> None:
    """While the append waits, no act of its batch or of the next has an answer, and no reader sees one."""
    node = a_node()
    size, disk = node.store.size(), Gated(node)
    with ThreadPoolExecutor(6) as pool:
        asked = held_up(node, pool, 4)
        assert not any(each.done() for each in asked)
        assert node.store.size() == size
        disk.gate.set()
        assert all(each.result(PATIENCE).outcome == "permit" for each in asked)


def test_a_failed_commit_is_told_to_everybody_in_it() -> None:
    """Where the disk refuses a batch, each of its acts hears so; those decided on top of it are decided again."""
    node = a_node()
    size, disk = node.store.size(), Gated(node)
    disk.errors.append(Unusable("disk.full", "The disk is full.", "Make room."))
    with ThreadPoolExecutor(6) as pool:
        asked = held_up(node, pool, 4)
        disk.gate.set()
        with pytest.raises(Unusable) as refused:
            asked[0].result(PATIENCE)
        numbers = [each.result(PATIENCE).number for each in asked[1:]]
    assert refused.value.code == "disk.full"
    assert sorted(numbers) == list(range(size + 1, size + 5))
    assert node.store.size() == size + 4


def test_a_full_disk_in_the_middle_of_a_group_loses_nobody() -> None:
    """Where a group of ten does not fit, none of it is recorded, all ten hear so, and asking again records them."""
    node = a_node()
    size, disk = node.store.size(), Gated(node)
    with ThreadPoolExecutor(12) as pool:
        asked = held_up(node, pool, 10)
        disk.errors.extend([Conflict(size, size), Unusable("disk.full", "The disk is full.", "Make room.")])
        disk.gate.set()
        told = [each.exception(PATIENCE) for each in asked]
    refused = [error.code for error in told if isinstance(error, Unusable)]
    assert refused.count("disk.full") == len(refused) > 0
    assert node.store.size() == size + len(asked) - len(refused)
    assert node.ask("hold", "grip").number == node.store.size()
    node.unit.forget()
    assert node.unit.writer.position(node.store).frontier == node.store.frontier()


def test_one_act_id_from_many_devices_is_one_record() -> None:
    """The same act sent by eight threads at once is recorded once, and all have the same answer."""
    node = a_node()
    size, act = node.store.size(), node.act("hold", "grip")
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: node.unit.ask(act), range(8)))
    assert {answer.number for answer in answers} == {size + 1}
    assert sum(not answer.repeated for answer in answers) == 1
    assert node.store.size() == size + 1


def test_decisions_rest_on_acts_that_are_on_their_way() -> None:
    """Somebody whose enrolment is still on its way to the disk may be named by the next act, and follows it there."""
    node = a_node()
    size, disk = node.store.size(), Gated(node)
    with ThreadPoolExecutor(4) as pool:
        enrolled = pool.submit(node.ask, "enrol", "producer", person="newcomer", roles=["crew"])
        assert disk.arrived.wait(PATIENCE)
        raised = pool.submit(node.ask, "raise-concern", "newcomer", about="the safe")
        disk.gate.set()
        assert enrolled.result(PATIENCE).number == size + 1
        assert raised.result(PATIENCE).number == size + 2


def test_an_import_sends_back_who_was_decided_without_it() -> None:
    """Acts that gather while an import is written are decided again on top of it, and all are recorded."""
    node = a_node()
    gathering = node.unit.gather()
    for number in range(3):
        act = node.act("acknowledge", "grip", about=f"import {number}")
        gathering.record(act, "report", "set", node.clock.now())
    size, disk = node.store.size(), Gated(node)
    with ThreadPoolExecutor(4) as pool:
        imported = pool.submit(gathering.close)
        assert disk.arrived.wait(PATIENCE)
        asked = pool.submit(node.ask, "hold", "grip")
        disk.gate.set()
        imported.result(PATIENCE)
        assert asked.result(PATIENCE).number == size + 4


def test_a_record_that_cannot_be_sealed_fails_alone() -> None:
    """An act that more people sign than a record can carry is refused by itself; the acts beside it are recorded."""
    node = a_node()
    size = node.store.size()
    crowd = Along(cosigners=tuple(DeviceKey(bytes([number] * 32)) for number in range(MOST_SIGNATURES)))
    with ThreadPoolExecutor(8) as pool:
        bad = pool.submit(node.unit.record, node.act("hold", "grip"), ASK, "set", None, crowd)
        good = [pool.submit(node.ask, "acknowledge", "grip", about=f"notice {n}") for n in range(6)]
        assert sorted(each.result(PATIENCE).number for each in good) == list(range(size + 1, size + 7))
        with pytest.raises(WrongInput) as refused:
            bad.result(PATIENCE)
    assert refused.value.code == "record.not-signed"
    assert node.store.size() == size + 6


def test_others_sign_after_the_device() -> None:
    """A record carries the device's signature first, then those of the keys that came with the act, and all hold."""
    node = a_node()
    giver, receiver = DeviceKey(b"g" * 32), DeviceKey(b"r" * 32)
    answer = node.unit.record(node.act("hold", "grip"), ASK, along=Along(cosigners=(giver, receiver)))
    signed = record.read(node.store.entry(answer.number).raw)
    assert [each.key_id for each in signed.signatures] == [node.unit.writer.device, giver.id, receiver.id]
    assert all(record.signed_by(signed, key.public) for key in (node.unit.writer.key, giver, receiver))


def test_an_attachment_goes_by_its_sum() -> None:
    """What is attached to an act is kept beside the record, which names it by its SHA-256."""
    node = a_node()
    answer = node.unit.report(node.act("hold", "grip"), "set", Along(attachments=(b"photo", b"photo")))
    (named,) = record.read(node.store.entry(answer.number).raw).body["attachments"]
    assert node.store.attachment(named) == b"photo"
