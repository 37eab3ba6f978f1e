"""A weapon's passport goes from log to log by pointers, names its gaps, and never another production's people."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

import pytest

from showsafe.adapters.clock import FixedClock
from showsafe.adapters.memory_archive import MemoryArchive
from showsafe.books.consign import taking
from showsafe.books.consign.taking import Came
from showsafe.errors import Unusable
from showsafe.fleet.consignments import OfficeLogs, Steps, followed, followed_weapon, proof_of
from showsafe.fleet.passport import Seen as Sees
from showsafe.fleet.passport import candidates, passport
from showsafe.ledger import base64text, checkpoint
from showsafe.ledger.archive import stretch_of
from showsafe.ledger.tree import check_inclusion
from showsafe.ledger.witness import Seen
from tests.consigning import Log, two
from tests.fleet.shipped import office
from tests.simulator import MORNING

BOTH = frozenset({"mill", "harbour"})
HARBOUR = frozenset({"harbour"})


def made(
    steps: Steps,
    start: tuple[str, str],
    productions: frozenset[str] = BOTH,
    named: frozenset[str] = frozenset(),
    **more: Any,  # noqa: ANN401 - joined
) -> dict[str, Any]:
    """Return the passport of a weapon as somebody sees it."""
    known = followed_weapon(steps, [start, *(each for pair in more.get("joined", ()) for each in pair)])
    logs = OfficeLogs(steps.archive, known)
    seen = Sees(productions=productions, named=named)
    return passport(logs, known.consignments, start, seen, "2026-03-20", **more)


def travelled() -> tuple[Log, Log, Steps]:
    """Return two units: a revolver was used and dropped at the first, and is at the second now, under another name."""
    north, south = two()
    paper = {"kind": "deactivation", "number": "D-7", "expires": "2026-03-10"}
    north.say("register", weapon="r1", certificates=[paper])
    for shots in (2, 3):
        north.clock.advance(60)
        north.say("discharge", weapon="r1", count=shots)
    north.say("drop", weapon="r1", cause="eve let go of it")
    north.clock.advance(60)
    (number,) = south.takes(north.leaves("r1"), north, r1=Came(serial="OM-1042", name="n1"))
    north.closes(south.receipt(number), south)
    south.say("check", "armorer", weapon="n1", seen=0, witness="assistant", witness_seen=0, bore="clear")
    return north, south, office(north, south)


def test_a_passport_has_every_unit_and_every_line_its_record() -> None:
    """Registered, left, came: in the order of time, each line with production, record and leaf hash."""
    north, south, steps = travelled()
    shown = made(steps, (south.origin, "n1"))
    codes = [line["code"] for line in shown["lines"]]
    assert codes.index("passport.left-to") < codes.index("passport.came-from")
    assert {line["production"] for line in shown["lines"]} == BOTH
    for line in shown["lines"]:
        log = north if line["origin"] == north.origin else south
        assert log.store.entry(line["record"]).leaf.hex() == line["leaf"]
    assert [each["thing"] for each in shown["chain"]] == ["n1", "r1"]
    assert (shown["place"]["kind"], shown["place"]["name"], shown["disputes"]) == ("unit", "south", [])
    assert (shown["weapon"]["serial"], shown["weapon"]["maker"], shown["gaps"]) == ("OM-1042", "Uberti", [])
    assert made(steps, (north.origin, "r1"))["place"] == shown["place"]


def test_what_was_done_in_each_stay_is_counted() -> None:
    """Shots as they were said, looks, and who had it in charge by role, for each unit on its own."""
    north, south, steps = travelled()
    stays = {each["unit"]: each for each in made(steps, (north.origin, "r1"))["stays"]}
    assert (stays["north"]["shots"], stays["north"]["checks"], stays["north"]["to_record"] > 0) == (
        5,
        0,
        True,
    )
    assert (stays["south"]["shots"], stays["south"]["to_record"]) == (0, 0)
    assert stays["south"]["custodians"] == ["armorer"]
    assert south.store.size() >= stays["south"]["from_record"]


def test_papers_and_open_matters_come_along() -> None:
    """A certificate with its last day, over or not, and what nobody released, stand on it wherever they were said."""
    north, _, steps = travelled()
    shown = made(steps, (north.origin, "r1"))
    (paper,) = shown["certificates"]
    assert (paper["kind"], paper["expires"], paper["over"], paper["of"]["origin"]) == (
        *("deactivation", "2026-03-10", True),
        north.origin,
    )
    assert "passport.dropped" in [line["code"] for line in shown["lines"]]
    assert all(line["says"]["en"] != line["says"]["es"] for line in shown["lines"])


def test_people_of_another_production_are_never_named() -> None:
    """Who sees one production reads of the other one roles alone: no id and no free word is anywhere in it."""
    north, south, steps = travelled()
    shown = made(steps, (south.origin, "n1"), HARBOUR, HARBOUR)
    theirs = [line for line in shown["lines"] if line["production"] == "mill"]
    assert theirs
    assert all(line["who"] == "" and line["free"] == "" for line in theirs)
    assert "eve" not in str(shown)
    assert {line["role"] for line in theirs} >= {"armorer"}
    assert all(stay["people"] == {} for stay in shown["stays"] if stay["production"] == "mill")
    ours = [line for line in shown["lines"] if line["production"] == "harbour"]
    assert "armorer" in {line["who"] for line in ours}
    everything = made(steps, (north.origin, "r1"), BOTH, BOTH)
    assert "eve let go of it" in [line["free"] for line in everything["lines"]]


def test_who_has_no_part_in_it_sees_nothing() -> None:
    """Somebody with no production of its chain gets no line, no place and no description."""
    north, _, steps = travelled()
    nothing = made(steps, (north.origin, "r1"), frozenset({"elsewhere"}))
    assert (nothing["lines"], nothing["stays"], nothing["place"], nothing["chain"]) == ([], [], None, [])
    assert nothing["weapon"] == {"id": "r1"}


def test_nobody_is_looked_up_as_if_they_were_a_weapon() -> None:
    """Who asks for a person's id in the place of a weapon's gets nothing of what is on record about that person."""
    north, south = two()
    north.say("discharge", weapon="r1", user="assistant", count=1)
    north.say("raise-concern", about="assistant", says="the assistant looked away")
    steps = office(north, south)
    shown = made(steps, (north.origin, "assistant"), BOTH, BOTH)
    assert (shown["lines"], shown["stays"], shown["open"]) == ([], [], [])
    assert made(steps, (north.origin, "r1"))["lines"]


def test_who_raised_a_concern_or_pressed_hold_is_never_shown() -> None:
    """Not even to their own production: that it was done stands there, and neither who, nor in which role or words."""
    north, south = two()
    for kind in ("raise-concern", "hold"):
        north.say(kind, "assistant", about="r1", says="the trigger is heavy")
    north.say("incident", "assistant", weapon="r1", says="it went off")
    shown = made(office(north, south), (north.origin, "r1"), BOTH, BOTH)
    codes = [line["code"] for line in shown["lines"]]
    assert {"passport.concern-raised", "passport.held", "passport.incident-opened"} <= set(codes)
    assert all(word not in str(shown) for word in ("assistant", "trigger", "went off"))


def test_a_log_that_lies_in_its_form_ends_no_passport() -> None:
    """Bytes that are no record are named as the first that could not be read; all else stands."""
    north, south = two()
    north.leaves("r1")
    steps = office(north, south)
    archive = steps.archive
    assert isinstance(archive, MemoryArchive)
    raw = north.store.entry(5).raw
    archive.take(north.origin, 7, stretch_of(archive.held(north.origin).edge, [raw[:-9]]), north.clock.now())
    shown = made(steps, (north.origin, "r1"))
    assert shown["unread"] == [{"origin": north.origin, "record": 8}]
    assert [line["code"] for line in shown["lines"]][-1] == "passport.left-to"


def test_it_is_followed_however_far_it_went() -> None:
    """Through four units each way, whichever of them is asked; logs that have nothing to do with it are not read."""
    north, south = two()
    west, east = Log("west", north.clock), Log("east", north.clock)
    units = (north, south, west, east)
    for sender, receiver in itertools.pairwise(units):
        receiver.takes(sender.leaves("r1", to=receiver.name), sender, r1="OM-1042")
    north.has("r2", "B")
    other = Log("other", north.clock)
    other.takes(north.leaves("r2", to="other"), north, r2="B")
    third = Log("third", north.clock)
    third.takes(other.leaves("r2", to="third"), other, r2="B")
    steps = office(*units, other, third)
    for each in units:
        known = followed_weapon(steps, [(each.origin, "r1")])
        shown = made(steps, (each.origin, "r1"))
        assert {one["unit"] for one in shown["chain"]} == {"north", "south", "west", "east"}
        assert (shown["place"]["name"], len(shown["stays"])) == ("east", 4)
        assert third.origin not in {origin for origin, _ in known.consignments.moves}
    assert third.origin in {origin for origin, _ in followed(steps, [north.origin]).consignments.moves}


def test_where_no_record_says_where_it_was_is_a_gap() -> None:
    """Came again without a pointer, it was somewhere that nobody's record says, from when to when."""
    north, south = two()
    north.leaves("r1")
    north.clock.advance(3600)
    north.say("bring", weapon="r1")
    shown = made(office(north, south), (north.origin, "r1"))
    (gap,) = shown["gaps"]
    assert gap["from"] < gap["to"]
    assert gap["says"]["en"].startswith("Nobody's record says where it was from 2026-03-02T08:00 to")


def test_a_clock_that_is_a_year_off_makes_no_gap() -> None:
    """What came by a pointer came after it left, whatever the clock of that node says."""
    north, _ = two()
    south = Log("south", FixedClock(MORNING - timedelta(days=365)))
    south.takes(north.leaves("r1"), north, r1="OM-1042")
    north.clock.advance(3600)
    north.takes(south.leaves("r1", to="north", expected="2026-03-05"), south, r1="OM-1042")
    shown = made(office(north, south), (north.origin, "r1"))
    assert (shown["gaps"], shown["place"]["name"]) == ([], "north")


def test_one_serial_alone_joins_nothing() -> None:
    """The same maker, model and serial elsewhere are proposed; joined by a person, the passport goes on there."""
    north, south = two()
    north.leaves("r1")
    south.clock.advance(7200)
    south.record([taking.without_slip(south.state, "n1", {"serial": "OM-1042"}, owner="armorer")])
    steps = office(north, south)
    start, other = (north.origin, "r1"), (south.origin, "n1")
    alone = made(steps, start)
    assert [each["unit"] for each in alone["chain"]] == ["north"]
    rows = [
        (other, {"maker": "Uberti", "serial": "om 1042"}),
        (other, {"maker": "Colt", "serial": "OM-1042"}),
    ]
    (one,) = candidates(alone["weapon"], [start], rows)
    assert (one["origin"], one["thing"]) == other
    assert candidates({**alone["weapon"], "serial": ""}, [start], rows) == []
    assert candidates(alone["weapon"], [start, other], rows) == []
    joined = made(steps, start, joined=[(start, other)])
    assert [each["unit"] for each in joined["chain"]] == ["north", "south"]
    assert len(joined["gaps"]) == 1


def test_two_that_say_they_have_it_are_shown_as_a_dispute() -> None:
    """Brought in again at its sender while another unit has it, it is nowhere, and both claims stand on it."""
    north, south = two()
    south.takes(north.leaves("r1"), north, r1="OM-1042")
    north.say("bring", weapon="r1")
    shown = made(office(north, south), (north.origin, "r1"))
    assert shown["place"]["kind"] == "unknown"
    (dispute,) = shown["disputes"]
    assert [each["name"] for each in dispute["claims"]] == ["north", "south"]


def test_a_line_has_its_proof_once_the_office_has_a_checkpoint() -> None:
    """Without one there is none, and that is said; with one it leads to the root that the log signed."""
    north, _, steps = travelled()
    with pytest.raises(Unusable) as error:
        proof_of(steps.archive, north.origin, 5)
    assert error.value.code == "consign.no-checkpoint"
    assert isinstance(steps.archive, MemoryArchive)
    signed = north.store.checkpoint()
    read = checkpoint.verify(signed, north.vkey)
    assert steps.archive.advance(north.origin, None, Seen(signed))
    head, _, rest = proof_of(steps.archive, north.origin, 5).decode().partition("\n\n")
    assert rest.encode() == signed
    named, index, *path = head.split("\n")
    assert (named, index) == ("c2sp.org/tlog-proof@v1", "index 4")
    leaf = north.store.entry(5).leaf
    check_inclusion(4, read.size, leaf, [base64text.decode(step) for step in path], read.root)
