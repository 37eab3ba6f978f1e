"""Papers: a chain of custody of 2,000 rows, cold and warm, and the wrap report of a year of 500,000 records.

``python -m bench.papers [RECORDS]`` prints one JSON object; durations are in seconds. The production is made by
real acts through the rules. *Cold* is a new process, from its start to the file on the disk. *Warm* is a process that
serves, and printed before: *again* the same paper from the same records, *grown* after one more use of the weapon, so
that nothing that is kept of the paper itself can help.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from showsafe import bootstrap
from showsafe.adapters import directory
from showsafe.adapters.clock import FixedClock
from showsafe.adapters.settings_file import UnitSettings
from showsafe.application.parse import act_from
from showsafe.application.unit import SET, Gathering, Unit
from showsafe.domain.events import ASK, REPORT
from showsafe.entrypoints.printing import source_of
from showsafe.papers import catalogue, press
from showsafe.papers.wish import Wish
from showsafe.projections import custody

DAYS, WEAPONS, CHAIN = 250, 12, 2000
START = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
ODD_EVERY = 97
FULL, LOADED = 20_000, 3
_RUN = "from showsafe.entrypoints.cli.main import main; main()"


class Year:
    """A year of shooting days of one unit, told through the rules, some thousand acts in a transaction."""

    def __init__(self, unit: Unit, clock: FixedClock) -> None:
        self.unit = unit
        self.clock = clock
        self.number = 0
        self.outcomes: dict[str, int] = {}
        self.left: dict[str, int] = {}
        self.gathering: Gathering = unit.gather()

    def say(self, act_kind: str, by: str = "armorer", door: str = ASK, /, **said: Any) -> None:
        """Put one act to the rules and record what they answer."""
        self.number += 1
        self.clock.advance(2)
        named = {key.rstrip("_"): value for key, value in said.items()}
        now = self.clock.now()
        act = act_from(act_kind, named, act_id=f"act-{self.number}", by=by, at=now, strict=False)
        done = self.gathering.record(act, door, SET, now)
        key = f"{act_kind} {done.event.outcome}"
        self.outcomes[key] = self.outcomes.get(key, 0) + 1

    def keep(self) -> None:
        """Write what was told so far."""
        self.gathering.close()


def made(path: Path, records: int) -> dict[str, int]:
    """Make a unit of about so many records in a year of days; return how often each act was answered how."""
    clock = FixedClock(START)
    bootstrap.create_unit(path, UnitSettings("bench-year", "common"), clock)
    with bootstrap.open_unit(path, clock) as unit:
        year = Year(unit, clock)
        _begin(year)
        year.keep()
        for day in range(DAYS):
            ahead = START + timedelta(days=day) - clock.now()
            clock.advance(max(ahead.total_seconds(), 0))
            _day(year, day, (records * (day + 1)) // DAYS)
            year.keep()
        return year.outcomes


def _begin(year: Year) -> None:
    papers = [{"kind": "firearms"}, {"kind": "course"}]
    for name, role in (("armorer", "armorer"), ("second", "property-master")):
        known = {"roles": [role], "credentials": papers, "age": 40, "instructed": ["bolt-rifle"]}
        year.say("describe", "node", REPORT, person=name, **known)
    year.say("describe", "node", REPORT, person="advisor", roles=["safety-advisor"], age=50)
    year.say("describe", "node", REPORT, person="first-ad", roles=["first-ad"], age=40)
    for number in range(WEAPONS):
        year.say(
            "describe",
            "node",
            REPORT,
            person=f"performer-{number}",
            roles=["performer"],
            age=30,
            instructed=["bolt-rifle"],
        )
        thing = {"class_": "live-capable", "action": "bolt-rifle", "calibre": ".303", "capacity": 10}
        year.say("describe", "node", REPORT, weapon=f"rifle-{number}", in_="safe", **thing)
        shown = {"kind": "blank", "load": "half", "calibre": ".303", "count": FULL}
        year.say("describe", "node", REPORT, lot=f"lot-{number}", in_="box", **shown)


def _day(year: Year, day: int, until: int) -> None:
    scene, cycle = f"scene-{day}", 0
    _open(year, scene)
    while year.number < until - 2:
        number = cycle % WEAPONS
        cycle += 1
        if cycle == ODD_EVERY:
            _misfire(year, f"rifle-{number}", f"performer-{number}")
        _cycle(year, f"rifle-{number}", f"performer-{number}", f"lot-{number}", scene)
    year.say("close-day", "armorer", REPORT, witness="advisor")


def _misfire(year: Year, rifle: str, user: str) -> None:
    """A misfire, what is done about it, and the release."""
    year.say("unlock", weapon=rifle, witness="second")
    year.say("misfire", user, REPORT, weapon=rifle, cause="a hard primer")
    year.clock.advance(40)
    year.say("clear", weapon=rifle, found=[], witness="second")
    year.say("release", weapon=rifle, cause="a hard primer", reviewed_by="advisor", witness="second")
    year.say("check", weapon=rifle, seen=10, of=10, bore=True, found=[], witness="second")
    year.say("lock", weapon=rifle, in_="safe", witness="second")


def _open(year: Year, scene: str) -> None:
    """Open the day with what has to be on record before the first use: plans, a meeting, proven rounds."""
    year.say("assess", "armorer", REPORT, witness="advisor")
    year.say("record-paper", "armorer", REPORT, kind="compliance-contact", about="day")
    year.say("open-day", witness="advisor")
    plan = {"ammunition": "blank", "load": "half", "shots": 999, "distance_m": "7", "muzzle_line_clear": True}
    for number in range(WEAPONS):
        names = {"weapon": f"rifle-{number}", "user": f"performer-{number}"}
        year.say("plan", scene=scene, witness="first-ad", **names, **plan)
    people = ["armorer", "second", "advisor", "first-ad", *(f"performer-{n}" for n in range(WEAPONS))]
    year.say("meet", scene=scene, attendees=people)
    for number in range(WEAPONS):
        lot = f"lot-{number}"
        left = year.left.get(lot, FULL)
        year.say("unlock", lot=lot, witness="second")
        proof = {"count": left, "of": left, "methods": ["primer-state", "crimp"]}
        year.say("prove", lot=lot, witness="second", **proof)
        year.say("lock", lot=lot, in_="box", witness="second")


def _cycle(year: Year, rifle: str, user: str, lot: str, scene: str) -> None:
    """One use of a weapon, from the safe to the safe."""
    year.left[lot] = year.left.get(lot, FULL) - LOADED
    year.say("unlock", weapon=rifle, witness="second")
    year.say("check", weapon=rifle, seen=10, of=10, bore=True, found=[], witness="second")
    year.say("show", weapon=rifle, to=["first-ad", user])
    year.say("unlock", lot=lot, witness="second")
    rounds = [{"lot": lot, "count": LOADED}]
    year.say("load", weapon=rifle, rounds=rounds, witness="second", scene=scene)
    year.say("lock", lot=lot, in_="box", witness="second")
    year.say("declare", weapon=rifle, word="hot", says="Blanks, three, half.")
    sight = {"count": LOADED}
    year.say("hand-over", weapon=rifle, to=user, witness="second", sight=sight, scene=scene)
    year.say("take", "first-ad", weapon=rifle, user=user, scene=scene)
    year.say(
        "discharge", user, REPORT, weapon=rifle, count=LOADED, scene=scene, witness="second", sight=sight
    )
    year.say("cut", "first-ad", REPORT, weapon=rifle)
    year.say("collect", weapon=rifle, from_=user, witness="second")
    year.say("clear", weapon=rifle, found=[], witness="second")
    year.say("check", weapon=rifle, seen=10, of=10, bore=True, found=[], witness="second")
    year.say("reconcile", weapon=rifle, count=LOADED, witness="second")
    year.say("lock", weapon=rifle, in_="safe", witness="second")


def run(records: int = 500_000) -> dict[str, Any]:
    """Measure with a year of so many records."""
    with tempfile.TemporaryDirectory(prefix="showsafe-bench-", dir=Path.cwd()) as name:
        path = Path(name) / "unit"
        made(path, records)
        return {**measured(path, Path(name)), "asked_records": records}


def measured(path: Path, room: Path) -> dict[str, Any]:
    """Measure the papers of a unit that is there."""
    out = room / "paper.pdf"
    found: dict[str, Any] = {
        "wrap_report_cold_s": _seconds(lambda: _cli("paper", "wrap-report", path, "--out", out, "--force")),
        "help_alone_cold_s": _seconds(lambda: _cli("paper", "--help")),
    }
    with directory.open_for_reading(path) as opened, opened.store.reading():
        found["records"] = opened.store.size()
        wrap = catalogue.paper("wrap-report")
        source = source_of(opened.store, opened.settings, path)
        found["wrap_report_warm_s"] = _seconds(lambda: press.pdf(wrap, source, Wish()))
    small = room / "chain"
    clock = FixedClock(START)
    bootstrap.create_unit(small, UnitSettings("bench-chain", "common"), clock)
    _chain(small, clock)
    words = ["paper", "custody-chain", small, "--weapon", "rifle-0", "--out", out, "--force"]
    found["chain_cold_s"] = _seconds(lambda: _cli(*words))
    found |= _warm(small, clock)
    found["peak_mib"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return found


def _chain(path: Path, clock: FixedClock) -> None:
    """Tell as many uses of one weapon as make a chain of ``CHAIN`` spans at the least."""
    with bootstrap.open_unit(path, clock) as unit:
        year = Year(unit, clock)
        _begin(year)
        _open(year, "scene")
        year.keep()
        while sum(1 for _ in custody.chain(unit.store, "rifle-0")) < CHAIN:
            for _ in range(10):
                _cycle(year, "rifle-0", "performer-0", "lot-0", "scene")
            year.keep()


def _warm(path: Path, clock: FixedClock) -> dict[str, Any]:
    paper, wish = catalogue.paper("custody-chain"), Wish(weapon="rifle-0")
    found: dict[str, Any] = {}

    def print_it() -> bytes:
        with directory.open_for_reading(path) as opened, opened.store.reading():
            made = press.sheet(paper, source_of(opened.store, opened.settings, path), wish)
            return press.printed(made, stays=True)

    found["chain_first_in_process_s"] = _seconds(print_it, 1)
    found["chain_warm_again_s"] = _seconds(print_it)
    grown, content = [], b""
    for _ in range(5):
        with bootstrap.open_unit(path, clock) as unit:
            year = Year(unit, clock)
            year.number = 1_000_000 + unit.store.size()
            _cycle(year, "rifle-0", "performer-0", "lot-0", "scene")
            year.keep()
        begun = perf_counter()
        content = print_it()
        grown.append(perf_counter() - begun)
    found["chain_warm_grown_s"] = round(median(grown), 3)
    found["chain_bytes"] = len(content)
    with directory.open_for_reading(path) as opened, opened.store.reading():
        found["chain_rows"] = sum(1 for _ in custody.chain(opened.store, "rifle-0"))
    return found


def _seconds(do: Callable[[], object], times: int = 3) -> float:
    taken = []
    for _ in range(times):
        begun = perf_counter()
        do()
        taken.append(perf_counter() - begun)
    return round(median(taken), 3)


def _cli(*words: object) -> None:
    subprocess.run(  # noqa: S603 - this program
        [sys.executable, "-c", _RUN, *(str(word) for word in words)], check=True, capture_output=True
    )


if __name__ == "__main__":
    print(json.dumps(run(*map(int, sys.argv[1:2])), indent=2))
