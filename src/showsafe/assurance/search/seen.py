"""What a state says of the things of a search, read once for every state: for the moves, and for the properties."""

from __future__ import annotations

from typing import NamedTuple

from showsafe.domain.files import word_of
from showsafe.domain.proof import stands
from showsafe.domain.spoken import BLANKS, DUMMIES, EMPTY, PART_FIRED, spoken
from showsafe.domain.state import State


class SeenGun(NamedTuple):
    """What the record has of one weapon.

    ``believed`` are the rounds in it that were not fired, each by its box, or ``"?"``; ``where`` is who or what has it.
    """

    where: str
    word: str
    name: str
    believed: tuple[str, ...]
    spent: int
    offered: str
    taking: bool
    preset: bool
    faults: tuple[str, ...]
    held: bool
    quarantined: bool
    isolated: bool
    locked_empty: bool
    bore: bool
    announced: bool
    use_open: bool
    declined: bool
    file: str


class SeenBox(NamedTuple):
    """What the record has of one box of rounds."""

    where: str
    number: int
    proven: int
    tainted: bool
    quarantined: bool
    held: bool
    unaccounted: int
    missing: int


class SeenFile(NamedTuple):
    """What the record has of one file: its weapons, whether each was issued from it, and the word for the whole.

    ``given`` are the mark and the user of each of its weapons.
    """

    id: str
    closed: bool
    members: tuple[tuple[str, bool], ...]
    held: bool
    word: str
    given: tuple[tuple[str, str], ...]


class Seen(NamedTuple):
    """What the record has of everything that a search is about."""

    guns: tuple[SeenGun, ...]
    boxes: tuple[SeenBox, ...]
    stops: tuple[str, ...]
    live: bool
    open: bool
    waiting: tuple[str, ...]
    run: str
    files: tuple[SeenFile, ...]


def seen(state: State) -> Seen:
    """Return what a state says."""
    member_of = {m.weapon: f.id for f in state.files.values() if not f.closed for m in f.members}
    guns = tuple(_gun(state, name, member_of.get(name, "")) for name in sorted(state.weapons))
    boxes = tuple(_box(state, name) for name in ("dummies", "blanks") if name in state.lots)
    runs = [run for run in state.runs.values() if not run.ended]
    return Seen(
        guns=guns,
        boxes=boxes,
        stops=tuple(sorted({each.kind for each in state.stops})),
        live=bool(state.live),
        open=state.day.open,
        waiting=tuple(sorted(name for name, each in state.pending.items() if each.outcome == "hold")),
        run=runs[0].user if runs else "",
        files=tuple(
            SeenFile(
                id=f.id,
                closed=f.closed,
                members=tuple((m.weapon, m.issued) for m in f.members),
                held=bool(f.held),
                word=word_of(state, f),
                given=tuple((m.mark, m.user) for m in f.members),
            )
            for f in state.files.values()
        ),
    )


def _gun(state: State, name: str, file: str) -> SeenGun:
    belief = state.believed(name)
    said = spoken(state.weapons[name], belief)
    where = belief.container or belief.place or belief.holder
    if belief.preset:
        where = belief.place
    return SeenGun(
        where=where,
        word=said.word,
        name=said.name,
        believed=tuple(each.lot or "?" for each in belief.contents if each.state != "spent"),
        spent=sum(1 for each in belief.contents if each.state == "spent"),
        offered=belief.offer.to if belief.offer else "",
        taking=belief.take is not None,
        preset=bool(belief.preset),
        faults=tuple(each.kind for each in belief.fault.all) if belief.fault else (),
        held=bool(belief.holds),
        quarantined=belief.quarantined,
        isolated=belief.isolated,
        locked_empty=belief.locked_empty,
        bore=stands(belief.bore),
        announced=belief.said is not None,
        use_open=belief.use is not None or bool(belief.uncounted),
        declined=bool(belief.declined_by),
        file=file,
    )


def _box(state: State, name: str) -> SeenBox:
    lot = state.lots[name]
    return SeenBox(
        where=lot.container or lot.holder,
        number=lot.box,
        proven=lot.proven,
        tainted=bool(lot.tainted),
        quarantined=lot.quarantined,
        held=bool(lot.holds),
        unaccounted=lot.unaccounted,
        missing=lot.missing,
    )


SAYS_COLD = (EMPTY, DUMMIES)
SAYS_BLANKS = (BLANKS, PART_FIRED)
