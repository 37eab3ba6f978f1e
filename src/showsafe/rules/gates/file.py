"""Is a file open, with its own people, marks, scans and flags, and does nothing cross from one to another?

Documented in docs/rules/file.md; the two change together.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from showsafe.domain import files
from showsafe.domain.acts import Act
from showsafe.domain.belief import Belief
from showsafe.domain.proof import stands
from showsafe.domain.state import File as OpenFile
from showsafe.domain.state import State
from showsafe.rules.decision import Finding
from showsafe.rules.gate import Gate, note, refuse
from showsafe.rules.profile import Profile

OF_A_FILE = ("open-file", "draw-in", "drop-out", "issue-file", "return-file", "close-file")
SINGLE = ("unlock", "load", "offer", "accept", "hand-over", "pass-open", "preset", "pick-up")
TO_A_USER = ("offer", "accept", "hand-over", "preset", "pick-up")
"""Single acts by which a weapon of a file is on its way to its user: asked what an issue is asked."""


class File(Gate):
    """Is a file open, with its own people, marks, scans and flags, and does nothing cross from one to another?"""

    id = "file"
    protects = "of many weapons each one is looked at, scanned and handed over by itself, by people who have only these"
    codes: ClassVar = {
        "open-already": refuse(
            "A file {file} is open since record {record}.", "Close it, or give this one another name."
        ),
        "none": refuse("No file {file} is open.", "Its custodian opens it first, with its watcher."),
        "own-people": refuse(
            "{who} has the file {file}, and nothing else while it is open.",
            "Somebody else does this; or the file is closed first.",
        ),
        "other-people": refuse(
            "The file {file} is {custodian}'s, with {watcher} as its watcher, and this names {who}.",
            "Those two do it, and nobody in their place.",
        ),
        "elsewhere": refuse(
            "{weapon} belongs to the file {file} already.", "It is in one file at a time: drop it out there."
        ),
        "full": refuse(
            "The file {file} has {count} weapons; the limit is {most}.",
            "Open another file, with people of its own.",
        ),
        "mark-taken": refuse(
            "The mark {mark} of {file} is on {weapon}.", "Give this one a number of its own."
        ),
        "user-taken": refuse(
            "{user} has {weapon} of {file} already.", "One weapon for each: name another user."
        ),
        "not-scanned": refuse(
            "What was read on {weapon} is not its tag or serial on record.",
            "Read the weapon in your hand; one without either on record is in no file.",
        ),
        "not-in-it": refuse("{weapon} is not in the file {file}.", "Draw it in first, by its name and mark."),
        "not-looked": refuse(
            "{weapon} was not looked into by {custodian} and {watcher} since its contents could last have changed.",
            "These two look into it, and into each other one.",
            "IWLMSC-1/CHECK-USE",
        ),
        "flags": refuse(
            "{flags} bore flags are said, and {wanted} of these weapons have to have one.",
            "Count again: flags in them and loaded ones together are all of them.",
        ),
        "held": refuse(
            "The file {file} holds: {why}.",
            "Its custodian and its watcher count its flags again, all of them, and say so with return-file.",
        ),
        "crosses": refuse(
            "{lot} feeds the file {file}.",
            "Nothing crosses files: load from a lot of this file's own, and draw in what is loaded from one.",
        ),
        "not-back": refuse(
            "{weapon} of {file} is {where}, and not back with {custodian}.",
            "{custodian} collects it, or it is locked away; or drop it out by name.",
        ),
        "nobody": refuse(
            "Not one of the weapons may go out.", "See what stands against each; nothing was handed over."
        ),
        "drops-out": note(
            "{weapon} drops out: {why}. It stays hot, and the rest go on.",
            "Its custodian keeps it, opens it and looks; it may be drawn in again.",
        ),
    }

    def look(self, state: State, act: Act, profile: Profile, now: datetime) -> Iterator[Finding]:  # noqa: ARG002
        """Yield what stands against an act of a file, or against a single act that would cross one."""
        if act.kind in SINGLE:
            # What a custodian picks up has come back, and nothing refuses that.
            if act.kind != "pick-up" or not state.is_custodian(act.by):
                yield from self._single(state, act)
        elif act.kind == "open-file":
            yield from self._opening(state, act)
        elif act.kind in OF_A_FILE and act.kind != "drop-out":
            file = files.open_file(state, act.file)
            if file is None:
                yield self.find("none", file=act.file)
                return
            yield from self._people(file, act)
            if act.kind == "draw-in":
                yield from self._drawing(state, act, file, profile)
            else:
                yield from self._together(state, act, file)

    def _opening(self, state: State, act: Act) -> Iterator[Finding]:
        file = files.open_file(state, act.file)
        if file is not None:
            yield self.find("open-already", file=act.file, record=file.record)
        for other in files.open_files(state):
            for who in dict.fromkeys((act.by, act.witness)):
                if who in (other.custodian, other.watcher) and other is not file:
                    yield self.find("own-people", who=who, file=other.id)

    def _people(self, file: OpenFile, act: Act) -> Iterator[Finding]:
        named = {"file": file.id, "custodian": file.custodian, "watcher": file.watcher}
        if act.by != file.custodian:
            yield self.find("other-people", **named, who=act.by)
        if act.witness and act.witness != file.watcher:
            yield self.find("other-people", **named, who=act.witness)

    def _drawing(self, state: State, act: Act, file: OpenFile, profile: Profile) -> Iterator[Finding]:
        other = files.file_of(state, act.weapon)
        if other is not None:
            yield self.find("elsewhere", weapon=act.weapon, file=other.id)
        if len(file.members) >= profile.file_max:
            yield self.find("full", file=file.id, count=len(file.members), most=profile.file_max)
        for member in file.members:
            if member.mark == act.number:
                yield self.find("mark-taken", mark=act.number, file=file.id, weapon=member.weapon)
            if member.user == act.user:
                yield self.find("user-taken", user=act.user, file=file.id, weapon=member.weapon)
        if not files.read_right(state.weapons.get(act.weapon), act.tag):
            yield self.find("not-scanned", weapon=act.weapon)
        yield from self._fed_elsewhere(state, set(files.lots_in(state, act.weapon)), file)

    def _together(self, state: State, act: Act, file: OpenFile) -> Iterator[Finding]:
        for scan in act.scans:
            if files.member_of(file, scan.weapon) is None:
                yield self.find("not-in-it", weapon=scan.weapon, file=file.id)
            if not files.read_right(state.weapons.get(scan.weapon), scan.tag):
                yield self.find("not-scanned", weapon=scan.weapon)
        if act.kind != "return-file":
            yield from self._counted(state, act, file)
        if act.kind == "close-file":
            for member in file.members:
                belief = state.believed(member.weapon)
                in_hand = belief.holder == file.custodian and not belief.preset
                if not belief.container and not in_hand:
                    named = {"weapon": member.weapon, "file": file.id, "custodian": file.custodian}
                    yield self.find("not-back", **named, where=_where(belief))

    def _counted(self, state: State, act: Act, file: OpenFile) -> Iterator[Finding]:
        if file.held:
            yield self.find("held", file=file.id, why=file.held)
        scanned = tuple(scan.weapon for scan in act.scans)
        if act.kind == "close-file":
            scanned = tuple(member.weapon for member in file.members)
        wanted = files.flagged(state, scanned)
        if act.flags is not None and act.flags != wanted:
            yield self.find("flags", flags=act.flags, wanted=wanted)

    def _single(self, state: State, act: Act) -> Iterator[Finding]:
        file = files.file_of(state, act.weapon) if act.weapon else None
        if file is not None:
            yield from self._within(state, act, file)
        elif act.weapon:
            back = state.believed(act.weapon).holder
            to = act.to if state.is_custodian(back) or not back else ()
            for other in files.open_files(state):
                for who in dict.fromkeys((act.by, act.witness, *to)):
                    if who in (other.custodian, other.watcher):
                        yield self.find("own-people", who=who, file=other.id)
        yield from self._fed_elsewhere(state, {each.lot for each in act.rounds or ()}, file)

    def _fed_elsewhere(self, state: State, lots: set[str], file: OpenFile | None) -> Iterator[Finding]:
        for other in files.open_files(state):
            for lot in sorted(lots & set(other.lots)):
                if other is not file:
                    yield self.find("crosses", lot=lot, file=other.id)

    def _within(self, state: State, act: Act, file: OpenFile) -> Iterator[Finding]:
        member = files.member_of(file, act.weapon)
        named = {"file": file.id, "custodian": file.custodian, "watcher": file.watcher}
        for each in _strangers(act, file, member.user if member else ""):
            yield self.find("other-people", **named, who=each)
        proof = state.believed(act.weapon).proof
        if act.kind in TO_A_USER and proof is not None and stands(proof):
            if set(proof.people) != {file.custodian, file.watcher}:
                yield self.find(
                    "not-looked", weapon=act.weapon, custodian=file.custodian, watcher=file.watcher
                )
            if file.held:
                yield self.find("held", file=file.id, why=file.held)


def _where(belief: Belief) -> str:
    """Say where a weapon is that is not back with the custodian of its file."""
    if belief.gone:
        return f"gone to {belief.gone}"
    if belief.holder and not belief.preset:
        return f"with {belief.holder}"
    return f"left at {belief.place}" if belief.place else "in no known place"


def _strangers(act: Act, file: OpenFile, user: str) -> Iterator[str]:
    """Yield everybody who has a part in a single act of a file's weapon and is none of its own."""
    if act.kind not in ("accept", "pick-up"):
        yield from (who for who in (act.by,) if who != file.custodian)
    if act.witness and act.witness != file.watcher:
        yield act.witness
    if act.kind in ("offer", "hand-over", "pass-open"):
        yield from (who for who in act.to if who != user)
    elif act.kind in ("accept", "pick-up") and act.by != user:
        yield act.by
