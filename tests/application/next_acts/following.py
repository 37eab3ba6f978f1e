"""People who do what the product says is next, and nothing else: each says it themselves, with a second person."""

from __future__ import annotations

from typing import Any

from showsafe.application.next_acts import fill, together
from showsafe.application.next_acts.candidate import Right
from showsafe.application.next_acts.weapon import Next, next_of
from showsafe.application.would import Moment
from showsafe.domain import files
from showsafe.domain.acts import KINDS
from showsafe.domain.events import PERMIT
from tests.simulator import FilmSet

MOST = 90


def moment(day: FilmSet) -> Moment:
    """Return this moment of a set in memory."""
    return Moment(day.state, day.rules, day.now)


def next_here(day: FilmSet, weapon: str, person: str = "armorer", *, been_out: bool = False) -> Next:
    """Return what is next of a weapon on a set in memory."""
    return next_of(moment(day), weapon, person, been_out=been_out)


def answers(day: FilmSet, right: Right) -> dict[str, Any]:
    """Return what people say to the asks of an act, where all is as the record believes."""
    name = str(right.keys.get("weapon", ""))
    if right.kind == "check" and name:
        return dict(fill.check(day.state, day.state.weapons[name]).assumed)
    if right.kind in ("unload", "clear"):
        return {"found": fill.believed(day.state, name)}
    run = day.state.runs.get(name)
    if right.kind == "cycle" and run is not None:
        return dict(together.cycle(moment(day), day.state.weapons[name], run).assumed)
    if right.kind == "prove":
        lot = day.lot(str(right.keys["lot"]))
        return {"count": lot.box, "methods": fill.prove(day.state, lot).assumed["methods"]}
    if right.kind in ("issue-file", "return-file", "close-file"):
        known = [day.state.weapons[each] for each in right.things]
        scans = [{"weapon": each.id, "tag": each.tag or each.serial} for each in known]
        flags = {"flags": files.flagged(day.state, right.things)}
        return flags if right.kind == "close-file" else {"scans": scans, **flags}
    if right.kind == "register" and right.asks == ("capacity",):
        return {"capacity": 2}
    if "notice" in right.asks:
        return {"notice": {"kind": day.rules.profile.day_notices[0], "number": "1"}}
    return {"release": {"cause": "looked into"}, "answer-concern": {"says": "seen to"}}.get(right.kind, {})


def do(day: FilmSet, right: Right) -> None:
    """Ask for an act that is next, with the first second person with whom it is permitted; it has to be one."""
    keys = {**right.keys, **answers(day, right)}
    if "of_act" in keys:
        keys["of"] = keys.pop("of_act")
    if not right.second:
        day.permit(right.kind, right.said_by, **keys)
        return
    second = KINDS[right.kind].second
    for by in (right.said_by, *right.who):
        for name in right.seconds:
            if not day.against(right.kind, by, **{**keys, second: name}):
                day.permit(right.kind, by, **{**keys, second: name})
                return
    day.permit(right.kind, right.said_by, **keys, **{second: next(iter(right.seconds), "")})


def follow(day: FilmSet, weapon: str, *, been_out: bool = False) -> list[str]:
    """Do what is next of a weapon until it is locked away; return the acts. None of them is ever refused."""
    done: list[str] = []
    for _ in range(MOST):
        found = next_here(day, weapon, been_out=been_out)
        if found.wait is not None:
            day.later(found.wait.seconds)
            done.append("wait")
            continue
        right = found.right
        if right.would != PERMIT and day.belief(weapon).container:
            return done
        assert right.would == PERMIT, f"{weapon} after {done}: {right.kind} {[f.code for f in right.against]}"
        do(day, right)
        done.append(right.kind if "lot" not in right.keys else f"{right.kind} {right.keys['lot']}")
        belief = day.belief(weapon)
        been_out = been_out or bool(belief.holder and not day.state.is_custodian(belief.holder))
        if belief.container and not (belief.quarantined or belief.frozen or belief.isolated):
            return done
        day.later(5)
    raise AssertionError(f"{weapon} never came home: {done}")
