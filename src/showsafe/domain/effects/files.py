"""Effects of a file: many background weapons, each with a mark, a user, its own scan and its own two people.

1. A weapon belongs to one open file. It is drawn in by name, and drops out by name: then it is hot, wherever it was.
2. Issued together, each weapon that was scanned is handed over by itself; one that the rules would not have handed over
   drops out, and the rest go on. One that was not scanned is not issued.
3. Returned together, each that was scanned is collected. Nothing refuses that.
4. Flags that do not add up hold the file: nothing more is issued from it, and it is not closed, until its own two
   people have counted all of it. A count of a part, by one of them, by anybody else, of an hour ago, or of before it
   came to hold lets nothing go.
5. A live round, wherever it was found, holds every file.
"""

from __future__ import annotations

from collections.abc import Iterator

from showsafe.domain import files
from showsafe.domain.changing import replace
from showsafe.domain.effects.common import void_all
from showsafe.domain.events import ASK, PERMIT, Did, Event
from showsafe.domain.state import File, Member, State


def open_file(state: State, event: Event) -> State:
    """A file begins, with nothing in it."""
    act = event.act
    if not event.proves:
        return state
    file = File(
        id=act.file, custodian=act.by, watcher=act.witness, scene=act.scene, record=event.number, at=event.at
    )
    return _with(state, file)


def draw_in(state: State, event: Event) -> State:
    """A weapon is drawn in by name, with its mark and its user; the lots of what is in it feed the file."""
    act = event.act
    file = files.open_file(state, act.file)
    if file is None or not event.good:
        return state
    member = Member(weapon=act.weapon, mark=act.number, user=act.user)
    lots = tuple(dict.fromkeys((*file.lots, *files.lots_in(state, act.weapon))))
    return _with(state, replace(file, members=(*file.members, member), lots=lots))


def drop_out(state: State, event: Event) -> State:
    """A weapon drops out by name: it stays where it is, it is hot, and the rest go on."""
    return dropped(state, event, event.act.weapon)


def dropped(state: State, event: Event, weapon: str) -> State:
    """Take a weapon out of its file; whatever was proven of it is void."""
    file = files.file_of(state, weapon)
    if file is None:
        return state
    belief = void_all(state.believed(weapon), event, f"dropped out of {file.id}")
    left = tuple(member for member in file.members if member.weapon != weapon)
    state = _with(state, replace(file, members=left, dropped=(*file.dropped, weapon)))
    return state.with_belief(weapon, belief)


def steps_of_event(state: State, event: Event) -> Iterator[Event]:
    """Yield the single acts that a file's act stands for: hand-overs, drops, or collects."""
    act = event.act
    if act.kind not in ("issue-file", "return-file"):
        return
    issue = act.kind == "issue-file"
    did = event.did or tuple(Did(PERMIT) for _ in act.scans)
    for scan, each in zip(act.scans, did, strict=True):
        single = files.hand_over(state, act, scan) if issue else files.collect(act, scan)
        drops = issue and event.door == ASK and each.would != PERMIT
        if drops:
            single = replace(single, kind="drop-out", to=())
        would, gates = (PERMIT, ()) if drops else (each.would, each.gates)
        yield replace(event, act=single, would=would, gates=gates, did=(), completes=None)


def issued(state: State, event: Event) -> State:
    """Those that were read and went out are marked as issued; their flags have been counted."""
    file = files.open_file(state, event.act.file)
    if file is None:
        return state
    read = {scan.weapon for scan in event.act.scans}
    out = {m.weapon for m in file.members if m.weapon in read and state.believed(m.weapon).holder == m.user}
    members = tuple(replace(m, issued=m.issued or m.weapon in out) for m in file.members)
    return _counted(state, event, replace(file, members=members))


def returned(state: State, event: Event) -> State:
    """Those that came back are collected; their flags have been counted."""
    file = files.open_file(state, event.act.file)
    return state if file is None else _counted(state, event, file)


def close_file(state: State, event: Event) -> State:
    """Everything is back, and the flags add up: the file is closed."""
    file = files.open_file(state, event.act.file)
    if file is None or not event.good:
        return state
    return _with(state, replace(file, closed=True, held="", held_at=None))


def _counted(state: State, event: Event, file: File) -> State:
    """Flags held and weapons loaded have to be as many as were issued; where they are not, the file holds.

    What holds goes on holding until the custodian and the watcher of the file have counted all of it.
    """
    act = event.act
    scanned = tuple(scan.weapon for scan in act.scans) or tuple(member.weapon for member in file.members)
    if act.flags is None:
        return _with(state, file)
    wanted = files.flagged(state, scanned)
    if act.flags != wanted:
        off = f"{act.flags} flags counted, and {wanted} expected, record {event.number}"
        return _with(state, replace(file, held=off, held_at=event.at))
    whole = {member.weapon for member in file.members} <= set(scanned)
    own = (act.by, act.witness) == (file.custodian, file.watcher)
    after = file.held_at is None or event.of >= file.held_at
    lets_go = act.kind == "return-file" and whole and own and after and not event.late
    return _with(state, replace(file, held="", held_at=None) if lets_go else file)


def after_event(before: State, state: State, event: Event) -> State:
    """Every file holds after a live round, and is closed with its day; the next day forgets it."""
    if state.day.open and not before.day.open:
        state = replace(state, files={file.id: file for file in files.open_files(state)})
    for file in files.open_files(state):
        if len(state.live) > len(before.live):
            why = f"a live round was found, record {event.number}"
            state = _with(state, replace(file, held=why, held_at=event.at))
        if before.day.open and not state.day.open:
            state = _with(state, replace(state.files[file.id], closed=True))
    return _loaded(state, event) if event.act.kind == "load" else state


def _loaded(state: State, event: Event) -> State:
    act = event.act
    file = files.file_of(state, act.weapon)
    if file is None:
        return state
    lots = tuple(dict.fromkeys((*file.lots, *(each.lot for each in act.rounds or () if each.lot))))
    return _with(state, replace(file, lots=lots))


def _with(state: State, file: File) -> State:
    return replace(state, files={**state.files, file.id: file})
