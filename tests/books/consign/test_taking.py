"""A slip can be refused; that a thing is here cannot. What came is hot, whatever its papers say."""

from __future__ import annotations

from datetime import timedelta

import pytest

from showsafe.application import consigned
from showsafe.books.consign import slip, taking
from showsafe.books.consign.state import ABSENT, ANOTHER, ARRIVED, CLOSED, REFUSED, RETURNED, TRANSIT
from showsafe.books.consign.taking import Came, Known
from showsafe.domain.spoken import is_hot, spoken
from showsafe.domain.things import Weapon
from showsafe.errors import NotVerified, ShowsafeError
from showsafe.ledger import checkpoint, record
from tests.consigning import Log, two


def refused(north: Log, south: Log, data: bytes, *known: Known, **came: object) -> str:
    """Return the code with which a slip is refused."""
    with pytest.raises(ShowsafeError) as error:
        south.takes(data, north, *known, seals=(), **came)
    return error.value.code


def test_both_records_point_at_each_other() -> None:
    """The arrival names the record by which it left, and the sender's record names the arrival, both by leaf hash."""
    north, south = two()
    data = north.leaves("r1")
    assert (north.one().state, north.one().place.kind, north.one().place.name) == (TRANSIT, "carrier", "road")
    (number,) = south.takes(data, north, r1="om 1042")
    arrived = south.one()
    assert arrived.of is not None
    assert arrived.of.leaf == north.store.entry(arrived.of.record).leaf.hex()
    (closing,) = north.closes(south.receipt(number), south)
    closed = north.one()
    (at,) = closed.receipts
    assert (at.origin, at.record, at.leaf) == (south.origin, number, south.store.entry(number).leaf.hex())
    assert (closed.state, closed.place.name, closing) == (CLOSED, south.origin, north.store.size())
    body = record.read(south.store.entry(number).raw).body
    assert south.store.attachment(body["attachments"][0]) == data


@pytest.mark.parametrize("class_", ["live-capable", "replica", "rubber", "blade", "deactivated"])
def test_what_comes_is_hot_whatever_it_is_said_to_be(class_: str) -> None:
    """A sender that says that it is rubber, or proven empty, makes nothing cold at the other end."""
    north, south = two()
    north.say("register", weapon="r9", serial="X-1", **{"class": class_})
    south.takes(north.leaves("r9"), north, r9="X-1")
    state = south.state
    weapon, belief = state.weapons["r9"], state.believed("r9")
    assert not weapon.enrolled
    assert is_hot(weapon, belief)
    assert spoken(weapon, belief).name == "UNKNOWN"
    assert weapon.class_ == Weapon(id="r9").class_ == "live-capable"


def test_another_serial_is_refused_and_not_told() -> None:
    """The serial read on it has to be the sender's; which one that is, the sentence does not say."""
    north, south = two()
    data = north.leaves("r1")
    with pytest.raises(ShowsafeError) as error:
        south.takes(data, north, r1="OM-1043")
    assert error.value.code == "consign.other-serial"
    assert "1042" not in error.value.says + error.value.now
    assert south.mine.by_record == {}


def test_another_weapon_in_the_box_stands_under_a_name_of_its_own() -> None:
    """What came in its place is recorded, and the one that was sent is nowhere, with a difference that has an owner."""
    north, south = two()
    data = north.leaves("r1")
    another = Came(serial="OM-9", name="r1-found", differs=("serial",))
    (number,) = south.takes(data, north, r1=another)
    found = south.one()
    assert (found.state, found.place.kind, found.place.name) == (ANOTHER, "unknown", "road")
    assert [(code, owner) for code, _, owner in found.differences] == [("serial", "armorer")]
    assert south.state.weapons["r1-found"].serial == "OM-9"
    assert "r1" not in south.state.weapons
    north.closes(south.receipt(number), south)
    assert (north.one().state, north.one().place.kind) == (ANOTHER, "unknown")


def test_a_name_that_stands_for_something_else_is_not_taken() -> None:
    """Nothing that came becomes a weapon that is here; under a name of its own it is recorded."""
    north, south = two()
    south.has("r1", "OTHER-1")
    data = north.leaves("r1")
    assert refused(north, south, data, r1="OM-1042") == "consign.name-taken"
    south.takes(data, north, r1=Came(serial="OM-1042", name="n1"))
    assert south.one("r1").itself[0].said.step.thing == "n1"
    assert south.state.weapons["r1"].serial == "OTHER-1"


def test_two_things_of_one_case_never_become_one() -> None:
    """Two that came with one slip cannot be given one name, said or taken over from the sender."""
    north, south = two()
    north.has("r2", "B")
    data = north.leaves("r1", "r2")
    for names in (("x", "x"), ("r2", "")):
        one, other = (
            Came(serial=read, name=name) for read, name in zip(("OM-1042", "B"), names, strict=True)
        )
        assert refused(north, south, data, r1=one, r2=other) == "consign.name-taken"
    south.takes(data, north, r1=Came(serial="OM-1042", name="r2"), r2=Came(serial="B", name="r1"))
    assert (south.state.weapons["r2"].serial, south.state.weapons["r1"].serial) == ("OM-1042", "B")


def test_a_name_of_a_told_day_is_not_taken_over() -> None:
    """A sender that calls its weapon as a told day does puts nothing among what somebody only told."""
    north, south = two()
    north.has("boathouse/r1", "OM-7")
    data = north.leaves("boathouse/r1")
    came = {"boathouse/r1": Came(serial="OM-7")}
    assert refused(north, south, data, **came) == "consign.name-of-a-day"
    with pytest.raises(ShowsafeError) as error:
        taking.without_slip(south.state, "boathouse/r1", {}, owner="producer")
    assert error.value.code == "consign.name-of-a-day"
    south.takes(data, north, seals=(), **{"boathouse/r1": Came(serial="OM-7", name="n1")})
    assert "n1" in south.state.weapons


def test_a_slip_for_another_unit_and_one_of_its_own_are_refused() -> None:
    """A slip is taken where it is addressed to."""
    north, south = two()
    assert refused(north, south, north.leaves("r1", to="west"), r1="OM-1042") == "consign.other-unit"
    north.has("r2", "B")
    owned = north.leaves("r2", to="Old Mill", to_is=consigned.OWNER)
    assert refused(north, south, owned, r2="B") == "consign.other-unit"
    assert refused(north, north, north.slip("r1"), r1="OM-1042") == "consign.own"


def test_a_slip_is_used_once() -> None:
    """The second time it is refused, by the record that used it; what was not in the case may come after."""
    north, south = two()
    north.has("r2", "OM-1043")
    data = north.leaves("r1", "r2")
    assert refused(north, south, data, r1="OM-1042") == "consign.not-said"
    south.takes(data, north, r1="OM-1042", r2=None)
    assert south.one("r2").state == ABSENT
    assert refused(north, south, data, r1="OM-1042", r2="OM-1043") == "consign.slip-used"
    south.takes(data, north, r2="OM-1043")
    assert south.one("r2").state == ARRIVED
    assert refused(north, south, data, r2="OM-1043") == "consign.slip-used"
    assert refused(north, south, data, r3="X") == "consign.not-in-it"


def test_an_old_slip_is_refused() -> None:
    """Long after its day, and where that log was shown further along for a later slip, a new one is asked for."""
    north, south = two()
    first = north.leaves("r1")
    north.clock.advance(2 * 86_400)
    north.has("r2", "B")
    south.takes(north.leaves("r2"), north, r2="B")
    later = Known(checkpoint.read(north.store.checkpoint()), north.one("r2").sent.step.at)  # type: ignore[union-attr]
    assert refused(north, south, first, later, r1="OM-1042") == "consign.stale"
    assert refused(north, south, first, Known(later.checkpoint), r1="OM-1042") == "consign.stale"
    assert south.takes(north.slip("r1"), north, later, r1="OM-1042")
    north.has("r3", "C")
    data = north.leaves("r3")
    south.clock.advance(34 * 86_400)
    assert refused(north, south, data, r3="C") == "consign.stale"


def test_two_slips_of_one_day_come_in_any_order() -> None:
    """A log that is a little further along in the other slip of the same van is no reason to refuse one."""
    north, south = two()
    first = north.leaves("r1")
    north.has("r2", "B")
    second = north.leaves("r2")
    known = Known(checkpoint.read(north.store.checkpoint()), north.one("r2").sent.step.at)  # type: ignore[union-attr]
    south.takes(second, north, r2="B")
    assert south.takes(first, north, known, r1="OM-1042")


def test_a_log_that_was_shown_otherwise_is_refused_as_evidence() -> None:
    """The same size with another root is a fork; fewer records than before, for a later slip, is a roll-back."""
    north, south = two()
    other, _ = two()
    other.say("acknowledge", about="r1", says="another history")
    north.say("acknowledge", about="r1", says="this history")
    data = north.leaves("r1")
    other.leaves("r1")
    forked = Known(checkpoint.read(other.store.checkpoint()))
    assert forked.checkpoint.size == checkpoint.read(north.store.checkpoint()).size
    with pytest.raises(NotVerified) as error:
        south.takes(data, north, forked, r1="OM-1042")
    assert error.value.code == "consign.forked"
    other.has("r7", "D")
    before = (north.clock.now() - timedelta(hours=1)).isoformat()[:19] + "Z"
    ahead = Known(checkpoint.read(other.store.checkpoint()), before)
    assert refused(north, south, data, ahead, r1="OM-1042") == "consign.rolled-back"


def test_what_came_without_a_slip_is_recorded_with_an_owner() -> None:
    """Whatever was wrong with the papers, the thing is here, hot, and somebody looks after the difference."""
    _, south = two()
    said = {"serial": "OM-1042", "carrier": "a van", "why": "the slip was altered"}
    (number,) = south.record([taking.without_slip(south.state, "n1", said, owner="producer")])
    (found,) = south.mine.without
    assert [(code, owner) for code, _, owner in found.differences] == [("no-slip", "producer")]
    assert is_hot(south.state.weapons["n1"], south.state.believed("n1"))
    assert record.read(south.store.entry(number).raw).body["kind"] == "brought"
    with pytest.raises(ShowsafeError) as error:
        taking.without_slip(south.state, "n1", said, owner="producer")
    assert error.value.code == "consign.here-already"


def test_what_was_not_taken_goes_back_to_its_sender() -> None:
    """Refused, it is with the carrier; back at its sender it is hot, and the consignment is over."""
    north, south = two()
    (number,) = south.takes(north.leaves("r1"), north, r1=("refused", "no permit here"))
    assert "r1" not in south.state.weapons
    north.closes(south.receipt(number), south)
    assert (north.one().state, north.one().place.name) == (REFUSED, "road")
    north.record([taking.back(north.here(), "r1", Came(serial="OM-1042"), owner="armorer")])
    assert (north.one().state, north.one().place.name) == (RETURNED, north.origin)
    assert is_hot(north.state.weapons["r1"], north.state.believed("r1"))


def test_a_rubber_one_that_comes_back_is_hot_too() -> None:
    """What is inert by the record and was away is unknown when it comes back: somebody may have changed it for one."""
    north, _ = two()
    north.say("register", weapon="rubber", serial="X", **{"class": "rubber"})
    north.leaves("rubber")
    north.record([taking.back(north.here(), "rubber", Came(serial="X"), owner="armorer")])
    assert is_hot(north.state.weapons["rubber"], north.state.believed("rubber"))


def test_seals_and_a_serial_that_nobody_read_are_differences() -> None:
    """Other seals than were put on, and no serial read, are named; the thing is taken."""
    north, south = two()
    data = north.leaves("r1", seals=("C1", "C2"))
    south.takes(data, north, seals=("C1", "C9"), r1="")
    assert [code for code, _, _ in south.one().differences] == ["serial-not-read", "seal"]


def test_a_box_of_rounds_travels_too() -> None:
    """A lot comes with what its sender's record says of it, and with nothing proven."""
    north, south = two()
    north.say("receive", lot="blanks", kind="blank", load="half", calibre=".45 Colt", count=20,
              state="sealed", countersigned_by="assistant")  # fmt: skip
    north.say("consign", lot="blanks", to="road")
    south.takes(north.slip("blanks"), north, blanks="")
    lot = south.state.lots["blanks"]
    assert (lot.kind, lot.box, lot.proven) == ("blank", 20, 0)


def test_what_is_waited_for_is_shown_at_the_receiver_too() -> None:
    """A slip that comes first makes its things awaited, with carrier and day, once."""
    north, south = two()
    data = north.leaves("r1", seals=("C1",))
    proven = slip.prove(slip.read(data), [north.vkey])
    south.record(taking.expecting(south.here(), proven, "producer"))
    found = south.one()
    assert (found.state, found.place.kind, found.carrier, found.seals) == (
        TRANSIT,
        "carrier",
        "road",
        ("C1",),
    )
    with pytest.raises(ShowsafeError) as error:
        taking.expecting(south.here(), proven, "producer")
    assert error.value.code == "consign.slip-used"
    south.takes(data, north, seals=("C1",), r1="OM-1042")
    assert south.one().state == ARRIVED
