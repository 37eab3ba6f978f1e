"""Which rounds go into which weapon: every row has a source, and nothing is ever permitted by one."""

from __future__ import annotations

from showsafe.books.ammunition import graded, matches
from showsafe.domain.things import Lot, Weapon

COLT = Weapon(id="colt", calibre=".45 Colt", capacity=6)


def test_every_row_of_the_program_has_a_source_and_a_grade() -> None:
    """What was read in no source says so, and is never shown as law."""
    for row in matches().rows:
        assert row.source
        assert row.grade in ("F", "P", "M")
        assert (row.grade == "M") == ("read in no source" in graded(row))


def test_names_of_one_calibre_are_one() -> None:
    """Other names of a calibre are known, and calibres of one number are not one."""
    table = matches()
    assert table.one(".45 Long Colt") == table.one("45 LC") == table.one(".45 Colt")
    assert table.one("9mm Para") == table.one("9x19 mm")
    assert table.one(".45 ACP") != table.one(".45 Colt")
    assert not table.known(".600 Nitro")


def test_a_pair_that_is_said_not_to_fit_is_warned_of() -> None:
    """A box of another case under the same number is warned of at planning, with the source."""
    (warned,) = matches().of_pair(COLT, Lot(id="auto", kind="blank", calibre="45 ACP"))
    assert warned.code == "match.not-this"
    assert "trade knowledge, read in no source" in warned.says
    assert list(matches().of_pair(COLT, Lot(id="right", kind="blank", calibre=".45 colt"))) == []


def test_what_a_weapon_is_said_to_take_is_held_against_the_table() -> None:
    """A calibre among what it takes that is said not to go in is warned of."""
    wrong = Weapon(id="colt", calibre=".45 Colt", takes=("five-in-one", ".45 Auto"), capacity=6)
    assert [each.code for each in matches().of_weapon(wrong)] == ["match.not-this"]
    assert list(matches().of_weapon(COLT)) == []


def test_a_plan_with_rounds_that_nobody_has_is_warned_of() -> None:
    """Where no box of the kind and size is written for the weapon, the plan says so, and what is said of the others."""
    table = matches()
    right = Lot(id="right", kind="blank", size="half", calibre=".45 Colt")
    auto = Lot(id="auto", kind="blank", size="half", calibre=".45 ACP")
    assert list(table.of_plan(COLT, [right, auto], "blank", "half")) == []
    assert [each.code for each in table.of_plan(COLT, [right], "blank", "full")] == ["match.no-lot"]
    warned = [each.code for each in table.of_plan(COLT, [auto], "blank", "half")]
    assert warned == ["match.not-this", "match.no-lot"]
