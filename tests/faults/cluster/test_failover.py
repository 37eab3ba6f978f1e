"""A primary dies while acts are recorded: nothing that was answered is lost, nothing is there twice, it goes on."""

from __future__ import annotations

from tests.faults.cluster.conftest import LoadOn
from tests.faults.cluster.load import PATIENCE, settled
from tests.faults.cluster.looks import is_lone
from tests.faults.summary import ACKNOWLEDGED, LOST, Tally
from tools.cluster.hands import Hands
from tools.cluster.processes import until


def test_killed_primary_loses_no_answered_act(three: Hands, load_on: LoadOn, tally: Tally) -> None:
    """PostgreSQL is killed on the primary: another goes on without an error, and in the end every node has each act."""
    load, before = load_on(three.dsn), three.primary()
    line = max(member.timeline for member in three.members())
    three.kill_postgres(before)
    load.goes_on()
    assert until(three.whole, PATIENCE), three.members()
    load.stop()
    assert all(member.timeline > line for member in three.members())
    account = settled(load, three.dsn)
    assert account.clean, account
    for host in three.running("data"):
        assert until(lambda at=host: settled(load, three.straight(at)).clean, PATIENCE), host  # type: ignore[misc]
    assert not load.refused(), load.troubled()[:9]
    tally({"kills of a primary": 1, ACKNOWLEDGED: account.answered, LOST: account.lost})


def test_planned_change_of_the_primary_is_a_pause(three: Hands, load_on: LoadOn) -> None:
    """Whoever hands the lead to another node by hand costs the writers a moment, and no error."""
    load, before = load_on(three.dsn), three.primary()
    candidate = next(member.name for member in three.members() if member.role == "sync_standby")
    three.patronictl("switchover", "--master", before, "--candidate", candidate, "--force")
    load.goes_on()
    assert until(lambda: three.primary() == candidate, PATIENCE)
    load.stop()
    assert settled(load, three.dsn).clean
    assert not load.refused(), load.troubled()[:9]


def test_two_nodes_go_on_with_one_and_say_so(two: Hands, load_on: LoadOn, tally: Tally) -> None:
    """Of two nodes the primary dies: the other takes over alone, and with both there is a second copy again."""
    load, before = load_on(two.dsn), two.primary()
    two.down(before)
    load.goes_on()
    assert until(lambda: is_lone(two), PATIENCE)
    two.up(before)
    assert until(lambda: not is_lone(two), PATIENCE)
    load.goes_on()
    assert until(two.whole, PATIENCE), two.members()
    load.stop()
    account = settled(load, two.dsn)
    assert account.clean, account
    assert not load.refused(), load.troubled()[:9]
    tally({"hosts lost": 1, ACKNOWLEDGED: account.answered, LOST: account.lost})
