"""What comes next of a weapon in a run (a reset as one cycle) or in a file (issued and returned with the others)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from showsafe.application.next_acts import fill, people
from showsafe.application.next_acts.candidate import Candidate
from showsafe.application.would import Moment
from showsafe.domain import files, words
from showsafe.domain.proof import stands
from showsafe.domain.state import File, Run, ShotPlan, State
from showsafe.domain.things import Lot, Weapon


def open_run(state: State, weapon: str) -> Run | None:
    """Return the open run of a weapon, or None."""
    run = state.runs.get(weapon)
    return run if run is not None and not run.ended else None


def opening(state: State, weapon: Weapon, plan: ShotPlan) -> Candidate | None:
    """Open a run for the planned user, with what the plan loads; None where it has no user or no rounds."""
    load = fill.load(state, weapon, plan)
    if load is None or not plan.act.user:
        return None
    rounds = load.keys["rounds"]
    return Candidate(
        kind="open-run",
        by=people.in_charge(state, weapon.id),
        keys={"weapon": weapon.id, "user": plan.act.user, "scene": plan.act.scene, "rounds": rounds},
        asks=("rounds", "place"),
    )


def cycle(at: Moment, weapon: Weapon, run: Run) -> Candidate:
    """Reset it: every step of the way back and of the way out, in one act; nothing of it is left out."""
    state = at.state
    steps, assumed = _steps(at, weapon, run)
    asks = [
        f"steps.{step['act']}.{key}"
        for step in assumed
        for key in step
        if step["act"] in ("check", "unload") and key in ("seen", "found", "bore", "looked")
    ]
    if weapon.action in (*words.BOX_FED, "belt-fed"):
        asks.append("steps.load.magazine")
    by = (run.custodian,)
    return Candidate(
        kind="cycle",
        by=by,
        keys={"weapon": weapon.id, "steps": steps},
        asks=tuple(dict.fromkeys(asks)),
        assumed={"steps": assumed},
        announce=_word(state, run)[1],
    )


def _steps(at: Moment, weapon: Weapon, run: Run) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the steps of a reset as far as they are known, and as the record expects them to be said."""
    state = at.state
    belief = state.believed(weapon.id)
    lots = [state.lots[each.lot] for each in run.rounds if each.lot in state.lots]
    boxed = [lot for lot in lots if lot.container]
    look = fill.check(state, weapon)
    empty = {"found": [], "bore": "clear", "looked": [*look.assumed.get("looked", ()), "bore"]}
    out = [{"act": "unlock", "lot": lot.id} for lot in boxed]
    back: list[dict[str, Any]] = [{"act": "collect"}] if belief.holder == run.user else []
    fired = belief.use is not None and belief.use.fired > 0
    uncleared = belief.use is not None and fired and not (belief.use.cleared and belief.use.back)
    assumed = [*back]
    if belief.contents:
        assumed += [*out, {"act": "unload", "found": fill.believed(state, weapon.id)}]
    if uncleared:
        assumed.append({"act": "clear", **({} if belief.contents else {"found": []})})
    seen = {**look.assumed, **empty, "looked": list(dict.fromkeys(empty["looked"]))} if weapon.fires else {}
    assumed.append({"act": "check", **{k: v for k, v in look.keys.items() if k == "of"}, **seen})
    if fired or belief.uncounted:
        assumed.append({"act": "reconcile"})
    assumed += _out_again(at, weapon, run, [] if belief.contents else out, boxed)
    said = [
        {k: v for k, v in step.items() if step["act"] not in ("check", "unload") or k in ("act", "of")}
        for step in assumed
    ]
    return said, assumed


def _out_again(
    at: Moment, weapon: Weapon, run: Run, out: list[dict[str, Any]], boxed: list[Lot]
) -> list[dict[str, Any]]:
    state = at.state
    plan = fill.plan_of(state, weapon.id, at.now)
    line = plan.act.line if plan is not None and plan.act.line is not None else ()
    ads = people.with_roles(state, "first-ad")[:1]
    to = [who for who in dict.fromkeys((*ads, run.user, *line)) if who != run.custodian]
    rounds = [{"lot": each.lot, "count": each.count} for each in run.rounds]
    return [
        {"act": "show", "to": to},
        *out,
        {"act": "load", "rounds": rounds},
        *({"act": "lock", "lot": lot.id, "in": lot.container} for lot in boxed),
        {"act": "declare", "word": _word(state, run)[0]},
        {"act": "hand-over"},
    ]


def _word(state: State, run: Run) -> tuple[str, str]:
    """Return the word over what a run loads, and what is read aloud."""
    from showsafe.domain.spoken import in_words  # noqa: PLC0415

    lots = [state.lots[each.lot] for each in run.rounds if each.lot in state.lots]
    count = in_words(sum(each.count for each in run.rounds))
    if lots and all(lot.kind in words.INERT_KINDS for lot in lots):
        return "cold", f"Dummies, {count}. Cold."
    sizes = " and ".join(dict.fromkeys(lot.size or "size not said" for lot in lots))
    return "hot", f"Blanks, {count}, {sizes}. Hot."


def of_the_file(at: Moment, weapon: Weapon, file: File) -> Iterator[Candidate]:
    """Yield what comes next in a file once a weapon of it is looked into and its word is said, or is out."""
    state = at.state
    member = files.member_of(file, weapon.id)
    holder = state.believed(weapon.id).holder
    if member is None:
        return
    if holder == member.user:
        yield _together(
            state, file, "return-file", [m.weapon for m in file.members if _out(state, m.weapon, m.user)]
        )
        return
    if not _out(state, weapon.id, member.user):
        ready = [m.weapon for m in file.members if _ready(state, m.weapon, file)]
        if weapon.id in ready:
            yield _together(state, file, "issue-file", ready)
        if not any(_out(state, m.weapon, m.user) for m in file.members):
            names = [m.weapon for m in file.members]
            yield Candidate(
                kind="close-file",
                by=(file.custodian,),
                keys={"file": file.id},
                asks=("flags",),
                assumed={"flags": files.flagged(state, tuple(names))},
                things=tuple(names),
            )


def _together(state: State, file: File, kind: str, weapons: list[str]) -> Candidate:
    """Issue or return those that are ready: each scanned by itself, the flags counted."""
    known = [state.weapons[name] for name in weapons]
    scans = [{"weapon": each.id, "tag": each.tag or each.serial or "-"} for each in known]
    return Candidate(
        kind=kind,
        by=(file.custodian,),
        keys={"file": file.id},
        asks=("scans", "flags"),
        assumed={"scans": scans, "flags": files.flagged(state, tuple(weapons))},
        things=tuple(weapons),
    )


def _out(state: State, weapon: str, user: str) -> bool:
    return state.believed(weapon).holder == user


def _ready(state: State, weapon: str, file: File) -> bool:
    belief = state.believed(weapon)
    return belief.holder == file.custodian and stands(belief.proof) and belief.said is not None
