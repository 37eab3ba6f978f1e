"""Keys and erasure in the state: what counts from when, and what is left of somebody who is erased."""

from __future__ import annotations

import base64

import pytest

from showsafe.domain.effects.forgetting import personal_keys
from showsafe.domain.named import of_a_person, people_named
from showsafe.ledger.keys import DeviceKey
from tests.simulator import FilmSet, a_day

ONE, TWO = (base64.b64encode(DeviceKey(letter * 32).public).decode() for letter in (b"1", b"2"))


def with_key() -> tuple[FilmSet, str]:
    """Return a day on which the grip has a key, and the key's id."""
    day = a_day()
    day.permit("enrol-key", "producer", of="grip", key=ONE, witness="first-ad")
    (key,) = day.state.keys
    return day, key


def test_a_rotated_key_ends_where_the_new_one_begins() -> None:
    """The old key counts until the record that replaces it, the new one from there on, for the same owner."""
    day, old = with_key()
    day.permit("rotate-key", "producer", key_id=old, key=TWO, witness="first-ad")
    ended, new = day.state.keys.values()
    assert (ended.id, ended.holds, ended.until) == (old, False, day.number)
    assert (new.of, new.public, new.since, new.holds) == ("grip", TWO, day.number, True)


def test_a_revocation_counts_also_where_it_is_only_reported() -> None:
    """A revocation holds by either door, once: the record of the first one stays its end."""
    day, key = with_key()
    day.report("revoke-key", "performer", key_id=key)
    end = day.state.keys[key].until
    assert end == day.number
    day.report("revoke-key", "performer", key_id=key)
    assert day.state.keys[key].until == end


def test_what_is_not_on_record_is_not_revoked_or_replaced() -> None:
    """An unknown key changes nothing, whoever names it."""
    day, key = with_key()
    before = day.state.keys
    day.report("revoke-key", "producer", key_id="0" * 32)
    day.report("rotate-key", "producer", key_id="0" * 32, key=TWO, witness="first-ad")
    assert day.state.keys == before
    assert key in before


def test_the_owner_of_a_key_is_named_like_everybody() -> None:
    """An act about the key of a person names that person; one about a device names nobody."""
    day = a_day()
    act = day.act("enrol-key", "producer", of="grip", key=ONE, witness="first-ad")
    assert ("of", "grip") in set(people_named(act))
    device = day.act("enrol-key", "producer", of="device:tablet-2", key=ONE, witness="first-ad")
    assert {key for key, _ in people_named(device)} == {"by", "witness"}
    assert not of_a_person("node")


@pytest.mark.parametrize(
    ("kind", "said", "keys"),
    [
        ("enrol", {"person": "grip"}, ("name", "contact", "age", "credentials", "papers", "prohibited")),
        ("record-paper", {"kind": "parent", "about": "grip"}, ("number",)),
        ("record-paper", {"kind": "permission", "about": "day"}, ()),
        ("record-paper", {"kind": "permission"}, ()),
        ("staff", {"person": "grip", "duties": "weapons"}, ()),
    ],
)
def test_what_is_personal(kind: str, said: dict[str, str], keys: tuple[str, ...]) -> None:
    """What describes a person is personal, and the number of a paper about one; a permit of the day is not."""
    day = a_day()
    assert personal_keys(day.act(kind, "producer", **said), day.state) == keys


def test_an_erased_person_may_be_given_nothing() -> None:
    """Erased, a performer is refused as one who may not be given a weapon; enrolled anew, as nobody instructed."""
    day = a_day().ready()
    offer = {"weapon": "revolver", "to": ["performer"], "scene": "saloon"}
    day.permit("erase", "producer", person="performer")
    assert "receiver.prohibited" in day.against("offer", **offer)
    day.permit("enrol", "producer", person="performer", roles=["performer"], age=30)
    assert "receiver.prohibited" not in day.against("offer", **offer)


def test_papers_about_somebody_go_with_them() -> None:
    """A paper about an erased person is gone, that of the day stays."""
    day = a_day()
    day.permit("record-paper", "producer", kind="parent", about="grip", number="17")
    day.permit("record-paper", "producer", kind="permission", about="day", number="4")
    day.permit("erase", "producer", person="grip")
    assert "grip/parent" not in day.state.papers
    assert day.state.papers["day/permission"].number == "4"


def test_an_ask_about_somebody_erased_lapses() -> None:
    """A refused ask that says something of an erased person is not open any more."""
    day = a_day()
    refused = day.ask("enrol", "grip", person="grip", age=29)
    other = day.ask("enrol", "grip", person="camera", age=29)
    day.permit("erase", "producer", person="grip")
    assert refused.event.act.act_id not in day.state.pending
    assert other.event.act.act_id in day.state.pending


def test_the_way_back_stays_open() -> None:
    """Whoever was erased meanwhile can still raise a concern, stop the set, and have a weapon isolated."""
    day = a_day().out()
    day.permit("erase", "producer", person="grip")
    day.permit("raise-concern", "grip", says="the box was open")
    day.permit("isolate", "grip", weapon="revolver")
    day.permit("stop", "grip", about="somebody is hurt")
