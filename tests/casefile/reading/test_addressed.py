"""To whom something is said: whom a verb addresses, an occasion with them, and who only heard it."""

from __future__ import annotations

import pytest

from showsafe.casefile.reading.parser import parser
from showsafe.casefile.reading.read import read


def said_to(text: str) -> list[str]:
    """Return the words that name to whom each statement of a text was said; "" where the text names nobody."""
    return [text[slice(*each.to)] if each.to else "" for each in read(text).statements]


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("The armourer told the paper last week that it was cold.", "the paper"),
        ("“It was cold,” she told reporters on Monday.", "reporters"),
        ("“It was cold,” said Wenna Tollifax in an interview with police.", "police"),
        ("In an interview with the Marrow Herald, the loader said that it was cold.", "the Marrow Herald"),
        ("In a letter to the inspector, the loader wrote that it was cold.", "the inspector"),
        ("Speaking to officers, the loader said that it was cold.", "officers"),
        ("The loader said to the officer that it was warm.", "the officer"),
        ("It was told to the crew that the pistol was cold.", "the crew"),
        ("Wenna Tollifax was told that the pistol was cold.", "Wenna Tollifax"),
        ("The loader was told “not to touch it.”", "The loader"),
        ("The loader said that the grip ran to the door.", ""),
        ("The loader said that the interview with police was short.", ""),
        ("After the interview with police ended, the loader said that it was cold.", ""),
        ("The producer agreed to the plan and said that it was cold.", ""),
        ("The loader said it was cold.", ""),
    ],
)
def test_to_whom_it_was_said(text: str, to: str) -> None:
    """Of direct and of other words the person or outlet is named that they were said to, and nobody else is."""
    assert said_to(text) == [to]


def test_the_addressee_has_the_fullest_name_of_the_text() -> None:
    """Who is told has the name that the text has for them, as who speaks does; an outlet's is only its own."""
    text = "It was late for Orrin Vale. The loader told Vale that it was cold. She told him that it was warm."
    first, second = read(text).statements
    assert first.addressee is not None
    assert first.addressee.name == "Orrin Vale"
    assert (text[slice(*second.to or (0, 0))], second.addressee) == ("him", None)


@pytest.mark.parametrize(
    ("text", "who", "said", "other"),
    [
        ("Wenna Tollifax was told the gun was cold by the first AD.", "the first AD", "the gun was cold", ""),
        (
            "The loader was told that it was not safe by Orrin Vale on Monday.",
            "Orrin Vale",
            "it was not safe",
            "",
        ),
        ("It was told to the crew that the pistol was cold.", "", "the pistol was cold", ""),
        (
            "The loader was told the gun was checked by the first AD.",
            "",
            "the gun was checked by the first AD",
            "the first AD",
        ),
        ("The loader was told to stand by Orrin Vale.", "", "to stand by Orrin Vale", "Orrin Vale"),
        ("The loader was told the gun lay by the door.", "", "the gun lay by the door", ""),
        ("The loader was told the gun was cold by noon.", "", "the gun was cold by noon", ""),
        ("The loader was told it was ready by Monday.", "", "it was ready by Monday", ""),
        ("The loader was told the gun was by the officer.", "", "the gun was by the officer", "the officer"),
    ],
)
def test_who_told_it_stands_behind_it(text: str, who: str, said: str, other: str) -> None:
    """Who told it is taken where they can only have told it; who may have done what was told is an alternative."""
    for reader in (None, parser()):
        found = read(text, parser=reader).statements
        assert [
            (
                "".join(text[slice(*place)] for place in each.who),
                each.text,
                "".join(one.name for one in each.alternatives if one.why == "told-or-done-by"),
            )
            for each in found
        ] == [(who, said, other)]
