"""Is everything locked that has to be, opened by the named opener, and never guns with ammunition?

Documented in docs/rules/store.md; the two change together.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from showsafe.domain.acts import Act
from showsafe.domain.belief import Belief
from showsafe.domain.state import State
from showsafe.domain.things import Lot, Weapon
from showsafe.rules.decision import Finding, Weight
from showsafe.rules.facts import ISSUING
from showsafe.rules.gate import Gate, note, refuse
from showsafe.rules.profile import Profile


class Store(Gate):
    """Is the opener named, every lot and idle weapon locked, guns apart from ammunition, and the day closed clean?"""

    id = "store"
    protects = "nothing is locked away loaded, and a day closes with every weapon and round in a known place"
    codes: ClassVar = {
        "opener": refuse(
            "{who} is not named to open {container}.",
            "One of {openers} opens it.",
            "IWLMSC-1/STORE-SPLIT",
            "UK-ETIS20/SECURE",
        ),
        "not-in-store": refuse(
            "{thing} is not in store by the record: it is {where}.",
            "Collect it, or register it again where it had left.",
            "NSW-35A(3)(a)(iii)",
        ),
        "not-locked": refuse(
            "{thing} is not locked.",
            "Lock it away first; then offer again.",
            "IWLMSC-1/STORE-SPLIT",
            "MB-22/A4",
            "CA-9153(a)(3)-lock",
        ),
        "with-ammunition": refuse(
            "{container} would hold a weapon and ammunition together.",
            "Use another container for one of them.",
            "IWLMSC-1/STORE-SPLIT",
        ),
        "not-in-hand": refuse(
            "{thing} is in the hands of {holder} by the record.",
            "A custodian collects it, opens it and looks; then it is locked away.",
            "CA-9153(a)(2)-take",
        ),
        "look-alike": note(
            "{container} would hold a real weapon and something that only looks like one.",
            "Keep them apart: look-alikes get swapped.",
        ),
        "unattended": refuse(
            "{thing} is never left with nobody.",
            "Stay with it, or lock it away.",
            "IWLMSC-1/UNATTENDED",
        ),
        "day-open-things": refuse(
            "The day cannot close: {thing} is {where}.",
            "Collect it, check it, and lock it away; or name it as an exception.",
            "IWLMSC-1/CLEAN-COUNT",
            "MB-22/A4",
            "CA-9153(a)(3)-lock",
        ),
        "count-open": refuse(
            "The day cannot close: {count} rounds of {lot} are in weapons.",
            "Unload, count them back into the box, and lock it away.",
            "IWLMSC-1/CLEAN-COUNT",
        ),
        "set-held": note(
            "The day closes while the set is held: {what}.",
            "It stays held until it is released; the day is not clean.",
        ),
        "exception": note(
            "The day closes with {thing} as a named exception.",
            "It stays open on the record until it is closed.",
        ),
    }

    def look(self, state: State, act: Act, profile: Profile, now: datetime) -> Iterator[Finding]:  # noqa: ARG002
        """Yield what stands against how things are stored."""
        if act.kind == "unlock":
            yield from self._opener(state, act)
        elif act.kind in ISSUING:
            yield from self._idle(state, act)
        elif act.kind == "leave":
            yield self.find("unattended", Weight.NOTE if act.weapon else None, thing=act.lot or act.weapon)
        elif act.kind == "lock":
            yield from self._apart(state, act)
        elif act.kind == "close-day":
            yield from self._close(state, act)

    def _opener(self, state: State, act: Act) -> Iterator[Finding]:
        """Only what is in store comes out of it, opened by who is named for the container."""
        if act.weapon:
            belief = state.believed(act.weapon)
            if belief.gone:
                yield self.find("not-in-store", thing=act.weapon, where=f"gone to {belief.gone}")
            elif belief.holder and not belief.container and belief.holder != act.by:
                yield self.find("not-in-store", thing=act.weapon, where=f"with {belief.holder}")
        thing = state.lots[act.lot].container if act.lot else state.believed(act.weapon).container
        name = thing or act.in_
        container = state.containers.get(name)
        if container is not None and container.openers and act.by not in container.openers:
            yield self.find("opener", who=act.by, container=name, openers=", ".join(container.openers))

    def _idle(self, state: State, act: Act) -> Iterator[Finding]:
        """Every lot, and every weapon that is in nobody's hands, is locked while something is handed over."""
        for lot in (state.lots[name] for name in state.active_lots):
            if lot.id != act.lot and lot.loose and not _in_users_hands(state, lot):
                yield self.find("not-locked", thing=lot.id)
        for name in state.active:
            belief = state.beliefs[name]
            idle = not belief.holder and not belief.container and not belief.gone
            if name != act.weapon and idle and belief.place:
                yield self.find("not-locked", thing=name)

    def _apart(self, state: State, act: Act) -> Iterator[Finding]:
        """Guns apart from ammunition; and real ones apart from what only looks like one, which is a note."""
        holder = state.believed(act.weapon).holder if act.weapon else ""
        if holder and not state.is_custodian(holder):
            yield self.find("not-in-hand", thing=act.weapon, holder=holder)
        if not act.in_:
            return
        beside = [
            state.weapons[name] for name, belief in state.beliefs.items() if belief.container == act.in_
        ]
        lots = any(lot.container == act.in_ and lot.box for lot in state.lots.values())
        weapon = state.weapons[act.weapon] if act.weapon else None
        if (weapon is not None and weapon.fires and lots) or (act.lot and any(each.fires for each in beside)):
            yield self.find("with-ammunition", container=act.in_)
        if weapon is not None and any(_look_alike(weapon, each) for each in beside):
            yield self.find("look-alike", container=act.in_)

    def _close(self, state: State, act: Act) -> Iterator[Finding]:
        for name, belief in state.beliefs.items():
            if belief.gone or (belief.quarantined and belief.container):
                yield from self._gone(act, name, belief)
                continue
            if belief.container:
                if not belief.locked_empty:
                    where = "isolated unopened" if belief.isolated else "locked away, and not proven empty"
                    found = self.find("day-open-things", thing=name, where=where)
                    yield from self._unless_named(act, name, found)
                continue
            if not (belief.holder or belief.place or belief.seen_on_set or state.weapons[name].enrolled):
                continue
            where = f"with {belief.holder}" if belief.holder else _lying(belief.place)
            yield from self._unless_named(act, name, self.find("day-open-things", thing=name, where=where))
        for lot in (state.lots[name] for name in state.active_lots):
            if lot.loose:
                where = f"with {lot.holder}" if lot.holder else "in no known place"
                yield from self._unless_named(
                    act, lot.id, self.find("day-open-things", thing=lot.id, where=where)
                )
        yield from self._in_weapons(state, act)
        for stop in state.stops:
            yield self.find("set-held", what=stop.kind.replace("-", " "))

    def _gone(self, act: Act, weapon: str, belief: Belief) -> Iterator[Finding]:
        """What left the unit with rounds in it, by the record, took them along: nobody here can count them."""
        rounds = sum(1 for each in belief.contents if each.state != "spent")
        if belief.gone and rounds:
            where = f"gone to {belief.gone}, and by the record {rounds} unfired rounds are in it"
            yield from self._unless_named(
                act, weapon, self.find("day-open-things", thing=weapon, where=where)
            )

    def _in_weapons(self, state: State, act: Act) -> Iterator[Finding]:
        counts: dict[str, int] = {}
        for belief in state.beliefs.values():
            if belief.isolated or belief.gone:
                continue
            for cartridge in belief.contents:
                if cartridge.state == "ready" and cartridge.lot:
                    counts[cartridge.lot] = counts.get(cartridge.lot, 0) + 1
        for lot, count in counts.items():
            yield from self._unless_named(act, lot, self.find("count-open", lot=lot, count=count))

    def _unless_named(self, act: Act, thing: str, finding: Finding) -> Iterator[Finding]:
        yield self.find("exception", thing=thing) if thing in act.exceptions else finding


def _in_users_hands(state: State, lot: Lot) -> bool:
    """Whether a sealed lot was handed to a user under the rules."""
    return bool(lot.holder) and not state.is_custodian(lot.holder) and bool(lot.seal)


def _look_alike(one: Weapon, other: Weapon) -> bool:
    """Whether one of two is real and the other only looks like a firearm."""
    return one.fires != other.fires and "blade" not in (one.class_, other.class_)


def _lying(place: str) -> str:
    """Say where something lies that nobody holds."""
    return f"left at: {place}" if place else "in no known place"
