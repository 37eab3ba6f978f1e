"""What is told of somebody: in their words or in others, when, and through how many."""

from __future__ import annotations

import pytest

from showsafe.casefile.reading.read import read
from tests.casefile.reading import read_on_saturday


@pytest.mark.parametrize(
    ("text", "who", "what"),
    [
        ("The inspector said that the door was open.", "The inspector", "the door was open"),
        ("The inspector said the door was open.", "The inspector", "the door was open"),
        ("The inspector told the court that the door was open.", "The inspector", "the door was open"),
        ("The door was open, the inspector said.", "the inspector", "The door was open"),
        ("The door was open, said the inspector.", "the inspector", "The door was open"),
        ("According to the inspector, the door was open.", "the inspector", "the door was open"),
        ("The door was open, according to the inspector.", "the inspector", "The door was open"),
    ],
)
def test_what_is_told_in_other_words(text: str, who: str, what: str) -> None:
    """The part of a sentence that a verb reports is proposed, with who is said to have said it."""
    found = [each for each in read_on_saturday(text).statements if each.kind == "indirect"]
    assert [(text[slice(*each.who[0])], each.text) for each in found] == [(who, what)]


def test_when_it_was_said() -> None:
    """What the sentence says of when is taken, with how exact it is; otherwise it was not after publication."""
    stated = read_on_saturday("The inspector said on Thursday that the door was open.").statements[0]
    assert (stated.when.kind, stated.when.precision, stated.when.edtf) == ("stated", "day", "2024-10-31")
    otherwise = read_on_saturday("The inspector said that the door was open.").statements[0]
    assert (otherwise.when.kind, otherwise.when.edtf) == ("not-after", "../2024-11-02")
    unknown = read("The inspector said that the door was open.").statements[0]
    assert (unknown.when.kind, unknown.when.edtf) == ("unknown", None)


def test_about_when_is_not_when_it_was_said() -> None:
    """A date within what was said is what it is about."""
    found = read_on_saturday("The inspector said that the door was open in May 2023.")
    statement = found.statements[0]
    assert statement.when.kind == "not-after"
    assert [found.dates[number].value for number in statement.about.dates] == ["2023-05"]


def test_an_event_is_named_and_not_guessed() -> None:
    """Words for events within what was said are shown with their place; which event is meant is left to a person."""
    text = "The inspector said that the rehearsal was late."
    about = read_on_saturday(text).statements[0].about
    assert [text[slice(*place)] for place in about.events] == ["rehearsal"]


@pytest.mark.parametrize(
    ("said", "sign"),
    [
        ("I opened it [the door] myself,", "insertion"),
        ("I check it 99 percent of the time,", "habit"),
        ("We always check it,", "habit"),
        ("I did not open the door,", "negation"),
        ("I didn’t open the door,", "negation"),
        ("I opened it … and went,", "omission"),
    ],
)
def test_signs_on_what_is_said(said: str, sign: str) -> None:
    """An editor's insertion, a habit, a negation and an omission are marked on what is said."""
    assert sign in read_on_saturday(f"“{said}” said the grip.").statements[0].signs


def test_words_of_another_are_hearsay() -> None:
    """What somebody tells of another's words went through two people."""
    quoted = read_on_saturday("“The loader said ‘it is clear’ to me,” said the grip.").statements[0]
    assert (quoted.depth, "quotes-another" in quoted.signs) == (2, True)
    reported = read_on_saturday("The grip said the loader told the crew that the door was open.").statements
    assert max(each.depth for each in reported) == 2


def test_words_that_another_relays() -> None:
    """A quotation that somebody else is named for as the source went through two people."""
    text = "“It was dark,” the grip told investigators, according to an affidavit."
    assert read_on_saturday(text).statements[0].depth == 2


def test_what_a_paper_found_without_a_clause_is_no_statement() -> None:
    """Who found witnesses has said nothing by it."""
    assert not read_on_saturday("The newspaper found witnesses who disagreed with it.").statements


def test_two_who_say_different_things_in_one_sentence() -> None:
    """What stands after a semicolon is of whoever is named there, and not of the one before."""
    text = "The county says the grip “left it open”; the grip denies that it was open."
    found = read_on_saturday(text)
    assert [text[slice(*quote.speaker[0])] for quote in found.quotes] == ["The county"]
    assert [each.text for each in found.statements if text[slice(*each.who[0])] == "the grip"] == [
        "it was open"
    ]


def test_a_statement_of_nobody_is_linked_to_nobody() -> None:
    """A statement whose speaker has no name in the text is no person's."""
    found = read_on_saturday("A person at the scene said that the door was open.").statements[0]
    assert found.person is None


def test_what_a_newspaper_found_is_no_statement_of_a_finding() -> None:
    """Everything is a proposal with its rule; nothing is called a finding, and no verdict is given."""
    found = read_on_saturday("The newspaper found that the door was open.").statements
    assert {each.kind for each in found} <= {"indirect"}
    assert not any("finding" in each.signs for each in found)


@pytest.mark.parametrize(
    "text",
    [
        "The producer declined to say whether the door was open.",
        "The producer would not say whether the door was open.",
        "The producer did not say that the door was open.",
        "The producer never said that the door was open.",
        "The producer refused to say why the door was open.",
        "The producer will say that the door was open.",
        "The producer wanted the door to be open.",
        "The producer believed that the door was open.",
        "The producer added a second lamp to the yard.",
        "The producer wrote to the studio in January about the door.",
        "The producer told reporters outside the yard.",
        "The producer told the story of the open door.",
        "The producer agreed to lease the yard for a year.",
    ],
)
def test_what_was_not_said_is_no_statement(text: str) -> None:
    """What somebody would not say, thinks, wants or does is nothing that they said."""
    assert not read_on_saturday(text).statements


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("The grip denied that it was open; the crew had gone by then.", ["it was open"]),
        ("The grip said that it was open, but did not say why.", ["it was open"]),
        (
            "In response to critics saying that it was open all day, the grip said that it was shut.",
            ["it was open all day", "it was shut"],
        ),
        ("The grip went on to say that it was open.", ["it was open"]),
        ("The grip asked whether it was open.", ["it was open"]),
        ("The grip said it was clear that they had left.", ["it was clear that they had left"]),
        ("It was open all day, the grip told reporters outside the yard.", ["It was open all day"]),
        ("The grip told her, the Friday after, that it was open.", ["it was open"]),
        ("One said that it was open.", ["it was open"]),
        ("The grip accepted that it was open.", ["it was open"]),
        ("When the grip said that it was open, they all went in.", ["it was open"]),
        ("The grip, who says it was open, has left the yard.", ["it was open"]),
        ("The grip told them to go.", ["to go"]),
        ("It was open all day long, the crew and the studio said.", ["It was open all day long"]),
        ("The grip said that it was open and added that it was dark.", ["it was open", "it was dark"]),
        ("The grip said that it was open, adding that it was dark.", ["it was open", "it was dark"]),
    ],
)
def test_where_a_statement_ends(text: str, what: list[str]) -> None:
    """A statement ends where the writer goes on: at a semicolon, at *but did not say*, before another's report."""
    assert [each.text for each in read_on_saturday(text).statements] == what
