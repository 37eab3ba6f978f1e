"""What the cluster stands on goes away, votes, standbys, network: it goes on or is silent, and never answers twice."""

from __future__ import annotations

import threading

from tests.faults.cluster.conftest import LoadOn
from tests.faults.cluster.load import PATIENCE, settled
from tests.faults.cluster.looks import is_lone, writes
from tests.faults.summary import ACKNOWLEDGED, LOST, Tally
from tools.cluster.hands import Hands
from tools.cluster.processes import until

FROZEN = 40
"""How long the votes are frozen, in seconds (the studio's goal)."""


def test_frozen_votes_are_no_error(two: Hands, load_on: LoadOn, tally: Tally) -> None:
    """All of etcd stands still for 40 seconds: the primary goes on, since every member says that it follows it."""
    load, line = load_on(two.dsn), two.members()[0].timeline
    for host in two.running("etcd"):
        two.freeze(host, "etcd")
    threading.Event().wait(FROZEN)  # the duration is what is specified
    load.goes_on()
    assert {member.timeline for member in two.members()} == {line}
    for host in two.running("etcd"):
        two.thaw(host, "etcd")
    assert until(two.whole, PATIENCE), two.members()
    load.goes_on()
    load.stop()
    account = settled(load, two.dsn)
    assert account.clean, account
    assert not load.refused(), load.troubled()[:9]
    tally({f"freezes of etcd, {FROZEN} s": 1, ACKNOWLEDGED: account.answered, LOST: account.lost})


def test_lone_primary_goes_on_and_says_so(three: Hands, load_on: LoadOn, tally: Tally) -> None:
    """Both standbys die: the primary takes acts alone after a pause and says so; with one back it says it no more."""
    load, standbys = load_on(three.dsn), three.standbys()
    assert not is_lone(three)
    for host in standbys:
        three.down(host, "patroni")
    load.goes_on()
    assert until(lambda: is_lone(three), PATIENCE)
    three.up(standbys[0], "patroni")
    assert until(lambda: not is_lone(three), PATIENCE)
    load.goes_on()
    load.stop()
    account = settled(load, three.dsn)
    assert account.clean, account
    assert not load.refused(), load.troubled()[:9]
    tally({"losses of both standbys": 1, ACKNOWLEDGED: account.answered, LOST: account.lost})


def test_primary_that_is_cut_off_answers_nobody(three: Hands, load_on: LoadOn, tally: Tally) -> None:
    """The network is cut around the primary: writers on its side get no yes from then on, those outside go on."""
    before = three.primary()
    outside, inside = load_on(three.dsn), load_on(three.straight(before))
    three.cut(before)
    assert until(lambda: three.primary(but=(before,)), PATIENCE)
    told = three.primary(but=(before,))
    outside.goes_on()
    known = len(inside.acknowledged())
    outside.goes_on(acts=20)
    assert len(inside.acknowledged()) == known
    assert until(lambda: not writes(three, before), PATIENCE)
    three.mend(before)
    assert until(three.whole, PATIENCE), three.members()
    assert three.primary() == told
    for load in (outside, inside):
        load.stop()
        account = settled(load, three.dsn)
        assert account.clean, account
    tally(
        {
            "cuts around a primary": 1,
            ACKNOWLEDGED: len(inside.acknowledged() + outside.acknowledged()),
            LOST: 0,
        }
    )


def test_primary_whose_agent_hangs_answers_nobody(three: Hands, load_on: LoadOn, tally: Tally) -> None:
    """Patroni hangs and its PostgreSQL runs on as a second primary: what it takes it never answers, and never keeps."""
    before = three.primary()
    outside, inside = load_on(three.dsn), load_on(three.straight(before))
    three.freeze_agent(before)
    assert until(lambda: three.primary(but=(before,)), PATIENCE)
    outside.goes_on()
    assert writes(three, before)
    known = len(inside.acknowledged())
    outside.goes_on(acts=20)
    assert len(inside.acknowledged()) == known
    three.thaw_agent(before)
    assert until(three.whole, PATIENCE), three.members()
    for load in (outside, inside):
        load.stop()
        account = settled(load, three.dsn)
        assert account.clean, account
    tally({"agents that hang": 1, ACKNOWLEDGED: len(inside.acknowledged() + outside.acknowledged()), LOST: 0})
