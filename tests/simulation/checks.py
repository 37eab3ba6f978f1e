"""What has to hold after each act, whoever errs and cheats: see ``PROPERTIES`` for each by its name.

What asks for honest people asks whether somebody lied (``truth``): the record cannot see a lie, and does not claim to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any, cast

from showsafe.application.records import event_of
from showsafe.application.states import rebuilt
from showsafe.application.unit import CLOCK_AHEAD, Answer
from showsafe.domain.acts import KINDS, Act
from showsafe.domain.belief import Belief
from showsafe.domain.events import HOLD, PERMIT, REFUSE, Event
from showsafe.domain.events import LATE as TOO_LATE
from showsafe.domain.spoken import COLD, spoken
from showsafe.domain.state import State
from showsafe.errors import ShowsafeError
from showsafe.ledger import record
from showsafe.rules.decision import Weight
from tests.properties import world
from tests.simulation.node import Custody, Node
from tests.simulation.phones import SLOWEST_STREAM, Phone
from tests.simulation.screens import LATE, SPACING, TICK
from tests.simulation.truth import Truth
from tests.simulator import FilmSet

PROPERTIES = {
    "once": "An acknowledged act is on record once and only once, and survives the death of the node.",
    "first-answer": "The answer to a repeated act id is the first one, and an id with another body is turned away.",
    "rebuilt": "The state loaded from the store, or rebuilt from its records, is the live one.",
    "lots": "Every round of every lot is accounted for.",
    "one-custodian": "Exactly one responsible person or place has each weapon.",
    "hands": "The record and honest hands agree on who has it.",
    "cold-by-two": "Nothing is called cold without a standing proof by two people.",
    "active": "The lists of what is out name exactly what is out.",
    "safe-direction": "Nothing in the safe direction is refused or held, opening a misfire apart.",
    "recorded": "What is told is recorded.",
    "hang-fire": "No hang-fire is opened as permitted.",
    "cold-hand-over": "No permitted hand-over called cold gives a performer a live or blank round, if nobody lied or "
    "loaded it and did not say so.",
    "blocked-bore": "No permitted take or shot is behind a bore that is blocked, if nobody lied.",
    "board": "What the board says of a weapon is what is believed of it.",
    "screens": "No two screens that are not grey show cold and different custodians, once the news had time to come.",
}
"""Every property by its name."""

AHEAD = "input.in-the-future"

STALE_AT_MOST = LATE + TICK + SPACING + SLOWEST_STREAM + 1.0
"""How long after a record a screen that knows nothing of it may be shown without being grey."""


class Violated(AssertionError):
    """A property does not hold."""

    def __init__(self, name: str, says: str) -> None:
        super().__init__(f"{name}: {says}")
        self.name = name


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """What was answered first."""

    number: int
    outcome: str
    would: str
    codes: tuple[str, ...]


class Checks:
    """Holds one simulated set to the properties, as it goes on."""

    def __init__(self, truth: Truth, counts: Counter[str]) -> None:
        self.truth = truth
        self.counts = counts
        self.acknowledged: dict[str, Acknowledged] = {}
        self.bodies: dict[str, Act] = {}
        self.live = State()
        self._fires: tuple[Act, State] | None = None
        self._believed: dict[str, Belief] = {}
        self._lines: dict[str, Custody] = {}
        self._changes: dict[str, list[tuple[int, float]]] = {}
        self.node: Node

    # --- of an answer ------------------------------------------------------------------------------

    def answered(self, act: Act, door: str, answer: Answer, size_before: int) -> None:
        """Hold an answer of the node against what it said before, and against its store."""
        codes = tuple(finding.code for finding in answer.findings)
        said = Acknowledged(answer.number, answer.outcome, answer.would, codes)
        first = self.acknowledged.get(act.act_id)
        if first is not None and first != said:
            raise Violated("first-answer", f"{act.act_id} was answered {first}, and now {said}")
        known = self.bodies.setdefault(act.act_id, act)
        if known != act and not _same(known, act):
            raise Violated(
                "first-answer", f"{act.act_id} stands for {known.kind}, and {act.kind} was answered"
            )
        self.acknowledged[act.act_id] = said
        store = self.node.store
        grown = 0 if answer.repeated else 1
        if store.number_of(act.act_id) != answer.number or store.size() != size_before + grown:
            raise Violated("once", f"{act.act_id} was acknowledged, and is not on record once")
        if self._fires is not None:
            done, before = self._fires
            self._fires = None
            # A shot is told: an ask for one is never refused, so one that says that the bore is not known to be clear
            # is no permission.
            if not any(code.startswith("bore.") for code in codes):
                self._bore(done, before)
        if KINDS[act.kind].safe and door == "ask" and answer.outcome in (HOLD, REFUSE):
            against = {f.code for f in answer.findings if f.weight > Weight.NOTE}
            if against - world.MISFIRE:
                raise Violated(
                    "safe-direction", f"{act.kind} was answered {answer.outcome}: {sorted(against)}"
                )
            self.counts["openings that waited out a misfire"] += 1

    def turned_away(self, act: Act, door: str, error: ShowsafeError) -> None:
        """An act may be turned away for its id, or for the time that its phone claims, and for nothing else."""
        self.counts[f"turned away: {error.code}"] += 1
        now = self.node.clock.now()
        right = {
            "input.act-id-taken": self.node.store.number_of(act.act_id) is not None,
            AHEAD: act.at > now + CLOCK_AHEAD,
            "input.in-the-past": door == "ask" and now - act.at > TOO_LATE,
        }
        if not right.get(error.code, False):
            name = "safe-direction" if KINDS[act.kind].safe else "recorded"
            raise Violated(name, f"{act.kind} was turned away: {error.code}, {error}")

    def reopened(self) -> None:
        """Hold the node that came up again against what it had acknowledged, and against what was live."""
        store = self.node.store
        for act_id, said in self.acknowledged.items():
            if store.number_of(act_id) != said.number:
                raise Violated("once", f"{act_id} was acknowledged, and is gone after the node died")
        if self.node.state != self.live:
            raise Violated("rebuilt", f"after record {store.size()} the state that was loaded is another")

    def ended(self, *, whole: bool) -> None:
        """At the end of a set, hold the whole record against itself, and where ``whole`` rebuild it from the start."""
        store = self.node.store
        on_record = Counter(entry.act_id for entry in store.entries())
        twice = [act_id for act_id, times in on_record.items() if times != 1]
        if twice or any(act_id not in on_record for act_id in self.acknowledged):
            raise Violated("once", f"{twice} twice on record, or something acknowledged is not there")
        if whole and rebuilt(store.entries(), store.personal) != self.live:
            raise Violated("rebuilt", "the state rebuilt from all records is another")
        if whole:
            self.counts["sets rebuilt from their first record"] += 1
            last = store.entry(store.size())
            event_of(record.read(last.raw).body, last.number, store.personal)

    # --- of a record -------------------------------------------------------------------------------

    def recorded(self, event: Event, before: State, after: State) -> None:
        """Hold the state after a record to everything that is said of states."""
        self.live = after
        if after.beliefs is not before.beliefs or after.lots is not before.lots:
            self._of_the_state(before, after)
        if event.door == "ask" and event.outcome == PERMIT:
            done = event.completes or event.act
            self._hand_overs(event, before, after)
            if done.kind in ("take", "discharge"):
                self._fires = (done, before)
            if done.kind in ("check", "unload", "clear"):
                self._hang_fire(done)

    def _of_the_state(self, before: State, after: State) -> None:
        """Hold what changed, and the whole, to what ``tests.properties`` says of any set."""
        changed = {name: each for name, each in after.beliefs.items() if before.beliefs.get(name) is not each}
        touched = SimpleNamespace(beliefs=changed, weapons=after.weapons, people=after.people)
        name = "one-custodian"
        try:
            world.one_custodian(cast("FilmSet", SimpleNamespace(state=self._lying_with_nobody(touched))))
            name = "cold-by-two"
            world.cold_is_proven(cast("FilmSet", _Day(touched, _Steps(self.node))))
            name = "active"
            world.active_is_kept(cast("FilmSet", SimpleNamespace(state=after)))
            name = "lots"
            world.lots_sum(cast("FilmSet", SimpleNamespace(state=after)))
        except AssertionError as error:
            raise Violated(name, str(error.args[0] if error.args else error)[:200]) from error

    def _lying_with_nobody(self, touched: Any) -> Any:  # noqa: ANN401 - a part of a state
        """Return the beliefs with no place beside a holder.

        What was placed by its custodian, and of which nothing is proven any more, keeps its place on record beside the
        custodian who answers for it: that is one person who does, and one place where it may lie.
        """
        kept = [n for n, b in touched.beliefs.items() if b.holder and b.place and not b.preset]
        if not kept:
            return touched
        self.counts["places kept beside a holder after what was placed there was doubted"] += len(kept)
        plain = {n: replace(touched.beliefs[n], place="") for n in kept}
        return SimpleNamespace(beliefs={**touched.beliefs, **plain})

    def _hang_fire(self, done: Act) -> None:
        gun = self.truth.guns.get(done.weapon)
        if gun is not None and self.node.clock.true < gun.hangs_until and gun.hangs_until > 0:
            if any(fault.kind == "misfire" for fault in self._faults(done.weapon)):
                raise Violated("hang-fire", f"{done.kind} of {done.weapon} was permitted while it may go off")
            self.counts["hang-fires that nobody reported, opened"] += 1

    def _faults(self, weapon: str) -> Iterator[Any]:
        fault = self.live.believed(weapon).fault
        yield from fault.all if fault else ()

    def _hand_overs(self, event: Event, before: State, after: State) -> None:
        if after.beliefs is before.beliefs:
            return
        for name, belief in after.beliefs.items():
            known = before.beliefs.get(name)
            given = belief.holder and known is not None and known.holder != belief.holder
            if not given or after.is_custodian(belief.holder) or name not in self.truth.guns:
                continue
            if spoken(after.weapons[name], belief).word != COLD:
                self.counts["permitted hand-overs, hot"] += 1
                continue
            self.counts["permitted hand-overs, cold"] += 1
            if not self.truth.harmful(name):
                continue
            if self._somebody_lied(event, name, belief):
                self.counts["cold hand-overs of something hot, by a lie"] += 1
                continue
            if self.truth.loaded_untold(name):
                self.counts["cold hand-overs of something loaded before all eyes, and not told"] += 1
                continue
            raise Violated(
                "cold-hand-over",
                f"{belief.holder} was given {name} as cold, with {self.truth.guns[name].inside} in it",
            )

    def _somebody_lied(self, event: Event, weapon: str, belief: Belief) -> bool:
        if {event.act.act_id, (event.completes or event.act).act_id} & self.truth.unwatched:
            return True
        numbers = set(belief.proof.rests_on if belief.proof else ())
        last = self.truth.last_look.get(weapon)
        ids = {self.node.event(number).act.act_id for number in numbers} | ({last} if last else set())
        ids |= {done.act_id for n in numbers if (done := self.node.event(n).completes) is not None}
        return bool(ids & self.truth.lies)

    def _bore(self, done: Act, before: State) -> None:
        gun, belief = self.truth.guns.get(done.weapon), before.believed(done.weapon)
        if gun is None or not any(c.kind == "blank" and c.state == "ready" for c in belief.contents):
            return
        within = done.kind == "discharge" and belief.take is not None and belief.take.shots > 0
        self.counts["permitted takes and shots of what is loaded"] += 1
        if not gun.bore or within:
            return
        ids = {self.node.event(number).act.act_id for number in (belief.bore.rests_on if belief.bore else ())}
        if not gun.said_dirty or ids & self.truth.bore_lies:
            self.counts["takes and shots behind a blocked bore, by a lie or unsaid mud"] += 1
            return
        raise Violated("blocked-bore", f"{done.kind} of {done.weapon} was permitted behind a {gun.bore}")

    # --- of hands and screens ----------------------------------------------------------------------

    def hands(self, waiting: Counter[str], untold: Counter[str]) -> None:
        """Hold the record against hands.

        Of each weapon of which nothing is on its way, or waits on a phone, and with which nobody did anything unsaid.
        """
        for name, gun in self.truth.guns.items():
            belief = self.live.believed(name)
            where = belief.holder or belief.container or belief.place or belief.gone
            if waiting[name] or untold[name]:
                continue
            gun.doubt = gun.doubt and where != gun.hands
            if gun.doubt:
                continue
            self.counts["hands held against the record"] += 1
            if where != gun.hands:
                raise Violated("hands", f"{gun.hands} has {name}, and the record says {where}")

    def lines_changed(self, lines: dict[str, Custody]) -> bool:
        """Keep when the line of each weapon became another, and say whether one did; those of the newest board."""
        size, now = self.node.store.size(), self.node.clock.true
        for weapon, line in lines.items():
            if self._lines.get(weapon) != line:
                self._changes.setdefault(weapon, []).append((size, now))
            belief = self.live.believed(weapon)
            if belief is not self._believed.get(weapon):
                self._believed[weapon] = belief
                word, where = (
                    spoken(self.live.weapons[weapon], belief).word,
                    belief.holder or belief.container,
                )
                if word != line[0] or (where and where != line[1]):
                    raise Violated("board", f"{weapon} is {word} with {where}, and the board says {line}")
        changed = self._lines != lines
        self._lines = lines
        return changed

    def screens(self, phones: list[Phone], true: float) -> None:
        """Of all screens that are not grey now: no two say cold of one weapon and name different custodians.

        But for news that is on its way: a screen may show what was so up to ``STALE_AT_MOST`` ago.
        """
        said: dict[str, tuple[str, Phone]] = {}
        for phone in phones:
            screen = phone.screen
            if screen.late(true):
                self.counts["looks at a grey screen"] += 1
                continue
            self.counts["looks at a screen that is not grey"] += 1
            for weapon, (word, where) in screen.lines.items():
                if word != COLD:
                    continue
                first, other = said.setdefault(weapon, (where, phone))
                if first == where:
                    continue
                older = min(screen.record, other.screen.record)
                since = true - next(at for record, at in self._changes[weapon] if record > older)
                if since < STALE_AT_MOST - 0.001:
                    self.counts["two screens that differed while the news was on its way"] += 1
                    continue
                raise Violated(
                    "screens",
                    f"for {since:.0f} s, {weapon} is cold with {first} on the phone of {other.name} (record "
                    f"{other.screen.record}), and with {where} on that of {phone.name} (record {screen.record})",
                )


@dataclass(frozen=True, slots=True)
class _Day:
    """What ``tests.properties`` asks of a set: its state, and its steps."""

    state: Any
    steps: Any


class _Steps:
    """Events by record number, in the shape in which the properties of ``tests.properties`` look for them."""

    def __init__(self, node: Node) -> None:
        self._node = node

    def __getitem__(self, place: int) -> Any:  # noqa: ANN401 - a stand-in for a step
        return SimpleNamespace(event=self._node.event(place + 1))


def _same(one: Act, other: Act) -> bool:
    """Whether two acts say the same, but for the time: a repeated one has the first one's."""
    return (one.kind, one.by, one.weapon, one.lot) == (other.kind, other.by, other.weapon, other.lot)
