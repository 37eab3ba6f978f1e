"""The screens of the simulation are those of the web app: figures and rules are held against its files."""

from __future__ import annotations

import re
from pathlib import Path

from showsafe.entrypoints.http.api import events
from tests.simulation import phones, screens
from tests.simulation.clocks import NOISE, PhoneClock
from tests.simulation.screens import Screen, Stream

WEB = Path(__file__).parents[2] / "web" / "src" / "core"


def figure(file: str, name: str) -> float:
    """Return a figure of the web app, in seconds."""
    found = re.search(rf"const {name} = ([0-9_]+);", (WEB / file).read_text("utf-8"))
    assert found is not None, f"{file} has no {name}"
    return int(found[1].replace("_", "")) / 1000


def test_the_figures_are_those_of_the_web_app_and_of_the_node() -> None:
    """When a board is late, when a stream is begun anew, how often it beats, and how long an answer is waited for."""
    assert figure("live.ts", "LATE") == screens.LATE
    assert figure("live.ts", "RETRY") == screens.RETRY
    assert figure("clock.ts", "NOISE") == NOISE
    assert (screens.BEAT, screens.SPACING) == (events.BEAT, events.SPACING)
    patience = (WEB / "api.ts").read_text("utf-8")
    assert f"wait: {int(phones.PATIENCE * 1000)}," in patience
    assert f"pauses: [{int(phones.PAUSE * 1000)}]" in patience
    assert "}, 1000);" in (WEB / "live.ts").read_text("utf-8")


def test_the_rule_of_lateness_is_that_of_the_web_app() -> None:
    """The line that says when a board is late is the one that is modelled."""
    live = (WEB / "live.ts").read_text("utf-8")
    assert "!fetched.value || failures.value > 1 || between(heard.value, now.value) > LATE" in live
    assert "Math.max(to[0] - from[0], to[1] - from[1])" in live
    assert "else if (fetched.peek() && sent.record < record.peek())" in live


def shown(clock: PhoneClock, at: float) -> Screen:
    """Return a screen that was told of a board at a time, by a stream that then fell silent."""
    screen = Screen(clock)
    screen.stream = Stream(0.05, told=at)
    screen.take({"revolver": ("cold", "armorer")}, 7, at)
    screen.stream.silent = True
    return screen


def test_a_screen_is_grey_after_a_silence_and_not_before() -> None:
    """Nothing heard for longer than LATE, looked at once a second: grey; before that, what was told."""
    screen = shown(PhoneClock(0.0, 0.0), 100.0)
    assert not screen.late(100.0 + screens.LATE)
    assert screen.late(100.0 + screens.LATE + screens.TICK + 0.1)


def test_a_clock_that_is_set_back_keeps_no_screen_from_turning_grey() -> None:
    """By the clock alone it would stay valid for an hour; forward, it is grey at once."""
    back = shown(PhoneClock(0.0, 0.0), 100.0)
    back.clock.jump(-3600)
    assert back.late(130.0)
    back.steady = False
    assert not back.late(130.0)
    ahead = shown(PhoneClock(0.0, 0.0), 100.0)
    ahead.clock.jump(300)
    assert ahead.late(101.0)


def test_a_sound_stream_beats() -> None:
    """A stream on which nothing new comes says that it is there, and the screen stays valid."""
    screen = shown(PhoneClock(50.0, 1e-4), 100.0)
    assert screen.stream is not None
    screen.stream.silent = False
    assert not screen.late(1000.0)


def test_a_phone_says_the_time_of_the_node_once_it_was_told() -> None:
    """A clock that is an hour off says the node's time after one answer; less than NOISE is no wrong clock."""
    clock = PhoneClock(3600.0, 0.0)
    assert (clock.says(10.0) - PhoneClock(0.0, 0.0).says(10.0)).total_seconds() == 3600
    clock.told(10.0, 10.0)
    assert clock.says(20.0) == PhoneClock(0.0, 0.0).says(20.0)
    near = PhoneClock(15.0, 0.0)
    near.told(10.0, 10.0)
    assert near.ahead == 0.0
