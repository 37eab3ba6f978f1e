"""Whom a mention means: the name behind a role, the fullest form of a name, and nobody where only a role is named."""

from __future__ import annotations

import pytest

from tests.casefile.reading import read_on_saturday


def meant(text: str) -> str | None:
    """Return whom the last statement of a text is proposed as the words of."""
    person = read_on_saturday(text).statements[-1].person
    return person.name if person else None


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("Pell Films Inc. CEO Wenna Tollifax", "Wenna Tollifax"),
        ("Former Pell CEO Wenna Tollifax", "Wenna Tollifax"),
        ("Pell Films senior vice president Wenna Tollifax", "Wenna Tollifax"),
        ("Pell chief of staff General Wenna Tollifax", "Wenna Tollifax"),
        ("Safety campaigner Wenna Tollifax", "Wenna Tollifax"),
        ("Pell’s Wenna Tollifax", "Wenna Tollifax"),
        ("The director, Wenna Tollifax,", "Wenna Tollifax"),
        ("The judge, Recorder Wenna Tollifax,", "Wenna Tollifax"),
        ("The first witness, props buyer Wenna Tollifax,", "Wenna Tollifax"),
        ("A lawyer acting for her, Wenna Tollifax,", "Wenna Tollifax"),
        ("Wenna Tollifax of Pell Films", "Wenna Tollifax"),
        ("Pell Films", "Pell Films"),
        ("The Pell police", "Pell police"),
        ("A statement by Pell Films", "Pell Films"),
        ("Officials from Pell Films", None),
        ("A lawyer for Wenna Tollifax", None),
        ("A Pell spokesman", None),
        ("Pell executives", None),
        ("Wenna Tollifax’s lawyer", None),
    ],
)
def test_the_person_is_the_name_and_not_the_role_beside_it(who: str, name: str | None) -> None:
    """Of a firm, a role and a name the name is meant; where only a role is named, it is nobody, and not the firm."""
    assert meant(f"The yard was shut. {who} said that the door was open.") == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They met Wenna Tollifax. Ms Tollifax said that the door was open.", "Wenna Tollifax"),
        ("They sued Pell Inc. in May. Later Pell said that the door was open.", "Pell Inc."),
        (
            "They sued Pell Yard Films (PYF) in May. In May PYF said that the door was open.",
            "Pell Yard Films",
        ),
        ("They met armorer Wenna Tollifax. The armorer said that the door was open.", "Wenna Tollifax"),
        ("They met Wenna Tollifax, the armorer. The armorer said that the door was open.", "Wenna Tollifax"),
        (
            "They met armorer Wenna Tollifax and armorer Orrin Vale. The armorer said that the door was open.",
            None,
        ),
        ("They met Wenna Tollifax. The armorer said that the door was open.", None),
    ],
)
def test_the_fullest_name_of_the_text_is_meant(text: str, name: str | None) -> None:
    """A surname, initials, a firm without its form and a role mean the one name that the text has for them."""
    assert meant(text) == name


def test_two_of_one_surname_are_told_apart_by_how_they_are_addressed() -> None:
    """Mr and Miss choose between two who have one surname, where the text speaks of them as he and she."""
    text = (
        "The actor Orrin Vale and Wenna Vale were there. She is the armorer. {} Vale said that it was late."
    )
    assert meant(text.format("Mr")) == "Orrin Vale"
    assert meant(text.format("Miss")) == "Wenna Vale"
    assert meant(text.replace(" She is the armorer.", "").format("Miss")) == "Vale"


def test_everyone_is_nobody() -> None:
    """Everyone, somebody and others are nobody by name."""
    assert meant("It was late. Everyone said that it was dark.") is None


def test_a_pronoun_after_somebody_without_a_name_is_nobody() -> None:
    """Where the last one who spoke has no name, a pronoun after them is not the last one who has."""
    text = "Orrin Vale said that it was late. One grip said that it was dark. “Nobody had a lamp,” he said."
    assert read_on_saturday(text).quotes[0].person is None
    text = (
        "Orrin Vale said that it was late. The statement said that it was dark. “Nobody had a lamp,” he said."
    )
    person = read_on_saturday(text).quotes[0].person
    assert person is not None
    assert person.name == "Orrin Vale"
