"""What is on its way between phones and node: acts and answers, streams of boards, and the node's death."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from showsafe.application.unit import Answer
from showsafe.domain.acts import Act
from showsafe.domain.events import LATE, REPORT
from showsafe.errors import ShowsafeError
from tests.simulation import hands
from tests.simulation.chance import part_of_one
from tests.simulation.checks import AHEAD
from tests.simulation.node import AFTER, BEFORE, Custody, Died
from tests.simulation.phones import (
    PATIENCE,
    PAUSE,
    SLOWEST_STREAM,
    Phone,
    Sending,
    Way,
    as_report,
    door_of,
    way_of,
)
from tests.simulation.screens import LATE as SILENT
from tests.simulation.screens import RETRY, SPACING, TICK, Stream

if TYPE_CHECKING:
    from tests.simulation.run import Sim


class Net:
    """Everything on its way."""

    def __init__(self, sim: Sim) -> None:
        self.sim = sim
        self._sent = 0
        self._round_at = 0.0
        self._round_planned = False

    # --- acts and answers --------------------------------------------------------------------------

    def send(self, phone: Phone, act: Act, door: str, *, kept: bool = False) -> None:
        """Send one act from a phone."""
        self._sent += 1
        pending = self.sim.checks.live.pending.get(act.of_act)
        names = (act.weapon, pending.act.weapon if pending else "", *(scan.weapon for scan in act.scans))
        weapons = tuple(name for name in names if name in self.sim.truth.guns)
        self.sim.waiting.update(weapons)
        self._try(Sending(self._sent, phone, act, door, weapons, kept))

    def _over(self, sending: Sending) -> None:
        """Nothing of it is on its way any more."""
        sending.done = True
        self.sim.waiting.subtract(sending.weapons)

    def _doubt(self, sending: Sending) -> None:
        """What became of it is not known: from now on hands and record may honestly differ."""
        for name in sending.weapons:
            self.sim.truth.guns[name].doubt = True

    def _try(self, sending: Sending) -> None:
        sim = self.sim
        sending.attempt += 1
        if sending.attempt > 1:
            sim.counts["sent again"] += 1
        way = way_of(sim.seed, sending) if sending.phone.linked else None
        over = sim.now + PATIENCE
        if way is None or not way.arrives:
            sim.counts["requests that never arrived"] += 1
            sim.at(over, self._silence, sending, sending.attempt)
            return
        if len(way.arrives) > 1:
            sim.counts["requests that arrived twice"] += 1
        for delay in way.arrives:
            if delay > PATIENCE:
                sim.counts["requests that arrived after they were given up"] += 1
            sim.untold.update(sending.weapons)
            sim.at(sim.now + delay, self._arrives, sending, sending.attempt, over, way)

    def _arrives(self, sending: Sending, attempt: int, over: float, way: Way) -> None:
        sim = self.sim
        sim.untold.subtract(sending.weapons)
        if sending.done:
            # It comes although it was given up, or was answered already: what is recorded now, nobody knows.
            self._doubt(sending)
        if not sim.node.up:
            sim.at(max(over, sim.now), self._silence, sending, attempt)
            return
        try:
            result = self._taken(sending.act, door_of(sending))
        except Died:
            self.node_dies(5.0 + 30 * part_of_one(sim.seed, sending.number, 77))
            sim.at(max(over, sim.now), self._silence, sending, attempt)
            return
        if way.answer_lost or not sending.phone.linked or sim.now + way.back > over:
            sim.counts["answers that were lost or late"] += 1
            sim.at(max(over, sim.now), self._silence, sending, attempt)
        else:
            sim.at(sim.now + way.back, self._answered, sending, result, sim.now)

    def _taken(self, act: Act, door: str) -> Answer | ShowsafeError:
        """Let the node take an act, and hold what it answers to the properties."""
        sim = self.sim
        sim.counts["acts"] += 1
        sim.counts[f"act {act.kind}"] += 1
        size = sim.node.store.size()
        try:
            answer = sim.node.receive(act, door)
        except ShowsafeError as error:
            sim.note(f"{act.kind} {act.act_id} {error.code}")
            sim.checks.turned_away(act, door, error)
            return error
        if answer.repeated:
            sim.counts["repeated acts that got their first answer"] += 1
        sim.note(f"{door} {act.kind} {act.act_id} {answer.number} {answer.outcome} {answer.repeated}")
        sim.checks.answered(act, door, answer, size)
        return answer

    def _answered(self, sending: Sending, result: Answer | ShowsafeError, node_time: float) -> None:
        sim = self.sim
        sending.phone.clock.told(sim.now, node_time + sim.clock.step)
        if sending.done:
            return
        self._over(sending)
        if isinstance(result, ShowsafeError):
            self._turned_away(sending, result)
        else:
            sim.permitted(result)
            sim.people.heard(sending.act, result)
        if sending.kept:
            self._next_kept(sending.phone)

    def _turned_away(self, sending: Sending, error: ShowsafeError) -> None:
        sim, act = self.sim, sending.act
        if error.code == AHEAD and sending.safe:
            # It stays on the phone until somebody has read it, and says it anew.
            sim.counts["safe-direction acts turned away for a clock that was ahead"] += 1
            sim.untold.update(sending.weapons)
            sim.at(sim.now + 30, self._say_anew, sending.phone, act)
        else:
            self._doubt(sending)

    def _say_anew(self, phone: Phone, act: Act) -> None:
        anew = replace(as_report(act), act_id=f"{act.act_id}-anew", at=phone.clock.says(self.sim.now))
        self.sim.truth.said_of(anew, self.sim.now)
        if act.weapon in self.sim.truth.guns:
            self.sim.untold[act.weapon] -= 1
            self.sim.truth.guns[act.weapon].doubt = True
        self.send(phone, anew, REPORT)

    def _silence(self, sending: Sending, attempt: int) -> None:
        """Nothing came in time: once more, or nobody knows what became of it. No answer means hot."""
        sim = self.sim
        if sending.done or sending.attempt != attempt:
            return
        if attempt % 2 and not sending.kept:
            sim.at(sim.now + PAUSE, self._try, sending)
            return
        if sending.kept:
            sending.phone.flushing = False
            self._over(sending)
        elif sending.safe:
            self._keep(sending)
        elif attempt < 6 and part_of_one(sim.seed, sending.number, 55) < 0.8:
            sim.counts["unanswered acts asked again later"] += 1
            sim.at(sim.now + 20 + 60 * attempt, self._try, sending)
        else:
            sim.counts["unanswered acts that nobody asked about again"] += 1
            self._over(sending)
            self._doubt(sending)

    def _keep(self, sending: Sending) -> None:
        """What is in the safe direction is done all the same, and waits on the phone as a report."""
        sim = self.sim
        self._over(sending)
        sim.counts["kept on the phone"] += 1
        sending.phone.outbox.append(as_report(sending.act))
        sim.untold.update(sending.weapons)
        self._doubt(sending)
        hands.carry_out(sim, sending.act)

    def flush(self, phone: Phone) -> None:
        """Send what was kept on a phone, one after the other."""
        if phone.outbox and not phone.flushing:
            phone.flushing = True
            self._send_kept(phone)

    def _send_kept(self, phone: Phone) -> None:
        act = phone.outbox[0]
        if self.sim.clock.now() - act.at > LATE:
            self.sim.counts["reports that came late"] += 1
        self.send(phone, act, REPORT, kept=True)

    def _next_kept(self, phone: Phone) -> None:
        act = phone.outbox.pop(0)
        if act.weapon in self.sim.truth.guns:
            # Told later than what others said meanwhile, it may say who had it, and no longer has.
            self.sim.untold[act.weapon] -= 1
            gun, belief = self.sim.truth.guns[act.weapon], self.sim.checks.live.believed(act.weapon)
            gun.doubt = True
            if gun.hands not in (belief.holder, belief.container, belief.place):
                self.sim.counts["kept reports after which the record has a weapon where it no longer is"] += 1
        self.sim.counts["kept reports delivered"] += 1
        if phone.outbox:
            self._send_kept(phone)
        else:
            phone.flushing = False

    # --- streams -----------------------------------------------------------------------------------

    def listen(self, phone: Phone) -> None:
        """Begin a stream: ``listen`` and ``stream`` of web/src/core/live.ts."""
        sim, screen = self.sim, phone.screen
        if screen.stream is not None:
            return
        if not (phone.linked and sim.node.up):
            screen.failures += 1
            if phone.linked:
                sim.at(sim.now + RETRY, self.listen, phone)
            return
        chance = part_of_one(sim.seed, phone.number, int(sim.now * 1000), 9)
        delay = 0.02 + 0.2 * chance if chance < 0.95 else SLOWEST_STREAM * chance
        stream = Stream(delay, told=sim.now, seen=screen.known if screen.fetched else -1)
        screen.stream = stream
        sim.counts["streams begun"] += 1
        sim.at(sim.now + delay, self._headers, phone, stream)
        if sim.node.store.size() == stream.seen:
            stream.arrived = sim.now + delay
            sim.at(stream.arrived, self._nothing_newer, phone, stream)
            return
        # What is newest is made and sent after the headers, and may be slow to come.
        slow = (
            SLOWEST_STREAM * 0.9
            if part_of_one(sim.seed, phone.number, int(sim.now * 1000), 10) < 0.1
            else 0.0
        )
        stream.arrived = sim.now + delay + slow
        self._tell(phone)

    def _nothing_newer(self, phone: Phone, stream: Stream) -> None:
        if phone.screen.stream is stream and not stream.silent:
            phone.screen.hear(self.sim.now)

    def _headers(self, phone: Phone, stream: Stream) -> None:
        if phone.screen.stream is stream and not stream.silent:
            if not phone.screen.headers_say_nothing:
                phone.screen.hear(self.sim.now)
                self.sim.look_at_screens()
            self.flush(phone)

    def changed(self) -> None:
        """There is another record: every stream is told, not more often than every SPACING."""
        if not self._round_planned:
            self._round_planned = True
            self.sim.at(max(self.sim.now, self._round_at), self._round)

    def _round(self) -> None:
        self._round_planned = False
        self._round_at = self.sim.now + SPACING
        if self.sim.node.up:
            for phone in self.sim.phones.values():
                self._tell(phone)

    def _tell(self, phone: Phone) -> None:
        sim, stream = self.sim, phone.screen.stream
        if stream is None or stream.silent:
            return
        size = sim.node.store.size()
        if size == stream.seen:
            return
        phone.screen.settle(sim.now)
        stream.seen, stream.told = size, sim.now
        stream.arrived = max(stream.arrived, sim.now + stream.delay)
        sim.at(stream.arrived, self._told, phone, stream, sim.node.lines, size)

    def _told(self, phone: Phone, stream: Stream, lines: dict[str, Custody], size: int) -> None:
        if phone.screen.stream is stream and not stream.silent:
            phone.screen.known = size
            phone.screen.take(lines, size, self.sim.now)
            self.sim.counts["boards told"] += 1

    def silent(self, phone: Phone) -> None:
        """Nothing comes on a stream any more, and nobody is told; the phone gives it up after LATE, by its clock."""
        screen, stream = phone.screen, phone.screen.stream
        if stream is None or stream.silent:
            return
        screen.settle(self.sim.now)
        stream.silent = True
        self._watch(phone, stream)

    def _watch(self, phone: Phone, stream: Stream) -> None:
        screen, sim = phone.screen, self.sim
        if screen.stream is not stream:
            return
        left = SILENT - screen.silence(sim.now)
        if left < 0:
            self.ended(phone, stream)
        else:
            sim.at(sim.now + left + TICK, self._watch, phone, stream)

    def ended(self, phone: Phone, stream: Stream) -> None:
        """A stream ended, and the phone knows."""
        if phone.screen.stream is not stream:
            return
        phone.screen.settle(self.sim.now)
        phone.screen.stream = None
        phone.screen.failures += 1
        self.sim.at(self.sim.now + RETRY, self.listen, phone)

    def fetch(self, phone: Phone) -> None:
        """Ask for the board beside the stream, as whoever signs in or out does, and begin the stream anew."""
        sim = self.sim
        chance = part_of_one(sim.seed, phone.number, int(sim.now * 1000), 11)
        there, back = 0.02 + chance / 4, 0.02 + (4.0 * chance if chance > 0.5 else chance / 4)
        if phone.linked:
            sim.counts["boards asked for beside the stream"] += 1
            sim.at(sim.now + there, self._fetched, phone, back)
        if phone.screen.stream is not None:
            phone.screen.settle(sim.now)
            phone.screen.stream = None
            self.listen(phone)

    def _fetched(self, phone: Phone, back: float) -> None:
        sim = self.sim
        if sim.node.up and phone.linked:
            sim.at(sim.now + back, self._shows, phone, sim.node.lines, sim.node.store.size())

    def _shows(self, phone: Phone, lines: dict[str, Custody], size: int) -> None:
        if phone.linked:
            if size < phone.screen.known:
                self.sim.counts["boards overtaken by a newer one"] += 1
                if phone.screen.keeps_the_newer and phone.screen.fetched:
                    return
            phone.screen.take(lines, size, self.sim.now)

    # --- what goes and comes -----------------------------------------------------------------------

    def node_dies(self, down: float) -> None:
        """The node is gone, for so long; every stream ends with it, or falls silent."""
        sim = self.sim
        sim.counts[
            "deaths of the node"
            + {BEFORE: ", before an append", AFTER: ", after an append"}.get(sim.node.dies, "")
        ] += 1
        sim.note("the node dies")
        sim.node.die()
        for phone in sim.phones.values():
            stream = phone.screen.stream
            if stream is None:
                continue
            if part_of_one(sim.seed, phone.number, int(sim.now * 1000), 13) < 0.5:
                self.silent(phone)
            else:
                self.ended(phone, stream)
        sim.at(sim.now + down, self._node_comes)

    def _node_comes(self) -> None:
        sim = self.sim
        if sim.node.up:
            return
        sim.note("the node is opened again")
        sim.node.open()
        sim.checks.reopened()

    def vanishes(self, phone: Phone, gone: float) -> None:
        """A phone is out of reach, for so long."""
        sim = self.sim
        if not phone.linked:
            return
        sim.counts["phones that vanished"] += 1
        phone.linked = False
        self.silent(phone)
        sim.at(sim.now + gone, self._comes_back, phone)

    def _comes_back(self, phone: Phone) -> None:
        phone.linked = True
        self.flush(phone)
        stream = phone.screen.stream
        if stream is None:
            self.listen(phone)
        elif part_of_one(self.sim.seed, phone.number, int(self.sim.now * 1000), 15) < 0.5:
            # A short gap does not end the stream: what was sent meanwhile comes now.
            stream.silent, stream.seen = False, -1
            self._tell(phone)
