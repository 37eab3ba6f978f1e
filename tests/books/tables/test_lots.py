"""Boxes, people, certificates and the match table as lists."""

from __future__ import annotations

import pytest

from showsafe.books.tables import registry
from showsafe.errors import WrongInput
from tests.books.tables.lists import Office, faults, listed, notes

BOX = {"lot": "b1", "kind": "blank", "calibre": ".45 Colt", "count": "50", "state": "sealed", "load": "half"}


def test_a_box_waits_for_its_second_person() -> None:
    """A list that names nobody makes held asks; whoever confirms one has said so themselves."""
    office = Office()
    found = office.taken("lots", listed(BOX))
    assert found.counts()["waits"] == 1
    assert "b1" not in office.node.state.lots
    again = office.taken("lots", listed(BOX))
    assert again.counts()["known"] == 1
    held = next(iter(office.node.state.pending.values()))
    assert office.node.ask("confirm", "assistant", of=held.act.act_id).outcome == "permit"
    assert office.node.state.lots["b1"].total == 50
    assert office.taken("lots", listed(BOX)).counts()["known"] == 1


def test_a_second_person_is_taken_from_the_list_only_where_that_is_allowed() -> None:
    """At the keyboard of the node a list may say who countersigned, as a line may; over the network never."""
    office = Office()
    named = listed({**BOX, "countersigned by": "assistant"})
    apart = office.judged("lots", named, second=False)
    assert (apart.counts()["waits"], "table.second" in dict(notes(apart)).values()) == (1, True)
    assert office.taken("lots", named).counts()["new"] == 1
    assert office.node.state.lots["b1"].total == 50
    same = office.judged("lots", listed({**BOX, "lot": "b2", "countersigned by": "armorer"}))
    assert faults(same) != []


def test_no_more_boxes_wait_than_can_be_confirmed() -> None:
    """Asks beyond what is kept would push out older ones: those rows are bad, and the list comes again later."""
    office = Office()
    boxes = listed(*({**BOX, "lot": f"b{n}", "count": "5"} for n in range(258)))
    found = office.taken("lots", boxes, only_good=True)
    assert found.counts() == {"new": 0, "waits": 256, "known": 0, "bad": 2}
    assert dict(faults(found)) == {"line 258": "table.too-many-wait", "line 259": "table.too-many-wait"}
    assert {pending.act.lot for pending in office.node.state.pending.values()} == {
        f"b{n}" for n in range(256)
    }


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": "live"}, "live.arriving"),
        ({"state": "loose"}, "rounds.not-sealed"),
        ({"count": "0"}, "table.none"),
        ({"kind": "tracer"}, "input.unknown-word"),
        ({"calibre": ""}, "table.missing"),
    ],
)
def test_what_may_not_come_in_does_not(change: dict[str, str], code: str) -> None:
    """Live rounds, loose ones, none at all, or rounds of no kind: the row is bad."""
    assert code in dict(faults(Office().judged("lots", listed({**BOX, **change})))).values()


def test_rounds_are_held_against_the_weapons_on_record() -> None:
    """A box for no weapon, one under another name, and one that is said to fit are warned of, each with its source."""
    office = Office()
    boxes = (BOX, {**BOX, "lot": "b2", "calibre": ".45 LC"}, {**BOX, "lot": "b3", "calibre": "five-in-one"})
    found = office.judged("lots", listed(*boxes, {**BOX, "lot": "b4", "calibre": ".32"}))
    said = {at: code for at, code in notes(found) if code.startswith("match.")}
    assert said == {"C3": "match.other-name", "C4": "match.said-to-fit", "C5": "match.no-weapon"}
    fits = next(note for each in found.judged for note in each.notes if note.code == "match.said-to-fit")
    assert "I25 (read, grade P)" in fits.says


def test_people_are_enrolled_and_their_names_stay_inside() -> None:
    """A list enrols people with roles and papers; names are sealed, and leave only where they are asked for."""
    office = Office()
    text = (
        "person,full name,job,credentials,age\nzoe,Zoe Fictive,Performer; Stunt,course::C-1:2030-01-01,31\n"
    )
    assert office.taken("people", text, by="producer").counts()["new"] == 1
    zoe = office.node.state.people["zoe"]
    assert (zoe.roles, zoe.name, zoe.age) == (("performer", "stunt"), "Zoe Fictive", 31)
    assert (zoe.credentials[0].kind, zoe.credentials[0].number) == ("course", "C-1")
    assert b"Fictive" not in office.node.store.entry(office.node.store.size()).raw
    assert b"Fictive" not in office.saved("people")
    whole = office.saved("people", names=True)
    assert b"Zoe Fictive" in whole
    assert office.judged("people", whole, by="producer").counts()["new"] == 0
    change = office.judged("people", "person,job\nzoe,crew\n", by="producer")
    assert dict(notes(change)) == {"line 2": "table.changes"}


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("Armourer", "armorer"),
        ("assistant armourer", "assistant-armorer"),
        ("1st AD", "first-ad"),
        ("Props Master", "property-master"),
    ],
)
def test_a_role_has_its_other_spellings(said: str, role: str) -> None:
    """What the same role is called in another country is that role."""
    assert registry.table("people").column("roles").read(said, "roles") == (role,)


@pytest.mark.parametrize("said", ["Armourer's friend", "trainee armourer", "armorers"])
def test_what_is_only_near_to_a_role_is_none(said: str) -> None:
    """A role gives power, and is never guessed."""
    found = Office().judged("people", f"person,role\nzoe,{said}\n", by="producer")
    assert faults(found) == [("B2", "input.unknown-word")]


def test_certificates_are_recorded_with_their_last_day() -> None:
    """A paper about a weapon comes in once; one that is past, or has no last day, is said."""
    office = Office()
    rows = "weapon,type,certificate no,valid until\nrevolver,Deac,D-1,31.12.2030\nrevolver,proof,P-1,2020-01-01\n"
    found = office.taken("certificates", rows)
    assert dict(notes(found)) == {"D3": "table.expired"}
    assert office.node.state.papers["revolver/deactivation"].number == "D-1"
    assert office.taken("certificates", rows).counts()["known"] == 2
    assert dict(faults(office.judged("certificates", "weapon,kind,number\nnone,proof,1\n"))) == {
        "A2": "input.unknown-weapon"
    }
    assert b"D-1,2030-12-31" in office.saved("certificates")


def test_the_match_table_has_its_sources() -> None:
    """A production's own row stands before the program's, needs a source, and is entered once."""
    office = Office()
    row = "calibre,rounds,kind,fits,source\n.45 LC,five in one,blank,no,letter of the maker\n"
    found = office.taken("ammunition-match", row.replace("five in one", "five-in-one"))
    assert dict(notes(found)) == {"D2": "match.otherwise"}
    assert office.taken("ammunition-match", row.replace("five in one", "five-in-one")).counts()["known"] == 1
    saved = office.saved("ammunition-match").decode()
    assert ".45 LC,five-in-one,blank,false,letter of the maker,own" in saved
    assert ".44-40,five-in-one,blank,true" in saved
    with pytest.raises(WrongInput) as raised:
        office.judged("ammunition-match", "calibre,rounds,kind,fits\n.45,x,blank,yes\n")
    assert raised.value.code == "table.no-column"


def test_what_the_program_makes_is_not_imported() -> None:
    """Look-alikes and what lists said are made from the record: they leave, and do not come in."""
    office = Office()
    with pytest.raises(WrongInput) as raised:
        office.judged("look-alikes", "weapon\nx\n")
    assert raised.value.code == "table.not-imported"
