"""What must never come of a file: B1 to B6 of the protocol, asked of the physical world and of the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from showsafe.assurance.search.cast import CUSTODIANS
from showsafe.assurance.search.filecast import PEOPLE, eyes
from showsafe.assurance.search.filefacts import B2, WAY_BACK, fit, user_by
from showsafe.assurance.search.move import Move
from showsafe.assurance.search.properties import REFUSALS, At, Property, state, step
from showsafe.assurance.search.seen import SeenFile
from showsafe.assurance.search.world import BLANK
from showsafe.domain.spoken import COLD, HOT

OUT = ("issue-file", "hand-over", "accept", "pick-up")
"""Every act by which a weapon of a file comes into a user's hands."""

SINGLE = ("unlock", "load", "offer", "hand-over", "accept", "pass-open", "preset", "pick-up")
BY_THE_USER = ("accept", "pick-up")
MOST = 8
"""So many weapons a file has at most."""

for _name, _says in (
    (B2, "B2: where a weapon of a file is bad, the good ones that were read with it go out."),
    (WAY_BACK, "B6: nothing refuses a weapon of a file that comes back, drops out, or is counted."),
):
    REFUSALS[_name] = Property(_name, _says, ("file",))


def _open(at: At) -> dict[str, SeenFile]:
    return {each.id: each for each in at.seen.files if not each.closed}


def _went(move: Move, at: At) -> Iterator[tuple[int, str]]:
    """Yield place and file of every weapon of a file that an act brings to a user."""
    for place, after in enumerate(move.world.guns):
        if after.where != at.world.guns[place].where and after.where not in CUSTODIANS:
            file = at.seen.guns[place].file
            if file:
                yield place, file


@step(
    "b1-own-scan-and-look",
    "B1: each weapon of a file that goes out was looked into by the file's own two people, and itself read if issued.",
    OUT,
    "file",
)
def _own(move: Move, at: At) -> bool:
    read = {scan.weapon: scan.tag for scan in move.act.scans} if move.act else {}
    for place, file in _went(move, at):
        if move.act and move.act.kind == "pick-up" and not at.world.guns[place].watched:
            # Placed with nobody to watch it: it is unknown and hot in the hand that picks it up.
            continue
        if eyes(place, PEOPLE[file]) not in at.world.done or not at.world.guns[place].looked:
            return True
        weapon = at.weapons[place]
        if read and read.get(weapon) != f"S-{weapon}":
            return True
    return False


@state(
    "b1-a-signature-covers-what-was-read",
    "B1: no weapon counts as issued with a file that was not itself read at an issue.",
)
def _covered(at: At) -> bool:
    return any(
        issued and f"read {at.weapons.index(weapon)}" not in at.world.done
        for each in at.seen.files
        for weapon, issued in each.members
    )


@step(
    "b1-read-at-drawing-in",
    "B1: no weapon is drawn in by what was read on another one.",
    ("draw-in",),
    "file",
)
def _read(move: Move, at: At) -> bool:  # noqa: ARG001 - the shape of a property
    return move.act is not None and move.act.tag != f"S-{move.act.weapon}"


@step(
    "b2-a-bad-one-stays",
    "B2: of the weapons that were read for an issue exactly the good ones go out.",
    ("issue-file",),
    "file",
    "check",
    "show",
)
def _good_ones(move: Move, at: At) -> bool:
    act = move.act
    if act is None or act.file not in _open(at):
        return False
    for scan in act.scans:
        place = at.weapons.index(scan.weapon)
        good = fit(at.world, at.seen, place, scan.weapon)
        if good != (move.world.guns[place].where == user_by(at.seen, scan.weapon)):
            return True
    return False


@state(
    "b2-what-dropped-out-is-hot",
    "B2: what dropped out of a file is hot until two people have looked into it again.",
)
def _dropped(at: At) -> bool:
    if not at.seen.files:
        return False
    return any(
        f"dropped {place}" in at.world.done and known.word != HOT for place, known in enumerate(at.seen.guns)
    )


@state("b3-hot-if-one-is", "B3: a file is called cold only where every one of its weapons is.")
def _hot(at: At) -> bool:
    for each in at.seen.files:
        if each.closed or each.word != COLD:
            continue
        places = [at.weapons.index(weapon) for weapon, _ in each.members]
        if any(at.seen.guns[place].word == HOT or BLANK in at.world.guns[place].inside for place in places):
            return True
    return False


@step(
    "b4-flags-and-loaded-are-all",
    "B4: nothing is issued or closed whose bore flags and loaded weapons do not add up to all of it.",
    ("issue-file", "close-file"),
    "file",
)
def _flags(move: Move, at: At) -> bool:
    act = move.act
    if act is None or act.file not in _open(at):
        return False
    members = tuple(weapon for weapon, _ in _open(at)[act.file].members)
    counted = members if act.kind == "close-file" else tuple(scan.weapon for scan in act.scans)
    loaded = sum(1 for weapon in counted if at.seen.guns[at.weapons.index(weapon)].believed)
    return (act.flags or 0) + loaded != len(counted)


@step(
    "b4-or-it-holds",
    "B4: after a count that did not add up nothing of a file goes out until its two people have counted all of it.",
    (*OUT, "close-file"),
    "file",
)
def _holds(move: Move, at: At) -> bool:
    files = {move.act.file} if move.act and move.act.file else {file for _, file in _went(move, at)}
    return any(f"off {file}" in at.world.done for file in files)


@step(
    "b5-nothing-crosses-files",
    "B5: nobody of a file has a part in a weapon of another one or of none, and nobody else in one of theirs.",
    SINGLE,
    "file",
)
def _crosses(move: Move, at: At) -> bool:
    act = move.act
    if act is None or move.gun < 0:
        return False
    file = at.seen.guns[move.gun].file
    by = () if act.kind in BY_THE_USER else (act.by,)
    people = {who for who in (*by, act.witness) if who}
    if not file:
        busy = {who for each in _open(at) for who in PEOPLE[each]}
        return bool(people & busy)
    to = {act.by} if act.kind in BY_THE_USER else set(act.to)
    return not (people <= set(PEOPLE[file]) and to <= {user_by(at.seen, at.weapons[move.gun])})


@step(
    "b5-own-people",
    "B5: a file is opened by two people who have no other one open, and is run by those two.",
    ("open-file", "draw-in", "issue-file", "close-file"),
    "file",
)
def _people(move: Move, at: At) -> bool:
    act = move.act
    if act is None:
        return False
    wanted = set(PEOPLE[act.file])
    busy = {who for each in _open(at) if each != act.file for who in PEOPLE[each]}
    people = {who for who in (act.by, act.witness) if who}
    return bool(people & busy) or (act.kind != "open-file" and not people <= wanted)


@state(
    "b5-one-file-of-eight",
    "B5: a weapon is in one open file, which has at most eight.",
    "file",
)
def _once(at: At) -> bool:
    members = Counter(weapon for each in _open(at).values() for weapon, _ in each.members)
    return any(len(each.members) > MOST for each in at.seen.files) or any(n > 1 for n in members.values())


@step(
    "b5-own-mark-and-user",
    "B5: each weapon of a file has a mark and a user of its own.",
    ("draw-in",),
    "file",
)
def _marks(move: Move, at: At) -> bool:
    act = move.act
    file = _open(at).get(act.file) if act else None
    if act is None or file is None:
        return False
    return any(act.number == mark or act.user == user for mark, user in file.given)


@state("b5-a-box-feeds-one-file", "B5: rounds of one box are in weapons of no more than one open file.")
def _fed(at: At) -> bool:
    pairs = zip(at.world.guns, at.seen.guns, strict=True)
    return len({known.file for gun, known in pairs if BLANK in gun.inside and known.file}) > 1


@step(
    "b6-a-live-round-stops-every-file",
    "B6: after a live round was found nothing goes out of any file before its flags were counted again.",
    (*OUT, "offer", "load"),
    "file",
    "trouble",
)
def _live(move: Move, at: At) -> bool:
    act = move.act
    if act is None:
        return False
    file = act.file or (at.seen.guns[move.gun].file if move.gun >= 0 else "")
    if not file:
        return False
    return bool(at.world.known) or (act.kind in OUT and f"count {file}" in at.world.done)
