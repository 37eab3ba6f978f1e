"""The fleet board and the open matters: what is urgent, why, since when by whose clock, and whose it is."""

from __future__ import annotations

from datetime import timedelta

import pytest

from showsafe.application.facts.values import LEVELS, REASONS, Patience
from showsafe.errors import WrongInput
from showsafe.fleet import board
from showsafe.fleet.board import UnitRow, fleet_board, matters
from showsafe.ledger.archive import Branch
from tests.fleet.offices import Office
from tests.fleet.sets import REVOLVER, Node, long_day, open_day
from tests.projections.units import NOON

RIDGE = frozenset({"the-ridge"})
BOTH = frozenset({"the-ridge", "the-fork"})


def row(office: Office, node: Node, patience: Patience | None = None) -> UnitRow:
    """Return the row of a unit now."""
    shown = fleet_board(office.facts, BOTH, office.now(), patience or Patience())
    return next(each for each in shown.rows if each.origin == node.origin)


def reasons(unit: UnitRow) -> dict[str, str]:
    """Return the sentences of a row by their codes."""
    return {each.code: each.says for each in unit.reasons}


def test_every_reason_has_its_sentence(office: Office) -> None:
    """A unit in every trouble there is says each with a sentence of its own, and the gravest gives its level."""
    node = Node("north-ridge")
    long_day(node)
    node.say("register", weapon="rifle", **REVOLVER)
    node.say("find-live", weapon="rifle")
    node.say("hold", about="set")
    node.lie(received_at="2026-03-09T12:00:00Z", device_number=999, device_previous="")
    node.extra += [b"none"]
    unit = office.follows(node, "the-ridge")
    office.archive.keep_branch(Branch(node.origin, "fork", "It signed two pasts.", office.now()))
    office.clock.advance(timedelta(days=9).total_seconds())
    never = Node("never")
    never.added_to(office.archive, "the-ridge")
    assert unit.level == "alarm"
    short = Patience(behind=0, witness=0, skew_s=60)
    found = reasons(row(office, node, short)) | reasons(row(office, never, short))
    assert set(found) == set(REASONS) - {"fault", "concern"}
    assert all(says.endswith(".") and (says[0].isupper() or says[0].isdigit()) for says in found.values()), (
        found
    )
    assert "two different pasts" in found["branch"]
    assert found["late"] == "Its node was heard 9 days ago."


def test_the_most_urgent_stands_first(office: Office) -> None:
    """Alarm before grey before attention before quiet; each can be asked for alone; the counts are over all."""
    alarm, grey, attention, quiet = (Node(name) for name in ("d", "c", "b", "a"))
    alarm.say("stop", about="set")
    grey.extra = [b"none"]
    attention.say("misfire", weapon="revolver")
    quiet.clock.advance(60)
    for node in (alarm, grey, attention, quiet):
        office.takes(node, "the-ridge")
    office.follower().once()
    patient = Patience(witness=10_000, owner_s=10**6)
    shown = fleet_board(office.facts, RIDGE, office.now(), patient)
    assert [each.alarm for each in shown.rows] == list(LEVELS)
    assert [each.unit for each in shown.rows] == ["d", "c", "b", "a"]
    assert {level: shown.totals[level] for level in LEVELS} == dict.fromkeys(LEVELS, 1)
    only = fleet_board(office.facts, RIDGE, office.now(), patient, only="grey", limit=1)
    assert ([each.unit for each in only.rows], only.left_out, only.totals["units"]) == (["c"], 0, 4)
    first = fleet_board(office.facts, RIDGE, office.now(), patient, limit=1, skip=1)
    assert ([each.unit for each in first.rows], first.left_out) == (["c"], 2)
    assert only.rows[0].grey.startswith(f"As of record {only.rows[0].as_of}; what came after cannot be read.")


def test_what_waits_to_be_read_does_not_look_current(office: Office) -> None:
    """A stop that nobody followed for minutes leaves its unit grey, however few records wait; followed, it is said."""
    node = Node("north-ridge")
    office.follows(node, "the-ridge")
    node.say("stop", about="set")
    office.takes(node, "the-ridge")
    at_once = row(office, node)
    office.clock.advance(Patience().waiting_s + 1)
    later = row(office, node)
    assert ("behind" in reasons(at_once), later.alarm) == (False, "grey")
    assert reasons(later)["behind"] == f"As of record {later.as_of}; 1 later ones wait to be read."
    office.follower().once()
    followed = row(office, node)
    assert (followed.alarm, "behind" in reasons(followed)) == ("alarm", False)


def test_a_clock_a_year_off(office: Office) -> None:
    """A node a year ahead: both times are said, and its day is overdue by the office's clock alone."""
    node = Node("north-ridge", NOON + timedelta(days=365))
    open_day(node)
    office.follows(node, "the-ridge")
    fresh = row(office, node)
    assert fresh.clock == (
        "This node's clock says 2027-03-04 12:10 UTC; the office received it 2026-03-05 12:00 UTC. "
        "Deadlines here go by the office's clock."
    )
    assert ("clock" in reasons(fresh), "day-open" in reasons(fresh)) == (True, False)
    office.clock.advance(timedelta(hours=21).total_seconds())
    assert reasons(row(office, node))["day-open"] == "Its day is open since 21 hours ago, and not closed."


def test_a_closed_day_is_not_open(office: Office) -> None:
    """A day that was closed is open no more, and what it was closed with is said."""
    node = Node("north-ridge")
    open_day(node)
    office.follows(node, "the-ridge")
    assert (row(office, node).day, row(office, node).day_since) == (len(node.raws()), office.now())
    node.say("close-day", by="first-ad", witness="armorer")
    office.follows(node, "the-ridge")
    closed = row(office, node)
    assert (closed.day, closed.exceptions) == (0, ("revolver",))
    day = office.lines(node, "day")[0].line
    assert (day.open, (day.value or {})["ended"]["exceptions"]) == (False, ["revolver"])


def test_a_doubt_is_no_alarm(office: Office) -> None:
    """Whoever holds a set for a doubt turns nothing red at the office: it says that the set waits."""
    node = Node("north-ridge")
    node.say("hold", by="performer", about="revolver")
    office.follows(node, "the-ridge")
    held = row(office, node, Patience(witness=10_000))
    assert (held.alarm, held.stops) == ("attention", ("hold",))
    assert reasons(held)["doubt"] == "The set waits while a doubt is cleared up."
    node.say("stop", by="performer", about="set")
    office.follows(node, "the-ridge")
    assert row(office, node).alarm == "alarm"


def test_a_refused_branch_alarms_until_it_is_answered(office: Office) -> None:
    """Evidence of a fork is an alarm until somebody of the office answers it; it is kept all the same."""
    node = Node("north-ridge")
    office.follows(node, "the-ridge")
    number = office.archive.keep_branch(Branch(node.origin, "fork", "It signed two pasts.", office.now()))
    assert (row(office, node).alarm, dict(row(office, node).branches)) == ("alarm", {"fork": 1})
    place = (node.origin, "branch", str(number))
    board.answer(office.facts, RIDGE, place, "A restored copy; the unit was begun anew.", "pat", office.now())
    assert "branch" not in reasons(row(office, node))
    assert len(list(office.archive.branches(node.origin))) == 1
    with pytest.raises(WrongInput) as raised:
        board.answer(office.facts, frozenset({"the-fork"}), place, "not mine", "eve", office.now())
    assert raised.value.code == "facts.unknown"


def test_matters_have_owners(office: Office) -> None:
    """A matter that nobody owns is overdue after a while by the office's clock; an owner is named by the office."""
    node = Node("north-ridge")
    long_day(node)
    office.follows(node, "the-ridge")
    office.clock.advance(timedelta(hours=5).total_seconds())
    found = matters(office.facts, RIDGE, office.now())
    assert found.count == len(found.rows) == row(office, node).unowned
    assert {each.overdue for each in found.rows} == {True}
    first = found.rows[0]
    place = (first.origin, first.kind, first.key)
    board.name_owner(office.facts, RIDGE, place, "bob", "pat", office.now())
    after = next(each for each in matters(office.facts, RIDGE, office.now()).rows if each.key == first.key)
    assert (after.owner, after.owner_by, after.named_by, after.overdue) == ("bob", "office", "pat", False)
    unowned = matters(office.facts, RIDGE, office.now(), unowned=True)
    assert unowned.count == found.count - 1 == row(office, node).unowned
    office.follower().rebuild(node.origin)
    kept = next(each for each in matters(office.facts, RIDGE, office.now()).rows if each.key == first.key)
    assert kept.owner == "bob"


def test_a_difference_is_owned_by_the_record(office: Office) -> None:
    """Whoever owns a count that differs by the record of the set owns it at the office too."""
    node = Node("north-ridge")
    node.say("register", lot="dummies", kind="dummy", count=20)
    node.say("recount", lot="dummies", seen=17, witness_seen=17, witness="assistant")
    office.follows(node, "the-ridge")
    (found,) = matters(office.facts, RIDGE, office.now(), kinds=("discrepancy",)).rows
    own = next(iter(node.unit.state().discrepancies.values()))
    assert (found.owner, found.owner_by) == (own.owner, "record" if own.owner else "")
    assert own.owner


def test_a_concern_without_an_answer_is_overdue(office: Office) -> None:
    """A concern is overdue by the office's clock, stays closed once a record answers it, and names who answered."""
    node = Node("north-ridge")
    node.say("raise-concern", by="performer", about="revolver", says="it feels loose")
    office.follows(node, "the-ridge")
    office.clock.advance(timedelta(hours=25).total_seconds())
    assert reasons(row(office, node))["concern"] == "A concern has had no answer since 1 day ago."
    (found,) = matters(office.facts, RIDGE, office.now(), kinds=("concern",)).rows
    assert (found.says, found.overdue, found.answerable) == ("it feels loose", True, False)
    node.say("answer-concern", about="revolver", says="looked at")
    office.follows(node, "the-ridge")
    assert matters(office.facts, RIDGE, office.now(), kinds=("concern",)).count == 0
    (closed,) = matters(office.facts, RIDGE, office.now(), kinds=("concern",), only_open=False).rows
    assert (closed.open, closed.overdue) == (False, False)


def test_who_raised_it_without_a_name_is_in_no_line(office: Office) -> None:
    """A concern without a name, and whoever pressed stop, name nobody at the office."""
    node = Node("north-ridge")
    node.say("raise-concern", by="anonymous", about="revolver", says="x")
    node.say("stop", by="performer", about="set")
    office.follows(node, "the-ridge")
    said = [fact.line.value or {} for kind in ("concern", "stop") for fact in office.lines(node, kind)]
    assert [value.get("by", "") for value in said] == ["", ""]


def test_a_deviation_is_closed_by_the_record_that_lets_go(office: Office) -> None:
    """What the set holds is closed by its release and by nothing said at the office; what holds nothing is answered."""
    node = Node("north-ridge")
    node.say("open-day")
    node.say("load", weapon="revolver", rounds="dummy:5")
    office.follows(node, "the-ridge")
    held, free = sorted(
        matters(office.facts, RIDGE, office.now(), kinds=("deviation",)).rows,
        key=lambda each: each.answerable,
    )
    assert (held.about, held.answerable, free.answerable) == ("revolver", False, True)
    with pytest.raises(WrongInput) as raised:
        board.answer(office.facts, RIDGE, (node.origin, "deviation", held.key), "fine", "pat", office.now())
    assert raised.value.code == "facts.closed-by-record"
    board.answer(
        office.facts, RIDGE, (node.origin, "deviation", free.key), "looked into", "pat", office.now()
    )
    left = matters(office.facts, RIDGE, office.now(), kinds=("deviation",))
    assert [each.key for each in left.rows] == [held.key]
    node.say("release", weapon="revolver", reviewed_by="safety", cause="counted")
    assert not node.unit.state().believed("revolver").holds
    office.follows(node, "the-ridge")
    assert matters(office.facts, RIDGE, office.now(), kinds=("deviation",)).count == 0
    closed = next(fact.line for fact in office.lines(node, "deviation") if fact.line.key == held.key)
    assert (closed.value or {})["closed"]["record"] == len(node.raws())
