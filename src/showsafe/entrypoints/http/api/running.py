"""The route of runs: which are open and how much of them is left, which ended today and why."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from litestar import get
from litestar.datastructures import State

from showsafe.application.records import stamp
from showsafe.application.would import Moment
from showsafe.domain.spoken import spoken
from showsafe.domain.state import Run
from showsafe.entrypoints.http.api import dry, screens
from showsafe.entrypoints.http.api.errors import Asking
from showsafe.entrypoints.http.api.node import Node
from showsafe.entrypoints.http.api.screens import Shown

Line = dict[str, Any]


@get("/api/v1/runs", opt={"route": "GET /api/v1/runs"}, summary="Runs of quick resets")
async def the_runs(request: Asking, state: State) -> Shown:
    """Show the run of each weapon that had one today: what it rests on, how much of it is left, or what ended it."""
    node: Node = state.node
    return await screens.shown(request, node, (), runs)


def runs(at: Moment) -> Line:
    """Return the latest run of each weapon, open ones first."""
    found = sorted(at.state.runs.values(), key=lambda run: (bool(run.ended), run.weapon))
    return {"would": dry.WOULD, "runs": [_run(at, run) for run in found if run.weapon in at.state.beliefs]}


def _run(at: Moment, run: Run) -> Line:
    word = spoken(at.state.weapons[run.weapon], at.state.believed(run.weapon))
    most = timedelta(seconds=at.profile.run_max_s)
    left = max(0, int((run.at + most - at.now).total_seconds()))
    return {
        "weapon": run.weapon,
        "contents": word.contents,
        "word": word.word,
        "user": run.user,
        "scene": run.scene,
        "rounds": [{"lot": each.lot, "count": each.count} for each in run.rounds],
        "custodian": run.custodian,
        "watcher": run.witness,
        "place": run.place,
        "since": stamp(run.at),
        "record": run.record,
        "cycles": run.cycles,
        "most": at.profile.run_max_cycles,
        "seconds_left": 0 if run.ended else left,
        "ended": run.ended,
        "ended_by": run.ended_by,
    }
