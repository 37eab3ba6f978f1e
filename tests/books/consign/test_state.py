"""A thing is in exactly one place; two logs that both say that they have it are a dispute, which is shown."""

from __future__ import annotations

import contextlib
from random import Random

import pytest

from showsafe.adapters.clock import FixedClock
from showsafe.application import consigned
from showsafe.application.consigned import Pointer, Words
from showsafe.books.consign import sending, taking
from showsafe.books.consign.state import (
    CARRIER,
    DISPUTED,
    MISSING,
    OWNER,
    UNIT,
    UNKNOWN,
    Consignments,
    Place,
)
from showsafe.books.consign.taking import Came
from showsafe.errors import ShowsafeError
from tests.consigning import Log, two
from tests.simulator import MORNING


def all_of(*logs: Log) -> Consignments:
    """Return the consignments over all logs, each known in full."""
    found = Consignments(said for log in logs for said in log.said)
    found.check(log.origin for log in logs)
    return found


def test_a_thing_goes_from_unit_to_unit_and_back() -> None:
    """Followed from log to log it is with the last one; the way back is a consignment of its own."""
    north, south = two()
    south.takes(north.leaves("r1"), north, r1=Came(serial="OM-1042", name="n1"))
    found = all_of(north, south)
    assert found.where(north.origin, "r1") == found.where(south.origin, "n1") == Place(UNIT, south.origin)
    assert found.claims(north.origin, "r1") == [Place(UNIT, south.origin)]
    north.takes(south.leaves("n1", to="north"), south, n1=Came(serial="OM-1042", name="r1"))
    found = all_of(north, south)
    assert found.where(south.origin, "n1").name == north.origin
    assert found.chain(north.origin, "r1") == [(north.origin, "r1"), (south.origin, "n1")]


def test_another_carrier_and_a_loss_are_said_on_the_way() -> None:
    """It is with the carrier named last; lost, it is nowhere; found and taken after all, it is where it came."""
    north, south = two()
    data = north.leaves("r1")
    north.record([sending.another_carrier(north.mine, north.origin, "r1", "rail", "the van broke down", "")])
    assert all_of(north, south).where(north.origin, "r1").name == "rail"
    found_at = "2026-03-02T09:00:00Z"
    north.record([sending.missing(north.mine, north.origin, "r1", "theft", found_at, "")])
    place = all_of(north, south).where(north.origin, "r1")
    assert (place.kind, place.name, north.one().state) == (UNKNOWN, "rail", MISSING)
    south.takes(data, north, r1="OM-1042")
    assert all_of(north, south).where(north.origin, "r1").name == south.origin


def test_an_owner_signs_a_paper() -> None:
    """What went to an owner who keeps no log is with them by a paper; a unit answers with a receipt instead."""
    north, _ = two()
    north.say("return-to-owner", weapon="r1", to="road")
    north.slip("r1", to="Old Mill", to_is=consigned.OWNER)
    north.record([sending.signed_for(north.mine, north.origin, "r1", "note 14")])
    assert all_of(north).where(north.origin, "r1").kind == OWNER
    north.has("r2", "B")
    north.leaves("r2")
    with pytest.raises(ShowsafeError) as error:
        sending.signed_for(north.mine, north.origin, "r2", "note 15")
    assert error.value.code == "consign.has-a-log"


def lie(log: Log, words: Words, thing: str = "r1", *, brought: bool = False) -> None:
    """Let a log say whatever words, as somebody who types them would."""
    if brought:
        log.say("bring", weapon=thing, says=consigned.write(words))
    else:
        log.say("acknowledge", about=thing, says=consigned.write(words))


def test_two_that_say_they_took_it_are_a_dispute() -> None:
    """Whoever claims an arrival of what came elsewhere makes a dispute, and it is in neither custody."""
    north, south = two()
    west = Log("west", north.clock)
    south.takes(north.leaves("r1"), north, r1="OM-1042")
    of = south.one().of
    lie(west, Words(consigned.ARRIVED, of, {"owner": "armorer", "thing": "r1"}), brought=True)
    found = all_of(north, south, west)
    (one,) = found
    assert (one.state, set(one.disputes)) == (DISPUTED, {"arrived-twice", "other-unit"})
    assert found.where(north.origin, "r1").kind == UNKNOWN
    claims = found.claims(north.origin, "r1")
    assert {Place(UNIT, south.origin), Place(UNIT, west.origin)} < set(claims)


def test_a_sender_that_says_that_it_came_back_makes_a_dispute() -> None:
    """Brought in again at its sender without a word of where from, it is with two; so it is with nobody."""
    north, south = two()
    south.takes(north.leaves("r1"), north, r1="OM-1042")
    north.say("bring", weapon="r1")
    found = all_of(north, south)
    assert found.claims(south.origin, "r1") == [Place(UNIT, south.origin), Place(UNIT, north.origin)]
    assert found.where(south.origin, "r1").kind == UNKNOWN


def test_a_pointer_to_no_such_record_spoils_nothing() -> None:
    """Whoever names another leaf hash speaks of another record: that is disputed, and the real one is not."""
    north, south = two()
    west = Log("west", north.clock)
    south.takes(north.leaves("r1"), north, r1="OM-1042")
    of = south.one().of
    assert of is not None
    forged = Pointer(of.origin, of.record, "0" * 64)
    lie(west, Words(consigned.ARRIVED, forged, {"owner": "armorer", "thing": "r1"}), brought=True)
    found = all_of(north, south, west)
    assert found.by_record[of].disputes == []
    assert found.by_record[forged].disputes == ["never-left"]
    assert found.where(north.origin, "r1").name == south.origin


def test_a_log_that_speaks_for_the_sender_is_named() -> None:
    """Only the log that it left says how it was sent and that it is closed."""
    north, south = two()
    north.leaves("r1")
    of = north.one().of
    says = {"to": "west", "to_is": "unit", "carrier": "another", "expected": "2026-03-09"}
    lie(south, Words(consigned.SENT, of, says))
    (one,) = all_of(north, south)
    assert (one.disputes, one.word("to"), one.carrier) == (["not-its-sender"], "south", "road")


def test_a_receipt_that_the_other_log_does_not_have_is_a_dispute() -> None:
    """A sender that points at an arrival that is none there is found by whoever has both logs."""
    north, south = two()
    north.leaves("r1")
    of = north.one().of
    at = Pointer(south.origin, 2, south.store.entry(2).leaf.hex())
    lie(north, Words(consigned.CLOSED, of, {"how": "receipt", "at": at.as_json()}))
    assert north.one().place.name == south.origin
    (one,) = all_of(north, south)
    assert (one.disputes, one.place.kind) == (["no-such-arrival"], UNKNOWN)


def test_a_receipt_of_another_unit_than_it_was_sent_to_is_a_dispute() -> None:
    """Its sender records what that unit says, and both see that it is not where it was to go."""
    north, south = two()
    west = Log("west", north.clock)
    data = north.leaves("r1")
    of = north.one().of
    lie(west, Words(consigned.ARRIVED, of, {"owner": "armorer", "thing": "r1"}), brought=True)
    north.closes(west.receipt(west.store.size()), west)
    assert (north.one().state, north.one().disputes) == (DISPUTED, ["other-unit"])
    south.takes(data, north, r1="OM-1042")
    assert all_of(north, south, west).where(north.origin, "r1").kind == UNKNOWN


def test_two_people_settle_a_difference() -> None:
    """A difference is looked after until two people say how it was settled, and never by one alone."""
    north, south = two()
    (number,) = south.takes(north.leaves("r1"), north, r1="")
    with pytest.raises(ShowsafeError) as error:
        sending.settling(south.mine, south.origin, number, "read it", "armorer", "armorer")
    assert error.value.code == "consign.same-person"
    south.record([sending.settling(south.mine, south.origin, number, "read it", "armorer", "assistant")])
    assert not [*south.one().differences]
    with pytest.raises(ShowsafeError) as again:
        sending.settling(south.mine, south.origin, number, "read it", "armorer", "assistant")
    assert again.value.code == "consign.nothing-differs"


def test_what_is_over_or_never_left_takes_no_words() -> None:
    """Nothing is said of a way that is none."""
    north, south = two()
    with pytest.raises(ShowsafeError) as here:
        north.slip("r1")
    assert here.value.code == "consign.not-sent"
    (number,) = south.takes(north.leaves("r1"), north, r1="OM-1042")
    receipt = south.receipt(number)
    north.closes(receipt, south)
    for made in (
        lambda: north.slip("r1"),
        lambda: sending.missing(north.mine, north.origin, "r1", "loss", "2026-03-02T09:00:00Z", ""),
    ):
        with pytest.raises(ShowsafeError) as over:
            made()
        assert over.value.code == "consign.over"
    with pytest.raises(ShowsafeError) as used:
        north.closes(receipt, south)
    assert used.value.code == "consign.receipt-used"
    with pytest.raises(ShowsafeError) as another:
        south.closes(receipt, south)
    assert another.value.code == "consign.not-ours"


@pytest.mark.parametrize(
    ("way", "code"),
    [
        ({"carrier": "rail"}, "consign.other-carrier"),
        ({"to": "north"}, "consign.to-itself"),
        ({"expected": "2026-03-01"}, "consign.no-time"),
        ({"expected": "2026-3-9"}, "consign.not-sayable"),
        ({"seals": ("two\nlines",)}, "consign.not-sayable"),
    ],
)
def test_a_way_that_cannot_be_is_refused(way: dict[str, str], code: str) -> None:
    """Another carrier than the record's, the unit itself, a day before it left: each is refused with a sentence."""
    north, _ = two()
    north.say("consign", weapon="r1", to="road")
    with pytest.raises(ShowsafeError) as error:
        north.slip("r1", **way)
    assert error.value.code == code


def _something(pick: Random, logs: list[Log], slips: list[tuple[Log, Log, str, bytes]]) -> None:
    """Let somebody do something at one of the units, rightly or wrongly."""
    log, other = pick.sample(logs, 2)
    deed = pick.choice(
        ("leaves", "leaves", "takes", "takes", "takes", "carrier", "missing", "back", "brought")
    )
    things = [name for name in log.state.weapons if not log.state.believed(name).gone]
    gone = [name for name in log.state.weapons if log.state.believed(name).gone]
    with contextlib.suppress(ShowsafeError):
        if deed == "leaves" and things:
            thing = pick.choice(things)
            slips.append((log, other, thing, log.leaves(thing, to=other.name)))
        elif deed == "takes" and slips:
            sender, to, thing, data = pick.choice(slips[-4:])
            how = pick.choice(
                (Came(serial="S"), Came(serial="S"), None, ("refused", "why"), _another(to, pick))
            )
            (number,) = to.takes(data, sender, seals=(), **{thing: how})
            if pick.random() < 0.5:
                sender.closes(to.receipt(number), to)
        elif gone and deed == "carrier":
            log.record([sending.another_carrier(log.mine, log.origin, pick.choice(gone), "rail", "", "")])
        elif gone and deed == "missing":
            at = "2026-03-02T09:00:00Z"
            log.record([sending.missing(log.mine, log.origin, pick.choice(gone), "loss", at, "")])
        elif gone and deed == "back":
            log.record([taking.back(log.here(), pick.choice(gone), Came(serial="S"), owner="armorer")])
        elif gone and deed == "brought" and pick.random() < 0.3:
            log.say("bring", weapon=pick.choice(gone))


def _another(log: Log, pick: Random) -> Came:
    return Came(serial="OTHER", name=f"odd-{log.name}-{pick.randrange(10**6)}", differs=("serial",))


@pytest.mark.parametrize("seed", range(4))
def test_whatever_people_do_a_thing_is_in_one_place(seed: int) -> None:
    """After any acts at three units a weapon is with one unit, one carrier, or unknown for a reason that is shown."""
    pick, clock = Random(seed), FixedClock(MORNING)  # noqa: S311 - which acts, and no secret
    logs = [Log(name, clock) for name in ("north", "south", "west")]
    for number, log in enumerate(logs):
        log.has(f"r{number}", "S")
        log.has(f"p{number}", "S")
    slips: list[tuple[Log, Log, str, bytes]] = []
    for _ in range(50):
        clock.advance(60)
        _something(pick, logs, slips)
    found = all_of(*logs)
    assert len(list(found)) > 2
    for key in found.moves:
        chain, place, claims = found.chain(*key), found.where(*key), found.claims(*key)
        assert {found.where(*each) for each in chain if each in found.moves} == {place}
        here = [origin for origin, _ in (each for each in chain if _has(found, each))]
        of_it = [each for each in found if each.of and (each.of.origin, each.thing) in chain]
        shown = len(claims) > 1 or any(each.disputes for each in of_it)
        assert len(here) < 2 or (shown and place.kind == UNKNOWN)
        assert place.kind in (UNIT, CARRIER, UNKNOWN)
        if place.kind == UNIT:
            assert here == [place.name]
        elif not shown:
            assert not here
            assert any(each.place == place for each in of_it)


def _has(found: Consignments, key: tuple[str, str]) -> bool:
    moves = found.moves.get(key, [])
    return bool(moves) and moves[-1].step.kind == consigned.CAME
