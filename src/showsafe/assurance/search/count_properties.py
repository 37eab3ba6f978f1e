"""What must never come of counting: that a round which is missing gets lost among papers."""

from __future__ import annotations

from showsafe.assurance.search.counts import APART, FILLED, lost, open_of, there, took_part, written_off
from showsafe.assurance.search.move import Move
from showsafe.assurance.search.properties import At, state, step
from showsafe.domain.acts import LEAVING
from showsafe.domain.counting_acts import DISPOSING


@step(
    "a-difference-is-closed-by-another",
    "Whoever closes a difference of a count neither counted it nor answered for it.",
    ("close-discrepancy",),
    "count",
    "duty",
)
def _closed(move: Move, at: At) -> bool:
    act = move.act
    return act is not None and any(
        act.by in took_part(at.world, shown)
        for shown in open_of(at.world)
        if act.of_act == shown.removesuffix(APART)
    )


@step(
    "found-again-is-what-was-missing",
    "A round is found again only where the lost one is back: no other one stands for it.",
    ("close-discrepancy",),
    "count",
)
def _found_again(move: Move, at: At) -> bool:
    return bool(move.act and move.act.count) and lost(at.world)


@step(
    "a-day-ends-with-every-round-accounted-for",
    "A day that closes without an exception has no round that a count has not found.",
    ("close-day",),
    "rounds",
)
def _ended(move: Move, at: At) -> bool:  # noqa: ARG001 - the shape of a property
    return any(known.unaccounted for known in at.seen.boxes)


@step(
    "nothing-leaves-while-a-count-differs",
    "No round of a box leaves for good while a difference of it is open.",
    (*(kind for kind in DISPOSING if kind != "keep-sample"), *LEAVING),
    "count",
)
def _left(move: Move, at: At) -> bool:
    return bool(move.act and move.act.lot and open_of(at.world))


@step(
    "no-more-is-written-off-than-there-was",
    "No more rounds are destroyed, kept or returned than there really were.",
    DISPOSING,
    "duty",
    "count",
)
def _written_off(move: Move, at: At) -> bool:
    return written_off(move.act) > there(at.world)


@state(
    "what-was-found-missing-stays-on-record",
    "A round that is lost, and that a count has shown, is missing on record, unless another one lies in its place.",
    "count",
)
def _missing(at: At) -> bool:
    if not lost(at.world) or FILLED in at.world.done:
        return False
    box = at.seen.boxes[0]
    return box.number <= there(at.world) and not (box.unaccounted or box.missing)
