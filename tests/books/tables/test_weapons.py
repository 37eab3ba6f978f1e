"""A list of weapons: registered through the rules, whole or not at all, and never twice."""

from __future__ import annotations

import threading

import pytest

from showsafe.errors import WrongInput
from tests.books.tables.lists import Office, faults, listed, notes

GUN = {
    "weapon": "w1",
    "serial": "A-100",
    "maker": "Colt",
    "model": "SAA",
    "calibre": ".45 Colt",
    "capacity": "6",
}
TWO = listed(GUN, {**GUN, "weapon": "w2", "serial": "B-777"})


def test_a_list_becomes_acts_of_whoever_imports() -> None:
    """Each row is registered in its own record by the one who imports, all in one go."""
    office = Office()
    size = office.node.store.size()
    done = office.judged("weapons", TWO).take()
    assert done.records == (size + 1, size + 2)
    weapon = office.node.state.weapons["w1"]
    assert (weapon.serial, weapon.calibre, weapon.capacity, weapon.class_) == (
        "A-100",
        ".45 Colt",
        6,
        "live-capable",
    )
    assert weapon.enrolled
    assert office.node.state.believed("w1").holder == "armorer"


def test_nothing_is_taken_while_one_row_is_bad() -> None:
    """A bad row keeps all of them out, and the good ones come in alone where somebody says so."""
    office = Office()
    size = office.node.store.size()
    bad = listed(GUN, {**GUN, "weapon": "w2", "serial": "B-7", "capacity": "six"})
    with pytest.raises(WrongInput) as raised:
        office.taken("weapons", bad)
    assert raised.value.code == "table.bad-rows"
    assert office.node.store.size() == size
    found = office.taken("weapons", bad, only_good=True)
    assert faults(found) == [("F3", "input.wrong-value")]
    assert set(office.node.state.weapons) & {"w1", "w2"} == {"w1"}


def test_a_refusal_of_the_rules_keeps_a_row_out() -> None:
    """A row that the gates would refuse is bad by its cell, with the code of the gate; nothing of it is recorded."""
    office = Office()
    serial = office.node.state.weapons["revolver"].serial
    found = office.judged("weapons", listed({**GUN, "serial": serial or "A-100"}), by="performer")
    assert ("line 2", "custodian.not-custodian") in faults(found)


def test_the_same_list_again_adds_nothing() -> None:
    """What is on record as the list says it is known; said otherwise, it is named by its cell."""
    office = Office()
    office.taken("weapons", TWO)
    size = office.node.store.size()
    again = office.taken("weapons", TWO)
    assert again.counts() == {"new": 0, "waits": 0, "known": 2, "bad": 0}
    assert office.node.store.size() == size
    other = office.judged(
        "weapons",
        listed({**GUN, "calibre": ".38-40"}, {**GUN, "weapon": "w2", "serial": "B-777", "maker": "Mine"}),
    )
    assert faults(other) == [("E2", "custodian.described-otherwise")]
    assert ("C3", "table.kept") in notes(other)


def test_a_weapon_that_left_comes_in_again_by_the_same_list() -> None:
    """What went back to its owner and is hired again has a record of its own, although the row is the same."""
    office = Office()
    row = {"weapon": "rubber-1", "serial": "R-1", "class": "rubber"}
    office.taken("weapons", listed(row))
    assert office.node.ask("return-to-owner", weapon="rubber-1", to=["house"]).outcome == "permit"
    assert office.node.state.believed("rubber-1").gone
    again = office.taken("weapons", listed(row))
    assert again.counts()["new"] == 1
    assert not office.node.state.believed("rubber-1").gone


def test_serials_that_are_one_are_refused_and_look_alikes_flagged() -> None:
    """Spaces, hyphens and capitals make no other serial; O and 0, I and 1, or one sign make one that looks alike."""
    office = Office()
    found = office.judged(
        "weapons",
        listed(
            GUN,
            {**GUN, "weapon": "w2", "serial": "a 100"},
            {**GUN, "weapon": "w3", "serial": "A-1O0"},
            {**GUN, "weapon": "w4", "serial": "A-101", "maker": "Uberti"},
            {**GUN, "weapon": "w5", "serial": "Z-9"},
        ),
    )
    assert ("B3", "table.serial-twice") in faults(found)
    alike = {at for at, code in notes(found) if code == "table.look-alike"}
    assert "B4" in alike
    assert not {"B5", "B6"} & alike


def test_one_name_and_one_tag_for_each() -> None:
    """A name or a tag that a list says twice is bad the second time."""
    office = Office()
    row = {**GUN, "tag": "T1"}
    found = office.judged(
        "weapons", listed(row, {**row, "serial": "Q-1"}, {**row, "weapon": "w9", "serial": "Q-2"})
    )
    assert {("A3", "table.twice"), ("G4", "table.twice")} <= set(faults(found))


def test_a_tag_on_record_is_no_other_weapons() -> None:
    """A tag that another weapon has would open the wrong one when it is scanned."""
    office = Office()
    office.taken("weapons", listed({**GUN, "tag": "T1"}))
    found = office.judged("weapons", listed({**GUN, "weapon": "w2", "serial": "Q-1", "tag": "T1"}))
    assert faults(found) == [("G2", "table.twice")]


def test_a_tag_that_reads_as_the_serial_of_another_is_named_by_its_cell() -> None:
    """Nobody who reads a tag reads what is on another weapon, be it the serial there."""
    office = Office()
    office.taken("weapons", listed(GUN))
    found = office.judged(
        "weapons", listed({**GUN, "weapon": "w2", "serial": "Q-1", "tag": str(GUN["serial"])})
    )
    assert faults(found) == [("G2", "custodian.tag-twice")]


def test_a_list_adds_how_many_places_a_weapon_has_once() -> None:
    """Where nobody had said it, the row registers the weapon again; the same list once more adds nothing."""
    office = Office()
    unsaid = {key: value for key, value in GUN.items() if key != "capacity"}
    office.taken("weapons", listed(unsaid))
    name = str(GUN["weapon"])
    assert office.node.state.weapons[name].capacity == 0
    rows = listed({**unsaid, "capacity": "6"})
    assert office.taken("weapons", rows).counts()["new"] == 1
    assert office.node.state.weapons[name].capacity == 6
    assert office.taken("weapons", rows).counts()["known"] == 1


def test_a_rental_list_is_mapped_and_said() -> None:
    """Other headings are found, words of the trade are read, and what means nothing here is kept as said."""
    office = Office()
    text = (
        "RENTALS INC;;;;;;;\nBarcode;Seriennummer;Hersteller;Kaliber;Firearm type;Category;Tagespreis;Certificate\n"
        "X-77;00123;Smith & Wesson;,38 Special;DA Revolver;deac;12,50;Deac:D-12:31.12.2030\n"
    )
    found = office.judged("weapons", text)
    assert dict(found.columns) == {
        "Barcode": "tag", "Seriennummer": "serial", "Hersteller": "maker", "Kaliber": "calibre",
        "Firearm type": "action", "Category": "class", "Tagespreis": "", "Certificate": "certificates",
    }  # fmt: skip
    assert "No column names the weapons" in " ".join(found.said)
    found.take()
    weapon = office.node.state.weapons["X-77"]
    assert (weapon.class_, weapon.action, weapon.calibre) == (
        "deactivated",
        "double-action-revolver",
        ".38 Special",
    )
    assert (weapon.certificates[0].kind, weapon.certificates[0].number) == ("deactivation", "D-12")
    (kept,) = office.book("office").entries("keep-import")
    assert (kept.by, kept["sum"]) == ("armorer", found.sum)


@pytest.mark.parametrize(
    "word", ["Blank firing", "blank", "BLANK-FIRE", "blankfirer", "blanks only?", "reactivated"]
)
def test_blank_firing_is_no_class_and_nothing_colder_is_put_forward(word: str) -> None:
    """A gun that takes live rounds is hired out as blank firing: the list has to say which it is, and is told why."""
    found = Office().judged("weapons", listed({**GUN, "class": word}))
    assert faults(found) == [("G2", "input.unknown-word")]
    (fault,) = found.judged[0].faults
    assert "Did you mean" not in fault.now
    assert "take live rounds too" in fault.says
    assert "live-capable" in fault.now


def test_other_words_for_a_class_are_asked_for() -> None:
    """A slip of the hand is shown the nearest word, as everywhere."""
    (fault,) = Office().judged("weapons", listed({**GUN, "class": "ruber"})).judged[0].faults
    assert "Did you mean rubber?" in fault.now


def test_a_row_of_a_sum_is_no_weapon() -> None:
    """A name without maker, model, action, calibre and class describes nothing: such a row is bad."""
    office = Office()
    rows = listed(
        GUN, {"weapon": "Total", "capacity": "61"}, {"weapon": "w3", "serial": "Z-1", "class": "rubber"}
    )
    found = office.judged("weapons", rows)
    assert faults(found) == [("line 3", "table.not-described")]
    assert "Total" in found.judged[1].faults[0].says


def test_what_is_on_record_needs_no_description_again() -> None:
    """A row that names a weapon on record by its name alone says nothing else of it."""
    office = Office()
    office.taken("weapons", listed(GUN))
    found = office.judged("weapons", listed({"weapon": "w1", "serial": "A-100"}))
    assert found.counts()["known"] == 1


@pytest.mark.parametrize(
    ("day", "noted"),
    [("1900-01-01", True), ("1904-01-01", True), ("2999-01-01", True), ("2025-06-01", False)],
)
def test_a_day_of_service_that_cannot_be_is_noted(day: str, noted: bool) -> None:  # noqa: FBT001
    """A spreadsheet writes the first day of its calendar where nobody typed one; a day to come is none either."""
    found = Office().judged("weapons", listed({**GUN, "last_service": day}))
    assert (("G2", "table.odd-day") in notes(found)) is noted


def test_somebody_imports_and_is_on_record() -> None:
    """Without a person, or with one that nobody knows, nothing is judged as theirs."""
    office = Office()
    with pytest.raises(WrongInput) as raised:
        office.judged("weapons", TWO, by="")
    assert raised.value.code == "table.nobody"
    assert {code for _, code in faults(office.judged("weapons", TWO, by="stranger"))} == {
        "input.unknown-person"
    }


def test_what_others_record_meanwhile_is_looked_at_again() -> None:
    """Records that came between the look and the import are taken in; a row that is another one by then stops it."""
    office = Office()
    found = office.judged("weapons", TWO)
    office.node.ask("register", weapon="other", serial="O-1", class_="rubber")
    found.take()
    assert {"w1", "w2", "other"} <= set(office.node.state.weapons)
    late = office.judged("weapons", listed({**GUN, "weapon": "w5", "serial": "L-1"}))
    office.node.ask("register", weapon="w6", serial="L-1", class_="rubber")
    with pytest.raises(WrongInput) as raised:
        late.take()
    assert raised.value.code == "table.moved-on"
    assert "w5" not in office.node.state.weapons


def test_two_imports_at_once_are_both_whole() -> None:
    """Two lists that are taken at the same moment both come in, each in one piece."""
    office = Office()
    lists = [
        listed(*({**GUN, "weapon": f"{name}{n}", "serial": f"{name}-{n}-{n}"} for n in range(8)))
        for name in "pq"
    ]
    found = [office.judged("weapons", each) for each in lists]
    threads = [threading.Thread(target=each.take) for each in found]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert {f"{name}{n}" for name in "pq" for n in range(8)} <= set(office.node.state.weapons)


def test_an_export_comes_back_as_it_left() -> None:
    """In every format, what leaves is known when it comes back, certificates and what a weapon takes too."""
    office = Office()
    full = {
        **GUN,
        "takes": "five-in-one, .44 blank",
        "certificates": "proof:P-1:2030-01-31, conversion",
        "modified": "yes",
    }
    office.taken("weapons", listed(full))
    for form in ("csv", "xlsx", "json"):
        found = office.judged("weapons", office.saved("weapons", form))
        assert faults(found) == []
        assert found.counts()["new"] == 0, form
