"""What changes places is the same set: a state and what comes of it by a change of places have one least state."""

from __future__ import annotations

from showsafe.assurance.search.bounds import SMALL, WIDE
from showsafe.assurance.search.symmetry import changes, renamed
from showsafe.domain.changing import replace
from tests.assurance.search.walks import search, walk


def test_with_one_weapon_and_one_user_nothing_changes_places() -> None:
    """A bound of one weapon and one user has the one change that changes nothing."""
    assert [change.names for change in changes(SMALL[0].stage)] == [()]


def test_two_weapons_and_two_users_change_places_in_four_ways() -> None:
    """Nobody, the weapons, the users, or both."""
    found = changes(WIDE[0].stage)
    assert len(found) == 4
    assert found[0].names == ()
    assert {len(change.names) for change in found} == {0, 2, 4}


def test_whatever_changes_places_has_the_same_least_state() -> None:
    """Along a walk, each state and all that come of it by a change of places are stood for by one."""
    one = search(WIDE[0])
    for _, _, after, _ in walk(one, 7, 150):
        normal = one.records.states[after[0]]
        least = one.symmetry.least(normal, after[1])
        for which in range(len(one.symmetry.changes)):
            key = one.symmetry.key(normal.key, which)
            there = one.records.of(key, lambda key=key, normal=normal: one.symmetry.state(normal, key))  # type: ignore[misc]
            world = one.symmetry.world(after[1], which)
            assert one.symmetry.least(one.records.states[there], world)[:2] == least[:2]


def test_the_rules_see_no_difference() -> None:
    """What one weapon and user may do, the other may in the other's place: answers and states turn with the names."""
    one = search(WIDE[0])
    names = dict(one.symmetry.changes[3].names)
    for state, move, after, outcome in walk(one, 11, 150):
        if move.act is None or move.act.act_id.startswith("meet"):
            continue
        normal = one.records.states[state[0]]
        key = one.symmetry.key(normal.key, 3)
        there = one.records.of(key, lambda key=key, normal=normal: one.symmetry.state(normal, key))  # type: ignore[misc]
        act = replace(renamed(move.act, names), act_id=f"{move.act.act_id}, turned")
        turned, led, _ = one.records.answer(there, act, move.door)
        assert turned == outcome, move.act
        assert one.records.states[led].key == one.symmetry.key(one.records.states[after[0]].key, 3)
