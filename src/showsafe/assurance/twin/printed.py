"""Reading the graph that TLC prints: numbers for every state and step, back to states of the model.

TLC prints, for every state that it comes to, a row that begins with 0, with what is answered to each step, and after it
one row for each step that changes the state: its number, what it costs, and the state after it. How a state is packed
into numbers stands in ``Showsafe.tla`` under *Code*; here it is unpacked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from showsafe.assurance.twin import values
from showsafe.assurance.twin.graph import Answers, Edge, Node
from showsafe.assurance.twin.values import BLANK, DUMMY, UNIDENTIFIED, Lot, Round, Twin, Use
from showsafe.assurance.twin.vocabulary import STEPS

ANSWERS = (values.PERMIT, values.HOLD, values.REFUSE)

_ROW = re.compile(r"<<([\d,\s]+)>>")
_FLAGS = (
    *("proof", "bore", "taken", "shown", "declined", "issued", "locked", "placed", "preset", "gated"),
    *("locked_empty", "offer", "uncounted", "locked_out", "unplanned", "held", "quarantined", "isolated"),
)
_WORDS: dict[str, tuple[str, ...]] = {
    "said": ("", "cold", "hot"),
    "load": ("", "fresh", "late"),
    "watch": ("", "performer", "placed"),
    "holder": (values.NOBODY, values.CUSTODIAN, values.SECOND, values.PERFORMER),
    "take": ("", "going", "fired"),
    "misfire": ("", "waiting", "waited", "cleared"),
}
_SET = ("on_hold", "stopped", "live_stop", "dummy_stop", "found_weapon", "asked", "day_open", "finder")
_USES = 33
_LOTS = 768
_ROUNDS = 37
_STATE = 5


@dataclass(slots=True)
class Printed:
    """The graph as TLC printed it: its nodes and edges, and what is answered in each state of the model."""

    nodes: set[Node] = field(default_factory=set)
    edges: set[Edge] = field(default_factory=set)
    answers: dict[Twin, Answers] = field(default_factory=dict)

    @property
    def first(self) -> Node:
        """The node that TLC began with."""
        return next(iter(self.answers)), max(left for _, left in self.nodes)


def read(text: str) -> Printed:
    """Return the graph in what TLC printed; whatever else it says is passed over.

    A step that changes the state and was not printed lies beyond the budget: its answer is kept, without a state.
    """
    graph = Printed()
    node: Node | None = None
    for found in _ROW.finditer(text):
        row = tuple(int(each) for each in found[1].split(","))
        if row[0] == 0:
            node = (unpacked(row[1 : 1 + _STATE]), row[1 + _STATE])
            _state(graph, node, row[2 + _STATE :])
        elif node is not None:
            _step(graph, node, STEPS[row[0] - 1], row[1], unpacked(row[2:]))
    return graph


def _state(graph: Printed, node: Node, answers: tuple[int, ...]) -> None:
    graph.nodes.add(node)
    known = graph.answers.setdefault(node[0], {})
    for name, code in zip(STEPS, answers, strict=True):
        changes, answer = divmod(code, 4)
        if answer < len(ANSWERS):
            known.setdefault(name, (ANSWERS[answer], None if changes else node[0]))
            if not changes:
                graph.edges.add(Edge(node, name, ANSWERS[answer], node))


def _step(graph: Printed, node: Node, name: str, cost: int, after: Twin) -> None:
    twin, left = node
    answer = graph.answers[twin][name][0]
    graph.answers[twin][name] = (answer, after)
    if cost <= left:
        graph.edges.add(Edge(node, name, answer, (after, left - cost)))


@cache
def unpacked(code: tuple[int, ...]) -> Twin:
    """Return the state of the model that five numbers stand for."""
    flags, words, lots, contents, came_out = code
    fields: dict[str, object] = dict(zip(_FLAGS, _bits(flags), strict=False))
    for name, meanings in _WORDS.items():
        words, place = divmod(words, len(meanings))
        fields[name] = meanings[place]
    words, use = divmod(words, _USES)
    fields["use"] = Use(*_first(5, _bits(use - 1))) if use else None
    words, found = divmod(words, 3)
    fields["found_blanks"] = ("", "open", "quarantined")[found]
    fields.update(zip(_SET, _bits(words), strict=False))
    blanks, dummies = divmod(lots, _LOTS)
    return Twin(
        **fields,  # type: ignore[arg-type]
        contents=_rounds(contents),
        came_out=_rounds(came_out),
        dummies=_lot(dummies),
        blanks=_lot(blanks),
    )


def _bits(number: int) -> Iterator[bool]:
    while True:
        number, bit = divmod(number, 2)
        yield bool(bit)


def _first(count: int, bits: Iterator[bool]) -> tuple[bool, ...]:
    return tuple(next(bits) for _ in range(count))


def _lot(code: int) -> Lot:
    code, box = divmod(code, 4)
    code, proven = divmod(code, 4)
    code, held = divmod(code, 3)
    open_, tainted, locked, quarantined = _first(4, _bits(code))
    return Lot(box, proven, open_, tainted, ("", "unplanned", "deviation")[held], locked, quarantined)


def _rounds(code: int) -> tuple[Round, ...]:
    rounds = []
    while code:
        code, each = divmod(code, _ROUNDS)
        each, kind = divmod(each - 1, 3)
        each, state = divmod(each, 3)
        proven, beyond = _first(2, _bits(each))
        kinds, states = (DUMMY, BLANK, UNIDENTIFIED), (values.READY, values.SPENT, values.FAULTY)
        rounds.append(Round(kinds[kind], states[state], proven, beyond))
    return tuple(rounds)
