"""What must never come of any act that the rules permit, whatever anybody does: each with a name and a sentence.

A property speaks of the world, as it really is, and of what the record says of it. *State* properties are asked of
every state; *step* properties of every act that the rules permitted in full.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from showsafe.assurance.search.cast import AMMUNITION, CUSTODIANS, DUMMIES, ISOLATION, QUARANTINE, SAFE, TABLE
from showsafe.assurance.search.move import Move
from showsafe.assurance.search.seen import SAYS_BLANKS, Seen
from showsafe.assurance.search.world import BLANK, LIVE, World
from showsafe.domain.acts import KINDS
from showsafe.domain.pairs import second_of


class At(NamedTuple):
    """Where a property is asked: the world and what the record has of it, and who may be handed a weapon."""

    world: World
    seen: Seen
    users: tuple[str, ...]
    lots: tuple[str, ...]
    weapons: tuple[str, ...] = ()


StateAsk = Callable[[At], bool]
StepAsk = Callable[[Move, At], bool]


@dataclass(frozen=True, slots=True)
class Property:
    """One property: its permanent name, one sentence, and the gates that protect it."""

    name: str
    says: str
    gates: tuple[str, ...]


STATES: dict[str, tuple[Property, StateAsk]] = {}
STEPS: dict[str, tuple[Property, tuple[str, ...], StepAsk]] = {}
REFUSALS: dict[str, Property] = {}
"""Properties that are broken by a refusal: what has to be possible is not (see ``Move.must``)."""


def state(name: str, says: str, *gates: str) -> Callable[[StateAsk], StateAsk]:
    """Register a property of every state; the function answers True where it is broken."""

    def kept(ask: StateAsk) -> StateAsk:
        STATES[name] = (Property(name, says, gates), ask)
        return ask

    return kept


def step(name: str, says: str, kinds: tuple[str, ...], *gates: str) -> Callable[[StepAsk], StepAsk]:
    """Register a property of every permitted act of some kinds; the function answers True where it is broken."""

    def kept(ask: StepAsk) -> StepAsk:
        STEPS[name] = (Property(name, says, gates), kinds, ask)
        return ask

    return kept


@state(
    "cold-is-cold",
    "No user holds a weapon called cold with a live or blank round in it.",
    "check",
    "rounds",
    "sight",
)
def _cold(at: At) -> bool:
    return any(
        known.word == "cold"
        and gun.where in at.users
        and not gun.own
        and (LIVE in gun.inside or BLANK in gun.inside)
        for gun, known in zip(at.world.guns, at.seen.guns, strict=True)
    )


@state(
    "cold-was-looked-at",
    "No user holds a weapon called cold whose contents could have changed since two people looked into it.",
    "check",
    "sight",
)
def _cold_looked(at: At) -> bool:
    return any(
        known.word == "cold" and gun.where in at.users and not (gun.looked or gun.own)
        for gun, known in zip(at.world.guns, at.seen.guns, strict=True)
    )


@state(
    "hot-is-as-declared",
    "A hot weapon in a user's hands holds exactly the blanks that are declared.",
    "rounds",
    "check",
    "sight",
)
def _hot(at: At) -> bool:
    return any(
        known.name in SAYS_BLANKS
        and gun.where in at.users
        and not gun.own
        and gun.ready != (BLANK,) * len(known.believed)
        for gun, known in zip(at.world.guns, at.seen.guns, strict=True)
    )


@state("one-pair-of-hands", "Record and hands agree on exactly one responsible person or place.", "hands")
def _hands(at: At) -> bool:
    guns = any(gun.where != known.where for gun, known in zip(at.world.guns, at.seen.guns, strict=True))
    # A box that was left lying is in nobody's hands, and no place of it is on record.
    boxes = zip(at.world.boxes, at.seen.boxes, strict=True)
    return guns or any(known.where != ("" if box.where == TABLE else box.where) for box, known in boxes)


@state(
    "proven-is-inert", "A box of dummies whose every round is called proven holds no live round.", "rounds"
)
def _proven(at: At) -> bool:
    return any(
        box.live
        and known.number
        and known.proven == known.number
        and not (known.tainted or known.quarantined)
        for name, box, known in zip(at.lots, at.world.boxes, at.seen.boxes, strict=True)
        if name == DUMMIES
    )


LOADING = ("load",)
OUT = ("offer", "hand-over", "accept", "take", "rehearse")
HANDED = ("accept", "hand-over", "confirm")


@step("no-live-round-is-loaded", "No act moves a live round into a weapon.", LOADING, "rounds", "live")
def _live_loaded(move: Move, at: At) -> bool:
    return LIVE in move.world.guns[move.gun].inside and LIVE not in at.world.guns[move.gun].inside


@step(
    "looked-through-before-a-load",
    "Nothing is loaded behind a bore that something could have got into since two people looked through it.",
    LOADING,
    "bore",
)
def _through(move: Move, at: At) -> bool:
    return not at.world.guns[move.gun].through


@step("no-live-round-is-fired", "A live round is never fired.", ("discharge",), "rounds", "sight")
def _live_fired(move: Move, at: At) -> bool:  # noqa: ARG001 - the shape of a property
    return move.fires.startswith(LIVE)


@step("nothing-behind-a-blocked-bore", "Nothing is fired behind a blocked bore.", ("discharge",), "bore")
def _blocked(move: Move, at: At) -> bool:  # noqa: ARG001 - the shape of a property
    return move.fires.endswith("!")


@step(
    "no-hang-fire-is-opened",
    "Nobody opens a weapon whose primer may still be burning.",
    ("check", "unload", "clear"),
    "trouble",
)
def _hang_fire(move: Move, at: At) -> bool:
    return at.world.guns[move.gun].burning


@step(
    "nothing-is-locked-away-loaded",
    "Nothing is locked away loaded, but isolated and marked.",
    ("lock",),
    "check",
)
def _locked(move: Move, at: At) -> bool:
    return move.gun >= 0 and bool(at.world.guns[move.gun].ready)


@step(
    "handed-over-looked-at",
    "Nobody is handed a weapon whose contents could have changed since two people looked into it.",
    HANDED,
    "check",
    "sight",
)
def _handed(move: Move, at: At) -> bool:
    return not at.world.guns[move.gun].looked


@step(
    "shown-before-it-is-handed",
    "Everybody on the line is offered a look before it is in anybody's hands.",
    (*HANDED, "take"),
    "show",
)
def _shown(move: Move, at: At) -> bool:
    return not at.world.guns[move.gun].shown


SECOND_NEEDED = tuple(
    kind
    for kind in (
        *("unlock", "lock", "load", "accept", "hand-over", "prove", "release", "reconcile", "plan", "meet"),
        *(
            "assess",
            "open-day",
            "close-day",
            "pass-open",
            "issue-file",
            "close-file",
            "open-file",
            "open-run",
            "cycle",
        ),
    )
    if KINDS[kind].second
)


@step("two-people", "Where two people belong, nobody is one of them twice.", SECOND_NEEDED, "duty")
def _two(move: Move, at: At) -> bool:  # noqa: ARG001 - the shape of a property
    act = move.act
    return act is not None and second_of(act) in ("", act.by)


@step(
    "a-custodian-does-it",
    "Only a qualified custodian takes out, loads, declares and gives, and opens, fills and issues a file.",
    ("unlock", "load", "declare", "offer", "hand-over", "preset", "open-file", "draw-in", "issue-file"),
    "custodian",
    "hands",
)
def _custodian(move: Move, at: At) -> bool:  # noqa: ARG001 - the shape of a property
    return move.act is not None and move.act.by not in CUSTODIANS


@step(
    "to-a-user-who-was-taught",
    "Only a user who was instructed on it is handed a weapon.",
    HANDED,
    "receiver",
    "hands",
)
def _taught(move: Move, at: At) -> bool:
    to = move.world.guns[move.gun].where
    return to not in CUSTODIANS and (to not in at.users or "taught" not in at.world.done)


@step(
    "met-before-use",
    "Nobody is handed a weapon for a scene that no safety meeting was held for.",
    (*HANDED, "take"),
    "meeting",
)
def _met(move: Move, at: At) -> bool:  # noqa: ARG001 - the shape of a property
    return "met" not in at.world.done


@step(
    "planned-before-use",
    "Nothing is loaded or handed over that no shot plan has.",
    (*HANDED, *LOADING, "take"),
    "plan",
)
def _planned(move: Move, at: At) -> bool:  # noqa: ARG001 - the shape of a property
    return "planned" not in at.world.done


@step(
    "papers-before-use",
    "Nothing is taken out or handed over without the papers of the day.",
    ("unlock", *HANDED),
    "papers",
)
def _papers(move: Move, at: At) -> bool:
    return move.gun >= 0 and not {"assessed", "opened", "contact"} <= at.world.done


@step(
    "hot-no-longer-than-agreed",
    "A hot weapon that was loaded more than five minutes ago begins no take.",
    ("take", "hand-over", "offer"),
    "load",
)
def _late(move: Move, at: At) -> bool:
    gun = at.world.guns[move.gun]
    return BLANK in gun.ready and gun.age >= 1


@step(
    "counted-before-the-next",
    "Nothing is loaded or handed over whose last shots two people have not counted.",
    ("load", "offer", "hand-over"),
    "return",
)
def _counted(move: Move, at: At) -> bool:
    return at.world.guns[move.gun].fired


@step(
    "locked-while-it-goes-out",
    "Nothing is handed over while a box of rounds or another weapon lies open or in nobody's hands.",
    ("offer", "hand-over"),
    "store",
)
def _loose(move: Move, at: At) -> bool:
    boxes = any(
        box.where not in (AMMUNITION, QUARANTINE) and known.number and not known.quarantined
        for box, known in zip(at.world.boxes, at.seen.boxes, strict=True)
    )
    return boxes or any(gun.where == TABLE for place, gun in enumerate(at.world.guns) if place != move.gun)


@step(
    "nothing-in-a-stop",
    "Nothing is loaded, handed over or used while the set is stopped or the weapon is held.",
    (*LOADING, *OUT),
    "trouble",
)
def _stopped(move: Move, at: At) -> bool:
    known = at.seen.guns[move.gun]
    return bool(at.seen.stops or known.faults or known.held or known.quarantined)


@step(
    "nothing-while-a-live-round-is-about",
    "Nothing is loaded, handed over or used while a live round that somebody found is not out of the way.",
    (*LOADING, *OUT),
    "live",
)
def _about(move: Move, at: At) -> bool:  # noqa: ARG001 - the shape of a property
    return bool(at.world.known)


@step(
    "wrap-accounts-for-all",
    "A day that closes without an exception has everything locked away, empty and counted.",
    ("close-day",),
    "store",
    "return",
    "rounds",
)
def _wrap(move: Move, at: At) -> bool:  # noqa: ARG001 - the shape of a property
    away = (SAFE, ISOLATION, QUARANTINE)
    return any(
        gun.where not in away or (gun.fired and not known.quarantined) or (gun.ready and gun.where == SAFE)
        for gun, known in zip(at.world.guns, at.seen.guns, strict=True)
    ) or any(
        box.where not in (AMMUNITION, QUARANTINE) and known.number and not known.quarantined
        for box, known in zip(at.world.boxes, at.seen.boxes, strict=True)
    )


def all_properties() -> Mapping[str, Property]:
    """Return every property by its name."""
    states = {name: each[0] for name, each in STATES.items()}
    return states | {name: each[0] for name, each in STEPS.items()} | REFUSALS


def broken_by_state(at: At) -> str:
    """Return the name of a property that a state breaks, or nothing."""
    for name, (_, ask) in STATES.items():
        if ask(at):
            return name
    return ""


_BY_KIND: dict[str, list[tuple[str, StepAsk]]] = {}


def broken_by_step(move: Move, at: At) -> str:
    """Return the name of a property that a permitted act breaks, or nothing."""
    kind = move.act.kind if move.act else ""
    if kind == "confirm" and move.parts:
        kind = "reset"
    if kind not in _BY_KIND:
        _BY_KIND[kind] = [(name, ask) for name, (_, kinds, ask) in STEPS.items() if kind in kinds]
    for name, ask in _BY_KIND[kind]:
        if ask(move, at):
            return name
    return ""
