"""People across productions: claims side by side, joined by a person of the office alone, and papers that expire."""

from __future__ import annotations

from datetime import timedelta

import pytest

from showsafe.errors import WrongInput
from showsafe.fleet import people
from showsafe.fleet.people import expiring
from tests.fleet.offices import Office
from tests.fleet.sets import Node

BOTH = frozenset({"the-ridge", "the-fork"})
RIDGE, FORK = frozenset({"the-ridge"}), frozenset({"the-fork"})


def two(office: Office) -> tuple[Node, Node]:
    """Return two units of two productions with the same armorer under another paper each, both followed."""
    first, second = Node("north-ridge"), Node("south-fork")
    second.say("record-paper", kind="firearms", about="armorer", expires="2027-01-31")
    for node, production in ((first, "the-ridge"), (second, "the-fork")):
        office.takes(node, production)
        node.shows(office.archive, "armorer")
    office.follower().once()
    return first, second


def test_the_same_name_joins_nothing(office: Office) -> None:
    """The same id in two productions with different papers is two claims until somebody joins them; then both stand."""
    first, second = two(office)
    alone = people.person(office.facts, BOTH, first.origin, "armorer", office.now())
    assert ([each.production for each in alone.claims], alone.differences) == (["the-ridge"], ())
    pair = [(first.origin, "armorer"), (second.origin, "armorer")]
    people.join(office.facts, BOTH, pair, "pat", office.now())
    page = people.person(office.facts, BOTH, second.origin, "armorer", office.now())
    assert [each.production for each in page.claims] == ["the-fork", "the-ridge"]
    assert page.differences == (
        "firearms: the-fork (south-fork): until 2027-01-31; the-ridge (north-ridge): until 2026-03-20.",
    )
    assert (page.joined_by, page.joined_at) == ("pat", office.now())
    people.part(office.facts, BOTH, first.origin, "armorer", "bob", office.now())
    assert len(people.person(office.facts, BOTH, second.origin, "armorer", office.now()).claims) == 1


def test_a_join_shows_nothing_that_may_not_be_seen(office: Office) -> None:
    """Whoever sees one production of a joined person sees that claim alone, and not that there is another."""
    first, second = two(office)
    pair = [(first.origin, "armorer"), (second.origin, "armorer")]
    with pytest.raises(WrongInput) as raised:
        people.join(office.facts, RIDGE, pair, "eve", office.now())
    assert raised.value.code == "facts.unknown"
    people.join(office.facts, BOTH, pair, "pat", office.now())
    page = people.person(office.facts, RIDGE, first.origin, "armorer", office.now())
    assert ([each.production for each in page.claims], page.joined_by) == (["the-ridge"], "")
    with pytest.raises(WrongInput) as raised:
        people.person(office.facts, RIDGE, second.origin, "armorer", office.now())
    assert raised.value.code == "facts.unknown"


def test_one_claim_is_no_pair(office: Office) -> None:
    """One claim, said twice, joins nothing."""
    first, _ = two(office)
    with pytest.raises(WrongInput) as raised:
        people.join(office.facts, BOTH, [(first.origin, "armorer")] * 2, "pat", office.now())
    assert raised.value.code == "facts.not-two"


def test_papers_by_their_last_day(office: Office) -> None:
    """Papers stand by their last day, counted by the office's date; who showed none is counted as sealed."""
    node, other = Node("north-ridge"), Node("south-fork")
    node.say("record-paper", kind="permit", number="7", expires="2026-03-01")
    office.takes(node, "the-ridge")
    node.shows(office.archive, "armorer")
    office.takes(other, "the-fork")
    office.follower().once()
    found = expiring(office.facts, BOTH, office.now())
    assert [(each.kind, each.person, each.days_left) for each in found.rows] == [
        ("permit", "", -4),
        ("firearms", "armorer", 15),
    ]
    assert (found.count, found.untold) == (2, 1)
    assert expiring(office.facts, BOTH, office.now(), within_days=14).count == 1
    assert expiring(office.facts, FORK, office.now()).rows == ()


def test_what_is_shown_later_is_taken_in(office: Office) -> None:
    """Papers that a set shows after its records were followed come into the lines, and go where they are erased."""
    node = Node("north-ridge")
    office.takes(node, "the-ridge")
    office.follower().once()
    sealed = people.person(office.facts, RIDGE, node.origin, "armorer", office.now()).claims[0]
    assert (sealed.papers, sealed.sealed) == ((), ("credentials",))
    node.shows(office.archive, "armorer")
    office.follower().once()
    shown = people.person(office.facts, RIDGE, node.origin, "armorer", office.now()).claims[0]
    assert ([each.kind for each in shown.papers], shown.sealed) == (["course", "firearms"], ())
    node.say("lock", weapon="revolver", witness="assistant")
    node.say("erase", by="producer", person="armorer", reason="asked")
    commitments = [opening.commitment for opening in office.archive.opened(node.origin)]
    office.archive.erase_values(node.origin, commitments)
    office.takes(node, "the-ridge")
    office.follower().once()
    gone = people.person(office.facts, RIDGE, node.origin, "armorer", office.now()).claims[0]
    assert (gone.erased, gone.papers, gone.name) == (True, (), "")
    assert expiring(office.facts, RIDGE, office.now(), within_days=9999).rows == ()


def test_the_later_word_of_a_paper_counts(office: Office) -> None:
    """Of a paper said twice, sealed first and then on record, the later word is the claim; never both."""
    first, second = two(office)
    office.clock.advance(timedelta(days=1).total_seconds())
    papers = people.person(office.facts, BOTH, second.origin, "armorer", office.now()).claims[0].papers
    assert [(each.kind, str(each.expires)) for each in papers] == [
        ("course", "None"),
        ("firearms", "2027-01-31"),
    ]
    second.say(
        "enrol",
        by="producer",
        person="armorer",
        roles="armorer",
        credentials=[{"kind": "firearms", "expires": "2026-12-01"}],
    )
    office.takes(second, "the-fork")
    second.shows(office.archive, "armorer")
    office.follower().once()
    later = people.person(office.facts, BOTH, second.origin, "armorer", office.now()).claims[0].papers
    assert [(each.kind, str(each.expires)) for each in later] == [("firearms", "2026-12-01")]
    assert first.origin != second.origin


def test_no_number_and_no_age_is_kept(office: Office) -> None:
    """What the office keeps of a person has no number of a paper, no age and no contact."""
    node = Node("north-ridge")
    node.say("record-paper", kind="firearms", about="assistant", number="L-4711", expires="2026-06-01")
    office.takes(node, "the-ridge")
    node.shows(office.archive, "armorer", "performer")
    office.follower().once()
    said = [repr(fact.line.value) for fact in office.lines(node)]
    assert not [value for value in said if "4711" in value or "'age'" in value or "contact'" in value]
