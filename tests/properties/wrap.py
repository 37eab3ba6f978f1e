"""The way back, from wherever the set has got to: everything released, returned, looked into, locked, and closed."""

from __future__ import annotations

from typing import Any

from showsafe.domain import files
from tests.simulator import FilmSet

CAUSE: dict[str, Any] = {"reviewed_by": "medic", "cause": "looked into"}
FROM_OUTSIDE: dict[str, Any] = {"reviewed_by": "second-ad", "cause": "looked into"}
"""What is frozen is released by the producer, with a 1st AD who had no part in anything."""

LIFTED: dict[str, Any] = {"set_": True, "reviewed_by": "second-ad", "cause": "looked into"}


def wrap(day: FilmSet) -> None:
    """Bring a set home by asking only; every step of it has to be permitted."""
    day.later(300)
    day.permit("cut", "first-ad")
    for name in day.state.beliefs:
        if not day.belief(name).container:
            day.permit("collect", weapon=name)
    _out_of_its_file(day)
    _let_the_set_go(day)
    for frozen in list(day.state.frozen.values()):
        if frozen.thing == "container":
            day.permit("release", "producer", in_=frozen.name, **FROM_OUTSIDE)
    for name in list(day.state.lots):
        _lot_home(day, name)
    for step in (_released, _weapon_home):
        for name in list(day.state.beliefs):
            step(day, name)
    day.permit("reconcile", witness="assistant")
    if day.state.stops:
        day.permit("release", "night-armorer", **LIFTED)
    nobodys = [name for name, weapon in day.state.weapons.items() if not weapon.enrolled]
    day.permit("close-day", "first-ad", witness="producer", exceptions=nobodys)
    day.permit("open-day", "first-ad", witness="producer")


def _out_of_its_file(day: FilmSet) -> None:
    """Nobody but the two of an open file handles its weapons: dropped out of it, anybody brings them home."""
    for file in files.open_files(day.state):
        for member in file.members:
            day.permit("drop-out", file.custodian, file=file.id, weapon=member.weapon)


def _let_the_set_go(day: FilmSet) -> None:
    for find in day.state.live:
        if find.where in day.state.lots:
            day.permit("quarantine", lot=find.where)
        elif find.where in day.state.weapons:
            day.permit("quarantine", weapon=find.where)
    if day.state.stops:
        day.permit("release", "night-armorer", **LIFTED)


def _lot_home(day: FilmSet, name: str) -> None:
    if day.lot(name).frozen:
        day.permit("release", "producer", lot=name, **FROM_OUTSIDE)
    lot = day.lot(name)
    if lot.quarantined or lot.gone:
        return
    if lot.holds:
        day.permit("release", lot=name, **CAUSE)
    if not lot.container:
        day.permit("collect", lot=name)
        day.permit("lock", lot=name, in_="rounds", witness="assistant")


def _released(day: FilmSet, name: str) -> None:
    if not day.state.weapons[name].enrolled:
        if day.belief(name).fault is None:
            return
        # Nothing is asked of a weapon that nobody enrolled, the release of its fault included: enrolled first.
        day.permit("register", weapon=name)
    if day.belief(name).open_fault("misfire"):
        day.permit("clear", weapon=name, witness="assistant")
    belief = day.belief(name)
    if belief.frozen:
        day.permit("release", "producer", weapon=name, **FROM_OUTSIDE)
    elif belief.fault or belief.holds or belief.quarantined:
        day.permit("release", weapon=name, **CAUSE)


def _weapon_home(day: FilmSet, name: str) -> None:
    if not day.state.weapons[name].enrolled:
        day.permit("isolate", weapon=name)
        return
    belief = day.belief(name)
    if belief.container and belief.locked_empty and not belief.use:
        return
    by = "night-armorer" if belief.container else "armorer"
    if belief.container:
        day.permit("unlock", by, weapon=name, witness="assistant")
    elif belief.holder != by:
        day.permit("collect", by, weapon=name)
    day.permit("unload", by, weapon=name, witness="assistant")
    day.permit("check", by, **day.looking(name))
    day.permit("lock", by, weapon=name, in_="weapon safe", witness="assistant")
