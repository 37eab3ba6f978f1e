"""Keys that sign, and what is forgotten of somebody: the state after each such record, whole."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from showsafe.domain.acts import Act
from showsafe.domain.effects import forgetting, keys
from showsafe.domain.events import Event
from showsafe.domain.state import Pending, State
from showsafe.domain.things import Key, Paper, Person
from tests.domain.values import ARMORER, BEFORE, PEOPLE, a_state, event

OLD = Key(id="old", of="grip", algorithm="ed25519", public="b2xk", since=3)
OTHER = Key(id="other", of="armorer", algorithm="webauthn-es256", public="b3RoZXI=", since=4)
NODE = Key(id="node-key", of="node", algorithm="ed25519", public="bm9kZQ==", since=1)
KEYS = {"old": OLD, "other": OTHER, "node-key": NODE}
DAY = a_state(keys=KEYS, settings="before")


def test_a_unit_is_opened_by_its_node() -> None:
    """With the opening of a unit its profile, its settings and the key of its node hold, under the name of the key."""
    said: dict[str, Any] = {
        "profile": "us-ca",
        "offset_minutes": -480,
        "device_key": "YWJj",
        "settings": "sums",
    }
    name = "ba7816bf8f01cfea414140de5dae2223"
    key = Key(id=name, of="node", algorithm="ed25519", public="YWJj", since=9, until=0)
    after = keys.open_unit(State(), event("open-unit", **said))
    assert after == State(profile="us-ca", offset_minutes=-480, settings="sums", keys={name: key})


def test_other_settings_hold() -> None:
    """A change of the settings changes them and nothing else."""
    assert keys.change_settings(DAY, event("change-settings", settings="sums")) == replace(
        DAY, settings="sums"
    )


def test_a_key_that_is_enrolled() -> None:
    """An enrolled key is on record as it was said, from this record on, beside all others."""
    said = {"key_id": "new", "key_of": "device:tablet", "algorithm": "webauthn-es256", "key": "bmV3"}
    key = Key(id="new", of="device:tablet", algorithm="webauthn-es256", public="bmV3", since=9)
    assert keys.enrol_key(DAY, event("enrol-key", **said)) == replace(DAY, keys={**KEYS, "new": key})


@pytest.mark.parametrize("old", [OLD, NODE, OTHER])
def test_a_key_that_is_replaced(old: Key) -> None:
    """A replaced key ends with the record from which the new one counts, for the same owner and of the same kind."""
    after = keys.rotate_key(DAY, event("rotate-key", key_id=old.id, new_key_id="new", key="bmV3"))
    new = replace(old, id="new", public="bmV3", since=9, until=0)
    assert after == replace(DAY, keys={**KEYS, old.id: replace(old, until=9), "new": new})


def test_a_key_in_the_place_of_one_that_has_ended_counts() -> None:
    """A new key in the place of one that was revoked counts, and is not over with it."""
    ended = replace(DAY, keys={**KEYS, "old": replace(OLD, until=5)})
    after = keys.rotate_key(ended, event("rotate-key", key_id="old", new_key_id="new", key="bmV3"))
    assert after.keys["new"] == replace(OLD, id="new", public="bmV3", since=9, until=0)


@pytest.mark.parametrize(
    ("name", "end"), [("old", 9), ("other", 9), ("node-key", 0), ("unknown", 0), ("", 0)]
)
def test_a_key_that_is_revoked(name: str, end: int) -> None:
    """A revoked key counts no more; that of the node is never revoked, and an unknown one changes nothing."""
    after = keys.revoke_key(DAY, event("revoke-key", key_id=name))
    assert after == replace(DAY, keys={**KEYS, name: replace(KEYS[name], until=end)} if end else KEYS)


def test_what_has_ended_ends_once() -> None:
    """A key that is over stays over since its first end, and an unknown one is not replaced."""
    ended = replace(DAY, keys={**KEYS, "old": replace(OLD, until=5)})
    assert keys.revoke_key(ended, event("revoke-key", key_id="old")) == ended
    assert keys.rotate_key(DAY, event("rotate-key", key_id="no", new_key_id="new", key="bmV3")) == DAY


# --- forgetting ---------------------------------------------------------------------------------------

PERSONAL = ("name", "contact", "age", "credentials", "papers", "prohibited")


@pytest.mark.parametrize(
    ("kind", "said", "subject", "personal"),
    [
        ("enrol", {"person": "grip"}, "grip", PERSONAL),
        ("describe", {"person": "grip"}, "grip", PERSONAL),
        ("describe", {"weapon": "revolver"}, "", ()),
        ("staff", {"person": "grip", "about": "grip"}, "", ()),
        ("record-paper", {"about": "armorer", "person": "grip"}, "armorer", ("number",)),
        ("record-paper", {"about": "erased"}, "erased", ("number",)),
        ("record-paper", {"about": "revolver"}, "revolver", ()),
        ("record-paper", {}, "", ()),
    ],
)
def test_whose_values_are_personal(
    kind: str, said: dict[str, str], subject: str, personal: tuple[str, ...]
) -> None:
    """What describes a person is personal, and the number of a paper about one who is or was on record."""
    day = replace(DAY, sealed={"erased": ("c1",)})
    act = event(kind, **said).act
    assert (forgetting.subject_of(act), forgetting.personal_keys(act, day)) == (subject, personal)


def sealing(**more: Any) -> Event:  # noqa: ANN401 - values of fields
    """Return a record that says two personal values by their commitments."""
    return event("enrol", person="grip", sealed=(("name", "c2"), ("age", "c1"), ("contact", "c3")), **more)


@pytest.mark.parametrize(
    ("before", "after"), [({}, ("c2", "c1", "c3")), ({"grip": ("c1", "c0")}, ("c1", "c0", "c2", "c3"))]
)
def test_commitments_are_kept_by_person(before: dict[str, tuple[str, ...]], after: tuple[str, ...]) -> None:
    """Each commitment is kept once, in order, of the person it is about, so that all of them can be found again."""
    day = replace(DAY, sealed={"other": ("c9",), **before})
    assert forgetting.sealed_values(day, sealing()) == replace(day, sealed={"other": ("c9",), "grip": after})


def test_a_confirmed_act_says_whom_it_is_about() -> None:
    """Where a record completes an earlier act, the commitments are about whom that act describes."""
    earlier = event("enrol", person="grip").act
    confirm = replace(event("confirm", of_act="act-3"), completes=earlier, sealed=(("name", "c1"),))
    assert forgetting.sealed_values(DAY, confirm).sealed == {"grip": ("c1",)}


def asked(kind: str, **said: str) -> Pending:
    """Return an ask that was held."""
    act = Act(kind=kind, act_id="act-3", by="armorer", at=BEFORE, **said)  # type: ignore[arg-type]
    return Pending(act=act, outcome="hold", codes=("duty.other",), at=BEFORE, record=3)


ASKED = {
    "one": asked("enrol", person="armorer"),
    "two": asked("enrol", person="assistant"),
    "three": asked("load", weapon="revolver", person="armorer"),
}
PAPERS = {
    "armorer/course": Paper(kind="course", about="armorer"),
    "day/fire": Paper(kind="fire", about="day"),
}


@pytest.mark.parametrize(
    ("sealed", "named", "left"),
    [
        (("c1", "c2"), ("c1", "c2"), {}),
        (("c1", "c2"), ("c1", "c2", "c3"), {}),
        (("c1", "c2"), ("c2",), {"armorer": ("c1",)}),
        ((), (), {}),
    ],
)
def test_what_is_left_of_somebody_erased(
    sealed: tuple[str, ...], named: tuple[str, ...], left: dict[str, tuple[str, ...]]
) -> None:
    """Of somebody erased the id, job and instruction are left, and what the record did not name; nobody arms them."""
    others = {"assistant": ("c1",)}
    before = replace(
        DAY, papers=PAPERS, pending=ASKED, sealed={**others, **({"armorer": sealed} if sealed else {})}
    )
    after = forgetting.erase(before, event("erase", person="armorer", commitments=named))
    gone = Person(
        id="armorer", duties=ARMORER.duties, instructed=ARMORER.instructed, prohibited=True, erased=True
    )
    assert after == replace(
        before,
        people={**PEOPLE, "armorer": gone},
        papers={"day/fire": PAPERS["day/fire"]},
        pending={"two": ASKED["two"], "three": ASKED["three"]},
        sealed={**others, **left},
    )


def test_who_was_never_on_record_is_not_put_there_by_being_erased() -> None:
    """To erase somebody whom the record does not know changes nothing."""
    assert forgetting.erase(DAY, event("erase", person="stranger")) == DAY
