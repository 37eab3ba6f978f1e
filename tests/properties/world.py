"""A set on which anybody does anything: acts drawn at random, through both doors, and what has to hold after each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from showsafe.domain import pairs
from showsafe.domain.belief import Belief
from showsafe.domain.counting import accounted
from showsafe.domain.events import Event
from showsafe.domain.proof import Proof, stands
from showsafe.domain.spoken import COLD, spoken
from tests.simulator import BLANK_PLAN, PAPERS, TEAM, WEAPONS, FilmSet, a_day

PEOPLE = ("armorer", "prop-master", "assistant", "first-ad", "performer", "partner", "grip")
"""Those who act; medic, second AD and night armorer never do, and so can lift together whatever these press."""

THINGS = (*WEAPONS, "own-pistol")
LOTS = ("dummies", "blanks", "nine-blanks", "shells")
ACTS = (
    *(
        "unlock",
        "lock",
        "check",
        "check",
        "load",
        "load",
        "unload",
        "show",
        "declare",
        "offer",
        "offer",
        "accept",
    ),
    *(
        "accept",
        "hand-over",
        "collect",
        "pass-open",
        "leave",
        "pick-up",
        "preset",
        "take",
        "cut",
        "discharge",
    ),
    *(
        "clear",
        "reconcile",
        "misfire",
        "drop",
        "unplanned-discharge",
        "decline",
        "withdraw",
        "quarantine",
        "isolate",
    ),
    *(
        "seal",
        "hold",
        "stop",
        "release",
        "find-live",
        "freeze",
        "foul",
        "prove",
        "plan",
        "rehearse",
        "confirm",
    ),
    *(
        "lot-unlock",
        "lot-lock",
        "lot-collect",
        "lot-leave",
        "lot-quarantine",
        "bring",
        "incident",
        "instruct",
    ),
    *("open-run", "cycle", "cycle", "end-run"),
)
PROVES = ("check", "load", "pass-open", "cycle")
MISFIRE = {"trouble.misfire-wait", "trouble.misfire-open"}


@cache
def _morning() -> FilmSet:
    day = a_day()
    for weapon in ("rifle", "shotgun", "sabre"):
        day.report("describe", "node", weapon=weapon, serial=f"S-{weapon}")
    keeper = {"roles": ["armorer"], "credentials": list(PAPERS), "age": 44}
    day.permit("enrol", "producer", person="night-armorer", **keeper)
    day.permit("enrol", "producer", person="second-ad", roles=["first-ad"], age=37)
    for weapon in WEAPONS:
        day.permit(
            "plan", scene="any", weapon=weapon, witness="first-ad", muzzle_line_clear=True, ammunition="dummy"
        )
        day.permit("plan", scene="saloon", weapon=weapon, witness="first-ad", **BLANK_PLAN)
    for scene in ("any", "saloon"):
        day.permit("meet", "first-ad", scene=scene, attendees=[*TEAM, "grip"], witness="armorer")
    return day


def morning() -> FilmSet:
    """Return a set of which every weapon is planned twice, with dummies and with blanks."""
    return _morning().fork()


def said_of(day: FilmSet, kind: str, draw: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return an act and its keys, from what was drawn: weapon, lot, another person, a witness, a number, a flag."""
    weapon, lot, other, witness = draw["weapon"], draw["lot"], draw["other"], draw["witness"]
    count, flag = draw["count"], draw["flag"]
    two = {"witness": witness} if witness else {}
    if kind.startswith("lot-"):
        act = kind.removeprefix("lot-")
        where = {"in_": "ammunition safe"} if act == "lock" else {}
        return act, {"lot": lot, **where, **(two if act in ("lock", "unlock") else {})}
    rounds = [{"lot": lot, "count": count}]
    table: dict[str, dict[str, Any]] = {
        "lock": {"in_": "weapon safe", **two},
        "unlock": two,
        "check": {**day.looking(weapon), "bore": flag, "found": rounds if count > 3 else [], **two},
        "load": {"rounds": rounds, **two},
        "unload": {**({"found": rounds} if flag else {}), **two},
        "clear": {**({"found": rounds} if flag else {}), **two},
        "show": {"to": ["first-ad", other], "declined": [other] if flag else []},
        "declare": {"word": spoken(day.state.weapons[weapon], day.belief(weapon)).word if flag else "cold"},
        "offer": {"to": [other]},
        "accept": {**two, "sight": {"count": count}} if flag else two,
        "hand-over": {"to": [other], **two},
        "pass-open": {"to": [other]},
        "leave": {"place": "a chair"},
        "preset": {"place": "a drawer"},
        "take": {"user": other},
        "rehearse": {"user": other},
        "discharge": {"count": count, **two},
        "reconcile": two,
        "open-run": {"user": other, "scene": "saloon", "rounds": rounds, **two},
        "cycle": {"steps": reset_of(day, draw), **two},
        "seal": {"number": str(count)},
        "release": {"reviewed_by": "medic" if flag else other, "cause": "looked into"},
    }
    if kind == "release" and count == 1:
        return kind, {"set_": True, **table[kind]}
    return kind, {"weapon": weapon, **table[kind]} if kind in table else _elsewhere(day, kind, draw)


def reset_of(day: FilmSet, draw: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a whole reset, or one without its beginning."""
    weapon, lot, count = draw["weapon"], draw["lot"], draw["count"]
    look = {key: said for key, said in day.looking(weapon).items() if key not in ("weapon", "witness")}
    steps: list[dict[str, Any]] = [
        {"act": "collect"},
        {"act": "unlock"},
        {"act": "unload", "found": []},
        {"act": "check", **look},
        {"act": "reconcile"},
        {"act": "show", "to": ["first-ad", "performer"]},
        {"act": "load", "rounds": [{"lot": lot, "count": count}]},
        {"act": "lock", "in": "ammunition safe"},
        {"act": "declare", "word": "cold" if lot == "dummies" else "hot"},
        {"act": "hand-over"},
    ]
    return steps if draw["flag"] else steps[3:]


def _elsewhere(day: FilmSet, kind: str, draw: dict[str, Any]) -> dict[str, Any]:
    """Return the keys of an act that is not, or not always, about one weapon."""
    weapon, lot, flag = draw["weapon"], draw["lot"], draw["flag"]
    two = {"witness": draw["witness"]} if draw["witness"] else {}
    waiting = [name for name, ask in day.state.pending.items() if ask.outcome == "hold"]
    left = day.lot(lot).box
    tests = ["primer-state", "rattle", "crimp", "weight"]
    table: dict[str, dict[str, Any]] = {
        "prove": {"lot": lot, "count": left, "of": left + (not flag), "methods": tests, **two},
        "hold": {},
        "stop": {},
        "find-live": {"lot": lot} if flag else {"weapon": weapon},
        "instruct": {"person": draw["other"], "type": "lever-rifle"},
        "plan": {"scene": "saloon", "weapon": weapon, "ammunition": "blank", "shots": draw["count"], **two},
        "confirm": {"of": waiting[-1] if waiting else "nothing"},
        "bring": {
            "weapon": "own-pistol",
            "class": "live-capable",
            "action": "semi-auto-pistol",
            "capacity": 8,
        },
    }
    return table.get(kind, {"weapon": weapon})


# --- what has to hold -------------------------------------------------------------------------------


def places(belief: Belief) -> tuple[str, ...]:
    """Return every place in which a weapon is believed to be: in hands, in a container, lying somewhere, gone."""
    lying = "" if belief.preset else belief.place
    return tuple(where for where in (belief.holder, belief.container, lying, belief.gone) if where)


def one_custodian(day: FilmSet) -> None:
    """A weapon is in one place, and an open offer is of what its giver holds."""
    for name, belief in day.state.beliefs.items():
        assert len(places(belief)) == 1, (name, places(belief))
        if belief.offer is not None:
            assert belief.holder == belief.offer.from_, (name, belief.holder, belief.offer)
        if belief.issued_by:
            assert belief.holder, name
        if belief.preset:
            assert belief.holder == belief.preset, name


def lots_sum(day: FilmSet) -> None:
    """Every round of every lot is accounted for, nothing is below zero, and no more is proven than is in the box."""
    for lot in day.state.lots.values():
        assert accounted(day.state, lot) == lot.total, lot
        parts = (lot.box, lot.spent, lot.faulty, lot.ejected, lot.destroyed, lot.missing, lot.unaccounted)
        assert min(*parts, lot.sampled, lot.returned, lot.surplus) >= 0, lot
        assert 0 <= lot.proven <= lot.box, lot
        assert not (lot.holder and lot.container), lot


def active_is_kept(day: FilmSet) -> None:
    """The lists of what is out name exactly what is out."""
    state = day.state
    assert set(state.active) == {name for name, belief in state.beliefs.items() if belief.active}
    assert set(state.active_lots) == {name for name, lot in state.lots.items() if lot.active}


def cold_is_proven(day: FilmSet) -> None:
    """Nothing is called cold without a standing proof by two people, of records that can make one."""
    for name, belief in day.state.beliefs.items():
        if spoken(day.state.weapons[name], belief).word != COLD:
            continue
        assert belief.proof is not None
        assert stands(belief.proof)
        assert all(cartridge.kind in ("dummy", "snap-cap") for cartridge in belief.contents)
        _made_by_two(day, name, belief.proof)


def _made_by_two(day: FilmSet, weapon: str, proof: Proof) -> None:
    assert len(set(proof.people)) == 2, proof
    own = [event for event in _records(day, proof) if event.act.weapon == weapon]
    assert own, proof
    for event in own:
        done = event.completes or event.act
        assert done.kind in PROVES
        assert event.happened
        assert len({done.by, pairs.second_of(done)} - {""}) == 2
    assert any("custodian" in kinds for kinds in [_roles(day, who) for who in proof.people])


def _roles(day: FilmSet, who: str) -> tuple[str, ...]:
    return ("custodian",) if day.state.people[who].custodian else ()


def _records(day: FilmSet, proof: Proof) -> Iterator[Event]:
    for number in proof.rests_on:
        event = day.steps[number - 1].event
        assert event.number == number
        yield event


SAFE: dict[str, dict[str, Any]] = {
    "collect": {},
    "check": {"witness": "assistant"},
    "unload": {"witness": "assistant"},
    "clear": {"witness": "assistant"},
    "isolate": {},
    "quarantine": {},
    "cut": {},
    "decline": {},
    "withdraw": {},
    "misfire": {},
    "drop": {},
    "unplanned-discharge": {},
    "find-live": {},
    "raise-concern": {},
    "incident": {},
    "freeze": {},
    "hold": {},
    "stop": {},
}


def safe_direction_is_open(day: FilmSet) -> None:
    """From any state, by anybody, with a second person or without: nothing refuses the safe direction."""
    for name in day.state.beliefs:
        for kind, two in SAFE.items():
            thing = {} if kind in ("hold", "stop", "raise-concern") else {"weapon": name}
            for by, keys in (("armorer", two), ("grip", {})):
                codes = day.against(kind, by, **thing, **keys)
                assert not codes - (MISFIRE if kind in ("check", "unload", "clear") else set()), (
                    kind,
                    by,
                    codes,
                )
    for lot in day.state.lots:
        assert not day.against("quarantine", lot=lot)
        assert not day.against("collect", lot=lot)


ALWAYS = (one_custodian, lots_sum, active_is_kept, cold_is_proven)
