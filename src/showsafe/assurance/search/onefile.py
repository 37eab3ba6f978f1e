"""What can happen with one file as a whole: opened, issued, taken back, counted and closed, right and wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from showsafe.assurance.search.cast import AMMUNITION, ARMORER, FIRST_AD, GRIP, SECOND, act
from showsafe.assurance.search.filecast import FORD, PEOPLE, file_of, flag, user_of
from showsafe.assurance.search.filefacts import B2, WAY_BACK, fit, only_as_answered, user_by, without_eyes
from showsafe.assurance.search.move import Move
from showsafe.assurance.search.onegun import STAND
from showsafe.assurance.search.seen import Seen, SeenFile
from showsafe.assurance.search.world import World
from showsafe.domain.acts import Scan
from showsafe.domain.events import ASK

if TYPE_CHECKING:
    from showsafe.assurance.search.files import FileMoves


class OneFile:
    """What is done with one file: opened, issued, taken back, counted and closed, right and wrong."""

    def __init__(self, moves: FileMoves, world: World, seen: Seen, name: str) -> None:
        """Keep what the moves are made of."""
        self.moves, self.world, self.seen, self.name = moves, world, seen, name
        self.by, self.watcher = PEOPLE[name]
        self.file: SeenFile | None = next((each for each in seen.files if each.id == name), None)
        self.kinds, self.weapons = moves.kinds, moves.stage.weapons

    def all(self) -> Iterator[Move]:
        """Yield every move of this file."""
        if self.file is None or self.file.closed:
            if "open" in self.kinds and self.file is None:
                yield from self.opens()
            return
        members = tuple(self.weapons.index(weapon) for weapon, _ in self.file.members)
        yield from self.issues(members)
        yield from self.returns(members)
        if "close" in self.kinds:
            yield from self.closes(members)

    def opens(self) -> Iterator[Move]:
        """By its own two people; by one of them twice, or with the watcher of another file."""
        said = {"file": self.name, "scene": FORD}
        others = [PEOPLE[each.id][1] for each in self.seen.files if each.id != self.name and not each.closed]
        wrong = (self.by, *others) if "wrong" in self.kinds else ()
        if self.moves.adversary.skips:
            wrong = ("", self.by)
            yield Move(act("open-file", GRIP, witness=self.watcher, **said), ASK, self.world)
        for witness in (self.watcher, *wrong):
            yield Move(act("open-file", self.by, witness=witness, **said), ASK, self.world)

    # out ------------------------------------------------------------------------------------------------------------

    def issues(self, members: tuple[int, ...]) -> Iterator[Move]:
        """All of them, each read; alone, or by whoever is nearest; and wrong."""
        here = tuple(place for place in members if self.world.guns[place].where == self.by)
        if not here or not self.signs(here):
            return
        flags = self.flags(here)
        ready = [place for place in here if fit(self.world, self.seen, place, self.weapons[place])]
        right = self.issue(here, flags)
        if ready and self.adds_up(here) and self.free():
            right = right._replace(must=B2)
        yield right
        if self.moves.adversary.skips:
            yield self.issue(here, flags, by=GRIP)
            for witness in ("", self.by):
                yield self.issue(here, flags, witness=witness)
        if "wrong" in self.kinds:
            yield from self.issues_wrong(here, flags)

    def issues_wrong(self, here: tuple[int, ...], flags: int) -> Iterator[Move]:
        """One left out, two misread, one of another file, flags that do not add up, by others."""
        if len(here) > 1:
            yield self.issue(here[:1], self.flags(here[:1]))
            swapped = {here[0]: self.weapons[here[1]], here[1]: self.weapons[here[0]]}
            yield self.issue(here, flags, read=swapped)
        stranger = next((p for p, w in enumerate(self.weapons) if file_of(w) != self.name), None)
        if (
            stranger is not None
            and self.world.guns[stranger].where in PEOPLE[file_of(self.weapons[stranger])]
        ):
            yield self.issue((*here, stranger), self.flags((*here, stranger)))
        for said in (flags + 1, flags - 1):
            if said >= 0:
                yield self.issue(here, said)
        others = [watcher for name, (_, watcher) in PEOPLE.items() if name != self.name]
        for witness in (self.by, *others):
            yield self.issue(here, flags, witness=witness)

    def issue(
        self,
        places: tuple[int, ...],
        flags: int,
        read: dict[int, str] | None = None,
        witness: str | None = None,
        by: str = "",
    ) -> Move:
        """Return an issue of some weapons, each with what was read on it; by its own two people, or as is said."""
        world = self.world._replace(done=self.world.done | {f"read {place}" for place in places})
        for place in places:
            world = world.with_gun(place, world.guns[place]._replace(where=self.user(place)))
        said = {"file": self.name, "scans": self.scans(places, read or {}), "flags": flags}
        second = self.watcher if witness is None else witness
        issue = act("issue-file", by or self.by, witness=second, **said)
        return Move(issue, ASK, world, places[0], settles=only_as_answered)

    def scans(self, places: tuple[int, ...], read: dict[int, str]) -> tuple[Scan, ...]:
        """Return what was read on each weapon."""
        names = {place: self.weapons[place] for place in places}
        return tuple(Scan(weapon=name, tag=f"S-{read.get(place, name)}") for place, name in names.items())

    def signs(self, places: tuple[int, ...]) -> bool:
        """Whether the watcher puts their name to it: an honest one only to what they have watched."""
        return self.moves.adversary.signs_anything or all(self.world.guns[place].watched for place in places)

    def flags(self, places: tuple[int, ...]) -> int:
        """Return how many flags are really counted in these weapons."""
        return sum(1 for place in places if flag(place) in self.world.done)

    def loaded(self, places: tuple[int, ...]) -> int:
        """Return how many of these weapons are loaded by the record."""
        return sum(1 for place in places if self.seen.guns[place].believed)

    def adds_up(self, places: tuple[int, ...]) -> bool:
        """Whether flags and loaded weapons together are all of them."""
        return self.flags(places) + self.loaded(places) == len(places)

    def free(self) -> bool:
        """Whether nothing stands against the file as a whole, nor against the set."""
        stopped = bool(self.seen.stops or self.seen.live or self.world.known)
        wrong = {f"off {self.name}", f"count {self.name}"} & self.world.done
        loose = any(box.where != AMMUNITION for box in self.world.boxes)
        idle = any(gun.where == STAND for gun in self.world.guns)
        return not (stopped or wrong or loose or idle or (self.file and self.file.held))

    # back -----------------------------------------------------------------------------------------------------------

    def returns(self, members: tuple[int, ...]) -> Iterator[Move]:
        """Those that are out come back; all flags are counted by the two; or wrong, in part, or by others."""
        out = tuple(place for place in members if self.world.guns[place].where == self.user(place))
        if out:
            yield self.back(members, out, self.flags(out))
        if "counts" not in self.kinds:
            return
        flags = self.flags(members)
        yield self.back(members, (), flags)
        if flags + 1 + self.loaded(members) != len(members):
            yield self.back(members, (), flags + 1)
        for place in members if len(members) > 1 else ():
            if self.world.guns[place].where in (self.by, self.user(place)):
                yield self.back(members, (place,), self.flags((place,)))
        wanted = len(members) - self.loaded(members)
        yield self.back(members, (), wanted, pair=(self.by, ""))
        yield self.back(members, (), wanted, pair=(GRIP, FIRST_AD))

    def user(self, place: int) -> str:
        """Return who is to use a weapon."""
        return user_by(self.seen, self.weapons[place]) or user_of(self.moves.stage, self.weapons[place])

    def back(
        self,
        members: tuple[int, ...],
        scanned: tuple[int, ...],
        flags: int,
        pair: tuple[str, str] | None = None,
    ) -> Move:
        """Return a return: what was scanned comes back, and flags are counted; all where nothing was scanned."""
        by, witness = pair or (self.by, self.watcher)
        world = self.world
        for place in scanned:
            came = world.guns[place]._replace(where=by, looked=False, shown=False, watched=False)
            world = without_eyes(world.with_gun(place, came), place)
        counted = scanned or members
        adds_up = flags + self.loaded(counted) == len(counted)
        if pair is None and set(counted) == set(members) and adds_up and flags == self.flags(counted):
            world = world._replace(done=world.done - {f"off {self.name}", f"count {self.name}"})
        elif not adds_up:
            world = world._replace(done=world.done | {f"off {self.name}"})
        said: dict[str, Any] = {"file": self.name, "flags": flags, "witness": witness}
        if scanned:
            said["scans"] = self.scans(scanned, {})
        about = scanned[0] if scanned else -1
        return Move(act("return-file", by, **said), ASK, world, about, must=WAY_BACK)

    def closes(self, members: tuple[int, ...]) -> Iterator[Move]:
        """Closed with the flags of all its weapons; with one too many, or by another pair."""
        said = {"file": self.name}
        flags = self.flags(members)
        yield Move(act("close-file", self.by, flags=flags, witness=self.watcher, **said), ASK, self.world)
        if self.moves.adversary.skips:
            for by, witness in ((self.by, ""), (self.by, self.by), (GRIP, self.watcher)):
                yield Move(act("close-file", by, flags=flags, witness=witness, **said), ASK, self.world)
        if "wrong" in self.kinds:
            yield Move(
                act("close-file", self.by, flags=flags + 1, witness=self.watcher, **said), ASK, self.world
            )
            other = SECOND if self.by == ARMORER else ARMORER
            yield Move(act("close-file", other, flags=flags, witness=self.watcher, **said), ASK, self.world)
