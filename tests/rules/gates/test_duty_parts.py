"""Gate *duty*: whose second person counts, who has one part only, and how many weapons one custodian watches."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from showsafe.domain.things import Cartridge, Key
from tests.files import drawn
from tests.rules.gates.asking import believed, found, known, of_lot, ruled
from tests.simulator import FilmSet, a_day

OFFER: dict[str, Any] = {"weapon": "revolver", "to": ["performer"]}
BLANK = Cartridge(place="chamber:1", lot="blanks", kind="blank", size="half")
DUMMY = Cartridge(place="chamber:1", lot="dummies", kind="dummy")
SPENT = replace(BLANK, state="spent")
UNTAUGHT = ["note witness-not-instructed", "note witness-order"]


def alone(day: FilmSet, *wanted: str) -> FilmSet:
    """Leave only these people on record."""
    day.state = replace(day.state, people={name: day.state.people[name] for name in wanted})
    return day


@pytest.mark.parametrize("kind", ["offer", "hand-over"])
def test_to_oneself(kind: str) -> None:
    """Nothing is handed to the person who gives it; a box is no exception."""
    day = a_day()
    said = {"to": ["armorer"], **({"witness": "safety"} if kind == "hand-over" else {})}
    assert "same-person" in found("duty", day, kind, weapon="revolver", **said)
    assert "same-person" in found("duty", day, kind, lot="blanks", **said)
    assert "same-person" not in found("duty", day, kind, **{**OFFER, **said, "to": ["performer"]})


def test_accepting_ones_own_offer() -> None:
    """Nobody accepts what they offered themselves."""
    day = believed(a_day(), holder="performer")
    assert "same-person" in found("duty", day, "accept", "performer", weapon="revolver", witness="safety")
    assert "same-person" not in found("duty", day, "accept", "partner", weapon="revolver", witness="safety")
    assert "same-person" not in found("duty", day, "rehearse", "performer", weapon="revolver")


@pytest.mark.parametrize(
    ("kind", "by", "keys", "expected"),
    [
        ("lock", "armorer", {"weapon": "sabre"}, ["hold second-person-missing"]),
        ("lock", "armorer", {"weapon": "sabre", "witness": "armorer"}, ["same-person"]),
        ("lock", "armorer", {"weapon": "sabre", "witness": "prop-master"}, []),
        ("lock", "armorer", {"weapon": "sabre", "witness": "assistant"}, ["note witness-order"]),
        ("lock", "armorer", {"lot": "blanks", "witness": "assistant"}, []),
        ("accept", "performer", {"weapon": "sabre", "witness": "performer"}, ["note same-person"]),
        ("accept", "performer", {"weapon": "sabre", "witness": "house"}, ["note witness-order"]),
        ("accept", "performer", {"weapon": "sabre"}, ["hold second-person-missing"]),
        ("load", "armorer", {"weapon": "sabre", "witness": "house", "rounds": []}, ["witness-conflict"]),
        ("load", "armorer", {"weapon": "sabre", "witness": "performer", "rounds": []}, ["witness-conflict"]),
        ("enrol", "producer", {"person": "new", "age": 20}, []),
        ("staff", "producer", {"person": "producer", "duties": ["first-ad"]}, ["same-person"]),
        ("staff", "producer", {"person": "armorer", "duties": ["first-ad"]}, []),
        ("show", "armorer", {"weapon": "sabre"}, []),
        ("pass-open", "armorer", {"weapon": "sabre", "to": ["assistant"]}, []),
        ("take", "first-ad", {"weapon": "sabre"}, []),
        ("assess", "safety", {"witness": "producer"}, []),
        ("assess", "safety", {}, ["hold second-person-missing"]),
        ("open-day", "first-ad", {"witness": "grip"}, []),
    ],
)
def test_the_second_person(kind: str, by: str, keys: dict[str, Any], expected: list[str]) -> None:
    """Where two belong one is waited for; nobody is their own second, and neither a user nor the supplier is one."""
    day = known(a_day().planned("sabre"), "house", roles=("supplier",), instructed=("any", "blade"))
    ruled(day, max_hot_out=9)
    known(day, "prop-master", instructed=())
    duty = [each for each in found("duty", day, kind, by, **keys) if "incomplete" not in each]
    assert duty == expected


def test_the_watcher_may_be_a_supplier_for_this_gate() -> None:
    """Who may watch at a hand-over is for gate *sight*; here only one's own watch is noted."""
    day = known(a_day().ready(), "house", roles=("supplier",))
    said = {**OFFER, "witness": "house"}
    assert found("duty", day, "hand-over", **said) == UNTAUGHT
    assert found("duty", day, "hand-over", **{**OFFER, "witness": "armorer"}) == ["note same-person"]


@pytest.mark.parametrize(
    ("people", "second", "expected"),
    [
        (("armorer", "assistant"), "assistant", []),
        (("armorer", "assistant", "prop-master"), "assistant", ["note witness-order"]),
        (("armorer", "assistant", "prop-master"), "prop-master", []),
        (("armorer", "assistant", "grip"), "grip", ["note witness-not-instructed", "note witness-order"]),
        (("armorer", "safety"), "safety", ["note witness-not-instructed"]),
    ],
)
def test_the_better_witness(people: tuple[str, ...], second: str, expected: list[str]) -> None:
    """A better placed witness on record is noted, and one who was not instructed; a custodian needs no instruction."""
    assert found("duty", alone(a_day(), *people), "lock", weapon="sabre", witness=second) == expected


def test_one_as_good_is_no_better_witness() -> None:
    """Another of the same place in the order stands against no witness."""
    day = known(a_day(), "second", roles=("assistant-armorer",))
    assert (
        found(
            "duty", alone(day, "armorer", "assistant", "second"), "lock", weapon="sabre", witness="assistant"
        )
        == []
    )


def test_who_receives_it_is_no_better_witness() -> None:
    """A custodian to whom it goes is no better witness of it than another."""
    day = alone(a_day(), "armorer", "prop-master", "assistant")
    to = {"weapon": "sabre", "to": ["prop-master"], "witness": "assistant"}
    assert found("duty", day, "hand-over", **to) == []


@pytest.mark.parametrize(
    ("who", "second", "expected"),
    [
        ("armorer", "assistant", []),
        ("assistant", "armorer", []),
        ("assistant", "grip", ["no-custodian"]),
        ("house", "armorer", ["supplier"]),
        ("armorer", "house", ["supplier", "witness-conflict"]),
        ("assistant", "", ["hold second-person-missing"]),
        ("house", "", ["hold second-person-missing", "supplier"]),
    ],
)
def test_who_proves_rounds(who: str, second: str, expected: list[str]) -> None:
    """One of the two who prove a box is a custodian, and neither supplied it."""
    day = known(of_lot(a_day(), "blanks", supplier="house"), "house", roles=("supplier",))
    keys = {"lot": "blanks", "count": 1, **({"witness": second} if second else {})}
    assert found("duty", day, "prove", who, **keys) == expected


def test_a_box_that_nobody_supplied() -> None:
    """A box without a supplier on record stands against nobody."""
    day = of_lot(a_day(), "blanks", supplier="")
    assert found("duty", day, "prove", lot="blanks", count=1) == ["hold second-person-missing"]


@pytest.mark.parametrize(
    ("by", "keys", "expected"),
    [
        ("producer", {"person": "new", "roles": ["performer"], "age": 30}, []),
        ("producer", {"person": "new", "roles": ["performer"]}, ["age-missing"]),
        ("producer", {"person": "new", "roles": ["armorer"]}, ["age-missing"]),
        ("producer", {"person": "new", "roles": ["crew"]}, []),
        ("producer", {"person": "performer", "roles": ["performer"]}, []),
        ("producer", {"person": "producer", "roles": ["crew"]}, ["same-person"]),
        ("grip", {"person": "new", "roles": ["crew"]}, ["not-the-office"]),
    ],
)
def test_who_enrols(by: str, keys: dict[str, Any], expected: list[str]) -> None:
    """The office enrols, nobody themselves; of whoever will have a weapon in hand the age is said or on record."""
    assert found("duty", a_day(), "enrol", by, **keys) == expected


def test_a_role_needs_no_age() -> None:
    """An age is asked where somebody is put on record; a role that is given later does not ask it again."""
    day = known(a_day(), "medic", age=None)
    assert found("duty", day, "assign-role", "producer", person="medic", roles=["performer"]) == []


def test_own_paper() -> None:
    """A paper about oneself is noted; one about somebody else, and any other act about oneself, is not."""
    day = a_day()
    assert found("duty", day, "record-paper", "grip", kind="first-aid", about="grip") == ["note own-paper"]
    assert found("duty", day, "record-paper", "grip", kind="first-aid", about="medic") == []


@pytest.mark.parametrize(
    ("kind", "by", "keys", "expected"),
    [
        ("enrol-key", "producer", {"of": "grip", "witness": "grip"}, []),
        ("enrol-key", "grip", {"of": "grip", "witness": "producer"}, []),
        ("enrol-key", "grip", {"of": "grip", "witness": "medic"}, ["key-unanswered"]),
        ("enrol-key", "producer", {"of": "producer", "witness": "grip"}, ["key-unanswered"]),
        ("enrol-key", "producer", {"of": "producer", "witness": "first-ad"}, []),
        ("rotate-key", "producer", {"key_id": "k", "witness": "grip"}, ["key-unanswered"]),
        ("rotate-key", "producer", {"key_id": "k", "witness": "first-ad"}, []),
        ("rotate-key", "producer", {"key_id": "none", "witness": "grip"}, []),
    ],
)
def test_who_answers_for_a_key(kind: str, by: str, keys: dict[str, Any], expected: list[str]) -> None:
    """Somebody of the office answers for a key, and never for their own."""
    day = a_day()
    of_producer = Key(id="k", of="producer", algorithm="ed25519", public="AA", since=1)
    day.state = replace(day.state, keys={"k": of_producer})
    act = replace(day.act("enrol-key", by), kind=kind, key_of=str(keys.get("of", "")))
    act = replace(act, key_id=str(keys.get("key_id", "")), witness=str(keys["witness"]))
    gate = day.rules.gates["duty"]
    assert [each.code for each in gate.look(day.state, act, day.rules.profile, day.now)] == [
        f"duty.{each}" for each in expected
    ]


@pytest.mark.parametrize(
    ("kind", "duties", "expected"),
    [
        ("unlock", ("weapons", "stunts"), ["other-duty"]),
        ("unlock", ("weapons", "weapons"), []),
        ("offer", ("weapons", "stunts"), ["other-duty"]),
        ("lock", ("weapons", "stunts"), []),
    ],
)
def test_no_other_duty(kind: str, duties: tuple[str, ...], expected: list[str]) -> None:
    """A custodian who takes out, loads or hands over does nothing else; locking away is open to everybody."""
    day = known(a_day(), "armorer", duties=duties)
    said = {"to": ["performer"]} if kind == "offer" else {"witness": "prop-master"}
    assert found("duty", day, kind, weapon="sabre", **said) == expected


def test_others_may_have_two_duties() -> None:
    """Only of a custodian it is asked that weapons are the one duty."""
    day = known(believed(a_day(), "sabre", holder="grip"), "grip", duties=("camera", "grip"))
    assert found("duty", day, "offer", "grip", weapon="sabre", to=["performer"]) == []


def out_with(day: FilmSet, weapon: str, holder: str = "armorer", **fields: Any) -> FilmSet:  # noqa: ANN401
    """Put a weapon out of the safe, into somebody's hands."""
    return believed(day, weapon, **{"container": "", "holder": holder, **fields})


@pytest.mark.parametrize("kind", ["unlock", "offer", "hand-over", "accept"])
def test_how_many_are_out(kind: str) -> None:
    """Two weapons out of the safe are watched by one custodian, in their hands or issued by them; no third."""
    day = a_day()
    by, said = "armorer", {"weapon": "sabre", "witness": "prop-master", "to": ["partner"]}
    if kind == "accept":
        by, said = "partner", {**said, "from": "armorer"}
    if kind in ("unlock", "offer"):
        said.pop("witness" if kind == "offer" else "to")

    def many() -> bool:
        return "too-many-out" in found("duty", day, kind, by, **said)

    out_with(day, "sabre")
    assert not many()
    out_with(day, "rubber-gun")
    assert not many()
    out_with(day, "revolver", "prop-master", issued_by="prop-master")
    assert not many()
    out_with(day, "rifle", "performer", issued_by="armorer")
    assert many()


def test_who_is_no_custodian_has_none_out() -> None:
    """What somebody passes on who is no custodian is on no watch of theirs."""
    day = a_day()
    for weapon in ("sabre", "rubber-gun", "revolver"):
        out_with(day, weapon, "performer")
    said = {"weapon": "sabre", "to": ["partner"]}
    assert "too-many-out" not in found("duty", day, "offer", "performer", **said)
    assert "too-many-out" not in found("duty", day, "offer", lot="blanks", to=["partner"])


def test_one_hot_at_a_time() -> None:
    """Of two weapons out only one is loaded with blanks, or hot in the hands of who was given it."""
    day = out_with(out_with(a_day(), "revolver", contents=(BLANK,)), "rifle")
    assert "too-many-hot" not in found("duty", day, "offer", **OFFER)
    out_with(day, "rifle", contents=(DUMMY,))
    assert "too-many-hot" not in found("duty", day, "offer", **OFFER)
    out_with(day, "rifle", contents=(SPENT,))
    assert "too-many-hot" not in found("duty", day, "offer", **OFFER)
    out_with(day, "rifle", contents=(BLANK,))
    assert "too-many-hot" in found("duty", day, "offer", **OFFER)
    assert "too-many-hot" not in found("duty", day, "unlock", weapon="revolver", witness="prop-master")
    out_with(day, "rifle", "performer", contents=(), proof=None, issued_by="armorer")
    assert "too-many-hot" in found("duty", day, "offer", **OFFER)
    out_with(day, "rifle", "armorer", contents=(), proof=None, issued_by="")
    assert "too-many-hot" not in found("duty", day, "offer", **OFFER)
    out_with(day, "rifle", "prop-master", contents=(BLANK,), issued_by="prop-master")
    assert "too-many-hot" not in found("duty", day, "offer", **OFFER)


def test_given_out_cold_it_is_no_hot_one() -> None:
    """What was given out empty and proven is cold, and a hot one may go out beside it."""
    day = a_day().out("rifle").looked("rifle")
    out_with(out_with(day, "revolver", contents=(BLANK,)), "rifle", "performer", issued_by="armorer")
    assert "too-many-hot" not in found("duty", day, "offer", **OFFER)


def test_a_cold_one_is_no_second_hot_one() -> None:
    """Beside a hot weapon an empty one is offered."""
    day = out_with(out_with(a_day(), "revolver"), "rifle", contents=(BLANK,))
    assert "too-many-hot" not in found("duty", day, "offer", **OFFER)
    out_with(day, "revolver", contents=(BLANK,))
    assert "too-many-hot" in found("duty", ruled(day, max_hot_out=1), "offer", **OFFER)
    assert "too-many-hot" not in found("duty", ruled(day, max_hot_out=2), "offer", **OFFER)


def test_a_second_hot_load() -> None:
    """A second load of blanks on one watch is refused at the load; dummies, and another's watch, are no second one."""
    day = out_with(out_with(a_day(), "revolver"), "rifle", contents=(BLANK,))
    load = {"weapon": "revolver", "witness": "prop-master"}
    assert "too-many-hot" in found("duty", day, "load", **load, rounds=["blanks:1"])
    assert "too-many-hot" in found("duty", day, "load", **load, rounds=["unknown:1", "blanks:1"])
    assert "too-many-hot" not in found("duty", day, "load", **load, rounds=["dummies:1"])
    assert "too-many-hot" not in found("duty", day, "load", "prop-master", **load, rounds=["blanks:1"])
    assert "too-many-hot" not in found("duty", ruled(day, max_hot_out=2), "load", **load, rounds=["blanks:1"])
    ruled(day, max_hot_out=1)
    out_with(day, "rifle", "performer", contents=(BLANK,), issued_by="armorer")
    assert "too-many-hot" in found("duty", day, "load", **load, rounds=["blanks:1"])
    out_with(day, "rifle", contents=(SPENT, DUMMY))
    out_with(day, "revolver", contents=(BLANK,))
    assert "too-many-hot" not in found("duty", day, "load", **load, rounds=["blanks:1"])


def test_in_a_file_its_own_number_holds() -> None:
    """Of a weapon of a file as many may be out, and hot, as a file has; of another weapon the usual number."""
    day = ruled(drawn(3), file_max=3)
    for number in (1, 2, 3):
        believed(day, f"bg-{number}", contents=(BLANK,))
    offer = {"weapon": "bg-1", "to": ["extra-1"]}
    assert not {"too-many-out", "too-many-hot"} & set(found("duty", day, "offer", **offer))
    assert {"too-many-out", "too-many-hot"} <= set(found("duty", ruled(day, file_max=2), "offer", **offer))
    load = {"weapon": "bg-1", "witness": "assistant", "rounds": ["blanks:1"]}
    assert "too-many-hot" in found("duty", day, "load", **load)
    assert "too-many-hot" not in found("duty", ruled(day, file_max=3), "load", **load)
    other = {"weapon": "revolver", "to": ["performer"]}
    out_with(day, "revolver", contents=(BLANK,))
    assert {"too-many-out", "too-many-hot"} <= set(found("duty", day, "offer", **other))


@pytest.mark.parametrize(
    ("kind", "keys"),
    [("offer", {}), ("hand-over", {"witness": "prop-master"}), ("accept", {"from": "armorer"})],
)
def test_one_part_each(kind: str, keys: dict[str, Any]) -> None:
    """Who receives it neither checked nor supplied it, nor what is in it; and no supplier checked it."""
    day = a_day().out().looked()
    proof = day.belief().proof
    assert proof is not None
    by = "partner" if kind == "accept" else "armorer"
    said = {"weapon": "revolver", "to": ["partner"], **keys}

    def parts() -> list[str]:
        return [each for each in found("duty", day, kind, by, **said) if "user" in each or "supplier" in each]

    assert parts() == []
    believed(day, proof=replace(proof, people=("armorer", "partner")))
    assert parts() == ["user-is-checker"]
    believed(day, proof=replace(proof, people=("armorer", "partner"), voided_by=99))
    assert parts() == []
    believed(day, proof=None)
    assert parts() == []
    believed(
        day, proof=replace(proof, people=("armorer", "assistant")), contents=(BLANK, replace(DUMMY, lot=""))
    )
    assert parts() == []
    of_lot(day, "blanks", supplier="assistant")
    assert parts() == ["supplier"]
    of_lot(day, "blanks", supplier="partner")
    assert parts() == ["supplier"]
    believed(day, contents=())
    assert parts() == []
    said = {"weapon": "revolver", **keys}
    assert "supplier" not in parts()


def test_the_wrong_two_override_nothing() -> None:
    """An override by other than producer and safety advisor is refused, and waits for nobody."""
    day = known(a_day(), "armorer", duties=("weapons", "driving"))
    of = day.ask("unlock", weapon="revolver", witness="assistant").event.act.act_id
    said = {"of": of, "reason": "the driver is ill"}
    assert "override-roles" in found("duty", day, "override", "producer", **said, witness="first-ad")
    assert "override-roles" not in found("duty", day, "override", "producer", **said, witness="safety")
