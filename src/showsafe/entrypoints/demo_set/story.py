"""What happened on the demonstration set today until now: every act, in order, with the answer that it has to get.

By the minute it is told in, ``WORKED`` minutes long: one weapon lies checked on the bench, one is out with a performer,
one fell and is held, the others are in the safe; somebody's concern has no answer yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from showsafe.domain.events import ASK, PERMIT, RECORD, REPORT
from showsafe.entrypoints.demo_set import cast

WORKED = 180
"""How many minutes ago the day began."""

SAFE, BOX = "gun-safe", "round-box"


@dataclass(frozen=True, slots=True)
class Told:
    """One act: in which minute, by whom, its keys, the door it goes through, and what has to come of it."""

    minute: float
    kind: str
    by: str
    keys: dict[str, Any]
    door: str = ASK
    outcome: str = PERMIT


def story() -> Iterator[Told]:
    """Yield every act of the day until now."""
    yield from _office()
    yield from _intake()
    yield from _morning()
    yield from _shots()
    yield from _fallen()
    yield from _now()


def _ask(minute: float, kind: str, by: str, /, **keys: Any) -> Told:  # noqa: ANN401 - values of keys
    return Told(minute, kind, by, {key.removesuffix("_"): value for key, value in keys.items()})


def _report(minute: float, kind: str, by: str, /, **keys: Any) -> Told:  # noqa: ANN401 - as above
    said = {key.removesuffix("_"): value for key, value in keys.items()}
    return Told(minute, kind, by, said, REPORT, RECORD)


def _check(minute: float, weapon: str, by: str, witness: str, **more: Any) -> Told:  # noqa: ANN401 - as above
    seen = cast.capacity_of(weapon)
    counts = {} if seen is None else {"seen": seen, "of": seen, "witness_seen": seen, "bore": True}
    said: dict[str, Any] = {"weapon": weapon, "witness": witness, **counts, "found": (), **more}
    return Told(minute, "check", by, said)


def _office() -> Iterator[Told]:
    boss = next(iter(cast.PEOPLE))
    for name, person in cast.PEOPLE.items():
        yield _report(0, "enrol", boss, person=name, **person["said"])
    yield _ask(1, "assess", boss, scene="main-street", witness="ann")
    yield _ask(1, "assess", boss, scene="saloon", witness="ann")
    yield _ask(2, "record-paper", "moe", kind="compliance-contact", about="sue")


def _intake() -> Iterator[Told]:
    minute = 5.0
    for weapon, said in cast.WEAPONS.items():
        yield _ask(minute, "register", "ann", weapon=weapon, **said)
        yield _check(minute + 0.5, weapon, "ann", "bob")
        yield _ask(minute + 1, "lock", "ann", weapon=weapon, in_=SAFE, witness="bob")
        minute += 2
    for lot, said in cast.LOTS.items():
        of = said["count"]
        yield _ask(minute, "receive", "ann", lot=lot, countersigned_by="pat", **said)
        methods = cast.METHODS[said["kind"]]
        yield _ask(minute + 0.5, "prove", "ann", lot=lot, count=of, of=of, methods=methods, witness="pat")
        yield _ask(minute + 1, "lock", "ann", lot=lot, in_=BOX, witness="pat")
        minute += 2


def _morning() -> Iterator[Told]:
    yield _ask(40, "open-day", "ann", witness="eve")
    for (scene, weapon), said in cast.PLANS.items():
        yield _ask(45, "plan", "ann", scene=scene, weapon=weapon, witness="eve", **said)
    yield _ask(60, "meet", "eve", scene="main-street", attendees=cast.TEAM, witness="ann")


def _shots() -> Iterator[Told]:
    """Three half blanks on the street, with the property master."""
    weapon, scene = "lever-rifle", "main-street"
    yield _ask(75, "unlock", "pat", weapon=weapon, in_=SAFE, witness="bob")
    yield _check(77, weapon, "pat", "bob")
    yield _ask(79, "show", "pat", weapon=weapon, to=("eve", "kim", "gus"))
    yield _ask(80, "unlock", "pat", lot="half-blanks", in_=BOX, witness="bob")
    yield _ask(
        81,
        "load",
        "pat",
        weapon=weapon,
        rounds=({"lot": "half-blanks", "count": 3},),
        witness="bob",
        scene=scene,
    )
    yield _ask(81.5, "lock", "pat", lot="half-blanks", in_=BOX, witness="bob")
    yield _ask(82, "declare", "pat", weapon=weapon, word="hot", says="Blanks, three, half. Hot.")
    yield _ask(82.5, "offer", "pat", weapon=weapon, from_="pat", to="kim", scene=scene)
    yield _ask(
        83,
        "accept",
        "kim",
        weapon=weapon,
        from_="pat",
        to="kim",
        sight={"count": 3},
        scene=scene,
        witness="bob",
    )
    yield _ask(84, "take", "eve", weapon=weapon, user="kim", scene=scene)
    yield _report(84.5, "discharge", "kim", weapon=weapon, count=3)
    yield _report(85, "cut", "eve")
    yield _ask(86, "collect", "pat", weapon=weapon, from_="kim")
    yield _ask(88, "clear", "pat", weapon=weapon, witness="bob")
    yield _check(90, weapon, "pat", "bob")
    yield _ask(92, "reconcile", "pat", witness="bob")


def _fallen() -> Iterator[Told]:
    """The same rifle falls on its way back: it is held from then on, and goes into the safe as it is."""
    weapon = "lever-rifle"
    yield _report(
        95, "drop", "pat", weapon=weapon, cause="Fell off the cart, onto its muzzle, on the gravel."
    )
    yield _check(97, weapon, "pat", "bob")
    yield _ask(100, "lock", "pat", weapon=weapon, in_=SAFE, witness="bob")
    yield _report(
        110, "raise-concern", "gus", about="cart", says="The cart has no rail: a rifle slid off it today."
    )


def _now() -> Iterator[Told]:
    """The last half hour: dummies for the close-up are out, and the shotgun lies on the bench."""
    yield _ask(140, "meet", "eve", scene="saloon", attendees=cast.TEAM, witness="ann")
    yield _ask(158, "unlock", "ann", weapon="colt", in_=SAFE, witness="bob")
    yield _check(160, "colt", "ann", "bob")
    yield _ask(161, "show", "ann", weapon="colt", to=("eve", "dan"))
    yield _ask(162, "unlock", "ann", lot="dummies", in_=BOX, witness="bob")
    five = ({"lot": "dummies", "count": 5},)
    yield _ask(164, "load", "ann", weapon="colt", rounds=five, witness="bob", scene="saloon")
    yield _check(165, "colt", "ann", "bob", bore=False, found=five, looked=("chambers",))
    yield _ask(166, "lock", "ann", lot="dummies", in_=BOX, witness="bob")
    yield _ask(167, "declare", "ann", weapon="colt", word="cold", says="Dummies, five, forty-five. Cold.")
    yield _ask(168, "offer", "ann", weapon="colt", from_="ann", to="dan", scene="saloon")
    yield _ask(
        168.5,
        "accept",
        "dan",
        weapon="colt",
        from_="ann",
        to="dan",
        sight={"count": 5},
        scene="saloon",
        witness="bob",
    )
    yield _ask(174, "unlock", "pat", weapon="pump-shotgun", in_=SAFE, witness="bob")
    yield _check(177, "pump-shotgun", "pat", "bob")
