"""Any order of acts, through both doors, by anybody: what always holds, and that the way back stays open."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from showsafe.application.records import body_of, event_of
from showsafe.application.snapshots import state_as_bytes, state_from_bytes
from showsafe.domain.apply import apply
from showsafe.domain.events import ASK, REPORT
from tests.properties import world
from tests.properties.wrap import wrap
from tests.simulator import FilmSet

# No shrinking: a failing order prints as it is, and a red run ends as fast as a green one.
SETTINGS = settings(
    max_examples=60,
    stateful_step_count=40,
    derandomize=True,
    deadline=None,
    database=None,
    phases=(Phase.explicit, Phase.generate),
)


class AnyOrder(RuleBasedStateMachine):
    """A set on which everybody does anything; the invariants are checked after every act."""

    def __init__(self) -> None:
        super().__init__()
        self.day: FilmSet = world.morning()
        self.first = len(self.day.steps)

    @rule(
        kind=st.sampled_from(world.ACTS),
        by=st.sampled_from(("armorer", "armorer", "armorer", *world.PEOPLE)),
        door=st.sampled_from((ASK, ASK, REPORT)),
        weapon=st.sampled_from(world.THINGS),
        lot=st.sampled_from(world.LOTS),
        other=st.sampled_from(("performer", *world.PEOPLE)),
        witness=st.sampled_from(("assistant", "safety", "prop-master", "armorer", "")),
        count=st.integers(min_value=0, max_value=9),
        flag=st.booleans(),
        seconds=st.sampled_from((0, 1, 40, 400)),
    )
    def act(self, kind: str, by: str, door: str, seconds: int, **draw: Any) -> None:  # noqa: ANN401
        """Somebody does something."""
        if draw["weapon"] not in self.day.state.weapons:
            kind, draw["weapon"] = "bring", "revolver"
        name, keys = world.said_of(self.day, kind, draw)
        self.day.later(seconds).through(door, self.day.act(name, by, **keys))

    @rule(
        weapon=st.sampled_from(("revolver", "rifle", "shotgun", "sabre")),
        lot=st.sampled_from(("", *world.LOTS)),
    )
    def get_ready(self, weapon: str, lot: str) -> None:
        """Somebody tries the ordinary way up to the take, as far as the rules let them."""
        day = self.day
        asks: list[tuple[str, str, dict[str, Any]]] = [
            ("unlock", "armorer", {"witness": "assistant"}),
            ("check", "armorer", day.looking(weapon)),
            ("load", "armorer", {"rounds": [{"lot": lot, "count": 2}], "witness": "assistant"}),
            ("show", "armorer", {"to": ["first-ad", "performer"]}),
            ("declare", "armorer", {"word": "cold" if lot in ("", "dummies") else "hot"}),
            ("offer", "armorer", {"to": ["performer"]}),
            ("accept", "performer", {"witness": "safety"}),
            ("take", "first-ad", {"user": "performer"}),
        ]
        for kind, by, keys in asks:
            if kind != "load" or lot:
                day.ask(kind, by, **{**keys, "weapon": weapon})

    @rule(lot=st.sampled_from(world.LOTS[:2]), count=st.sampled_from((2, 2, 3)), flag=st.booleans())
    def reset(self, lot: str, count: int, flag: bool) -> None:  # noqa: FBT001 - drawn, not called
        """Somebody tries a run: opened where there is none, then a reset, as far as the rules let them."""
        day, keys = self.day, {"weapon": "revolver", "witness": "assistant"}
        rounds = [{"lot": lot, "count": count}]
        day.ask("open-run", user="performer", scene="saloon", rounds=rounds, **keys)
        draw = {"weapon": "revolver", "lot": lot, "count": count, "flag": flag}
        day.ask("cycle", steps=world.reset_of(day, draw), **keys)

    @rule(
        kind=st.sampled_from(("open-file", "draw-in", "draw-in", "issue-file", "return-file", "close-file")),
        door=st.sampled_from((ASK, ASK, REPORT)),
        weapons=st.lists(st.sampled_from(("rifle", "shotgun", "sabre")), min_size=1, max_size=3, unique=True),
        user=st.sampled_from(("performer", "partner")),
        flags=st.integers(min_value=0, max_value=2),
    )
    def file(self, kind: str, door: str, weapons: list[str], user: str, flags: int) -> None:
        """The other custodian keeps a file, with the safety advisor as its watcher, as far as the rules let them."""
        keys: dict[str, Any] = {"file": "trench"}
        if kind == "draw-in":
            name = weapons[0]
            keys |= {"weapon": name, "tag": f"S-{name}", "number": name, "user": user}
        else:
            keys |= {"witness": "safety"}
        if kind == "open-file":
            keys["scene"] = "any"
        elif kind != "draw-in":
            keys["flags"] = flags
        if kind in ("issue-file", "return-file"):
            keys["scans"] = [f"{name}:S-{name}" for name in weapons]
        self.day.through(door, self.day.act(kind, "prop-master", **keys))

    @invariant()
    def holds(self) -> None:
        """What always holds."""
        for each in world.ALWAYS:
            each(self.day)

    def teardown(self) -> None:
        """At the end: the way back is open, replay equals live, and the set can be brought home."""
        world.safe_direction_is_open(self.day)
        replay_equals_live(self.day)
        wrap(self.day)
        for each in world.ALWAYS:
            each(self.day)


def replay_equals_live(day: FilmSet) -> None:
    """The state rebuilt from the records, at once or from a snapshot on the way, is the live state."""
    state = day.steps[0].state
    resumed = None
    for number, stepped in enumerate(day.steps[1:], start=2):
        body = body_of(
            stepped.event, stepped.decision.findings, scope="set", rulebook="r", received_at=stepped.event.at
        )
        event = event_of(msgspec.json.decode(msgspec.json.encode(body)), number, lambda _: None)
        state = apply(state, event)
        resumed = apply(resumed, event) if resumed is not None else None
        if number == len(day.steps) - 10:
            resumed = state_from_bytes(state_as_bytes(state))
            assert resumed == state
    assert state == day.state
    assert resumed in (None, day.state)


@pytest.mark.slow
def test_any_order_of_acts() -> None:
    """One custodian, rounds that sum, no *cold* without two people, replay as live, and a way home: in any order."""
    run_state_machine_as_test(AnyOrder, settings=SETTINGS)


def test_8_all_normal_work_stays_reachable() -> None:
    """An ordinary day from take-out to close is permitted throughout, and so is the next one."""
    day = world.morning()
    for _ in range(2):
        day.in_use("revolver", "blanks", 3)
        day.permit("discharge", "performer", weapon="revolver", count=3)
        day.permit("cut", "first-ad", weapon="revolver")
        day.permit("collect", weapon="revolver", from_="performer")
        day.permit("clear", weapon="revolver", witness="assistant", found=[])
        day.looked()
        day.permit("lock", weapon="revolver", in_="weapon safe", witness="assistant")
    wrap(day)
