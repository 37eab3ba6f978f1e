"""The morning message says in plain text what is missing, and names nobody."""

from __future__ import annotations

import pytest

from showsafe.books.readiness.message import message, subject, texts
from showsafe.books.readiness.own import table
from showsafe.books.roles import Unnamed
from tests.books import ready
from tests.books.readiness.looks import USES, confirmed, look, office
from tests.simulator import FilmSet, a_day


@pytest.fixture(scope="module")
def evening() -> FilmSet:
    """Return a day on which bob, of whom the office knows the name, is to use the revolver and was never taught."""
    day = a_day()
    day.permit("enrol", "producer", person="bob", roles=["performer"], age=17, name="Robert Roe")
    return day


@pytest.mark.parametrize("language", ["en", "es"])
def test_message_names_nobody(evening: FilmSet, language: str) -> None:
    """Ids and names are roles in it, what is of somebody's age is not said, and what is missing stands there."""
    said = {**USES, "uses": [{"weapon": "revolver", "user": "bob"}]}
    found = look(evening, confirmed(office(evening), evening, said=said))
    text = message(found, evening.state, language)
    assert "bob" not in text.casefold()
    assert "17" not in text
    assert {"receiver.under-age", "receiver.not-instructed"} <= {each.code for each in found.missing}
    assert texts()[language]["theirs"] in text
    assert "has not been instructed on single-action-revolver" in text
    assert text.splitlines()[0] == subject(found, language)
    assert text.endswith("\n")


def test_message_of_a_day_that_lacks_nothing(evening: FilmSet) -> None:
    """Where nothing is missing it says that nothing recorded is, and that this is no permission."""
    text = message(look(evening, confirmed(office(evening), evening)), evening.state)
    assert "Nothing recorded is missing before the day. That is no permission" in text
    assert "ON THE DAY ITSELF (2)" in text
    assert subject(look(evening, ready.book())) == "north-ridge: readiness for Tuesday 3 March 2026"


def test_roles_tell_two_people_apart(evening: FilmSet) -> None:
    """Whoever shares a role has a number, by the order of the record; an id that is a role stays in a sentence."""
    people = Unnamed(evening.state)
    assert [people.label(each) for each in ("performer", "bob", "first-ad", "nobody-known")] == [
        "performer 1",
        "performer 3",
        "1st AD",
        "somebody not on record",
    ]
    assert people.sentence("bob and Robert Roe, the bobcat, met armorer.") == (
        "performer 3 and performer 3, the bobcat, met armorer."
    )


def test_every_text_is_there_in_both_languages() -> None:
    """Items and messages say the same things in English and Spanish, with the same names in them."""
    assert texts()["en"].keys() == texts()["es"].keys()
    for name, row in table().items():
        for english, spanish in zip(row["en"], row["es"], strict=True):
            assert _names(english) == _names(spanish), name


def _names(text: str) -> set[str]:
    return {each.partition("}")[0] for each in text.split("{")[1:]}
