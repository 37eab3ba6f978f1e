"""Questions about files: which one is open, which one a weapon belongs to, whether it is hot, how its flags add up."""

from __future__ import annotations

from showsafe.domain.acts import Act, Scan
from showsafe.domain.changing import replace
from showsafe.domain.spoken import COLD, HOT, spoken
from showsafe.domain.state import File, Member, State
from showsafe.domain.things import Weapon


def open_file(state: State, name: str) -> File | None:
    """Return the open file of that name, or None."""
    file = state.files.get(name)
    return file if file is not None and not file.closed else None


def open_files(state: State) -> tuple[File, ...]:
    """Return every open file."""
    return tuple(file for file in state.files.values() if not file.closed)


def file_of(state: State, weapon: str) -> File | None:
    """Return the open file that a weapon belongs to, or None."""
    return next((file for file in open_files(state) if member_of(file, weapon)), None)


def member_of(file: File, weapon: str) -> Member | None:
    """Return a weapon of a file, or None."""
    return next((member for member in file.members if member.weapon == weapon), None)


def read_right(weapon: Weapon | None, tag: str) -> bool:
    """Whether what was scanned or read on a weapon is its own tag or serial on record."""
    return weapon is not None and bool(tag) and tag in (weapon.tag, weapon.serial)


def word_of(state: State, file: File) -> str:
    """Return the word for the whole file: hot if one of its weapons is."""
    words = [spoken(state.weapons[m.weapon], state.believed(m.weapon)).word for m in file.members]
    return COLD if words and all(word == COLD for word in words) else HOT


def flagged(state: State, weapons: tuple[str, ...]) -> int:
    """Return in how many of these weapons a bore flag has to stand: those that take one, and are not loaded."""
    return sum(
        1
        for name in weapons
        if name in state.weapons and state.weapons[name].fires and not _loaded(state, name)
    )


def lots_in(state: State, weapon: str) -> tuple[str, ...]:
    """Return the lots of the rounds that are believed to be in a weapon, fired ones too."""
    return tuple(
        dict.fromkeys(cartridge.lot for cartridge in state.believed(weapon).contents if cartridge.lot)
    )


def _loaded(state: State, weapon: str) -> bool:
    return any(cartridge.state != "spent" for cartridge in state.believed(weapon).contents)


def hand_over(state: State, act: Act, scan: Scan) -> Act:
    """Return the single hand-over that an issue stands for, of one weapon that was scanned."""
    file = open_file(state, act.file)
    member = member_of(file, scan.weapon) if file else None
    return replace(
        act,
        kind="hand-over",
        act_id=f"{act.act_id}/{scan.weapon}",
        weapon=scan.weapon,
        from_=act.by,
        to=(member.user,) if member else (),
        scene=file.scene if file else act.scene,
        file="",
        scans=(),
        flags=None,
    )


def collect(act: Act, scan: Scan) -> Act:
    """Return the single collecting that a return stands for."""
    return replace(
        act,
        kind="collect",
        act_id=f"{act.act_id}/{scan.weapon}",
        weapon=scan.weapon,
        file="",
        scans=(),
        flags=None,
    )
