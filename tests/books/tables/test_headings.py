"""Which heading is which column, and what is refused rather than guessed."""

from __future__ import annotations

import pytest

from showsafe.books.tables import headings
from showsafe.errors import WrongInput
from tests.books.tables.lists import Office


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Serial,S/N\n1,2\n", "table.column-twice"),
        ("colour,size\nred,xl\n", "table.no-heading"),
        ("kind,calibre\nblank,.45\n", "table.no-column"),
    ],
)
def test_what_nobody_can_say_is_refused(text: str, code: str) -> None:
    """Two headings for one column, none at all, or a needed one that is missing: the whole list is refused."""
    with pytest.raises(WrongInput) as raised:
        Office().judged("lots" if "kind" in text else "weapons", text)
    assert raised.value.code == code


def test_two_columns_are_named_by_their_cells() -> None:
    """Whoever has to mend a list is told which two cells mean the same."""
    with pytest.raises(WrongInput) as raised:
        Office().judged("weapons", "Serial,Maker,Serial No.\n1,x,2\n")
    assert "A1 (Serial) and C1 (Serial No.) both mean serial." in raised.value.says


def test_a_person_joins_a_heading_to_a_column() -> None:
    """What somebody says stands before what the program knows."""
    office = Office()
    found = office.judged("weapons", "Serial,Stamp\n1,2\n", columns={"Stamp": "serial"})
    assert found.columns == [("Serial", ""), ("Stamp", "serial")]
    with pytest.raises(WrongInput) as raised:
        office.judged("weapons", "Serial\n1\n", columns={"Serial": "number"})
    assert raised.value.code == "table.unknown-column"


def test_a_rental_list_with_type_and_action_is_told_how() -> None:
    """Rental houses write the class under Type: the message has the very words that mend it, and they do."""
    office = Office()
    text = "Gun,Type,Action\nr1,replica,none\n"
    with pytest.raises(WrongInput) as raised:
        office.judged("weapons", text)
    assert raised.value.code == "table.column-twice"
    assert "--column Type=class" in raised.value.now
    found = office.judged("weapons", text, columns={"Type": "class"})
    assert found.columns == [("Gun", "weapon"), ("Type", "class"), ("Action", "action")]
    with pytest.raises(WrongInput) as raised:
        office.judged("weapons", "Gun,Serial No.,Serial\nr1,1,2\n")
    assert "'--column Serial No.=COLUMN'" not in raised.value.now
    assert "--column 'Serial No.=COLUMN'" in raised.value.now


def test_a_crew_list_of_names_is_told_how() -> None:
    """A crew list without ids is told what an id is, and not to make ids of names."""
    with pytest.raises(WrongInput) as raised:
        Office().judged("people", "Name,Position\nZoe Fictive,Armourer\n", by="producer")
    assert raised.value.code == "table.no-column"
    assert "a column person" in raised.value.now
    assert "Fictive" not in raised.value.now
    assert "--column Name=person" not in raised.value.now


def test_signs_and_capitals_of_headings_do_not_count() -> None:
    """Accents, spaces, points and the sign for number are read past."""
    assert headings.plain("Número  de SÉRIE") == headings.plain("numero-de-serie")
    assert headings.plain("Serial #") == headings.plain("serial no")


def test_unknown_headings_have_names_of_their_own() -> None:
    """Two that are called alike, and one without a name, are kept apart."""
    found = Office().judged("weapons", "weapon,serial,note,note,\nw,1,a,b,c\n")
    assert [name for name, column in found.columns if not column] == ["note", "note (again)", "column 5"]
