"""No question to the facts gives a line of a production that was not allowed, whoever asks for whatever."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import combinations

import pytest

from showsafe.application.facts.port import Facts
from showsafe.application.facts.values import BRANCH, KINDS, MATTERS, Asked, AskedBoard, Claim, Fact, Named
from showsafe.errors import WrongInput
from showsafe.fleet import board, people, production
from showsafe.ledger.archive import Branch
from tests.fleet.offices import START, Office
from tests.fleet.sets import Node, long_day

PRODUCTIONS = ("ash", "birch", "cedar")
SUBSETS = [frozenset(some) for size in range(4) for some in combinations(PRODUCTIONS, size)]


def _all_of(office: Office, allowed: frozenset[str], origin: str) -> Iterator[object]:
    """Ask everything that a page can ask, of anything: also by the origin of a unit that may not be seen."""
    facts = office.facts
    yield facts.board(allowed, AskedBoard(now=START)).rows
    for name in PRODUCTIONS:
        yield facts.board(allowed, AskedBoard(now=START, production=name)).rows
        yield facts.lines(allowed, Asked(kinds=KINDS, production=name, only_open=False))
    for asked in (
        Asked(kinds=KINDS, only_open=False, limit=10_000),
        Asked(kinds=KINDS, origin=origin, only_open=False),
        Asked(kinds=MATTERS, only_unowned=True),
        Asked(kinds=("person",), key="armorer", only_open=False),
        Asked(kinds=("weapon",), serial="S-unit-ash", only_open=False),
    ):
        yield facts.lines(allowed, asked)
    yield board.fleet_board(facts, allowed, START).rows
    yield board.matters(facts, allowed, START, only_open=False).rows
    yield people.expiring(facts, allowed, START, within_days=9999).rows
    yield production.weapons(facts, allowed)
    joined = facts.joined(allowed, Claim(origin=origin, person="armorer"))
    yield [office.archive.unit(claim.origin) for claim in joined.claims] if joined else ()


@pytest.fixture
def three(office: Office) -> tuple[Office, list[Node]]:
    """Return an office with three productions, whose armorers somebody joined, and one refused branch each."""
    nodes = [Node(f"unit-{name}") for name in PRODUCTIONS]
    for node, name in zip(nodes, PRODUCTIONS, strict=True):
        long_day(node)
        office.takes(node, name)
        node.shows(office.archive, "armorer")
        office.archive.keep_branch(Branch(node.origin, "fork", "Two pasts.", START))
    office.follower().once()
    claims = [(node.origin, "armorer") for node in nodes]
    people.join(office.facts, frozenset(PRODUCTIONS), claims, "pat", START)
    return office, nodes


def test_no_answer_holds_another_production(three: tuple[Office, list[Node]]) -> None:
    """For every set of productions, every answer has lines of these alone, and of all of these; counts agree."""
    office, nodes = three
    for allowed in SUBSETS:
        seen: set[str] = set()
        for node in nodes:
            for answer in _all_of(office, allowed, node.origin):
                for each in answer:  # type: ignore[attr-defined]
                    seen.add(getattr(each, "production", "") or each.standing.production)
        assert seen == set(allowed)
        totals = office.facts.board(allowed, AskedBoard(now=START)).totals
        assert (totals["productions"], totals["units"]) == (len(allowed), len(allowed))
        lines = office.facts.count(allowed, Asked(kinds=KINDS, only_open=False))
        every = {name: len(office.lines(node)) for node, name in zip(nodes, PRODUCTIONS, strict=True)}
        assert lines == sum(every[name] for name in allowed)


def _tries(
    facts: Facts, others: frozenset[str], origin: str, lines: list[Fact]
) -> list[Callable[[], object]]:
    """Return everything that somebody of other productions could try to say of a unit."""
    eve = Named(origin=origin, kind=BRANCH, key="1", by="eve", at=START)
    armorer = Claim(origin=origin, person="armorer")
    matters = [fact.line for fact in lines if fact.line.kind in MATTERS]
    owned = [replace(eve, kind=line.kind, key=line.key, owner="eve") for line in matters]
    answered = [replace(eve, kind=line.kind, key=line.key, answer="seen") for line in matters]
    return [
        *(partial(facts.name, others, each) for each in (*owned, *answered, replace(eve, answer="seen"))),
        partial(facts.part, others, armorer, "eve", START),
        partial(facts.join, others, [armorer], "eve", START),
    ]


def test_nothing_is_said_of_another_production(three: tuple[Office, list[Node]]) -> None:
    """Nobody names an owner, answers, joins or parts where they may not see; nothing of it is kept."""
    office, nodes = three
    facts = office.facts
    for node, name in zip(nodes, PRODUCTIONS, strict=True):
        others = frozenset(PRODUCTIONS) - {name}
        before = office.lines(node)
        for attempt in _tries(facts, others, node.origin, before):
            with pytest.raises(WrongInput) as raised:
                attempt()
            assert raised.value.code == "facts.unknown"
        assert office.lines(node) == before


def test_every_question_takes_what_is_allowed() -> None:
    """Each method of the port that a page calls has the allowed productions first; the others are the program's own."""
    own = {"behind", "stale", "claim", "every_line", "lone_primary", "figures", "in_trouble"}
    for name, method in inspect.getmembers(Facts, inspect.isfunction):
        if name.startswith("_") or name in own:
            continue
        assert list(inspect.signature(method).parameters)[1] == "allowed", name
